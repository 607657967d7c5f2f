import { afterEach, beforeEach, expect, test } from "vitest";
import { furnishTenant, type Tenant, until } from "../../testing/every-operation.ts";
import { type FullApp, openFullApp } from "../../testing/full-app.ts";
import { ok } from "../../testing/organization.ts";

let full: FullApp;
let tenant: Tenant;
beforeEach(async () => {
  full = await openFullApp();
  tenant = await furnishTenant(full.t);
});
afterEach(() => full.close());

const revoke = (account: string) => tenant.ask("POST", `/v1/test/accounts/${account}/revoke`);
const account = async () => ok(await tenant.ask("GET", `/v1/accounts/${tenant.account}`)).body;
const told = async (): Promise<unknown[]> =>
  ok(await tenant.ask("GET", "/v1/events?type=account.needs_reconnect")).body.data as unknown[];

test("ends it on the network alone: the account turns when the network is asked, with its reason, told once", async () => {
  expect(ok(await revoke(tenant.account)).body).toEqual({ account_id: tenant.account, permissions: 1 });
  expect(await account()).toMatchObject({ status: "connected", problem: null });
  const health = ok(await tenant.ask("GET", `/v1/accounts/${tenant.account}/health`)).body;
  expect(health).toMatchObject({ status: "needs_reconnect", healthy: false, problem: { category: "auth_expired" } });
  expect(await account()).toMatchObject({ status: "needs_reconnect", problem: { category: "auth_expired" } });
  await until(told, events => events.length > 0);
  ok(await tenant.ask("GET", `/v1/accounts/${tenant.account}/health`));
  expect(await told()).toHaveLength(1);
  expect(ok(await revoke(tenant.account)).body).toMatchObject({ permissions: 0 });
});

test("a refresh finds it too, and so does a post", async () => {
  ok(await revoke(tenant.account));
  expect(await tenant.ask("POST", `/v1/accounts/${tenant.account}/refresh`)).toMatchObject({
    status: 409,
    body: { code: "account_needs_reconnect" },
  });
  const credentials = { handle: tenant.marker, password: "correct horse" };
  const again = ok(await tenant.ask("POST", "/v1/accounts/connect", { network: "sandbox", credentials })).body.account;
  expect(again).toMatchObject({ id: tenant.account, status: "connected", problem: null });
  ok(await revoke(tenant.account));
  const body = { text: "To nobody", account_ids: [tenant.account], schedule: { now: true } };
  const { id } = ok(await tenant.ask("POST", "/v1/posts", body), 201).body;
  const post = await until(
    async () => ok(await tenant.ask("GET", `/v1/posts/${id}`)).body,
    ({ status }) => status === "failed",
  );
  expect(post.targets[0].problem).toMatchObject({ category: "auth_expired" });
  await until(account, ({ status }) => status === "needs_reconnect");
});

test("is for sandbox accounts of test workspaces, and says so", async () => {
  expect(await revoke("acct_01jd4b9ep2f3r8h6v5w7x9y0za")).toMatchObject({ status: 404, body: { code: "not_found" } });
  expect(await revoke(tenant.fakeAccount)).toMatchObject({
    status: 400,
    body: { errors: [{ path: "account_id", code: "not_allowed", message: "It is a mastodon account." }] },
  });
  const other = await furnishTenant(full.t);
  expect(await revoke(other.account)).toMatchObject({ status: 404, body: { code: "not_found" } });
  const live = { token: tenant.liveKey, workspace: tenant.live };
  const path = `/v1/test/accounts/${tenant.account}/revoke`;
  const inLive = await tenant.ask("POST", path, undefined, live);
  expect([inLive.status, inLive.body.code]).toEqual([403, "test_mode_only"]);
});
