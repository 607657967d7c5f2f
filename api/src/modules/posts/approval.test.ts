import { startDynamoDbLocal, whyNoDynamoDbLocal } from "@placard/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDynamoDbStore } from "../../ports/store/dynamodb.ts";
import { migrateDynamoDb } from "../../ports/store/dynamodb-table.ts";
import type { Store } from "../../ports/store/store.ts";
import type { TestAnswer, TestApp } from "../../testing/app.ts";
import { type FullApp, openFullApp } from "../../testing/full-app.ts";
import { createWorkspaceFor, ok, registerOrganization, type TestOrganization } from "../../testing/organization.ts";
import { moveApproval } from "./editorial.ts";
import type { Approval } from "./records.ts";
import { PostSchema } from "./schema.ts";

const ORIGIN = "https://app.example.com";
const DAY_MS = 86_400_000;

/** A workspace with an account, and those who write in it. */
interface Office {
  readonly workspace: string;
  readonly account: string;
  /** With the vendor's key. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer>;
  /** As a person of an embed session. */
  as(person: string): Promise<Office["ask"]>;
  write(body?: Record<string, unknown>): Promise<string>;
  status(id: string): Promise<string>;
  /** In so many days on the workspace's clock. */
  in(days: number): Promise<string>;
}

async function openOffice(t: TestApp, org: TestOrganization, settings: Record<string, unknown>, handle: string): Promise<Office> {
  const workspace = await createWorkspaceFor(t, org.testKey, { settings });
  const ask: Office["ask"] = (method, path, body, headers = {}) =>
    t.request(method, path, { token: org.testKey, workspace, body, headers });
  const credentials = { handle, password: "correct horse" };
  const account = ok(await ask("POST", "/v1/accounts/connect", { network: "sandbox", credentials })).body.account.id;
  return {
    workspace,
    account,
    ask,
    async as(person) {
      const body = {
        workspace_id: workspace,
        end_user: { external_id: person, name: person.toUpperCase() },
        components: ["composer"],
        allowed_origins: [ORIGIN],
      };
      const { token } = ok(await t.request("POST", "/v1/embed-sessions", { token: org.testKey, body }), 201).body;
      return (method, path, said, headers = {}) =>
        t.request(method, path, { token, body: said, headers: { Origin: ORIGIN, ...headers } });
    },
    write: async (body = {}) =>
      ok(await ask("POST", "/v1/posts", { text: "Hello", account_ids: [account], ...body }), 201).body.id,
    status: async id => PostSchema.parse(ok(await ask("GET", `/v1/posts/${id}`)).body).status,
    in: async days => new Date(Date.parse(ok(await ask("GET", "/v1/test/clock")).body.now) + days * DAY_MS).toISOString(),
  };
}

let full: FullApp;
let org: TestOrganization;
let office: Office;
beforeAll(async () => {
  full = await openFullApp();
  org = await registerOrganization(full.t);
  office = await openOffice(full.t, org, { approval_required: true }, "approval");
});
afterAll(() => full.close());

const step = (id: string, name: string, body?: unknown, ask = office.ask) => ask("POST", `/v1/posts/${id}/${name}`, body);
const refused = (answer: TestAnswer) => [answer.status, answer.body.code];
const told = async (id: string): Promise<string[]> => {
  const { data } = ok(await office.ask("GET", "/v1/events?limit=250")).body;
  return data.flatMap((event: { type: string; data: { post?: { id: string } } }) =>
    event.data.post?.id === id ? [event.type] : [],
  );
};

