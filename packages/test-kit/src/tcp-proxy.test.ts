import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Fault, startTcpProxy, type TcpProxy } from "./tcp-proxy.ts";

let server: Server;
let heard: string[];
let proxy: TcpProxy;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    heard.push(body);
    response.end(`heard ${body}`);
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void server.close());

beforeEach(async () => {
  heard = [];
  const address = server.address();
  proxy = await startTcpProxy({ port: typeof address === "object" && address !== null ? address.port : 0 });
});
afterEach(() => proxy.close());

const ask = async (body: string, timeoutMs = 5000) => {
  const init = { method: "POST", body, headers: { connection: "close" }, signal: AbortSignal.timeout(timeoutMs) };
  return (await fetch(`http://127.0.0.1:${proxy.port}/`, init)).text();
};
const refusalOf = (body: string, timeoutMs?: number) =>
  ask(body, timeoutMs).then(
    answer => `answered: ${answer}`,
    error => (error instanceof DOMException ? error.name : "connection lost"),
  );

test("carries what has no fault", async () => {
  expect(await ask("a")).toBe("heard a");
  expect(proxy.exchanges()).toBe(1);
});

test.each<[Fault, string, string[]]>([
  [{ kind: "reset_before", bytes: 0 }, "connection lost", []],
  [{ kind: "reset_before", bytes: 10 }, "connection lost", []],
  [{ kind: "reset_after", bytes: 0 }, "connection lost", ["first"]],
  [{ kind: "reset_after", bytes: 5 }, "connection lost", ["first"]],
  [{ kind: "truncate", bytes: 0 }, "connection lost", ["first"]],
  [{ kind: "truncate", bytes: 20 }, "connection lost", ["first"]],
  [{ kind: "black_hole" }, "TimeoutError", []],
  [{ kind: "lost_reply" }, "TimeoutError", ["first"]],
  [{ kind: "answer", bytes: "HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: close\r\n\r\nhey" }, "answered: hey", []],
])("%j once, then carries again", async (fault, seen, reached) => {
  proxy.fail(fault);
  expect(await refusalOf("first", fault.kind === "black_hole" || fault.kind === "lost_reply" ? 500 : 5000)).toBe(seen);
  expect(heard).toEqual(reached);
  expect(proxy.pending()).toBe(0);
  expect(await ask("second")).toBe("heard second");
});

test("a standing fault lasts until it is taken away", async () => {
  proxy.failAlways({ kind: "reset_before", bytes: 0 });
  expect(await refusalOf("a")).toBe("connection lost");
  expect(await refusalOf("b")).toBe("connection lost");
  proxy.failAlways(null);
  expect(await ask("c")).toBe("heard c");
});

test("a truncated answer ends in good order: what came is told, and how it ended", async () => {
  proxy.fail({ kind: "truncate", bytes: 20 });
  const client = connect(proxy.port, "127.0.0.1");
  client.write("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\n\r\na");
  const answer = Buffer.concat(await client.toArray()); // rejects where the connection is reset
  expect(String(answer)).toBe("HTTP/1.1 200 OK\r\nDat");
});

test("a standing fault may meet every third exchange, and calm takes all faults away", async () => {
  proxy.failAlways({ kind: "reset_before", bytes: 0 }, 3);
  const seen = [await refusalOf("a"), await refusalOf("b"), await refusalOf("c"), await refusalOf("d")];
  expect(seen).toEqual(["answered: heard a", "answered: heard b", "connection lost", "answered: heard d"]);
  proxy.fail({ kind: "reset_after", bytes: 0 }, 5);
  proxy.calm();
  expect(proxy.pending()).toBe(0);
  for (const body of ["e", "f", "g"]) expect(await ask(body)).toBe(`heard ${body}`);
});

test("latency delays and loses nothing", async () => {
  proxy.fail({ kind: "latency", ms: 60 });
  const start = performance.now();
  expect(await ask("late")).toBe("heard late");
  expect(performance.now() - start).toBeGreaterThanOrEqual(55);
});

test("refuses connections while it accepts none, on the same port afterwards", async () => {
  await proxy.stopAccepting();
  expect(await refusalOf("a")).toBe("connection lost");
  await proxy.accept();
  expect(await ask("b")).toBe("heard b");
});
