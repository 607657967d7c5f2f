import { findHashtags, findLinks, findMentions } from "@placard/networks";
import type { Json } from "../contract.ts";

/** A part of a text that means something: https://docs.bsky.app/docs/advanced-guides/post-richtext. Positions are UTF-8 bytes, `byteEnd` exclusive. */
export interface Facet {
  readonly [key: string]: Json;
  readonly index: { readonly byteStart: number; readonly byteEnd: number };
  readonly features: readonly { readonly [key: string]: Json }[];
}

/** The handles that a text mentions, each once: what {@link facetsOf} needs the DIDs of. */
export function mentionedHandles(text: string): readonly string[] {
  return [...new Set(findMentions(text, "bluesky").map(mention => mention.handle.toLowerCase()))];
}

/**
 * Links, hashtags and mentions of a well-formed text, in order. A mention whose handle has no DID stays plain text. What begins within another, as the mention
 * in `#tag(@ada.example`, is part of that one: clients show the first of two that overlap.
 */
export function facetsOf(text: string, didOf: (handle: string) => string | null): readonly Facet[] {
  const found = [
    ...findLinks(text, "bluesky").map(link => ({ ...link, feature: { $type: "app.bsky.richtext.facet#link", uri: link.url } })),
    ...findHashtags(text, "bluesky").map(hashtag => ({
      ...hashtag,
      feature: { $type: "app.bsky.richtext.facet#tag", tag: hashtag.tag },
    })),
    ...findMentions(text, "bluesky").flatMap(mention => {
      const did = didOf(mention.handle.toLowerCase());
      return did === null ? [] : [{ ...mention, feature: { $type: "app.bsky.richtext.facet#mention", did } }];
    }),
  ];
  let end = 0;
  return found
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(one => {
      if (one.start < end) return false;
      end = one.end;
      return true;
    })
    .map(({ start, end, feature }) => ({
      index: { byteStart: utf8Length(text.slice(0, start)), byteEnd: utf8Length(text.slice(0, end)) },
      features: [feature],
    }));
}

const encoder = new TextEncoder();

function utf8Length(text: string): number {
  return encoder.encode(text).length;
}
