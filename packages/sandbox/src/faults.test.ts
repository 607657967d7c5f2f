import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningSandbox, serveSandbox } from "./serve.ts";
import { ADMIN, ask, login, openSandbox, PNG } from "./testing.ts";

/** Every fault over real sockets: what the client meets, and whether the thing was done. */
let running: RunningSandbox;
let token: string;
let id: string;
let people = 0;
beforeAll(async () => {
  running = await serveSandbox({ port: 0, host: "127.0.0.1", dataDir: null, adminToken: ADMIN });
});
afterAll(() => running.close());
beforeEach(async () => {
  await ask(fetch, "DELETE", `${running.url}/admin/faults`, { token: ADMIN });
  ({ token, id } = await login(fetch, `person${++people}`, running.url));
});

const fault = async (body: Record<string, unknown>) => {
  const added = await ask(fetch, "POST", `${running.url}/admin/faults`, { token: ADMIN, body });
  expect(added.status, JSON.stringify(added.body)).toBe(201);
  return added.body;
};
const create = (key: string, signal?: AbortSignal) =>
  ask(fetch, "POST", `${running.url}/v1/posts`, {
    token,
    key,
    body: { text: `with ${key}` },
    ...(signal === undefined ? {} : { signal }),
  });
const truth = async () => (await ask(fetch, "GET", `${running.url}/admin/posts?account=${id}`, { token: ADMIN })).body;
/** The system's code of a failed fetch. */
const failure = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "answered",
    (error: unknown) =>
      error instanceof Error && error.cause instanceof Error && "code" in error.cause ? error.cause.code : String(error),
  );

