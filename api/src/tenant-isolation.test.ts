import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Operation } from "./http/operation.ts";
import { ALL_SCOPES, COMPONENT_SCOPES } from "./http/scopes.ts";
import {
  type Asked,
  forgottenEntries,
  furnishTenant,
  idsIn,
  pathOf,
  type RawAnswer,
  requestOf,
  send,
  type Tenant,
  withoutIds,
} from "./testing/every-operation.ts";
import { type FullApp, openFullApp } from "./testing/full-app.ts";
import { ok } from "./testing/organization.ts";

const ORIGIN = "https://app.example.com";
let full: FullApp;
let ours: Tenant;
let theirs: Tenant;
/** A good request of theirs for every operation, on things that exist. */
const asked = new Map<string, Asked>();
/** Ids that only they may see. */
const foreign = new Set<string>();

const operations = (): readonly Operation[] => full.t.operations;
const called = (operation: Operation): Asked => asked.get(operation.id) ?? {};
const guarded = (): Operation[] => operations().filter(operation => operation.access !== "open");
/** Without the one that ends the session it is called with. */
const harmless = (): Operation[] => guarded().filter(operation => operation.id !== "auth.logout");

/** Who calls, for an operation of that access. */
const tokenFor = (operation: Operation, tenant: Tenant): string => (operation.access === "user" ? tenant.owner : tenant.testKey);

interface By {
  readonly tenant?: Tenant;
  readonly token?: string;
  readonly workspace?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the request says, with ids that name nothing. */
  readonly idless?: boolean;
}
function call(operation: Operation, { tenant = ours, idless = false, ...by }: By = {}): Promise<RawAnswer> {
  const given = JSON.stringify(called(operation));
  // Whoever is not them names their things, but says nothing in their words: what comes back of those was theirs.
  const said = tenant === theirs ? given : given.replaceAll(theirs.marker, ours.marker);
  const { params, query, body } = JSON.parse(idless ? withoutIds(said) : said) as Asked;
  // A state is an id of its own kind.
  const nothing = idless && params?.state ? { state: "x".repeat(32) } : {};
  return send(full.t, operation, pathOf(operation, { params: { ...params, ...nothing }, ...(query && { query }) }), {
    token: by.token ?? tokenFor(operation, tenant),
    workspace: by.workspace === undefined ? (operation.access === "workspace" ? tenant.workspace : null) : by.workspace,
    ...(body !== undefined && { body }),
    ...(by.headers && { headers: by.headers }),
  });
}

/** An answer without what differs from request to request. */
const shapeOf = ({ status, text }: RawAnswer) => ({ status, text: withoutIds(text).replace(/T\d\d:\d\d:\d\d\.\d{3}Z/g, "T") });

/** What a request named itself may be named in its refusal. */
function expectNothingForeign({ text, headers }: RawAnswer, operation?: Operation): void {
  const named = operation ? idsIn(JSON.stringify(called(operation))) : [];
  const all = `${text}\n${JSON.stringify([...headers])}`;
  expect(all).not.toContain(theirs.marker);
  expect(all).not.toContain(theirs.email);
  expect(idsIn(all).filter(id => foreign.has(id) && !named.includes(id))).toEqual([]);
}

beforeAll(async () => {
  full = await openFullApp({ fake: { pages: 2 } });
  [ours, theirs] = [await furnishTenant(full.t), await furnishTenant(full.t)];
  for (const operation of operations()) asked.set(operation.id, await requestOf(operation, theirs));
  for (const operation of operations().filter(one => one.method === "get" && one.access !== "open")) {
    const { text } = await call(operation, { tenant: theirs });
    for (const id of idsIn(text)) foreign.add(id);
  }
  for (const request of asked.values()) for (const id of idsIn(JSON.stringify(request))) foreign.add(id);
});
afterAll(() => full.close());

test("every operation stands in the table of requests, and nothing else", () => {
  expect(forgottenEntries(operations())).toEqual([]);
  expect(asked.size).toBe(operations().length);
});

