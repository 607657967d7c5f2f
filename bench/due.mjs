/**
 * 10,000 targets that come due in one second over 1,000 workspaces, published by a connector in the process that takes everything at once. The lag of
 * a target is the time from its due instant until the write that says "published" is durable. Beside it, in the same rounds:
 *
 * - bare `node:sqlite` (synchronous=FULL) that does nothing but the same two durable writes of each target, with the items the service writes, 64
 *   writes in one transaction; its lag counts from the start of its loop.
 * - BullMQ on a local Redis that keeps nothing on disk: one worker drains 10,000 jobs that do nothing and come due at one instant.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startRedis } from "@placard/test-kit";
import { Queue, Worker } from "bullmq";
import { openBareSqlite } from "./bare-sqlite.mjs";
import { cpuSince, interleaved, medianOf, printTable, printTarget, quantile, ratioOf } from "./measure.mjs";
import { furnish, modelsOf, openPlacard, relayed } from "./placard.mjs";
import { aroundWrites, copiesOf, insert } from "./stored.mjs";

const ROUNDS = Number(process.argv[2] ?? 3);
const TARGETS = Number(process.argv[3] ?? 10_000);
const WORKSPACES = 1000;
const GROUP = 64;
/** Time to write the targets before all come due, with two polls of the worker to spare: it then holds them ready as it would any other. */
const AHEAD_MS = 8000;
const BULLMQ_CONCURRENCY = 64;

/** When each "published" became durable, on the clock of `Date.now`. */
const published = [];
/** The writes of the first target: what the bare side repeats. */
const writesOfOne = [];
const onWrite = async (operations, write) => {
  const target = operations.find(({ op, item }) => op === "put" && item.pk.includes("|target#"));
  const state = target?.item.data.parts[0].state;
  const result = await write();
  if (!result.ok) return result;
  if (state === "published") published.push(performance.timeOrigin + performance.now());
  if (state === "dispatching" || state === "published")
    if (writesOfOne.length === 0 || writesOfOne[0][0].item.pk === target.item.pk) writesOfOne.push(operations);
  return result;
};

const placard = await openPlacard({ around: aroundWrites(onWrite) });
const { app, service } = placard;
const { token, homes } = await furnish(app, WORKSPACES);
const far = Date.now() + 30 * 86_400_000;
const models = await modelsOf(placard, { token, homes }, far);
await relayed(service);

async function dispatch(round) {
  published.length = 0;
  const items = copiesOf(models, TARGETS, round);
  const due = Date.now() + AHEAD_MS;
  await insert(
    service.systemStore,
    items(() => due),
  );
  if (Date.now() > due - 2000) throw new Error("Writing the targets took too long; make AHEAD_MS longer.");
  await new Promise(resolve => setTimeout(resolve, due - 50 - Date.now()));
  const cpu = process.cpuUsage();
  while (published.length < TARGETS) {
    await new Promise(resolve => setTimeout(resolve, 20));
    if (Date.now() > due + 60_000) throw new Error(`Only ${published.length} targets were published.`);
  }
  const used = cpuSince(cpu);
  await relayed(service);
  const settled = Date.now() - due;
  const lags = published.map(at => at - due);
  return {
    p50: quantile(lags, 0.5),
    p99: quantile(lags, 0.99),
    cpu: used / TARGETS,
    settledCpu: cpuSince(cpu) / TARGETS,
    settled,
  };
}

const folder = mkdtempSync(join(process.env.PLACARD_BENCH_DIR ?? tmpdir(), "placard-bench-due-"));
const bare = openBareSqlite(join(folder, "bare.db"));

