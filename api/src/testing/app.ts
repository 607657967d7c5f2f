import { type App, createApp } from "../app.ts";
import type { Config } from "../config.ts";
import { openTestService, type TestServiceOptions } from "./service.ts";

export interface TestAppOptions extends TestServiceOptions {
  /** Durable work runs unless false. */
  readonly work?: boolean;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asserts on; the shape is checked against the operation's schema
  readonly body: any;
}

export interface TestApp extends App {
  readonly config: Config;
  readonly dataDir: string;
  /** One request through the whole stack. `workspace` fills the header. */
  request(
    method: string,
    path: string,
    options?: { token?: string; workspace?: string; body?: unknown; headers?: Readonly<Record<string, string>> },
  ): Promise<TestAnswer>;
  /** Ends work and store; keeps the folder when `keep`. */
  close(options?: { keep?: boolean }): Promise<void>;
}

/** The real app over real embedded drivers in a folder of its own. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const opened = await openTestService({
    ...options,
    environment: { LOG_LEVEL: "fatal", PUBLIC_URL: "http://127.0.0.1:4700", ...options.environment },
  });
  const app = createApp({ service: opened.service, exclusive: opened.exclusive, addressOf: () => "127.0.0.1" });
  if (options.work !== false) await app.worker.start();
  return {
    ...app,
    config: opened.service.config,
    dataDir: opened.dataDir,
    async request(method, path, { token, workspace, body, headers = {} } = {}) {
      const response = await app.fetch(
        new Request(`http://127.0.0.1:4700${path}`, {
          method,
          headers: {
            ...(token !== undefined && { Authorization: `Bearer ${token}` }),
            ...(workspace !== undefined && { "Placard-Workspace": workspace }),
            ...(body !== undefined && { "Content-Type": "application/json" }),
            ...headers,
          },
          ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
        }),
      );
      const text = await response.text();
      const json = /json/.test(response.headers.get("Content-Type") ?? "");
      return { status: response.status, headers: response.headers, body: json && text !== "" ? JSON.parse(text) : text };
    },
    async close({ keep = false } = {}) {
      app.drain();
      if (options.work !== false) await app.worker.stop();
      await opened.close({ keep });
    },
  };
}
