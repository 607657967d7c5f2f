import fc from "fast-check";
import { expect, test } from "vitest";
import { testIo } from "../test-io.ts";
import { newTid } from "./tid.ts";

const at = (now: number, random: number) => {
  const io = testIo();
  return newTid({ time: { ...io.time, now: () => now }, chance: { ...io.chance, number: () => random } });
};

test("is what the protocol's syntax wants, and sorts by time", () => {
  const instant = fc.integer({ min: 0, max: Date.parse("2200-01-01") });
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(instant, random, random, (now, one, other) => {
      const tid = at(now, one);
      expect(tid).toMatch(/^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/);
      expect(at(now + 1, other) > tid).toBe(true);
    }),
  );
});

test("two of the same millisecond differ", () => {
  expect(at(1_800_000_000_000, 0.25)).not.toBe(at(1_800_000_000_000, 0.75));
  // 2024-02-14T00:00:00Z with all random bits zero, worked out by hand from the specification.
  expect(at(Date.UTC(2024, 1, 14), 0)).toBe(byHand(Date.UTC(2024, 1, 14)));
});

/** The specification's rule, written another way: 65 bits, of which the first two are zero, in groups of five. */
function byHand(now: number): string {
  const bits = (BigInt(now) * 1000n).toString(2).padStart(55, "0") + "0".repeat(10);
  return (bits.match(/.{5}/g) ?? []).map(group => "234567abcdefghijklmnopqrstuvwxyz".charAt(Number.parseInt(group, 2))).join("");
}
