import { crc32, deflateSync } from "node:zlib";
import { type BlueskyAccount, type BlueskyNetwork, startBlueskyNetwork } from "@placard/test-kit/bluesky";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Account, Connector, CreateOutcome, Io, Json, MediaBytes, Part, Published } from "../contract.ts";
import { testIo } from "../test-io.ts";
import { blueskyConnector } from "./index.ts";

let network: BlueskyNetwork;
let connector: Connector;
let alice: BlueskyAccount;
let bob: BlueskyAccount;
/** Alice as Placard knows her. */
let account: Account;

beforeAll(async () => {
  network = await startBlueskyNetwork({ rateLimits: true });
  connector = blueskyConnector({ publicUrl: "http://127.0.0.1:1", defaultServer: network.pdsUrl, allowHttp: true });
  [alice, bob] = await Promise.all([
    network.createAccount({ handle: "alice.test" }),
    network.createAccount({ handle: "bob.test" }),
  ]);
  account = await connected(alice);
});

afterAll(() => network?.close());

const connect = (handle: string, password: string, io: Io = testIo()) => {
  if (connector.credentials === null) throw new Error("Bluesky has a credentials door.");
  return connector.credentials.connect(io, { server: null, credentials: { handle, app_password: password } });
};

async function connected(who: BlueskyAccount): Promise<Account> {
  const outcome = await connect(who.handle, who.appPassword);
  if (outcome.kind !== "connected") throw new Error(outcome.problem.message);
  const [first] = outcome.profiles;
  if (first === undefined) throw new Error("no profile");
  return {
    externalId: first.profile.externalId,
    handle: first.profile.handle,
    server: first.server,
    credentials: first.credentials,
  };
}

let parts = 0;
/** A part of its own each time. */
const part = (over: Partial<Part> = {}): Part => ({
  kind: "post",
  key: `key-${++parts}`,
  text: "hello",
  mediaIds: [],
  title: null,
  language: null,
  options: {},
  parent: null,
  root: null,
  ...over,
});

async function prepared(of: Part, io: Io = testIo(), saved: Json | null = null, by: Account = account): Promise<Json> {
  const outcome = await connector.prepare(io, by, of, saved);
  if (outcome.kind !== "prepared") throw new Error(outcome.problem.message);
  return outcome.handle;
}

function accepted(outcome: CreateOutcome): Published {
  if (outcome.kind !== "accepted") throw new Error(`not accepted: ${JSON.stringify(outcome)}`);
  return outcome.published;
}

const publish = async (of: Part, io: Io = testIo()) => accepted(await connector.create(io, account, of, await prepared(of, io)));

/** What the PDS holds of a published part. */
async function read(published: Published) {
  const found = (await network.posts(alice.did)).find(post => post.uri === published.externalId);
  if (found === undefined) throw new Error(`no record ${published.externalId}`);
  return found.value;
}

/** An access token, whatever kept it. */
function accessToken(of: Account): string {
  const { secret } = of.credentials;
  if (typeof secret !== "object" || secret === null || !("accessToken" in secret) || typeof secret.accessToken !== "string") {
    throw new Error("not an app password's credentials");
  }
  return secret.accessToken;
}

const withAccessToken = (of: Account, token: string): Account => ({
  ...of,
  credentials: { ...of.credentials, secret: Object.assign({}, of.credentials.secret, { accessToken: token }) },
});

/** A PNG of one colour, `size` pixels wide and high. */
function png(size: number): Uint8Array {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc32(body), body.length + 4);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 0], 8);
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  const pixels = deflateSync(Buffer.alloc(size * (size + 1), 0));
  return new Uint8Array(Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]));
}

