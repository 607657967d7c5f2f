import type { Account, Connector, Credentials, HealthOutcome, Problem, RefreshOutcome } from "@placard/connectors";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Item, type Store, StoreBusy } from "../../ports/store/store.ts";
import { tenantKey } from "../../tenant.ts";
import { createTestApp, type TestApp } from "../../testing/app.ts";
import { fakeNetwork } from "../../testing/fake-network.ts";
import { type Fate, type Gate, losingStore, puts } from "../../testing/losing-store.ts";
import { movableTimer } from "../../testing/movable-timer.ts";
import { createWorkspaceFor, ok, registerOrganization, type TestOrganization } from "../../testing/organization.ts";
import { credentialsKey, credentialsOf } from "./records.ts";

const HOUR_MS = 3_600_000;
const timer = movableTimer();
const fake = fakeNetwork();
const gate: Gate = { decide: () => "passes" };
/** Runs before a single record is read. */
let beforeGet: (pk: string, sk: string) => void = () => undefined;

const nothing = (): Promise<void> => Promise.resolve();
/** A network whose tokens are numbered, end, and can be revoked. What a test needs to happen in the middle of a call, it puts into `during`. */
const network = {
  given: 0,
  valid: new Set<string>(),
  /** The next token it gives is refused from the beginning. */
  stillborn: false,
  endsAfter: null as number | null,
  during: { refresh: nothing, health: nothing },
  /** Handles of accounts, once for each call. */
  refreshes: [] as string[],
  revoked: [] as string[],
  refreshable: true,
  reachable: true,
};
const give = (): Credentials => {
  network.given += 1;
  const token = `token ${network.given}`;
  if (!network.stillborn) network.valid.add(token);
  network.stillborn = false;
  return { secret: { token }, expiresAt: network.endsAfter === null ? null : timer.now() + network.endsAfter, scopes: ["write"] };
};
const tokenOf = ({ credentials }: Account): string => (credentials.secret as { token: string }).token;
const refusal: Problem = {
  code: "token_revoked",
  category: "auth_expired",
  source: "network",
  retryable: false,
  message: "The token is not valid any more.",
  userMessage: "Connect this account again.",
  networkCode: "401",
  networkMessage: null,
};
const profileOf = (handle: string) => ({
  externalId: `person-${handle}`,
  kind: "person" as const,
  handle,
  displayName: handle,
  avatarUrl: null,
  url: null,
});
const connector: Connector = {
  ...fake.connector,
  credentials: {
    fields: [{ name: "handle", label: "Handle", secret: false, description: "Any handle." }],
    connect: async (_, { credentials }) => ({
      kind: "connected",
      profiles: [{ profile: profileOf(credentials["handle"] ?? ""), server: null, credentials: give() }],
    }),
  },
  async refresh(_, account): Promise<RefreshOutcome> {
    network.refreshes.push(account.handle);
    const { refreshable } = network;
    await network.during.refresh();
    if (!refreshable) return { kind: "revoked", problem: refusal };
    network.valid.delete(tokenOf(account));
    return { kind: "refreshed", credentials: give() };
  },
  async revoke(_, account) {
    network.revoked.push(account.handle);
    return network.valid.delete(tokenOf(account));
  },
  async health(_, account): Promise<HealthOutcome> {
    const valid = network.valid.has(tokenOf(account));
    await network.during.health();
    if (!network.reachable) return { kind: "unreachable", problem: { ...refusal, category: "network_down" } };
    return valid
      ? { kind: "healthy", profile: profileOf(account.handle), missingScopes: [] }
      : { kind: "revoked", problem: refusal };
  },
  async create(io, account, part, handle) {
    const outcome = await fake.connector.create(io, account, part, handle);
    return network.valid.has(tokenOf(account))
      ? outcome
      : { kind: "refused", action: "reconnect", retryAt: null, problem: refusal };
  },
};

