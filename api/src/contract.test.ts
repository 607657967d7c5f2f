import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { document } from "./app.ts";
import type { Operation } from "./http/operation.ts";
import { ProblemSchema } from "./http/problem.ts";
import { BODY_LIMIT } from "./http/server.ts";
import {
  type Asked,
  furnishTenant,
  pathOf,
  type RawAnswer,
  requestOf,
  send,
  type Tenant,
  until,
} from "./testing/every-operation.ts";
import { type FullApp, openFullApp } from "./testing/full-app.ts";
import { ok, registerOrganization, TEST_PASSWORD } from "./testing/organization.ts";

let full: FullApp;
let tenant: Tenant;
let embedToken: string;
/** Problem codes an operation says it can give. */
const declared = new Map<string, ReadonlySet<string>>();

const Declared = z.record(
  z.string(),
  z.record(z.string(), z.object({ operationId: z.string(), "x-problems": z.array(z.string()) }).loose()),
);

beforeAll(async () => {
  full = await openFullApp({ fake: { pages: 2 } });
  tenant = await furnishTenant(full.t);
  const session = {
    workspace_id: tenant.workspace,
    end_user: { external_id: "person" },
    components: ["composer"],
    allowed_origins: ["https://app.example.com"],
  };
  embedToken = ok(await tenant.ask("POST", "/v1/embed-sessions", session, { workspace: null }), 201).body.token;
  for (const methods of Object.values(Declared.parse(document().paths)))
    for (const told of Object.values(methods)) declared.set(told.operationId, new Set(told["x-problems"]));
});
afterAll(() => full.close());

const operations = (): readonly Operation[] => full.t.operations;
const byPath = (): Map<string, Operation[]> => Map.groupBy(operations(), operation => operation.path);

async function call(
  operation: Operation,
  asked: Asked,
  more: { headers?: Record<string, string>; body?: unknown } = {},
): Promise<RawAnswer> {
  const session = operation.id === "embedSessions.current";
  // It ends the session it is called with.
  const owner = operation.id === "auth.logout" ? await freshToken() : tenant.owner;
  const body = "body" in more ? more.body : asked.body;
  return send(full.t, operation, pathOf(operation, asked), {
    ...(operation.access !== "open" && {
      token: session ? embedToken : operation.access === "user" ? owner : tenant.testKey,
    }),
    ...(operation.access === "workspace" && { workspace: tenant.workspace }),
    ...(body !== undefined && { body }),
    headers: { ...(session && { Origin: "https://app.example.com" }), ...more.headers },
  });
}

const freshToken = async (): Promise<string> =>
  ok(await full.t.request("POST", "/v1/auth/login", { body: { email: tenant.email, password: TEST_PASSWORD } })).body
    .access_token;

function expectManners({ headers }: RawAnswer, operation?: Operation): void {
  expect(headers.get("Request-Id")).toMatch(/^req_[0-7][0-9a-z]{25}$/);
  if (operation?.metered !== false) {
    expect(headers.get("RateLimit")).toMatch(/^"hour";r=\d+;t=\d+, "burst";r=\d+;t=\d+$/);
    expect(headers.get("RateLimit-Policy")).toMatch(/^"hour";q=\d+;w=3600, "burst";q=\d+;w=60$/);
  }
  expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(headers.get("Access-Control-Expose-Headers")).toContain("Request-Id");
}

/** A problem document, whole, that names its request; of an operation that says it can give it. */
function problemIn(answer: RawAnswer, operation?: Operation) {
  expectManners(answer, operation);
  expect(answer.headers.get("Content-Type"), answer.text).toBe("application/problem+json");
  const problem = ProblemSchema.parse(JSON.parse(answer.text));
  expect(problem).toMatchObject({ status: answer.status, request_id: answer.headers.get("Request-Id") });
  expect(problem.type).toBe(`https://placard.dev/problems/${problem.code}`);
  for (const fault of problem.errors ?? []) for (const text of Object.values(fault)) expect(text).not.toBe("");
  const says = operation && declared.get(operation.id);
  if (says) expect([...says], `${operation.id} gives ${problem.code} and does not say so`).toContain(problem.code);
  return problem;
}