describe("connecting", () => {
  test("a handle and an app password connect the profile, and the password is not kept", async () => {
    const outcome = await connect("@Alice.test", alice.appPassword);
    expect(outcome).toMatchObject({
      kind: "connected",
      profiles: [
        {
          profile: {
            externalId: alice.did,
            kind: "person",
            handle: "alice.test",
            displayName: "alice.test",
            url: `https://bsky.app/profile/${alice.did}`,
          },
          server: network.pdsUrl,
        },
      ],
    });
    expect(JSON.stringify(outcome)).not.toContain(alice.appPassword);
    const [expiresAt] = outcome.kind === "connected" ? outcome.profiles.map(({ credentials }) => credentials.expiresAt) : [];
    expect(expiresAt).toBeGreaterThan(Date.now() + 3600_000);
  });

  test("a wrong password is refused, and says so to the person", async () => {
    expect(await connect("alice.test", "wrong-wrong")).toMatchObject({
      kind: "refused",
      problem: { code: "credentials_wrong", source: "account", retryable: false, networkCode: "AuthenticationRequired" },
    });
  });

  test("the password of the account itself is refused, and its session ended", async () => {
    const sessions: string[] = [];
    const io = testIo({
      async fetch(input, init) {
        const answer = await fetch(input, init);
        if (String(input).includes("createSession"))
          sessions.push(((await answer.clone().json()) as { refreshJwt: string }).refreshJwt);
        return answer;
      },
    });
    expect(await connect("alice.test", alice.password, io)).toMatchObject({
      kind: "refused",
      problem: { code: "app_password_required" },
    });
    expect(sessions).toHaveLength(1);
    const ended = network.call("com.atproto.server.refreshSession", { input: null, accessToken: sessions[0] ?? "" });
    await expect(ended).rejects.toThrow("ExpiredToken");
  });

  test("a server that a stranger names is called through the guard, unless it is configured", async () => {
    const guarded = blueskyConnector({ publicUrl: "https://placard.example" });
    const door = guarded.credentials;
    const request = { server: "https://10.0.0.1", credentials: { handle: "alice.test", app_password: "abcd" } };
    const io = testIo({ fetch: () => Promise.reject(new Error("must not be called")) });
    // In development too, where only the guard itself lets more through.
    for (const called of [door, connector.credentials])
      expect(await called?.connect(io, request)).toMatchObject({ kind: "refused", problem: { code: "server_not_allowed" } });
    for (const server of ["http://10.0.0.1", "https://user@pds.example", "file:///etc/passwd", "%"]) {
      expect(await door?.connect(io, { ...request, server })).toMatchObject({
        kind: "refused",
        problem: { code: "server_invalid" },
      });
    }
  });
});

describe("text", () => {
  test("facets mark the right bytes whatever the characters before them", async () => {
    const text = "👩‍👩‍👧 日本語 @bob.test: see https://example.com/ü?q=1, naïve #Grüße and example.org 🇩🇪 #日本 @nobody.test";
    const {
      text: stored,
      facets,
      langs,
      tags,
    } = await read(await publish(part({ text, language: "de", options: { tags: ["hidden"] } })));
    expect(stored).toBe(text);
    expect({ langs, tags }).toEqual({ langs: ["de"], tags: ["hidden"] });

    const bytes = Buffer.from(text);
    const marked = (facets as { index: { byteStart: number; byteEnd: number }; features: Record<string, string>[] }[]).map(
      ({ index, features: [feature] }) => {
        const { $type = "", ...value } = feature ?? {};
        return [bytes.subarray(index.byteStart, index.byteEnd).toString(), $type.split("#")[1], ...Object.values(value)];
      },
    );
    expect(marked).toEqual([
      ["@bob.test", "mention", bob.did],
      ["https://example.com/ü?q=1", "link", "https://example.com/ü?q=1"],
      ["#Grüße", "tag", "Grüße"],
      ["example.org", "link", "https://example.org"],
      ["#日本", "tag", "日本"],
      // nobody.test has no DID: it stays text.
    ]);
  });

  test("300 graphemes are taken, one more is the author's to change", async () => {
    const family = "👨‍👩‍👧‍👦";
    expect(await read(await publish(part({ text: family.repeat(100) + "é".repeat(200) })))).not.toHaveProperty("langs");
    const long = part({ text: "x".repeat(301) });
    expect(await connector.create(testIo(), account, long, await prepared(long))).toMatchObject({
      kind: "refused",
      action: "content",
      problem: { category: "content_rejected", source: "author", networkCode: "InvalidRequest" },
    });
  });

  test("a link card", async () => {
    const { embed } = await read(await publish(part({ title: "A title", options: { link: "https://example.com/a" } })));
    expect(embed).toEqual({
      $type: "app.bsky.embed.external",
      external: { uri: "https://example.com/a", title: "A title", description: "" },
    });
  });
});

