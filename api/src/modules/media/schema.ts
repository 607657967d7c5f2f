import { z } from "@hono/zod-openapi";
import { idField, instantField, lineField, listOf, listQuery, manyField, nullable } from "../../http/fields.ts";
import { fileField } from "../../http/form.ts";
import { describeEvent } from "../events/index.ts";
import { MEDIA_KINDS } from "./records.ts";

/** The longest alternative text of any network is 2,000 characters. */
const ALT_TEXT_MOST = 2000;
const altText = z.string().max(ALT_TEXT_MOST);
const described = {
  description: "What is to be seen, for those who do not see it. Networks take less: posts.validate tells.",
  example: "A loaf of rye bread on a wooden board",
};

export const UploadBody = z
  .strictObject({
    file: fileField(
      "A JPEG, PNG, WebP, GIF or AVIF image, an MP4, MOV or WebM video, or a PDF; at most 100 MB. What it is is found from its bytes.",
    ),
    alt_text: altText.optional().openapi(described),
  })
  .openapi("UploadMediaRequest");

export const UpdateBody = z
  .strictObject({
    alt_text: nullable(altText)
      .optional()
      .openapi({ ...described, description: `${described.description} Null removes it.` }),
    file_name: lineField(255).optional().openapi({ description: "What it is called in the library.", example: "bread.jpg" }),
  })
  .openapi("UpdateMediaRequest", { example: { alt_text: described.example } });

export const MediaParams = z.object({ media_id: idField("media") });

export const MediaSchema = z
  .object({
    id: idField("media"),
    workspace_id: idField("workspace"),
    kind: z.enum(MEDIA_KINDS).openapi({ description: "What it is.", example: "image" }),
    status: z.enum(["ready"]).openapi({ description: "It can be used.", example: "ready" }),
    content_type: z.string().openapi({ description: "The type of the bytes that are kept.", example: "image/jpeg" }),
    bytes: z.int().openapi({ description: "How many bytes are kept.", example: 482_113 }),
    width: nullable(z.int()).openapi({ description: "In pixels; null where it is not known.", example: 1600 }),
    height: nullable(z.int()).openapi({ description: "In pixels; null where it is not known.", example: 1200 }),
    duration_s: nullable(z.number()).openapi({
      description: "Of a video, in seconds; null where it is not known.",
      example: 12.5,
    }),
    alt_text: nullable(z.string()).openapi(described),
    file_name: z.string().openapi({ description: "What it is called in the library.", example: "bread.jpg" }),
    url: z.string().openapi({
      description:
        "Where a browser finds it, without a credential; good for 23 hours at least, so read it anew rather than keep it.",
      example: "https://api.example.com/v1/files/NDk0NDk2IHdzL…",
    }),
    thumbnail_url: nullable(z.string()).openapi({
      description: "Of an image: a WebP of at most 480 pixels a side, as good as `url` for as long.",
    }),
    created_at: instantField("When it was uploaded."),
    updated_at: instantField("When it last changed."),
  })
  .openapi("Media");
export const MediaListSchema = listOf(MediaSchema, "MediaList");

export const MediaQuery = z.strictObject({
  ...listQuery,
  kind: manyField(z.enum(MEDIA_KINDS), "Only of these kinds.").optional(),
  q: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .openapi({ description: "Only with these words in the file's name or the alternative text.", example: "bread" }),
});

export const MediaUsageSchema = z
  .object({
    bytes: z.int().openapi({ description: "Of all files of the library, as they are kept.", example: 48_211_300 }),
    count: z.int().openapi({ description: "How many files there are.", example: 112 }),
  })
  .openapi("MediaUsage");

export const FileParams = z.object({ token: z.string().min(1).max(2000) });

const payload = z.object({ media: MediaSchema, workspace_id: idField("workspace") });
export const mediaEvents = [
  describeEvent("media.ready", "A file was uploaded and can be used. Its URLs end within a day: read it anew later.", payload),
  describeEvent("media.deleted", "A file was deleted from the library.", payload),
];
