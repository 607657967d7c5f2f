import { day, GB, hour, type NetworkFacts } from "../rules.ts";

export const youtube: NetworkFacts = {
  name: "youtube",
  label: "YouTube",
  text: { limit: 5000, unit: "bytes", forbidden: "<>" },
  title: { limit: 100, unit: "utf16", required: true, forbidden: "<>" },
  altText: null,
  firstComment: { limit: 10_000, unit: "utf16" },
  counts: {},
  posting: { max: 100, periodMs: day },
  defaultContentType: "video",
  contentTypes: {
    video: {
      requires: ["media", "title"],
      media: {
        min: 1,
        max: 1,
        mixed: false,
        kinds: {
          video: {
            max: 1,
            types: ["video/mp4", "video/quicktime", "video/webm", "video/mpeg", "video/x-msvideo", "video/x-matroska"],
            maxBytes: 256 * GB,
            maxDurationMs: 12 * hour,
          },
        },
      },
    },
  },
  capabilities: { edit: true, delete: true, threads: false, firstComment: true, absenceProof: "session" },
  options: [
    {
      name: "made_for_kids",
      type: "boolean",
      required: true,
      description: "The author must say.",
    },
    {
      name: "privacy_status",
      type: "enum",
      values: ["public", "unlisted", "private"],
      default: "public",
    },
    {
      name: "category_id",
      type: "string",
      pattern: "^[0-9]{1,3}$",
      description: "Its number; 22 is People & Blogs.",
      default: "22",
    },
    {
      name: "tags",
      type: "string_list",
      itemMaxLength: 100,
      itemPattern: "^[^<>]+$",
      description: "Up to 500 characters together.",
    },
  ],
  perAccount: [],
};
