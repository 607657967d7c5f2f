/** Characters as a reader sees them, and which of them are emoji. */
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The graphemes of a text with their positions in UTF-16. */
export function graphemes(text: string): Iterable<Intl.SegmentData> {
  return segmenter.segment(text);
}

/**
 * Emoji are Unicode's RGI set as the running engine has it, so that a new emoji counts right as soon as the browser knows it: there is no list to keep.
 * TypeScript allows the `v` flag in literals for a later target only, hence the constructors.
 */
const emoji = /\p{RGI_Emoji}/gv;
const wholeEmoji = /^\p{RGI_Emoji}$/v;

/** A code point that is an emoji only with U+FE0F after it. */
const textPresentation = /(?!\p{Emoji_Presentation})(\p{Emoji})(?![\ufe0f\p{EMod}])/gu;

/**
 * The emoji of a text, in order, as [start, end) in UTF-16. A sequence whose U+FE0F were left out is still one emoji, as networks take it;
 * a lone character that is text by default (`©`, `❤`) is none. Of a sequence that is no emoji, its parts are.
 */
export function findEmoji(text: string): [start: number, end: number][] {
  const found: [number, number][] = [];
  for (const { segment, index } of graphemes(text)) {
    if (segment.length === 1 ? !wholeEmoji.test(segment) : !/\p{Emoji}/u.test(segment)) continue;
    const sequence = /[\u200d\u20e3]/.test(segment) && wholeEmoji.test(segment.replace(textPresentation, "$1\ufe0f"));
    const parts = sequence
      ? [[segment, 0] as const]
      : Array.from(segment.matchAll(emoji), part => [part[0], part.index] as const);
    for (const [part, at] of parts) found.push([index + at, index + at + part.length]);
  }
  return found;
}
