// `pnpm --filter @placard/widgets build`: modules for bundlers in dist, and in dist/cdn the files that a page can load as they are.
import { spawnSync } from "node:child_process";
import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleWidgets } from "./bundle.ts";
import { ROOT } from "./components.ts";
import { minifyTemplates } from "./minify-templates.ts";

const dist = join(ROOT, "dist");
rmSync(dist, { recursive: true, force: true });

for (const [command, ...args] of [
  ["tsc", "-p", "tsconfig.build.json"],
  ["node", "../tools/declarations.mjs", "dist"],
] as const) {
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
for (const file of globSync("**/*.js", { cwd: dist })) {
  const path = join(dist, file);
  writeFileSync(path, minifyTemplates(readFileSync(path, "utf8")));
}

const { files } = await bundleWidgets();
const cdn = join(dist, "cdn");
mkdirSync(cdn);
for (const { name, contents } of files.values()) writeFileSync(join(cdn, name), contents);
// Lit is in the files, and its license asks that its notice goes with them.
copyFileSync(join(ROOT, "node_modules/lit/LICENSE"), join(cdn, "LICENSE-lit.txt"));
const manifest = [...files.values()].map(({ name, integrity, contents, gzip }) => ({
  name,
  integrity,
  bytes: contents.length,
  gzip,
}));
writeFileSync(join(cdn, "manifest.json"), `${JSON.stringify({ files: manifest }, null, 2)}\n`);
for (const { name, integrity, gzip } of manifest) console.log(`${name.padEnd(32)} ${String(gzip).padStart(6)} B  ${integrity}`);