/** The two writes of every target on bare SQLite: all items as the service writes them, made before the clock starts. */
async function loop(round) {
  const [arm, complete] = writesOfOne.map(operations => operations.filter(({ op }) => op === "put").map(({ item }) => item));
  const own = arm[0].pk;
  const outbox = complete.at(-1).sk;
  const targets = Array.from({ length: TARGETS }, (_, number) => {
    const workspace = homes[number % homes.length].workspace;
    const pk = `${workspace}|${own.slice(own.indexOf("|") + 1, -12)}${String(round * TARGETS + number).padStart(12, "0")}`;
    const sk = `${outbox.slice(0, -12)}${String(round * TARGETS + number).padStart(12, "0")}`;
    const place = item => (item.pk === own ? { ...item, pk } : { ...item, sk });
    return [arm.map(place), complete.map(place)];
  });
  // As in the service's store, each target is there before, scheduled.
  for (let from = 0; from < TARGETS; from += 1000)
    bare.transaction(from, from + 1000, number => {
      const [[{ version, ...item }]] = targets[number];
      bare.put({ ...item, version: version - 1, due: { pk: "due#00", sk: `2026-11-21T09:00:00.000Z#${number}` } });
    });
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const lags = [];
  for (let from = 0; from < TARGETS; from += GROUP) {
    const to = Math.min(from + GROUP, TARGETS);
    for (const which of [0, 1])
      bare.transaction(from, to, number => {
        for (const item of targets[number][which]) bare.put(item);
      });
    const lag = performance.now() - start;
    for (let number = from; number < to; number++) lags.push(lag);
  }
  return { p50: quantile(lags, 0.5), p99: quantile(lags, 0.99), cpu: cpuSince(cpu) / TARGETS };
}

const redis = await startRedis();
const connection = { host: "127.0.0.1", port: redis.port, maxRetriesPerRequest: null };

/** Jobs that do nothing, delayed until one instant as the targets are; `concurrency` of the one worker, which is there before. */
const drain = concurrency => async round => {
  const name = `bench-${concurrency}-${round}`;
  const queue = new Queue(name, { connection });
  const due = Date.now() + AHEAD_MS;
  for (let from = 0; from < TARGETS; from += 1000) {
    const delayed = () => ({ name: "nothing", data: {}, opts: { delay: due - Date.now() } });
    await queue.addBulk(Array.from({ length: 1000 }, delayed));
  }
  const lags = [];
  let drained;
  const all = new Promise(resolve => {
    drained = resolve;
  });
  const worker = new Worker(name, async () => null, { connection, concurrency });
  worker.on("completed", () => {
    lags.push(performance.timeOrigin + performance.now() - due);
    if (lags.length === TARGETS) drained();
  });
  await worker.waitUntilReady();
  if (Date.now() > due - 200) throw new Error("Adding the jobs took too long; make AHEAD_MS longer.");
  await new Promise(resolve => setTimeout(resolve, due - 50 - Date.now()));
  const cpu = process.cpuUsage();
  await all;
  const used = cpuSince(cpu) / TARGETS;
  await worker.close();
  await queue.obliterate({ force: true });
  await queue.close();
  return { p50: quantile(lags, 0.5), p99: quantile(lags, 0.99), cpu: used };
};

const sides = await interleaved(ROUNDS, {
  placard: dispatch,
  bullmq: drain(BULLMQ_CONCURRENCY),
  bullmqAsIs: drain(1),
  bare: loop,
});
await placard.close();
bare.close();
await redis.close();
rmSync(folder, { recursive: true });

const row = (name, side) => [
  name,
  medianOf(side, "p50").toFixed(0),
  medianOf(side, "p99").toFixed(0),
  medianOf(side, "cpu").toFixed(0),
  ratioOf(sides.placard, side, "p99").toFixed(2),
];
printTable(
  ["side", "p50 lag ms", "p99 lag ms", "CPU µs a target", "Placard's p99 / this"],
  [
    row("Placard: due → published, durable", sides.placard),
    row("bare node:sqlite, the same two writes", sides.bare),
    row("BullMQ, Redis, empty jobs, concurrency 1 as it comes", sides.bullmqAsIs),
    row(`BullMQ, Redis, empty jobs, concurrency ${BULLMQ_CONCURRENCY}`, sides.bullmq),
  ],
);
console.log(
  `\n${ROUNDS} rounds of ${TARGETS} targets over ${WORKSPACES} workspaces. The last event was in its log after ${medianOf(sides.placard, "settled").toFixed(0)} ms; ` +
    `${medianOf(sides.placard, "settledCpu").toFixed(0)} µs CPU a target in all. BullMQ's CPU is without that of Redis.`,
);
const [overBare, overBull] = [ratioOf(sides.placard, sides.bare, "p99"), ratioOf(sides.placard, sides.bullmqAsIs, "p99")];
printTarget("p99 lag at most 3 times bare node:sqlite", `${overBare.toFixed(2)} times`, overBare <= 3);
printTarget("p99 lag below that of BullMQ as it comes", `${overBull.toFixed(2)} of it`, overBull < 1);
