import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "./sandbox.ts";
import { ADMIN, ask, BASE, login, openSandbox, pkce } from "./testing.ts";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});
afterEach(() => sandbox.close());

const REDIRECT = "http://127.0.0.1:8080/callback?kept=1";
const { verifier, challenge } = pkce();
const asked: Record<string, string> = {
  response_type: "code",
  client_id: "https://app.test/metadata.json",
  redirect_uri: REDIRECT,
  scope: "read write audience",
  state: "a state & more",
  code_challenge: challenge,
  code_challenge_method: "S256",
};

const authorize = (query: Record<string, string>) => ask(sandbox.fetch, "GET", `/oauth/authorize?${new URLSearchParams(query)}`);
const decide = (form: Record<string, string | string[]>) =>
  ask(sandbox.fetch, "POST", "/oauth/authorize", { form: { ...asked, ...form } });
const exchange = (form: Record<string, string>) =>
  ask(sandbox.fetch, "POST", "/oauth/token", {
    form: {
      grant_type: "authorization_code",
      client_id: asked.client_id ?? "",
      redirect_uri: REDIRECT,
      code_verifier: verifier,
      ...form,
    },
  });
const refresh = (token: string, client = asked.client_id ?? "") =>
  ask(sandbox.fetch, "POST", "/oauth/token", { form: { grant_type: "refresh_token", refresh_token: token, client_id: client } });

async function code(share: string[] = ["ada"], allow: string[] = ["read", "write", "audience"]): Promise<string> {
  const answer = await decide({ decision: "allow", handle: "ada", share, allow });
  expect(answer.status, String(answer.body)).toBe(303);
  return new URL(answer.headers.get("location") ?? "").searchParams.get("code") ?? "";
}

/** The hidden fields of the form on a page, as a browser would send them. */
function fieldsOf(page: string): Record<string, string> {
  const unescaped = (text: string) =>
    text
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&amp;/g, "&");
  return Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [
      name,
      unescaped(value ?? ""),
    ]),
  );
}

describe("the consent page", () => {
  it("asks who, then what; the form carries everything that was asked", async () => {
    await login(sandbox.fetch, "grace");
    const first = await authorize(asked);
    expect(first.status).toBe(200);
    expect(first.body).toContain("@grace");
    expect(fieldsOf(first.body)).toEqual(asked);
    const second = await authorize({ ...asked, handle: "@Ada" });
    expect(second.body).toMatch(/ada\.studio.*ada\.news/s);
    expect(fieldsOf(second.body)).toEqual({ ...asked, handle: "ada" });
    // Looking creates nobody.
    expect((await ask(sandbox.fetch, "GET", "/@ada")).status).toBe(404);
  });

  it("has a policy that allows our own files and the way back with all its redirects, and nothing inline", async () => {
    const page = await authorize({ ...asked, handle: "ada" });
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' http: https:;");
    expect(policy).not.toContain("unsafe");
    expect(page.body).not.toMatch(/<script(?![^>]*src=)|\sstyle=|\son\w+=|<style/);
  });

  it("escapes what strangers write", async () => {
    const page = await authorize({ ...asked, client_id: `"><script>alert(1)</script>`, state: `'"><img src=x>` });
    expect(page.body).not.toContain("<script>alert");
    expect(page.body).not.toContain("<img src=x>");
  });

  it("sends nobody to an address that is not allowed", async () => {
    for (const redirect_uri of [
      "http://evil.test/cb",
      "javascript:alert(1)",
      "https://user@evil.test/",
      "https://a.test/#x",
      "https://a.test/#",
      "http://127.0.0.1.evil.test/",
      "",
      "x",
    ]) {
      const page = await authorize({ ...asked, redirect_uri });
      expect([redirect_uri, page.status, page.headers.get("location")]).toEqual([redirect_uri, 400, null]);
      expect((await decide({ redirect_uri, decision: "allow" })).status).toBe(400);
    }
    expect((await authorize({ ...asked, client_id: "" })).status).toBe(400);
    for (const redirect_uri of ["https://a.test/cb", "http://localhost:1/", "http://[::1]:8/x"]) {
      expect((await authorize({ ...asked, redirect_uri })).status).toBe(200);
    }
  });

  it.each([
    ["another response type", { response_type: "token" }, "unsupported_response_type"],
    ["no PKCE", { code_challenge: "" }, "invalid_request"],
    ["plain PKCE", { code_challenge_method: "plain" }, "invalid_request"],
    ["an unknown scope", { scope: "read everything" }, "invalid_scope"],
    ["an empty scope", { scope: " " }, "invalid_scope"],
  ])("tells the app about %s", async (_name, change, error) => {
    const answer = await authorize({ ...asked, ...change });
    const back = new URL(answer.headers.get("location") ?? "");
    expect(answer.status).toBe(303);
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ kept: "1", error, state: asked.state });
  });

  it("asks again for a handle that cannot be, nothing shared, nothing allowed", async () => {
    expect((await authorize({ ...asked, handle: "no spaces!" })).status).toBe(422);
    expect((await decide({ decision: "allow", handle: "x".repeat(25), share: "x" })).status).toBe(422);
    expect((await decide({ decision: "allow", handle: "ada", allow: "read" })).body).toContain("Choose at least one");
    expect((await decide({ decision: "allow", handle: "ada", share: "ada", allow: "admin" })).body).toContain(
      "Allow at least one",
    );
    // Sharing what belongs to somebody else shares nothing.
    expect((await decide({ decision: "allow", handle: "ada", share: "grace", allow: "read" })).status).toBe(422);
  });

  it("takes no for an answer", async () => {
    const answer = await decide({ decision: "deny" });
    expect(new URL(answer.headers.get("location") ?? "").searchParams.get("error")).toBe("access_denied");
  });
});

