import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { freePort } from "@placard/test-kit";
import { type BlueskyNetwork, startBlueskyNetwork } from "@placard/test-kit/bluesky";
import { type Browser, launchChromium } from "@placard/test-kit/chromium";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Account, Connector, Json, OAuthDoor, Part, Vault } from "../contract.ts";
import { type TestIo, testIo } from "../test-io.ts";
import { type BlueskyClient, blueskyClientKey, blueskyClientMetadata, blueskyConnector } from "./index.ts";

let network: BlueskyNetwork;
let browser: Browser;
/** Receives the redirect, as the service would. */
let service: Server;
let publicUrl: string;
let redirectUrl: string;
let connector: Connector;
let door: OAuthDoor;

/** A service on the public web: its client has a key. */
const onTheWeb: BlueskyClient = {
  publicUrl: "https://placard-on-the-web.dev",
  key: blueskyClientKey(new Uint8Array(48).fill(7)),
  name: "Placard on the web",
};

beforeAll(async () => {
  const metadata = blueskyClientMetadata(onTheWeb);
  [network, browser] = await Promise.all([
    startBlueskyNetwork({ documents: { [metadata.client_id]: metadata } }),
    launchChromium(),
  ]);
  service = createServer((_request, answer) => answer.end("You can close this page."));
  service.listen(0, "127.0.0.1");
  await once(service, "listening");
  const address = service.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  publicUrl = `http://127.0.0.1:${address.port}`;
  redirectUrl = `${publicUrl}/v1/connect/callback/bluesky`;
  connector = blueskyConnector({ publicUrl, ...here() });
  if (connector.oauth === null) throw new Error("A loopback service has the OAuth door.");
  door = connector.oauth;
});

afterAll(async () => {
  service?.close();
  await Promise.all([network?.close(), browser?.close()]);
});

/** The network of this test. */
const here = () => ({ defaultServer: network.pdsUrl, plcDirectoryUrl: network.plcUrl, allowHttp: true });

const part: Part = {
  kind: "post",
  key: "key",
  text: "by OAuth",
  mediaIds: [],
  title: null,
  language: null,
  options: {},
  parent: null,
  root: null,
};

async function start(): Promise<{ readonly url: string; readonly state: string; readonly keep: Json }> {
  const started = await door.start(testIo(), { redirectUrl, state: "the service's own", server: null });
  if ("kind" in started) throw new Error(started.problem.message);
  if (started.state === undefined) throw new Error("The client draws its own state.");
  return { ...started, state: started.state };
}

/** What a person does on the consent page; gives what comes back to the redirect URL. */
async function consent(
  url: string,
  who: { readonly handle: string; readonly password: string },
  answer: "Authorize" | "Deny access",
  back: string = redirectUrl,
) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(url);
    await page.getByRole("button", { name: "Sign in" }).first().click();
    await page.locator("input[name=username]").fill(who.handle);
    await page.locator("input[type=password]").fill(who.password);
    await page.locator("button[type=submit]").click();
    const [request] = await Promise.all([
      page.waitForRequest(candidate => candidate.url().startsWith(back)),
      page.getByRole("button", { name: answer }).click(),
    ]);
    return Object.fromEntries(new URL(request.url()).searchParams);
  } finally {
    await context.close();
  }
}

async function publish(io: TestIo, account: Account): Promise<string> {
  const prepared = await connector.prepare(io, account, part, null);
  if (prepared.kind !== "prepared") throw new Error(prepared.problem.message);
  const created = await connector.create(io, account, part, prepared.handle);
  if (created.kind !== "accepted") throw new Error(JSON.stringify(created));
  expect(await connector.lookup(io, account, part, prepared.handle)).toMatchObject({ kind: "found" });
  return created.published.externalId;
}

