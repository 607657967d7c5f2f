import { MB, minute, type NetworkFacts, second, type TextRule } from "../rules.ts";

const text: TextRule = { limit: 280, unit: "weighted", linkLength: 23, forbidden: "\ufffe\ufeff\uffff" };

const media = {
  min: 0,
  max: 4,
  mixed: false,
  kinds: {
    image: { max: 4, types: ["image/jpeg", "image/png", "image/webp"], maxBytes: 5 * MB },
    gif: { max: 1, types: ["image/gif"], maxBytes: 15 * MB, maxWidth: 1280, maxHeight: 1080 },
    video: {
      max: 1,
      types: ["video/mp4", "video/quicktime"],
      maxBytes: 512 * MB,
      minWidth: 32,
      minHeight: 32,
      maxWidth: { sure: 1280, claimed: 1920 },
      maxHeight: { sure: 1024, claimed: 1920 },
      minRatio: 1 / 3,
      maxRatio: 3,
      minDurationMs: 0.5 * second,
      maxDurationMs: 140 * second,
    },
  },
} as const;

export const x: NetworkFacts = {
  name: "x",
  label: "X",
  text,
  title: null,
  altText: { limit: 1000, unit: "utf16", kinds: ["image", "gif"] },
  firstComment: text,
  counts: { cashtags: 1 },
  posting: { max: 100, periodMs: 15 * minute },
  defaultContentType: "post",
  contentTypes: {
    post: { requires: [], media },
    thread: { requires: [], media },
  },
  capabilities: { edit: false, delete: true, threads: true, firstComment: true, absenceProof: "none" },
  options: [
    {
      name: "reply_settings",
      type: "enum",
      values: ["following", "mentionedUsers", "subscribers", "verified"],
    },
    {
      name: "made_with_ai",
      type: "boolean",
      label: "Made with AI",
      default: false,
    },
    {
      name: "paid_partnership",
      type: "boolean",
      default: false,
    },
    {
      name: "quote_tweet_id",
      type: "string",
      pattern: "^[0-9]{1,19}$",
      description: "The id of a post to quote.",
    },
    {
      name: "community_id",
      type: "string",
      pattern: "^[0-9]{1,19}$",
      description: "The id of a community to post to.",
    },
    {
      name: "share_with_followers",
      type: "boolean",
      default: false,
    },
  ],
  perAccount: ["text.limit", "capabilities"],
};
