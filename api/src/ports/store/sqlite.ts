import { on, once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { decodeIndexCursor, decodeTableCursor, encodeCursor } from "./cursor.ts";
import { type FileLock, lockFile } from "./file-lock.ts";
import { checkBatchGet, checkKey, checkQuery, checkWrite, keyOf, nameOf } from "./limits.ts";
import { compareKeys, endOfPrefix } from "./order.ts";
import { ItemCache } from "./sqlite-cache.ts";
import type {
  Cell,
  FromCheckpointer,
  FromSnapshot,
  FromWriter,
  Refusal,
  SnapshotData,
  ThreadData,
  ToCheckpointer,
  ToSnapshot,
  ToWriter,
} from "./sqlite-group.ts";
import { ABSENT, ADD, ANY, CELLS, CHECK, CHECKPOINT, CLOSE, DELETE, EXISTS, NEXT, PUT } from "./sqlite-group.ts";
import { checkpointsBesideWriter } from "./sqlite-version.ts";
import type {
  Condition,
  IndexEntry,
  IndexName,
  Item,
  Json,
  Key,
  Operation,
  Page,
  Query,
  WholeStore,
  WriteResult,
} from "./store.ts";
import { INDEXES, StoreBusy, StoreLimit, StoreUnknown } from "./store.ts";

export interface SqliteOptions {
  /** The database's file; its folder is made. Beside it lie `-wal` and `.lock`. One process opens a file at a time. */
  readonly file: string;
  /** Milliseconds since the epoch: the clock by which items expire. */
  readonly now: () => number;
  /** For tests: milliseconds after which what was written shows in `queryIndex`, as DynamoDB's indexes may lag. 0 unless given. */
  readonly indexLagMs?: number;
  /** Writes waiting for the writer thread; more are refused with `StoreBusy`. 10,000 unless given, a second or two of a common disk. */
  readonly maxQueuedWrites?: number;
  /** Bytes of the writes waiting for the writer thread, in UTF-16 units of their data. 64 MB unless given. */
  readonly maxQueuedBytes?: number;
  /** Hears of what goes wrong beside reads and writes, which nobody is answered: the log is not moved into the file. Nothing is lost by it. */
  readonly onTrouble?: (error: Error) => void;
  /** Milliseconds between two looks for expired items to remove, done only when no write waits. 1,000 unless given. */
  readonly purgeEveryMs?: number;
}

const CREATE_TABLE = `
  CREATE TABLE items (
    pk TEXT NOT NULL, sk TEXT NOT NULL, version INTEGER NOT NULL, data TEXT NOT NULL, count INTEGER, expires INTEGER,
    list_pk TEXT, list_sk TEXT, view_pk TEXT, view_sk TEXT, due_pk TEXT, due_sk TEXT,
    PRIMARY KEY (pk, sk)
  ) STRICT;`;
const CREATE_INDEXES = `
  CREATE INDEX items_list ON items (list_pk, list_sk, pk, sk, expires) WHERE list_pk IS NOT NULL;
  CREATE INDEX items_view ON items (view_pk, view_sk, pk, sk, expires) WHERE view_pk IS NOT NULL;
  CREATE INDEX items_due ON items (due_pk, due_sk, pk, sk, expires) WHERE due_pk IS NOT NULL;
  CREATE INDEX items_expires ON items (expires) WHERE expires IS NOT NULL;`;

/**
 * What a file of an earlier release goes through: the n-th leads from `user_version` n to n + 1. A new file has the present schema at once. The first gives up
 * WITHOUT ROWID: a row of more than a quarter of a page then has most of itself on a page of its own, so that reading it cost three times as much and writing
 * it two and a half times.
 */
const MIGRATIONS = [
  `ALTER TABLE items RENAME TO former; ${CREATE_TABLE} INSERT INTO items SELECT * FROM former; DROP TABLE former; ${CREATE_INDEXES}`,
];
const SCHEMA_VERSION = MIGRATIONS.length + 1;

/**
 * For every connection. `busy_timeout`: a moment's lock of another one (a recovery, a checkpoint). `wal_autocheckpoint`: only at 64 MB of log does the
 * writer checkpoint by itself, finds little left to do, and begins the log anew; else the checkpointing thread does it. `cache_size`: 32 MB, which
 * halves the time of a read of what is cached. No `mmap_size`: with writes going on it makes reads two to three times slower.
 */
const SET_UP = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 16000;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA cache_size = -32768;
`;

/** Where the writer alone may checkpoint, it does so at every 16 MB of log: a quarter more writes a second than at the usual 4. */
const WRITER_CHECKPOINTS = "PRAGMA wal_autocheckpoint = 4000;";

/** 64 MB for the writer: nobody else writes, so what it has cached stays true, while the reader's cache is emptied by every commit. */
const WRITER_CACHE = "PRAGMA cache_size = -65536;";

/**
 * Most writes, and UTF-16 units of their data, that one transaction takes: bounds how long a write waits for those beside it, and how long the writer has
 * nothing to do while this thread hears of one group and has not gathered another.
 */
const GROUP_WRITES = 256;
const GROUP_UNITS = 8 * 1024 * 1024;
/** Fewer writes than this wait for company while the callers of the group before hear of it. */
const FEW_WRITES = 24;

/** Operations between two checkpoints: of our items some 20 MB of log. Pages that change several times between two are written to the file once. */
const CHECKPOINT_OPERATIONS = 4096;

/** Expired items removed at a time: some milliseconds of the writer's time. */
const PURGE_ITEMS = 200;

/** A page ends early after this many UTF-16 units of data, as DynamoDB's pages end after 1 MB. */
const PAGE_UNITS = 1024 * 1024;

/** Pages of at most this many items are read at once, a fifth quicker than row by row. */
const SMALL_PAGE = 32;

const COLUMNS = "version, data, count, expires, list_pk, list_sk, view_pk, view_sk, due_pk, due_sk";
/** What the thread that reads the whole table asks. */
const WHOLE_TABLE = { sql: `SELECT pk, sk, ${COLUMNS} FROM items WHERE expires IS NULL OR expires > ?`, dataColumn: 3 };
/** How many of {@link COLUMNS} stand before the index columns. */
const INDEX_COLUMNS_FROM = 4;

/** Compares greater than every text, so it stands for "no upper bound" without a statement of its own. */
const ABOVE_ALL = new Uint8Array(0);

/** What Node gives for the id of a thread that is no more. */
const ENDED = -1;

const APPLIED: WriteResult = Object.freeze({ ok: true });

type Row = readonly (string | number | null)[];

/** One end of a range of keys: `op` compares the first columns of the order with as many values. */
interface Bound {
  readonly op: ">=" | ">" | "<=" | "<";
  readonly values: readonly SQLInputValue[];
}

interface Waiting {
  readonly resolve: (result: WriteResult) => void;
  readonly reject: (error: Error) => void;
}

/** Writes that go to the writer thread together. */
interface Gathered {
  readonly waiting: Waiting[];
  readonly lengths: number[];
  readonly cells: Cell[];
  /** The keys they write, as {@link nameOf} gives them: checks leave items as they are. */
  readonly names: string[];
  /** UTF-16 units of their data. */
  units: number;
}

/** Opens the store of a file, made when it is not there. @throws {FileInUse} when the file is open already, here or in another process. */
export async function openSqliteStore(options: SqliteOptions): Promise<WholeStore> {
  const file = resolve(options.file);
  mkdirSync(dirname(file), { recursive: true });
  const lock = lockFile(file);
  let reader: DatabaseSync | undefined;
  try {
    const location = locationOf(file);
    reader = new DatabaseSync(location);
    reader.exec(SET_UP);
    migrate(reader);
    const lag = options.indexLagMs ?? 0;
    prepareLag(reader, lag);
    const beside = checkpointsBesideWriter(sqliteVersion(reader));
    const setUp = SET_UP + WRITER_CACHE + (beside ? "" : WRITER_CHECKPOINTS) + (lag > 0 ? LAG_TRIGGERS : "");
    const writer = startThread("sqlite-writer", { location, setUp });
    await once(writer, "message"); // rejects on "error"
    const startCheckpointer = beside ? () => startThread("sqlite-checkpointer", { location, setUp: SET_UP }) : null;
    const startSnapshot = (seconds: number) =>
      startThread("sqlite-snapshot", { location, setUp: SET_UP, seconds, ...WHOLE_TABLE });
    return new SqliteStore(options, reader, writer, startCheckpointer, startSnapshot, lock);
  } catch (error) {
    reader?.close();
    lock.close();
    throw error;
  }
}

const sqliteVersion = (db: DatabaseSync): string => String(db.prepare("SELECT sqlite_version() AS version").get()?.version);

/**
 * `unix-excl` keeps the index of the write-ahead log in memory of this process instead of a file shared with others (there are none),
 * which saves two system calls and a quarter of the time of a read.
 */
function locationOf(file: string): string {
  if (process.platform === "win32") return file;
  const url = pathToFileURL(file);
  url.searchParams.set("vfs", "unix-excl");
  return url.href;
}

function migrate(db: DatabaseSync): void {
  const step = (sql: string, to: number): void => db.exec(`BEGIN IMMEDIATE; ${sql} PRAGMA user_version = ${to}; COMMIT`);
  const version = Number(db.prepare("PRAGMA user_version").get()?.user_version);
  if (version > SCHEMA_VERSION)
    throw new Error(`The store's file has schema ${version}; this release knows schemas up to ${SCHEMA_VERSION}.`);
  if (version === 0) step(CREATE_TABLE + CREATE_INDEXES, SCHEMA_VERSION);
  else for (let from = version; from < SCHEMA_VERSION; from++) step(MIGRATIONS[from - 1] ?? "", from + 1);
}

