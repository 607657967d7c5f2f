import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { Operation } from "./http/operation.ts";
import { ProblemSchema } from "./http/problem.ts";
import { type Asked, furnishTenant, pathOf, requestOf, send, type Tenant } from "./testing/every-operation.ts";
import { type FullApp, openFullApp } from "./testing/full-app.ts";

/** Change it to search elsewhere; a failure prints the case that is smallest. */
const SEED = 20_261_121;
/** Requests per operation, and longest time one may take. Together they keep the whole below half a minute. */
const RUNS = 60;
const LONGEST_MS = 2000;

let full: FullApp;
let tenant: Tenant;
let database: DatabaseSync;

beforeAll(async () => {
  full = await openFullApp({ fake: { pages: 2 }, environment: { LOG_LEVEL: "silent" } });
  tenant = await furnishTenant(full.t);
  database = new DatabaseSync(join(full.t.dataDir, "placard.db"), { readOnly: true });
});
afterAll(async () => {
  database.close();
  await full.close();
});

/** Texts that have broken something somewhere. */
const hostileText = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\udfff\ud800",
    "\u202Egnp.exe",
    "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}",
    "\ufeff",
    "__proto__",
    "constructor",
    "toString",
    "../../etc/passwd",
    "' OR 1=1 --",
    `$${"{"}jndi:ldap://x}`,
    "<script>alert(1)</script>",
    "\r\nSet-Cookie: a=b",
    "|#|",
    "ws_|x",
    "null",
    "NaN",
    "1e999",
    "0x10",
    "-0",
    "9".repeat(400),
    "a".repeat(20_000),
    "\u{1F600}".repeat(600),
    "e\u0301".repeat(500),
    "http://[::1]:99999/",
    "https://user:pass@example.com/#f",
    "javascript:alert(1)",
    "https://example.com/\u0000",
    "ht tp://x",
    "0000-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "2026-02-30T00:00:00Z",
    "2026-11-21T24:00:00Z",
    "2026-11-21T09:00Z",
    "2026-11-21T09:00:00.123456789123456789Z",
    "+275760-09-13T00:00:00Z",
    "1969-12-31T23:59:59Z",
    "0001-01-01T00:00",
    "9999-12-31T23:59:59",
    "2026-03-29T02:30",
    "2026-13-45T99:99",
    "Europe/Berlin",
    "UTC",
    "Etc/GMT+14",
    "post_01jd4b9ep2f3r8h6v5w7x9y0za",
    "post_zzzzzzzzzzzzzzzzzzzzzzzzzz",
    "acct_00000000000000000000000000",
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
);
const hostileNumber = fc.constantFrom(0, -0, -1, 1, 0.5, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 53, -(2 ** 53), 250, 251, 86_401);
const deep = fc.constantFrom(200, 1000).map(depth => {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
});
const many = fc.constantFrom(300, 20_000).map(length => Array.from({ length }, (_, index) => `x${index}`));
const manyFields = fc.constant(Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`f${index}`, index])));
const proto = fc.constant(JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{}},"toString":1}') as unknown);
const anything = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 2, arbitrary: hostileNumber },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { "": "" }) },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: many },
  { weight: 1, arbitrary: manyFields },
  { weight: 1, arbitrary: proto },
  { weight: 1, arbitrary: fc.object({ maxDepth: 3 }) },
);

type Schema = { readonly [key: string]: unknown };
const isObject = (value: unknown): value is Schema => typeof value === "object" && value !== null && !Array.isArray(value);

/** Values as a JSON schema has them, or nearly so: each place may hold anything instead. */
function near(schema: unknown, depth = 0): fc.Arbitrary<unknown> {
  if (!isObject(schema) || depth > 6) return anything;
  const fitting = fits(schema, depth);
  return fc.oneof({ weight: 7, arbitrary: fitting }, { weight: 1, arbitrary: anything });
}

function fits(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if ("const" in schema) return fc.constant(schema.const);
  for (const name of ["anyOf", "oneOf", "allOf"]) {
    const variants = schema[name];
    if (Array.isArray(variants) && variants.length > 0) return fc.oneof(...variants.map(variant => near(variant, depth + 1)));
  }
  switch (schema.type) {
    case "string":
      return typeof schema.pattern === "string" && schema.pattern.startsWith("^acct_")
        ? fc.oneof(fc.constantFrom(tenant.account, tenant.fakeAccount), hostileText)
        : fc.oneof(fc.string({ minLength: Number(schema.minLength ?? 0), maxLength: 30 }), hostileText);
    case "integer":
    case "number":
      return fc.oneof(fc.integer({ min: 0, max: 300 }), hostileNumber);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(near(schema.items, depth + 1), { maxLength: 4 });
    case "object": {
      const properties = isObject(schema.properties) ? schema.properties : {};
      const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
      const known = fc.record(
        Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, near(inner, depth + 1)])),
        { requiredKeys: required.filter(name => name in properties) },
      );
      if (!isObject(schema.additionalProperties)) return known;
      return fc.oneof(known, fc.dictionary(hostileText, near(schema.additionalProperties, depth + 1), { maxKeys: 5 }));
    }
    default:
      return anything;
  }
}

