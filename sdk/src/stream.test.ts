import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { json, jwt, problem, serve, type TestServer } from "../test/server.ts";
import { NotFoundError, Placard, PlacardError, type RetryFacts, type StreamReset, TimeoutError } from "./index.ts";

const HEAD = { "Content-Type": "text/event-stream" };
const message = (n: number) => `id: ${n}\nevent: post.published\ndata: {"id":"evt_${n}"}\n\n`;

/** Opens with a pause of nothing before reconnecting, so that no test waits. */
function open(response: ServerResponse): ServerResponse {
  response.writeHead(200, HEAD);
  response.write("retry: 0\n\n");
  return response;
}

const idOf = (event: unknown): string => (event as { id: string }).id;

const over = (server: TestServer, more: ConstructorParameters<typeof Placard>[0] = {}) =>
  new Placard({ apiKey: "sk_test_1", baseUrl: server.baseUrl, ...more });

describe("an event stream", () => {
  test("gives events as they come, and closes its connection when the loop is left", async () => {
    let close = (): void => undefined;
    const closed = new Promise<void>(resolve => {
      close = resolve;
    });
    await using server = await serve((_, response) => {
      response.on("close", close);
      open(response).write(message(1) + message(2) + message(3));
    });
    const stream = over(server).events.stream();
    const seen: string[] = [];
    for await (const event of stream) {
      seen.push(idOf(event));
      if (seen.length === 2) break;
    }
    expect(seen).toEqual(["evt_1", "evt_2"]);
    expect(stream.lastEventId).toBe("2");
    expect(server.seen[0]?.headers).toMatchObject({ accept: "text/event-stream", authorization: "Bearer sk_test_1" });
    expect(server.seen[0]?.headers).not.toHaveProperty("last-event-id");
    await closed;
  });

  test("goes on behind the last event after an end, a broken line and a refusal for now", async () => {
    const retried: RetryFacts[] = [];
    await using server = await serve((_, response, n) => {
      if (n === 0) return void open(response).end(message(1));
      if (n === 1) return void open(response).write(`${message(2)}id: 3\ndata: {"id":"ha`, () => response.destroy());
      if (n === 2) return json(response, 503, problem(503, "busy"), { "Retry-After": "0" });
      open(response).write(message(3));
    });
    const seen: string[] = [];
    for await (const event of over(server, { hooks: { onRetry: retry => retried.push(retry) } }).events.stream()) {
      seen.push(idOf(event));
      if (seen.length === 3) break;
    }
    expect(seen).toEqual(["evt_1", "evt_2", "evt_3"]);
    expect(server.seen.map(one => one.headers["last-event-id"])).toEqual([undefined, "1", "2", "2"]);
    expect(retried.map(({ attempt, path, error }) => [attempt, path, error.status])).toEqual([
      [1, "/v1/events/stream", null],
      [1, "/v1/events/stream", null],
      [2, "/v1/events/stream", 503],
    ]);
  });

  test("begins where an earlier one ended", async () => {
    await using server = await serve((_, response) => open(response).write(message(8)));
    for await (const event of over(server).events.stream({}, { lastEventId: "7" })) {
      expect(idOf(event)).toBe("evt_8");
      break;
    }
    expect(server.seen[0]?.headers["last-event-id"]).toBe("7");
  });

  test("keeps the API's own messages to itself, and tells of a reset", async () => {
    await using server = await serve((_, response, n) => {
      open(response).write('id: 40\nevent: connected\ndata: {"workspace_id":"ws_1","sequence":40}\n\n');
      if (n === 0) return void response.end(":\nid: 41\n\n");
      const reset = { reason: "expired", last_event_id: "41", sequence: 90 };
      response.write(`id: 90\nevent: reset\ndata: ${JSON.stringify(reset)}\n\n${message(91)}`);
    });
    const resets: StreamReset[] = [];
    const stream = over(server).events.stream({}, { onReset: reset => resets.push(reset) });
    for await (const event of stream) {
      expect(idOf(event)).toBe("evt_91");
      break;
    }
    expect(resets).toEqual([{ reason: "expired", last_event_id: "41", sequence: 90 }]);
    expect(server.seen[1]?.headers["last-event-id"]).toBe("41"); // a heartbeat moves the place past events that were filtered out
  });

  test("reads letters that are cut between two pieces", async () => {
    const bytes = Buffer.from('data: {"id":"Grüße 🦋"}\n\n');
    await using server = await serve((_, response) => {
      response.writeHead(200, HEAD);
      let at = 0;
      const next = (): void => {
        if (at < bytes.length) response.write(bytes.subarray(at, ++at), next);
      };
      next();
    });
    for await (const event of over(server).events.stream()) {
      expect(idOf(event)).toBe("Grüße 🦋");
      break;
    }
  });

  test("throws what cannot be mended by trying again, and stays away after 204", async () => {
    await using server = await serve((_, response, n) =>
      n === 0 ? json(response, 404, problem(404, "not_found")) : response.writeHead(204).end(),
    );
    const walk = async () => {
      for await (const event of over(server).events.stream()) expect(event).toBeUndefined();
    };
    await expect(walk()).rejects.toBeInstanceOf(NotFoundError);
    await walk();
    expect(server.seen).toHaveLength(2);
  });

  test("ends after maxRetries tries without an event", async () => {
    await using server = await serve((_, response) => json(response, 503, problem(503, "busy"), { "Retry-After": "0" }));
    const walk = async () => {
      for await (const event of over(server).events.stream({}, { maxRetries: 3 })) expect(event).toBeUndefined();
    };
    await expect(walk()).rejects.toMatchObject({ code: "busy" });
    expect(server.seen).toHaveLength(4);
  });

  test("counts silence as a broken line", async () => {
    await using server = await serve((_, response, n) => {
      open(response);
      if (n === 1) response.write(message(1));
    });
    const retried: PlacardError[] = [];
    const placard = over(server, { timeout: 60, hooks: { onRetry: ({ error }) => retried.push(error) } });
    for await (const event of placard.events.stream()) {
      expect(idOf(event)).toBe("evt_1");
      break;
    }
    expect(retried).toEqual([expect.any(TimeoutError)]);
  });

  test("ends with the signal's reason, while it waits and between tries", async () => {
    await using server = await serve((_, response, n) => {
      if (n === 0) return open(response);
      json(response, 503, problem(503, "busy"), { "Retry-After": "50" });
    });
    const waiting = new AbortController();
    const pausing = new AbortController();
    const walk = async (placard: Placard, signal: AbortSignal) => {
      for await (const event of placard.events.stream({}, { signal })) expect(event).toBeUndefined();
    };
    const hooks = { onResponse: () => void setTimeout(() => waiting.abort("left"), 5), onRetry: () => pausing.abort("left too") };
    await expect(walk(over(server, { hooks }), waiting.signal)).rejects.toBe("left");
    await expect(walk(over(server, { hooks }), pausing.signal)).rejects.toBe("left too");
  });

  test("renews a token that has ended meanwhile", async () => {
    await using server = await serve((seen, response) => {
      if (seen.headers.authorization !== "Bearer b") return json(response, 401, problem(401, "token_expired"));
      open(response).write(message(1));
    });
    const tokens = ["a", "b"];
    const placard = new Placard({ baseUrl: server.baseUrl, fetchToken: async () => tokens.shift() ?? jwt({}) });
    for await (const event of placard.events.stream()) {
      expect(idOf(event)).toBe("evt_1");
      break;
    }
  });

  test("throws what a callback of the caller's throws, and does not try again", async () => {
    await using server = await serve((_, response) => void open(response).write("event: reset\ndata: {}\n\n"));
    const onReset = (): never => {
      throw new RangeError("the page is gone");
    };
    const walk = async () => {
      for await (const event of over(server).events.stream({}, { onReset })) expect(event).toBeUndefined();
    };
    await expect(walk()).rejects.toBeInstanceOf(RangeError);
    expect(server.seen).toHaveLength(1);
  });

  test("that is none of the API's is refused", async () => {
    await using server = await serve((_, response) => response.writeHead(200, HEAD).end("data: <html>\n\n"));
    const walk = async () => {
      for await (const event of over(server).events.stream({}, { maxRetries: 0 })) expect(event).toBeUndefined();
    };
    await expect(walk()).rejects.toBeInstanceOf(PlacardError);
  });
});
