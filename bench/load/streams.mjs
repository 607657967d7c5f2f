/** Live streams: many clients are told of each event of their workspace; beside it a tenth of them. */
import { printTable, printTarget } from "../measure.mjs";
import { draftsIn } from "./drafts.mjs";
import { relayed, using } from "./installation.mjs";
import { figure, ms } from "./tables.mjs";

async function listen(open, generator, { clients, workspaces, rate, seconds }) {
  const installation = await open();
  try {
    const { token, homes } = await installation.serve.ask("furnish", { workspaces, mode: "test" });
    await relayed(installation);
    const { origin } = installation;
    const before = await installation.serve.ask("cpu");
    const started = performance.now();
    const listeners = Array.from({ length: clients }, (_, number) => ({
      token,
      workspace: homes[number % homes.length].workspace,
    }));
    await generator.ask("open", { origin, clients: listeners });
    const opened = (performance.now() - started) / 1000;
    const opening = await installation.serve.ask("cpu");
    const ran = await using(installation, () => generator.ask("run", { origin, rate, seconds, kinds: [draftsIn(homes, token)] }));
    await relayed(installation);
    await new Promise(resolve => setTimeout(resolve, 2500));
    const heard = await generator.ask("heard");
    await generator.ask("hangUp");
    const perWorkspace = homes.map((_, place) => Math.floor((rate * seconds - 1 - place) / homes.length) + 1);
    const missed = homes.filter(({ workspace }, place) => {
      const counts = heard.byWorkspace[workspace];
      return counts && (counts.least !== perWorkspace[place] || counts.most !== perWorkspace[place]);
    }).length;
    return {
      ...heard,
      errors: ran.errors,
      cores: ran.cores,
      cpu: ran.cpu,
      opened,
      missed,
      kilobytes: (opening.resident - before.resident) / clients / 1000,
    };
  } finally {
    await installation.close();
  }
}

export async function streams(open, generator, { clients, workspaces, rate, seconds }) {
  const rows = [];
  let holds = true;
  for (const count of [Math.max(workspaces, Math.round(clients / 10)), clients]) {
    const ran = await listen(open, generator, { clients: count, workspaces, rate, seconds });
    rows.push([
      count,
      ran.count,
      ...["p50", "p95", "p99", "max"].map(quantile => ms(ran[quantile])),
      figure(ran.cores),
      figure(ran.cpu / ran.count),
      figure(ran.opened),
      figure(ran.kilobytes),
    ]);
    const correct = ran.errors === 0 && ran.missed === 0 && ran.gaps === 0 && ran.ended === 0;
    printTarget(
      `${count} clients: each heard every event of its workspace, once and in order`,
      `${ran.errors} errors, ${ran.missed} workspaces with a wrong count, ${ran.gaps} streams with a gap, ${ran.ended} ended`,
      correct,
    );
    if (count === clients) printTarget("event to client p95 under 100 ms", `${ms(ran.p95)} ms`, ran.p95 < 100);
    holds &&= correct && (count !== clients || ran.p95 < 100);
  }
  console.log("");
  printTable(
    [
      "clients",
      "events heard",
      "event → client p50 ms",
      "p95",
      "p99",
      "max",
      "cores",
      "CPU µs an event heard",
      "opened in s",
      "kB a client",
    ],
    rows,
  );
  console.log(
    `\n${rate} events/s for ${seconds} s over ${workspaces} workspaces. ` +
      "Latency: from the event's instant, before it is durable, to the client's last byte.",
  );
  return holds;
}
