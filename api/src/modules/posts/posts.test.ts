import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestApp } from "../../testing/app.ts";
import { type FullApp, openFullApp } from "../../testing/full-app.ts";
import { createWorkspaceFor, ok, registerOrganization, type TestOrganization } from "../../testing/organization.ts";
import { type PostRecord, postDraft, postOf } from "./records.ts";

let full: FullApp;
let t: TestApp;
let org: TestOrganization;
let workspace: string;
let account: string;
let mastodon: string;
beforeAll(async () => {
  full = await openFullApp();
  t = full.t;
  org = await registerOrganization(t);
  workspace = await createWorkspaceFor(t, org.testKey);
  const connect = async (network: string, credentials: unknown) =>
    ok(await ask("POST", "/v1/accounts/connect", { network, credentials })).body.account.id;
  account = await connect("sandbox", { handle: "posts", password: "correct horse" });
  mastodon = await connect("mastodon", { handle: "posts" });
});
afterAll(() => full.close());

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}, where = workspace) =>
  t.request(method, path, { token: org.testKey, workspace: where, body, headers });
const write = async (body: Record<string, unknown>) =>
  ok(await ask("POST", "/v1/posts", { text: "Hello", account_ids: [account], ...body }), 201).body;
const campaign = async (body: Record<string, unknown> = {}, where = workspace) =>
  ok(await ask("POST", "/v1/campaigns", { name: "Opening", ...body }, {}, where), 201).body;
const listed = async (query: string): Promise<string[]> =>
  ok(await ask("GET", `/v1/posts?${query}`)).body.data.map((post: { id: string }) => post.id);
const partOf = (post: { targets: { account_id: string; parts: { text: string }[] }[] }, id: string) =>
  post.targets.find(target => target.account_id === id)?.parts[0]?.text;

describe("call to action and hashtags", () => {
  const action = { text: "Book:", url: "https://harbor.example/book" };

  test("follow the text on every network, unless it has its own", async () => {
    const post = await write({
      text: "We open.",
      call_to_action: action,
      hashtags: ["#Yoga", "berlin"],
      account_ids: [account, mastodon],
      overrides: [{ network: "mastodon", text: "We open, friends. #yoga", call_to_action: null }],
    });
    expect(post).toMatchObject({ text: "We open.", call_to_action: action, hashtags: ["Yoga", "berlin"] });
    expect(partOf(post, account)).toBe("We open.\n\nBook: https://harbor.example/book\n\n#Yoga #berlin");
    expect(partOf(post, mastodon)).toBe("We open, friends. #yoga\n\n#berlin");
    expect(post.overrides).toEqual([{ network: "mastodon", text: "We open, friends. #yoga", call_to_action: null }]);
  });

  test("are published and previewed with the text, and counted with it", async () => {
    const post = await write({ text: "Counted", hashtags: ["yoga"], schedule: { now: true } });
    const preview = ok(await ask("GET", `/v1/posts/${post.id}/preview`)).body.accounts[0];
    expect(preview.parts[0]).toMatchObject({ text: "Counted\n\n#yoga", entities: [{ kind: "hashtag", text: "#yoga" }] });
    const said = { text: "Counted", hashtags: ["yoga"], call_to_action: { text: "Come" }, account_ids: [account] };
    const { counts } = ok(await ask("POST", "/v1/posts/validate", said)).body;
    expect(counts[0].used).toBe("Counted\n\nCome\n\n#yoga".length);
    await expect.poll(async () => (await full.truth("posts")).map(one => one.text)).toContain("Counted\n\n#yoga");
  });

  test("change, and are taken back", async () => {
    const { id } = await write({ call_to_action: action, hashtags: ["yoga"] });
    const changed = ok(await ask("PATCH", `/v1/posts/${id}`, { call_to_action: { text: "Call us" }, hashtags: [] })).body;
    expect(changed).toMatchObject({ call_to_action: { text: "Call us", url: null }, hashtags: [] });
    expect(partOf(changed, account)).toBe("Hello\n\nCall us");
    const gone = ok(await ask("PATCH", `/v1/posts/${id}`, { call_to_action: null })).body;
    expect(partOf(gone, account)).toBe("Hello");
  });

  test("are refused with every fault named", async () => {
    const { status, body } = await ask("POST", "/v1/posts", {
      text: "Hello",
      call_to_action: { text: "", url: "javascript:alert(1)" },
      hashtags: ["two words", "ok"],
    });
    expect(status).toBe(400);
    const paths = body.errors.map((error: { path: string }) => error.path);
    expect(paths).toEqual(["call_to_action.text", "call_to_action.url", "hashtags.0"]);
    const twice = await ask("POST", "/v1/posts", { text: "Hello", hashtags: ["Yoga", "#yoga"] });
    expect(twice.body.errors).toMatchObject([{ path: "hashtags", code: "duplicate" }]);
  });
});

