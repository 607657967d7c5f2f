import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Issue,
  issueTexts,
  type MediaInput,
  networkNames,
  type PostInput,
  resolveContentType,
  validatePost,
  withRules,
} from "./index.ts";

const codes = (post: PostInput) => validatePost(post).map(issue => `${issue.path} ${issue.code}`);
const errors = (post: PostInput) =>
  validatePost(post)
    .filter(issue => issue.severity === "error")
    .map(issue => `${issue.path} ${issue.code}`);
const jpeg: MediaInput = {
  type: "image",
  contentType: "image/jpeg",
  bytes: 100_000,
  width: 1080,
  height: 1080,
  altText: "A tree",
};
const png: MediaInput = { ...jpeg, contentType: "image/png" };
const gif: MediaInput = { ...jpeg, type: "gif", contentType: "image/gif" };
const mp4: MediaInput = {
  type: "video",
  contentType: "video/mp4",
  bytes: 5_000_000,
  width: 1080,
  height: 1920,
  durationMs: 20_000,
};
const pdf: MediaInput = { type: "document", contentType: "application/pdf", bytes: 100_000 };

describe("a fine post", () => {
  const fine: PostInput[] = [
    {
      network: "x",
      text: "Hello",
      media: [jpeg, jpeg, jpeg, jpeg],
      thread: [{ text: "and more" }],
      options: { reply_settings: "following" },
    },
    { network: "linkedin", text: "Hello", firstComment: "First", options: { visibility: "PUBLIC" } },
    { network: "linkedin", title: "Report", media: [pdf] },
    { network: "facebook", text: "Hello", options: { link: "https://example.com" } },
    { network: "instagram", text: "Hello #a", media: [jpeg] },
    { network: "instagram", media: [mp4], options: { trial_reel: "MANUAL" } },
    { network: "threads", text: "Hello", options: { topic_tag: "Gardening" } },
    {
      network: "tiktok",
      media: [mp4],
      options: { privacy_level: "SELF_ONLY", content_preview_confirmed: true, express_consent_given: true },
    },
    { network: "youtube", title: "How", media: [mp4], options: { made_for_kids: false, tags: ["a", "b c"] } },
    { network: "bluesky", text: "Hello", options: { langs: ["en", "pt-BR"] }, link: "https://example.com" },
    { network: "mastodon", text: "Hello", media: [jpeg, gif], options: { visibility: "unlisted", spoiler_text: "cw" } },
    { network: "email", title: "News", text: "Hello", options: { reply_to: "a@example.com" } },
    { network: "sandbox", text: "Hello", media: [jpeg, mp4], thread: [{ text: "more" }], firstComment: "First" },
  ];
  it.each(fine.map(post => [post.network, post] as const))("on %s has no issue", (_, post) => {
    expect(validatePost(post)).toEqual([]);
  });
});

