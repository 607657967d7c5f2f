import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Sandbox } from "./sandbox.ts";
import { ADMIN, ask, BASE, login, openSandbox } from "./testing.ts";

/** Whatever arrives, the answer is never a 5xx: those belong to injected faults alone. */
let sandbox: Sandbox;
let tokens: string[];
let ids: string[];
beforeAll(async () => {
  sandbox = openSandbox();
  const { token, id, refreshToken } = await login(sandbox.fetch, "ada");
  const made = await ask(sandbox.fetch, "POST", "/v1/posts", { token, body: { text: "x" } });
  tokens = [token, ADMIN, refreshToken, "wrong"];
  ids = [made.body.id, id, "ada", "ada.studio"];
});
afterAll(() => sandbox.close());

const paths = [
  "/",
  "/@{}",
  "/posts/{}",
  "/media/{}",
  "/avatars/{}.svg",
  "/assets/{}",
  "/oauth/authorize",
  "/oauth/token",
  "/oauth/revoke",
  "/v1/login",
  "/v1/me",
  "/v1/posts",
  "/v1/posts/by-key/{}",
  "/v1/posts/by-key/{}/burn",
  "/v1/posts/{}",
  "/v1/posts/{}/thread",
  "/v1/posts/{}/comments",
  "/v1/posts/{}/metrics",
  "/v1/posts/{}/likes",
  "/v1/posts/{}/like",
  "/v1/media",
  "/v1/media/{}",
  "/v1/users/{}",
  "/v1/users/{}/followers",
  "/v1/users/{}/posts",
  "/v1/users/{}/follow",
  "/v1/metrics",
  "/v1/messages",
  "/admin/posts",
  "/admin/grants",
  "/admin/simulate",
  "/admin/expire-tokens",
  "/admin/revoke-access",
  "/{}",
];

const word = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom("ada", "", "null", "0", "-1", "1e9", "%", "%00", "..", "__proto__"),
);
const names = fc.constantFrom(
  "text",
  "title",
  "language",
  "options",
  "media_ids",
  "reply_to",
  "kind",
  "handle",
  "password",
  "scope",
  "account",
  "post_id",
  "comments",
  "likes",
  "limit",
  "before",
  "alt_text",
  "client_id",
  "redirect_uri",
  "response_type",
  "code_challenge",
  "code",
  "grant_type",
  "decision",
  "share",
);
const value = fc.oneof(
  { maxDepth: 2 },
  word,
  fc.jsonValue({ maxDepth: 2 }),
  fc.integer(),
  fc.constantFrom("visibility", "comment", "read"),
);
const body = fc.oneof(
  fc.constant(null),
  fc.uint8Array({ maxLength: 60 }).map(bytes => new Uint8Array(bytes)),
  fc.dictionary(names, value, { maxKeys: 6 }).map(object => JSON.stringify(object)),
  fc.dictionary(names, word, { maxKeys: 6 }).map(object => new URLSearchParams(object).toString()),
  word,
);
const header = fc.string({ unit: fc.constantFrom(..."abc019 ~é,;=\"'"), maxLength: 300 });

it("answers whatever arrives with less than 500", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"),
      fc.constantFrom(...paths),
      fc.oneof(word, fc.nat(3)),
      fc.dictionary(names, word, { maxKeys: 4 }),
      fc.option(fc.nat(3), { nil: null }),
      fc.record(
        {
          "Sandbox-Clock": fc.oneof(header, fc.nat().map(String)),
          "Idempotency-Key": header,
          "Content-Type": header,
          "If-None-Match": header,
        },
        { requiredKeys: [] },
      ),
      body,
      async (method, path, part, query, who, headers, content) => {
        const filled = path.replace("{}", encodeURIComponent(typeof part === "number" ? (ids[part] ?? "") : part.toWellFormed()));
        const sent = new Headers();
        for (const [name, text] of Object.entries(headers)) if (text !== undefined) sent.set(name, text);
        if (who !== null) sent.set("Authorization", `Bearer ${tokens[who]}`);
        const request = new Request(`${BASE}${filled}?${new URLSearchParams(query)}`, {
          method,
          headers: sent,
          body: method === "GET" || method === "HEAD" ? null : content,
        });
        const answer = await sandbox.fetch(request);
        expect(answer.status, `${method} ${request.url}`).toBeLessThan(500);
        await answer.arrayBuffer();
      },
    ),
    { numRuns: 1_500 },
  );
});
