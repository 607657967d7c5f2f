import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { furnishTenant, type Tenant } from "../testing/every-operation.ts";
import { type FullApp, openFullApp } from "../testing/full-app.ts";
import { ok } from "../testing/organization.ts";
import { BODY_LIMIT } from "./server.ts";

let full: FullApp;
let tenant: Tenant;
beforeAll(async () => {
  full = await openFullApp();
  tenant = await furnishTenant(full.t);
});
afterAll(() => full.close());

const ask = (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
  full.t.request(method, path, { token: tenant.testKey, workspace: tenant.workspace, body, headers });
const newPost = async (): Promise<string> =>
  ok(await ask("POST", "/v1/posts", { text: "Not yet", account_ids: [tenant.account] }), 201).body.id;

describe("an operation that takes no body", () => {
  test("refuses one that says something, names every field, and does nothing", async () => {
    const post = await newPost();
    const refused = await ask("POST", `/v1/posts/${post}/publish`, { at: "2030-01-01T00:00:00Z", who: "me" });
    expect(refused).toMatchObject({ status: 400, body: { code: "validation_failed" } });
    expect(refused.body.errors).toMatchObject([
      { path: "at", code: "unknown_field" },
      { path: "who", code: "unknown_field" },
    ]);
    expect(await ask("DELETE", `/v1/posts/${post}`, { really: true })).toMatchObject({ status: 400 });
    expect(ok(await ask("GET", `/v1/posts/${post}`)).body.status).toBe("draft");
  });

  test.each([["at=2030"], ['"now"'], ["[]"], ["null"], ["{"]])("refuses %j, which is no object", async body => {
    const refused = await ask("POST", `/v1/posts/${await newPost()}/publish`, body);
    expect(refused).toMatchObject({ status: 400, body: { code: "validation_failed", errors: [{ path: "body" }] } });
  });

  test("takes an empty object, and reads no more than any body may have", async () => {
    const post = await newPost();
    expect(await ask("POST", `/v1/posts/${post}/publish`, " ".repeat(BODY_LIMIT + 1))).toMatchObject({ status: 413 });
    ok(await ask("POST", `/v1/posts/${post}/publish`, {}), 202);
  });
});

test("If-Match: * stands for any version", async () => {
  const post = await newPost();
  ok(await ask("PATCH", `/v1/posts/${post}`, { text: "Changed" }, { "If-Match": "*" }));
  expect(await ask("PATCH", `/v1/posts/${post}`, { text: "Again" }, { "If-Match": '"1"' })).toMatchObject({ status: 412 });
  expect(await ask("PATCH", `/v1/posts/${post}`, { text: "Again" }, { "If-Match": "**" })).toMatchObject({ status: 400 });
});

test("a preflight and a plain OPTIONS have a Request-Id", async () => {
  const preflight = await ask("OPTIONS", "/v1/posts", undefined, { "Access-Control-Request-Method": "POST" });
  const plain = await ask("OPTIONS", "/v1/posts");
  for (const answer of [preflight, plain]) {
    expect(answer.status).toBe(204);
    expect(answer.headers.get("Request-Id")).toMatch(/^req_[0-9a-z]{26}$/);
  }
  expect(plain.headers.get("Allow")).toBe("POST, GET, HEAD, OPTIONS");
});
