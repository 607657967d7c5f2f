import { duePartition, type Priority, shardOf, sortableInstant, testDuePartition, WAKE_CHANNEL } from "../change.ts";
import type { Ctx, OrganizationCtx, Service } from "../ctx.ts";
import { measures } from "../measures.ts";
import {
  type IndexEntry,
  type Item,
  type Key,
  type Operation,
  type Page,
  StoreBusy,
  StoreUnknown,
} from "../ports/store/store.ts";
import { tenantOf } from "../tenant.ts";
import type { WorkHandler } from "./handler.ts";
import { Lanes } from "./lanes.ts";
import { createLeases, type Leases, RENEW_MS } from "./leases.ts";
import { park } from "./parked.ts";

/** Without hints every owned shard is looked at this often. */
const POLL_MS = 1000;
/** What comes due within this is held ready, with a timer for its very millisecond. Longer than a poll, so nothing is found late. */
const LOOKAHEAD_MS = 2500;
/**
 * At most this many due records are held in memory: of one shard, and of one lane in it, so that a flood in one workspace hides nobody else's records behind
 * it. The rest is found at a later look, before what is held is done.
 */
const HELD_PER_SHARD = 20_000;
const HELD_PER_LANE = 4_000;
/** A look goes through at most this many pages of the due index: 200,000 records. */
const PAGES = 200;
const PAGE = 1000;
/** An instant's length in a sort key: `2026-11-21T09:00:00.000Z`. */
const INSTANT_LENGTH = 24;
/**
 * How long a wake stays after its time, whatever is seen by it: an index may lag, and a clock's move that another process made is known late where its
 * hint was lost. Longer than a workspace's scope is remembered.
 */
export const WAKE_STAYS_MS = 5_000;
/**
 * A look at a shard that took more pages than this met a flood: most of what it read is held already, or waits behind what is. The looks after it read what
 * came due lately, and of a lane that had no room for all of its own what comes next when half of what it held is done. Everything is read again after a rest
 * of so many ms a page, 10 s at most, and at once where little is held any more.
 */
const PAGES_OF_A_FLOOD = 4;
const REST_PER_PAGE_MS = 500;
const LONGEST_REST_MS = 10_000;
/** Longer than a wake stays, and than an index lags or clocks of processes differ as a rule. */
const LATELY_MS = WAKE_STAYS_MS + 2 * POLL_MS;
/** A stage that throws this often is given up. */
const TRIES = 3;
/** Waits between the tries of a stage that threw, in ms. */
const RETRY_AFTER_MS = [1_000, 10_000];
/** Wait after the store lost an answer, or could not take a write, in ms: at least. */
const STORE_WAIT_MS = 1_000;
/** The store's trouble is logged once in this time. */
const STORE_TOLD_EVERY_MS = 10_000;
/** The hint that a worker came, went or let shards go: without it the others see so when they renew their leases. */
const SHARDS_MOVE = "shards";
/** A worker that another was quicker than looks again after this, in ms: when the other's writes have settled. */
const OUTRUN_MS = 100;
/** Shards whose outboxes are moved at once; each moves its tenants side by side. More would only keep due work waiting for the store. */
const RELAYS_AT_ONCE = 2;
/** How long a graceful stop waits for what is in hand. Longer than the slowest create and than a webhook's timeout. */
const STOP_MS = 25_000;

export interface Relay {
  relayShard(shard: string): Promise<{ readonly moved: number; readonly more: boolean }>;
}

export interface WorkerParts {
  readonly service: Service;
  readonly handlers: readonly WorkHandler[];
  /** A ctx that acts for the tenant as the system; null when the tenant is gone. */
  readonly contextFor: (tenantId: string) => Promise<(Ctx & OrganizationCtx) | OrganizationCtx | null>;
  readonly relay: Relay;
  /** Names this process among the owners of leases. */
  readonly owner: string;
  /** Nobody else can have the store open. */
  readonly exclusive: boolean;
}

