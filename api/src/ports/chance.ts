import { randomBytes } from "node:crypto";

/** Randomness as the service sees it: the platform's in production, a seeded one in tests and simulations. */
export interface Chance {
  /** `length` random bytes, fit for secrets. */
  bytes(length: number): Uint8Array;
  /** A number in [0, 1). */
  number(): number;
}

/** Random bytes are drawn in blocks: one call into the kernel costs more than the sixteen bytes an id needs. */
const BLOCK = 4096;

function realChanceOver(draw: (length: number) => Uint8Array): Chance {
  let block = draw(BLOCK);
  let used = 0;
  return {
    bytes(length) {
      if (length > BLOCK / 4) return draw(length);
      if (used + length > BLOCK) {
        block = draw(BLOCK);
        used = 0;
      }
      const taken = block.slice(used, used + length);
      block.fill(0, used, used + length);
      used += length;
      return taken;
    },
    number: () => Math.random(),
  };
}

export const realChance: Chance = realChanceOver(length => new Uint8Array(randomBytes(length)));
