import { setTimeout as sleep } from "node:timers/promises";
import { type RedisServer, startRedis } from "@placard/test-kit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { hintsConformance } from "./conformance.ts";
import { HINT_TIMEOUT_MS, type Hints } from "./hints.ts";
import { memoryHints } from "./memory.ts";
import { redisHints } from "./redis.ts";

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.close());

hintsConformance("memory", async () => {
  let now = 1_000_000;
  const hints = memoryHints({ now: () => now });
  const pass = async (ms: number) => {
    now += ms;
  };
  return { here: hints, there: hints, pass };
});

hintsConformance("redis", async () => {
  const options = { url: server.url, prefix: "conformance" };
  return { here: await redisHints(options), there: await redisHints(options), pass: ms => sleep(ms) };
});

describe("memory", () => {
  it("forgets the oldest when it is full", async () => {
    const hints = memoryHints({ now: () => 0 });
    for (let n = 0; n <= 200_000; n++) await hints.set(`${n}`, "", 1000);
    expect(await hints.get("0")).toBeNull();
    expect(await hints.get("200000")).toBe("");
  });

  it("forgets what has ended before what has not, also where that is older", async () => {
    let at = 0;
    const hints = memoryHints({ now: () => at });
    for (let n = 0; n < 10; n++) await hints.increment(`long ${n}`, 1, 1_000_000);
    for (; at < 250_000; at++) await hints.increment(`short ${at}`, 1, 10_000);
    for (let n = 0; n < 10; n++) expect(await hints.increment(`long ${n}`, 1, 1_000_000)).toBe(2);
  });
});

describe("redis that goes away", () => {
  let hints: Hints;
  let other: Hints;
  let errors: unknown[];

  beforeEach(async () => {
    errors = [];
    hints = await redisHints({ url: server.url, prefix: "away", onError: error => errors.push(error) });
    other = await redisHints({ url: server.url, prefix: "away" });
  });
  afterEach(async () => {
    server.resume();
    await hints.close();
    await other.close();
  });

  /** Room for a machine that is busy with other tests: what hangs, hangs for ever. */
  const SLACK_MS = 2000;

  /** Every method answers as `hints.ts` says of a server that is away, and in time. */
  async function expectUnknown(): Promise<void> {
    const start = performance.now();
    const answers = Promise.all([
      hints.get("key"),
      hints.set("key", "value", 1000),
      hints.set("key", "value", 1000, { onlyIfAbsent: true }),
      hints.increment("key", 1, 1000),
      hints.publish("channel", "message"),
      hints.delete("key"),
      hints.healthy(),
      hints.subscribe("another channel", () => undefined).then(stop => stop()),
    ]);
    expect(await answers).toEqual([null, null, null, null, undefined, undefined, false, undefined]);
    expect(performance.now() - start).toBeLessThan(2 * HINT_TIMEOUT_MS + SLACK_MS);
  }

  const isBack = () => vi.waitFor(async () => expect(await hints.healthy()).toBe(true), { timeout: 10_000 });

  /** Publishes until it is heard: a subscription comes back by itself, but nobody says when. */
  const isHeard = (channel: string, heard: readonly string[], message: string) =>
    vi.waitFor(
      async () => {
        await other.publish(channel, message);
        expect(heard).toContain(message);
      },
      { timeout: 10_000 },
    );

  it("gone: nothing throws or hangs; back: everything works, and subscriptions with it", async () => {
    const heard: string[] = [];
    await hints.subscribe("before", message => heard.push(message));
    await server.stop();
    await expectUnknown();
    await hints.subscribe("meanwhile", message => heard.push(message));
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(0), { timeout: 10_000 }); // a try to connect again was refused
    await server.restart();
    await isBack();
    expect(await hints.set("key", "value", 10_000)).toBe(true);
    expect(await hints.get("key")).toBe("value");
    await isHeard("before", heard, "to the old one");
    await isHeard("meanwhile", heard, "to the new one");
  });

  it("a channel left meanwhile is not heard again", async () => {
    const heard: string[] = [];
    const kept: string[] = [];
    const stop = await hints.subscribe("left", message => heard.push(message));
    await hints.subscribe("kept", message => kept.push(message));
    await server.stop();
    await stop();
    await server.restart();
    await isBack();
    await isHeard("kept", kept, "now");
    await other.publish("left", "nobody");
    await isHeard("kept", kept, "later");
    expect(heard).toEqual([]);
  });

  it("frozen: nothing hangs; thawed: everything works", async () => {
    const heard: string[] = [];
    await hints.subscribe("channel", message => heard.push(message));
    server.pause();
    await expectUnknown();
    await expectUnknown();
    server.resume();
    await isBack();
    await isHeard("channel", heard, "thawed");
  });

  it("frozen for long: the connection is given up, and a new one found", async () => {
    server.pause();
    await expectUnknown();
    await vi.waitFor(() => expect(errors.map(String).join()).toContain("Socket timeout"), { timeout: 10_000 });
    server.resume();
    await isBack();
  });

  it("away from the start: opens all the same, and works when it is there", async () => {
    await server.stop();
    const late = await redisHints({ url: server.url, prefix: "late" });
    const heard: string[] = [];
    await late.subscribe("channel", message => heard.push(message));
    expect(await late.get("key")).toBeNull();
    await server.restart();
    await vi.waitFor(
      async () => {
        await late.publish("channel", "there");
        expect(heard).toContain("there");
      },
      { timeout: 10_000 },
    );
    await late.close();
    expect(await late.get("key")).toBeNull();
    expect(await late.healthy()).toBe(false);
  });
});
