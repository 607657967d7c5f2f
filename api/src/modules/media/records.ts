import type { Draft, Due } from "../../change.ts";
import { monthOf } from "../../http/paging.ts";
import { idTime } from "../../ids.ts";
import type { Item, Json } from "../../ports/store/store.ts";

export const MEDIA_KINDS = ["image", "video", "document"] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** A file of the library, as it lies in the store; its bytes lie in blobs and never change. */
export interface MediaRecord {
  readonly schema: 1;
  readonly id: string;
  readonly kind: MediaKind;
  readonly contentType: string;
  readonly bytes: number;
  /** In pixels, as it is shown; null where it is not known. */
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
  /** Whether it moves though it is an image, and whether it has see-through parts. */
  readonly animated: boolean;
  readonly alpha: boolean;
  readonly altText: string | null;
  readonly fileName: string;
  readonly thumbnail: boolean;
  /** ms since the epoch, on the workspace's clock. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Deleted, and in no list any more: its bytes are still to be removed. */
  readonly deletedAt: number | null;
}

export const mediaKey = (id: string) => ({ pk: `media#${id}`, sk: "media" });
/** What was made of a media begins so, in the store and among its blobs. */
export const RENDITION = "made-";
/** What came in one month: a part of the list. */
export const libraryOfMonth = (month: string): string => `library#${month}`;
/** How many bytes and files a workspace has, each the `count` of an item. */
export const usageKey = (what: "bytes" | "files") => ({ pk: "media_usage", sk: what });

export function mediaDraft(media: MediaRecord, due?: Due): Draft {
  return {
    ...mediaKey(media.id),
    data: media as unknown as Json,
    ...(media.deletedAt === null && { list: { pk: libraryOfMonth(monthOf(idTime(media.id))), sk: media.id } }),
    due,
  };
}

/** The record of an item this module wrote. */
export const mediaOf = (item: Item): MediaRecord => item.data as unknown as MediaRecord;

/** A blob of a media: its bytes as they are kept, a small picture of it, or a rendition. The workspace stands first in every name: names are walls, too. */
export const mediaBlob = (workspaceId: string, id: string, what: string): string => `ws/${workspaceId}/media/${id}/${what}`;