describe("images", () => {
  const media: Readonly<Record<string, MediaBytes>> = {
    one: { bytes: png(8), contentType: "image/png", width: 8, height: 8, altText: "eight by eight" },
    two: { bytes: png(16), contentType: "image/png", width: null, height: null, altText: null },
    huge: { bytes: new Uint8Array(6_000_000), contentType: "image/png", width: 1, height: 1, altText: null },
    film: { bytes: new Uint8Array(8), contentType: "video/webm", width: 1, height: 1, altText: null },
  };

  test("images come with their descriptions and ratios, and their bytes as they were", async () => {
    const { embed } = await read(await publish(part({ mediaIds: ["one", "two"] }), testIo({ media })));
    expect(embed).toMatchObject({
      $type: "app.bsky.embed.images",
      images: [
        { alt: "eight by eight", aspectRatio: { width: 8, height: 8 }, image: { mimeType: "image/png" } },
        { alt: "", image: { mimeType: "image/png" } },
      ],
    });
    const links = (embed as { images: { image: { ref: { $link: string } } }[] }).images.map(({ image }) => image.ref.$link);
    const stored = await Promise.all(links.map(cid => network.blob(alice.did, cid)));
    expect(stored).toEqual([media.one?.bytes, media.two?.bytes]);
  });

  test("a video comes alone, with its description and ratio", async () => {
    const bytes = new Uint8Array(64);
    bytes.set(Buffer.from("\0\0\0\x14ftypisom\0\0\0\0isom", "latin1"));
    const clip: MediaBytes = { bytes, contentType: "video/mp4", width: 16, height: 9, altText: "a clip" };
    const { embed } = await read(await publish(part({ mediaIds: ["clip"] }), testIo({ media: { clip } })));
    expect(embed).toMatchObject({
      $type: "app.bsky.embed.video",
      alt: "a clip",
      aspectRatio: { width: 16, height: 9 },
      video: { mimeType: "video/mp4", size: 64 },
    });
  });

  test("what is too large, no image, or gone is the author's to change", async () => {
    const outcomeOf = (mediaId: string) => connector.prepare(testIo({ media }), account, part({ mediaIds: [mediaId] }), null);
    const refused = (code: string) => ({ kind: "refused", action: "content", problem: { code, source: "author" } });
    expect(await outcomeOf("huge")).toMatchObject(refused("media_too_large"));
    expect(await outcomeOf("film")).toMatchObject(refused("media_unsupported"));
    expect(await outcomeOf("gone")).toMatchObject(refused("media_missing"));
  });

  test("prepared long ago, the same images are uploaded again for the same record", async () => {
    const of = part({ mediaIds: ["one"] });
    const handle = await prepared(of, testIo({ media }));
    const calls: string[] = [];
    const io = (minutes: number) =>
      testIo({
        media,
        time: { ...testIo().time, now: () => Date.now() + minutes * 60_000 },
        fetch(input, init) {
          calls.push(String(input));
          return fetch(input, init);
        },
      });
    expect(await prepared(of, io(2), handle)).toEqual(handle);
    expect(calls).toEqual([]);
    const again = await prepared(of, io(10), handle);
    expect(calls).toHaveLength(1);
    expect(again).toMatchObject({ rkey: (handle as { rkey: string }).rkey, record: (handle as { record: Json }).record });

    const changed = testIo({
      media: { one: { bytes: png(9), contentType: "image/png", width: 9, height: 9, altText: null } },
      time: io(10).time,
    });
    expect(await connector.prepare(changed, account, of, handle)).toMatchObject({
      kind: "refused",
      problem: { code: "media_changed" },
    });
  });
});

