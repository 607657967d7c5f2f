import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { duePartition, shardOf } from "../change.ts";
import type { Operation } from "../ports/store/store.ts";
import { noteWorker } from "../testing/note-worker.ts";
import { openTestService, type TestService } from "../testing/service.ts";
import type { Worker } from "./worker.ts";

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

async function flood(most: number, told = "", instant = (_: number) => "2026-01-01T00:00:00.000Z"): Promise<void> {
  for (let from = 0; from < most; from += 100)
    await opened.service.systemStore.write(
      Array.from({ length: 100 }, (_, n) => put("ws_crowd", from + n, instant(from + n), told)),
    );
}

/** Counts the pages that are read of the crowd's shard. */
function countPages(): { pages: number } {
  const counted = { pages: 0 };
  const { systemStore } = opened.service;
  const queryIndex = systemStore.queryIndex.bind(systemStore);
  vi.spyOn(systemStore, "queryIndex").mockImplementation((index, query) => {
    if (query.pk === SHARD_OF_CROWD) counted.pages += 1;
    return queryIndex(index, query);
  });
  return counted;
}

/** Another workspace of the crowd's shard. */
const neighbour = () =>
  Array.from({ length: 10_000 }, (_, n) => `ws_${n}`).find(name => shardOf(name) === shardOf("ws_crowd")) ?? "";

/** Works off what is due, and notes whose records came, as `<workspace> <pk>`; those of the crowd only when `open` resolves. */
async function startWorker(open: Promise<void> = Promise.resolve()): Promise<string[]> {
  const done: string[] = [];
  worker = noteWorker(opened, async (ctx, record) => {
    if (ctx.workspace.id === "ws_crowd") await open;
    done.push(`${ctx.workspace.id} ${record.pk}`);
    return true;
  });
  await worker.start();
  return done;
}

test("a flood in one workspace hides nothing of another in its shard", async () => {
  const single = neighbour();
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

test.each([
  ["of one account at one instant", "##acct_1", undefined],
  ["that is spread over instants", "", (n: number) => new Date(Date.UTC(2026, 0, 1) + n).toISOString()],
])("a flood %s is not read through at each look, and what comes due behind it is done in time", async (_, told, instant) => {
  const { timer } = opened.service;
  await flood(FLOOD, told, instant);
  const counted = countPages();
  const crowd = Promise.withResolvers<void>();
  const done = await startWorker(crowd.promise);
  const began = timer.now();
  const late: number[] = [];
  for (let n = 0; n < 4; n++) {
    const due = timer.now() + 500;
    await opened.service.systemStore.write([put(neighbour(), n, new Date(due).toISOString())]);
    await vi.waitFor(() => expect(done).toContain(`${neighbour()} r#${n}`), { timeout: 10_000, interval: 5 });
    late.push(timer.now() - due);
  }
  // There is a look a second, and the flood has 25 pages: of its beginning and of what is near, a look reads 6.
  expect(counted.pages).toBeLessThan(30 + (17 * (timer.now() - began)) / 1000);
  // A poll may find it half a second after its time, on a machine that does other things as well.
  expect(Math.max(...late)).toBeLessThan(3_000);
  crowd.resolve();
});
