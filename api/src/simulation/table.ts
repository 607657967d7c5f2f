import { decodeIndexCursor, decodeTableCursor, encodeCursor } from "../ports/store/cursor.ts";
import { keyOf, nameOf } from "../ports/store/limits.ts";
import { compareKeys, endOfPrefix } from "../ports/store/order.ts";
import {
  type Condition,
  INDEXES,
  type IndexEntry,
  type IndexName,
  type Item,
  type Key,
  type Operation,
  type Page,
  type Query,
  type WriteResult,
} from "../ports/store/store.ts";

/** Units below this are ASCII. */
const ASCII_END = 0x80;
/** As `compareKeys`: where the first units that differ are ASCII, their order is that of bytes. */
function compare(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  for (let at = 0; at < most; at++) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (one === other) continue;
    return one < ASCII_END || other < ASCII_END ? one - other : compareKeys(a, b);
  }
  return a.length - b.length;
}
const compareEntries = (a: IndexEntry, b: IndexEntry): number =>
  compare(a.sort, b.sort) || compare(a.pk, b.pk) || compare(a.sk, b.sk);

/** The first position of a sorted list at which `isBefore` does not hold any more. */
function firstNot<T>(list: readonly T[], isBefore: (one: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(list[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What one operation of a write that was applied did. */
export interface Applied {
  readonly key: Key;
  readonly before: Item | null;
  readonly after: Item | null;
}

interface Partition {
  readonly keys: string[];
  readonly items: Map<string, Item>;
}

/**
 * The truth behind the simulated store: the table and its indexes, in memory, as the port has them. Reads and writes are one instant each; who they are for
 * waits elsewhere. `now` decides what has expired. `lag` tells when an index shows a write: it is called with what shows it.
 */
export class Table {
  readonly #now: () => number;
  readonly #lag: (show: () => void) => void;
  readonly #partitions = new Map<string, Partition>();
  readonly #indexes = new Map<IndexName, Map<string, IndexEntry[]>>(INDEXES.map(index => [index, new Map()]));
  /** Where each index shows an item, and by which write: a write that is shown late does not undo one that came after it. */
  readonly #shown = new Map<string, { write: number; places: Partial<Record<IndexName, Key>> }>();
  #writes = 0;
  /** Hears of each write that was applied, at once. */
  onApplied: (applied: readonly Applied[]) => void = () => undefined;

  constructor(now: () => number, lag: (show: () => void) => void = show => show()) {
    this.#now = now;
    this.#lag = lag;
  }

  get(key: Key): Item | null {
    const item = this.#partitions.get(key.pk)?.items.get(key.sk);
    return item && !this.#isOver(item) ? item : null;
  }

  /** Every item there is. */
  *all(): Generator<Item> {
    for (const { items } of this.#partitions.values()) for (const item of items.values()) if (!this.#isOver(item)) yield item;
  }

  query(query: Query): Page<Item> {
    const order = query.order ?? "asc";
    const scope = { index: null, pk: query.pk, order } as const;
    const partition = this.#partitions.get(query.pk);
    const after = query.cursor === undefined ? null : decodeTableCursor(scope, query.cursor);
    if (!partition) return { items: [], cursor: null };
    const { keys, items } = partition;
    const found: Item[] = [];
    const more = walk(
      keys,
      query,
      order,
      key => key,
      after === null ? null : key => compare(key, after),
      key => {
        const item = items.get(key);
        if (!item || this.#isOver(item)) return true;
        if (found.length === query.limit) return false;
        found.push(item);
        return true;
      },
    );
    const last = found.at(-1);
    return { items: found, cursor: more && last ? encodeCursor(scope, last) : null };
  }

  queryIndex(index: IndexName, query: Query): Page<IndexEntry> {
    const order = query.order ?? "asc";
    const scope = { index, pk: query.pk, order } as const;
    const after = query.cursor === undefined ? null : decodeIndexCursor(scope, query.cursor);
    const entries = this.#indexes.get(index)?.get(query.pk) ?? [];
    const found: IndexEntry[] = [];
    const more = walk(
      entries,
      query,
      order,
      entry => entry.sort,
      after && (entry => compareEntries(entry, after)),
      entry => {
        const item = this.#partitions.get(entry.pk)?.items.get(entry.sk);
        if (item && this.#isOver(item)) return true;
        if (found.length === query.limit) return false;
        found.push(entry);
        return true;
      },
    );
    const last = found.at(-1);
    return { items: found, cursor: more && last ? encodeCursor(scope, last) : null };
  }

  /** Applies all operations, or none. */
  write(operations: readonly Operation[]): WriteResult {
    const failed = operations.flatMap((operation, position) => (this.#holds(operation) ? [] : [position]));
    if (failed.length > 0) return { ok: false, failed };
    const applied = operations.flatMap(operation => (operation.op === "check" ? [] : [this.#apply(operation)]));
    this.#writes += 1;
    for (const { key, after } of applied) {
      const write = this.#writes;
      this.#lag(() => this.#show(key, after, write));
    }
    this.onApplied(applied);
    return { ok: true };
  }

  #isOver(item: Item): boolean {
    return item.expires !== undefined && item.expires <= Math.floor(this.#now() / 1000);
  }

  #holds(operation: Operation): boolean {
    const item = this.get(keyOf(operation));
    if (operation.op === "add") return operation.max === undefined || (item?.count ?? 0) + operation.by <= operation.max;
    return operation.if === undefined || conditionHolds(operation.if, item);
  }

  #apply(operation: Exclude<Operation, { op: "check" }>): Applied {
    const key = keyOf(operation);
    const before = this.get(key);
    const after = next(operation, before);
    const partition = this.#partitions.get(key.pk) ?? { keys: [], items: new Map() };
    const known = partition.items.has(key.sk);
    if (after) {
      this.#partitions.set(key.pk, partition);
      partition.items.set(key.sk, after);
      if (!known)
        partition.keys.splice(
          firstNot(partition.keys, one => compare(one, key.sk) < 0),
          0,
          key.sk,
        );
    } else if (known) {
      partition.items.delete(key.sk);
      partition.keys.splice(
        firstNot(partition.keys, one => compare(one, key.sk) < 0),
        1,
      );
      if (partition.keys.length === 0) this.#partitions.delete(key.pk);
    }
    return { key, before, after };
  }

  #show(key: Key, item: Item | null, write: number): void {
    const name = nameOf(key);
    const shown = this.#shown.get(name) ?? { write: 0, places: {} };
    if (shown.write > write) return;
    const places: Partial<Record<IndexName, Key>> = {};
    for (const index of INDEXES) {
      const [old, place] = [shown.places[index], item?.[index]];
      if (place) places[index] = place;
      if (old?.pk === place?.pk && old?.sk === place?.sk) continue;
      if (old) this.#unlist(index, old, key);
      if (place) this.#list(index, place, key);
    }
    if (item) this.#shown.set(name, { write, places });
    else this.#shown.set(name, { write, places: {} });
  }

  #list(index: IndexName, place: Key, { pk, sk }: Key): void {
    const partitions = this.#indexes.get(index);
    const entries = partitions?.get(place.pk) ?? [];
    partitions?.set(place.pk, entries);
    const entry = { pk, sk, sort: place.sk };
    entries.splice(
      firstNot(entries, one => compareEntries(one, entry) < 0),
      0,
      entry,
    );
  }

  #unlist(index: IndexName, place: Key, { pk, sk }: Key): void {
    const entries = this.#indexes.get(index)?.get(place.pk) ?? [];
    const entry = { pk, sk, sort: place.sk };
    const at = firstNot(entries, one => compareEntries(one, entry) < 0);
    if (entries[at] && compareEntries(entries[at], entry) === 0) entries.splice(at, 1);
  }
}

function conditionHolds(condition: Condition, item: Item | null): boolean {
  if ("absent" in condition) return item === null;
  if ("exists" in condition) return item !== null;
  return item?.version === condition.version;
}

function next(operation: Exclude<Operation, { op: "check" }>, before: Item | null): Item | null {
  switch (operation.op) {
    case "put": {
      const { item } = operation;
      return item.count === undefined && before?.count !== undefined ? { ...item, count: before.count } : item;
    }
    case "delete":
      return null;
    case "add": {
      const { key, by, expires } = operation;
      if (before) return { ...before, version: before.version + 1, count: (before.count ?? 0) + by };
      return { ...key, version: 1, data: null, count: by, ...(expires !== undefined && { expires }) };
    }
  }
}

/**
 * Walks a sorted list within a query's bounds, from behind its cursor, until `take` says no; whether it said so.
 * `sortOf` gives what the bounds are compared with, `behind` how an element stands to the cursor.
 */
function walk<T>(
  list: readonly T[],
  { from, to, prefix }: Query,
  order: "asc" | "desc",
  sortOf: (one: T) => string,
  behind: ((one: T) => number) | null,
  take: (one: T) => boolean,
): boolean {
  const least = prefix ?? from;
  const end = prefix === undefined ? null : endOfPrefix(prefix);
  let low = least === undefined ? 0 : firstNot(list, one => compare(sortOf(one), least) < 0);
  let high = list.length;
  if (to !== undefined) high = firstNot(list, one => compare(sortOf(one), to) <= 0);
  if (end !== null) high = firstNot(list, one => compare(sortOf(one), end) < 0);
  if (behind && order === "asc")
    low = Math.max(
      low,
      firstNot(list, one => behind(one) <= 0),
    );
  if (behind && order === "desc")
    high = Math.min(
      high,
      firstNot(list, one => behind(one) < 0),
    );
  if (order === "asc") {
    for (let at = low; at < high; at++) if (!take(list[at] as T)) return true;
  } else for (let at = high - 1; at >= low; at--) if (!take(list[at] as T)) return true;
  return false;
}