describe("texts", () => {
  it("are too long by the network's own count, wherever they are", () => {
    expect(
      codes({
        network: "bluesky",
        text: "a".repeat(301),
        thread: [{ text: "ok" }, { text: "👩‍👩‍👧‍👦".repeat(130) }],
        firstComment: "a".repeat(301),
      }),
    ).toEqual(["text text_too_long", "thread.1.text text_too_long", "first_comment text_too_long"]);
    expect(validatePost({ network: "bluesky", text: "a".repeat(301) })).toEqual([
      {
        network: "bluesky",
        path: "text",
        code: "text_too_long",
        message: "301 of 300 characters, as Bluesky counts.",
        fix: "Remove 1.",
        params: { network: "Bluesky", type: "post", used: 301, limit: 300, over: 1, what: "characters" },
        severity: "error",
      },
    ]);
    expect(errors({ network: "x", text: `${"a".repeat(256)} https://example.com/${"long".repeat(50)}` })).toEqual([]);
  });

  it("are too long with Mastodon's content warning", () => {
    expect(codes({ network: "mastodon", text: "a".repeat(400), options: { spoiler_text: "b".repeat(100) } })).toEqual([]);
    expect(codes({ network: "mastodon", text: "a".repeat(400), options: { spoiler_text: "b".repeat(101) } })).toEqual([
      "text text_too_long",
    ]);
  });

  it("are needed where there are no media, and where the network wants them", () => {
    expect(codes({ network: "x", text: " \n" })).toEqual(["text text_required"]);
    expect(codes({ network: "x", media: [jpeg], thread: [{ text: "" }] })).toEqual(["thread.0.text text_required"]);
    expect(codes({ network: "email", title: "News", media: [jpeg] })).toEqual(["text text_required"]);
    expect(codes({ network: "sandbox", text: "a", firstComment: " " })).toEqual(["first_comment text_required"]);
  });

  it("must be well formed, and free of what the network refuses", () => {
    expect(codes({ network: "sandbox", text: "half \ud83d" })).toEqual(["text text_malformed"]);
    expect(codes({ network: "sandbox", text: "\0", media: [jpeg] })).toEqual(["text text_malformed"]);
    expect(codes({ network: "x", text: "\ufeffa" })).toEqual(["text text_forbidden_character"]);
    const youtube = { network: "youtube", media: [mp4], options: { made_for_kids: false } } as const;
    expect(codes({ ...youtube, title: "<b>", text: "a > b" })).toEqual([
      "title text_forbidden_character",
      "text text_forbidden_character",
    ]);
  });

  it("are not shown with a story, which is a warning", () => {
    expect(validatePost({ network: "instagram", contentType: "story", text: "Hi", media: [jpeg] })).toMatchObject([
      { path: "text", code: "text_not_shown", severity: "warning" },
    ]);
  });

  it("have their most of hashtags, mentions, links, cashtags", () => {
    const many = (sign: string, count: number) => Array.from({ length: count }, (_, index) => `${sign}t${index}`).join(" ");
    expect(codes({ network: "instagram", text: many("#", 31), media: [jpeg] })).toEqual(["text too_many_hashtags"]);
    expect(codes({ network: "instagram", text: many("#", 30), media: [jpeg] })).toEqual([]);
    expect(codes({ network: "instagram", text: many("@", 21), media: [jpeg] })).toEqual(["text too_many_mentions"]);
    expect(codes({ network: "threads", text: many("https://a.co/", 6) })).toEqual(["text too_many_links"]);
    expect(codes({ network: "x", text: "$ABC and $DEF" })).toEqual(["text too_many_cashtags"]);
  });
});

describe("titles", () => {
  it("are needed, limited, or not shown", () => {
    const video = { network: "youtube", media: [mp4], options: { made_for_kids: true } } as const;
    expect(codes(video)).toEqual(["title title_required"]);
    expect(codes({ ...video, title: "a".repeat(101) })).toEqual(["title title_too_long"]);
    expect(codes({ network: "linkedin", media: [pdf] })).toEqual(["title title_required"]);
    expect(validatePost({ network: "x", text: "a", title: "b" })).toMatchObject([
      { code: "title_not_shown", severity: "warning" },
    ]);
  });
});

