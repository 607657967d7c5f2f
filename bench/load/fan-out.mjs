/** Each event goes to 50 endpoints, of which some take the request and never answer; beside it the same with 50 that answer. */

import { printTable, printTarget } from "../measure.mjs";
import { startServer } from "../over-http.mjs";
import { draftsIn } from "./drafts.mjs";
import { relayed, using } from "./installation.mjs";
import { figure, ms } from "./tables.mjs";

const ENDPOINTS = 50;
/** The healthy endpoints' deliveries may take so long after the last event. */
const PATIENCE_S = 120;

async function deliver(open, generator, { rate, seconds, workspaces, hanging }) {
  const installation = await open();
  const receiver = await startServer("./load/receiver.mjs", String(hanging));
  try {
    const endpoints = Array.from({ length: ENDPOINTS }, (_, number) => `${receiver.ready.origin}/${number}`);
    const { token, homes } = await installation.serve.ask("furnish", { workspaces, mode: "test", endpoints });
    await relayed(installation);
    await quiet(receiver);
    const made = await installation.serve.ask("tally");
    await receiver.ask("forget");
    const events = rate * seconds;
    const wanted = events * (ENDPOINTS - hanging);
    const started = performance.now();
    const ran = await using(installation, async () => {
      const { errors } = await generator.ask("run", {
        origin: installation.origin,
        rate,
        seconds,
        kinds: [draftsIn(homes, token)],
      });
      for (;;) {
        const received = await receiver.ask("received");
        const waited = (performance.now() - started) / 1000;
        if (received.different >= wanted || waited > seconds + PATIENCE_S) return { errors, received, seconds: waited };
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    });
    await relayed(installation);
    await new Promise(resolve => setTimeout(resolve, 500));
    const { deliveries, faults, faultCount } = await installation.serve.ask("tally");
    const inLog = Object.fromEntries(
      Object.entries(deliveries).map(([status, count]) => [status, count - (made.deliveries[status] ?? 0)]),
    );
    return { ...ran, events, wanted, inLog, faults, faultCount };
  } finally {
    await installation.close();
    await receiver.close();
  }
}

/** Waits until nothing more comes. */
async function quiet(receiver) {
  for (let before = -1; ; ) {
    const { different } = await receiver.ask("received");
    if (different === before) return;
    before = different;
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
}

export async function fanOut(open, generator, { rate, seconds, workspaces, hanging }) {
  const sides = { [`all ${ENDPOINTS} answer`]: 0, [`${hanging} of ${ENDPOINTS} hang`]: hanging };
  const rows = [];
  let holds = true;
  for (const [name, count] of Object.entries(sides)) {
    const ran = await deliver(open, generator, { rate, seconds, workspaces, hanging: count });
    const { received } = ran;
    rows.push([
      name,
      ran.events,
      received.different,
      figure(received.different / ran.seconds),
      ...["p50", "p95", "p99", "max"].map(quantile => ms(received[quantile])),
      received.hung,
      figure(ran.cpu / received.different),
      figure(ran.cores),
    ]);
    const total = Object.values(ran.inLog).reduce((sum, number) => sum + number, 0);
    const correct =
      ran.errors === 0 &&
      received.different === ran.wanted &&
      received.twice === 0 &&
      total === ran.events * ENDPOINTS &&
      ran.faultCount === 0;
    printTarget(
      `${name}: every event came to every endpoint that answers, once, and every delivery is in the log`,
      `${received.different} of ${ran.wanted} came, ${received.twice} twice; in the log ${JSON.stringify(ran.inLog)}, ${ran.faultCount} faults`,
      correct,
    );
    for (const fault of ran.faults) console.log(`  ${fault}`);
    holds &&= correct;
  }
  console.log("");
  printTable(
    [
      "side",
      "events",
      "received",
      "received/s",
      "event → receiver p50 ms",
      "p95",
      "p99",
      "max",
      "requests that hung",
      "CPU µs a delivery",
      "cores",
    ],
    rows,
  );
  console.log(
    `\n${rate} events/s for ${seconds} s, each to ${ENDPOINTS} endpoints. ` +
      "Latency: from the event's instant, before it is durable, to the receiver's last byte.",
  );
  return holds;
}