interface Held {
  readonly pk: string;
  readonly sk: string;
  readonly at: number;
  readonly kind: string;
  readonly lane: string;
  readonly subLane: string | undefined;
  readonly priority: Priority;
  readonly shard: string;
  /** Which partition it was found in, for looking there again. */
  readonly partition: string;
  readonly sort: string;
  /** It was found due at another time while it was held: look again when it is done. */
  moved: boolean;
}

/**
 * Runs everything that is timed or in the background. It owns shards by lease, finds in the due index what is due and what is near, keeps turns between
 * lanes, and moves the outbox. Hints wake it early; without them it polls.
 */
export class Worker {
  readonly #parts: WorkerParts;
  readonly #leases: Leases;
  readonly #lanes: Lanes;
  readonly #handlers: ReadonlyMap<string, WorkHandler>;
  /** What is held, by `pk sk`: waiting for its time, for its turn, or running. */
  readonly #held = new Map<string, Held>();
  readonly #heldOfShard = new Map<string, number>();
  readonly #heldOfLane = new Map<string, number>();
  /** How often a record's stage threw, by `pk sk`; the store's own trouble does not count. */
  readonly #failures = new Map<string, number>();
  readonly #scanning = new Map<string, "running" | "again">();
  readonly #resting = new Map<string, Rest>();
  readonly #relaying = new Map<string, "running" | "again">();
  readonly #punctual: readonly string[];
  /** Shards whose events wait for their turn, the first to come first. */
  readonly #postponed = new Set<string>();
  readonly #timers = new Set<() => void>();
  #stopping = false;
  #quietUntil = Number.NEGATIVE_INFINITY;
  #unsubscribe: (() => Promise<void>) | null = null;
  #relaysRunning = 0;
  #renewing = false;
  #renewed: Promise<void> = Promise.resolve();

