import { MB, minute, type NetworkFacts, type TextRule } from "../rules.ts";

const text: TextRule = { limit: 300, unit: "graphemes", byteLimit: 3000 };

const media = {
  min: 0,
  max: 4,
  mixed: false,
  kinds: {
    image: { max: 4, types: ["image/jpeg", "image/png", "image/webp"], maxBytes: 2 * MB },
    video: {
      max: 1,
      types: ["video/mp4"],
      maxBytes: { sure: 50 * MB, claimed: 300 * MB },
      maxDurationMs: 3 * minute,
    },
  },
} as const;

export const bluesky: NetworkFacts = {
  name: "bluesky",
  label: "Bluesky",
  text,
  title: null,
  altText: { limit: 2000, unit: "graphemes", kinds: ["image", "video"] },
  firstComment: text,
  counts: {},
  posting: null,
  defaultContentType: "post",
  contentTypes: {
    post: { requires: [], media },
    thread: { requires: [], media },
  },
  capabilities: { edit: false, delete: true, threads: true, firstComment: true, absenceProof: "record_key" },
  options: [
    {
      name: "langs",
      type: "string_list",
      maxItems: 3,
      itemMaxLength: 35,
      itemPattern: "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
      label: "Languages",
      description: "Up to three, such as en or pt-BR.",
    },
    {
      name: "tags",
      type: "string_list",
      maxItems: 8,
      itemMaxLength: 64,
      itemPattern: "^[^#\\s]+$",
      description: "Up to eight, without #.",
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
