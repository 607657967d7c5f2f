import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { commit } from "../../change.ts";
import type { Json } from "../../ports/store/store.ts";
import { createTestApp, type TestApp } from "../../testing/app.ts";
import { losingHints } from "../../testing/losing-hints.ts";
import { type MovableTimer, movableTimer } from "../../testing/movable-timer.ts";
import { createTenant, TEST_PASSWORD, type TestTenant } from "../../testing/organization.ts";
import { testCtx } from "../../testing/service.ts";
import { closeStreams, HUB_LIMITS, hubOf } from "./hub.ts";

interface Frame {
  readonly id: string;
  readonly event: string;
  readonly data: { readonly [name: string]: Json };
}

/** A client of server-sent events over a real socket: it keeps what it was told, and the last id, as browsers do. */
class Listener {
  readonly frames: Frame[] = [];
  readonly comments: string[] = [];
  lastId = "";
  status = 0;
  contentType = "";
  ended = false;
  #response: IncomingMessage | null = null;

  /** The events told, without `connected`. */
  get events(): Frame[] {
    return this.frames.filter(({ event }) => event !== "connected");
  }

  async connect(url: string, headers: Record<string, string>): Promise<this> {
    this.ended = false;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = httpRequest(
        url,
        { headers: { ...headers, ...(this.lastId !== "" && { "Last-Event-ID": this.lastId }) } },
        resolve,
      );
      request.on("error", reject);
      request.end();
    });
    this.#response = response;
    this.status = response.statusCode ?? 0;
    this.contentType = response.headers["content-type"] ?? "";
    response.setEncoding("utf8");
    let text = "";
    response.on("data", (chunk: string) => {
      text += chunk;
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        this.#take(text.slice(0, end));
        text = text.slice(end + 2);
      }
    });
    const over = () => {
      this.ended = true;
    };
    response.on("end", over);
    response.on("error", over);
    response.on("close", over);
    return this;
  }

  /** Stops reading: what comes fills the socket's buffers, then the server's. */
  pause(): void {
    this.#response?.pause();
  }

  resume(): void {
    this.#response?.resume();
  }

  disconnect(): void {
    this.#response?.destroy();
  }

  #take(block: string): void {
    const fields = new Map(
      block.split("\n").map(line => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
    );
    if (fields.has("")) this.comments.push(block);
    const id = fields.get("id");
    if (id !== undefined) this.lastId = id;
    const data = fields.get("data");
    if (data !== undefined) this.frames.push({ id: id ?? "", event: fields.get("event") ?? "", data: JSON.parse(data) });
  }
}

let app: TestApp;
let timer: MovableTimer;
let server: Server;
let base: string;
const listeners: Listener[] = [];

beforeAll(async () => {
  timer = movableTimer();
  app = await createTestApp({ replace: () => ({ timer }), environment: { RATE_PER_KEY: "1000000", RATE_BURST: "1000000" } });
  server = createServer(getRequestListener(app.fetch));
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
  await app.close();
});
afterEach(async () => {
  for (const listener of listeners.splice(0)) listener.disconnect();
  await until(() => expect(hubOf(app.service).streams).toBe(0));
});

const until = (assertion: () => unknown): Promise<unknown> => vi.waitFor(assertion, { timeout: 15_000, interval: 5 });

async function listen(tenant: TestTenant, query = "", listener = new Listener(), token = tenant.key): Promise<Listener> {
  listeners.push(listener);
  const headers = { Authorization: `Bearer ${token}`, "Placard-Workspace": tenant.workspaceId };
  return listener.connect(`${base}/v1/events/stream${query}`, headers);
}

const told = (tenant: TestTenant, from: number, to: number, more: { [name: string]: Json } = {}): Promise<unknown> =>
  commit(testCtx(app.service, tenant.organizationId, tenant.workspaceId, "test"), {
    writes: [],
    events: Array.from({ length: to - from + 1 }, (_, index) => ({ type: "post.updated", data: { n: from + index, ...more } })),
  });

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

