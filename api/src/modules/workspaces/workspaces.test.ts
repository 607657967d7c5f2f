import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { commit } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import { tenantStore } from "../../tenant.ts";
import { createTestApp, type TestApp } from "../../testing/app.ts";
import { losingHints } from "../../testing/losing-hints.ts";
import { createWorkspaceFor, ok, registerOrganization, type TestOrganization } from "../../testing/organization.ts";
import { shiftedTimer } from "../../testing/shifted-timer.ts";
import { guardDeletion, planClockMoved, readForClock, workspaceChanged, workspaceScope, workspaceScopeById } from "./index.ts";
import { WorkspaceListSchema, WorkspaceSchema } from "./schema.ts";

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

const create = (token: string, body: unknown, headers = {}) => t.request("POST", "/v1/workspaces", { token, body, headers });
const get = (token: string, id: string) => t.request("GET", `/v1/workspaces/${id}`, { token });
const update = (token: string, id: string, body: unknown, headers = {}) =>
  t.request("PATCH", `/v1/workspaces/${id}`, { token, body, headers });
const remove = (token: string, id: string, headers = {}) => t.request("DELETE", `/v1/workspaces/${id}`, { token, headers });
const list = async (token: string, query = "") => ok(await t.request("GET", `/v1/workspaces${query}`, { token })).body;
const idsOf = (page: { data: { id: string }[] }) => page.data.map(workspace => workspace.id);

describe("workspaces.create", () => {
  test("with a name alone, the rest by default", async () => {
    const { body, headers } = ok(await create(mine.testKey, { name: "Bakery Lange" }), 201);
    expect(WorkspaceSchema.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      name: "Bakery Lange",
      external_id: null,
      mode: "test",
      time_zone: "UTC",
      language: "en",
      settings: { content_topics: [], posting_frequency: null, approval_required: false, goals: [] },
    });
    expect(headers.get("ETag")).toBe('"1"');
    expect(ok(await get(mine.testKey, body.id)).body).toEqual(body);
  });

  test("with everything", async () => {
    const input = {
      name: "Bakery Lange",
      external_id: "customer-1",
      mode: "live",
      time_zone: "Europe/Berlin",
      language: "de-AT",
      settings: { content_topics: ["bread"], posting_frequency: 5, approval_required: true, goals: ["orders"] },
    };
    expect(ok(await create(mine.owner, input), 201).body).toMatchObject(input);
  });

  test("an external_id is one workspace's in each mode and organization", async () => {
    ok(await create(mine.testKey, { name: "a", external_id: "customer-2" }), 201);
    const refused = await create(mine.testKey, { name: "b", external_id: "customer-2" });
    expect(refused.body).toMatchObject({ status: 409, code: "already_exists", errors: [{ path: "external_id" }] });
    ok(await create(mine.liveKey, { name: "c", external_id: "customer-2" }), 201);
    ok(await create(theirs.testKey, { name: "d", external_id: "customer-2" }), 201);
    const many = await Promise.all(
      Array.from({ length: 5 }, () => create(mine.testKey, { name: "e", external_id: "customer-3" })),
    );
    expect(many.map(answer => answer.status).sort()).toEqual([201, 409, 409, 409, 409]);
  });

  test("repeated with its idempotency key makes one", async () => {
    const organization = await registerOrganization(t);
    const headers = { "Idempotency-Key": "one" };
    const first = ok(await create(organization.testKey, { name: "once", external_id: "x" }, headers), 201);
    const again = ok(await create(organization.testKey, { name: "once", external_id: "x" }, headers), 201);
    expect(again.body).toEqual(first.body);
    expect(idsOf(await list(organization.testKey))).toEqual([first.body.id]);
  });

  test("a key cannot make the other mode", async () => {
    expect((await create(mine.testKey, { name: "x", mode: "live" })).body).toMatchObject({ status: 403, code: "mode_mismatch" });
    expect((await create(mine.liveKey, { name: "x", mode: "test" })).body).toMatchObject({ status: 403, code: "mode_mismatch" });
    expect(ok(await create(mine.owner, { name: "x" }), 201).body.mode).toBe("test");
  });

  test("every fault is told at once", async () => {
    const { status, body } = await create(mine.testKey, {
      name: "",
      external_id: "a\u0000b",
      time_zone: "+02:00",
      language: "german!",
      settings: { posting_frequency: -1, colour: "red" },
      clock_offset_ms: 5,
    });
    expect(status).toBe(400);
    expect(body.errors.map((fault: { path: string }) => fault.path).sort()).toEqual([
      "clock_offset_ms",
      "external_id",
      "language",
      "name",
      "settings.colour",
      "settings.posting_frequency",
      "time_zone",
    ]);
  });

  test("an external_id of any script and length up to 255 works as a key", async () => {
    for (const external_id of ["株".repeat(255), "💐".repeat(127), "a|b#c/../%00?&", " "]) {
      const { body } = ok(await create(mine.testKey, { name: "x", external_id }), 201);
      expect(idsOf(await list(mine.testKey, `?external_id=${encodeURIComponent(external_id)}`))).toEqual([body.id]);
    }
    expect((await create(mine.testKey, { name: "x", external_id: "\ud800" })).status).toBe(400);
  });
});

