import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, type RequestInit as UndiciInit, fetch as undiciFetch } from "undici";
import { BlockedAddress, type Fetch, type Network } from "./network.ts";
import { isLoopbackAddress, isPublicAddress } from "./network-addresses.ts";

/** How long a connection may take to stand. */
const CONNECT_TIMEOUT_MS = 10_000;
/** An idle connection of a stranger's host is not kept long. */
const KEEP_ALIVE_MS = 4_000;

export interface NetworkOptions {
  /** What `guarded` lets through beside https to public addresses; for development. */
  readonly allow: { readonly loopback: boolean; readonly http: boolean };
  /** Instead of the system's resolver; for tests. */
  readonly lookup?: LookupFunction;
}

/** The real network. */
export function realNetwork(options: NetworkOptions): Network {
  return { trusted: (input, init) => fetch(input, { ...init, redirect: "manual" }), guarded: guardedFetch(options) };
}

/**
 * Looks at the addresses when the socket connects, and connects to the very address it looked at: a name cannot show one address to a check and
 * another to the connection.
 */
function guardedFetch({ allow, lookup = systemLookup as LookupFunction }: NetworkOptions): Fetch {
  const permitted = (address: string): boolean => isPublicAddress(address) || (allow.loopback && isLoopbackAddress(address));

  const agent = new Agent({
    connect: { lookup: checkedLookup(lookup, permitted), timeout: CONNECT_TIMEOUT_MS },
    keepAliveTimeout: KEEP_ALIVE_MS,
  });

  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.protocol !== "https:" && !(allow.http && url.protocol === "http:"))
      throw new BlockedAddress(`${url.protocol} is not allowed: use https`);
    const literal = url.hostname.replace(/^\[|\]$/g, "");
    if (isIP(literal) !== 0 && !permitted(literal)) throw new BlockedAddress(`${literal} must not be called`);
    const given: RequestInit =
      input instanceof Request
        ? {
            method: input.method,
            headers: input.headers,
            signal: input.signal,
            ...(input.body && { body: await input.arrayBuffer() }),
            ...init,
          }
        : { ...init };
    const request = { ...given, redirect: "manual", dispatcher: agent } as unknown as UndiciInit;
    try {
      return (await undiciFetch(url, request)) as unknown as Response;
    } catch (error) {
      if (error instanceof Error && error.cause instanceof BlockedAddress) throw error.cause;
      throw error;
    }
  };
}

/** A resolver that gives only permitted addresses: an error where one is not. */
export function checkedLookup(lookup: LookupFunction, permitted: (address: string) => boolean): LookupFunction {
  return (hostname, wanted, answer) => {
    lookup(hostname, { ...wanted, all: true }, (error, found) => {
      if (error) return answer(error, "", 0);
      const addresses = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }];
      // One forbidden address among several is a name that plays with us: none of them is used.
      const forbidden = addresses.find(one => !permitted(one.address));
      const first = addresses[0];
      if (forbidden || !first) {
        const where = forbidden?.address ?? "nowhere";
        return answer(new BlockedAddress(`${hostname} leads to ${where}, which must not be called`), "", 0);
      }
      if (wanted.all) return answer(null, addresses);
      return answer(null, first.address, first.family);
    });
  };
}
