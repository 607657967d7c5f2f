import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type RunningSandbox, serveSandbox } from "@placard/sandbox";
import { eventually, freePort } from "@placard/test-kit";
import { Webhook } from "standardwebhooks";
import { describe, expect, type TestContext, test } from "vitest";
import { type Received, type Receiver, startReceiver } from "../testing/receiver.ts";
import { type Answer, type Caller, callerOf } from "./caller.ts";
import { type DevProcess, runPlacard, startDev } from "./start-placard.ts";

/** More kills, at night. Few of them meet a create; each that does takes until the lease has ended, so all of them wait together. */
const KILLS = process.env.PLACARD_TEST_NIGHTLY === "1" ? 60 : 6;
const STARTS_KILLED = process.env.PLACARD_TEST_NIGHTLY === "1" ? 12 : 2;
/** The lease of a part that was armed is 35 s (15 s for the slowest create, 20 s of margin); then it is looked up, sent again if need be, and told. */
const RESOLVED_WITHIN_MS = 75_000;
const ADMIN = "sandbox-admin-token-of-tests";

/** The one who schedules posts, with everything that outlives the process that is killed. */
interface Partner {
  readonly settings: Readonly<Record<string, string>> & { readonly DATA_DIR: string };
  readonly receiver: Receiver;
  readonly secret: string;
  /** What is on the network, whatever Placard says. */
  truth(): Promise<readonly OnNetwork[]>;
  dev: DevProcess;
}

interface OnNetwork {
  readonly text: string;
  readonly created_at: string;
  readonly create_requests: number;
}

/** Everything of a partner is gone when the test is over, however it ends. (Of tests that run at once, only the context knows which one ends.) */
async function startPartner(sandbox: "apart" | "within", { onTestFinished }: TestContext): Promise<Partner> {
  const folder = mkdtempSync(join(tmpdir(), "placard-kill-"));
  const undo: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  onTestFinished(async () => {
    for (const step of undo.reverse()) await step();
  });
  const receiver = await startReceiver();
  undo.push(() => receiver.close());
  let apart: RunningSandbox | null = null;
  if (sandbox === "apart") {
    apart = await serveSandbox({ port: 0, host: "127.0.0.1", dataDir: null, adminToken: ADMIN });
    undo.push(() => apart?.close());
  }
  const settings = {
    DATA_DIR: folder,
    PORT: String(await freePort()),
    ...(apart && { SANDBOX_URL: apart.url, SANDBOX_ADMIN_TOKEN: ADMIN }),
  };
  const dev = await startDev(settings);
  undo.push(() => partner.dev.stop("SIGKILL"));
  const { secret } = await asPartner(dev).expect(201, "POST", "/v1/webhook-endpoints", {
    url: receiver.url,
    event_types: ["post.published"],
  });
  const partner: Partner = {
    settings,
    receiver,
    secret,
    dev,
    async truth() {
      const remembered = JSON.parse(readFileSync(join(folder, "dev.json"), "utf8")) as { sandbox_admin_token: string };
      const token = apart ? ADMIN : remembered.sandbox_admin_token;
      return (await callerOf(partner.dev.facts.sandbox_url, token).expect(200, "GET", "/admin/posts")).posts;
    },
  };
  return partner;
}

const asPartner = ({ facts }: DevProcess, workspace = facts.workspace_id): Caller =>
  callerOf(facts.api_url, facts.secret_key, workspace);

/** A post that was asked for, whether or not the answer came. */
interface Wanted {
  readonly text: string;
  readonly at: number;
  readonly account: string;
  readonly workspace: string;
}

const create = (dev: DevProcess, { text, at, account, workspace }: Wanted): Promise<Answer> => {
  const body = { text, account_ids: [account], schedule: { at: new Date(at).toISOString() } };
  return asPartner(dev, workspace).ask("POST", "/v1/posts", body, { "idempotency-key": text });
};

/** Kills the process, and starts it again on its folder and port. */
async function killAndStart(partner: Partner): Promise<void> {
  expect(await partner.dev.stop("SIGKILL")).toEqual({ code: null, signal: "SIGKILL" });
  const before = partner.dev.facts;
  partner.dev = await startDev(partner.settings);
  expect(partner.dev.facts).toEqual(before);
}

