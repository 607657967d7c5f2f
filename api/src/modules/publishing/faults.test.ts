import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { furnishTenant, type Tenant, until } from "../../testing/every-operation.ts";
import type { FakeNetworkOptions } from "../../testing/fake-network.ts";
import { type FullApp, openFullApp } from "../../testing/full-app.ts";
import { type Fate, type Gate, losingStore, puts } from "../../testing/losing-store.ts";
import { movableTimer } from "../../testing/movable-timer.ts";
import { ok } from "../../testing/organization.ts";
import { listParked } from "../../work/parked.ts";

/** An app whose real clock a test may move: leases end, locks of the dead end, polls come. */
async function open(fake: FakeNetworkOptions = {}) {
  const timer = movableTimer();
  const gate: Gate = { decide: () => "passes" };
  const full = await openFullApp({ fake, replace: service => ({ timer, systemStore: losingStore(service, gate) }) });
  const tenant = await furnishTenant(full.t);
  return { timer, gate, full, tenant, ...postsOf(full, tenant) };
}
type World = Awaited<ReturnType<typeof open>>;

let texts = 0;
const freshText = (): string => `Text number ${++texts}.`;

/** What a test does with posts, by way of the API. Reads go to the app as it is now, also after it was opened anew. */
function postsOf(full: FullApp, tenant: Tenant) {
  const ask = (method: string, path: string, body?: unknown) =>
    full.t.request(method, path, { token: tenant.testKey, workspace: tenant.workspace, body });
  const read = async (post: string) => ok(await ask("GET", `/v1/posts/${post}`)).body;
  return {
    ask,
    read,
    /** Schedules a post for now; gives its id. */
    async publish(text: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
      const body = { text, account_ids: [tenant.account], schedule: { now: true }, ...more };
      return ok(await ask("POST", "/v1/posts", body), 201).body.id;
    },
    /** Moves the workspace's clock. */
    advance: async (seconds: number) => ok(await ask("POST", "/v1/test/clock/advance", { by: seconds })),
    /** Waits until the post has one of these statuses; `meanwhile` is done between looks. */
    async settle(post: string, statuses: readonly string[], meanwhile: () => unknown = () => undefined) {
      for (let tries = 0; ; tries++) {
        const body = await read(post);
        if (statuses.includes(body.status)) return body;
        if (tries > 600) throw new Error(`still ${JSON.stringify(body)}`);
        await meanwhile();
        await new Promise(resolve => setTimeout(resolve, 10));
      }
    },
    /** Types of the events about a post, its targets', in their order. */
    async told(post: string): Promise<string[]> {
      const { data } = ok(await ask("GET", "/v1/events?limit=250")).body;
      type Told = { type: string; data: { post?: { id: string }; target?: { post_id: string } } };
      return (data as Told[])
        .filter(event => event.data.post?.id === post || event.data.target?.post_id === post)
        .map(event => event.type)
        .reverse();
    },
    /** How often a text is on the sandbox in truth. */
    times: async (text: string): Promise<number> => (await full.truth(tenant.marker)).filter(one => one.text === text).length,
  };
}

const partStates = (post: { targets: { parts: { status: string }[] }[] }): string[] =>
  post.targets[0]?.parts.map(part => part.status) ?? [];

