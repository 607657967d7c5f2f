import type { Io } from "../contract.ts";
import type { Fetch } from "./xrpc.ts";

/** Where the parts of the AT Protocol are found. */
export interface Servers {
  /** Used where a person names no server: `https://bsky.social`. */
  readonly defaultServer: string;
  /** The registry of `did:plc`. */
  readonly plcDirectoryUrl: string;
  /** A server that resolves handles for the OAuth client. */
  readonly handleResolver: string;
  /** Takes `http:` servers: for tests and development alone. Which addresses a stranger's server may have is for `Io.guardedFetch` to say. */
  readonly allowHttp: boolean;
}

/**
 * The fetch for a request by where it goes: servers that the operator configured are trusted, any other was named by a stranger, be it by the person
 * who connects or by the document of a DID, and must not lead into our own network.
 */
export function fetchFor(io: Io, servers: Servers): Fetch {
  const trusted = new Set(
    [servers.defaultServer, servers.plcDirectoryUrl, servers.handleResolver].map(url => new URL(url).origin),
  );
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    return trusted.has(url.origin) ? io.fetch(input, init) : io.guardedFetch(input, init);
  };
}

/** The origin of a server as a person writes it (`pds.example.com`, `https://pds.example.com/`); null when it is none that may be called. */
export function serverOrigin(server: string, servers: Servers): string | null {
  const written = server.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `https://${written}`);
  if (url === null || url.username !== "" || url.password !== "") return null;
  return url.protocol === "https:" || (url.protocol === "http:" && servers.allowHttp) ? url.origin : null;
}
