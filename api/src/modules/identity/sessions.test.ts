import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../testing/app.ts";
import { type Gate, losingStore } from "../../testing/losing-store.ts";
import { ok, registerOrganization, TEST_PASSWORD } from "../../testing/organization.ts";
import { shiftedTimer } from "../../testing/shifted-timer.ts";
import { CurrentUserSchema, LoginAnswerSchema, TokensSchema } from "./schema.ts";

/** Real time and what a test adds to it. */
const clock = { ahead: 0 };
/** While set, the next write is applied and its answer lost. */
const fault = { loseAnswer: false };
const gate: Gate = {
  decide() {
    const fate = fault.loseAnswer ? "applied" : "passes";
    fault.loseAnswer = false;
    return fate;
  },
};

let t: TestApp;
beforeAll(async () => {
  t = await createTestApp({
    replace: service => ({ timer: shiftedTimer(service, clock), systemStore: losingStore(service, gate) }),
    environment: { RATE_PER_ADDRESS: "100000", RATE_BURST: "100000" },
    work: false,
  });
});
afterAll(() => t.close());
afterEach(() => {
  clock.ahead = 0;
});

let people = 0;
const person = (more: Record<string, unknown> = {}) => ({
  email: `person-${people++}@example.com`,
  password: TEST_PASSWORD,
  first_name: "Grace",
  last_name: "Hopper",
  organization_name: "Compilers",
  ...more,
});
const register = (body: unknown) => t.request("POST", "/v1/auth/register", { body });
const login = (email: string, password: string) => t.request("POST", "/v1/auth/login", { body: { email, password } });
const refresh = (token: string) => t.request("POST", "/v1/auth/refresh", { body: { refresh_token: token } });
const me = (token: string) => t.request("GET", "/v1/users/me", { token });

describe("auth.register", () => {
  test("makes a user with an organization and logs them in", async () => {
    const { body } = ok(await register(person({ email: "Grace.Hopper@Example.COM" })), 201);
    expect(LoginAnswerSchema.parse(body)).toEqual(body);
    expect(body.user.email).toBe("grace.hopper@example.com");
    expect(body.organization).toMatchObject({ name: "Compilers", plan: "free", limits: { users: 5, accounts: 3 } });
    const known = ok(await me(body.access_token)).body;
    expect(CurrentUserSchema.parse(known)).toEqual(known);
    expect(known).toEqual({ user: body.user, organization: body.organization, role: "owner" });
    expect(JSON.stringify(body)).not.toContain("argon2");
  });

  test("an e-mail address is one person's, however it is written", async () => {
    const { email } = ok(await register(person()), 201).body.user;
    expect((await register(person({ email: email.toUpperCase() }))).body).toMatchObject({ status: 409, code: "email_taken" });
  });

  test("of many at once with one address one is made", async () => {
    const body = person();
    const answers = await Promise.all(Array.from({ length: 5 }, () => register(body)));
    expect(answers.map(answer => answer.status).sort()).toEqual([201, 409, 409, 409, 409]);
  });

  test("organizations of one name have slugs of their own", async () => {
    const name = "Söme Bäckerei & Co.";
    const answers = await Promise.all([1, 2, 3].map(() => register(person({ organization_name: name }))));
    const slugs = answers.map(answer => ok(answer, 201).body.organization.slug);
    expect(new Set(slugs).size).toBe(3);
    for (const slug of slugs) expect(slug).toMatch(/^some-backerei-co/);
    expect(ok(await register(person({ organization_name: "株式会社" })), 201).body.organization.slug).toMatch(
      /^org-[0-9a-z]{8}$/,
    );
  });

  test("every fault is told at once", async () => {
    const { status, body } = await register({ email: "nobody", password: "short", first_name: "", plan: "gold" });
    expect(status).toBe(400);
    expect(body.errors.map((fault: { path: string }) => fault.path).sort()).toEqual(
      ["email", "first_name", "last_name", "organization_name", "password", "plan"].sort(),
    );
  });

  test("a password that is easy to guess is refused with what to do", async () => {
    const { status, body } = await register(person({ password: "GraceHopper1" }));
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ path: "password", code: "too_weak" }]);
  });

  test("text that cannot be stored as keys or shown in lines is refused, never a fault of ours", async () => {
    for (const first_name of ["\u0000", "a\nb", "\ud800"])
      expect((await register(person({ first_name }))).body).toMatchObject({ status: 400, code: "validation_failed" });
  });
});

