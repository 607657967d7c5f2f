import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LIMITS, most, RULES } from "./limits.ts";
import type { Sandbox } from "./sandbox.ts";
import { ADMIN, ask, login, openSandbox, PNG } from "./testing.ts";

let sandbox: Sandbox;
let token: string;
beforeEach(async () => {
  sandbox = openSandbox();
  token = (await login(sandbox.fetch, "ada")).token;
});
afterEach(() => sandbox.close());

const post = (body: unknown, more: { key?: string; token?: string; clock?: number } = {}) =>
  ask(sandbox.fetch, "POST", "/v1/posts", { token, body, ...more });
const truth = async () => (await ask(sandbox.fetch, "GET", "/admin/posts", { token: ADMIN })).body;

describe("creating", () => {
  it("publishes a post and tells its address, author and budget", async () => {
    const made = await post({ text: "Hello\nworld 👋", title: "T", language: "en" });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body).toMatchObject({
      text: "Hello\nworld 👋",
      title: "T",
      language: "en",
      options: { visibility: "public", topics: [] },
      author: { handle: "ada" },
    });
    expect(made.body.url).toBe(`http://sandbox.test/posts/${made.body.id}`);
    expect(made.headers.get("ratelimit-remaining")).toBe("4999");
    expect((await ask(sandbox.fetch, "GET", `/v1/posts/${made.body.id}`, { token })).body).toEqual(made.body);
  });

  it("gives the first post again for the same key, whatever the body, and spends no budget on it", async () => {
    const first = await post({ text: "once" }, { key: "k1" });
    const again = await post({ text: "other" }, { key: "k1" });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.headers.get("ratelimit-remaining")).toBe("4999");
    expect((await truth()).posts).toMatchObject([{ idempotency_key: "k1", create_requests: 2 }]);
  });

  it("makes one post when the same key arrives many times at once", async () => {
    const made = await Promise.all(Array.from({ length: 40 }, () => post({ text: "once" }, { key: "k" })));
    expect(new Set(made.map(answer => answer.body.id)).size).toBe(1);
    expect(made.filter(answer => answer.status === 201)).toHaveLength(1);
  });

  it("keeps keys of different authors apart", async () => {
    const other = await login(sandbox.fetch, "bob");
    const mine = await post({ text: "mine" }, { key: "k" });
    const theirs = await post({ text: "theirs" }, { key: "k", token: other.token });
    expect(theirs.status).toBe(201);
    expect(theirs.body.id).not.toBe(mine.body.id);
    expect((await ask(sandbox.fetch, "GET", "/v1/posts/by-key/k", { token: other.token })).body.text).toBe("theirs");
  });

  it("dates by the caller's clock", async () => {
    const clock = Date.parse("2031-05-06T07:08:09.010Z");
    expect((await post({ text: "later" }, { clock })).body.created_at).toBe("2031-05-06T07:08:09.010Z");
  });

  it.each([
    ["no content", { text: " " }, 422, "text_required"],
    ["a text that is too long", { text: "é".repeat(RULES.text.limit + 1) }, 422, "text_too_long"],
    ["a title that is too long", { text: "x", title: "x".repeat(101) }, 422, "title_too_long"],
    ["an option it does not have", { text: "x", options: { colour: "red" } }, 422, "option_unknown"],
    ["a value an option cannot have", { text: "x", options: { visibility: "friends" } }, 422, "option_invalid"],
    ["media that is not there", { text: "x", media_ids: ["med_none"] }, 422, "media_not_found"],
    ["an answer to nothing", { text: "x", reply_to: "pst_none" }, 422, "reply_to_not_found"],
    ["a comment on nothing", { text: "x", kind: "comment" }, 422, "reply_to_required"],
    ["half a surrogate pair", '{"text":"\\ud83d"}', 422, "input_invalid"],
    ["text of the wrong type", { text: 7 }, 422, "input_invalid"],
    ["no JSON", "{", 400, "json_invalid"],
    ["null", "null", 422, "input_invalid"],
  ])("refuses %s", async (_name, body, status, code) => {
    const refused = await post(body, { key: "k" });
    expect(refused.status).toBe(status);
    expect(refused.body.error.code).toBe(code);
    expect((await truth()).posts).toEqual([]);
    expect((await truth()).keys).toMatchObject([{ key: "k", state: "open", post_id: null, create_requests: 1 }]);
  });

  it("refuses a body that is too large before it reads it", async () => {
    const refused = await post({ text: "x".repeat(LIMITS.bodyBytes) });
    expect([refused.status, refused.body.error.code]).toEqual([413, "body_too_large"]);
  });

  it("keeps the options", async () => {
    const options = { visibility: "public", sensitive: true, location: "Lisbon", priority: 3, topics: ["news", "<b>"] };
    expect((await post({ text: "x", options })).body.options).toEqual(options);
    expect((await ask(sandbox.fetch, "GET", "/")).body).toMatch(/Lisbon.*sensitive.*news.*&lt;b&gt;/s);
  });

  it("refuses a token it does not know, and one without the scope", async () => {
    expect((await post({ text: "x" }, { token: "nope" })).body.error.code).toBe("token_unknown");
    const reader = await ask(sandbox.fetch, "POST", "/v1/login", {
      body: { handle: "ada", password: "correct horse", scope: "read" },
    });
    const refused = await post({ text: "x" }, { token: reader.body.access_token });
    expect([refused.status, refused.body.error.code]).toEqual([403, "insufficient_scope"]);
  });
});

