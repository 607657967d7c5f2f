import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeText } from "./compose.ts";
import { findHashtags } from "./entities.ts";
import { networkNames } from "./rules.ts";

describe("composing a text", () => {
  it("leaves a text alone that has nothing to follow it", () => {
    expect(composeText({ text: "Hello\n" })).toBe("Hello\n");
    expect(composeText({ text: "Hello", callToAction: null, hashtags: [] })).toBe("Hello");
  });

  it("puts the call to action and the hashtags behind it, a paragraph each", () => {
    const callToAction = { text: "Book a class:", url: "https://harbor.example/book" };
    expect(composeText({ text: "We open on Monday.", callToAction, hashtags: ["yoga", "berlin"] })).toBe(
      "We open on Monday.\n\nBook a class: https://harbor.example/book\n\n#yoga #berlin",
    );
    expect(composeText({ text: "", callToAction: { text: "Call us" }, hashtags: ["yoga"] })).toBe("Call us\n\n#yoga");
  });

  it("says no hashtag twice, whatever its case", () => {
    expect(composeText({ text: "Our #Yoga week", hashtags: ["yoga", "Berlin"] })).toBe("Our #Yoga week\n\n#Berlin");
    expect(composeText({ text: "Our yoga week", hashtags: ["yoga"] })).toBe("Our yoga week\n\n#yoga");
  });

  it("makes hashtags that every network finds again", () => {
    const tag = fc.stringMatching(/^[a-zäöüßéñ][a-zäöüßéñ0-9]{0,20}$/);
    fc.assert(
      fc.property(fc.uniqueArray(tag, { maxLength: 8 }), fc.constantFrom(...networkNames), (hashtags, network) => {
        const found = findHashtags(composeText({ text: "Hello", hashtags }, network), network);
        expect(found.map(one => one.tag)).toEqual(hashtags);
      }),
    );
  });
});
