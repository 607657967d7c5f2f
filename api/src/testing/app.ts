import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Connector } from "@placard/connectors";
import { type App, createApp } from "../app.ts";
import { type Config, readConfig } from "../config.ts";
import type { Service } from "../ctx.ts";
import { openService } from "../runtime.ts";
import { frozenReads } from "./frozen-reads.ts";

export interface TestAppOptions {
  /** Settings without their prefix, as the environment would give them. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Parts of the service replaced by a test's own (a store that loses answers, a timer, connectors). */
  readonly replace?: (service: Service) => Partial<Service>;
  readonly connectors?: ReadonlyMap<string, Connector>;
  /** Durable work runs unless false. */
  readonly work?: boolean;
  /** Goes on with the data of an earlier app. */
  readonly dataDir?: string;
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
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "placard-test-"));
  const environment: Record<string, string> = {
    PLACARD_DATA_DIR: dataDir,
    PLACARD_LOG_LEVEL: "fatal",
    PLACARD_PUBLIC_URL: "http://127.0.0.1:4700",
  };
  for (const [name, value] of Object.entries(options.environment ?? {})) environment[`PLACARD_${name}`] = value;
  const config = readConfig("dev", environment);
  const opened = await openService(config);
  const base: Service = {
    ...opened.service,
    systemStore: frozenReads(opened.service.systemStore),
    ...(options.connectors && { connectors: options.connectors }),
  };
  const service: Service = { ...base, ...options.replace?.(base) };
  const app = createApp({ service, exclusive: opened.exclusive, addressOf: () => "127.0.0.1" });
  if (options.work !== false) await app.worker.start();
  return {
    ...app,
    config,
    dataDir,
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
      await opened.close();
      if (!keep) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
