import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { COMPONENT_SCOPES } from "../../http/scopes.ts";
import { createTestApp, type TestApp } from "../../testing/app.ts";
import { createWorkspaceFor, ok, registerOrganization, type TestOrganization } from "../../testing/organization.ts";
import { shiftedTimer } from "../../testing/shifted-timer.ts";
import { CurrentEmbedSessionSchema, EmbedSessionSchema, isAllowedOrigin } from "./schema.ts";

const clock = { ahead: 0 };
const ORIGIN = "https://app.acme.example";

let t: TestApp;
let mine: TestOrganization;
let theirs: TestOrganization;
let workspace: string;
beforeAll(async () => {
  t = await createTestApp({ work: false, replace: service => ({ timer: shiftedTimer(service, clock) }) });
  mine = await registerOrganization(t);
  theirs = await registerOrganization(t);
  workspace = await createWorkspaceFor(t, mine.testKey, { time_zone: "Europe/Berlin", language: "de" });
});
afterAll(() => t.close());
afterEach(() => {
  clock.ahead = 0;
});

const asked = (more: Record<string, unknown> = {}) => ({
  workspace_id: workspace,
  end_user: { external_id: "user-81" },
  components: ["composer"],
  allowed_origins: [ORIGIN],
  ...more,
});
const create = (token: string, body: unknown) => t.request("POST", "/v1/embed-sessions", { token, body });
const session = async (more: Record<string, unknown> = {}) => ok(await create(mine.testKey, asked(more)), 201).body;
const current = (token: string, headers: Record<string, string> = { Origin: ORIGIN }) =>
  t.request("GET", "/v1/embed-session", { token, headers });

describe("embedSessions.create", () => {
  test("gives a token for one workspace, one person and some components", async () => {
    const body = await session({
      end_user: { external_id: "user-81", name: "Grace Hopper", role: "editor" },
      components: ["calendar", "connect", "calendar"],
    });
    expect(EmbedSessionSchema.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      workspace_id: workspace,
      mode: "test",
      components: ["calendar", "connect"],
      allowed_origins: [ORIGIN],
    });
    expect(new Set(body.scopes)).toEqual(new Set([...COMPONENT_SCOPES.calendar, ...COMPONENT_SCOPES.connect]));
    expect(Math.round((Date.parse(body.expires_at) - Date.now()) / 1000)).toBeGreaterThan(590);
    expect(Math.round((Date.parse(body.expires_at) - Date.now()) / 1000)).toBeLessThanOrEqual(600);
    expect(decodeProtectedHeader(body.token)).toMatchObject({ alg: "RS256", typ: "es+jwt" });
    expect(decodeJwt(body.token)).toMatchObject({ iss: "http://127.0.0.1:4700", jti: body.id, sub: "user-81", ws: workspace });
  });

  test("scopes narrow what the components imply, and never widen it", async () => {
    expect((await session({ scopes: ["posts:read", "events:read"] })).scopes.sort()).toEqual(["events:read", "posts:read"]);
    const { body } = await create(mine.testKey, asked({ scopes: ["posts:read", "accounts:write", "keys:write"] }));
    expect(body).toMatchObject({ status: 400, errors: [{ path: "scopes.1" }, { path: "scopes.2" }] });
  });

  test("nobody gives more than they hold", async () => {
    const { secret } = ok(
      await t.request("POST", "/v1/api-keys", {
        token: mine.testKey,
        body: { name: "n", scopes: ["embed_sessions:write", "posts:read", "events:read"] },
      }),
      201,
    ).body;
    expect((await create(secret, asked())).body).toMatchObject({ status: 403, code: "missing_scope" });
    ok(await create(secret, asked({ scopes: ["posts:read"] })), 201);
  });

  test("a workspace of another organization or mode, or a deleted one, does not exist", async () => {
    const gone = await createWorkspaceFor(t, mine.testKey);
    ok(await t.request("DELETE", `/v1/workspaces/${gone}`, { token: mine.testKey }), 204);
    for (const workspace_id of [
      await createWorkspaceFor(t, theirs.testKey),
      await createWorkspaceFor(t, mine.liveKey),
      gone,
      "ws_01jd4b9ep2f3r8h6v5w7x9y0za",
    ])
      expect((await create(mine.testKey, asked({ workspace_id }))).body).toMatchObject({ status: 404, code: "not_found" });
  });

  test("every fault is told at once", async () => {
    const { body } = await create(mine.testKey, {
      workspace_id: "nothing",
      end_user: { external_id: "", email: "x" },
      components: ["dashboard"],
      allowed_origins: ["https://app.acme.example/"],
      expires_in: 59,
    });
    expect(body.errors.map((fault: { path: string }) => fault.path).sort()).toEqual([
      "allowed_origins.0",
      "components.0",
      "end_user.email",
      "end_user.external_id",
      "expires_in",
      "workspace_id",
    ]);
  });

  test("a token that no header could carry is refused with what to leave out", async () => {
    const allowed_origins = Array.from(
      { length: 10 },
      (_, n) => `https://${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.x${n}`,
    );
    const { body } = await create(mine.testKey, asked({ allowed_origins }));
    expect(body).toMatchObject({ status: 400, errors: [{ path: "allowed_origins", code: "too_long" }] });
  });
});

