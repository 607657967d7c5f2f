import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Hints } from "../ports/hints/hints.ts";
import { memoryHints } from "../ports/hints/memory.ts";
import { Refusal } from "../problems.ts";
import { createTestApp, type TestAnswer, type TestApp } from "../testing/app.ts";
import { type MovableTimer, movableTimer } from "../testing/movable-timer.ts";
import { createWorkspaceFor, ok, registerOrganization, TEST_PASSWORD, type TestOrganization } from "../testing/organization.ts";
import type { AnswerHeaders } from "./problem.ts";
import { addressCaller, type Caller, createRateLimiter, type RateLimits } from "./rate-limit.ts";

const HOUR_MS = 3_600_000;
/** Twenty minutes and half a second into an hour. */
const AT = 400_000 * HOUR_MS + 1_200_500;
const LIMITS: RateLimits = { perAddress: 5, perUser: 4, perKey: null, burst: 3 };

/** A limiter over hints that count how often they are asked. */
function limiterOver(limits: Partial<RateLimits> = {}) {
  const clock = { now: AT };
  const inner = memoryHints({ now: () => clock.now });
  const asked = { increments: 0 };
  const hints: Hints = {
    ...inner,
    increment(key, by, windowMs) {
      asked.increments++;
      return inner.increment(key, by, windowMs);
    },
  };
  const another = () => spender(hints);
  const spender = (over: Hints) => {
    const limiter = createRateLimiter(over, () => clock.now, { ...LIMITS, ...limits });
    return async (caller: Caller) => {
      const headers: AnswerHeaders = {};
      try {
        await limiter.spend(caller, headers);
        return { headers, refused: null };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { headers, refused: error };
      }
    };
  };
  return { clock, asked, spend: another(), another, spender };
}

const user = (id: string): Caller => ({ kind: "user", id });
const times = (count: number): undefined[] => Array.from({ length: count });

describe("a caller", () => {
  test("is told both policies, and what is left of each", async () => {
    const { spend } = limiterOver();
    expect(await spend(user("ada"))).toEqual({
      refused: null,
      headers: {
        "RateLimit-Policy": '"hour";q=4;w=3600, "burst";q=3;w=60',
        RateLimit: '"hour";r=3;t=2400, "burst";r=2;t=60',
      },
    });
    expect((await spend(user("ada"))).headers["RateLimit"]).toBe('"hour";r=2;t=2400, "burst";r=1;t=60');
  });

  test("has the quota of its kind: an address, a person, a key by its plan or by the installation's setting", async () => {
    const key: Caller = { kind: "key", id: "ada", requestsPerHour: 70 };
    const policy = async (limits: Partial<RateLimits>, caller: Caller) =>
      (await limiterOver(limits).spend(caller)).headers["RateLimit-Policy"]?.split(",")[0];
    expect(await policy({}, { kind: "address", id: "ada" })).toBe('"hour";q=5;w=3600');
    expect(await policy({}, user("ada"))).toBe('"hour";q=4;w=3600');
    expect(await policy({}, key)).toBe('"hour";q=70;w=3600');
    expect(await policy({ perKey: 80 }, key)).toBe('"hour";q=80;w=3600');
  });

  test("shares nothing with another, or with one of another kind by the same name", async () => {
    const { spend } = limiterOver();
    for (const _ of times(3)) await spend(user("ada"));
    expect((await spend(user("ada"))).refused).not.toBeNull();
    for (const other of [user("grace"), { kind: "address", id: "ada" }, { kind: "key", id: "ada", requestsPerHour: 9 }] as const)
      expect((await spend(other)).headers["RateLimit"]).toMatch(/^"hour";r=\d+;t=2400, "burst";r=2;t=60$/);
  });

  test("beyond the burst is refused until the minute ends, and pays nothing of the hour for it", async () => {
    const { clock, asked, spend } = limiterOver({ perUser: 100 });
    for (const _ of times(3)) expect((await spend(user("ada"))).refused).toBeNull();
    expect(asked.increments).toBe(6);
    for (const _ of times(20)) {
      const { headers, refused } = await spend(user("ada"));
      expect(refused).toMatchObject({ code: "rate_limited", retryAfterMs: 60_000 });
      expect(refused?.message).toBe('The quota "burst" of this user is used up: 3 requests in 60 s. The next begins in 60 s.');
      expect(headers["RateLimit"]).toBe('"hour";r=97;t=2400, "burst";r=0;t=60');
    }
    expect(asked.increments).toBe(6);
    clock.now += 59_000;
    expect((await spend(user("ada"))).refused).toMatchObject({ retryAfterMs: 1000 });
    clock.now += 500;
    const { headers, refused } = await spend(user("ada"));
    expect(refused).toBeNull();
    expect(headers["RateLimit"]).toBe('"hour";r=96;t=2340, "burst";r=2;t=60');
  });

  test("beyond the hour's quota is refused until the hour ends, whatever the burst says", async () => {
    const { clock, spend } = limiterOver();
    for (const _ of times(3)) await spend(user("ada"));
    clock.now += 60_000;
    expect((await spend(user("ada"))).refused).toBeNull();
    const { headers, refused } = await spend(user("ada"));
    expect(refused).toMatchObject({ code: "rate_limited", retryAfterMs: 2_340_000 });
    expect(refused?.message).toContain('"hour"');
    expect(headers["RateLimit"]).toBe('"hour";r=0;t=2340, "burst";r=2;t=60');
    clock.now += 2_339_000;
    expect((await spend(user("ada"))).refused).toMatchObject({ retryAfterMs: 1000 });
    clock.now += 500;
    expect((await spend(user("ada"))).headers["RateLimit"]).toBe('"hour";r=3;t=3600, "burst";r=2;t=60');
  });

  test("beyond both is told the later end", async () => {
    const { spend } = limiterOver({ perUser: 3 });
    for (const _ of times(3)) await spend(user("ada"));
    expect((await spend(user("ada"))).refused).toMatchObject({ retryAfterMs: 2_400_000 });
  });

  test("has one budget over all processes, and pays at most once in each for being refused", async () => {
    const { asked, spend: here, another } = limiterOver({ perUser: 100 });
    const there = another();
    const answers = [await here(user("ada")), await there(user("ada")), await here(user("ada"))];
    expect(answers.map(({ refused }) => refused)).toEqual([null, null, null]);
    for (const _ of times(10)) {
      expect((await here(user("ada"))).refused).not.toBeNull();
      expect((await there(user("ada"))).refused).not.toBeNull();
    }
    // Three that passed; `here` knew by its last that nothing was left, `there` had to ask.
    expect(asked.increments).toBe(2 * 4);
  });

  test("of many requests at once gets as many answers as are left", async () => {
    const { spend } = limiterOver();
    const answers = await Promise.all(times(50).map(() => spend(user("ada"))));
    expect(answers.filter(({ refused }) => refused === null)).toHaveLength(3);
  });

  test("passes while hints are away", async () => {
    const { spender } = limiterOver();
    const away = spender({ ...memoryHints({ now: () => AT }), increment: async () => null });
    for (const _ of times(20)) expect((await away(user("ada"))).refused).toBeNull();
  });

  test("is remembered among very many others", async () => {
    const { spend } = limiterOver();
    for (const _ of times(3)) await spend(user("ada"));
    for (let n = 0; n < 25_000; n++) await spend(user(`other ${n}`));
    expect((await spend(user("ada"))).refused).not.toBeNull();
  });
});

