// `npm test`: every check there is, one after the other, each with its time; the last line is a plain count.
// Static checks count as one test each, so that a red one is never hidden behind green ones.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const nightly = process.argv.includes("--nightly");
const env = { ...process.env, ...(nightly && { PLACARD_TEST_NIGHTLY: "1" }) };
let passed = 0;
let failed = 0;

const say = text => process.stdout.write(`${text}\n`);
const seconds = from => `${((performance.now() - from) / 1000).toFixed(1)} s`;

/** Runs a command; its output is shown only when it fails. */
function check(name, command, args) {
  const from = performance.now();
  const done = spawnSync(command, args, { cwd: root, env, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  if (done.status === 0) {
    passed += 1;
    say(`✓ ${name} (${seconds(from)})`);
    return true;
  }
  failed += 1;
  say(`✗ ${name} (${seconds(from)})\n${done.error?.message ?? ""}${done.stdout ?? ""}${done.stderr ?? ""}`);
  return false;
}

/** Programs the tests run for real, with the Debian package that has them. */
const PROGRAMS = [
  { found: () => has("redis-server"), package: "redis-server" },
  { found: () => has("chromium"), package: "chromium" },
  { found: () => has("java"), package: "openjdk-17-jre-headless" },
  { found: () => has("ip"), package: "iproute2" },
  { found: () => has("unshare"), package: "util-linux" },
];
function has(program) {
  return spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
}

function programs() {
  const missing = PROGRAMS.filter(program => !program.found()).map(program => program.package);
  if (missing.length === 0) return true;
  const debian = existsSync("/etc/debian_version") && process.getuid?.() === 0;
  if (!debian) {
    say(`✗ missing programs: install ${missing.join(", ")} (these are Debian's names) and run npm test again.`);
    failed += 1;
    return false;
  }
  say(`  installing ${missing.join(", ")} …`);
  const updated = check("apt-get update", "apt-get", ["update", "-qq"]);
  return (
    updated &&
    check(`apt-get install ${missing.join(" ")}`, "apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing])
  );
}

/** Vitest shows its own progress; its counts come from its report. */
function tests() {
  const folder = mkdtempSync(join(tmpdir(), "placard-report-"));
  const report = join(folder, "report.json");
  const from = performance.now();
  const done = spawnSync(
    "pnpm",
    ["exec", "vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] },
  );
  if (existsSync(report)) {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, "utf8"));
    passed += numPassedTests;
    // A file that cannot even be loaded has no failed test of its own.
    failed += numFailedTests === 0 && done.status !== 0 ? Math.max(1, numFailedTestSuites) : numFailedTests;
  } else failed += 1;
  rmSync(folder, { recursive: true, force: true });
  say(`${done.status === 0 ? "✓" : "✗"} tests (${seconds(from)})`);
}

const from = performance.now();
if (programs()) {
  check("format and lint", "pnpm", ["exec", "biome", "check", "--error-on-warnings", "."]);
  check("arrows between rooms", "pnpm", ["--silent", "run", "arrows"]);
  check("types", "pnpm", ["run", "types"]);
  check("document and SDK are what the code says", "pnpm", ["--silent", "run", "openapi", "--check"]);
  check("the widgets' entries, manifest and React components are what the code says", "pnpm", ["--silent", "widgets", "--check"]);
  check("the widgets' size", "pnpm", ["--silent", "size"]);
  check("contract with what was released", "node", ["tools/contract.mjs"]);
  check("build", "pnpm", ["--silent", "run", "build"]);
  check("the SDK as a package", "pnpm", ["--silent", "--filter", "@placard/sdk", "run", "check:package"]);
  check("the widgets as a package", "pnpm", ["--silent", "--filter", "@placard/widgets", "run", "check:package"]);
  check("the React components as a package", "pnpm", ["--silent", "--filter", "@placard/react", "run", "check:package"]);
  tests();
  // By day the same seeds each time, so that a red run is this commit's doing; at night new ones.
  check(
    nightly ? "simulation: the corpus, and new seeds for ten minutes" : "simulation: the corpus, and a minute of seeds",
    "pnpm",
    [
      ...["--silent", "simulate", "--no-keep"],
      ...(nightly ? ["--seconds", "600", "--from", String(1_000_000 * new Date().getUTCDate())] : ["--seconds", "60"]),
    ],
  );
}
say(`all checks took ${seconds(from)}`);
say(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