describe("how a post came to be", () => {
  test("is by hand unless said, and kept as said", async () => {
    expect((await write({})).origin).toEqual({
      kind: "manual",
      model: null,
      prompt: null,
      parent_post_id: null,
      template_id: null,
    });
    const parent = await write({});
    const said = { kind: "generated", model: "my-model-2", prompt: "Announce it", parent_post_id: parent.id };
    const post = await write({ origin: said });
    expect(post.origin).toEqual({ ...said, template_id: null });
    const changed = ok(await ask("PATCH", `/v1/posts/${post.id}`, { text: "By hand now" })).body;
    expect(changed.origin).toEqual(post.origin);
    expect((await ask("PATCH", `/v1/posts/${post.id}`, { origin: { kind: "manual" } })).status).toBe(400);
  });

  test("names the post a duplicate was made from, which says the same", async () => {
    const { id: campaign_id } = await campaign();
    const said = { text: "Again", call_to_action: { text: "Come" }, hashtags: ["yoga"], campaign_id, title: "T", tags: ["a"] };
    const post = await write({ ...said, origin: { kind: "generated", model: "m" } });
    const copy = ok(await ask("POST", `/v1/posts/${post.id}/duplicate`), 201).body;
    expect(copy).toMatchObject({ ...said, call_to_action: { text: "Come", url: null }, status: "draft" });
    expect(copy.origin).toEqual({ ...post.origin, parent_post_id: post.id });
  });

  test("is refused where it cannot be", async () => {
    const prompt = await ask("POST", "/v1/posts", { text: "a", origin: { prompt: "p" } });
    expect(prompt.body.errors).toMatchObject([{ path: "origin.prompt", code: "not_allowed" }]);
    const { id } = await write({});
    const other = await createWorkspaceFor(t, org.testKey);
    const parent = await ask("POST", "/v1/posts", { text: "a", origin: { parent_post_id: id } }, {}, other);
    expect(parent.body.errors).toMatchObject([{ path: "origin.parent_post_id", code: "not_found" }]);
  });
});

describe("campaigns", () => {
  test("are made, read, changed, listed and deleted", async () => {
    const made = await campaign({
      description: "All of it",
      starts_on: "2026-11-24",
      ends_on: "2026-12-06",
      metadata: { a: "b" },
    });
    expect(made).toMatchObject({
      name: "Opening",
      description: "All of it",
      starts_on: "2026-11-24",
      ends_on: "2026-12-06",
      metadata: { a: "b" },
    });
    expect(ok(await ask("GET", `/v1/campaigns/${made.id}`)).body).toEqual(made);
    const changed = ok(await ask("PATCH", `/v1/campaigns/${made.id}`, { ends_on: null }, { "If-Match": '"1"' }));
    expect(changed.body).toMatchObject({ name: "Opening", ends_on: null });
    expect(changed.headers.get("ETag")).toBe('"2"');
    const stale = await ask("PATCH", `/v1/campaigns/${made.id}`, { name: "x" }, { "If-Match": '"1"' });
    expect(stale).toMatchObject({ status: 412 });
    const newer = await campaign({ name: "Newer" });
    const page = ok(await ask("GET", "/v1/campaigns?limit=1")).body;
    expect(page).toMatchObject({ data: [{ id: newer.id }], has_more: true });
    const next = ok(await ask("GET", `/v1/campaigns?limit=1&cursor=${page.next_cursor}`)).body;
    expect(next.data).toMatchObject([{ id: made.id }]);
    ok(await ask("DELETE", `/v1/campaigns/${made.id}`), 204);
    expect((await ask("GET", `/v1/campaigns/${made.id}`)).status).toBe(404);
  });

  test("end no earlier than they start", async () => {
    const refused = await ask("POST", "/v1/campaigns", { name: "x", starts_on: "2026-12-01", ends_on: "2026-11-30" });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: "ends_on" }] } });
    const { id } = await campaign({ starts_on: "2026-12-01" });
    expect((await ask("PATCH", `/v1/campaigns/${id}`, { ends_on: "2026-11-30" })).status).toBe(400);
    expect((await ask("POST", "/v1/campaigns", { name: "x", starts_on: "2026-02-30" })).status).toBe(400);
  });

  test("group posts, which lists and the calendar find by them", async () => {
    const { id } = await campaign();
    const day = new Date(Date.parse(ok(await ask("GET", "/v1/test/clock")).body.now) + 30 * 86_400_000);
    const inside = await write({ campaign_id: id, schedule: { at: day.toISOString() } });
    const outside = await write({ schedule: { at: day.toISOString() } });
    expect(await listed(`campaign_id=${id}`)).toEqual([inside.id]);
    const range = new URLSearchParams({
      from: new Date(day.getTime() - 1000).toISOString(),
      to: new Date(day.getTime() + 1000).toISOString(),
      campaign_id: id,
    });
    const calendar = ok(await ask("GET", `/v1/calendar?${range}`)).body.data;
    expect(calendar.map((entry: { post: { id: string } }) => entry.post.id)).toEqual([inside.id]);
    ok(await ask("PATCH", `/v1/posts/${outside.id}`, { campaign_id: id }));
    expect((await listed(`campaign_id=${id}`)).toSorted()).toEqual([inside.id, outside.id].toSorted());
    ok(await ask("PATCH", `/v1/posts/${inside.id}`, { campaign_id: null }));
    expect(await listed(`campaign_id=${id}`)).toEqual([outside.id]);
  });

  test("of another workspace, or gone, take no post; the posts of one that is gone keep it", async () => {
    const other = await campaign({}, await createWorkspaceFor(t, org.testKey));
    const refused = await ask("POST", "/v1/posts", { text: "a", campaign_id: other.id });
    expect(refused.body.errors).toMatchObject([{ path: "campaign_id", code: "not_found" }]);
    expect((await ask("POST", "/v1/posts/validate", { text: "a", campaign_id: other.id })).status).toBe(400);
    const { id } = await campaign();
    const post = await write({ campaign_id: id });
    ok(await ask("DELETE", `/v1/campaigns/${id}`), 204);
    expect(ok(await ask("PATCH", `/v1/posts/${post.id}`, { text: "Still", campaign_id: id })).body.campaign_id).toBe(id);
    expect(await listed(`campaign_id=${id}`)).toEqual([post.id]);
    expect((await ask("PATCH", `/v1/posts/${(await write({})).id}`, { campaign_id: id })).status).toBe(400);
    expect(ok(await ask("POST", `/v1/posts/${post.id}/duplicate`), 201).body.campaign_id).toBe(null);
  });
});

