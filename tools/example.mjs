// `npm run example plain-html`, `npm run example react`: starts an example beside a Placard that runs, with what it needs built first.
import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleWidgets } from "../widgets/packaging/bundle.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** The files of `dist/cdn`, where the package has none yet. */
async function hostedWidgets() {
  const folder = join(root, "examples/plain-html/dist");
  const { files } = await bundleWidgets();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, contents } of files.values()) writeFileSync(join(folder, name), contents);
  return folder;
}

/** What Node is started with, in the example's folder. */
const EXAMPLES = {
  "plain-html": async () => ({ args: ["server.mjs"], env: { WIDGETS: await hostedWidgets() } }),
  react: async () => ({ args: ["node_modules/vite/bin/vite.js", "--configLoader", "native"], env: {} }),
};

const [name = ""] = process.argv.slice(2);
const missing = ["PLACARD_URL", "PLACARD_KEY", "PLACARD_WORKSPACE"].filter(variable => !process.env[variable]);
if (!Object.hasOwn(EXAMPLES, name) || missing.length > 0) {
  console.error(
    Object.hasOwn(EXAMPLES, name)
      ? `Set ${missing.join(", ")} to what \`npm start\` printed.`
      : `Which example? ${Object.keys(EXAMPLES).join(" or ")}. Harbor opens with \`npm start\`.`,
  );
  process.exit(2);
}
const { args, env } = await EXAMPLES[name]();
const child = spawn(process.execPath, ["--conditions=@placard/source", ...args], {
  cwd: join(root, "examples", name),
  env: { ...process.env, ...env },
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", code => process.exit(code ?? 0));
