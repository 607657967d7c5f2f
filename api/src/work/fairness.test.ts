import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { duePartition, shardOf } from "../change.ts";
import type { OrganizationCtx } from "../ctx.ts";
import type { Operation } from "../ports/store/store.ts";
import { openTestService, type TestService, testCtx } from "../testing/service.ts";
import { Worker } from "./worker.ts";

let opened: TestService;
let worker: Worker | null = null;
beforeEach(async () => {
  opened = await openTestService();
});
afterEach(async () => {
  await worker?.stop();
  await opened.close();
});

/** More than a shard's records that are held at once. */
const FLOOD = 25_000;

test("a flood in one workspace hides nothing of another in its shard", async () => {
  const { service } = opened;
  const crowd = "ws_crowd";
  const single = Array.from({ length: 10_000 }, (_, n) => `ws_${n}`).find(name => shardOf(name) === shardOf(crowd)) ?? "";
  const pk = duePartition(shardOf(crowd));
  const put = (tenant: string, n: number, at: string): Operation => ({
    op: "put",
    item: { pk: `${tenant}|r#${n}`, sk: "r", version: 1, data: null, due: { pk, sk: `${at}#note` } },
  });
  for (let from = 0; from < FLOOD; from += 100)
    await service.systemStore.write(Array.from({ length: 100 }, (_, n) => put(crowd, from + n, "2026-01-01T00:00:00.000Z")));
  // Due after all of them: in the order of time it stands behind.
  await service.systemStore.write([put(single, 0, "2026-01-02T00:00:00.000Z")]);

  const done: string[] = [];
  worker = new Worker({
    service,
    owner: "test",
    exclusive: true,
    contextFor: async tenant => testCtx(service, "org_1", tenant) as OrganizationCtx,
    relay: { relayShard: async () => ({ moved: 0, more: false }) },
    handlers: [
      {
        kind: "note",
        home: "workspace",
        perTenant: 4,
        perProcess: 64,
        async handle(ctx, record) {
          done.push(ctx.workspace.id);
          await service.systemStore.write([{ op: "delete", key: { pk: `${ctx.workspace.id}|${record.pk}`, sk: record.sk } }]);
        },
      },
    ],
  });
  await worker.start();
  await vi.waitFor(() => expect(done).toContain(single), { timeout: 20_000, interval: 10 });
  // It came while the first of the crowd were taken, not after them.
  expect(done.indexOf(single)).toBeLessThan(5_000);
});
