/** An installation to put under load: `embedded` is one process with everything in it, `distributed` is `serve` and `worker` on DynamoDB Local and Redis. */
import { randomBytes } from "node:crypto";
import { startDynamoDbLocal, startRedis, whyNoDynamoDbLocal } from "@placard/test-kit";
import { migrateDynamoDb } from "../../api/src/ports/store/dynamodb-table.ts";
import { startServer } from "../over-http.mjs";

export const STORES = ["embedded", "distributed"];

/** Opens it anew and empty. `serve` answers requests and writes what a scenario needs, `worker` publishes and delivers; embedded they are one process. */
export async function openInstallation(store) {
  if (store === "embedded") {
    // Test endpoints are on this machine.
    const one = await server("dev", {});
    return { store, serve: one, worker: one, processes: [one], origin: one.ready.origin, close: () => one.close() };
  }
  const missing = await whyNoDynamoDbLocal();
  if (missing !== null) throw new Error(`The distributed store cannot run here: ${missing}`);
  const [dynamo, redis] = await Promise.all([startDynamoDbLocal(), startRedis()]);
  const table = "placard-load";
  await migrateDynamoDb({ table, region: dynamo.region, endpoint: dynamo.endpoint, credentials: dynamo.credentials });
  const settings = {
    PLACARD_STORE: "dynamodb",
    PLACARD_DYNAMODB_TABLE: table,
    PLACARD_DYNAMODB_ENDPOINT: dynamo.endpoint,
    PLACARD_AWS_REGION: dynamo.region,
    PLACARD_REDIS_URL: redis.url,
    PLACARD_MASTER_KEY: randomBytes(32).toString("base64"),
    PLACARD_ALLOW_LOOPBACK: "true",
    PLACARD_LOG_LEVEL: "error",
  };
  const serve = await server("serve", settings);
  const worker = await server("worker", settings);
  return {
    store,
    serve,
    worker,
    processes: [serve, worker],
    origin: serve.ready.origin,
    async close() {
      await Promise.all([serve.close(), worker.close()]);
      await Promise.all([dynamo.close(), redis.close()]);
    },
  };
}

const server = (command, settings) => startServer("./load/server.mjs", JSON.stringify({ command, settings }));

/** CPU time (µs) and memory (bytes) of the installation's processes, without the store's own. */
export async function usedBy(installation) {
  const used = { cpu: 0, resident: 0 };
  for (const process of installation.processes) {
    const { cpu, resident } = await process.ask("cpu");
    used.cpu += cpu;
    used.resident += resident;
  }
  return used;
}

/** Runs something and gives its result with the cores that the installation took meanwhile, and its memory at the end. */
export async function using(installation, run) {
  const [before, started] = [await usedBy(installation), performance.now()];
  const result = await run();
  const after = await usedBy(installation);
  const elapsed = (performance.now() - started) * 1000;
  return { ...result, cpu: after.cpu - before.cpu, cores: (after.cpu - before.cpu) / elapsed, resident: after.resident };
}

/** Waits until every event is in its log; gives the seconds it took, or null where it took longer than `withinS`. */
export async function relayed(installation, withinS = 120) {
  const started = performance.now();
  while ((await installation.serve.ask("outbox")).waiting > 0) {
    if (performance.now() - started > withinS * 1000) return null;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return (performance.now() - started) / 1000;
}
