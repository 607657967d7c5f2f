import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { type FaultInput, type RunningSandbox, serveSandbox } from "@placard/sandbox";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Account, ConnectOutcome, Connector, Io, Json, MediaBytes, Part } from "../contract.ts";
import { sandboxConnector } from "./index.ts";

const ADMIN = "admin-token-of-a-test";
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

let running: RunningSandbox;
let connector: Connector;
beforeAll(async () => {
  running = await serveSandbox({ port: 0, host: "127.0.0.1", dataDir: null, adminToken: ADMIN, postsPerWindow: 50 });
  connector = sandboxConnector({ baseUrl: running.url });
});
afterAll(() => running.close());

/** An `Io` over the real network; `saved` is what the connector asked to be kept. */
function ioOf(
  options: { media?: Record<string, MediaBytes>; signal?: AbortSignal; now?: number } = {},
): Io & { readonly saved: Json[] } {
  const saved: Json[] = [];
  const unused = () => Promise.reject(new Error("The sandbox connector keeps nothing in the vault."));
  return {
    saved,
    fetch: (input, init) => fetch(input, { ...init, redirect: "manual" }),
    guardedFetch: () => Promise.reject(new Error("The sandbox's address is the operator's.")),
    time: { now: () => options.now ?? Date.now(), sleep: () => Promise.resolve() },
    chance: { bytes: length => crypto.getRandomValues(new Uint8Array(length)), number: Math.random },
    media: id => Promise.resolve(options.media?.[id] ?? null),
    vault: { get: unused, set: unused, delete: unused, exclusive: unused },
    save: handle => {
      saved.push(handle);
      return Promise.resolve();
    },
    signal: options.signal ?? new AbortController().signal,
  };
}

