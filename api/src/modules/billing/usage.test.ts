import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { monthOf, monthsBetween } from "../../http/paging.ts";
import { furnishTenant, type Tenant, until } from "../../testing/every-operation.ts";
import { type FullApp, openFullApp } from "../../testing/full-app.ts";
import { ok } from "../../testing/organization.ts";

describe("usage", () => {
  let full: FullApp;
  let tenant: Tenant;
  beforeAll(async () => {
    full = await openFullApp();
    tenant = await furnishTenant(full.t);
  });
  afterAll(() => full.close());

  interface Usage {
    readonly workspace_id: string;
    readonly mode: string;
    readonly month: string;
    readonly published_parts: number;
  }
  const usage = async (query = "", token = tenant.testKey): Promise<readonly Usage[]> =>
    ok(await full.t.request("GET", `/v1/billing/usage${query}`, { token })).body.data;
  /** Of this month and the next: the workspace's clock moves on. */
  const countOf = async (workspace: string): Promise<number> => {
    const months = monthsBetween(Date.now() + 31 * 86_400_000, Date.now());
    const found = await Promise.all(months.map(month => usage(`?workspace_id=${workspace}&month=${month}`)));
    return found.flat().reduce((sum, one) => sum + one.published_parts, 0);
  };
  /** All that has happened is told and counted. */
  const counted = (workspace: string, count: number) =>
    until(
      () => countOf(workspace),
      found => found === count,
    );
  const publish = async (text: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> => {
    const body = { text, account_ids: [tenant.account], schedule: { now: true }, ...more };
    return ok(await tenant.ask("POST", "/v1/posts", body), 201).body.id;
  };
  const settled = (post: string, status: string) =>
    until(
      async () => ok(await tenant.ask("GET", `/v1/posts/${post}`)).body,
      body => body.status === status,
    );
  const inject = (fault: Readonly<Record<string, unknown>>) =>
    full.admin("faults", { account: tenant.marker, operation: "create", ...fault });

  test("counts every part of a thread, and nothing of what was refused, until it is there", async () => {
    const before = await countOf(tenant.workspace);
    await settled(await publish("One"), "published");
    await counted(tenant.workspace, before + 1);
    const whole = { thread: [{ text: "Second" }], first_comment: "Comment" };
    await settled(await publish("First", whole), "published");
    await counted(tenant.workspace, before + 4);

    await inject({ kind: "slow", delay_ms: 0 });
    await inject({ kind: "status", status: 422 });
    const partly = await publish("Partly one", { thread: [{ text: "Partly two" }, { text: "Partly three" }] });
    const { targets } = await settled(partly, "partly_published");
    await counted(tenant.workspace, before + 5);
    ok(await tenant.ask("POST", `/v1/targets/${targets[0].id}/retry`));
    await settled(partly, "published");
    await counted(tenant.workspace, before + 7);
    expect(await full.truth(tenant.marker)).toHaveLength(before + 7);
  });

  test("counts what a person says is there, and not what they discard", async () => {
    const before = await countOf(tenant.workspace);
    const uncertain = async (text: string) => {
      full.fake.turns.push("lost");
      const post = await publish(text, { account_ids: [tenant.fakeAccount], thread: [{ text: `${text} more` }] });
      const body = await until(
        async () => {
          await tenant.ask("POST", "/v1/test/clock/advance", { by: 1800 });
          return ok(await tenant.ask("GET", `/v1/posts/${post}`)).body;
        },
        ({ status }) => status === "uncertain",
      );
      return { post, target: body.targets[0].id as string };
    };
    const there = await uncertain("There");
    ok(await tenant.ask("POST", `/v1/targets/${there.target}/resolve`, { as: "published", url: "https://fake.example/there" }));
    await settled(there.post, "published");
    const left = await uncertain("Left");
    ok(await tenant.ask("POST", `/v1/targets/${left.target}/resolve`, { as: "discarded" }));
    await settled(await publish("After"), "published");
    await until(
      async () => (await usage()).reduce((sum, one) => sum + one.published_parts, 0),
      sum => sum >= before + 3,
    );
    expect(await countOf(tenant.workspace)).toBe(before + 3);
  });

  test("is told by month and workspace, page by page, of the caller's own mode", async () => {
    const second = ok(
      await tenant.ask(
        "POST",
        "/v1/accounts/connect",
        { network: "sandbox", credentials: { handle: "second", password: "correct horse" } },
        {
          workspace: tenant.second,
        },
      ),
    ).body.account.id;
    const body = { text: "Elsewhere", account_ids: [second], schedule: { now: true } };
    ok(await tenant.ask("POST", "/v1/posts", body, { workspace: tenant.second }), 201);
    await counted(tenant.second, 1);
    const month = monthOf(Date.now());
    const all = await usage(`?month=${month}`);
    expect(all.map(one => one.workspace_id).sort()).toEqual([tenant.workspace, tenant.second].sort());
    expect(all).toEqual(await usage(`?month=${month}`, tenant.owner));
    const first = ok(await full.t.request("GET", "/v1/billing/usage?limit=1", { token: tenant.testKey })).body;
    expect(first).toMatchObject({ data: [all[0]], has_more: true });
    const rest = await full.t.request("GET", `/v1/billing/usage?limit=1&cursor=${first.next_cursor}`, { token: tenant.testKey });
    expect(ok(rest).body).toMatchObject({ data: [all[1]], has_more: false });
    expect(await usage(`?month=${month}`, tenant.liveKey)).toEqual([]);
    expect(await usage("?month=2020-01")).toEqual([]);
    expect((await full.t.request("GET", "/v1/billing/usage?month=2020-13", { token: tenant.testKey })).status).toBe(400);
  });

  test("is the organization's own, and asks for its scope", async () => {
    const stranger = await furnishTenant(full.t);
    expect(await usage(`?workspace_id=${tenant.workspace}`, stranger.testKey)).toEqual([]);
    const weak = ok(await tenant.ask("POST", "/v1/api-keys", { name: "Weak", scopes: ["posts:read"] }, { workspace: null }), 201);
    expect((await full.t.request("GET", "/v1/billing/usage", { token: weak.body.secret })).status).toBe(403);
  });
});
