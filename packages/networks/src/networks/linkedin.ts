import { day, MB, minute, type NetworkFacts, second } from "../rules.ts";

const image = {
  max: 20,
  types: ["image/jpeg", "image/png"],
  maxBytes: { sure: 5 * MB, claimed: 8 * MB },
  maxPixels: 36_152_320,
} as const;
const gif = { ...image, types: ["image/gif"] } as const;

export const linkedin: NetworkFacts = {
  name: "linkedin",
  label: "LinkedIn",
  text: { limit: 3000, unit: "utf16" },
  title: null,
  altText: { limit: 4086, unit: "utf16", kinds: ["image", "gif"] },
  firstComment: { limit: 1250, unit: "utf16" },
  counts: {},
  posting: { max: 150, periodMs: day },
  defaultContentType: "post",
  contentTypes: {
    post: {
      requires: [],
      media: {
        min: 0,
        max: 20,
        mixed: false,
        kinds: {
          image,
          gif,
          video: {
            max: 1,
            types: ["video/mp4"],
            maxBytes: 500 * MB,
            minDurationMs: 3 * second,
            maxDurationMs: { sure: 10 * minute, claimed: 30 * minute },
          },
        },
      },
    },
    carousel: { requires: ["media"], media: { min: 2, max: 20, mixed: false, kinds: { image, gif } } },
    document: {
      requires: ["media", "title"],
      title: { limit: 400, unit: "utf16", required: true },
      media: {
        min: 1,
        max: 1,
        mixed: false,
        kinds: {
          document: {
            max: 1,
            types: [
              "application/pdf",
              "application/msword",
              "application/vnd.ms-powerpoint",
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
              "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            ],
            maxBytes: 100 * MB,
          },
        },
      },
    },
  },
  capabilities: { edit: true, delete: true, threads: false, firstComment: true, absenceProof: "none" },
  options: [
    {
      name: "visibility",
      type: "enum",
      values: ["PUBLIC", "CONNECTIONS"],
      description: "Pages are always public.",
      default: "PUBLIC",
    },
    {
      name: "disable_reshare",
      type: "boolean",
      default: false,
    },
    {
      name: "link",
      type: "string",
      format: "uri",
      description: "A link to show as a card; not with media.",
    },
  ],
  perAccount: [],
};
