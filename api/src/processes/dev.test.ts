import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, type IncomingMessage, request } from "node:http";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "@placard/test-kit";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { callerOf } from "./caller.ts";
import { DevFacts, type DevProcess, environmentOf, MAIN, runPlacard, startDev } from "./start-placard.ts";

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "placard-process-"));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const inWorkspace = ({ facts }: DevProcess) => callerOf(facts.api_url, facts.secret_key, facts.workspace_id);

/** Whatever a stop would wait for when it waits for a client: Node keeps an idle connection for 5 s, a silent one for a minute. */
const AT_ONCE_MS = 4500;

describe("placard dev", () => {
  const folder = newFolder();
  let dev: DevProcess;
  beforeAll(async () => {
    dev = await startDev({ DATA_DIR: folder });
  });
  afterAll(() => dev.stop());

  test("with --json says one line on standard output, and the rest on standard error", async () => {
    expect(dev.stdout().trimEnd().split("\n")).toHaveLength(1);
    await vi.waitFor(() => expect(dev.stderr()).toContain("is ready")); // the two outputs are pipes of their own
    expect(dev.facts.docs_url).toBe(`${dev.facts.api_url}/docs`);
  });

  test("serves the reference and all that it loads, and names no other host", async () => {
    const { ask } = callerOf(dev.facts.api_url, null);
    const page = await ask("GET", "/docs");
    expect(page.status).toBe(200);
    expect(page.headers["content-type"]).toMatch(/^text\/html/);
    expect(page.body).not.toMatch(/https?:|"\/\/|'\/\//);
    const loaded = [...String(page.body).matchAll(/(?:src|data-url|href)="([^"]*)"/g)].map(([, path]) => path ?? "");
    expect(loaded).toEqual(["/openapi.json", "/docs/reference.js"]);
    for (const path of loaded) expect(await ask("GET", path)).toMatchObject({ status: 200 });
  });

  test("a second one on the same folder does not start, and says why", async () => {
    const second = runPlacard(["dev", "--json"], { DATA_DIR: folder, PORT: "0" });
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.stdout()).toBe("");
    expect(second.stderr()).toMatch(/another process|in use|already/);
    expect(second.stderr()).toContain(folder);
    expect(second.stderr()).not.toContain("    at ");
    await inWorkspace(dev).expect(200, "GET", "/v1/posts");
  });

  test("a port that is taken keeps it from starting, and is named", async () => {
    const { port } = new URL(dev.facts.api_url);
    const second = runPlacard(["dev", "--json"], { DATA_DIR: newFolder(), PORT: port });
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.stderr()).toMatch(new RegExp(`PLACARD_PORT: .*${port}.* is taken`));
    expect(second.stderr()).not.toContain("    at ");
  });

  test("started again goes on where it was", async () => {
    const post = await inWorkspace(dev).expect(201, "POST", "/v1/posts", { text: "Kept", account_ids: [dev.facts.account_id] });
    expect(await dev.stop()).toEqual({ code: 0, signal: null });
    const before = dev.facts;
    dev = await startDev({ DATA_DIR: folder, PORT: new URL(before.api_url).port });
    expect(dev.facts).toEqual(before);
    expect(await inWorkspace(dev).expect(200, "GET", `/v1/posts/${post.id}`)).toEqual(post);
  });
});

test("where another has taken the sandbox's port, it moves, and its accounts go on", async () => {
  const folder = newFolder();
  const first = await startDev({ DATA_DIR: folder });
  expect(await first.stop("SIGINT")).toEqual({ code: 0, signal: null });
  const squatter = createServer();
  squatter.listen(Number(new URL(first.facts.sandbox_url).port), "127.0.0.1");
  await once(squatter, "listening");
  const second = await startDev({ DATA_DIR: folder });
  try {
    expect(second.facts.sandbox_url).not.toBe(first.facts.sandbox_url);
    expect(second.facts.secret_key).toBe(first.facts.secret_key);
    const { expect: expecting } = inWorkspace(second);
    const body = { text: "Moved", account_ids: [second.facts.account_id], schedule: { now: true } };
    const { id } = await expecting(201, "POST", "/v1/posts", body);
    const status = async () => (await expecting(200, "GET", `/v1/posts/${id}`)).status;
    await eventually("it is published", 30_000, async () => (await status()) === "published");
  } finally {
    squatter.close();
    await second.stop();
  }
});

