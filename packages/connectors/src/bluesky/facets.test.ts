import fc from "fast-check";
import { expect, test } from "vitest";
import { facetsOf, mentionedHandles } from "./facets.ts";

const pieces = fc.constantFrom(
  "#tag",
  "@bob.test",
  "https://example.com/a",
  "example.org",
  "日本",
  "👩‍👩‍👧",
  "é",
  "\u0301",
  " ",
  "\n",
  ".",
  "(",
);

test("every facet's bytes are what its feature says, in order, whatever stands around them", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: "grapheme", maxLength: 3 })), { maxLength: 20 }), parts => {
      const text = parts.join("");
      const bytes = new TextEncoder().encode(text);
      let end = 0;
      for (const { index, features } of facetsOf(text, handle => `did:plc:${handle}`)) {
        expect(index.byteStart).toBeGreaterThanOrEqual(end);
        expect(index.byteEnd).toBeGreaterThan(index.byteStart);
        end = index.byteEnd;
        const slice = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(index.byteStart, index.byteEnd));
        const [feature] = features;
        const said = feature?.tag ?? feature?.uri ?? feature?.did;
        const expected =
          feature?.tag !== undefined
            ? slice.slice(1)
            : feature?.did !== undefined
              ? `did:plc:${slice.slice(1).toLowerCase()}`
              : slice;
        expect([expected, `https://${expected}`]).toContain(said);
      }
      expect(end).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 300 },
  );
});

test("each handle is resolved once, and one that leads nowhere is plain text", () => {
  const text = "@Bob.test @bob.test @nobody.test";
  expect(mentionedHandles(text)).toEqual(["bob.test", "nobody.test"]);
  const facets = facetsOf(text, handle => (handle === "bob.test" ? "did:plc:bob" : null));
  expect(facets.map(({ index }) => index)).toEqual([
    { byteStart: 0, byteEnd: 9 },
    { byteStart: 10, byteEnd: 19 },
  ]);
});

test("of two that overlap the first is kept", () => {
  const [only, ...more] = facetsOf("#tag(@bob.test", () => "did:plc:bob");
  expect(only).toEqual({
    index: { byteStart: 0, byteEnd: 14 },
    features: [{ $type: "app.bsky.richtext.facet#tag", tag: "tag(@bob.test" }],
  });
  expect(more).toEqual([]);
});
