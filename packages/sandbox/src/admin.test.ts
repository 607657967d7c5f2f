import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fanNumber } from "./network/audience.ts";
import type { Sandbox } from "./sandbox.ts";
import { ADMIN, ask, login, openSandbox } from "./testing.ts";

let sandbox: Sandbox;
let token: string;
beforeEach(async () => {
  sandbox = openSandbox({ postsPerWindow: 3 });
  token = (await login(sandbox.fetch, "ada")).token;
});
afterEach(() => sandbox.close());

const admin = (method: string, path: string, body?: unknown) => ask(sandbox.fetch, method, path, { token: ADMIN, body });
const post = async (text: string) => (await ask(sandbox.fetch, "POST", "/v1/posts", { token, body: { text } })).body;

/** What the audience did, without what differs from network to network: ids and addresses. */
const told = (answer: {
  body: Record<string, { author?: { handle: string }; sender?: { handle: string }; text: string }[]>;
}) => ({
  comments: answer.body.comments?.map(each => [each.author?.handle, each.text]),
  messages: answer.body.messages?.map(each => [each.sender?.handle, each.text]),
});

describe("the simulated audience", () => {
  it("comments, likes, follows and writes, and shows in counts, metrics and pages", async () => {
    const made = await post("the post");
    const happened = await admin("POST", "/admin/simulate", {
      account: "ada",
      comments: 3,
      likes: 20,
      followers: 7,
      messages: 2,
    });
    expect(happened.status, JSON.stringify(happened.body)).toBe(200);
    expect(happened.body.post_id).toBe(made.id);
    const metrics = (await ask(sandbox.fetch, "GET", `/v1/posts/${made.id}/metrics`, { token })).body;
    expect(metrics).toMatchObject({ comments: 3, likes: 20, views: 9 * 20 + 21 * 3 });
    expect((await ask(sandbox.fetch, "GET", "/v1/metrics", { token })).body).toMatchObject({ followers: 7, likes: 20 });
    expect((await ask(sandbox.fetch, "GET", `/v1/posts/${made.id}/comments`, { token })).body.data).toHaveLength(3);
    const messages = (await ask(sandbox.fetch, "GET", "/v1/messages", { token })).body.data;
    expect(messages).toMatchObject([{ sender: { handle: expect.any(String) } }, {}]);
    const next = await ask(sandbox.fetch, "GET", `/v1/messages?before=${messages[0].seq}`, { token });
    expect(next.body.data).toEqual([messages[1]]);
  });

  it("is the same on every network for the same calls, and goes on where it stopped", async () => {
    await post("the post");
    const wanted = { account: "ada", comments: 4, likes: 5, followers: 6, messages: 3 };
    const first = told(await admin("POST", "/admin/simulate", wanted));
    const second = told(await admin("POST", "/admin/simulate", wanted));
    expect(second).not.toEqual(first);
    expect((await ask(sandbox.fetch, "GET", "/v1/metrics", { token })).body).toMatchObject({ followers: 12, likes: 10 });

    sandbox.close();
    sandbox = openSandbox();
    token = (await login(sandbox.fetch, "ada")).token;
    await post("another text");
    expect(told(await admin("POST", "/admin/simulate", wanted))).toEqual(first);
    expect(told(await admin("POST", "/admin/simulate", wanted))).toEqual(second);
  });

  it("is dated by the caller's clock", async () => {
    const made = await post("the post");
    const clock = Date.parse("2033-01-02T03:04:05Z");
    const happened = await ask(sandbox.fetch, "POST", "/admin/simulate", {
      token: ADMIN,
      clock,
      body: { post_id: made.id, comments: 1, messages: 1 },
    });
    expect(happened.body.comments[0].created_at).toBe("2033-01-02T03:04:05.000Z");
    expect(happened.body.messages[0].created_at).toBe("2033-01-02T03:04:05.000Z");
  });

  it("spends nobody's budget", async () => {
    const made = await post("the post");
    for (let n = 0; n < 5; n++) {
      expect((await admin("POST", "/admin/simulate", { post_id: made.id, comments: 200 })).status).toBe(200);
    }
  });

  it("refuses what cannot be", async () => {
    const other = await login(sandbox.fetch, "bob");
    const made = await post("the post");
    expect((await admin("POST", "/admin/simulate", {})).body.error.code).toBe("account_required");
    expect((await admin("POST", "/admin/simulate", { account: "nobody" })).status).toBe(404);
    expect((await admin("POST", "/admin/simulate", { post_id: "none" })).status).toBe(404);
    expect((await admin("POST", "/admin/simulate", { account: other.id, likes: 1 })).body.error.code).toBe("post_required");
    expect((await admin("POST", "/admin/simulate", { account: other.id, post_id: made.id })).body.error.code).toBe("not_theirs");
    expect((await admin("POST", "/admin/simulate", { account: "ada", likes: 1_001 })).status).toBe(422);
    expect((await admin("POST", "/admin/simulate", { account: other.id, followers: 2 })).body).toMatchObject({
      post_id: null,
      followers: 2,
    });
  });

  it("has no two members with one name", () => {
    const handles = Array.from({ length: 600 }, (_, n) => fanNumber(n).handle);
    expect(new Set(handles).size).toBe(600);
  });
});

describe("the admin API", () => {
  it("is closed without the token", async () => {
    for (const shown of [undefined, "", "wrong", `${ADMIN}x`, token]) {
      for (const [method, path] of [
        ["GET", "/admin/posts"],
        ["POST", "/admin/reset"],
        ["GET", "/admin/faults"],
        ["GET", "/admin/nothing"],
      ] as const) {
        const answer = await ask(sandbox.fetch, method, path, shown === undefined ? {} : { token: shown });
        expect([path, answer.status]).toEqual([path, 401]);
      }
    }
  });

  it("tells the whole truth about one account or all", async () => {
    const bob = await login(sandbox.fetch, "bob");
    const made = await post("mine");
    await ask(sandbox.fetch, "DELETE", `/v1/posts/${made.id}`, { token });
    await ask(sandbox.fetch, "POST", "/v1/posts", { token: bob.token, key: "k", body: { text: "theirs" } });
    expect((await admin("GET", "/admin/posts")).body.posts).toMatchObject([
      { text: "mine", deleted_at: expect.any(String), idempotency_key: null, create_requests: null },
      { text: "theirs", idempotency_key: "k", create_requests: 1 },
    ]);
    expect((await admin("GET", `/admin/posts?account=${bob.id}`)).body).toMatchObject({
      posts: [{ text: "theirs" }],
      keys: [{ key: "k", state: "used" }],
    });
    expect((await admin("GET", "/admin/posts?account=nobody")).body).toEqual({ posts: [], keys: [] });
  });

  it("forgets everything on reset", async () => {
    await post("the post");
    await admin("POST", "/admin/simulate", { account: "ada", comments: 2, likes: 2, followers: 2, messages: 2 });
    await admin("POST", "/admin/faults", { operation: "any", kind: "status" });
    expect((await admin("POST", "/admin/reset")).status).toBe(204);
    expect((await admin("GET", "/admin/posts")).body).toEqual({ posts: [], keys: [] });
    expect((await ask(sandbox.fetch, "GET", "/v1/me", { token })).body.error.code).toBe("token_unknown");
    token = (await login(sandbox.fetch, "ada")).token;
    expect((await post("again")).text).toBe("again");
  });
});
