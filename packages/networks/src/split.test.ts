import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findLinks, findMentions, maxParts, type NetworkName, type SplitOptions, splitThread, withRules } from "./index.ts";

const texts = (network: NetworkName, text: string, options?: SplitOptions) =>
  splitThread(network, text, options).parts.map(part => part.text);
const anyString = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map(unit => String.fromCharCode(unit)),
  maxLength: 2000,
});
const token = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      "a",
      "word",
      "sentence.",
      "Really?",
      "“Quoted.”",
      "naïve",
      "C++",
      "don't",
      "1,000.50",
      "co-operate",
    ),
  },
  fc.constantFrom("https://example.com/a/long/path?q=1", "example.com", "@alice@example.social", "@bob", "#tag"),
  fc.constantFrom("😀", "👩‍👩‍👧‍👦", "🇩🇪🇫🇷", "👍🏽", "1️⃣"),
  fc.string({ unit: fc.constantFrom("x", "y", "é"), minLength: 1, maxLength: 400 }),
);
const gap = fc.constantFrom(" ", " ", " ", "\n", "\n\n", "  ", "\r\n\r\n", "\t");
const prose = fc.array(fc.tuple(token, gap), { minLength: 1, maxLength: 120 }).map(pairs => pairs.flat().join(""));
const splitting = fc.constantFrom<NetworkName>("x", "bluesky", "mastodon", "threads", "sandbox");

describe("splitThread, for any text", () => {
  it("loses nothing but white space at cuts and ends", () => {
    fc.assert(
      fc.property(splitting, fc.oneof(prose, anyString), fc.boolean(), (network, text, numbering) => {
        const { parts } = splitThread(network, text, { numbering });
        let end = 0;
        for (const part of parts) {
          expect(text.slice(end, part.start)).toMatch(/^\s*$/);
          expect(part.text.startsWith(text.slice(part.start, part.end))).toBe(true);
          if (!numbering) expect(part.text).toBe(text.slice(part.start, part.end));
          end = part.end;
        }
        expect(text.slice(end)).toMatch(/^\s*$/);
      }),
    );
  });

  it("keeps every part within its limit, or says which one is not and why", () => {
    fc.assert(
      fc.property(splitting, fc.oneof(prose, anyString), fc.boolean(), (network, text, numbering) => {
        const { parts, problems, fits } = splitThread(network, text, { numbering });
        expect(parts.length).toBeLessThanOrEqual(maxParts);
        expect(fits).toBe(parts.every(part => part.count.fits));
        for (const part of parts) {
          if (!part.count.fits) expect(problems.map(problem => problem.start)).toContain(part.start);
        }
      }),
    );
  });

  it("never cuts a link, a mention or an emoji", () => {
    fc.assert(
      fc.property(splitting, prose, (network, text) => {
        const cuts = splitThread(network, text).parts.map(part => part.end);
        const emoji = [...text.matchAll(/\p{RGI_Emoji}/gv)].map(match => ({
          start: match.index,
          end: match.index + match[0].length,
        }));
        for (const entity of [...findLinks(text, network), ...findMentions(text, network), ...emoji]) {
          for (const cut of cuts) expect(cut <= entity.start || cut >= entity.end).toBe(true);
        }
      }),
    );
  });

  it("cuts a word only if the word alone is over the limit", () => {
    fc.assert(
      fc.property(splitting, prose, (network, text) => {
        const { parts } = splitThread(network, text);
        for (const { end } of parts.slice(0, -1)) {
          const word = /\S*$/.exec(text.slice(0, end))?.[0] + (/^\S*/.exec(text.slice(end))?.[0] ?? "");
          const inside = /\S$/.test(text.slice(0, end)) && /^\S/.test(text.slice(end));
          if (inside) expect(splitThread(network, word).parts.length).toBeGreaterThan(1);
        }
      }),
    );
  });
});