test("with --exit-with-parent it does not outlive a script that is killed", async () => {
  const command = `"${process.execPath}" --conditions=@placard/source "${MAIN}" dev --json --exit-with-parent & wait`;
  const script = spawn("/bin/sh", ["-c", command], {
    env: environmentOf({ DATA_DIR: newFolder(), PORT: "0" }),
    stdio: ["ignore", "pipe", "ignore"],
  });
  onTestFinished(() => void script.kill("SIGKILL"));
  const [line] = (await once(script.stdout.setEncoding("utf8"), "data")) as [string];
  const { api_url } = DevFacts.parse(JSON.parse(line));
  await callerOf(api_url, null).expect(200, "GET", "/livez");
  const gone = once(script.stdout, "end"); // its last writer is gone
  script.kill("SIGKILL");
  await gone;
  await expect(callerOf(api_url, null).ask("GET", "/livez")).rejects.toThrow("ECONNREFUSED");
});

describe("a setting that does not exist", () => {
  test.each(["dev", "serve", "worker", "migrate"])("stops placard %s, and is named", async command => {
    const placard = runPlacard([command], { DATA_DIR: newFolder(), PORT: "0", POTR: "4700" });
    expect(await placard.ended).toEqual({ code: 1, signal: null });
    expect(placard.stderr()).toContain("PLACARD_POTR");
    expect(placard.stderr()).not.toContain("    at ");
  });
});

describe("the distributed commands", () => {
  const usable = {
    DYNAMODB_TABLE: "placard",
    MASTER_KEY: Buffer.alloc(32, 7).toString("base64"),
    REDIS_URL: "redis://127.0.0.1:1",
    PUBLIC_URL: "https://placard.example.com",
  };
  test.each([
    ["the embedded store", "DYNAMODB_TABLE", /DynamoDB: set PLACARD_DYNAMODB_TABLE/],
    ["no Redis", "REDIS_URL", /needs Redis.*PLACARD_REDIS_URL/],
    ["no master key", "MASTER_KEY", /PLACARD_MASTER_KEY/],
    ["a URL of their own each", "PUBLIC_URL", /PLACARD_PUBLIC_URL/],
  ])("do not start with %s", async (_, missing, reason) => {
    const settings = Object.fromEntries(Object.entries(usable).filter(([name]) => name !== missing));
    for (const command of ["serve", "worker"]) {
      const placard = runPlacard([command], { DATA_DIR: newFolder(), PORT: "0", ...settings });
      expect(await placard.ended).toEqual({ code: 1, signal: null });
      expect(placard.stderr()).toMatch(reason);
      expect(placard.stderr()).not.toContain("    at ");
    }
  });
});

