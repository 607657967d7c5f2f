/**
 * The writer thread of the SQLite driver. It takes one group of writes at a time, applies it in one transaction and answers after COMMIT.
 * It is the entry of a worker (see `sqlite.ts`): nothing imports it.
 */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import type { Cell, FromWriter, Group, GroupAnswer, Refusal, ThreadData, ToWriter } from "./sqlite-group.ts";
import { ABSENT, ADD, ANY, CELLS, CLOSE, DELETE, EXISTS, PUT } from "./sqlite-group.ts";

/** The item's state that conditions and adds look at, with its places in the indexes; null when absent or expired. */
interface State {
  readonly version: number;
  readonly count: number | null;
  readonly expires: Cell;
  /** pk and sk in each index, in the order of the columns. */
  readonly places: readonly Cell[];
}

/** The cells of a put that hold its places: two for each index. */
const PLACES_FROM = 8;
const PLACE_COLUMNS = ["list_pk", "list_sk", "view_pk", "view_sk", "due_pk", "due_sk"];

class LimitError extends Error {}

/** The disk failed while the data was being made durable: SQLITE_IOERR_FSYNC and SQLITE_IOERR_DIR_FSYNC. */
const FSYNC_ERRORS = [1034, 1290];

class Writer {
  readonly #db: DatabaseSync;
  readonly #now: { ms: number } = { ms: 0 };
  readonly #statements;
  /** By the indexes in which a place changes, a bit each. */
  readonly #replacing: StatementSync[] = [];

