import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { NewEvent } from "../../change.ts";
import { createIds } from "../../ids.ts";
import { createTestApp, type TestApp } from "../../testing/app.ts";
import { losingStore } from "../../testing/losing-store.ts";
import { type MovableTimer, movableTimer } from "../../testing/movable-timer.ts";
import { createTenant, createWorkspaceFor, type TestTenant } from "../../testing/organization.ts";
import { answering, type Received, type Receiver, startReceiver } from "../../testing/receiver.ts";
import { testCtx } from "../../testing/service.ts";
import { BODY_LIMIT } from "./body.ts";
import { RETRY_STEPS_MS } from "./schedule.ts";
import {
  DeliveryDetailSchema,
  DeliveryListSchema,
  DeliverySchema,
  EndpointListSchema,
  EndpointSchema,
  RecoverySchema,
} from "./schema.ts";
import { deliveries } from "./subscriber.ts";
import { PER_ENDPOINT } from "./work.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let app: TestApp;
let timer: MovableTimer;
const receivers: Receiver[] = [];

beforeAll(async () => {
  timer = movableTimer();
  app = await createTestApp({ replace: ({ chance }) => ({ timer, ids: createIds(timer, chance) }) });
});
afterAll(async () => app.close());
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function receiver(answer?: Receiver["answer"]): Promise<Receiver> {
  const started = await startReceiver(answer);
  receivers.push(started);
  return started;
}

/** Every answer of 2xx is checked against the schema its operation declares. */
async function call(tenant: Pick<TestTenant, "key">, method: string, path: string, body?: unknown, headers = {}) {
  return app.request(method, path, { token: tenant.key, ...(body !== undefined && { body }), headers });
}

async function endpoint(
  tenant: Pick<TestTenant, "key">,
  url: string,
  more: object = {},
): Promise<{ id: string; secret: string }> {
  const { status, body } = await call(tenant, "POST", "/v1/webhook-endpoints", { url, ...more });
  expect(body).toMatchObject({ url, status: "enabled", secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/) });
  expect(status).toBe(201);
  return body;
}

const published = (n: number, more: object = {}): NewEvent => ({
  type: "post.published",
  data: { post: { id: `post_${n}`, workspace_id: "ws", status: "published", ...more } },
});

const until = (assertion: () => unknown): Promise<unknown> => vi.waitFor(assertion, { timeout: 15_000, interval: 10 });

async function deliveriesOf(tenant: Pick<TestTenant, "key">, query: string) {
  const { status, body } = await call(tenant, "GET", `/v1/webhook-deliveries?${query}`);
  expect(status).toBe(200);
  return DeliveryListSchema.parse(body).data;
}

const waitForStatus = (tenant: TestTenant, endpointId: string, status: string, count = 1) =>
  until(async () => expect(await deliveriesOf(tenant, `endpoint_id=${endpointId}&status=${status}`)).toHaveLength(count));

/** Of the same organization, made by its owner; nothing is ever sent there. */
async function liveEndpoint(tenant: TestTenant): Promise<void> {
  const body = { url: "https://example.com/live", mode: "live" };
  expect((await app.request("POST", "/v1/webhook-endpoints", { token: tenant.owner, body })).status).toBe(201);
}
const liveDeliveries = async (tenant: TestTenant) =>
  (await app.request("GET", "/v1/webhook-deliveries?mode=live", { token: tenant.owner })).body.data;

/** As a partner's server would, which stands in the app's own time. */
function verify(secret: string, { body, headers }: Received): unknown {
  vi.useFakeTimers({ now: timer.now(), toFake: ["Date"] });
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>);
  } finally {
    vi.useRealTimers();
  }
}

