import { sandboxConnector } from "@placard/connectors";
import { serveSandbox } from "@placard/sandbox";
import type { Service } from "../ctx.ts";
import { createTestApp, type TestApp } from "./app.ts";
import { type FakeNetwork, type FakeNetworkOptions, fakeNetwork } from "./fake-network.ts";

export const SANDBOX_ADMIN_TOKEN = "sandbox-admin-token-of-tests";

/** A post as the sandbox itself knows it. */
export interface SandboxPost {
  readonly id: string;
  readonly text: string;
  readonly created_at: string;
  /** How often a create with its key was sent. */
  readonly create_requests: number;
}

/** The app with a sandbox of its own and a fake network, `mastodon`. */
export interface FullApp {
  readonly t: TestApp;
  readonly fake: FakeNetwork;
  /** What is on the sandbox in truth: of one handle, or of all. */
  truth(handle?: string): Promise<readonly SandboxPost[]>;
  /** The sandbox's own door. */
  admin(path: string, body: unknown, method?: "POST" | "DELETE"): Promise<void>;
  /** Ends the app and begins it anew on the same data, as after an upgrade, or, where nothing was written any more, a crash. */
  reopen(between?: () => void): Promise<TestApp>;
  close(): Promise<void>;
}

export interface FullAppOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly fake?: FakeNetworkOptions;
  readonly replace?: (service: Service) => Partial<Service>;
  readonly work?: boolean;
}

/** So many that no test meets a limit it does not mean to meet. */
const MANY = "1000000000";
const NO_LIMITS = { RATE_PER_ADDRESS: MANY, RATE_PER_USER: MANY, RATE_PER_KEY: MANY, RATE_BURST: MANY };

export async function openFullApp(options: FullAppOptions = {}): Promise<FullApp> {
  const sandbox = await serveSandbox({ port: 0, host: "127.0.0.1", dataDir: null, adminToken: SANDBOX_ADMIN_TOKEN });
  const fake = fakeNetwork(options.fake);
  const environment = {
    ...NO_LIMITS,
    SANDBOX_URL: sandbox.url,
    SANDBOX_ADMIN_TOKEN,
    ...options.environment,
  };
  const connectors = new Map([
    ["sandbox", sandboxConnector({ baseUrl: sandbox.url })],
    [fake.connector.network, fake.connector],
  ]);
  const open = (dataDir?: string): Promise<TestApp> =>
    createTestApp({
      environment,
      connectors,
      ...(dataDir !== undefined && { dataDir }),
      ...(options.replace && { replace: options.replace }),
      ...(options.work !== undefined && { work: options.work }),
    });
  const headers = { Authorization: `Bearer ${SANDBOX_ADMIN_TOKEN}`, "Content-Type": "application/json" };
  const full = {
    t: await open(),
    fake,
    async truth(handle?: string) {
      const query = handle === undefined ? "" : `?account=${encodeURIComponent(handle)}`;
      const response = await fetch(`${sandbox.url}/admin/posts${query}`, { headers });
      return ((await response.json()) as { posts: SandboxPost[] }).posts;
    },
    async admin(path: string, body: unknown, method: "POST" | "DELETE" = "POST") {
      const response = await fetch(`${sandbox.url}/admin/${path}`, { method, headers, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`the sandbox answered ${response.status}: ${await response.text()}`);
    },
    async reopen(between: () => void = () => undefined) {
      await full.t.close({ keep: true });
      between();
      full.t = await open(full.t.dataDir);
      return full.t;
    },
    async close() {
      await full.t.close();
      await sandbox.close();
    },
  };
  return full;
}