describe("workspaces.list", () => {
  test("newest first, page by page; a key sees its mode, a user both", async () => {
    const organization = await registerOrganization(t);
    const tests: string[] = [];
    for (let n = 0; n < 5; n++) tests.unshift(await createWorkspaceFor(t, organization.testKey));
    const live = await createWorkspaceFor(t, organization.liveKey);
    const all = await list(organization.owner);
    expect(WorkspaceListSchema.parse(all)).toEqual(all);
    expect(idsOf(all)).toEqual([live, ...tests]);
    expect(idsOf(await list(organization.testKey))).toEqual(tests);
    expect(idsOf(await list(organization.liveKey))).toEqual([live]);
    expect(idsOf(await list(organization.owner, "?mode=live"))).toEqual([live]);
    expect(idsOf(await list(organization.testKey, "?mode=live"))).toEqual([]);
    const paged: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page = await list(organization.owner, `?limit=2${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`);
      expect(page.has_more).toBe(page.next_cursor !== null);
      paged.push(...idsOf(page));
      cursor = page.next_cursor;
    }
    expect(paged).toEqual([live, ...tests]);
  });

  test("finds by external_id, in both modes for a user", async () => {
    const test = await createWorkspaceFor(t, mine.testKey, { external_id: "find-me" });
    const live = await createWorkspaceFor(t, mine.liveKey, { external_id: "find-me" });
    await createWorkspaceFor(t, theirs.testKey, { external_id: "find-me" });
    expect(idsOf(await list(mine.testKey, "?external_id=find-me"))).toEqual([test]);
    expect(idsOf(await list(mine.owner, "?external_id=find-me"))).toEqual([live, test]);
    expect(idsOf(await list(mine.owner, "?external_id=find-me&mode=test"))).toEqual([test]);
    expect(idsOf(await list(mine.owner, "?external_id=nobody"))).toEqual([]);
  });

  test("an unknown parameter is refused by name", async () => {
    const { body } = await t.request("GET", "/v1/workspaces?colour=red&limit=0", { token: mine.testKey });
    expect(body.errors.map((fault: { path: string }) => fault.path).sort()).toEqual(["query.colour", "query.limit"]);
  });
});

