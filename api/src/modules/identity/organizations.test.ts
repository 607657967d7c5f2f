import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OrganizationCtx } from "../../ctx.ts";
import { tenantStore } from "../../tenant.ts";
import { createTestApp, type TestApp } from "../../testing/app.ts";
import { ok, registerOrganization, type TestOrganization } from "../../testing/organization.ts";
import { organizationLimits } from "./index.ts";
import { isThemeValue, OrganizationSchema } from "./schema.ts";

let t: TestApp;
let mine: TestOrganization;
let theirs: TestOrganization;
beforeAll(async () => {
  t = await createTestApp({ work: false });
  mine = await registerOrganization(t);
  theirs = await registerOrganization(t);
});
afterAll(() => t.close());

const get = (token: string) => t.request("GET", "/v1/organization", { token });
const update = (token: string, body: unknown, headers = {}) => t.request("PATCH", "/v1/organization", { token, body, headers });

describe("organization.get", () => {
  test("gives one's own, to owner and keys alike", async () => {
    const { body, headers } = ok(await get(mine.owner));
    expect(OrganizationSchema.parse(body)).toEqual(body);
    expect(body.id).toBe(mine.organizationId);
    expect(headers.get("ETag")).toMatch(/^"\d+"$/);
    expect(ok(await get(mine.testKey)).body).toEqual(body);
    expect(ok(await get(theirs.testKey)).body.id).toBe(theirs.organizationId);
  });

  test("needs its scope", async () => {
    const { secret } = ok(
      await t.request("POST", "/v1/api-keys", { token: mine.owner, body: { name: "n", scopes: ["posts:read"] } }),
      201,
    ).body;
    expect((await get(secret)).body).toMatchObject({ status: 403, code: "missing_scope", missing_scopes: ["organization:read"] });
  });
});

describe("organization.update", () => {
  test("changes what is named, and no more", async () => {
    const before = ok(await get(mine.owner)).body;
    const brand = { name: "Acme Social", logo_url: "https://acme.example/logo.svg", tokens: { "--placard-accent": "#0a7d5a" } };
    const { body } = ok(await update(mine.testKey, { brand }));
    expect(OrganizationSchema.parse(body)).toEqual(body);
    expect(body).toEqual({ ...before, brand: { ...before.brand, ...brand }, updated_at: body.updated_at });
    const next = ok(await update(mine.owner, { name: "Acme", brand: { tag_prefix: "acme", logo_url: null } })).body;
    expect(next).toMatchObject({ name: "Acme", brand: { ...brand, logo_url: null, tag_prefix: "acme" } });
    expect(ok(await get(mine.owner)).body).toEqual(next);
  });

  test("a slug is one organization's, and free again when given up", async () => {
    ok(await update(mine.owner, { slug: "first-slug" }));
    const refused = await update(theirs.owner, { slug: "first-slug" });
    expect(refused.body).toMatchObject({ status: 409, code: "already_exists", errors: [{ path: "slug" }] });
    ok(await update(mine.owner, { slug: "first-slug" }));
    ok(await update(mine.owner, { slug: "second-slug" }));
    expect(ok(await update(theirs.owner, { slug: "first-slug" })).body.slug).toBe("first-slug");
  });

  test("a stale If-Match is refused, and changes at once do not undo each other", async () => {
    const tag = ok(await get(mine.owner)).headers.get("ETag") ?? "";
    const changed = ok(await update(mine.owner, { name: "One" }, { "If-Match": tag }));
    expect((await update(mine.owner, { name: "Two" }, { "If-Match": tag })).body).toMatchObject({ status: 412, code: "stale" });
    ok(await update(mine.owner, { name: "Two" }, { "If-Match": `W/${changed.headers.get("ETag")}` }));
    await Promise.all([
      update(mine.owner, { name: "Three" }).then(answer => ok(answer)),
      update(mine.owner, { brand: { name: "Brand" } }).then(answer => ok(answer)),
    ]);
    expect(ok(await get(mine.owner)).body).toMatchObject({ name: "Three", brand: { name: "Brand" } });
  });

  test("what is read only or unknown is refused by name", async () => {
    const { status, body } = await update(mine.owner, { plan: "gold", region: "moon", limits: {}, id: "x", brand: { css: "x" } });
    expect(status).toBe(400);
    expect(body.errors.map((fault: { path: string }) => fault.path).sort()).toEqual([
      "brand.css",
      "id",
      "limits",
      "plan",
      "region",
    ]);
  });

  test("theme tokens are roles with plain values", async () => {
    const faulty = {
      "--placard-accent": "url(https://x.example)",
      "--placard-shadow": "0",
      color: "red",
      "--placard-radius": "8px; }",
    };
    const { body } = await update(mine.owner, {
      brand: { tokens: faulty, logo_url: "http://x.example/l.svg", tag_prefix: "1-x" },
    });
    expect(body.errors.map((fault: { path: string }) => fault.path).sort()).toEqual([
      "brand.logo_url",
      "brand.tag_prefix",
      "brand.tokens.--placard-accent",
      "brand.tokens.--placard-radius",
      "brand.tokens.--placard-shadow",
      "brand.tokens.color",
    ]);
  });
});

describe("a theme value", () => {
  test.each([
    "#0a7d5a",
    "rgb(10 125 90 / 50%)",
    "oklch(62% 0.19 255)",
    "color-mix(in srgb, #fff 20%, #000)",
    "calc((4px + 2px) * 2)",
    "0.875rem",
    "150ms",
    "Inter, 'Helvetica Neue', sans-serif",
    '"Source Sans 3", sans-serif',
    "cubic-bezier(0.2, 0, 0, 1)",
  ])("may be %s", value => expect(isThemeValue(value)).toBe(true));

  test.each([
    "url(x)",
    "URL(x)",
    "u\\72l(x)",
    "image-set('x' 1x)",
    "src('x')",
    "var(--secret)",
    "env(x)",
    "attr(x)",
    "expression(1)",
    "red;",
    "red}",
    "red{",
    "</style>",
    "@import",
    "/* x */ red",
    "'open",
    "'a\"b'",
    "rgb(1",
    "rgb)1(",
    "red\n",
    "",
    " ",
    "red!important",
  ])("may not be %j", value => expect(isThemeValue(value)).toBe(false));
});

test("limits follow the plan", async () => {
  const ctx = { ...t.service, organizationStore: tenantStore(t.service.systemStore, mine.organizationId) } as OrganizationCtx;
  expect(await organizationLimits(ctx)).toEqual({ users: 5, accounts: 3 });
});