describe("the rate limit", () => {
  it("refuses above the budget until the caller's window ends", async () => {
    sandbox.close();
    sandbox = openSandbox({ postsPerWindow: 2, windowMs: 60_000 });
    token = (await login(sandbox.fetch, "ada")).token;
    const clock = Date.parse("2030-01-01T00:00:10Z");
    const statuses = [];
    for (let n = 0; n < 3; n++) statuses.push((await post({ text: `n${n}` }, { clock })).status);
    expect(statuses).toEqual([201, 201, 429]);
    const refused = await post({ text: "n" }, { clock, key: "later" });
    expect(refused.headers.get("retry-after")).toBe("50");
    expect((await post({ text: "n" }, { clock: clock + 50_000, key: "later" })).status).toBe(201);
  });
});

describe("keys", () => {
  it("tells nothing for a key that made nothing, and the post for one that did", async () => {
    expect((await ask(sandbox.fetch, "GET", "/v1/posts/by-key/k", { token })).status).toBe(404);
    const made = await post({ text: "x" }, { key: "k" });
    expect((await ask(sandbox.fetch, "GET", "/v1/posts/by-key/k", { token })).body).toEqual(made.body);
  });

  it("takes any visible character in a key, and nothing else", async () => {
    const key = "a/b?c#d%41&e=%2F~\"'";
    const made = await post({ text: "x" }, { key });
    expect((await ask(sandbox.fetch, "GET", `/v1/posts/by-key/${encodeURIComponent(key)}`, { token })).body).toEqual(made.body);
    expect((await ask(sandbox.fetch, "POST", `/v1/posts/by-key/${encodeURIComponent(key)}/burn`, { token })).body.post).toEqual(
      made.body,
    );
    for (const wrong of ["with space", "é", "x".repeat(256)]) {
      expect((await post({ text: "x" }, { key: wrong })).body.error.code).toBe("key_invalid");
    }
  });

  it("burns a key: a late create is refused for good", async () => {
    for (let n = 0; n < 2; n++) {
      const burned = await ask(sandbox.fetch, "POST", "/v1/posts/by-key/k/burn", { token });
      expect(burned.body).toEqual({ key: "k", state: "burned" });
    }
    const late = await post({ text: "late" }, { key: "k" });
    expect([late.status, late.body.error.code]).toEqual([409, "key_burned"]);
    expect((await ask(sandbox.fetch, "GET", "/v1/posts/by-key/k", { token })).status).toBe(410);
    expect((await truth()).posts).toEqual([]);
  });

  it("does not burn a key that made a post, and shows the post", async () => {
    const made = await post({ text: "x" }, { key: "k" });
    const refused = await ask(sandbox.fetch, "POST", "/v1/posts/by-key/k/burn", { token });
    expect([refused.status, refused.body.error.code]).toEqual([409, "key_used"]);
    expect(refused.body.post).toEqual(made.body);
  });

  it("stays used after the post is deleted", async () => {
    const made = await post({ text: "x" }, { key: "k" });
    expect((await ask(sandbox.fetch, "DELETE", `/v1/posts/${made.body.id}`, { token })).status).toBe(204);
    const again = await post({ text: "x" }, { key: "k" });
    expect(again.status).toBe(200);
    expect(again.body.id).toBe(made.body.id);
    expect(again.body.deleted_at).not.toBeNull();
  });
});