async function admin(method: string, path: string, body?: unknown): Promise<unknown> {
  const headers = { Authorization: `Bearer ${ADMIN}`, "Content-Type": "application/json" };
  const answer = await fetch(running.url + path, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.status === 204 ? null : answer.json();
}

const fault = (input: Partial<FaultInput> & Pick<FaultInput, "operation" | "kind">) => admin("POST", "/admin/faults", input);

interface Truth {
  readonly posts: {
    readonly id: string;
    readonly text: string;
    readonly idempotency_key: string;
    readonly create_requests: number;
  }[];
}
const truth = async (account: Account) => (await admin("GET", `/admin/posts?account=${account.externalId}`)) as Truth;

function accountOf(outcome: ConnectOutcome, index = 0): Account {
  const connected = outcome.kind === "connected" ? outcome.profiles[index] : undefined;
  if (connected === undefined) throw new Error(`not connected: ${JSON.stringify(outcome)}`);
  return {
    externalId: connected.profile.externalId,
    handle: connected.profile.handle,
    server: null,
    credentials: connected.credentials,
  };
}

let people = 0;
async function connect(handle = `person${++people}`): Promise<Account> {
  const door = connector.credentials;
  if (door === null) throw new Error("The sandbox has a credentials door.");
  return accountOf(await door.connect(ioOf(), { server: null, credentials: { handle, password: "correct horse" } }));
}

let parts = 0;
function partOf(more: Partial<Part> = {}): Part {
  const key = `part-${++parts}`;
  return {
    kind: "post",
    key,
    text: `Text of ${key}`,
    mediaIds: [],
    title: null,
    language: "en",
    options: {},
    parent: null,
    root: null,
    ...more,
  };
}

async function prepared(account: Account, part: Part, handle: Json | null = null, io = ioOf()): Promise<Json> {
  const outcome = await connector.prepare(io, account, part, handle);
  if (outcome.kind !== "prepared") throw new Error(`not prepared: ${JSON.stringify(outcome)}`);
  return outcome.handle;
}

/** Waits for the fault's own end, not longer than a test should take. */
const giveUpAfter = (ms: number) => ioOf({ signal: AbortSignal.timeout(ms) });

let account: Account;
beforeEach(async () => {
  await admin("DELETE", "/admin/faults");
  account = await connect();
});

describe("publishing", () => {
  it("accepts a post with its address, reference, time and budget", async () => {
    const now = Date.parse("2032-03-04T05:06:07.008Z");
    const part = partOf({ title: "A title", options: { visibility: "public" } });
    const outcome = await connector.create(ioOf({ now }), account, part, await prepared(account, part));
    expect(outcome).toMatchObject({ kind: "accepted", published: { publishedAt: now, reference: { id: expect.any(String) } } });
    if (outcome.kind !== "accepted") return;
    expect(outcome.budgets).toEqual([{ name: "posts", limit: 50, remaining: 49, resetsAt: expect.any(Number) }]);
    const page = await fetch(outcome.published.url ?? "");
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(part.text);
  });

  it("publishes a thread with a first comment, each answering to the one before", async () => {
    const first = partOf();
    const one = await connector.create(ioOf(), account, first, await prepared(account, first));
    if (one.kind !== "accepted") throw new Error(one.kind);
    const second = partOf({ kind: "thread_item", parent: one.published.reference, root: one.published.reference });
    const two = await connector.create(ioOf(), account, second, await prepared(account, second));
    if (two.kind !== "accepted") throw new Error(two.kind);
    const comment = partOf({ kind: "first_comment", parent: two.published.reference, root: one.published.reference });
    const three = await connector.create(ioOf(), account, comment, await prepared(account, comment));
    if (three.kind !== "accepted") throw new Error(three.kind);
    expect((await truth(account)).posts).toMatchObject([
      { kind: "post", reply_to: null },
      { kind: "post", reply_to: one.published.externalId, root_id: one.published.externalId },
      { kind: "comment", reply_to: two.published.externalId, root_id: one.published.externalId },
    ]);
  });

  it("uploads media with alternative text, and not again when it is prepared again", async () => {
    const altText = "Ein “Bild” — 图像".padEnd(1_500, "图");
    const media = { med_1: { bytes: new Uint8Array(PNG), contentType: "image/png", width: 1, height: 1, altText } };
    const part = partOf({ mediaIds: ["med_1"] });
    const io = ioOf({ media });
    const handle = await prepared(account, part, null, io);
    expect(io.saved).toEqual([handle]);
    // Nothing is in the library any more: what was uploaded is used.
    expect(await prepared(account, part, handle)).toEqual(handle);
    expect(await connector.create(ioOf(), account, part, handle)).toMatchObject({ kind: "accepted" });
    expect((await truth(account)).posts).toMatchObject([{ media: [{ alt_text: altText, content_type: "image/png" }] }]);
  });

  it("uploads again what the sandbox does not know any more", async () => {
    const media = { med_1: { bytes: new Uint8Array(PNG), contentType: "image/png", width: 1, height: 1, altText: null } };
    const part = partOf({ mediaIds: ["med_1"] });
    const stale = { keys: [part.key], media: { med_1: "med_gone" } };
    expect(await connector.create(ioOf(), account, part, stale)).toMatchObject({
      kind: "refused",
      action: "retry",
      problem: { code: "media_not_found" },
    });
    const handle = await prepared(account, part, stale, ioOf({ media }));
    expect(await connector.create(ioOf(), account, part, handle)).toMatchObject({ kind: "accepted" });
  });

  it("tells the author of media that is gone", async () => {
    const outcome = await connector.prepare(ioOf(), account, partOf({ mediaIds: ["med_2"] }), null);
    expect(outcome).toMatchObject({ kind: "refused", action: "content", problem: { code: "media_missing" } });
  });

  it("makes one post of two creates with one handle", async () => {
    const part = partOf();
    const handle = await prepared(account, part);
    const outcomes = await Promise.all([1, 2, 3].map(() => connector.create(ioOf(), account, part, handle)));
    expect(new Set(outcomes.map(outcome => outcome.kind === "accepted" && outcome.published.externalId)).size).toBe(1);
    expect((await truth(account)).posts).toMatchObject([{ idempotency_key: part.key, create_requests: 3 }]);
  });

  it("removes a post, and takes one that is not there for removed", async () => {
    const part = partOf();
    const outcome = await connector.create(ioOf(), account, part, await prepared(account, part));
    if (outcome.kind !== "accepted") throw new Error(outcome.kind);
    for (let n = 0; n < 2; n++) expect(await connector.remove(ioOf(), account, outcome.published)).toEqual({ kind: "removed" });
    expect(await connector.remove(ioOf(), account, { externalId: "pst_none", reference: null })).toEqual({ kind: "removed" });
    await fault({ operation: "delete", kind: "reset_before" });
    expect(await connector.remove(ioOf(), account, outcome.published)).toMatchObject({
      kind: "refused",
      problem: { category: "network_down" },
    });
  });
});

/** What each fault does to a create, what the connector must take it for, and what a lookup must then find. */
const CREATE_FAULTS: {
  readonly name: string;
  readonly fault: Partial<FaultInput> & Pick<FaultInput, "kind">;
  readonly outcome: Record<string, unknown>;
  readonly applied: boolean;
}[] = [
  { name: "500 before it was done", fault: { kind: "status", status: 500 }, outcome: { kind: "unknown" }, applied: false },
  {
    name: "500 after it was done",
    fault: { kind: "status", status: 500, applied: true },
    outcome: { kind: "unknown" },
    applied: true,
  },
  { name: "503", fault: { kind: "status", status: 503, retry_after_s: 5 }, outcome: { kind: "unknown" }, applied: false },
  { name: "408", fault: { kind: "status", status: 408 }, outcome: { kind: "unknown" }, applied: false },
  { name: "a reset before", fault: { kind: "reset_before" }, outcome: { kind: "unknown" }, applied: false },
  { name: "a reset after", fault: { kind: "reset_after" }, outcome: { kind: "unknown" }, applied: true },
  { name: "a timeout after", fault: { kind: "timeout" }, outcome: { kind: "unknown" }, applied: true },
  { name: "a timeout before", fault: { kind: "timeout", applied: false }, outcome: { kind: "unknown" }, applied: false },
  { name: "an answer that breaks off", fault: { kind: "unreadable" }, outcome: { kind: "unknown" }, applied: true },
  { name: "a false duplicate", fault: { kind: "duplicate" }, outcome: { kind: "duplicate", published: null }, applied: false },
  {
    name: "a true duplicate",
    fault: { kind: "duplicate", applied: true },
    outcome: { kind: "duplicate", published: null },
    applied: true,
  },
  {
    name: "401",
    fault: { kind: "status", status: 401 },
    outcome: { kind: "refused", action: "refresh", problem: { category: "auth_expired" } },
    applied: false,
  },
  {
    name: "403 scope",
    fault: { kind: "status", status: 403 },
    outcome: { kind: "refused", action: "reconnect", problem: { category: "permission" } },
    applied: false,
  },
  {
    name: "403 policy",
    fault: { kind: "status", status: 403, code: "suspended" },
    outcome: { kind: "refused", action: "policy", problem: { category: "policy" } },
    applied: false,
  },
  {
    name: "422",
    fault: { kind: "status", status: 422 },
    outcome: { kind: "refused", action: "content", problem: { category: "content_rejected" } },
    applied: false,
  },
  {
    name: "400",
    fault: { kind: "status", status: 400 },
    outcome: { kind: "refused", action: "policy", problem: { category: "internal" } },
    applied: false,
  },
  {
    name: "429",
    fault: { kind: "rate_limit", retry_after_s: 7 },
    outcome: { kind: "refused", action: "wait", problem: { category: "rate_limited" } },
    applied: false,
  },
];

describe("a create that meets a fault", () => {
  it.each(CREATE_FAULTS)("$name", async ({ fault: input, outcome: expected, applied }) => {
    const part = partOf();
    const handle = await prepared(account, part);
    await fault({ operation: "create", account: account.externalId, ...input });
    const outcome = await connector.create(input.kind === "timeout" ? giveUpAfter(300) : ioOf(), account, part, handle);
    expect(outcome).toMatchObject(expected);

    const found = await connector.lookup(ioOf(), account, part, handle);
    if (applied) {
      const posts = (await truth(account)).posts;
      expect(posts).toHaveLength(1);
      expect(found).toMatchObject({ kind: "found", published: { externalId: posts[0]?.id, reference: { id: posts[0]?.id } } });
    } else {
      expect(found).toEqual({ kind: "absent", provenBy: "key" });
      expect((await truth(account)).posts).toEqual([]);
      // Absence proven: it may be sent again, under another key, and is there once.
      const next = await prepared(account, part, handle);
      expect(await connector.create(ioOf(), account, part, next)).toMatchObject({ kind: "accepted" });
      expect((await truth(account)).posts).toMatchObject([{ idempotency_key: `${part.key}~2`, text: part.text }]);
      expect(await connector.lookup(ioOf(), account, part, next)).toMatchObject({ kind: "found" });
    }
  });

  it("waits as long as it is told", async () => {
    const part = partOf();
    const now = Date.now() + 5_000_000;
    await fault({ operation: "create", kind: "rate_limit", retry_after_s: 7 });
    expect(await connector.create(ioOf({ now }), account, part, await prepared(account, part))).toMatchObject({
      retryAt: now + 7_000,
    });
  });

  it("cannot take effect after absence was proven", async () => {
    const part = partOf();
    const handle = await prepared(account, part);
    await fault({ operation: "create", kind: "slow", delay_ms: 600 });
    expect(await connector.create(giveUpAfter(100), account, part, handle)).toMatchObject({ kind: "unknown" });
    expect(await connector.lookup(ioOf(), account, part, handle)).toEqual({ kind: "absent", provenBy: "key" });
    // The late request is over when this one, which waits longer, is.
    await fault({ operation: "me", kind: "slow", delay_ms: 900 });
    expect((await connector.health(ioOf(), account)).kind).toBe("healthy");
    expect((await truth(account)).posts).toEqual([]);
    // The sandbox heard it, late, and refused it.
    expect(await admin("GET", `/admin/posts?account=${account.externalId}`)).toMatchObject({
      keys: [{ key: part.key, state: "burned", create_requests: 1 }],
    });
  });

  it("looks for what it has no handle of under the part's own key, and gives the handle that goes on from there", async () => {
    const sent = partOf();
    await connector.create(ioOf(), account, sent, await prepared(account, sent));
    expect(await connector.lookup(ioOf(), account, sent, null)).toMatchObject({ kind: "found" });
    const unsent = partOf();
    const outcome = await connector.lookup(ioOf(), account, unsent, null);
    expect(outcome).toMatchObject({ kind: "absent", provenBy: "key" });
    const handle = outcome.kind === "absent" ? (outcome.handle ?? null) : null;
    const again = await connector.prepare(ioOf(), account, unsent, handle);
    if (again.kind !== "prepared") throw new Error(JSON.stringify(again));
    expect(await connector.create(ioOf(), account, unsent, again.handle)).toMatchObject({ kind: "accepted" });
  });

  it("tells a create under a burned key to prepare again", async () => {
    const part = partOf();
    const handle = await prepared(account, part);
    await connector.lookup(ioOf(), account, part, handle);
    expect(await connector.create(ioOf(), account, part, handle)).toMatchObject({
      kind: "refused",
      action: "retry",
      problem: { code: "key_burned" },
    });
  });

  it("finds what an earlier key made, however many keys came after it", async () => {
    const part = partOf();
    const handle = { keys: [part.key, `${part.key}~2`, `${part.key}~3`], media: {} };
    const made = await connector.create(ioOf(), account, part, { ...handle, keys: [`${part.key}~2`] });
    if (made.kind !== "accepted") throw new Error(made.kind);
    expect(await connector.lookup(ioOf(), account, part, handle)).toEqual({ kind: "found", published: made.published });
  });
});

describe("a request that cannot be sent", () => {
  it("is not sent where nobody listens, or the name is unknown, or it was given up before", async () => {
    const closed = createServer().listen(0, "127.0.0.1");
    await once(closed, "listening");
    const address = closed.address();
    closed.close();
    await once(closed, "close");
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const part = partOf();
    const handle = { keys: [part.key], media: {} };
    for (const baseUrl of [`http://127.0.0.1:${port}`, "http://nobody.invalid"]) {
      const elsewhere = sandboxConnector({ baseUrl });
      expect(await elsewhere.prepare(ioOf(), account, part, handle)).toMatchObject({ kind: "not_sent" });
      expect(await elsewhere.create(ioOf(), account, part, handle)).toMatchObject({
        kind: "not_sent",
        problem: { category: "network_down" },
      });
      expect(await elsewhere.lookup(ioOf(), account, part, handle)).toMatchObject({ kind: "unreachable" });
      expect(await elsewhere.health(ioOf(), account)).toMatchObject({ kind: "unreachable" });
      expect(await elsewhere.refresh(ioOf(), account)).toMatchObject({ kind: "failed" });
      expect(await elsewhere.revoke(ioOf(), account)).toBe(false);
    }
    expect(await connector.create(ioOf({ signal: AbortSignal.abort() }), account, part, handle)).toMatchObject({
      kind: "not_sent",
    });
    expect((await truth(account)).posts).toEqual([]);
  });
});

describe("an answer from something that is not the sandbox", () => {
  it.each([
    [200, "application/json", "{}"],
    [200, "text/html", "<h1>Sign in</h1>"],
    [200, "application/json", ""],
    [403, "text/html", "<h1>Forbidden</h1>"],
    [404, "text/html", "<h1>Not here</h1>"],
    [302, "text/html", ""],
  ])("%i %s %o proves nothing", async (status, type, body) => {
    const stranger = createHttpServer(
      (_request, response) => void response.writeHead(status, { "Content-Type": type }).end(body),
    );
    stranger.listen(0, "127.0.0.1");
    await once(stranger, "listening");
    const address = stranger.address();
    const elsewhere = sandboxConnector({ baseUrl: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}` });
    const part = partOf();
    const handle = { keys: [part.key], media: {} };
    expect(await elsewhere.create(ioOf(), account, part, handle)).toMatchObject({ kind: "unknown" });
    expect(await elsewhere.lookup(ioOf(), account, part, handle)).toMatchObject({ kind: "unreachable" });
    expect((await elsewhere.health(ioOf(), account)).kind).toBe("unreachable");
    expect((await elsewhere.refresh(ioOf(), account)).kind).toBe("failed");
    if (status !== 200)
      expect((await elsewhere.remove(ioOf(), account, { externalId: "x", reference: null })).kind).toBe("refused");
    stranger.close();
  });
});

describe("a part that was not prepared", () => {
  it("is not sent without its media or its place", async () => {
    const handle = (part: Part) => ({ keys: [part.key], media: {} });
    const bare = partOf({ mediaIds: ["med_1"] });
    expect(await connector.create(ioOf(), account, bare, handle(bare))).toMatchObject({ kind: "refused", action: "retry" });
    expect(await connector.create(ioOf(), account, partOf(), null)).toMatchObject({ kind: "refused", action: "retry" });
    const lost = partOf({ kind: "thread_item", parent: { uri: "at://x" } });
    expect(await connector.create(ioOf(), account, lost, handle(lost))).toMatchObject({ kind: "refused", action: "policy" });
    expect((await truth(account)).posts).toEqual([]);
  });
});

describe("a lookup or a preparation that meets a fault", () => {
  it.each([
    { kind: "status", status: 500 },
    { kind: "status", status: 401 },
    { kind: "rate_limit" },
    { kind: "reset_before" },
    { kind: "reset_after" },
    { kind: "unreadable" },
  ] as const)("proves nothing by $kind $status", async input => {
    const part = partOf();
    const handle = await prepared(account, part);
    await fault({ operation: "lookup", times: 2, ...input });
    expect(await connector.lookup(ioOf(), account, part, handle)).toMatchObject({ kind: "unreachable" });
    expect((await connector.prepare(ioOf(), account, part, handle)).kind).toMatch(/prepared|refused/);
    expect(await connector.lookup(ioOf(), account, part, handle)).toEqual({ kind: "absent", provenBy: "key" });
  });

  it.each([
    [
      { kind: "status", status: 500 },
      { kind: "refused", action: "retry" },
    ],
    [{ kind: "reset_after" }, { kind: "refused", action: "retry" }],
    [{ kind: "unreadable" }, { kind: "refused", action: "retry" }],
    [
      { kind: "status", status: 401 },
      { kind: "refused", action: "refresh" },
    ],
    [{ kind: "rate_limit" }, { kind: "refused", action: "wait" }],
    [
      { kind: "status", status: 415 },
      { kind: "refused", action: "content" },
    ],
  ] as const)("prepares again after an upload met %o", async (input, expected) => {
    const media = { med_1: { bytes: new Uint8Array(PNG), contentType: "image/png", width: 1, height: 1, altText: null } };
    const part = partOf({ mediaIds: ["med_1"] });
    await fault({ operation: "media", ...input });
    const io = ioOf({ media });
    expect(await connector.prepare(io, account, part, null)).toMatchObject(expected);
    expect(io.saved).toEqual([]);
    await prepared(account, part, null, ioOf({ media }));
  });
});

describe("tokens", () => {
  it("refreshes: the new tokens work, the old ones do not, and a copy of the old one ends everything", async () => {
    const outcome = await connector.refresh(ioOf(), account);
    if (outcome.kind !== "refreshed") throw new Error(outcome.kind);
    const renewed: Account = { ...account, credentials: outcome.credentials };
    expect(outcome.credentials.expiresAt).toBeGreaterThan(Date.now());
    expect((await connector.health(ioOf(), renewed)).kind).toBe("healthy");
    expect(await connector.health(ioOf(), account)).toMatchObject({ kind: "unreachable", problem: { code: "token_expired" } });
    expect(await connector.refresh(ioOf(), account)).toMatchObject({
      kind: "revoked",
      problem: { category: "auth_expired", retryable: false },
    });
    expect(await connector.refresh(ioOf(), renewed)).toMatchObject({ kind: "revoked" });
    expect(await connector.health(ioOf(), renewed)).toMatchObject({ kind: "revoked" });
  });

  it.each([
    { kind: "status", status: 500 },
    { kind: "status", status: 400 },
    { kind: "status", status: 401 },
    { kind: "reset_before" },
    { kind: "rate_limit" },
  ] as const)("keeps the old credentials when a refresh meets $kind $status", async input => {
    await fault({ operation: "token", account: account.handle, ...input });
    expect(await connector.refresh(ioOf(), account)).toMatchObject({ kind: "failed" });
    expect(await connector.refresh(ioOf(), account)).toMatchObject({ kind: "refreshed" });
  });

  it("asks for a refresh when the access token has ended", async () => {
    await admin("POST", "/admin/expire-tokens", { account: account.externalId });
    const part = partOf();
    expect(await connector.prepare(ioOf(), account, part, { keys: [part.key], media: {} })).toMatchObject({
      kind: "refused",
      action: "refresh",
    });
    expect(await connector.create(ioOf(), account, part, { keys: [part.key], media: {} })).toMatchObject({
      kind: "refused",
      action: "refresh",
    });
    expect(await connector.health(ioOf(), account)).toMatchObject({ kind: "unreachable" });
    expect(await connector.refresh(ioOf(), account)).toMatchObject({ kind: "refreshed" });
  });

  it("sees that the person took the access back", async () => {
    await admin("POST", "/admin/revoke-access", { account: account.externalId });
    expect(await connector.health(ioOf(), account)).toMatchObject({ kind: "revoked" });
    expect(await connector.refresh(ioOf(), account)).toMatchObject({ kind: "revoked" });
  });

  it("revokes", async () => {
    await fault({ operation: "revoke", kind: "reset_before" });
    expect(await connector.revoke(ioOf(), account)).toBe(false);
    expect(await connector.revoke(ioOf(), account)).toBe(true);
    expect(await connector.health(ioOf(), account)).toMatchObject({ kind: "revoked" });
  });

  it("takes credentials that are not its own for a reason to connect again", async () => {
    const stranger: Account = { ...account, credentials: { ...account.credentials, secret: { session: 1 } } };
    const part = partOf();
    expect(await connector.prepare(ioOf(), stranger, part, null)).toMatchObject({ kind: "refused", action: "reconnect" });
    expect(await connector.create(ioOf(), stranger, part, {})).toMatchObject({ kind: "refused", action: "reconnect" });
    expect(await connector.lookup(ioOf(), stranger, part, null)).toMatchObject({ kind: "unreachable" });
    expect(await connector.health(ioOf(), stranger)).toMatchObject({ kind: "revoked" });
    expect(await connector.refresh(ioOf(), stranger)).toMatchObject({ kind: "revoked" });
    expect(await connector.remove(ioOf(), stranger, { externalId: "x", reference: null })).toMatchObject({ kind: "refused" });
  });
});

describe("the credentials door", () => {
  it("connects the same person again, and refuses a wrong password", async () => {
    expect((await connect(account.handle)).externalId).toBe(account.externalId);
    const refused = await connector.credentials?.connect(ioOf(), {
      server: null,
      credentials: { handle: account.handle, password: "wrong" },
    });
    expect(refused).toMatchObject({ kind: "refused", problem: { code: "credentials_refused" } });
    const invalid = await connector.credentials?.connect(ioOf(), {
      server: null,
      credentials: { handle: "not a handle", password: "x" },
    });
    expect(invalid).toMatchObject({ kind: "refused", problem: { category: "content_rejected", networkCode: "handle_invalid" } });
  });
});

describe("the OAuth door", () => {
  const redirectUrl = "http://127.0.0.1:9/v1/connect/callback/sandbox";

  /** Walks through the consent page as a browser would, and gives the query that comes back. */
  async function consent(url: string, choice: Record<string, string | string[]>): Promise<Record<string, string>> {
    const form = new URLSearchParams(new URL(url).search);
    for (const [name, value] of Object.entries(choice)) for (const each of [value].flat()) form.append(name, each);
    const answer = await fetch(new URL("/oauth/authorize", url), { method: "POST", body: form, redirect: "manual" });
    const location = answer.headers.get("location");
    if (location === null) throw new Error(`the consent page answered ${answer.status}`);
    return Object.fromEntries(new URL(location).searchParams);
  }

  async function started(state = "state-1") {
    const start = await connector.oauth?.start(ioOf(), { redirectUrl, state, server: null });
    if (start === undefined || "kind" in start) throw new Error("not started");
    return start;
  }
  const complete = (query: Record<string, string>, keep: Json, state = "state-1") => {
    if (connector.oauth === null) throw new Error("The sandbox has an OAuth door.");
    return connector.oauth.complete(ioOf(), { redirectUrl, state, query, keep });
  };

  it("connects every profile that was shared, each with credentials of its own", async () => {
    const { url, keep } = await started();
    const query = await consent(url, {
      decision: "allow",
      handle: "grace",
      share: ["grace", "grace.studio"],
      allow: ["read", "write", "audience"],
    });
    const outcome = await complete(query, keep);
    expect(outcome).toMatchObject({
      kind: "connected",
      profiles: [{ profile: { handle: "grace", kind: "person" } }, { profile: { handle: "grace.studio", kind: "page" } }],
    });
    const person = accountOf(outcome, 0);
    const page = accountOf(outcome, 1);
    expect(await connector.refresh(ioOf(), person)).toMatchObject({ kind: "refreshed" });
    expect(await connector.health(ioOf(), page)).toMatchObject({
      kind: "healthy",
      missingScopes: [],
      profile: { handle: "grace.studio" },
    });
    // A code works once; showing it again ends what it gave.
    expect(await complete(query, keep)).toMatchObject({ kind: "refused" });
    expect(await connector.health(ioOf(), page)).toMatchObject({ kind: "revoked" });
  });

  it("tells which permissions were not given", async () => {
    const { url, keep } = await started();
    const outcome = await complete(
      await consent(url, { decision: "allow", handle: "grace", share: "grace", allow: ["read"] }),
      keep,
    );
    const reader = accountOf(outcome);
    expect(await connector.health(ioOf(), reader)).toMatchObject({ kind: "healthy", missingScopes: ["write", "audience"] });
    const part = partOf();
    expect(await connector.create(ioOf(), reader, part, { keys: [part.key], media: {} })).toMatchObject({
      kind: "refused",
      action: "reconnect",
    });
  });

  it("refuses a person's no, another's state, another server's answer, another verifier and an answer without a code", async () => {
    const { url, keep } = await started();
    expect(await complete(await consent(url, { decision: "deny" }), keep)).toMatchObject({
      kind: "refused",
      problem: { code: "access_denied" },
    });
    const query = await consent(url, { decision: "allow", handle: "grace", share: "grace", allow: "read" });
    expect(await complete(query, keep, "state-2")).toMatchObject({ kind: "refused", problem: { code: "state_mismatch" } });
    expect(await complete({ ...query, iss: "http://elsewhere.test" }, keep)).toMatchObject({
      kind: "refused",
      problem: { code: "issuer_mismatch" },
    });
    expect(await complete({ state: "state-1" }, keep)).toMatchObject({ kind: "refused", problem: { code: "code_missing" } });
    expect(await complete(query, { verifier: "x".repeat(43) })).toMatchObject({
      kind: "refused",
      problem: { networkCode: "invalid_grant" },
    });
    expect(await complete(query, null)).toMatchObject({ kind: "refused" });
  });

  it("reports an exchange that got no answer", async () => {
    const { url, keep } = await started();
    const query = await consent(url, { decision: "allow", handle: "grace", share: "grace", allow: "read" });
    await fault({ operation: "token", account: "grace", kind: "reset_before" });
    expect(await complete(query, keep)).toMatchObject({
      kind: "refused",
      problem: { category: "network_down", retryable: true },
    });
    expect(await complete(query, keep)).toMatchObject({ kind: "connected" });
  });
});

it("lets no token into a problem", async () => {
  const secrets = Object.values(account.credentials.secret as Record<string, string>);
  await fault({ operation: "any", kind: "status", status: 418, times: 20 });
  const part = partOf();
  const outcomes = [
    await connector.prepare(ioOf(), account, part, { keys: [part.key], media: {} }),
    await connector.create(ioOf(), account, part, { keys: [part.key], media: {} }),
    await connector.lookup(ioOf(), account, part, null),
    await connector.health(ioOf(), account),
    await connector.refresh(ioOf(), account),
  ];
  for (const secret of secrets) expect(JSON.stringify(outcomes)).not.toContain(secret);
});
