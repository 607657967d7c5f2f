import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningSandbox, serveSandbox } from "@placard/sandbox";
import {
  type DynamoDbLocal,
  eventually,
  type RedisServer,
  startDynamoDbLocal,
  startRedis,
  startTcpProxy,
  type TcpProxy,
  whyNoDynamoDbLocal,
} from "@placard/test-kit";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Received, type Receiver, startReceiver } from "../testing/receiver.ts";
import { type Caller, callerOf } from "./caller.ts";
import { openStream } from "./live-stream.ts";
import { type End, runPlacard, type ServerProcess, startServer } from "./start-placard.ts";

/** `placard serve` and `placard worker`, two of each, on DynamoDB Local and Redis, as an operator runs them. */

const ADMIN = "sandbox-admin-token-of-tests";
const PASSWORD = "lantern-orbit-velvet-thaw";
const SHARDS = 64;
const DAY_MS = 86_400_000;
/** A lease is 15 s; its renewals come every 5 s. */
const TAKEN_OVER_WITHIN_MS = 40_000;
const SOON_MS = 20_000;
const GRACEFUL: End = { code: 0, signal: null };

const skip = await whyNoDynamoDbLocal();
if (skip !== null) process.stderr.write(`the distributed processes are not tested: ${skip}\n`);

