import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TestApp } from "../../testing/app.ts";
import { type FullApp, openFullApp } from "../../testing/full-app.ts";
import { createWorkspaceFor, ok, registerOrganization, type TestOrganization } from "../../testing/organization.ts";

let full: FullApp;
let t: TestApp;
let org: TestOrganization;
let workspace: string;
let account: string;
beforeAll(async () => {
  full = await openFullApp();
  t = full.t;
  org = await registerOrganization(t);
});
afterAll(() => full.close());
beforeEach(async () => {
  workspace = await createWorkspaceFor(t, org.testKey, { time_zone: "Europe/Berlin" });
  account = await connect();
});

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  t.request(method, path, { token: org.testKey, workspace, body, headers });
let handles = 0;
const connect = async (): Promise<string> => {
  const credentials = { handle: `queue${++handles}`, password: "correct horse" };
  return ok(await ask("POST", "/v1/accounts/connect", { network: "sandbox", credentials })).body.account.id;
};
const DAILY = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const daily = (...times: string[]) => DAILY.flatMap(weekday => times.map(local_time => ({ weekday, local_time })));
const give = async (slots: unknown[], id = account, more: Record<string, unknown> = {}) =>
  ok(await ask("PUT", `/v1/accounts/${id}/slots`, { slots, ...more })).body;
const next = async (id = account, query = "") => ok(await ask("GET", `/v1/accounts/${id}/slots/next?${query}`)).body.data;
const queue = (more: Record<string, unknown> = {}) =>
  ask("POST", "/v1/posts", { text: "Queued", account_ids: [account], schedule: { next_slot: true }, ...more });
const queued = async (more: Record<string, unknown> = {}) => ok(await queue(more), 201).body;
const scheduleAt = async (at: string, more: Record<string, unknown> = {}) => queued({ schedule: { at }, ...more });

describe("the slots of an account", () => {
  test("are none at first, are replaced as a whole, and keep their ids where they stay", async () => {
    const none = ok(await ask("GET", `/v1/accounts/${account}/slots`));
    expect(none.body).toEqual({
      account_id: account,
      workspace_id: workspace,
      time_zone: "Europe/Berlin",
      follows_workspace: true,
      slots: [],
      updated_at: null,
    });
    expect(await next()).toEqual([]);
    const slots = [
      { weekday: "friday", local_time: "17:30" },
      { weekday: "monday", local_time: "09:00" },
    ];
    const path = `/v1/accounts/${account}/slots`;
    const etag = { "If-Match": none.headers.get("ETag") ?? "" };
    const made = ok(await ask("PUT", path, { slots, time_zone: "America/New_York" }, etag));
    expect(made.body).toMatchObject({ time_zone: "America/New_York", follows_workspace: false });
    expect(made.body.slots).toMatchObject([slots[1], slots[0]]);
    expect(await ask("PUT", path, { slots: [] }, etag)).toMatchObject({ status: 412, body: { code: "stale" } });
    const same = ok(await ask("PUT", path, { slots: slots.toReversed(), time_zone: "America/New_York" }));
    expect([same.body, same.headers.get("ETag")]).toEqual([made.body, made.headers.get("ETag")]);
    const changed = await give([slots[1], { weekday: "sunday", local_time: "00:00" }]);
    expect(changed.slots[0].id).toBe(made.body.slots[0].id);
    expect(changed).toMatchObject({ time_zone: "Europe/Berlin", follows_workspace: true });
    const read = ok(await ask("GET", path));
    expect(read.body).toEqual(changed);
    expect(read.headers.get("ETag")).not.toBe(made.headers.get("ETag"));
  });

  test("are refused with every fault named, and nothing changes", async () => {
    const before = await give(daily("09:00"));
    const { status, body } = await ask("PUT", `/v1/accounts/${account}/slots`, {
      time_zone: "Europe/Nowhere",
      slots: [
        { weekday: "monday", local_time: "09:00" },
        { weekday: "someday", local_time: "9:00" },
        { weekday: "monday", local_time: "24:00", id: "x" },
      ],
    });
    expect(status).toBe(400);
    expect(body.errors.map((error: { path: string }) => error.path).toSorted()).toEqual(
      ["time_zone", "slots.1.weekday", "slots.1.local_time", "slots.2.local_time", "slots.2.id"].toSorted(),
    );
    const twice = [...daily("09:00"), ...daily("09:00").slice(0, 2)];
    const doubled = await ask("PUT", `/v1/accounts/${account}/slots`, { slots: twice });
    expect(doubled.body.errors).toMatchObject([
      { path: "slots.7", code: "duplicate" },
      { path: "slots.8", code: "duplicate" },
    ]);
    expect(ok(await ask("GET", `/v1/accounts/${account}/slots`)).body).toEqual(before);
    const many = Array.from({ length: 101 }, (_, index) => ({
      weekday: "monday",
      local_time: `${String(Math.floor(index / 60)).padStart(2, "0")}:${String(index % 60).padStart(2, "0")}`,
    }));
    const tooMany = await ask("PUT", `/v1/accounts/${account}/slots`, { slots: many });
    expect(tooMany.body.errors).toMatchObject([{ path: "slots", code: "too_long" }]);
    expect((await give(many.slice(0, 100))).slots).toHaveLength(100);
  });

  test("tell of it by an event", async () => {
    const body = await give(daily("09:00"));
    await expect
      .poll(async () => ok(await ask("GET", "/v1/events?type=slots.updated")).body.data)
      .toMatchObject([{ data: { slots: body, workspace_id: workspace } }]);
  });

  test("are written by who may", async () => {
    const scoped = ok(
      await t.request("POST", "/v1/api-keys", { token: org.testKey, body: { name: "r", scopes: ["slots:read"] } }),
      201,
    ).body.secret;
    const by = (method: string, body?: unknown) =>
      t.request(method, `/v1/accounts/${account}/slots`, { token: scoped, workspace, body });
    expect((await by("GET")).status).toBe(200);
    expect(await by("PUT", { slots: [] })).toMatchObject({ status: 403, body: { missing_scopes: ["slots:write"] } });
  });
});