test("a record whose image the server has forgotten is refused until it is uploaded again", async () => {
  const of = part({ mediaIds: ["one"] });
  const media = { one: { bytes: png(11), contentType: "image/png", width: 11, height: 11, altText: null } };
  const handle = await prepared(of, testIo({ media }));
  const bobs = await connected(bob);
  // Bob's repository never saw what Alice uploaded: there the image is as good as forgotten.
  expect(await connector.create(testIo(), bobs, of, handle)).toMatchObject({
    kind: "refused",
    action: "retry",
    problem: { code: "upload_forgotten", networkCode: "BlobNotFound" },
  });
  const later = testIo({ media, time: { ...testIo().time, now: () => Date.now() + 3600_000 } });
  accepted(await connector.create(testIo(), bobs, of, await prepared(of, later, handle, bobs)));
});

describe("threads", () => {
  test("each part answers the one before, and all name the first as the root", async () => {
    const first = await publish(part({ text: "1" }));
    const second = await publish(part({ kind: "thread_item", text: "2", parent: first.reference, root: first.reference }));
    const third = await publish(part({ kind: "thread_item", text: "3", parent: second.reference, root: first.reference }));
    expect(await read(first)).not.toHaveProperty("reply");
    expect(await read(second)).toMatchObject({ reply: { root: first.reference, parent: first.reference } });
    expect(await read(third)).toMatchObject({ reply: { root: first.reference, parent: second.reference } });
    expect(third.url).toBe(`https://bsky.app/profile/${alice.did}/post/${third.externalId.split("/").at(-1)}`);
  });
});

