import type { Condition, Item, Key, Operation, Query } from "./store.ts";
import {
  INDEXES,
  MAX_BATCH_GET,
  MAX_INDEX_ENTRY_BYTES,
  MAX_ITEM_BYTES,
  MAX_OPERATIONS,
  MAX_PK_BYTES,
  MAX_QUERY_LIMIT,
  MAX_SK_BYTES,
  MAX_WRITE_BYTES,
  StoreLimit,
} from "./store.ts";

/** A UTF-16 unit takes at most three bytes in UTF-8, so a string this many times shorter than a limit need not be measured. */
const MAX_BYTES_PER_UNIT = 3;

/** Below this many operations comparing each with each is cheaper than building a set of keys. */
const FEW_OPERATIONS = 8;

/** @throws {StoreLimit} when the key is one no item can have. */
export function checkKey(key: Key): void {
  checkString(key.pk, MAX_PK_BYTES, "pk");
  checkString(key.sk, MAX_SK_BYTES, "sk");
}

/** @throws {StoreLimit} when there are too many keys, or one no item can have. */
export function checkBatchGet(keys: readonly Key[]): void {
  if (keys.length > MAX_BATCH_GET) throw new StoreLimit(`A batch reads at most ${MAX_BATCH_GET} items, not ${keys.length}.`);
  for (const key of keys) checkKey(key);
}

/** @throws {StoreLimit} when the query asks for something no driver can answer. The cursor is checked by `cursor.ts`. */
export function checkQuery(query: Query): void {
  checkString(query.pk, MAX_PK_BYTES, "pk");
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > MAX_QUERY_LIMIT)
    throw new StoreLimit(`A query's limit is 1 to ${MAX_QUERY_LIMIT}, not ${query.limit}.`);
  if (query.prefix !== undefined && (query.from !== undefined || query.to !== undefined))
    throw new StoreLimit("A query has a prefix or a range, not both.");
  for (const bound of [query.from, query.to, query.prefix])
    if (bound !== undefined && bound !== "") checkString(bound, MAX_SK_BYTES, "bound of a sort key");
}

/**
 * Checks a write against the limits of the port, and gives the JSON text of each put's `data`, "" for every other operation, so that a
 * driver need not make it again.
 * @throws {StoreLimit} naming the first limit that is broken.
 */
export function checkWrite(operations: readonly Operation[]): readonly string[] {
  if (operations.length > MAX_OPERATIONS)
    throw new StoreLimit(`A write has at most ${MAX_OPERATIONS} operations, not ${operations.length}.`);
  checkOnePerKey(operations);
  const texts: string[] = [];
  let atMost = 0;
  for (const operation of operations) {
    checkNumbers(operation);
    const text = operation.op === "put" ? checkItem(operation.item) : "";
    checkKey(keyOf(operation));
    atMost += unitsAtMost(operation, text) * MAX_BYTES_PER_UNIT;
    texts.push(text);
  }
  if (atMost > MAX_WRITE_BYTES) {
    const bytes = operations.reduce((sum, operation, position) => sum + bytesOf(operation, texts[position] ?? ""), 0);
    if (bytes > MAX_WRITE_BYTES) throw new StoreLimit(`A write has at most ${MAX_WRITE_BYTES} bytes, not ${bytes}.`);
  }
  return texts;
}

/** The key an operation is about. */
export function keyOf(operation: Operation): Key {
  return operation.op === "put" ? operation.item : operation.key;
}

/** A key as one text. No key holds U+0000, so two keys have never one name. */
export const nameOf = ({ pk, sk }: Key): string => `${pk}\u0000${sk}`;

function checkOnePerKey(operations: readonly Operation[]): void {
  if (operations.length <= FEW_OPERATIONS) {
    operations.forEach((operation, position) => {
      const key = keyOf(operation);
      for (let before = 0; before < position; before++) {
        const other = operations[before];
        if (other && keyOf(other).sk === key.sk && keyOf(other).pk === key.pk) throw twice(key);
      }
    });
    return;
  }
  if (new Set(operations.map(operation => nameOf(keyOf(operation)))).size === operations.length) return;
  throw new StoreLimit("Two operations of a write are on one key.");
}

function twice(key: Key): StoreLimit {
  return new StoreLimit(`Two operations of a write are on one key: ${JSON.stringify([key.pk, key.sk])}.`);
}

