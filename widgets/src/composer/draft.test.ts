import { describe, expect, test } from "vitest";
import { type Dictionary, translate } from "../copy/copy.ts";
import composer from "../copy/en/composer.ts";
import german from "../copy/locales/de.ts";
import { asThread, checkDraft, issueText } from "./checks.ts";
import {
  bodyOf,
  changed,
  type Draft,
  EMPTY,
  isBlank,
  isOwn,
  mediaIn,
  type OptionValue,
  versionOf,
  withMedia,
  withoutOwn,
} from "./draft.ts";
import { cropOf } from "./layouts.ts";
import type { Shown } from "./shown.ts";

const draft: Draft = { ...EMPTY, text: "For all", thread: [{ text: "Second", mediaIds: [] }], accountIds: ["acct_1"] };

describe("a version of its own", () => {
  const own = changed(draft, "x", { text: "For X" });

  test("is that network's alone, and what it leaves out is as for all", () => {
    expect(versionOf(own, "x")).toMatchObject({ text: "For X", thread: [{ text: "Second" }] });
    expect(versionOf(own, "bluesky")).toMatchObject({ text: "For all" });
    expect([isOwn(own, "x"), isOwn(own, "bluesky")]).toEqual([true, false]);
  });

  test("follows the text for all again once it is given up; options stay", () => {
    const withOptions = changed(own, "x", { options: { reply_settings: "following" } });
    expect(withoutOwn(own, "x")).toEqual(draft);
    expect(versionOf(withoutOwn(withOptions, "x"), "x")).toMatchObject({
      text: "For all",
      options: { reply_settings: "following" },
    });
  });

  test("is sent where the post goes there, and kept where it does not", () => {
    expect(bodyOf(own, new Set(["x", "bluesky"])).overrides).toEqual([{ network: "x", text: "For X" }]);
    expect(bodyOf(own, new Set(["bluesky"])).overrides).toEqual([]);
    expect(versionOf(own, "x").text).toBe("For X");
  });
});

describe("what is sent", () => {
  test("leaves out what nothing stands in", () => {
    expect(
      bodyOf(
        { ...draft, thread: ["  ", "Second", ""].map(text => ({ text, mediaIds: [] })), firstComment: " ", title: "" },
        new Set(),
      ),
    ).toMatchObject({
      thread: [{ text: "Second" }],
      first_comment: null,
      title: null,
    });
  });

  test("is blank only where nobody wrote anything", () => {
    expect([isBlank(EMPTY), isBlank({ ...EMPTY, text: " \n" }), isBlank(draft)]).toEqual([true, true, false]);
    expect(isBlank(changed(EMPTY, "x", { text: "For X" }))).toBe(false);
  });
});

describe("what the networks say", () => {
  test("is counted for each by its own rule, parts of the thread too", () => {
    const [x, bluesky] = checkDraft({ ...draft, text: "👩‍👩‍👧‍👧 https://harbor.example/a-very-long-address-of-a-page" }, [
      "x",
      "bluesky",
    ]);
    expect(x?.counts[0]).toMatchObject({ used: 2 + 1 + 23, limit: 280 });
    expect(bluesky?.counts[0]).toMatchObject({ used: 54, limit: 300 });
    expect(x?.counts[1]).toMatchObject({ used: 6 });
  });

  test("names what is wrong; a network that nobody knows says nothing", () => {
    const [x, ...others] = checkDraft({ ...EMPTY, text: "a".repeat(281) }, ["x", "constructor", "nothing"]);
    expect(others).toEqual([]);
    expect(x?.issues).toMatchObject([{ code: "text_too_long", severity: "error" }]);
  });

  test("in the language of the copy, words of the sentence too; in English where the copy has none", () => {
    const [check] = checkDraft({ ...EMPTY, text: "a".repeat(281) }, ["x"]);
    const issue = check?.issues[0];
    if (!issue) throw new Error("there is no issue");
    const some = {
      "issue.text_too_long": "{used} von {limit} {what}, wie {network} zählt.",
      "issue.text_too_long.fix": "{over} entfernen.",
      "issue.what.characters": "Zeichen",
    };
    expect(issueText(issue, (key, values) => translate([some], "de", key, values))).toBe(
      "281 von 280 Zeichen, wie X zählt. 1 entfernen.",
    );
    expect(issueText(issue, key => key)).toBe(`${issue.message} ${issue.fix}`);
  });

  test("an option is called what its field is called, in what is wrong with it too", () => {
    const said = (options: Record<string, OptionValue>, texts: Dictionary = {}) => {
      const [check] = checkDraft(changed({ ...EMPTY, text: "Hello" }, "tiktok", { options }), ["tiktok"]);
      return (check?.issues ?? [])
        .filter(({ path }) => path === "options.privacy_level")
        .map(issue => issueText(issue, (key, values) => translate([texts, composer], "en", key, values)));
    };
    expect(said({})).toEqual(["TikTok needs Privacy level. An app not audited by TikTok may only use “Self only”."]);
    expect(said({ privacy_level: "NOBODY" })).toEqual([
      "Privacy level must be: Public to everyone, Mutual follow friends, Follower of creator, Self only. An app not audited by TikTok may only use “Self only”.",
    ]);
    expect(said({ privacy_level: "SELF_ONLY", brand_content_toggle: true })).toEqual([
      "Privacy level does not go with Branded content. Keep one of them.",
    ]);
    expect(said({}, german)[0]).toMatch(/^TikTok braucht eine Angabe: Wer es sehen darf\. Eine von TikTok/);
  });

  test("a long text becomes a thread whose parts fit the tightest of them", () => {
    const text = "A sentence of some length. ".repeat(30).trim();
    const parts = asThread(text, ["bluesky", "x", "linkedin"]) ?? [];
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.join(" ")).toBe(text);
    for (const part of parts) expect(checkDraft({ ...EMPTY, text: part }, ["x"])[0]?.counts[0]?.fits).toBe(true);
  });
});

