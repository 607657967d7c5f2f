import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, it } from "vitest";

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The widgets' budget for this package (gzip, minified). */
const budget = 12_000;

it("stays within its size, alone and without a dependency", async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [here("index.ts")],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2023",
    charset: "utf8",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const [bundle] = outputFiles;
  expect(gzipSync(bundle?.contents ?? "", { level: 9 }).length).toBeLessThanOrEqual(budget);
  expect(Object.keys(metafile.inputs).filter(input => /node_modules|sources\.ts$/.test(input))).toEqual([]);
  const manifest: { dependencies?: unknown } = JSON.parse(await readFile(here("../package.json"), "utf8"));
  expect(manifest.dependencies).toBeUndefined();
});