describe("faults of the network", () => {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world.full.close());

  /** Through the sandbox's own door, which knows more faults than the API lets vendors inject. */
  const inject = (fault: Readonly<Record<string, unknown>>) =>
    world.full.admin("faults", { account: world.tenant.marker, ...fault });

  const CREATE: readonly Readonly<Record<string, unknown>>[] = [
    { kind: "status", status: 500 },
    { kind: "status", status: 500, applied: true },
    { kind: "status", status: 502, applied: true },
    { kind: "status", status: 503 },
    { kind: "status", status: 503, applied: true, retry_after_s: 5 },
    { kind: "status", status: 408, applied: true },
    { kind: "timeout", delay_ms: 30 },
    { kind: "timeout", delay_ms: 30, applied: false },
    { kind: "reset_before" },
    { kind: "reset_before", times: 3 },
    { kind: "reset_after" },
    { kind: "slow", delay_ms: 60 },
    { kind: "duplicate" },
    { kind: "duplicate", applied: true },
    { kind: "unreadable" },
    { kind: "unreadable", applied: false },
  ];
  for (const fault of CREATE)
    test(`a create that meets ${JSON.stringify(fault)} ends published, once, with one request for each key`, async () => {
      const text = freshText();
      await inject({ operation: "create", ...fault });
      const post = await world.publish(text);
      await world.settle(post, ["published"], () => world.advance(60));
      const found = (await world.full.truth(world.tenant.marker)).filter(one => one.text === text);
      expect(found).toHaveLength(1);
      expect(found[0]?.create_requests).toBe(1);
      await world.advance(1); // answers when all events are told
      const told = await world.told(post);
      expect(told.filter(type => type === "target.published")).toHaveLength(1);
      expect(told.filter(type => type === "post.published")).toHaveLength(1);
      expect(told).not.toContain("target.failed");
    });

  for (const fault of [
    { kind: "status", status: 500 },
    { kind: "status", status: 503, retry_after_s: 20 },
    { kind: "status", status: 404 },
    { kind: "reset_before" },
    { kind: "reset_after" },
    { kind: "timeout", delay_ms: 30 },
    { kind: "rate_limit", retry_after_s: 20 },
    { kind: "slow", delay_ms: 60 },
    { kind: "unreadable" },
  ])
    test(`a look-up that meets ${JSON.stringify(fault)} is made again, and nothing is sent twice`, async () => {
      for (const lost of ["reset_after", "reset_before"]) {
        const text = freshText();
        await inject({ operation: "create", kind: lost });
        await inject({ operation: "lookup", ...fault });
        const post = await world.publish(text);
        const body = await world.settle(post, ["published"], () => world.advance(60));
        expect(await world.times(text)).toBe(1);
        if (lost === "reset_after") expect(body.targets[0].parts[0].attempts).toHaveLength(1);
      }
    });

  test("rate limited, it waits as long as the network says, by the workspace's clock, and not less", async () => {
    const text = freshText();
    ok(
      await world.ask("POST", "/v1/test/faults", {
        network: "sandbox",
        operation: "create",
        kind: "rate_limit",
        retry_after_s: 600,
      }),
      201,
    );
    const post = await world.publish(text);
    const waiting = await until(
      () => world.read(post),
      body => body.targets[0].parts[0].next_attempt_at !== null,
    );
    expect(waiting.targets[0].problem).toMatchObject({ category: "rate_limited", retryable: true });
    const wait = Date.parse(waiting.targets[0].parts[0].next_attempt_at) - Date.parse(waiting.targets[0].parts[0].attempts[0].at);
    expect(wait).toBeGreaterThan(590_000);
    await world.advance(590);
    expect(await world.times(text)).toBe(0);
    await world.advance(15);
    await world.settle(post, ["published"]);
    expect(await world.times(text)).toBe(1);
  });

  test("a refusal of the content fails at once, says why, and is sent again only when asked", async () => {
    const text = freshText();
    await inject({ operation: "create", kind: "status", status: 422 });
    const post = await world.publish(text);
    const failed = await world.settle(post, ["failed"]);
    expect(failed.targets[0].problem).toMatchObject({ category: "content_rejected", source: "author" });
    await world.advance(86_400);
    expect(await world.times(text)).toBe(0);
    const mended = freshText();
    ok(await world.ask("PATCH", `/v1/posts/${post}`, { text: mended }));
    await world.advance(86_400);
    expect(await world.times(mended)).toBe(0);
    expect((await world.read(post)).status).toBe("failed");
    ok(await world.ask("POST", `/v1/targets/${failed.targets[0].id}/retry`));
    await world.settle(post, ["published"]);
    expect([await world.times(text), await world.times(mended)]).toEqual([0, 1]);
  });

  test("a network that loses every request is given up in the end", async () => {
    const text = freshText();
    await inject({ operation: "create", kind: "reset_before", times: 100 });
    const post = await world.publish(text);
    const body = await world.settle(post, ["failed"], () => world.advance(3600));
    expect(body.targets[0].problem).toMatchObject({ retryable: true });
    expect(await world.times(text)).toBe(0);
    expect(body.targets[0].parts[0].attempts.at(-1).number).toBeLessThanOrEqual(20);
    await clearFaults();
    ok(await world.ask("POST", `/v1/targets/${body.targets[0].id}/retry`));
    await world.settle(post, ["published"], () => world.advance(60));
    expect(await world.times(text)).toBe(1);
  });

  const clearFaults = (): Promise<void> => world.full.admin("faults", {}, "DELETE");

  describe("of tokens", () => {
    const expire = () => world.full.admin("expire-tokens", { account: world.tenant.marker });

    test("one that ended is refreshed, and the post is sent again with the new one", async () => {
      const text = freshText();
      await expire();
      const post = await world.publish(text);
      await world.settle(post, ["published"]);
      expect(await world.times(text)).toBe(1);
    });

    test("one that ended while the post was being sent is refreshed for the look-up, which tells at once", async () => {
      const text = freshText();
      await inject({ operation: "create", kind: "timeout", delay_ms: 500, applied: true });
      const post = await world.publish(text);
      await until(
        () => world.times(text),
        times => times === 1,
      );
      await expire();
      await world.settle(post, ["published"]);
      expect(await world.times(text)).toBe(1);
    });

    for (const fault of [
      { kind: "status", status: 500 },
      { kind: "reset_before" },
      { kind: "rate_limit", retry_after_s: 30 },
      { kind: "timeout", delay_ms: 30, applied: false },
    ])
      test(`a refresh that meets ${JSON.stringify(fault)} is tried later; the account stays connected`, async () => {
        const text = freshText();
        await expire();
        await inject({ operation: "token", ...fault });
        const post = await world.publish(text);
        await world.settle(post, ["published"], () => world.advance(60));
        expect(await world.times(text)).toBe(1);
        expect(ok(await world.ask("GET", `/v1/accounts/${world.tenant.account}`)).body.status).toBe("connected");
      });

    test("access that was taken back fails the post and marks the account; connected again, a retry publishes it once", async () => {
      const text = freshText();
      await world.full.admin("revoke-access", { account: world.tenant.marker });
      const post = await world.publish(text);
      const failed = await world.settle(post, ["failed"]);
      expect(failed.targets[0].problem).toMatchObject({ category: "auth_expired", source: "account" });
      const account = async () => ok(await world.ask("GET", `/v1/accounts/${world.tenant.account}`)).body;
      const marked = await until(account, ({ status }) => status === "needs_reconnect");
      expect(marked).toMatchObject({ problem: { category: "auth_expired" } });
      const refused = await world.ask("POST", "/v1/posts", {
        text,
        account_ids: [world.tenant.account],
        schedule: { now: true },
      });
      expect(refused).toMatchObject({ status: 409, body: { code: "account_needs_reconnect" } });
      const credentials = { handle: world.tenant.marker, password: "correct horse" };
      const again = ok(await world.ask("POST", "/v1/accounts/connect", { network: "sandbox", credentials })).body.account;
      expect(again).toMatchObject({ id: world.tenant.account, status: "connected" });
      ok(await world.ask("POST", `/v1/targets/${failed.targets[0].id}/retry`));
      await world.settle(post, ["published"]);
      expect(await world.times(text)).toBe(1);
      const events = ok(await world.ask("GET", "/v1/events?type=account.needs_reconnect")).body.data;
      expect(events).toHaveLength(1);
    });
  });

  test("a thread that is refused at its second part keeps its first, and a retry sends the rest, once each, in its order", async () => {
    const parts = [freshText(), freshText(), freshText()];
    const comment = freshText();
    await inject({ operation: "create", kind: "slow", delay_ms: 0 });
    await inject({ operation: "create", kind: "status", status: 422 });
    const thread = parts.slice(1).map(text => ({ text }));
    const post = await world.publish(parts[0] ?? "", { thread, first_comment: comment });
    const broken = await world.settle(post, ["partly_published", "failed"]);
    expect(partStates(broken)).toEqual(["published", "failed", "draft", "draft"]);
    expect(broken.status).toBe("partly_published");
    expect(await world.ask("PATCH", `/v1/posts/${post}`, { text: "Other" })).toMatchObject({ status: 409 });
    ok(await world.ask("POST", `/v1/targets/${broken.targets[0].id}/retry`));
    const whole = await world.settle(post, ["published"]);
    expect(partStates(whole)).toEqual(["published", "published", "published", "published"]);
    const truth = (await world.full.truth(world.tenant.marker)).filter(one => [...parts, comment].includes(one.text));
    expect(truth.map(one => one.text).sort()).toEqual([...parts, comment].sort());
  });

  test("what was cancelled stays cancelled, whatever is changed about its post", async () => {
    const text = freshText();
    const { now } = ok(await world.ask("GET", "/v1/test/clock")).body;
    const at = new Date(Date.parse(now) + 3_600_000).toISOString();
    const accounts = [world.tenant.account, world.tenant.fakeAccount];
    const created = ok(await world.ask("POST", "/v1/posts", { text, account_ids: accounts, schedule: { at } }), 201).body;
    const onSandbox = created.targets.find((target: { network: string }) => target.network === "sandbox").id;
    ok(await world.ask("POST", `/v1/targets/${onSandbox}/cancel`));
    const changed = freshText();
    ok(await world.ask("PATCH", `/v1/posts/${created.id}`, { text: changed }));
    ok(await world.ask("POST", `/v1/posts/${created.id}/schedule`, { at: new Date(Date.parse(at) + 60_000).toISOString() }));
    await world.advance(7200);
    await world.settle(created.id, ["published"]);
    expect([await world.times(text), await world.times(changed)]).toEqual([0, 0]);
    expect(world.full.fake.posts.filter(one => one.text === changed)).toHaveLength(1);
    const alone = ok(
      await world.ask("POST", "/v1/posts", {
        text,
        account_ids: [world.tenant.account],
        schedule: { at: new Date(Date.parse(at) + 9e6).toISOString() },
      }),
      201,
    ).body;
    ok(await world.ask("POST", `/v1/targets/${alone.targets[0].id}/cancel`));
    for (const [method, path, body] of [
      ["PATCH", "", { text: "Again" }],
      ["POST", "/publish", undefined],
      ["POST", "/schedule", { now: true }],
    ] as const)
      expect(await world.ask(method, `/v1/posts/${alone.id}${path}`, body)).toMatchObject({
        status: 409,
        body: { code: "post_not_editable" },
      });
  });
});

