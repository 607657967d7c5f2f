import { idTime } from "../../ids.ts";
import type { Item } from "../../ports/store/store.ts";
import type { TenantStore } from "../../tenant.ts";
import { EMPTY_HEAD, eventIndex, HEAD, type HeadRecord, type LogRecord, logPartition, seqKey } from "./records.ts";
import type { LogEvent } from "./subscriber.ts";

/** How much later than it happened an event may stand in the log's order: commits of several processes whose clocks differ. */
export const DISORDER_MS = 24 * 3600_000;

/** The end of a tenant's log, as it stands now. */
export async function logHead(store: TenantStore): Promise<HeadRecord> {
  const item = await store.get<HeadRecord>(HEAD.pk, HEAD.sk);
  return item?.data ?? EMPTY_HEAD;
}

/**
 * The next events after `after`, in order: at least one where there is any, at most `limit`, and not much more than a megabyte. `head` was read before.
 * Where the oldest have expired, the first one given is not `after + 1`.
 */
export async function readLog(store: TenantStore, head: HeadRecord, after: number, limit: number): Promise<readonly LogEvent[]> {
  for (const [position, { month }] of head.months.entries()) {
    const next = head.months[position + 1];
    if (next && next.first <= after + 1) continue; // all of this month is behind
    let cursor: string | null = null;
    do {
      const page: { items: readonly Item<LogRecord>[]; cursor: string | null } = await store.query<LogRecord>({
        pk: logPartition(month),
        from: seqKey(after + 1),
        limit,
        ...(cursor !== null && { cursor }),
      });
      if (page.items.length > 0) return page.items.map(toLogEvent);
      cursor = page.cursor;
    } while (cursor !== null);
  }
  return [];
}

/**
 * A place in the log behind which all events stand that happened at an instant of real time or later: the log is in the order in which events were relayed, so
 * it is looked for a day earlier. 0 for the beginning.
 */
export async function seqBefore(store: TenantStore, head: HeadRecord, instant: number): Promise<number> {
  let [low, high] = [0, head.seq];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [event] = await readLog(store, head, middle, 1);
    if (!event || idTime(event.id) >= instant - DISORDER_MS) high = middle;
    else low = event.seq;
  }
  return low;
}

/** The event of that id, or null. */
export async function findEvent(store: TenantStore, id: string): Promise<LogEvent | null> {
  const page = await store.list<LogRecord>("list", { ...eventIndex(id), limit: 1 });
  const item = page.items[0];
  return item ? toLogEvent(item) : null;
}

export const toLogEvent = ({ sk, data }: Item<LogRecord>): LogEvent => ({
  id: data.id,
  type: data.type,
  at: data.at,
  seq: Number(sk),
  data: data.data,
  ...(data.mode !== undefined && { mode: data.mode }),
});
