import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Where a program lies on the PATH, or null. */
export function findProgram(name: string): string | null {
  // Debian keeps servers and `ip` in folders that a user's own PATH may lack.
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  for (const folder of folders) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder: the next one may have it.
    }
  }
  return null;
}

/**
 * The command line under which the kernel kills a program when the process that started it dies, however that dies.
 * Where `setpriv` (util-linux) is missing the program is started as it is, and a killed test run may leave it behind.
 */
export function tied(program: string, args: readonly string[]): readonly [program: string, args: readonly string[]] {
  const setpriv = findProgram("setpriv");
  return setpriv === null ? [program, args] : [setpriv, ["--pdeathsig", "KILL", program, ...args]];
}

/** A started program with what it has written so far, for the error message when it fails to start. */
export interface TiedProcess {
  readonly child: ChildProcess;
  /** The last 4,000 characters of its two outputs. */
  output(): string;
  /** Null while it runs. */
  ended(): string | null;
  /** Kills it and waits for its end. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a program that does not outlive this process. */
export function startTied(
  command: readonly [program: string, args: readonly string[]],
  options: { cwd?: string } = {},
): TiedProcess {
  const child = spawn(command[0], [...command[1]], { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let ended: string | null = null;
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const end = new Promise<void>(resolve => {
    child.once("error", error => {
      ended = error.message;
      resolve();
    });
    child.once("exit", (code, signal) => {
      ended = signal === null ? `exit code ${code}` : `signal ${signal}`;
      resolve();
    });
  });
  return {
    child,
    output: () => output,
    ended: () => ended,
    async kill(signal = "SIGTERM") {
      if (ended === null) child.kill(signal);
      await end;
    },
  };
}