describe("at most once", () => {
  const isCreate = (input: string | URL | Request) => String(input).includes("putRecord");
  const cause = (code: string) => new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
  /** A network on which the create's answer is lost after the server did it. */
  const losesAnswer = testIo({
    async fetch(input, init) {
      const answer = await fetch(input, init);
      if (!isCreate(input)) return answer;
      await answer.text();
      throw cause("ECONNRESET");
    },
  });
  /** A network that loses the create itself. */
  const losesRequest = testIo({
    fetch: (input, init) => (isCreate(input) ? Promise.reject(cause("ECONNRESET")) : fetch(input, init)),
  });
  const count = async () => (await network.posts(alice.did)).length;

  test("preparing creates nothing, and what was prepared once stays as it is", async () => {
    const before = await count();
    const of = part({ text: "prepared" });
    const handle = await prepared(of);
    expect(handle).toMatchObject({ rkey: expect.stringMatching(/^[234567a-z]{13}$/), record: { text: "prepared" } });
    expect(await prepared(of, testIo(), handle)).toEqual(handle);
    expect(await count()).toBe(before);
    expect(await connector.prepare(testIo(), account, of, { of: "another connector" })).toMatchObject({
      kind: "refused",
      action: "policy",
    });
  });

  test("the same create repeated, one after another and at once, makes one record", async () => {
    const before = await count();
    const of = part({ text: "once" });
    const handle = await prepared(of);
    const first = accepted(await connector.create(testIo(), account, of, handle));
    const second = accepted(await connector.create(testIo(), account, of, handle));
    expect(second.reference).toEqual(first.reference);

    const another = part({ text: "once more" });
    const other = await prepared(another);
    const outcomes = await Promise.all([1, 2, 3].map(() => connector.create(testIo(), account, another, other)));
    expect(new Set(outcomes.map(outcome => accepted(outcome).externalId)).size).toBe(1);
    expect(await count()).toBe(before + 2);
  });

  test("a part that is prepared anew, as after its handle was lost, lands on its own record", async () => {
    const before = await count();
    const of = part({ text: "restored" });
    const published = accepted(await connector.create(testIo(), account, of, await prepared(of)));
    const found = await connector.lookup(testIo(), account, of, null);
    expect(found).toMatchObject({ kind: "found", published: { externalId: published.externalId } });
    const again = await connector.create(testIo(), account, of, await prepared(of));
    expect(again.kind === "duplicate" || (again.kind === "accepted" && again.published.externalId === published.externalId)).toBe(
      true,
    );
    expect(await count()).toBe(before + 1);
  });

  test("an answer that was lost after the post was made: unknown, then found", async () => {
    const of = part({ text: "lost answer" });
    const handle = await prepared(of);
    expect(await connector.lookup(testIo(), account, of, handle)).toEqual({ kind: "absent", provenBy: "record_key" });
    expect(await connector.create(losesAnswer, account, of, handle)).toMatchObject({
      kind: "unknown",
      problem: { networkCode: "ECONNRESET" },
    });
    const found = await connector.lookup(testIo(), account, of, handle);
    if (found.kind !== "found") throw new Error(found.kind);
    expect(await read(found.published)).toMatchObject({ text: "lost answer" });
    expect(accepted(await connector.create(testIo(), account, of, handle)).reference).toEqual(found.published.reference);
  });

  test("a request that was lost on its way: unknown, then proven absent, then made once", async () => {
    const before = await count();
    const of = part({ text: "lost request" });
    const handle = await prepared(of);
    expect((await connector.create(losesRequest, account, of, handle)).kind).toBe("unknown");
    expect(await connector.lookup(testIo(), account, of, handle)).toEqual({ kind: "absent", provenBy: "record_key" });
    accepted(await connector.create(testIo(), account, of, handle));
    expect(await count()).toBe(before + 1);
  });

  test("a server that cannot be reached got nothing, and proves nothing", async () => {
    const down = testIo({ fetch: () => Promise.reject(cause("ECONNREFUSED")) });
    const of = part();
    const handle = await prepared(of);
    expect(await connector.create(down, account, of, handle)).toMatchObject({
      kind: "not_sent",
      problem: { category: "network_down", retryable: true },
    });
    expect((await connector.prepare(down, account, part({ text: "@bob.test" }), null)).kind).toBe("not_sent");
    expect((await connector.lookup(down, account, of, handle)).kind).toBe("unreachable");
    expect(await connector.lookup(testIo(), account, of, null)).toEqual({ kind: "absent", provenBy: "record_key" });
  });

  test("given up before it began, a create is not sent; given up in between, it is unknown", async () => {
    const abort = new AbortController();
    const of = part({ text: "given up" });
    const handle = await prepared(of);
    const io = testIo({
      signal: abort.signal,
      fetch(input, init) {
        const answer = fetch(input, init);
        setImmediate(() => abort.abort(new DOMException("too slow", "TimeoutError")));
        return answer;
      },
    });
    expect(await connector.create(io, account, of, handle)).toMatchObject({
      kind: "unknown",
      problem: { networkCode: "TimeoutError" },
    });
    expect(await connector.create(io, account, of, handle)).toMatchObject({ kind: "not_sent" });
  });

  test.each([
    ["500 of the server", () => Response.json({ error: "InternalServerError" }, { status: 500 }), "unknown"],
    ["502 of a proxy", () => new Response("<h1>Bad gateway</h1>", { status: 502 }), "unknown"],
    ["408", () => new Response(null, { status: 408 }), "unknown"],
    ["success that is not JSON", () => new Response("ok"), "unknown"],
    ["success that names nothing", () => Response.json({}), "unknown"],
    ["redirect", () => new Response(null, { status: 302, headers: { location: "/" } }), "refused"],
    ["501", () => Response.json({ error: "MethodNotImplemented" }, { status: 501 }), "refused"],
  ])("a create answered with %s", async (_name, answer, kind) => {
    const of = part();
    const io = testIo({ fetch: () => Promise.resolve(answer()) });
    expect((await connector.create(io, account, of, await prepared(of))).kind).toBe(kind);
  });

  test("a record edited since is not overwritten: evidence to look up", async () => {
    const of = part({ text: "original" });
    const handle = await prepared(of);
    const { rkey, record } = handle as { rkey: string; record: { [name: string]: Json } };
    const edited = { ...record, text: "edited by hand" };
    const input = { repo: alice.did, collection: "app.bsky.feed.post", rkey, record: edited };
    await network.call("com.atproto.repo.putRecord", { input, accessToken: accessToken(account) });
    expect(await connector.create(testIo(), account, of, handle)).toMatchObject({
      kind: "duplicate",
      problem: { networkCode: "InvalidSwap" },
    });
    const found = await connector.lookup(testIo(), account, of, handle);
    expect(found.kind === "found" && (await read(found.published)).text).toBe("edited by hand");
  });

  test("a repository that the server does not hold proves no absence", async () => {
    const of = part();
    const handle = await prepared(of);
    const moved = await network.createAccount({ handle: "moved.test" });
    const movedAccount = await connected(moved);
    expect((await connector.lookup(testIo(), movedAccount, of, handle)).kind).toBe("absent");
    await network.call("com.atproto.server.deactivateAccount", { input: {}, accessToken: await fullAccess(moved) });
    expect(await connector.lookup(testIo(), movedAccount, of, handle)).toMatchObject({ kind: "unreachable" });
    // What the AppView, which lags, answers in the server's place.
    const byAppView = testIo({
      fetch: (input, init) =>
        String(input).includes("repo.getRecord")
          ? Promise.resolve(Response.json({ error: "RecordNotFound" }, { status: 400 }))
          : fetch(input, init),
    });
    expect(await connector.lookup(byAppView, movedAccount, of, handle)).toMatchObject({ kind: "unreachable" });
    expect((await connector.lookup(byAppView, account, of, handle)).kind).toBe("absent");
    expect(await connector.create(testIo(), movedAccount, of, handle)).toMatchObject({ kind: "refused", action: "reconnect" });
    expect(await connector.health(testIo(), movedAccount)).toMatchObject({
      kind: "revoked",
      problem: { code: "account_unavailable" },
    });
  });
});