  constructor(parts: WorkerParts) {
    this.#parts = parts;
    this.#leases = createLeases(parts.service, parts.owner, parts.exclusive);
    this.#handlers = new Map(parts.handlers.map(handler => [handler.kind, handler]));
    this.#punctual = parts.handlers.filter(handler => handler.punctual).map(handler => handler.kind);
    this.#lanes = new Lanes(
      kind => {
        const handler = this.#handlers.get(kind);
        return {
          ...(handler?.perSubLane !== undefined && { perSubLane: handler.perSubLane }),
          perLane: handler?.perTenant ?? 1,
          perProcess: handler?.perProcess ?? 64,
          ...(handler?.perTenantPerSecond !== undefined && { perLanePerSecond: handler.perTenantPerSecond }),
        };
      },
      (ms, run) => this.#after(ms, run),
      () => this.#relayPostponed(),
    );
  }

  /** Takes its first shards and begins. */
  async start(): Promise<void> {
    const { service } = this.#parts;
    this.#unsubscribe = await service.hints.subscribe(WAKE_CHANNEL, message => this.#woken(message));
    await this.#renew();
    service.telemetry.gauge(measures.workUse, () =>
      [...this.#handlers.values()].map(({ kind, perProcess }) => ({
        value: this.#lanes.inFlight(kind) / perProcess,
        labels: { kind },
      })),
    );
    void service.hints.publish(WAKE_CHANNEL, SHARDS_MOVE);
    this.#every(RENEW_MS, () => this.#renewSoon());
    this.#every(POLL_MS, () => {
      for (const shard of this.#leases.owned()) {
        this.#scan(shard);
        this.#relaySoon(shard);
      }
    });
  }

  /** Starts nothing new, finishes what is in hand, lets its shards go. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const cancel of this.#timers) cancel();
    await this.#unsubscribe?.();
    this.#lanes.clear();
    const { timer } = this.#parts.service;
    const ended = new AbortController();
    await Promise.race([
      Promise.all([this.#lanes.settled(), this.#renewed, this.#relaysSettled()]),
      timer.sleep(STOP_MS, ended.signal).catch(() => undefined),
    ]);
    ended.abort();
    await this.#leases.release();
    await this.#parts.service.hints.publish(WAKE_CHANNEL, SHARDS_MOVE);
  }

  get owned(): readonly string[] {
    return this.#leases.owned();
  }

  /** What went wrong, for the log. The store's trouble is every shard's at once: it is told once in a while, not by each of them each second. */
  #tell(error: unknown, what: string, where: { readonly [name: string]: string } = {}): void {
    const { log, timer } = this.#parts.service;
    if (!(error instanceof StoreBusy || error instanceof StoreUnknown)) {
      log.error({ err: error, ...where }, what);
      return;
    }
    const now = timer.monotonic();
    if (now < this.#quietUntil) return;
    this.#quietUntil = now + STORE_TOLD_EVERY_MS;
    log.warn({ err: error, ...where }, `${what}; it is tried again until the store answers`);
  }

  #every(ms: number, run: () => void): void {
    const again = (): void => {
      if (this.#stopping) return;
      run();
      this.#after(ms, again);
    };
    this.#after(ms, again);
  }

  #after(ms: number, run: () => void): void {
    const cancel = this.#parts.service.timer.after(ms, () => {
      this.#timers.delete(cancel);
      if (!this.#stopping) run();
    });
    this.#timers.add(cancel);
  }

  #renewSoon(): void {
    if (this.#renewing || this.#stopping) return;
    this.#renewed = this.#renew().catch(error => this.#tell(error, "leases could not be renewed"));
  }

  /** One at a time: two at once would write the same versions, and the loser would let its shards go. */
  async #renew(): Promise<void> {
    this.#renewing = true;
    try {
      const { taken, givenUp, outrun } = await this.#leases.renew();
      for (const shard of taken) {
        this.#resting.delete(shard);
        this.#scan(shard);
        this.#relay(shard);
      }
      if (givenUp) void this.#parts.service.hints.publish(WAKE_CHANNEL, SHARDS_MOVE);
      // Two that start at once want the same shards: what the other left would be nobody's until the next renewal.
      if (outrun) this.#after(OUTRUN_MS, () => this.#renewSoon());
    } finally {
      this.#renewing = false;
    }
  }

  #woken(message: string): void {
    if (message === SHARDS_MOVE) {
      this.#renewSoon();
      return;
    }
    const [what, shard = "", at] = message.split(" ");
    if (what === "clock") {
      if (this.#leases.owns(shardOf(shard))) this.#scan(`test#${shard}`);
      return;
    }
    if (!this.#leases.owns(shard)) return;
    if (what === "outbox") this.#relaySoon(shard);
    else if (what === "due" && Number(at) <= this.#parts.service.timer.now() + LOOKAHEAD_MS) this.#scan(shard);
  }

  /**
   * Moves a shard's outbox when its turn comes: a few shards at once, and one after the other while more punctual work is due than the process has room for.
   * What is told a little late is told in fewer transactions: ten events of a workspace take hardly more than one.
   */
  #relaySoon(shard: string): void {
    const atOnce = this.#punctual.some(kind => this.#lanes.crowded(kind)) ? 1 : RELAYS_AT_ONCE;
    if (this.#relaysRunning >= atOnce) this.#postponed.add(shard);
    else this.#relay(shard);
  }

  #relayPostponed(): void {
    const shards = [...this.#postponed];
    this.#postponed.clear();
    for (const shard of shards) if (this.#leases.owns(shard)) this.#relaySoon(shard);
  }

  /** Moves a shard's outbox; one at a time, and once more where it was asked again meanwhile. */
  #relay(shard: string): void {
    if (this.#stopping) return;
    if (this.#relaying.has(shard)) {
      this.#relaying.set(shard, "again");
      return;
    }
    this.#relaying.set(shard, "running");
    this.#relaysRunning += 1;
    void this.#parts.relay
      .relayShard(shard)
      .then(
        ({ more }) => more,
        error => {
          this.#tell(error, "the outbox could not be moved", { shard });
          return false;
        },
      )
      .then(more => {
        this.#relaysRunning -= 1;
        const again = more || this.#relaying.get(shard) === "again";
        this.#relaying.delete(shard);
        if (again) this.#postponed.add(shard);
        this.#relayPostponed();
      });
  }

  async #relaysSettled(): Promise<void> {
    while (this.#relaysRunning > 0) await this.#parts.service.timer.sleep(5);
  }

  /** Looks at what a partition has due and near. `test#<workspace>` is a test workspace's own partition. */
  #scan(partition: string): void {
    if (this.#stopping) return;
    if (this.#scanning.has(partition)) {
      this.#scanning.set(partition, "again");
      return;
    }
    this.#scanning.set(partition, "running");
    const scan = partition.startsWith("test#") ? this.#scanTest(partition.slice(5)) : this.#scanShard(partition);
    void scan
      .catch(error => this.#tell(error, "due work could not be read", { partition }))
      .then(() => {
        const again = this.#scanning.get(partition) === "again";
        this.#scanning.delete(partition);
        if (again) this.#scan(partition);
      });
  }

  async #scanShard(shard: string): Promise<void> {
    const { timer } = this.#parts.service;
    const now = timer.now();
    const pk = duePartition(shard);
    const resting = this.#resting.get(shard);
    if (resting && now < resting.until && (this.#heldOfShard.get(shard) ?? 0) >= resting.enough) {
      const { full } = resting;
      const hungry = new Map([...full].filter(([lane, limit]) => this.#heldOf(lane) < limit - HELD_PER_LANE / 2));
      if (hungry.size > 0) {
        const { cut } = await this.#scanPartition(shard, pk, shard, now, 0, { full, hungry });
        // All was read, and these are not full: they have no more.
        if (!cut) for (const lane of hungry.keys()) full.delete(lane);
      }
      await this.#scanPartition(shard, pk, shard, now, 0, { full, from: sortableInstant(now - LATELY_MS) });
      return;
    }
    const full = new Map<string, number>();
    const { pages, cut } = await this.#scanPartition(shard, pk, shard, now, 0, { full });
    const until = timer.now() + Math.min(LONGEST_REST_MS, pages * REST_PER_PAGE_MS);
    const enough = (cut ? HELD_PER_SHARD : HELD_PER_LANE) / 2;
    if (pages > PAGES_OF_A_FLOOD) this.#resting.set(shard, { until, enough, full });
    else this.#resting.delete(shard);
  }

  async #scanTest(workspaceId: string): Promise<void> {
    const ctx = await this.#parts.contextFor(workspaceId);
    if (!ctx?.workspace) return;
    const offset = ctx.workspace.clockOffsetMs;
    await this.#scanPartition(
      `test#${workspaceId}`,
      testDuePartition(workspaceId),
      shardOf(workspaceId),
      this.#parts.service.timer.now() + offset,
      offset,
    );
  }

  /**
   * Takes up what a partition has due and near; gives how many pages it read, and whether it was cut short for want of room in the shard. `offset` is how far
   * the partition's clock stands before real time. Lanes that have no room for all of theirs go into `full`, with what they had room for. Lanes that hold as
   * much as they may are taken out of `hungry`, and when it is empty the look ends.
   */
  async #scanPartition(
    partition: string,
    pk: string,
    shard: string,
    now: number,
    offset: number,
    {
      from,
      full,
      hungry,
    }: { readonly from?: string; readonly full?: Map<string, number>; readonly hungry?: Map<string, number> } = {},
  ): Promise<{ readonly pages: number; readonly cut: boolean }> {
    const { systemStore, timer } = this.#parts.service;
    const to = `${sortableInstant(now + LOOKAHEAD_MS)}~`;
    let next: { readonly from?: string; readonly cursor?: string } | null = from === undefined ? {} : { from };
    let pages = 0;
    const room = () => (this.#heldOfShard.get(shard) ?? 0) < HELD_PER_SHARD;
    while (next !== null && pages < PAGES && (pages === 0 || room()) && !this.#stopping) {
      const page: Page<IndexEntry> = await systemStore.queryIndex("due", { pk, to, limit: PAGE, ...next });
      pages += 1;
      let refused = 0;
      for (const entry of page.items) {
        const without = this.#hold(entry, partition, shard, offset);
        if (without === null) continue;
        refused += 1;
        full?.set(without.lane, Math.max(full.get(without.lane) ?? 0, roomOfLane(without.priority)));
      }
      for (const [lane, limit] of hungry ?? []) if (this.#heldOf(lane) >= limit) hungry?.delete(lane);
      if (hungry?.size === 0) break;
      // A driver that reads at once would else read all pages in one turn of the event loop, and everything that is due meanwhile would be late.
      if (page.cursor !== null) await timer.sleep(0);
      const beyond = refused === page.items.length ? beyondLine(page.items) : null;
      if (beyond !== null && beyond <= to && page.cursor !== null) next = { from: beyond };
      else next = page.cursor === null ? null : { ...(next.from !== undefined && { from: next.from }), cursor: page.cursor };
    }
    return { pages, cut: next !== null && !room() };
  }

  #heldOf(lane: string): number {
    return this.#heldOfLane.get(lane) ?? 0;
  }

  /** Takes up an entry, unless it is known. Where its lane has no room for it a later look finds it: then its place is given, and else null. */
  #hold(entry: IndexEntry, partition: string, shard: string, offset: number): Place | null {
    const key = `${entry.pk} ${entry.sk}`;
    const known = this.#held.get(key);
    if (known) {
      if (known.sort !== entry.sort || known.partition !== partition) known.moved = true;
      return null;
    }
    const place = placeOf(entry);
    const { instant, kind, lane, subLane, priority } = place;
    if (this.#heldOf(lane) >= roomOfLane(priority)) return place;
    const at = Date.parse(instant) - offset;
    const held: Held = {
      pk: entry.pk,
      sk: entry.sk,
      at,
      kind,
      lane,
      subLane: subLane === "" ? undefined : subLane,
      priority,
      shard,
      partition,
      sort: entry.sort,
      moved: false,
    };
    this.#held.set(key, held);
    addTo(this.#heldOfShard, shard, 1);
    addTo(this.#heldOfLane, lane, 1);
    this.#queueAt(at, key, held);
    return null;
  }

  /**
   * Queues what is held when its time has come, and not a millisecond before: its handler would find nothing due, and the next look would come a second late.
   * Timers count from when their turn of the event loop began, so on a busy one they fire early.
   */
  #queueAt(instant: number, key: string, held: Held): void {
    const wait = instant - this.#parts.service.timer.now();
    if (wait <= 0) this.#queue(key, held);
    else this.#after(wait, () => this.#queueAt(instant, key, held));
  }

  #queue(key: string, held: Held): void {
    this.#lanes.add({
      lane: held.lane,
      ...(held.subLane !== undefined && { subLane: held.subLane }),
      kind: held.kind,
      at: held.at,
      priority: held.priority,
      run: async () => {
        let again: number | null = null;
        try {
          // An owner whose lease has ended starts nothing more; the next owner finds the record.
          if (!this.#stopping && this.#leases.owns(held.shard)) again = await this.#run(key, held);
          else this.#failures.delete(key);
        } finally {
          // What failed stays in hand: its time is long past, where no look may come by for a while.
          if (again !== null && !held.moved) this.#queueAt(again, key, held);
          else {
            this.#held.delete(key);
            addTo(this.#heldOfShard, held.shard, -1);
            addTo(this.#heldOfLane, held.lane, -1);
            if (held.moved) this.#scan(held.partition);
          }
        }
      },
    });
  }

  /** Does what is due of a record. Gives when it is to be tried again, in ms since the epoch; null where it is done, or was given up. */
  async #run(key: string, held: Held): Promise<number | null> {
    const { service } = this.#parts;
    try {
      if (held.kind === "wake") await this.#wake(held);
      else {
        // What is tried again was started in time; a clock that is moved makes everything late.
        if (!this.#failures.has(key) && !held.partition.startsWith("test#"))
          service.telemetry.record(measures.workDwell, Math.max(0, service.timer.now() - held.at) / 1000, { kind: held.kind });
        // Nobody called: the wake-up that led here came by somebody else's request.
        const start = { name: "work", facts: { kind: held.kind }, traceparent: null };
        await service.telemetry.span(start, () => this.#handle(held));
      }
      this.#failures.delete(key);
      return null;
    } catch (error) {
      if (error instanceof StoreBusy || error instanceof StoreUnknown) {
        // The store's trouble, not the record's: it is taken again when the store may have recovered, as often as that takes.
        const wait = error instanceof StoreBusy ? Math.max(error.retryAfterMs, STORE_WAIT_MS) : STORE_WAIT_MS;
        this.#failures.set(key, this.#failures.get(key) ?? 0);
        return service.timer.now() + wait;
      }
      const tries = (this.#failures.get(key) ?? 0) + 1;
      service.log.error({ err: error, kind: held.kind, tries }, "durable work failed");
      service.telemetry.count(measures.workFailed, { kind: held.kind });
      if (tries >= TRIES) {
        this.#failures.delete(key);
        await this.#giveUp(held, error).catch(failed =>
          service.log.error({ err: failed, kind: held.kind }, "work could not be parked"),
        );
        return null;
      }
      this.#failures.set(key, tries);
      return service.timer.now() + (RETRY_AFTER_MS[tries - 1] ?? 0);
    }
  }

  /** What fails every time is ended by its handler, or else taken out of the due work. */
  async #giveUp(held: Held, error: unknown): Promise<void> {
    const { service } = this.#parts;
    const handler = this.#handlers.get(held.kind);
    const owner = tenantOf(held.pk);
    if (handler?.giveUp && owner) {
      try {
        const ctx = await this.#parts.contextFor(owner.tenantId);
        if (ctx)
          return await handler.giveUp(ctx as Ctx & OrganizationCtx, { pk: owner.pk, sk: held.sk, lane: held.lane, at: held.at });
      } catch (failed) {
        service.log.error({ err: failed, kind: held.kind }, "durable work could not be given up; it is parked");
      }
    }
    await park(service, held, error);
  }

  async #handle(held: Held): Promise<void> {
    const handler = this.#handlers.get(held.kind);
    const owner = tenantOf(held.pk);
    if (!handler || !owner) throw new Error(`there is no handler for ${held.kind} of ${held.pk}`);
    const ctx = await this.#parts.contextFor(owner.tenantId);
    if (!ctx) {
      await park(this.#parts.service, held, new Error("the tenant is gone"));
      return;
    }
    await handler.handle(ctx as Ctx & OrganizationCtx, { pk: owner.pk, sk: held.sk, lane: held.lane, at: held.at });
  }

  /**
   * A wake stands in real time for what a test workspace has due on its own clock. It stays due, and is looked at again with each poll, until all of that has
   * been taken up: should this process die on the way, the next owner finds the wake. Then it hands over to one for what comes due next.
   */
  async #wake(held: Held): Promise<void> {
    const { systemStore, timer } = this.#parts.service;
    const workspaceId = held.pk.slice(held.pk.indexOf("#") + 1);
    if (timer.now() < held.at + WAKE_STAYS_MS) {
      this.#scan(`test#${workspaceId}`); // once for all wakes of a workspace that stand now
      return;
    }
    await this.#scanTest(workspaceId);
    const ctx = await this.#parts.contextFor(workspaceId);
    const forget: Operation = { op: "delete", key: { pk: held.pk, sk: held.sk } };
    if (!ctx?.workspace) {
      await systemStore.write([forget]);
      return;
    }
    const offset = ctx.workspace.clockOffsetMs;
    if (await this.#heldOfWake(held, workspaceId, offset)) return;
    const first = (await systemStore.queryIndex("due", { pk: testDuePartition(workspaceId), limit: 1 })).items[0];
    if (!first) {
      await systemStore.write([forget]);
      return;
    }
    const realAt = Date.parse(first.sort.slice(0, INSTANT_LENGTH)) - offset;
    if (realAt <= timer.now()) return;
    // One key for one instant: every wake that comes by here means the same successor.
    const successor: Item = {
      pk: held.pk,
      sk: `${first.sort.slice(0, INSTANT_LENGTH)}#next`,
      version: 1,
      data: null,
      due: { pk: duePartition(held.shard), sk: `${sortableInstant(realAt)}#wake#${workspaceId}` },
    };
    await systemStore.write(
      successor.sk === held.sk ? [{ op: "put", item: successor }] : [{ op: "put", item: successor }, forget],
    );
  }

  /**
   * Takes up what a wake was written for and is due still: the index may show it later than any wake stays. Its records are read from the table, which does
   * not lag. Whether there was any.
   */
  async #heldOfWake(held: Held, workspaceId: string, offset: number): Promise<boolean> {
    const { systemStore, timer } = this.#parts.service;
    const wake = await systemStore.get({ pk: held.pk, sk: held.sk });
    const records = (wake?.data ?? []) as unknown as readonly Key[];
    if (records.length === 0) return false;
    const pk = testDuePartition(workspaceId);
    const now = timer.now() + offset;
    let any = false;
    for (const item of await systemStore.batchGet(records)) {
      if (item?.due?.pk !== pk || Date.parse(item.due.sk.slice(0, INSTANT_LENGTH)) > now) continue;
      this.#hold({ pk: item.pk, sk: item.sk, sort: item.due.sk }, `test#${workspaceId}`, held.shard, offset);
      any = true;
    }
    return any;
  }
}

/** Where an entry of the due index stands in the order of turns. */
interface Place {
  readonly instant: string;
  readonly kind: string;
  readonly lane: string;
  /** Empty where it has none. */
  readonly subLane: string;
  readonly priority: Priority;
}

/** How long a shard with a flood is not read through again. */
interface Rest {
  /** On the clock of the timer. */
  readonly until: number;
  /** With fewer held of the shard it is read through again all the same: there is room for more. */
  readonly enough: number;
  /** Lanes that had no room for all of theirs, and what they had room for. */
  readonly full: Map<string, number>;
}

/** How many of a lane are held. What is to go first must be seen behind a flood of what is not. */
const roomOfLane = (priority: Priority): number => (priority === "high" ? 2 : 1) * HELD_PER_LANE;

/** What the sort key of an entry says, as `commit` alone writes it. Whose turn it takes: the lane it names, or else its tenant. */
function placeOf({ pk, sort }: IndexEntry): Place {
  const [instant = "", kind = "", told = "", subLane = "", priority = "normal"] = sort.split("#");
  const lane = told === "" ? pk.slice(0, pk.indexOf("|")) : told;
  return { instant, kind, lane, subLane, priority: priority as Priority };
}

/**
 * Where a look goes on behind a page of one and the same instant, kind, lane and account, whose lane is full: there may be a hundred thousand more of them,
 * and none has room. Null where the page holds anything else, or names no lane, so that others' records may stand among them.
 */
function beyondLine(entries: readonly IndexEntry[]): string | null {
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || first.sort !== last?.sort) return null;
  const [, , lane, account] = first.sort.split("#");
  return lane || account ? `${first.sort}\u0001` : null;
}

/** Counts by name; a count of nothing is not kept. */
function addTo(counts: Map<string, number>, name: string, by: number): void {
  const count = (counts.get(name) ?? 0) + by;
  if (count > 0) counts.set(name, count);
  else counts.delete(name);
}
