import fc from "fast-check";
import twitter from "twitter-text";
import { describe, expect, it } from "vitest";
import { countByRule, countText, networkNames, networks, withRules } from "./index.ts";

const used = (network: Parameters<typeof countText>[0], text: string) => countText(network, text).used;
/** Any UTF-16, lone surrogates included. */
const anyString = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map(unit => String.fromCharCode(unit)), maxLength: 200 });
const words = fc.constantFrom(
  "hello",
  "Straße",
  "naïve",
  "今日は",
  "안녕",
  "привет",
  "1,000",
  "—",
  "“so”",
  "C++",
  "日本",
  "é",
  "\n",
  "😀",
  "👍🏽",
  "👩‍👩‍👧‍👦",
  "🇩🇪",
  "1️⃣",
  "❤️",
  "☂",
  "©",
  "‼",
);
const links = fc.constantFrom(
  "https://example.com",
  "http://example.com/a/b?c=d#e",
  "example.com",
  "www.example.co.uk/path",
  "https://en.wikipedia.org/wiki/Foo_(bar)",
  "https://example.com/a.",
  "(https://example.com/x)",
  "https://example.com/?q=1&r=(2)",
  "https://example.photography/very/long/path/that/goes/on",
  "foo.bar.de",
  "https://münchen.de/",
  "https://example.com:8080/a",
  "mail@example.com",
  "e.g.",
  "node.js",
  "file.txt",
  "v1.2.3",
  "@name.com",
  "#tag.com",
  "x/example.com",
  "-example.com",
  "日本example.com",
  "example.comです",
  "http://localhost/a",
  "http://127.0.0.1/a",
  "https://example.com/ünïcode/путь",
  "example.com,",
  "https://a.b-c.de?x",
);

describe("X's weighted count", () => {
  it("agrees with twitter-text on words, scripts, emoji of its time, and links", () => {
    const text = fc.array(fc.oneof({ weight: 3, arbitrary: words }, links), { maxLength: 20 }).map(parts => parts.join(" "));
    fc.assert(
      fc.property(text, sample => {
        expect(used("x", sample)).toBe(twitter.parseTweet(sample).weightedLength);
      }),
      { numRuns: 1000 },
    );
  });

  it("agrees with twitter-text on any printable ASCII without dots and colons (that is, without links)", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.integer({ min: 32, max: 126 }).map(code => String.fromCharCode(code)) }), sample => {
        const text = sample.replace(/[.:]/g, "");
        expect(used("x", text)).toBe(twitter.parseTweet(text).weightedLength);
      }),
    );
  });

  it("agrees with twitter-text on every code point of the basic plane outside emoji and surrogates", () => {
    const different: string[] = [];
    for (let code = 0x20; code < 0x10000; code++) {
      const character = String.fromCharCode(code);
      if (/[\p{Cs}\p{Emoji}\p{Cn}]/u.test(character)) continue;
      if (used("x", character) !== twitter.parseTweet(character).weightedLength) different.push(code.toString(16));
    }
    expect(different).toEqual([]);
  });

  it.each([
    ["an emoji of 2023 with a joiner, which twitter-text counts as its parts", "🙂‍↔️", 2, 5],
    ["an emoji of 2020 with a joiner, the same", "🐻‍❄️", 2, 5],
    ["a new skin-tone pair of 2021", "🫱🏻‍🫲🏿", 2, 9],
    ["a text symbol", "©", 1, 1],
    ["an emoji whose variation selectors were left out", "👁‍🗨", 2, 2],
    ["a keycap without its variation selector", "1⃣", 2, 2],
    ["two flags in a row", "🇩🇪🇫🇷", 4, 4],
    ["half a flag", "🇩", 2, 2],
  ])("counts %s", (_, text, expected, oracle) => {
    expect(used("x", text)).toBe(expected);
    expect(twitter.parseTweet(text).weightedLength).toBe(oracle);
  });

  it("counts composed and decomposed letters alike", () => {
    expect(used("x", "e\u0301")).toBe(1);
    expect(used("x", "é")).toBe(1);
  });

  it("takes a premium account's limit", () => {
    const premium = withRules("x", { text: { limit: 25_000 } });
    expect(countText("x", "a".repeat(281)).fits).toBe(false);
    expect(countText("x", "a".repeat(281), premium)).toMatchObject({ fits: true, limit: 25_000, remaining: 24_719 });
  });
});

