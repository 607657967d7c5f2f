import { DatabaseSync } from "node:sqlite";

/** Somebody else holds the file open. */
export class FileInUse extends Error {
  override readonly name = "FileInUse";
}

/** A lock that is held until it is closed, or until the process ends, however that ends. */
export interface FileLock {
  close(): void;
}

/**
 * Holds `<file>.lock`. It is a lock of the operating system's, which SQLite takes the right way on each of them.
 * @throws {FileInUse} when somebody else holds it, here or in another process.
 */
export function lockFile(file: string): FileLock {
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 });
  try {
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return lock;
  } catch (cause) {
    lock.close();
    throw new FileInUse(`${file} is open already: one process at a time may have a SQLite store open.`, { cause });
  }
}