describe("media", () => {
  const picture: Shown = {
    id: "media_1",
    name: "bread.png",
    contentType: "image/png",
    bytes: 20_000_000,
    width: 1600,
    height: 900,
    durationS: null,
    altText: "Bread",
    url: "https://api.example/1",
    thumbnailUrl: null,
  };
  const shown = (id: string): Shown | undefined => (id === "media_1" ? picture : undefined);
  const own: Draft = {
    ...changed({ ...EMPTY, text: "Words", mediaIds: ["media_1", "upload:a"] }, "x", { mediaIds: ["upload:a"] }),
    thread: [{ text: "Second", mediaIds: ["upload:a", "upload:b"] }],
  };

  test("that came take the place of their uploads everywhere, and what was cancelled goes", () => {
    const arrived = withMedia(own, id => (id === "upload:a" ? "media_2" : id === "upload:b" ? null : id));
    expect(arrived).toMatchObject({
      mediaIds: ["media_1", "media_2"],
      thread: [{ mediaIds: ["media_2"] }],
      overrides: { x: { mediaIds: ["media_2"] } },
    });
    expect(mediaIn(arrived)).toEqual(["media_1", "media_2"]);
    expect(withMedia(arrived, id => id)).toBe(arrived);
  });

  test("of a network go with its own version; those of single accounts go back as they came", () => {
    const body = bodyOf({ ...own, accountOverrides: [{ account_id: "acct_1", text: "Mine" }] }, new Set(["x"]));
    expect(body.overrides).toEqual([
      { network: "x", media_ids: ["upload:a"] },
      { account_id: "acct_1", text: "Mine" },
    ]);
  });

  test("are judged as what they become, and not before all is known of them", () => {
    const issues = (draft: Draft, network: string) => checkDraft(draft, [network], shown)[0]?.issues.map(({ code }) => code);
    const draft: Draft = { ...EMPTY, text: "Words", mediaIds: ["media_1"] };
    expect(issues(draft, "instagram")).toEqual([]); // a PNG of 20 MB becomes a JPEG that fits
    expect(issues({ ...draft, mediaIds: [] }, "instagram")).toContain("media_required");
    expect(issues({ ...draft, mediaIds: ["media_1", "media_unknown"] }, "tiktok")).not.toContain("media_mixed");
  });

  test("are cropped where the network crops them", () => {
    const tall = { ...picture, width: 900, height: 1600 };
    expect(cropOf("x", [picture], 0)).toBeNull();
    expect(cropOf("instagram", [tall], 0)).toBe(4 / 5);
    expect(cropOf("x", [picture, tall], 1)).toBe(8 / 9);
    expect(cropOf("email", [tall, tall], 1)).toBeNull();
  });
});
