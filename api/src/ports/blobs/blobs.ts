/**
 * Large bytes by name. Names are ours: segments of lower-case letters, digits, `-`, `_` and `.`, joined by `/`; a segment has at most 200
 * characters and does not begin with a dot, a name has at most 512. Any other name is refused with a `RangeError`.
 */
export interface Blobs {
  put(name: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** The same with the bytes of a file of this machine, which stays where it is: they are never in memory as a whole. */
  putFile(name: string, file: string, contentType: string): Promise<void>;
  /** The bytes and their type, or null. */
  get(name: string): Promise<{ readonly bytes: Uint8Array; readonly contentType: string } | null>;
  /** How many bytes there are and their type, or null. */
  stat(name: string): Promise<BlobFacts | null>;
  /**
   * The bytes from `start` to `end`, both included and counted from 0, as they are read: nothing is opened before the first of them is wanted. Fails while
   * it is read where there is no such blob.
   */
  stream(name: string, start: number, end: number): ReadableStream<Uint8Array>;
  /** Also where there is none. */
  delete(name: string): Promise<void>;
}

export interface BlobFacts {
  readonly bytes: number;
  readonly contentType: string;
}

const SEGMENT = /^[a-z0-9_-][a-z0-9._-]{0,199}$/;
const LONGEST = 512;

/** @throws {RangeError} when it is no name of a blob. */
export function checkBlobName(name: string): void {
  if (name.length <= LONGEST && name.split("/").every(segment => SEGMENT.test(segment))) return;
  throw new RangeError(`${JSON.stringify(name.slice(0, LONGEST))} is not a name of a blob`);
}
