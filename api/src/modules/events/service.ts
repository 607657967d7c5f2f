import type { Ctx } from "../../ctx.ts";
import { type ListBody, monthOf, pageOver } from "../../http/paging.ts";
import { notFound } from "../../problems.ts";
import { DISORDER_MS, findEvent, logHead, toLogEvent } from "./log.ts";
import { type LogRecord, logPartition } from "./records.ts";
import type { LogEvent } from "./subscriber.ts";

export interface EventFilter {
  readonly types: readonly string[] | null;
  /** ms since the epoch, on the workspace's clock. */
  readonly since: number | null;
}

/** The workspace's events, newest first. */
export async function listEvents(
  ctx: Ctx,
  page: { readonly limit: number | undefined; readonly cursor: string | undefined },
  { types, since }: EventFilter,
): Promise<ListBody<LogEvent>> {
  const head = await logHead(ctx.store);
  // An event stands in the month in which it was relayed. A test clock runs ahead of that, so there no month is too old.
  const earliest = since === null || ctx.workspace.mode === "test" ? null : since - DISORDER_MS;
  const months = head.months.map(({ month }) => month).reverse();
  const partitions = (earliest === null ? months : months.filter(month => month >= monthOf(earliest))).map(logPartition);
  return pageOver(
    ctx,
    { ...page, binding: ["events.list", types, since] },
    partitions,
    async (pk, limit, cursor) => {
      const found = await ctx.store.query<LogRecord>({ pk, order: "desc", limit, ...(cursor !== null && { cursor }) });
      const last = found.items.at(-1)?.data.at;
      const over = since !== null && last !== undefined && last < since - DISORDER_MS;
      return { items: found.items.map(toLogEvent), cursor: over ? null : found.cursor };
    },
    events => events.filter(event => (types === null || types.includes(event.type)) && (since === null || event.at >= since)),
  );
}

/** @throws {Refusal} `not_found` */
export async function getEvent(ctx: Ctx, id: string): Promise<LogEvent> {
  const event = await findEvent(ctx.store, id);
  if (!event) throw notFound("event");
  return event;
}
