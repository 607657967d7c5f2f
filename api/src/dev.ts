import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningSandbox, serveSandbox } from "@placard/sandbox";
import { z } from "zod";
import type { App } from "./app.ts";
import { type FileLock, lockFile } from "./ports/store/file-lock.ts";

/** What `placard dev` remembers of a folder, so that it goes on where it was: the sandbox's place and the test organization it made. */
const Remembered = z.object({
  sandbox_port: z.int().nullable(),
  sandbox_admin_token: z.string(),
  seed: z
    .object({
      secret_key: z.string(),
      organization_id: z.string(),
      workspace_id: z.string(),
      account_id: z.string(),
      email: z.string(),
      password: z.string(),
    })
    .nullable(),
});
type Remembered = z.infer<typeof Remembered>;
export type Seed = NonNullable<Remembered["seed"]>;

/** The memory of one folder. Holds a test key, so only its owner may read it. */
export class DevFolder {
  readonly #file: string;
  readonly #lock: FileLock;
  #remembered: Remembered;

  /** @throws {FileInUse} where another process has the folder: it must not take over the sandbox's place and data. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, "dev.json");
    this.#lock = lockFile(this.#file);
    this.#remembered = existsSync(this.#file)
      ? Remembered.parse(JSON.parse(readFileSync(this.#file, "utf8")))
      : { sandbox_port: null, sandbox_admin_token: randomBytes(24).toString("base64url"), seed: null };
  }

  get remembered(): Remembered {
    return this.#remembered;
  }

  close(): void {
    this.#lock.close();
  }

  remember(changes: Partial<Remembered>): void {
    this.#remembered = { ...this.#remembered, ...changes };
    const next = `${this.#file}.next`;
    writeFileSync(next, `${JSON.stringify(this.#remembered, null, 2)}\n`, { mode: 0o600 });
    chmodSync(next, 0o600);
    renameSync(next, this.#file);
  }
}

/** Runs the sandbox network beside the API, where it was the last time if it can: links to posts stay good. */
export async function startSandbox(folder: DevFolder, dataDir: string, wanted: number): Promise<RunningSandbox> {
  const { sandbox_port: before, sandbox_admin_token: adminToken } = folder.remembered;
  const options = { host: "127.0.0.1", dataDir: join(dataDir, "sandbox"), adminToken } as const;
  const start = (port: number) => serveSandbox({ ...options, port });
  const running = await start(wanted || before || 0).catch(error => {
    if (wanted !== 0 || before === null) throw error;
    return start(0); // someone else has the port of the last time
  });
  folder.remember({ sandbox_port: Number(new URL(running.url).port) });
  return running;
}

/** The first time: a test organization with a key, a workspace and a connected sandbox account, made through the API itself. */
export async function seed(app: App, folder: DevFolder): Promise<Seed> {
  if (folder.remembered.seed) return folder.remembered.seed;
  const ask = async (path: string, token: string | null, body: unknown, workspace?: string) => {
    const response = await app.fetch(
      new Request(`http://127.0.0.1${path}`, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          ...(token !== null && { Authorization: `Bearer ${token}` }),
          ...(workspace !== undefined && { "Placard-Workspace": workspace }),
        },
        body: JSON.stringify(body),
      }),
    );
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`seeding failed at ${path}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const suffix = randomBytes(4).toString("hex");
  const email = `dev-${suffix}@example.com`;
  const password = randomBytes(18).toString("base64url");
  const registered = z.object({ access_token: z.string(), organization: z.object({ id: z.string() }) }).parse(
    await ask("/v1/auth/register", null, {
      email,
      password,
      first_name: "Dev",
      last_name: "Eloper",
      organization_name: "Test organization",
    }),
  );
  const key = z
    .object({ secret: z.string() })
    .parse(await ask("/v1/api-keys", registered.access_token, { name: "Development", mode: "test" }));
  const workspace = z
    .object({ id: z.string() })
    .parse(await ask("/v1/workspaces", key.secret, { name: "First customer", time_zone: "Europe/Berlin" }));
  const handle = `customer-${suffix}`;
  const connected = z
    .object({ account: z.object({ id: z.string() }) })
    .parse(
      await ask(
        "/v1/accounts/connect",
        key.secret,
        { network: "sandbox", credentials: { handle, password: randomBytes(12).toString("hex") } },
        workspace.id,
      ),
    );
  const made: Seed = {
    secret_key: key.secret,
    organization_id: registered.organization.id,
    workspace_id: workspace.id,
    account_id: connected.account.id,
    email,
    password,
  };
  folder.remember({ seed: made });
  return made;
}