  constructor(data: ThreadData) {
    this.#db = new DatabaseSync(data.location);
    // Triggers of the test option `indexLagMs` ask for the time of the group.
    this.#db.function("group_ms", () => this.#now.ms);
    this.#db.exec(data.setUp);
    const select = this.#db.prepare(`SELECT version, count, expires, ${PLACE_COLUMNS} FROM items WHERE pk = ? AND sk = ?`);
    select.setReturnArrays(true);
    this.#statements = {
      begin: this.#db.prepare("BEGIN IMMEDIATE"),
      commit: this.#db.prepare("COMMIT"),
      rollback: this.#db.prepare("ROLLBACK"),
      select,
      put: this.#db.prepare(
        `INSERT INTO items (pk, sk, version, data, count, expires, list_pk, list_sk, view_pk, view_sk, due_pk, due_sk)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET version = excluded.version, data = excluded.data,
           count = coalesce(excluded.count, CASE WHEN expires <= ? THEN NULL ELSE count END), expires = excluded.expires,
           list_pk = excluded.list_pk, list_sk = excluded.list_sk, view_pk = excluded.view_pk, view_sk = excluded.view_sk,
           due_pk = excluded.due_pk, due_sk = excluded.due_sk`,
      ),
      delete: this.#db.prepare("DELETE FROM items WHERE pk = ? AND sk = ?"),
      count: this.#db.prepare("UPDATE items SET version = ?, count = ? WHERE pk = ? AND sk = ?"),
      purge: this.#db.prepare(
        "DELETE FROM items WHERE rowid IN (SELECT rowid FROM items WHERE expires <= ? ORDER BY expires LIMIT ?)",
      ),
      anyExpired: this.#db.prepare("SELECT 1 FROM items WHERE expires <= ? LIMIT 1"),
    };
  }

  /** Applies a group. Null when every write was applied and nothing was purged. */
  apply(group: Group): GroupAnswer | null {
    this.#now.ms = group.now;
    const seconds = Math.floor(group.now / 1000);
    const purge = group.purge > 0 && this.#statements.anyExpired.get(seconds) !== undefined ? group.purge : 0;
    if (group.lengths.length === 0 && purge === 0) return null;
    const answer = this.#applyTogether(group, seconds, purge) ?? this.#applyEachAlone(group, seconds);
    return answer.refusals.length === 0 && answer.purged === 0 ? null : answer;
  }

  close(): void {
    this.#db.close();
  }

  /**
   * The whole group in one transaction. The conditions of a write are looked at before any of it is applied, so that a write needs no
   * savepoint of its own. Null when something else went wrong and nothing is left of the group.
   */
  #applyTogether(group: Group, seconds: number, purge: number): GroupAnswer | null {
    const refusals: Refusal[] = [];
    let purged = 0;
    try {
      this.#statements.begin.run();
      let start = 0;
      group.lengths.forEach((length, write) => {
        const failed = this.#applyWrite(group.cells, start, length, seconds);
        if (failed) refusals.push({ write, failed });
        start += length * CELLS;
      });
      if (purge > 0) purged = Number(this.#statements.purge.run(seconds, purge).changes);
    } catch {
      // Which write it was, and what of the others can be applied, is found by applying each alone.
      this.#rollback();
      return null;
    }
    try {
      this.#statements.commit.run();
    } catch (error) {
      this.#rollback();
      if (isFsyncError(error)) return { refusals: group.lengths.map((_, write) => refusal(write, error)), purged: 0 };
      return null;
    }
    return { refusals, purged };
  }

  /** Each write in a transaction of its own, so that one the disk or a limit refuses does not take the others along. */
  #applyEachAlone(group: Group, seconds: number): GroupAnswer {
    const refusals: Refusal[] = [];
    let start = 0;
    group.lengths.forEach((length, write) => {
      try {
        this.#statements.begin.run();
        const failed = this.#applyWrite(group.cells, start, length, seconds);
        this.#statements.commit.run();
        if (failed) refusals.push({ write, failed });
      } catch (error) {
        this.#rollback();
        refusals.push(refusal(write, error));
      }
      start += length * CELLS;
    });
    return { refusals, purged: 0 };
  }

  /** SQLite itself rolls back after some errors (disk full, I/O): then there is nothing left to do. */
  #rollback(): void {
    if (this.#db.isTransaction) this.#statements.rollback.run();
  }

  /** Applies one write inside the open transaction, or gives the positions of the operations whose condition does not hold. */
  #applyWrite(cells: readonly Cell[], start: number, length: number, seconds: number): readonly number[] | null {
    const failed: number[] = [];
    const states: (State | null)[] = [];
    for (let position = 0; position < length; position++) {
      const at = start + position * CELLS;
      const operation = cells[at];
      const condition = Number(cells[at + 1]);
      if (operation !== ADD && condition === ANY) {
        states.push(null);
        continue;
      }
      const state = this.#stateOf(text(cells[at + 2]), text(cells[at + 3]), seconds);
      states.push(state);
      const holds =
        operation === ADD ? staysBelow(state, Number(cells[at + 4]), cells[at + 5] ?? null) : conditionHolds(condition, state);
      if (!holds) failed.push(position);
    }
    if (failed.length > 0) return failed;
    for (let position = 0; position < length; position++)
      this.#applyOperation(cells, start + position * CELLS, states[position] ?? null, seconds);
    return null;
  }

  #applyOperation(cells: readonly Cell[], at: number, state: State | null, seconds: number): void {
    const cell = (offset: number): Cell => cells[at + offset] ?? null;
    const [pk, sk] = [cell(2), cell(3)];
    switch (cell(0)) {
      case PUT:
        if (state && cell(6) === null && cell(7) === state.expires) {
          this.#replace(cells, at, state);
          return;
        }
        this.#statements.put.run(
          pk,
          sk,
          cell(4),
          cell(5),
          cell(6),
          cell(7),
          cell(8),
          cell(9),
          cell(10),
          cell(11),
          cell(12),
          cell(13),
          seconds,
        );
        return;
      case DELETE:
        this.#statements.delete.run(pk, sk);
        return;
      case ADD: {
        const count = (state?.count ?? 0) + Number(cell(4));
        if (!Number.isSafeInteger(count)) throw new LimitError("A count is an integer within ±(2^53 − 1).");
        if (state) this.#statements.count.run(state.version + 1, count, pk, sk);
        else this.#statements.put.run(pk, sk, 1, "null", count, cell(7), null, null, null, null, null, null, seconds);
      }
    }
  }

  /**
   * Puts over an item that is there and was looked at: only the indexes in which its place changes are written, which saves a third of the time of a
   * put that is in two of them.
   */
  #replace(cells: readonly Cell[], at: number, { places }: State): void {
    const values: Cell[] = [cells[at + 4] ?? null, cells[at + 5] ?? null];
    let changed = 0;
    for (let place = 0; place < PLACE_COLUMNS.length; place += 2) {
      const [pk, sk] = [cells[at + PLACES_FROM + place] ?? null, cells[at + PLACES_FROM + place + 1] ?? null];
      if (pk === places[place] && sk === places[place + 1]) continue;
      changed |= 1 << (place / 2);
      values.push(pk, sk);
    }
    let statement = this.#replacing[changed];
    if (!statement) {
      const columns = PLACE_COLUMNS.filter((_, column) => changed & (1 << (column >> 1))).map(column => `, ${column} = ?`);
      statement = this.#db.prepare(`UPDATE items SET version = ?, data = ?${columns.join("")} WHERE pk = ? AND sk = ?`);
      this.#replacing[changed] = statement;
    }
    statement.run(...values, cells[at + 2] ?? null, cells[at + 3] ?? null);
  }

  #stateOf(pk: string, sk: string, seconds: number): State | null {
    const row: unknown = this.#statements.select.get(pk, sk);
    if (!Array.isArray(row)) return null;
    const [version, count, expires, ...places]: Cell[] = row;
    if (typeof version !== "number") return null;
    if (typeof expires === "number" && expires <= seconds) return null;
    return { version, count: typeof count === "number" ? count : null, expires: expires ?? null, places };
  }
}

function conditionHolds(condition: number, state: State | null): boolean {
  if (condition === ABSENT) return state === null;
  if (condition === EXISTS) return state !== null;
  return state?.version === condition;
}

function staysBelow(state: State | null, by: number, max: Cell): boolean {
  return max === null || (state?.count ?? 0) + by <= Number(max);
}

function text(cell: Cell | undefined): string {
  return typeof cell === "string" ? cell : "";
}

function refusal(write: number, error: unknown): Refusal {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof LimitError) return { write, error: "limit", message };
  return { write, error: isFsyncError(error) ? "unknown" : "busy", message };
}

function isFsyncError(error: unknown): boolean {
  return (
    error instanceof Error && "errcode" in error && typeof error.errcode === "number" && FSYNC_ERRORS.includes(error.errcode)
  );
}

/** Serves the thread that started this one, until it says {@link CLOSE}. */
function serve(port: NonNullable<typeof parentPort>, data: ThreadData): void {
  const writer = new Writer(data);
  const answer = (message: FromWriter) => port.postMessage(message);
  port.on("message", (message: ToWriter) => {
    if (message !== CLOSE) return answer(writer.apply(message));
    writer.close();
    port.close();
  });
  answer("ready");
}

if (parentPort) serve(parentPort, workerData);
