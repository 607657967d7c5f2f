import { startBlueskyNetwork } from "@placard/test-kit/bluesky";
import { launchChromium } from "@placard/test-kit/chromium";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Listening, listen } from "./listen.ts";
import { createTestApp, type TestApp } from "./testing/app.ts";
import { film } from "./testing/film.ts";
import { createWorkspaceFor, ok, registerOrganization, type TestOrganization } from "./testing/organization.ts";

/** Bluesky is no network of ours: posts are read back from its own server. */
let bluesky: Awaited<ReturnType<typeof startBlueskyNetwork>>;
let listening: Listening;
let t: TestApp;
let org: TestOrganization;
let workspace: string;

beforeAll(async () => {
  bluesky = await startBlueskyNetwork();
  listening = await listen(0, "127.0.0.1");
  t = await createTestApp({
    environment: {
      PUBLIC_URL: `http://127.0.0.1:${listening.port}`,
      BLUESKY_SERVER: bluesky.pdsUrl,
      BLUESKY_PLC_URL: bluesky.plcUrl,
    },
  });
  listening.serve(t.fetch);
  org = await registerOrganization(t);
  workspace = await createWorkspaceFor(t, org.liveKey);
});
afterAll(async () => {
  await listening.close(1000);
  await t.close();
  await bluesky.close();
});

const ask = (method: string, path: string, body?: unknown) => t.request(method, path, { token: org.liveKey, workspace, body });