describe("a queued post", () => {
  test("takes the earliest free slot, holds it, and shows it", async () => {
    const { slots } = await give(daily("09:00", "17:30"));
    const [first, second, third] = await next();
    expect(first).toMatchObject({ time_zone: "Europe/Berlin", taken_by: null });
    const a = await queued();
    expect(a.schedule).toMatchObject({ at: first.at, local_time: first.local_time, slot_id: first.slot_id });
    expect(slots.map((slot: { id: string }) => slot.id)).toContain(first.slot_id);
    const b = await queued({ schedule: { next_slot: true, priority: "high" } });
    expect(b.schedule).toMatchObject({ at: second.at, priority: "high" });
    expect((await next(account, "limit=1"))[0]).toEqual(third);
    expect(await next(account, "limit=3&include_taken=true")).toMatchObject([{ taken_by: a.id }, { taken_by: b.id }, third]);
    expect((await next(account, `limit=1&after=${encodeURIComponent(third.at)}`))[0].at > third.at).toBe(true);
  });

  test("never shares its slot with another that is queued at the same moment", async () => {
    await give(daily("09:00"));
    const answers = await Promise.all(Array.from({ length: 12 }, () => queued()));
    const instants = answers.map(post => post.schedule.at);
    expect(new Set(instants).size).toBe(12);
    const [free] = await next();
    expect(instants.every(at => at < free.at)).toBe(true);
  });

  test("leaves its slot when it is moved, taken back, deleted or cancelled", async () => {
    await give(daily("09:00"));
    const [first, second] = await next();
    const moved = await queued();
    ok(await ask("POST", `/v1/posts/${moved.id}/schedule`, { at: second.at }));
    expect(await next(account, "limit=2&include_taken=true")).toMatchObject([
      { at: first.at, taken_by: null },
      { taken_by: moved.id },
    ]);
    const back = await queued();
    expect(back.schedule.at).toBe(first.at);
    expect(ok(await ask("POST", `/v1/posts/${back.id}/unschedule`)).body.schedule).toBeNull();
    const deleted = await queued();
    expect(deleted.schedule.at).toBe(first.at);
    ok(await ask("DELETE", `/v1/posts/${deleted.id}`), 204);
    const cancelled = await queued();
    expect(cancelled.schedule.at).toBe(first.at);
    ok(await ask("POST", `/v1/targets/${cancelled.targets[0].id}/cancel`));
    await expect.poll(async () => (await next(account, "limit=1"))[0].at).toBe(first.at);
    expect(ok(await ask("GET", `/v1/posts/${cancelled.id}`)).body.schedule.slot_id).toBeNull();
  });

  test("that asks again stays where it is, and moves up when a place before it is free", async () => {
    await give(daily("09:00"));
    const [a, b] = [await queued(), await queued()];
    const again = ok(await ask("POST", `/v1/posts/${b.id}/schedule`, { next_slot: true })).body;
    expect(again.schedule.at).toBe(b.schedule.at);
    ok(await ask("POST", `/v1/posts/${a.id}/unschedule`));
    const up = ok(await ask("POST", `/v1/posts/${b.id}/schedule`, { next_slot: true })).body;
    expect(up.schedule.at).toBe(a.schedule.at);
    expect((await next())[0].at).toBe(b.schedule.at);
  });

  test("finds no place where a post stands that was scheduled by hand, before there was a slot or after", async () => {
    const at = new Date(Date.now() + 40 * 86_400_000);
    at.setUTCHours(8, 0, 0, 0);
    const early = await scheduleAt(at.toISOString());
    expect(early.schedule.slot_id).toBeNull();
    const weekday = DAILY[(at.getUTCDay() + 6) % 7];
    await give([{ weekday, local_time: "08:00" }], account, { time_zone: "UTC" });
    const all = await next(account, "limit=20&include_taken=true");
    const place = all.findIndex((slot: { at: string }) => slot.at === at.toISOString());
    expect(all[place].taken_by).toBe(early.id);
    const by = await scheduleAt(all[place + 1].at);
    expect(by.schedule.slot_id).toBe(all[0].slot_id);
    const second = await scheduleAt(all[place + 1].at); // a person may say the same time again
    expect(second.schedule.at).toBe(by.schedule.at);
    const free = (await next(account, "limit=20")).map((slot: { at: string }) => slot.at);
    expect(free).not.toContain(all[place].at);
    expect(free).not.toContain(all[place + 1].at);
    ok(await ask("POST", `/v1/posts/${by.id}/unschedule`));
    expect((await next(account, "limit=20")).map((slot: { at: string }) => slot.at)).not.toContain(all[place + 1].at);
  });

  test("for several accounts takes a slot of any of them that is free on all, and holds it on all", async () => {
    const other = await connect();
    const third = await connect();
    await give(daily("09:00"));
    await give(daily("10:00"), other);
    const both = await queued({ account_ids: [account, other] });
    const [mine] = await next(account, "limit=1&include_taken=true");
    const [theirs] = await next(other, "limit=1&include_taken=true");
    const earlier = mine.at < theirs.at ? mine : theirs;
    expect(both.schedule).toMatchObject({ at: earlier.at, slot_id: earlier.slot_id });
    // The other account of the post has no slot then, and is taken all the same.
    const held = earlier === mine ? other : account;
    const owner = earlier === mine ? account : other;
    await give(daily(earlier.local_time.slice(11, 16)), third);
    const shared = await queued({ account_ids: [third, held] });
    expect(shared.schedule.at).not.toBe(earlier.at);
    ok(await ask("PATCH", `/v1/posts/${both.id}`, { account_ids: [held] }));
    const freed = await queued({ account_ids: [owner] });
    expect(freed.schedule.at).toBe(earlier.at);
  });

  test("is refused where there are no slots, no accounts, or no place", async () => {
    expect(await queue()).toMatchObject({ status: 409, body: { code: "no_slots" } });
    expect(await queue({ account_ids: [] })).toMatchObject({ status: 409, body: { code: "post_not_schedulable" } });
    const both = await queue({ schedule: { next_slot: true, now: true } });
    expect(both).toMatchObject({ status: 400, body: { errors: [{ path: "schedule", code: "one_of" }] } });
    expect((await queue({ schedule: { next_slot: false } })).status).toBe(400);
    const { id } = ok(await ask("POST", "/v1/posts", { text: "Draft", account_ids: [account] }), 201).body;
    expect(await ask("POST", `/v1/posts/${id}/schedule`, { next_slot: true })).toMatchObject({ body: { code: "no_slots" } });
  });

  test("finds the queue full when every slot of a year is taken", async () => {
    await give([{ weekday: "monday", local_time: "09:00" }]);
    const year = await next(account, "limit=100");
    expect(year.length).toBeGreaterThanOrEqual(52);
    for (let each = 0; each < year.length; each += 1) await queued();
    expect(await queue()).toMatchObject({ status: 409, body: { code: "queue_full" } });
    expect(await next()).toEqual([]);
  }, 30_000);

  test("of a moved test clock is looked for from that clock on", async () => {
    await give(daily("09:00"));
    const [first, second] = await next();
    ok(await ask("POST", "/v1/test/clock/advance", { to: new Date(Date.parse(first.at) + 1000).toISOString() }));
    expect((await queued()).schedule.at).toBe(second.at);
  });

  test("of twenty accounts goes to twenty others within one write of the store", async () => {
    const connected: string[] = [];
    for (let each = 0; each < 40; each++) connected.push(await connect());
    const [first, others] = [connected.slice(0, 20), connected.slice(20)];
    await give(daily("09:00"), first[0]);
    await give(daily("09:00"), others[0]);
    const post = await queued({ account_ids: first });
    const moved = ok(await ask("PATCH", `/v1/posts/${post.id}`, { account_ids: others })).body;
    expect(moved.schedule.at).toBe(post.schedule.at);
    expect((await next(first[0], "limit=1"))[0].at).toBe(post.schedule.at);
    expect((await next(others[0], "limit=1&include_taken=true"))[0].taken_by).toBe(post.id);
  });
});