describe("a defect of ours", () => {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world.full.close());
  const broken = async (): Promise<never> => {
    throw new TypeError("it broke");
  };
  /** What waits for a stage's next try comes due. */
  const tryAgain = () => world.timer.advance(10_000);

  test("before anything is sent fails the post, with a problem to be seen, and a retry sends it", async () => {
    const { connector } = world.full.fake;
    const { prepare } = connector;
    Object.assign(connector, { prepare: broken });
    const post = await world.publish(freshText(), { account_ids: [world.tenant.fakeAccount] });
    const failed = await world.settle(post, ["failed"], tryAgain);
    expect(failed.targets[0].problem).toMatchObject({ code: "internal", source: "placard", retryable: true });
    await until(
      () => world.told(post),
      types => types.includes("target.failed") && types.includes("post.failed"),
    );
    expect(world.full.fake.creates).toBe(0);
    expect(await listParked(world.full.t.service)).toEqual([]);
    Object.assign(connector, { prepare });
    ok(await world.ask("POST", `/v1/targets/${failed.targets[0].id}/retry`));
    await world.settle(post, ["published"]);
    expect(world.full.fake.creates).toBe(1);
  });

  test("while its outcome is asked for leaves it to a person, and sends it no second time", async () => {
    const { connector } = world.full.fake;
    const creates = world.full.fake.creates;
    Object.assign(connector, { create: broken, lookup: broken });
    const post = await world.publish(freshText(), { account_ids: [world.tenant.fakeAccount] });
    const open = await world.settle(post, ["uncertain"], tryAgain);
    expect(open.targets[0].problem).toMatchObject({ code: "outcome_uncertain" });
    expect(world.full.fake.creates).toBe(creates);
    expect(await listParked(world.full.t.service)).toEqual([]);
  });
});

