/** Does fault runs, appends one line of JSON for each to a file, and prints what they show together. A run with a broken promise tells its whole story. */
import { appendFileSync } from "node:fs";
import { toolOptions } from "../../testing/options.ts";
import { planRun, type Shape } from "./plan.ts";
import { startRuns } from "./pool.ts";
import type { RunRecord } from "./run.ts";
import { startServers } from "./servers.ts";
import { summaryOf } from "./summary.ts";

const USAGE = `pnpm fault-runs --runs 500 --from 1           so many, from that seed on
               --record runs.jsonl           appends a line of JSON for each
               --shape embedded|distributed  all of them of one shape
               --room 8                      how many run side by side (see pool.ts)`;
const values = toolOptions(USAGE, { runs: "number", from: "number", record: "text", shape: "text", room: "number" });
const { record: file, shape } = values;
const isShape = (name: string | undefined): name is Shape | undefined =>
  name === undefined || name === "embedded" || name === "distributed";
if (!isShape(shape)) {
  process.stderr.write(`--shape is embedded or distributed, not '${shape}'.\n\n${USAGE}\n`);
  process.exit(2);
}
const plans = Array.from({ length: values.runs ?? 20 }, (_, n) => planRun((values.from ?? 1) + n, shape));
const servers = await startServers(plans);
const records: RunRecord[] = [];
let undone = 0;
await Promise.all(
  [...startRuns(plans, servers, values.room ?? 8)].map(async ([seed, result]) => {
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