const schemaOf = (schema: z.ZodType | undefined): unknown =>
  schema && z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });

interface Attack {
  readonly asked: Asked;
  readonly raw: string | Uint8Array | undefined;
  readonly headers: Record<string, string>;
}

/** Requests of an operation: some that are good but for one thing, some from its schema, some that are no JSON at all. */
function attacks(operation: Operation, good: Asked): fc.Arbitrary<Attack> {
  const text = hostileText.map(value => value.replace(/[\ud800-\udfff]/g, "\ufffd"));
  const params = fc.oneof(
    { weight: 3, arbitrary: fc.constant(good.params ?? {}) },
    { weight: 1, arbitrary: text.map(value => Object.fromEntries(Object.keys(good.params ?? {}).map(name => [name, value]))) },
  );
  const names = Object.keys((schemaOf(operation.query) as { properties?: object } | undefined)?.properties ?? { nothing: 1 });
  const query = fc.oneof(
    { weight: 2, arbitrary: fc.constant(good.query ?? {}) },
    { weight: 2, arbitrary: fc.dictionary(fc.constantFrom(...names, "__proto__", "toString"), text, { maxKeys: 3 }) },
  );
  const body = schemaOf(operation.body);
  const changed = isObject(good.body)
    ? fc.tuple(fc.constantFrom(...Object.keys(good.body), "extra", "__proto__"), anything).map(([name, value]) => {
        const copy: Record<string, unknown> = { ...(good.body as Schema) };
        Object.defineProperty(copy, name, { value, enumerable: true, configurable: true, writable: true });
        return JSON.stringify(copy);
      })
    : fc.constant(undefined);
  const raw: fc.Arbitrary<string | Uint8Array | undefined> = body
    ? fc.oneof(
        { weight: 5, arbitrary: near(body).map(value => JSON.stringify(value) ?? "null") },
        { weight: 3, arbitrary: changed },
        { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            '{"a":1,"a":2}',
            "[".repeat(100_000),
            `{"text":${"[".repeat(90_000)}${"]".repeat(90_000)}}`,
            `{"metadata":${`{"a":`.repeat(50_000)}1${"}".repeat(50_000)}}`,
            '{"text":"\\ud800"}',
            "\ufeff{}",
            "{}{}",
            "1e999",
            "-0",
          ),
        },
      )
    : operation.method === "get"
      ? fc.constant(undefined)
      : fc.constantFrom(undefined, undefined, "{}", "not asked for");
  const headers = fc.dictionary(
    fc.constantFrom(
      "If-Match",
      "Idempotency-Key",
      "Placard-Workspace",
      "Last-Event-ID",
      "Content-Type",
      "Accept-Encoding",
      "Origin",
      "Cookie",
    ),
    fc.oneof(
      fc.constantFrom(
        "",
        '"1"',
        'W/"2"',
        "*",
        '"99999999999999999999"',
        "\u00ff\u00fe",
        "x".repeat(300),
        "application/json; charset=utf-16",
        "null",
        "-1",
        "0",
        "1,2",
        "gzip, br;q=0",
      ),
      fc.string({ maxLength: 20 }).map(value => value.replace(/[^\x20-\x7e]/g, "").trim()),
    ),
    { maxKeys: 2 },
  );
  return fc.record({ asked: fc.record({ params, query }), raw, headers: fc.oneof(fc.constant({}), headers) });
}

interface Stored {
  readonly state: string;
  /** Seconds since the epoch; null where it stays. */
  readonly expires: number | null;
}