describe("a network that gives no proof of absence", () => {
  let world: World;
  beforeAll(async () => {
    world = await open({ absenceProof: "none" });
  });
  afterAll(() => world.full.close());
  const onFake = (text: string) => world.full.fake.posts.filter(one => one.text === text).length;

  /** A post whose create was lost, and which cannot be seen: it waits for a person. */
  async function uncertain(turn: "lost" | "kept") {
    world.full.fake.turns.push(turn);
    world.full.fake.visible = false;
    const text = freshText();
    const creates = world.full.fake.creates;
    const post = await world.publish(text, { account_ids: [world.tenant.fakeAccount] });
    const open = await world.settle(post, ["uncertain"], () => world.advance(3600));
    expect(world.full.fake.creates - creates).toBe(1);
    expect(open.targets[0].problem).toMatchObject({ code: "outcome_uncertain", retryable: false });
    world.full.fake.visible = true;
    return { post, text, target: String(open.targets[0].id) };
  }

  test("ends uncertain within bounded time, says so once, and is never sent again by itself", async () => {
    const { post, text } = await uncertain("lost");
    await world.advance(30 * 86_400);
    expect(onFake(text)).toBe(0);
    expect((await world.told(post)).filter(type => type === "target.uncertain")).toHaveLength(1);
  });

  test("a person who found it confirms it with its link", async () => {
    const { post, text, target } = await uncertain("kept");
    const url = "https://fake.example/found";
    ok(await world.ask("POST", `/v1/targets/${target}/resolve`, { as: "published", url }));
    const body = await world.settle(post, ["published"]);
    expect(body.targets[0]).toMatchObject({ url, status: "published" });
    await world.advance(1);
    expect(await world.told(post)).toContain("post.published");
    expect(onFake(text)).toBe(1);
    expect(await world.ask("POST", `/v1/targets/${target}/resolve`, { as: "again" })).toMatchObject({
      status: 409,
      body: { code: "target_not_uncertain" },
    });
  });

  test("a person who did not find it has it published again, under a new key", async () => {
    const { post, text, target } = await uncertain("lost");
    ok(await world.ask("POST", `/v1/targets/${target}/resolve`, { as: "again" }));
    await world.settle(post, ["published"]);
    expect(onFake(text)).toBe(1);
    expect(world.full.fake.posts.find(one => one.text === text)?.key).toMatch(/_0_2$/);
  });

  test("a person who does not want it any more discards it", async () => {
    const { post, text, target } = await uncertain("lost");
    expect(ok(await world.ask("POST", `/v1/targets/${target}/resolve`, { as: "discarded" })).body.status).toBe("discarded");
    await world.advance(86_400);
    expect(onFake(text)).toBe(0);
    expect((await world.read(post)).status).toBe("cancelled");
  });

  test("work that takes the network a while is asked about until it is there", async () => {
    world.full.fake.turns.push("processing");
    const text = freshText();
    const post = await world.publish(text, { account_ids: [world.tenant.fakeAccount] });
    await world.settle(post, ["published"], () => world.advance(30));
    expect(onFake(text)).toBe(1);
  });
});

