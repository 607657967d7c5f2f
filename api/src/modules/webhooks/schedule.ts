const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits after the first, second, … failed attempt, in ms: eight attempts in all, over more than a day. */
export const RETRY_STEPS_MS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR] as const;

/** A step is longer or shorter by up to this part of it, so that what failed together does not come again together. */
const JITTER = 0.2;

/**
 * The wait after an attempt of this number (1, 2, …) failed, in ms; null when it was the last. A receiver may ask for more by `Retry-After`, up to
 * twice the step. `random` is in [0, 1).
 */
export function retryDelay(attempt: number, retryAfterMs: number | null, random: number): number | null {
  const step = RETRY_STEPS_MS[attempt - 1];
  if (step === undefined) return null;
  const usual = Math.round(step * (1 - JITTER + 2 * JITTER * random));
  return retryAfterMs === null ? usual : Math.min(Math.max(usual, retryAfterMs), 2 * step);
}

/** What `Retry-After` asks for, in ms: seconds, or an HTTP date. Null where it says nothing that can be understood. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^[0-9]{1,9}$/.test(header.trim())) return Number(header) * SECOND;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
