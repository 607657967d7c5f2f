import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSqliteStore } from "../../ports/store/sqlite.ts";
import type { Store } from "../../ports/store/store.ts";
import { furnishTenant, type Tenant } from "../../testing/every-operation.ts";
import { type FullApp, openFullApp } from "../../testing/full-app.ts";
import { ok } from "../../testing/organization.ts";

const DAY_MS = 86_400_000;
let full: FullApp;
let tenant: Tenant;
const clock = async (): Promise<number> => Date.parse(ok(await tenant.ask("GET", "/v1/test/clock")).body.now);
const moveTo = (at: number) => tenant.ask("POST", "/v1/test/clock/advance", { to: new Date(at).toISOString() });

describe("how far the clock moves", () => {
  beforeEach(async () => {
    full = await openFullApp();
    tenant = await furnishTenant(full.t);
  });
  afterEach(() => full.close());

  test("at once: a year, by an instant as by seconds", async () => {
    const refused = await moveTo((await clock()) + 367 * DAY_MS);
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: "to", code: "too_far" }] } });
    expect(await tenant.ask("POST", "/v1/test/clock/advance", { to: "9999-12-31T23:59:59Z" })).toMatchObject({ status: 400 });
    expect(await tenant.ask("POST", "/v1/test/clock/advance", { by: 367 * 86_400 })).toMatchObject({ status: 400 });
    const before = await clock();
    expect(before).toBeLessThan(Date.now() + DAY_MS);
    ok(await moveTo(before + 365 * DAY_MS));
    expect(await clock()).toBeGreaterThanOrEqual(before + 365 * DAY_MS);
  });

  test("in all: until the year 2200, and there the workspace still works", async () => {
    let refused = await moveTo((await clock()) + 366 * DAY_MS);
    while (refused.status === 200) refused = await tenant.ask("POST", "/v1/test/clock/advance", { by: 366 * 86_400 });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: "by", code: "too_far" }] } });
    ok(await moveTo(Date.parse("2199-12-31T00:00:00Z")));
    const body = { text: "From the future", account_ids: [tenant.fakeAccount], schedule: { now: true } };
    const { id } = ok(await tenant.ask("POST", "/v1/posts", body), 201).body;
    ok(await tenant.ask("POST", "/v1/test/clock/advance", { by: 1 }));
    expect(ok(await tenant.ask("GET", `/v1/posts/${id}`)).body.status).toBe("published");
  });
});

describe("over an index that lags", () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "placard-lag-"));
    store = await openSqliteStore({ file: join(folder, "lagging.db"), now: Date.now, indexLagMs: 700 });
    full = await openFullApp({ replace: () => ({ systemStore: store }) });
    tenant = await furnishTenant(full.t);
  });
  afterEach(async () => {
    await full.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  test("the answer comes when what was scheduled a moment ago has been published and told", async () => {
    const at = (await clock()) + 3_600_000;
    const body = { text: "Soon", account_ids: [tenant.account], schedule: { at: new Date(at).toISOString() } };
    const { id } = ok(await tenant.ask("POST", "/v1/posts", body), 201).body;
    ok(await moveTo(at + 1));
    expect(ok(await tenant.ask("GET", `/v1/posts/${id}`)).body.status).toBe("published");
    const types = ok(await tenant.ask("GET", "/v1/events")).body.data.map((event: { type: string }) => event.type);
    expect(types).toContain("post.published");
  });
});