describe("deleting", () => {
  it("removes a post from every view, once, and only for its author", async () => {
    const made = await post({ text: "gone soon" });
    const other = await login(sandbox.fetch, "bob");
    expect((await ask(sandbox.fetch, "DELETE", `/v1/posts/${made.body.id}`, { token: other.token })).body.error.code).toBe(
      "not_yours",
    );
    expect((await ask(sandbox.fetch, "DELETE", `/v1/posts/${made.body.id}`, { token })).status).toBe(204);
    expect((await ask(sandbox.fetch, "DELETE", `/v1/posts/${made.body.id}`, { token })).status).toBe(410);
    expect((await ask(sandbox.fetch, "GET", `/v1/posts/${made.body.id}`, { token })).status).toBe(404);
    expect((await ask(sandbox.fetch, "GET", "/")).body).not.toContain("gone soon");
    expect((await ask(sandbox.fetch, "DELETE", "/v1/posts/pst_none", { token })).status).toBe(404);
  });
});

describe("threads and comments", () => {
  it("keeps an author's replies in order, apart from comments", async () => {
    const first = (await post({ text: "1" })).body;
    const second = (await post({ text: "2", reply_to: first.id })).body;
    const third = (await post({ text: "3", reply_to: second.id })).body;
    await post({ text: "first comment", reply_to: first.id, kind: "comment" });
    const other = await login(sandbox.fetch, "bob");
    await post({ text: "from bob", reply_to: first.id }, { token: other.token });
    const thread = await ask(sandbox.fetch, "GET", `/v1/posts/${third.id}/thread`, { token });
    expect(thread.body.data.map((part: { text: string }) => part.text)).toEqual(["1", "2", "3"]);
    const comments = await ask(sandbox.fetch, "GET", `/v1/posts/${first.id}/comments`, { token });
    expect(comments.body.data.map((part: { text: string }) => part.text)).toEqual(["first comment", "from bob"]);
    expect(third.root_id).toBe(first.id);
    expect((await ask(sandbox.fetch, "GET", `/v1/posts/${first.id}/metrics`, { token })).body).toMatchObject({
      replies: 1,
      comments: 2,
      likes: 0,
    });
  });
});

describe("visibility", () => {
  it("keeps a private comment and a private part of a thread from others", async () => {
    const first = (await post({ text: "first" })).body;
    await post({ text: "own note", reply_to: first.id, kind: "comment", options: { visibility: "private" } });
    await post({ text: "own part", reply_to: first.id, options: { visibility: "private" } });
    const other = await login(sandbox.fetch, "bob");
    for (const [list, mine] of [
      ["comments", ["own note"]],
      ["thread", ["first", "own part"]],
    ] as const) {
      const texts = async (reader: string) =>
        (await ask(sandbox.fetch, "GET", `/v1/posts/${first.id}/${list}`, { token: reader })).body.data.map(
          (each: { text: string }) => each.text,
        );
      expect(await texts(token)).toEqual(mine);
      expect((await texts(other.token)).join()).not.toContain("own");
    }
    expect((await ask(sandbox.fetch, "GET", `/posts/${first.id}`)).body).not.toContain("own ");
  });

  it("shows a private post to its author alone, and one for followers to those who follow", async () => {
    const secret = (await post({ text: "secret", options: { visibility: "private" } })).body;
    const inner = (await post({ text: "inner", options: { visibility: "followers" } })).body;
    const other = await login(sandbox.fetch, "bob");
    const seen = async (id: string, reader: string) =>
      (await ask(sandbox.fetch, "GET", `/v1/posts/${id}`, { token: reader })).status;
    expect([await seen(secret.id, token), await seen(inner.id, token)]).toEqual([200, 200]);
    expect([await seen(secret.id, other.token), await seen(inner.id, other.token)]).toEqual([404, 404]);
    expect((await ask(sandbox.fetch, "DELETE", `/v1/posts/${secret.id}`, { token: other.token })).status).toBe(404);
    await ask(sandbox.fetch, "PUT", "/v1/users/ada/follow", { token: other.token });
    expect([await seen(secret.id, other.token), await seen(inner.id, other.token)]).toEqual([404, 200]);
    const listed = await ask(sandbox.fetch, "GET", "/v1/users/ada/posts", { token: other.token });
    expect(listed.body.data.map((each: { text: string }) => each.text)).toEqual(["inner"]);
    for (const path of [`/posts/${secret.id}`, `/posts/${inner.id}`])
      expect((await ask(sandbox.fetch, "GET", path)).status).toBe(404);
    expect((await ask(sandbox.fetch, "GET", "/")).body).not.toMatch(/secret|inner/);
  });
});

