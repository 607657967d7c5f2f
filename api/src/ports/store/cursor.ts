import type { IndexEntry, IndexName, Key } from "./store.ts";
import { StoreLimit } from "./store.ts";

/** What a cursor belongs to: a partition of the table (`index` null) or of an index, read in one order. */
export interface CursorScope {
  readonly index: IndexName | null;
  readonly pk: string;
  readonly order: "asc" | "desc";
}

/** The cursor after `last`, the last key a page held. It holds keys in the clear: whoever hands it to a stranger seals it first. */
export function encodeCursor(scope: CursorScope & { readonly index: null }, last: Pick<Key, "sk">): string;
export function encodeCursor(scope: CursorScope & { readonly index: IndexName }, last: IndexEntry): string;
export function encodeCursor(
  scope: CursorScope,
  last: { readonly sk: string; readonly pk?: string; readonly sort?: string },
): string {
  const place = scope.index === null ? [last.sk] : [last.sort, last.pk, last.sk];
  return Buffer.from(JSON.stringify([scope.index, scope.pk, scope.order, ...place])).toString("base64url");
}

/** The sort key a table cursor names. @throws {StoreLimit} when the cursor is not one of `scope`. */
export function decodeTableCursor(scope: CursorScope & { readonly index: null }, cursor: string): string {
  const [sk] = decode(scope, cursor, 1);
  if (sk === undefined) throw foreign();
  return sk;
}

/** The entry an index cursor names. @throws {StoreLimit} when the cursor is not one of `scope`. */
export function decodeIndexCursor(scope: CursorScope & { readonly index: IndexName }, cursor: string): IndexEntry {
  const [sort, pk, sk] = decode(scope, cursor, 3);
  if (sort === undefined || pk === undefined || sk === undefined) throw foreign();
  return { pk, sk, sort };
}

function decode(scope: CursorScope, cursor: string, length: number): readonly string[] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch (cause) {
    throw foreign(cause);
  }
  if (!Array.isArray(parts) || parts.length !== 3 + length) throw foreign();
  const [index, pk, order, ...place] = parts;
  if (index !== scope.index || pk !== scope.pk || order !== scope.order) throw foreign();
  if (!place.every(part => typeof part === "string" && part !== "" && part.isWellFormed())) throw foreign();
  return place;
}

function foreign(cause?: unknown): StoreLimit {
  return new StoreLimit("The cursor is not one of this query.", { cause });
}
