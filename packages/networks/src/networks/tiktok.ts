import { day, GB, MB, minute, type NetworkFacts, second } from "../rules.ts";

export const tiktok: NetworkFacts = {
  name: "tiktok",
  label: "TikTok",
  text: { limit: 2200, unit: "utf16" },
  title: null,
  altText: null,
  firstComment: null,
  counts: {},
  posting: { max: { sure: 15, claimed: 25 }, periodMs: day },
  defaultContentType: "video",
  contentTypes: {
    video: {
      requires: ["media"],
      media: {
        min: 1,
        max: 1,
        mixed: false,
        kinds: {
          video: {
            max: 1,
            types: ["video/mp4", "video/quicktime", "video/webm"],
            maxBytes: { sure: 1 * GB, claimed: 4 * GB },
            minWidth: 360,
            maxWidth: 4096,
            minHeight: 360,
            maxHeight: 4096,
            minDurationMs: 3 * second,
            maxDurationMs: 10 * minute,
          },
        },
      },
    },
    carousel: {
      requires: ["media"],
      text: { limit: 4000, unit: "utf16" },
      title: { limit: 90, unit: "utf16", required: false },
      media: {
        min: 1,
        max: 35,
        mixed: false,
        kinds: { image: { max: 35, types: ["image/jpeg", "image/webp"], maxBytes: 20 * MB, maxPixels: 1920 * 1080 } },
      },
    },
  },
  capabilities: { edit: false, delete: false, threads: false, firstComment: false, absenceProof: "container" },
  options: [
    {
      name: "privacy_level",
      type: "enum",
      values: ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "FOLLOWER_OF_CREATOR", "SELF_ONLY"],
      required: true,
      description: "An app not audited by TikTok may only use SELF_ONLY.",
    },
    {
      name: "content_preview_confirmed",
      type: "boolean",
      required: true,

      description: "The author has seen the preview.",
    },
    {
      name: "express_consent_given",
      type: "boolean",
      required: true,

      description: "The author has agreed to send it to TikTok.",
    },
    {
      name: "post_mode",
      type: "enum",
      values: ["DIRECT_POST", "MEDIA_UPLOAD"],
      description: "MEDIA_UPLOAD leaves a draft in the creator's inbox.",
      default: "DIRECT_POST",
    },
    {
      name: "disable_comment",
      type: "boolean",
      default: false,
    },
    {
      name: "disable_duet",
      type: "boolean",
      forContentTypes: ["video"],
      default: false,
    },
    {
      name: "disable_stitch",
      type: "boolean",
      forContentTypes: ["video"],
      default: false,
    },
    {
      name: "brand_content_toggle",
      type: "boolean",
      label: "Branded content",
      description: "Cannot be private.",
      default: false,
    },
    {
      name: "brand_organic_toggle",
      type: "boolean",
      label: "Your brand",
      default: false,
    },
    { name: "is_aigc", type: "boolean", label: "Made with AI", default: false },
    {
      name: "video_cover_timestamp_ms",
      type: "integer",
      min: 0,
      max: 10 * minute,
      forContentTypes: ["video"],
      label: "Cover frame",
      description: "The moment to show, in milliseconds.",
    },
    {
      name: "photo_cover_index",
      type: "integer",
      min: 0,
      max: 34,
      forContentTypes: ["carousel"],
      label: "Cover photo",
      description: "The photo to show, counted from 0.",
    },
  ],
  perAccount: ["posting.max", "contentTypes.video", "options.privacy_level"],
};