/** With `indexLagMs` the indexes are read from a table that remembers since when and until when an entry was true. */
function prepareLag(db: DatabaseSync, lagMs: number): void {
  db.exec("DROP TABLE IF EXISTS index_history");
  if (lagMs <= 0) return;
  db.exec(
    "CREATE TABLE index_history (name TEXT, ipk TEXT, isk TEXT, pk TEXT, sk TEXT, expires INTEGER, since INTEGER, until INTEGER) STRICT",
  );
  for (const index of INDEXES)
    db.exec(
      `INSERT INTO index_history SELECT '${index}', ${index}_pk, ${index}_sk, pk, sk, expires, 0, NULL FROM items WHERE ${index}_pk IS NOT NULL;
       CREATE INDEX index_history_${index} ON index_history (ipk, isk, pk, sk) WHERE name = '${index}'`,
    );
}

const LAG_TRIGGERS = INDEXES.map(index => {
  const enter = `INSERT INTO index_history SELECT '${index}', new.${index}_pk, new.${index}_sk, new.pk, new.sk, new.expires, group_ms(), NULL
                 WHERE new.${index}_pk IS NOT NULL;`;
  const leave = `UPDATE index_history SET until = group_ms() WHERE name = '${index}' AND pk = old.pk AND sk = old.sk AND until IS NULL;`;
  return `CREATE TEMP TRIGGER ${index}_enters AFTER INSERT ON main.items BEGIN ${enter} END;
          CREATE TEMP TRIGGER ${index}_moves AFTER UPDATE ON main.items BEGIN ${leave} ${enter} END;
          CREATE TEMP TRIGGER ${index}_leaves AFTER DELETE ON main.items BEGIN ${leave} END;`;
}).join("\n");

