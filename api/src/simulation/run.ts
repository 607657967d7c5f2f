import { createHash } from "node:crypto";
import { Checker, type Violation, workspaceIn } from "./checker.ts";
import { drawFaults, type Faults, NO_FAULTS } from "./faults.ts";
import { HintBus } from "./hints.ts";
import { createProcess, Installation, type Outside } from "./installation.ts";
import { NETWORK_CLASSES, type NetworkClass, SimulatedNetwork } from "./networks.ts";
import { People } from "./people.ts";
import { Random } from "./random.ts";
import { Receivers } from "./receivers.ts";
import { Table } from "./table.ts";
import { World } from "./world.ts";

/** When the worlds begin: an hour before Europe's clocks go back. */
const START = Date.parse("2026-10-25T00:00:00.000Z");
/** How long things go wrong, ms. */
const FAULTY_MS = [60_000, 240_000] as const;
/**
 * How long everything may take to end once nothing goes wrong any more: look-ups that are refused for a day, retries of webhooks over days, and room.
 */
const BOUND_MS = 8 * 86_400_000;
/** Every so many worlds one workspace floods, and nothing goes wrong but hints: so many posts, due so much later. */
const FLOODS = 40;
const FLOOD = 400;
const FLOOD_IN_MS = 20_000;
/** How long a person may wait for an answer when nothing goes wrong any more: a moved clock waits for a minute. */
const ANSWERED_MS = 240_000;
/** What stands still for longer than this is jumped over. */
const STILL_MS = 20_000;

export interface RunOptions {
  readonly seed: number;
  /** Keeps a readable timeline. */
  readonly tell?: boolean;
}

export interface RunResult {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly timeline: readonly string[];
  /** Of everything that happened: the same for the same seed and commit. */
  readonly digest: string;
  readonly faults: Faults;
  readonly steps: number;
  /** Parts on networks, and posts that were written. */
  readonly published: number;
  readonly posts: number;
}

/** One world, from its seed to its end. */
export async function simulate({ seed, tell = false }: RunOptions): Promise<RunResult> {
  const random = new Random(`placard ${seed}`);
  const world = new World(random, START, { tell });
  const checker = new Checker(world);
  const drawn = drawFaults(random.fork("faults"));
  const flood = seed % FLOODS === 0;
  let faults: Faults = NO_FAULTS;
  const current = (): Faults => faults;
  const lag = random.fork("index lag");
  const table = new Table(
    () => world.now,
    show => {
      const { indexLagMs } = faults.store;
      if (indexLagMs === 0) show();
      else world.after(lag.between(0, indexLagMs), show);
    },
  );
  const digest = createHash("sha256");
  table.onApplied = applied => {
    for (const { key, after } of applied) digest.update(`${world.now} ${key.pk} ${key.sk} ${after?.version}\n`);
    checker.applied(applied);
  };
  checker.table = table;
  const networks = (Object.keys(NETWORK_CLASSES) as NetworkClass[]).map(
    kind => new SimulatedNetwork(kind, world, () => faults.network, checker),
  );
  const receivers = new Receivers(world, () => faults.receivers);
  const outside: Outside = { table, networks, receivers, log: line => checker.log(line) };
  const installation = new Installation(world, outside, current, () => checker.skewed(faults.processes.skewMs));
  const people = new People(world, table, networks, installation, checker);
  const strayed = (error: unknown): void => checker.defect(error);
  process.on("unhandledRejection", strayed);
  try {
    const founder = createProcess("founder", world, outside, new HintBus(), current);
    let founded = false;
    const found = async (): Promise<void> => {
      await people.found(founder, flood ? 2 : 1 + random.below(2));
      if (flood) await people.flood(founder, FLOOD, FLOOD_IN_MS);
    };
    found().then(
      () => {
        founded = true;
      },
      error => checker.defect(error),
    );
    await world.run(60_000, () => founded);
    founder.process.kill();

    faults = flood ? { ...NO_FAULTS, hints: drawn.hints } : drawn;
    const faulty = random.between(...FAULTY_MS);
    const processes = 1 + random.below(3);
    for (let each = 0; each < processes; each++) installation.start();
    trouble(world, installation, faulty, current);
    people.act(10 + random.below(40), faulty);
    await world.run(faulty);

    faults = NO_FAULTS;
    world.tell("WORLD", () => "nothing goes wrong any more");
    await world.run(ANSWERED_MS, () => people.answered);
    if (!people.answered) checker.violate("no defect", "somebody was never answered");
    await endOf(world, installation, table, checker);
    checker.end(table, receivers.received, people.accepted, people.deleted);
  } catch (error) {
    checker.defect(error);
  } finally {
    process.off("unhandledRejection", strayed);
  }
  return {
    seed,
    violations: checker.violations,
    timeline: world.timeline,
    digest: digest.digest("hex").slice(0, 16),
    faults: drawn,
    steps: world.steps,
    published: checker.published,
    posts: people.accepted.size,
  };
}

/** Kills, stops and restarts processes, at the rates of the run's faults, as long as they last. */
function trouble(world: World, installation: Installation, ms: number, faults: () => Faults): void {
  const random = world.random.fork("trouble");
  const { kills, stops, clockSteps, skewMs } = faults().processes;
  const often = (perMinute: number, happen: () => void): void => {
    if (perMinute === 0) return;
    for (let at = 0; ; ) {
      at += (-Math.log(1 - random.next()) / perMinute) * 60_000;
      if (at > ms) return;
      world.after(at, happen);
    }
  };
  const someone = () => (installation.running.length > 0 ? random.pick(installation.running) : null);
  often(kills, () => {
    const one = someone();
    if (!one) return;
    if (random.chance(0.3)) installation.stop(one);
    else installation.kill(one);
  });
  often(clockSteps, () => {
    const one = someone();
    if (one) one.process.stepClock(random.between(-skewMs, skewMs));
  });
  often(stops, () => someone()?.process.stopFor(random.between(0, faults().processes.stopMs)));
}

/** Lets everything come to its end. Time in which nothing is due is jumped over: processes are stopped before it, and begun behind it. */
async function endOf(world: World, installation: Installation, table: Table, checker: Checker): Promise<void> {
  const until = world.now + BOUND_MS;
  while (world.now < until) {
    const next = nextDue(table, world.now);
    if (next === null) {
      // What was in hand may have written on its way out: an event that nobody has relayed.
      await installation.end(60_000);
      if (nextDue(table, world.now) === null) break;
      continue;
    }
    if (next > world.now + STILL_MS) {
      await installation.end(60_000);
      world.jump(next - 1_000);
    }
    if (installation.running.length === 0) installation.start();
    await world.run(5_000);
    if (checker.violations.length > 0) break;
  }
  await installation.end(60_000);
}

/** When something is to be done next, in the world's time; now where an event waits to be relayed, null where nothing is to be done any more. */
function nextDue(table: Table, now: number): number | null {
  let next: number | null = null;
  for (const item of table.all()) {
    if (item.pk.startsWith("outbox#")) return now;
    if (!item.due || item.due.sk.includes("#token")) continue;
    const offset = offsetOf(table, item.due.pk);
    const at = Date.parse(item.due.sk.slice(0, 24)) - offset;
    next = Math.max(now, Math.min(next ?? at, at));
  }
  return next;
}

/** How far the clock of a due partition stands before the world's. */
function offsetOf(table: Table, partition: string): number {
  const workspace = /^due#test#(.+)$/.exec(partition)?.[1];
  return workspace === undefined ? 0 : (workspaceIn(table, workspace)?.clock_offset_ms ?? 0);
}
