/** What the SQLite driver and its threads say to each other. */

/** What a thread is started with. */
export interface ThreadData {
  /** What `DatabaseSync` opens. */
  readonly location: string;
  /** Statements that set the connection up. */
  readonly setUp: string;
}

/** What the thread that reads the whole table is started with: the statement, the instant by which items are expired, and which column holds the data. */
export interface SnapshotData extends ThreadData {
  readonly sql: string;
  readonly seconds: number;
  readonly dataColumn: number;
}

export type Cell = string | number | null;

/**
 * A group of writes as one flat array: crossing the thread boundary costs the sender about 0.25 µs an operation in this form, 0.6 µs as
 * objects (structured clone of each) and 0.7 µs as one JSON text, beside the 0.6 µs of making `data` text, which all of them need
 * (1 KB items, Node 24).
 */
export interface Group {
  /** Milliseconds since the epoch, the clock that decides what has expired. */
  readonly now: number;
  /** How many operations each write has. */
  readonly lengths: readonly number[];
  /** {@link CELLS} cells for each operation, all writes one after the other. */
  readonly cells: readonly Cell[];
  /** How many expired items to remove beside. */
  readonly purge: number;
}

/** Operation, condition, pk, sk, version, data, count, expires, and pk and sk in each of the three indexes. An add has `by` and `max` as version and data. */
export const CELLS = 14;

export const PUT = 0;
export const DELETE = 1;
export const CHECK = 2;
export const ADD = 3;

/** Conditions; a positive number is the version asked for. */
export const ANY = 0;
export const ABSENT = -1;
export const EXISTS = -2;

/** What became of a write that was not applied. `busy`: rolled back. `unknown`: the disk did not say whether it holds it. */
export type Refusal =
  | { readonly write: number; readonly failed: readonly number[] }
  | { readonly write: number; readonly error: "busy" | "unknown" | "limit"; readonly message: string };

export interface GroupAnswer {
  readonly refusals: readonly Refusal[];
  readonly purged: number;
}

export const CLOSE = "close";
export const CHECKPOINT = "checkpoint";
export type ToWriter = Group | typeof CLOSE;
export type ToCheckpointer = typeof CHECKPOINT | typeof CLOSE;
/** Null, or what went wrong. */
export type FromCheckpointer = string | null;
/** `ready` when the file is open; `null` when a group was applied whole and nothing purged, the usual case. */
export type FromWriter = "ready" | null | GroupAnswer;
export const NEXT = "next";
export type ToSnapshot = typeof NEXT | typeof CLOSE;
/** A page of rows; null behind the last. */
export type FromSnapshot = readonly (readonly Cell[])[] | null;