/** Checks a put's item and gives the JSON text of its data. */
function checkItem(item: Item): string {
  for (const index of INDEXES) {
    const place = item[index];
    if (!place) continue;
    checkString(place.pk, MAX_PK_BYTES, `pk of index ${index}`);
    checkString(place.sk, MAX_SK_BYTES, `sk of index ${index}`);
    if ((place.sk.length + item.pk.length + item.sk.length) * MAX_BYTES_PER_UNIT <= MAX_INDEX_ENTRY_BYTES) continue;
    const bytes = Buffer.byteLength(place.sk) + Buffer.byteLength(item.pk) + Buffer.byteLength(item.sk);
    if (bytes > MAX_INDEX_ENTRY_BYTES)
      throw new StoreLimit(
        `The sort key in index ${index}, the pk and the sk have at most ${MAX_INDEX_ENTRY_BYTES} bytes together, not ${bytes}.`,
      );
  }
  const text: string | undefined = JSON.stringify(item.data);
  if (text === undefined) throw new StoreLimit("An item's data is a JSON value.");
  if ((text.length + unitsOfEnvelope(item)) * MAX_BYTES_PER_UNIT > MAX_ITEM_BYTES) {
    const bytes = bytesOfItem(item, text);
    if (bytes > MAX_ITEM_BYTES) throw new StoreLimit(`An item has at most ${MAX_ITEM_BYTES} bytes, not ${bytes}.`);
  }
  return text;
}

function checkNumbers(operation: Operation): void {
  if (operation.op === "add") {
    checkInteger(operation.by, "by");
    if (operation.max !== undefined) checkInteger(operation.max, "max");
    if (operation.expires !== undefined) checkInteger(operation.expires, "expires");
    return;
  }
  if (operation.op === "put") {
    checkVersion(operation.item.version);
    if (operation.item.count !== undefined) checkInteger(operation.item.count, "count");
    if (operation.item.expires !== undefined) checkInteger(operation.item.expires, "expires");
  }
  if (operation.if) checkCondition(operation.if);
}

function checkCondition(condition: Condition): void {
  if ("version" in condition) checkVersion(condition.version);
}

function checkVersion(version: number): void {
  if (!Number.isSafeInteger(version) || version < 1) throw new StoreLimit(`A version is an integer from 1 on, not ${version}.`);
}

function checkInteger(value: number, what: string): void {
  if (!Number.isSafeInteger(value)) throw new StoreLimit(`"${what}" is an integer within ±(2^53 − 1), not ${value}.`);
}

function checkString(value: string, maxBytes: number, what: string): void {
  if (value === "") throw new StoreLimit(`The ${what} is empty.`);
  if (value.length * MAX_BYTES_PER_UNIT > maxBytes && Buffer.byteLength(value) > maxBytes)
    throw new StoreLimit(`The ${what} has more than ${maxBytes} bytes.`);
  if (!value.isWellFormed()) throw new StoreLimit(`The ${what} holds half a surrogate pair.`);
  if (value.includes("\u0000")) throw new StoreLimit(`The ${what} holds U+0000.`);
}

/** The bytes of the item as JSON, and of its key once more for each index it is in, which is how DynamoDB's driver stores it. `text` is its data as JSON. */
function bytesOfItem(item: Item, text: string): number {
  const places = INDEXES.filter(index => item[index]).length;
  const key = Buffer.byteLength(item.pk) + Buffer.byteLength(item.sk);
  return Buffer.byteLength(JSON.stringify({ ...item, data: 0 })) - 1 + Buffer.byteLength(text) + places * key;
}

function bytesOf(operation: Operation, text: string): number {
  return operation.op === "put" ? bytesOfItem(operation.item, text) : Buffer.byteLength(JSON.stringify(operation.key));
}

/**
 * At least the UTF-16 units of all an item's JSON but its data: names, punctuation and numbers are below 400, a unit of a key is escaped to
 * at most six, and the item's key counts once more for each of the three indexes.
 */
function unitsOfEnvelope(item: Item): number {
  let units = 400 + (6 + INDEXES.length) * (item.pk.length + item.sk.length);
  for (const index of INDEXES) {
    const place = item[index];
    if (place) units += 6 * (place.pk.length + place.sk.length);
  }
  return units;
}

function unitsAtMost(operation: Operation, text: string): number {
  if (operation.op === "put") return text.length + unitsOfEnvelope(operation.item);
  return 20 + 6 * (operation.key.pk.length + operation.key.sk.length);
}