async function fullAccess(who: BlueskyAccount): Promise<string> {
  const session = await network.call("com.atproto.server.createSession", {
    input: { identifier: who.handle, password: who.password },
  });
  return (session as { accessJwt: string }).accessJwt;
}

describe("deleting", () => {
  test("a removed post is gone, proven absent, and may be removed again", async () => {
    const of = part({ text: "short-lived" });
    const handle = await prepared(of);
    const published = accepted(await connector.create(testIo(), account, of, handle));
    expect((await connector.lookup(testIo(), account, of, handle)).kind).toBe("found");
    expect(await connector.remove(testIo(), account, published)).toEqual({ kind: "removed" });
    expect(await connector.lookup(testIo(), account, of, handle)).toEqual({ kind: "absent", provenBy: "record_key" });
    expect(await connector.remove(testIo(), account, published)).toEqual({ kind: "removed" });
  });
});

describe("tokens", () => {
  test("an ended access token asks for a refresh, and the refreshed one publishes", async () => {
    const fresh = await connected(alice);
    const ended = withAccessToken(fresh, network.expired(accessToken(fresh)));
    const of = part({ text: "after a refresh" });
    const handle = await prepared(of);
    const refresh = {
      kind: "refused",
      action: "refresh",
      problem: { category: "auth_expired", retryable: true, networkCode: "ExpiredToken" },
    };
    expect(await connector.create(testIo(), ended, of, handle)).toMatchObject(refresh);
    const png8 = { one: { bytes: png(8), contentType: "image/png", width: 8, height: 8, altText: null } };
    expect(await connector.prepare(testIo({ media: png8 }), ended, part({ mediaIds: ["one"] }), null)).toMatchObject(refresh);
    expect(await connector.health(testIo(), ended)).toMatchObject({ kind: "unreachable", problem: { code: "token_expired" } });

    const refreshed = await connector.refresh(testIo(), ended);
    if (refreshed.kind !== "refreshed") throw new Error(refreshed.problem.message);
    const renewed = { ...ended, credentials: refreshed.credentials };
    accepted(await connector.create(testIo(), renewed, of, handle));
    expect(await connector.health(testIo(), renewed)).toMatchObject({
      kind: "healthy",
      profile: { handle: "alice.test" },
      missingScopes: [],
    });
    // The answer of a refresh may be lost: the token before it still works.
    expect((await connector.refresh(testIo(), ended)).kind).toBe("refreshed");
  });

  test("only a definite refusal disconnects", async () => {
    const fresh = await connected(alice);
    const answers: readonly (readonly [Io["fetch"], string])[] = [
      [() => Promise.resolve(new Response(null, { status: 503 })), "failed"],
      [() => Promise.resolve(new Response("proxy", { status: 401 })), "failed"],
      [() => Promise.resolve(Response.json({ accessJwt: "a", refreshJwt: "" })), "failed"],
      [() => Promise.reject(new TypeError("fetch failed")), "failed"],
    ];
    for (const [answer, kind] of answers) expect((await connector.refresh(testIo({ fetch: answer }), fresh)).kind).toBe(kind);

    expect(await connector.revoke(testIo(), fresh)).toBe(true);
    expect(await connector.refresh(testIo(), fresh)).toMatchObject({
      kind: "revoked",
      problem: { category: "auth_expired", retryable: false },
    });
    expect(await connector.revoke(testIo(), fresh)).toBe(true);
    expect(
      (await connector.refresh(testIo(), { ...fresh, credentials: { ...fresh.credentials, secret: { kind: "x" } } })).kind,
    ).toBe("failed");
  });
});

