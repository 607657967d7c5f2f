import { createAdaptorServer } from "@hono/node-server";
import type { Env } from "./context.ts";
import { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";

export interface ServeOptions extends Omit<SandboxOptions, "publicUrl"> {
  /** 0 takes a free one. */
  readonly port: number;
  /** An address of this machine only: the sandbox lets anyone be anyone. */
  readonly host: "127.0.0.1" | "::1";
  /** Where browsers find it, if that is not where it listens. */
  readonly publicUrl?: string;
}

export interface RunningSandbox {
  /** Where it listens, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Cuts every connection and closes the database. May be called again. */
  close(): Promise<void>;
}

/** Runs a sandbox behind HTTP; resolves when it listens. Rejects when the port is taken or the folder cannot be used. */
export function serveSandbox(options: ServeOptions): Promise<RunningSandbox> {
  return new Promise((resolve, reject) => {
    let sandbox: Sandbox | null = null;
    const server = createAdaptorServer({
      // Not before the sandbox is open: it opens in the same turn in which the server begins to listen.
      fetch: (request: Request, env: Env["Bindings"]) => sandbox?.fetch(request, env) ?? new Response(null, { status: 503 }),
      // The global Request and Response belong to whoever runs us.
      overrideGlobalObjects: false,
      // An alternative text stands in the query: 1,500 characters of 12 bytes each when escaped are more than Node's 16 KiB.
      serverOptions: { maxHeaderSize: 64 * 1024 },
    });
    server.once("error", reject);
    server.listen(options.port, options.host, () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : options.port;
      const url = `http://${options.host === "::1" ? "[::1]" : options.host}:${port}`;
      try {
        const opened = createSandbox({ ...options, publicUrl: options.publicUrl ?? url });
        sandbox = opened;
        resolve({ url, close: () => close(opened) });
      } catch (error) {
        server.close();
        reject(error);
      }
    });

    function close(opened: Sandbox): Promise<void> {
      return new Promise(closed => {
        // Answers an error when it is closed already, which is as good.
        server.close(() => closed());
        opened.close();
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
    }
  });
}
