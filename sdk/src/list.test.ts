import { describe, expect, test } from "vitest";
import { json, problem, serve, type TestServer } from "../test/server.ts";
import { NotFoundError, Placard } from "./index.ts";

/** A list of posts 0 to `count` − 1, `size` to a page; every page after the first needs the cursor of the one before. */
function listServer(count: number, size: number): Promise<TestServer> {
  return serve((seen, response) => {
    const query = new URL(seen.url, "http://here").searchParams;
    if (query.get("status") !== "draft") return json(response, 400, problem(400, "invalid_cursor"));
    const from = Number(query.get("cursor") ?? 0);
    const data = Array.from({ length: Math.max(0, Math.min(size, count - from)) }, (_, n) => ({ id: `post_${from + n}` }));
    const more = from + size < count;
    json(
      response,
      200,
      { data, has_more: more, next_cursor: more ? String(from + size) : null },
      { "Request-Id": `req_${from}` },
    );
  });
}

const over = (server: TestServer) => new Placard({ apiKey: "sk_test_1", baseUrl: server.baseUrl });
const ids = (count: number) => Array.from({ length: count }, (_, n) => `post_${n}`);

describe("a list", () => {
  test.each([
    [0, 1],
    [3, 1],
    [6, 2],
    [7, 3],
  ])("of %i items is walked to its end in %i requests of three", async (count, requests) => {
    await using server = await listServer(count, 3);
    const seen: string[] = [];
    for await (const post of over(server).posts.list({ status: "draft" })) seen.push(post.id);
    expect(seen).toEqual(ids(count));
    expect(server.seen).toHaveLength(requests);
  });

  test("sends nothing until it is used, and no page beyond the one where the loop is left", async () => {
    await using server = await listServer(100, 3);
    const list = over(server).posts.list({ status: "draft" });
    expect(server.seen).toHaveLength(0);
    for await (const post of list) if (post.id === "post_4") break;
    expect(server.seen).toHaveLength(2);
  });

  test("goes on over a page that is empty: filters apply after a bounded read", async () => {
    await using server = await serve((seen, response) => {
      const last = seen.url.includes("cursor=b");
      json(response, 200, { data: last ? [{ id: "post_1" }] : [], has_more: !last, next_cursor: last ? null : "b" });
    });
    expect(await over(server).posts.list().toArray()).toEqual([{ id: "post_1" }]);
  });

  test("awaited gives the first page, which knows the next", async () => {
    await using server = await listServer(5, 3);
    const first = await over(server).posts.list({ status: "draft" });
    expect(first).toEqual({ data: [{ id: "post_0" }, { id: "post_1" }, { id: "post_2" }], has_more: true, next_cursor: "3" });
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
    const second = await first.next();
    expect(second?.data.map(post => post.id)).toEqual(["post_3", "post_4"]);
    expect(await second?.next()).toBeNull();
  });

  test("gives its first page with the headers of the answer", async () => {
    await using server = await listServer(1, 3);
    const { data, requestId } = await over(server).posts.list({ status: "draft" }).page().withResponse();
    expect([data.data.length, requestId]).toEqual([1, "req_0"]);
  });

  test.each([
    [0, 0],
    [1, 1],
    [3, 1],
    [4, 2],
    [50, 4],
  ])("toArray with max %i sends %i requests", async (max, requests) => {
    await using server = await listServer(10, 3);
    const posts = await over(server).posts.list({ status: "draft" }).toArray({ max });
    expect(posts.map(post => post.id)).toEqual(ids(Math.min(max, 10)));
    expect(server.seen).toHaveLength(requests);
  });

  test("can be walked twice", async () => {
    await using server = await listServer(4, 3);
    const list = over(server).posts.list({ status: "draft" });
    expect(await list.toArray()).toEqual(await list.toArray());
    expect(server.seen).toHaveLength(4);
  });

  test("fails where a page fails", async () => {
    await using server = await serve((_, response, n) =>
      n === 0
        ? json(response, 200, { data: [{ id: "post_0" }], has_more: true, next_cursor: "a" })
        : json(response, 404, problem(404, "not_found")),
    );
    const seen: string[] = [];
    const walk = async () => {
      for await (const post of over(server).posts.list()) seen.push(post.id);
    };
    await expect(walk()).rejects.toBeInstanceOf(NotFoundError);
    expect(seen).toEqual(["post_0"]);
  });
});
