import type { Hints } from "../ports/hints/hints.ts";
import type { AnswerHeaders } from "./problem.ts";

/** What a caller has left. */
export interface RateState {
  readonly allowed: boolean;
  readonly kind: "ip" | "credential";
  readonly limit: number;
  readonly remaining: number;
  readonly windowS: number;
  /** Seconds until the window ends. */
  readonly resetS: number;
}

export interface RateLimiter {
  spend(who: string, kind: "ip" | "credential", limit: number | null): Promise<RateState>;
}

export interface RateLimits {
  /** Requests per window from one address without a valid credential. */
  readonly perAddress: number;
  /** Requests per window with one credential, where its plan says nothing. */
  readonly perCredential: number;
  readonly windowS: number;
}

/**
 * Fixed windows, counted over all processes by hints. Where hints are away the request passes: a limit protects the service, it is not the truth
 * of anything. Windows begin at multiples of their length, so every process agrees on them.
 */
export function createRateLimiter(hints: Hints, now: () => number, limits: RateLimits): RateLimiter {
  const windowMs = limits.windowS * 1000;
  return {
    async spend(who, kind, own) {
      const limit = own ?? (kind === "ip" ? limits.perAddress : limits.perCredential);
      const at = now();
      const window = Math.floor(at / windowMs);
      const used = (await hints.increment(`rate ${kind} ${who} ${window}`, 1, windowMs)) ?? 0;
      return {
        allowed: used <= limit,
        kind,
        limit,
        remaining: Math.max(0, limit - used),
        windowS: limits.windowS,
        resetS: Math.max(1, Math.ceil(((window + 1) * windowMs - at) / 1000)),
      };
    },
  };
}

/** The headers of draft-ietf-httpapi-ratelimit-headers. */
export function rateLimitHeaders(headers: AnswerHeaders, state: RateState): void {
  headers["RateLimit-Policy"] = `"${state.kind}";q=${state.limit};w=${state.windowS}`;
  headers["RateLimit"] = `"${state.kind}";r=${state.remaining};t=${state.resetS}`;
}