describe("what is submitted", () => {
  test("waits with the time its author wishes, and is scheduled then by the approval of another", async () => {
    const [mira, omar] = [await office.as("mira"), await office.as("omar")];
    const id = await office.write();
    const at = await office.in(10);
    const waiting = ok(await step(id, "submit", { comment: "Please check", schedule: { at, priority: "high" } }, mira)).body;
    expect(waiting).toMatchObject({
      status: "pending_approval",
      schedule: null,
      proposed_schedule: { at, priority: "high", means: "time", time_zone: "UTC" },
      approval: {
        state: "pending_approval",
        submitted_by: { kind: "end_user", id: "mira", name: "MIRA" },
        decided_by: null,
        decided_at: null,
        comment: "Please check",
      },
    });
    const range = `from=${new Date(Date.parse(at) - 1000).toISOString()}&to=${new Date(Date.parse(at) + 1000).toISOString()}`;
    const calendar = ok(await omar("GET", `/v1/calendar?${range}&status=pending_approval`)).body.data;
    expect(calendar).toMatchObject([{ at, post: { id, status: "pending_approval" } }]);
    expect(ok(await omar("GET", "/v1/posts?status=pending_approval")).body.data).toMatchObject([{ id }]);
    const done = ok(await step(id, "approve", { comment: "Fine" }, omar)).body;
    expect(done).toMatchObject({
      status: "scheduled",
      schedule: { at, priority: "high" },
      proposed_schedule: null,
      approval: { state: "approved", submitted_by: { id: "mira" }, decided_by: { id: "omar" }, comment: "Fine" },
    });
    expect(ok(await omar("GET", `/v1/calendar?${range}`)).body.data).toMatchObject([{ at, post: { id, status: "scheduled" } }]);
    await expect.poll(() => told(id)).toEqual(["post.scheduled", "post.approved", "post.approval_requested", "post.created"]);
  });

  test("is approved without a time where none is said, and given one after it", async () => {
    const id = await office.write();
    ok(await step(id, "submit"));
    expect(ok(await step(id, "approve")).body).toMatchObject({ status: "approved", schedule: null });
    expect(ok(await office.ask("GET", "/v1/posts?status=approved")).body.data).toMatchObject([{ id }]);
    expect(ok(await step(id, "schedule", { at: await office.in(20) })).body.status).toBe("scheduled");
    expect(ok(await step(id, "schedule", { at: await office.in(21) })).body).toMatchObject({
      status: "scheduled",
      approval: { state: "approved" },
    });
    expect(ok(await step(id, "unschedule")).body.status).toBe("approved");
    expect(ok(await step(id, "publish"), 202).body.approval.state).toBe("approved");
    await expect.poll(() => office.status(id)).toBe("published");
  });

  test("goes out at once, or in the slot that is free then, where that was wished", async () => {
    const now = await office.write({ text: "Now" });
    expect(ok(await step(now, "submit", { schedule: { now: true } })).body.proposed_schedule.means).toBe("now");
    ok(await office.ask("POST", "/v1/test/clock/advance", { by: 3600 }));
    ok(await step(now, "approve"));
    await expect.poll(() => office.status(now)).toBe("published");
    ok(await office.ask("PUT", `/v1/accounts/${office.account}/slots`, { slots: [{ weekday: "monday", local_time: "09:00" }] }));
    const [first, second] = [await office.write({ text: "First" }), await office.write({ text: "Second" })];
    const wish = { schedule: { next_slot: true } };
    ok(await step(first, "submit", wish));
    ok(await step(second, "submit", wish));
    const [late, early] = [ok(await step(second, "approve")).body, ok(await step(first, "approve")).body];
    expect(late.schedule.slot_id).toBe(early.schedule.slot_id);
    expect(late.schedule.at).not.toBe(early.schedule.at);
  });

  test("must be such that it could be scheduled", async () => {
    const bare = await office.write({ account_ids: [] });
    expect(refused(await step(bare, "submit"))).toEqual([409, "post_not_schedulable"]);
    const long = await office.write({ text: "x".repeat(6000) });
    expect(refused(await step(long, "submit"))).toEqual([422, "content_invalid"]);
    const id = await office.write();
    const past = { schedule: { at: await office.in(-1) } };
    expect(refused(await step(id, "submit", past))).toEqual([422, "time_in_past"]);
    const wrong = await step(id, "submit", { schedule: { local_time: "2027-02-30T09:00" } });
    expect(wrong.body.errors).toMatchObject([{ path: "schedule.local_time" }]);
    expect(await office.status(id)).toBe("draft");
  });

  test("is rejected with a reason, and taken up again", async () => {
    const id = await office.write();
    const at = await office.in(12);
    ok(await step(id, "submit", { schedule: { at } }));
    expect((await step(id, "reject", {})).status).toBe(400);
    const body = ok(await step(id, "reject", { comment: "The date is wrong" })).body;
    expect(body).toMatchObject({ status: "rejected", approval: { comment: "The date is wrong" }, proposed_schedule: { at } });
    const range = `from=${await office.in(11)}&to=${await office.in(13)}`;
    expect(ok(await office.ask("GET", `/v1/calendar?${range}`)).body.data).toEqual([]);
    expect(ok(await office.ask("PATCH", `/v1/posts/${id}`, { text: "Right" })).body.status).toBe("rejected");
    expect(ok(await step(id, "submit")).body).toMatchObject({ status: "pending_approval", proposed_schedule: null });
    expect(ok(await step(id, "approve")).body.status).toBe("approved");
    await expect.poll(() => told(id)).toContain("post.rejected");
  });

  test("whose time has passed meanwhile needs another one", async () => {
    const id = await office.write();
    ok(await step(id, "submit", { schedule: { at: await office.in(1) } }));
    ok(await office.ask("POST", "/v1/test/clock/advance", { by: 2 * 86_400 }));
    const answer = await step(id, "approve");
    expect(refused(answer)).toEqual([422, "time_in_past"]);
    expect(answer.body.detail).toContain("wished");
    expect(await office.status(id)).toBe("pending_approval");
    expect(ok(await step(id, "approve", { schedule: { at: await office.in(1) } })).body.status).toBe("scheduled");
  });

  test("is approved by nobody who submitted it, but a key", async () => {
    const [mira, other] = [await office.as("mira"), await office.as("mira")];
    const id = await office.write();
    ok(await step(id, "submit", {}, mira));
    expect(refused(await step(id, "approve", {}, mira))).toEqual([403, "own_submission"]);
    expect(refused(await step(id, "approve", {}, other))).toEqual([403, "own_submission"]);
    ok(await step(id, "reject", { comment: "Not yet" }, mira));
    ok(await step(id, "submit"));
    expect(ok(await step(id, "approve")).body.approval).toMatchObject({
      submitted_by: { kind: "api_key" },
      decided_by: { kind: "api_key" },
    });
  });
});

