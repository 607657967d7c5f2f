import { describe, expect, it } from "vitest";
import { ItemCache } from "./sqlite-cache.ts";
import type { Item } from "./store.ts";

const item = (sk: string, more: Partial<Item> = {}): Item => ({ pk: "p", sk, version: 1, data: null, ...more });

describe("ItemCache", () => {
  it("gives what was added until it is written, and keeps nothing while a write is under way", () => {
    const cache = new ItemCache();
    cache.add("a", item("a"), 4);
    expect(cache.get("a", 0)?.sk).toBe("a");
    cache.writing("a");
    cache.writing("a");
    expect(cache.get("a", 0)).toBeUndefined();
    cache.written("a");
    cache.add("a", item("a"), 4); // read between two writes: the second may be in the file at any moment
    expect(cache.get("a", 0)).toBeUndefined();
    cache.written("a");
    expect(cache.get("a", 0)).toBeUndefined();
    cache.add("a", item("a", { version: 2 }), 4);
    expect(cache.get("a", 0)?.version).toBe(2);
  });

  it("says of an expired item that there is none", () => {
    const cache = new ItemCache();
    cache.add("a", item("a", { expires: 10 }), 4);
    expect(cache.get("a", 9)?.sk).toBe("a");
    expect(cache.get("a", 10)).toBeNull();
  });

  it.each([
    ["number", 10_000, 1],
    ["size", 200, 100_000],
  ])("is bounded in %s, and keeps what is read again and again", (_, count, units) => {
    const cache = new ItemCache();
    cache.add("hot", item("hot"), units);
    let kept = 0;
    for (let n = 0; n < count; n++) {
      cache.add(`cold ${n}`, item(`cold ${n}`), units);
      expect(cache.get("hot", 0)?.sk).toBe("hot");
    }
    for (let n = 0; n < count; n++) if (cache.get(`cold ${n}`, 0)) kept++;
    expect(kept).toBeLessThan(count * 0.9);
    expect(kept).toBeGreaterThan(10);
    expect(cache.get(`cold ${count - 1}`, 0)?.sk).toBe(`cold ${count - 1}`);
  });

  it("forgets what is written in both generations", () => {
    const cache = new ItemCache();
    cache.add("a", item("a"), 4);
    for (let n = 0; n < 5000; n++) cache.add(`cold ${n}`, item(`cold ${n}`), 1);
    expect(cache.get("a", 0)?.sk).toBe("a"); // out of the old generation, and from now on in the young one too
    cache.writing("a");
    cache.written("a");
    expect(cache.get("a", 0)).toBeUndefined();
  });
});
