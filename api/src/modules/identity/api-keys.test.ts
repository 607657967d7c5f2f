import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ALL_SCOPES } from "../../http/scopes.ts";
import { createTestApp, type TestApp } from "../../testing/app.ts";
import { losingHints } from "../../testing/losing-hints.ts";
import { ok, registerOrganization, type TestOrganization } from "../../testing/organization.ts";
import { shiftedTimer } from "../../testing/shifted-timer.ts";
import { createAuthenticator } from "./index.ts";
import { keyLookupKey, sha256 } from "./records.ts";
import { ApiKeyListSchema, ApiKeyWithSecretSchema } from "./schema.ts";

const clock = { ahead: 0 };
/** While set, what is published reaches nobody. */
const hints = { dropped: false };

let t: TestApp;
let mine: TestOrganization;
let theirs: TestOrganization;
beforeAll(async () => {
  t = await createTestApp({
    work: false,
    replace: service => ({ timer: shiftedTimer(service, clock), hints: losingHints(service, hints) }),
  });
  mine = await registerOrganization(t);
  theirs = await registerOrganization(t);
});
afterAll(() => t.close());
afterEach(() => {
  clock.ahead = 0;
  hints.dropped = false;
});

const create = (token: string, body: unknown = { name: "a key" }, headers = {}) =>
  t.request("POST", "/v1/api-keys", { token, body, headers });
const list = async (token: string, query = "") => ok(await t.request("GET", `/v1/api-keys${query}`, { token })).body;
const rotate = (token: string, id: string, body: unknown = {}, headers = {}) =>
  t.request("POST", `/v1/api-keys/${id}/rotate`, { token, body, headers });
const revoke = (token: string, id: string, headers = {}) => t.request("DELETE", `/v1/api-keys/${id}`, { token, headers });
const works = async (secret: string) => (await t.request("GET", "/v1/organization", { token: secret })).status === 200;

describe("apiKeys.create", () => {
  test("shows the secret once, and keeps its hash only", async () => {
    const { body } = ok(await create(mine.owner, { name: "Production", mode: "live", scopes: ["organization:read"] }), 201);
    expect(ApiKeyWithSecretSchema.parse(body)).toEqual(body);
    expect(body).toMatchObject({ name: "Production", mode: "live", scopes: ["organization:read"], last_used_at: null });
    expect(body.secret).toMatch(/^sk_live_[0-9A-Za-z]{49}$/);
    expect(body.secret.endsWith(body.ends_with)).toBe(true);
    expect(await works(body.secret)).toBe(true);
    const { data } = await list(mine.owner);
    expect(JSON.stringify(data)).not.toContain(body.secret);
    const stored = await t.service.systemStore.query({ pk: `${mine.organizationId}|api_keys#live`, limit: 100 });
    expect(JSON.stringify(stored)).not.toContain(body.secret.slice(8, -4));
  });

  test("has by default what its creator has, in the creator's mode", async () => {
    const { body } = ok(await create(mine.testKey), 201);
    expect(body).toMatchObject({ mode: "test", scopes: ALL_SCOPES });
    expect(ok(await create(mine.owner), 201).body.mode).toBe("test");
    const narrow = ok(await create(mine.testKey, { name: "n", scopes: ["keys:write", "posts:read"] }), 201).body.secret;
    expect(ok(await create(narrow), 201).body.scopes).toEqual(["keys:write", "posts:read"]);
  });

  test("nobody gives what they do not have", async () => {
    const narrow = ok(await create(mine.testKey, { name: "n", scopes: ["keys:write", "posts:read"] }), 201).body.secret;
    const refused = await create(narrow, { name: "more", scopes: ["posts:read", "posts:publish", "keys:read"] });
    expect(refused.body).toMatchObject({ status: 403, code: "missing_scope", missing_scopes: ["posts:publish", "keys:read"] });
  });

  test("a key makes keys of its own mode only", async () => {
    expect((await create(mine.testKey, { name: "x", mode: "live" })).body).toMatchObject({ status: 403, code: "mode_mismatch" });
    expect((await create(mine.liveKey, { name: "x", mode: "test" })).body).toMatchObject({ status: 403, code: "mode_mismatch" });
  });

  test("needs keys:write", async () => {
    const reader = ok(await create(mine.testKey, { name: "r", scopes: ["keys:read"] }), 201).body.secret;
    expect((await create(reader)).body).toMatchObject({ status: 403, code: "missing_scope", missing_scopes: ["keys:write"] });
    await list(reader);
  });

  test("repeated with its idempotency key gives the same secret, which does not lie in the store in clear", async () => {
    const headers = { "Idempotency-Key": "make-one-key" };
    const first = ok(await create(mine.testKey, { name: "once" }, headers), 201);
    const again = ok(await create(mine.testKey, { name: "once" }, headers), 201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("Idempotency-Replayed")).toBe("true");
    const kept = await t.service.systemStore.query({ pk: `${mine.organizationId}|idempotency#apiKeys.create#test`, limit: 10 });
    expect(kept.items).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain(first.body.secret);
  });

  test("every fault is told", async () => {
    const { status, body } = await create(mine.owner, { name: "", mode: "prod", scopes: [], secret: "x" });
    expect(status).toBe(400);
    expect(body.errors.map((fault: { path: string }) => fault.path).sort()).toEqual(["mode", "name", "scopes", "secret"]);
    expect((await create(mine.owner, { name: "x", scopes: ["everything"] })).body.errors[0].path).toBe("scopes.0");
  });
});