describe("workspaces.update", () => {
  test("changes what is named, settings one by one", async () => {
    const before = ok(await create(mine.testKey, { name: "a", settings: { goals: ["g"], posting_frequency: 3 } }), 201).body;
    const { body, headers } = ok(
      await update(mine.testKey, before.id, { language: "de", settings: { posting_frequency: null } }),
    );
    expect(WorkspaceSchema.parse(body)).toEqual(body);
    expect(body).toEqual({
      ...before,
      language: "de",
      settings: { ...before.settings, posting_frequency: null },
      updated_at: body.updated_at,
    });
    expect(headers.get("ETag")).toBe('"2"');
    expect(ok(await get(mine.testKey, before.id)).body).toEqual(body);
  });

  test("an external_id moves, and is free where it was", async () => {
    const first = await createWorkspaceFor(t, mine.testKey, { external_id: "move-1" });
    const second = await createWorkspaceFor(t, mine.testKey, { external_id: "move-2" });
    expect((await update(mine.testKey, second, { external_id: "move-1" })).body.code).toBe("already_exists");
    ok(await update(mine.testKey, first, { external_id: "move-3" }));
    ok(await update(mine.testKey, second, { external_id: "move-1" }));
    expect(idsOf(await list(mine.testKey, "?external_id=move-1"))).toEqual([second]);
    expect(idsOf(await list(mine.testKey, "?external_id=move-2"))).toEqual([]);
    ok(await update(mine.testKey, first, { external_id: null }));
    expect(idsOf(await list(mine.testKey, "?external_id=move-3"))).toEqual([]);
    expect(ok(await get(mine.testKey, first)).body.external_id).toBeNull();
  });

  test("a stale If-Match is refused, and changes at once do not undo each other", async () => {
    const id = await createWorkspaceFor(t, mine.testKey);
    ok(await update(mine.testKey, id, { name: "b" }, { "If-Match": '"1"' }));
    expect((await update(mine.testKey, id, { name: "c" }, { "If-Match": '"1"' })).body).toMatchObject({
      status: 412,
      code: "stale",
    });
    await Promise.all([
      update(mine.testKey, id, { name: "d" }).then(answer => ok(answer)),
      update(mine.testKey, id, { language: "fr" }).then(answer => ok(answer)),
      update(mine.testKey, id, { time_zone: "Asia/Tokyo" }).then(answer => ok(answer)),
    ]);
    expect(ok(await get(mine.testKey, id)).body).toMatchObject({ name: "d", language: "fr", time_zone: "Asia/Tokyo" });
  });

  test("the mode never changes", async () => {
    const id = await createWorkspaceFor(t, mine.testKey);
    expect((await update(mine.testKey, id, { mode: "live" })).body.errors).toMatchObject([
      { path: "mode", code: "unknown_field" },
    ]);
  });

  test("counts at once for requests inside the workspace", async () => {
    const id = await createWorkspaceFor(t, mine.testKey, { time_zone: "Europe/Berlin" });
    expect((await workspaceScope(t.service, mine.organizationId, id))?.timeZone).toBe("Europe/Berlin");
    ok(await update(mine.testKey, id, { time_zone: "Asia/Tokyo" }));
    expect((await workspaceScope(t.service, mine.organizationId, id))?.timeZone).toBe("Asia/Tokyo");
  });
});

describe("workspaces.delete", () => {
  test("it is gone at once, and its external_id is free", async () => {
    const id = await createWorkspaceFor(t, mine.testKey, { external_id: "gone" });
    expect(await workspaceScopeById(t.service, id)).not.toBeNull();
    ok(await remove(mine.testKey, id), 204);
    expect(await workspaceScopeById(t.service, id)).toBeNull();
    for (const answer of [
      await get(mine.testKey, id),
      await update(mine.testKey, id, { name: "x" }),
      await remove(mine.testKey, id),
    ])
      expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(idsOf(await list(mine.testKey, "?limit=250"))).not.toContain(id);
    expect(idsOf(await list(mine.testKey, "?external_id=gone"))).toEqual([]);
    ok(await create(mine.testKey, { name: "next", external_id: "gone" }), 201);
  });

  test("this process needs no hint for it", async () => {
    hints.dropped = true;
    const id = await createWorkspaceFor(t, mine.testKey);
    expect(await workspaceScopeById(t.service, id)).not.toBeNull();
    ok(await remove(mine.testKey, id), 204);
    expect(await workspaceScopeById(t.service, id)).toBeNull();
  });

  test("is refused while something is going on in it", async () => {
    const id = await createWorkspaceFor(t, mine.testKey);
    const asked: string[] = [];
    const busy = { reason: "3 posts are scheduled." as string | null };
    guardDeletion(t.service, async ctx => {
      asked.push(ctx.store.tenantId);
      return ctx.workspace.id === id ? busy.reason : null;
    });
    expect((await remove(mine.testKey, id)).body).toMatchObject({
      status: 409,
      code: "workspace_not_empty",
      detail: "3 posts are scheduled.",
    });
    ok(await get(mine.testKey, id));
    busy.reason = null;
    ok(await remove(mine.testKey, id), 204);
    expect(asked).toEqual([id, id]);
  });

  test("a stale If-Match is refused", async () => {
    const id = await createWorkspaceFor(t, mine.testKey);
    ok(await update(mine.testKey, id, { name: "b" }));
    expect((await remove(mine.testKey, id, { "If-Match": '"1"' })).status).toBe(412);
    ok(await remove(mine.testKey, id, { "If-Match": '"2"' }), 204);
  });
});

