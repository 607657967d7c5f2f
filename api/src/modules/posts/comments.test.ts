import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestAnswer, TestApp } from "../../testing/app.ts";
import { type FullApp, openFullApp } from "../../testing/full-app.ts";
import { createWorkspaceFor, ok, registerOrganization, type TestOrganization } from "../../testing/organization.ts";
import { CommentListSchema, CommentSchema } from "./comment-schema.ts";

const ORIGIN = "https://app.example.com";
type Ask = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<TestAnswer>;

let full: FullApp;
let t: TestApp;
let org: TestOrganization;
let workspace: string;
let mira: Ask;
let omar: Ask;
beforeAll(async () => {
  full = await openFullApp();
  t = full.t;
  org = await registerOrganization(t);
  workspace = await createWorkspaceFor(t, org.testKey);
  [mira, omar] = [await as("mira"), await as("omar")];
});
afterAll(() => full.close());

const ask: Ask = (method, path, body, headers = {}) => t.request(method, path, { token: org.testKey, workspace, body, headers });
async function as(person: string): Promise<Ask> {
  const body = {
    workspace_id: workspace,
    end_user: { external_id: person, name: person.toUpperCase() },
    components: ["composer"],
    allowed_origins: [ORIGIN],
  };
  const { token } = ok(await t.request("POST", "/v1/embed-sessions", { token: org.testKey, body }), 201).body;
  return (method, path, said, headers = {}) =>
    t.request(method, path, { token, body: said, headers: { Origin: ORIGIN, ...headers } });
}
const write = async (): Promise<string> =>
  ok(await ask("POST", "/v1/posts", { text: "Hello", metadata: { order: "4711" } }), 201).body.id;
const comment = async (id: string, text: string, by = mira) =>
  CommentSchema.parse(ok(await by("POST", `/v1/posts/${id}/comments`, { text }), 201).body);
const comments = async (id: string, query = "") =>
  CommentListSchema.parse(ok(await ask("GET", `/v1/posts/${id}/comments${query}`)).body);
const refused = (answer: TestAnswer) => [answer.status, answer.body.code];

describe("comments on a post", () => {
  test("are written by people, told, and listed in their order, page by page", async () => {
    const id = await write();
    const first = await comment(id, "Is the date right?");
    expect(first).toMatchObject({
      post_id: id,
      workspace_id: workspace,
      author: { kind: "end_user", id: "mira", name: "MIRA" },
      resolved: false,
      edited_at: null,
    });
    await comment(id, "It is", omar);
    await comment(id, "Noted", ask);
    const page = await comments(id, "?limit=2");
    expect(page).toMatchObject({ data: [{ text: "Is the date right?" }, { text: "It is" }], has_more: true });
    expect((await comments(id, `?limit=2&cursor=${page.next_cursor}`)).data).toMatchObject([
      { text: "Noted", author: { kind: "api_key" } },
    ]);
    const told = async () =>
      ok(await ask("GET", "/v1/events?type=post.commented")).body.data.map((event: { data: unknown }) => event.data);
    await expect.poll(told).toContainEqual({ comment: first, metadata: { order: "4711" }, workspace_id: workspace });
  });

  test("are changed and deleted by their author or a key, and resolved by every writer", async () => {
    const id = await write();
    const { id: note } = await comment(id, "Is the date right?");
    const path = `/v1/posts/${id}/comments/${note}`;
    expect(refused(await omar("PATCH", path, { text: "No" }))).toEqual([403, "not_author"]);
    expect(refused(await omar("PATCH", path, { text: "No", resolved: true }))).toEqual([403, "not_author"]);
    expect(refused(await omar("DELETE", path))).toEqual([403, "not_author"]);
    expect((await comments(id)).data).toMatchObject([{ text: "Is the date right?", resolved: false }]);
    expect(ok(await omar("PATCH", path, { resolved: true })).body).toMatchObject({ resolved: true, edited_at: null });
    const edited = ok(await mira("PATCH", path, { text: "Is it?" }, { "If-Match": '"2"' }));
    expect(edited.body).toMatchObject({ text: "Is it?", resolved: true, edited_at: expect.any(String) });
    expect(edited.headers.get("ETag")).toBe('"3"');
    expect((await mira("PATCH", path, { text: "Late" }, { "If-Match": '"2"' })).status).toBe(412);
    ok(await ask("PATCH", path, { text: "By the vendor" }));
    ok(await mira("DELETE", path), 204);
    expect((await mira("PATCH", path, { resolved: false })).status).toBe(404);
    ok(await ask("DELETE", `/v1/posts/${id}/comments/${(await comment(id, "Other")).id}`), 204);
  });

  test("leave the post as it is", async () => {
    const id = await write();
    await comment(id, "Hm");
    const read = ok(await ask("GET", `/v1/posts/${id}`));
    expect(read.headers.get("ETag")).toBe('"1"');
    expect(ok(await ask("GET", `/v1/posts/${id}/versions`)).body.data.length).toBe(1);
  });

  test("are refused with what is wrong", async () => {
    const id = await write();
    const path = `/v1/posts/${id}/comments`;
    expect((await mira("POST", path, { text: "" })).body.errors).toMatchObject([{ path: "text", code: "empty" }]);
    expect((await mira("POST", path, { text: "x".repeat(5001) })).body.errors).toMatchObject([
      { path: "text", code: "too_long" },
    ]);
    const { id: note } = await comment(id, "x".repeat(5000));
    expect((await mira("PATCH", `/v1/posts/${await write()}/comments/${note}`, { resolved: true })).status).toBe(404);
    expect((await mira("POST", "/v1/posts/post_00000000000000000000000000/comments", { text: "a" })).status).toBe(404);
  });

  test("are written once for one idempotency key", async () => {
    const id = await write();
    const headers = { "Idempotency-Key": `comment-${id}` };
    const first = ok(await mira("POST", `/v1/posts/${id}/comments`, { text: "Once" }, headers), 201);
    expect(ok(await mira("POST", `/v1/posts/${id}/comments`, { text: "Once" }, headers), 201).body).toEqual(first.body);
    expect((await comments(id)).data.length).toBe(1);
  });

  test("go with the post", async () => {
    const id = await write();
    const { id: note } = await comment(id, "Gone soon");
    const [written, deleted] = await Promise.all([
      Promise.all(Array.from({ length: 5 }, () => mira("POST", `/v1/posts/${id}/comments`, { text: "Meanwhile" }))),
      ask("DELETE", `/v1/posts/${id}`),
    ]);
    expect(deleted.status).toBe(204);
    for (const { status } of written) expect([201, 404]).toContain(status);
    expect((await ask("GET", `/v1/posts/${id}/comments`)).status).toBe(404);
    expect((await mira("PATCH", `/v1/posts/${id}/comments/${note}`, { resolved: true })).status).toBe(404);
    const database = new DatabaseSync(join(t.dataDir, "placard.db"), { readOnly: true });
    const left = () => database.prepare("SELECT COUNT(*) AS n FROM items WHERE pk LIKE ?").get(`%comments#${id}`)?.n;
    await expect.poll(left, { timeout: 10_000 }).toBe(0);
    database.close();
  });
});
