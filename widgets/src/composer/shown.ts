import type { Media } from "@placard/sdk/core";

/** What is known of a media, in the library or on its way there. */
export interface Shown {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationS: number | null;
  readonly altText: string | null;
  /** Null while it is on its way. */
  readonly url: string | null;
  readonly thumbnailUrl: string | null;
}

export const shownOf = (media: Media): Shown => ({
  id: media.id,
  name: media.file_name,
  contentType: media.content_type,
  bytes: media.bytes,
  width: media.width,
  height: media.height,
  durationS: media.duration_s,
  altText: media.alt_text,
  url: media.url,
  thumbnailUrl: media.thumbnail_url,
});

/** A duration as players show it: `1:05`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
