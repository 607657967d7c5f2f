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

const SHARD_OF_CROWD = duePartition(shardOf("ws_crowd"));

/** A record of a tenant, due at `instant`; `told` is what stands behind its kind: lane, account, priority. */
const put = (tenant: string, name: string | number, instant: string, told = ""): Operation => ({
  op: "put",
  item: {
    pk: `${tenant}|r#${name}`,
    sk: "r",
    version: 1,
    data: null,
    due: { pk: SHARD_OF_CROWD, sk: `${instant}#note${told}` },
  },
});

async function flood(most: number, told = ""): Promise<void> {
  for (let from = 0; from < most; from += 100)
    await opened.service.systemStore.write(
      Array.from({ length: 100 }, (_, n) => put("ws_crowd", from + n, "2026-01-01T00:00:00.000Z", told)),
    );
}

/** Works off what is due, and notes whose records came, as `<workspace> <pk>`. */
async function startWorker(): Promise<string[]> {
  const { service } = opened;
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
          done.push(`${ctx.workspace.id} ${record.pk}`);
          await service.systemStore.write([{ op: "delete", key: { pk: `${ctx.workspace.id}|${record.pk}`, sk: record.sk } }]);
        },
      },
    ],
  });
  await worker.start();
  return done;
}

test("a flood in one workspace hides nothing of another in its shard", async () => {
  const single = Array.from({ length: 10_000 }, (_, n) => `ws_${n}`).find(name => shardOf(name) === shardOf("ws_crowd")) ?? "";
  await flood(FLOOD);
  // Due after all of them: in the order of time it stands behind.
  await opened.service.systemStore.write([put(single, 0, "2026-01-02T00:00:00.000Z")]);
  const done = await startWorker();
  await vi.waitFor(() => expect(done).toContain(`${single} r#0`), { timeout: 20_000, interval: 10 });
  // It came while the first of the crowd were taken, not after them.
  expect(done.indexOf(`${single} r#0`)).toBeLessThan(5_000);
});

test("what is to go first is seen behind a flood on its own account", async () => {
  await flood(8_000, "##acct_1");
  await opened.service.systemStore.write([put("ws_crowd", "high", "2026-01-01T00:01:00.000Z", "##acct_1#high")]);
  const done = await startWorker();
  await vi.waitFor(() => expect(done).toContain("ws_crowd r#high"), { timeout: 20_000, interval: 10 });
  expect(done.indexOf("ws_crowd r#high")).toBeLessThan(1_500);
});
