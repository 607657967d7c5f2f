import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DeleteTableCommand, DynamoDBClient, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDbLocal,
  freePort,
  type RedisServer,
  STEPPED_CLOCK,
  startRedis,
  startTcpProxy,
  type TcpProxy,
} from "@placard/test-kit";
import { Redis } from "ioredis";
import { type PlacardProcess, runPlacard, startDev, startServer } from "../start-placard.ts";
import type { RunPlan } from "./plan.ts";
import { ADMIN, type Servers } from "./servers.ts";

/** How often a process is started that does not come up, as an operator's supervisor would: the store may be cut off right then. */
const STARTS = 60;
const START_AGAIN_MS = 500;

/** One process of an installation, which a supervisor keeps running. */
export class Member {
  readonly name: string;
  /** Its own way to DynamoDB. */
  readonly store: TcpProxy | null;
  readonly #command: "dev" | "serve" | "worker";
  readonly #settings: Readonly<Record<string, string>> & { readonly DATA_DIR: string };
  readonly #clock: string;
  readonly #note: (text: string) => void;
  #running: PlacardProcess | null = null;
  #closed = false;
  /** What is done to it is done one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  readonly #logs: string[] = [];

  constructor(parts: {
    readonly name: string;
    readonly command: "dev" | "serve" | "worker";
    readonly settings: Readonly<Record<string, string>> & { readonly DATA_DIR: string };
    readonly store: TcpProxy | null;
    readonly note: (text: string) => void;
  }) {
    this.name = parts.name;
    this.store = parts.store;
    this.#command = parts.command;
    this.#clock = join(parts.settings.DATA_DIR, `clock-${parts.name}`);
    this.#settings = { ...parts.settings, TEST_CLOCK: this.#clock };
    this.#note = parts.note;
    writeFileSync(this.#clock, "0");
  }

  /** What it said on standard error, of all its lives. */
  log(): string {
    return [...this.#logs, this.#running?.stderr() ?? ""].join("");
  }

  start(): Promise<void> {
    return this.#inTurn(() => this.#start());
  }

  /** `kill -9`, and started again after `downMs`. */
  kill(downMs: number): Promise<void> {
    return this.#inTurn(async () => {
      await this.#end("SIGKILL");
      await sleep(downMs);
      await this.#start();
    });
  }

  /** SIGSTOP and, after `forMs`, SIGCONT. */
  pause(forMs: number): Promise<void> {
    return this.#inTurn(async () => {
      this.#running?.child.kill("SIGSTOP");
      await sleep(forMs);
      this.#running?.child.kill("SIGCONT");
    });
  }

  /** Sets its clock wrong by so much, for so long. */
  async stepClock(byMs: number, forMs: number): Promise<void> {
    await this.#inTurn(async () => this.#setClock(byMs));
    await sleep(forMs);
    await this.#inTurn(async () => this.#setClock(0));
  }

  /** Ends it gracefully, or by force where that takes long. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#inTurn(async () => {
      const late = setTimeout(() => this.#running?.child.kill("SIGKILL"), 5000);
      await this.#end("SIGTERM");
      clearTimeout(late);
    });
  }

  #inTurn(run: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(run);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #start(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        const preload = [STEPPED_CLOCK];
        const running =
          this.#command === "dev"
            ? await startDev(this.#settings, preload)
            : await startServer(this.#command, this.#settings, preload);
        this.#running = running;
        void running.ended.then(({ code, signal }) => this.#ended(running, code, signal));
        return;
      } catch (error) {
        if (tries === STARTS || this.#closed) throw error;
        this.#note(
          `${this.name} did not start: ${String(error)
            .split("\n")
            .filter(line => line.includes("placard:"))
            .join(" ")}`,
        );
        await sleep(START_AGAIN_MS);
      }
    }
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const running = this.#running;
    this.#running = null;
    if (!running) return;
    await running.stop(signal);
    this.#logs.push(running.stderr());
  }

  #setClock(wrongByMs: number): void {
    writeFileSync(this.#clock, String(wrongByMs));
    this.#running?.child.kill("SIGUSR2");
  }

  /** Nobody ended it: it is noted, and started again. */
  #ended(running: PlacardProcess, code: number | null, signal: string | null): void {
    if (this.#running !== running) return;
    this.#running = null;
    this.#logs.push(running.stderr());
    this.crashes.push(`${this.name} ended by itself (${code ?? signal}): ${running.stderr().slice(-2000)}`);
    this.#note(`${this.name} ended by itself (${code ?? signal})`);
    void this.start();
  }

  /** How it ended without being told to. */
  readonly crashes: string[] = [];
}

