import type { PlacardError } from "./errors.ts";

/** The first pause, and the longest, in ms; each is twice the one before. */
const PAUSE = { first: 500, longest: 8_000 } as const;
/** The share of a pause that chance may take away, so that clients that failed together do not come back together. */
const JITTER = 0.25;
/**
 * The longest `Retry-After` that is waited for, in ms: the API's burst limit ends within a minute. What asks for more, as its limit by the hour may, is given
 * back to the caller.
 */
export const LONGEST_WAIT = 60_000;

/** Whether another try can end otherwise. */
export function worthRepeating(error: PlacardError): boolean {
  const { status } = error;
  if (status === null || error.code === "idempotency_in_progress") return true;
  return status < 400 || status === 408 || status === 429 || status >= 500;
}

/**
 * The pause before the next try in ms, or null when the server asks for more than {@link LONGEST_WAIT}.
 * @param failures how many tries failed: 1 or more
 * @param chance a number from 0 to 1
 * @param first the first pause in ms, where the server named one of its own
 */
export function pauseBefore(
  failures: number,
  headers: Headers | null,
  chance: number,
  first: number = PAUSE.first,
): number | null {
  const asked = retryAfterMs(headers, Date.now());
  if (asked !== null) return asked <= LONGEST_WAIT ? asked : null;
  return Math.min(first * 2 ** (failures - 1), Math.max(PAUSE.longest, first)) * (1 - JITTER * chance);
}

/** `Retry-After` in ms, given as seconds or as a date; null without one that can be read. */
export function retryAfterMs(headers: Headers | null, now: number): number | null {
  const text = headers?.get("Retry-After");
  if (!text) return null;
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

/** Resolves after `ms`, or rejects with the signal's reason as soon as it is aborted. */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
