import { type FileHandle, mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { replaceFile } from "../whole-file.ts";
import { type Blobs, checkBlobName } from "./blobs.ts";

/** So much is read of a blob at once. */
const PIECE = 64 * 1024;

/**
 * Blobs as files of a folder: `<name>~bytes`, and beside it `<name>~type`. No name holds `~`, so that `a` and `a/b` can both be there, as in S3.
 * A file is there whole or not at all, also after a power cut.
 */
export function openDiskBlobs(folder: string): Blobs {
  const place = (name: string): { readonly bytes: string; readonly type: string } => {
    checkBlobName(name);
    const file = join(folder, ...name.split("/"));
    return { bytes: `${file}~bytes`, type: `${file}~type` };
  };
  const put = async (name: string, bytes: Uint8Array | AsyncIterable<Uint8Array>, contentType: string): Promise<void> => {
    const file = place(name);
    await mkdir(dirname(file.bytes), { recursive: true });
    // The type first: bytes without a type would be served as something else.
    await replaceFile(file.type, Buffer.from(contentType));
    await replaceFile(file.bytes, bytes);
  };

  return {
    put,
    async putFile(name, file, contentType) {
      checkBlobName(name);
      await put(name, piecesOf(file), contentType);
    },
    async get(name) {
      const file = place(name);
      return unlessMissing(async () => {
        const [bytes, contentType] = await Promise.all([readFile(file.bytes), readFile(file.type, "utf8")]);
        return { bytes, contentType };
      });
    },
    async stat(name) {
      const file = place(name);
      return unlessMissing(async () => {
        const [{ size }, contentType] = await Promise.all([stat(file.bytes), readFile(file.type, "utf8")]);
        return { bytes: size, contentType };
      });
    },
    stream: (name, start, end) => readLater(place(name).bytes, start, end),
    async delete(name) {
      const file = place(name);
      await rm(file.bytes, { force: true });
      await rm(file.type, { force: true });
    },
  };
}

async function* piecesOf(file: string): AsyncGenerator<Uint8Array> {
  const handle = await open(file, "r");
  try {
    for (;;) {
      const { bytesRead, buffer } = await handle.read(new Uint8Array(PIECE), 0, PIECE);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function unlessMissing<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** A file's bytes as a stream. It is opened when they are first asked for: an answer whose body nobody reads (HEAD) leaves nothing open. */
function readLater(file: string, start: number, end: number): ReadableStream<Uint8Array> {
  let handle: FileHandle | null = null;
  let at = start;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          handle ??= await open(file, "r");
          const wanted = Math.min(PIECE, end + 1 - at);
          const { bytesRead, buffer } = wanted > 0 ? await handle.read(new Uint8Array(wanted), 0, wanted, at) : NOTHING;
          at += bytesRead;
          if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
          if (bytesRead > 0 && at <= end) return;
          await handle.close();
          controller.close();
        } catch (error) {
          await handle?.close();
          throw error;
        }
      },
      cancel: () => handle?.close(),
    },
    { highWaterMark: 0 },
  );
}
const NOTHING = { bytesRead: 0, buffer: new Uint8Array() };
