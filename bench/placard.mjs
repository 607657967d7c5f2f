/** The whole service in this process, as `placard dev` runs it, over a folder of its own; and what a benchmark needs in it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../api/src/app.ts";
import { readConfig } from "../api/src/config.ts";
import { addressOf, listen } from "../api/src/listen.ts";
import { openService } from "../api/src/runtime.ts";
import { inFlight } from "./measure.mjs";

/** A network that takes everything at once. It goes by the name of a real one, for live workspaces have no sandbox. */
export const NETWORK = "bluesky";
const profileOf = handle => ({ externalId: handle, kind: "person", handle, displayName: handle, avatarUrl: null, url: null });
const instantConnector = {
  network: NETWORK,
  absenceProof: "key",
  createTimeoutMs: 10_000,
  lateEffectMs: 0,
  oauth: null,
  credentials: {
    fields: [{ name: "handle", label: "Handle", secret: false, description: "Any." }],
    async connect(_io, { credentials: { handle } }) {
      const profile = profileOf(handle);
      const credentials = { secret: { token: "none" }, expiresAt: null, scopes: [] };
      return { kind: "connected", profiles: [{ profile, server: null, credentials }] };
    },
  },
  async health(_io, { handle }) {
    return { kind: "healthy", profile: profileOf(handle), missingScopes: [] };
  },
  async prepare(_io, _account, part) {
    return { kind: "prepared", handle: { key: part.key } };
  },
  async create(io, _account, part) {
    const published = {
      externalId: part.key,
      url: `https://network.example/${part.key}`,
      reference: null,
      publishedAt: io.time.now(),
    };
    return { kind: "accepted", published };
  },
};

/**
 * Opens the service. `work: false` leaves the worker to be started by the caller; `around` may wrap parts of the service (a store that notes its writes).
 * `command` and `settings` make it one of several processes on one table, with limits as high.
 */
export async function openPlacard({ work = true, around = service => service, command = "dev", settings = {} } = {}) {
  const dataDir = mkdtempSync(join(process.env.PLACARD_BENCH_DIR ?? tmpdir(), "placard-bench-"));
  const config = readConfig(command, {
    PLACARD_DATA_DIR: dataDir,
    PLACARD_LOG_LEVEL: "warn",
    // Figures are kept, as in production.
    PLACARD_METRICS_TOKEN: "metrics-token-of-benchmarks",
    PLACARD_PUBLIC_URL: "http://127.0.0.1:4700",
    PLACARD_RATE_PER_ADDRESS: "1000000000",
    PLACARD_RATE_PER_USER: "1000000000",
    PLACARD_RATE_PER_KEY: "1000000000",
    PLACARD_RATE_BURST: "1000000000",
    ...settings,
  });
  const { service: opened, store, exclusive, close } = await openService(config);
  const service = around({ ...opened, connectors: new Map([[NETWORK, instantConnector]]) });
  const app = createApp({
    service,
    exclusive,
    addressOf: addressOf(false),
    serves: command === "worker" ? "itself" : "everything",
  });
  if (work) await app.worker.start();
  return {
    app,
    service,
    /** Can be read as a whole. */
    store,
    dataDir,
    async listen() {
      const listening = await listen(0, "127.0.0.1");
      listening.serve(app.fetch);
      return listening;
    },
    async close() {
      app.drain();
      await app.worker.stop();
      await close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** One request through the app, without HTTP; throws with the problem where it is refused. */
export async function ask(app, method, path, { token, workspace, body } = {}) {
  const response = await app.fetch(
    new Request(`http://127.0.0.1:4700${path}`, {
      method,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(workspace && { "Placard-Workspace": workspace }),
        ...(body && { "Content-Type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    }),
  );
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer;
}

/**
 * An organization with a key, and `count` workspaces with one connected account each. In test mode they have no accounts: test workspaces have the sandbox
 * alone.
 */
export async function furnish(app, count, mode = "live") {
  const registered = await ask(app, "POST", "/v1/auth/register", {
    body: {
      email: "bench@example.com",
      password: "lantern-orbit-velvet-thaw",
      first_name: "Ada",
      last_name: "Lovelace",
      organization_name: "Benchmark",
    },
  });
  const key = await ask(app, "POST", "/v1/api-keys", {
    token: registered.access_token,
    body: { name: "Benchmark", mode },
  });
  const token = key.secret;
  // A plan has room for few live accounts: the count of those that are taken begins far below nothing.
  const places = { pk: `${registered.organization.id}|usage`, sk: "live_accounts" };
  await app.service.systemStore.write([{ op: "add", key: places, by: -1_000_000 }]);
  const homes = [];
  await inFlight(count, 32, async number => {
    const { id } = await ask(app, "POST", "/v1/workspaces", { token, body: { name: `Customer ${number}` } });
    if (mode === "test") return homes.push({ workspace: id });
    const { account } = await ask(app, "POST", "/v1/accounts/connect", {
      token,
      workspace: id,
      body: { network: NETWORK, credentials: { handle: `customer-${number}` } },
    });
    homes.push({ workspace: id, account: account.id });
  });
  return { token, organization: registered.organization.id, homes };
}

/** A post of a usual length, scheduled where `at` says. */
export const postBody = (account, at) => ({
  text: "Fresh bread from seven o'clock, and the first stollen of the year. Come by before they are gone: we baked sixty, and last week they lasted until ten.",
  account_ids: [account],
  tags: ["bakery", "autumn"],
  metadata: { campaign: "stollen-2026" },
  ...(at !== undefined && { schedule: { at: new Date(at).toISOString() } }),
});

/** One scheduled post in each workspace, as items of the store: what {@link copiesOf} copies. */
export async function modelsOf({ app, service }, { token, homes }, at) {
  const models = [];
  await inFlight(homes.length, 32, async number => {
    const { workspace, account } = homes[number];
    const post = await ask(app, "POST", "/v1/posts", { token, workspace, body: postBody(account, at) });
    const key = (kind, id) => ({ pk: `${workspace}|${kind}#${id}`, sk: kind });
    const items = await service.systemStore.batchGet([key("post", post.id), key("target", post.targets[0].id)]);
    models[number] = { items, ids: [post.id, post.targets[0].id], at };
  });
  return models;
}

/** Waits until the outbox is empty: what was told before is in the logs. */
export async function relayed(service) {
  for (;;) {
    let waiting = 0;
    for (let shard = 0; shard < 64; shard++)
      waiting += (await service.systemStore.query({ pk: `outbox#${String(shard).padStart(2, "0")}`, limit: 1 })).items.length;
    if (waiting === 0) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
