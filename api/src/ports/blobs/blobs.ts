/**
 * Large bytes by name. Names are ours: segments of lower-case letters, digits, `-`, `_` and `.`, joined by `/`; a segment has at most 200
 * characters and does not begin with a dot, a name has at most 512. Any other name is refused with a `RangeError`.
 */
export interface Blobs {
  put(name: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** The bytes and their type, or null. */
  get(name: string): Promise<{ readonly bytes: Uint8Array; readonly contentType: string } | null>;
  /** Also where there is none. */
  delete(name: string): Promise<void>;
}

const SEGMENT = /^[a-z0-9_-][a-z0-9._-]{0,199}$/;
const LONGEST = 512;

/** @throws {RangeError} when it is no name of a blob. */
export function checkBlobName(name: string): void {
  if (name.length <= LONGEST && name.split("/").every(segment => SEGMENT.test(segment))) return;
  throw new RangeError(`${JSON.stringify(name.slice(0, LONGEST))} is not a name of a blob`);
}
