/**
 * Envelope encryption. What is sealed can be opened only with the same context (organization, account, …), which is authenticated, not secret:
 * a ciphertext copied to another tenant's record does not open there.
 */
export interface Keys {
  /** Ciphertext in base64. */
  encrypt(plaintext: Uint8Array, context: Readonly<Record<string, string>>): Promise<string>;
  /** @throws {KeyMismatch} when the ciphertext was altered, sealed under another master key or with another context. */
  decrypt(ciphertext: string, context: Readonly<Record<string, string>>): Promise<Uint8Array>;
}

export class KeyMismatch extends Error {
  override readonly name = "KeyMismatch";
}
