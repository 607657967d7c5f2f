/**
 * The order of keys: by UTF-8 bytes, which is the order of code points. JavaScript's own comparison is by UTF-16 units and puts
 * U+10000 and above (emoji) before U+E000 to U+FFFF, so keys are never compared with `<`.
 */

const SURROGATES_START = 0xd800;
const SURROGATES_END = 0xdfff;
const LAST_CODE_POINT = 0x10ffff;

/** Negative, zero or positive as `a` stands before, with or after `b` in the order of keys. Both must be well-formed. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The least string that is greater than every string beginning with `prefix`, or null where there is none (an empty prefix, U+10FFFF alone). */
export function endOfPrefix(prefix: string): string | null {
  const points = Array.from(prefix, character => character.codePointAt(0) ?? 0);
  while (points.length > 0) {
    const last = points.pop() ?? 0;
    if (last === LAST_CODE_POINT) continue;
    const next = last + 1;
    points.push(next >= SURROGATES_START && next <= SURROGATES_END ? SURROGATES_END + 1 : next);
    return String.fromCodePoint(...points);
  }
  return null;
}