describe("the API", () => {
  const QUOTA = { perAddress: 40, perUser: 20, perKey: 30 };
  let t: TestApp;
  let timer: MovableTimer;
  let mine: TestOrganization;
  let theirs: TestOrganization;
  beforeAll(async () => {
    timer = movableTimer();
    t = await createTestApp({
      work: false,
      replace: () => ({ timer }),
      environment: { RATE_PER_ADDRESS: "40", RATE_PER_USER: "20", RATE_PER_KEY: "30", RATE_BURST: "1000" },
    });
    // All of a test happens in one window.
    timer.advance(HOUR_MS - (timer.now() % HOUR_MS));
    [mine, theirs] = [await registerOrganization(t), await registerOrganization(t)];
  });
  afterAll(() => t.close());

  const left = ({ headers }: TestAnswer): number => Number(/^"hour";r=(\d+);/.exec(headers.get("RateLimit") ?? "")?.[1]);
  const networks = (token: string) => t.request("GET", "/v1/networks/sandbox", { token });
  const me = (token: string) => t.request("GET", "/v1/users/me", { token });
  async function useUp(ask: () => Promise<TestAnswer>): Promise<TestAnswer> {
    for (let n = 0; n < 100; n++) {
      const answer = await ask();
      if (answer.status === 429) return answer;
    }
    throw new Error("no limit was met");
  }

  test("counts a person by their tokens together, and apart from the keys they made", async () => {
    const login = { email: mine.email, password: TEST_PASSWORD };
    const again = ok(await t.request("POST", "/v1/auth/login", { body: login })).body.access_token;
    const before = left(ok(await me(mine.owner)));
    expect(left(ok(await me(again)))).toBe(before - 1);
    expect(left(ok(await networks(mine.testKey)))).toBe(QUOTA.perKey - 1);
    expect(left(ok(await networks(mine.liveKey)))).toBe(QUOTA.perKey - 1);
    const refused = await useUp(() => me(again));
    expect(refused.body).toMatchObject({ code: "rate_limited", detail: expect.stringContaining('"hour" of this user') });
    expect((await me(mine.owner)).status).toBe(429);
    // Neither their keys nor other people's tokens have less for it.
    expect(left(ok(await networks(mine.testKey)))).toBe(QUOTA.perKey - 2);
    ok(await me(theirs.owner));
  });

  test("counts an embed session's person, not the session, and each workspace's people apart", async () => {
    timer.advance(HOUR_MS);
    const origin = "https://app.example.com";
    const session = async (workspace_id: string, external_id: string, key = mine.testKey): Promise<string> => {
      const body = { workspace_id, end_user: { external_id }, components: ["composer"], allowed_origins: [origin] };
      return ok(await t.request("POST", "/v1/embed-sessions", { token: key, body }), 201).body.token;
    };
    const current = (token: string) => t.request("GET", "/v1/embed-session", { token, headers: { Origin: origin } });
    const [bakery, shop] = [await createWorkspaceFor(t, mine.testKey), await createWorkspaceFor(t, mine.testKey)];
    const [first, second] = [await session(bakery, "user-1"), await session(bakery, "user-1")];
    expect(left(ok(await current(first)))).toBe(QUOTA.perUser - 1);
    expect(left(ok(await current(second)))).toBe(QUOTA.perUser - 2);
    await useUp(() => current(first));
    expect((await current(second)).status).toBe(429);
    expect((await current(await session(bakery, "user-1"))).status).toBe(429);
    const theirWorkspace = await createWorkspaceFor(t, theirs.testKey);
    for (const other of [
      await session(bakery, "user-2"),
      await session(shop, "user-1"),
      await session(theirWorkspace, "user-1", theirs.testKey),
    ])
      expect(left(ok(await current(other)))).toBe(QUOTA.perUser - 1);
  });

  test("counts each key by itself, and one tenant's use never for another", async () => {
    timer.advance(HOUR_MS);
    const refused = await useUp(() => networks(mine.testKey));
    expect(refused.headers.get("RateLimit-Policy")).toBe('"hour";q=30;w=3600, "burst";q=1000;w=60');
    expect(refused.headers.get("RateLimit")).toMatch(/^"hour";r=0;t=\d+, "burst";r=970;t=\d+$/);
    expect(refused.headers.get("Retry-After")).toBe(/;r=0;t=(\d+)/.exec(refused.headers.get("RateLimit") ?? "")?.[1]);
    expect(left(ok(await networks(mine.liveKey)))).toBe(QUOTA.perKey - 1);
    expect(left(ok(await networks(theirs.testKey)))).toBe(QUOTA.perKey - 1);
    timer.advance(Number(refused.headers.get("Retry-After")) * 1000);
    expect(left(ok(await networks(mine.testKey)))).toBe(QUOTA.perKey - 1);
  });

  test("counts by address what has no valid credential, and turns no credential away for it", async () => {
    timer.advance(HOUR_MS);
    const strangers = [
      await t.request("GET", "/v1/posts"),
      await networks("sk_test_guessed"),
      await t.request("POST", "/v1/auth/login", { body: {} }),
      await t.request("GET", "/nowhere"),
      await t.request("PUT", "/v1/posts"),
    ];
    expect(strangers.map(left)).toEqual([39, 38, 37, 36, 35]);
    expect(strangers.map(({ status }) => status)).toEqual([401, 401, 400, 404, 405]);
    const refused = await useUp(() => t.request("GET", "/v1/posts"));
    expect(refused.body.detail).toContain('"hour" of this address');
    expect((await t.request("GET", "/nowhere")).status).toBe(429);
    ok(await networks(mine.testKey));
  });

  test("never turns away probes, who asks for the keys that tokens are checked with, and who loads a file by its signed address", async () => {
    await useUp(() => t.request("GET", "/v1/posts"));
    const unmetered = t.operations.filter(({ metered }) => metered === false);
    // A file's address is signed, and a page of the library loads hundreds of them.
    const wanted = { "/.well-known/jwks.json": 200, "/livez": 200, "/readyz": 200, "/v1/files/{token}": 404 };
    expect(unmetered.map(({ path }) => path).sort()).toEqual(Object.keys(wanted));
    expect(unmetered.every(({ access }) => access === "open")).toBe(true);
    for (const [path, answer] of Object.entries(wanted)) {
      const { status, headers } = await t.request("GET", path.replace("{token}", "nobody-signed-this"));
      expect([path, status]).toEqual([path, answer]);
      expect(headers.has("RateLimit") || headers.has("RateLimit-Policy")).toBe(false);
    }
  });
});

test("by default a person has 1,000 requests an hour, an address 5,000, a key what its plan says, and each 2,000 a minute", async () => {
  const t = await createTestApp({ work: false });
  try {
    const { owner, testKey } = await registerOrganization(t);
    const policy = async (path: string, token?: string) =>
      (await t.request("GET", path, token === undefined ? {} : { token })).headers.get("RateLimit-Policy");
    expect(await policy("/v1/posts")).toBe('"hour";q=5000;w=3600, "burst";q=2000;w=60');
    expect(await policy("/v1/users/me", owner)).toBe('"hour";q=1000;w=3600, "burst";q=2000;w=60');
    expect(await policy("/v1/networks/sandbox", testKey)).toBe('"hour";q=100000;w=3600, "burst";q=2000;w=60');
  } finally {
    await t.close();
  }
});

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002:ffff::1", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:db8::5:6:7:8:9", "2001:db8:0:5::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["unknown", "unknown"],
])("requests from %s count as those of %s", (address, id) => {
  expect(addressCaller(address)).toEqual({ kind: "address", id });
});
