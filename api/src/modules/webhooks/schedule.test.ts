import { expect, test } from "vitest";
import { RETRY_STEPS_MS, retryAfterMs, retryDelay } from "./schedule.ts";

test("each failure waits for its step, a fifth more or less", () => {
  expect(RETRY_STEPS_MS.map((_, step) => retryDelay(step + 1, null, 0.5))).toEqual([
    5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 36_000_000,
  ]);
  expect(retryDelay(2, null, 0)).toBe(240_000);
  expect(retryDelay(2, null, 1)).toBe(360_000);
  expect(retryDelay(8, null, 0.5)).toBe(null);
});

test("a receiver can ask for more, up to twice the step, and never for less", () => {
  expect(retryDelay(2, 400_000, 0.5)).toBe(400_000);
  expect(retryDelay(2, 86_400_000, 0.5)).toBe(600_000);
  expect(retryDelay(2, 0, 0.5)).toBe(300_000);
});

test("Retry-After is seconds or a date, and nothing else", () => {
  const now = Date.parse("2026-11-21T09:00:00Z");
  expect(retryAfterMs("120", now)).toBe(120_000);
  expect(retryAfterMs("Sat, 21 Nov 2026 09:01:00 GMT", now)).toBe(60_000);
  expect(retryAfterMs("Sat, 21 Nov 2026 08:00:00 GMT", now)).toBe(0);
  expect(retryAfterMs("soon", now)).toBe(null);
  expect(retryAfterMs(null, now)).toBe(null);
});
