import type { NetworkFacts, TextRule } from "../rules.ts";

const text: TextRule = { limit: 500, unit: "graphemes", linkLength: 23, localMentions: true };
const maxBytes = 16_777_216;

const media = {
  min: 0,
  max: 4,
  mixed: false,
  kinds: {
    image: {
      max: 4,
      types: ["image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "image/avif"],
      maxBytes,
      maxPixels: 33_177_600,
    },
    gif: { max: 4, types: ["image/gif"], maxBytes, maxPixels: 33_177_600 },
    video: { max: 1, types: ["video/mp4", "video/quicktime", "video/webm"], maxBytes: 103_809_024 },
  },
} as const;

export const mastodon: NetworkFacts = {
  name: "mastodon",
  label: "Mastodon",
  text,
  title: null,
  altText: { limit: 1500, unit: "code_points", kinds: ["image", "gif", "video"] },
  firstComment: text,
  counts: {},
  posting: null,
  defaultContentType: "post",
  contentTypes: {
    post: { requires: [], media },
    thread: { requires: [], media },
  },
  capabilities: { edit: true, delete: true, threads: true, firstComment: true, absenceProof: "key" },
  options: [
    {
      name: "visibility",
      type: "enum",
      values: ["public", "unlisted", "private", "direct"],
      description: "Unlisted: not in public timelines; direct: for those mentioned.",
      default: "public",
    },
    {
      name: "sensitive",
      type: "boolean",
      description: "Hides media until asked for.",
      default: false,
    },
    {
      name: "spoiler_text",
      type: "string",
      maxLength: 500,
      description: "Hides the text behind it; counts with the text.",
    },
    {
      name: "language",
      type: "string",
      pattern: "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$",
      description: "Such as en or pt-BR.",
    },
  ],
  perAccount: ["text", "altText", "contentTypes"],
};
