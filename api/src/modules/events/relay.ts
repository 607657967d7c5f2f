import { type Change, Conflict, commit, type OutboxBatch, outboxPartition, SHARDS, type Write } from "../../change.ts";
import type { Ctx, OrganizationCtx, Service } from "../../ctx.ts";
import { monthOf } from "../../http/paging.ts";
import { idTime } from "../../ids.ts";
import { getAll } from "../../ports/store/batches.ts";
import { type Item, type Json, MAX_OPERATIONS, StoreBusy, StoreLimit, StoreUnknown } from "../../ports/store/store.ts";
import { Refusal } from "../../problems.ts";
import { tenantKey, tenantStore } from "../../tenant.ts";
import {
  EMPTY_HEAD,
  eventIndex,
  HEAD,
  type HeadRecord,
  LOG_LIFE_MS,
  type LogRecord,
  logPartition,
  MONTHS_KEPT,
  seqKey,
} from "./records.ts";
import type { LogEvent, Subscriber } from "./subscriber.ts";

export interface RelayParts {
  readonly service: Service;
  /** A ctx to act in for a tenant; null where the tenant is gone. */
  readonly contextFor: (tenantId: string) => Promise<Ctx | OrganizationCtx | null>;
  readonly subscribers: readonly Subscriber[];
}

export interface Relay {
  /**
   * Moves what waits in a shard's outbox: to the logs, with everything the subscribers plan. `moved` counts events, `more` says that it stopped at its
   * bound and should be called again now. What could not be moved stays, and is tried again after a while by a later call.
   */
  relayShard(shard: string): Promise<{ readonly moved: number; readonly more: boolean }>;
}

/** Batches read at a time. */
const PAGE = 1000;
/** Pages of one call, so that a full shard does not keep its caller waiting for ever. */
const PAGES_PER_CALL = 10;
/** Tenants of one shard moved at once: enough to fill a group of the store's writer, few enough to hold in memory. */
const TENANTS_AT_ONCE = 16;
/** How often one transaction is read, planned and written anew after a conflict or a lost answer before the tenant has to wait. */
const TRIES = 6;
/** Waits after a failure: doubling from the first to the last, in ms. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** Events caused by events caused by events: more than this is a circle of subscribers, a defect. */
const DEPTH = 8;
/** Tenants that fail, remembered. */
const FAILING = 10_000;
/** Heads remembered, so that a busy workspace's is not read for each transaction. The version they carry keeps a stale one harmless. */
const HEADS = 10_000;

/** Operations of an event nobody subscribed to: its place in the log, and the outbox's batch. */
const USUAL_WEIGHT = 2;

type Batch = Item<OutboxBatchData>;
type OutboxBatchData = OutboxBatch & { readonly [key: string]: Json };

interface Head {
  /** 0 where there is none yet. */
  readonly version: number;
  readonly data: HeadRecord;
  /** Operations that one event took last time, so that a transaction is planned at the right size at once. */
  readonly weight: number;
}

interface Failing {
  readonly times: number;
  readonly notBefore: number;
}

/** A walk through a shard's outbox that goes on over several calls. A tenant that was left behind stays so until the next walk: its order must hold. */
interface Walk {
  cursor: string | null;
  readonly left: Set<string>;
}

