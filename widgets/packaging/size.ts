// `pnpm size`: what the widgets weigh, part by part, beside what they may and beside others. Fails when a part is over its budget, or has none.
import { basename } from "node:path";
import { BUDGETS, PEERS } from "./budgets.ts";
import { type BundledFile, bundleWidgets, withImports } from "./bundle.ts";

interface Line {
  readonly part: string;
  readonly bytes: number;
  /** Null for a part that somebody forgot to give one. */
  readonly most: number | null;
}

const { loader, widgets, files } = await bundleWidgets();
const weigh = (some: Iterable<BundledFile>): number => [...some].reduce((sum, { gzip }) => sum + gzip, 0);

const loads = new Map([...widgets].map(([name, file]) => [name, withImports(file, files)]));
const [first = [], ...others] = loads.values();
const runtime = new Set(first.filter(file => others.every(files => files.includes(file))));
const eager = new Set([loader, ...[...loads.values()].flat()]);
const own = (name: string): number => weigh((loads.get(name) ?? []).filter(file => !runtime.has(file)));
const budgetOf = (name: string): number | null => (BUDGETS.widgets as Readonly<Record<string, number>>)[name] ?? null;

const lazy = [...files.values()].filter(file => !eager.has(file)).map(file => ({ file, rule: ruleOf(file) }));
function ruleOf({ inputs }: BundledFile): (typeof BUDGETS.lazy)[number] | undefined {
  return BUDGETS.lazy.find(({ from }) => inputs.some(input => from.test(`/${input}`)));
}
const parts = new Set(lazy.map(({ rule }) => rule).filter(rule => rule !== undefined));

const lines: readonly Line[] = [
  { part: "loader", bytes: loader.gzip, most: BUDGETS.loader },
  { part: "runtime, once for all widgets", bytes: weigh(runtime), most: BUDGETS.runtime },
  ...[...widgets.keys()].map(name => ({ part: name, bytes: own(name), most: budgetOf(name) })),
  {
    part: "runtime and all widgets but connect",
    bytes: weigh(runtime) + [...widgets.keys()].filter(name => name !== "connect").reduce((sum, name) => sum + own(name), 0),
    most: BUDGETS.together,
  },
  ...[...parts].map(({ part, most }) => {
    const sizes = lazy.filter(({ rule }) => rule?.part === part).map(({ file }) => file.gzip);
    // Of several languages a page loads one.
    const bytes = part === "one language" ? Math.max(...sizes) : sizes.reduce((sum, size) => sum + size, 0);
    return { part: `${part}, when needed`, bytes, most };
  }),
  ...lazy
    .filter(({ rule }) => !rule)
    .map(({ file }) => ({
      part: `${basename(file.inputs.at(-1) ?? file.name, ".ts")}, when needed`,
      bytes: file.gzip,
      most: BUDGETS.each,
    })),
];

const kilo = (bytes: number): string => (bytes / 1000).toFixed(2);
const width = Math.max(...lines.map(({ part }) => part.length));
const row = (part: string, bytes: string, most: string): string => `  ${part.padEnd(width)}  ${bytes.padStart(6)}  ${most}`;
const isOver = ({ bytes, most }: Line): boolean => most === null || bytes > most;
console.log(row("kB of gzip", "is", "may be"));
for (const line of lines)
  console.log(
    row(
      line.part,
      kilo(line.bytes),
      line.most === null
        ? "has no budget: give it one in widgets/packaging/budgets.ts"
        : `${kilo(line.most)}${isOver(line) ? "  too heavy" : ""}`,
    ),
  );
console.log(`  others: ${PEERS.map(([name, size]) => `${name} ${size}`).join(", ")}`);
if (process.argv.includes("--templates")) {
  const long = await bundleWidgets({ templates: false });
  const [before, after] = [weigh(long.files.values()), weigh(files.values())];
  console.log(`  short templates save ${kilo(before - after)} of ${kilo(before)} kB`);
}
if (lines.some(isOver)) process.exitCode = 1;