describe("people who change their mind while it is being sent", () => {
  let world: World;
  beforeAll(async () => {
    world = await open({ absenceProof: "key" });
  });
  afterAll(() => world.full.close());
  const onFake = (text: string) => world.full.fake.posts.filter(one => one.text === text).length;
  /** A pause of a random few milliseconds, so that rounds meet at every place. */
  const aMoment = () => new Promise<void>(resolve => setTimeout(resolve, Math.random() * 12));
  /** Due in a moment, so that people and the worker are equally quick. */
  const soon = async (text: string, more: Readonly<Record<string, unknown>> = {}) => {
    const at = new Date(world.timer.now() + 8).toISOString();
    return world.publish(text, { account_ids: [world.tenant.fakeAccount], schedule: { at }, ...more });
  };
  const SETTLED = ["published", "cancelled", "draft"];
  /** As many at once as one workspace may have in flight, several times; more often where chance has not yet shown every outcome. */
  const rounds = async (run: () => Promise<void>, shown: () => boolean = () => true): Promise<void> => {
    for (let round = 0; round < 8 || (round < 40 && !shown()); round++) await Promise.all(Array.from({ length: 8 }, run));
  };

  test("cancelled means absent, and too late means published: never both, never neither", async () => {
    const outcomes = new Set<number>();
    world.full.fake.during = aMoment;
    await rounds(
      async () => {
        const text = freshText();
        const created = await soon(text);
        const target = (await world.read(created)).targets[0].id;
        await aMoment();
        const answer = await world.ask("POST", `/v1/targets/${target}/cancel`);
        outcomes.add(answer.status);
        const body = await world.settle(created, SETTLED);
        expect(body.status, text).toBe(answer.status === 200 ? "cancelled" : "published");
        expect(onFake(text), text).toBe(answer.status === 200 ? 0 : 1);
      },
      () => outcomes.size === 2,
    );
    expect(outcomes).toEqual(new Set([200, 409]));
  });

  test("an edit is published whole, or refused", async () => {
    const outcomes = new Set<number>();
    await rounds(
      async () => {
        const [text, other] = [freshText(), freshText()];
        const created = await soon(text, { thread: [{ text: `${text} more` }] });
        await aMoment();
        const answer = await world.ask("PATCH", `/v1/posts/${created}`, { text: other, thread: [{ text: `${other} more` }] });
        outcomes.add(answer.status);
        expect([200, 409]).toContain(answer.status);
        await world.settle(created, SETTLED);
        const [kept, gone] = answer.status === 200 ? [other, text] : [text, other];
        expect([onFake(kept), onFake(`${kept} more`), onFake(gone), onFake(`${gone} more`)]).toEqual([1, 1, 0, 0]);
      },
      () => outcomes.size === 2,
    );
    expect(outcomes).toEqual(new Set([200, 409]));
  });

  test("taken back from its schedule it is a draft, or it was published", async () => {
    await rounds(async () => {
      const text = freshText();
      const created = await soon(text);
      await aMoment();
      const answer = await world.ask("POST", `/v1/posts/${created}/unschedule`);
      const body = await world.settle(created, SETTLED);
      expect(body.status).toBe(answer.status === 200 ? "draft" : "published");
      expect(onFake(text)).toBe(answer.status === 200 ? 0 : 1);
    });
  });
});

