/** Load over real HTTP: servers as child processes that tell their CPU time, and autocannon in this one. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";

export const CONNECTIONS = 64;

/** Starts `bench/<file>` with arguments; it sends `{ ready }` and answers `cpu`. One question at a time. */
export async function startServer(file, ...args) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    execArgv: [...process.execArgv, ...(process.env.PLACARD_BENCH_EXEC_ARGV?.split(" ") ?? [])],
  });
  const failed = once(child, "exit").then(([code]) => {
    throw new Error(`${file} ended with code ${code}`);
  });
  failed.catch(() => undefined);
  const ask = async (question, about) => {
    child.send({ question, about });
    const [answer] = await Promise.race([once(child, "message"), failed]);
    return answer;
  };
  const [{ ready }] = await Promise.race([once(child, "message"), failed]);
  return {
    ready,
    ask,
    async close() {
      const ended = once(child, "exit");
      child.send({ question: "close" });
      await ended;
    },
  };
}

/** In a server's process: answers what {@link startServer} asks. */
export function serveQuestions(ready, answers, close) {
  process.on("message", async ({ question, about }) => {
    if (question === "close") {
      await close();
      process.exit(0);
    }
    if (question === "cpu") {
      const { user, system } = process.cpuUsage();
      return process.send({ cpu: user + system, resident: process.memoryUsage.rss() });
    }
    process.send(await answers[question](about));
  });
  process.send({ ready });
}

/** Load on a server (`duration` in seconds or `amount` of requests); gives requests per second and the server's CPU time per request in µs. */
export async function load(server, options) {
  const before = (await server.ask("cpu")).cpu;
  const result = await autocannon({ connections: CONNECTIONS, ...options });
  const { cpu } = await server.ask("cpu");
  const answered = result["2xx"];
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} errors`);
  const seconds = (result.finish - result.start) / 1000;
  return { rate: answered / seconds, cpu: (cpu - before) / answered, p50: result.latency.p50, p99: result.latency.p99 };
}
