// `npm start`: builds what the service needs when its sources have changed, then runs two processes until it is stopped: Placard, and Harbor (examples/saas), a
// SaaS that has Placard in it. Neither outlives this one.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

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

const dataDir = resolve(process.env.PLACARD_DATA_DIR ?? join(root, ".placard"));
const args = process.argv.slice(2);
const json = args.includes("--json");

/** The running ones, the last started first: Harbor needs Placard until it has ended. */
const running = [];
let stopping = false;

/** Ends all, one after the other, and this process with this code. */
async function stop(code) {
  if (stopping) return;
  stopping = true;
  for (const { child, ended } of running) {
    child.kill("SIGTERM");
    await ended;
  }
  process.exit(code);
}

/**
 * Runs Node with this, and gives the first line it says on standard output that `read` makes something of; ends everything where it ends.
 * A terminal's Ctrl-C goes to a whole group: in groups of their own the two are told by us alone, once and in order.
 */
function run(args, env, read) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
    detached: process.platform !== "win32",
  });
  const ended = new Promise(resolve => child.once("close", resolve));
  running.unshift({ child, ended });
  void ended.then(code => stop(code ?? 1));
  return new Promise(found => {
    createInterface({ input: child.stdout }).on("line", line => {
      const value = read(line);
      if (value === null) process.stdout.write(`${line}\n`);
      else found(value);
    });
  });
}

/** npm, pnpm and the terminal each hand on the same Ctrl-C: what comes within this time is one wish. */
const SAME_WISH_MS = 1000;
let wished = 0;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => {
    if (wished > 0 && performance.now() - wished > SAME_WISH_MS) for (const { child } of running) child.kill("SIGKILL");
    wished ||= performance.now();
    void stop(0);
  });
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) void stop(0);
}, 500).unref();

const facts = await run(
  [main, "dev", "--exit-with-parent", "--quiet", "--json", ...args.filter(arg => arg !== "--json")],
  { PLACARD_DATA_DIR: dataDir },
  line => (line.startsWith("{") ? JSON.parse(line) : null),
);
const harbor = [
  "--conditions=@placard/source",
  "--disable-warning=ExperimentalWarning",
  ...["--import", new URL("exit-with-parent.mjs", import.meta.url).href],
  join(root, "examples/saas/server.ts"),
];
const demo = {
  PLACARD_URL: facts.api_url,
  PLACARD_KEY: facts.secret_key,
  HARBOR_DATA_DIR: join(dataDir, "harbor"),
};
const demoUrl = await run(harbor, demo, line => /^Harbor: (http\S+)$/.exec(line)?.[1] ?? null);

if (json) process.stdout.write(`${JSON.stringify({ ...facts, demo_url: demoUrl })}\n`);
(json ? process.stderr : process.stdout).write(`
  Harbor, a SaaS with Placard in it:   ${demoUrl}

    Placard's API   ${facts.api_url}
    Reference       ${facts.docs_url}
    Sandbox         ${facts.sandbox_url}      the network on which test posts appear
    Secret key      ${facts.secret_key}
    Workspace       ${facts.workspace_id}      with the sandbox account ${facts.account_id}
    Data            ${dataDir}

  See a post scheduled, published and told by webhook:

    PLACARD_URL=${facts.api_url} PLACARD_KEY=${facts.secret_key} npm run quickstart

`);
