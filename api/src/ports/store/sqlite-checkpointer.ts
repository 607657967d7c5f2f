/**
 * The thread of the SQLite driver that moves what the write-ahead log holds into the database's file, while the writer goes on: the disk takes some 40 ms
 * for 16 MB of log, which writes would else wait for. It is the entry of a worker (see `sqlite.ts`): nothing imports it.
 */
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { CLOSE, type ThreadData, type ToCheckpointer } from "./sqlite-group.ts";

/** Serves the thread that started this one, until it says {@link CLOSE}. Each message is one checkpoint, answered when it is over. */
function serve(port: NonNullable<typeof parentPort>, { location, setUp }: ThreadData): void {
  const db = new DatabaseSync(location);
  db.exec(setUp);
  // Passive: takes what nobody reads or writes at the moment, and makes nobody wait.
  const checkpoint = db.prepare("PRAGMA wal_checkpoint(PASSIVE)");
  port.on("message", (message: ToCheckpointer) => {
    if (message === CLOSE) {
      db.close();
      port.close();
      return;
    }
    try {
      checkpoint.get();
    } catch {
      // A disk that fails here fails the writer too, which checkpoints by itself where the log grows long, and tells its callers of it.
    }
    port.postMessage(null);
  });
}

if (parentPort) serve(parentPort, workerData);