describe.skipIf(skip !== null)("serve and worker, two of each", () => {
  let dynamo: DynamoDbLocal;
  /** Stands between the processes and DynamoDB. */
  let way: TcpProxy;
  let redis: RedisServer;
  let sandbox: RunningSandbox;
  let receiver: Receiver;
  let folder: string;
  let settings: Record<string, string>;
  let serves: [ServerProcess, ServerProcess];
  let workers: [ServerProcess, ServerProcess];
  const started: ServerProcess[] = [];
  /** Texts that were scheduled: each must stand on the network once. */
  const scheduled: string[] = [];
  const owner = { email: "", token: "" };
  let key = "";
  let workspace = "";
  let account = "";
  let secret = "";

  const start = async (command: "serve" | "worker"): Promise<ServerProcess> => {
    const server = await startServer(command, settings);
    started.push(server);
    return server;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "placard-distributed-"));
    [dynamo, redis, receiver, sandbox] = await Promise.all([
      startDynamoDbLocal(),
      startRedis(),
      startReceiver(),
      serveSandbox({ port: 0, host: "127.0.0.1", dataDir: null, adminToken: ADMIN }),
    ]);
    way = await startTcpProxy({ port: dynamo.port });
    settings = {
      DATA_DIR: folder,
      PUBLIC_URL: "http://placard.test",
      STORE: "dynamodb",
      DYNAMODB_TABLE: "placard",
      DYNAMODB_ENDPOINT: `http://127.0.0.1:${way.port}`,
      REDIS_URL: redis.url,
      MASTER_KEY: randomBytes(32).toString("base64"),
      SANDBOX_URL: sandbox.url,
      SANDBOX_ADMIN_TOKEN: ADMIN,
      ALLOW_LOOPBACK: "true",
    };
  }, 120_000);

  afterAll(async () => {
    await Promise.all(started.map(server => server.stop("SIGKILL")));
    await way?.close();
    await Promise.all([dynamo?.close(), redis?.close(), receiver?.close(), sandbox?.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const at = (serve: 0 | 1): Caller => callerOf(serves[serve].url, key, workspace);

  /** A post due so long after now on the workspace's clock. */
  async function createPost(serve: 0 | 1, text: string, dueInMs: number): Promise<string> {
    scheduled.push(text);
    const { now } = await at(serve).expect(200, "GET", "/v1/test/clock");
    const schedule = dueInMs === 0 ? { now: true } : { at: new Date(Date.parse(now) + dueInMs).toISOString() };
    return (await at(serve).expect(201, "POST", "/v1/posts", { text, account_ids: [account], schedule })).id;
  }

  const untilPublished = (serve: 0 | 1, id: string, withinMs = SOON_MS): Promise<void> =>
    eventually(
      `${id} is published`,
      withinMs,
      async () => (await at(serve).expect(200, "GET", `/v1/posts/${id}`)).status === "published",
      100,
    );

  const hooksOf = (id: string): Received[] =>
    receiver.received.filter(({ body }) => JSON.parse(body).type === "post.published" && JSON.parse(body).data.post.id === id);

  /** The webhook has come, signed, and under one id however often. */
  async function untilToldByWebhook(id: string, withinMs = SOON_MS): Promise<void> {
    await eventually(`the webhook of ${id} came`, withinMs, () => hooksOf(id).length > 0);
    for (const { headers, body } of hooksOf(id)) new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(new Set(hooksOf(id).map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  }

  const readiness = async ({ url }: ServerProcess) => (await callerOf(url, null).ask("GET", "/readyz")).body;
  const ownedBy = async (worker: ServerProcess): Promise<number> => (await readiness(worker)).owned_shards;

  test("the table is made once, and a process on none says so", { timeout: 60_000 }, async () => {
    const early = runPlacard(["serve"], settings);
    expect(await early.ended).toEqual({ code: 1, signal: null });
    expect(early.stderr()).toContain("placard migrate");
    for (const outcome of ["created", "unchanged"]) {
      const migrate = runPlacard(["migrate"], settings);
      expect(await migrate.ended, migrate.stderr()).toEqual(GRACEFUL);
      expect(migrate.stderr()).toContain(outcome);
    }
    serves = await Promise.all([start("serve"), start("serve")]);
    workers = await Promise.all([start("worker"), start("worker")]);
  });

  test("the two workers share the shards", { timeout: 60_000 }, async () => {
    await eventually(
      "each has half of them",
      SOON_MS,
      async () => {
        const [one, other] = await Promise.all(workers.map(ownedBy));
        return one === SHARDS / 2 && other === SHARDS / 2;
      },
      200,
    );
    for (const serve of serves) expect(await readiness(serve)).toMatchObject({ ready: true, hints: true, owned_shards: 0 });
    expect(await callerOf(workers[0].url, key).ask("GET", "/v1/posts")).toMatchObject({ status: 404 });
  });

  test("the whole job, one step through one process and the next through the other", { timeout: 60_000 }, async () => {
    owner.email = "ada@example.com";
    const registered = await callerOf(serves[0].url, null).expect(201, "POST", "/v1/auth/register", {
      email: owner.email,
      password: PASSWORD,
      first_name: "Ada",
      last_name: "Lovelace",
      organization_name: "Analytical",
    });
    owner.token = registered.access_token;
    const made = await callerOf(serves[1].url, owner.token).expect(201, "POST", "/v1/api-keys", { name: "Server", mode: "test" });
    key = made.secret;
    const created = await callerOf(serves[0].url, key).expect(201, "POST", "/v1/workspaces", { name: "Bakery Lange" });
    workspace = created.id;
    const credentials = { handle: "distributed", password: "correct horse" };
    const connected = await at(1).expect(200, "POST", "/v1/accounts/connect", { network: "sandbox", credentials });
    account = connected.account.id;
    const endpoint = await callerOf(serves[0].url, key).expect(201, "POST", "/v1/webhook-endpoints", { url: receiver.url });
    secret = endpoint.secret;
    const ids = await Promise.all(([0, 1, 0, 1] as const).map((serve, n) => createPost(serve, `Job ${n}`, 1000 + n * 100)));
    for (const [n, id] of ids.entries())
      expect((await at(n % 2 === 0 ? 1 : 0).expect(200, "GET", `/v1/posts/${id}`)).text).toBe(`Job ${n}`);
    for (const id of ids) {
      await untilPublished(1, id);
      await untilToldByWebhook(id);
    }
  });

  test("a stream at one process tells what was caused at the other", { timeout: 60_000 }, async () => {
    const stream = await openStream(serves[1].url, key, workspace);
    const id = await createPost(0, "Streamed", 0);
    await eventually("it was told", SOON_MS, () => stream.told.some(({ type }) => type === "post.published"));
    const sequences = stream.told.map(told => Number(told.id));
    expect(sequences).toEqual(sequences.map((_, position) => (sequences[0] ?? 0) + position));
    expect(stream.told.find(({ type }) => type === "post.published")?.data.data.post.id).toBe(id);
    stream.close();
    const resumed = await openStream(serves[0].url, key, workspace, stream.told[0]?.id);
    await eventually("the other process goes on behind it", SOON_MS, () => resumed.told.length >= stream.told.length - 1);
    expect(resumed.told.slice(0, stream.told.length - 1)).toEqual(stream.told.slice(1));
    resumed.close();
  });

  test("an idempotency key counts at both", { timeout: 60_000 }, async () => {
    const text = "Asked twice";
    scheduled.push(text);
    const body = { text, account_ids: [account], schedule: { now: true } };
    const ask = (serve: 0 | 1, asked: unknown = body) =>
      at(serve).ask("POST", "/v1/posts", asked, { "idempotency-key": "twice" });
    const together = await Promise.all([ask(0), ask(1), ask(0), ask(1)]);
    const answered = together.filter(({ status }) => status === 201);
    expect(answered.length).toBeGreaterThan(0);
    for (const other of together.filter(({ status }) => status !== 201))
      expect(other).toMatchObject({ status: 409, body: { code: "idempotency_in_progress" } });
    for (const serve of [0, 1] as const) {
      const again = await ask(serve);
      expect(again).toMatchObject({
        status: 201,
        body: { id: answered[0]?.body.id },
        headers: { "idempotency-replayed": "true" },
      });
    }
    expect(await ask(1, { ...body, text: "Another" })).toMatchObject({ status: 422, body: { code: "idempotency_mismatch" } });
    await untilPublished(0, answered[0]?.body.id);
  });

  test("what is revoked at one process is refused at the other", { timeout: 60_000 }, async () => {
    const login = await callerOf(serves[0].url, null).expect(200, "POST", "/v1/auth/login", {
      email: owner.email,
      password: PASSWORD,
    });
    const elsewhere = callerOf(serves[1].url, login.access_token);
    await elsewhere.expect(200, "GET", "/v1/users/me");
    await callerOf(serves[0].url, login.access_token).expect(204, "POST", "/v1/auth/logout");
    await elsewhere.expect(401, "GET", "/v1/users/me");

    const made = await callerOf(serves[0].url, owner.token).expect(201, "POST", "/v1/api-keys", { name: "Brief", mode: "test" });
    const withKey = callerOf(serves[1].url, made.secret);
    await withKey.expect(200, "GET", "/v1/workspaces");
    await callerOf(serves[0].url, owner.token).expect(204, "DELETE", `/v1/api-keys/${made.id}`);
    await eventually("the key is refused", SOON_MS, async () => (await withKey.ask("GET", "/v1/workspaces")).status === 401);
  });

  test("a clock moved at one process publishes next week's posts, whichever worker owns them", { timeout: 90_000 }, async () => {
    const id = await createPost(1, "Next week", 7 * DAY_MS);
    await at(0).expect(200, "POST", "/v1/test/clock/advance", { by: (7 * DAY_MS) / 1000 + 60 });
    expect((await at(1).expect(200, "GET", `/v1/posts/${id}`)).status).toBe("published");
  });

  /** Workspaces with one account each, so that their work lies in shards of both workers. */
  async function spreadPosts(name: string, count: number, dueInMs: number): Promise<{ workspace: string; id: string }[]> {
    const server = callerOf(serves[0].url, key);
    return Promise.all(
      Array.from({ length: count }, async (_, n) => {
        const text = `${name} ${n}`;
        scheduled.push(text);
        const { id } = await server.expect(201, "POST", "/v1/workspaces", { name: text });
        const own = callerOf(serves[n % 2 === 0 ? 0 : 1].url, key, id);
        const credentials = { handle: text.toLowerCase().replaceAll(" ", "-"), password: "correct horse" };
        const connected = await own.expect(200, "POST", "/v1/accounts/connect", { network: "sandbox", credentials });
        const body = {
          text,
          account_ids: [connected.account.id],
          schedule: { at: new Date(Date.now() + dueInMs).toISOString() },
        };
        return { workspace: id, id: (await own.expect(201, "POST", "/v1/posts", body)).id };
      }),
    );
  }

  const allPublished = async (posts: readonly { workspace: string; id: string }[]): Promise<boolean> => {
    const statuses = await Promise.all(
      posts.map(
        async one => (await callerOf(serves[1].url, key, one.workspace).expect(200, "GET", `/v1/posts/${one.id}`)).status,
      ),
    );
    return statuses.every(status => status === "published");
  };

  test("a worker stopped by SIGTERM hands its shards over at once", { timeout: 90_000 }, async () => {
    const [stopped, other] = workers;
    const posts = await spreadPosts("Handed over", 12, 1500);
    expect(await stopped.stop()).toEqual(GRACEFUL);
    // Before the lease of the stopped one would have ended: else this would be a take-over.
    await eventually("the other has all shards", 12_000, async () => (await ownedBy(other)) === SHARDS, 100);
    await eventually("all are published", SOON_MS, () => allPublished(posts), 200);
    workers = [await start("worker"), other];
    await eventually("the new one has its half", SOON_MS, async () => (await ownedBy(workers[0])) === SHARDS / 2, 200);
  });

  test("a worker killed by SIGKILL is followed by the other when its lease has ended", { timeout: 120_000 }, async () => {
    const [killed, other] = workers;
    const posts = await spreadPosts("Taken over", 12, 800);
    expect(await killed.stop("SIGKILL")).toMatchObject({ signal: "SIGKILL" });
    await eventually("the other has all shards", TAKEN_OVER_WITHIN_MS, async () => (await ownedBy(other)) === SHARDS, 200);
    await eventually("all are published", SOON_MS, () => allPublished(posts), 200);
    workers = [await start("worker"), other];
  });

  test("without Redis the API and durable work go on, and with it again wake-ups too", { timeout: 120_000 }, async () => {
    await redis.stop();
    const stream = await openStream(serves[1].url, key, workspace);
    for (const serve of serves) expect(await readiness(serve)).toMatchObject({ ready: true, hints: false });
    const later = await createPost(1, "Later, without Redis", 30 * DAY_MS);
    const id = await createPost(0, "Without Redis", 500);
    const isToldOf = (post: string) =>
      eventually(`the stream tells of ${post}`, SOON_MS, () =>
        stream.told.some(({ type, data }) => type === "post.published" && data.data.post.id === post),
      );
    await at(1).expect(200, "GET", `/v1/posts/${id}`);
    await untilPublished(1, id);
    // A worker has just read the workspace: nothing but the age of what it knows tells it that the clock was moved.
    await at(0).expect(200, "POST", "/v1/test/clock/advance", { by: (30 * DAY_MS) / 1000 + 60 });
    await untilPublished(1, later);
    for (const post of [id, later]) {
      await untilToldByWebhook(post);
      await isToldOf(post);
    }

    const late = await start("serve");
    expect(await readiness(late)).toMatchObject({ ready: true, hints: false });
    await redis.restart();
    for (const process of [late, ...serves, ...workers])
      await eventually("hints reach it again", SOON_MS, async () => (await readiness(process)).hints === true, 100);
    const back = await createPost(0, "Redis is back", 0);
    await isToldOf(back);
    await untilToldByWebhook(back);
    stream.close();
    expect(await late.stop()).toEqual(GRACEFUL);
  });

  test("without the store nothing is ready, a stop still ends; with it again, what came due meanwhile is published", {
    timeout: 120_000,
  }, async () => {
    const stopped = await start("worker");
    const id = await createPost(0, "Due without the store", 1500);
    await way.stopAccepting();
    for (const process of [...serves, ...workers]) {
      const answer = await callerOf(process.url, null).ask("GET", "/readyz");
      expect(answer).toMatchObject({
        status: 503,
        body: { ready: false, reasons: [expect.stringContaining("the store does not answer")] },
      });
    }
    expect(await at(0).ask("GET", `/v1/posts/${id}`)).toMatchObject({
      status: 503,
      headers: { "retry-after": expect.any(String) },
    });
    expect(await stopped.stop()).toEqual(GRACEFUL);
    // Each shard fails to be read each second: that is one line now and then, not one each.
    expect(
      workers[0]
        .stderr()
        .split("\n")
        .filter(line => line.includes("store answers")).length,
    ).toBeLessThan(20);
    await way.accept();
    await untilPublished(1, id, TAKEN_OVER_WITHIN_MS);
    for (const serve of serves) expect(await readiness(serve)).toMatchObject({ ready: true });
  });

  test("a process that drains answers on, and says that it is not ready", { timeout: 60_000 }, async () => {
    const draining = await startServer("serve", { ...settings, DRAIN_S: "2" });
    started.push(draining);
    const asking = callerOf(draining.url, key, workspace);
    draining.child.kill("SIGTERM");
    await eventually("readiness is gone", SOON_MS, async () => (await asking.ask("GET", "/readyz")).status === 503);
    expect(await asking.ask("GET", "/v1/posts")).toMatchObject({ status: 200, headers: { connection: "close" } });
    expect(await draining.ended).toEqual(GRACEFUL);
  });

  test("all stop gracefully, and every post stands on the network once", { timeout: 60_000 }, async () => {
    const stream = await openStream(serves[0].url, key, workspace);
    const ends = await Promise.all([...serves, ...workers].map(process => process.stop()));
    expect(ends).toEqual([GRACEFUL, GRACEFUL, GRACEFUL, GRACEFUL]);
    await stream.ended;
    const { posts } = await callerOf(sandbox.url, ADMIN).expect(200, "GET", "/admin/posts");
    expect(posts.map((post: { text: string }) => post.text).sort()).toEqual([...scheduled].sort());
  });
});
