import { createPublicKey } from "node:crypto";
import { decodeJwt, decodeProtectedHeader, exportSPKI, generateKeyPair, importJWK, jwtVerify, SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../testing/app.ts";
import { createWorkspaceFor, ok, registerOrganization, type TestOrganization } from "../../testing/organization.ts";
import { shiftedTimer } from "../../testing/shifted-timer.ts";
import { createAuthenticator, rotateSigningKey } from "./index.ts";
import { remembered } from "./remembered.ts";
import { JwksSchema } from "./schema.ts";
import { OVERLAP_MS, SigningKeys } from "./signing-keys.ts";

const ISSUER = "http://127.0.0.1:4700";
const clock = { ahead: 0 };

let t: TestApp;
let mine: TestOrganization;
beforeAll(async () => {
  t = await createTestApp({ work: false, replace: service => ({ timer: shiftedTimer(service, clock) }) });
  mine = await registerOrganization(t);
});
afterAll(() => t.close());
afterEach(() => {
  clock.ahead = 0;
});

const me = (token: string) => t.request("GET", "/v1/users/me", { token });
const jwks = async () => ok(await t.request("GET", "/.well-known/jwks.json")).body;
const seconds = () => Math.floor(t.service.timer.now() / 1000);
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const claimsOf = (token: string) => decodeJwt(token);

/** The same claims signed by the installation's own key, with a header and claims of the test's choice. */
async function resign(token: string, header: Record<string, unknown>, claims: Record<string, unknown>): Promise<string> {
  const { kid, key } = await remembered(t.service).signingKeys.signing();
  return new SignJWT({ ...claimsOf(token), ...claims })
    .setProtectedHeader({ alg: "RS256", typ: "at+jwt", kid, ...header })
    .sign(key);
}

describe("jwks.get", () => {
  test("anyone can verify a token with what it gives", async () => {
    const body = await jwks();
    expect(JwksSchema.parse(body)).toEqual(body);
    expect(body.keys).toHaveLength(1);
    expect(Object.keys(body.keys[0]).sort()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
    const { protectedHeader, payload } = await jwtVerify(mine.owner, await importJWK(body.keys[0]), { issuer: ISSUER });
    expect(protectedHeader).toEqual({ alg: "RS256", typ: "at+jwt", kid: body.keys[0].kid });
    expect(Object.keys(payload).sort()).toEqual(["exp", "iat", "iss", "jti", "org", "sid", "sub"]);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
  });

  test("may be kept for a while", async () => {
    expect((await t.request("GET", "/.well-known/jwks.json")).headers.get("Cache-Control")).toBe("public, max-age=300");
  });

  test("the private key lies in the store encrypted only", async () => {
    const text = JSON.stringify(await t.service.systemStore.query({ pk: "secret#jwt", limit: 10 }));
    expect(text).toContain('"kid"');
    expect(text).not.toMatch(/PRIVATE|"d":/);
  });
});

describe("a token that was tampered with is refused", () => {
  const refused = async (token: string) => expect((await me(token)).body).toMatchObject({ status: 401, code: "invalid_token" });

  test("without a signature (alg none)", async () => {
    for (const alg of ["none", "None", "NONE"]) {
      const head = part({ alg, typ: "at+jwt", kid: decodeProtectedHeader(mine.owner).kid });
      await refused(`${head}.${part(claimsOf(mine.owner))}.`);
      await refused(`${head}.${part(claimsOf(mine.owner))}.AAAA`);
    }
  });

  test("signed with the public key as an HMAC secret", async () => {
    const { keys } = await jwks();
    const publicKey = await importJWK(keys[0], "RS256", { extractable: true });
    if (publicKey instanceof Uint8Array) throw new Error("not a public key");
    const pem = await exportSPKI(publicKey);
    const der = createPublicKey(pem).export({ type: "spki", format: "der" });
    for (const secret of [Buffer.from(pem), der]) {
      const forged = await new SignJWT(claimsOf(mine.owner))
        .setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: keys[0].kid })
        .sign(secret);
      await refused(forged);
    }
  });

  test("signed with a stranger's key under our key's id, or with the key in its own header", async () => {
    const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
    const { kid } = decodeProtectedHeader(mine.owner);
    const sign = (header: Record<string, unknown>) =>
      new SignJWT(claimsOf(mine.owner)).setProtectedHeader({ alg: "RS256", typ: "at+jwt", ...header }).sign(privateKey);
    await refused(await sign({ kid }));
    await refused(await sign({ kid: "unknown" }));
    await refused(await sign({}));
    const { exportJWK } = await import("jose");
    await refused(await sign({ jwk: await exportJWK(publicKey) }));
    await refused(await sign({ kid, jku: "http://127.0.0.1:1/jwks.json" }));
  });

  test("with one bit, one claim or one part changed", async () => {
    const [head = "", body = "", signature = ""] = mine.owner.split(".");
    await refused(`${head}.${part({ ...claimsOf(mine.owner), sub: "usr_01jd4b9ep2f3r8h6v5w7x9y0za" })}.${signature}`);
    await refused(`${head}.${body}.${signature[0] === "A" ? "B" : "A"}${signature.slice(1)}`);
    await refused(`${head}.${body}`);
    await refused(`${head}.${body}.`);
    await refused(`${head}.${body}.${signature}.${signature}`);
    await refused("aaaa.bbbb.cccc");
    await refused("eyJhbGciOiJSUzI1NiJ9.e30.AAAA");
  });

  test("of another issuer, of another kind, without an end or without its claims, though our key signed it", async () => {
    ok(await me(await resign(mine.owner, {}, {})));
    await refused(await resign(mine.owner, {}, { iss: "https://elsewhere.example" }));
    await refused(await resign(mine.owner, { typ: "JWT" }, {}));
    await refused(await resign(mine.owner, { typ: "es+jwt" }, {}));
    await refused(await resign(mine.owner, { typ: undefined }, {}));
    await refused(await resign(mine.owner, {}, { exp: undefined }));
    await refused(await resign(mine.owner, {}, { org: undefined }));
    await refused(await resign(mine.owner, {}, { sid: undefined }));
    await refused(await resign(mine.owner, {}, { iat: undefined, nbf: seconds() + 600 }));
  });

  test("of another installation", async () => {
    const other = await createTestApp({ work: false });
    try {
      const theirs = await registerOrganization(other);
      await refused(theirs.owner);
      expect((await other.request("GET", "/v1/users/me", { token: mine.owner })).body.code).toBe("invalid_token");
      expect((await t.request("GET", "/v1/organization", { token: theirs.testKey })).body.code).toBe("invalid_token");
    } finally {
      await other.close();
    }
  });

  test("a user's token that names another organization acts for none", async () => {
    const theirs = await registerOrganization(t);
    const token = await resign(mine.owner, {}, { org: theirs.organizationId });
    expect(ok(await me(token)).body.organization).toBeNull();
    expect((await t.request("GET", "/v1/organization", { token })).status).toBe(404);
  });

  test("a refresh token is no access token", async () => {
    await refused(mine.refreshToken);
  });
});

