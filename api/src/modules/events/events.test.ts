import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createTestApp, type TestApp } from "../../testing/app.ts";
import { type MovableTimer, movableTimer } from "../../testing/movable-timer.ts";
import { createTenant, createWorkspaceFor, type TestTenant } from "../../testing/organization.ts";
import { EventListSchema, EventSchema } from "./schema.ts";

let app: TestApp;
let timer: MovableTimer;

beforeAll(async () => {
  timer = movableTimer();
  // The middle of a month, so that a test that moves by days knows in which month it is.
  timer.advance(Date.parse("2027-03-15T12:00:00Z") - timer.now());
  app = await createTestApp({ replace: () => ({ timer }) });
});
afterAll(async () => app.close());

const ask = (tenant: TestTenant, path: string, workspace = tenant.workspaceId) =>
  app.request("GET", path, { token: tenant.key, workspace });

async function list(tenant: TestTenant, query = "") {
  const { status, body } = await ask(tenant, `/v1/events?${query}`);
  expect([status, body.code]).toEqual([200, undefined]);
  return EventListSchema.parse(body);
}

const waitFor = (tenant: TestTenant, sequence: number) =>
  vi.waitFor(async () => expect((await list(tenant, "limit=1")).data[0]?.sequence).toBe(sequence), {
    timeout: 15_000,
    interval: 10,
  });

describe("the list of events", () => {
  test("has the newest first, page by page, over the turn of a month", async () => {
    const tenant = await createTenant(app);
    for (let n = 1; n <= 12; n++) {
      await tenant.tell([{ type: n % 3 === 0 ? "post.published" : "post.updated", data: { n } }]);
      await waitFor(tenant, n);
      timer.advance(2 * 24 * 3600_000);
    }
    const seen: number[] = [];
    let cursor = "";
    for (let pages = 0; pages < 10; pages++) {
      const page = await list(tenant, `limit=5${cursor}`);
      seen.push(...page.data.map(({ sequence }) => sequence));
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    expect(seen).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    const all = (await list(tenant)).data;
    expect(new Set(all.map(({ timestamp }) => timestamp.slice(0, 7))).size).toBe(2);
    const some = await list(tenant, "type=post.published");
    expect(some.data.map(({ sequence }) => sequence)).toEqual([12, 9, 6, 3]);
    expect((await list(tenant, "type=post.published&type=post.updated")).data).toHaveLength(12);
    const since = all[4]?.timestamp ?? "";
    expect((await list(tenant, `since=${since}`)).data.map(({ sequence }) => sequence)).toEqual([12, 11, 10, 9, 8]);
    const foreign = await ask(tenant, `/v1/events?limit=5&type=post.updated${cursor}`);
    expect([foreign.status, foreign.body.code]).toEqual([400, "invalid_cursor"]);
  });

  test("gives one event by its id, to its own workspace only", async () => {
    const [tenant, stranger] = [await createTenant(app), await createTenant(app)];
    await tenant.tell([{ type: "post.published", data: { post: { id: "p" } } }]);
    await waitFor(tenant, 1);
    const event = (await list(tenant)).data[0];
    const read = await ask(tenant, `/v1/events/${event?.id}`);
    expect(EventSchema.parse(read.body)).toEqual(event);
    const second = await createWorkspaceFor(app, tenant.key);
    expect((await ask(tenant, `/v1/events/${event?.id}`, second)).status).toBe(404);
    expect((await ask(stranger, `/v1/events/${event?.id}`)).status).toBe(404);
    expect((await ask(stranger, `/v1/events/${event?.id}`, tenant.workspaceId)).status).toBe(404);
    expect((await list(stranger)).data).toEqual([]);
  });

  test("refuses types and instants it does not know", async () => {
    const tenant = await createTenant(app);
    for (const [query, path] of [
      ["type=post.exploded", "query.type"],
      ["since=yesterday", "query.since"],
      ["since=2026-11-21T09:00:00", "query.since"],
      ["page=2", "query.page"],
    ]) {
      const { status, body } = await ask(tenant, `/v1/events?${query}`);
      expect([status, body.errors?.[0]?.path]).toEqual([400, path]);
    }
  });
});
