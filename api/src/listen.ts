import { createServer, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Context } from "hono";
import { ConfigError } from "./config.ts";

/** A listening server whose app may come later: the port has to be known before the app can name its own URL. */
export interface Listening {
  readonly port: number;
  /** From now on requests go to the app. */
  serve(fetch: (request: Request, env?: unknown) => Response | Promise<Response>): void;
  /** From now on every connection ends with its answer, so that clients take their next request elsewhere. */
  drain(): void;
  /** Resolves when no request is in hand, or after `withinMs`. Others are still taken. */
  quiet(withinMs: number): Promise<void>;
  /**
   * Drains, and resolves when nothing is in hand any more and all connections are closed. As long as requests are in hand others are taken too, for half
   * the time at most: a balancer learns from them that readiness is gone. Whatever still runs after `withinMs` is cut.
   */
  close(withinMs: number): Promise<void>;
}

/** `port` 0 takes a free one. @throws {ConfigError} when the port is taken or cannot be had. */
export function listen(port: number, hostname: string): Promise<Listening> {
  let app: ((request: Request, env?: unknown) => Response | Promise<Response>) | null = null;
  const turn = gatherTurns();
  const server = createServer(
    getRequestListener(
      async (request, env) => {
        await turn();
        return app?.(request, env) ?? new Response("starting", { status: 503, headers: { "Retry-After": "1" } });
      },
      { overrideGlobalObjects: false },
    ),
  );
  const inHand = followRequests(server);
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "EADDRINUSE" ? "is taken" : `cannot be had (${error.message})`;
      reject(new ConfigError(`PLACARD_PORT: port ${port} of ${hostname} ${reason}`, { cause: error }));
    });
    server.listen(port, hostname, () => {
      const address = server.address();
      resolve({
        port: typeof address === "object" && address !== null ? address.port : port,
        serve(fetch) {
          app = fetch;
        },
        drain: inHand.drain,
        quiet: inHand.over,
        async close(withinMs) {
          inHand.drain();
          await inHand.over(withinMs / 2);
          const closed = new Promise<void>(done => server.close(() => done()));
          await inHand.over(withinMs / 2);
          // Node alone would wait for what clients hold open: an idle connection for 5 s, one that never asked anything for a minute.
          server.closeAllConnections();
          await closed;
        },
      });
    });
  });
}

/**
 * Resolves when every socket that has something to read now has been read: the requests of one turn of the event loop are then served together and
 * answered together. Under load that is half as many requests a second again (`bench/posts-get.mjs`): who waits for answers is woken once, not once for
 * each, and code and data stay in the processor's caches. A request alone waits some microseconds.
 */
function gatherTurns(): () => Promise<void> {
  let gathering: Promise<void> | null = null;
  return () => {
    gathering ??= new Promise(resolve => {
      setImmediate(() => {
        gathering = null;
        resolve();
      });
    });
    return gathering;
  };
}

/** Counts the requests that are read but not answered to the end. */
function followRequests(server: Server): { drain(): void; over(withinMs: number): Promise<void> } {
  // By connection, for those come and go seldom. A set of answers would be rebuilt again and again, and V8 keeps what stands in the old tables of a set
  // that lived long enough to be promoted until its next full collection: a quarter of the time went there.
  const latest = new Map<Socket, ServerResponse | null>();
  const waiting = new Set<() => void>();
  let inHand = 0;
  let draining = false;
  server.on("connection", socket => {
    latest.set(socket, null);
    socket.once("close", () => latest.delete(socket));
  });
  // Before the app's own listener, which may have sent the headers by the time it returns.
  server.prependListener("request", ({ socket }, answer) => {
    inHand++;
    latest.set(socket, answer);
    if (draining) answer.setHeader("Connection", "close");
    answer.once("close", () => {
      inHand--;
      if (latest.get(socket) === answer) latest.set(socket, null);
      if (inHand === 0) for (const done of waiting) done();
    });
  });
  return {
    drain() {
      draining = true;
      for (const answer of latest.values()) if (answer && !answer.headersSent) answer.setHeader("Connection", "close");
    },
    over: withinMs =>
      new Promise(resolve => {
        const done = () => {
          clearTimeout(late);
          waiting.delete(done);
          resolve();
        };
        const late = setTimeout(done, withinMs);
        waiting.add(done);
        if (inHand === 0) done();
      }),
  };
}

/** Where a request came from: the socket; behind a proxy that the operator trusts, the last address it wrote. */
export function addressOf(trustProxy: boolean): (c: Context) => string {
  return c => {
    if (trustProxy) {
      const forwarded = c.req.header("X-Forwarded-For")?.split(",").at(-1)?.trim();
      if (forwarded) return forwarded;
    }
    const incoming = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming;
    return incoming?.socket?.remoteAddress ?? "unknown";
  };
}
