import { MB, type NetworkFacts } from "../rules.ts";

const media = {
  min: 0,
  max: 10,
  mixed: false,
  kinds: {
    image: { max: 10, types: ["image/jpeg", "image/png"], maxBytes: 5 * MB },
    gif: { max: 10, types: ["image/gif"], maxBytes: 5 * MB },
  },
} as const;

/** Placard's own bounds: e-mail itself has none that a newsletter meets. A subject line is cut at about 60 characters by most programs. */
export const email: NetworkFacts = {
  name: "email",
  label: "Email",
  text: { limit: 100_000, unit: "bytes" },
  title: { limit: 255, unit: "code_points", required: true, forbidden: "\r\n" },
  altText: { limit: 1000, unit: "code_points", kinds: ["image", "gif"] },
  firstComment: null,
  counts: {},
  posting: null,
  defaultContentType: "article",
  contentTypes: {
    article: { requires: ["title", "text"], media },
    post: { requires: ["title", "text"], media },
  },
  capabilities: { edit: false, delete: false, threads: false, firstComment: false, absenceProof: "none" },
  options: [
    {
      name: "preview_text",
      type: "string",
      maxLength: 150,
    },
    { name: "reply_to", type: "string", format: "email", maxLength: 254 },
  ],
  perAccount: [],
};
