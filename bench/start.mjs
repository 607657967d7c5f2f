/**
 * From `node api/dist/main.js dev --json` to its line of JSON, on an empty folder (it makes its keys and a test organization) and again on the same
 * folder; and the memory it then holds when nothing happens. Beside it a bare Hono server on the same Node, from its start to its listening.
 * Needs `pnpm --filter @placard/api build` before.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { interleaved, medianOf, printTable, printTarget } from "./measure.mjs";

const ROUNDS = Number(process.argv[2] ?? 5);
/** How long it is left alone before its memory is read. */
const IDLE_MS = 3000;
const main = fileURLToPath(new URL("../api/dist/main.js", import.meta.url));
if (!existsSync(main)) throw new Error("There is no build: run `pnpm --filter @placard/api build` first.");

const BARE = `import { createAdaptorServer } from "@hono/node-server"; import { Hono } from "hono";
  const app = new Hono(); app.get("/", c => c.text("ok"));
  createAdaptorServer({ fetch: app.fetch }).listen(0, "127.0.0.1", () => console.log("{}"));`;

async function start(args, environment, idleMs) {
  const [began, child] = [
    performance.now(),
    spawn(process.execPath, args, {
      cwd: import.meta.dirname,
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, ...environment },
    }),
  ];
  await Promise.race([
    once(child.stdout, "data"),
    once(child, "exit").then(([code]) => {
      throw new Error(`It ended with code ${code}.`);
    }),
  ]);
  const ready = performance.now() - began;
  await new Promise(resolve => setTimeout(resolve, idleMs));
  const cpu = cpuOf(child.pid);
  const resident = residentOf(child.pid);
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
  return { ready, cpu, resident };
}

/** MB, as Linux counts them. */
const residentOf = pid => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;

/** CPU time since its start in ms; the kernel counts in hundredths of a second. */
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

let folder;
const placard = async () => {
  const environment = { PLACARD_DATA_DIR: folder, PLACARD_PORT: "0" };
  return start([main, "dev", "--json"], environment, IDLE_MS);
};
const sides = await interleaved(ROUNDS, {
  both: async () => {
    folder = mkdtempSync(join(process.env.PLACARD_BENCH_DIR ?? tmpdir(), "placard-bench-start-"));
    const first = await placard();
    const again = await placard();
    rmSync(folder, { recursive: true });
    return {
      first: first.ready,
      again: again.ready,
      cpuFirst: first.cpu,
      cpuAgain: again.cpu,
      resident: Math.max(first.resident, again.resident),
    };
  },
  bare: () => start(["--input-type=module", "-e", BARE], {}, 500),
});
const { both, bare } = sides;
printTable(
  ["side", "start to ready ms", "CPU ms, with the idle time", "resident MB idle"],
  [
    ["placard dev, first start of a folder", medianOf(both, "first").toFixed(0), medianOf(both, "cpuFirst").toFixed(0), ""],
    [
      "placard dev, started again",
      medianOf(both, "again").toFixed(0),
      medianOf(both, "cpuAgain").toFixed(0),
      medianOf(both, "resident").toFixed(0),
    ],
    [
      "bare Hono server",
      medianOf(bare, "ready").toFixed(0),
      medianOf(bare, "cpu").toFixed(0),
      medianOf(bare, "resident").toFixed(0),
    ],
  ],
);
console.log(`\n${ROUNDS} rounds; memory after ${IDLE_MS / 1000} s of nothing.`);
printTarget("first start to ready below 1 s", `${medianOf(both, "first").toFixed(0)} ms`, medianOf(both, "first") < 1000);
printTarget("started again below 1 s", `${medianOf(both, "again").toFixed(0)} ms`, medianOf(both, "again") < 1000);
printTarget("resident memory idle below 200 MB", `${medianOf(both, "resident").toFixed(0)} MB`, medianOf(both, "resident") < 200);