describe("auth.login", () => {
  test("gives a session of its own", async () => {
    const first = ok(await register(person()), 201).body;
    const second = ok(await login(first.user.email.toUpperCase(), TEST_PASSWORD)).body;
    expect(LoginAnswerSchema.parse(second)).toEqual(second);
    expect(second.user).toEqual(first.user);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    ok(await t.request("POST", "/v1/auth/logout", { token: second.access_token }), 204);
    ok(await me(first.access_token));
  });

  test("tells a wrong password and an unknown address apart to nobody", async () => {
    const { email } = ok(await register(person()), 201).body.user;
    const wrong = await login(email, "lantern-orbit-velvet-thax");
    const unknown = await login("stranger@example.com", TEST_PASSWORD);
    for (const answer of [wrong, unknown]) expect(answer).toMatchObject({ status: 401, body: { code: "invalid_credentials" } });
    const { request_id: _, ...first } = wrong.body;
    const { request_id: __, ...second } = unknown.body;
    expect(first).toEqual(second);
    expect(wrong.headers.get("WWW-Authenticate")).toContain("Bearer");
  });

  test("guessing is stopped, for this address alone", async () => {
    const { email } = ok(await register(person()), 201).body.user;
    const statuses: number[] = [];
    for (let tried = 0; tried < 11; tried++) statuses.push((await login(email, "wrong-password-again")).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    const refused = await login(email, TEST_PASSWORD);
    expect(refused.body.code).toBe("rate_limited");
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    const other = ok(await register(person()), 201).body.user;
    ok(await login(other.email, TEST_PASSWORD));
  });

  test("whoever logs in rightly may go on", async () => {
    const { email } = ok(await register(person()), 201).body.user;
    for (let round = 0; round < 2; round++) {
      for (let tried = 0; tried < 6; tried++) await login(email, "wrong-password-again");
      ok(await login(email, TEST_PASSWORD));
    }
  });
});

describe("auth.refresh", () => {
  test("gives the next pair, again and again", async () => {
    let tokens = ok(await register(person()), 201).body;
    const seen = new Set([tokens.refresh_token]);
    for (let round = 0; round < 3; round++) {
      const next = ok(await refresh(tokens.refresh_token)).body;
      expect(TokensSchema.parse(next)).toEqual(next);
      expect(next.access_token).not.toBe(tokens.access_token);
      expect(seen.has(next.refresh_token)).toBe(false);
      seen.add(next.refresh_token);
      ok(await me(next.access_token));
      tokens = next;
    }
  });

  test("a lost answer logs nobody out: the same token gives the same successor again", async () => {
    const { refresh_token: token } = ok(await register(person()), 201).body;
    const lost = ok(await refresh(token)).body;
    const repeated = ok(await refresh(token)).body;
    expect(repeated.refresh_token).toBe(lost.refresh_token);
    ok(await me(repeated.access_token));
    ok(await refresh(repeated.refresh_token));
  });

  test("an answer the store lost is no harm either", async () => {
    const { refresh_token: token } = ok(await register(person()), 201).body;
    fault.loseAnswer = true;
    expect((await refresh(token)).body).toMatchObject({ status: 503, code: "busy" });
    const repeated = ok(await refresh(token)).body;
    ok(await refresh(repeated.refresh_token));
  });

  test("many tabs that refresh at once all go on with one successor", async () => {
    const { refresh_token: token } = ok(await register(person()), 201).body;
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(token)));
    const successors = new Set(answers.map(answer => ok(answer).body.refresh_token));
    expect(successors.size).toBe(1);
    for (const answer of answers) ok(await me(answer.body.access_token));
    for (const successor of successors) ok(await refresh(successor));
  });

  test("an older token ends the session, its newest tokens too", async () => {
    const { refresh_token: first } = ok(await register(person()), 201).body;
    const second = ok(await refresh(first)).body;
    const third = ok(await refresh(second.refresh_token)).body;
    expect((await refresh(first)).body).toMatchObject({ status: 401, code: "refresh_token_reused" });
    expect((await refresh(third.refresh_token)).body).toMatchObject({ status: 401, code: "invalid_token" });
    expect((await me(third.access_token)).body).toMatchObject({ status: 401, code: "invalid_token" });
  });

  test("the token before the newest is an older one too once its minute is over", async () => {
    const { refresh_token: first } = ok(await register(person()), 201).body;
    const second = ok(await refresh(first)).body;
    clock.ahead += 61_000;
    expect((await refresh(first)).body.code).toBe("refresh_token_reused");
    expect((await refresh(second.refresh_token)).body.code).toBe("invalid_token");
  });

  test("a session ends 30 days after its last use", async () => {
    const { refresh_token: first } = ok(await register(person()), 201).body;
    clock.ahead += 29 * 86_400_000;
    const second = ok(await refresh(first)).body;
    clock.ahead += 29 * 86_400_000;
    const third = ok(await refresh(second.refresh_token)).body;
    clock.ahead += 31 * 86_400_000;
    expect((await refresh(third.refresh_token)).body).toMatchObject({ status: 401, code: "token_expired" });
  });

  test("a forged token ends nobody's session", async () => {
    const { refresh_token: token } = ok(await register(person()), 201).body;
    const second = ok(await refresh(token)).body.refresh_token;
    const third = ok(await refresh(second)).body.refresh_token;
    const [head, , proof] = third.split(".");
    const guesses = [
      `${head}.1.${"A".repeat(43)}`, // an old number without its proof
      `${head}.1.${proof}`,
      `${head}.4.${proof}`,
      third.slice(0, -1),
      `${third}A`,
      "rt_",
      "rt_nothing",
      "sk_test_nothing",
    ];
    for (const guess of guesses) expect((await refresh(guess)).body).toMatchObject({ status: 401, code: "invalid_token" });
    ok(await refresh(third));
  });

  test("no token lies in the store", async () => {
    const { refresh_token: token, access_token: access, user } = ok(await register(person()), 201).body;
    const page = await t.service.systemStore.query({ pk: `lookup#user#${user.id}`, limit: 100 });
    const text = JSON.stringify(page);
    expect(page.items).toHaveLength(2);
    for (const secret of [token, access, token.split(".")[2], TEST_PASSWORD]) expect(text).not.toContain(secret);
  });
});

