import type { CounterMeasure, GaugeMeasure, HistogramMeasure, Measure } from "./ports/telemetry.ts";

/** Up to the ten seconds after which a caller has long given up. */
const ANSWER_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
/** From a timer's precision to a worker's absence. */
const LATE_S = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 30, 60, 300, 900, 3600, 14_400];
/** From one look-up to the day after which nothing more is asked. */
const WAIT_S = [1, 10, 30, 60, 180, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400];

type Told<Label extends string> = { readonly help: string; readonly unit?: "s" | "By" | "1"; readonly labels?: readonly Label[] };

const counter = <const Label extends string = never>(name: string, told: Told<Label>): CounterMeasure<Label> => ({
  kind: "counter",
  name,
  help: told.help,
  unit: told.unit ?? null,
  labels: told.labels ?? [],
});
const gauge = <const Label extends string = never>(name: string, told: Told<Label>): GaugeMeasure<Label> => ({
  ...counter(name, told),
  kind: "gauge",
});
const seconds = <const Label extends string = never>(
  name: string,
  buckets: readonly number[],
  told: Omit<Told<Label>, "unit">,
): HistogramMeasure<Label> => ({ ...counter(name, { ...told, unit: "s" }), kind: "histogram", buckets });

/**
 * Every figure the service keeps of itself; docs-site/operations.md says how to read them. `mode` is that of the workspace: in test mode people inject
 * faults and move clocks, so alarms look at `live` alone.
 */
export const measures = {
  request: seconds("request", ANSWER_S, {
    help: "Time to answer, by operation and status class.",
    labels: ["operation", "status"],
  }),
  ready: gauge("ready", { help: "1 where the process is ready, else 0, by its command.", labels: ["command"] }),

  publishLag: seconds("publish.lag", LATE_S, {
    help: "From when a part was due until it was first armed.",
    labels: ["network", "mode"],
  }),
  publishOutcome: counter("publish.outcome", {
    help: "What came of parts, step by step: a part that is sent again is counted again.",
    labels: ["network", "mode", "outcome"],
  }),
  unknownAge: seconds("unknown.age", WAIT_S, {
    help: "How long the outcome of parts was unknown, when that ended.",
    labels: ["network", "mode", "outcome"],
  }),
  unknownOldest: gauge("unknown.oldest", {
    help: "How long the outcome of the oldest part that this process asks for is unknown; 0 where there is none.",
    unit: "s",
    labels: ["mode"],
  }),
  budgetWait: seconds("budget.wait", WAIT_S, {
    help: "How long parts waited for their account's budget at the network, when they were armed.",
    labels: ["network", "mode"],
  }),

  outboxAge: gauge("outbox.age", { help: "How old the oldest event of the installation is that was not yet told.", unit: "s" }),
  webhookAttempt: seconds("webhook.attempt", ANSWER_S, {
    help: "Time to deliver to a webhook endpoint, by what came of it.",
    labels: ["outcome"],
  }),

  workDwell: seconds("work.dwell", LATE_S, {
    help: "From when durable work was due until it was started, by kind. Work on a test workspace's own clock is left out.",
    labels: ["kind"],
  }),
  workFailed: counter("work.failed", { help: "Durable work that threw, by kind. It is tried three times.", labels: ["kind"] }),
  workUse: gauge("work.use", {
    help: "Share of a kind's room in this process that is taken by work in hand.",
    unit: "1",
    labels: ["kind"],
  }),
  workOverdue: gauge("work.overdue", {
    help: "How late the oldest due work of the installation is, whoever is to do it.",
    unit: "s",
  }),
  workParked: gauge("work.parked", { help: "Work of the installation that failed every time and waits for an operator." }),

  resident: gauge("resident", { help: "Resident memory of the process.", unit: "By" }),
  memoryUse: gauge("memory.use", { help: "Resident memory as a share of what the process may have.", unit: "1" }),
  loopUse: gauge("loop.use", { help: "Share of the time in which the process was busy since this was last read.", unit: "1" }),
  diskUse: gauge("disk.use", { help: "Share of the data folder's disk that is taken. Embedded store only.", unit: "1" }),
} as const;

export const ALL_MEASURES: readonly Measure[] = Object.values(measures);
