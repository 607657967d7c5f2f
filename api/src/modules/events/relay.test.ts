import { afterEach, describe, expect, test } from "vitest";
import { commit, create, type NewEvent, NO_CHANGE, type OutboxBatch, outboxPartition, SHARDS, shardOf } from "../../change.ts";
import type { Ctx, OrganizationCtx, Service } from "../../ctx.ts";
import type { Json, Operation, Store } from "../../ports/store/store.ts";
import { StoreUnknown } from "../../ports/store/store.ts";
import { tenantStore } from "../../tenant.ts";
import { type MovableTimer, movableTimer } from "../../testing/movable-timer.ts";
import { openTestService, type TestService, testCtx } from "../../testing/service.ts";
import { findEvent, logHead, readLog } from "./log.ts";
import { createRelay, oldestOutboxAt, type Relay } from "./relay.ts";
import type { LogEvent, Subscriber } from "./subscriber.ts";

const SHARD_NAMES = Array.from({ length: SHARDS }, (_, shard) => String(shard).padStart(2, "0"));

const open: TestService[] = [];
afterEach(async () => {
  for (const service of open.splice(0)) await service.close();
});

async function newService(replace?: (service: Service) => Partial<Service>): Promise<Service> {
  const opened = await openTestService(replace && { replace });
  open.push(opened);
  return opened.service;
}

/** A store whose `write` is the test's own, over the real one. */
const withWrite = (store: Store, write: Store["write"]): Store => ({
  get: key => store.get(key),
  batchGet: keys => store.batchGet(keys),
  query: query => store.query(query),
  queryIndex: (index, query) => store.queryIndex(index, query),
  write,
  ping: () => store.ping(),
  close: () => store.close(),
});

/** Relays of one service over a set of workspaces that belong to one organization. */
function house(service: Service, subscribers: readonly Subscriber[] = []) {
  const organizationId = service.ids.next("organization");
  const contexts = new Map<string, Ctx>();
  return {
    organizationId,
    workspace(): Ctx {
      const id = service.ids.next("workspace");
      const ctx = testCtx(service, organizationId, id);
      contexts.set(id, ctx);
      return ctx;
    },
    relay: (over: Service = service, known = subscribers): Relay =>
      createRelay({
        service: over,
        contextFor: async id => {
          const ctx = contexts.get(id);
          return ctx ? { ...ctx, ...over } : null;
        },
        subscribers: known,
      }),
  };
}

async function relayAll(relay: Relay): Promise<number> {
  let moved = 0;
  for (const shard of SHARD_NAMES) {
    let more = true;
    while (more) {
      const step = await relay.relayShard(shard);
      moved += step.moved;
      more = step.more;
    }
  }
  return moved;
}

async function logOf(ctx: Pick<OrganizationCtx, "systemStore">, tenantId: string): Promise<LogEvent[]> {
  const store = tenantStore(ctx.systemStore, tenantId);
  const head = await logHead(store);
  const events: LogEvent[] = [];
  while (events.length < head.seq) {
    const page = await readLog(store, head, events.length, 100);
    if (page.length === 0) break;
    events.push(...page);
  }
  expect(events.map(event => event.seq)).toEqual(Array.from({ length: head.seq }, (_, index) => index + 1));
  return events;
}

async function outboxOf(service: Service): Promise<OutboxBatch[]> {
  const pages = await Promise.all(
    SHARD_NAMES.map(shard => service.systemStore.query({ pk: outboxPartition(shard), limit: 1000 })),
  );
  return pages.flatMap(({ items }) => items.map(({ data }) => data as unknown as OutboxBatch));
}

const happened = (type: string, data: { readonly [key: string]: Json } = {}): NewEvent => ({ type, data });
const tell = (ctx: OrganizationCtx, ...events: NewEvent[]): Promise<unknown> => commit(ctx, { writes: [], events });
const numbersOf = (events: readonly LogEvent[]) => events.map(({ data }) => (data as { n: number }).n);