/** What must hold in the end of every post that was asked for. */
async function expectPublishedOnce(partner: Partner, wanted: readonly Wanted[]): Promise<void> {
  for (const one of wanted) {
    // Asked again with the same key: the same post, or now there is one.
    const answer = await create(partner.dev, one);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    let last: unknown;
    await eventually(
      `"${one.text}" is published`,
      RESOLVED_WITHIN_MS,
      async () => {
        last = await asPartner(partner.dev, one.workspace).expect(200, "GET", `/v1/posts/${answer.body.id}`);
        return (last as { status: string }).status === "published";
      },
      100,
    ).catch(error => {
      throw new Error(`${error.message}\n${JSON.stringify(last, null, 1)}\n${partner.dev.stderr().slice(-3000)}`);
    });
    await eventually(
      `the webhook of "${one.text}" came`,
      RESOLVED_WITHIN_MS,
      () => hooksOf(partner, answer.body.id).length > 0,
      50,
    );
    const hooks = hooksOf(partner, answer.body.id);
    for (const { headers, body } of hooks) new Webhook(partner.secret).verify(body, headers as Record<string, string>);
    expect(new Set(hooks.map(({ headers }) => headers["webhook-id"])).size, "one webhook-id").toBe(1);
    expect(new Set(hooks.map(({ body }) => body)).size, "one body").toBe(1);
    const there = (await partner.truth()).filter(({ text }) => text === one.text);
    expect(there, `"${one.text}" on the network`).toHaveLength(1);
    expect(Date.parse(there[0]?.created_at ?? ""), "not before its time").toBeGreaterThanOrEqual(one.at);
  }
  for (const workspace of new Set(wanted.map(one => one.workspace))) await expectWholeLog(partner, workspace);
}

function hooksOf({ receiver }: Partner, postId: string): Received[] {
  return receiver.received.filter(({ body }) => JSON.parse(body).data.post?.id === postId);
}