describe("where approval is required", () => {
  test("nothing is scheduled without", async () => {
    const at = await office.in(5);
    const create = { text: "Straight", account_ids: [office.account], schedule: { at } };
    expect(refused(await office.ask("POST", "/v1/posts", create))).toEqual([409, "approval_required"]);
    const id = await office.write();
    expect(refused(await step(id, "schedule", { at }))).toEqual([409, "approval_required"]);
    expect(refused(await step(id, "publish"))).toEqual([409, "approval_required"]);
    ok(await step(id, "submit"));
    expect(refused(await step(id, "publish"))).toEqual([409, "approval_required"]);
    ok(await step(id, "reject", { comment: "No" }));
    expect(refused(await step(id, "schedule", { at }))).toEqual([409, "approval_required"]);
  });

  test("other words take approval away, and the time with it; the same words do not", async () => {
    const id = await office.write();
    const change = async (body: unknown) => ok(await office.ask("PATCH", `/v1/posts/${id}`, body)).body;
    ok(await step(id, "submit"));
    expect(await change({ text: "Hello" })).toMatchObject({ status: "pending_approval" });
    expect(await change({ text: "Other" })).toMatchObject({ status: "draft", approval: null });
    ok(await step(id, "submit"));
    ok(await step(id, "approve"));
    expect(await change({ text: "Other words" })).toMatchObject({ status: "draft", approval: null });
    ok(await step(id, "submit", { schedule: { at: await office.in(3) } }));
    ok(await step(id, "approve"));
    const changed = await change({ text: "Words that nobody approved" });
    expect(changed).toMatchObject({ status: "draft", approval: null, schedule: null, targets: [{ status: "draft" }] });
    ok(await office.ask("POST", `/v1/posts/${id}/versions/1/restore`));
    ok(await office.ask("POST", "/v1/test/clock/advance", { by: 4 * 86_400 }));
    expect((await full.truth("approval")).map(({ text }) => text)).not.toContain("Words that nobody approved");
    expect(await office.status(id)).toBe("draft");
  });

  test("what has failed is not retried in other words", async () => {
    const id = await office.write({ text: "Fails" });
    ok(await step(id, "submit"));
    ok(await step(id, "approve"));
    await full.admin("faults", { account: "approval", operation: "create", kind: "status", status: 422 });
    ok(await step(id, "publish"), 202);
    await expect.poll(() => office.status(id)).toBe("failed");
    expect(refused(await office.ask("PATCH", `/v1/posts/${id}`, { text: "Sneaky" }))).toEqual([409, "approval_required"]);
    ok(await step(id, "publish"), 202);
    await expect.poll(() => office.status(id)).toBe("published");
  });

  test("is the workspace's to say, and to change", async () => {
    const free = await openOffice(full.t, org, {}, "free");
    const path = `/v1/workspaces/${free.workspace}`;
    expect(ok(await full.t.request("GET", path, { token: org.testKey })).body.settings.approval_required).toBe(false);
    const id = await free.write({ schedule: { at: await free.in(5) } });
    const settings = { approval_required: true };
    ok(await full.t.request("PATCH", path, { token: org.testKey, body: { settings } }));
    expect(await free.status(id)).toBe("scheduled");
    expect(refused(await step(id, "schedule", { at: await free.in(6) }, free.ask))).toEqual([409, "approval_required"]);
    expect(ok(await free.ask("PATCH", `/v1/posts/${id}`, { text: "Changed" })).body.status).toBe("draft");
  });

  test("may also be asked for where it is not, and then holds for that post", async () => {
    const free = await openOffice(full.t, org, {}, "asked");
    const id = await free.write();
    ok(await step(id, "submit", {}, free.ask));
    expect(refused(await step(id, "publish", undefined, free.ask))).toEqual([409, "approval_required"]);
    ok(await step(id, "approve", { schedule: { at: await free.in(2) } }, free.ask));
    const changed = ok(await free.ask("PATCH", `/v1/posts/${id}`, { text: "Changed" })).body;
    expect(changed).toMatchObject({ status: "scheduled", approval: null });
  });
});

