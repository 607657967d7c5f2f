/**
 * The store: one table of items addressed by `pk` and `sk`, with a few sparse indexes, as DynamoDB has them.
 * Nothing above this folder knows which driver runs. Every driver passes `conformance.ts`.
 *
 * Rules every driver keeps:
 * - `get`, `batchGet` and a base `query` are consistent: they see every write answered before they were called.
 * - An index may lag and gives keys only: whoever acts on what an index found reads the item again.
 * - `write` is atomic and durable when it answers. At most {@link MAX_OPERATIONS} operations, one per key, {@link MAX_WRITE_BYTES} in all,
 *   {@link MAX_ITEM_BYTES} per item (the bytes of the item as JSON, its key counted once more for each index it is in).
 * - An expired item (`expires` ≤ now, in whole seconds) is invisible to every read and counts as absent in every condition.
 * - Keys, index keys and the bounds of a query are well-formed Unicode without U+0000; keys are not empty, a pk has at most
 *   {@link MAX_PK_BYTES} and an sk {@link MAX_SK_BYTES} (DynamoDB's limits). An index's sort key has room for the item's key behind it:
 *   the three have at most {@link MAX_INDEX_ENTRY_BYTES} together. Whatever breaks this is refused with {@link StoreLimit}, reads too.
 * - `data` comes back as `JSON.parse(JSON.stringify(data))` would give it: U+0000 and lone surrogates are kept, −0 becomes 0.
 * - `version`, `count`, `by`, `max` and `expires` are safe integers, a version is 1 or more.
 * - What a read gives may be given to others too: it must not be changed, as its type says. (The test app freezes it.)
 */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** The sparse indexes: an item is in one exactly when it has that attribute. Partition and sort key are strings, ordered by UTF-8 bytes. */
export const INDEXES = ["list", "view", "due"] as const;
export type IndexName = (typeof INDEXES)[number];

export interface Item<Data extends Json = Json> extends Key {
  /** 1 when created, one more with every change. A writer states the new version itself. */
  readonly version: number;
  readonly data: Data;
  /** Where the item stands in each index it is in. */
  readonly list?: Key;
  readonly view?: Key;
  readonly due?: Key;
  /** A number changed by `add` operations alone; a put with `count` sets it, a put without keeps that of the item it replaces. */
  readonly count?: number;
  /** Seconds since the epoch from which on the item is gone. */
  readonly expires?: number;
}

/**
 * What must hold for an operation (and so for the whole write) to be applied.
 * `absent`: no such item, or an expired one. `exists`: there is one. `version`: there is one of exactly this version.
 */
export type Condition = { readonly absent: true } | { readonly exists: true } | { readonly version: number };

export type Operation =
  | { readonly op: "put"; readonly item: Item; readonly if?: Condition }
  | { readonly op: "delete"; readonly key: Key; readonly if?: Condition }
  | { readonly op: "check"; readonly key: Key; readonly if: Condition }
  /**
   * Adds `by` to the item's `count` (0 when absent; the item is then created with version 1 and data null) and 1 to its version.
   * An item that is there keeps its data and its places in the indexes. With `max`, fails like a condition when the sum would exceed it. `expires` is set when the item is created and left alone afterwards.
   */
  | { readonly op: "add"; readonly key: Key; readonly by: number; readonly max?: number; readonly expires?: number };

/** `failed` holds the positions of all operations whose condition did not hold, in ascending order; then nothing was written. */
export type WriteResult = { readonly ok: true } | { readonly ok: false; readonly failed: readonly number[] };

export interface Query {
  readonly pk: string;
  /** Sort keys from and to, both included. `prefix` alone stands for all sort keys that begin with it; with a range it is refused. */
  readonly from?: string;
  readonly to?: string;
  readonly prefix?: string;
  /** Ascending unless `desc`. In an index, items of one sort key come in the order of (pk, sk) of the item. */
  readonly order?: "asc" | "desc";
  /** 1 to 1,000 items. */
  readonly limit: number;
  /** The `cursor` of the page before; valid for the same pk, index and order only. It names the last key seen, so writes between pages neither repeat nor hide other items. */
  readonly cursor?: string;
}

/** `cursor` is null when there is nothing more; a page may be short, even empty, and still have a cursor. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly cursor: string | null;
}

/** What an index gives: the item's key, and the sort key under which the index holds it. */
export interface IndexEntry extends Key {
  readonly sort: string;
}

export const MAX_OPERATIONS = 100;
export const MAX_WRITE_BYTES = 4 * 1024 * 1024;
export const MAX_ITEM_BYTES = 400 * 1024;
export const MAX_BATCH_GET = 100;
export const MAX_QUERY_LIMIT = 1000;
export const MAX_PK_BYTES = 2048;
export const MAX_SK_BYTES = 1024;
/** DynamoDB orders equal sort keys of an index at random, so its driver appends the item's key, with room for what separates them. */
export const MAX_INDEX_ENTRY_BYTES = 1000;

export interface Store {
  /** The item, or null. */
  get(key: Key): Promise<Item | null>;
  /** The items in the order of `keys` (at most {@link MAX_BATCH_GET}, doubles allowed), null where there is none. */
  batchGet(keys: readonly Key[]): Promise<readonly (Item | null)[]>;
  query(query: Query): Promise<Page<Item>>;
  queryIndex(index: IndexName, query: Query): Promise<Page<IndexEntry>>;
  /**
   * Applies all operations, or none (an empty write is applied at once). Resolves to which conditions failed where some did.
   * @throws {StoreBusy} nothing was written and a later try may pass (throttled, write queue full, a conflicting transaction that would not end).
   * @throws {StoreUnknown} the answer was lost: the write was applied or not. Whoever needs to know reads back.
   * @throws {StoreLimit} the write breaks a limit of this port; nothing was written. A defect of the caller.
   */
  write(operations: readonly Operation[]): Promise<WriteResult>;
  /** Resolves when the store answers; rejects with what is wrong. For readiness. */
  ping(): Promise<void>;
  /** Finishes the writes accepted so far and lets go of everything. Later calls reject with {@link StoreBusy}. */
  close(): Promise<void>;
}

/** A store that can also be read as a whole, which is what every driver gives: for backups and what follows a restore, never for a request. */
export interface WholeStore extends Store {
  /** Whether {@link readAll} gives the table as it was at one instant. Where not, each item is as it was when its page was read. */
  readonly readsOneInstant: boolean;
  /**
   * Every item that is not expired, in no order, a page at a time; writes go on meanwhile.
   * @throws {StoreBusy} as other reads do.
   */
  readAll(): AsyncIterable<readonly Item[]>;
}

/** Nothing was written; try again after `retryAfterMs`. */
export class StoreBusy extends Error {
  override readonly name = "StoreBusy";
  readonly retryAfterMs: number;
  constructor(message: string, retryAfterMs = 1000, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The write was applied, or not: the answer was lost. */
export class StoreUnknown extends Error {
  override readonly name = "StoreUnknown";
}

/** The write breaks a limit of the port (operations, bytes, two operations on one key, an empty key). */
export class StoreLimit extends Error {
  override readonly name = "StoreLimit";
}
