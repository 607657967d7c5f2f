import type { Connector } from "../contract.ts";
import { credentialsDoor, health, oauthDoor, refresh, revoke } from "./connect.ts";
import type { Place } from "./http.ts";
import { create, lookup, prepare, remove } from "./publish.ts";

export interface SandboxConnectorOptions {
  /** Where the sandbox's API answers, such as `http://127.0.0.1:4010`. */
  readonly baseUrl: string;
  /** Where a person's browser finds it; the same as `baseUrl` unless given. */
  readonly publicUrl?: string;
  /** What the consent page calls us. Default `placard`. */
  readonly clientId?: string;
}

/** How Placard speaks to `@placard/sandbox`. */
export function sandboxConnector(options: SandboxConnectorOptions): Connector {
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  const place: Place = {
    baseUrl,
    publicUrl: (options.publicUrl ?? baseUrl).replace(/\/+$/, ""),
    clientId: options.clientId ?? "placard",
  };
  return {
    network: "sandbox",
    absenceProof: "key",
    // It answers in milliseconds; what has not come after this is a fault.
    createTimeoutMs: 15_000,
    // A lookup burns the key, after which no late request can take effect: nothing is gained by waiting.
    lateEffectMs: 0,
    oauth: oauthDoor(place),
    credentials: credentialsDoor(place),
    refresh: (io, account) => refresh(io, place, account),
    revoke: (io, account) => revoke(io, place, account),
    health: (io, account) => health(io, place, account),
    prepare: (io, account, part, handle) => prepare(io, place, account, part, handle),
    create: (io, account, part, handle) => create(io, place, account, part, handle),
    lookup: (io, account, part, handle) => lookup(io, place, account, part, handle),
    remove: (io, account, published) => remove(io, place, account, published),
  };
}
