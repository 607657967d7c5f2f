import { day, GB, MB, minute, type NetworkFacts, type TextRule } from "../rules.ts";

const text: TextRule = { limit: 500, unit: "emoji_bytes" };
const image = { max: { sure: 10, claimed: 20 }, types: ["image/jpeg", "image/png"], maxBytes: 8 * MB, minWidth: 320 } as const;
const video = {
  max: { sure: 10, claimed: 20 },
  types: ["video/mp4", "video/quicktime"],
  maxBytes: 1 * GB,
  maxDurationMs: 5 * minute,
} as const;
const media = { min: 0, max: { sure: 10, claimed: 20 }, mixed: true, kinds: { image, video } } as const;

export const threads: NetworkFacts = {
  name: "threads",
  label: "Threads",
  text,
  title: null,
  altText: { limit: 1000, unit: "utf16", kinds: ["image", "video"] },
  firstComment: text,
  counts: { links: 5 },
  posting: { max: 250, periodMs: day },
  defaultContentType: "post",
  contentTypes: {
    post: { requires: [], media },
    thread: { requires: [], media },
    carousel: { requires: ["media"], media: { ...media, min: 2 } },
  },
  capabilities: { edit: false, delete: false, threads: true, firstComment: true, absenceProof: "container" },
  options: [
    {
      name: "topic_tag",
      type: "string",
      minLength: 1,
      maxLength: 50,
      pattern: "^[^.&]+$",
      description: "One topic, without . and &.",
    },
    {
      name: "link",
      type: "string",
      format: "uri",
      description: "A link to show as a card; not with media.",
    },
  ],
  perAccount: ["posting.max"],
};