export function createRelay({ service, contextFor, subscribers }: RelayParts): Relay {
  const { systemStore: store, timer, hints, log } = service;
  const heads = new Map<string, Head>();
  const failing = new Map<string, Failing>();
  const walks = new Map<string, Walk>();

  async function relayShard(shard: string): Promise<{ moved: number; more: boolean }> {
    const walk = walks.get(shard) ?? { cursor: null, left: new Set() };
    walks.delete(shard);
    let moved = 0;
    for (let page = 0; page < PAGES_PER_CALL; page++) {
      const found = await store.query({
        pk: outboxPartition(shard),
        limit: PAGE,
        ...(walk.cursor !== null && { cursor: walk.cursor }),
      });
      const byTenant = Map.groupBy(found.items as readonly Batch[], ({ data }) => data.tenantId);
      await eachOf([...byTenant], TENANTS_AT_ONCE, async ([tenantId, batches]) => {
        if (walk.left.has(tenantId)) return;
        if ((failing.get(tenantId)?.notBefore ?? 0) > timer.now()) {
          walk.left.add(tenantId);
          return;
        }
        try {
          await moveTenant(tenantId, batches, count => {
            moved += count;
          });
          failing.delete(tenantId);
        } catch (error) {
          walk.left.add(tenantId);
          postpone(tenantId, error);
        }
      });
      walk.cursor = found.cursor;
      if (walk.cursor === null) return { moved, more: false };
    }
    walks.set(shard, walk);
    return { moved, more: true };
  }

  /** Nobody else waits for a tenant that fails, and it is never given up: its events stay in the outbox. */
  function postpone(tenantId: string, error: unknown): void {
    heads.delete(tenantId);
    const times = (failing.get(tenantId)?.times ?? 0) + 1;
    const wait = error instanceof StoreBusy ? error.retryAfterMs : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (times - 1));
    if (failing.size >= FAILING) failing.clear(); // then they are tried once too early
    failing.set(tenantId, { times, notBefore: timer.now() + wait });
    log.warn({ err: error, tenant: tenantId, times }, "events could not be relayed; they wait in the outbox");
  }

  async function moveTenant(tenantId: string, batches: readonly Batch[], moved: (events: number) => void): Promise<void> {
    // After a failure one by one: what stands before the event that fails can still go.
    let most = failing.has(tenantId) ? 1 : Number.POSITIVE_INFINITY;
    let waiting = batches;
    for (let tried = 1; waiting.length > 0; ) {
      try {
        const step = await service.telemetry.span({ name: "relay", traceparent: null }, async span => {
          const made = await moveSome(tenantId, waiting, most);
          if ("moved" in made) span.set({ events: made.moved });
          return made;
        });
        if ("tooMany" in step) {
          most = step.tooMany;
          continue;
        }
        moved(step.moved);
        waiting = step.rest;
        tried = 1;
      } catch (error) {
        heads.delete(tenantId);
        const changedMeanwhile = error instanceof Conflict || error instanceof StoreUnknown || error instanceof Refusal;
        if (!changedMeanwhile || tried === TRIES) throw error;
        await timer.sleep(service.chance.number() * 10 * tried);
        tried += 1;
        waiting = await readAgain(waiting);
      }
    }
  }

  /** What still waits of these batches: a batch that was moved is gone from the outbox, in the same transaction. */
  async function readAgain(batches: readonly Batch[]): Promise<Batch[]> {
    const found = await getAll(store, batches);
    return found.filter(item => item !== null) as Batch[];
  }

  /** One transaction: as many of the first events as it can hold, at most `most`. Tells `tooMany` where the subscribers planned more than it can. */
  async function moveSome(
    tenantId: string,
    waiting: readonly Batch[],
    most: number,
  ): Promise<{ readonly moved: number; readonly rest: readonly Batch[] } | { readonly tooMany: number }> {
    const head = heads.get(tenantId) ?? (await readHead(tenantId));
    const first = waiting[0]?.data;
    if (!first) return { moved: 0, rest: [] };
    const ctx = (await contextFor(tenantId)) ?? goneContext(service, first);
    const home = ctx.workspace ? "workspace" : "organization";
    const { taken, writes, rest } = take(waiting, most, head.weight);
    const now = timer.now();
    let seq = head.data.seq;
    const told: LogEvent[] = [];
    for (let level = taken.map(event => ({ ...event, seq: ++seq })), depth = 0; level.length > 0; depth++) {
      if (depth > DEPTH) throw new Error(`events cause events without end, the last ${level[0]?.type}`);
      told.push(...level);
      const caused: LogEvent[] = [];
      for (const subscriber of subscribers) {
        const { types } = subscriber;
        const wanted = types === null ? level : level.filter(event => types.includes(event.type));
        if (wanted.length === 0) continue;
        const change: Change = await subscriber.plan(ctx, wanted, first);
        writes.push(...change.writes);
        for (const event of change.events)
          caused.push({
            id: ctx.ids.next("event"),
            type: event.type,
            at: ctx.time.workspace.now(),
            seq: ++seq,
            data: event.data,
          });
      }
      level = caused;
    }
    const operations = writes.length + told.length + 1;
    if (operations > MAX_OPERATIONS && taken.length > 1)
      return { tooMany: Math.max(1, Math.floor((taken.length * (MAX_OPERATIONS - 5)) / operations)) };

    const months = monthsWith(head.data, now);
    const month = months.at(-1)?.month ?? monthOf(now);
    const expires = Math.ceil((now + LOG_LIFE_MS) / 1000);
    for (const { id, type, at, seq: place, data } of told) {
      const ofMode = home === "organization" && first.mode !== null ? { mode: first.mode } : {};
      const record: LogRecord = { schema: 1, id, type, at, data, ...ofMode };
      const draft = { pk: logPartition(month), sk: seqKey(place), data: record, list: eventIndex(id), expires };
      writes.push({ op: "put", in: home, version: 1, draft });
    }
    const data: HeadRecord = { schema: 1, seq, months };
    const version = head.version + 1;
    writes.push({
      op: "put",
      in: home,
      version,
      draft: { ...HEAD, data },
      if: head.version === 0 ? { absent: true } : { version: head.version },
    });
    try {
      await commit(ctx, { writes, events: [] });
    } catch (error) {
      if (error instanceof StoreLimit && taken.length > 1) return { tooMany: Math.floor(taken.length / 2) }; // too many bytes
      throw error;
    }
    if (heads.size >= HEADS) heads.clear();
    heads.set(tenantId, { version, data, weight: operations / taken.length });
    void hints.publish(logChannel(tenantId), String(seq));
    return { moved: taken.length, rest };
  }

  async function readHead(tenantId: string): Promise<Head> {
    const item = await store.get({ pk: tenantKey(tenantId, HEAD.pk), sk: HEAD.sk });
    return { version: item?.version ?? 0, data: (item?.data as HeadRecord | undefined) ?? EMPTY_HEAD, weight: USUAL_WEIGHT };
  }

  return { relayShard };
}

