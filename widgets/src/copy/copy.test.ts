import { describe, expect, test } from "vitest";
import { directionOf, firstLocale, translate } from "./copy.ts";

const english = { greeting: "Hello {name}", posts: { one: "{count} post", other: "{count} posts" } };

describe("a text", () => {
  test("holds its values, and numbers as the locale writes them", () => {
    expect(translate([english], "en", "greeting", { name: "Mara" })).toBe("Hello Mara");
    expect(translate([english], "en", "posts", { count: 1 })).toBe("1 post");
    expect(translate([english], "en", "posts", { count: 12_000 })).toBe("12,000 posts");
    expect(translate([{ posts: { other: "{count} Beiträge" } }], "de", "posts", { count: 12_000 })).toBe("12.000 Beiträge");
  });

  test("comes from the first dictionary that has it", () => {
    expect(translate([{ greeting: "Hi {name}" }, undefined, english], "en", "greeting", { name: "Mara" })).toBe("Hi Mara");
    expect(translate([{}, english], "en", "posts", { count: 2 })).toBe("2 posts");
  });

  test("is its key where nobody has it, and shows a value that was not given", () => {
    expect(translate([english], "en", "nothing")).toBe("nothing");
    expect(translate([english], "en", "greeting")).toBe("Hello {name}");
  });

  test("never reads a value as a template", () => {
    expect(translate([english], "en", "greeting", { name: "{name} $& {count}" })).toBe("Hello {name} $& {count}");
  });

  test("keeps a name from left to right apart in a sentence from right to left", () => {
    expect(translate([{ greeting: "مرحبا {name}" }], "ar", "greeting", { name: "Mara" })).toBe("مرحبا \u2068Mara\u2069");
  });

  test("uses the plural forms of Arabic", () => {
    const posts = { zero: "0", one: "1", two: "2", few: "few", many: "many", other: "other" };
    expect([0, 1, 2, 3, 11, 100].map(count => translate([{ posts }], "ar", "posts", { count }))).toEqual([
      "0",
      "1",
      "2",
      "few",
      "many",
      "other",
    ]);
  });
});

describe("a locale", () => {
  test("is the first that is one", () => {
    expect(firstLocale([null, "", "english", "de_AT", "fr"])).toBe("de-AT");
    expect(firstLocale(["-", "!!"])).toBe("en");
  });

  test("has a direction", () => {
    expect([directionOf("ar-EG"), directionOf("he"), directionOf("de"), directionOf("area")]).toEqual([
      "rtl",
      "rtl",
      "ltr",
      "ltr",
    ]);
  });
});