/** Starts a thread from its source beside this source, or from its bundle beside this bundle. */
function startThread(name: string, workerData: ThreadData | SnapshotData): Worker {
  const source = new URL(`./${name}.ts`, import.meta.url);
  const entry = existsSync(fileURLToPath(source)) ? source : new URL(`./${name}.js`, import.meta.url);
  return new Worker(entry, { workerData, execArgv: [], name });
}

class SqliteStore implements WholeStore {
  readonly readsOneInstant = true;
  readonly #now: () => number;
  #latest = Number.NEGATIVE_INFINITY;
  readonly #lagMs: number;
  readonly #maxQueuedWrites: number;
  readonly #maxQueuedUnits: number;
  readonly #reader: DatabaseSync;
  readonly #writer: Worker;
  /** Null where the writer checkpoints alone: what SQLite is too old for, and after the thread has ended. */
  #startCheckpointer: (() => Worker) | null;
  /** Started when first needed: many a process never is. */
  #checkpointer: Worker | null = null;
  readonly #startSnapshot: (seconds: number) => Worker;
  /** Readings of the whole table that are under way. */
  readonly #snapshots = new Set<Worker>();
  readonly #onTrouble: (error: Error) => void;
  #checkpointing = false;
  /** Operations applied since the last checkpoint was asked for. */
  #unchecked = 0;
  readonly #lock: FileLock;
  readonly #get: StatementSync;
  readonly #queries = new Map<string, StatementSync>();
  readonly #cache = new ItemCache();
  readonly #purgeTimer: NodeJS.Timeout;

