import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  AnsweredMeanwhile,
  type Change,
  Conflict,
  commit,
  create,
  duePartition,
  erase,
  join,
  NO_CHANGE,
  outboxPartition,
  replace,
  retrying,
  shardOf,
  sortableInstant,
  testDuePartition,
} from "./change.ts";
import type { Ctx, KeptAnswer } from "./ctx.ts";
import { Refusal } from "./problems.ts";
import { openTestService, type TestService, testCtx } from "./testing/service.ts";

let opened: TestService;
let ctx: Ctx;
beforeEach(async () => {
  opened = await openTestService();
  ctx = testCtx(opened.service, "org_1", "ws_1", "live");
});
afterEach(() => opened.close());

const store = () => opened.service.systemStore;
const only = (...writes: Change["writes"]): Change => ({ writes, events: [] });
const note = (sk: string) => ({ pk: "notes", sk, data: { text: sk } });

describe("walls between tenants", () => {
  test("a write lies in the workspace it is made for, or in its organization, and nowhere else", async () => {
    await commit(ctx, only(create(note("a")), create(note("a"), { in: "organization" })));
    expect(await store().get({ pk: "ws_1|notes", sk: "a" })).not.toBeNull();
    expect(await store().get({ pk: "org_1|notes", sk: "a" })).not.toBeNull();
    expect(await testCtx(opened.service, "org_1", "ws_2").store.get("notes", "a")).toBeNull();
    expect(await testCtx(opened.service, "org_2").organizationStore.get("notes", "a")).toBeNull();
  });

  test("a key that names another tenant is a key of one's own", async () => {
    await commit(ctx, only(create({ ...note("a"), pk: "ws_2|notes" })));
    expect(await store().get({ pk: "ws_2|notes", sk: "a" })).toBeNull();
    expect(await ctx.store.get("ws_2|notes", "a")).not.toBeNull();
    expect(await testCtx(opened.service, "org_1", "ws_2").store.get("notes", "a")).toBeNull();
  });

  test.each(["notes", "ws_2|notes", "due#00", "parked#00", "", "Lookup#x"])("%j is no system partition", async pk => {
    const change = only(create({ pk, sk: "a", data: null }, { in: "system" }));
    await expect(commit(ctx, change)).rejects.toThrow("is not a system partition");
  });

  test("without a workspace nothing is written into one", async () => {
    await expect(commit(testCtx(opened.service, "org_1"), only(create(note("a"))))).rejects.toThrow("needs a workspace");
  });

  test("what stands in a list or in the due index stands in its own tenant's", async () => {
    const at = Date.parse("2026-11-21T09:00:00Z");
    const draft = { ...note("a"), list: { pk: "all", sk: "a" }, due: { at, clock: "workspace", kind: "note" } as const };
    await commit(ctx, only(create(draft)));
    expect(await store().get({ pk: "ws_1|notes", sk: "a" })).toMatchObject({
      list: { pk: "ws_1|all", sk: "a" },
      due: { pk: duePartition(shardOf("ws_1")), sk: "2026-11-21T09:00:00.000Z#note" },
    });
    const inTest = testCtx(opened.service, "org_1", "ws_9", "test");
    await commit(inTest, only(create(draft)));
    expect((await store().get({ pk: "ws_9|notes", sk: "a" }))?.due?.pk).toBe(testDuePartition("ws_9"));
  });
});

