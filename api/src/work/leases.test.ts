import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SHARDS } from "../change.ts";
import { type Fate, type Gate, losingStore, puts } from "../testing/losing-store.ts";
import { type MovableTimer, movableTimer } from "../testing/movable-timer.ts";
import { openTestService, type TestService } from "../testing/service.ts";
import { createLeases, LEASE_MS, type Leases, RENEW_MS } from "./leases.ts";

let opened: TestService;
let timer: MovableTimer;
let gate: Gate;
beforeEach(async () => {
  timer = movableTimer();
  gate = { decide: () => "passes" };
  opened = await openTestService({ replace: service => ({ timer, systemStore: losingStore(service, gate) }) });
});
afterEach(() => opened.close());

const owner = (name: string, exclusive = false): Leases => createLeases(opened.service, name, exclusive);
/** How many shards both believe to own now. */
const shared = (a: Leases, b: Leases): number => a.owned().filter(shard => a.owns(shard) && b.owns(shard)).length;
const counts = (...all: Leases[]): number[] => all.map(leases => leases.owned().filter(shard => leases.owns(shard)).length);

test("one alone takes every shard, and tells which it took once", async () => {
  const a = owner("a");
  expect((await a.renew()).taken).toHaveLength(SHARDS);
  expect(counts(a)).toEqual([SHARDS]);
  expect((await a.renew()).taken).toEqual([]);
});

test("a second gets its share within two renewals, and no shard has two owners on the way", async () => {
  const [a, b] = [owner("a"), owner("b")];
  await a.renew();
  await b.renew();
  expect(counts(a, b)).toEqual([SHARDS, 0]);
  for (let round = 0; round < 4; round++) {
    timer.advance(RENEW_MS / 2);
    await a.renew();
    expect(shared(a, b)).toBe(0);
    await b.renew();
    expect(shared(a, b)).toBe(0);
  }
  expect(counts(a, b)).toEqual([SHARDS / 2, SHARDS / 2]);
});

test("of two that take at once the slower is told, and finds the rest when it looks again", async () => {
  const [a, b] = [owner("a"), owner("b")];
  const both = await Promise.all([a.renew(), b.renew()]);
  const [slower, quicker] = counts(a, b)[0] === 0 ? [a, b] : [b, a];
  expect(counts(quicker, slower)).toEqual([SHARDS / 2, 0]);
  expect(both.map(({ outrun }) => outrun).sort()).toEqual([false, true]);
  expect(await slower.renew()).toMatchObject({ outrun: false });
  expect(counts(quicker, slower)).toEqual([SHARDS / 2, SHARDS / 2]);
});

test("the shards of one that died are free when its leases end, not before", async () => {
  const [a, b] = [owner("a"), owner("b")];
  await a.renew();
  timer.advance(LEASE_MS - 1000);
  expect((await b.renew()).taken).toEqual([]);
  timer.advance(1001);
  expect(counts(a)).toEqual([0]);
  await b.renew();
  timer.advance(RENEW_MS);
  await b.renew();
  expect(counts(b)).toEqual([SHARDS]);
});

test("an owner trusts its lease less long than others must respect it", async () => {
  const [a, b] = [owner("a"), owner("b")];
  await a.renew();
  timer.advance(LEASE_MS - 1500);
  expect(counts(a)).toEqual([0]);
  expect((await b.renew()).taken).toEqual([]);
});

test("what is let go is free at once", async () => {
  const [a, b] = [owner("a"), owner("b")];
  await a.renew();
  await a.release();
  expect(a.owned()).toEqual([]);
  await b.renew();
  expect(counts(b)).toEqual([SHARDS]);
});

test("where nobody else can have the store open, the leases of a dead process hold nobody up", async () => {
  const [dead, next] = [owner("dead"), owner("next", true)];
  await dead.renew();
  expect((await next.renew()).taken).toHaveLength(SHARDS);
  await dead.renew();
  expect(counts(dead)).toEqual([0]);
});

test("a pause does not make an owner of one whose shards were taken meanwhile", async () => {
  const [a, b] = [owner("a"), owner("b")];
  await a.renew();
  timer.advance(LEASE_MS + 1);
  await b.renew();
  expect(counts(a)).toEqual([0]);
  await a.renew();
  expect(shared(a, b)).toBe(0);
});

describe("a store whose answers are lost", () => {
  for (const fate of ["applied", "lost", "busy"] as const)
    test(`(${fate}) never makes an owner; the next renewal does`, async () => {
      const a = owner("a");
      gate.decide = (operations): Fate => (puts(operations, "lease#work") ? fate : "passes");
      await a.renew();
      expect(counts(a)).toEqual([0]);
      gate.decide = () => "passes";
      await a.renew();
      expect(counts(a)).toEqual([SHARDS]);
      gate.decide = () => fate;
      await a.release();
    });
});
