import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from "node:sqlite";

/**
 * What the PDS and Kysely use of better-sqlite3, on Node's own SQLite. better-sqlite3 is compiled when it is installed, which takes a
 * C++ compiler and 45 s; the database engine is the same.
 */
export default class Database {
  readonly #db: DatabaseSync;

  constructor(location: string, options: { readonly timeout?: number } = {}) {
    this.#db = new DatabaseSync(location, { timeout: options.timeout ?? 5000 });
  }

  pragma(source: string): readonly Row[] {
    return this.prepare(`PRAGMA ${source}`).all([]);
  }

  prepare(sql: string): Statement {
    return new Statement(asBetterSqlite(() => this.#db.prepare(sql)));
  }

  close(): void {
    this.#db.close();
  }
}

type Row = { readonly [column: string]: SQLOutputValue };

class Statement {
  readonly #statement: StatementSync;
  /** Whether it gives rows. */
  readonly reader: boolean;

  constructor(statement: StatementSync) {
    this.#statement = statement;
    this.reader = statement.columns().length > 0;
  }

  all(parameters: readonly SQLInputValue[]): readonly Row[] {
    return asBetterSqlite(() => this.#statement.all(...parameters)).map(withBuffers);
  }

  run(parameters: readonly SQLInputValue[]) {
    return asBetterSqlite(() => this.#statement.run(...parameters));
  }

  *iterate(parameters: readonly SQLInputValue[]): Generator<Row> {
    for (const row of asBetterSqlite(() => this.#statement.iterate(...parameters))) yield withBuffers(row);
  }
}

/** better-sqlite3 gives blobs as Buffers, node:sqlite as Uint8Arrays. */
function withBuffers(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, value instanceof Uint8Array ? Buffer.from(value) : value]),
  );
}

/** The codes that the PDS tells apart (https://www.sqlite.org/rescode.html): it retries what is busy and expects violations of uniqueness. */
const CODES: ReadonlyMap<number, string> = new Map([
  [5, "SQLITE_BUSY"],
  [261, "SQLITE_BUSY_RECOVERY"],
  [517, "SQLITE_BUSY_SNAPSHOT"],
  [773, "SQLITE_BUSY_TIMEOUT"],
  [1555, "SQLITE_CONSTRAINT_PRIMARYKEY"],
  [2067, "SQLITE_CONSTRAINT_UNIQUE"],
]);

/** Runs `work` and gives its error the `code` that better-sqlite3 would. */
function asBetterSqlite<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && "errcode" in error && typeof error.errcode === "number") {
      throw Object.assign(error, { code: CODES.get(error.errcode) ?? `SQLITE_${error.errcode}` });
    }
    throw error;
  }
}