async function settled(id: string) {
  for (let tries = 0; tries < 400; tries++) {
    const post = ok(await ask("GET", `/v1/posts/${id}`)).body;
    if (!["scheduled", "publishing"].includes(post.status)) return post;
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  throw new Error("it did not settle");
}

const records = async (did: string): Promise<{ text: string; reply?: unknown }[]> => {
  const url = `${bluesky.pdsUrl}/xrpc/com.atproto.repo.listRecords?repo=${did}&collection=app.bsky.feed.post`;
  const answer = (await (await fetch(url)).json()) as { records: { value: { text: string; reply?: unknown } }[] };
  return answer.records.map(record => record.value).reverse();
};

test("connected by an app password, a thread is published once, part by part, to a real Bluesky server", async () => {
  const alice = await bluesky.createAccount({ handle: "alice.test" });
  const connected = ok(
    await ask("POST", "/v1/accounts/connect", {
      network: "bluesky",
      server: bluesky.pdsUrl,
      credentials: { handle: alice.handle, app_password: alice.appPassword },
    }),
  ).body;
  expect(connected.account).toMatchObject({
    network: "bluesky",
    handle: "alice.test",
    external_id: alice.did,
    status: "connected",
  });
  expect(ok(await ask("GET", `/v1/accounts/${connected.account.id}/health`)).body.healthy).toBe(true);

  const created = ok(
    await ask("POST", "/v1/posts", {
      text: "Grüße 👩‍👩‍👧‍👦 from https://example.com #bread",
      thread: [{ text: "Second" }],
      account_ids: [connected.account.id],
      schedule: { now: true },
    }),
    201,
  ).body;
  const post = await settled(created.id);
  expect(post.status).toBe("published");
  expect(post.targets[0].url).toContain("/post/");
  const found = await records(alice.did);
  expect(found.map(record => record.text)).toEqual(["Grüße 👩‍👩‍👧‍👦 from https://example.com #bread", "Second"]);
  expect(found[1]?.reply).toBeDefined();
});

test("images are made to fit before they are sent, with their descriptions and shapes; a video goes alone", async () => {
  const account = ok(await ask("GET", "/v1/accounts")).body.data[0];
  const upload = async (bytes: Buffer, altText: string) => {
    const form = new FormData();
    form.append("file", new Blob([new Uint8Array(bytes)]), "file");
    form.append("alt_text", altText);
    const headers = { Authorization: `Bearer ${org.liveKey}`, "Placard-Workspace": workspace };
    const response = await t.fetch(new Request("http://127.0.0.1/v1/media", { method: "POST", headers, body: form }));
    expect(response.status).toBe(201);
    return ((await response.json()) as { id: string }).id;
  };
  const create = { width: 1500, height: 1000, channels: 3, background: "gray" } as const;
  const noise = await sharp({ create: { ...create, noise: { type: "gaussian", mean: 128, sigma: 80 } } })
    .png()
    .toBuffer();
  expect(noise.length).toBeGreaterThan(2_000_000);
  const phone = await sharp({ create: { width: 40, height: 20, channels: 3, background: "teal" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const pictures = [await upload(noise, "Noise"), await upload(phone, "Teal")];
  const clip = await upload(film({ brand: "isom", width: 64, height: 36, seconds: 3 }), "A clip");
  const created = ok(
    await ask("POST", "/v1/posts", {
      text: "Two pictures",
      media_ids: pictures,
      thread: [{ text: "And a clip", media_ids: [clip] }],
      account_ids: [account.id],
      schedule: { now: true },
    }),
    201,
  ).body;
  const post = await settled(created.id);
  expect(post.status, JSON.stringify(post.targets)).toBe("published");
  const stored = (await records(account.external_id)) as unknown as { text: string; embed: Embed }[];
  const [first, second] = ["Two pictures", "And a clip"].map(text => stored.find(record => record.text === text));
  expect(first?.embed).toMatchObject({
    $type: "app.bsky.embed.images",
    images: [
      { alt: "Noise", aspectRatio: { width: 1500, height: 1000 } },
      { alt: "Teal", aspectRatio: { width: 20, height: 40 }, image: { mimeType: "image/jpeg" } },
    ],
  });
  expect(second?.embed).toMatchObject({ $type: "app.bsky.embed.video", alt: "A clip", aspectRatio: { width: 64, height: 36 } });
  const [large] = first?.embed.images ?? [];
  const bytes = await bluesky.blob(account.external_id, large?.image.ref.$link ?? "");
  expect(bytes.length).toBeLessThanOrEqual(2_000_000);
  expect(bytes.length).toBe(large?.image.size);
  const facts = await sharp(bytes).metadata();
  expect(facts.width / facts.height).toBeCloseTo(1.5, 2);

  const refused = await ask("POST", "/v1/posts", {
    text: "Too many",
    media_ids: [...pictures, clip],
    account_ids: [account.id],
    schedule: { now: true },
  });
  expect(refused).toMatchObject({ status: 422, body: { code: "content_invalid", errors: [{ path: "media_ids" }] } });
});
interface Embed {
  readonly images?: readonly { readonly image: { readonly size: number; readonly ref: { readonly $link: string } } }[];
}

test("what Bluesky would refuse is told before anything is stored", async () => {
  const account = ok(await ask("GET", "/v1/accounts")).body.data[0];
  const refused = await ask("POST", "/v1/posts", { text: "é".repeat(301), account_ids: [account.id], schedule: { now: true } });
  expect(refused).toMatchObject({ status: 422, body: { code: "content_invalid", errors: [{ path: "text" }] } });
});

test("connected by OAuth in a browser: consent, callback, redirect, completion, publication, and a refresh", async () => {
  const bob = await bluesky.createAccount({ handle: "bob.test" });
  const redirect = `http://127.0.0.1:${listening.port}/livez`;
  const begun = ok(
    await ask("POST", "/v1/accounts/connect", { network: "bluesky", server: bluesky.pdsUrl, redirect_url: redirect }),
  ).body;
  expect(begun.status).toBe("redirect");

  const browser = await launchChromium();
  let returned: URL;
  try {
    const page = await browser.newPage();
    await page.goto(begun.connect_url);
    await page.getByRole("button", { name: "Sign in" }).first().click();
    await page.locator("input[name=username]").fill(bob.handle);
    await page.locator("input[type=password]").fill(bob.password);
    await page.locator("button[type=submit]").click();
    await page.getByRole("button", { name: "Authorize" }).click();
    await page.waitForURL(url => url.pathname === "/livez");
    returned = new URL(page.url());
  } finally {
    await browser.close();
  }
  const query = { state: returned.searchParams.get("state"), code: returned.searchParams.get("code") };
  const connection = ok(await ask("POST", "/v1/accounts/connect/complete", query)).body;
  expect(connection).toMatchObject({ status: "connected", account: { handle: "bob.test", external_id: bob.did } });
  const again = ok(await ask("POST", "/v1/accounts/connect/complete", query)).body;
  expect(again.account.id).toBe(connection.account.id);

  ok(await ask("POST", `/v1/accounts/${connection.account.id}/refresh`));
  const created = ok(
    await ask("POST", "/v1/posts", { text: "By OAuth", account_ids: [connection.account.id], schedule: { now: true } }),
    201,
  ).body;
  expect((await settled(created.id)).status).toBe("published");
  expect((await records(bob.did)).map(record => record.text)).toEqual(["By OAuth"]);

  ok(await ask("DELETE", `/v1/accounts/${connection.account.id}`), 204);
  expect(ok(await ask("GET", `/v1/accounts/${connection.account.id}`)).body.status).toBe("disconnected");
});
