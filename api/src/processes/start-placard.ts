import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { eventually, tied } from "@placard/test-kit";
import { z } from "zod";

/** The file that is run. */
export const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

/** How long a process may take to be ready, or to end, on a machine that runs every other test at the same time. */
const PATIENCE_MS = 60_000;

/** Where Node keeps what it compiled: a start takes two thirds of the time. Written by whoever ends gracefully. */
const COMPILED = fileURLToPath(new URL("../../../.toolchain/compile-cache", import.meta.url));

/** What `placard dev --json` says on standard output. */
export const DevFacts = z.strictObject({
  api_url: z.url(),
  docs_url: z.url(),
  sandbox_url: z.url(),
  secret_key: z.string().startsWith("sk_test_"),
  organization_id: z.string().startsWith("org_"),
  workspace_id: z.string().startsWith("ws_"),
  account_id: z.string().startsWith("acct_"),
});
export type DevFacts = z.infer<typeof DevFacts>;

const ReadyLine = z.object({ msg: z.literal("ready"), port: z.int() });

/** How a process ended. */
export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface PlacardProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<End>;
  stdout(): string;
  stderr(): string;
  /** Sends the signal and waits for the end; rejects where it does not end. */
  stop(signal?: NodeJS.Signals): Promise<End>;
}

/**
 * A command of Placard as a process of its own, from the sources, with these settings (without their prefix) and no other of ours. It never outlives
 * the test. `preload` are modules that Node loads before it.
 */
export function runPlacard(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  preload: readonly string[] = [],
): PlacardProcess {
  const preloaded = preload.flatMap(module => ["--import", module]);
  const [program, given] = tied(process.execPath, ["--conditions=@placard/source", ...preloaded, MAIN, ...args]);
  const child = spawn(program, [...given], { env: environmentOf(settings), stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", text => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", text => {
    stderr += text;
  });
  const ended = new Promise<End>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  return {
    child,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    async stop(signal = "SIGTERM") {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const late = new AbortController();
      const end = await Promise.race([ended, after(PATIENCE_MS, late.signal)]);
      late.abort();
      if (end === null) throw new Error(`it did not end by ${signal}: ${stderr.slice(-4000)}`);
      return end;
    },
  };
}

/** This process' environment with these settings of Placard's, and no others. */
export function environmentOf(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PLACARD_")));
  for (const [name, value] of Object.entries(settings)) environment[`PLACARD_${name}`] = value;
  return { NODE_COMPILE_CACHE: COMPILED, ...environment };
}

function after(ms: number, signal: AbortSignal): Promise<null> {
  return new Promise(resolve => {
    const timer = setTimeout(() => resolve(null), ms);
    signal.addEventListener("abort", () => clearTimeout(timer));
  });
}

/** The first value that `read` finds in what the process says; rejects when it ends before, with everything it said. */
async function said<T>(placard: PlacardProcess, what: string, read: () => T | null): Promise<T> {
  let found: T | null = null;
  const over = () => placard.child.exitCode !== null || placard.child.signalCode !== null;
  await eventually(
    what,
    PATIENCE_MS,
    () => {
      found = read();
      return found !== null || over();
    },
    10,
  );
  if (found === null) throw new Error(`${what}: it ended before. It said:\n${placard.stdout()}${placard.stderr()}`);
  return found;
}

export interface DevProcess extends PlacardProcess {
  readonly facts: DevFacts;
}

/** `placard dev --json` on this folder, when all is ready. */
export async function startDev(
  settings: Readonly<Record<string, string>> & { DATA_DIR: string },
  preload: readonly string[] = [],
): Promise<DevProcess> {
  const placard = runPlacard(["dev", "--json"], { PORT: "0", ...settings }, preload);
  const facts = await said(placard, "placard dev is ready", () => {
    const [line, rest] = placard.stdout().split("\n");
    return rest === undefined || line === undefined ? null : DevFacts.parse(JSON.parse(line));
  });
  return { ...placard, facts };
}

export interface ServerProcess extends PlacardProcess {
  readonly url: string;
}

/** `placard serve` or `placard worker`, when it says in its log that it is ready. */
export async function startServer(
  command: "serve" | "worker",
  settings: Readonly<Record<string, string>>,
  preload: readonly string[] = [],
): Promise<ServerProcess> {
  const placard = runPlacard([command], { PORT: "0", ...settings }, preload);
  const port = await said(placard, `placard ${command} is ready`, () => {
    for (const line of placard.stderr().split("\n")) {
      if (!line.startsWith("{") || !line.endsWith("}")) continue;
      const ready = ReadyLine.safeParse(JSON.parse(line));
      if (ready.success) return ready.data.port;
    }
    return null;
  });
  return { ...placard, url: `http://127.0.0.1:${port}` };
}
