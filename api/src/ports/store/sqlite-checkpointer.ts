/**
 * The thread of the SQLite driver that moves what the write-ahead log holds into the database's file, while the writer goes on: the disk takes some 40 ms
 * for 16 MB of log, which writes would else wait for. It is the entry of a worker (see `sqlite.ts`): nothing imports it.
 */
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { CLOSE, type FromCheckpointer, type ThreadData, type ToCheckpointer } from "./sqlite-group.ts";

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
    let trouble: FromCheckpointer = null;
    try {
      checkpoint.get();
    } catch (error) {
      // Nothing is lost: what the log holds is durable, and is moved at a later checkpoint, the writer's own at the latest.
      trouble = String(error);
    }
    port.postMessage(trouble);
  });
}

if (parentPort) serve(parentPort, workerData);
