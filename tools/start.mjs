// `npm start`: builds what the service needs when its sources have changed, then becomes the service itself.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const main = join(root, "api/dist/main.js");
const marker = join(root, ".toolchain/built");

/** What the bundle is made from. Names, sizes and times are enough to see a change, and cost nothing. */
const SOURCES = [
  "api/src",
  "api/tsup.config.ts",
  "api/package.json",
  "packages/networks/src",
  "packages/connectors/src",
  "packages/sandbox/src",
  "pnpm-lock.yaml",
];

function stampOf(path, hash) {
  const facts = statSync(path);
  if (!facts.isDirectory()) {
    hash.update(`${path} ${facts.size} ${facts.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(path).sort()) if (name !== "node_modules") stampOf(join(path, name), hash);
}

const hash = createHash("sha256");
for (const source of SOURCES) stampOf(join(root, source), hash);
const stamp = hash.digest("hex");

if (!existsSync(main) || !existsSync(marker) || readFileSync(marker, "utf8") !== stamp) {
  process.stderr.write("placard: building …\n");
  const built = spawnSync("pnpm", ["--silent", "--filter", "@placard/api", "run", "build"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
  mkdirSync(dirname(marker), { recursive: true });
  writeFileSync(marker, stamp);
}

process.env.PLACARD_DATA_DIR ??= join(root, ".placard");
process.argv.splice(2, 0, "dev", "--exit-with-parent");
await import(pathToFileURL(main).href);
