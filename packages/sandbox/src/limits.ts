import { type Limit, type NetworkRules, networks } from "@placard/networks";

/** What a post, its media and its options may be: the same facts that everybody who posts here reads. */
export const RULES: NetworkRules = networks.sandbox;

/** The most that a limit allows: the sandbox refuses only what no source claims to be allowed. */
export const most = (limit: Limit): number => (typeof limit === "number" ? limit : limit.claimed);

const mediaKinds = Object.values(RULES.contentTypes[RULES.defaultContentType]?.media.kinds ?? {});

/** What the sandbox accepts beyond the rules for posts. */
export const LIMITS = {
  /** Largest JSON or form body, in bytes: far above the longest text in its longest encoding. */
  bodyBytes: 64 * 1024,
  /** Largest media file of any kind, in bytes. */
  mediaBytes: Math.max(...mediaKinds.map(kind => most(kind.maxBytes ?? 0))),
  /** Longest idempotency key, in visible ASCII characters. */
  keyCharacters: 255,
  /** Longest handle a person may take. Pages add a suffix of their own. */
  handleCharacters: 24,
  /** Most of each kind that one call may simulate. */
  simulated: 1_000,
  /** Items on a page of a list. */
  listDefault: 30,
  listMost: 100,
} as const;
