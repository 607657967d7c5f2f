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
  comment: "cmt",
  target: "tgt",
  slot: "slot",
  media: "med",
  campaign: "cmp",
  template: "tmpl",
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
  let lastText = "";
  let counter = 0;
  return {
    next(kind) {
      const random = chance.bytes(RANDOM_BYTES);
      const word = (at: number): number => (((random[at] ?? 0) << 8) | (random[at + 1] ?? 0)) & 0x3ff;
      const now = timer.now();
      if (now > last) {
        last = now;
        lastText = timeText(last);
        counter = ((word(12) << 1) | ((random[14] ?? 0) >>> 7)) & 0x7ff;
      } else if (++counter > 0xfff) {
        last += 1;
        lastText = timeText(last);
        counter = 0;
      }
      // After the time: version 7 and the counter's high half; its low half, the variant (binary 10) and two random bits; sixty random bits.
      let text = `${ID_PREFIXES[kind]}_${lastText}${PAIRS[0x1c0 | (counter >>> 6)]}`;
      text += PAIRS[((counter & 0x3f) << 4) | 0x8 | ((random[14] ?? 0) & 0x3)];
      for (let at = 0; at < 12; at += 2) text += PAIRS[word(at)];
      return text as IdOf<typeof kind>;
    },
  };
}

/** Six words of ten bits, a counter's eleven bits and two bits beside it. */
const RANDOM_BYTES = 15;

/** Ten bits as two letters. A UUID's 128 bits with two zeros before them are thirteen such pairs, the first five of them its 48 bits of time. */
const PAIRS = Array.from({ length: 1024 }, (_, bits) => `${ALPHABET[bits >>> 5]}${ALPHABET[bits & 31]}`);

/** The first ten letters of an id made then. */
function timeText(ms: number): string {
  let text = "";
  for (let rest = ms, letters = 0; letters < 10; letters += 2, rest = Math.floor(rest / 1024))
    text = `${PAIRS[rest % 1024]}${text}`;
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