describe("an origin that may use a session", () => {
  test.each([
    "https://app.acme.example",
    "https://app.acme.example:8443",
    "http://localhost:3000",
    "http://127.0.0.1:5173",
    "http://[::1]:8080",
    "http://shop.localhost",
  ])("%s", origin => expect(isAllowedOrigin(origin)).toBe(true));
  test.each([
    "http://app.acme.example",
    "https://app.acme.example/",
    "https://app.acme.example/path",
    "https://APP.acme.example",
    "https://app.acme.example:443",
    "https://user@app.acme.example",
    "https://*.acme.example",
    "*",
    "null",
    "app.acme.example",
    "file:///x",
    "javascript:alert(1)",
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
    "",
  ])("never %j", origin => expect(isAllowedOrigin(origin)).toBe(false));
});

describe("embedSessions.current", () => {
  test("tells a widget what it needs", async () => {
    ok(
      await t.request("PATCH", "/v1/organization", {
        token: mine.owner,
        body: { brand: { name: "Acme Social", tag_prefix: "acme" } },
      }),
    );
    const created = await session({ end_user: { external_id: "user-81", name: "Grace" }, scopes: ["posts:read"] });
    const { body, headers } = ok(await current(created.token));
    expect(CurrentEmbedSessionSchema.parse(body)).toEqual(body);
    expect(body).toEqual({
      id: created.id,
      workspace_id: workspace,
      mode: "test",
      time_zone: "Europe/Berlin",
      language: "de",
      approval_required: false,
      end_user: { external_id: "user-81", name: "Grace", role: null },
      components: ["composer"],
      scopes: ["posts:read"],
      brand: { name: "Acme Social", logo_url: null, tokens: {}, tag_prefix: "acme" },
      expires_at: created.expires_at,
    });
    expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
  });

  test("says that the workspace wants approvals", async () => {
    const path = `/v1/workspaces/${workspace}`;
    const require = (approval_required: boolean) =>
      t.request("PATCH", path, { token: mine.owner, body: { settings: { approval_required } } });
    ok(await require(true));
    const { token } = await session();
    expect(ok(await current(token)).body).toMatchObject({ approval_required: true });
    ok(await require(false));
    expect(ok(await current(token)).body).toMatchObject({ approval_required: false });
  });

  test("works from its own origins only", async () => {
    const { token } = await session({ allowed_origins: [ORIGIN, "http://localhost:3000"] });
    ok(await current(token));
    ok(await current(token, { Origin: "http://localhost:3000" }));
    ok(await current(token, { "Sec-Fetch-Site": "same-origin" }));
    for (const headers of [
      { Origin: "https://evil.example" },
      { Origin: "http://app.acme.example" },
      { Origin: "https://app.acme.example:8443" },
      { Origin: "https://app.acme.example.evil.example" },
      { Origin: "null" },
      { "Sec-Fetch-Site": "cross-site" },
      {},
    ] as Record<string, string>[])
      expect((await current(token, headers)).body).toMatchObject({ status: 403, code: "origin_not_allowed" });
  });

  test("is for its own workspace only, and for no operation of the organization", async () => {
    const { token } = await session();
    const other = await createWorkspaceFor(t, mine.testKey);
    expect((await t.request("GET", "/v1/embed-session", { token, workspace: other, headers: { Origin: ORIGIN } })).status).toBe(
      404,
    );
    ok(await t.request("GET", "/v1/embed-session", { token, workspace, headers: { Origin: ORIGIN } }));
    for (const [method, path] of [
      ["GET", "/v1/organization"],
      ["GET", "/v1/workspaces"],
      ["GET", `/v1/workspaces/${workspace}`],
      ["GET", "/v1/api-keys"],
      ["GET", "/v1/users/me"],
      ["POST", "/v1/auth/logout"],
    ] as const)
      expect((await t.request(method, path, { token, headers: { Origin: ORIGIN } })).body).toMatchObject({
        status: 403,
        code: "missing_scope",
      });
  });

  test("another credential has no session", async () => {
    expect((await t.request("GET", "/v1/embed-session", { token: mine.testKey, workspace })).body).toMatchObject({
      status: 404,
      code: "not_found",
    });
  });

  test("ends with its time", async () => {
    const { token } = await session({ expires_in: 60 });
    ok(await current(token));
    clock.ahead += 61_000;
    expect((await current(token)).body).toMatchObject({ status: 401, code: "token_expired" });
  });

  test("ends with its workspace, at once", async () => {
    const own = await createWorkspaceFor(t, mine.testKey);
    const { token } = await session({ workspace_id: own });
    ok(await current(token));
    ok(await t.request("DELETE", `/v1/workspaces/${own}`, { token: mine.testKey }), 204);
    expect((await current(token)).status).toBe(404);
  });

  test("lives out its short life when its key is revoked", async () => {
    const key = ok(await t.request("POST", "/v1/api-keys", { token: mine.testKey, body: { name: "n" } }), 201).body;
    const { token } = ok(await create(key.secret, asked()), 201).body;
    ok(await t.request("DELETE", `/v1/api-keys/${key.id}`, { token: mine.testKey }), 204);
    expect((await create(key.secret, asked())).status).toBe(401);
    ok(await current(token));
  });
});
