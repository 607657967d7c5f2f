import { createHash, randomBytes } from "node:crypto";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** A new id: the prefix and 80 random bits in Crockford's base32, in lower case. */
export function newId(prefix: "prf" | "pst" | "med" | "msg" | "grt" | "flt"): string {
  return `${prefix}_${Array.from(randomBytes(16), byte => ALPHABET[byte % 32]).join("")}`;
}

/** A new token, code or other secret: 256 random bits. The prefix lets a person and a secret scanner recognise it. */
export function newSecret(prefix: "sbx_access" | "sbx_refresh" | "sbx_code"): string {
  return `${prefix}_${randomBytes(32).toString("base64url")}`;
}

/** What is stored of a secret. It has 256 random bits, so a plain hash is enough. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
