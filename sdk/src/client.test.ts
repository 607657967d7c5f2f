import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { json, jwt, problem, serve } from "../test/server.ts";
import {
  AuthenticationError,
  BadRequestError,
  ConflictError,
  ConnectionError,
  NotFoundError,
  PermissionError,
  Placard,
  PlacardCore,
  PlacardError,
  PreconditionFailedError,
  RateLimitError,
  type RetryFacts,
  ServerError,
  TimeoutError,
  UnprocessableError,
} from "./index.ts";

const KEY = "sk_test_0123456789abcdef";
const AT_ONCE = { "Retry-After": "0" };

/** What a call ended with, where it should have failed. */
async function failure(call: PromiseLike<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("It did not fail.");
}

describe("a request", () => {
  test("carries credential, workspace, path, query and body as the API wants them", async () => {
    await using server = await serve((_, response) => json(response, 200, { id: "post_1" }));
    const placard = new Placard({ apiKey: KEY, baseUrl: `${server.baseUrl}/`, workspace: "ws_1" });
    await placard.posts.get("post_a/b c");
    await placard.workspace("ws_2").posts.create({ text: "Grüße", account_ids: ["acct_1"] });
    await placard.posts.list({ limit: 5, cursor: "a b" });
    const [get, create, list] = server.seen;
    expect(get).toMatchObject({ method: "GET", url: "/v1/posts/post_a%2Fb%20c", body: "" });
    expect(get?.headers).toMatchObject({ authorization: `Bearer ${KEY}`, "placard-workspace": "ws_1" });
    expect(get?.headers).not.toHaveProperty("idempotency-key");
    expect(create).toMatchObject({ method: "POST", url: "/v1/posts", body: '{"text":"Grüße","account_ids":["acct_1"]}' });
    expect(create?.headers).toMatchObject({ "content-type": "application/json", "placard-workspace": "ws_2" });
    expect(create?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(list?.url).toBe("/v1/posts?limit=5&cursor=a+b");
  });

  test("carries a file as a form, the same on every try", async () => {
    await using server = await serve((_, response, n) =>
      n === 0 ? json(response, 503, problem(503, "busy"), AT_ONCE) : json(response, 201, { id: "med_1" }),
    );
    const placard = new Placard({ apiKey: KEY, baseUrl: server.baseUrl });
    const file = new File(["bytes"], "bread.png", { type: "image/png" });
    await placard.media.upload({ file, alt_text: "Grüße" });
    expect(server.seen).toHaveLength(2);
    for (const { headers, body } of server.seen) {
      expect(headers["content-type"]).toMatch(/^multipart\/form-data; ?boundary=/);
      expect(headers["idempotency-key"]).toBe(server.seen[0]?.headers["idempotency-key"]);
      expect(body).toContain('name="file"; filename="bread.png"');
      expect(body).toContain("\r\n\r\nbytes\r\n");
      expect(body).toContain("Grüße");
    }
  });

  test("carries a CSV as it is, and its query behind it", async () => {
    await using server = await serve((_, response) => json(response, 200, {}));
    const placard = new Placard({ apiKey: KEY, baseUrl: server.baseUrl });
    await placard.posts.bulkScheduleCsv("text,accounts\nGrüße,bakery", { dry_run: "true" });
    await placard.posts.bulkScheduleCsv(new Blob(["text\n"]), {}, { idempotencyKey: "mine" });
    const [text, blob] = server.seen;
    expect(text).toMatchObject({ url: "/v1/posts/bulk-schedule-csv?dry_run=true", body: "text,accounts\nGrüße,bakery" });
    expect(blob).toMatchObject({ url: "/v1/posts/bulk-schedule-csv", body: "text\n" });
    expect(blob?.headers).toMatchObject({ "content-type": "text/csv", "idempotency-key": "mine" });
  });

  test("takes idempotencyKey, ifMatch and headers of the call", async () => {
    await using server = await serve((_, response) => json(response, 200, {}));
    const placard = new Placard({ apiKey: KEY, baseUrl: server.baseUrl });
    await placard.posts.publish("post_1", { idempotencyKey: "mine", ifMatch: '"3"', headers: { "X-Trace": "7" } });
    expect(server.seen[0]?.headers).toMatchObject({ "idempotency-key": "mine", "if-match": '"3"', "x-trace": "7" });
  });

  test.each(["", ".", ".."])("is not sent for the path parameter %j, which would name another operation", async id => {
    await using server = await serve((_, response) => json(response, 200, {}));
    const placard = new Placard({ apiKey: KEY, baseUrl: server.baseUrl });
    expect(await failure(placard.posts.delete(id))).toBeInstanceOf(TypeError);
    expect(server.seen).toEqual([]);
  });

  test("goes to an app in the same process", async () => {
    const placard = new Placard({
      apiKey: KEY,
      fetch: request => Response.json({ id: "post_1", text: `${request.method} ${request.url}` }),
    });
    expect((await placard.posts.get("post_1")).text).toBe("GET https://api.placard.dev/v1/posts/post_1");
  });

  test("can be made from the line alone, without the table", async () => {
    await using server = await serve((_, response) => json(response, 200, { id: "post_1" }));
    const core = new PlacardCore({ token: "t0ken", baseUrl: server.baseUrl });
    expect((await core.call("GET /v1/posts/{post_id}", "post_1")).id).toBe("post_1");
  });
});

describe("an answer", () => {
  test("comes with its ETag and request id when asked for", async () => {
    await using server = await serve((_, response) =>
      json(response, 200, { id: "post_1" }, { ETag: '"4"', "Request-Id": "req_9", "Idempotency-Replayed": "true" }),
    );
    const placard = new Placard({ apiKey: KEY, baseUrl: server.baseUrl });
    const answer = await placard.posts.get("post_1").withResponse();
    expect(answer).toMatchObject({ data: { id: "post_1" }, status: 200, etag: '"4"', requestId: "req_9", replayed: true });
  });

  test("of 204 is undefined", async () => {
    await using server = await serve((_, response) => response.writeHead(204).end());
    expect(await new Placard({ apiKey: KEY, baseUrl: server.baseUrl }).posts.delete("post_1")).toBeUndefined();
  });

  test("is one of a promise: then, catch and finally work", async () => {
    const placard = new Placard({ fetch: () => Response.json({ id: "post_1" }) });
    const order: string[] = [];
    await placard.posts
      .get("post_1")
      .finally(() => order.push("finally"))
      .then(post => order.push(post.id));
    const refused = new Placard({ fetch: () => Response.json(problem(404, "not_found"), { status: 404 }) });
    await refused.posts.get("post_1").catch(error => order.push(error instanceof NotFoundError ? error.code : "another"));
    expect(order).toEqual(["finally", "post_1", "not_found"]);
  });
});

describe("errors", () => {
  const classes = [
    [400, BadRequestError],
    [401, AuthenticationError],
    [403, PermissionError],
    [404, NotFoundError],
    [405, BadRequestError],
    [409, ConflictError],
    [412, PreconditionFailedError],
    [415, BadRequestError],
    [422, UnprocessableError],
    [429, RateLimitError],
    [500, ServerError],
    [503, ServerError],
  ] as const;

  test.each(classes)("%i has its class, problem and request id", async (status, ErrorClass) => {
    await using server = await serve((_, response) => json(response, status, problem(status, "some_code"), { "X-More": "1" }));
    const error = await failure(new Placard({ apiKey: KEY, baseUrl: server.baseUrl, maxRetries: 0 }).posts.get("post_1"));
    expect(error).toBeInstanceOf(ErrorClass);
    expect(error).toBeInstanceOf(PlacardError);
    expect(error).toMatchObject({ name: ErrorClass.name, status, code: "some_code", requestId: "req_1" });
    expect(error).toMatchObject({ message: `${status} some_code: What happened.`, problem: { detail: "What happened." } });
    expect(error instanceof PlacardError && error.headers?.get("X-More")).toBe("1");
  });

  test.each([
    ["empty", ""],
    ["a proxy's page", "<html><body>502 Bad Gateway</body></html>"],
    ["broken JSON", '{"code":"not_fo'],
    ["JSON of another kind", '["not_found"]'],
    ["null", "null"],
    ["JSON with a code that is none", '{"code":502,"detail":"Bad gateway"}'],
  ])("a body that is %s keeps status and headers", async (_, body) => {
    await using server = await serve((_seen, response) =>
      response.writeHead(502, { "Content-Type": "text/html", "Request-Id": "req_7" }).end(body),
    );
    const error = await failure(new Placard({ apiKey: KEY, baseUrl: server.baseUrl, maxRetries: 0 }).posts.get("post_1"));
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ status: 502, problem: null, code: "unreadable_answer", requestId: "req_7" });
  });

  test("a success that is not the JSON it says it is, is no answer", async () => {
    await using server = await serve((_, response) =>
      response.writeHead(200, { "Content-Type": "application/json" }).end('{"id":"po'),
    );
    const error = await failure(new Placard({ apiKey: KEY, baseUrl: server.baseUrl, maxRetries: 0 }).posts.get("post_1"));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ status: 200, code: "unreadable_answer" });
  });

  test("nobody there is a ConnectionError with its cause", async () => {
    const server = await serve(() => undefined);
    await server[Symbol.asyncDispose]();
    const error = await failure(new Placard({ apiKey: KEY, baseUrl: server.baseUrl, maxRetries: 0 }).posts.get("post_1"));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ status: null, code: "connection_failed", cause: expect.any(TypeError) });
  });
});