describe("other networks", () => {
  it.each([
    ["bluesky", "👩‍👩‍👧‍👦é\u0301日", 3],
    ["bluesky", "a\r\nb", 3],
    ["mastodon", "see https://example.com/a/very/long/path/that/goes/on/and/on ok", 30],
    ["mastodon", "see example.com ok", 18],
    ["mastodon", "hi @alice@example.social!", 10],
    ["mastodon", "https://example.com/@alice@example.social", 23],
    ["mastodon", "👩‍👩‍👧‍👦", 1],
    ["threads", "a👍é日", 7],
    ["threads", "👩‍👩‍👧‍👦", 25],
    ["threads", "1", 1],
    ["linkedin", "👍a", 3],
    ["youtube", "ü日👍", 9],
    ["sandbox", "👍a", 2],
  ] as const)("%s counts %j as it says", (network, text, expected) => {
    expect(used(network, text)).toBe(expected);
  });

  it("gives Bluesky's bytes beside its graphemes, and both must fit", () => {
    expect(countText("bluesky", "👩‍👩‍👧‍👦".repeat(130))).toMatchObject({
      used: 130,
      fits: false,
      bytes: { used: 3250, limit: 3000, remaining: -250 },
    });
    expect(countText("bluesky", "a".repeat(300)).fits).toBe(true);
    expect(countText("bluesky", "a".repeat(301))).toMatchObject({ fits: false, remaining: -1 });
  });
});

describe("every network", () => {
  it("counts any string without throwing, never below zero, and nothing as nothing", () => {
    fc.assert(
      fc.property(fc.constantFrom(...networkNames), anyString, (network, text) => {
        const count = countText(network, text);
        expect(count.used).toBeGreaterThanOrEqual(0);
        expect(count.remaining).toBe(count.limit - count.used);
      }),
    );
    for (const network of networkNames) expect(used(network, "")).toBe(0);
  });

  it("adds up over white space", () => {
    const sentence = fc.array(fc.oneof(words, links), { minLength: 1, maxLength: 8 }).map(parts => parts.join(" "));
    fc.assert(
      fc.property(fc.constantFrom(...networkNames), sentence, sentence, (network, a, b) => {
        expect(used(network, `${a} ${b}`)).toBe(used(network, a) + 1 + used(network, b));
      }),
    );
  });

  it("counts a longer text as at least as long, word by word", () => {
    fc.assert(
      fc.property(fc.constantFrom(...networkNames), fc.array(words, { maxLength: 20 }), (network, parts) => {
        const counts = parts.map((_, index) => used(network, parts.slice(0, index + 1).join(" ")));
        expect(counts).toEqual([...counts].sort((a, b) => a - b));
      }),
    );
  });

  it("counts 100,000 hostile characters", () => {
    const hostile = [
      "a".repeat(100_000),
      `a${"\u0301".repeat(50_000)}${"\u0316".repeat(50_000)}`,
      "👩\u200d".repeat(33_000),
      "\ud800".repeat(100_000),
      "🇩".repeat(50_000),
      `🏴${"\u{e0067}".repeat(50_000)}`,
    ];
    for (const text of hostile) for (const network of networkNames) expect(used(network, text)).toBeGreaterThan(0);
  });
});

describe("countByRule", () => {
  it("counts by any rule, such as an alt text's", () => {
    const rule = networks.mastodon.altText;
    expect(rule && countByRule("mastodon", "a".repeat(1501), rule)).toMatchObject({ used: 1501, limit: 1500, fits: false });
  });
});
