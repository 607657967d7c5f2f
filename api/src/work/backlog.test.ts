import { afterEach, beforeEach, expect, test } from "vitest";
import { duePartition, sortableInstant } from "../change.ts";
import { createTestApp, type TestApp } from "../testing/app.ts";
import { type MovableTimer, movableTimer } from "../testing/movable-timer.ts";
import { backlogReader } from "./backlog.ts";
import { park } from "./parked.ts";

let timer: MovableTimer;
let t: TestApp;
beforeEach(async () => {
  timer = movableTimer();
  // As in a process that serves and does no work, whose workers are all dead.
  t = await createTestApp({ work: false, replace: () => ({ timer }) });
});
afterEach(() => t.close());

async function due(sk: string, at: number, kind: string, shard = "07"): Promise<void> {
  const sort = `${sortableInstant(at)}#${kind}`;
  await t.service.systemStore.write([
    { op: "put", item: { pk: "ws_1|x", sk, version: 1, data: null, due: { pk: duePartition(shard), sk: sort } } },
  ]);
}
const ready = async () => {
  timer.advance(6000); // what was read before is not remembered any more
  const { status, body } = await t.request("GET", "/readyz");
  expect(status).toBe(200); // late work makes no request unwelcome
  return body;
};

test("readiness tells of late work though nobody does any", async () => {
  expect(await ready()).toMatchObject({ oldest_overdue_at: null, parked_work: 0, owned_shards: 0 });
  const at = timer.now();
  await due("later", at + 3_600_000, "target");
  await due("earlier", at, "target", "08");
  await due("late", at + 1, "refresh", "63");
  expect(await ready()).toMatchObject({ oldest_overdue_at: sortableInstant(at) });
  timer.advance(3_600_000);
  await t.service.systemStore.write([
    { op: "delete", key: { pk: "ws_1|x", sk: "earlier" } },
    { op: "delete", key: { pk: "ws_1|x", sk: "late" } },
  ]);
  expect(await ready()).toMatchObject({ oldest_overdue_at: sortableInstant(at + 3_600_000) });
  expect(await backlogReader(t.service)()).toEqual({ oldestOverdueAt: at + 3_600_000, parked: 0 });
});

test("a wake is late only when it should have gone, and parked work is counted and not late", async () => {
  const at = timer.now() + 6000;
  await due("wake", at, "wake");
  await due("broken", at, "target");
  await park(t.service, { pk: "ws_1|x", sk: "broken", shard: "07", sort: `${sortableInstant(at)}#target` }, new Error("no"));
  expect(await ready()).toMatchObject({ oldest_overdue_at: null, parked_work: 1 });
  expect(await ready()).toMatchObject({ oldest_overdue_at: sortableInstant(at + 5000), parked_work: 1 });
});
