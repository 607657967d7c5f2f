import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually, freePort, portAnswers } from "./ports.ts";
import { findProgram, startTied, type TiedProcess, tied } from "./tied-process.ts";

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Kills the server; its port refuses connections until {@link RedisServer.restart}. What it held is lost. */
  stop(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  restart(): Promise<void>;
  /** Freezes the server: connections stay open and nothing answers. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

/** Starts a real redis-server on a free port of 127.0.0.1 that keeps nothing on disk. It ends with this process. */
export async function startRedis(): Promise<RedisServer> {
  const program = findProgram("redis-server");
  if (program === null) throw new Error("redis-server is not installed. These tests need it: apt-get install -y redis-server");
  const folder = await mkdtemp(join(tmpdir(), "placard-redis-"));

  async function launch(port: number): Promise<TiedProcess> {
    const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder];
    const server = startTied(tied(program ?? "redis-server", args));
    await eventually(
      "redis-server accepts connections",
      10_000,
      async () => server.ended() !== null || (await portAnswers(port)),
      10,
    );
    if (server.ended() !== null) throw new Error(`redis-server ended at once (${server.ended()}): ${server.output()}`);
    return server;
  }

  /** Another process may take the port between finding and using it: then the next free one serves as well. */
  async function launchAnywhere(tries: number): Promise<{ port: number; server: TiedProcess }> {
    const port = await freePort();
    try {
      return { port, server: await launch(port) };
    } catch (error) {
      if (tries <= 1) throw error;
      return launchAnywhere(tries - 1);
    }
  }

  const { port, server } = await launchAnywhere(3);
  let running = server;
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    stop: () => running.kill("SIGKILL"),
    async restart() {
      await running.kill("SIGKILL");
      running = await launch(port);
    },
    pause: () => void running.child.kill("SIGSTOP"),
    resume: () => void running.child.kill("SIGCONT"),
    async close() {
      await running.kill("SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
