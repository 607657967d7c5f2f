import type { Connector, Profile } from "@placard/connectors";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../testing/app.ts";
import { createWorkspaceFor, ok, registerOrganization } from "../../testing/organization.ts";

/** A network on which any handle connects, so that only our own limit stands in the way. */
const profile = (handle: string): Profile => ({
  externalId: handle,
  kind: "person",
  handle,
  displayName: handle,
  avatarUrl: null,
  url: null,
});
/** Runs while the network is asked. */
let meanwhile: () => Promise<unknown> = () => Promise.resolve();
const anyone = {
  network: "bluesky",
  credentials: {
    fields: [{ name: "handle", label: "Handle", secret: false, description: "Any." }],
    connect: async (_io: unknown, { credentials }: { credentials: Readonly<Record<string, string>> }) => {
      await meanwhile();
      return {
        kind: "connected",
        profiles: [
          {
            profile: profile(credentials["handle"] ?? ""),
            server: null,
            credentials: { secret: null, expiresAt: null, scopes: [] },
          },
        ],
      };
    },
  },
  oauth: null,
  revoke: async () => true,
} as unknown as Connector;

let t: TestApp;
beforeAll(async () => {
  t = await createTestApp({ connectors: new Map([["bluesky", anyone]]) });
});
afterAll(() => t.close());

test("a plan's live accounts are counted over all workspaces; a disconnected one gives its place back; test accounts are free", async () => {
  const org = await registerOrganization(t);
  const [first, second] = [await createWorkspaceFor(t, org.liveKey), await createWorkspaceFor(t, org.liveKey)];
  const connect = (workspace: string, handle: string, token = org.liveKey) =>
    t.request("POST", "/v1/accounts/connect", { token, workspace, body: { network: "bluesky", credentials: { handle } } });
  ok(await connect(first, "a"));
  ok(await connect(first, "b"));
  const { account } = ok(await connect(second, "c")).body;
  expect(await connect(first, "d")).toMatchObject({ status: 403, body: { code: "limit_reached", limit: 3 } });
  ok(await connect(first, "a")); // the same profile again takes no second place
  ok(await t.request("DELETE", `/v1/accounts/${account.id}`, { token: org.liveKey, workspace: second }), 204);
  ok(await connect(first, "d"));
  expect((await connect(second, "c")).status).toBe(403);
  const sandboxed = await createWorkspaceFor(t, org.testKey);
  for (const handle of ["e", "f", "g", "h"]) ok(await connect(sandboxed, handle, org.testKey));
});

test("a workspace is deleted when its accounts are disconnected, so that no place stays taken", async () => {
  const org = await registerOrganization(t);
  const workspace = await createWorkspaceFor(t, org.liveKey);
  const ask = (method: string, path: string, body?: unknown) => t.request(method, path, { token: org.liveKey, workspace, body });
  const connect = (handle: string) => ask("POST", "/v1/accounts/connect", { network: "bluesky", credentials: { handle } });
  const { account } = ok(await connect("a")).body;
  expect(await ask("DELETE", `/v1/workspaces/${workspace}`)).toMatchObject({
    status: 409,
    body: {
      code: "workspace_not_empty",
      detail: `Account ${account.id} is connected. Disconnect the workspace's accounts first.`,
    },
  });
  ok(await ask("DELETE", `/v1/accounts/${account.id}`), 204);
  // One that is connected in the moment of the deletion comes too late.
  meanwhile = async () => ok(await ask("DELETE", `/v1/workspaces/${workspace}`), 204);
  expect((await connect("b")).status).toBe(404);
  meanwhile = () => Promise.resolve();
  const other = await createWorkspaceFor(t, org.liveKey);
  for (const handle of ["c", "d", "e"]) {
    const body = { network: "bluesky", credentials: { handle } };
    ok(await t.request("POST", "/v1/accounts/connect", { token: org.liveKey, workspace: other, body }));
  }
});