describe("over a socket", () => {
  it.each([
    [{ kind: "status", status: 503, retry_after_s: 9 }, 503, "server_error", 0],
    [{ kind: "status", status: 500, applied: true }, 500, "server_error", 1],
    [{ kind: "status", status: 403, code: "suspended" }, 403, "suspended", 0],
    [{ kind: "rate_limit", retry_after_s: 9 }, 429, "rate_limited", 0],
    [{ kind: "duplicate" }, 409, "duplicate_post", 0],
    [{ kind: "duplicate", applied: true }, 409, "duplicate_post", 1],
  ])("%o answers %i", async (input, status, code, posts) => {
    await fault({ operation: "create", ...input });
    const answer = await create("k");
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect(answer.headers.get("retry-after")).toBe("retry_after_s" in input ? "9" : null);
    expect((await truth()).posts).toHaveLength(posts);
    expect((await create("k")).status).toBe(posts === 1 ? 200 : 201);
    expect((await truth()).posts).toMatchObject([{ create_requests: 2 }]);
  });

  it("resets before it is done, and after", async () => {
    await fault({ operation: "create", kind: "reset_before" });
    expect(await failure(create("before"))).toBe("ECONNRESET");
    expect((await truth()).posts).toEqual([]);
    await fault({ operation: "create", kind: "reset_after" });
    expect(await failure(create("after"))).toBe("ECONNRESET");
    expect((await truth()).posts).toMatchObject([{ idempotency_key: "after" }]);
    expect((await truth()).keys).toMatchObject([
      { key: "before", state: "open", create_requests: 1 },
      { key: "after", state: "used", create_requests: 1 },
    ]);
  });

  it.each([
    [true, 1],
    [false, 0],
  ])("never answers a timeout, applied: %s", async (applied, posts) => {
    await fault({ operation: "create", kind: "timeout", applied });
    await expect(create("k", AbortSignal.timeout(200))).rejects.toThrow(/timeout/i);
    expect((await truth()).posts).toHaveLength(posts);
  });

  it("ends a timeout by itself after the delay it was given", async () => {
    await fault({ operation: "create", kind: "timeout", delay_ms: 50 });
    expect(await failure(create("k"))).toBe("ECONNRESET");
  });

  it("is slow, and does the thing although its client has gone", async () => {
    await fault({ operation: "create", kind: "slow", delay_ms: 250 });
    await expect(create("k", AbortSignal.timeout(50))).rejects.toThrow();
    expect((await truth()).posts).toEqual([]);
    await expect.poll(async () => (await truth()).posts.length, { timeout: 5_000 }).toBe(1);
  });

  it("breaks an answer off in the middle", async () => {
    await fault({ operation: "create", kind: "unreadable" });
    await expect(create("k")).rejects.toThrow(SyntaxError);
    expect((await truth()).posts).toHaveLength(1);
  });

  it("happens to its account and operation only, as often as it was asked for, in order", async () => {
    const other = await login(fetch, `person${++people}`, running.url);
    await fault({ operation: "create", kind: "status", status: 500, account: id, times: 2 });
    await fault({ operation: "create", kind: "status", status: 502, account: `@person${people - 1}` });
    const theirs = await ask(fetch, "POST", `${running.url}/v1/posts`, { token: other.token, body: { text: "x" } });
    expect(theirs.status).toBe(201);
    expect((await ask(fetch, "GET", `${running.url}/v1/me`, { token })).status).toBe(200);
    const statuses = [];
    for (let n = 0; n < 4; n++) statuses.push((await create("k")).status);
    expect(statuses).toEqual([500, 500, 502, 201]);
    expect((await ask(fetch, "GET", `${running.url}/admin/faults`, { token: ADMIN })).body.data).toMatchObject([
      { times: 2, remaining: 0 },
      { times: 1, remaining: 0 },
    ]);
  });

  it.each([
    ["lookup", () => ask(fetch, "GET", `${running.url}/v1/posts/by-key/k`, { token })],
    ["lookup", () => ask(fetch, "POST", `${running.url}/v1/posts/by-key/k/burn`, { token })],
    ["me", () => ask(fetch, "GET", `${running.url}/v1/me`, { token })],
    ["delete", () => ask(fetch, "DELETE", `${running.url}/v1/posts/x`, { token })],
    ["read", () => ask(fetch, "GET", `${running.url}/v1/messages`, { token })],
    [
      "media",
      () => ask(fetch, "POST", `${running.url}/v1/media`, { token, body: PNG, headers: { "Content-Type": "image/png" } }),
    ],
    ["login", () => ask(fetch, "POST", `${running.url}/v1/login`, { body: { handle: `person${people}`, password: "x" } })],
  ] as const)("can be tied to %s", async (operation, attempt) => {
    await fault({ operation, kind: "status", status: 599, account: id });
    expect((await attempt()).status).toBe(599);
    await fault({ operation: "any", kind: "status", status: 598, account: id });
    expect((await attempt()).status).toBe(598);
    expect((await attempt()).status).toBeLessThan(500);
  });

  it("can be tied to a token's account, and leaves the token unused when it resets before", async () => {
    const { refreshToken } = await login(fetch, `person${people}`, running.url);
    const refresh = () =>
      ask(fetch, "POST", `${running.url}/oauth/token`, {
        form: { grant_type: "refresh_token", refresh_token: refreshToken, client_id: "password" },
      });
    await fault({ operation: "token", kind: "reset_before", account: id });
    expect(await failure(refresh())).toBe("ECONNRESET");
    expect((await refresh()).status).toBe(200);
    await fault({ operation: "revoke", kind: "status", account: id });
    const revoke = () => ask(fetch, "POST", `${running.url}/oauth/revoke`, { form: { token: refreshToken } });
    expect([(await revoke()).status, (await revoke()).status]).toEqual([500, 200]);
  });

  it("is listed, and taken back one by one", async () => {
    const { id: one } = await fault({ operation: "create", kind: "status" });
    await fault({ operation: "me", kind: "status" });
    expect((await ask(fetch, "DELETE", `${running.url}/admin/faults/${one}`, { token: ADMIN })).status).toBe(204);
    expect((await ask(fetch, "DELETE", `${running.url}/admin/faults/${one}`, { token: ADMIN })).status).toBe(404);
    expect((await create("k")).status).toBe(201);
    expect((await ask(fetch, "DELETE", `${running.url}/admin/faults`, { token: ADMIN })).body).toEqual({ removed: 1 });
  });

  it.each([
    { operation: "create" },
    { operation: "everything", kind: "status" },
    { operation: "create", kind: "explode" },
    { operation: "create", kind: "status", status: 200 },
    { operation: "create", kind: "status", times: 0 },
    { operation: "create", kind: "slow", delay_ms: -1 },
  ])("refuses %o", async body => {
    expect((await ask(fetch, "POST", `${running.url}/admin/faults`, { token: ADMIN, body })).status).toBe(422);
  });
});