/** An installation of one run, with every way along which it reaches something. */
export interface Installation {
  /** Where its API is. */
  readonly url: string;
  readonly members: readonly Member[];
  readonly sandbox: TcpProxy;
  readonly bluesky: TcpProxy | null;
  readonly redis: RedisServer | null;
  flushRedis(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the installation of a run; resolves when all of its processes are ready. */
export async function startInstallation(plan: RunPlan, servers: Servers, note: (text: string) => void): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), `placard-run-${plan.seed}-`));
  const undo: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const step of undo.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `the installation could not be taken down: ${failures.join(", ")}`);
  };
  const wayTo = async (port: number): Promise<TcpProxy> => {
    const way = await startTcpProxy({ port });
    undo.push(() => way.close());
    return way;
  };
  try {
    const sandbox = await wayTo(portOf(servers.sandbox.url));
    const bluesky = servers.bluesky && (await wayTo(portOf(servers.bluesky.pdsUrl)));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const common = {
      SANDBOX_URL: `http://127.0.0.1:${sandbox.port}`,
      SANDBOX_ADMIN_TOKEN: ADMIN,
      PUBLIC_URL: url,
      ALLOW_LOOPBACK: "true",
      RATE_PER_KEY: "1000000",
      RATE_PER_ADDRESS: "1000000",
      RATE_BURST: "1000000",
      ...(servers.bluesky && {
        BLUESKY_SERVER: `http://127.0.0.1:${bluesky?.port}`,
        BLUESKY_PLC_URL: servers.bluesky.plcUrl,
      }),
    };
    const members: Member[] = [];
    const add = (
      name: string,
      command: "dev" | "serve" | "worker",
      settings: Readonly<Record<string, string>>,
      store: TcpProxy | null,
    ) => {
      const member = new Member({ name, command, settings: { ...common, ...settings, DATA_DIR: folder }, store, note });
      undo.push(() => member.close());
      members.push(member);
    };
    let redis: RedisServer | null = null;
    if (plan.shape === "embedded") add("dev", "dev", { PORT: String(port) }, null);
    else {
      if (!servers.dynamo) throw new Error("a distributed run needs DynamoDB");
      const { dynamo } = servers;
      const running = await startRedis();
      redis = running;
      undo.push(() => running.close());
      const shared = {
        STORE: "dynamodb",
        DYNAMODB_TABLE: `placard-run-${plan.seed}-${randomBytes(3).toString("hex")}`,
        DYNAMODB_ENDPOINT: dynamo.endpoint,
        REDIS_URL: redis.url,
        AWS_REGION: dynamo.region,
        MASTER_KEY: randomBytes(32).toString("base64"),
        LOG_LEVEL: "info",
      };
      const migrated = await runPlacard(["migrate"], { ...common, ...shared, DATA_DIR: folder }).ended;
      if (migrated.code !== 0) throw new Error("the table could not be made");
      undo.push(() => dropTable(dynamo, shared.DYNAMODB_TABLE));
      for (let n = 0; n <= plan.workers; n++) {
        const store = await wayTo(dynamo.port);
        const own = { ...shared, DYNAMODB_ENDPOINT: `http://127.0.0.1:${store.port}`, PORT: n === 0 ? String(port) : "0" };
        add(n === 0 ? "serve" : `worker-${n}`, n === 0 ? "serve" : "worker", own, store);
      }
    }
    await Promise.all(members.map(member => member.start()));
    return {
      url,
      members,
      sandbox,
      bluesky,
      redis,
      async flushRedis() {
        if (!redis) return;
        const client = new Redis(redis.url, { lazyConnect: true });
        await client.connect();
        await client.flushall();
        client.disconnect();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Tables lie in memory: those of hundreds of runs would fill it. */
async function dropTable({ endpoint, region, credentials }: DynamoDbLocal, table: string): Promise<void> {
  const client = new DynamoDBClient({ endpoint, region, credentials });
  await client.send(new UpdateTableCommand({ TableName: table, DeletionProtectionEnabled: false }));
  await client.send(new DeleteTableCommand({ TableName: table }));
  client.destroy();
}

const portOf = (url: string): number => Number(new URL(url).port);
