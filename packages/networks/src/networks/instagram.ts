import { day, GB, MB, minute, type NetworkFacts, second } from "../rules.ts";

/** Wider than 1440 is scaled down by Instagram, so only the lower bound is a rule. */
const image = {
  max: 1,
  types: ["image/jpeg"],
  maxBytes: 8 * MB,
  minWidth: 320,
  minRatio: { sure: 4 / 5, claimed: 9 / 16 },
  maxRatio: 1.91,
} as const;

const video = {
  max: 1,
  types: ["video/mp4", "video/quicktime"],
  maxBytes: { sure: 300 * MB, claimed: 1 * GB },
  minDurationMs: 3 * second,
  maxDurationMs: { sure: 90 * second, claimed: 15 * minute },
} as const;

export const instagram: NetworkFacts = {
  name: "instagram",
  label: "Instagram",
  text: { limit: 2200, unit: "utf16" },
  title: null,
  altText: { limit: 1000, unit: "utf16", kinds: ["image"] },
  firstComment: { limit: 2196, unit: "utf16" },
  counts: { hashtags: 30, mentions: 20 },
  posting: { max: { sure: 25, claimed: 100 }, periodMs: day },
  defaultContentType: "post",
  contentTypes: {
    post: { requires: ["media"], media: { min: 1, max: 1, mixed: false, kinds: { image } } },
    carousel: {
      requires: ["media"],
      media: { min: 2, max: 10, mixed: true, kinds: { image: { ...image, max: 10 }, video: { ...video, max: 10 } } },
    },
    reel: { requires: ["media"], media: { min: 1, max: 1, mixed: false, kinds: { video } } },
    story: {
      requires: ["media"],
      text: null,
      media: {
        min: 1,
        max: 1,
        mixed: false,
        kinds: {
          image: { max: 1, types: ["image/jpeg"], maxBytes: 8 * MB },
          video: { max: 1, types: video.types, maxBytes: 100 * MB, minDurationMs: 3 * second, maxDurationMs: 60 * second },
        },
      },
    },
  },
  capabilities: { edit: false, delete: false, threads: false, firstComment: true, absenceProof: "container" },
  options: [
    {
      name: "collaborators",
      type: "string_list",
      maxItems: 3,
      itemMaxLength: 30,
      itemPattern: "^[A-Za-z0-9._]+$",
      forContentTypes: ["post", "reel"],
      description: "Up to three user names, without @.",
    },
    {
      name: "trial_reel",
      type: "enum",
      values: ["MANUAL", "SS_PERFORMANCE"],
      forContentTypes: ["reel"],
      description: "Shown to others than followers first.",
    },
    {
      name: "thumb_offset_ms",
      type: "integer",
      min: 0,
      forContentTypes: ["reel"],
      label: "Cover frame",
      description: "The moment to show, in milliseconds.",
    },
  ],
  perAccount: ["posting.max"],
};
