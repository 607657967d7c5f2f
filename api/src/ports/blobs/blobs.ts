/** Large bytes by name. Names are ours: lower-case letters, digits, `-`, `_`, `.` and `/`, at most 512 characters, no empty or dotted segment. */
export interface Blobs {
  put(name: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** The bytes and their type, or null. */
  get(name: string): Promise<{ readonly bytes: Uint8Array; readonly contentType: string } | null>;
  delete(name: string): Promise<void>;
}
