import type { Io } from "../contract.ts";

const DIGITS = "234567abcdefghijklmnopqrstuvwxyz";

/**
 * A new record key in the form that posts must have (https://atproto.com/specs/tid): 53 bits of microseconds since the epoch and 10 random bits,
 * 13 digits that sort by time. The microseconds that the clock does not tell are random, too.
 */
export function newTid(io: Pick<Io, "time" | "chance">): string {
  const micros = BigInt(Math.floor(io.time.now())) * 1000n + BigInt(Math.floor(io.chance.number() * 1000));
  const clockId = BigInt(Math.floor(io.chance.number() * 1024));
  let rest = (micros << 10n) | clockId;
  let tid = "";
  for (let digit = 0; digit < 13; digit++) {
    tid = DIGITS.charAt(Number(rest & 31n)) + tid;
    rest >>= 5n;
  }
  return tid;
}