/** The channel on which the last `seq` of a tenant's log is told. */
export const logChannel = (tenantId: string): string => `log ${tenantId}`;

/**
 * The first events of what waits, with the writes that take them out of the outbox: those of one mode, for an organization has events of both. A batch too
 * large for one transaction is taken in parts.
 */
function take(waiting: readonly Batch[], most: number, weight: number) {
  const room = Math.max(1, Math.min(most, Math.floor((MAX_OPERATIONS - 2) / Math.max(weight, 1))));
  const taken: OutboxBatch["events"][number][] = [];
  const writes: Write[] = [];
  let position = 0;
  for (; position < waiting.length && taken.length < room; position++) {
    const batch = waiting[position];
    if (!batch || batch.data.mode !== waiting[0]?.data.mode) break;
    const { pk, sk, version, data } = batch;
    const fits = Math.min(data.events.length, room - taken.length);
    taken.push(...data.events.slice(0, fits));
    if (fits === data.events.length) {
      writes.push({ op: "delete", in: "system", key: { pk, sk }, if: { version } });
      continue;
    }
    const remainder: Batch = { pk, sk, version: version + 1, data: { ...data, events: data.events.slice(fits) } };
    writes.push({
      op: "put",
      in: "system",
      version: remainder.version,
      draft: { pk, sk, data: remainder.data },
      if: { version },
    });
    return { taken, writes, rest: [remainder, ...waiting.slice(position + 1)] };
  }
  return { taken, writes, rest: waiting.slice(position) };
}

/** The log's months with the present one. A relay whose clock is behind stays in the month that was begun. */
function monthsWith(head: HeadRecord, now: number): HeadRecord["months"] {
  const month = monthOf(now);
  const last = head.months.at(-1);
  if (last && last.month >= month) return head.months;
  return [...head.months, { month, first: head.seq + 1 }].slice(-MONTHS_KEPT);
}

/** What stands in for the ctx of a tenant that is gone: its last events are still told. */
function goneContext(service: Service, batch: OutboxBatch): Ctx | OrganizationCtx {
  const { tenantId, organizationId, mode } = batch;
  const base: OrganizationCtx = {
    ...service,
    requestId: service.ids.next("request"),
    actor: { kind: "system", id: "system", endUser: null, scopes: new Set() },
    organizationId,
    mode,
    organizationStore: tenantStore(service.systemStore, organizationId),
    workspace: null,
    time: { real: service.timer, workspace: { now: service.timer.now } },
    keptAnswer: null,
  };
  if (tenantId === organizationId) return base;
  return {
    ...base,
    workspace: { id: tenantId, mode: mode ?? "live", timeZone: "UTC", language: "en", approvalRequired: false, clockOffsetMs: 0 },
    store: tenantStore(service.systemStore, tenantId),
  };
}

/** When the oldest event was written that still waits in the outbox, in ms since the epoch; null when none does. Reads one item of each shard. */
export async function oldestOutboxAt(service: Service): Promise<number | null> {
  const firsts = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) =>
      service.systemStore.query({ pk: outboxPartition(String(shard).padStart(2, "0")), limit: 1 }),
    ),
  );
  const times = firsts.flatMap(({ items }) => items.map(({ sk }) => idTime(sk)));
  return times.length === 0 ? null : Math.min(...times);
}

/** Runs `act` on each thing, at most `atOnce` at a time. */
async function eachOf<T>(things: readonly T[], atOnce: number, act: (thing: T) => Promise<void>): Promise<void> {
  const left = things.values();
  const hands = Array.from({ length: Math.min(atOnce, things.length) }, async () => {
    for (const thing of left) await act(thing);
  });
  await Promise.all(hands);
}