describe("another organization", () => {
  test("its ids are answered like ids that name nothing, whatever the operation", async () => {
    const seen: string[] = [];
    for (const operation of harmless()) {
      const answer = await call(operation);
      expectNothingForeign(answer, operation);
      expect(answer.status, `${operation.id}: ${answer.text}`).not.toBe(403);
      if (!idsIn(JSON.stringify(called(operation))).length && !called(operation).params?.state) continue;
      expect(shapeOf(answer), operation.id).toEqual(shapeOf(await call(operation, { idless: true })));
      if (called(operation).params && operation.id !== "networks.get") {
        expect(answer.status, operation.id).toBe(404);
        seen.push(operation.id);
      }
    }
    expect(seen.length).toBeGreaterThan(30);
  });

  test("its workspace in the header is a workspace that does not exist", async () => {
    for (const operation of guarded().filter(one => one.access === "workspace")) {
      for (const token of [ours.testKey, ours.liveKey, ours.owner]) {
        const answer = await call(operation, { token, workspace: theirs.workspace });
        expectNothingForeign(answer);
        const none = await call(operation, { token, workspace: "ws_00000000000000000000000000" });
        expect(shapeOf(answer), operation.id).toEqual(shapeOf(none));
        expect(answer.status, operation.id).toBe(404);
      }
    }
  });

  test("its cursors are refused", async () => {
    let refused = 0;
    for (const operation of guarded().filter(one => one.method === "get" && one.query)) {
      const { query } = called(operation);
      const ask = (tenant: Tenant, more: Record<string, string>) =>
        tenant.ask("GET", pathOf(operation, { query: { ...query, limit: "1", ...more } }), undefined, {
          workspace: operation.access === "workspace" ? tenant.workspace : null,
        });
      const page = operation.id === "events.stream" ? null : (await ask(theirs, {})).body;
      if (!page?.next_cursor) continue;
      expect(await ask(ours, { cursor: page.next_cursor })).toMatchObject({ status: 400, body: { code: "invalid_cursor" } });
      refused += 1;
    }
    expect(refused).toBeGreaterThanOrEqual(6);
  });

  test("its idempotency keys are its own", async () => {
    const headers = { "Idempotency-Key": "one-key-of-everybody" };
    for (const path of ["/v1/posts", "/v1/workspaces"]) {
      const body = path === "/v1/posts" ? { text: theirs.marker } : { name: theirs.marker };
      const first = ok(await theirs.ask("POST", path, body, { headers }), 201).body;
      const second = ok(
        await ours.ask(
          "POST",
          path,
          { ...body, ...(body.name && { name: "ours" }), ...(body.text && { text: "ours" }) },
          { headers },
        ),
        201,
      );
      expect(second.headers.get("Idempotency-Replayed")).toBeNull();
      expect(second.body.id).not.toBe(first.id);
    }
  });
});

describe("another workspace of the same organization", () => {
  test("shows nothing of it, by any operation in a workspace", async () => {
    for (const operation of guarded().filter(one => one.access === "workspace")) {
      const answer = await call(operation, { tenant: theirs, workspace: theirs.second });
      const named = [theirs.second, theirs.organizationId, ...idsIn(JSON.stringify(called(operation)))];
      const inIt = idsIn(answer.text).filter(id => foreign.has(id) && !named.includes(id));
      expect(inIt, `${operation.id}: ${answer.text.slice(0, 500)}`).toEqual([]);
      if (called(operation).params) expect(answer.status, operation.id).toBe(404);
    }
  });

  test("has idempotency keys of its own", async () => {
    const headers = { "Idempotency-Key": "one-key-two-workspaces" };
    const first = ok(await ours.ask("POST", "/v1/posts", { text: "same" }, { headers }), 201).body;
    const second = ok(await ours.ask("POST", "/v1/posts", { text: "same" }, { headers, workspace: ours.second }), 201);
    expect(second.headers.get("Idempotency-Replayed")).toBeNull();
    expect(second.body.id).not.toBe(first.id);
  });
});

describe("live and test", () => {
  test("a test key knows no live workspace, a live key no test workspace", async () => {
    for (const operation of guarded().filter(one => one.access === "workspace")) {
      for (const [token, workspace] of [
        [ours.testKey, ours.live],
        [ours.liveKey, ours.workspace],
      ] as const) {
        const answer = await call(operation, { token, workspace });
        expect(shapeOf(answer)).toEqual(shapeOf(await call(operation, { token, workspace: "ws_00000000000000000000000000" })));
        expect(answer.status, operation.id).toBe(404);
      }
    }
  });

  test("a live key sees nothing of test mode among what belongs to the organization, by id or in a list", async () => {
    for (const operation of guarded().filter(one => one.access === "organization")) {
      const answer = await call(operation, { tenant: theirs, token: theirs.liveKey });
      const shown = idsIn(answer.text).filter(id => /^(ws|whe|whd|key)_/.test(id) && foreign.has(id));
      expect(shown, `${operation.id}: ${answer.text.slice(0, 300)}`).toEqual([]);
      if (called(operation).params && operation.id !== "networks.get") expect(answer.status, operation.id).toBe(404);
    }
  });

  test("the same idempotency key with a test and a live key gives each its own answer", async () => {
    const headers = { "Idempotency-Key": "one-key-two-modes" };
    const body = { name: "Both modes" };
    const inTest = ok(await ours.ask("POST", "/v1/workspaces", body, { headers, workspace: null }), 201);
    const inLive = ok(await ours.ask("POST", "/v1/workspaces", body, { headers, workspace: null, token: ours.liveKey }), 201);
    expect([inTest.body.mode, inLive.body.mode]).toEqual(["test", "live"]);
  });
});

