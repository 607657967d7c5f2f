import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Blobs } from "./blobs.ts";

const NAME = /^[a-z0-9_-][a-z0-9._-]*(\/[a-z0-9_-][a-z0-9._-]*)*$/;
const LONGEST = 512;

/** Blobs as files of a folder: the bytes, and beside them `<name>.type`. A file is there whole or not at all, also after a power cut. */
export function openDiskBlobs(folder: string): Blobs {
  const place = (name: string): string => {
    if (name.length > LONGEST || !NAME.test(name) || name.endsWith(".type"))
      throw new RangeError(`${JSON.stringify(name)} is not a name of a blob`);
    return join(folder, ...name.split("/"));
  };

  async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
    const next = `${file}.${randomBytes(6).toString("hex")}.next`;
    const handle = await open(next, "wx");
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, file);
  }

  return {
    async put(name, bytes, contentType) {
      const file = place(name);
      await mkdir(dirname(file), { recursive: true });
      // The type first: bytes without a type would be served as something else.
      await writeWhole(`${file}.type`, Buffer.from(contentType));
      await writeWhole(file, bytes);
    },
    async get(name) {
      const file = place(name);
      try {
        const [bytes, contentType] = await Promise.all([readFile(file), readFile(`${file}.type`, "utf8")]);
        return { bytes, contentType };
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
        throw error;
      }
    },
    async delete(name) {
      const file = place(name);
      await rm(file, { force: true });
      await rm(`${file}.type`, { force: true });
    },
  };
}
