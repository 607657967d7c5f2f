import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Service } from "./ctx.ts";
import type { Hints } from "./ports/hints/hints.ts";
import type { Store } from "./ports/store/store.ts";
import { furnishTenant, type Tenant, until } from "./testing/every-operation.ts";
import { type FullApp, openFullApp } from "./testing/full-app.ts";
import { type Fate, type Gate, losingStore, puts } from "./testing/losing-store.ts";
import { ok } from "./testing/organization.ts";

const gate: Gate = { decide: () => "passes" };
let forgetful = false;
/** While set, whoever has looked whether a key was answered goes on only then. */
let holdLooks: Promise<void> | null = null;
let looksHeld = 0;

/** The real store, whose answers get lost when the gate says so and which can hold a look; and hints that forget when told. */
function disturb(service: Service): Partial<Service> {
  const { hints } = service;
  const amnesiac: Hints = { ...hints, set: async (...args) => (forgetful ? null : hints.set(...args)) };
  const store = losingStore(service, gate);
  const systemStore: Store = {
    ...store,
    async get(key) {
      const item = await store.get(key);
      if (holdLooks && key.pk.includes("|idempotency#")) {
        looksHeld += 1;
        await holdLooks;
      }
      return item;
    },
  };
  return { systemStore, hints: amnesiac };
}

let full: FullApp;
let tenant: Tenant;
beforeEach(async () => {
  gate.decide = () => "passes";
  forgetful = false;
  holdLooks = null;
  looksHeld = 0;
  full = await openFullApp({ replace: disturb });
  tenant = await furnishTenant(full.t);
});
afterEach(() => full.close());

const keyed = (key: string, body: unknown, path = "/v1/posts") =>
  full.t.request("POST", path, {
    token: tenant.testKey,
    workspace: tenant.workspace,
    body,
    headers: { "Idempotency-Key": key },
  });
const postCount = async (): Promise<number> => {
  const { data } = (await full.t.request("GET", "/v1/posts?limit=250", { token: tenant.testKey, workspace: tenant.workspace }))
    .body;
  return data.length;
};
const draft = { text: "Once", account_ids: [] };

test("a repeated request gives the first answer and changes nothing; another body is refused", async () => {
  const first = ok(await keyed("a", draft), 201);
  const again = await keyed("a", draft);
  expect(again).toMatchObject({ status: 201, body: first.body });
  expect(again.headers.get("Idempotency-Replayed")).toBe("true");
  expect(first.headers.get("Idempotency-Replayed")).toBeNull();
  expect(await keyed("a", { ...draft, text: "Other" })).toMatchObject({ status: 422, body: { code: "idempotency_mismatch" } });
  expect(await keyed("a".repeat(255), draft)).toMatchObject({ status: 201 });
  expect(await keyed("a".repeat(256), draft)).toMatchObject({ status: 400 });
  expect(await postCount()).toBe(2);
});

test("the answer that is given again has the ETag of the first, with which the post can be changed", async () => {
  const first = ok(await keyed("a", draft), 201);
  const again = await keyed("a", draft);
  expect(first.headers.get("ETag")).toBe('"1"');
  expect(again.headers.get("ETag")).toBe('"1"');
  const [path, schedule] = [`/v1/posts/${first.body.id}/schedule`, { at: new Date(Date.now() + 3_600_000).toISOString() }];
  expect(await keyed("s", schedule, path)).toMatchObject({ status: 409 }); // a refusal has none
  expect((await keyed("s", schedule, path)).headers.get("ETag")).toBeNull();
  const key = ok(await keyed("k", { name: "rotated" }, "/v1/api-keys"), 201).body;
  for (let time = 0; time < 2; time++)
    expect(ok(await keyed("r", {}, `/v1/api-keys/${key.id}/rotate`)).headers.get("ETag")).toBe('"2"');
});

test("a request that looked before the first was answered, and claims after it let go, does nothing twice", async () => {
  const body = { network: "sandbox", account_id: tenant.account, operation: "create", kind: "status", times: 1 };
  const path = "/v1/test/faults";
  const first = Promise.withResolvers<void>();
  // The second looks, finds no answer, and is held until the first is done.
  holdLooks = first.promise;
  const late = keyed("f", body, path);
  await until(
    async () => looksHeld,
    held => held === 1,
  );
  holdLooks = null;
  const answer = ok(await keyed("f", body, path), 201);
  first.resolve();
  const replayed = await late;
  expect(replayed).toMatchObject({ status: 201, body: answer.body });
  expect(replayed.headers.get("Idempotency-Replayed")).toBe("true");
});

test("holds over a restart, with answers that show a secret once", async () => {
  const post = ok(await keyed("a", draft), 201);
  const key = ok(await keyed("k", { name: "shown once" }, "/v1/api-keys"), 201);
  await full.reopen();
  expect(await keyed("a", draft)).toMatchObject({ status: 201, body: post.body });
  expect((await keyed("k", { name: "shown once" }, "/v1/api-keys")).body.secret).toBe(key.body.secret);
  expect(await postCount()).toBe(1);
});

test("of two at once one runs, the other is told to wait, and both end with the same answer", async () => {
  let open: (value: Fate) => void = () => undefined;
  const held = new Promise<Fate>(resolve => {
    open = resolve;
  });
  gate.decide = operations => (puts(operations, "post#") ? held : "passes");
  const running = keyed("a", draft);
  const second = await until(
    () => keyed("a", draft),
    answer => answer.status === 409,
  );
  expect(second).toMatchObject({ body: { code: "idempotency_in_progress" } });
  expect(Number(second.headers.get("Retry-After"))).toBeGreaterThan(0);
  open("passes");
  const first = ok(await running, 201);
  expect((await keyed("a", draft)).body).toEqual(first.body);
  expect(await postCount()).toBe(1);
});