describe("closing", () => {
  it("ends what waits, and does nothing of it", async () => {
    const own = await serveSandbox({ port: 0, host: "127.0.0.1", dataDir: null, adminToken: ADMIN });
    const person = await login(fetch, "ada", own.url);
    for (const kind of ["slow", "timeout"]) {
      await ask(fetch, "POST", `${own.url}/admin/faults`, {
        token: ADMIN,
        body: { operation: "create", kind, delay_ms: 60_000 },
      });
    }
    const waiting = [1, 2].map(() =>
      failure(ask(fetch, "POST", `${own.url}/v1/posts`, { token: person.token, body: { text: "x" } })),
    );
    // Both have arrived when both faults are used up.
    await expect
      .poll(async () => {
        const { data } = (await ask(fetch, "GET", `${own.url}/admin/faults`, { token: ADMIN })).body;
        return data.map((each: { remaining: number }) => each.remaining);
      })
      .toEqual([0, 0]);
    await own.close();
    await own.close();
    for (const outcome of await Promise.all(waiting)) expect(outcome).not.toBe("answered");
    expect(await failure(fetch(own.url))).toBe("ECONNREFUSED");
  });
});

describe("in the same process", () => {
  it("rejects as a network would, and goes on with what was given up", async () => {
    const sandbox = openSandbox();
    const person = await login(sandbox.fetch, "ada");
    const post = (signal?: AbortSignal) =>
      ask(sandbox.fetch, "POST", "/v1/posts", {
        token: person.token,
        body: { text: "x" },
        ...(signal === undefined ? {} : { signal }),
      });
    const posts = async () => (await ask(sandbox.fetch, "GET", "/admin/posts", { token: ADMIN })).body.posts.length;
    const add = (body: Record<string, unknown>) => ask(sandbox.fetch, "POST", "/admin/faults", { token: ADMIN, body });

    await add({ operation: "create", kind: "reset_before" });
    await expect(post()).rejects.toBeInstanceOf(TypeError);
    await add({ operation: "create", kind: "reset_after" });
    expect([await failure(post()), await posts()]).toEqual(["ECONNRESET", 1]);
    await add({ operation: "create", kind: "timeout" });
    await expect(post(AbortSignal.timeout(50))).rejects.toMatchObject({ name: "TimeoutError" });
    expect(await posts()).toBe(2);
    await add({ operation: "create", kind: "slow", delay_ms: 100 });
    await expect(post(AbortSignal.timeout(20))).rejects.toMatchObject({ name: "TimeoutError" });
    await expect.poll(posts, { timeout: 5_000 }).toBe(3);

    await add({ operation: "create", kind: "slow", delay_ms: 60_000 });
    await add({ operation: "create", kind: "timeout" });
    const waiting = [failure(post()), failure(post())];
    await expect.poll(posts).toBe(4);
    sandbox.close();
    expect(await Promise.all(waiting)).toEqual(["ECONNRESET", "ECONNRESET"]);
    expect(await failure(post())).toBe("ECONNRESET");
  });
});
