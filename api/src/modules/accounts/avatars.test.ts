import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../testing/app.ts";
import { fakeNetwork } from "../../testing/fake-network.ts";
import { createTenant, ok, type TestTenant } from "../../testing/organization.ts";

/** What the network's own server has as a picture. */
let served: (path: string) => { status: number; headers?: Record<string, string>; body?: Buffer | "endless" };
let asked: string[];
let avatarUrl: string | null;
let server: Server;
let t: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const { status, headers = {}, body } = served(request.url ?? "");
    response.writeHead(status, headers);
    if (body !== "endless") return response.end(body);
    const more = (): void => {
      if (!response.destroyed) response.write(Buffer.alloc(64_000), () => setImmediate(more));
    };
    more();
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const fake = fakeNetwork();
  const { credentials, health } = fake.connector;
  const connector = {
    ...fake.connector,
    credentials: credentials && {
      ...credentials,
      connect: async (...args: Parameters<typeof credentials.connect>) => {
        const outcome = await credentials.connect(...args);
        if (outcome.kind !== "connected") return outcome;
        return { ...outcome, profiles: outcome.profiles.map(one => ({ ...one, profile: { ...one.profile, avatarUrl } })) };
      },
    },
    health: async (...args: Parameters<typeof health>) => {
      const outcome = await health(...args);
      return outcome.kind === "healthy" ? { ...outcome, profile: { ...outcome.profile, avatarUrl } } : outcome;
    },
  };
  t = await createTestApp({ environment: { ALLOW_LOOPBACK: "true" }, connectors: new Map([["mastodon", connector]]) });
  tenant = await createTenant(t);
});
afterAll(async () => {
  await t.close();
  await new Promise(resolve => server.close(resolve));
});
beforeEach(() => {
  asked = [];
  avatarUrl = at("/picture");
});

const at = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
const ask = (method: string, path: string, body?: unknown) =>
  t.request(method, path, { token: tenant.key, workspace: tenant.workspaceId, body });
const image = (color: string) =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: color } })
    .png()
    .toBuffer();
let handles = 0;
const connect = async () => {
  const credentials = { handle: `person-${++handles}` };
  return ok(await ask("POST", "/v1/accounts/connect", { network: "mastodon", credentials })).body.account;
};
const picture = async (url: string) => {
  const response = await t.fetch(new Request(url));
  return {
    status: response.status,
    facts: response.ok ? await sharp(Buffer.from(await response.arrayBuffer())).metadata() : null,
  };
};

test("an account's picture is copied when it is connected, and given by us, small and square", async () => {
  const red = await image("red");
  served = path => (path === "/picture" ? { status: 302, headers: { Location: "/real" } } : { status: 200, body: red });
  const account = await connect();
  expect(account.avatar_url).toMatch(/^http:\/\/127\.0\.0\.1:4700\/v1\/files\//);
  expect(await picture(account.avatar_url)).toMatchObject({ status: 200, facts: { format: "webp", width: 160, height: 160 } });
  expect(asked).toEqual(["/picture", "/real"]);

  ok(await ask("POST", `/v1/accounts/${account.id}/refresh`));
  expect(asked).toHaveLength(2); // the same address: the same picture
  const blue = await image("blue");
  served = () => ({ status: 200, body: blue });
  avatarUrl = at("/new");
  const changed = ok(await ask("POST", `/v1/accounts/${account.id}/refresh`)).body;
  expect(changed.avatar_url).not.toBe(account.avatar_url);
  expect((await picture(changed.avatar_url)).status).toBe(200);
  expect((await picture(account.avatar_url)).status).toBe(404);
  served = () => ({ status: 503 });
  const credentials = { handle: account.handle };
  const again = ok(await ask("POST", "/v1/accounts/connect", { network: "mastodon", credentials })).body.account;
  expect((await picture(again.avatar_url)).status).toBe(200); // the one that is there is better than none
  avatarUrl = null;
  expect(ok(await ask("POST", `/v1/accounts/${account.id}/refresh`)).body.avatar_url).toBeNull();
  expect((await picture(changed.avatar_url)).status).toBe(404);
});

test("a drawing becomes pixels", async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="red"/></svg>';
  served = () => ({ status: 200, body: Buffer.from(svg) });
  expect((await picture((await connect()).avatar_url)).facts).toMatchObject({ format: "webp", width: 160 });
});

test.each([
  ["that is not there", () => ({ status: 404 })],
  ["that is no image", () => ({ status: 200, body: Buffer.from("<html>") })],
  ["that does not end", () => ({ status: 200, body: "endless" as const })],
  ["that goes round in circles", () => ({ status: 302, headers: { Location: "/picture" } })],
  ["that leads inside", () => ({ status: 302, headers: { Location: "http://10.0.0.1/latest/meta-data" } })],
])("a picture %s keeps nobody from connecting", async (_, what) => {
  served = what;
  const account = await connect();
  expect(account).toMatchObject({ status: "connected", avatar_url: null });
  served = () => ({ status: 404 });
  expect(ok(await ask("POST", `/v1/accounts/${account.id}/refresh`)).body.avatar_url).toBeNull();
});
