import type { Chance } from "./ports/chance.ts";
import type { Timer } from "./ports/time.ts";

/** The prefix of each kind of thing; a word has one prefix everywhere. */
export const ID_PREFIXES = {
  organization: "org",
  workspace: "ws",
  user: "usr",
  apiKey: "key",
  embedSession: "es",
  session: "ses",
  account: "acct",
  connect: "con",
  post: "post",
  target: "tgt",
  media: "med",
  event: "evt",
  webhookEndpoint: "whe",
  webhookDelivery: "whd",
  fault: "flt",
  request: "req",
} as const;
export type IdKind = keyof typeof ID_PREFIXES;
export type IdOf<Kind extends IdKind> = `${(typeof ID_PREFIXES)[Kind]}_${string}`;

/** Crockford's alphabet in lower case, as TypeID has it. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
/** 128 bits in fives, the first holding three: 26 letters; so the first letter is at most 7. */
const ID_BODY = /^[0-7][0-9abcdefghjkmnpqrstvwxyz]{25}$/;

/** Makes ids: a prefix and a UUIDv7 in Crockford base32. Ids of one process rise strictly, also within a millisecond. */
export interface Ids {
  next<Kind extends IdKind>(kind: Kind): IdOf<Kind>;
}

/**
 * The 12 bits after the version hold a counter that starts at random below 2,048 each millisecond (RFC 9562, method 1):
 * ids rise within a millisecond, and a millisecond that needs more than 2,048 borrows from the next.
 */
export function createIds(timer: Pick<Timer, "now">, chance: Chance): Ids {
  let last = 0;
  let counter = 0;
  return {
    next(kind) {
      const random = chance.bytes(10);
      const now = timer.now();
      if (now > last) {
        last = now;
        counter = (((random[8] ?? 0) << 8) | (random[9] ?? 0)) & 0x7ff;
      } else if (++counter > 0xfff) {
        last += 1;
        counter = 0;
      }
      const bytes = new Uint8Array(16);
      const high = Math.floor(last / 2 ** 16);
      bytes[0] = high >>> 24;
      bytes[1] = high >>> 16;
      bytes[2] = high >>> 8;
      bytes[3] = high;
      bytes[4] = (last % 2 ** 16) >>> 8;
      bytes[5] = last;
      bytes[6] = 0x70 | (counter >>> 8);
      bytes[7] = counter;
      bytes.set(random.subarray(0, 8), 8);
      bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
      return `${ID_PREFIXES[kind]}_${encode(bytes)}` as IdOf<typeof kind>;
    },
  };
}

/** 16 bytes as 26 letters, the first carrying the three highest bits. */
function encode(bytes: Uint8Array): string {
  let text = "";
  let bits = 2; // two leading zero bits make 130 = 26 × 5
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(value >>> bits) & 31];
      value &= (1 << bits) - 1;
    }
  }
  return text;
}

/** Whether a text has the form of an id of that kind. Says nothing of whether such a thing exists. */
export function isId<Kind extends IdKind>(kind: Kind, text: string): text is IdOf<Kind> {
  const prefix = ID_PREFIXES[kind];
  return text.startsWith(`${prefix}_`) && ID_BODY.test(text.slice(prefix.length + 1));
}

/** When an id was made, in milliseconds since the epoch: its first 48 bits. */
export function idTime(id: string): number {
  const body = id.slice(id.lastIndexOf("_") + 1);
  let value = 0;
  // 26 letters hold 130 bits, two of them leading zeros; the first ten letters hold 48 bits of time.
  for (const letter of body.slice(0, 10)) value = value * 32 + ALPHABET.indexOf(letter);
  return value;
}
