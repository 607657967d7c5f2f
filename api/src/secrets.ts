import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Chance } from "./ports/chance.ts";
import { KeyMismatch, type Keys } from "./ports/keys/keys.ts";
import { type Store, StoreUnknown } from "./ports/store/store.ts";

/**
 * Keys derived from one root of the installation, which lies in the store encrypted through the keys port. For what is many and short-lived
 * (cursors, kept answers, connect states): network tokens go through the keys port itself.
 */
export interface Secrets {
  /** An authenticated text that only this installation can make, for that purpose. */
  sign(purpose: Purpose, text: string): string;
  verify(purpose: Purpose, text: string, signature: string): boolean;
  /** Encrypts (AES-256-GCM); opens only for the same purpose and binding. */
  seal(purpose: Purpose, text: string, binding: string): string;
  /** The text, or null where it was altered or belongs to another purpose or binding. */
  open(purpose: Purpose, sealed: string, binding: string): string | null;
  /** Bytes that this installation, and no other, always derives for that name: the seed of a key that is stored nowhere. */
  derive(name: string, length: number): Uint8Array;
}

/** Compares in constant time, whatever the lengths. */
export function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

export type Purpose = "cursors" | "answers" | "states" | "files";

const ROOT = { pk: "secret#root", sk: "1" };
const ROOT_CONTEXT = { purpose: "installation root", version: "1" };

/** Reads the installation's root, or makes it in an empty store. Two processes that start at once agree on one. */
export async function openSecrets(ports: { store: Store; keys: Keys; chance: Chance }): Promise<Secrets> {
  for (;;) {
    const item = await ports.store.get(ROOT);
    if (item) {
      if (typeof item.data !== "string") throw new KeyMismatch("the installation's root is not readable");
      return deriveSecrets(await ports.keys.decrypt(item.data, ROOT_CONTEXT), ports.chance);
    }
    const data = await ports.keys.encrypt(ports.chance.bytes(32), ROOT_CONTEXT);
    try {
      await ports.store.write([{ op: "put", item: { ...ROOT, version: 1, data }, if: { absent: true } }]);
    } catch (error) {
      if (!(error instanceof StoreUnknown)) throw error; // applied or not: the read above tells
    }
  }
}

/** The secrets of a root of 32 bytes. */
export function deriveSecrets(root: Uint8Array, chance: Chance): Secrets {
  const derived = new Map<string, Buffer>();
  const key = (use: string, purpose: Purpose): Buffer => {
    const name = `placard ${use} ${purpose} 1`;
    let found = derived.get(name);
    if (!found) {
      found = Buffer.from(hkdfSync("sha256", root, "", name, 32));
      derived.set(name, found);
    }
    return found;
  };
  return {
    derive: (name, length) => new Uint8Array(hkdfSync("sha256", root, "", `placard derive ${name} 1`, length)),
    sign: (purpose, text) => createHmac("sha256", key("sign", purpose)).update(text).digest("base64url").slice(0, 22),
    verify(purpose, text, signature) {
      const expected = Buffer.from(this.sign(purpose, text));
      const given = Buffer.from(signature);
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
    seal(purpose, text, binding) {
      const nonce = chance.bytes(12);
      const cipher = createCipheriv("aes-256-gcm", key("seal", purpose), nonce);
      cipher.setAAD(Buffer.from(binding));
      return Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]).toString("base64");
    },
    open(purpose, sealed, binding) {
      const bytes = Buffer.from(sealed, "base64");
      if (bytes.length < 28) return null;
      const decipher = createDecipheriv("aes-256-gcm", key("seal", purpose), bytes.subarray(0, 12));
      decipher.setAAD(Buffer.from(binding));
      decipher.setAuthTag(bytes.subarray(-16));
      try {
        return decipher.update(bytes.subarray(12, -16), undefined, "utf8") + decipher.final("utf8");
      } catch {
        return null; // the tag does not fit: altered, or of another binding
      }
    },
  };
}