describe("a store that loses answers, and processes that die", () => {
  let world: World;
  afterEach(() => world.full.close());
  const thread = (text: string) => [text, `${text} second`, `${text} comment`];
  const publishThread = (text: string) => {
    const [first = "", second = "", comment = ""] = thread(text);
    return world.publish(first, { thread: [{ text: second }], first_comment: comment });
  };
  const expectOnce = async (text: string, what: string) => {
    for (const part of thread(text)) expect(await world.times(part), `${what}: ${part}`).toBe(1);
  };
  /** Real time goes on: leases end, the store is asked again. */
  const timePasses = () => world.timer.advance(6000);

  for (const fate of ["applied", "lost", "busy"] as const)
    test(`${fate === "busy" ? "a store that is busy" : `an answer lost ${fate === "applied" ? "after" : "before"} it applied`} at any write of the way ends with each part there once`, async () => {
      world = await open();
      for (let nth = 1; nth <= 12; nth++) {
        const text = freshText();
        const post = await publishThread(text);
        let seen = 0;
        world.gate.decide = (operations): Fate => {
          const ours = puts(operations, "target#") || puts(operations, "post#") || puts(operations, "account#");
          if (!ours) return "passes";
          seen += 1;
          return seen === nth ? fate : "passes";
        };
        const body = await world.settle(post, ["published"], timePasses);
        world.gate.decide = () => "passes";
        expect(partStates(body)).toEqual(["published", "published", "published"]);
        await expectOnce(text, `write ${nth} ${fate}`);
      }
    });

  test("a process that dies after any write leaves what the next one ends: each part there once", async () => {
    world = await open();
    for (let nth = 1; nth <= 9; nth++) {
      const text = freshText();
      let seen = 0;
      // From the nth write of the way on this process writes nothing any more, whatever it still does.
      world.gate.decide = (operations): Fate => {
        if (puts(operations, "target#")) seen += 1;
        return seen > nth ? "busy" : "passes";
      };
      const post = await publishThread(text);
      for (let waited = 0; seen <= nth && waited < 100; waited++) await new Promise(resolve => setTimeout(resolve, 5));
      await world.full.reopen(() => {
        world.gate.decide = () => "passes";
      });
      const body = await world.settle(post, ["published"], timePasses);
      expect(partStates(body)).toEqual(["published", "published", "published"]);
      await expectOnce(text, `death after write ${nth}`);
    }
  });
});
