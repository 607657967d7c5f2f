import { afterEach, beforeEach, expect, test } from "vitest";
import { duePartition, shardOf } from "../change.ts";
import { type Operation, StoreBusy } from "../ports/store/store.ts";
import { noteWorker } from "../testing/note-worker.ts";
import { openTestService, type TestService } from "../testing/service.ts";
import type { Worker } from "./worker.ts";

/*
 * A shard with a flood is not read through at each look. Whatever is due in it must be taken up all the same while there is room for it: a worker that has
 * nothing in hand, and leaves due work lying until the next full look, pauses for up to ten seconds.
 */

let opened: TestService;
let worker: Worker | null = null;
beforeEach(async () => {
  opened = await openTestService();
});
afterEach(async () => {
  await worker?.stop();
  await opened.close();
});

const SHARD = shardOf("ws_first");
/** So many workspaces of one shard. */
function workspaces(count: number): string[] {
  const names = Array.from({ length: 64 * count * 4 }, (_, n) => `ws_${n}`).filter(name => shardOf(name) === SHARD);
  return names.slice(0, count);
}

/** Writes records of a workspace that have been due for a long time, one a millisecond from `instant` on. */
async function write(workspace: string, count: number, instant: string): Promise<void> {
  const first = Date.parse(instant);
  const puts = Array.from({ length: count }, (_, n): Operation => {
    const due = { pk: duePartition(SHARD), sk: `${new Date(first + n).toISOString()}#note` };
    return { op: "put", item: { pk: `${workspace}|r#${n}`, sk: "r", version: 1, data: null, due } };
  });
  for (let from = 0; from < count; from += 100) await opened.service.systemStore.write(puts.slice(from, from + 100));
}

/** Works until so many records are done; gives the longest time, in ms, in which none was. */
async function longestPause(wanted: number, handle: (workspace: string, pk: string) => Promise<boolean>): Promise<number> {
  let [done, last, longest] = [0, performance.now(), 0];
  await new Promise<void>((resolve, reject) => {
    worker = noteWorker(opened, async (ctx, record) => {
      if (!(await handle(ctx.workspace.id, record.pk))) return false;
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      done += 1;
      if (done === wanted) resolve();
      return true;
    });
    last = performance.now();
    worker.start().catch(reject);
  });
  return longest;
}

/** A poll, and what a busy machine adds. */
const PAUSE_MS = 3_500;

test("more than a shard may hold, of many workspaces, is worked off without a pause", { timeout: 60_000 }, async () => {
  for (const workspace of workspaces(25)) await write(workspace, 1_000, "2026-01-01T00:00:00.000Z");
  expect(await longestPause(25_000, async () => true)).toBeLessThan(PAUSE_MS);
});

test("what the store was too busy for is tried again, though its shard is not read again", { timeout: 60_000 }, async () => {
  for (const workspace of workspaces(9)) await write(workspace, 1_050, "2026-01-01T00:00:00.000Z");
  let refused = false;
  const pause = await longestPause(9_450, async (_, pk) => {
    if (pk !== "r#7" || refused) return true;
    refused = true;
    throw new StoreBusy("Try again.", 50);
  });
  expect(refused).toBe(true);
  expect(pause).toBeLessThan(PAUSE_MS);
});

test("a lane that stands does not keep a flood behind it from being taken up further", { timeout: 60_000 }, async () => {
  const [slow = "", quick = ""] = workspaces(2);
  await write(slow, 5_000, "2026-01-01T00:00:00.000Z");
  await write(quick, 9_000, "2026-01-01T01:00:00.000Z");
  const hangs = Promise.withResolvers<boolean>();
  const pause = await longestPause(9_000, workspace => (workspace === slow ? hangs.promise : Promise.resolve(true)));
  hangs.resolve(false);
  expect(pause).toBeLessThan(PAUSE_MS);
});