describe("apiKeys.list", () => {
  test("newest first, page by page, both modes for a user and one for a key", async () => {
    const organization = await registerOrganization(t);
    for (const name of ["a", "b", "c"]) ok(await create(organization.testKey, { name }), 201);
    const all = await list(organization.owner);
    expect(ApiKeyListSchema.parse(all)).toEqual(all);
    expect(all.data.map((key: { name: string }) => key.name)).toEqual(["live key", "c", "b", "a", "test key"]);
    expect((await list(organization.liveKey)).data.map((key: { name: string }) => key.name)).toEqual(["live key"]);
    expect((await list(organization.owner, "?mode=test")).data).toHaveLength(4);
    expect((await list(organization.testKey, "?mode=live")).data).toEqual([]);
    const names: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page = await list(organization.owner, `?limit=2${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`);
      names.push(...page.data.map((key: { name: string }) => key.name));
      cursor = page.next_cursor;
    }
    expect(names).toEqual(["live key", "c", "b", "a", "test key"]);
  });

  test("a cursor of another organization is refused", async () => {
    const page = await list(mine.owner, "?limit=1");
    const path = `/v1/api-keys?limit=1&cursor=${encodeURIComponent(page.next_cursor)}`;
    expect((await t.request("GET", path, { token: theirs.owner })).body.code).toBe("invalid_cursor");
  });
});

