// `pnpm widgets`: makes from the table in src/define.ts and the widgets' JSDoc each widget's own entry, custom-elements.json and the React components.
// With --check it writes nothing, and fails where a file is not what it would write.
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { components, ROOT } from "./components.ts";
import { readManifest } from "./manifest.ts";
import { reactFiles } from "./react.ts";

const MADE = "// Made by `pnpm widgets` from src/define.ts.\n";
const ENTRIES = join(ROOT, "src/define");
const REACT = join(ROOT, "../packages/react/src/components");

const manifest = await readManifest();
const wanted = new Map<string, string>([
  ...components.map(({ name, className, module }): [string, string] => [
    join(ENTRIES, `${name}.ts`),
    `${MADE}import { ${className} } from "../${module.replace(/^src\//, "")}";
import { defineTag } from "../tags.ts";

export { configure } from "../session/page.ts";
export { logout } from "../session/page-options.ts";
export { ${className} };

declare global {
  interface HTMLElementTagNameMap {
    "placard-${name}": ${className};
  }
}

defineTag("placard-${name}", ${className});
`,
  ]),
  [join(ROOT, "custom-elements.json"), `${JSON.stringify(manifest, null, 2)}\n`],
  ...reactFiles(manifest).map(([name, text]): [string, string] => [join(REACT, name), text]),
]);

const left = [ENTRIES, REACT].flatMap(folder => globSync("*.ts", { cwd: folder }).map(file => join(folder, file)));
const stale = [
  ...[...wanted].filter(([path, text]) => !existsSync(path) || readFileSync(path, "utf8") !== text).map(([path]) => path),
  ...left.filter(path => !wanted.has(path)),
];
if (process.argv.includes("--check")) {
  for (const path of stale) console.error(`${relative(join(ROOT, ".."), path)} is stale: run \`pnpm widgets\`.`);
  if (stale.length > 0) process.exitCode = 1;
} else {
  for (const path of stale) {
    const text = wanted.get(path);
    if (text === undefined) rmSync(path);
    else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    console.log(relative(join(ROOT, ".."), path));
  }
}
