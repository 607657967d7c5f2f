import { createAdaptorServer } from "@hono/node-server";
import type { Context } from "hono";

/** A listening server whose app may come later: the port has to be known before the app can name its own URL. */
export interface Listening {
  readonly port: number;
  /** From now on requests go to the app. */
  serve(fetch: (request: Request, env?: unknown) => Response | Promise<Response>): void;
  /** Takes no new connection, lets running requests finish, then resolves. Whatever still runs after `withinMs` is cut. */
  close(withinMs: number): Promise<void>;
}

/** Rejects when the port is taken. `port` 0 takes a free one. */
export function listen(port: number, hostname: string): Promise<Listening> {
  let app: ((request: Request, env?: unknown) => Response | Promise<Response>) | null = null;
  const server = createAdaptorServer({
    fetch: (request, env) => app?.(request, env) ?? new Response("starting", { status: 503, headers: { "Retry-After": "1" } }),
    overrideGlobalObjects: false,
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, hostname, () => {
      const address = server.address();
      resolve({
        port: typeof address === "object" && address !== null ? address.port : port,
        serve(fetch) {
          app = fetch;
        },
        close: withinMs =>
          new Promise(closed => {
            const cut = setTimeout(() => "closeAllConnections" in server && server.closeAllConnections(), withinMs);
            server.close(() => {
              clearTimeout(cut);
              closed();
            });
            if ("closeIdleConnections" in server) server.closeIdleConnections();
          }),
      });
    });
  });
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