describe("apiKeys.rotate", () => {
  test("the new secret and the one before both work during the overlap, and the overlap ends", async () => {
    const key = ok(await create(mine.testKey), 201).body;
    expect(await works(key.secret)).toBe(true);
    const { body } = ok(await rotate(mine.testKey, key.id, { overlap_s: 60 }));
    expect(ApiKeyWithSecretSchema.parse(body)).toEqual(body);
    expect(body).toMatchObject({ id: key.id, name: key.name, scopes: key.scopes });
    expect(body.secret).not.toBe(key.secret);
    expect([await works(key.secret), await works(body.secret)]).toEqual([true, true]);
    clock.ahead += 61_000;
    expect([await works(key.secret), await works(body.secret)]).toEqual([false, true]);
  });

  test("the overlap is a day unless said", async () => {
    const key = ok(await create(mine.testKey), 201).body;
    const { previous_secret_expires_at: until } = ok(await rotate(mine.testKey, key.id)).body;
    expect(Math.round((Date.parse(until) - Date.now()) / 3_600_000)).toBe(24);
  });

  test("without overlap all earlier secrets end at once", async () => {
    const key = ok(await create(mine.testKey), 201).body;
    const second = ok(await rotate(mine.testKey, key.id, { overlap_s: 600 })).body;
    expect([await works(key.secret), await works(second.secret)]).toEqual([true, true]);
    const third = ok(await rotate(mine.testKey, key.id, { overlap_s: 0 })).body;
    expect([await works(key.secret), await works(second.secret), await works(third.secret)]).toEqual([false, false, true]);
    expect(third.previous_secret_expires_at).toBeNull();
  });

  test("a later rotation does not lengthen an earlier overlap", async () => {
    const key = ok(await create(mine.testKey), 201).body;
    ok(await rotate(mine.testKey, key.id, { overlap_s: 60 }));
    ok(await rotate(mine.testKey, key.id, { overlap_s: 3600 }));
    clock.ahead += 61_000;
    expect(await works(key.secret)).toBe(false);
  });

  test("at most ten secrets of a key work", async () => {
    const secrets = [ok(await create(mine.testKey), 201).body];
    for (let round = 0; round < 11; round++) secrets.push(ok(await rotate(mine.testKey, secrets[0].id)).body);
    const working = await Promise.all(secrets.map(one => works(one.secret)));
    expect(working).toEqual([false, false, ...Array.from({ length: 10 }, () => true)]);
    ok(await revoke(mine.testKey, secrets[0].id), 204);
    expect((await Promise.all(secrets.map(one => works(one.secret)))).every(one => !one)).toBe(true);
  });

  test("nobody gets a secret that can do more than they can", async () => {
    const narrow = ok(await create(mine.testKey, { name: "n", scopes: ["keys:read", "keys:write"] }), 201).body.secret;
    const strong = ok(await create(mine.testKey), 201).body;
    expect((await rotate(narrow, strong.id)).body).toMatchObject({ status: 403, code: "missing_scope" });
    expect(await works(strong.secret)).toBe(true);
  });

  test("a stale If-Match is refused, and two at once both count", async () => {
    const created = ok(await create(mine.testKey), 201);
    expect(created.headers.get("ETag")).toBe('"1"');
    const { id } = created.body;
    expect(ok(await rotate(mine.testKey, id, {}, { "If-Match": '"1"' })).headers.get("ETag")).toBe('"2"');
    expect((await rotate(mine.testKey, id, {}, { "If-Match": '"1"' })).body).toMatchObject({ status: 412, code: "stale" });
    const both = await Promise.all([rotate(mine.testKey, id), rotate(mine.testKey, id)]);
    for (const one of both) expect(await works(ok(one).body.secret)).toBe(true);
  });

  test("refuses an overlap of more than seven days", async () => {
    const { id } = ok(await create(mine.testKey), 201).body;
    for (const overlap_s of [-1, 604_801, 1.5, "1"])
      expect((await rotate(mine.testKey, id, { overlap_s })).body.errors[0].path).toBe("overlap_s");
    ok(await rotate(mine.testKey, id, { overlap_s: 604_800 }));
  });
});

