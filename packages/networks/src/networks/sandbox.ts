import { MB, minute, type NetworkFacts, type TextRule } from "../rules.ts";

const text: TextRule = { limit: 500, unit: "code_points" };

const media = {
  min: 0,
  max: 4,
  mixed: true,
  kinds: {
    image: { max: 4, types: ["image/jpeg", "image/png", "image/webp"], maxBytes: 10 * MB },
    gif: { max: 4, types: ["image/gif"], maxBytes: 10 * MB },
    video: { max: 1, types: ["video/mp4", "video/webm", "video/quicktime"], maxBytes: 100 * MB, maxDurationMs: 10 * minute },
  },
} as const;

/** Placard's own simulated network: its rules are chosen to meet every feature once. */
export const sandbox: NetworkFacts = {
  name: "sandbox",
  label: "Sandbox",
  text,
  title: { limit: 100, unit: "code_points", required: false },
  altText: { limit: 1500, unit: "code_points", kinds: ["image", "gif", "video"] },
  firstComment: text,
  counts: { hashtags: 30 },
  posting: null,
  defaultContentType: "post",
  contentTypes: {
    post: { requires: [], media },
    thread: { requires: [], media },
    carousel: { requires: ["media"], media: { ...media, min: 2 } },
    video: { requires: ["media"], media: { min: 1, max: 1, mixed: false, kinds: { video: media.kinds.video } } },
  },
  capabilities: { edit: false, delete: true, threads: true, firstComment: true, absenceProof: "key" },
  options: [
    {
      name: "visibility",
      type: "enum",
      values: ["public", "followers", "private"],
      default: "public",
    },
    { name: "sensitive", type: "boolean", default: false },
    { name: "location", type: "string", maxLength: 100 },
    {
      name: "priority",
      type: "integer",
      min: 0,
      max: 10,
      default: 0,
    },
    {
      name: "topics",
      type: "string_list",
      maxItems: 5,
      itemMaxLength: 50,
    },
  ],
  perAccount: [],
};
