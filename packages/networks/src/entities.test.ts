import fc from "fast-check";
import twitter from "twitter-text";
import { describe, expect, it } from "vitest";
import { type Entity, findCashtags, findHashtags, findLinks, findMentions, networkNames } from "./index.ts";

const links = (text: string, network?: Parameters<typeof findLinks>[1]) => findLinks(text, network).map(link => link.text);
const handles = (text: string, network: Parameters<typeof findMentions>[1]) =>
  findMentions(text, network).map(mention => mention.handle);
const tags = (text: string, network?: Parameters<typeof findHashtags>[1]) =>
  findHashtags(text, network).map(hashtag => hashtag.tag);
const anyString = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map(unit => String.fromCharCode(unit)), maxLength: 200 });

describe("findLinks", () => {
  it("gives UTF-16 positions and the address", () => {
    expect(findLinks("👍 see example.com/a, or http://b.co")).toEqual([
      { start: 7, end: 20, text: "example.com/a", url: "https://example.com/a" },
      { start: 25, end: 36, text: "http://b.co", url: "http://b.co" },
    ]);
  });

  it.each([
    ["(https://example.com/a).", ["https://example.com/a"]],
    ["https://en.wikipedia.org/wiki/Foo_(bar), ok", ["https://en.wikipedia.org/wiki/Foo_(bar)"]],
    ["https://ja.wikipedia.org/wiki/日本語。", ["https://ja.wikipedia.org/wiki/日本語"]],
    ["http://localhost:2583/xrpc?a=b#c!", ["http://localhost:2583/xrpc?a=b#c"]],
    ['"https://example.com"', ["https://example.com"]],
    ["mail me@example.com", []],
    ["node.js, file.txt, e.g. v1.2", []],
    ["http:// https://!", []],
    ["#example.com @example.com $example.com", []],
    ["example.com:8080/x?y", ["example.com:8080/x?y"]],
    ["example.comです", ["example.com"]],
  ])("finds in %j what Bluesky shows as links", (text, expected) => {
    expect(links(text, "bluesky")).toEqual(expected);
    expect(links(text)).toEqual(expected);
  });

  it("finds on Mastodon only what has a scheme", () => {
    expect(links("example.com https://example.com", "mastodon")).toEqual(["https://example.com"]);
  });

  it("agrees with twitter-text on links among words", () => {
    const piece = fc.constantFrom(
      "https://example.com/a?b=c",
      "http://example.co.uk",
      "example.com",
      "example.de/x_(y)",
      "example.com?q=1",
      "example.com:80",
      "example.com:80/a?q=1",
      "www.example.org/a,b",
      "https://example.com/@name/",
      "word",
      "(",
      ")",
      ".",
      ",",
      "日本",
      "e.g.",
      "a@b.com",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), pieces => {
        const text = pieces.join(" ");
        expect(links(text, "x")).toEqual(twitter.extractUrlsWithIndices(text).map(link => link.url));
      }),
    );
  });
});

describe("findMentions", () => {
  it.each([
    ["x", "@alice, .@bob_1 a@b.co @averyveryverylongname ＠carol", ["alice", "bob_1", "carol"]],
    ["mastodon", "@alice @bob@example.social. mail a@b.co https://example.com/@carol", ["alice", "bob@example.social"]],
    ["bluesky", "@alice.bsky.social, (@bob.test) @carol @dave.js @.a.com", ["alice.bsky.social", "bob.test"]],
    ["linkedin", "Hi @[Ada Lovelace](urn:li:person:a-1) @bob", ["urn:li:person:a-1"]],
    ["instagram", "@a.b_c. @日本 a@b", ["a.b_c", "日本"]],
    ["email", "@alice", []],
  ] as const)("on %s finds in %j its own", (network, text, expected) => {
    expect(handles(text, network)).toEqual(expected);
  });

  it("gives the whole mention's position", () => {
    expect(findMentions("hi @bob@a.social!", "mastodon")).toEqual([
      { start: 3, end: 16, text: "@bob@a.social", handle: "bob@a.social" },
    ]);
  });
});

describe("findHashtags", () => {
  it.each([
    ["#one two#three #4 #5th ＃six #日本語 #a_b-c", undefined, ["one", "5th", "six", "日本語", "a_b"]],
    ["https://example.com/#frag &#39; #️⃣", undefined, []],
    ["#one, #4 #a-b. two#three", "bluesky", ["one", "a-b"]],
  ] as const)("finds in %j", (text, network, expected) => {
    expect(tags(text, network)).toEqual(expected);
  });
});

describe("findCashtags", () => {
  it("finds symbols, not prices", () => {
    expect(findCashtags("$ABC $BRK.B $5 US$ $TOOLONGX").map(tag => tag.text)).toEqual(["$ABC", "$BRK.B"]);
  });
});

describe("any text", () => {
  it("gives entities that are what they say, in order, apart from each other", () => {
    const soup = fc.array(
      fc.oneof(
        anyString,
        fc.constantFrom("https://", "a.com", "/(", "@a", "@a.com", "#a", " ", "(", ")", ".", "?q=", "$A", "http://a.b/#c"),
      ),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(
        soup.map(parts => parts.join("")),
        fc.constantFrom(...networkNames),
        (text, network) => {
          for (const found of [
            findLinks(text, network),
            findMentions(text, network),
            findHashtags(text, network),
            findCashtags(text),
          ]) {
            let end = 0;
            for (const entity of found as Entity[]) {
              expect(entity.start).toBeGreaterThanOrEqual(end);
              expect(entity.end).toBeGreaterThan(entity.start);
              expect(text.slice(entity.start, entity.end)).toBe(entity.text);
              end = entity.end;
            }
          }
        },
      ),
    );
  });

  // A search that is not linear takes minutes here and fails by its time.
  it("of 300,000 characters that invite backtracking is searched", () => {
    const units = [
      "a",
      "a.",
      "a.co/(",
      "a.co/!",
      "a.co,",
      "http://",
      "http://!",
      "http://a.b/(",
      "@a",
      "@a.",
      "@a@",
      "@[",
      "#a#",
      "$A",
      "-.aa.",
      "ж.co ",
      "?q=(",
    ];
    for (const unit of units) {
      const text = unit.repeat(300_000 / unit.length);
      for (const network of ["x", "mastodon", "bluesky", "linkedin", "instagram"] as const) {
        findLinks(text, network);
        findMentions(text, network);
        findHashtags(text, network);
      }
      findCashtags(text);
    }
  });
});