test("an expired token says so, also while it is remembered", async () => {
  const { owner } = await registerOrganization(t);
  ok(await me(owner));
  clock.ahead += 3_601_000;
  expect((await me(owner)).body).toMatchObject({ status: 401, code: "token_expired" });
  expect((await me(mine.owner)).body).toMatchObject({ status: 401, code: "token_expired" });
});

test("a remembered token ends with its own life to the second", async () => {
  const token = await resign(mine.owner, {}, { exp: seconds() + 30 });
  ok(await me(token));
  clock.ahead += 31_000;
  expect((await me(token)).body.code).toBe("token_expired");
});

describe("rotation of the signing key", () => {
  test("the key before is accepted during the overlap, and new tokens have the new one", async () => {
    const before = await registerOrganization(t);
    await rotateSigningKey(t.service);
    const { keys } = await jwks();
    expect(keys).toHaveLength(2);
    ok(await me(before.owner));
    const after = await registerOrganization(t);
    expect(decodeProtectedHeader(after.owner).kid).toBe(keys[0].kid);
    expect(decodeProtectedHeader(before.owner).kid).toBe(keys[1].kid);
    const page = await t.service.systemStore.query({ pk: "secret#jwt", limit: 10 });
    const expires = page.items.map(item => item.expires);
    expect(expires[1]).toBeUndefined();
    expect(Math.abs((expires[0] ?? 0) - (seconds() + OVERLAP_MS / 1000))).toBeLessThan(10);
  });

  test("another process learns of a new key by meeting it", async () => {
    const other = new SigningKeys(t.service);
    await other.signing();
    await rotateSigningKey(t.service);
    const { kid } = await remembered(t.service).signingKeys.signing();
    clock.ahead += 5001;
    expect(await other.accepted(kid)).not.toBeNull();
    expect((await other.signing()).kid).toBe(kid);
  });

  test("unknown keys do not make it read the store each time", async () => {
    let reads = 0;
    const { systemStore } = t.service;
    const keys = new SigningKeys({
      ...t.service,
      systemStore: {
        ...systemStore,
        query: query => {
          reads += 1;
          return systemStore.query(query);
        },
      },
    });
    await keys.published();
    for (let asked = 0; asked < 20; asked++) expect(await keys.accepted(`stranger-${asked}`)).toBeNull();
    expect(reads).toBe(1);
  });

  test("processes that start at once on an empty store agree on one key", async () => {
    const empty = await createTestApp({ work: false });
    try {
      const kids = await Promise.all(Array.from({ length: 3 }, async () => (await new SigningKeys(empty.service).signing()).kid));
      expect(new Set(kids).size).toBe(1);
      expect((await empty.service.systemStore.query({ pk: "secret#jwt", limit: 10 })).items).toHaveLength(1);
    } finally {
      await empty.close();
    }
  });
});

test("keys and sessions live through a restart", async () => {
  const first = await createTestApp({ work: false });
  const organization = await registerOrganization(first);
  const workspace = await createWorkspaceFor(first, organization.testKey);
  await first.close({ keep: true });
  const second = await createTestApp({ work: false, dataDir: first.dataDir });
  try {
    ok(await second.request("GET", "/v1/users/me", { token: organization.owner }));
    ok(await second.request("GET", `/v1/workspaces/${workspace}`, { token: organization.testKey }));
    ok(await second.request("POST", "/v1/auth/refresh", { body: { refresh_token: organization.refreshToken } }));
  } finally {
    await second.close();
  }
});

test("nonsense never makes a fault of ours", async () => {
  const authenticator = createAuthenticator(t.service);
  const [head = "", body = "", signature = ""] = mine.owner.split(".");
  const pieces = [
    "",
    ".",
    "..",
    "...",
    "{}",
    "e30",
    "bnVsbA",
    "W10",
    "IiI",
    head,
    body,
    signature,
    "sk_",
    "sk_test_",
    "rt_",
    "x".repeat(4000),
  ];
  const texts = pieces.flatMap(one => pieces.flatMap(two => ["", signature, "e30"].map(three => `${one}.${two}.${three}`)));
  for (const text of texts.filter(candidate => candidate !== mine.owner))
    await expect(authenticator.authenticate(text)).rejects.toMatchObject({ name: "Refusal", code: "invalid_token" });
});
