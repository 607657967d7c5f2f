import { commit, create, replace, retrying, type Write } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import type { UploadedFile } from "../../http/form.ts";
import { type ListBody, monthsBetween, pageOver } from "../../http/paging.ts";
import { idTime } from "../../ids.ts";
import { type Item, type Json, StoreUnknown } from "../../ports/store/store.ts";
import { checkVersion, notFound, Refusal } from "../../problems.ts";
import { inspect } from "./inspect.ts";
import { toMedia } from "./present.ts";
import {
  libraryOfMonth,
  type MediaKind,
  type MediaRecord,
  mediaBlob,
  mediaDraft,
  mediaKey,
  mediaOf,
  usageKey,
} from "./records.ts";
import { postsNeeding } from "./uses.ts";

export interface Answer {
  readonly body: Json;
  readonly version: number;
}

const counted = (bytes: number, files: number): Write[] => [
  { op: "add", key: usageKey("bytes"), by: bytes },
  { op: "add", key: usageKey("files"), by: files },
];

const mediaEvent = (ctx: Ctx, type: "media.ready" | "media.deleted", media: MediaRecord) => ({
  type,
  data: { media: toMedia(ctx, media), workspace_id: ctx.workspace.id },
});

/** Keeps a file: its bytes first, then the record that shows it. @throws {Refusal} `validation_failed`, `busy` */
export async function uploadMedia(ctx: Ctx, file: UploadedFile, altText: string | null): Promise<Answer> {
  const { path, thumbnail, ...facts } = await inspect(file);
  const id = ctx.ids.next("media");
  const now = ctx.time.workspace.now();
  const media: MediaRecord = {
    schema: 1,
    id,
    ...facts,
    altText: altText === "" ? null : altText,
    fileName: file.name,
    thumbnail: thumbnail !== null,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
  };
  const name = (what: string): string => mediaBlob(ctx.workspace.id, id, what);
  try {
    await ctx.blobs.putFile(name("original"), path, media.contentType);
    if (thumbnail) await ctx.blobs.put(name("thumbnail"), thumbnail, "image/webp");
    const change = {
      writes: [create(mediaDraft(media)), ...counted(media.bytes, 1)],
      events: [mediaEvent(ctx, "media.ready", media)],
    };
    return { body: await commit(ctx, change, toMedia(ctx, media), 1), version: 1 };
  } catch (error) {
    // Where the store's answer was lost the record may be there, and then its bytes must be.
    if (!(error instanceof StoreUnknown)) await removeBlobs(ctx, id, ["original", "thumbnail"]);
    throw error;
  }
}

/** Removes blobs of a media. */
export async function removeBlobs(ctx: Ctx, id: string, what: readonly string[]): Promise<void> {
  for (const one of what) await ctx.blobs.delete(mediaBlob(ctx.workspace.id, id, one));
}

/** @throws {Refusal} `not_found` */
async function findMedia(ctx: Ctx, id: string): Promise<{ item: Item; media: MediaRecord }> {
  const { pk, sk } = mediaKey(id);
  const item = await ctx.store.get(pk, sk);
  const media = item && mediaOf(item);
  if (!item || !media || media.deletedAt !== null) throw notFound("media");
  return { item, media };
}

export async function readMedia(ctx: Ctx, id: string): Promise<Answer> {
  const { item, media } = await findMedia(ctx, id);
  return { body: toMedia(ctx, media), version: item.version };
}

/** Newest first. */
export function listMedia(
  ctx: Ctx,
  query: {
    readonly limit: number | undefined;
    readonly cursor: string | undefined;
    readonly kind: readonly MediaKind[] | undefined;
    readonly q: string | undefined;
  },
): Promise<ListBody<Json>> {
  const { limit, cursor, kind, q } = query;
  const words = q?.toLocaleLowerCase();
  const says = (text: string | null): boolean => words === undefined || (text ?? "").toLocaleLowerCase().includes(words);
  return pageOver(
    ctx,
    { limit, cursor, binding: ["media", kind ?? null, q ?? null] },
    monthsBetween(ctx.timer.now(), idTime(ctx.workspace.id)).map(libraryOfMonth),
    (pk, most, from) => ctx.store.list("list", { pk, limit: most, order: "desc", ...(from !== null && { cursor: from }) }),
    items =>
      items
        .map(mediaOf)
        .filter(media => (!kind || kind.includes(media.kind)) && (says(media.fileName) || says(media.altText)))
        .map(media => toMedia(ctx, media)),
  );
}

/** Changes what is said of a file; its bytes stay. What is scheduled keeps the words it was scheduled with. @throws {Refusal} `not_found`, `stale` */
export const updateMedia = (
  ctx: Ctx,
  id: string,
  changes: Partial<Pick<MediaRecord, "altText" | "fileName">>,
  ifMatch: number | null,
): Promise<Answer> =>
  retrying(ctx, async () => {
    const { item, media } = await findMedia(ctx, id);
    checkVersion(item, ifMatch);
    const changed: MediaRecord = { ...media, ...changes, updatedAt: ctx.time.workspace.now() };
    await commit(ctx, { writes: [replace(mediaDraft(changed), item)], events: [] });
    return { body: toMedia(ctx, changed), version: item.version + 1 };
  });

/** Whoever has read a media before it was deleted has written a post with it by then, or not at all. */
export const REMOVED_AFTER_MS = 10 * 60_000;

/** Several at once, by id; those that are not there, or deleted, are left out. */
export async function libraryOf(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, MediaRecord>> {
  const items = await ctx.store.batchGet(ids.map(mediaKey));
  const found = items.flatMap(item => (item ? [mediaOf(item)] : [])).filter(media => media.deletedAt === null);
  return new Map(found.map(media => [media.id, media]));
}

/** Deletes a file from the library; its bytes are removed a little later. @throws {Refusal} `not_found`, `stale`, `media_in_use` */
export async function deleteMedia(ctx: Ctx, id: string, ifMatch: number | null): Promise<void> {
  await retrying(ctx, async () => {
    const { item, media } = await findMedia(ctx, id);
    checkVersion(item, ifMatch);
    const posts = await postsNeeding(ctx, id);
    if (posts.length > 0)
      throw new Refusal("media_in_use", `${posts.join(", ")}: take it out of what is not published yet, or delete the post.`, {
        extra: { post_ids: posts },
      });
    const gone: MediaRecord = { ...media, deletedAt: ctx.time.workspace.now() };
    const removal = { at: ctx.timer.now() + REMOVED_AFTER_MS, clock: "real", kind: "media" } as const;
    await commit(ctx, {
      writes: [replace(mediaDraft(gone, removal), item), ...counted(-media.bytes, -1)],
      events: [mediaEvent(ctx, "media.deleted", media)],
    });
  });
}

export async function mediaUsage(ctx: Ctx): Promise<Json> {
  const [bytes, files] = await ctx.store.batchGet([usageKey("bytes"), usageKey("files")]);
  return { bytes: bytes?.count ?? 0, count: files?.count ?? 0 };
}
