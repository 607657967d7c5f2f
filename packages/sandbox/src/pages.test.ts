import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { relativeTime } from "./pages/post.ts";
import type { Sandbox } from "./sandbox.ts";
import { ask, BASE, login, openSandbox } from "./testing.ts";

let sandbox: Sandbox;
let token: string;
beforeEach(async () => {
  sandbox = openSandbox();
  token = (await login(sandbox.fetch, "ada")).token;
});
afterEach(() => sandbox.close());

const post = async (body: unknown) => (await ask(sandbox.fetch, "POST", "/v1/posts", { token, body })).body;
const page = (path: string, headers: Record<string, string> = {}) => ask(sandbox.fetch, "GET", path, { headers });

describe("the timeline", () => {
  it("says so while there is nothing", async () => {
    expect((await page("/")).body).toContain("Nothing has been posted yet");
  });

  it("shows text as text, line breaks kept, addresses as links", async () => {
    await post({
      text: `<script>alert("1")</script>\nsecond line & https://example.com/a?b=1&c=2. End`,
      title: "<b>T</b>",
      language: "en",
    });
    const { body } = await page("/");
    expect(body).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;\nsecond line &amp; ");
    expect(body).toContain('<a href="https://example.com/a?b=1&amp;c=2" rel="nofollow noopener noreferrer">');
    expect(body).toContain("&lt;b&gt;T&lt;/b&gt;");
    expect(body).not.toContain("<script>");
  });

  it("allows nothing but our own files", async () => {
    await post({ text: "x" });
    for (const path of ["/", "/@ada", "/nowhere"]) {
      const { headers, body } = await page(path);
      expect(headers.get("content-security-policy")).toBe(
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; media-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(body).not.toMatch(/<script(?![^>]*src="\/assets)|\sstyle=|\son\w+=|<style|https?:\/\/(?!sandbox\.test)/);
    }
  });

  it("serves every file it names", async () => {
    const { body } = await page("/");
    const files = [...body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(match => match[1] ?? "");
    expect(files).toHaveLength(3);
    for (const file of files) {
      const answer = await sandbox.fetch(new Request(BASE + file));
      expect([file, answer.status]).toEqual([file, 200]);
      expect(answer.headers.get("content-type")).toMatch(/css|javascript|svg/);
    }
  });

  it("shows a thread as one, shortened, with a way to the whole", async () => {
    let last: { id: string } | null = null;
    for (let n = 1; n <= 6; n++) last = await post({ text: `part ${n} of six`, reply_to: last?.id ?? null });
    const { body } = await page("/");
    expect(body.match(/<article class="post joined"/g)).toHaveLength(2);
    expect(body).toContain("Show 3 more in this thread");
    expect(body).not.toContain("part 4 of six");
    const own = (await page(`/posts/${last?.id}`)).body;
    expect(own).toMatch(/part 1 of six.*class="post marked".*part 6 of six/s);
  });

  it("goes on to older posts", async () => {
    for (let n = 0; n < 31; n++) await post({ text: `number ${n}.` });
    const first = (await page("/")).body;
    expect(first).not.toContain("number 0.");
    const older = /href="(\/\?before=\d+)"/.exec(first)?.[1] ?? "";
    const second = (await page(older)).body;
    expect(second).toContain("number 0.");
    expect(second).not.toContain("number 1.");
    expect((await page("/?before=x")).status).toBe(400);
  });

  it("answers 304 until something changes", async () => {
    const tag = (await page("/")).headers.get("etag") ?? "";
    expect((await page("/", { "If-None-Match": tag })).status).toBe(304);
    await post({ text: "news" });
    const next = await page("/", { "If-None-Match": tag });
    expect(next.status).toBe(200);
    expect(next.headers.get("etag")).not.toBe(tag);
  });
});

describe("a profile and a post", () => {
  it("have addresses of their own, also for pages and pictures", async () => {
    const made = await post({ text: "with a link of its own" });
    expect((await page(`/posts/${made.id}`)).body).toContain("with a link of its own");
    expect((await page("/@ada")).body).toContain("with a link of its own");
    expect((await page("/@ADA")).status).toBe(200);
    expect((await page("/@ada.studio")).body).toContain("Ada Studio");
    const picture = await sandbox.fetch(new Request(`${BASE}/avatars/ada.studio.svg`));
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
    expect(await picture.text()).toMatch(/^<svg .*>AS<.*<\/svg>$/);
  });

  it("show comments under the post they are about, and lead back from them", async () => {
    const made = await post({ text: "the post" });
    const comment = await post({ text: "the comment", reply_to: made.id, kind: "comment" });
    expect((await page(`/posts/${made.id}`)).body).toMatch(/the post.*1 comment.*the comment/s);
    const own = (await page(`/posts/${comment.id}`)).body;
    expect(own).toContain("the comment");
    expect(own).toContain(`href="/posts/${made.id}"`);
  });

  it("are missed politely", async () => {
    for (const path of [
      "/@nobody",
      "/posts/none",
      "/media/none",
      "/avatars/nobody.svg",
      "/nowhere",
      "/@%E0%A4%A",
      "/posts/%00",
    ]) {
      const answer = await page(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.body).toContain("Not found");
    }
  });
});

describe("relative time", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  it.each([
    [0, "just now"],
    [59, "just now"],
    [-30, "just now"],
    [60, "1 min"],
    [3_599, "59 min"],
    [3_600, "1 h"],
    [86_400, "1 d"],
    [7 * 86_400, "14 Nov 2026"],
    [-86_400, "22 Nov 2026"],
  ])("tells %i s as %s", (seconds, words) => {
    expect(relativeTime(now - seconds * 1_000, now)).toBe(words);
  });
});