describe("priority", () => {
  test("is normal unless said, and stays when the post is moved", async () => {
    const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    expect((await write({ schedule: { at: at(60) } })).schedule.priority).toBe("normal");
    const { id, schedule } = await write({ schedule: { at: at(60), priority: "high" } });
    expect(schedule.priority).toBe("high");
    const moved = ok(await ask("POST", `/v1/posts/${id}/schedule`, { at: at(61) })).body;
    expect(moved.schedule.priority).toBe("high");
    const lowered = ok(await ask("POST", `/v1/posts/${id}/schedule`, { at: at(61), priority: "low" })).body;
    expect(lowered.schedule.priority).toBe("low");
    expect((await ask("POST", `/v1/posts/${id}/schedule`, { at: at(61), priority: "urgent" })).status).toBe(400);
  });

  test("goes first on an account that has more due than it takes at once", async () => {
    const handle = "crowded";
    const credentials = { handle, password: "correct horse" };
    const crowded = ok(await ask("POST", "/v1/accounts/connect", { network: "sandbox", credentials })).body.account.id;
    const due = Date.parse(ok(await ask("GET", "/v1/test/clock")).body.now) + 3_600_000;
    const schedule = (text: string, ms: number, priority: string) =>
      write({ text, account_ids: [crowded], schedule: { at: new Date(due + ms).toISOString(), priority } });
    for (let each = 0; each < 12; each++) await schedule(`normal ${each}`, each, "normal");
    await schedule("low", 6, "low");
    await schedule("high", 1000, "high");
    // Each takes a moment, so that what is due at once waits for its turn: four at a time on an account.
    await full.admin("faults", { account: handle, operation: "create", kind: "slow", delay_ms: 60, times: 14 });
    ok(await ask("POST", "/v1/test/clock/advance", { by: 3700 }));
    await expect.poll(async () => (await full.truth(handle)).length, { timeout: 10_000 }).toBe(14);
    const order = (await full.truth(handle)).toSorted((a, b) => a.created_at.localeCompare(b.created_at)).map(post => post.text);
    expect(order.indexOf("high")).toBeLessThan(9);
    expect(order.indexOf("low")).toBeGreaterThanOrEqual(10);
  });
});

test("a post of an earlier schema is read as one of the present", () => {
  const present: PostRecord = {
    schema: 4,
    id: "post_01jd4b9ep2f3r8h6v5w7x9y0za",
    text: "Old",
    mediaIds: [],
    thread: [],
    firstComment: null,
    title: null,
    callToAction: null,
    hashtags: [],
    contentType: null,
    language: null,
    accountIds: [],
    overrides: [],
    campaignId: null,
    tags: [],
    metadata: {},
    origin: { kind: "manual", model: null, prompt: null, parentPostId: null, templateId: null },
    targets: [],
    schedule: { at: 1, localTime: "1970-01-01T00:00:00", timeZone: "UTC", priority: "normal" },
    status: "scheduled",
    approval: null,
    versions: 0,
    createdBy: "key_1",
    createdAt: 1,
    updatedAt: 1,
  };
  const { approval: _______, versions: ______, ...second } = present;
  const { callToAction: _, hashtags: __, campaignId: ___, origin: ____, schedule, ...rest } = second;
  const { priority: _____, ...when } = schedule ?? { priority: "normal" };
  const first = { ...rest, schema: 1, schedule: when };
  const { pk, sk } = postDraft(present);
  expect(postOf({ pk, sk, version: 1, data: first as never })).toEqual(present);
  expect(postOf({ pk, sk, version: 1, data: { ...second, schema: 2 } as never })).toEqual(present);
  expect(postOf({ pk, sk, version: 1, data: present as never })).toBe(present);
});