describe("limits", () => {
  test("the budget that the server tells is passed on, and its end is waited for", async () => {
    const of = part({ text: "counted" });
    const outcome = await connector.create(testIo(), account, of, await prepared(of));
    expect(outcome).toMatchObject({
      kind: "accepted",
      budgets: [{ name: expect.stringMatching(/^points_per_\d+_s$/), limit: expect.any(Number), remaining: expect.any(Number) }],
    });

    // 30 sessions in 5 minutes for one account is the real network's limit.
    const handle = "limited.test";
    const tries = await Promise.all(Array.from({ length: 31 }, () => connect(handle, "wrong-wrong")));
    const limited = tries.filter(
      ({ kind, ...rest }) => kind === "refused" && "problem" in rest && rest.problem.category === "rate_limited",
    );
    expect(limited).toHaveLength(1);
    expect(limited[0]).toMatchObject({ problem: { networkCode: "RateLimitExceeded", retryable: true } });

    const wait = (more: Record<string, string> = {}) =>
      testIo({
        fetch: () =>
          Promise.resolve(
            Response.json(
              { error: "RateLimitExceeded" },
              {
                status: 429,
                headers: {
                  "ratelimit-limit": "5000",
                  "ratelimit-remaining": "0",
                  "ratelimit-reset": "1893456000",
                  "ratelimit-policy": "5000;w=3600",
                  ...more,
                },
              },
            ),
          ),
      });
    expect(await connector.create(wait(), account, of, await prepared(of))).toMatchObject({
      kind: "refused",
      action: "wait",
      retryAt: 1893456000_000,
      budgets: [{ name: "points_per_3600_s", limit: 5000, remaining: 0, resetsAt: 1893456000_000 }],
    });
    // By the network's own clock it is ten minutes, whatever ours shows.
    const io = wait({ date: new Date(1893456000_000 - 600_000).toUTCString() });
    const before = io.time.now();
    const later = await connector.create(io, account, of, await prepared(of));
    const retryAt = later.kind === "refused" ? (later.retryAt ?? 0) : 0;
    expect(retryAt - before).toBeGreaterThanOrEqual(600_000);
    expect(retryAt - io.time.now()).toBeLessThanOrEqual(600_000);
  });
});
