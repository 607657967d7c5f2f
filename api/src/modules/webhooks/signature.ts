import { createHmac } from "node:crypto";

/** Standard Webhooks 1.0: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export const SECRET_BYTES = 32;

/** A secret as its owner sees it. */
export const secretText = (secret: Uint8Array): string => `whsec_${Buffer.from(secret).toString("base64")}`;

/** The headers that let a receiver know who sent this, and that it is not an old one sent again. Every secret signs, the present one first. */
export function signatureHeaders(id: string, atMs: number, body: string, secrets: readonly Uint8Array[]) {
  const timestamp = String(Math.floor(atMs / 1000));
  const signatures = secrets.map(
    secret => `v1,${createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64")}`,
  );
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}
