import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commit, replace } from "../../change.ts";
import type { TestApp } from "../../testing/app.ts";
import { type FullApp, openFullApp } from "../../testing/full-app.ts";
import { createWorkspaceFor, ok, registerOrganization, type TestOrganization } from "../../testing/organization.ts";
import { testCtx } from "../../testing/service.ts";
import { type PostRecord, postDraft, postKey } from "./records.ts";
import { VersionListSchema, VersionSchema } from "./schema.ts";

let full: FullApp;
let t: TestApp;
let org: TestOrganization;
let workspace: string;
let account: string;
let second: string;
beforeAll(async () => {
  full = await openFullApp();
  t = full.t;
  org = await registerOrganization(t);
  workspace = await createWorkspaceFor(t, org.testKey);
  const connect = async (network: string, credentials: unknown) =>
    ok(await ask("POST", "/v1/accounts/connect", { network, credentials })).body.account.id;
  account = await connect("sandbox", { handle: "versions", password: "correct horse" });
  second = await connect("mastodon", { handle: "versions" });
});
afterAll(() => full.close());

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  t.request(method, path, { token: org.testKey, workspace, body, headers });
const write = async (body: Record<string, unknown> = {}) =>
  ok(await ask("POST", "/v1/posts", { text: "One", account_ids: [account], ...body }), 201).body;
const change = async (id: string, body: Record<string, unknown>) => ok(await ask("PATCH", `/v1/posts/${id}`, body)).body;
const versions = async (id: string, query = "") =>
  VersionListSchema.parse(ok(await ask("GET", `/v1/posts/${id}/versions${query}`)).body);
const version = async (id: string, number: number) =>
  VersionSchema.parse(ok(await ask("GET", `/v1/posts/${id}/versions/${number}`)).body);
const restore = (id: string, number: number, headers: Record<string, string> = {}) =>
  ask("POST", `/v1/posts/${id}/versions/${number}/restore`, undefined, headers);

