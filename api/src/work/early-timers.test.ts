import { afterEach, expect, test, vi } from "vitest";
import { duePartition, shardOf } from "../change.ts";
import { noteWorker } from "../testing/note-worker.ts";
import { openTestService, type TestService } from "../testing/service.ts";
import type { Worker } from "./worker.ts";

let opened: TestService;
let worker: Worker | null = null;
afterEach(async () => {
  await worker?.stop();
  await opened.close();
});

test("on an event loop so busy that timers fire early, work is done at its time and not at the next look", async () => {
  opened = await openTestService({
    // As Node's own do in a turn of the loop that took so long.
    replace: ({ timer }) => ({ timer: { ...timer, after: (ms, run) => timer.after(Math.max(0, ms - 100), run) } }),
  });
  const { service } = opened;
  const begun: number[] = [];
  worker = noteWorker(opened, async (_, record) => {
    begun.push(service.timer.now() - record.at);
    return service.timer.now() >= record.at;
  });
  const due = { pk: duePartition(shardOf("ws_1")), sk: `${new Date(service.timer.now() + 1500).toISOString()}#note` };
  await service.systemStore.write([{ op: "put", item: { pk: "ws_1|r#1", sk: "r", version: 1, data: null, due } }]);
  await worker.start();
  await vi.waitFor(() => expect(begun).not.toHaveLength(0), { timeout: 10_000, interval: 5 });
  expect(begun[0]).toBeGreaterThanOrEqual(0);
  expect(begun).toHaveLength(1);
});
