import { MB, type NetworkFacts, second } from "../rules.ts";

const image = { max: 10, types: ["image/jpeg", "image/png"], maxBytes: { sure: 4 * MB, claimed: 10 * MB } } as const;
const videoTypes = ["video/mp4", "video/quicktime"] as const;

export const facebook: NetworkFacts = {
  name: "facebook",
  label: "Facebook",
  text: { limit: 63_206, unit: "utf16" },
  title: null,
  altText: null,
  firstComment: { limit: 8000, unit: "utf16" },
  counts: {},
  posting: null,
  defaultContentType: "post",
  contentTypes: {
    post: {
      requires: [],
      media: { min: 0, max: 10, mixed: false, kinds: { image, video: { max: 1, types: videoTypes } } },
    },
    reel: {
      requires: ["media"],
      title: { limit: 255, unit: "utf16", required: false },
      media: {
        min: 1,
        max: 1,
        mixed: false,
        kinds: { video: { max: 1, types: videoTypes, maxRatio: 1, minDurationMs: 3 * second, maxDurationMs: 90 * second } },
      },
    },
    story: {
      requires: ["media"],
      text: null,
      media: { min: 1, max: 1, mixed: false, kinds: { image: { ...image, max: 1 }, video: { max: 1, types: videoTypes } } },
    },
  },
  capabilities: { edit: true, delete: true, threads: false, firstComment: true, absenceProof: "none" },
  options: [
    {
      name: "link",
      type: "string",
      format: "uri",
      forContentTypes: ["post"],
      description: "A link to show as a card; not with media.",
    },
    {
      name: "text_format_preset_id",
      type: "string",
      pattern: "^[0-9]{1,20}$",
      forContentTypes: ["post"],
      label: "Coloured background",
      description: "The id of a background, for up to 130 characters.",
    },
  ],
  perAccount: [],
};
