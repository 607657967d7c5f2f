/**
 * Emoji as Unicode's RGI set has them in the running engine, so that a new emoji counts right as soon as the browser can show it: no list to keep.
 * TypeScript allows the `v` flag in literals for a later target only, hence the constructors.
 */
const rgi = /\p{RGI_Emoji}/gv;
const wholeRgi = /^\p{RGI_Emoji}$/v;

/** Everything that could be an emoji: flags, keycaps, and chains of pictographs with modifiers, tags and joiners. Linear: no two ways to match. */
const candidate =
  /\p{RI}{2}|[#*\d]\ufe0f?\u20e3|\p{EMod}|\p{ExtPict}(?:\p{EMod}|\ufe0f)?(?:[\u{e0020}-\u{e007e}]+\u{e007f})?(?:\u200d\p{ExtPict}(?:\p{EMod}|\ufe0f)?)*|[©®]\ufe0f/gu;

/** A code point that is an emoji only with U+FE0F after it. */
const textPresentation = /(?=\P{Emoji_Presentation})(\p{Emoji})(?![\ufe0f\p{EMod}])/gu;

/**
 * The emoji of a text, in order, as [start, end) in UTF-16. A sequence whose U+FE0F were left out is still one emoji, as networks take it;
 * a lone character that is text by default (`©`, `❤`) is none.
 */
export function findEmoji(text: string): [start: number, end: number][] {
  const found: [number, number][] = [];
  for (const match of text.matchAll(candidate)) {
    const sequence = match[0];
    const start = match.index;
    const single = [...sequence].length === 1;
    if (wholeRgi.test(sequence) || (!single && wholeRgi.test(sequence.replace(textPresentation, "$1\ufe0f")))) {
      found.push([start, start + sequence.length]);
    } else {
      for (const part of sequence.matchAll(rgi)) found.push([start + part.index, start + part.index + part[0].length]);
    }
  }
  return found;
}
