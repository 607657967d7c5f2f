import { patchesFor } from "./mutants.ts";
import { applyPatches } from "./patches.ts";

/**
 * A process of `pnpm simulate`: runs seeds and writes a line of JSON for each on standard output.
 * Arguments: first seed (or all of them, with commas between), step, how many, milliseconds at most (0: no bound), the name of a mutant or `-`, `until-caught` or `all`.
 */
const [from = "1", step = "1", count = "1", ms = "0", mutant = "-", until = "all"] = process.argv.slice(2);
applyPatches(patchesFor(mutant === "-" ? undefined : mutant));
const { simulate } = await import("./run.ts");

const end = Number(ms) > 0 ? performance.now() + Number(ms) : Number.POSITIVE_INFINITY;
const named = from.split(",").map(Number);
const first = named[0] ?? 1;
const most = named.length > 1 ? named.length : Number(count);
for (let each = 0; each < most && performance.now() < end; each++) {
  const seed = named[each] ?? first + each * Number(step);
  const { violations, digest, steps, published, posts } = await simulate({ seed });
  process.stdout.write(`${JSON.stringify({ seed, digest, steps, published, posts, violations: violations.slice(0, 3) })}\n`);
  if (until === "until-caught" && violations.length > 0) break;
}