describe("the relay", () => {
  test("brings the events of many workspaces to their logs, in order and without a gap", async () => {
    const service = await newService();
    const { workspace, relay } = house(service);
    const workspaces = Array.from({ length: 20 }, workspace);
    const mover = relay();
    const telling = workspaces.map(async ctx => {
      for (let n = 0; n < 30; n += 2) await tell(ctx, happened("post.created", { n }), happened("post.updated", { n: n + 1 }));
    });
    const moving = (async () => {
      for (let round = 0; round < 5; round++) await relayAll(mover);
    })();
    await Promise.all([...telling, moving]);
    await relayAll(mover);
    for (const ctx of workspaces) {
      const events = await logOf(service, ctx.workspace.id);
      expect(numbersOf(events)).toEqual(Array.from({ length: 30 }, (_, n) => n));
    }
    expect(await outboxOf(service)).toEqual([]);
    expect(await oldestOutboxAt(service)).toBe(null);
  });

  test("gives each event one place when two relays move one shard at once", async () => {
    const service = await newService();
    const seen: string[] = [];
    const counting: Subscriber = {
      name: "counting",
      types: null,
      plan: async (_, events) => ({
        writes: events.map(({ id }) => create({ pk: "seen", sk: id, data: null })),
        events: [],
      }),
    };
    const { workspace, relay } = house(service, [counting]);
    const workspaces = Array.from({ length: 4 }, workspace);
    const relays = [relay(), relay(), relay()];
    for (const ctx of workspaces) for (let n = 0; n < 60; n++) await tell(ctx, happened("post.created", { n }));
    await Promise.all(relays.map(relayAll));
    await relayAll(relay());
    for (const ctx of workspaces) {
      const events = await logOf(service, ctx.workspace.id);
      expect(numbersOf(events)).toEqual(Array.from({ length: 60 }, (_, n) => n));
      const effects = await ctx.store.query({ pk: "seen", limit: 1000 });
      expect(effects.items.map(({ sk }) => sk).sort()).toEqual(events.map(({ id }) => id).sort());
      seen.push(...events.map(({ id }) => id));
    }
    expect(new Set(seen).size).toBe(240);
  });

  test("moves nothing that another relay has moved since it read the outbox", async () => {
    const service = await newService();
    const { workspace, relay } = house(service);
    const ctx = workspace();
    for (let n = 0; n < 10; n++) await tell(ctx, happened("post.created", { n }));
    const { systemStore: store } = service;
    const slow: Store = {
      ...withWrite(store, operations => store.write(operations)),
      async query(query) {
        const page = await store.query(query);
        if (query.pk.startsWith("outbox#") && page.items.length > 0) await relayAll(relay());
        return page;
      },
    };
    await relayAll(relay({ ...service, systemStore: slow }));
    expect(numbersOf(await logOf(service, ctx.workspace.id))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("knows by the head's version when another relay has given out places since", async () => {
    const service = await newService();
    const { workspace, relay } = house(service);
    const ctx = workspace();
    const relays = [relay(), relay()];
    for (let n = 0; n < 6; n++) {
      await tell(ctx, happened("post.created", { n }));
      for (const mover of relays.slice(n % 2, (n % 2) + 1)) await relayAll(mover);
    }
    expect(numbersOf(await logOf(service, ctx.workspace.id))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test.each(["applied", "lost"])("goes on at once after a write whose answer was lost and that was %s", async fate => {
    const service = await newService();
    const { workspace, relay } = house(service);
    const ctx = workspace();
    for (let n = 0; n < 150; n++) await tell(ctx, happened("post.created", { n }));
    let writes = 0;
    const forgetful = withWrite(service.systemStore, async operations => {
      writes += 1;
      if (writes === 2 && fate === "lost") throw new StoreUnknown("lost");
      const result = await service.systemStore.write(operations);
      if (writes === 2) throw new StoreUnknown("applied");
      return result;
    });
    await relayAll(relay({ ...service, systemStore: forgetful }));
    expect(numbersOf(await logOf(service, ctx.workspace.id))).toEqual(Array.from({ length: 150 }, (_, n) => n));
  });

  test("keeps a tenant's order when it recovers while its outbox is being walked through", async () => {
    const timer = movableTimer();
    const service = await newService(() => ({ timer }));
    let failures = 0;
    const { workspace, relay } = house(service, [
      {
        name: "fails once",
        types: null,
        plan: async () => {
          if (failures++ === 0) throw new Error("only now");
          return { writes: [], events: [] };
        },
      },
    ]);
    const ctx = workspace();
    for (let n = 0; n < 1200; n += 50)
      await Promise.all(Array.from({ length: 50 }, (_, position) => tell(ctx, happened("post.created", { n: n + position }))));
    const { systemStore: store } = service;
    const slow: Store = {
      ...withWrite(store, operations => store.write(operations)),
      async query(query) {
        if (query.cursor !== undefined) timer.advance(5000); // the second page comes later than it was made to wait
        return store.query(query);
      },
    };
    const mover = relay({ ...service, systemStore: slow });
    await relayAll(mover);
    expect(await logOf(service, ctx.workspace.id)).toEqual([]);
    await relayAll(mover);
    expect(numbersOf(await logOf(service, ctx.workspace.id))).toEqual(Array.from({ length: 1200 }, (_, n) => n));
  });

  test("moves everything once when answers of the store are lost, before and after applying", async () => {
    let random = 7;
    const chance = () => {
      random = (random * 16807) % 2147483647;
      return random / 2147483647;
    };
    const service = await newService();
    const flaky: Service = {
      ...service,
      systemStore: withWrite(service.systemStore, async operations => {
        const fate = chance();
        if (fate < 0.2) throw new StoreUnknown("lost before");
        const result = await service.systemStore.write(operations);
        if (fate < 0.5) throw new StoreUnknown("lost after");
        return result;
      }),
    };
    const timer = movableTimer();
    const { workspace, relay } = house(service, [
      {
        name: "effects",
        types: ["post.created"],
        plan: async (_, events) => ({
          writes: events.map(({ id }) => create({ pk: "effects", sk: id, data: null })),
          events: events.map(({ data }) => happened("post.updated", { of: data })),
        }),
      },
    ]);
    const workspaces = Array.from({ length: 5 }, workspace);
    for (const ctx of workspaces) for (let n = 0; n < 200; n++) await tell(ctx, happened("post.created", { n }));
    const mover = relay({ ...flaky, timer });
    while ((await outboxOf(service)).length > 0) {
      await relayAll(mover);
      timer.advance(60_000);
    }
    for (const ctx of workspaces) {
      const events = await logOf(service, ctx.workspace.id);
      expect(numbersOf(events.filter(({ type }) => type === "post.created"))).toEqual(Array.from({ length: 200 }, (_, n) => n));
      expect(events.filter(({ type }) => type === "post.updated")).toHaveLength(200);
      expect((await ctx.store.query({ pk: "effects", limit: 1000 })).items).toHaveLength(200);
    }
  });

  test.each(["before", "after"])("goes on where a process that died %s a write left off", async moment => {
    const service = await newService();
    const { workspace, relay } = house(service);
    const ctx = workspace();
    for (let n = 0; n < 300; n++) await tell(ctx, happened("post.created", { n }));
    for (let survives = 1; (await outboxOf(service)).length > 0; survives++) {
      let writes = 0;
      const dying = withWrite(service.systemStore, async (operations: readonly Operation[]) => {
        writes += 1;
        if (writes > survives || (writes === survives && moment === "before")) throw new Error("the process is dead");
        const result = await service.systemStore.write(operations);
        if (writes === survives) throw new Error("the process is dead");
        return result;
      });
      await relayAll(relay({ ...service, systemStore: dying }));
    }
    expect(numbersOf(await logOf(service, ctx.workspace.id))).toEqual(Array.from({ length: 300 }, (_, n) => n));
  });

  test("puts what subscribers tell right behind what caused it, and tells the other subscribers", async () => {
    const service = await newService();
    const heard: string[] = [];
    const { workspace, relay } = house(service, [
      {
        name: "posts",
        types: ["target.published"],
        plan: async (_, events) => ({ writes: [], events: events.map(({ data }) => happened("post.published", { of: data })) }),
      },
      {
        name: "listener",
        types: null,
        plan: async (_, events) => {
          heard.push(...events.map(event => `${event.seq} ${event.type}`));
          return { writes: [], events: [] };
        },
      },
    ]);
    const ctx = workspace();
    await tell(ctx, happened("target.published", { n: 1 }));
    await relayAll(relay());
    await tell(ctx, happened("post.deleted", { n: 2 }));
    await relayAll(relay());
    const told = (await logOf(service, ctx.workspace.id)).map(event => `${event.seq} ${event.type}`);
    expect(told).toEqual(["1 target.published", "2 post.published", "3 post.deleted"]);
    expect(heard).toEqual(told);
  });

  test("moves a batch that is too large for one transaction in parts", async () => {
    const service = await newService();
    const { workspace, relay } = house(service, [
      {
        name: "heavy",
        types: null,
        plan: async (_, events) => ({
          writes: events.flatMap(({ id }) => ["a", "b", "c"].map(sk => create({ pk: `heavy#${id}`, sk, data: null }))),
          events: [],
        }),
      },
    ]);
    const ctx = workspace();
    await tell(ctx, ...Array.from({ length: 250 }, (_, n) => happened("post.created", { n })));
    const wide = workspace();
    for (let n = 0; n < 40; n++) await tell(wide, happened("post.created", { n, text: "x".repeat(300_000) }));
    await relayAll(relay());
    expect(numbersOf(await logOf(service, ctx.workspace.id))).toEqual(Array.from({ length: 250 }, (_, n) => n));
    expect(numbersOf(await logOf(service, wide.workspace.id))).toEqual(Array.from({ length: 40 }, (_, n) => n));
  });

  test("lets nobody wait for a tenant that fails, keeps its events in order, and moves them when it works again", async () => {
    const timer: MovableTimer = movableTimer();
    const service = await newService(() => ({ timer }));
    let broken = true;
    const { workspace, relay } = house(service, [
      {
        name: "breaks",
        types: null,
        plan: async (ctx, events) => {
          if (broken && ctx.workspace?.id === bad.workspace.id && events.some(({ data }) => (data as { n: number }).n >= 3))
            throw new Error("this subscriber is broken");
          return { writes: [], events: [] };
        },
      },
    ]);
    const bad = workspace();
    const shard = shardOf(bad.workspace.id);
    // More than a page of the failing tenant's stands before the other's event in the same shard.
    for (let n = 0; n < 60; n++)
      await tell(bad, ...Array.from({ length: n < 3 ? 1 : 20 }, () => happened("post.created", { n })));
    for (let n = 60; n < 1100; n += 100)
      await Promise.all(Array.from({ length: 100 }, () => tell(bad, happened("post.created", { n }))));
    let good = workspace();
    while (shardOf(good.workspace.id) !== shard) good = workspace();
    await tell(good, happened("post.created", { n: 1 }));
    const mover = relay();
    await relayAll(mover);
    expect(await logOf(service, good.workspace.id)).toHaveLength(1);
    expect(await logOf(service, bad.workspace.id)).toEqual([]);
    timer.advance(61_000);
    await relayAll(mover);
    expect(numbersOf(await logOf(service, bad.workspace.id))).toEqual([0, 1, 2]); // one by one, up to the one that fails
    await tell(good, happened("post.created", { n: 2 }));
    await relayAll(mover);
    expect(await logOf(service, good.workspace.id)).toHaveLength(2);
    broken = false;
    await relayAll(mover);
    expect(await logOf(service, bad.workspace.id)).toHaveLength(3); // it waits its time
    timer.advance(61_000);
    await relayAll(mover);
    const numbers = numbersOf(await logOf(service, bad.workspace.id));
    expect(numbers).toHaveLength(3 + 57 * 20 + 1100);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  test("stops subscribers that answer each other for ever, and loses nothing", async () => {
    const service = await newService();
    const { workspace, relay } = house(service, [
      { name: "echo", types: null, plan: async () => ({ writes: [], events: [happened("post.updated")] }) },
    ]);
    const ctx = workspace();
    await tell(ctx, happened("post.created"));
    await relayAll(relay());
    expect(await logOf(service, ctx.workspace.id)).toEqual([]);
    expect(await outboxOf(service)).toHaveLength(1);
  });

  test("moves the last events of a workspace that is gone, and an organization's own", async () => {
    const service = await newService();
    const { organizationId, relay } = house(service);
    const gone = testCtx(service, organizationId, service.ids.next("workspace"));
    await tell(gone, happened("post.deleted", { n: 1 }));
    await tell(testCtx(service, organizationId), happened("webhook_endpoint.disabled", { n: 2 }));
    await relayAll(relay());
    expect(numbersOf(await logOf(service, gone.workspace.id))).toEqual([1]);
    expect(numbersOf(await logOf(service, organizationId))).toEqual([2]);
  });

  test("tells subscribers of an organization's events by their modes, and keeps the modes in its log", async () => {
    const service = await newService();
    const told: [type: string, mode: string | null][] = [];
    const subscriber: Subscriber = {
      name: "modes",
      types: null,
      plan: async (_, events, { mode }) => {
        for (const { type } of events) told.push([type, mode]);
        return NO_CHANGE;
      },
    };
    const { organizationId, relay } = house(service, [subscriber]);
    const ctx = testCtx(service, organizationId);
    const events = [
      ["live.one", "live"],
      ["test.one", "test"],
      ["test.two", "test"],
      ["of.both", null],
      ["live.two", "live"],
    ] as const;
    for (const [type, mode] of events) await tell({ ...ctx, mode }, happened(type));
    await relayAll(relay());
    expect(told).toEqual(events);
    expect((await logOf(ctx, organizationId)).map(({ type, mode = null }) => [type, mode])).toEqual(events);
  });

  test("keeps order over the turn of a month, also when the next relay's clock is behind", async () => {
    const timer = movableTimer();
    timer.advance(Date.parse("2027-01-31T23:59:00Z") - timer.now());
    const service = await newService(() => ({ timer }));
    const { workspace, relay } = house(service);
    const ctx = workspace();
    const mover = relay();
    for (let n = 0; n < 3; n++) await tell(ctx, happened("post.created", { n }));
    await relayAll(mover);
    timer.advance(120_000);
    await tell(ctx, happened("post.created", { n: 3 }));
    await relayAll(mover);
    await tell(ctx, happened("post.created", { n: 4 }));
    await relayAll(relay({ ...service, timer: { ...timer, now: () => timer.now() - 300_000 } }));
    const head = await logHead(ctx.store);
    expect(head.months).toEqual([
      { month: "2027-01", first: 1 },
      { month: "2027-02", first: 4 },
    ]);
    const events = await logOf(service, ctx.workspace.id);
    expect(numbersOf(events)).toEqual([0, 1, 2, 3, 4]);
    const third = events[3];
    expect(third && (await findEvent(ctx.store, third.id))).toEqual(third);
  });
});
