import { once } from "node:events";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { failureOf } from "./failure.ts";

/** The URL of a server on 127.0.0.1 that does `answer` to each connection once a request has come. */
async function server(answer: (socket: import("node:net").Socket) => void): Promise<string> {
  const listening = createServer(socket => {
    socket.on("error", () => socket.destroy());
    socket.once("data", () => answer(socket));
  });
  listening.listen(0, "127.0.0.1");
  await once(listening, "listening");
  onTestFinished(() => void listening.close());
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}/`;
}

const failureOfFetch = (url: string, init?: RequestInit) =>
  fetch(url, init).then(
    () => "answered",
    (error: unknown) => failureOf(error),
  );

test("a refused connection and an unknown host were not sent", async () => {
  const closed = createServer().listen(0, "127.0.0.1");
  await once(closed, "listening");
  const address = closed.address();
  closed.close();
  await once(closed, "close");
  const port = typeof address === "object" ? address?.port : undefined;
  expect(await failureOfFetch(`http://127.0.0.1:${port}/`)).toEqual({ reach: "not_sent", code: "ECONNREFUSED" });
  expect(await failureOfFetch("http://nobody.invalid/")).toMatchObject({ reach: "not_sent" });
});

test("a connection that is reset or closed after the request came may have done it", async () => {
  expect(await failureOfFetch(await server(socket => socket.resetAndDestroy()))).toEqual({
    reach: "unknown",
    code: "ECONNRESET",
  });
  expect(await failureOfFetch(await server(socket => socket.end()))).toMatchObject({ reach: "unknown" });
});

test("an abort may come too late to stop it", async () => {
  const abort = new AbortController();
  const url = await server(() => abort.abort(new DOMException("given up", "TimeoutError")));
  expect(await failureOfFetch(url, { signal: abort.signal })).toEqual({ reach: "unknown", code: "TimeoutError" });
});

test("the system call tells a host that cannot be reached from a connection that died", () => {
  const rejected = (syscall: string) =>
    new TypeError("fetch failed", { cause: Object.assign(new Error(syscall), { code: "EHOSTUNREACH", syscall }) });
  expect(failureOf(rejected("connect")).reach).toBe("not_sent");
  expect(failureOf(rejected("read")).reach).toBe("unknown");
});

test("an address that must not be called was not called", () => {
  const blocked = Object.assign(new Error("10.0.0.1"), { name: "BlockedAddress" });
  expect(failureOf(blocked)).toEqual({ reach: "not_sent", code: "BLOCKED_ADDRESS" });
  expect(failureOf(new TypeError("fetch failed", { cause: blocked }))).toEqual({ reach: "not_sent", code: "BLOCKED_ADDRESS" });
});