describe("retries", () => {
  test.each([408, 429, 500, 502, 503])("repeat %i, with one and the same Idempotency-Key", async status => {
    const retried: RetryFacts[] = [];
    await using server = await serve((_, response, n) =>
      n < 2 ? json(response, status, problem(status, "busy"), AT_ONCE) : json(response, 201, { id: "post_1" }),
    );
    const placard = new Placard({ apiKey: KEY, baseUrl: server.baseUrl, hooks: { onRetry: retry => retried.push(retry) } });
    expect((await placard.posts.create({ text: "Hi", account_ids: [] })).id).toBe("post_1");
    expect(server.seen).toHaveLength(3);
    expect(new Set(server.seen.map(seen => seen.headers["idempotency-key"])).size).toBe(1);
    expect(new Set(server.seen.map(seen => seen.body)).size).toBe(1);
    expect(retried.map(({ attempt, delayMs, error }) => [attempt, delayMs, error.status])).toEqual([
      [1, 0, status],
      [2, 0, status],
    ]);
  });

  test("give every call its own key", async () => {
    await using server = await serve((_, response) => json(response, 201, {}));
    const placard = new Placard({ apiKey: KEY, baseUrl: server.baseUrl });
    await placard.posts.publish("post_1");
    await placard.posts.publish("post_1");
    expect(server.seen[0]?.headers["idempotency-key"]).not.toBe(server.seen[1]?.headers["idempotency-key"]);
  });

  test("end after maxRetries with the last error", async () => {
    await using server = await serve((_, response, n) =>
      json(response, 500, problem(500, "internal", { detail: `${n}` }), AT_ONCE),
    );
    const placard = new Placard({ apiKey: KEY, baseUrl: server.baseUrl });
    expect(await failure(placard.posts.get("post_1"))).toMatchObject({ problem: { detail: "2" } });
    expect(await failure(placard.posts.get("post_1", { maxRetries: 0 }))).toMatchObject({ problem: { detail: "3" } });
    expect(server.seen).toHaveLength(4);
  });

  test.each([
    [400, "validation_failed"],
    [401, "invalid_credentials"],
    [404, "not_found"],
    [409, "conflict"],
    [412, "stale"],
    [422, "idempotency_mismatch"],
  ])("do not repeat %i %s", async (status, code) => {
    await using server = await serve((_, response) => json(response, status, problem(status, code), AT_ONCE));
    await failure(new Placard({ apiKey: KEY, baseUrl: server.baseUrl }).posts.publish("post_1"));
    expect(server.seen).toHaveLength(1);
  });

  test("repeat a 409 that says the same request is still running", async () => {
    await using server = await serve((_, response, n) =>
      n === 0 ? json(response, 409, problem(409, "idempotency_in_progress"), AT_ONCE) : json(response, 202, { id: "post_1" }),
    );
    expect((await new Placard({ apiKey: KEY, baseUrl: server.baseUrl }).posts.publish("post_1")).id).toBe("post_1");
  });

  test("repeat a POST whose answer broke off, since its key makes that safe", async () => {
    await using server = await serve((_, response, n) => {
      if (n > 0) return json(response, 201, { id: "post_1" });
      response.writeHead(201, { "Content-Type": "application/json", "Content-Length": "1000" });
      response.write('{"id":', () => response.destroy());
    });
    const placard = new Placard({ apiKey: KEY, baseUrl: server.baseUrl });
    expect((await placard.posts.publish("post_1")).id).toBe("post_1");
    expect(server.seen[0]?.headers["idempotency-key"]).toBe(server.seen[1]?.headers["idempotency-key"]);
  });

  test("do not repeat a POST without a key that may have been carried out, only one that was surely not", async () => {
    const credentials = { email: "a@example.com", password: "correct horse" };
    await using down = await serve((_, response) => json(response, 503, problem(503, "busy"), AT_ONCE));
    await failure(new Placard({ baseUrl: down.baseUrl }).auth.login(credentials));
    expect(down.seen).toHaveLength(1);
    expect(down.seen[0]?.headers).not.toHaveProperty("idempotency-key");
    await using busy = await serve((_, response, n) =>
      n === 0 ? json(response, 429, problem(429, "rate_limited"), AT_ONCE) : json(response, 200, { access_token: "t" }),
    );
    await new Placard({ baseUrl: busy.baseUrl }).auth.login(credentials);
    expect(busy.seen).toHaveLength(2);
  });

  test("leave to the caller a Retry-After that is too long to wait for", async () => {
    await using server = await serve((_, response) =>
      json(response, 429, problem(429, "rate_limited"), { "Retry-After": "3600" }),
    );
    const error = await failure(new Placard({ apiKey: KEY, baseUrl: server.baseUrl }).posts.get("post_1"));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(server.seen).toHaveLength(1);
  });

  test("stop while pausing when the signal fires", async () => {
    const stop = new AbortController();
    await using server = await serve((_, response) => json(response, 503, problem(503, "busy"), { "Retry-After": "50" }));
    const placard = new Placard({ apiKey: KEY, baseUrl: server.baseUrl, hooks: { onRetry: () => stop.abort("enough") } });
    expect(await failure(placard.posts.get("post_1", { signal: stop.signal }))).toBe("enough");
  });
});

