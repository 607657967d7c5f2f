/** Outgoing HTTP as the service sees it. Nothing below this port uses the global `fetch`. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface Network {
  /** For hosts the operator or a network's own registry names (social networks, identity providers). Follows no redirects. */
  readonly trusted: Fetch;
  /**
   * For URLs that a stranger wrote (webhook endpoints, imports, instance servers). The address is checked when the socket connects, so a name
   * that resolves to a private, loopback, link-local or otherwise special address is refused, in every notation. Follows no redirects.
   * @throws {BlockedAddress} before anything is sent.
   */
  readonly guarded: Fetch;
}

/** A URL of a stranger that leads, or resolves, to an address that must not be called. */
export class BlockedAddress extends Error {
  override readonly name = "BlockedAddress";
}
