import { type RunningSandbox, serveSandbox } from "@placard/sandbox";
import { eventually } from "@placard/test-kit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testDuePartition } from "../change.ts";
import type { Store } from "../ports/store/store.ts";
import { createTestApp, type TestApp } from "../testing/app.ts";
import { createWorkspaceFor, ok, registerOrganization } from "../testing/organization.ts";

/** A test workspace's due work is found by wakes alone: a wake that is given up too early leaves a post scheduled for ever. */

const ADMIN = "sandbox-admin-token-of-tests";
let sandbox: RunningSandbox;
let t: TestApp;
/** While it says so, the index does not show yet what a test workspace has due, as DynamoDB's may. */
let lags: (pk: string) => boolean;

const lagging = (store: Store): Store => ({
  get: key => store.get(key),
  batchGet: keys => store.batchGet(keys),
  query: query => store.query(query),
  queryIndex: async (index, query) => (lags(query.pk) ? { items: [], cursor: null } : store.queryIndex(index, query)),
  write: operations => store.write(operations),
  ping: () => store.ping(),
  close: () => store.close(),
});

beforeEach(async () => {
  sandbox = await serveSandbox({ port: 0, host: "127.0.0.1", dataDir: null, adminToken: ADMIN });
  lags = () => false;
  t = await createTestApp({
    environment: { SANDBOX_URL: sandbox.url, SANDBOX_ADMIN_TOKEN: ADMIN },
    replace: service => ({ systemStore: lagging(service.systemStore) }),
  });
});
afterEach(async () => {
  await t.close();
  await sandbox.close();
});

test("work that the index shows only after its wake came due is done", async () => {
  const { testKey: token } = await registerOrganization(t);
  const workspace = await createWorkspaceFor(t, token);
  const ask = (method: string, path: string, body?: unknown) => t.request(method, path, { token, workspace, body });
  const credentials = { handle: "lagging", password: "correct horse" };
  const { account } = ok(await ask("POST", "/v1/accounts/connect", { network: "sandbox", credentials })).body;
  let looked = 0;
  lags = pk => {
    if (pk !== testDuePartition(workspace)) return false;
    looked += 1;
    return looked <= 2;
  };
  const schedule = { now: true };
  const { id } = ok(await ask("POST", "/v1/posts", { text: "Shown late", account_ids: [account.id], schedule }), 201).body;
  await eventually(
    "the post is published",
    15_000,
    async () => ok(await ask("GET", `/v1/posts/${id}`)).body.status === "published",
  );
  expect(looked).toBeGreaterThan(2);
});
