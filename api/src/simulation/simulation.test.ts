import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { MUTANTS } from "./mutants.ts";
import { FEW_SHARDS, type Patch } from "./patches.ts";

const RUN_SEEDS = fileURLToPath(new URL("run-seeds.ts", import.meta.url));

/** Runs seeds in a process of their own, as `pnpm simulate` does. */
async function ran(...args: readonly (string | number)[]) {
  const command = ["--conditions=@placard/source", RUN_SEEDS, ...args.map(String)];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  return stdout
    .trim()
    .split("\n")
    .map(line => JSON.parse(line) as { seed: number; digest: string; published: number; violations: { rule: string }[] });
}

test("the same seed is the same world, whatever ran before it", async () => {
  const [together, alone] = await Promise.all([ran(1, 1, 4), ran(4, 1, 1)]);
  expect(together.at(-1)).toEqual(alone[0]);
  expect(new Set(together.map(({ digest }) => digest)).size).toBe(4);
  expect(together.reduce((sum, { published }) => sum + published, 0)).toBeGreaterThan(10);
  expect(together.flatMap(({ violations }) => violations)).toEqual([]);
});

test("a broken protocol is seen", async () => {
  const [last] = (await ran(1, 1, 50, 0, "timeout-taken-for-refusal", "until-caught")).slice(-1);
  expect(last?.violations.length).toBeGreaterThan(0);
});

test.each([FEW_SHARDS, ...MUTANTS.flatMap(({ patches }) => patches)].map(patch => [patch.file, patch] as const))(
  "a patch of %s fits its source",
  (_, { file, find, replace }: Patch) => {
    const text = readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), "utf8");
    expect(text.split(find)).toHaveLength(2);
    expect(replace).not.toBe(find);
  },
);
