import type { PlacardOptions } from "./options.ts";

/** Where a client's bearer token comes from. */
export interface Credentials {
  /** The token to send, or null for a client without a credential. */
  readonly get: () => Promise<string | null>;
  /** Says that the API refused this token: true when `get` will now give another. */
  readonly refused: (token: string) => boolean;
}

/** The share of a token's life after which it is fetched anew: early enough for slow clocks, and not all clients at once. */
const LIFE_USED = { least: 0.8, most: 0.9 } as const;

/** @throws {TypeError} when two credentials are given, or one that no header can carry; the message never repeats it */
export function credentialsOf(options: PlacardOptions): Credentials {
  const { apiKey, token, fetchToken } = options;
  if ([apiKey, token, fetchToken].filter(given => given !== undefined).length > 1)
    throw new TypeError("Give one of apiKey, token and fetchToken.");
  if (fetchToken) return fetched(fetchToken);
  const fixed = apiKey ?? token;
  const checkedToken = fixed === undefined ? null : checked(fixed);
  return { get: async () => checkedToken, refused: () => false };
}

function fetched(fetchToken: () => Promise<string>): Credentials {
  let current: Promise<string> | null = null; // one fetch for all calls that wait
  let known: string | null = null;
  let useUntil = Number.POSITIVE_INFINITY;
  const renew = async (): Promise<string> => {
    try {
      const token = checked(await fetchToken());
      const life = lifeMs(token);
      const share = LIFE_USED.least + Math.random() * (LIFE_USED.most - LIFE_USED.least);
      useUntil = life === null ? Number.POSITIVE_INFINITY : Date.now() + life * share;
      known = token;
      return token;
    } catch (error) {
      current = null; // the next call asks again
      throw error;
    }
  };
  return {
    get: () => {
      if (!current || Date.now() >= useUntil) {
        useUntil = Number.POSITIVE_INFINITY;
        current = renew();
      }
      return current;
    },
    refused: token => {
      if (token === known) {
        known = null;
        current = null;
      }
      return true;
    },
  };
}

function checked(token: unknown): string {
  if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token))
    throw new TypeError("The credential must be a text of printable ASCII characters without spaces.");
  return token;
}

/** The address a token names as its issuer, or null: a browser that has only an embed session's token finds its API by it. */
export function issuerOf(token: string | null): string | null {
  const issuer = claimsOf(token)?.iss;
  return typeof issuer === "string" && /^https?:\/\//.test(issuer) ? issuer : null;
}

/** How long a token lives, by its own times: no need for this machine's clock to be right. */
function lifeMs(token: string): number | null {
  const claims = claimsOf(token);
  const { iat, exp } = claims ?? {};
  return typeof iat === "number" && typeof exp === "number" ? (exp - iat) * 1000 : null;
}

/** The claims of a JWT, unverified (the API verifies them), or null for another kind of token. */
function claimsOf(token: string | null): Record<string, unknown> | null {
  const payload = token?.split(".")[1];
  if (!payload) return null;
  try {
    const claims: unknown = JSON.parse(atob(payload.replace(/-/g, "+").replace(/_/g, "/")));
    return typeof claims === "object" && claims !== null ? { ...claims } : null;
  } catch {
    return null; // dots alone make no JWT
  }
}