describe("media", () => {
  it("are needed", () => {
    expect(codes({ network: "instagram", text: "Hi" })).toEqual(["media_ids media_required"]);
    expect(
      codes({
        network: "tiktok",
        options: { privacy_level: "SELF_ONLY", content_preview_confirmed: true, express_consent_given: true },
      }),
    ).toEqual(["media_ids media_required"]);
  });

  it("are counted, all together and by kind", () => {
    expect(codes({ network: "x", text: "a", media: [jpeg, jpeg, jpeg, jpeg, jpeg] })).toEqual(["media_ids media_too_many"]);
    expect(codes({ network: "bluesky", text: "a", media: [mp4, mp4] })).toEqual(["media_ids media_too_many"]);
    expect(codes({ network: "instagram", contentType: "carousel", media: [jpeg] })).toEqual(["media_ids media_too_few"]);
    expect(errors({ network: "instagram", contentType: "carousel", media: Array(11).fill(jpeg) })).toEqual([
      "media_ids media_too_many",
    ]);
  });

  it("are not mixed where the network does not, but an image and a GIF of several are", () => {
    expect(codes({ network: "x", text: "a", media: [jpeg, mp4] })).toContain("media_ids media_mixed");
    expect(codes({ network: "x", text: "a", media: [jpeg, gif] })).toContain("media_ids media_mixed");
    expect(codes({ network: "mastodon", text: "a", media: [png, gif] })).toEqual([]);
    expect(
      codes({ network: "instagram", contentType: "carousel", media: [jpeg, mp4] }).filter(code => code.endsWith("mixed")),
    ).toEqual([]);
  });

  it("have the wrong kind or format, whatever kind the caller calls a GIF", () => {
    expect(codes({ network: "x", text: "a", media: [pdf] })).toContain("media_ids.0 media_kind_not_supported");
    expect(codes({ network: "instagram", media: [png] })).toEqual(["media_ids.0 media_format_not_supported"]);
    expect(codes({ network: "instagram", media: [{ ...gif, type: "image" }] })).toContain("media_ids.0 media_kind_not_supported");
    expect(codes({ network: "bluesky", text: "a", media: [{ ...jpeg, contentType: "IMAGE/JPEG; q=1" }] })).toEqual([]);
  });

  it("are too large, too small, too long, too narrow", () => {
    const on = (media: MediaInput, network: PostInput["network"] = "x") => errors({ network, text: "a", media: [media] });
    expect(on({ ...jpeg, bytes: 5_000_001 })).toEqual(["media_ids.0 media_too_large"]);
    expect(on({ ...mp4, width: 31, height: 31 })).toEqual(["media_ids.0 media_dimensions", "media_ids.0 media_dimensions"]);
    expect(on({ ...mp4, durationMs: 141_000 })).toEqual(["media_ids.0 media_duration"]);
    expect(on({ ...mp4, durationMs: 400 })).toEqual(["media_ids.0 media_duration"]);
    expect(on({ ...mp4, width: 100, height: 400 })).toEqual(["media_ids.0 media_ratio"]);
    expect(on({ ...png, width: 10_000, height: 4000 }, "linkedin")).toEqual(["media_ids.0 media_dimensions"]);
    expect(on({ type: "image", contentType: "image/jpeg", bytes: null, width: null, altText: "a" })).toEqual([]);
  });

  it("are warned of between what all sources allow and what one does, refused beyond", () => {
    const on = (bytes: number) => validatePost({ network: "facebook", text: "a", media: [{ ...jpeg, bytes, altText: null }] });
    expect(on(4_000_000)).toEqual([]);
    expect(on(5_000_000)).toMatchObject([{ path: "media_ids.0", code: "limit_disputed", severity: "warning" }]);
    expect(on(10_000_001)).toMatchObject([{ path: "media_ids.0", code: "media_too_large", severity: "error" }]);
    const settled = withRules("facebook", { contentTypes: { post: { media: { kinds: { image: { maxBytes: 4_000_000 } } } } } });
    expect(
      validatePost({ network: "facebook", text: "a", media: [{ ...jpeg, bytes: 5_000_000, altText: null }] }, settled),
    ).toMatchObject([{ code: "media_too_large", message: "The size is 5 MB; Facebook takes at most 4 MB." }]);
  });

  it("want an alt text, within its limit, where it is shown", () => {
    expect(validatePost({ network: "bluesky", media: [{ ...jpeg, altText: "" }] })).toMatchObject([
      { code: "alt_text_missing", severity: "warning" },
    ]);
    expect(codes({ network: "x", media: [{ ...jpeg, altText: "a".repeat(1001) }] })).toEqual(["media_ids.0 alt_text_too_long"]);
    expect(codes({ network: "facebook", media: [jpeg] })).toEqual(["media_ids.0 alt_text_not_shown"]);
    expect(codes({ network: "bluesky", text: "a", thread: [{ text: "b", media: [jpeg, { ...jpeg, altText: null }] }] })).toEqual([
      "thread.0.media_ids.1 alt_text_missing",
    ]);
  });
});

