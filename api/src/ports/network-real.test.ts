import { createServer, type Server } from "node:http";
import type { LookupFunction } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { BlockedAddress } from "./network.ts";
import { isPublicAddress } from "./network-addresses.ts";
import { checkedLookup, type NetworkOptions, realNetwork } from "./network-real.ts";

let server: Server;
let port: number;
let heard: string[];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    heard.push(`${request.method} ${request.url} ${request.headers.host} ${request.headers["x-kind"] ?? ""} ${body}`);
    if (request.url === "/redirect") response.writeHead(302, { location: "http://169.254.169.254/latest" });
    response.end("answer");
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});
afterAll(() => void server.close());
beforeEach(() => {
  heard = [];
});

/** A resolver that knows one answer for every name. */
function resolving(...addresses: string[]): LookupFunction & ReturnType<typeof vi.fn> {
  return vi.fn<LookupFunction>((_name, _options, answer) => {
    answer(
      null,
      addresses.map(address => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  });
}

const locked = { loopback: false, http: false };
const dev = { loopback: true, http: true };
const guarded = (allow: NetworkOptions["allow"], lookup?: LookupFunction) =>
  realNetwork({ allow, ...(lookup && { lookup }) }).guarded;

describe("guarded", () => {
  it("passes on public addresses as they came, all or the first", () => {
    const lookup = checkedLookup(resolving("8.8.8.8", "2606:4700::1"), isPublicAddress);
    const answer = vi.fn();
    lookup("example.com", { all: true }, answer);
    lookup("example.com", {}, answer);
    const all = [
      { address: "8.8.8.8", family: 4 },
      { address: "2606:4700::1", family: 6 },
    ];
    expect(answer.mock.calls).toEqual([
      [null, all],
      [null, "8.8.8.8", 4],
    ]);
  });

  it.each([
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://0x7f.0.0.1./",
    "https://0/",
    "https://169.254.169.254/latest/meta-data",
    "https://100.64.0.1/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fd00:ec2::254]/",
    "https://[fe80::1]/",
    "https://①②⑦.⓪.⓪.①/",
    "https://192.168.1.1:8443/hook",
  ])("refuses the literal %s without asking anyone", async url => {
    const lookup = resolving("8.8.8.8");
    await expect(guarded(locked, lookup)(url)).rejects.toBeInstanceOf(BlockedAddress);
    await expect(guarded(locked, lookup)(new URL(url))).rejects.toBeInstanceOf(BlockedAddress);
    await expect(guarded(locked, lookup)(new Request(url))).rejects.toBeInstanceOf(BlockedAddress);
    expect(lookup).not.toHaveBeenCalled();
  });

  it.each(["10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "fd12::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"])(
    "refuses a name that leads to %s",
    async address => {
      await expect(guarded(locked, resolving(address))("https://hook.example.com/")).rejects.toBeInstanceOf(BlockedAddress);
    },
  );

  it("refuses a name that has one forbidden address among good ones", async () => {
    await expect(guarded(locked, resolving("8.8.8.8", "10.0.0.1"))("https://hook.example.com/")).rejects.toBeInstanceOf(
      BlockedAddress,
    );
  });

  it("refuses localhost by what it resolves to, with the system's own resolver", async () => {
    await expect(guarded({ loopback: false, http: true })(`http://localhost:${port}/`)).rejects.toBeInstanceOf(BlockedAddress);
    expect(heard).toEqual([]);
  });

  it("looks again at each connection: a name that changes its mind is refused the second time", async () => {
    const answers = ["127.0.0.1", "10.0.0.1"];
    const lookup: LookupFunction = (_name, _options, answer) => answer(null, [{ address: answers.shift() ?? "", family: 4 }]);
    const fetch = guarded(dev, lookup);
    const first = await fetch(`http://rebinding.example.com:${port}/`, { headers: { connection: "close" } });
    expect(await first.text()).toBe("answer");
    await expect(fetch(`http://rebinding.example.com:${port}/`)).rejects.toBeInstanceOf(BlockedAddress);
    expect(heard).toHaveLength(1);
  });

  it("connects to the address it looked at, under the name that was asked for", async () => {
    const answer = await guarded(dev, resolving("127.0.0.1"))(`http://hook.example.com:${port}/path?q=1`);
    expect(await answer.text()).toBe("answer");
    expect(heard).toEqual([`GET /path?q=1 hook.example.com:${port}  `]);
  });

  it.each(["http:", "ftp:", "file:", "data:", "ws:"])("refuses %s", async protocol => {
    const url = protocol === "data:" ? "data:text/plain,x" : `${protocol}//example.com/`;
    await expect(guarded(locked, resolving("8.8.8.8"))(url)).rejects.toBeInstanceOf(BlockedAddress);
    if (protocol === "http:") return;
    await expect(guarded(dev, resolving("8.8.8.8"))(url)).rejects.toBeInstanceOf(BlockedAddress);
  });

  it("lets loopback and http through where that is allowed, and nothing else", async () => {
    const fetch = guarded(dev);
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("answer");
    expect(await (await fetch(`http://localhost:${port}/`)).text()).toBe("answer");
    for (const url of ["http://10.0.0.1/", "http://169.254.169.254/", "http://[::ffff:127.0.0.1]/"])
      await expect(fetch(url)).rejects.toBeInstanceOf(BlockedAddress);
  });

  it("sends method, headers and body, of a Request, too", async () => {
    const init = { method: "POST", headers: { "x-kind": "hook" }, body: "hello ü" };
    await guarded(dev)(`http://127.0.0.1:${port}/a`, init);
    await guarded(dev)(new Request(`http://127.0.0.1:${port}/b`, init));
    await guarded(dev)(new URL(`http://127.0.0.1:${port}/c`), { ...init, body: new Uint8Array(Buffer.from("bytes")) });
    const host = `127.0.0.1:${port}`;
    expect(heard).toEqual([`POST /a ${host} hook hello ü`, `POST /b ${host} hook hello ü`, `POST /c ${host} hook bytes`]);
  });

  it("follows no redirect", async () => {
    const answer = await guarded(dev)(`http://127.0.0.1:${port}/redirect`, { redirect: "follow" });
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toBe("http://169.254.169.254/latest");
    expect(heard).toHaveLength(1);
  });

  it("tells a name that does not exist and a closed port from a blocked one", async () => {
    const nowhere: LookupFunction = (_name, _options, answer) =>
      answer(Object.assign(new Error("none"), { code: "ENOTFOUND" }), "", 0);
    const unknown = await guarded(locked, nowhere)("https://nowhere.example.com/").catch(error => error);
    expect(unknown).not.toBeInstanceOf(BlockedAddress);
    expect(unknown.cause.code).toBe("ENOTFOUND");
    const closed = await guarded(dev)("http://127.0.0.1:9/").catch(error => error);
    expect(closed).not.toBeInstanceOf(BlockedAddress);
  });

  it("ends when its signal does", async () => {
    const hanging = createServer(() => undefined);
    await new Promise<void>(resolve => hanging.listen(0, "127.0.0.1", resolve));
    const address = hanging.address();
    const at = typeof address === "object" && address !== null ? address.port : 0;
    const call = guarded(dev)(`http://127.0.0.1:${at}/`, { signal: AbortSignal.timeout(50) });
    await expect(call).rejects.toMatchObject({ name: "TimeoutError" });
    hanging.closeAllConnections();
    hanging.close();
  });
});

describe("trusted", () => {
  it("reaches what the operator names, and follows no redirect", async () => {
    const { trusted } = realNetwork({ allow: locked });
    expect(await (await trusted(`http://127.0.0.1:${port}/`)).text()).toBe("answer");
    const answer = await trusted(`http://127.0.0.1:${port}/redirect`, { redirect: "follow" });
    expect(answer.status).toBe(302);
  });
});
