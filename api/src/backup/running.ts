import type { Key, Store } from "../ports/store/store.ts";

/** Stands in a store from the first item of a restore until what may have been sent since is marked: nobody starts on such a store. */
export const RUNNING: Key = { pk: "restore#running", sk: "1" };

/** A backup or a restore that cannot be made; the message says why, and what helps. */
export class BackupRefused extends Error {
  override readonly name = "BackupRefused";
}

/** @throws {BackupRefused} while a restore into this store is not finished. */
export async function assertNotRestoring(store: Pick<Store, "get">): Promise<void> {
  if ((await store.get(RUNNING)) === null) return;
  throw new BackupRefused("a restore into this store has not finished: run `placard restore` again, with the same archive");
}
