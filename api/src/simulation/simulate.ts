/** Runs worlds on all cores, and keeps the seeds that fail. */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { toolOptions } from "../testing/options.ts";
import type { Violation } from "./checker.ts";
import { MUTANTS, patchesFor, SEEDS_TO_CATCH } from "./mutants.ts";
import { applyPatches } from "./patches.ts";

interface Ran {
  readonly seed: number;
  readonly digest: string;
  readonly steps: number;
  readonly published: number;
  readonly posts: number;
  readonly violations: readonly Violation[];
}

const CORPUS = fileURLToPath(new URL("corpus.json", import.meta.url));
const TABLE = fileURLToPath(new URL("mutants.md", import.meta.url));
const RUN_SEEDS = fileURLToPath(new URL("run-seeds.ts", import.meta.url));
/** Lines of a failing seed's timeline that are shown. */
const SHOWN = 400;

const values = toolOptions(
  `pnpm simulate --seeds 1000 --from 1      so many seeds, after the corpus
pnpm simulate --seconds 60               as many as go into that time
pnpm simulate --seed 4711                one seed, with its timeline; --lines 1000 shows more of it
pnpm simulate --mutants                  how many seeds it takes to catch each mutant
pnpm simulate --mutant blind-retry …     any of these with a mutant
              --no-keep                  neither the corpus nor the table of mutants is written`,
  {
    seeds: "number",
    from: "number",
    seconds: "number",
    seed: "number",
    lines: "number",
    mutant: "text",
    mutants: "flag",
    "no-keep": "flag",
  },
);
/** Of what is asked for: a name that no mutant has ends here. */
const patches = patchesFor(values.mutant);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Runs seeds in one process; ends it as soon as `onRan` says so. */
function runSeeds(args: readonly (string | number)[], onRan: (ran: Ran) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--conditions=@placard/source", RUN_SEEDS, ...args.map(String)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let ended = false;
    createInterface({ input: child.stdout }).on("line", line => {
      if (ended || onRan(JSON.parse(line))) return;
      ended = true;
      child.kill();
    });
    child.on("error", reject);
    child.on("close", status => (ended || status === 0 ? resolve() : reject(new Error(`a process ended with ${status}`))));
  });
}

/** Runs seeds on all cores; gives what was found wrong, in the order of the seeds. */
async function runAll(
  from: number,
  count: number,
  ms: number,
  mutant: string,
): Promise<{ ran: number; failed: Ran[]; published: number }> {
  const cores = availableParallelism();
  const failed: Ran[] = [];
  let [ran, published] = [0, 0];
  await Promise.all(
    Array.from({ length: cores }, (_, core) =>
      runSeeds([from + core, cores, Math.ceil((count - core) / cores), ms, mutant], one => {
        ran += 1;
        published += one.published;
        if (one.violations.length > 0) takeFailed(failed, one);
        if (ran % 5_000 === 0) say(`  ${ran} seeds, ${failed.length} failed`);
        return true;
      }),
    ),
  );
  return { ran, published, failed: failed.sort((a, b) => a.seed - b.seed) };
}

const corpus = (): number[] => JSON.parse(readFileSync(CORPUS, "utf8")).seeds;

function keep(seeds: readonly number[]): void {
  const all = [...new Set([...corpus(), ...seeds])].sort((a, b) => a - b);
  writeFileSync(CORPUS, `${JSON.stringify({ seeds: all }, null, 2)}\n`);
}

const describe = ({ seed, violations }: Ran): string =>
  `  seed ${seed}: ${violations.map(({ rule, what }) => `${rule}: ${what.split("\n")[0]}`).join("; ")}`;

/** Says at once what failed: a run of hours is to be looked into while it goes on. */
function takeFailed(failed: Ran[], ran: Ran): void {
  failed.push(ran);
  say(describe(ran));
}

async function oneSeed(seed: number): Promise<void> {
  applyPatches(patches);
  const { simulate } = await import("./run.ts");
  const { timeline, violations, digest, faults } = await simulate({ seed, tell: true });
  const lines = timeline.slice(-(values.lines ?? SHOWN));
  say(lines.join("\n"));
  say(`\nfaults: ${JSON.stringify(faults)}`);
  say(`seed ${seed}, digest ${digest}: ${violations.length === 0 ? "nothing wrong" : "WRONG"}`);
  for (const { rule, what, at } of violations) say(`  ${new Date(at).toISOString().slice(11, 23)} ${rule}: ${what}`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}

async function catchMutants(): Promise<void> {
  const wanted = MUTANTS.filter(({ name }) => values.mutant === undefined || name === values.mutant);
  const rows: { name: string; what: string; seeds: number | null; rule: string }[] = [];
  const left = [...wanted];
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (let mutant = left.shift(); mutant; mutant = left.shift()) {
        const { name, what } = mutant;
        let [seeds, caught]: [number, Ran | null] = [0, null];
        await runSeeds([values.from ?? 1, 1, SEEDS_TO_CATCH, 0, name, "until-caught"], ran => {
          seeds += 1;
          if (ran.violations.length > 0) caught = ran;
          return true;
        });
        const rule = (caught as Ran | null)?.violations[0]?.rule ?? "";
        rows.push({ name, what, seeds: caught ? seeds : null, rule });
        say(caught ? `✓ ${name}: caught after ${seeds} seeds (${rule})` : `✗ ${name}: not caught in ${seeds} seeds`);
      }
    }),
  );
  const table = wanted.flatMap(({ name }) => rows.filter(row => row.name === name));
  const lines = table.map(({ name, what, seeds, rule }) => `| ${name} | ${what} | ${seeds ?? "not caught"} | ${rule} |`);
  if (values.mutant === undefined && !values["no-keep"])
    writeFileSync(
      TABLE,
      `# Mutants\n\nEach breaks the publishing protocol in one way. The figure is how many seeds, from ${values.from ?? 1} on, \`pnpm simulate --mutants\` ran until one broke a rule.\n\n| mutant | what it does | seeds to catch | by the rule |\n| --- | --- | --- | --- |\n${lines.join("\n")}\n`,
    );
  process.exitCode = table.every(({ seeds }) => seeds !== null) ? 0 : 1;
}

async function many(): Promise<void> {
  const mutant = values.mutant ?? "-";
  const from = values.from ?? 1;
  const started = performance.now();
  const seconds = values.seconds ?? 0;
  const failed: Ran[] = [];
  const known = corpus();
  const cores = availableParallelism();
  await Promise.all(
    Array.from({ length: cores }, async (_, core) => {
      const seeds = known.filter((_, place) => place % cores === core);
      if (seeds.length === 0) return;
      await runSeeds([seeds.join(","), 1, 1, 0, mutant], ran => {
        if (ran.violations.length > 0) takeFailed(failed, ran);
        return true;
      });
    }),
  );
  const rest = Math.max(1_000, seconds * 1000 - (performance.now() - started));
  const { ran, failed: more, published } = await runAll(from, values.seeds ?? 1_000_000, seconds > 0 ? rest : 0, mutant);
  failed.push(...more);
  const took = (performance.now() - started) / 1000;
  say(
    `${known.length} seeds of the corpus and ${ran} from ${from} on: ${failed.length} failed; ${published} parts published; ${took.toFixed(0)} s`,
  );
  if (failed.length === 0) return;
  say(`\npnpm simulate --seed ${failed[0]?.seed} shows what happened`);
  if (mutant === "-" && !values["no-keep"]) keep(failed.map(({ seed }) => seed));
  process.exitCode = 1;
}

if (values.seed !== undefined) await oneSeed(values.seed);
else if (values.mutants) await catchMutants();
else await many();