describe("a store whose answer is lost", () => {
  for (const fate of ["applied", "lost"] as const)
    test(`${fate === "applied" ? "after" : "before"} it wrote gives 503, and the retry ends with exactly one post`, async () => {
      let once = true;
      gate.decide = operations => {
        if (!once || !puts(operations, "post#")) return "passes";
        once = false;
        return fate;
      };
      const first = await keyed("a", draft);
      expect(first).toMatchObject({ status: 503, body: { code: "busy" } });
      expect(first.headers.get("Retry-After")).toBe("1");
      const again = ok(await keyed("a", draft), 201);
      expect(again.headers.get("Idempotency-Replayed")).toBe(fate === "applied" ? "true" : null);
      expect(ok(await keyed("a", draft), 201).body).toEqual(again.body);
      expect(await postCount()).toBe(1);
    });

  test("while it is away nothing is kept, and the retry runs", async () => {
    gate.decide = operations => (puts(operations, "post#") ? "busy" : "passes");
    expect(await keyed("a", draft)).toMatchObject({ status: 503, body: { code: "busy" } });
    gate.decide = () => "passes";
    expect((await keyed("a", draft)).headers.get("Idempotency-Replayed")).toBeNull();
    expect(await postCount()).toBe(1);
  });
});

test("without hints two processes may both run, and one of them commits", async () => {
  forgetful = true;
  for (let round = 0; round < 15; round++) {
    const answers = await Promise.all(Array.from({ length: 4 }, () => keyed(`round-${round}`, draft)));
    const created = answers.filter(answer => answer.status === 201);
    expect(created.length).toBeGreaterThan(0);
    expect(new Set(created.map(answer => answer.body.id)).size).toBe(1);
    for (const answer of answers.filter(one => one.status !== 201))
      expect(answer).toMatchObject({ status: 409, body: { code: "idempotency_in_progress" } });
    expect(ok(await keyed(`round-${round}`, draft), 201).body.id).toBe(created[0]?.body.id);
  }
  expect(await postCount()).toBe(15);
});

describe("a refusal", () => {
  test("that was decided is kept: the same request is refused the same way, whatever has changed since", async () => {
    const path = "/v1/targets/tgt_00000000000000000000000000/retry";
    const first = await keyed("a", undefined, path);
    expect(first).toMatchObject({ status: 404 });
    const again = await keyed("a", undefined, path);
    expect(again.body).toEqual({ ...first.body, request_id: again.headers.get("Request-Id") });
    expect(again.headers.get("Request-Id")).not.toBe(first.headers.get("Request-Id"));
    expect(again.headers.get("Idempotency-Replayed")).toBe("true");
    expect(again.headers.get("Content-Type")).toBe("application/problem+json");
  });

  test("of what is only wrong now is not kept: it says when to try again, and the retry runs", async () => {
    const body = { text: "In flight", account_ids: [tenant.fakeAccount], schedule: { now: true } };
    let sent: () => void = () => undefined;
    const sending = new Promise<void>(resolve => {
      sent = resolve;
    });
    full.fake.during = () => sending;
    const post = ok(await keyed("p", body), 201).body;
    const path = `/v1/targets/${post.targets[0].id}/cancel`;
    await until(
      async () => full.fake.creates,
      creates => creates === 1,
    );
    const inFlight = await keyed("cancel", undefined, path);
    expect(inFlight.body.code).toBe("target_in_flight");
    expect(Number(inFlight.headers.get("Retry-After"))).toBeGreaterThan(0);
    sent();
    await until(
      async () =>
        (await full.t.request("GET", `/v1/posts/${post.id}`, { token: tenant.testKey, workspace: tenant.workspace })).body,
      ({ status }) => status === "published",
    );
    expect(await keyed("cancel", undefined, path)).toMatchObject({ status: 409, body: { code: "target_not_cancellable" } });
  });

  test("of the request itself, before anything was decided, is not kept: mended, the key is free", async () => {
    expect(await keyed("a", { text: 5 })).toMatchObject({ status: 400 });
    expect(await keyed("a", draft)).toMatchObject({ status: 201 });
  });

  test("for the network's sake is not kept", async () => {
    const fault = { network: "sandbox", account_id: tenant.account, operation: "token", kind: "status", status: 503 };
    ok(await full.t.request("POST", "/v1/test/faults", { token: tenant.testKey, workspace: tenant.workspace, body: fault }), 201);
    const path = `/v1/accounts/${tenant.account}/refresh`;
    expect(await keyed("r", undefined, path)).toMatchObject({ status: 503 });
    expect(await keyed("r", undefined, path)).toMatchObject({ status: 200 });
  });
});

test("a clock moved by a lost answer's retry moves once", async () => {
  let once = true;
  gate.decide = operations => {
    if (!once || !puts(operations, "workspace")) return "passes";
    once = false;
    return "applied";
  };
  const clock = { token: tenant.testKey, workspace: tenant.workspace };
  const before = ok(await full.t.request("GET", "/v1/test/clock", clock)).body.offset_ms;
  expect(await keyed("c", { by: 3600 }, "/v1/test/clock/advance")).toMatchObject({ status: 503 });
  ok(await keyed("c", { by: 3600 }, "/v1/test/clock/advance"));
  expect(ok(await full.t.request("GET", "/v1/test/clock", clock)).body.offset_ms - before).toBe(3_600_000);
});
