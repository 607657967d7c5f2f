import { whyNoDynamoDbLocal } from "@placard/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { planRun } from "./plan.ts";
import { startRuns } from "./pool.ts";
import type { RunResult } from "./run.ts";
import { type Servers, startServers } from "./servers.ts";

/** `PLACARD_TEST_FAULT_SEED` repeats one run. Each night has other seeds; by day they are the same, so that a change is judged by itself. */
const SEED = process.env.PLACARD_TEST_FAULT_SEED;
const NIGHTLY = process.env.PLACARD_TEST_NIGHTLY === "1";
const RUNS = NIGHTLY ? 200 : 20;
const DAY_MS = 86_400_000;
const first = NIGHTLY ? Math.floor(Date.now() / DAY_MS) * RUNS + 1 : 1;
const seeds = SEED === undefined ? Array.from({ length: RUNS }, (_, n) => first + n) : [Number(SEED)];
/** Side by side, by weight (pool.ts). Two cores bear this many beside the other tests; most of a run is waiting for leases. */
const ROOM = 18;

const skip = await whyNoDynamoDbLocal();
if (skip !== null) process.stderr.write(`the distributed shape meets no faults: ${skip}\n`);
const plans = seeds.map(seed => planRun(seed)).filter(({ shape }) => skip === null || shape !== "distributed");

describe("whatever happens to processes, stores and networks", () => {
  let servers: Servers;
  let results: ReadonlyMap<number, Promise<RunResult>>;
  beforeAll(async () => {
    servers = await startServers(plans);
    // All are begun here; each test below looks at one.
    results = startRuns(plans, servers, ROOM);
  }, 120_000);
  afterAll(async () => {
    await Promise.allSettled(results?.values() ?? []);
    await servers?.close();
  }, 600_000);

  test.each(plans)(
    "run $seed ($shape): nothing is doubled, lost, too early or untrue",
    { timeout: NIGHTLY ? 3_600_000 : 420_000 },
    async ({ seed }) => {
      const { broken, story } = (await results.get(seed)) ?? { broken: ["it was not begun"], story: "" };
      expect(broken, `PLACARD_TEST_FAULT_SEED=${seed} repeats it\n${story}`).toEqual([]);
    },
  );
});
