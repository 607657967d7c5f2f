import { z } from "@hono/zod-openapi";
import { FILES } from "../../http/file-url.ts";
import { openOperation, workspaceOperation } from "../../http/operation.ts";
import type { Module } from "../../module.ts";
import { serveFile } from "./files.ts";
import {
  FileParams,
  MediaListSchema,
  MediaParams,
  MediaQuery,
  MediaSchema,
  MediaUsageSchema,
  mediaEvents,
  UpdateBody,
  UploadBody,
} from "./schema.ts";
import { deleteMedia, listMedia, mediaUsage, readMedia, updateMedia, uploadMedia } from "./service.ts";
import { mediaWork } from "./work.ts";

const tag = "Media";

/** The most bytes a file may have. */
const FILE_MOST = 100_000_000;

export const media: Module = {
  tag: { name: tag, description: "The library: images, videos and documents for posts, with what is to be seen on them." },
  events: mediaEvents,
  work: [mediaWork],
  operations: [
    workspaceOperation(
      {
        id: "media.upload",
        method: "post",
        path: "/v1/media",
        tag,
        summary: "Upload a file",
        description:
          "As multipart/form-data. An image is kept as its pixels alone: turned upright, in sRGB, without place, camera or anything else that stood in the file; AVIF becomes WebP. Videos and PDFs are kept as they are.",
        scopes: ["media:write"],
        body: UploadBody,
        form: { most: FILE_MOST },
        answer: { status: 201, schema: MediaSchema, description: "The media." },
        problems: [],
        versioned: true,
      },
      (ctx, { body }) => uploadMedia(ctx, body.file, body.alt_text ?? null),
    ),
    workspaceOperation(
      {
        id: "media.list",
        method: "get",
        path: "/v1/media",
        tag,
        summary: "List the library",
        description: "Newest first. Filters are applied to what was read, so a page may be short.",
        scopes: ["media:read"],
        query: MediaQuery,
        answer: { status: 200, schema: MediaListSchema, description: "A page of media." },
        problems: [],
      },
      async (ctx, { query: { limit, cursor, kind, q } }) => ({ body: await listMedia(ctx, { limit, cursor, kind, q }) }),
    ),
    workspaceOperation(
      {
        id: "media.usage",
        method: "get",
        path: "/v1/media/usage",
        tag,
        summary: "How much the library holds",
        description: "Of this workspace, now.",
        scopes: ["media:read"],
        answer: { status: 200, schema: MediaUsageSchema, description: "Bytes and files." },
        problems: [],
      },
      async ctx => ({ body: await mediaUsage(ctx) }),
    ),
    workspaceOperation(
      {
        id: "media.get",
        method: "get",
        path: "/v1/media/{media_id}",
        tag,
        summary: "Read a media",
        description: "With URLs that a browser can load without a credential, for a day.",
        scopes: ["media:read"],
        params: MediaParams,
        answer: { status: 200, schema: MediaSchema, description: "The media." },
        problems: ["not_found"],
        versioned: true,
      },
      (ctx, { params }) => readMedia(ctx, params.media_id),
    ),
    workspaceOperation(
      {
        id: "media.update",
        method: "patch",
        path: "/v1/media/{media_id}",
        tag,
        summary: "Change what is said of a media",
        description: "Fields that are left out stay. What is scheduled keeps the words it was scheduled with.",
        scopes: ["media:write"],
        params: MediaParams,
        body: UpdateBody,
        answer: { status: 200, schema: MediaSchema, description: "The media as it is now." },
        problems: ["not_found", "conflict"],
        versioned: true,
      },
      (ctx, { params, body, request }) =>
        updateMedia(
          ctx,
          params.media_id,
          {
            ...(body.alt_text !== undefined && { altText: body.alt_text === "" ? null : body.alt_text }),
            ...(body.file_name !== undefined && { fileName: body.file_name }),
          },
          request.ifMatch,
        ),
    ),
    workspaceOperation(
      {
        id: "media.delete",
        method: "delete",
        path: "/v1/media/{media_id}",
        tag,
        summary: "Delete a media",
        description:
          "What was published with it stays on the networks. A post that is not published, or not everywhere, keeps what it needs: `media_in_use` names up to 20 of them in `post_ids`.",
        scopes: ["media:write"],
        params: MediaParams,
        answer: { status: 204, schema: null, description: "Deleted." },
        problems: ["not_found", "media_in_use", "conflict"],
        versioned: true,
      },
      async (ctx, { params, request }) => {
        await deleteMedia(ctx, params.media_id, request.ifMatch);
        return {};
      },
    ),
    openOperation(
      {
        id: "files.get",
        documented: false,
        metered: false,
        method: "get",
        path: `${FILES}/{token}`,
        tag,
        summary: "The bytes of a file",
        description: "By a URL that another answer gave: it is the right to read, and ends within a day.",
        scopes: [],
        params: FileParams,
        answer: {
          status: 200,
          schema: z.string().openapi({ example: "…" }),
          description: "The bytes.",
          contentType: "image/webp",
        },
        problems: ["not_found"],
      },
      (ctx, { params, request }) => serveFile(ctx, params.token, request.headers),
    ),
  ],
};