describe("threads, first comments, content types, links", () => {
  it("are refused where the network has none", () => {
    expect(codes({ network: "linkedin", text: "a", thread: [{ text: "b" }] })).toEqual(["thread thread_not_supported"]);
    expect(errors({ network: "email", title: "a", text: "a", firstComment: "b" })).toEqual([
      "first_comment first_comment_not_supported",
    ]);
    expect(codes({ network: "x", text: "a", contentType: "story" })).toEqual(["content_type content_type_not_supported"]);
    expect(codes({ network: "mastodon", text: "a", link: "https://example.com" })).toEqual(["link link_not_supported"]);
  });

  it("have at most 25 parts together", () => {
    const thread = Array.from({ length: 24 }, () => ({ text: "more" }));
    expect(codes({ network: "x", text: "a", thread })).toEqual([]);
    expect(codes({ network: "x", text: "a", thread, firstComment: "b" })).toEqual(["thread too_many_parts"]);
  });

  it("take a link card that is a web address, without media", () => {
    expect(codes({ network: "bluesky", text: "a", link: "javascript:alert(1)" })).toEqual(["link option_invalid"]);
    expect(codes({ network: "bluesky", text: "a", options: { link: "nope" } })).toEqual(["options.link option_invalid"]);
    expect(
      codes({ network: "facebook", text: "a", media: [{ ...jpeg, altText: null }], options: { link: "https://a.co" } }),
    ).toEqual(["options.link option_conflict"]);
  });

  it("are what the media suit when the author does not say", () => {
    const type = (network: PostInput["network"], ...media: MediaInput[]) => resolveContentType({ network, media });
    expect(type("instagram", jpeg)).toBe("post");
    expect(type("instagram", jpeg, jpeg)).toBe("carousel");
    expect(type("instagram", mp4)).toBe("reel");
    expect(type("tiktok", jpeg)).toBe("carousel");
    expect(type("tiktok", mp4)).toBe("video");
    expect(type("youtube")).toBe("video");
    expect(type("linkedin", pdf)).toBe("document");
    expect(type("email")).toBe("post");
    expect(resolveContentType({ network: "x", thread: [{ text: "a" }] })).toBe("thread");
    expect(resolveContentType({ network: "instagram", contentType: "story", media: [mp4] })).toBe("story");
  });
});