describe("all or nothing", () => {
  test("a record that changed since it was read keeps everything from happening, the events too", async () => {
    await commit(ctx, only(create(note("a"))));
    const change: Change = { writes: [create(note("b")), replace(note("a"), { version: 7 })], events: [{ type: "x", data: {} }] };
    await expect(commit(ctx, change)).rejects.toBeInstanceOf(Conflict);
    expect(await ctx.store.get("notes", "b")).toBeNull();
    expect((await store().query({ pk: outboxPartition(shardOf("ws_1")), limit: 10 })).items).toEqual([]);
    await expect(commit(ctx, only(create(note("a"))))).rejects.toBeInstanceOf(Conflict);
    await expect(commit(ctx, only(erase(note("a"), { version: 7 })))).rejects.toBeInstanceOf(Conflict);
    await commit(ctx, only(erase(note("a"), { version: 1 })));
  });

  test("a condition with a refusal of its own refuses so", async () => {
    await commit(ctx, only(create(note("a"))));
    const conflict = new Refusal("already_exists", "There is one.");
    await expect(commit(ctx, only(create(note("b")), create(note("a"), { conflict })))).rejects.toBe(conflict);
    const full = new Refusal("limit_reached", "Full.");
    const add = { op: "add", key: { pk: "count", sk: "n" }, by: 2, max: 3, conflict: full } as const;
    await commit(ctx, only(add));
    await expect(commit(ctx, only(add))).rejects.toBe(full);
  });

  test("events of one commit lie in one batch of the outbox, in their order", async () => {
    const events = ["one", "two"].map(type => ({ type, data: { type } }));
    await commit(
      ctx,
      join({ writes: [create(note("a"))], events: events.slice(0, 1) }, NO_CHANGE, { writes: [], events: events.slice(1) }),
    );
    const [batch] = (await store().query({ pk: outboxPartition(shardOf("ws_1")), limit: 10 })).items;
    expect(batch?.data).toMatchObject({
      tenantId: "ws_1",
      organizationId: "org_1",
      mode: "live",
      events: [{ type: "one" }, { type: "two" }],
    });
  });
});

describe("a kept answer", () => {
  const keptAs = (sk: string): KeptAnswer => ({
    in: "workspace",
    pk: "idempotency#x",
    sk,
    fingerprint: "f",
    status: 201,
    kept: false,
  });

  test("stands or falls with the change, once", async () => {
    const [first, second] = [keptAs("key"), keptAs("key")];
    await commit({ ...ctx, keptAnswer: first }, only(create(note("a"))), { id: 1 });
    expect(first.kept).toBe(true);
    await expect(commit({ ...ctx, keptAnswer: second }, only(create(note("b"))), { id: 2 })).rejects.toBeInstanceOf(
      AnsweredMeanwhile,
    );
    expect([second.kept, await ctx.store.get("notes", "b")]).toEqual([false, null]);
  });

  test("does not lie in the store in clear", async () => {
    await commit({ ...ctx, keptAnswer: keptAs("key") }, NO_CHANGE, { secret: "sk_live_do_not_store" });
    expect(JSON.stringify(await ctx.store.get("idempotency#x", "key"))).not.toContain("do_not_store");
  });
});

describe("planning again", () => {
  test("after conflicts reads fresh state, until it holds", async () => {
    let tries = 0;
    const run = async () => {
      tries += 1;
      if (tries < 4) throw new Conflict("changed");
      return tries;
    };
    expect(await retrying(ctx, run)).toBe(4);
  });
  test("gives up with 409 that says when to try again, and passes on every other error at once", async () => {
    const always = retrying(ctx, async () => {
      throw new Conflict("changed");
    });
    await expect(always).rejects.toMatchObject({ code: "conflict", retryAfterMs: 1000 });
    const other = new Refusal("not_found", "No.");
    await expect(retrying(ctx, () => Promise.reject(other))).rejects.toBe(other);
  });
});

test("instants in keys are those of toISOString, and sort as time does", () => {
  const instants = [
    0, 1, 999, 59_999, 86_399_999, 86_400_000, -1, -86_400_001, 1_795_000_000_123, 253_402_300_799_999, -62_167_219_200_000,
  ];
  for (const ms of instants) expect(sortableInstant(ms)).toBe(new Date(ms).toISOString());
  const sorted = [...instants].sort((a, b) => a - b).map(sortableInstant);
  expect([...sorted].sort()).toEqual(sorted);
});

test("an instant that no key can hold stands at the end of those that it can", () => {
  for (const ms of [253_402_300_800_000, 8.64e15, Number.POSITIVE_INFINITY])
    expect(sortableInstant(ms)).toBe("9999-12-31T23:59:59.999Z");
  for (const ms of [-62_167_219_200_001, -8.64e15, Number.NEGATIVE_INFINITY])
    expect(sortableInstant(ms)).toBe("0000-01-01T00:00:00.000Z");
});

test("a shard is two digits, the same each time, and lanes spread over all", () => {
  const shards = Array.from({ length: 2000 }, (_, lane) => shardOf(`ws_${lane}`));
  expect(new Set(shards).size).toBe(64);
  for (const shard of shards) expect(shard).toMatch(/^[0-6]\d$/);
  expect(shardOf("ws_7")).toBe(shards[7]);
});
