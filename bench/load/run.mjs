/**
 * `pnpm bench:load` puts a whole installation under load, `pnpm bench:load mix flood` by the named scenarios alone; each on both stores, or on that of
 * `--store`. The load comes from a process of its own, and a receiver of webhooks is another. Afterwards the store is counted: nothing may be lost or doubled.
 */
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { startServer } from "../over-http.mjs";
import { dueMinute, flood } from "./due.mjs";
import { fanOut } from "./fan-out.mjs";
import { openInstallation, STORES } from "./installation.mjs";
import { mix } from "./mix.mjs";
import { streams } from "./streams.mjs";

const USAGE = `pnpm bench:load [scenario …] [--store embedded|distributed] [--name value …]

  mix         requests of all kinds          --rate 1000 --seconds 60 --workspaces 200 --posts 10
  due-minute  targets due within a minute    --targets 10000,100000 --over 60 --workspaces 1000 --ahead <s to write them>
  flood       the same beside a flood        --targets 10000 --flood 100000 --over 60 --workspaces 1000 --wait (until the flood is published too)
  fan-out     webhooks to 50 endpoints       --rate 10 --seconds 30 --workspaces 20 --hanging 5
  streams     live streams                   --clients 1000 --rate 20 --seconds 30 --workspaces 20
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...Object.fromEntries(
      ["store", "rate", "seconds", "workspaces", "posts", "targets", "over", "ahead", "flood", "hanging", "clients"].map(name => [
        name,
        { type: "string" },
      ]),
    ),
    wait: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  },
});
const number = (name, otherwise) => (values[name] === undefined ? otherwise : Number(values[name]));
const counts = (name, otherwise) => (values[name] === undefined ? otherwise : values[name].split(",").map(Number));
const due = { overS: number("over", 60), aheadS: number("ahead"), workspaces: number("workspaces", 1000) };

const SCENARIOS = {
  mix: async (open, generator) => {
    const installation = await open();
    try {
      return await mix(installation, generator, {
        rate: number("rate", 1000),
        seconds: number("seconds", 60),
        workspaces: number("workspaces", 200),
        posts: number("posts", 10),
      });
    } finally {
      await installation.close();
    }
  },
  "due-minute": open => dueMinute(open, { ...due, targets: counts("targets", [10_000, 100_000]) }),
  flood: open =>
    flood(open, {
      ...due,
      targets: counts("targets", [10_000]),
      flood: number("flood", 100_000),
      waitForFlood: values.wait === true,
    }),
  "fan-out": (open, generator) =>
    fanOut(open, generator, {
      rate: number("rate", 10),
      seconds: number("seconds", 30),
      workspaces: number("workspaces", 20),
      hanging: number("hanging", 5),
    }),
  streams: (open, generator) =>
    streams(open, generator, {
      clients: number("clients", 1000),
      rate: number("rate", 20),
      seconds: number("seconds", 30),
      workspaces: number("workspaces", 20),
    }),
};

const stores = values.store === undefined ? STORES : [values.store];
if (values.help || positionals.some(name => !(name in SCENARIOS)) || stores.some(name => !STORES.includes(name))) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}
const load = loadavg()[0];
const busy = load > cpus().length / 4 ? " THE MACHINE IS BUSY WITH OTHER THINGS: read these figures as lower bounds." : "";
console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, load ${load.toFixed(1)} before.${busy}`,
);
let failed = false;
const generator = await startServer("./load/generator.mjs");
for (const name of positionals.length > 0 ? positionals : Object.keys(SCENARIOS))
  for (const store of stores) {
    console.log(`\n## ${name}, ${store}\n`);
    if (!(await SCENARIOS[name](() => openInstallation(store), generator))) failed = true;
  }
await generator.close();
process.exitCode = failed ? 1 : 0;