  /** Accepted and not sent yet, in order; new writes join the last. */
  readonly #gathered: Gathered[] = [];
  #queuedWrites = 0;
  #queuedUnits = 0;
  /** With the writer thread, which has one group at a time; null while it has nothing to do. */
  #inFlight: Gathered | null = null;
  #sendPlanned = false;
  #closing: Promise<void> | null = null;
  /** Called when nothing is gathered and nothing in flight. */
  #onIdle: (() => void) | null = null;
  /** Why the writer thread is no more. */
  #broken: Error | null = null;

  constructor(
    options: SqliteOptions,
    reader: DatabaseSync,
    writer: Worker,
    startCheckpointer: (() => Worker) | null,
    startSnapshot: (seconds: number) => Worker,
    lock: FileLock,
  ) {
    this.#now = options.now;
    this.#lagMs = options.indexLagMs ?? 0;
    this.#maxQueuedWrites = options.maxQueuedWrites ?? 10_000;
    this.#maxQueuedUnits = options.maxQueuedBytes ?? 64 * 1024 * 1024;
    this.#reader = reader;
    this.#writer = writer;
    this.#startCheckpointer = startCheckpointer;
    this.#startSnapshot = startSnapshot;
    this.#onTrouble = options.onTrouble ?? (() => undefined);
    this.#lock = lock;
    this.#get = prepare(reader, `SELECT ${COLUMNS} FROM items WHERE pk = ? AND sk = ? AND (expires IS NULL OR expires > ?)`);
    writer.on("message", (answer: FromWriter) => this.#answered(answer));
    writer.on("error", error => this.#lost(error));
    writer.on("exit", code => this.#lost(new Error(`The store's writer thread ended with code ${code}.`)));
    writer.unref();
    this.#purgeTimer = setInterval(() => this.#purge(), options.purgeEveryMs ?? 1000);
    this.#purgeTimer.unref();
  }

  get(key: Key): Promise<Item | null> {
    return this.#read(() => {
      checkKey(key);
      return this.#getItem(key, this.#seconds());
    });
  }

  batchGet(keys: readonly Key[]): Promise<readonly (Item | null)[]> {
    return this.#read(() => {
      checkBatchGet(keys);
      const seconds = this.#seconds();
      return keys.map(key => this.#getItem(key, seconds));
    });
  }