describe("limits of time", () => {
  test("each try ends after timeout", async () => {
    await using server = await serve(() => undefined);
    const placard = new Placard({ apiKey: KEY, baseUrl: server.baseUrl, timeout: 50, maxRetries: 1 });
    const error = await failure(placard.posts.get("post_1"));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ code: "timed_out", status: null });
    expect(server.seen).toHaveLength(2);
  });

  test("a body that never ends counts too", async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200, { "Content-Type": "application/json" });
      response.write("{");
    });
    const placard = new Placard({ apiKey: KEY, baseUrl: server.baseUrl, timeout: 50, maxRetries: 0 });
    expect(await failure(placard.posts.get("post_1"))).toBeInstanceOf(TimeoutError);
  });

  test("a fetch of the caller's that ignores signals is left behind", async () => {
    const placard = new Placard({ fetch: () => new Promise<Response>(() => undefined), timeout: 20, maxRetries: 0 });
    expect(await failure(placard.posts.get("post_1"))).toBeInstanceOf(TimeoutError);
  });

  test("the caller's signal ends the call with its own reason, before and during it", async () => {
    const stop = new AbortController();
    await using server = await serve(() => stop.abort(new RangeError("left the page")));
    const placard = new Placard({ apiKey: KEY, baseUrl: server.baseUrl });
    expect(await failure(placard.posts.get("post_1", { signal: stop.signal }))).toBeInstanceOf(RangeError);
    expect(await failure(placard.posts.get("post_1", { signal: stop.signal }))).toBeInstanceOf(RangeError);
    expect(server.seen).toHaveLength(1);
  });
});