/** Moves the clock, with a moment for the worker to renew its leases on the way. */
async function pass(ms: number): Promise<void> {
  for (const part of [ms - 3000, 1500, 1500]) {
    timer.advance(Math.max(0, part));
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}

describe("a webhook", () => {
  test("arrives signed, once, and is in the log of deliveries", async () => {
    const tenant = await createTenant(app);
    const to = await receiver(answering(200, { "x-served-by": "me" }, "thanks"));
    const { id, secret } = await endpoint(tenant, to.url);
    await tenant.tell([published(1)]);
    await until(() => expect(to.received).toHaveLength(1));
    const [request] = to.received;
    if (!request) throw new Error("nothing was received");
    expect(verify(secret, request)).toEqual({
      type: "post.published",
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      sequence: 1,
      data: { post: { id: "post_1", workspace_id: "ws", status: "published" } },
    });
    expect(() => verify(`whsec_${Buffer.alloc(32).toString("base64")}`, request)).toThrow();
    expect(request.headers["content-type"]).toBe("application/json");
    await waitForStatus(tenant, id, "succeeded");
    const [delivery] = await deliveriesOf(tenant, `endpoint_id=${id}`);
    expect(delivery).toMatchObject({
      event_id: request.headers["webhook-id"],
      event_type: "post.published",
      workspace_id: tenant.workspaceId,
      attempt_count: 1,
      response_status: 200,
      error: null,
      next_attempt_at: null,
    });
    const detail = await call(tenant, "GET", `/v1/webhook-deliveries/${delivery?.id}`);
    expect(DeliveryDetailSchema.parse(detail.body)).toMatchObject({
      body: request.body,
      attempts: [{ response_status: 200, response_body: "thanks", response_truncated: false, url: to.url }],
    });
    expect(detail.body.attempts[0].response_headers).toMatchObject({ "x-served-by": "me" });
    const event = await app.request("GET", `/v1/events/${request.headers["webhook-id"]}`, {
      token: tenant.key,
      workspace: tenant.workspaceId,
    });
    expect(event.body).toEqual({ id: request.headers["webhook-id"], ...JSON.parse(request.body) });
  });

  test("goes only to endpoints that ask for it, of the same organization and mode", async () => {
    const [tenant, stranger] = [await createTenant(app), await createTenant(app)];
    const second = await createWorkspaceFor(app, tenant.key);
    const [all, failedOnly, secondOnly, strangers] = await Promise.all([receiver(), receiver(), receiver(), receiver()]);
    await endpoint(tenant, all.url);
    await endpoint(tenant, failedOnly.url, { event_types: ["post.failed"] });
    await endpoint(tenant, secondOnly.url, { workspace_ids: [second] });
    await endpoint(stranger, strangers.url);
    await liveEndpoint(tenant);
    await tenant.tell([published(1)]);
    await tenant.tell([published(2)], second);
    await tenant.tell([{ type: "post.failed", data: { post: { id: "post_3" } } }]);
    await until(() => expect(all.received).toHaveLength(3));
    await until(() => expect(failedOnly.received).toHaveLength(1));
    await until(() => expect(secondOnly.received).toHaveLength(1));
    await waitForAllSettled(tenant);
    expect(JSON.parse(failedOnly.received[0]?.body ?? "").data.post.id).toBe("post_3");
    expect(JSON.parse(secondOnly.received[0]?.body ?? "").data.post.id).toBe("post_2");
    expect(strangers.received).toEqual([]);
    expect(await liveDeliveries(tenant)).toEqual([]);
  });

  const waitForAllSettled = (tenant: TestTenant) =>
    until(async () => expect(await deliveriesOf(tenant, "status=pending")).toEqual([]));

  test("is tried again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, each time with the same id and body, newly signed", async () => {
    const tenant = await createTenant(app);
    const to = await receiver(answering(500));
    const { id, secret } = await endpoint(tenant, to.url);
    await tenant.tell([published(1)]);
    for (const [attempt, step] of RETRY_STEPS_MS.entries()) {
      await until(() => expect(to.received).toHaveLength(attempt + 1));
      let next = 0;
      await until(async () => {
        const [delivery] = await deliveriesOf(tenant, `endpoint_id=${id}`);
        expect(delivery).toMatchObject({ status: "pending", attempt_count: attempt + 1, response_status: 500 });
        next = Date.parse(delivery?.next_attempt_at ?? "") - Date.parse(delivery?.updated_at ?? "");
      });
      expect(next).toBeGreaterThanOrEqual(step * 0.8);
      expect(next).toBeLessThanOrEqual(step * 1.2);
      await pass(next);
    }
    await waitForStatus(tenant, id, "failed");
    expect(to.received).toHaveLength(8);
    expect(new Set(to.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(to.received.map(({ body }) => body)).size).toBe(1);
    const timestamps = to.received.map(({ headers }) => Number(headers["webhook-timestamp"]));
    expect((timestamps[7] ?? 0) - (timestamps[0] ?? 0)).toBeGreaterThan(0.8 * 27 * 3600);
    for (const last of to.received.slice(-1)) verify(secret, last);
    const { body } = await call(
      tenant,
      "GET",
      `/v1/webhook-deliveries/${(await deliveriesOf(tenant, `endpoint_id=${id}`))[0]?.id}`,
    );
    expect(body.attempts).toHaveLength(8);
    expect(body.attempts[0].error).toEqual({ code: "status", message: "It answered 500; only 2xx counts as received." });
  });

  test("waits longer where the receiver asks for it, up to twice the step", async () => {
    const tenant = await createTenant(app);
    const polite = await receiver(answering(503, { "retry-after": "8" }));
    const greedy = await receiver(answering(429, { "retry-after": "86400" }));
    const ids = [(await endpoint(tenant, polite.url)).id, (await endpoint(tenant, greedy.url)).id];
    await tenant.tell([published(1)]);
    for (const [position, seconds] of [8, 10].entries()) {
      await until(async () => {
        const [delivery] = await deliveriesOf(tenant, `endpoint_id=${ids[position]}`);
        expect(delivery?.attempt_count).toBe(1);
        const wait = Date.parse(delivery?.next_attempt_at ?? "") - Date.parse(delivery?.updated_at ?? "");
        expect(wait).toBe(seconds * 1000);
      });
    }
  });

  test("is never sent on a redirect's way", async () => {
    const tenant = await createTenant(app);
    const elsewhere = await receiver();
    const to = await receiver(answering(302, { location: elsewhere.url }));
    const { id } = await endpoint(tenant, to.url);
    await tenant.tell([published(1)]);
    await until(async () => {
      const [delivery] = await deliveriesOf(tenant, `endpoint_id=${id}`);
      expect(delivery).toMatchObject({ status: "pending", response_status: 302, error: { code: "redirected" } });
    });
    expect(elsewhere.received).toEqual([]);
  });

  test("counts as received by its status, however long and slow the body; 20 kB of it are kept", async () => {
    const tenant = await createTenant(app);
    const huge = await receiver(answering(200, {}, "x".repeat(3_000_000)));
    const dripping = await receiver(response => {
      response.writeHead(200);
      response.write("a");
    });
    const [large, slow] = [await endpoint(tenant, huge.url), await endpoint(tenant, dripping.url)];
    await tenant.tell([published(1)]);
    await waitForStatus(tenant, large.id, "succeeded");
    const kept = await firstAttempt(tenant, large.id);
    expect(kept.response_body).toBe("x".repeat(20 * 1024));
    expect(kept.response_truncated).toBe(true);
    await until(() => expect(dripping.received).toHaveLength(1));
    timer.advance(15_000);
    await waitForStatus(tenant, slow.id, "succeeded");
    expect(await firstAttempt(tenant, slow.id)).toMatchObject({ response_status: 200, response_truncated: true });
  });

  async function firstAttempt(tenant: TestTenant, endpointId: string) {
    const [delivery] = await deliveriesOf(tenant, `endpoint_id=${endpointId}`);
    return (await call(tenant, "GET", `/v1/webhook-deliveries/${delivery?.id}`)).body.attempts.at(-1);
  }

  test("to a hanging endpoint delays nobody else, is given up after 15 s, and the endpoint is then spared", async () => {
    const tenant = await createTenant(app);
    const hanging = await receiver(() => undefined);
    const healthy = await receiver();
    const { id } = await endpoint(tenant, hanging.url);
    await endpoint(tenant, healthy.url);
    for (let n = 0; n < 30; n++) await tenant.tell([published(n)]);
    await until(() => expect(healthy.received).toHaveLength(30));
    await until(() => expect(hanging.received).toHaveLength(PER_ENDPOINT)); // all of the endpoint's own lane hangs
    timer.advance(15_000);
    await until(async () => {
      const tried = (await deliveriesOf(tenant, `endpoint_id=${id}`)).filter(({ attempt_count }) => attempt_count === 1);
      expect(tried).toHaveLength(PER_ENDPOINT);
      expect(tried[0]?.error).toEqual({ code: "timeout", message: "No answer within 15 s." });
    });
    await until(async () => {
      const waiting = (await deliveriesOf(tenant, `endpoint_id=${id}`)).filter(({ attempt_count }) => attempt_count === 0);
      expect(waiting.every(({ next_attempt_at }) => Date.parse(next_attempt_at ?? "") > timer.now())).toBe(true);
    });
    expect(hanging.received).toHaveLength(PER_ENDPOINT);
    hanging.answer = answering(200);
    await until(async () => {
      await pass(20_000);
      expect(await deliveriesOf(tenant, `endpoint_id=${id}&status=succeeded`)).toHaveLength(30);
    });
  });

  test("that nobody can receive says why", async () => {
    const tenant = await createTenant(app);
    const closed = await startReceiver();
    await closed.close();
    const { id } = await endpoint(tenant, closed.url);
    await tenant.tell([published(1)]);
    await until(async () => {
      const [delivery] = await deliveriesOf(tenant, `endpoint_id=${id}`);
      expect(delivery).toMatchObject({ attempt_count: 1, response_status: null, error: { code: "refused" } });
    });
  });

  test("whose address was changed to a forbidden one behind our back is not sent", async () => {
    const tenant = await createTenant(app);
    const { id } = await endpoint(tenant, "https://example.com/hook");
    const key = { pk: `${tenant.organizationId}|webhook_endpoints`, sk: id };
    for (const [n, url] of ["https://169.254.169.254/latest/meta-data", "https://[::ffff:10.0.0.1]/"].entries()) {
      const item = await app.service.systemStore.get(key);
      if (!item) throw new Error("the endpoint is gone");
      const data = { ...(item.data as object), url };
      const count = { pk: `${tenant.organizationId}|webhook_endpoint_count`, sk: "-" };
      await app.service.systemStore.write([
        { op: "put", item: { ...item, version: item.version + 1, data } },
        { op: "add", key: count, by: 0 },
      ]);
      await tenant.tell([published(n)]);
      await until(async () => {
        const [delivery] = await deliveriesOf(tenant, `endpoint_id=${id}`);
        expect(delivery).toMatchObject({ attempt_count: 1, response_status: null, error: { code: "blocked_address" } });
      });
    }
  });

  test("that was received while the store's answer was lost comes again with the same id, and is counted once", async () => {
    let lose = false;
    const forgetful = await createTestApp({
      replace: service => ({
        timer,
        systemStore: losingStore(service, {
          decide(operations) {
            const settles = operations.some(operation => operation.op === "put" && operation.item.sk.startsWith("attempt#"));
            if (!settles || !lose) return "passes";
            lose = false;
            return "lost";
          },
        }),
      }),
    });
    try {
      const tenant = await createTenant(forgetful);
      const to = await receiver();
      const created = await forgetful.request("POST", "/v1/webhook-endpoints", { token: tenant.key, body: { url: to.url } });
      lose = true;
      await tenant.tell([published(1)]);
      await until(() => expect(to.received).toHaveLength(2));
      expect(to.received[0]?.headers["webhook-id"]).toBe(to.received[1]?.headers["webhook-id"]);
      await until(async () => {
        const { body } = await forgetful.request("GET", `/v1/webhook-deliveries?endpoint_id=${created.body.id}`, {
          token: tenant.key,
        });
        expect(body.data).toMatchObject([{ status: "succeeded", attempt_count: 1 }]);
      });
      expect(to.received).toHaveLength(2);
    } finally {
      await forgetful.close();
    }
  });

  test("with too much data carries the ids only, and says so", async () => {
    const tenant = await createTenant(app);
    const to = await receiver();
    const { secret } = await endpoint(tenant, to.url);
    await tenant.tell([published(1, { text: "é".repeat(BODY_LIMIT), author: { id: "usr_1" } })]);
    await until(() => expect(to.received).toHaveLength(1));
    const request = to.received[0];
    if (!request) throw new Error("nothing was received");
    expect(Buffer.byteLength(request.body)).toBeLessThanOrEqual(BODY_LIMIT);
    expect(verify(secret, request)).toMatchObject({
      data: { post: { id: "post_1", workspace_id: "ws", status: "published" }, truncated: true },
    });
  });

  test("reaches each of forty endpoints once", async () => {
    const tenant = await createTenant(app);
    const to = await receiver();
    const ids: string[] = [];
    for (let n = 0; n < 40; n++) ids.push((await endpoint(tenant, `${to.url}/${n}`)).id);
    await tenant.tell([published(1), published(2)]);
    await until(() => expect(to.received).toHaveLength(80));
    await waitForAllSettled(tenant);
    expect(to.received).toHaveLength(80);
    expect(new Set(to.received.map(({ path, body }) => `${path} ${body}`)).size).toBe(80);
    const ofOne = await deliveriesOf(tenant, `endpoint_id=${ids[0]}`);
    expect(ofOne.map(({ status }) => status)).toEqual(["succeeded", "succeeded"]);
    // However many endpoints there are, an event takes little room in the relay's transaction.
    const ctx = testCtx(app.service, tenant.organizationId, tenant.workspaceId, "test");
    const event = { id: app.service.ids.next("event"), at: timer.now(), seq: 3, ...published(3) };
    const { organizationId, workspaceId: tenantId } = tenant;
    const planned = await deliveries.plan(ctx, [event], { tenantId, organizationId, mode: "test" });
    expect(planned.writes).toHaveLength(1);
  });
});

describe("a webhook endpoint", () => {
  test("that answers 410 is disabled: an event says so, a mail too, and it can be enabled again", async () => {
    const tenant = await createTenant(app);
    const gone = await receiver(answering(410));
    const other = await receiver();
    const { id } = await endpoint(tenant, gone.url, { event_types: ["post.published"] });
    await endpoint(tenant, other.url, { event_types: ["webhook_endpoint.disabled"] });
    await liveEndpoint(tenant);
    await tenant.tell([published(1)]);
    await until(() => expect(other.received).toHaveLength(1));
    expect(JSON.parse(other.received[0]?.body ?? "")).toMatchObject({
      type: "webhook_endpoint.disabled",
      data: { webhook_endpoint: { id, status: "disabled", disabled_reason: "gone" } },
    });
    const { body, headers } = await call(tenant, "GET", `/v1/webhook-endpoints/${id}`);
    expect(EndpointSchema.parse(body)).toMatchObject({ status: "disabled", disabled_reason: "gone" });
    await waitForStatus(tenant, id, "failed");
    await until(() => {
      const mails = readdirSync(join(app.dataDir, "mail"), { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => readFileSync(join(entry.parentPath, entry.name), "utf8"));
      expect(mails.filter(mail => mail.includes(id) && mail.includes(tenant.email))).toHaveLength(1);
    });
    expect((await call(tenant, "POST", `/v1/webhook-endpoints/${id}/test`)).body.code).toBe("endpoint_disabled");
    expect(await liveDeliveries(tenant)).toEqual([]);
    await tenant.tell([published(2)]);
    gone.answer = answering(200);
    const enabled = await call(
      tenant,
      "PATCH",
      `/v1/webhook-endpoints/${id}`,
      { status: "enabled" },
      { "If-Match": headers.get("ETag") },
    );
    expect(enabled.body).toMatchObject({ status: "enabled", disabled_reason: null, disabled_at: null });
    await tenant.tell([published(3)]);
    await until(() => expect(gone.received).toHaveLength(2));
    expect(JSON.parse(gone.received[1]?.body ?? "").sequence).toBe(3);
  });

  test("that fails for five days without a success is disabled, and not before", async () => {
    const tenant = await createTenant(app);
    const broken = await receiver(answering(400)); // about each event: the endpoint is not spared
    const { id } = await endpoint(tenant, broken.url);
    const statusNow = async () => (await call(tenant, "GET", `/v1/webhook-endpoints/${id}`)).body;
    const began = timer.now();
    await tenant.tell([published(0)]);
    await until(() => expect(broken.received.length).toBeGreaterThan(0));
    while (timer.now() - began < 110 * HOUR) {
      const before = broken.received.length;
      await pass(6 * HOUR);
      await tenant.tell([published(0)]);
      // A jump of the clock ends attempts that are under way, as if they had taken too long, and the endpoint is spared for a while: time goes on until it is not.
      await until(async () => {
        await pass(5 * MINUTE);
        expect(broken.received.length).toBeGreaterThan(before);
      });
      expect((await statusNow()).status).toBe("enabled");
    }
    await tenant.tell([published(999)]);
    await until(async () => {
      await pass(HOUR);
      expect(await statusNow()).toMatchObject({ status: "disabled", disabled_reason: "failing" });
    });
    expect(timer.now() - began).toBeGreaterThanOrEqual(120 * HOUR);
    await until(async () => {
      await pass(10 * HOUR);
      expect(await deliveriesOf(tenant, `endpoint_id=${id}&status=pending`)).toEqual([]);
    });
  });

  test("that worked once in between was not failing for five days", async () => {
    const tenant = await createTenant(app);
    const shaky = await receiver(answering(400));
    const { id } = await endpoint(tenant, shaky.url);
    for (let day = 0; day < 8; day++) {
      shaky.answer = answering(day === 4 ? 200 : 400);
      const before = shaky.received.length;
      await tenant.tell([published(day)]);
      await until(() => expect(shaky.received.length).toBeGreaterThan(before));
      await until(async () => expect((await deliveriesOf(tenant, `endpoint_id=${id}`))[0]?.attempt_count).toBe(1));
      await pass(20 * HOUR);
    }
    expect((await call(tenant, "GET", `/v1/webhook-endpoints/${id}`)).body.status).toBe("enabled");
  });

  test("that failed once, and again a week later, was not failing all the time", async () => {
    const tenant = await createTenant(app);
    const rarely = await receiver(answering(400));
    const { id } = await endpoint(tenant, rarely.url);
    await tenant.tell([published(1)]);
    await until(async () => {
      await pass(11 * HOUR);
      expect(await deliveriesOf(tenant, `endpoint_id=${id}&status=failed`)).toHaveLength(1);
    });
    await pass(7 * 24 * HOUR);
    await tenant.tell([published(2)]);
    await until(async () =>
      expect((await deliveriesOf(tenant, `endpoint_id=${id}&status=pending`))[0]?.attempt_count).toBeGreaterThan(0),
    );
    expect((await call(tenant, "GET", `/v1/webhook-endpoints/${id}`)).body.status).toBe("enabled");
  });

  test("gets a new secret; both sign during the overlap, and only the new one after it", async () => {
    const tenant = await createTenant(app);
    const to = await receiver();
    const { id, secret: first } = await endpoint(tenant, to.url);
    const rotated = await call(tenant, "POST", `/v1/webhook-endpoints/${id}/rotate-secret`, { overlap_s: 600 });
    expect(rotated.status).toBe(200);
    const second: string = rotated.body.secret;
    expect(second).not.toBe(first);
    await tenant.tell([published(1)]);
    await until(() => expect(to.received).toHaveLength(1));
    const request = to.received[0];
    if (!request) throw new Error("nothing was received");
    expect(String(request.headers["webhook-signature"]).split(" ")).toHaveLength(2);
    verify(first, request);
    verify(second, request);
    await pass(11 * MINUTE);
    await tenant.tell([published(2)]);
    await until(() => expect(to.received).toHaveLength(2));
    expect(String(to.received[1]?.headers["webhook-signature"]).split(" ")).toHaveLength(1);
    const read = await call(tenant, "GET", `/v1/webhook-endpoints/${id}`);
    expect(JSON.stringify(read.body)).not.toContain("whsec_");
    const stored = JSON.stringify(
      (await app.service.systemStore.get({ pk: `${tenant.organizationId}|webhook_endpoints`, sk: id }))?.data,
    );
    expect(stored).not.toContain(second.slice(6));
  });

  test("can be tested, and a delivery sent again", async () => {
    const tenant = await createTenant(app);
    const to = await receiver(answering(400, {}, "no"));
    const { id, secret } = await endpoint(tenant, to.url, { event_types: ["post.failed"] });
    const begun = await call(tenant, "POST", `/v1/webhook-endpoints/${id}/test`);
    expect(begun.status).toBe(202);
    expect(DeliverySchema.parse(begun.body)).toMatchObject({
      endpoint_id: id,
      event_type: "webhook_endpoint.test",
      status: "pending",
    });
    await until(() => expect(to.received).toHaveLength(1));
    await until(async () => expect((await deliveriesOf(tenant, `endpoint_id=${id}`))[0]?.attempt_count).toBe(1));
    to.answer = answering(204);
    const again = await call(tenant, "POST", `/v1/webhook-deliveries/${begun.body.id}/retry`);
    expect(again.status).toBe(202);
    await waitForStatus(tenant, id, "succeeded");
    expect(to.received).toHaveLength(2);
    const body = JSON.parse(to.received[1]?.body ?? "");
    expect(body).toMatchObject({ type: "webhook_endpoint.test", sequence: 0, data: { webhook_endpoint: { id } } });
    expect(to.received[1]?.body).toBe(to.received[0]?.body);
    expect(JSON.stringify(body)).not.toContain(secret);
  });

  test("is sent what it missed: what failed, what came while it was disabled, and what came before it", async () => {
    const tenant = await createTenant(app);
    const since = new Date(timer.now()).toISOString();
    await tenant.tell([published(1), { type: "post.failed", data: { post: { id: "post_0" } } }]);
    const to = await receiver();
    const told = await receiver();
    await endpoint(tenant, told.url, { event_types: ["webhook_endpoint.recovered"] });
    const { id } = await endpoint(tenant, to.url, { event_types: ["post.published"] });
    await tenant.tell([published(2)]);
    await waitForStatus(tenant, id, "succeeded");
    to.answer = answering(410);
    await tenant.tell([published(3)]);
    await waitForStatus(tenant, id, "failed");
    await tenant.tell([published(4)]);
    await until(async () =>
      expect(
        (await call(tenant, "GET", "/v1/events?type=post.published", undefined, { "Placard-Workspace": tenant.workspaceId })).body
          .data,
      ).toHaveLength(4),
    );

    expect((await call(tenant, "POST", `/v1/webhook-endpoints/${id}/recover`, { since })).body.code).toBe("endpoint_disabled");
    await call(tenant, "PATCH", `/v1/webhook-endpoints/${id}`, { status: "enabled" });
    expect((await call(tenant, "GET", `/v1/webhook-endpoints/${id}/recovery`)).status).toBe(404);
    to.answer = answering(204);
    const seen = to.received.length;
    const begun = await call(tenant, "POST", `/v1/webhook-endpoints/${id}/recover`, { since });
    expect(begun.status).toBe(202);
    expect(RecoverySchema.parse(begun.body)).toMatchObject({ endpoint_id: id, since, status: "running", delivery_count: 0 });
    await until(() => expect(to.received).toHaveLength(seen + 3));
    const names = to.received.slice(seen).map(({ body }) => JSON.parse(body).data.post.id);
    expect(names.sort()).toEqual(["post_1", "post_3", "post_4"]);
    await until(() => expect(told.received).toHaveLength(1));
    expect(JSON.parse(told.received[0]?.body ?? "").data).toMatchObject({
      webhook_endpoint: { id },
      recovery: { status: "completed", delivery_count: 3 },
    });
    const ended = await call(tenant, "GET", `/v1/webhook-endpoints/${id}/recovery`);
    expect(RecoverySchema.parse(ended.body)).toMatchObject({ status: "completed", completed_at: expect.any(String) });
    // All of it has arrived: another finds nothing to send.
    await waitForStatus(tenant, id, "succeeded", 4);
    await call(tenant, "POST", `/v1/webhook-endpoints/${id}/recover`, { since });
    await until(() => expect(told.received).toHaveLength(2));
    expect(JSON.parse(told.received[1]?.body ?? "").data.recovery.delivery_count).toBe(0);
    expect(to.received).toHaveLength(seen + 3);
  });

  test("is sent what it missed of many workspaces and hundreds of events, only of its own, and only since then", async () => {
    const tenant = await createTenant(app);
    const elsewhere = await createTenant(app);
    await elsewhere.tell([published(999)]);
    await tenant.tell([published(0)]);
    await pass(25 * HOUR);
    const since = new Date(timer.now()).toISOString();
    const others = await Promise.all(Array.from({ length: 3 }, () => createWorkspaceFor(app, tenant.key)));
    for (let from = 1; from <= 200; from += 40) await tenant.tell(Array.from({ length: 40 }, (_, n) => published(from + n)));
    for (const [place, other] of others.entries()) await tenant.tell([published(1001 + place)], other);
    await until(async () =>
      expect(
        (
          await call(tenant, "GET", "/v1/events?limit=250&type=post.published", undefined, {
            "Placard-Workspace": tenant.workspaceId,
          })
        ).body.data,
      ).toHaveLength(201),
    );
    const to = await receiver();
    const { id } = await endpoint(tenant, to.url, { event_types: ["post.published"] });
    expect((await call(tenant, "POST", `/v1/webhook-endpoints/${id}/recover`, { since })).status).toBe(202);
    await until(() => expect(to.received).toHaveLength(203));
    const names = to.received.map(({ body }) => Number(JSON.parse(body).data.post.id.slice(5))).sort((a, b) => a - b);
    expect(names).toEqual([...Array.from({ length: 200 }, (_, n) => n + 1), 1001, 1002, 1003]);
    const narrow = await receiver();
    const one = await endpoint(tenant, narrow.url, { event_types: ["post.published"], workspace_ids: [others[1]] });
    await call(tenant, "POST", `/v1/webhook-endpoints/${one.id}/recover`, { since });
    await until(() => expect(narrow.received.map(({ body }) => JSON.parse(body).data.post.id)).toEqual(["post_1002"]));
  });

  test("refuses a recovery that begins in the future, or too long ago", async () => {
    const tenant = await createTenant(app);
    const { id } = await endpoint(tenant, "http://127.0.0.1:9/");
    for (const ms of [HOUR, -31 * 24 * HOUR]) {
      const since = new Date(timer.now() + ms).toISOString();
      const { status, body } = await call(tenant, "POST", `/v1/webhook-endpoints/${id}/recover`, { since });
      expect([status, body.errors]).toMatchObject([400, [{ path: "since", code: "out_of_range" }]]);
    }
  });

  test("is created, listed, changed and deleted, under If-Match and an idempotency key", async () => {
    const tenant = await createTenant(app);
    const headers = { "Idempotency-Key": "one" };
    const input = { url: "https://example.com/hook", description: "Ours" };
    const first = await call(tenant, "POST", "/v1/webhook-endpoints", input, headers);
    const repeated = await call(tenant, "POST", "/v1/webhook-endpoints", input, headers);
    expect(repeated.headers.get("Idempotency-Replayed")).toBe("true");
    expect(repeated.body).toEqual(first.body);
    const second = await endpoint(tenant, "https://example.com/other");
    const listed = EndpointListSchema.parse((await call(tenant, "GET", "/v1/webhook-endpoints?limit=1")).body);
    expect(listed.data.map(({ id }) => id)).toEqual([second.id]);
    const rest = await call(tenant, "GET", `/v1/webhook-endpoints?limit=1&cursor=${listed.next_cursor}`);
    expect(rest.body.data.map(({ id }: { id: string }) => id)).toEqual([first.body.id]);
    const path = `/v1/webhook-endpoints/${first.body.id}`;
    const read = await call(tenant, "GET", path);
    const etag = { "If-Match": read.headers.get("ETag") };
    const changed = await call(tenant, "PATCH", path, { description: null, event_types: ["post.failed"] }, etag);
    expect(changed.body).toMatchObject({ url: input.url, description: null, event_types: ["post.failed"] });
    const stale = await call(tenant, "PATCH", path, { description: "x" }, etag);
    expect([stale.status, stale.body.code]).toEqual([412, "stale"]);
    expect((await call(tenant, "DELETE", path, undefined, etag)).status).toBe(412);
    expect((await call(tenant, "DELETE", path)).status).toBe(204);
    expect((await call(tenant, "GET", path)).status).toBe(404);
    expect((await call(tenant, "DELETE", path)).status).toBe(404);
  });

  test("is invisible to other organizations, to the other mode, and to keys without the scope", async () => {
    const [tenant, stranger] = [await createTenant(app), await createTenant(app)];
    const { id } = await endpoint(tenant, "https://example.com/hook");
    const { body: delivery } = await call(tenant, "POST", `/v1/webhook-endpoints/${id}/test`);
    const keyOf = async (input: object) =>
      (await app.request("POST", "/v1/api-keys", { token: tenant.owner, body: { name: "k", ...input } })).body.secret;
    const live = { key: await keyOf({ mode: "live" }) };
    for (const other of [stranger, live]) {
      for (const [method, path, body] of [
        ["GET", `/v1/webhook-endpoints/${id}`],
        ["PATCH", `/v1/webhook-endpoints/${id}`, { description: "mine" }],
        ["DELETE", `/v1/webhook-endpoints/${id}`],
        ["POST", `/v1/webhook-endpoints/${id}/rotate-secret`, {}],
        ["POST", `/v1/webhook-endpoints/${id}/test`],
        ["GET", `/v1/webhook-deliveries/${delivery.id}`],
        ["POST", `/v1/webhook-deliveries/${delivery.id}/retry`],
      ] as const)
        expect([path, (await call(other, method, path, body)).status]).toEqual([path, 404]);
      expect((await call(other, "GET", "/v1/webhook-endpoints")).body.data).toEqual([]);
      expect((await call(other, "GET", `/v1/webhook-deliveries?endpoint_id=${id}`)).body.data).toEqual([]);
    }
    const reader = { key: await keyOf({ mode: "test", scopes: ["webhooks:read"] }) };
    expect((await call(reader, "GET", `/v1/webhook-endpoints/${id}`)).status).toBe(200);
    expect((await call(reader, "DELETE", `/v1/webhook-endpoints/${id}`)).body.code).toBe("missing_scope");
    const foreign = await call(tenant, "POST", "/v1/webhook-endpoints", {
      url: "https://example.com/hook",
      workspace_ids: [tenant.workspaceId, stranger.workspaceId],
    });
    expect([foreign.status, foreign.body.errors[0].path]).toEqual([400, "workspace_ids.1"]);
  });

  test("cannot be had more than fifty times", async () => {
    const tenant = await createTenant(app);
    const answers = await Promise.all(
      Array.from({ length: 55 }, () => call(tenant, "POST", "/v1/webhook-endpoints", { url: "https://example.com/hook" })),
    );
    const codes = answers.map(({ status, body }) => (status === 201 ? 201 : body.code));
    expect(codes.filter(code => code === 201)).toHaveLength(50);
    expect(codes.filter(code => code === "limit_reached")).toHaveLength(5);
    const [one] = answers.filter(({ status }) => status === 201);
    await call(tenant, "DELETE", `/v1/webhook-endpoints/${one?.body.id}`);
    await endpoint(tenant, "https://example.com/again");
  });

  test.each([
    ["http://example.com/hook", "test"],
    ["https://user:secret@example.com/hook", "test"],
    ["https://example.com/hook#part", "test"],
    ["ftp://example.com/hook", "test"],
    ["http://127.0.0.1:1/hook", "live"],
    ["https://127.0.0.1/hook", "live"],
    ["https://169.254.169.254/latest/meta-data", "test"],
    ["https://[::ffff:169.254.169.254]/", "test"],
    ["https://[64:ff9b::a9fe:a9fe]/", "test"],
    ["https://0x7f000001/", "live"],
    ["https://10.1.2.3/hook", "test"],
    ["https://localhost/hook", "live"],
  ] as const)("is refused at %s in %s mode", async (url, mode) => {
    const tenant = mode === "live" ? liveTenant : testTenant;
    const { status, body } = await call(tenant, "POST", "/v1/webhook-endpoints", { url });
    expect([status, body.code]).toEqual([422, "url_not_allowed"]);
  });

  let liveTenant: TestTenant;
  let testTenant: TestTenant;
  beforeAll(async () => {
    liveTenant = await createTenant(app, "live");
    testTenant = await createTenant(app);
  });
});
