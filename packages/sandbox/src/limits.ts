/** What the sandbox accepts. The one place where these numbers stand; they are chosen to be like those of a middling real network. */
export const LIMITS = {
  /** Longest text of a post, comment or message, in grapheme clusters (Mastodon's default is 500 as well). */
  textGraphemes: 500,
  titleCharacters: 200,
  mediaPerPost: 4,
  /** Largest media file, in bytes. */
  mediaBytes: 25 * 1024 * 1024,
  altTextCharacters: 1_500,
  /** Largest JSON or form body, in bytes: far above the longest text in its longest encoding. */
  bodyBytes: 64 * 1024,
  /** Longest idempotency key, in visible ASCII characters. */
  keyCharacters: 255,
  /** Longest handle a person may take. Pages add a suffix of their own. */
  handleCharacters: 24,
  /** Most of each kind that one call may simulate. */
  simulated: 1_000,
  /** Items on a page of a list. */
  listDefault: 30,
  listMost: 100,
} as const;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The number of grapheme clusters of a text: what a reader would count as characters. */
export function countGraphemes(text: string): number {
  let count = 0;
  for (const _ of graphemes.segment(text)) count++;
  return count;
}
