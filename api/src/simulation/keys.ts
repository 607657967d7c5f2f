import { KeyMismatch, type Keys } from "../ports/keys/keys.ts";

const sorted = (context: Readonly<Record<string, string>>): string => JSON.stringify(Object.entries(context).toSorted());

/**
 * Keys that hide nothing from whoever knows this file, and everything from a checker that looks for plain secrets. Bound to their context as the real ones
 * are, and at once: a simulation has no threads to wait for.
 */
export const simulatedKeys: Keys = {
  encrypt: async (plaintext, context) =>
    Buffer.from(JSON.stringify([sorted(context), Buffer.from(plaintext).toString("hex")])).toString("base64"),
  decrypt: async (ciphertext, context) => {
    const [bound, hex] = JSON.parse(Buffer.from(ciphertext, "base64").toString());
    if (bound !== sorted(context)) throw new KeyMismatch("It was sealed with another context.");
    return new Uint8Array(Buffer.from(hex, "hex"));
  },
};

/** What was sealed, for checkers. */
export function openSealed(ciphertext: string): string {
  const [, hex] = JSON.parse(Buffer.from(ciphertext, "base64").toString());
  return Buffer.from(hex, "hex").toString();
}
