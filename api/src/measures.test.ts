import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { duePartition, sortableInstant } from "./change.ts";
import { ALL_MEASURES } from "./measures.ts";
import { noTelemetry } from "./ports/telemetry.ts";
import { prometheusName } from "./ports/telemetry-prometheus.ts";
import { createTestApp } from "./testing/app.ts";
import { furnishTenant, type Tenant, until } from "./testing/every-operation.ts";
import { METRICS_TOKEN, readFigures } from "./testing/figures.ts";
import { type FullApp, openFullApp } from "./testing/full-app.ts";
import { ok } from "./testing/organization.ts";
import { answering, startReceiver } from "./testing/receiver.ts";
import { park } from "./work/parked.ts";

describe("the figures of a running app", () => {
  let full: FullApp;
  let tenant: Tenant;
  /** How many more posts the fake network says it takes in this window; null where it says nothing. */
  let room: number | null = null;
  let resetsAt = 0;

  beforeAll(async () => {
    full = await openFullApp({
      environment: { METRICS_TOKEN },
      replace: service => {
        const fake = service.connectors.get("mastodon");
        if (!fake) throw new Error("there is no fake network");
        const create: typeof fake.create = async (...asked) => ({
          ...(await fake.create(...asked)),
          ...(room !== null && { budgets: [{ name: "posts", limit: 1, remaining: room, resetsAt }] }),
        });
        return { connectors: new Map([...service.connectors, ["mastodon", { ...fake, create }]]) };
      },
    });
    tenant = await furnishTenant(full.t);
  });
  afterAll(() => full.close());

  const publish = async (account: string): Promise<string> =>
    ok(await tenant.ask("POST", "/v1/posts", { text: tenant.marker, account_ids: [account], schedule: { now: true } }), 201).body
      .id;
  const advance = async (seconds: number) => ok(await tenant.ask("POST", "/v1/test/clock/advance", { by: seconds }));
  const settle = (post: string, status: string, each = 60) =>
    until(
      async () => {
        const { body } = ok(await tenant.ask("GET", `/v1/posts/${post}`));
        if (body.status !== status) await advance(each);
        return body;
      },
      body => body.status === status,
    );
  const outcomes = async (network: string) => {
    const shown = await readFigures(full.t);
    return (outcome: string) => shown.sum("placard_publish_outcome_total", { network, outcome, mode: "test" });
  };

  test("every measure is shown from the start", async () => {
    const { types } = await readFigures(full.t);
    for (const measure of ALL_MEASURES) expect(types.get(prometheusName(measure)), measure.name).toBe(measure.kind);
  });

  test("lost answers, refusals and faults are counted as what came of them", async () => {
    const create = { account: tenant.marker, operation: "create" };
    await settle(await publish(tenant.account), "published");
    await full.admin("faults", { ...create, kind: "reset_after" });
    await settle(await publish(tenant.account), "published");
    await full.admin("faults", { ...create, kind: "reset_before" });
    await settle(await publish(tenant.account), "published");
    await full.admin("faults", { ...create, kind: "status", status: 422 });
    await settle(await publish(tenant.account), "failed");
    await full.admin("faults", { ...create, kind: "rate_limit", retry_after_s: 30 });
    await settle(await publish(tenant.account), "published");

    const of = await outcomes("sandbox");
    expect({ published: of("published"), failed: of("failed"), unknown: of("unknown"), absent: of("absent") }).toEqual({
      published: 4,
      failed: 1,
      unknown: 2,
      absent: 1,
    });
    expect(of("backed_off")).toBe(1);
    expect(of("uncertain")).toBe(0);
    const shown = await readFigures(full.t);
    // Each part once, however often it was armed.
    expect(shown.sum("placard_publish_lag_seconds_count", { network: "sandbox", mode: "test" })).toBe(5);
    expect(shown.sum("placard_publish_lag_seconds_bucket", { network: "sandbox", le: "5" })).toBe(5);
    expect(shown.sum("placard_unknown_age_seconds_count", { network: "sandbox", outcome: "published" })).toBe(1);
    expect(shown.sum("placard_unknown_age_seconds_count", { network: "sandbox", outcome: "absent" })).toBe(1);
    expect(shown.sum("placard_unknown_oldest_seconds", { mode: "test" })).toBe(0);
  });

  test("the oldest unknown part is told while it is unknown, and what stays so is counted as uncertain", async () => {
    full.fake.turns.push("lost");
    const post = await publish(tenant.fakeAccount);
    await until(
      async () => (await outcomes("mastodon"))("unknown"),
      count => count === 1,
    );
    await new Promise(resolve => setTimeout(resolve, 20));
    expect((await readFigures(full.t)).sum("placard_unknown_oldest_seconds", { mode: "test" })).toBeGreaterThan(0.01);
    expect((await readFigures(full.t)).sum("placard_unknown_oldest_seconds", { mode: "live" })).toBe(0);
    await settle(post, "uncertain", 3600);
    const of = await outcomes("mastodon");
    expect([of("unknown"), of("uncertain"), of("published")]).toEqual([1, 1, 0]);
    const shown = await readFigures(full.t);
    expect(shown.sum("placard_unknown_age_seconds_count", { network: "mastodon", outcome: "uncertain" })).toBe(1);
    expect(shown.sum("placard_unknown_oldest_seconds")).toBe(0);
  });

  test("the wait for a spent budget is told as long as it was", async () => {
    const { now } = ok(await tenant.ask("GET", "/v1/test/clock")).body;
    [room, resetsAt] = [0, Date.parse(now) + 600_000];
    await settle(await publish(tenant.fakeAccount), "published", 1);
    const waits = await publish(tenant.fakeAccount);
    await until(
      async () => (await outcomes("mastodon"))("awaits_budget"),
      count => count === 1,
    );
    room = null;
    await settle(waits, "published", 300);
    const shown = await readFigures(full.t);
    const of = { network: "mastodon", mode: "test" };
    expect(shown.sum("placard_budget_wait_seconds_count", of)).toBe(1);
    expect(shown.sum("placard_budget_wait_seconds_sum", of)).toBeGreaterThan(590);
    expect(shown.sum("placard_budget_wait_seconds_sum", of)).toBeLessThan(1300);
  });

  test("requests, work and deliveries are counted, and the gauges say what is", async () => {
    const before = await readFigures(full.t);
    const answered = { operation: "posts.get", status: "4xx" };
    expect((await tenant.ask("GET", "/v1/posts/post_00000000000000000000000000")).status).toBe(404);
    const receiver = await startReceiver();
    receiver.answer = answering(500);
    const created = await tenant.ask("POST", "/v1/webhook-endpoints", { url: receiver.url }, { workspace: null });
    const endpoint = ok(created, 201).body.id;
    ok(await tenant.ask("POST", `/v1/webhook-endpoints/${endpoint}/test`, undefined, { workspace: null }), 202);
    const shown = await until(
      () => readFigures(full.t),
      seen => seen.sum("placard_webhook_attempt_seconds_count", { outcome: "refused" }) === 1,
    );
    await receiver.close();
    expect(shown.sum("placard_request_seconds_count", answered) - before.sum("placard_request_seconds_count", answered)).toBe(1);
    expect(shown.sum("placard_work_dwell_seconds_count", { kind: "webhook" })).toBeGreaterThan(0);
    expect(shown.sum("placard_ready")).toBe(1);
    expect(shown.sum("placard_resident_bytes")).toBeGreaterThan(10_000_000);
    for (const share of ["memory_use", "loop_use", "disk_use"]) {
      const value = shown.sum(`placard_${share}_ratio`);
      expect(value, share).toBeGreaterThan(0);
      expect(value, share).toBeLessThanOrEqual(1);
    }
    expect(shown.sum("placard_work_use_ratio", { kind: "target" })).toBe(0);
  });
});