describe("auth.logout", () => {
  test("both tokens are refused at once", async () => {
    const { access_token: access, refresh_token: token } = ok(await register(person()), 201).body;
    ok(await me(access));
    ok(await t.request("POST", "/v1/auth/logout", { token: access }), 204);
    expect((await me(access)).body).toMatchObject({ status: 401, code: "invalid_token" });
    expect((await refresh(token)).body).toMatchObject({ status: 401, code: "invalid_token" });
    expect((await t.request("POST", "/v1/auth/logout", { token: access })).status).toBe(401);
  });

  test("a refresh that runs at the same time does not bring the session back", async () => {
    const { access_token: access, refresh_token: token } = ok(await register(person()), 201).body;
    const [, refreshed] = await Promise.all([t.request("POST", "/v1/auth/logout", { token: access }), refresh(token)]);
    if (refreshed.status === 200) expect((await me(refreshed.body.access_token)).status).toBe(401);
    expect((await me(access)).status).toBe(401);
  });
});

describe("users.me", () => {
  test("is for users only", async () => {
    const { testKey } = await registerOrganization(t);
    expect((await me(testKey)).body).toMatchObject({ status: 403, code: "missing_scope" });
    expect((await t.request("GET", "/v1/users/me")).body).toMatchObject({ status: 401, code: "unauthenticated" });
  });

  test("a user without the organization any more acts for none", async () => {
    const { access_token: access, user, organization } = ok(await register(person()), 201).body;
    await t.service.systemStore.write([{ op: "delete", key: { pk: `${organization.id}|members`, sk: user.id } }]);
    expect(ok(await me(access)).body).toMatchObject({ user: { id: user.id }, organization: null, role: null });
    expect((await t.request("GET", "/v1/organization", { token: access })).status).toBe(404);
  });
});
