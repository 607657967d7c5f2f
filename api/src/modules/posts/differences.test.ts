import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Segment, textDifference } from "./differences.ts";

const of = (segments: readonly Segment[], op: Segment["op"]): string =>
  segments
    .filter(segment => segment.op === "equal" || segment.op === op)
    .map(segment => segment.text)
    .join("");

describe("the difference of two texts", () => {
  test("is told by words", () => {
    expect(textDifference("We open on Monday.", "We open on Tuesday!")).toEqual([
      { op: "equal", text: "We open on " },
      { op: "delete", text: "Monday." },
      { op: "insert", text: "Tuesday!" },
    ]);
    expect(textDifference("a b c d e f", "a x b c d f")).toEqual([
      { op: "equal", text: "a " },
      { op: "insert", text: "x " },
      { op: "equal", text: "b c d" },
      { op: "delete", text: " e" },
      { op: "equal", text: " f" },
    ]);
  });

  test("is nothing but what is equal, comes or goes where there is nothing else", () => {
    expect(textDifference("same", "same")).toEqual([{ op: "equal", text: "same" }]);
    expect(textDifference("", "new")).toEqual([{ op: "insert", text: "new" }]);
    expect(textDifference("old", "")).toEqual([{ op: "delete", text: "old" }]);
    expect(textDifference("", "")).toEqual([]);
  });

  test("tears no sign apart, and takes scripts without spaces by their characters", () => {
    const family = "\u{1F468}\u200d\u{1F469}\u200d\u{1F467}";
    expect(textDifference(`Hi \u{1F468}`, `Hi ${family}`)).toEqual([
      { op: "equal", text: "Hi " },
      { op: "delete", text: "\u{1F468}" },
      { op: "insert", text: family },
    ]);
    expect(textDifference("今日は晴れ", "今日は雨")).toEqual([
      { op: "equal", text: "今日は" },
      { op: "delete", text: "晴れ" },
      { op: "insert", text: "雨" },
    ]);
  });

  test("makes up both texts, with as few changes as there need be", () => {
    const text = fc.oneof(
      fc
        .array(fc.constantFrom("a", "b", "c", " ", "d e", "\n", "\u{1F600}", "e\u0301", "\ud800"), { maxLength: 40 })
        .map(words => words.join("")),
      fc.string({ unit: "binary", maxLength: 60 }),
    );
    fc.assert(
      fc.property(text, text, (before, after) => {
        const segments = textDifference(before, after);
        expect(of(segments, "delete")).toBe(before);
        expect(of(segments, "insert")).toBe(after);
        const kept = segments.filter(({ op }) => op === "equal").map(({ text: one }) => one);
        expect(kept.join("").length).toBeGreaterThanOrEqual(commonCharacters(before, after));
      }),
      { numRuns: 300 },
    );
  });

  test("is one stretch where everything is different, however long", () => {
    const words = (seed: number) =>
      Array.from({ length: 50_000 }, (_, index) => String.fromCharCode(97 + ((index * seed) % 23))).join(" ");
    const [before, after] = [words(7), words(11)];
    const segments = textDifference(before, after);
    expect(segments.length).toBeLessThan(10);
    expect(of(segments, "delete")).toBe(before);
    expect(of(segments, "insert")).toBe(after);
    const near = `${before.slice(0, 40_000)}changed ${before.slice(40_000)}`;
    expect(textDifference(before, near).filter(({ op }) => op !== "equal")).toEqual([
      { op: "insert", text: expect.stringContaining("changed") },
    ]);
  });
});

/** What any two texts of these have in common at least: their common beginning up to its last space. */
function commonCharacters(before: string, after: string): number {
  let at = 0;
  while (at < Math.min(before.length, after.length) && before[at] === after[at]) at += 1;
  return Math.max(0, before.slice(0, at).lastIndexOf(" "));
}