describe("media", () => {
  const upload = (bytes: Uint8Array, type: string, alt = "") =>
    ask(sandbox.fetch, "POST", `/v1/media${alt === "" ? "" : `?alt_text=${encodeURIComponent(alt)}`}`, {
      token,
      body: bytes,
      headers: { "Content-Type": type },
    });

  it("keeps bytes, type and alternative text, and attaches them in order", async () => {
    const one = (await upload(PNG, "image/png", "A “pixel” & more")).body;
    const two = (await upload(PNG, "image/png; charset=x")).body;
    const made = (await post({ text: "", media_ids: [two.id, one.id] })).body;
    expect(made.media.map((item: { id: string }) => item.id)).toEqual([two.id, one.id]);
    expect(made.media[1].alt_text).toBe("A “pixel” & more");
    const file = await sandbox.fetch(new Request(one.url));
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(PNG);
    expect(file.headers.get("content-type")).toBe("image/png");
    expect(file.headers.get("content-security-policy")).toContain("sandbox");
  });

  it("refuses what is not what it says, other types, and too much", async () => {
    expect((await upload(PNG, "image/jpeg")).body.error.code).toBe("media_unreadable");
    expect((await upload(PNG, "image/svg+xml")).body.error.code).toBe("media_type_unsupported");
    expect((await upload(PNG, "constructor")).status).toBe(415);
    expect((await upload(PNG, "image/png", "x".repeat((RULES.altText?.limit ?? 0) + 1))).body.error.code).toBe(
      "alt_text_too_long",
    );
    const large = most(RULES.contentTypes.post?.media.kinds.image?.maxBytes ?? 0) + 1;
    expect((await upload(new Uint8Array(large), "image/png")).body.error.code).toBe("media_too_large");
    const declared = await ask(sandbox.fetch, "POST", "/v1/media", {
      token,
      body: PNG,
      headers: { "Content-Type": "image/png", "Content-Length": String(LIMITS.mediaBytes + 1) },
    });
    expect([declared.status, declared.body.error.code]).toEqual([413, "body_too_large"]);
  });

  it("is its owner's to attach", async () => {
    const mine = (await upload(PNG, "image/png")).body;
    const other = await login(sandbox.fetch, "bob");
    expect((await post({ text: "x", media_ids: [mine.id] }, { token: other.token })).body.error.code).toBe("media_not_found");
  });
});

describe("likes and followers", () => {
  it("counts each person once", async () => {
    const made = (await post({ text: "x" })).body;
    const other = await login(sandbox.fetch, "bob");
    for (let n = 0; n < 2; n++) {
      expect((await ask(sandbox.fetch, "PUT", `/v1/posts/${made.id}/like`, { token: other.token })).status).toBe(204);
      expect((await ask(sandbox.fetch, "PUT", "/v1/users/ada/follow", { token: other.token })).status).toBe(204);
    }
    expect((await ask(sandbox.fetch, "GET", "/v1/metrics", { token })).body).toMatchObject({ followers: 1, likes: 1, posts: 1 });
    expect((await ask(sandbox.fetch, "GET", "/v1/users/ada/followers", { token })).body.data).toMatchObject([{ handle: "bob" }]);
    expect((await ask(sandbox.fetch, "GET", `/v1/posts/${made.id}/likes`, { token })).body.data).toMatchObject([
      { handle: "bob" },
    ]);
    await ask(sandbox.fetch, "DELETE", `/v1/posts/${made.id}/like`, { token: other.token });
    await ask(sandbox.fetch, "DELETE", "/v1/users/ada/follow", { token: other.token });
    expect((await ask(sandbox.fetch, "GET", "/v1/metrics", { token })).body).toMatchObject({ followers: 0, likes: 0 });
  });
});