test("work that is late or parked, and events that are not told, are seen where nobody works", async () => {
  const t = await createTestApp({ work: false, environment: { METRICS_TOKEN } });
  const at = Date.now() - 60_000;
  const due = { pk: duePartition("07"), sk: `${sortableInstant(at)}#target` };
  await t.service.systemStore.write([{ op: "put", item: { pk: "ws_1|x", sk: "late", version: 1, data: null, due } }]);
  await t.service.systemStore.write([{ op: "put", item: { pk: "ws_1|x", sk: "broken", version: 1, data: null, due } }]);
  await park(t.service, { pk: "ws_1|x", sk: "broken", shard: "07", sort: due.sk }, new Error("no"));
  const body = { email: "ada@example.com", password: "lantern-orbit-velvet-thaw", first_name: "Ada", last_name: "L" };
  ok(await t.request("POST", "/v1/auth/register", { body: { ...body, organization_name: "Bakery" } }), 201);
  const shown = await readFigures(t);
  expect(shown.sum("placard_work_overdue_seconds")).toBeGreaterThan(59);
  expect(shown.sum("placard_work_parked")).toBe(1);
  expect(shown.sum("placard_outbox_age_seconds")).toBeGreaterThanOrEqual(0);
  await t.close();
});

test("a process that is not asked for figures keeps none, and one that is shows them for the token alone", async () => {
  const silent = await createTestApp({ work: false });
  expect(silent.service.telemetry).toBe(noTelemetry);
  expect((await silent.request("GET", "/metrics", { token: METRICS_TOKEN })).status).toBe(404);
  await silent.close();
  const t = await createTestApp({ work: false, environment: { METRICS_TOKEN } });
  expect((await t.request("GET", "/metrics", { token: "another-token-of-tests" })).status).toBe(401);
  expect((await t.request("GET", "/metrics")).status).toBe(401);
  // What nobody can say is no number, and keeps nothing else from being read.
  t.service.telemetry.gauge(ALL_MEASURES.find(({ name }) => name === "outbox.age") as never, () => {
    throw new Error("the store is away");
  });
  const shown = await readFigures(t);
  expect(shown.sum("placard_outbox_age_seconds")).toBeNaN();
  expect(shown.sum("placard_ready")).toBe(1);
  await t.close();
});
