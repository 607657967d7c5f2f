import { collected, day, GB, hour, type NetworkRules } from "../rules.ts";

export const youtube: NetworkRules = {
  name: "youtube",
  label: "YouTube",
  asOf: collected,
  source: "youtube",
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
            types: [
              "video/mp4",
              "video/quicktime",
              "video/webm",
              "video/mpeg",
              "video/x-msvideo",
              "video/x-ms-wmv",
              "video/x-flv",
              "video/x-matroska",
              "video/3gpp",
            ],
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
      label: "Made for kids",
      description: "Whether the video is made for children. The law wants the author to say.",
    },
    {
      name: "privacy_status",
      type: "enum",
      values: ["public", "unlisted", "private"],
      label: "Visibility",
      description: "Who can watch the video.",
      default: "public",
    },
    {
      name: "category_id",
      type: "string",
      pattern: "^[0-9]{1,3}$",
      label: "Category",
      description: "YouTube's number of the category; 22 is People & Blogs.",
      default: "22",
    },
    {
      name: "tags",
      type: "string_list",
      itemMaxLength: 100,
      itemPattern: "^[^<>]+$",
      label: "Tags",
      description: "Up to 500 characters together; a tag with a space counts two more, for its quotation marks.",
    },
  ],
  perAccount: [],
};
