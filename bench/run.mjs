/**
 * `pnpm bench` runs every benchmark, `pnpm bench posts-get due` the named ones. Each runs in a process of its own and prints a table in which every
 * figure stands beside its baseline of the same run. What depends on the machine (rates, lags) is to be read as a ratio.
 */
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";

const BENCHMARKS = ["posts-get", "posts-create", "due", "pending", "start", "store", "write-units", "widgets"];

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !BENCHMARKS.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}. There are: ${BENCHMARKS.join(", ")}.`);
  process.exit(2);
}
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}`);
let failed = false;
for (const name of wanted.length > 0 ? wanted : BENCHMARKS) {
  console.log(`\n## ${name}\n`);
  const file = fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));
  const { status } = spawnSync(process.execPath, ["--conditions=@placard/source", file], { stdio: "inherit" });
  if (status !== 0) failed = true;
}
process.exitCode = failed ? 1 : 0;
