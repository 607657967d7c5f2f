/**
 * `pnpm fault-runs --runs 500 --from 1 --record runs.jsonl`: does runs, appends one line of JSON for each, and prints what they show together. A run with a
 * broken promise tells its whole story. `--shape` makes all of them of one shape, `--room` says how many run side by side (see pool.ts).
 */
import { appendFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { planRun, type Shape } from "./plan.ts";
import { startRuns } from "./pool.ts";
import type { RunRecord } from "./run.ts";
import { startServers } from "./servers.ts";
import { summaryOf } from "./summary.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "20" },
    from: { type: "string", default: "1" },
    record: { type: "string" },
    shape: { type: "string" },
    room: { type: "string", default: "8" },
  },
});
const { record: file } = values;
if (values.shape !== undefined && values.shape !== "embedded" && values.shape !== "distributed")
  throw new Error("--shape is embedded or distributed");
const shape: Shape | undefined = values.shape;
const plans = Array.from({ length: Number(values.runs) }, (_, n) => planRun(Number(values.from) + n, shape));
const servers = await startServers(plans);
const records: RunRecord[] = [];
let undone = 0;
await Promise.all(
  [...startRuns(plans, servers, Number(values.room))].map(async ([seed, result]) => {
    try {
      const { record, broken, story } = await result;
      records.push(record);
      if (file !== undefined) appendFileSync(file, `${JSON.stringify(record)}\n`);
      process.stderr.write(`${records.length} of ${plans.length}: run ${seed} in ${record.seconds} s\n`);
      if (broken.length > 0) process.stderr.write(`${story}\nbroken:\n${broken.join("\n")}\n`);
    } catch (error) {
      undone += 1;
      process.stderr.write(`run ${seed} could not be done: ${error instanceof Error ? error.stack : error}\n`);
    }
  }),
);
await servers.close();
process.stdout.write(`${summaryOf(records)}\n`);
if (undone > 0) process.stdout.write(`${undone} runs could not be done.\n`);
process.exitCode = undone === 0 && records.every(({ doubled, lost, wrong }) => doubled + lost + wrong === 0) ? 0 : 1;