/** Everything that is stored, but for what every request may leave: claims, kept answers, when a key was used. */
function stored(): Map<string, Stored> {
  const rows = database.prepare("SELECT pk, sk, version, data, expires FROM items").all();
  return new Map(
    rows
      .map(({ pk, sk, version, data, expires }) => {
        const state: Stored = { state: `${version} ${data}`, expires: expires === null ? null : Number(expires) };
        return [`${pk} ${sk}`, state] as const;
      })
      .filter(([key]) => !/idempotency#|api_key_uses/.test(key)),
  );
}

/** The keys of what differs. What has expired, like a key that was rotated, the store may remove at any moment. */
function changedBetween(before: Map<string, Stored>, after: Map<string, Stored>): readonly string[] {
  const now = Date.now() / 1000;
  return [...new Set([...before.keys(), ...after.keys()])].filter(key => {
    const [one, other] = [before.get(key), after.get(key)];
    const removed = one !== undefined && other === undefined && one.expires !== null && one.expires <= now;
    return !removed && one?.state !== other?.state;
  });
}

const shown = (value: unknown): string =>
  (value instanceof Error ? value.message : (JSON.stringify(value) ?? String(value))).slice(0, 700);

// Not tried again: it ends the worker that all of the file has.
test("no input gives a 5xx, hangs, or leaves half a change", { retry: 0, timeout: 90_000 }, async () => {
  const random = { seed: SEED, numRuns: RUNS };
  const found: string[] = [];
  const goods = new Map<Operation, Asked>();
  for (const operation of full.t.operations) goods.set(operation, await requestOf(operation, tenant));
  // Without durable work nothing writes but the requests themselves.
  await full.t.worker.stop();
  for (const [operation, good] of goods) {
    // One ends the session all use, one waits for work.
    if (operation.id === "auth.logout" || operation.id === "test.advanceClock") continue;
    const slow = operation.id.startsWith("auth."); // by intention: a password's hash takes its time
    const result = await fc.check(
      fc.asyncProperty(attacks(operation, good), async ({ asked, raw, headers }) => {
        const before = stored();
        const started = performance.now();
        const answer = await send(full.t, operation, pathOf(operation, asked), {
          ...(operation.access !== "open" && { token: operation.access === "user" ? tenant.owner : tenant.testKey }),
          ...(operation.access === "workspace" && { workspace: tenant.workspace }),
          ...(raw !== undefined && { body: raw }),
          headers,
        });
        const took = performance.now() - started;
        expect(answer.status, answer.text.slice(0, 2000)).toBeLessThan(500);
        if (!slow) expect(took).toBeLessThan(LONGEST_MS);
        if (answer.status < 400) return;
        expect(answer.text.length).toBeLessThan(200_000);
        const problem = ProblemSchema.parse(JSON.parse(answer.text));
        expect(problem.status).toBe(answer.status);
        expect(changedBetween(before, stored()).join(", "), `${operation.id} ${answer.status}`).toBe("");
      }),
      slow ? { ...random, numRuns: 12 } : random,
    );
    if (result.failed)
      found.push(
        `${operation.id} (path ${result.counterexamplePath}): ${shown(result.counterexample)}\n${shown(result.errorInstance)}`,
      );
  }
  expect(found).toEqual([]);
});

test("ten megabytes of fields are refused without judging each", async () => {
  const fields = Array.from({ length: 600_000 }, (_, index) => `"f${index}":"1"`).join(",");
  const create = { method: "post" } as const;
  for (const [path, body] of [
    ["/v1/posts", `{"text":"a",${fields}}`],
    ["/v1/posts", `{"text":"a","metadata":{${fields}}}`],
    ["/v1/accounts/connect", `{"network":"sandbox","credentials":{${fields}}}`],
    ["/v1/posts", `{"text":"a","thread":[${'{"a":1},'.repeat(900_000)}{}]}`],
  ] as const) {
    const answer = await send(full.t, create, path, { token: tenant.testKey, workspace: tenant.workspace, body });
    expect(answer.status, answer.text.slice(0, 500)).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ code: "validation_failed", errors: [{ path: "body", code: "too_long" }] });
  }
});

test("text that no item of the store could hold is refused, and what fits is kept with its answer", async () => {
  const post = (text: string, headers: Readonly<Record<string, string>> = {}) =>
    tenant.ask(
      "POST",
      "/v1/posts",
      { text, thread: Array.from({ length: 20 }, () => ({ text })), account_ids: [tenant.account, tenant.fakeAccount] },
      { headers },
    );
  expect(await post("\u0001".repeat(20_000))).toMatchObject({
    status: 400,
    body: { errors: [{ path: "text", code: "too_long" }] },
  });
  const headers = { "Idempotency-Key": "large" };
  const first = await post("é".repeat(4_000), headers);
  expect(first.status).toBe(201);
  expect((await post("é".repeat(4_000), headers)).body).toEqual(first.body);
});