/** No event is left out, and none is told twice: one of each kind for each post. */
async function expectWholeLog({ dev }: Partner, workspace: string): Promise<void> {
  const events: { type: string; sequence: number; data: { post?: { id: string }; target?: { id: string } } }[] = [];
  let cursor: string | null = null;
  do {
    const path: string = `/v1/events?limit=250${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
    const page = await asPartner(dev, workspace).expect(200, "GET", path);
    events.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor !== null);
  expect(events.map(event => event.sequence)).toEqual(events.map((_, position) => events.length - position));
  const told = events
    .filter(({ type }) => ["post.created", "post.scheduled", "target.published", "post.published"].includes(type))
    .map(({ type, data }) => `${type} ${data.post?.id ?? data.target?.id}`);
  expect(told).toEqual([...new Set(told)]);
}

/** The moments of a run, spread evenly with a step that hits all of the range over many runs, and none twice. */
const spread = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, n) => from + Math.round((to - from) * ((n * 0.618_034) % 1)));

describe.concurrent("kill -9", () => {
  test.for(["within", "apart"] as const)(
    "at any moment of the quick start's run, with the sandbox %s: each post is live once, and told",
    { timeout: 120_000 + KILLS * 6000 },
    async (sandbox, context) => {
      const partner = await startPartner(sandbox, context);
      const { account_id: account, workspace_id: workspace } = partner.dev.facts;
      const wanted: Wanted[] = [];
      const want = (text: string, at: number): Wanted => {
        const one = { text, at, account, workspace };
        wanted.push(one);
        return one;
      };
      // Around its time: found, prepared, armed, sent, completed, told, delivered.
      for (const ms of spread(-30, 250, KILLS)) {
        const one = want(`killed ${ms} ms after its time`, Date.now() + 1000);
        expect(await create(partner.dev, one)).toMatchObject({ status: 201 });
        await sleep(one.at + ms - Date.now());
        await killAndStart(partner);
      }
      // While it starts, with work waiting.
      for (const ms of spread(150, 1200, STARTS_KILLED)) {
        expect(await create(partner.dev, want(`killed ${ms} ms into the start`, Date.now() + 800))).toMatchObject({
          status: 201,
        });
        await partner.dev.stop("SIGKILL");
        const starting = runPlacard(["dev", "--json"], partner.settings);
        await sleep(ms);
        await starting.stop("SIGKILL");
        partner.dev = await startDev(partner.settings);
      }
      // While it is asked for: whether the answer comes or not, asking again gives the one post.
      for (const ms of spread(1, 60, Math.ceil(KILLS / 3))) {
        const one = want(`killed ${ms} ms into its creation`, Date.now() + 15_000);
        const asked = create(partner.dev, one).catch(() => null);
        await sleep(ms);
        await killAndStart(partner);
        const [before, after] = [await asked, await create(partner.dev, one)];
        expect(after).toMatchObject({ status: 201, ...(before && { body: before.body }) });
      }
      await expectPublishedOnce(partner, wanted);
    },
  );

  test("in its very first start: the next one begins where that one ended", { timeout: 60_000 + STARTS_KILLED * 5000 }, async ({
    onTestFinished,
  }) => {
    for (const ms of spread(250, 900, STARTS_KILLED)) {
      const folder = mkdtempSync(join(tmpdir(), "placard-kill-"));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const first = runPlacard(["dev", "--json"], { DATA_DIR: folder, PORT: "0" });
      await sleep(ms);
      await first.stop("SIGKILL");
      const dev = await startDev({ DATA_DIR: folder });
      onTestFinished(() => void dev.stop("SIGKILL"));
      if (first.stdout() !== "") expect(dev.facts.secret_key).toBe(JSON.parse(first.stdout()).secret_key);
      const body = { text: "After all", account_ids: [dev.facts.account_id], schedule: { now: true } };
      const { id } = await asPartner(dev).expect(201, "POST", "/v1/posts", body);
      await eventually(`it is published though the first start was killed after ${ms} ms`, 30_000, async () => {
        return (await asPartner(dev).expect(200, "GET", `/v1/posts/${id}`)).status === "published";
      });
      expect(await dev.stop()).toEqual({ code: 0, signal: null });
    }
  });

  test("in the middle of a create: what took effect is found, what did not is sent again", {
    timeout: 150_000,
  }, async context => {
    const partner = await startPartner("apart", context);
    const network = callerOf(partner.dev.facts.sandbox_url, ADMIN);
    const faults = [
      { text: "took effect", kind: "timeout", applied: true },
      { text: "took no effect", kind: "timeout", applied: false },
      { text: "takes effect after its sender's death", kind: "slow", delay_ms: 4000 },
    ];
    const server = callerOf(partner.dev.facts.api_url, partner.dev.facts.secret_key);
    const wanted: Wanted[] = [];
    for (const [position, { text, ...fault }] of faults.entries()) {
      const { id: workspace } = await server.expect(201, "POST", "/v1/workspaces", { name: text });
      const handle = `member-${position}`;
      const credentials = { handle, password: "correct horse" };
      const connected = await asPartner(partner.dev, workspace).expect(200, "POST", "/v1/accounts/connect", {
        network: "sandbox",
        credentials,
      });
      await network.expect(201, "POST", "/admin/faults", { account: handle, operation: "create", ...fault });
      const one = { text, at: Date.now() + 300, account: connected.account.id, workspace };
      wanted.push(one);
      expect(await create(partner.dev, one)).toMatchObject({ status: 201 });
    }
    await eventually("all three are being sent", 30_000, async () => {
      const { data } = await network.expect(200, "GET", "/admin/faults");
      return data.every((fault: { remaining: number }) => fault.remaining === 0);
    });
    await killAndStart(partner);
    await expectPublishedOnce(partner, wanted);
    const requests = new Map((await partner.truth()).map(one => [one.text, one.create_requests]));
    expect(requests.get("took effect")).toBe(1);
    expect(requests.get("takes effect after its sender's death")).toBe(1);
  });
});
