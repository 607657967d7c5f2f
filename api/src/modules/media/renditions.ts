import type { MediaBytes } from "@placard/connectors";
import type { Limit, MediaKindRule } from "@placard/networks";
import { commit } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import { encodeWithin } from "./images.ts";
import { type MediaRecord, mediaBlob, mediaKey, mediaOf, RENDITION } from "./records.ts";

/** Types that an image can be made into. */
const MADE = ["image/jpeg", "image/png", "image/webp"] as const;
export type MadeType = (typeof MADE)[number];

/** What is made of an image where a network does not take it as it is. It follows from the image and the network's rules: made again it is the same. */
export interface Rendition {
  readonly contentType: MadeType;
  readonly width: number;
  readonly height: number;
  /** The most bytes it may have; null for any. */
  readonly maxBytes: number | null;
}

/** A media as a part carries it, frozen: what is said of it may be changed in the library after. */
export interface FrozenMedia {
  readonly id: string;
  readonly altText: string | null;
  /** Null: as it is. */
  readonly rendition: Rendition | null;
}

/** What every source of a network's facts allows. */
const sure = (limit: Limit | undefined): number | null =>
  limit === undefined ? null : typeof limit === "number" ? limit : limit.sure;

/** What an image is to be made into for a network with this rule; null where it goes as it is, or nothing helps: then validation tells. */
export function renditionFor(media: MediaRecord, rule: MediaKindRule | undefined): Rendition | null {
  const { kind, contentType, animated, width, height, bytes } = media;
  if (!rule || kind !== "image" || contentType === "image/gif" || width === null || height === null) return null;
  const maxBytes = sure(rule.maxBytes);
  const scale = Math.min(
    1,
    (sure(rule.maxWidth) ?? width) / width,
    (sure(rule.maxHeight) ?? height) / height,
    Math.sqrt((sure(rule.maxPixels) ?? width * height) / (width * height)),
  );
  const tooLarge = maxBytes !== null && bytes > maxBytes;
  if (rule.types.includes(contentType) && scale === 1 && !tooLarge) return null;
  if (animated && rule.types.includes(contentType)) return null; // made smaller it would stand still
  const taken = MADE.filter(type => rule.types.includes(type));
  const same = taken.find(type => type === contentType && !(tooLarge && type === "image/png"));
  const clear = media.alpha ? (["image/webp", "image/png"] as const).find(type => taken.includes(type)) : undefined;
  const type = same ?? clear ?? taken[0];
  if (type === undefined) return null;
  return {
    contentType: type,
    width: Math.max(1, Math.floor(width * scale)),
    height: Math.max(1, Math.floor(height * scale)),
    maxBytes,
  };
}

const nameOf = ({ contentType, width, height, maxBytes }: Rendition): string =>
  `${contentType.slice("image/".length)}-${width}x${height}-${maxBytes ?? "any"}`;

/**
 * The bytes of a media as a part carries it: what was made of it is kept, so that whoever sends it again sends the same. Null where it is not there any more.
 * It may be deleted from the library by now: as long as a post needs them its bytes stay.
 */
export async function mediaBytes(ctx: Ctx, { id, altText, rendition }: FrozenMedia): Promise<MediaBytes | null> {
  const { pk, sk } = mediaKey(id);
  const item = await ctx.store.get(pk, sk);
  if (!item) return null;
  const media = mediaOf(item);
  const read = async (what: string) => ctx.blobs.get(mediaBlob(ctx.workspace.id, id, what));
  if (!rendition) {
    const blob = await read("original");
    return blob && { ...blob, width: media.width, height: media.height, altText };
  }
  const { width, height } = rendition;
  const what = `${RENDITION}${nameOf(rendition)}`;
  const made = await read(what);
  if (made) return { ...made, width, height, altText };
  const original = await read("original");
  if (!original) return null;
  const bytes = await encodeWithin(original.bytes, rendition);
  // Remembered before it is there, so that it goes with the media whatever happens.
  await commit(ctx, { writes: [{ op: "put", version: 1, draft: { pk, sk: what, data: null } }], events: [] });
  await ctx.blobs.put(mediaBlob(ctx.workspace.id, id, what), bytes, rendition.contentType);
  return { bytes, contentType: rendition.contentType, width, height, altText };
}
