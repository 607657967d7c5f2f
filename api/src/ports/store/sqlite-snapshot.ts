/**
 * The thread of the SQLite driver that reads the whole table as it stood at one instant, while the writer goes on: it holds one read transaction, which the
 * write-ahead log keeps true for it. It is the entry of a worker (see `sqlite.ts`): nothing imports it.
 */
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { type Cell, CLOSE, type FromSnapshot, type SnapshotData, type ToSnapshot } from "./sqlite-group.ts";

/** Rows, and UTF-16 units of their data, in one page: what is in memory at a time, in each of the two threads. */
const PAGE_ROWS = 1000;
const PAGE_UNITS = 1024 * 1024;

/** Serves the thread that started this one, until it says {@link CLOSE}: a page for each `next`, and null behind the last. */
function serve(port: NonNullable<typeof parentPort>, { location, setUp, sql, seconds, dataColumn }: SnapshotData): void {
  const db = new DatabaseSync(location);
  db.exec(`${setUp} PRAGMA query_only = ON; BEGIN`);
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  // The instant of the whole reading is that of its first row.
  const rows: Iterator<unknown> = statement.iterate(seconds);
  port.on("message", (message: ToSnapshot) => {
    if (message === CLOSE) {
      db.close();
      port.close();
      return;
    }
    const page: Cell[][] = [];
    let units = 0;
    while (page.length < PAGE_ROWS && units < PAGE_UNITS) {
      const { value, done } = rows.next();
      if (done) break;
      page.push(value as Cell[]); // a statement that returns arrays gives nothing else
      units += String((value as Cell[])[dataColumn]).length;
    }
    port.postMessage((page.length === 0 ? null : page) satisfies FromSnapshot);
  });
}

if (parentPort) serve(parentPort, workerData);