describe("the stream of events", () => {
  test("says where it begins, then tells each event as it happens", async () => {
    const tenant = await createTenant(app);
    await told(tenant, 1, 3);
    await until(async () => expect((await listed(tenant)).length).toBe(3));
    const listener = await listen(tenant);
    expect([listener.status, listener.contentType]).toEqual([200, "text/event-stream; charset=utf-8"]);
    await until(() => expect(listener.frames).toHaveLength(1));
    expect(listener.frames[0]).toEqual({
      id: "3",
      event: "connected",
      data: { workspace_id: tenant.workspaceId, sequence: 3 },
    });
    await told(tenant, 4, 5);
    await until(() => expect(listener.events).toHaveLength(2));
    expect(listener.events.map(({ id }) => id)).toEqual(["4", "5"]);
    const [newest] = await listed(tenant);
    expect(listener.events[1]).toEqual({ id: "5", event: "post.updated", data: newest });
  });

  const listed = async (tenant: TestTenant) =>
    (await app.request("GET", "/v1/events", { token: tenant.key, workspace: tenant.workspaceId })).body.data;

  test("goes on after the last id, by header or query, and tells the types that were asked for", async () => {
    const tenant = await createTenant(app);
    await told(tenant, 1, 500);
    await tenant.tell([{ type: "post.published", data: { post: { id: "p" } } }]);
    await until(async () => expect((await listed(tenant))[0].sequence).toBe(501));
    const byQuery = await listen(tenant, "?last_event_id=490");
    const resumed = new Listener();
    resumed.lastId = "100";
    await listen(tenant, "?last_event_id=490", resumed);
    const filtered = await listen(tenant, "?last_event_id=0&type=post.published");
    await until(() => expect(byQuery.events.map(({ id }) => id)).toEqual(numbers(491, 501)));
    await until(() => expect(resumed.events.map(({ id }) => id)).toEqual(numbers(101, 501)));
    await until(() => expect(filtered.events.map(({ id }) => id)).toEqual(["501"]));
    expect(byQuery.frames[0]).toMatchObject({ id: "490", event: "connected" }); // not 501: nothing of it was told yet
  });

  test("loses nothing and tells nothing twice, however often the connection breaks", async () => {
    const tenant = await createTenant(app);
    const listener = await listen(tenant);
    await until(() => expect(listener.frames).toHaveLength(1));
    let done = false;
    const writing = (async () => {
      for (let n = 1; n <= 600; n += 3) await told(tenant, n, n + 2);
      done = true;
    })();
    for (let breaks = 0; breaks < 60 || !done; breaks++) {
      await new Promise(resolve => setTimeout(resolve, (breaks * 7) % 23));
      listener.disconnect();
      await listen(tenant, "", listener);
    }
    await writing;
    await until(() => expect(listener.events.at(-1)?.id).toBe("600"));
    expect(listener.events.map(({ id }) => id)).toEqual(numbers(1, 600));
    expect(listener.events.every(({ id, data }) => (data.data as { n: number }).n === Number(id))).toBe(true);
  });

  test("goes to two hundred streams at once through one reader", async () => {
    const tenant = await createTenant(app);
    const other = await createTenant(app);
    const streams = await Promise.all(Array.from({ length: 200 }, () => listen(tenant)));
    const stranger = await listen(other);
    await until(() => expect(streams.every(({ frames }) => frames.length === 1)).toBe(true));
    for (let n = 1; n <= 20; n++) await told(tenant, n, n);
    await until(() => expect(streams.every(({ events }) => events.length === 20)).toBe(true));
    for (const { events } of streams) expect(events.map(({ id }) => id)).toEqual(numbers(1, 20));
    await told(other, 1, 1);
    await until(() => expect(stranger.events.map(({ data }) => data.data)).toEqual([{ n: 1 }]));
  });

  test("lets go of a client that reads too slowly; it resumes where it was", async () => {
    const tenant = await createTenant(app);
    const slow = await listen(tenant);
    const quick = await listen(tenant);
    await until(() => expect([slow.frames.length, quick.frames.length]).toEqual([1, 1]));
    slow.pause();
    const text = "x".repeat(40_000);
    for (let n = 1; n <= 400; n++) await told(tenant, n, n, { text });
    await until(() => expect(quick.events).toHaveLength(400));
    await until(() => expect(hubOf(app.service).streams).toBe(1));
    slow.resume();
    await until(() => expect(slow.ended).toBe(true));
    expect(slow.events.length).toBeLessThan(400);
    await listen(tenant, "", slow);
    await until(() => expect(slow.events).toHaveLength(400));
    expect(slow.events.map(({ id }) => id)).toEqual(numbers(1, 400));
  });

  test("says so where the log does not reach back that far, or never had that id", async () => {
    const tenant = await createTenant(app);
    await told(tenant, 1, 10);
    await until(async () => expect((await listed(tenant)).length).toBe(10));
    // The first seven have expired: the store takes expired items away.
    const month = new Date(timer.now()).toISOString().slice(0, 7);
    await app.service.systemStore.write(
      [1, 2, 3, 4, 5, 6, 7].map(seq => ({
        op: "delete" as const,
        key: { pk: `${tenant.workspaceId}|log#${month}`, sk: String(seq).padStart(12, "0") },
      })),
    );
    const old = await listen(tenant, "?last_event_id=3");
    await until(() => expect(old.frames).toHaveLength(5));
    expect(old.frames.map(({ id, event }) => `${id} ${event}`)).toEqual([
      "3 connected",
      "7 reset",
      "8 post.updated",
      "9 post.updated",
      "10 post.updated",
    ]);
    expect(old.frames[1]?.data).toEqual({ reason: "expired", last_event_id: "3", sequence: 7 });
    const future = await listen(tenant, "?last_event_id=99");
    await until(() => expect(future.frames).toHaveLength(2));
    expect(future.frames[1]).toMatchObject({ id: "10", event: "reset", data: { reason: "unknown_id" } });
    await told(tenant, 11, 11);
    await until(() => expect(future.events.at(-1)?.id).toBe("11"));
  });

  test("is kept alive by comments, and ends after an hour", async () => {
    const tenant = await createTenant(app);
    const listener = await listen(tenant, "?type=post.failed");
    await until(() => expect(listener.frames).toHaveLength(1));
    await told(tenant, 1, 1);
    await until(async () => expect((await listed(tenant)).length).toBe(1));
    await until(() => {
      timer.advance(HUB_LIMITS.heartbeatMs);
      expect(listener.comments.length).toBeGreaterThan(0);
      expect(listener.lastId).toBe("1"); // moved past the event that was filtered out
    });
    expect(listener.events).toEqual([]);
    timer.advance(3600_000);
    await until(() => expect(listener.ended).toBe(true));
  });

  test("ends soon after a logout, or when its key is revoked; others go on", async () => {
    const tenant = await createTenant(app);
    const made = await app.request("POST", "/v1/api-keys", { token: tenant.owner, body: { name: "short", mode: "test" } });
    const login = { email: tenant.email, password: TEST_PASSWORD };
    const { access_token: ofUser } = (await app.request("POST", "/v1/auth/login", { body: login })).body;
    const [stays, byKey, byUser] = [
      await listen(tenant),
      await listen(tenant, "", new Listener(), made.body.secret),
      await listen(tenant, "", new Listener(), ofUser),
    ];
    const all = [stays, byKey, byUser];
    await until(() => expect(all.map(({ frames }) => frames.length)).toEqual([1, 1, 1]));
    timer.advance(HUB_LIMITS.recheckMs + 1);
    await until(() => expect(all.every(({ comments }) => comments.length > 0)).toBe(true));
    expect(all.map(({ ended }) => ended)).toEqual([false, false, false]);
    expect((await app.request("DELETE", `/v1/api-keys/${made.body.id}`, { token: tenant.key })).status).toBe(204);
    expect((await app.request("POST", "/v1/auth/logout", { token: ofUser })).status).toBe(204);
    await until(() => {
      timer.advance(HUB_LIMITS.recheckMs + 1);
      expect(all.map(({ ended }) => ended)).toEqual([false, true, true]);
    });
    await told(tenant, 1, 1);
    await until(() => expect(stays.events).toHaveLength(1));
  });

  test("ends with the token it was opened with", async () => {
    const tenant = await createTenant(app);
    const session = await app.request("POST", "/v1/embed-sessions", {
      token: tenant.key,
      body: {
        workspace_id: tenant.workspaceId,
        end_user: { external_id: "u1", name: "U" },
        components: ["calendar"],
        allowed_origins: ["https://app.example.com"],
        expires_in: 60,
      },
    });
    expect(session.status).toBe(201);
    const listener = new Listener();
    listeners.push(listener);
    const headers = { Authorization: `Bearer ${session.body.token}`, Origin: "https://app.example.com" };
    await listener.connect(`${base}/v1/events/stream`, headers);
    await until(() => expect(listener.frames).toHaveLength(1));
    timer.advance(61_000);
    await until(() => expect(listener.ended).toBe(true));
  });

  test("finds its events by looking when every hint is lost, and tells none twice to who comes between", async () => {
    const deaf = await createTestApp({ replace: service => ({ hints: losingHints(service, { dropped: true }) }) });
    try {
      const tenant = await createTenant(deaf);
      const headers = { Authorization: `Bearer ${tenant.key}`, "Placard-Workspace": tenant.workspaceId };
      const read = async () => {
        const response = await deaf.fetch(new Request("http://127.0.0.1/v1/events/stream", { headers }));
        const reader = response.body?.getReader();
        const heard = { text: "", cancel: () => reader?.cancel() };
        void (async () => {
          for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
            heard.text += new TextDecoder().decode(part.value);
        })();
        await until(() => expect(heard.text).toContain("connected"));
        return heard;
      };
      const early = await read();
      await tenant.tell([{ type: "post.updated", data: { n: 1 } }]);
      await until(async () => {
        const { body } = await deaf.request("GET", "/v1/events", { token: tenant.key, workspace: tenant.workspaceId });
        expect(body.data).toHaveLength(1);
      });
      const late = await read(); // begins behind the first event, of which the shared reader knows nothing yet
      await tenant.tell([{ type: "post.updated", data: { n: 2 } }]);
      await until(() => expect(early.text).toContain('"n":2'));
      await until(() => expect(late.text).toContain('"n":2'));
      expect(early.text.match(/^id: .*$/gm)).toEqual(["id: 0", "id: 1", "id: 2"]);
      expect(late.text.match(/^id: .*$/gm)).toEqual(["id: 1", "id: 2"]);
      await Promise.all([early.cancel(), late.cancel()]);
      expect(hubOf(deaf.service).streams).toBe(0);
    } finally {
      await deaf.close();
    }
  });

  test("refuses what it cannot understand, other tenants, missing scopes, and one stream too many", async () => {
    const [tenant, stranger] = [await createTenant(app), await createTenant(app)];
    const ask = async (token: string, workspace: string, path = "/v1/events/stream", headers: Record<string, string> = {}) => {
      const { status, body } = await app.request("GET", path, { token, workspace, headers });
      return [status, body.code, body.errors?.[0]?.path];
    };
    const { key, workspaceId } = tenant;
    expect(await ask(stranger.key, workspaceId)).toEqual([404, "not_found", undefined]);
    const bad = { "Last-Event-ID": "abc" };
    expect(await ask(key, workspaceId, "/v1/events/stream", bad)).toEqual([400, "validation_failed", "header.Last-Event-ID"]);
    expect(await ask(key, workspaceId, "/v1/events/stream?type=nonsense")).toEqual([400, "validation_failed", "query.type"]);
    expect(await ask(key, workspaceId, "/v1/events/stream?since=1")).toEqual([400, "validation_failed", "query.since"]);
    const { body } = await app.request("POST", "/v1/api-keys", {
      token: tenant.owner,
      body: { name: "k", mode: "test", scopes: ["posts:read"] },
    });
    expect((await ask(body.secret, workspaceId)).slice(0, 2)).toEqual([403, "missing_scope"]);
    const streams = await Promise.all(Array.from({ length: HUB_LIMITS.perWorkspace }, () => listen(tenant)));
    await until(() => expect(streams.every(({ frames }) => frames.length === 1)).toBe(true));
    expect((await ask(key, workspaceId)).slice(0, 2)).toEqual([429, "rate_limited"]);
    const spared = await listen(stranger);
    await until(() => expect(spared.frames).toHaveLength(1));
  });

  test("leaves nothing open after a HEAD request", async () => {
    const tenant = await createTenant(app);
    const headers = { Authorization: `Bearer ${tenant.key}`, "Placard-Workspace": tenant.workspaceId };
    const response = await fetch(`${base}/v1/events/stream`, { method: "HEAD", headers });
    expect(response.status).toBe(200);
    expect(hubOf(app.service).streams).toBe(0);
  });

  test("ends when the process stops, and refuses new ones with 503", async () => {
    const stopping = await createTestApp();
    try {
      const tenant = await createTenant(stopping);
      const open = () =>
        stopping.fetch(
          new Request("http://127.0.0.1/v1/events/stream", {
            headers: { Authorization: `Bearer ${tenant.key}`, "Placard-Workspace": tenant.workspaceId },
          }),
        );
      const reader = (await open()).body?.getReader();
      await reader?.read();
      const next = reader?.read();
      await until(() => expect(hubOf(stopping.service).streams).toBe(1));
      closeStreams(stopping.service);
      expect((await next)?.done).toBe(true);
      expect((await open()).status).toBe(503);
    } finally {
      await stopping.close();
    }
  });
});