describe("credentials", () => {
  test("without one, with garbage, and with a token that is only nearly right, every operation answers 401", async () => {
    const [head, payload, signature] = ours.owner.split(".");
    const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString("base64url");
    const nearly = [
      "sk_test_0000000000000000000000000000000000000000",
      `${ours.testKey.slice(0, -1)}${ours.testKey.endsWith("A") ? "B" : "A"}`,
      `${head}.${payload}.${signature?.split("").reverse().join("")}`,
      `${none}.${payload}.`,
      "not-a-token-at-all",
    ];
    for (const operation of guarded()) {
      const missing = await send(full.t, operation, pathOf(operation, called(operation)), {});
      expect(missing.status, operation.id).toBe(401);
      expect(missing.headers.get("WWW-Authenticate")).toContain("Bearer");
      expect(JSON.parse(missing.text).code).toBe("unauthenticated");
      for (const token of nearly) {
        const answer = await call(operation, { token });
        expect(answer.status, `${operation.id} with ${token}`).toBe(401);
        expect(JSON.parse(answer.text).code).toBe("invalid_token");
      }
    }
  });

  test("a key needs every scope of an operation, and no other", async () => {
    const keyWith = async (scopes: readonly string[]): Promise<string> =>
      ok(await ours.ask("POST", "/v1/api-keys", { name: "scoped", scopes }, { workspace: null }), 201).body.secret;
    const without = new Map<string, string>();
    for (const scope of ALL_SCOPES) without.set(scope, await keyWith(ALL_SCOPES.filter(other => other !== scope)));
    for (const operation of guarded().filter(one => one.scopes.length > 0)) {
      for (const scope of operation.scopes) {
        const answer = await call(operation, { token: without.get(scope) ?? "" });
        expect(answer.status, operation.id).toBe(403);
        expect(JSON.parse(answer.text)).toMatchObject({ code: "missing_scope", missing_scopes: [scope] });
      }
      const answer = await call(operation, { token: await keyWith(operation.scopes) });
      // What the body asks for may need more: a key gives no scopes it lacks, and scheduling is more than writing.
      const missing: readonly string[] = answer.status === 403 ? JSON.parse(answer.text).missing_scopes : [];
      expect(missing.length > 0).toBe(["posts.create", "apiKeys.create"].includes(operation.id));
      for (const scope of operation.scopes) expect(missing).not.toContain(scope);
    }
  });

  test("nobody but a user may call what is a user's own", async () => {
    for (const operation of guarded().filter(one => one.access === "user"))
      expect((await call(operation, { token: ours.testKey })).status, operation.id).toBe(403);
  });

  test("an embed session does what its components do, in its workspace, from its origins", async () => {
    const session = ok(
      await ours.ask(
        "POST",
        "/v1/embed-sessions",
        {
          workspace_id: ours.workspace,
          end_user: { external_id: "person" },
          components: Object.keys(COMPONENT_SCOPES),
          allowed_origins: [ORIGIN],
        },
        { workspace: null },
      ),
      201,
    ).body;
    const implied: ReadonlySet<string> = new Set(Object.values(COMPONENT_SCOPES).flat());
    const by = { token: String(session.token), workspace: null, headers: { Origin: ORIGIN } };
    const allowed: string[] = [];
    for (const operation of guarded()) {
      const answer = await call(operation, by);
      const may = operation.access !== "user" && operation.scopes.every(scope => implied.has(scope));
      if (may) allowed.push(operation.id);
      if (may) expect(answer.status, `${operation.id}: ${answer.text}`).not.toBe(403);
      else expect(answer.status, operation.id).toBe(403);
      expectNothingForeign(answer, operation);
      for (const headers of [{ Origin: "https://evil.example" }, {}, { "Sec-Fetch-Site": "cross-site" }, { Origin: "null" }]) {
        const elsewhere = await call(operation, { ...by, headers });
        expect(elsewhere.status, operation.id).toBe(403);
        expect(JSON.parse(elsewhere.text).code).toBe("origin_not_allowed");
      }
      if (operation.access === "workspace")
        expect((await call(operation, { ...by, workspace: ours.second })).status).toBe(may ? 404 : 403);
    }
    expect(
      allowed.filter(
        id => !/^(accounts|slots|campaigns|media|templates|posts|targets|events|calendar|embedSessions|networks)\./.test(id),
      ),
    ).toEqual([]);
    expect(allowed).toContain("networks.list");
  });

  test("an embed session narrowed to reading reads", async () => {
    const scopes = ["posts:read"];
    const body = {
      workspace_id: ours.workspace,
      end_user: { external_id: "person" },
      components: ["composer"],
      scopes,
      allowed_origins: [ORIGIN],
    };
    const { token } = ok(await ours.ask("POST", "/v1/embed-sessions", body, { workspace: null }), 201).body;
    for (const operation of guarded().filter(one => one.access === "workspace")) {
      const answer = await call(operation, { token, workspace: null, headers: { Origin: ORIGIN } });
      if (operation.scopes.every(scope => scopes.includes(scope))) expect(answer.status, operation.id).not.toBe(403);
      else expect(answer.status, operation.id).toBe(403);
    }
  });
});