describe("the token endpoint", () => {
  it("gives each shared profile tokens of its own, with what was allowed", async () => {
    const answer = await exchange({ code: await code(["ada", "ada.news"], ["read"]) });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.body).toMatchObject({ token_type: "Bearer", scope: "read", expires_in: 3600 });
    expect(
      answer.body.accounts.map((each: { profile: { handle: string; kind: string } }) => [each.profile.handle, each.profile.kind]),
    ).toEqual([
      ["ada", "person"],
      ["ada.news", "page"],
    ]);
    for (const each of answer.body.accounts) {
      const me = await ask(sandbox.fetch, "GET", "/v1/me", { token: each.access_token });
      expect(me.body).toMatchObject({ profile: { id: each.profile.id }, scopes: ["read"] });
    }
    const [one, two] = answer.body.accounts;
    expect((await refresh(one.refresh_token)).status).toBe(200);
    expect((await ask(sandbox.fetch, "GET", "/v1/me", { token: two.access_token })).status).toBe(200);
  });

  it.each([
    ["another verifier", { code_verifier: "w".repeat(43) }],
    ["another redirect", { redirect_uri: "http://127.0.0.1:8080/callback" }],
    ["another app", { client_id: "other" }],
    ["another code", { code: "sbx_code_x" }],
  ])("refuses %s", async (_name, change) => {
    const right = await code();
    const refused = await exchange({ code: right, ...change });
    expect([refused.status, refused.body.error]).toEqual([400, "invalid_grant"]);
    expect((await exchange({ code: right })).status).toBe(200);
  });

  it("ends what a code gave when the code is shown again", async () => {
    const shown = await code();
    const first = await exchange({ code: shown });
    expect((await exchange({ code: shown })).body.error).toBe("invalid_grant");
    expect((await ask(sandbox.fetch, "GET", "/v1/me", { token: first.body.access_token })).body.error.code).toBe("token_revoked");
    expect((await refresh(first.body.refresh_token)).body.error).toBe("invalid_grant");
  });

  it("rotates refresh tokens, and ends the grant when an old one is shown", async () => {
    const first = (await exchange({ code: await code() })).body;
    const second = (await refresh(first.refresh_token)).body;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await ask(sandbox.fetch, "GET", "/v1/me", { token: first.access_token })).body.error.code).toBe("token_expired");
    expect((await ask(sandbox.fetch, "GET", "/v1/me", { token: second.access_token })).status).toBe(200);
    expect((await refresh(first.refresh_token)).body.error).toBe("invalid_grant");
    expect((await ask(sandbox.fetch, "GET", "/v1/me", { token: second.access_token })).body.error.code).toBe("token_revoked");
    expect((await refresh(second.refresh_token)).body.error).toBe("invalid_grant");
    const grants = await ask(sandbox.fetch, "GET", "/admin/grants?account=ada", { token: ADMIN });
    expect(grants.body.data).toMatchObject([{ reuse_seen_at: expect.any(Number) }]);
  });

  it("gives one winner when the same refresh token is shown many times at once", async () => {
    const { refresh_token } = (await exchange({ code: await code() })).body;
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(refresh_token)));
    expect(answers.filter(answer => answer.status === 200)).toHaveLength(1);
  });

  it("ends an access token in time, and by the admin's hand", async () => {
    sandbox.close();
    sandbox = openSandbox({ accessTokenSeconds: 0 });
    const ended = await login(sandbox.fetch, "ada");
    expect((await ask(sandbox.fetch, "GET", "/v1/me", { token: ended.token })).body.error.code).toBe("token_expired");
    sandbox.close();
    sandbox = openSandbox();
    const { token } = await login(sandbox.fetch, "ada");
    await ask(sandbox.fetch, "POST", "/admin/expire-tokens", { token: ADMIN, body: { account: "ada" } });
    expect((await ask(sandbox.fetch, "GET", "/v1/me", { token })).body.error.code).toBe("token_expired");
  });

  it("does not end a token because a caller's clock is ahead", async () => {
    const { token } = await login(sandbox.fetch, "ada");
    const me = await ask(sandbox.fetch, "GET", "/v1/me", { token, clock: Date.now() + 365 * 86_400_000 });
    expect(me.status).toBe(200);
  });

  it("says what is missing or unknown", async () => {
    expect((await ask(sandbox.fetch, "POST", "/oauth/token", { form: {} })).body.error).toBe("invalid_request");
    expect((await ask(sandbox.fetch, "POST", "/oauth/token", { form: { grant_type: "password" } })).body.error).toBe(
      "unsupported_grant_type",
    );
    expect((await exchange({})).body.error_description).toContain("code");
    expect((await refresh("sbx_refresh_x")).body.error).toBe("invalid_grant");
    const { refreshToken } = await login(sandbox.fetch, "ada");
    expect((await refresh(refreshToken, "another app")).body.error).toBe("invalid_grant");
  });

  it("revokes by either token, and says nothing about unknown ones", async () => {
    const { token, refreshToken } = await login(sandbox.fetch, "ada");
    expect((await ask(sandbox.fetch, "POST", "/oauth/revoke", { form: { token: "unknown" } })).status).toBe(200);
    expect((await ask(sandbox.fetch, "POST", "/oauth/revoke", { form: {} })).status).toBe(400);
    expect((await ask(sandbox.fetch, "POST", "/oauth/revoke", { form: { token } })).status).toBe(200);
    expect((await refresh(refreshToken, "password")).body.error).toBe("invalid_grant");
  });

  it("describes itself", async () => {
    const metadata = await ask(sandbox.fetch, "GET", "/.well-known/oauth-authorization-server");
    expect(metadata.body).toMatchObject({
      issuer: BASE,
      token_endpoint: `${BASE}/oauth/token`,
      code_challenge_methods_supported: ["S256"],
    });
  });
});

describe("the credentials door", () => {
  const enter = (handle: string, password: string) => ask(sandbox.fetch, "POST", "/v1/login", { body: { handle, password } });

  it("makes the person at the first use, and knows them after", async () => {
    const first = await enter("@Ada-Lovelace", "one");
    expect(first.body.accounts).toMatchObject([
      { profile: { handle: "ada-lovelace", display_name: "Ada Lovelace", kind: "person" } },
    ]);
    expect((await enter("ada-lovelace", "one")).body.accounts[0].profile.id).toBe(first.body.accounts[0].profile.id);
    expect((await enter("ada-lovelace", "two")).body.error.code).toBe("wrong_password");
  });

  it("lets a person who came by the consent page choose their password", async () => {
    await exchange({ code: await code() });
    expect((await enter("ada", "mine")).status).toBe(200);
    expect((await enter("ada", "other")).status).toBe(401);
  });

  it.each(["", "with space", "-ada", "ada.news", "äda", "x".repeat(25), "../x"])("refuses the handle %o", async handle => {
    expect((await enter(handle, "x")).body.error.code).toBe("handle_invalid");
  });
});
