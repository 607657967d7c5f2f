/**
 * Where the facts of `@placard/networks` come from, kept apart so that no browser has to load it. Collected in August 2026 from official documentation,
 * open-source clients and the documentation of other products; where they disagree, every claim is listed, and the rule holds a `{ sure, claimed }` pair
 * or says in `note` which one it follows.
 */
import type { NetworkName } from "./rules.ts";

/**
 * How sure a fact is: `official` (the network's own documentation), `clients` (read in open-source clients of the network), `third_party` (other
 * products' documentation), `common` (commonly known, not found in writing), `inferred`, `placard` (our own choice).
 */
export type Confidence = "official" | "clients" | "third_party" | "common" | "inferred" | "placard";

export interface Claim {
  readonly value: number | string | boolean;
  readonly by: Confidence;
}

export interface Fact {
  /** The rule it is about, from the network's rules on; `contentTypes.*` stands for every content type that has it. */
  readonly path: string;
  readonly confidence: Confidence;
  /** What sources say, where they disagree. */
  readonly claims?: readonly Claim[];
  readonly note?: string;
}

export interface Source {
  /** The documentation to read again when the facts are brought up to date. */
  readonly documents: readonly string[];
  readonly facts: readonly Fact[];
}

const MB = 1_000_000;
const GB = 1000 * MB;