  query(query: Query): Promise<Page<Item>> {
    return this.#read(() => {
      checkQuery(query);
      const order = query.order ?? "asc";
      const scope = { index: null, pk: query.pk, order } as const;
      const after = query.cursor === undefined ? null : [decodeTableCursor(scope, query.cursor)];
      const { lower, upper } = rangeOf(query, order, after);
      const statement = this.#statement(
        shapeOf("table", order, lower, upper),
        () => `SELECT sk, ${COLUMNS} FROM items WHERE pk = ? AND ${compare(["sk"], lower)} AND ${compare(["sk"], upper)}
               AND (expires IS NULL OR expires > ?) ORDER BY sk ${order} LIMIT ?`,
      );
      const parameters = [query.pk, ...lower.values, ...upper.values, this.#seconds(), query.limit + 1];
      const items: Item[] = [];
      let units = 0;
      for (const found of rows(statement, query.limit, parameters)) {
        const row = asRow(found);
        const last = items.at(-1);
        if (last && (items.length === query.limit || units >= PAGE_UNITS)) return { items, cursor: encodeCursor(scope, last) };
        items.push(itemOf(query.pk, String(row[0]), row, 1));
        units += String(row[2]).length;
      }
      return { items, cursor: null };
    });
  }

  queryIndex(index: IndexName, query: Query): Promise<Page<IndexEntry>> {
    return this.#read(() => {
      checkQuery(query);
      const order = query.order ?? "asc";
      const scope = { index, pk: query.pk, order } as const;
      const cursor = query.cursor === undefined ? null : decodeIndexCursor(scope, query.cursor);
      const { lower, upper } = rangeOf(query, order, cursor && [cursor.sort, cursor.pk, cursor.sk]);
      const lag = this.#lagMs > 0;
      const statement = this.#statement(shapeOf(index, order, lower, upper), () => indexSql(index, order, lower, upper, lag));
      const seen = this.#now() - this.#lagMs;
      const parameters = [
        query.pk,
        ...lower.values,
        ...upper.values,
        this.#seconds(),
        ...(lag ? [seen, seen] : []),
        query.limit + 1,
      ];
      const items: IndexEntry[] = [];
      for (const found of rows(statement, query.limit, parameters)) {
        const [sort, pk, sk] = asRow(found);
        const last = items.at(-1);
        if (last && items.length === query.limit) return { items, cursor: encodeCursor(scope, last) };
        items.push({ pk: String(pk), sk: String(sk), sort: String(sort) });
      }
      return { items, cursor: null };
    });
  }

  async *readAll(): AsyncGenerator<readonly Item[]> {
    if (this.#closing) throw closed();
    const snapshot = this.#startSnapshot(this.#seconds());
    this.#snapshots.add(snapshot);
    const pages = on(snapshot, "message", { close: ["exit"] }); // rejects on "error"
    try {
      for (;;) {
        snapshot.postMessage(NEXT satisfies ToSnapshot);
        const answer = await pages.next();
        if (answer.done) throw closed();
        const page: FromSnapshot = answer.value[0];
        if (page === null) return;
        yield page.map(row => itemOf(String(row[0]), String(row[1]), row, 2));
      }
    } finally {
      this.#snapshots.delete(snapshot);
      if (snapshot.threadId !== ENDED) await end(snapshot);
    }
  }

  write(operations: readonly Operation[]): Promise<WriteResult> {
    const refusal = this.#refusal();
    if (refusal) return Promise.reject(refusal);
    if (this.#queuedWrites >= this.#maxQueuedWrites || this.#queuedUnits >= this.#maxQueuedUnits)
      return Promise.reject(new StoreBusy("The store's write queue is full."));
    if (operations.length === 0) return Promise.resolve(APPLIED);
    try {
      return this.#enqueue(operations, checkWrite(operations));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async ping(): Promise<void> {
    const refusal = this.#refusal();
    if (refusal) throw refusal;
    this.#reader.prepare("SELECT 1 FROM items LIMIT 1").get();
    // A write of nothing answers after all before it, so it tells that the writer is alive and its disk answers.
    await this.#enqueue([], []);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    clearInterval(this.#purgeTimer);
    await new Promise<void>(settle => {
      this.#onIdle = settle;
      this.#toldIdle();
    });
    await Promise.all([...this.#snapshots].map(snapshot => snapshot.terminate()));
    if (this.#checkpointer) await end(this.#checkpointer);
    if (!this.#broken) await end(this.#writer);
    this.#reader.close();
    this.#lock.close();
  }

  #read<T>(read: () => T): Promise<T> {
    if (this.#closing) return Promise.reject(closed());
    try {
      return Promise.resolve(read());
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** The latest that the clock has shown: what has expired, and may be purged, stays so when the clock is put back. */
  #time(): number {
    this.#latest = Math.max(this.#latest, this.#now());
    return this.#latest;
  }

  /** Expiry counts in whole seconds. */
  #seconds(): number {
    return Math.floor(this.#time() / 1000);
  }

  #getItem(key: Key, seconds: number): Item | null {
    const name = nameOf(key);
    const known = this.#cache.get(name, seconds);
    if (known !== undefined) return known;
    const row: unknown = this.#get.get(key.pk, key.sk, seconds);
    if (!Array.isArray(row)) return null;
    const item = itemOf(key.pk, key.sk, row, 0);
    this.#cache.add(name, item, String(row[1]).length);
    return item;
  }

  /** The statement for all queries of one shape. */
  #statement(shape: string, sql: () => string): StatementSync {
    let statement = this.#queries.get(shape);
    if (!statement) {
      statement = prepare(this.#reader, sql());
      this.#queries.set(shape, statement);
    }
    return statement;
  }

  /** Why nothing can be written now, or null. */
  #refusal(): StoreBusy | null {
    if (this.#closing) return closed();
    return this.#broken && new StoreBusy("The store's writer thread has ended.", undefined, { cause: this.#broken });
  }

  #enqueue(operations: readonly Operation[], texts: readonly string[]): Promise<WriteResult> {
    return new Promise((resolve, reject) => {
      let group = this.#gathered.at(-1);
      if (!group || group.waiting.length >= GROUP_WRITES || group.units >= GROUP_UNITS) {
        group = { waiting: [], lengths: [], cells: [], names: [], units: 0 };
        this.#gathered.push(group);
      }
      group.waiting.push({ resolve, reject });
      group.lengths.push(operations.length);
      let units = 0;
      operations.forEach((operation, position) => {
        const text = texts[position] ?? "";
        units += text.length;
        pushCells(group.cells, operation, text);
        if (operation.op === "check") return;
        const name = nameOf(keyOf(operation));
        group.names.push(name);
        this.#cache.writing(name);
      });
      group.units += units;
      this.#queuedUnits += units;
      this.#queuedWrites++;
      this.#planSend();
    });
  }

  /** Sends after the callbacks that are due now, so that all they write goes in one group. */
  #planSend(): void {
    if (this.#sendPlanned || this.#inFlight) return;
    this.#sendPlanned = true;
    setImmediate(() => {
      this.#sendPlanned = false;
      this.#sendNext();
    });
  }

  #sendNext(): void {
    if (this.#inFlight || this.#broken) return;
    const group = this.#gathered.shift();
    if (group) this.#sendGroup(group, 0);
  }

  #sendGroup(group: Gathered, purge: number): void {
    this.#inFlight = group;
    this.#queuedWrites -= group.waiting.length;
    this.#queuedUnits -= group.units;
    this.#writer.ref();
    this.#send({ now: this.#time(), lengths: group.lengths, cells: group.cells, purge });
  }

  #send(message: ToWriter): void {
    this.#writer.postMessage(message);
  }

  #answered(answer: FromWriter): void {
    const group = this.#inFlight;
    if (!group || answer === "ready") return;
    this.#inFlight = null;
    this.#writer.unref();
    for (const name of group.names) this.#cache.written(name);
    this.#checkpoint(group.names.length);
    // What has gathered goes before the news of this group: the writer works on while this thread does what its callers do next. A few wait for what
    // those write now, for each group costs the disk the same.
    if ((this.#gathered[0]?.waiting.length ?? 0) >= FEW_WRITES) this.#sendNext();
    const refused = new Set<number>();
    for (const refusal of answer?.refusals ?? []) {
      refused.add(refusal.write);
      settle(group.waiting[refusal.write], refusal);
    }
    group.waiting.forEach((waiting, write) => {
      if (!refused.has(write)) waiting.resolve(APPLIED);
    });
    if (this.#gathered.length > 0) this.#planSend();
    else if (answer?.purged === PURGE_ITEMS) this.#purge();
    this.#toldIdle();
  }

  /** Has the log moved into the file once enough was written. */
  #checkpoint(operations: number): void {
    this.#unchecked += operations;
    if (this.#unchecked < CHECKPOINT_OPERATIONS || this.#checkpointing || !this.#startCheckpointer || this.#closing) return;
    this.#unchecked = 0;
    this.#checkpointing = true;
    this.#checkpointer ??= this.#hear(this.#startCheckpointer());
    this.#checkpointer.postMessage(CHECKPOINT satisfies ToCheckpointer);
  }

  #hear(checkpointer: Worker): Worker {
    checkpointer.on("message", (answer: FromCheckpointer) => {
      this.#checkpointing = false;
      if (answer !== null) this.#onTrouble(new Error(`The store's log could not be moved into its file: ${answer}`));
    });
    checkpointer.on("error", this.#onTrouble); // it ends then
    checkpointer.on("exit", () => {
      this.#checkpointer = null;
      this.#startCheckpointer = null;
    });
    checkpointer.unref();
    return checkpointer;
  }

  /** Removes some expired items, when no write waits for it. */
  #purge(): void {
    if (this.#inFlight || this.#gathered.length > 0 || this.#refusal()) return;
    this.#sendGroup({ waiting: [], lengths: [], cells: [], names: [], units: 0 }, PURGE_ITEMS);
  }

  #lost(cause: Error): void {
    if (this.#broken) return;
    this.#broken = cause;
    const unknown = new StoreUnknown("The store's writer thread ended before it answered.", { cause });
    const busy = new StoreBusy("The store's writer thread has ended.", undefined, { cause });
    for (const waiting of this.#inFlight?.waiting ?? []) waiting.reject(unknown);
    for (const group of this.#gathered) for (const waiting of group.waiting) waiting.reject(busy);
    this.#inFlight = null;
    this.#gathered.length = 0;
    this.#toldIdle();
  }

  #toldIdle(): void {
    if (this.#inFlight === null && this.#gathered.length === 0) this.#onIdle?.();
  }
}

/** Tells a thread to end, and waits until it has. */
function end(thread: Worker): Promise<void> {
  const exit = new Promise<void>(settle => thread.once("exit", () => settle()));
  thread.ref();
  thread.postMessage(CLOSE);
  return exit;
}

function closed(): StoreBusy {
  return new StoreBusy("The store is closed.");
}

function settle(waiting: Waiting | undefined, refusal: Refusal): void {
  if ("failed" in refusal) waiting?.resolve({ ok: false, failed: refusal.failed });
  else waiting?.reject(errorOf(refusal.error, refusal.message));
}

function errorOf(error: "busy" | "unknown" | "limit", message: string): Error {
  if (error === "unknown") return new StoreUnknown(`The disk failed to make the write durable: ${message}.`);
  return error === "limit" ? new StoreLimit(message) : new StoreBusy(`The write was rolled back: ${message}.`);
}

/** Appends the {@link CELLS} cells of an operation. */
function pushCells(cells: Cell[], operation: Operation, text: string): void {
  switch (operation.op) {
    case "put": {
      const { pk, sk, version, count = null, expires = null, list, view, due } = operation.item;
      cells.push(PUT, conditionCell(operation.if), pk, sk, version, text, count, expires);
      cells.push(list?.pk ?? null, list?.sk ?? null, view?.pk ?? null, view?.sk ?? null, due?.pk ?? null, due?.sk ?? null);
      return;
    }
    case "add": {
      const { key, by, max = null, expires = null } = operation;
      cells.push(ADD, ANY, key.pk, key.sk, by, max, null, expires, null, null, null, null, null, null);
      return;
    }
    default: {
      const kind = operation.op === "delete" ? DELETE : CHECK;
      const { pk, sk } = operation.key;
      cells.push(kind, conditionCell(operation.if), pk, sk, null, null, null, null, null, null, null, null, null, null);
    }
  }
}

function conditionCell(condition: Condition | undefined): number {
  if (!condition) return ANY;
  if ("version" in condition) return condition.version;
  return "absent" in condition ? ABSENT : EXISTS;
}

function prepare(db: DatabaseSync, sql: string): StatementSync {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}

function rows(statement: StatementSync, limit: number, parameters: readonly SQLInputValue[]): Iterable<unknown> {
  return limit <= SMALL_PAGE ? statement.all(...parameters) : statement.iterate(...parameters);
}

/** A statement that returns arrays gives nothing else; its type does not know. */
function asRow(row: unknown): Row {
  if (!Array.isArray(row)) throw new TypeError("The statement does not return arrays.");
  return row;
}

/** Names the statement a query needs: what it compares and how, not with what. */
function shapeOf(of: IndexName | "table", order: "asc" | "desc", lower: Bound, upper: Bound): string {
  return `${of} ${order} ${lower.op}${lower.values.length} ${upper.op}${upper.values.length}`;
}

function indexSql(index: IndexName, order: "asc" | "desc", lower: Bound, upper: Bound, lag: boolean): string {
  const columns = lag ? ["isk", "pk", "sk"] : [`${index}_sk`, "pk", "sk"];
  const source = lag ? `index_history WHERE name = '${index}' AND ipk = ?` : `items WHERE ${index}_pk = ?`;
  const visible = lag ? "AND since <= ? AND (until IS NULL OR until > ?)" : "";
  return `SELECT ${columns} FROM ${source} AND ${compare(columns, lower)} AND ${compare(columns, upper)}
          AND (expires IS NULL OR expires > ?) ${visible} ORDER BY ${columns.map(column => `${column} ${order}`)} LIMIT ?`;
}

/** The range a query asks for, cut to what lies behind `after`, the place of its cursor. */
function rangeOf(
  query: Query,
  order: "asc" | "desc",
  after: readonly string[] | null,
): { readonly lower: Bound; readonly upper: Bound } {
  const from = query.prefix ?? query.from ?? "";
  const end = query.prefix === undefined ? query.to : endOfPrefix(query.prefix);
  const lower: Bound = { op: ">=", values: [from] };
  const upper: Bound = { op: query.prefix === undefined ? "<=" : "<", values: [end ?? ABOVE_ALL] };
  const place = after?.[0];
  if (!after || place === undefined) return { lower, upper };
  if (order === "asc") return { lower: compareKeys(place, from) < 0 ? lower : { op: ">", values: after }, upper };
  return { lower, upper: typeof end === "string" && compareKeys(place, end) > 0 ? upper : { op: "<", values: after } };
}

function compare(columns: readonly string[], bound: Bound): string {
  const compared = columns.slice(0, bound.values.length);
  return `(${compared}) ${bound.op} (${compared.map(() => "?")})`;
}

/** The item of a row whose {@link COLUMNS} begin at `at`. */
function itemOf(pk: string, sk: string, row: Row, at: number): Item {
  const data: Json = JSON.parse(String(row[at + 1]));
  const item: { -readonly [Name in keyof Item]: Item[Name] } = { pk, sk, version: Number(row[at]), data };
  const [count, expires] = [row[at + 2], row[at + 3]];
  if (typeof count === "number") item.count = count;
  if (typeof expires === "number") item.expires = expires;
  let column = at + INDEX_COLUMNS_FROM;
  for (const index of INDEXES) {
    const [indexPk, indexSk] = [row[column], row[column + 1]];
    if (typeof indexPk === "string" && typeof indexSk === "string") item[index] = { pk: indexPk, sk: indexSk };
    column += 2;
  }
  return item;
}
