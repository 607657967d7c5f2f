/** Targets that come due within a minute, over many workspaces; and the same beside one workspace that has a flood due at the minute's first instant. */
import { printTable, printTarget } from "../measure.mjs";
import { relayed, using } from "./installation.mjs";
import { figure, ms } from "./tables.mjs";

/** After the last target was due, this long is waited for the rest to be published. */
const PATIENCE_S = 600;

/** Puts targets into the store, lets them come due, and waits until those that count are published. */
async function publish(installation, { workspaces, targets, flood, overS, aheadS, waitForFlood }) {
  const { serve, worker } = installation;
  const { homes } = await serve.ask("furnish", { workspaces: workspaces + 1, mode: "live" });
  await warmUp(installation, workspaces);
  await worker.ask("note", { flood: homes[0].workspace });
  await relayed(installation);
  const at = Date.now() + aheadS * 1000;
  const batches = [{ targets, from: 1, to: workspaces + 1, at, overMs: overS * 1000 }];
  if (flood > 0) batches.push({ targets: flood, from: 0, to: 1, at, overMs: 1 });
  await serve.ask("insert", { batches });
  const spare = at - Date.now();
  if (spare < 3000) throw new Error(`Writing the targets took ${aheadS} s; give --ahead more.`);
  await sleep(spare - 50);
  const wanted = waitForFlood ? flood : 0;
  const ran = await using(installation, async () => {
    for (;;) {
      const done = await worker.ask("progress");
      if (done.others >= targets && done.flood >= wanted) return { ...(await worker.ask("lags")), late: false };
      if (Date.now() > at + (overS + PATIENCE_S) * 1000) return { ...(await worker.ask("lags")), late: true };
      await sleep(100);
    }
  });
  const settled = flood > 0 && !waitForFlood ? null : await relayed(installation, 300);
  const tally = flood > 0 && !waitForFlood ? null : await serve.ask("tally");
  return { ...ran, settled, tally };
}

/** Targets that are published before anything is measured: code that runs for the first time is slow. */
const WARM = 2000;

async function warmUp({ serve, worker }, workspaces) {
  await worker.ask("note", { flood: null });
  await serve.ask("insert", { batches: [{ targets: WARM, from: 1, to: workspaces + 1, at: Date.now() + 3000, overMs: 1000 }] });
  while ((await worker.ask("progress")).others < WARM) await sleep(100);
}

const sleep = time => new Promise(resolve => setTimeout(resolve, Math.max(0, time)));

/** Nothing lost, nothing twice: as the network saw it, and as the store has it. */
function printCorrect({ tally, askedTwice, others, flood }, expected) {
  const once = tally === null || (tally.events["target.published"] === expected + WARM && tally.faultCount === 0);
  const told =
    tally === null
      ? "the flood goes on"
      : `with ${WARM} to warm up ${tally.targets.published} in the store, ${tally.events["target.published"]} told, ${tally.faultCount} faults`;
  const published = others.count + flood.count;
  const holds = askedTwice === 0 && once && (tally === null || published === expected);
  printTarget(
    "every target is published once and told of once",
    `${published} published, ${askedTwice} asked for twice, ${told}`,
    holds,
  );
  for (const fault of tally?.faults ?? []) console.log(`  ${fault}`);
  return holds;
}

export async function dueMinute(open, { targets, workspaces, overS, aheadS }) {
  let holds = true;
  const rows = [];
  for (const count of targets) {
    const installation = await open();
    try {
      const ran = await publish(installation, {
        workspaces,
        targets: count,
        flood: 0,
        overS,
        aheadS: aheadS ?? aheadFor(count, installation.store),
        waitForFlood: false,
      });
      rows.push([
        count,
        ...["p50", "p95", "p99", "max"].map(name => ms(ran.others[name])),
        figure(ran.others.count / ran.seconds),
        `${ms(ran.writes.p50)} / ${ms(ran.writes.p99)}`,
        ms(ran.loopMs),
        figure(ran.cpu / ran.others.count),
        figure(ran.cores),
        figure(ran.resident / 1e6),
        ran.settled === null ? "not within 300 s" : figure(ran.settled),
        figure(ran.tally.bytes / (count + WARM)),
      ]);
      holds = printCorrect(ran, count) && holds;
      console.log(`  median lag in ms by tenth of the ${overS} s: ${ran.tenths.map(ms).join(", ")}`);
    } finally {
      await installation.close();
    }
  }
  console.log("");
  printTable(
    [
      "targets",
      "lag p50 ms",
      "p95",
      "p99",
      "max",
      "published/s",
      "a write p50 / p99 ms",
      "event loop late p99 ms",
      "CPU µs a target",
      "cores",
      "MB",
      "events settled s",
      "bytes a target in all",
    ],
    rows,
  );
  console.log(
    `\nDue evenly over ${overS} s in ${workspaces} workspaces. Lag: from the due instant until the write that says "published" is durable.`,
  );
  return holds;
}

export async function flood(open, { targets: [targets], flood: size, workspaces, overS, aheadS, waitForFlood }) {
  const rows = [];
  const sides = {};
  let holds = true;
  for (const [name, flooded] of [
    ["without", 0],
    ["with", size],
  ]) {
    const installation = await open();
    try {
      const ahead = aheadS ?? aheadFor(targets + size, installation.store);
      const ran = await publish(installation, { workspaces, targets, flood: flooded, overS, aheadS: ahead, waitForFlood });
      sides[name] = ran;
      rows.push([
        `${name} the flood`,
        ran.others.count,
        ...["p50", "p95", "p99", "max"].map(quantile => ms(ran.others[quantile])),
        ran.flood.count,
        `${ms(ran.writes.p50)} / ${ms(ran.writes.p99)}`,
        ms(ran.loopMs),
        figure(ran.cores),
        figure(ran.resident / 1e6),
      ]);
      holds = printCorrect(ran, targets + flooded) && holds;
    } finally {
      await installation.close();
    }
  }
  console.log("");
  printTable(
    [
      "side",
      "others published",
      "their lag p50 ms",
      "p95",
      "p99",
      "max",
      "of the flood published",
      "a write p50 / p99 ms",
      "event loop late p99 ms",
      "cores",
      "MB",
    ],
    rows,
  );
  console.log(
    `\n${targets} targets of ${workspaces} workspaces, due evenly over ${overS} s; the flood: ${size} of one workspace, due at the first instant.`,
  );
  const ratio = sides.with.others.p99 / sides.without.others.p99;
  printTarget("the others' p99 lag at most twice their own without the flood", `${ratio.toFixed(2)} times`, ratio <= 2);
  return holds && ratio <= 2;
}

/**
 * Time to write so many targets before the first is due, by what the stores took; and for the embedded store to move its log into its file, as it would have
 * done long before for posts that were not written a moment ago.
 */
const aheadFor = (targets, store) => Math.ceil(10 + targets / (store === "embedded" ? 2000 : 800));
