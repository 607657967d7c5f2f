import { createHash } from "node:crypto";

const DIGITS = "234567abcdefghijklmnopqrstuvwxyz";
/** Crockford's alphabet, in which our ids are. */
const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";
/** A part's key: its target's id, whose first ten letters are the milliseconds at which it was made; which part it is; how often it got a new key. */
const PART_KEY = /^([a-z]+_([0-7][0-9a-hjkmnp-tv-z]{9})[0-9a-hjkmnp-tv-z]{16})_([0-9]+)_([0-9]+)$/;
/** When Bluesky's network opened to all: for keys that tell no time. */
const EARLIEST_MS = Date.UTC(2024, 1, 6);

/**
 * The record key of a part in the form that posts must have (https://atproto.com/specs/tid): 53 bits of microseconds since the epoch and 10 further bits, in
 * 13 digits. It follows from the part's key alone, so that whoever has the part finds its record, also where nothing else of its sending is known (a store
 * that was restored from a backup). The time is that of the target, less up to 18 minutes that the rest of its id decides, with the last ten bits; the parts
 * of a target follow one another.
 */
export function tidOf(key: string): string {
  const [, target = key, letters, index = "0", generation = "0"] = PART_KEY.exec(key) ?? [];
  const hash = createHash("sha256").update(target).digest();
  const ms = letters === undefined ? EARLIEST_MS : [...letters].reduce((sum, letter) => sum * 32 + CROCKFORD.indexOf(letter), 0);
  const place = BigInt(index) * 1000n + BigInt(generation);
  const micros = BigInt(ms) * 1000n - BigInt(hash.readUInt32BE(0) >>> 2) + place;
  let rest = (micros << 10n) | BigInt(hash.readUInt16BE(4) & 0x3ff);
  let tid = "";
  for (let digit = 0; digit < 13; digit++) {
    tid = DIGITS.charAt(Number(rest & 31n)) + tid;
    rest >>= 5n;
  }
  return tid;
}
