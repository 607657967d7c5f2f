/**
 * What the worker's tick costs with 1,000 and with 1,000,000 targets pending for later, on two stores of one process, in turn. A tick is what the
 * worker does each second when nothing is due: it looks at every shard of the due index and every outbox. Hints make it tick as often as we like.
 */
import { interleaved, medianOf, printTable, printTarget, ratioOf } from "./measure.mjs";
import { ask, furnish, openPlacard, postBody, relayed } from "./placard.mjs";
import { copiesOf, insert } from "./stored.mjs";

const ROUNDS = Number(process.argv[2] ?? 7);
const MANY = Number(process.argv[3] ?? 1_000_000);
const FEW = 1000;
const WORKSPACES = 100;
const TICKS = 200;
const SHARDS = Array.from({ length: 64 }, (_, shard) => String(shard).padStart(2, "0"));

async function openWith(pending) {
  const placard = await openPlacard({ around: counting });
  const { app, service } = placard;
  const { token, homes } = await furnish(app, WORKSPACES);
  const far = Date.now() + 30 * 86_400_000;
  const models = [];
  for (const { workspace, account } of homes) {
    const post = await ask(app, "POST", "/v1/posts", { token, workspace, body: postBody(account, far) });
    const [{ id }] = post.targets;
    const item = await service.systemStore.get({ pk: `${workspace}|target#${id}`, sk: "target" });
    models.push({ items: [item], ids: [post.id, id], at: far });
  }
  await relayed(service);
  // From a month to a year ahead: far behind what a tick looks at.
  const dueAt = number => far + number * 30_000;
  await insert(service.systemStore, copiesOf(models, pending - WORKSPACES, 0)(dueAt));
  return placard;
}

/** Counts the looks at the due index that have not ended. */
function counting(service) {
  const store = service.systemStore;
  const looks = { running: 0, ended: 0 };
  const systemStore = Object.fromEntries(
    ["get", "batchGet", "query", "write", "ping", "close"].map(name => [name, store[name].bind(store)]),
  );
  systemStore.queryIndex = async (...query) => {
    looks.running += 1;
    try {
      return await store.queryIndex(...query);
    } finally {
      looks.running -= 1;
      looks.ended += 1;
    }
  };
  return { ...service, systemStore, looks };
}

const tick = placard => async () => {
  const { hints, looks } = placard.service;
  const before = looks.ended;
  const cpu = process.threadCpuUsage();
  for (let ticks = 0; ticks < TICKS; ticks++) {
    for (const shard of SHARDS) {
      void hints.publish("wake", `due ${shard} 0`);
      void hints.publish("wake", `outbox ${shard}`);
    }
    do await new Promise(resolve => setImmediate(resolve));
    while (looks.running > 0);
  }
  const { user, system } = process.threadCpuUsage(cpu);
  if (looks.ended - before < TICKS * SHARDS.length) throw new Error("Some shards were not looked at.");
  return { cpu: (user + system) / TICKS };
};

const few = await openWith(FEW);
const started = performance.now();
const many = await openWith(MANY);
const filled = (performance.now() - started) / 1000;
const sides = await interleaved(ROUNDS, { many: tick(many), few: tick(few) });
await Promise.all([few.close(), many.close()]);

printTable(
  ["pending targets", "CPU µs a tick of 64 shards", "µs a shard"],
  [
    [MANY, medianOf(sides.many, "cpu").toFixed(0), (medianOf(sides.many, "cpu") / 64).toFixed(1)],
    [FEW, medianOf(sides.few, "cpu").toFixed(0), (medianOf(sides.few, "cpu") / 64).toFixed(1)],
  ],
);
console.log(`\n${ROUNDS} rounds of ${TICKS} ticks. Putting ${MANY} targets into the store took ${filled.toFixed(0)} s.`);
const ratio = ratioOf(sides.many, sides.few, "cpu");
// A b-tree of a million entries is a level or two deeper than one of a thousand.
printTarget(`a tick with ${MANY} pending costs what it does with ${FEW}`, `${ratio.toFixed(2)} times`, ratio <= 1.25);
