import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { createTestApp } from "./testing/app.ts";
import { furnishTenant, type Tenant, until } from "./testing/every-operation.ts";
import { openFullApp } from "./testing/full-app.ts";
import { ok, registerOrganization, TEST_PASSWORD } from "./testing/organization.ts";
import { answering, type Received, type Receiver, startReceiver } from "./testing/receiver.ts";

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number | string; readonly boolValue?: boolean };
}
/** A span as OTLP's JSON has it. */
interface Sent {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly Attribute[];
  readonly status?: { readonly code?: number };
}
interface Point {
  readonly attributes: readonly Attribute[];
  readonly count?: number | string;
  readonly asDouble?: number;
  readonly bucketCounts?: readonly (number | string)[];
}

const bodies = (received: readonly Received[], path: string) =>
  received.filter(request => request.path === path).map(request => JSON.parse(request.body));
const spansOf = (received: readonly Received[]): Sent[] =>
  bodies(received, "/hook/v1/traces").flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap((of: { scopeSpans: { spans: Sent[] }[] }) => of.scopeSpans.flatMap(({ spans }) => spans)),
  );
const factsOf = ({ attributes }: Pick<Sent, "attributes">) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const CALLER = "b7ad6b7169203331";

describe("with every trace sent", () => {
  let collector: Receiver;
  let partner: Receiver;
  let tenant: Tenant;
  let spans: Sent[];
  const named = (name: string) => spans.filter(span => span.name === name);

  beforeAll(async () => {
    collector = await startReceiver(answering(200, { "Content-Type": "application/json" }, "{}"));
    partner = await startReceiver();
    const full = await openFullApp({ environment: { OTLP_ENDPOINT: collector.url, TRACE_SHARE: "1" } });
    tenant = await furnishTenant(full.t);
    ok(
      await tenant.ask(
        "POST",
        "/v1/webhook-endpoints",
        { url: partner.url, event_types: ["post.published"] },
        { workspace: null },
      ),
      201,
    );
    await full.admin("faults", { account: tenant.marker, operation: "create", kind: "reset_after" });
    const body = { text: `Text ${tenant.marker}`, account_ids: [tenant.account], schedule: { now: true } };
    const headers = { traceparent: `00-${TRACE}-${CALLER}-01` };
    const post = ok(await tenant.ask("POST", "/v1/posts", body, { headers }), 201).body.id;
    await until(
      async () => {
        ok(await tenant.ask("POST", "/v1/test/clock/advance", { by: 60 }));
        return ok(await tenant.ask("GET", `/v1/posts/${post}`)).body.status;
      },
      status => status === "published",
    );
    await until(
      async () => partner.received.length,
      count => count > 0,
    );
    expect((await tenant.ask("GET", "/v1/posts/nothing")).status).toBe(404);
    await full.close(); // sends what waits
    spans = spansOf(collector.received);
  });
  afterAll(async () => {
    await Promise.all([collector.close(), partner.close()]);
  });

  test("a request tells its operation and status, and belongs to the caller's trace", () => {
    const request = named("posts.create")[0];
    expect(request).toMatchObject({ traceId: TRACE, parentSpanId: CALLER, kind: 2 });
    expect(factsOf(request as Sent)).toMatchObject({ operation: "posts.create", "http.response.status_code": 201 });
    const commits = named("commit").filter(({ traceId }) => traceId === TRACE);
    expect(commits.map(({ parentSpanId }) => parentSpanId)).toContain(request?.spanId);
    expect(named("posts.get").map(span => factsOf(span)["http.response.status_code"])).toContain(404);
  });

  test("durable work begins traces of its own: attempts with network and outcome, look-ups, the relay", () => {
    const attempt = named("publish.attempt")[0];
    expect(factsOf(attempt as Sent)).toEqual({ network: "sandbox", part: "post", outcome: "unknown" });
    expect(factsOf(named("publish.lookup").at(-1) as Sent)).toEqual({ network: "sandbox", part: "post", outcome: "published" });
    const work = spans.find(({ spanId }) => spanId === attempt?.parentSpanId);
    expect(work).toMatchObject({ name: "work" });
    expect(work?.parentSpanId ?? "").toBe("");
    expect(work?.traceId).not.toBe(TRACE);
    expect(named("commit").some(({ parentSpanId }) => parentSpanId === attempt?.spanId)).toBe(true);
    expect(named("relay").some(span => Number(factsOf(span).events) > 0)).toBe(true);
    for (const relay of named("relay")) expect(relay.parentSpanId ?? "").toBe("");
  });

  test("a webhook hands the trace on to whom it calls", () => {
    const delivery = named("webhook.delivery")[0];
    expect(delivery).toMatchObject({ kind: 3 });
    expect(factsOf(delivery as Sent)).toMatchObject({ event_type: "post.published", outcome: "delivered" });
    expect(partner.received[0]?.headers["traceparent"]).toBe(`00-${delivery?.traceId}-${delivery?.spanId}-01`);
  });

  test("nothing that is sent holds a text, a credential or anything of a person", () => {
    const all = collector.received.map(({ body }) => body).join("\n");
    expect(all).toContain("posts.create");
    for (const secret of [tenant.marker, tenant.testKey, tenant.owner, tenant.email, TEST_PASSWORD, "Lovelace"])
      expect(all.includes(secret), secret).toBe(false);
  });

  test("the figures are sent as well, the same that Prometheus reads, under OpenTelemetry's names", () => {
    type Metric = {
      name: string;
      unit: string;
      histogram?: { dataPoints: Point[] };
      sum?: { dataPoints: Point[] };
      gauge?: { dataPoints: Point[] };
    };
    const metrics: Metric[] = bodies(collector.received, "/hook/v1/metrics").flatMap(({ resourceMetrics }) =>
      resourceMetrics.flatMap((of: { scopeMetrics: { metrics: Metric[] }[] }) => of.scopeMetrics.flatMap(one => one.metrics)),
    );
    const lag = metrics.find(({ name }) => name === "publish.lag");
    expect(lag).toMatchObject({ unit: "s" });
    expect(lag?.histogram?.dataPoints.map(point => [factsOf(point), Number(point.count)])).toEqual([
      [{ network: "sandbox", mode: "test" }, 1],
    ]);
    const counts = lag?.histogram?.dataPoints[0]?.bucketCounts?.map(Number) ?? [];
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    const outcomes = metrics
      .find(({ name }) => name === "publish.outcome")
      ?.sum?.dataPoints.filter(({ asDouble }) => asDouble !== 0);
    expect(outcomes?.map(point => [factsOf(point).outcome, point.asDouble]).toSorted()).toEqual([
      ["published", 1],
      ["unknown", 1],
    ]);
    expect(metrics.find(({ name }) => name === "resident")?.gauge?.dataPoints[0]?.asDouble).toBeGreaterThan(10_000_000);
  });
});