describe("options", () => {
  it("must be known, of their type, within their bounds, for this content type", () => {
    const sandbox = (options: Record<string, unknown>) => codes({ network: "sandbox", text: "a", options });
    expect(sandbox({ nope: 1 })).toEqual(["options.nope option_unknown"]);
    expect(sandbox({ visibility: "secret" })).toEqual(["options.visibility option_invalid"]);
    expect(sandbox({ sensitive: "yes" })).toEqual(["options.sensitive option_invalid"]);
    expect(sandbox({ priority: 11 })).toEqual(["options.priority option_invalid"]);
    expect(sandbox({ priority: 1.5 })).toEqual(["options.priority option_invalid"]);
    expect(sandbox({ location: "a".repeat(101) })).toEqual(["options.location option_invalid"]);
    expect(sandbox({ topics: ["a", "b", "c", "d", "e", "f"] })).toEqual(["options.topics option_invalid"]);
    expect(sandbox({ topics: [""] })).toEqual(["options.topics option_invalid"]);
    expect(sandbox({ topics: null, visibility: undefined })).toEqual([]);
    expect(codes({ network: "threads", text: "a", options: { topic_tag: "a.b" } })).toEqual(["options.topic_tag option_invalid"]);
    expect(codes({ network: "email", title: "a", text: "a", options: { reply_to: "nobody" } })).toEqual([
      "options.reply_to option_invalid",
    ]);
    expect(codes({ network: "instagram", media: [jpeg], options: { trial_reel: "MANUAL" } })).toEqual([
      "options.trial_reel option_not_applicable",
    ]);
  });

  it("must be given where the network wants the author to say", () => {
    expect(codes({ network: "tiktok", media: [mp4] })).toEqual([
      "options.privacy_level option_required",
      "options.content_preview_confirmed option_required",
      "options.express_consent_given option_required",
    ]);
  });

  it("must go together", () => {
    const consent = { content_preview_confirmed: true, express_consent_given: true };
    expect(
      codes({ network: "tiktok", media: [mp4], options: { ...consent, privacy_level: "SELF_ONLY", brand_content_toggle: true } }),
    ).toEqual(["options.privacy_level option_conflict"]);
    expect(
      codes({
        network: "tiktok",
        media: [mp4],
        options: { ...consent, privacy_level: "SELF_ONLY", express_consent_given: false },
      }),
    ).toEqual(["options.express_consent_given option_invalid"]);
    expect(
      codes({
        network: "youtube",
        title: "a",
        media: [mp4],
        options: { made_for_kids: true, tags: Array(6).fill("a".repeat(90)) },
      }),
    ).toEqual(["options.tags option_too_long"]);
    expect(codes({ network: "facebook", text: "a".repeat(131), options: { text_format_preset_id: "1" } })).toEqual([
      "options.text_format_preset_id option_conflict",
    ]);
  });
});

describe("any input", () => {
  const anyString = fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map(unit => String.fromCharCode(unit)),
    maxLength: 100,
  });
  const amount = fc.option(fc.oneof(fc.double(), fc.integer()));
  const media = fc.array(
    fc.record({
      type: fc.constantFrom("image", "video", "gif", "document"),
      contentType: fc.oneof(anyString, fc.constantFrom("image/jpeg", "video/mp4", "image/gif")),
      bytes: amount,
      width: amount,
      height: amount,
      durationMs: amount,
      altText: fc.option(anyString),
    }),
    { maxLength: 12 },
  );
  const options = fc.oneof(
    fc.dictionary(anyString, fc.anything()),
    fc.record({
      tags: fc.anything(),
      link: fc.anything(),
      spoiler_text: fc.anything(),
      text_format_preset_id: fc.anything(),
      privacy_level: fc.anything(),
    }),
  );
  const post: fc.Arbitrary<PostInput> = fc.record({
    network: fc.constantFrom(...networkNames),
    text: fc.option(anyString),
    media,
    thread: fc.array(fc.record({ text: anyString, media }), { maxLength: 30 }),
    firstComment: fc.option(anyString),
    title: fc.option(anyString),
    contentType: fc.option(fc.constantFrom("post", "story", "thread", "article", "reel", "carousel", "video", "document")),
    options,
    link: fc.option(anyString),
  });

  it("is judged without throwing, each issue complete and said once", () => {
    const complete = (issue: Issue) =>
      issue.code in issueTexts &&
      issue.message !== "" &&
      issue.fix !== "" &&
      !/[{}]/.test(issueTexts[issue.code].join("").replace(/\{\w+\}/g, "")) &&
      !/\{(used|limit|over|what|instead|network|type|value|bound|claimed|must|description|other|at)\}/.test(
        issue.message + issue.fix,
      );
    fc.assert(
      fc.property(post, input => {
        const issues = validatePost(input);
        expect(issues.filter(issue => !complete(issue))).toEqual([]);
        const said = issues.map(issue => JSON.stringify([issue.path, issue.code, issue.message]));
        expect(new Set(said).size).toBe(said.length);
      }),
      { numRuns: 300 },
    );
  });
});
