import type { OrganizationCtx } from "../ctx.ts";
import type { Json } from "../ports/store/store.ts";
import { Refusal } from "../problems.ts";
import { LIST_LIMIT } from "./fields.ts";

/** A list's answer, as every list gives it. */
export interface ListBody<T> {
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** Cursors are opaque and signed, and bound to the operation, the tenant and the other parameters: another query's cursor is refused. */
export function encodeCursor(ctx: OrganizationCtx, binding: readonly Json[], position: Json): string {
  const text = Buffer.from(JSON.stringify(position)).toString("base64url");
  return `${text}.${ctx.secrets.sign("cursors", bound(ctx, binding, text))}`;
}

/** The position a cursor names. @throws {Refusal} `invalid_cursor` */
export function decodeCursor(ctx: OrganizationCtx, binding: readonly Json[], cursor: string): Json {
  const dot = cursor.lastIndexOf(".");
  const text = cursor.slice(0, dot);
  if (dot < 1 || !ctx.secrets.verify("cursors", bound(ctx, binding, text), cursor.slice(dot + 1)))
    throw new Refusal(
      "invalid_cursor",
      "Send next_cursor unchanged, with the same parameters as the page before, or leave it out to begin anew.",
    );
  return JSON.parse(Buffer.from(text, "base64url").toString());
}

const bound = (ctx: OrganizationCtx, binding: readonly Json[], text: string): string =>
  JSON.stringify([ctx.workspace?.id ?? ctx.organizationId, binding, text]);

/**
 * One page of a list that lies in several partitions one after the other (months, newest first, say).
 * `read` gives a part of one partition; `keep` filters what was read: at most {@link READ_BOUND} items are read for one page, so a page may be short.
 */
export async function pageOver<Item, Out>(
  ctx: OrganizationCtx,
  request: { readonly limit: number | undefined; readonly cursor: string | undefined; readonly binding: readonly Json[] },
  partitions: readonly string[],
  read: (
    partition: string,
    limit: number,
    cursor: string | null,
  ) => Promise<{ readonly items: readonly Item[]; readonly cursor: string | null }>,
  keep: (items: readonly Item[]) => Promise<readonly Out[]> | readonly Out[],
): Promise<ListBody<Out>> {
  const limit = request.limit ?? LIST_LIMIT.usual;
  const from =
    request.cursor === undefined ? null : (decodeCursor(ctx, request.binding, request.cursor) as [string, string | null]);
  let index = from ? partitions.indexOf(from[0]) : 0;
  if (index < 0) index = partitions.length;
  let cursor = from ? from[1] : null;
  const data: Out[] = [];
  let bound = READ_BOUND;
  while (index < partitions.length && data.length < limit && bound > 0) {
    const partition = partitions[index] ?? "";
    // Never more than what is still missing: a page's cursor stands exactly behind what was given.
    const page = await read(partition, Math.min(limit - data.length, bound), cursor);
    bound -= Math.max(1, page.items.length);
    data.push(...(await keep(page.items)));
    cursor = page.cursor;
    if (cursor === null) index += 1;
  }
  const more = index < partitions.length;
  return {
    data,
    has_more: more,
    next_cursor: more ? encodeCursor(ctx, request.binding, [partitions[index] ?? "", cursor]) : null,
  };
}

/** How many items (or empty partitions) are read at most for one page. */
const READ_BOUND = 1000;

/** The months from `from` down to `to` (ms since the epoch, both included), newest first, as `2026-11`. */
export function monthsBetween(from: number, to: number): string[] {
  const months: string[] = [];
  const first = new Date(to);
  let year = new Date(from).getUTCFullYear();
  let month = new Date(from).getUTCMonth();
  while (year > first.getUTCFullYear() || (year === first.getUTCFullYear() && month >= first.getUTCMonth())) {
    months.push(`${year}-${String(month + 1).padStart(2, "0")}`);
    month -= 1;
    if (month < 0) {
      month = 11;
      year -= 1;
    }
  }
  return months;
}

export const monthOf = (ms: number): string => new Date(ms).toISOString().slice(0, 7);