describe("a good request", () => {
  test("is answered by every operation with what its schema says, and nothing beside it", async () => {
    for (const operation of operations()) {
      if (["targets.resolve", "service.metrics", "files.get"].includes(operation.id)) continue; // below, and in media.test.ts
      const answer = await call(operation, await requestOf(operation, tenant));
      if (operation.id === "accounts.callback") {
        expect(answer.status).toBe(302);
        continue;
      }
      expect(answer.status, `${operation.id}: ${answer.text}`).toBe(operation.answer.status);
      expectManners(answer, operation);
      if (operation.answer.status === 204) expect(answer.text).toBe("");
      else expectFits(operation, answer);
      if (operation.versioned && operation.answer.status !== 204)
        expect(answer.headers.get("ETag"), operation.id).toMatch(/^"\d+"$/);
    }
  });

  test("decides an uncertain target", async () => {
    const resolve = operations().find(operation => operation.id === "targets.resolve");
    if (!resolve) throw new Error("there is no such operation");
    full.fake.turns.push("kept");
    full.fake.visible = false;
    const body = { text: "Maybe there", account_ids: [tenant.fakeAccount], schedule: { now: true } };
    const post = ok(await tenant.ask("POST", "/v1/posts", body), 201).body.id;
    const read = async () => ok(await tenant.ask("GET", `/v1/posts/${post}`)).body;
    await until(read, ({ targets }) => targets[0].status === "unknown");
    const open = await until(
      async () => {
        ok(await tenant.ask("POST", "/v1/test/clock/advance", { by: 3600 }));
        return read();
      },
      ({ status }) => status === "uncertain",
    );
    full.fake.visible = true;
    const asked = { params: { target_id: open.targets[0].id }, body: { as: "published", url: "https://fake.example/1" } };
    const answer = await call(resolve, asked);
    expect(answer.status, answer.text).toBe(200);
    expectFits(resolve, answer);
    expect(JSON.parse(answer.text)).toMatchObject({ status: "published", url: "https://fake.example/1" });
  });

  /** The schema leaves out what it does not know: what it gives back is then less than what came. */
  function expectFits(operation: Operation, { text, headers }: RawAnswer): void {
    const { schema, contentType = "application/json" } = operation.answer;
    expect(headers.get("Content-Type")?.split(";")[0], operation.id).toBe(contentType);
    const value: unknown = contentType === "application/json" ? JSON.parse(text) : text;
    if (!schema) throw new Error(`${operation.id} answers with a body, but has no schema`);
    const parsed = schema.safeParse(value);
    expect(parsed.error?.issues, `${operation.id}: ${text.slice(0, 1000)}`).toBeUndefined();
    expect(value, operation.id).toEqual(parsed.data);
  }
});