describe("SIGTERM", () => {
  const folder = newFolder();
  let dev: DevProcess;
  const agent = new Agent({ keepAlive: true });
  const sockets: Socket[] = [];
  beforeAll(async () => {
    dev = await startDev({ DATA_DIR: folder });
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });
  afterAll(async () => {
    agent.destroy();
    await dev.stop();
  });

  const startAgain = async () => {
    dev = await startDev({ DATA_DIR: folder });
  };

  /** A request over a connection that the client would use again. */
  const get = async (path: string): Promise<IncomingMessage> => {
    const { facts } = dev;
    const headers = { authorization: `Bearer ${facts.secret_key}`, "placard-workspace": facts.workspace_id };
    const asked = request(`${facts.api_url}${path}`, { agent, headers }).end();
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    return answer;
  };

  const open = async (): Promise<Socket> => {
    const socket = connect(Number(new URL(dev.facts.api_url).port), "127.0.0.1");
    sockets.push(socket);
    socket.on("error", () => socket.destroy());
    await once(socket, "connect");
    return socket;
  };

  test("ends it at once where nothing runs, whatever clients hold open", async () => {
    const idle = await get("/livez");
    await idle.resume().toArray();
    const stream = await get("/v1/events/stream");
    await once(stream, "readable");
    const live = stream.toArray();
    await open();
    const halfAsked = await open();
    halfAsked.write("GET /livez HTTP/1.1\r\nHost: placard\r\n");
    const from = performance.now();
    expect(await dev.stop()).toEqual({ code: 0, signal: null });
    expect(performance.now() - from).toBeLessThan(AT_ONCE_MS);
    expect(String(Buffer.concat(await live))).toContain("connected");
    await startAgain();
  });

  test("takes readiness away first; what is in hand finishes, and its connection ends with it", async () => {
    const { ask, expect: expecting } = inWorkspace(dev);
    await expecting(201, "POST", "/v1/test/faults", {
      network: "sandbox",
      operation: "create",
      kind: "slow",
      delay_ms: 2500,
      times: 2,
    });
    const post = await expecting(201, "POST", "/v1/posts", {
      text: "In hand",
      account_ids: [dev.facts.account_id],
      schedule: { now: true },
    });
    const status = async () => (await expecting(200, "GET", `/v1/posts/${post.id}`)).status;
    // One that waits for durable work, which must not stop before it.
    const clock = await expecting(200, "GET", "/v1/test/clock");
    const later = {
      text: "Moved to",
      account_ids: [dev.facts.account_id],
      schedule: { at: new Date(Date.parse(clock.now) + 3_600_000).toISOString() },
    };
    const movedTo = await expecting(201, "POST", "/v1/posts", later);
    await eventually("it is being sent", 30_000, async () => (await status()) === "publishing");
    // Its body comes later: the service has to wait for it.
    const body = JSON.stringify({ text: "Half asked", account_ids: [dev.facts.account_id] });
    const asking = await open();
    let answer = "";
    asking.setEncoding("utf8").on("data", text => {
      answer += text;
    });
    asking.write(
      [
        "POST /v1/posts HTTP/1.1",
        "Host: placard",
        `Authorization: Bearer ${dev.facts.secret_key}`,
        `Placard-Workspace: ${dev.facts.workspace_id}`,
        "Content-Type: application/json",
        `Content-Length: ${Buffer.byteLength(body)}`,
        "",
        body.slice(0, 10),
      ].join("\r\n"),
    );
    await expecting(200, "GET", "/livez"); // by now it has read what was written before
    const advancing = expecting(200, "POST", "/v1/test/clock/advance", { by: 3600 });
    await eventually("the clock stands moved", 30_000, async () => (await expecting(200, "GET", "/v1/test/clock")).offset_ms > 0);
    dev.child.kill("SIGTERM");
    await eventually("it is not ready any more", 30_000, async () => (await ask("GET", "/readyz")).status === 503);
    expect((await ask("GET", "/readyz")).body.reasons).toEqual(["the process is stopping"]);
    const closed = once(asking, "close");
    asking.write(body.slice(10));
    await closed;
    expect(answer).toMatch(/^HTTP\/1.1 201 /);
    expect(answer).toMatch(/\r\nconnection: close\r\n/i);
    await advancing;
    expect(await dev.ended).toEqual({ code: 0, signal: null });
    await startAgain();
    expect(await inWorkspace(dev).expect(200, "GET", `/v1/posts/${movedTo.id}`)).toMatchObject({ status: "published" });
    // At once: nothing was left in the middle, which only a lease's end would have resolved.
    const live = await inWorkspace(dev).expect(200, "GET", `/v1/posts/${post.id}`);
    expect(live).toMatchObject({ status: "published", targets: [{ parts: [{ attempts: [{ outcome: "accepted" }] }] }] });
  });
});