describe("secrets", () => {
  test("are in no hook, no error and no printed client", async () => {
    const told: unknown[] = [];
    const tell = (...facts: unknown[]) => told.push(facts);
    await using server = await serve((_, response) =>
      json(response, 500, problem(500, "internal"), { ...AT_ONCE, "Set-Cookie": "session=s3cret" }),
    );
    const hooks = { onRequest: tell, onResponse: tell, onRetry: tell };
    const placard = new Placard({ apiKey: KEY, baseUrl: server.baseUrl, hooks });
    const error = await failure(placard.posts.get("post_1", { headers: { Cookie: "s3cret", "X-Api-Key": "s3cret" } }));
    expect(told).toHaveLength(8);
    for (const shown of [told, error, placard, placard.posts]) {
      const text = `${inspect(shown, { depth: 9, showHidden: true })} ${JSON.stringify(shown)}`;
      expect(text).not.toContain(KEY);
    }
    expect(
      inspect(
        told.filter((_, n) => n < 2),
        { depth: 9 },
      ),
    ).not.toContain("s3cret");
    expect(told[0]).toMatchObject([
      { method: "GET", attempt: 1, headers: { authorization: "[redacted]", cookie: "[redacted]" } },
    ]);
    expect(told[1]).toMatchObject([{ attempt: 1 }, { status: 500, headers: { "set-cookie": "[redacted]" } }]);
  });

  test("that no header can carry are refused without being repeated", async () => {
    const refused = await Promise.resolve()
      .then(() => new Placard({ apiKey: "sk_test_1\nsk_test_2" }))
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TypeError);
    expect(String(refused)).not.toContain("sk_test");
    expect(() => new Placard({ baseUrl: "https://me:pass@example.com" })).toThrow(/^(?!.*pass@).*$/);
    expect(() => new Placard({ apiKey: KEY, token: "t" })).toThrow(TypeError);
  });
});

