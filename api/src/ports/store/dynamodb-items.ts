import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { INDEXES, type IndexEntry, type IndexName, type Item, type Json, type Key } from "./store.ts";

/**
 * How an item lies in the table:
 *
 * | attribute | type | holds |
 * |---|---|---|
 * | `pk`, `sk` | S | the key |
 * | `v` | N | version |
 * | `d` | S | the data as JSON text: DynamoDB's own maps lose nothing either, but cost more bytes and time, and change numbers above 38 digits |
 * | `n` | N | count |
 * | `ttl` | N | expires; DynamoDB deletes the item some hours or days later, until then it is hidden here |
 * | `list_pk`, `list_sk`, `view_…`, `due_…` | S | the places in the indexes |
 *
 * An index's sort key is the port's sort key, U+0000, pk, U+0000, sk: DynamoDB gives items of one sort key in no order, the port promises
 * that of their keys. No key holds U+0000, so the composite sorts as the three would.
 */
export type Attributes = Record<string, AttributeValue>;

const SEPARATOR = "\u0000";

/** The attributes that hold the place in an index. */
export function indexAttributes(index: IndexName): { readonly pk: string; readonly sk: string } {
  return { pk: `${index}_pk`, sk: `${index}_sk` };
}

/** Every attribute an item may have besides its key and its count. */
export const REPLACED_BY_PUT: readonly string[] = [
  "v",
  "d",
  "ttl",
  ...INDEXES.flatMap(index => [indexAttributes(index).pk, indexAttributes(index).sk]),
];

export function keyAttributes(key: Key): Attributes {
  return { pk: { S: key.pk }, sk: { S: key.sk } };
}

/** The sort key under which an index of the table holds an entry. */
export function indexSort(entry: IndexEntry): string {
  return `${entry.sort}${SEPARATOR}${entry.pk}${SEPARATOR}${entry.sk}`;
}

/** The greatest sort key an entry with the port's sort key `sort` can have lies below this. 1,024 bytes, DynamoDB's limit, are never needed: no sort key of the port is that long. */
export function endOfIndexSort(sort: string): string {
  return Buffer.byteLength(sort) < 1024 ? `${sort}\u0001` : sort;
}

/** `text` is the item's data as JSON. */
export function toAttributes(item: Item, text: string): Attributes {
  const attributes: Attributes = { ...keyAttributes(item), v: { N: `${item.version}` }, d: { S: text } };
  for (const index of INDEXES) {
    const place = item[index];
    if (place === undefined) continue;
    attributes[indexAttributes(index).pk] = { S: place.pk };
    attributes[indexAttributes(index).sk] = { S: indexSort({ pk: item.pk, sk: item.sk, sort: place.sk }) };
  }
  if (item.count !== undefined) attributes.n = { N: `${item.count}` };
  if (item.expires !== undefined) attributes.ttl = { N: `${item.expires}` };
  return attributes;
}

export function fromAttributes(attributes: Attributes): Item {
  const key = keyOfAttributes(attributes);
  const data: Json = JSON.parse(text(attributes, "d"));
  const count = numberOf(attributes, "n");
  const expires = numberOf(attributes, "ttl");
  const places: { [index in IndexName]?: Key } = {};
  for (const index of INDEXES) {
    const names = indexAttributes(index);
    if (attributes[names.pk] === undefined) continue;
    places[index] = { pk: text(attributes, names.pk), sk: portSort(text(attributes, names.sk), key) };
  }
  return {
    ...key,
    version: Number(attributes.v?.N),
    data,
    ...places,
    ...(count === undefined ? {} : { count }),
    ...(expires === undefined ? {} : { expires }),
  };
}

export function indexEntry(index: IndexName, attributes: Attributes): IndexEntry {
  const key = keyOfAttributes(attributes);
  return { ...key, sort: portSort(text(attributes, indexAttributes(index).sk), key) };
}

export function keyOfAttributes(attributes: Attributes): Key {
  return { pk: text(attributes, "pk"), sk: text(attributes, "sk") };
}

/** Whether the item is expired at `seconds` since the epoch. */
export function isExpired(attributes: Attributes, seconds: number): boolean {
  const expires = numberOf(attributes, "ttl");
  return expires !== undefined && expires <= seconds;
}

export function numberOf(attributes: Attributes, name: string): number | undefined {
  const value = attributes[name]?.N;
  return value === undefined ? undefined : Number(value);
}

/** What {@link indexSort} made, without the item's key behind it. */
function portSort(composite: string, key: Key): string {
  return composite.slice(0, composite.length - key.pk.length - key.sk.length - 2 * SEPARATOR.length);
}

function text(attributes: Attributes, name: string): string {
  const value = attributes[name]?.S;
  if (value === undefined) throw new Error(`An item of the table has no attribute "${name}": it was not written by Placard.`);
  return value;
}