/** By the `source` key of a network's rules. */
export const sources: Readonly<Record<NetworkName, Source>> = {
  x: {
    documents: [
      "https://docs.x.com/x-api/posts/create-post",
      "https://docs.x.com/x-api/media",
      "https://github.com/twitter/twitter-text",
    ],
    facts: [
      {
        path: "text.unit",
        confidence: "official",
        note: "twitter-text, configuration 3. twitter-text's own emoji list ended in 2019; ours is the engine's.",
      },
      { path: "text.linkLength", confidence: "official" },
      {
        path: "text.limit",
        confidence: "official",
        claims: [
          { value: 280, by: "official" },
          { value: 4000, by: "clients" },
          { value: 25_000, by: "third_party" },
        ],
        note: "280 for every account; Premium has more (sources differ): set it per account with withRules. Any post with a poll is capped at 280.",
      },
      { path: "altText.limit", confidence: "third_party" },
      { path: "counts.cashtags", confidence: "official" },
      {
        path: "posting.max",
        confidence: "official",
        claims: [
          { value: 100, by: "official" },
          { value: 200, by: "official" },
        ],
        note: "Per user in 15 minutes; another official page says 200 in 15 minutes and 300 in 3 hours. 10,000 in 24 hours per app.",
      },
      { path: "contentTypes.*.media.max", confidence: "official", note: "4 photos, or 1 GIF, or 1 video." },
      { path: "contentTypes.*.media.kinds.image.maxBytes", confidence: "official" },
      {
        path: "contentTypes.*.media.kinds.gif.maxBytes",
        confidence: "official",
        note: "Also at most 350 frames, which is not checked.",
      },
      {
        path: "contentTypes.*.media.kinds.video.maxWidth",
        confidence: "official",
        claims: [
          { value: 1280, by: "official" },
          { value: 1920, by: "common" },
        ],
        note: "The documentation's 1280x1024 would refuse every portrait video in full HD, which X takes.",
      },
      {
        path: "contentTypes.*.media.kinds.video.maxHeight",
        confidence: "official",
        claims: [
          { value: 1024, by: "official" },
          { value: 1920, by: "common" },
        ],
      },
      { path: "contentTypes.*.media.kinds.video.maxDurationMs", confidence: "official" },
      {
        path: "capabilities.threads",
        confidence: "inferred",
        note: "Self-serve plans limit replies to summoned ones since 2026-02-23; whether a reply to one's own post counts is not stated.",
      },
      { path: "capabilities.edit", confidence: "third_party", note: "Premium only: within an hour, five times, with a new id." },
    ],
  },
  linkedin: {
    documents: ["https://learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api"],
    facts: [
      { path: "text.limit", confidence: "official" },
      { path: "text.unit", confidence: "inferred", note: '"Characters"; UTF-16 is the strictest reading.' },
      { path: "firstComment.limit", confidence: "third_party" },
      { path: "altText.limit", confidence: "common" },
      { path: "contentTypes.post.media.kinds.image.maxPixels", confidence: "official" },
      {
        path: "contentTypes.*.media.kinds.image.maxBytes",
        confidence: "third_party",
        claims: [
          { value: 5 * MB, by: "third_party" },
          { value: 8 * MB, by: "third_party" },
        ],
      },
      {
        path: "contentTypes.*.media.kinds.gif.maxBytes",
        confidence: "third_party",
        claims: [
          { value: 5 * MB, by: "third_party" },
          { value: 8 * MB, by: "third_party" },
        ],
      },
      {
        path: "contentTypes.post.media.kinds.video.maxDurationMs",
        confidence: "third_party",
        claims: [
          { value: 10 * 60_000, by: "third_party" },
          { value: 30 * 60_000, by: "third_party" },
        ],
        note: "10 minutes for persons, 30 for pages.",
      },
      { path: "contentTypes.post.media.kinds.video.maxBytes", confidence: "third_party" },
      {
        path: "contentTypes.document.media.kinds.document.maxBytes",
        confidence: "third_party",
        note: "Also at most 300 pages, which is not checked.",
      },
      { path: "contentTypes.document.title.limit", confidence: "third_party" },
      { path: "posting.max", confidence: "third_party" },
    ],
  },
  facebook: {
    documents: ["https://developers.facebook.com/docs/pages-api/posts"],
    facts: [
      { path: "text.limit", confidence: "official" },
      { path: "firstComment.limit", confidence: "common" },
      {
        path: "contentTypes.*.media.kinds.image.maxBytes",
        confidence: "official",
        claims: [
          { value: 4 * MB, by: "official" },
          { value: 10 * MB, by: "third_party" },
        ],
      },
      { path: "contentTypes.post.media.max", confidence: "third_party" },
      {
        path: "contentTypes.reel.title.limit",
        confidence: "third_party",
        claims: [
          { value: 255, by: "third_party" },
          { value: 5000, by: "clients" },
        ],
      },
      { path: "contentTypes.reel.media.kinds.video.maxDurationMs", confidence: "third_party" },
    ],
  },
  instagram: {
    documents: ["https://developers.facebook.com/docs/instagram-platform/content-publishing"],
    facts: [
      { path: "text.limit", confidence: "official" },
      { path: "counts.hashtags", confidence: "official" },
      {
        path: "counts.mentions",
        confidence: "third_party",
        claims: [
          { value: 20, by: "third_party" },
          { value: 3, by: "third_party" },
        ],
        note: "3 is one product's old documentation.",
      },
      { path: "altText.limit", confidence: "third_party" },
      { path: "firstComment.limit", confidence: "third_party" },
      {
        path: "posting.max",
        confidence: "official",
        claims: [
          { value: 25, by: "official" },
          { value: 50, by: "official" },
          { value: 100, by: "official" },
        ],
        note: "Read quota_total of content_publishing_limit for the account.",
      },
      {
        path: "contentTypes.*.media.kinds.image.minRatio",
        confidence: "official",
        claims: [
          { value: 4 / 5, by: "official" },
          { value: 9 / 16, by: "third_party" },
        ],
      },
      {
        path: "contentTypes.*.media.kinds.video.maxBytes",
        confidence: "third_party",
        claims: [
          { value: 300 * MB, by: "third_party" },
          { value: 1 * GB, by: "third_party" },
        ],
        note: "Reels and carousels; a story's video has 100 MB.",
      },
      {
        path: "contentTypes.*.media.kinds.video.maxDurationMs",
        confidence: "third_party",
        claims: [
          { value: 90_000, by: "third_party" },
          { value: 15 * 60_000, by: "third_party" },
        ],
        note: "Reels and carousels; a story's video has 60 s.",
      },
      { path: "contentTypes.carousel.media.max", confidence: "official" },
    ],
  },
  threads: {
    documents: ["https://developers.facebook.com/docs/threads"],
    facts: [
      { path: "text.limit", confidence: "official" },
      { path: "text.unit", confidence: "official", note: "Emoji count as their UTF-8 bytes." },
      { path: "counts.links", confidence: "official" },
      { path: "posting.max", confidence: "official", note: "A carousel counts once; replies have their own 1,000 in 24 hours." },
      { path: "altText.limit", confidence: "third_party" },
      {
        path: "contentTypes.*.media.max",
        confidence: "third_party",
        claims: [
          { value: 10, by: "third_party" },
          { value: 20, by: "common" },
        ],
      },
      {
        path: "contentTypes.*.media.kinds.image.max",
        confidence: "third_party",
        claims: [
          { value: 10, by: "third_party" },
          { value: 20, by: "common" },
        ],
      },
      {
        path: "contentTypes.*.media.kinds.video.max",
        confidence: "third_party",
        claims: [
          { value: 10, by: "third_party" },
          { value: 20, by: "common" },
        ],
      },
    ],
  },
  tiktok: {
    documents: [
      "https://developers.tiktok.com/doc/content-posting-api-reference-direct-post",
      "https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide",
    ],
    facts: [
      {
        path: "text.limit",
        confidence: "official",
        claims: [
          { value: 2200, by: "official" },
          { value: 2000, by: "clients" },
        ],
        note: "In UTF-16 units.",
      },
      { path: "contentTypes.carousel.title.limit", confidence: "official" },
      { path: "contentTypes.carousel.text.limit", confidence: "third_party" },
      {
        path: "contentTypes.video.media.kinds.video.maxBytes",
        confidence: "official",
        claims: [
          { value: 4 * GB, by: "official" },
          { value: 1 * GB, by: "third_party" },
        ],
      },
      {
        path: "contentTypes.video.media.kinds.video.maxDurationMs",
        confidence: "official",
        note: "A creator may have less: creator_info tells.",
      },
      {
        path: "posting.max",
        confidence: "third_party",
        claims: [
          { value: 15, by: "third_party" },
          { value: 25, by: "third_party" },
        ],
        note: "Also at most five drafts pending in 24 hours.",
      },
    ],
  },
  youtube: {
    documents: ["https://developers.google.com/youtube/v3/docs/videos"],
    facts: [
      { path: "text.limit", confidence: "official" },
      { path: "text.unit", confidence: "official", note: "The description is limited in bytes." },
      { path: "title.limit", confidence: "official" },
      { path: "title.forbidden", confidence: "official" },
      { path: "firstComment.limit", confidence: "third_party" },
      {
        path: "posting.max",
        confidence: "official",
        note: "videos.insert per project and day; resets at midnight Pacific time.",
      },
      { path: "contentTypes.video.media.kinds.video.maxBytes", confidence: "official" },
    ],
  },
  bluesky: {
    documents: ["https://docs.bsky.app", "https://atproto.com/lexicons/app-bsky-feed"],
    facts: [
      { path: "text.limit", confidence: "official" },
      { path: "text.byteLimit", confidence: "official" },
      { path: "altText.limit", confidence: "common", note: "The official app's limit; the protocol has none." },
      {
        path: "contentTypes.*.media.kinds.image.maxBytes",
        confidence: "official",
        note: "Was 1 MB before 2026; other products still say so.",
      },
      {
        path: "contentTypes.*.media.kinds.video.maxBytes",
        confidence: "official",
        claims: [
          { value: 300 * MB, by: "official" },
          { value: 50 * MB, by: "third_party" },
        ],
      },
      {
        path: "contentTypes.*.media.kinds.video.types",
        confidence: "official",
        note: "What the lexicon app.bsky.embed.video accepts; the official app's own service takes others and makes them MP4.",
      },
      { path: "contentTypes.*.media.kinds.video.maxDurationMs", confidence: "third_party" },
    ],
  },
  mastodon: {
    documents: ["https://docs.joinmastodon.org/methods/instance", "https://docs.joinmastodon.org/user/posting"],
    facts: [
      { path: "text.limit", confidence: "official", note: "An instance can have its own: GET /api/v2/instance." },
      { path: "text.unit", confidence: "official", note: "The server counts graphemes, the content warning included." },
      { path: "text.linkLength", confidence: "official" },
      { path: "text.localMentions", confidence: "official" },
      { path: "altText.limit", confidence: "official" },
      { path: "contentTypes.*.media.max", confidence: "official" },
      { path: "contentTypes.*.media.kinds.image.maxBytes", confidence: "official" },
      { path: "contentTypes.*.media.kinds.video.maxBytes", confidence: "official" },
    ],
  },
  email: {
    documents: [],
    facts: [
      { path: "text.limit", confidence: "placard", note: "Some programs cut a message at about 100 kB." },
      { path: "title.limit", confidence: "placard" },
    ],
  },
  sandbox: {
    documents: [],
    facts: [{ path: "text.limit", confidence: "placard", note: "Chosen so that a thread needs few words." }],
  },
};
