// `npm run packages`: builds what goes to npm, and packs it into packed/, from where `npm install` takes it into any project.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const packed = join(root, "packed");
const PUBLIC = ["@placard/networks", "@placard/sdk", "@placard/widgets", "@placard/react"];

/** Runs pnpm with its output on our standard error; ends this process with its code when it fails. */
function pnpm(...args) {
  const stdio = ["ignore", args.includes("pack") ? "ignore" : 2, 2]; // packing lists every file
  const { status } = spawnSync("pnpm", args, { cwd: root, stdio, shell: process.platform === "win32" });
  if (status !== 0) process.exit(status ?? 1);
}

rmSync(packed, { recursive: true, force: true });
pnpm("--silent", "--filter", "@placard/react...", "run", "build");
for (const name of PUBLIC) pnpm("--silent", "--filter", name, "exec", "pnpm", "pack", "--pack-destination", packed);
for (const name of readdirSync(packed)) console.log(join(packed, name));
