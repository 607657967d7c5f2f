import { crc32 } from "node:zlib";
import type { Mode } from "../../ctx.ts";
import type { Chance } from "../../ports/chance.ts";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 32 random bytes need 43 digits to base 62, a CRC-32 six. */
const BODY_DIGITS = 43;
const CHECK_DIGITS = 6;
const FORM = new RegExp(`^sk_(?:live|test)_[0-9A-Za-z]{${BODY_DIGITS + CHECK_DIGITS}}$`);

/**
 * A secret key: what it is for, 32 random bytes, and a checksum, by which scanners of leaked credentials tell a real key from a look-alike without
 * asking us, and we refuse a guess without asking the store.
 */
export function makeKeySecret(mode: Mode, chance: Chance): string {
  const start = `sk_${mode}_${base62(BigInt(`0x${Buffer.from(chance.bytes(32)).toString("hex")}`), BODY_DIGITS)}`;
  return start + checksum(start);
}

/** Whether it has the form and the checksum of a key. Says nothing of whether there is such a key. */
export function isKeySecret(text: string): boolean {
  return FORM.test(text) && checksum(text.slice(0, -CHECK_DIGITS)) === text.slice(-CHECK_DIGITS);
}

const checksum = (text: string): string => base62(BigInt(crc32(text)), CHECK_DIGITS);

function base62(value: bigint, digits: number): string {
  let text = "";
  for (let rest = value; text.length < digits; rest /= 62n) text = `${BASE62[Number(rest % 62n)]}${text}`;
  return text;
}
