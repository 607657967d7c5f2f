import { expect, test } from "vitest";
import { tidOf } from "./tid.ts";

const TID = /^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/;
const DIGITS = "234567abcdefghijklmnopqrstuvwxyz";

/** Milliseconds since the epoch, as the network reads them from a record key. */
function timeOf(tid: string): number {
  const bits = [...tid].reduce((sum, digit) => sum * 32n + BigInt(DIGITS.indexOf(digit)), 0n);
  return Number(bits >> 10n) / 1000;
}

test("a part's key gives one record key, of the form and the time that posts must have", () => {
  const key = "tgt_01m7zma7k7ep1s66jdh4fzyp1r_0_1"; // made 2026-11-21T18:00:45.927Z
  const made = Date.parse("2026-11-21T18:00:00Z");
  expect(tidOf(key)).toMatch(TID);
  expect(tidOf(key)).toBe(tidOf(key));
  expect(timeOf(tidOf(key))).toBeLessThan(made + 60_000);
  expect(timeOf(tidOf(key))).toBeGreaterThan(made - 19 * 60_000);
});

test("no two parts, targets or generations share one, and parts follow one another", () => {
  const target = (each: number): string => `tgt_01m7zma7k7${String(each).padStart(16, "0")}`;
  const keys = Array.from({ length: 2_000 }, (_, each) =>
    [0, 1, 24].flatMap(part => [1, 2].map(time => `${target(each)}_${part}_${time}`)),
  );
  expect(new Set(keys.flat().map(tidOf)).size).toBe(12_000);
  const parts = Array.from({ length: 25 }, (_, part) => tidOf(`${target(7)}_${part}_1`));
  expect(parts.toSorted()).toEqual(parts);
});

test("a key that is no id of ours has one too", () => {
  expect(tidOf("part-1")).toMatch(TID);
  expect(tidOf("part-1")).not.toBe(tidOf("part-2"));
});