describe("splitThread", () => {
  const sentence = (words: number) => `${"word ".repeat(words - 1)}end.`;

  it("leaves a text that fits as it is, white space included", () => {
    expect(splitThread("x", "  hello \n")).toMatchObject({
      parts: [{ text: "  hello \n", start: 0, end: 9 }],
      problems: [],
      fits: true,
    });
    expect(texts("bluesky", "")).toEqual([""]);
  });

  it("cuts between paragraphs, if they fill a third", () => {
    expect(texts("x", `${sentence(20)} ${sentence(10)}\n\n${sentence(40)}`)).toEqual([
      `${sentence(20)} ${sentence(10)}`,
      sentence(40),
    ]);
  });

  it("cuts between sentences rather than words", () => {
    expect(texts("x", `${sentence(30)} ${sentence(30)}`)).toEqual([sentence(30), sentence(30)]);
    expect(texts("x", `“${sentence(30).slice(0, -1)}!” ${sentence(30)}`)[0]).toBe(`“${sentence(30).slice(0, -1)}!”`);
  });

  it("cuts between words rather than leave a part nearly empty", () => {
    const [first, second] = texts("x", `Hi.\n\n${"word ".repeat(80).trim()}`);
    expect(first?.length).toBeGreaterThan(270);
    expect(first?.startsWith("Hi.\n\nword")).toBe(true);
    expect(second?.startsWith("word")).toBe(true);
  });

  it("cuts a word that is alone too long, between graphemes", () => {
    const parts = texts("bluesky", "👩‍👩‍👧‍👦é".repeat(200));
    expect(parts.join("")).toBe("👩‍👩‍👧‍👦é".repeat(200));
    expect(parts.every(part => /^(👩‍👩‍👧‍👦|é)/.test(part))).toBe(true);
  });

  it("reports a link that is alone too long, and does not cut it", () => {
    const link = `https://example.com/${"a".repeat(400)}`;
    const split = splitThread("bluesky", `see ${link} now`);
    expect(split.parts.map(part => part.text)).toEqual(["see", link, "now"]);
    expect(split).toMatchObject({ fits: false, problems: [{ code: "unbreakable", start: 4, end: 4 + link.length }] });
    expect(splitThread("x", `see ${link} now`).parts).toHaveLength(1);
  });

  it("cuts Japanese between words, at the end of a sentence if it can, and never before its punctuation", () => {
    const parts = texts("x", "今日はとても天気がいいので、散歩に行きました。".repeat(12));
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(part.endsWith("。")).toBe(true);
    const unbroken = texts("x", "東京都庁舎展望室、".repeat(40));
    for (const part of unbroken) expect(part).not.toMatch(/^[、。]/);
  });

  it("cuts Japanese without any punctuation between words", () => {
    const text = "私は昨日友達と一緒に東京へ行きました".repeat(30);
    const starts = new Set(Array.from(new Intl.Segmenter("ja", { granularity: "word" }).segment(text), word => word.index));
    const cuts = splitThread("x", text).parts.slice(1);
    expect(cuts.length).toBeGreaterThan(2);
    for (const { start } of cuts) expect(starts.has(start)).toBe(true);
  });

  it("keeps within the bytes too, where they are the tighter limit", () => {
    for (const unit of ["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦 "]) {
      const split = splitThread("bluesky", unit.repeat(500));
      expect(split.parts.length).toBeGreaterThan(4);
      expect(split).toMatchObject({ fits: true, problems: [] });
    }
  });

  it("numbers the parts within the limit, and not a single one", () => {
    const { parts } = splitThread("x", sentence(200), { numbering: true });
    expect(parts.map(part => / (\d+)\/(\d+)$/.exec(part.text)?.slice(1))).toEqual(
      parts.map((_, index) => [`${index + 1}`, `${parts.length}`]),
    );
    expect(parts.every(part => part.count.fits)).toBe(true);
    expect(texts("x", "short", { numbering: true })).toEqual(["short"]);
    expect(texts("x", sentence(60), { numbering: (part, total) => `(${part} of ${total})` })[0]).toMatch(/ \(1 of 2\)$/);
  });

  it("stops at the most parts, keeps the rest whole in the last, and says so", () => {
    const text = sentence(3000);
    const split = splitThread("x", text);
    expect(split.parts).toHaveLength(maxParts);
    expect(split.parts.at(-1)?.end).toBe(text.length);
    expect(split).toMatchObject({ fits: false, problems: [{ code: "too_many_parts" }] });
    expect(splitThread("x", sentence(200), { maxParts: 2 }).parts).toHaveLength(2);
  });

  it("splits by the account's own rules", () => {
    expect(splitThread("x", sentence(200), { rules: withRules("x", { text: { limit: 4000 } }) }).parts).toHaveLength(1);
  });

  it("splits 50,000 hostile characters", () => {
    const hostile = ["a", "a ", "a.co/(", "@a.", "\u0301", "日", "👩\u200d", "\ud800", "\n", "http://a.b/!"];
    for (const unit of hostile) {
      for (const network of ["x", "bluesky"] as const)
        expect(splitThread(network, unit.repeat(50_000 / unit.length)).parts.length).toBeLessThanOrEqual(maxParts);
    }
  });
});