test("with no share of the traces none is sent, but what a caller traces", async () => {
  const collector = await startReceiver(answering(200, { "Content-Type": "application/json" }, "{}"));
  const t = await createTestApp({ environment: { OTLP_ENDPOINT: `${collector.url}/`, TRACE_SHARE: "0" } });
  const { testKey } = await registerOrganization(t);
  ok(await t.request("GET", "/v1/organization", { token: testKey }));
  for (const [flag, path] of [
    ["00", "/v1/api-keys"],
    ["01", "/v1/workspaces"],
  ])
    ok(await t.request("GET", path ?? "", { token: testKey, headers: { traceparent: `00-${TRACE}-${CALLER}-${flag}` } }));
  ok(await t.request("GET", "/v1/organization", { token: testKey, headers: { traceparent: "not a trace" } }));
  ok(await t.request("GET", "/livez", { headers: { traceparent: `00-${TRACE}-${CALLER}-01` } }));
  await t.close();
  expect(spansOf(collector.received).map(({ name }) => name)).toEqual(["workspaces.list"]);
  await collector.close();
});

test("a tenth of the traces is sent unless told, and a share is a share", () => {
  const otlpOf = (more: Readonly<Record<string, string>>) =>
    readConfig("serve", {
      PLACARD_DYNAMODB_TABLE: "placard",
      PLACARD_MASTER_KEY: `${"A".repeat(43)}=`,
      PLACARD_REDIS_URL: "redis://127.0.0.1",
      PLACARD_PUBLIC_URL: "https://api.example.com",
      ...more,
    }).otlp;
  expect(otlpOf({})).toBeNull();
  expect(otlpOf({ PLACARD_OTLP_ENDPOINT: "http://collector:4318/" })).toEqual({ endpoint: "http://collector:4318", share: 0.1 });
  for (const share of ["2", "-1", "1.5", "ten", "1e3"])
    expect(() => otlpOf({ PLACARD_TRACE_SHARE: share }), share).toThrow("PLACARD_TRACE_SHARE: must be a number from 0 to 1");
  expect(() => otlpOf({ PLACARD_OTLP_ENDPOINT: "grpc://collector" })).toThrow("PLACARD_OTLP_ENDPOINT");
});

test("a collector that is away, or refuses, keeps nothing from being done, nor a process from ending", async () => {
  const collector = await startReceiver(answering(503));
  for (const endpoint of [collector.url, "http://127.0.0.1:9"]) {
    const t = await createTestApp({ environment: { OTLP_ENDPOINT: endpoint, TRACE_SHARE: "1" } });
    await registerOrganization(t);
    await t.close();
  }
  await collector.close();
});
