import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { replaceFile } from "../whole-file.ts";
import { type Blobs, checkBlobName } from "./blobs.ts";

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

  return {
    async put(name, bytes, contentType) {
      const file = place(name);
      await mkdir(dirname(file.bytes), { recursive: true });
      // The type first: bytes without a type would be served as something else.
      await replaceFile(file.type, Buffer.from(contentType));
      await replaceFile(file.bytes, bytes);
    },
    async get(name) {
      const file = place(name);
      try {
        const [bytes, contentType] = await Promise.all([readFile(file.bytes), readFile(file.type, "utf8")]);
        return { bytes, contentType };
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
        throw error;
      }
    },
    async delete(name) {
      const file = place(name);
      await rm(file.bytes, { force: true });
      await rm(file.type, { force: true });
    },
  };
}
