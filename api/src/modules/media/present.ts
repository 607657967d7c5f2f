import { sortableInstant } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import { fileUrl } from "../../http/file-url.ts";
import type { Json } from "../../ports/store/store.ts";
import { type MediaRecord, mediaBlob } from "./records.ts";

/** A media as callers see it. */
export function toMedia(ctx: Ctx, media: MediaRecord): { readonly [key: string]: Json } {
  return {
    id: media.id,
    workspace_id: ctx.workspace.id,
    kind: media.kind,
    status: "ready",
    content_type: media.contentType,
    bytes: media.bytes,
    width: media.width,
    height: media.height,
    duration_s: media.durationMs === null ? null : media.durationMs / 1000,
    alt_text: media.altText,
    file_name: media.fileName,
    ...urlsOf(ctx, media),
    created_at: sortableInstant(media.createdAt),
    updated_at: sortableInstant(media.updatedAt),
  };
}

/** Where a browser finds it. */
export function urlsOf(ctx: Ctx, media: MediaRecord): { url: string; thumbnail_url: string | null } {
  return {
    url: fileUrl(ctx, mediaBlob(ctx.workspace.id, media.id, "original")),
    thumbnail_url: media.thumbnail ? fileUrl(ctx, mediaBlob(ctx.workspace.id, media.id, "thumbnail")) : null,
  };
}