describe("fetchToken", () => {
  const hour = { iat: 1_000, exp: 4_600 };

  test("is asked once for all calls, and the token says where the API is", async () => {
    await using server = await serve((_, response) => json(response, 200, {}));
    let asked = 0;
    const placard = new Placard({ fetchToken: async () => jwt({ ...hour, iss: server.baseUrl, n: ++asked }) });
    await Promise.all([placard.posts.get("post_1"), placard.workspace("ws_1").posts.get("post_2")]);
    await placard.posts.get("post_3");
    expect(asked).toBe(1);
    expect(server.seen).toHaveLength(3);
  });

  test("is asked once more when the API refuses the token, and not for ever", async () => {
    await using server = await serve((seen, response) =>
      seen.headers.authorization === "Bearer second"
        ? json(response, 200, { id: "post_1" })
        : json(response, 401, problem(401, "token_expired")),
    );
    const tokens = ["first", "second", "third", "fourth"];
    const placard = new Placard({ baseUrl: server.baseUrl, fetchToken: async () => tokens.shift() ?? "none" });
    expect((await placard.posts.get("post_1")).id).toBe("post_1");
    const hopeless = new Placard({ baseUrl: server.baseUrl, fetchToken: async () => tokens.shift() ?? "none" });
    expect(await failure(hopeless.posts.get("post_1"))).toBeInstanceOf(AuthenticationError);
    expect(server.seen).toHaveLength(4);
  });

  test("is asked again before the token ends", async () => {
    let asked = 0;
    const placard = new Placard({
      fetch: () => Response.json({}),
      fetchToken: async () => jwt({ iat: 1_000, exp: 1_000, n: ++asked }),
    });
    await placard.posts.get("post_1");
    await placard.posts.get("post_1");
    expect(asked).toBe(2);
  });

  test("that fails fails the call as it is, and is asked again by the next", async () => {
    let asked = 0;
    const placard = new Placard({
      fetch: () => Response.json({ id: "post_1" }),
      fetchToken: async () => {
        if (++asked === 1) throw new RangeError("logged out");
        return "t0ken";
      },
    });
    expect(await failure(placard.posts.get("post_1"))).toBeInstanceOf(RangeError);
    expect((await placard.posts.get("post_1")).id).toBe("post_1");
  });
});

test("an unhandled hook's error is the caller's, not a failed connection", async () => {
  const placard = new Placard({
    fetch: () => Response.json({}),
    hooks: {
      onResponse: () => {
        throw new RangeError("the log is full");
      },
    },
  });
  expect(await failure(placard.posts.get("post_1"))).toBeInstanceOf(RangeError);
});