test("a person consents in a browser; the account posts, refreshes, survives a lost connection, and is revoked", async () => {
  const alice = await network.createAccount({ handle: "alice.test" });
  const { url, state, keep } = await start();
  expect(new URL(url).searchParams.get("request_uri")).toMatch(/^urn:ietf:params:oauth:request_uri:/);

  const query = await consent(url, alice, "Authorize");
  expect(query).toMatchObject({ state, code: expect.any(String), iss: network.pdsUrl });
  const strange = await door.complete(testIo(), { redirectUrl, state: "another", query: { ...query, state: "another" }, keep });
  expect(strange).toMatchObject({ kind: "refused", problem: { category: "internal" } });

  const outcome = await door.complete(testIo(), { redirectUrl, state, query, keep });
  if (outcome.kind !== "connected") throw new Error(outcome.problem.message);
  const [connected] = outcome.profiles;
  if (connected === undefined) throw new Error("no profile");
  expect(connected).toMatchObject({
    profile: { externalId: alice.did, handle: "alice.test", kind: "person" },
    server: network.pdsUrl,
    credentials: { expiresAt: null, scopes: ["atproto", "transition:generic"] },
  });

  const io = testIo();
  const account: Account = {
    externalId: alice.did,
    handle: "alice.test",
    server: connected.server,
    credentials: connected.credentials,
  };
  const uri = await publish(io, account);
  expect((await network.posts(alice.did)).map(post => [post.uri, post.value.text])).toEqual([[uri, "by OAuth"]]);
  expect(await connector.health(io, account)).toMatchObject({
    kind: "healthy",
    profile: { handle: "alice.test" },
    missingScopes: [],
  });
  expect(await connector.remove(io, account, { externalId: uri, reference: null })).toEqual({ kind: "removed" });

  // A connection that is lost while the tokens are refreshed must not lose the session.
  const lost = testIo({
    vault: io.vault,
    fetch: () => Promise.reject(new TypeError("fetch failed", { cause: { code: "ECONNRESET" } })),
  });
  expect((await connector.refresh(lost, account)).kind).toBe("failed");
  const refreshed = await connector.refresh(io, account);
  expect(refreshed).toEqual({ kind: "refreshed", credentials: account.credentials });
  // The rotated tokens are in the vault alone; the credentials still hold those of the consent.
  expect(io.kept.size).toBe(1);
  await publish(io, account);

  // The create itself is classified as without OAuth, by how far it went.
  const cutting = (code: string) =>
    testIo({
      vault: io.vault,
      fetch: async (input, init) => {
        const isCreate = input instanceof Request && input.url.includes("putRecord");
        if (isCreate) throw new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
        return fetch(input, init);
      },
    });
  const prepared = await connector.prepare(io, account, part, null);
  if (prepared.kind !== "prepared") throw new Error(prepared.problem.message);
  expect((await connector.create(cutting("ECONNRESET"), account, part, prepared.handle)).kind).toBe("unknown");
  expect((await connector.create(cutting("ECONNREFUSED"), account, part, prepared.handle)).kind).toBe("not_sent");

  // The vault fails for a moment just when there are new tokens to keep.
  let failures = 2;
  const set: Vault["set"] = (name, value) =>
    failures-- > 0 ? Promise.reject(new Error("throttled")) : io.vault.set(name, value);
  expect((await connector.refresh(testIo({ vault: { ...io.vault, set } }), account)).kind).toBe("refreshed");
  // Two at once take turns: each takes the tokens that the one before stored.
  const both = await Promise.all([connector.refresh(io, account), connector.refresh(io, account)]);
  expect(both.map(({ kind }) => kind)).toEqual(["refreshed", "refreshed"]);

  expect(await connector.revoke(io, account)).toBe(true);
  expect(await connector.refresh(io, account)).toMatchObject({ kind: "revoked", problem: { category: "auth_expired" } });
  expect(await connector.health(io, account)).toMatchObject({ kind: "revoked", problem: { category: "auth_expired" } });
  expect(await connector.create(io, account, part, prepared.handle)).toMatchObject({ kind: "refused", action: "reconnect" });
});

test("a person who denies access connects nothing", async () => {
  const bob = await network.createAccount({ handle: "bob.test" });
  const { url, state, keep } = await start();
  const query = await consent(url, bob, "Deny access");
  expect(query).toMatchObject({ error: "access_denied", state });
  const outcome = await door.complete(testIo(), { redirectUrl, state, query, keep });
  expect(outcome).toMatchObject({ kind: "refused", problem: { code: "connect_denied", networkCode: "access_denied" } });
});

test("a service on the web proves itself by its key", async () => {
  const carol = await network.createAccount({ handle: "carol.test" });
  const public_ = blueskyConnector({ ...onTheWeb, ...here() });
  const [back = ""] = blueskyClientMetadata(onTheWeb).redirect_uris;
  const started = await public_.oauth?.start(testIo(), { redirectUrl: back, state: "", server: network.pdsUrl });
  if (started === undefined || "kind" in started) throw new Error(started?.problem.message);
  const state = started.state ?? "";
  const query = await consent(started.url, carol, "Authorize", back);
  const outcome = await public_.oauth?.complete(testIo(), { redirectUrl: back, state, query, keep: started.keep });
  if (outcome?.kind !== "connected") throw new Error(outcome?.problem.message);
  const [profile] = outcome.profiles;
  if (profile === undefined) throw new Error("no profile");
  const account: Account = {
    externalId: carol.did,
    handle: "carol.test",
    server: profile.server,
    credentials: profile.credentials,
  };
  const io = testIo();
  expect((await public_.refresh(io, account)).kind).toBe("refreshed");

  // Without its key it is another client, but that is the service's fault, not the account's: nothing is revoked.
  const keyless = blueskyConnector({ publicUrl: onTheWeb.publicUrl, ...here() });
  expect((await keyless.refresh(io, account)).kind).toBe("failed");
  expect((await public_.refresh(io, account)).kind).toBe("refreshed");
});

test("a server that is none of Bluesky's, or is not there, refuses to start", async () => {
  const io = testIo({ guardedFetch: (input, init) => fetch(input, { redirect: "manual", ...init }) });
  const at = (server: string) => door.start(io, { redirectUrl, state: "s", server });
  expect(await at(publicUrl)).toMatchObject({ kind: "refused", problem: { code: "server_incompatible" } });
  expect(await at(`http://127.0.0.1:${await freePort()}`)).toMatchObject({
    kind: "refused",
    problem: { code: "network_down", retryable: true },
  });
  expect(await at("gopher://example.com")).toMatchObject({ kind: "refused", problem: { code: "server_invalid" } });
});

test("the metadata of a public service names its callback and its public key, never the private one", async () => {
  const key = blueskyClientKey(new Uint8Array(48).fill(7));
  expect(blueskyClientKey(new Uint8Array(48).fill(7))).toEqual(key);
  const metadata = blueskyClientMetadata({ publicUrl: "https://placard.example", key });
  expect(metadata).toMatchObject({
    client_id: "https://placard.example/oauth/client-metadata.json",
    redirect_uris: ["https://placard.example/v1/connect/callback/bluesky"],
    token_endpoint_auth_method: "private_key_jwt",
    jwks: { keys: [{ kid: key.kid, x: key.x, y: key.y }] },
  });
  expect(JSON.stringify(metadata)).not.toContain(key.d);
  expect(blueskyConnector({ publicUrl: "http://placard.example" }).oauth).toBeNull();
});