describe("apiKeys.revoke", () => {
  test("the key is refused at once, though it was used a moment ago", async () => {
    const { id, secret } = ok(await create(mine.testKey), 201).body;
    expect(await works(secret)).toBe(true);
    ok(await revoke(mine.testKey, id), 204);
    expect((await t.request("GET", "/v1/organization", { token: secret })).body).toMatchObject({
      status: 401,
      code: "invalid_token",
    });
    expect((await list(mine.testKey)).data.some((key: { id: string }) => key.id === id)).toBe(false);
    expect((await revoke(mine.testKey, id)).status).toBe(404);
  });

  test("this process needs no hint for it", async () => {
    hints.dropped = true;
    const { id, secret } = ok(await create(mine.testKey), 201).body;
    expect(await works(secret)).toBe(true);
    const rotated = ok(await rotate(mine.testKey, id, { overlap_s: 0 })).body.secret;
    expect([await works(secret), await works(rotated)]).toEqual([false, true]);
    ok(await revoke(mine.testKey, id), 204);
    expect(await works(rotated)).toBe(false);
  });

  test("other processes hear of it", async () => {
    const { id, secret } = ok(await create(mine.testKey), 201).body;
    const heard: string[] = [];
    await t.service.hints.subscribe("keys", message => heard.push(message));
    ok(await revoke(mine.testKey, id), 204);
    expect(heard).toHaveLength(1);
    expect(heard[0]).not.toContain(secret);
  });

  test("a stale If-Match is refused", async () => {
    const { id } = ok(await create(mine.testKey), 201).body;
    expect((await revoke(mine.testKey, id, { "If-Match": '"7"' })).status).toBe(412);
    ok(await revoke(mine.testKey, id, { "If-Match": '"1"' }), 204);
  });

  test("a key may revoke itself", async () => {
    const { id, secret } = ok(await create(mine.testKey), 201).body;
    ok(await revoke(secret, id), 204);
    expect(await works(secret)).toBe(false);
  });
});

describe("another's keys do not exist", () => {
  test.each(["another organization", "the other mode"])("of %s", async which => {
    const { id, secret } = ok(await create(which === "the other mode" ? mine.liveKey : theirs.testKey), 201).body;
    for (const answer of [await rotate(mine.testKey, id), await revoke(mine.testKey, id)])
      expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(await works(secret)).toBe(true);
  });

  test("nor do things that are no keys", async () => {
    for (const id of ["key_01jd4b9ep2f3r8h6v5w7x9y0za", mine.organizationId, "key_", "x"])
      expect((await revoke(mine.testKey, id)).status).toBe(404);
  });
});

describe("authenticating by a key", () => {
  test("a look-alike and an unknown key are refused alike", async () => {
    const unknown = mine.testKey.slice(0, -1) + (mine.testKey.endsWith("a") ? "b" : "a");
    for (const token of [unknown, "sk_test_", `sk_test_${"a".repeat(49)}`])
      expect((await t.request("GET", "/v1/organization", { token })).body).toMatchObject({ status: 401, code: "invalid_token" });
  });

  test("a known key costs no read", async () => {
    const authenticator = createAuthenticator(t.service);
    const first = await authenticator.authenticate(mine.testKey);
    const again = await authenticator.authenticate(mine.testKey);
    expect(again).toBe(first);
    expect(first).toMatchObject({ organizationId: mine.organizationId, mode: "test", workspaceId: null, allowedOrigins: null });
  });

  test("a key another process revoked is refused when its hint arrives, and within five seconds without", async () => {
    for (const hinted of [true, false]) {
      const { secret } = ok(await create(mine.testKey), 201).body;
      expect(await works(secret)).toBe(true);
      const digest = sha256(secret);
      await t.service.systemStore.write([{ op: "delete", key: keyLookupKey(digest) }]);
      expect(await works(secret)).toBe(true); // as the other process' change is not known here yet
      if (hinted) await t.service.hints.publish("keys", digest);
      else clock.ahead += 5001;
      while (hinted && (await works(secret))) await t.service.timer.sleep(1);
      expect(await works(secret)).toBe(false);
    }
  });

  test("its use is written down, once a minute", async () => {
    const { id, secret } = ok(await create(mine.testKey), 201).body;
    const lastUse = async () => (await list(mine.owner)).data.find((key: { id: string }) => key.id === id).last_used_at;
    const used = async (after: string | null) => {
      for (;;) {
        const at = await lastUse();
        if (at !== after) return at;
        await t.service.timer.sleep(50); // a person has a thousand requests an hour
      }
    };
    expect(await lastUse()).toBeNull();
    await works(secret);
    const first = await used(null);
    clock.ahead += 30_000;
    await works(secret);
    clock.ahead += 31_000;
    await works(secret);
    const second = await used(first);
    expect(Date.parse(second) - Date.parse(first)).toBeGreaterThan(60_000);
  });
});
