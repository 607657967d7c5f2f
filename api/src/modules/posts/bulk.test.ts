import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { StoreBusy } from "../../ports/store/store.ts";
import type { TestApp } from "../../testing/app.ts";
import { type FullApp, openFullApp } from "../../testing/full-app.ts";
import { createWorkspaceFor, ok, registerOrganization, type TestOrganization } from "../../testing/organization.ts";

let full: FullApp;
let t: TestApp;
let org: TestOrganization;
let workspace: string;
let account: string;
let handle: string;
beforeAll(async () => {
  full = await openFullApp();
  t = full.t;
  org = await registerOrganization(t);
});
afterAll(() => full.close());
let handles = 0;
beforeEach(async () => {
  workspace = await createWorkspaceFor(t, org.testKey, { time_zone: "Europe/Berlin" });
  handle = `bulk${++handles}`;
  account = await connect("sandbox", handle);
});

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  t.request(method, path, { token: org.testKey, workspace, body, headers });
const connect = async (network: string, name: string): Promise<string> =>
  ok(
    await ask("POST", "/v1/accounts/connect", {
      network,
      credentials: { handle: name, ...(network === "sandbox" && { password: "correct horse" }) },
    }),
  ).body.account.id;
const bulk = async (posts: unknown[], more: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  ask("POST", "/v1/posts/bulk-schedule", { posts, ...more }, headers);
const csv = async (text: string | Uint8Array<ArrayBuffer>, query = "", headers: Record<string, string> = {}) => {
  const response = await t.fetch(
    new Request(`http://127.0.0.1:4700/v1/posts/bulk-schedule-csv${query}`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${org.testKey}`,
        "Placard-Workspace": workspace,
        "Content-Type": "text/csv; charset=utf-8",
        ...headers,
      },
      body: text,
    }),
  );
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
};
const later = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const stored = async () => ok(await ask("GET", "/v1/posts?limit=250")).body.data;
const slots = (...times: string[]) =>
  ask("PUT", `/v1/accounts/${account}/slots`, { slots: times.map(local_time => ({ weekday: "monday", local_time })) });

describe("many posts", () => {
  test("are written each by itself: one that is refused touches no other", async () => {
    const { status, body } = await bulk([
      { text: "First", account_ids: [account], schedule: { at: later(3) } },
      { text: 5, account_ids: ["nope"], nonsense: true },
      { text: "Past", account_ids: [account], schedule: { at: "2020-01-01T00:00:00Z" } },
      { text: "x".repeat(99_000), account_ids: [account], schedule: { at: later(3) } },
      "no object",
      { text: "Last", account_ids: [account] },
    ]);
    expect(status).toBe(200);
    expect(body).toMatchObject({ dry_run: false, counts: { accepted: 2, refused: 4 } });
    expect(body.results.map((one: { row: number; ok: boolean; line: null }) => [one.row, one.ok, one.line])).toEqual([
      [1, true, null],
      [2, false, null],
      [3, false, null],
      [4, false, null],
      [5, false, null],
      [6, true, null],
    ]);
    const codes = body.results.map((one: { problem: { code: string } | null }) => one.problem?.code ?? null);
    expect(codes).toEqual([null, "validation_failed", "time_in_past", "content_invalid", "validation_failed", null]);
    const paths = body.results[1].problem.errors.map(({ path }: { path: string }) => path);
    expect(paths.toSorted()).toEqual(["account_ids.0", "nonsense", "text"]);
    expect(body.results[5].warnings).toMatchObject([{ path: "schedule", code: "not_scheduled" }]);
    const posts = await stored();
    expect(posts.map(({ id }: { id: string }) => id).toSorted()).toEqual(
      [body.results[0].post_id, body.results[5].post_id].toSorted(),
    );
    expect(posts.map(({ status }: { status: string }) => status).toSorted()).toEqual(["draft", "scheduled"]);
  });

  test("of a dry run are judged the same, and none is stored, nor its slot", async () => {
    await slots("09:00");
    const rows = [
      { text: "A", account_ids: [account], schedule: { next_slot: true } },
      { text: "B", account_ids: [account], schedule: { next_slot: true } },
      { text: "C", account_ids: [account], schedule: { at: "2020-01-01T00:00:00Z" } },
    ];
    const dry = ok(await bulk(rows, { dry_run: true })).body;
    expect(dry).toMatchObject({ dry_run: true, counts: { accepted: 2, refused: 1 } });
    expect(await stored()).toEqual([]);
    const [a, b] = dry.results;
    expect([a.post_id, b.post_id]).toEqual([null, null]);
    const clash = [...rows, { text: "D", account_ids: [account], schedule: { at: b.scheduled_at } }];
    const warned = ok(await bulk(clash, { dry_run: true })).body.results[3];
    expect(warned).toMatchObject({ ok: true, warnings: [{ code: "slot_taken", message: "In this slot stands row 2, too." }] });
    const real = ok(await bulk(clash)).body;
    const instants = (answer: { results: { scheduled_at: string }[] }) => answer.results.map(one => one.scheduled_at);
    expect(instants(real)).toEqual(instants({ results: [...dry.results, warned] }));
    expect(real.results[3].warnings[0].message).toContain(real.results[1].post_id);
  });

  test("are bounded, and checked as a whole before any is written", async () => {
    const one = { text: "x", account_ids: [account] };
    expect((await bulk([])).body.errors).toMatchObject([{ path: "posts", code: "too_short" }]);
    expect((await bulk(Array.from({ length: 201 }, () => one))).body.errors).toMatchObject([{ path: "posts", code: "too_long" }]);
    expect((await ask("POST", "/v1/posts/bulk-schedule", { posts: [one], more: 1 })).status).toBe(400);
    expect(await stored()).toEqual([]);
    const all = ok(await bulk(Array.from({ length: 200 }, () => one))).body;
    expect(all.counts).toEqual({ accepted: 200, refused: 0 });
  });

  test("with endless faults are told of within what an answer can hold, and the answer is kept", async () => {
    const wrong = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`${index}${"x".repeat(300)}`, 1]));
    const headers = { "Idempotency-Key": "endless" };
    const first = ok(
      await bulk(
        Array.from({ length: 200 }, () => wrong),
        {},
        headers,
      ),
    );
    expect(first.body.counts).toEqual({ accepted: 0, refused: 200 });
    expect(JSON.stringify(first.body).length).toBeLessThan(300_000);
    const again = ok(
      await bulk(
        Array.from({ length: 200 }, () => wrong),
        {},
        headers,
      ),
    );
    expect(again.headers.get("Idempotency-Replayed")).toBe("true");
  });

  test("are written once for a key, also when the first try broke off in the middle", async () => {
    const rows = Array.from({ length: 6 }, (_, index) => ({ text: `Row ${index}`, account_ids: [account] }));
    const headers = { "Idempotency-Key": "once" };
    const { systemStore } = t.service;
    const write = systemStore.write.bind(systemStore);
    let writes = 0;
    systemStore.write = async operations => {
      if (!operations.some(one => one.op === "put" && one.item.pk.includes("|post#"))) return write(operations);
      writes += 1;
      if (writes === 4) throw new StoreBusy("the process is gone", 1);
      return write(operations);
    };
    const broken = await bulk(rows, {}, headers).finally(() => {
      systemStore.write = write;
    });
    expect(broken.status).toBe(503);
    const there = (await stored()).map(({ id }: { id: string }) => id);
    expect(there).toHaveLength(3);
    const whole = ok(await bulk(rows, {}, headers));
    expect(whole.headers.get("Idempotency-Replayed")).toBeNull();
    expect(whole.body.counts).toEqual({ accepted: 6, refused: 0 });
    const ids = whole.body.results.map((one: { post_id: string }) => one.post_id);
    expect(ids.slice(0, 3).toSorted()).toEqual(there.toSorted());
    expect((await stored()).map(({ id }: { id: string }) => id).toSorted()).toEqual(ids.toSorted());
    expect(ok(await bulk(rows, {}, headers)).headers.get("Idempotency-Replayed")).toBe("true");
    expect((await bulk(rows.slice(1), {}, headers)).status).toBe(422);
  });

  test("without a key tell of the row that broke off, and go on", async () => {
    const { systemStore } = t.service;
    const write = systemStore.write.bind(systemStore);
    let writes = 0;
    systemStore.write = async operations => {
      if (!operations.some(one => one.op === "put" && one.item.pk.includes("|post#"))) return write(operations);
      writes += 1;
      if (writes === 2) throw new StoreBusy("too much", 1);
      return write(operations);
    };
    const rows = ["a", "b", "c"].map(text => ({ text, account_ids: [account] }));
    const { body } = await bulk(rows).finally(() => {
      systemStore.write = write;
    });
    expect(body.results.map((one: { problem: { code: string } | null }) => one.problem?.code ?? null)).toEqual([
      null,
      "busy",
      null,
    ]);
    expect(await stored()).toHaveLength(2);
  });

  test("need the right to publish", async () => {
    const body = { name: "writer", scopes: ["posts:write", "posts:read"] };
    const { secret } = ok(await t.request("POST", "/v1/api-keys", { token: org.testKey, body }), 201).body;
    const answer = await t.request("POST", "/v1/posts/bulk-schedule", {
      token: secret,
      workspace,
      body: { posts: [{ text: "a" }] },
    });
    expect(answer).toMatchObject({ status: 403, body: { missing_scopes: ["posts:publish"] } });
  });
});

describe("a CSV of posts", () => {
  test("names accounts and campaigns by name or id, and says everything a row can", async () => {
    const other = await connect("mastodon", "Second.One");
    const { id: campaign } = ok(await ask("POST", "/v1/campaigns", { name: "Opening Week" }), 201).body;
    await slots("09:00");
    const at = later(20);
    const text = [
      "Text;Accounts;At;Local_Time;Time_Zone;Next_Slot;Title;First_Comment;Hashtags;Tags;Campaign;Thread_1;Thread_2",
      `Hello;"@${handle.toUpperCase()};mastodon:second.one";${at};;;;T;C;#yoga, berlin;a|b;opening week;one;two`,
      `Local;${account};;2027-03-28 02:30;Europe/Berlin;no;;;;;${campaign};;`,
      `Queued;${handle};;;America/New_York;yes;;;;;;;`,
      `Draft;${other};;;;;;;;;;;`,
    ].join("\r\n");
    const { status, body } = await csv(`\ufeff${text}\r\n`);
    expect(body.results.filter((one: { ok: boolean }) => !one.ok)).toEqual([]);
    expect([status, body.counts]).toEqual([200, { accepted: 4, refused: 0 }]);
    expect(body.results.map((one: { line: number }) => one.line)).toEqual([2, 3, 4, 5]);
    const posts = await Promise.all(
      body.results.map(async ({ post_id }: { post_id: string }) => ok(await ask("GET", `/v1/posts/${post_id}`)).body),
    );
    expect(posts[0]).toMatchObject({
      text: "Hello",
      account_ids: [account, other],
      schedule: { at },
      title: "T",
      first_comment: "C",
      hashtags: ["yoga", "berlin"],
      tags: ["a", "b"],
      campaign_id: campaign,
      thread: [{ text: "one" }, { text: "two" }],
    });
    expect(posts[1]).toMatchObject({ campaign_id: campaign, schedule: { local_time: "2027-03-28T03:30:00" } });
    expect(posts[2]).toMatchObject({ schedule: { slot_id: expect.stringMatching(/^slot_/) } });
    expect(posts[3]).toMatchObject({ status: "draft", schedule: null });
  });

  test("has its rows refused one by one, with the columns named", async () => {
    await connect("mastodon", handle);
    const text = [
      "text,accounts,at,next_slot,campaign,thread_1,thread_3",
      `ok,sandbox:${handle},${later(2)},,,,`,
      `both,${handle},,,,,`,
      `nobody,ghost|sandbox:${handle},yesterday,perhaps,Nothing,,`,
      `long,sandbox:${handle},${later(2)},,,fine,${"x".repeat(90_000)}`,
      `two times,sandbox:${handle},${later(2)},yes,,,`,
    ].join("\n");
    const { body } = await csv(text, "?dry_run=true");
    expect(body).toMatchObject({ dry_run: true, counts: { accepted: 1, refused: 4 } });
    const faults = body.results.map(({ problem }: { problem: { errors: { path: string; code: string }[] } | null }) =>
      (problem?.errors ?? []).map(({ path, code }) => `${path} ${code}`),
    );
    expect(faults[1]).toEqual(["accounts ambiguous"]);
    expect(faults[2]).toEqual(["next_slot not_allowed", "accounts not_found", "campaign not_found", "at wrong_format"]);
    expect(faults[3].every((fault: string) => fault.startsWith("thread_3 "))).toBe(true);
    expect(faults[4]).toEqual(["at one_of"]);
    expect(await stored()).toEqual([]);
  });

  test("that cannot be read is refused as a whole, with every fault", async () => {
    const { status, body } = await csv(`text,accounts,colour\na,${handle}\nb,${handle},red\n`);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ path: "line 1, column 3" }, { path: "line 2, column 3" }]);
    expect(await stored()).toEqual([]);
    expect((await csv(new Uint8Array([0xff, 0xfe, 0x41, 0x00]))).body.errors).toMatchObject([{ code: "wrong_encoding" }]);
    expect(await csv("text", "", { "Content-Type": "application/json" })).toMatchObject({ status: 415 });
    expect(await csv("x".repeat(11 * 1024 * 1024))).toMatchObject({ status: 413 });
    expect(await csv("text", "?dry_run=maybe&more=1")).toMatchObject({ status: 400 });
  });

  test("is written once for a key", async () => {
    const headers = { "Idempotency-Key": "csv-once" };
    const text = `text,accounts\nOnce,${handle}\n`;
    const first = await csv(text, "", headers);
    const again = await csv(text, "", headers);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("Idempotency-Replayed")).toBe("true");
    expect(await stored()).toHaveLength(1);
    expect((await csv(`${text}\n`, "", headers)).status).toBe(422);
  });
});