describe("a version", () => {
  test("is written with every change of what a post says, and tells who, when and what", async () => {
    const { id } = await write({ tags: ["a"] });
    await change(id, { text: "One and two", first_comment: "More", tags: ["a"] });
    const { data } = await versions(id);
    expect(data).toMatchObject([
      { number: 2, changed: ["text", "first_comment"], restored_from: null, author: { kind: "api_key", name: null } },
      { number: 1, changed: ["text", "account_ids", "tags"], author: { kind: "api_key" } },
    ]);
    const newest = await version(id, 2);
    expect(newest.content).toMatchObject({ text: "One and two", first_comment: "More", tags: ["a"], account_ids: [account] });
    expect(newest.diff).toEqual([
      {
        field: "text",
        before: "One",
        after: "One and two",
        segments: [
          { op: "equal", text: "One" },
          { op: "insert", text: " and two" },
        ],
      },
      { field: "first_comment", before: null, after: "More", segments: null },
    ]);
    expect((await version(id, 1)).diff[0]).toMatchObject({ field: "text", before: "", after: "One" });
    expect((await ask("GET", `/v1/posts/${id}/versions/3`)).status).toBe(404);
    expect((await ask("GET", `/v1/posts/${id}/versions/0`)).status).toBe(404);
  });

  test("names the person of an embed session by the vendor's own id and name", async () => {
    const session = {
      workspace_id: workspace,
      end_user: { external_id: "person-17", name: "Mira" },
      components: ["composer"],
      allowed_origins: ["https://app.example.com"],
    };
    const { token } = ok(await t.request("POST", "/v1/embed-sessions", { token: org.testKey, body: session }), 201).body;
    const { id } = await write();
    const headers = { Origin: "https://app.example.com" };
    ok(await t.request("PATCH", `/v1/posts/${id}`, { token, body: { text: "By Mira" }, headers }));
    const author = { kind: "end_user", id: "person-17", name: "Mira" };
    expect((await versions(id)).data[0]?.author).toEqual(author);
  });

  test("is not made of the same content saved again, nor of another time", async () => {
    const said = { text: "Same", metadata: { a: "1", b: "2" }, call_to_action: { text: "Come" } };
    const { id } = await write(said);
    await change(id, { ...said, metadata: { b: "2", a: "1" }, call_to_action: { text: "Come", url: null } });
    ok(await ask("POST", `/v1/posts/${id}/schedule`, { at: new Date(Date.now() + 40 * 86_400_000).toISOString() }));
    ok(await ask("POST", `/v1/posts/${id}/unschedule`));
    expect((await versions(id)).data.length).toBe(1);
    const copy = ok(await ask("POST", `/v1/posts/${id}/duplicate`), 201).body;
    expect((await versions(copy.id)).data).toMatchObject([{ number: 1, restored_from: null }]);
  });

  test("is not made by a change that is refused", async () => {
    const { id } = await write();
    expect((await ask("PATCH", `/v1/posts/${id}`, { account_ids: [account, account] })).status).toBe(400);
    expect((await ask("PATCH", `/v1/posts/${id}`, { text: "Late" }, { "If-Match": '"9"' })).status).toBe(412);
    expect((await versions(id)).data.length).toBe(1);
  });

  test("stands once for each of two changes at once", async () => {
    const { id } = await write();
    await Promise.all(["a", "b", "c"].map(text => change(id, { text })));
    const { data } = await versions(id);
    expect(data.map(one => one.number)).toEqual([4, 3, 2, 1]);
    const texts = await Promise.all([2, 3, 4].map(async number => (await version(id, number)).content.text));
    expect(texts.toSorted()).toEqual(["a", "b", "c"]);
  });

  test("is listed page by page, newest first", async () => {
    const { id } = await write();
    for (const text of ["two", "three"]) await change(id, { text });
    const page = await versions(id, "?limit=2");
    expect(page).toMatchObject({ data: [{ number: 3 }, { number: 2 }], has_more: true });
    expect((await versions(id, `?limit=2&cursor=${page.next_cursor}`)).data).toMatchObject([{ number: 1 }]);
    const other = await write();
    expect((await ask("GET", `/v1/posts/${other.id}/versions?cursor=${page.next_cursor}`)).body.code).toBe("invalid_cursor");
  });

  test("of a post that is older than versions is made of what it was, with its next change", async () => {
    const { id } = await write();
    const ctx = testCtx(t.service, org.organizationId, workspace);
    const { pk, sk } = postKey(id);
    const item = await ctx.store.get(pk, sk);
    if (!item) throw new Error("the post is gone");
    const { versions: _, ...old } = item.data as unknown as PostRecord;
    await commit(ctx, {
      writes: [replace({ ...postDraft({ ...old, versions: 0 }), data: { ...old, schema: 2 } as never }, item)],
      events: [],
    });
    await commit(ctx, { writes: [{ op: "delete", key: { pk: `versions#${id}`, sk: "000000001" } }], events: [] });
    expect((await versions(id)).data).toEqual([]);
    await change(id, { text: "Two" });
    const { data } = await versions(id);
    expect(data).toMatchObject([
      { number: 2, changed: ["text"] },
      { number: 1, author: { kind: "api_key" } },
    ]);
    expect((await version(id, 1)).content.text).toBe("One");
  });
});