describe("another's workspace does not exist", () => {
  test.each(["another organization", "the other mode"])("of %s", async which => {
    const [owner, stranger] = which === "the other mode" ? [mine.liveKey, mine.testKey] : [theirs.testKey, mine.testKey];
    const id = await createWorkspaceFor(t, owner);
    for (const answer of [
      await get(stranger, id),
      await update(stranger, id, { name: "x" }),
      await remove(stranger, id),
      await t.request("GET", "/v1/embed-session", { token: stranger, workspace: id }),
    ])
      expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(ok(await get(owner, id)).body.name).toBe("Bakery Lange");
    expect(idsOf(await list(stranger, "?limit=250"))).not.toContain(id);
  });

  test("the owner of another organization sees nothing either", async () => {
    const id = await createWorkspaceFor(t, mine.testKey);
    expect((await get(theirs.owner, id)).status).toBe(404);
    ok(await get(mine.owner, id));
    expect(await workspaceScope(t.service, theirs.organizationId, id)).toBeNull();
    expect((await workspaceScopeById(t.service, id))?.organizationId).toBe(mine.organizationId);
  });

  test("needs its scopes", async () => {
    const { secret } = ok(
      await t.request("POST", "/v1/api-keys", { token: mine.testKey, body: { name: "r", scopes: ["workspaces:read"] } }),
      201,
    ).body;
    await list(secret);
    expect((await create(secret, { name: "x" })).body).toMatchObject({ status: 403, missing_scopes: ["workspaces:write"] });
  });
});

describe("a workspace's clock", () => {
  const inside = async (id: string): Promise<Ctx> => {
    const found = await workspaceScopeById(t.service, id);
    if (!found) throw new Error("no such workspace");
    return {
      ...t.service,
      requestId: "req_test",
      actor: { kind: "system", id: "system", endUser: null, scopes: new Set() },
      organizationId: found.organizationId,
      mode: found.scope.mode,
      organizationStore: tenantStore(t.service.systemStore, found.organizationId),
      workspace: found.scope,
      store: tenantStore(t.service.systemStore, id),
      time: { real: t.service.timer, workspace: t.service.timer },
      keptAnswer: null,
    };
  };

  test("moves forward, and says so at once", async () => {
    const id = await createWorkspaceFor(t, mine.testKey);
    const ctx = await inside(id);
    await commit(ctx, planClockMoved(await readForClock(ctx), 60_000));
    expect((await workspaceScopeById(t.service, id))?.scope.clockOffsetMs).toBe(0); // remembered until it is told, or two seconds old
    workspaceChanged(t.service, id);
    expect((await workspaceScopeById(t.service, id))?.scope.clockOffsetMs).toBe(60_000);
    const moved = await readForClock(ctx);
    expect(() => planClockMoved(moved, 59_999)).toThrow(RangeError);
    expect(idsOf(await list(mine.testKey, "?limit=250"))).toContain(id);
  });

  test("of a change whose hint was lost other processes know within two seconds", async () => {
    const id = await createWorkspaceFor(t, mine.testKey);
    const ctx = await inside(id);
    await commit(ctx, planClockMoved(await readForClock(ctx), 60_000));
    clock.ahead += 2001;
    expect((await workspaceScopeById(t.service, id))?.scope.clockOffsetMs).toBe(60_000);
  });

  test("of one whose hint arrives, at once", async () => {
    const id = await createWorkspaceFor(t, mine.testKey);
    const ctx = await inside(id);
    await commit(ctx, planClockMoved(await readForClock(ctx), 60_000));
    await t.service.hints.publish("workspaces", id);
    while ((await workspaceScopeById(t.service, id))?.scope.clockOffsetMs === 0) await t.service.timer.sleep(1);
    expect((await workspaceScopeById(t.service, id))?.scope.clockOffsetMs).toBe(60_000);
  });

  test("does not move in live mode", async () => {
    const ctx = await inside(await createWorkspaceFor(t, mine.liveKey));
    const item = await readForClock(ctx);
    expect(() => planClockMoved(item, 1)).toThrow(/test workspace/);
  });
});
