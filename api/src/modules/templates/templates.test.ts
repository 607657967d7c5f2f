import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../testing/app.ts";
import { createWorkspaceFor, ok, registerOrganization, type TestOrganization } from "../../testing/organization.ts";
import { filled, filledLength, piecesOf } from "./placeholders.ts";

let t: TestApp;
let org: TestOrganization;
let workspace: string;
beforeAll(async () => {
  t = await createTestApp();
  org = await registerOrganization(t);
  workspace = await createWorkspaceFor(t, org.testKey);
});
afterAll(() => t.close());

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}, where = workspace) =>
  t.request(method, path, { token: org.testKey, workspace: where, body, headers });
let names = 0;
const make = async (body: Record<string, unknown> = {}) =>
  ok(await ask("POST", "/v1/templates", { name: `T${++names}`, text: "Hello {{city}}", ...body }), 201).body;
const render = (id: string, body: Record<string, unknown> = {}) => ask("POST", `/v1/templates/${id}/render`, body);
const paths = (body: { errors: { path: string }[] }) => body.errors.map(({ path }) => path);

describe("placeholders", () => {
  const fill = (text: string, values: Record<string, string>) => filled(text, new Map(Object.entries(values)));

  test("are replaced wherever they stand, and only once", () => {
    expect(fill("{{a}}{{ a }} and {{b_2}}.", { a: "x", b_2: "{{a}}" })).toBe("xx and {{a}}.");
    expect(fill("$& $1 {{a}}", { a: "$&" })).toBe("$& $1 $&");
    expect(fill("{{__proto__}} {{toString}}", {})).toBe("{{__proto__}} {{toString}}");
  });

  test("are escaped by a backslash", () => {
    expect(fill("\\{{a}} is {{a}}, \\{ {b} }} stay", { a: "x" })).toBe("{{a}} is x, \\{ {b} }} stay");
  });

  test("that are malformed are named with their place", () => {
    const faultsOf = (text: string) => piecesOf(text, "text").faults.map(({ message }) => message);
    expect(faultsOf("a {{first name}} b {{}} {{{c}}} {{end")).toEqual([
      "At character 3: {{first name}} is no placeholder.",
      "At character 20: {{}} is no placeholder.",
      "At character 25: {{{c}} is no placeholder.",
      "At character 33: this {{ is never closed.",
    ]);
    expect(faultsOf(`{{${"x".repeat(61)}}}`)).toHaveLength(1);
    expect(faultsOf("} }} {a} \\{{ fine")).toEqual([]);
  });

  test("give the length that is told, and never throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("{{", "}}", "{", "}", "\\", "a", " ", "b") }), fc.string(), (text, value) => {
        const values = new Map([["a", value]]);
        expect(filled(text, values)).toHaveLength(filledLength(text, values));
      }),
    );
  });
});

