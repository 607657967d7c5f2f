import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../api/src/testing/app.ts";
import { table } from "../src/generated/operations.ts";
import {
  AuthenticationError,
  BadRequestError,
  ConflictError,
  isEvent,
  NotFoundError,
  Placard,
  PreconditionFailedError,
  UnprocessableError,
} from "../src/index.ts";

let app: TestApp;
/** The operations that are for callers: pages and metrics are in no document. */
let documented: TestApp["operations"];
let owner: Placard;
let placard: Placard;
let workspaceId: string;

beforeAll(async () => {
  app = await createTestApp();
  documented = app.operations.filter(operation => operation.documented !== false);
  const stranger = new Placard({ fetch: app.fetch });
  const { access_token: token } = await stranger.auth.register({
    email: "ada@example.com",
    password: "lantern-orbit-velvet-thaw",
    first_name: "Ada",
    last_name: "Lovelace",
    organization_name: "Bakery",
  });
  owner = new Placard({ fetch: app.fetch, token });
  const { secret } = await owner.apiKeys.create({ name: "tests", mode: "test" });
  const keyed = new Placard({ fetch: app.fetch, apiKey: secret });
  const workspace = await keyed.workspaces.create({ name: "Bakery Lange" });
  workspaceId = workspace.id;
  placard = keyed.workspace(workspaceId);
});
afterAll(() => app.close());

/** What stands at `posts.versions.list` in the table or the client. */
function at(root: unknown, id: string): unknown {
  return id.split(".").reduce<unknown>((node, word) => (node as Record<string, unknown>)[word], root);
}

describe("the client and the app", () => {
  test("have the same operations: every one is a method, with the method and path that the app mounts", () => {
    expect(documented.length).toBeGreaterThan(40);
    for (const { id, method, path } of documented) {
      expect(typeof at(placard, id), id).toBe("function");
      expect(String(at(table, id)).split(" ").slice(0, 2), id).toEqual([method.toUpperCase(), path]);
    }
    const count = (node: object): number =>
      Object.values(node).reduce(
        (sum: number, one: unknown) => sum + (typeof one === "object" && one !== null ? count(one) : 1),
        0,
      );
    expect(count(table)).toBe(documented.length);
  });

  test("meet at every path: a stranger is told to authenticate, not that there is nothing", async () => {
    const stranger = new Placard({ fetch: app.fetch, token: "not-a-token", maxRetries: 0 });
    for (const operation of documented) {
      if (operation.access === "open" || operation.answer.contentType === "text/event-stream") continue;
      const method = at(stranger, operation.id) as (...args: unknown[]) => PromiseLike<unknown>;
      const args: unknown[] = [...operation.path.matchAll(/\{/g)].map(() => "x_1");
      const error = await Promise.resolve(method(...args, ...(operation.body || operation.query ? [{}] : []))).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(error, operation.id).toBeInstanceOf(AuthenticationError);
    }
  });
});

describe("over the real app", () => {
  test("a change needs the version that was read", async () => {
    const { data, etag } = await owner.organization.get().withResponse();
    expect(etag).toMatch(/^"\d+"$/);
    const ifMatch = etag ?? "";
    const changed = await owner.organization.update({ name: `${data.name} Lange` }, { ifMatch });
    expect(changed.name).toBe("Bakery Lange");
    const stale = owner.organization.update({ name: "Other" }, { ifMatch });
    await expect(stale).rejects.toBeInstanceOf(PreconditionFailedError);
    await expect(stale).rejects.toMatchObject({ status: 412, code: "stale", requestId: expect.stringMatching(/^req_/) });
  });

  test("a key answers once, and refuses another body", async () => {
    const name = `Key ${crypto.randomUUID()}`;
    const first = await owner.apiKeys.create({ name, mode: "test" }, { idempotencyKey: name }).withResponse();
    const again = await owner.apiKeys.create({ name, mode: "test" }, { idempotencyKey: name }).withResponse();
    expect(again.data).toEqual(first.data);
    expect([first.replayed, again.replayed]).toEqual([false, true]);
    await expect(owner.apiKeys.create({ name: "Other", mode: "test" }, { idempotencyKey: name })).rejects.toBeInstanceOf(
      UnprocessableError,
    );
  });

  test("errors say what is wrong and where", async () => {
    const missing = placard.posts.get("post_01jd4b9ep2f3r8h6v5w7x9y0za");
    await expect(missing).rejects.toBeInstanceOf(NotFoundError);
    const wrong = placard.posts.list({ limit: 0 }).page();
    await expect(wrong).rejects.toBeInstanceOf(BadRequestError);
    await expect(wrong).rejects.toMatchObject({
      code: "validation_failed",
      problem: { errors: [expect.objectContaining({ path: "query.limit", fix: expect.any(String) })] },
    });
    const taken = new Placard({ fetch: app.fetch }).auth.register({
      email: "ada@example.com",
      password: "lantern-orbit-velvet-thaw",
      first_name: "Ada",
      last_name: "Lovelace",
      organization_name: "Bakery",
    });
    await expect(taken).rejects.toBeInstanceOf(ConflictError);
  });

  test("lists are walked page by page", async () => {
    const made: string[] = [];
    for (let n = 0; n < 5; n++) made.push((await placard.posts.create({ text: `Post ${n}` })).id);
    const seen: string[] = [];
    for await (const post of placard.posts.list({ limit: 2, status: "draft" })) seen.push(post.id);
    expect(seen.sort()).toEqual(made.sort());
    const page = await placard.posts.list({ limit: 2, status: ["draft", "scheduled"] });
    expect([page.data.length, page.has_more, (await page.next())?.data.length]).toEqual([2, true, 2]);
  });

  test("events come as they happen, and go on where a stream ended", async () => {
    const first = placard.events.stream({}, { lastEventId: "0" });
    const { id } = await placard.posts.create({ text: "Told at once" });
    const idOf = async (stream: typeof first): Promise<string | undefined> => {
      for await (const event of stream) if (isEvent(event, "post.created") && event.data.post.id === id) return event.id;
    };
    expect(await idOf(first)).toMatch(/^evt_/);
    const place = first.lastEventId;
    const later = await placard.posts.create({ text: "Told later" });
    for await (const event of placard.events.stream({}, place === null ? {} : { lastEventId: place })) {
      expect(isEvent(event, "post.created") && event.data.post.id).toBe(later.id);
      break;
    }
  });
});
