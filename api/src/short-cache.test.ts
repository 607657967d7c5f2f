import { expect, test } from "vitest";
import { ShortCache } from "./short-cache.ts";

function cache(lifeMs = 1000, most = 3) {
  const clock = { at: 0, monotonic: () => clock.at };
  return { clock, cache: new ShortCache<string>(clock, { lifeMs, most }) };
}

test("gives what it holds until its life is over", () => {
  const { clock, cache: c } = cache();
  c.set("a", "1");
  clock.at = 999;
  expect(c.get("a")).toBe("1");
  clock.at = 1000;
  expect(c.get("a")).toBeUndefined();
  expect(c.size).toBe(0);
});

test("an entry's own life shortens and never lengthens", () => {
  const { clock, cache: c } = cache();
  c.set("short", "1", 10);
  c.set("long", "1", 10_000);
  clock.at = 500;
  expect(c.get("short")).toBeUndefined();
  expect(c.get("long")).toBe("1");
  clock.at = 1000;
  expect(c.get("long")).toBeUndefined();
});

test("at its bound the least recently used goes", () => {
  const { cache: c } = cache();
  for (const key of ["a", "b", "c"]) c.set(key, key);
  c.get("a");
  c.set("d", "d");
  expect(["a", "b", "c", "d"].map(key => c.get(key))).toEqual(["a", undefined, "c", "d"]);
});

test("callers at the same time share one load, and null is not kept", async () => {
  const { cache: c } = cache();
  let loads = 0;
  const load = async (value: string | null) => {
    loads += 1;
    return value;
  };
  expect(await Promise.all([c.read("a", () => load("1")), c.read("a", () => load("2"))])).toEqual(["1", "1"]);
  expect(await c.read("b", () => load(null))).toBeNull();
  expect(await c.read("b", () => load("3"))).toBe("3");
  expect(loads).toBe(3);
});

test("a load that began before forgetting leaves nothing behind", async () => {
  const { cache: c } = cache();
  const { promise, resolve } = Promise.withResolvers<string>();
  const stale = c.read("a", () => promise);
  c.forget("a");
  expect(await c.read("a", async () => "new")).toBe("new");
  resolve("old");
  expect(await stale).toBe("old");
  expect(c.get("a")).toBe("new");
});

test("a load that fails is tried again", async () => {
  const { cache: c } = cache();
  await expect(c.read("a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect(await c.read("a", async () => "1")).toBe("1");
});