describe("restoring a version", () => {
  test("makes a new one that says the same, to the targets too", async () => {
    const { id } = await write();
    await change(id, { text: "Two", account_ids: [account, second] });
    const answer = ok(await restore(id, 1, { "If-Match": '"2"' }));
    expect(answer.body).toMatchObject({ text: "One", account_ids: [account], targets: [{ parts: [{ text: "One" }] }] });
    expect(answer.headers.get("ETag")).toBe('"3"');
    expect((await versions(id)).data[0]).toMatchObject({ number: 3, restored_from: 1, changed: ["text", "account_ids"] });
    ok(await restore(id, 3));
    expect((await versions(id)).data.length).toBe(3);
  });

  test("keeps to the rules of a change", async () => {
    const { id } = await write();
    await change(id, { text: "Two" });
    expect((await restore(id, 1, { "If-Match": '"1"' })).status).toBe(412);
    expect((await restore(id, 7)).status).toBe(404);
    await change(id, { text: "x".repeat(6_000) });
    await change(id, { text: "Short" });
    ok(await ask("POST", `/v1/posts/${id}/schedule`, { at: new Date(Date.now() + 40 * 86_400_000).toISOString() }));
    expect((await restore(id, 3)).body).toMatchObject({ status: 422, code: "content_invalid" });
    expect(ok(await restore(id, 2)).body).toMatchObject({ status: "scheduled", text: "Two" });
    expect((await versions(id)).data[0]?.number).toBe(5);
  });

  test("names a campaign that is gone, and changes nothing", async () => {
    const campaign = ok(await ask("POST", "/v1/campaigns", { name: "Gone" }), 201).body.id;
    const { id } = await write({ campaign_id: campaign });
    await change(id, { campaign_id: null });
    ok(await ask("DELETE", `/v1/campaigns/${campaign}`), 204);
    const { status, body } = await restore(id, 1);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ path: "campaign_id", code: "not_found", fix: expect.stringContaining("Version 1") }]);
    expect(body.errors[0].message).toContain(campaign);
    expect((await versions(id)).data.length).toBe(2);
  });

  test("is done once for one idempotency key", async () => {
    const { id } = await write();
    await change(id, { text: "Two" });
    const headers = { "Idempotency-Key": `restore-${id}` };
    const first = ok(await restore(id, 1, headers));
    await change(id, { text: "Three" });
    expect((await restore(id, 1, headers)).body).toEqual(first.body);
    expect((await versions(id)).data.length).toBe(4);
  });
});

test("the largest post on twenty accounts fits into one transaction with its versions, its events and the kept answer", async () => {
  const accounts = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const credentials = { handle: `largest-${index}`, password: "correct horse" };
      return ok(await ask("POST", "/v1/accounts/connect", { network: "sandbox", credentials })).body.account.id;
    }),
  );
  // Two bytes each, and a random end, which no packing makes smaller: 2.79 MB of parts, of 2.8 that may be.
  const text = (end: string) => "\u00e9".repeat(67_000) + end;
  const noise = (length: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(length))).toString("base64");
  const large = { text: text(noise(3_900)), account_ids: accounts };
  const { id } = ok(await ask("POST", "/v1/posts", large, { "Idempotency-Key": "largest" }), 201).body;
  // As one that is older than versions: its change writes two of them.
  const ctx = testCtx(t.service, org.organizationId, workspace);
  const { pk, sk } = postKey(id);
  const item = await ctx.store.get(pk, sk);
  if (!item) throw new Error("the post is gone");
  const old = { ...(item.data as unknown as PostRecord), versions: 0 };
  await commit(ctx, { writes: [replace(postDraft(old), item)], events: [] });
  await commit(ctx, { writes: [{ op: "delete", key: { pk: `versions#${id}`, sk: "000000001" } }], events: [] });
  await change(id, { text: text(noise(3_900)) });
  const newest = await version(id, 2);
  expect(newest.diff.map(({ field }) => field)).toEqual(["text"]);
  expect((await ask("PATCH", `/v1/posts/${id}`, { text: text("y".repeat(9_000)) })).body).toMatchObject({ status: 400 });
});

test("versions go with their post, however many there are", async () => {
  const { id } = await write();
  for (let number = 0; number < 100; number++) await change(id, { text: `Number ${number}` });
  ok(await ask("DELETE", `/v1/posts/${id}`), 204);
  expect((await ask("GET", `/v1/posts/${id}/versions`)).status).toBe(404);
  expect((await ask("GET", `/v1/posts/${id}/versions/1`)).status).toBe(404);
  const database = new DatabaseSync(join(t.dataDir, "placard.db"), { readOnly: true });
  const left = () =>
    database.prepare("SELECT COUNT(*) AS n FROM items WHERE pk LIKE ? OR pk LIKE ?").get(`%versions#${id}`, `%remains#${id}`)?.n;
  await expect.poll(left, { timeout: 10_000 }).toBe(0);
  database.close();
});