describe("a bad request", () => {
  test("with another method is answered 405 with the methods there are", async () => {
    for (const [path, there] of byPath()) {
      const asked = await requestOf(there[0] as Operation, tenant);
      const methods = there.map(operation => operation.method as string);
      for (const method of ["get", "post", "put", "patch", "delete"] as const) {
        if (methods.includes(method)) continue;
        const answer = await send(full.t, { method }, pathOf({ ...(there[0] as Operation), path }, { ...asked, query: {} }));
        expect(problemIn(answer).code, `${method} ${path}`).toBe("method_not_allowed");
        const allow = answer.headers.get("Allow")?.split(", ") ?? [];
        expect(allow.map(name => name.toLowerCase())).toEqual(
          expect.arrayContaining([...methods, ...(methods.includes("get") ? ["head"] : []), "options"]),
        );
      }
    }
  });

  test("to nowhere is a problem too", async () => {
    for (const path of [
      "/",
      "/v1",
      "/v1/nothing",
      "/v1/posts/",
      "//v1/posts",
      "/v1/posts/%00",
      "/v1/%2e%2e/posts",
      "/V1/POSTS",
    ]) {
      const answer = await send(full.t, { method: "get" }, path, { token: tenant.testKey, workspace: tenant.workspace });
      expect(problemIn(answer).code, path).toBe("not_found");
    }
  });

  test("without JSON, with half of it, with bytes that are no text, with too much", async () => {
    const huge = JSON.stringify({ text: "x".repeat(BODY_LIMIT) });
    for (const operation of operations().filter(one => one.body && !one.form && !one.text)) {
      const asked = await requestOf(operation, tenant);
      const say = async (body: unknown, type = "application/json") =>
        problemIn(await call(operation, asked, { body, headers: { "Content-Type": type } }), operation).code;
      expect(await say("{}", "text/plain"), operation.id).toBe("unsupported_media_type");
      expect(await say("a=1", "application/x-www-form-urlencoded")).toBe("unsupported_media_type");
      expect(await say('{"text":')).toBe("malformed_json");
      expect(await say(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]))).toBe("malformed_json");
      expect(await say(huge)).toBe("body_too_large");
      const none = operation.body?.safeParse({}).success ? null : await call(operation, asked, { body: undefined });
      if (none) expect(problemIn(none, operation).code, operation.id).toBe("unsupported_media_type");
    }
  });

  test("with fields there are not is refused, naming each with a fix", async () => {
    for (const operation of operations()) {
      // A network sends back to us whatever it likes.
      if (operation.id === "accounts.callback") continue;
      const asked = await requestOf(operation, tenant);
      const query = { ...asked.query, nonsense: "1", __proto__x: "2" };
      const said = problemIn(await call(operation, { ...asked, query }), operation);
      expect(said, operation.id).toMatchObject({ code: "validation_failed" });
      expect(said.errors?.map(fault => [fault.path, fault.code])).toEqual([
        ["query.nonsense", "unknown_field"],
        ["query.__proto__x", "unknown_field"],
      ]);
      if (typeof asked.body !== "object" || asked.body === null) continue;
      const body = { ...asked.body, nonsense: 1, toString: 2 };
      const told = problemIn(await call(operation, asked, { body }), operation);
      expect(
        told.errors?.filter(fault => fault.code === "unknown_field").map(fault => fault.path),
        operation.id,
      ).toEqual(["nonsense", "toString"]);
    }
  });

  test("is told all its faults at once, of query, header and body", async () => {
    const answer = await tenant.ask(
      "PATCH",
      `/v1/accounts/${tenant.account}?what=1`,
      { label: "", metadata: { a: 7 }, extra: true },
      { headers: { "If-Match": "yesterday's" } },
    );
    expect(answer.body.errors.map((fault: { path: string }) => fault.path).sort()).toEqual([
      "extra",
      "header.If-Match",
      "label",
      "metadata.a",
      "query.what",
    ]);
    const post = await tenant.ask("POST", "/v1/posts", {
      text: 5,
      thread: [{}, { text: 1 }],
      account_ids: ["nope"],
      schedule: {},
    });
    expect(post.body.errors.map((fault: { path: string }) => fault.path).sort()).toEqual([
      "account_ids.0",
      "schedule",
      "text",
      "thread.0.text",
      "thread.1.text",
    ]);
  });

  test("with a version that is not the present one is answered 412 by every change, and changes nothing", async () => {
    const changes = operations().filter(operation => operation.versioned && operation.method !== "get" && operation.params);
    expect(changes.length).toBeGreaterThan(10);
    for (const operation of changes) {
      if (operation.answer.status === 201) continue; // makes a new one, and leaves what was there
      const answer = await call(operation, await requestOf(operation, tenant), { headers: { "If-Match": '"999999"' } });
      expect(problemIn(answer, operation).code, `${operation.id}: ${answer.text}`).toBe("stale");
    }
  });

  test("beyond the limit is answered 429 with when to come again, per key", async () => {
    const limited = await openFullApp({ environment: { RATE_PER_KEY: "5" } });
    try {
      const { testKey, liveKey } = await registerOrganization(limited.t);
      const operation = { method: "get" } as const;
      const statuses: number[] = [];
      let last: RawAnswer | null = null;
      for (let i = 0; i < 7; i++) {
        last = await send(limited.t, operation, "/v1/networks/sandbox", { token: testKey });
        statuses.push(last.status);
      }
      expect(statuses.filter(status => status === 200).length).toBeLessThanOrEqual(5);
      expect(last && problemIn(last).code).toBe("rate_limited");
      expect(Number(last?.headers.get("Retry-After"))).toBeGreaterThan(0);
      expect(last?.headers.get("RateLimit")).toContain(";r=0;");
      expect((await send(limited.t, operation, "/v1/networks/sandbox", { token: liveKey })).status).toBe(200);
    } finally {
      await limited.close();
    }
  });
});
