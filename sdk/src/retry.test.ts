import { describe, expect, test } from "vitest";
import { pauseBefore, retryAfterMs } from "./retry.ts";

describe("the pause before a try", () => {
  test("doubles from half a second to eight", () => {
    expect([1, 2, 3, 4, 5, 6, 40].map(failures => pauseBefore(failures, null, 0))).toEqual([
      500, 1000, 2000, 4000, 8000, 8000, 8000,
    ]);
  });

  test("is shorter by up to a quarter, by chance", () => {
    expect([0, 0.5, 1].map(chance => pauseBefore(1, null, chance))).toEqual([500, 437.5, 375]);
  });

  test("begins with the one an event stream asked for", () => {
    expect([1, 2, 3].map(failures => pauseBefore(failures, null, 0, 3_000))).toEqual([3_000, 6_000, 8_000]);
    expect([1, 2].map(failures => pauseBefore(failures, null, 0, 20_000))).toEqual([20_000, 20_000]);
  });

  test("is what the server asks for, up to a minute", () => {
    expect(pauseBefore(1, new Headers({ "Retry-After": "60" }), 1)).toBe(60_000);
    expect(pauseBefore(1, new Headers({ "Retry-After": "61" }), 1)).toBeNull();
  });
});

describe("Retry-After", () => {
  const now = Date.UTC(2026, 10, 21, 9, 0, 0);
  test.each([
    ["3", 3000],
    ["0", 0],
    ["1.5", 1500],
    ["Sat, 21 Nov 2026 09:00:30 GMT", 30_000],
    ["Sat, 21 Nov 2026 08:00:00 GMT", 0],
    ["soon", null],
    ["", null],
  ])("%j is %j ms", (text, ms) => {
    expect(retryAfterMs(new Headers({ "Retry-After": text }), now)).toBe(ms);
  });

  test("may be absent", () => {
    expect(retryAfterMs(new Headers(), now)).toBeNull();
    expect(retryAfterMs(null, now)).toBeNull();
  });
});