describe("templates", () => {
  test("are written, read, changed, listed and deleted", async () => {
    const said = {
      name: "Opening",
      text: "Hello {{city}}, on {{day}}",
      thread: [{ text: "More of {{ city }}" }],
      first_comment: "{{link}}",
      hashtags: ["#yoga", "{{city}}"],
      variables: [{ name: "day", default: "Monday", description: "When" }],
    };
    const made = ok(await ask("POST", "/v1/templates", said), 201);
    const { variables: _, ...texts } = said;
    expect(made.body).toMatchObject({ ...texts, hashtags: ["yoga", "{{city}}"], workspace_id: workspace });
    expect(made.body.variables).toEqual([
      { name: "city", default: null, description: null },
      { name: "day", default: "Monday", description: "When" },
      { name: "link", default: null, description: null },
    ]);
    const { id } = made.body;
    expect(id).toMatch(/^tmpl_/);
    expect(ok(await ask("GET", `/v1/templates/${id}`)).body).toEqual(made.body);
    const changed = ok(await ask("PATCH", `/v1/templates/${id}`, { text: "On {{day}}", thread: [] }, { "If-Match": '"1"' }));
    expect(changed.body.variables.map((one: { name: string; default: string }) => [one.name, one.default])).toEqual([
      ["day", "Monday"],
      ["link", null],
      ["city", null],
    ]);
    expect(changed.headers.get("ETag")).toBe('"2"');
    expect((await ask("PATCH", `/v1/templates/${id}`, { text: "x" }, { "If-Match": '"1"' })).status).toBe(412);
    const newer = await make();
    const page = ok(await ask("GET", "/v1/templates?limit=1")).body;
    expect(page).toMatchObject({ data: [{ id: newer.id }], has_more: true });
    expect(ok(await ask("GET", `/v1/templates?limit=1&cursor=${page.next_cursor}`)).body.data).toMatchObject([{ id }]);
    ok(await ask("DELETE", `/v1/templates/${id}`), 204);
    expect((await ask("GET", `/v1/templates/${id}`)).status).toBe(404);
    expect((await make({ name: "OPENING" })).name).toBe("OPENING");
  });

  test("have a name of their own, whatever its case and spaces", async () => {
    const first = await make({ name: "Weekly  Offer" });
    const taken = await ask("POST", "/v1/templates", { name: " weekly offer ", text: "x" });
    expect(taken).toMatchObject({ status: 409, body: { code: "name_taken", errors: [{ path: "name" }] } });
    const other = await make();
    expect((await ask("PATCH", `/v1/templates/${other.id}`, { name: "WEEKLY OFFER" })).status).toBe(409);
    ok(await ask("PATCH", `/v1/templates/${first.id}`, { name: "WEEKLY OFFER" }));
    ok(await ask("PATCH", `/v1/templates/${first.id}`, { name: "Monthly offer" }));
    ok(await ask("PATCH", `/v1/templates/${other.id}`, { name: "Weekly offer" }));
    const elsewhere = await createWorkspaceFor(t, org.testKey);
    ok(await ask("POST", "/v1/templates", { name: "Weekly offer", text: "x" }, {}, elsewhere), 201);
    expect((await make({ name: " " })).name).toBe(" ");
    const both = await Promise.all([1, 2].map(() => ask("POST", "/v1/templates", { name: "At once", text: "x" })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  test("are refused with every fault and its place, and nothing changes", async () => {
    const { status, body } = await ask("POST", "/v1/templates", {
      name: "Bad",
      text: "Hi {{first name}}",
      thread: [{ text: "ok {{a}}" }, { text: "{{" }],
      first_comment: "{{-}}",
      variables: [{ name: "a" }, { name: "a" }],
    });
    expect(status).toBe(400);
    expect(paths(body)).toEqual(["text", "thread.1.text", "first_comment", "variables.1.name"]);
    expect(body.errors[0].message).toBe("At character 4: {{first name}} is no placeholder.");
    const unknown = await ask("POST", "/v1/templates", { name: "Bad", text: "x", variables: [{ name: "nobody" }] });
    expect(unknown.body.errors).toMatchObject([{ path: "variables.0.name", code: "not_found" }]);
    const many = await ask("POST", "/v1/templates", {
      name: "Bad",
      text: Array.from({ length: 51 }, (_, n) => `{{v${n}}}`).join(""),
    });
    expect(many.body.errors).toMatchObject([{ path: "variables", code: "too_long" }]);
    const long = await ask("POST", "/v1/templates", { name: "Bad", text: "é".repeat(95_000) });
    expect(long.body.errors).toMatchObject([{ path: "text", code: "too_long" }]);
    const hashtag = await ask("POST", "/v1/templates", { name: "Bad", text: "x", hashtags: ["two words"] });
    expect(paths(hashtag.body)).toEqual(["hashtags.0"]);
    expect((await make({ name: "Bad" })).name).toBe("Bad");
  });

  test("are filled with plain text, defaults where nothing is said, and hashtags that can be", async () => {
    const { id } = await make({
      text: "Hello {{city}}, {{who}}: \\{{kept}}",
      thread: [{ text: "{{city}}" }],
      first_comment: "See {{city}}",
      hashtags: ["{{city}}", "Yoga{{who}}", "newyork"],
      variables: [{ name: "who", default: "all" }],
    });
    expect(ok(await render(id, { variables: { city: "New {{who}} York" } })).body).toEqual({
      template_id: id,
      text: "Hello New {{who}} York, all: {{kept}}",
      thread: [{ text: "New {{who}} York" }],
      first_comment: "See New {{who}} York",
      hashtags: ["NewwhoYork", "Yogaall", "newyork"],
      missing: [],
    });
    expect(ok(await render(id, { variables: { city: "New York", who: "!" } })).body.hashtags).toEqual(["NewYork", "Yoga"]);
  });

  test("that miss a value are refused with each named, or filled in part", async () => {
    const { id } = await make({ text: "{{a}} {{b}} {{c}}" });
    const refused = await render(id, { variables: { b: "B" } });
    expect(refused).toMatchObject({ status: 422, body: { code: "variable_missing" } });
    expect(paths(refused.body)).toEqual(["variables.a", "variables.c"]);
    expect(ok(await render(id, { variables: { b: "B" }, partial: true })).body).toMatchObject({
      text: "{{a}} B {{c}}",
      missing: ["a", "c"],
    });
    const unknown = await render(id, { variables: { a: "", b: "", c: "", d: "", "e f": "" } });
    expect(paths(unknown.body)).toEqual(["variables.d", "variables.e f"]);
    expect(ok(await render(id, { variables: { a: "", b: "", c: "" } })).body.text).toBe("  ");
  });

  test("never become longer than a text may be", async () => {
    const { id } = await make({ text: "{{a}}".repeat(10_000), thread: [{ text: "{{a}}" }] });
    const { status, body } = await render(id, { variables: { a: "x".repeat(5000) } });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ path: "text", code: "too_long" }]);
  });
});

test("a post names the template it was filled from, also when that is gone", async () => {
  const { id } = await make();
  const write = (origin: unknown, where = workspace) => ask("POST", "/v1/posts", { text: "Hello", origin }, {}, where);
  const post = ok(await write({ kind: "template", template_id: id }), 201).body;
  expect(post.origin).toMatchObject({ kind: "template", template_id: id });
  const copy = ok(await ask("POST", `/v1/posts/${post.id}/duplicate`), 201).body;
  expect(copy.origin).toMatchObject({ kind: "template", template_id: id, parent_post_id: post.id });
  const byHand = await write({ template_id: id });
  expect(byHand.body.errors).toMatchObject([{ path: "origin.template_id", code: "not_allowed" }]);
  const foreign = await write({ kind: "template", template_id: id }, await createWorkspaceFor(t, org.testKey));
  expect(foreign.body.errors).toMatchObject([{ path: "origin.template_id", code: "not_found" }]);
  ok(await ask("DELETE", `/v1/templates/${id}`), 204);
  const changed = ok(await ask("PATCH", `/v1/posts/${post.id}`, { text: "Still" })).body;
  expect(changed.origin.template_id).toBe(id);
  expect(ok(await ask("POST", `/v1/posts/${post.id}/duplicate`), 201).body.origin.template_id).toBeNull();
});
