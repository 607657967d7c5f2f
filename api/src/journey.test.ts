import { afterAll, beforeAll, expect, test } from "vitest";
import { type FullApp, openFullApp } from "./testing/full-app.ts";
import { createWorkspaceFor, ok, registerOrganization, type TestOrganization } from "./testing/organization.ts";

let full: FullApp;
let org: TestOrganization;
let workspace: string;
let account: string;

beforeAll(async () => {
  full = await openFullApp();
  org = await registerOrganization(full.t);
  workspace = await createWorkspaceFor(full.t, org.testKey);
  const connected = await ask("POST", "/v1/accounts/connect", {
    network: "sandbox",
    credentials: { handle: "journey", password: "correct horse" },
  });
  account = ok(connected).body.account.id;
});
afterAll(() => full.close());

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  full.t.request(method, path, { token: org.testKey, workspace, body, headers });

const truth = () => full.truth("journey");

/** A post that goes out now, as it is once it is on the network. */
async function publishNow(text: string) {
  const { id } = ok(await ask("POST", "/v1/posts", { text, account_ids: [account], schedule: { now: true } }), 201).body;
  return untilPublished(id);
}

const untilPublished = (id: string) =>
  until(
    async () => ok(await ask("GET", `/v1/posts/${id}`)).body,
    body => body.status === "published",
  );

async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const value = await read();
    if (holds(value)) return value;
    if (tries > 400) throw new Error(`still ${JSON.stringify(value)}`);
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}

test("a post scheduled now is on the network once, and its events are in the log", async () => {
  const post = await publishNow("Hello from the journey");
  expect(post.targets[0].url).toMatch(/^http/);
  const found = (await truth()).filter(one => one.text === "Hello from the journey");
  expect(found).toHaveLength(1);
  const told = await until(
    async () => ok(await ask("GET", "/v1/events?limit=50")).body.data,
    events => events.some((event: { type: string }) => event.type === "post.published"),
  );
  const types = told.map((event: { type: string }) => event.type).reverse();
  expect(types).toEqual(["account.connected", "post.created", "post.scheduled", "target.published", "post.published"]);
});

test("moving the clock publishes what is due next week, a thread with its first comment in order", async () => {
  const clock = ok(await ask("GET", "/v1/test/clock")).body;
  const at = new Date(Date.parse(clock.now) + 7 * 86_400_000).toISOString();
  const created = ok(
    await ask("POST", "/v1/posts", {
      text: "One",
      thread: [{ text: "Two" }, { text: "Three" }],
      first_comment: "And a comment",
      account_ids: [account],
      schedule: { at },
    }),
    201,
  ).body;
  expect(created.status).toBe("scheduled");
  ok(await ask("POST", "/v1/test/clock/advance", { by: 7 * 86_400 + 60 }));
  const post = ok(await ask("GET", `/v1/posts/${created.id}`)).body;
  expect(post.status).toBe("published");
  expect(post.targets[0].parts.map((part: { status: string }) => part.status)).toEqual([
    "published",
    "published",
    "published",
    "published",
  ]);
  const texts = (await truth()).map(one => one.text);
  for (const text of ["One", "Two", "Three", "And a comment"]) expect(texts.filter(one => one === text)).toHaveLength(1);
});

test("an answer lost after it took effect is looked up, not sent again", async () => {
  ok(await ask("POST", "/v1/test/faults", { network: "sandbox", operation: "create", kind: "reset_after" }), 201);
  const post = await publishNow("Lost answer");
  expect(post.targets[0].parts[0].attempts).toHaveLength(1);
  const found = (await truth()).filter(one => one.text === "Lost answer");
  expect(found).toMatchObject([{ create_requests: 1 }]);
});

test("a connection cut before it took effect is proven absent, and sent again", async () => {
  ok(await ask("POST", "/v1/test/faults", { network: "sandbox", operation: "create", kind: "reset_before" }), 201);
  await publishNow("Cut before");
  expect((await truth()).filter(one => one.text === "Cut before")).toHaveLength(1);
});

test("cancelled before its time means absent from the network", async () => {
  const clock = ok(await ask("GET", "/v1/test/clock")).body;
  const at = new Date(Date.parse(clock.now) + 3_600_000).toISOString();
  const created = ok(await ask("POST", "/v1/posts", { text: "Never", account_ids: [account], schedule: { at } }), 201).body;
  const cancelled = ok(await ask("POST", `/v1/targets/${created.targets[0].id}/cancel`)).body;
  expect(cancelled.status).toBe("cancelled");
  ok(await ask("POST", "/v1/test/clock/advance", { by: 7200 }));
  expect((await truth()).filter(one => one.text === "Never")).toHaveLength(0);
  expect(ok(await ask("GET", `/v1/posts/${created.id}`)).body.status).toBe("cancelled");
});

test("the same request with the same key is answered with the same post, also after a restart", async () => {
  const body = { text: "Once", account_ids: [account] };
  const first = ok(await ask("POST", "/v1/posts", body, { "Idempotency-Key": "journey-1" }), 201);
  const again = ok(await ask("POST", "/v1/posts", body, { "Idempotency-Key": "journey-1" }), 201);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("Idempotency-Replayed")).toBe("true");
  const other = await ask("POST", "/v1/posts", { ...body, text: "Other" }, { "Idempotency-Key": "journey-1" });
  expect(other).toMatchObject({ status: 422, body: { code: "idempotency_mismatch" } });
});

test("what the clock was moved close to comes due by itself", async () => {
  const clock = ok(await ask("GET", "/v1/test/clock")).body;
  const at = new Date(Date.parse(clock.now) + 3_600_000 + 1_500).toISOString();
  const created = ok(
    await ask("POST", "/v1/posts", { text: "An hour and a bit", account_ids: [account], schedule: { at } }),
    201,
  ).body;
  ok(await ask("POST", "/v1/test/clock/advance", { by: 3600 }));
  expect(ok(await ask("GET", `/v1/posts/${created.id}`)).body.status).toBe("scheduled");
  await untilPublished(created.id);
});

test("what a person decides is told, and lists follow: failed, retried, failed again, retried and published", async () => {
  const status = async (id: string) =>
    (await ask("GET", "/v1/posts?limit=250")).body.data.find((post: { id: string }) => post.id === id).status;
  const fault = { network: "sandbox", operation: "create", kind: "status", status: 422 };
  ok(await ask("POST", "/v1/test/faults", fault), 201);
  const created = ok(
    await ask("POST", "/v1/posts", { text: "Twice refused", account_ids: [account], schedule: { now: true } }),
    201,
  ).body;
  const target = created.targets[0].id;
  await until(
    () => status(created.id),
    found => found === "failed",
  );
  ok(await ask("POST", "/v1/test/faults", { ...fault, operation: "create" }), 201);
  ok(await ask("POST", `/v1/targets/${target}/retry`));
  const failures = async () =>
    (await ask("GET", "/v1/events?limit=250&type=post.failed")).body.data.filter(
      (event: { data: { post: { id: string } } }) => event.data.post.id === created.id,
    );
  await until(failures, found => found.length === 2);
  ok(await ask("POST", `/v1/targets/${target}/retry`));
  await until(
    () => status(created.id),
    found => found === "published",
  );
});
