import { randomBytes } from "node:crypto";
import { link, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Puts a file in place, over one that is there. It is there whole or not at all, also after a power cut: written beside, synced, renamed. */
export async function replaceFile(file: string, bytes: Uint8Array | AsyncIterable<Uint8Array>, mode?: number): Promise<void> {
  const next = await writeBeside(file, bytes, mode);
  try {
    await rename(next, file);
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  }
  await syncFolder(dirname(file));
}

/** The same, but never over one that is there: then it says false, and that one stays. */
export async function createFile(file: string, bytes: Uint8Array, mode?: number): Promise<boolean> {
  const next = await writeBeside(file, bytes, mode);
  try {
    await link(next, file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(next, { force: true });
  }
  await syncFolder(dirname(file));
  return true;
}

async function writeBeside(file: string, bytes: Uint8Array | AsyncIterable<Uint8Array>, mode?: number): Promise<string> {
  const next = `${file}.${randomBytes(6).toString("hex")}.next`;
  const handle = await open(next, "wx", mode);
  try {
    await writeFile(handle, bytes);
    await handle.sync();
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return next;
}

/** Makes a folder durable with everything in it. Its own name is its parent's to keep: see {@link syncFolder}. */
export async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(path);
    else if (entry.isFile()) await sync(path, "r+"); // Windows syncs only what it could write
  }
  await syncFolder(folder);
}

/** A name is kept over a power cut only when its folder is synced, too. Windows has no such thing and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform !== "win32") await sync(folder, "r");
}

async function sync(path: string, flags: "r" | "r+"): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
