import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Hints, MAX_HINT_BYTES } from "./hints.ts";

/** Two views of one driver: as two processes would have them, or twice the same where there is but one. */
export interface Opened {
  readonly here: Hints;
  readonly there: Hints;
  /** Lets `ms` pass for what ends by time. */
  pass(ms: number): Promise<void>;
}

/** What every driver of the hints does while its server is well. */
export function hintsConformance(name: string, open: () => Promise<Opened>): void {
  describe(`${name}: conformance`, () => {
    let opened: Opened;
    let keys = 0;
    const key = (): string => `key ${++keys}`;

    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => {
      await opened.here.close();
      await opened.there.close();
    });

    it("is healthy", async () => {
      expect(await opened.here.healthy()).toBe(true);
    });

    it("gives a value until it ends", async () => {
      const { here, there, pass } = opened;
      const of = key();
      expect(await here.get(of)).toBeNull();
      expect(await here.set(of, "välue 😀", 100_000)).toBe(true);
      expect(await there.get(of)).toBe("välue 😀");
      expect(await there.set(of, "", 60)).toBe(true);
      expect(await here.get(of)).toBe("");
      await pass(80);
      expect(await here.get(of)).toBeNull();
    });

    it("stores only what is absent when asked so, also after an end", async () => {
      const { here, there, pass } = opened;
      const of = key();
      expect(await here.set(of, "first", 1500, { onlyIfAbsent: true })).toBe(true);
      expect(await there.set(of, "second", 1500, { onlyIfAbsent: true })).toBe(false);
      expect(await here.get(of)).toBe("first");
      await pass(1600);
      expect(await there.set(of, "third", 100_000, { onlyIfAbsent: true })).toBe(true);
      await here.delete(of);
      expect(await there.set(of, "fourth", 100_000, { onlyIfAbsent: true })).toBe(true);
    });

    it("gives one of many at once the only place", async () => {
      const { here, there } = opened;
      const of = key();
      const tries = Array.from({ length: 20 }, (_, n) => (n % 2 ? here : there).set(of, `${n}`, 100_000, { onlyIfAbsent: true }));
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
    });

    it("deletes, also what is not there", async () => {
      const { here, there } = opened;
      const of = key();
      await here.delete(of);
      await here.set(of, "value", 100_000);
      await there.delete(of);
      expect(await here.get(of)).toBeNull();
    });

    it("counts for a window that begins with the first increment", async () => {
      const { here, there, pass } = opened;
      const of = key();
      expect(await here.increment(of, 2, 200)).toBe(2);
      expect(await there.increment(of, -3, 100_000)).toBe(-1);
      expect(await there.increment(of, 1, 100_000)).toBe(0);
      await pass(220);
      expect(await here.increment(of, 5, 100_000)).toBe(5);
    });

    it("loses no increment of many at once", async () => {
      const { here, there } = opened;
      const of = key();
      const sums = await Promise.all(Array.from({ length: 50 }, (_, n) => (n % 2 ? here : there).increment(of, 1, 100_000)));
      expect(sums.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
    });

    it("keeps counters and values of one name apart", async () => {
      const { here } = opened;
      const of = key();
      await here.set(of, "text", 100_000);
      expect(await here.increment(of, 1, 100_000)).toBe(1);
      expect(await here.get(of)).toBe("text");
    });

    it("sends a message to all subscribers of its channel, and to no other", async () => {
      const { here, there } = opened;
      const channel = key();
      const heard: string[] = [];
      await here.subscribe(channel, message => heard.push(`here ${message}`));
      await there.subscribe(channel, message => heard.push(`there ${message}`));
      await there.subscribe(key(), message => heard.push(`elsewhere ${message}`));
      await here.publish(channel, "héllo 😀");
      await here.publish(channel, "");
      await vi.waitFor(() => expect(heard.toSorted()).toEqual(["here ", "here héllo 😀", "there ", "there héllo 😀"]));
    });

    it("keeps the order of one publisher's messages", async () => {
      const { here, there } = opened;
      const channel = key();
      const heard: string[] = [];
      await there.subscribe(channel, message => heard.push(message));
      const messages = Array.from({ length: 100 }, (_, n) => `${n}`);
      await Promise.all(messages.map(message => here.publish(channel, message)));
      await vi.waitFor(() => expect(heard).toEqual(messages));
    });

    it("stops with the returned function, for that listener alone", async () => {
      const { here, there } = opened;
      const channel = key();
      const heard: string[] = [];
      const listener = (message: string) => heard.push(message);
      const stop = await there.subscribe(channel, listener);
      const stopSame = await there.subscribe(channel, listener);
      await stop();
      await stop();
      await here.publish(channel, "a");
      await vi.waitFor(() => expect(heard).toEqual(["a"]));
      await stopSame();
      await here.publish(channel, "b");
      await there.subscribe(channel, message => heard.push(`again ${message}`));
      await here.publish(channel, "c");
      await vi.waitFor(() => expect(heard).toEqual(["a", "again c"]));
    });

    it("publishes to nobody without complaint, and drops what is too long", async () => {
      const { here, there } = opened;
      const channel = key();
      const heard: number[] = [];
      await here.publish(channel, "nobody");
      await there.subscribe(channel, message => heard.push(message.length));
      await here.publish(channel, "é".repeat(MAX_HINT_BYTES / 2 + 1));
      await here.publish(channel, "x".repeat(MAX_HINT_BYTES));
      await vi.waitFor(() => expect(heard).toEqual([MAX_HINT_BYTES]));
    });

    it("does not let one listener's error harm another", async () => {
      const { here, there } = opened;
      const channel = key();
      const heard: string[] = [];
      const errors: unknown[] = [];
      const handlers = process.listeners("uncaughtException");
      process.removeAllListeners("uncaughtException");
      process.on("uncaughtException", error => errors.push(error));
      try {
        await there.subscribe(channel, () => {
          throw new Error("a listener's own");
        });
        await there.subscribe(channel, message => heard.push(message));
        await here.publish(channel, "a");
        await vi.waitFor(() => expect([heard.length, errors.length]).toEqual([1, 1]));
      } finally {
        process.removeAllListeners("uncaughtException");
        for (const handler of handlers) process.on("uncaughtException", handler);
      }
      expect(`${errors[0]}`).toContain("a listener's own");
    });
  });
}