const approvalOf = (state: Approval["state"] | "draft"): Approval | null =>
  state === "draft"
    ? null
    : {
        state,
        submittedBy: { kind: "user", id: "usr_1", name: null },
        submittedAt: 1,
        decidedBy: null,
        decidedAt: null,
        comment: null,
        proposed: null,
      };
const STATES = ["draft", "pending_approval", "approved", "rejected"] as const;

test("no edge is written but the domain's", () => {
  const written = STATES.flatMap(from =>
    STATES.flatMap(to => {
      try {
        moveApproval(approvalOf(from), approvalOf(to));
        return from === to ? [] : [`${from} → ${to}`];
      } catch {
        return [];
      }
    }),
  );
  expect(written).toEqual([
    "draft → pending_approval",
    "pending_approval → draft",
    "pending_approval → approved",
    "pending_approval → rejected",
    "approved → draft",
    "rejected → pending_approval",
  ]);
});

const skip = await whyNoDynamoDbLocal();
if (skip !== null) process.stderr.write(`approval is not tested on DynamoDB: ${skip}\n`);

describe.each([
  { driver: "the embedded store", open: async () => null },
  { driver: "DynamoDB", open: async () => (skip === null ? openDynamo() : null) },
])("on $driver", ({ driver, open }) => {
  let app: FullApp;
  let place: Office;
  let dynamo: Awaited<ReturnType<typeof openDynamo>> | null = null;
  const absent = driver === "DynamoDB" && skip !== null;
  beforeAll(async () => {
    if (absent) return;
    dynamo = await open();
    const store = dynamo?.store;
    app = await openFullApp({ work: false, ...(store && { replace: () => ({ systemStore: store }) }) });
    place = await openOffice(app.t, await registerOrganization(app.t), { approval_required: true }, "drivers");
  }, 60_000);
  afterAll(async () => {
    await app?.close();
    await dynamo?.close();
  });

  const inState: Record<(typeof STATES)[number] | "scheduled", (office: Office) => Promise<string>> = {
    draft: office => office.write(),
    pending_approval: async office => {
      const id = await office.write();
      ok(await step(id, "submit", {}, office.ask));
      return id;
    },
    approved: async office => {
      const id = await inState.pending_approval(office);
      ok(await step(id, "approve", {}, office.ask));
      return id;
    },
    rejected: async office => {
      const id = await inState.pending_approval(office);
      ok(await step(id, "reject", { comment: "No" }, office.ask));
      return id;
    },
    scheduled: async office => {
      const id = await inState.approved(office);
      ok(await step(id, "schedule", { at: await office.in(5) }, office.ask));
      return id;
    },
  };

  test.skipIf(absent)("each step leads where it may from each state, and is refused everywhere else", async () => {
    const at = await place.in(5);
    const steps: Record<string, (id: string) => Promise<TestAnswer>> = {
      submit: id => step(id, "submit", {}, place.ask),
      approve: id => step(id, "approve", {}, place.ask),
      reject: id => step(id, "reject", { comment: "No" }, place.ask),
      schedule: id => step(id, "schedule", { at }, place.ask),
      unschedule: id => step(id, "unschedule", undefined, place.ask),
      change: id => place.ask("PATCH", `/v1/posts/${id}`, { text: "Changed" }),
    };
    const seen: Record<string, Record<string, string>> = {};
    for (const [state, make] of Object.entries(inState)) {
      const row: Record<string, string> = {};
      for (const [name, take] of Object.entries(steps)) {
        const id = await make(place);
        const answer = await take(id);
        row[name] = answer.status === 200 ? answer.body.status : answer.body.code;
        if (answer.status !== 200) expect(await place.status(id)).toBe(state);
      }
      seen[state] = row;
    }
    const no = { approve: "post_not_pending", reject: "post_not_pending", unschedule: "post_not_scheduled" };
    const [submit, schedule] = ["post_not_submittable", "approval_required"];
    expect(seen).toEqual({
      draft: { ...no, submit: "pending_approval", schedule, change: "draft" },
      pending_approval: { ...no, submit, approve: "approved", reject: "rejected", schedule, change: "draft" },
      approved: { ...no, submit, schedule: "scheduled", change: "draft" },
      rejected: { ...no, submit: "pending_approval", schedule, change: "rejected" },
      scheduled: { ...no, submit, schedule: "scheduled", unschedule: "approved", change: "draft" },
    });
  });

  test.skipIf(absent)("of two who decide at once one wins, and the other is told", async () => {
    for (let round = 0; round < 5; round++) {
      const id = await inState.pending_approval(place);
      const answers = await Promise.all([
        step(id, "approve", { schedule: { at: await place.in(5) } }, place.ask),
        step(id, "approve", {}, place.ask),
        step(id, "reject", { comment: "No" }, place.ask),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
      for (const { status, body } of answers) if (status === 409) expect(body.code).toBe("post_not_pending");
      const won = answers.find(({ status }) => status === 200)?.body;
      expect(await place.status(id)).toBe(won.status);
    }
  });

  test.skipIf(absent)("a change and an approval at once never leave words approved that nobody saw", async () => {
    for (let round = 0; round < 5; round++) {
      const id = await inState.pending_approval(place);
      await Promise.all([
        step(id, "approve", {}, place.ask),
        place.ask("PATCH", `/v1/posts/${id}`, { text: `Unseen ${round}` }).then(answer => ok(answer)),
      ]);
      expect(await place.status(id)).toBe("draft");
    }
  });
});

/** A table of its own on a DynamoDB Local of its own. */
async function openDynamo(): Promise<{ readonly store: Store; close(): Promise<void> }> {
  const server = await startDynamoDbLocal();
  const { endpoint, region, credentials } = server;
  const place = { endpoint, region, credentials, table: "approval" };
  await migrateDynamoDb({ ...place, deletionProtection: false });
  const store = await openDynamoDbStore({ ...place, now: Date.now });
  return {
    store,
    async close() {
      await store.close();
      await server.close();
    },
  };
}

test("the largest post goes all the way, with the longest remarks and names", async () => {
  // Control characters take six bytes each in JSON; 180,000 bytes is the most a post may say, its metadata and origin counted twice.
  const writer = await office.as("\u{1F600}".repeat(60));
  const post = ok(
    await office.ask("POST", "/v1/posts", {
      text: "x".repeat(400),
      account_ids: [office.account],
      overrides: [{ network: "email", text: "\u0001".repeat(29_700) }],
    }),
    201,
  ).body;
  const comment = "\u0001".repeat(2000);
  ok(await step(post.id, "submit", { comment, schedule: { at: await office.in(9) } }, writer));
  expect(ok(await step(post.id, "approve", { comment })).body).toMatchObject({ status: "scheduled", approval: { comment } });
  ok(await office.ask("PATCH", `/v1/posts/${post.id}`, { title: "Changed" }));
  expect((await step(post.id, "submit", { comment: `${comment}x` })).status).toBe(400);
});