let t: TestApp;
let org: TestOrganization;
let workspace: string;
let handles = 0;
beforeAll(async () => {
  t = await createTestApp({
    connectors: new Map([["mastodon", connector]]),
    replace: service => {
      const store = losingStore(service, gate);
      const get: Store["get"] = async key => {
        beforeGet(key.pk, key.sk);
        return store.get(key);
      };
      return { timer, systemStore: { ...store, get } };
    },
  });
  org = await registerOrganization(t);
});
afterAll(() => t.close());
beforeEach(async () => {
  workspace = await createWorkspaceFor(t, org.testKey);
  Object.assign(network, { endsAfter: null, refreshable: true, reachable: true, refreshes: [], revoked: [] });
  network.during = { refresh: nothing, health: nothing };
  fake.during = nothing;
  gate.decide = () => "passes";
  beforeGet = () => undefined;
});

const ask = (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
  t.request(method, path, { token: org.testKey, workspace, body, headers });
const connect = async (handle = `handle-${++handles}`) =>
  ok(await ask("POST", "/v1/accounts/connect", { network: "mastodon", credentials: { handle } })).body.account;
const refreshesOf = (handle: string) => network.refreshes.filter(one => one === handle).length;
const read = async (id: string) => ok(await ask("GET", `/v1/accounts/${id}`)).body;
const publish = async (id: string) => {
  const body = { text: "Of credentials", account_ids: [id], schedule: { now: true } };
  const post = ok(await ask("POST", "/v1/posts", body), 201).body.id;
  const statusOf = async () => ok(await ask("GET", `/v1/posts/${post}`)).body.status;
  await expect.poll(statusOf, { timeout: 5000 }).toMatch(/^(published|failed)$/);
  return statusOf();
};
/** Once, in the middle of what is going on: the token is revoked on the network, and the person connects the account again. */
const reconnectOnce = (handle: string) => {
  let done = false;
  return async () => {
    if (done) return;
    done = true;
    network.valid.clear();
    await connect(handle);
  };
};
const stored = async (id: string): Promise<Item | null> => {
  const { pk, sk } = credentialsKey(id);
  return t.service.systemStore.get({ pk: tenantKey(workspace, pk), sk });
};
const told = async () => {
  const { data } = ok(await ask("GET", "/v1/events?limit=50")).body;
  return (data as { type: string }[]).map(event => event.type).reverse();
};
/** Makes the network refuse the account for good, and lets us find out. */
const lose = async (id: string) => {
  network.valid.clear();
  network.refreshable = false;
  ok(await ask("GET", `/v1/accounts/${id}/health`));
  expect((await read(id)).status).toBe("needs_reconnect");
  network.refreshable = true;
};

test("an account that was disconnected and connected again publishes with its new token at once", async () => {
  const { id, handle } = await connect();
  expect(await publish(id)).toBe("published");
  ok(await ask("DELETE", `/v1/accounts/${id}`), 204);
  await connect(handle);
  expect(await publish(id)).toBe("published");
  expect((await read(id)).status).toBe("connected");
});

test("a create refused with a token from before does not mark the account that was connected again meanwhile", async () => {
  const { id, handle } = await connect();
  fake.during = reconnectOnce(handle);
  expect(await publish(id)).toBe("failed");
  expect((await read(id)).status).toBe("connected");
  expect(await publish(id)).toBe("published");
});

test("nor does a refused refresh", async () => {
  const { id, handle } = await connect();
  network.refreshable = false;
  network.during.refresh = reconnectOnce(handle);
  expect(ok(await ask("POST", `/v1/accounts/${id}/refresh`)).body.status).toBe("connected");
  expect((await read(id)).status).toBe("connected");
});

test("nor does a health that was asked for with a token from before", async () => {
  const { id, handle } = await connect();
  network.valid.clear();
  // Refreshed, but the network refuses the new token too, while the person connects again.
  network.during.refresh = async () => {
    network.stillborn = true;
    network.during.health = reconnectOnce(handle);
  };
  ok(await ask("GET", `/v1/accounts/${id}/health`));
  expect((await read(id)).status).toBe("connected");
  expect(await told()).not.toContain("account.needs_reconnect");
});

test("an account that needed to be connected again is connected after a good refresh, with the event", async () => {
  network.endsAfter = HOUR_MS;
  const { id } = await connect();
  await lose(id);
  expect(ok(await ask("POST", `/v1/accounts/${id}/refresh`)).body).toMatchObject({ status: "connected", problem: null });
  expect((await stored(id))?.due).toBeDefined();
  await expect.poll(told).toEqual(["account.connected", "account.needs_reconnect", "account.connected"]);
  expect(await publish(id)).toBe("published");
});

test("a refused refresh of an account that was refused before is not tried for ever", async () => {
  network.endsAfter = HOUR_MS;
  const { id, handle } = await connect();
  await lose(id);
  network.reachable = false; // so that the refresh succeeds and the account is not known to be well
  expect(ok(await ask("POST", `/v1/accounts/${id}/refresh`)).body.status).toBe("needs_reconnect");
  network.refreshable = false;
  const before = refreshesOf(handle);
  timer.advance(HOUR_MS);
  await expect.poll(() => refreshesOf(handle), { timeout: 5000 }).toBeGreaterThan(before);
  await expect.poll(async () => (await stored(id))?.due, { timeout: 5000 }).toBeUndefined();
  expect((await read(id)).status).toBe("needs_reconnect");
  expect(refreshesOf(handle)).toBe(before + 1);
});

test("health tells when the refreshed token ends", async () => {
  network.endsAfter = HOUR_MS;
  const { id } = await connect();
  network.endsAfter = 5 * HOUR_MS;
  ok(await ask("POST", `/v1/accounts/${id}/refresh`));
  const { token_expires_at: endsAt } = ok(await ask("GET", `/v1/accounts/${id}/health`)).body;
  expect(Date.parse(endsAt)).toBeGreaterThan(timer.now() + 4 * HOUR_MS);
});

test("a rotated token outlives a store that first loses the write and then cannot be read", async () => {
  const { id } = await connect();
  let lost = false;
  let busy = false;
  network.during.refresh = async () => {
    gate.decide = operations => {
      if (lost || !puts(operations, `account#${id}`)) return "passes";
      lost = true;
      return "lost";
    };
    beforeGet = (pk, sk) => {
      if (!lost || busy || !pk.endsWith(`account#${id}`) || sk !== "credentials") return;
      busy = true;
      throw new StoreBusy("Not now.", 10);
    };
  };
  ok(await ask("POST", `/v1/accounts/${id}/refresh`));
  expect({ lost, busy }).toEqual({ lost: true, busy: true });
  expect(await publish(id)).toBe("published");
});

test("a rotated token is stored though something beside the token was written meanwhile", async () => {
  const { id } = await connect();
  network.during.refresh = async () => {
    const item = await stored(id);
    if (!item) throw new Error("there are no credentials");
    const data = { ...credentialsOf(item), failures: 3 };
    await t.service.systemStore.write([{ op: "put", item: { ...item, version: item.version + 1, data } }]);
  };
  ok(await ask("POST", `/v1/accounts/${id}/refresh`));
  expect(await publish(id)).toBe("published");
});

test("an account that changed before it was disconnected stays connected where If-Match says what was read", async () => {
  const { id, handle } = await connect();
  const { headers } = ok(await ask("GET", `/v1/accounts/${id}`));
  let changed = false;
  gate.decide = async (operations): Promise<Fate> => {
    const disconnects = operations.some(one => one.op === "delete" && one.key.sk === "credentials");
    if (disconnects && !changed) {
      changed = true;
      ok(await ask("PATCH", `/v1/accounts/${id}`, { label: "Mine" }));
    }
    return "passes";
  };
  const answer = await ask("DELETE", `/v1/accounts/${id}`, undefined, { "If-Match": headers.get("ETag") ?? "" });
  expect(answer).toMatchObject({ status: 412, body: { code: "stale" } });
  expect(network.revoked).not.toContain(handle);
  expect(await publish(id)).toBe("published");
});
