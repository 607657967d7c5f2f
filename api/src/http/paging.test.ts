import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OrganizationCtx } from "../ctx.ts";
import { openTestService, type TestService, testCtx } from "../testing/service.ts";
import { decodeCursor, encodeCursor, monthOf, monthsBetween, pageOver } from "./paging.ts";

let opened: TestService;
let ctx: OrganizationCtx;
beforeAll(async () => {
  opened = await openTestService();
  ctx = testCtx(opened.service, "org_1", "ws_1");
});
afterAll(() => opened.close());

describe("a cursor", () => {
  test("comes back as it was given", () => {
    for (const position of [["2026-11", null], ["x", "a.b.c"], "é\u0000", { deep: [1, null] }])
      expect(decodeCursor(ctx, ["posts", null], encodeCursor(ctx, ["posts", null], position))).toEqual(position);
  });

  test("is of its tenant, its list and its filters, and nobody can make or change one", () => {
    const cursor = encodeCursor(ctx, ["posts", "draft"], ["2026-11", null]);
    const refused = expect.objectContaining({ code: "invalid_cursor" });
    const [text = "", signature = ""] = cursor.split(".");
    for (const forged of [
      "",
      ".",
      "x",
      text,
      `${text}.`,
      `.${signature}`,
      `${text}x.${signature}`,
      `${text}.${signature.slice(1)}`,
      `${Buffer.from('["2026-10",null]').toString("base64url")}.${signature}`,
      `${cursor}.${signature}`,
    ])
      expect(() => decodeCursor(ctx, ["posts", "draft"], forged), forged).toThrow(refused);
    expect(() => decodeCursor(ctx, ["posts", "scheduled"], cursor)).toThrow(refused);
    expect(() => decodeCursor(ctx, ["targets", "draft"], cursor)).toThrow(refused);
    expect(() => decodeCursor(testCtx(opened.service, "org_1", "ws_2"), ["posts", "draft"], cursor)).toThrow(refused);
    expect(() => decodeCursor(testCtx(opened.service, "org_1"), ["posts", "draft"], cursor)).toThrow(refused);
  });
});

describe("a list over several partitions", () => {
  /** Partitions of numbers; a page's cursor is the position behind it. */
  const listOf = (partitions: Readonly<Record<string, readonly number[]>>, keep = (value: number) => value >= 0) => {
    let reads = 0;
    const page = (limit: number, cursor?: string) =>
      pageOver(
        ctx,
        { limit, cursor, binding: ["numbers"] },
        Object.keys(partitions),
        async (partition, most, from) => {
          reads += 1;
          const all = partitions[partition] ?? [];
          const start = Number(from ?? 0);
          const items = all.slice(start, start + most);
          return { items, cursor: start + most < all.length ? String(start + most) : null };
        },
        items => items.filter(keep),
      );
    return { page, reads: () => reads };
  };
  const walk = async (list: ReturnType<typeof listOf>, limit: number): Promise<number[]> => {
    const seen: number[] = [];
    for (let cursor: string | undefined, pages = 0; pages < 5000; pages++) {
      const page = await list.page(limit, cursor);
      expect(page.data.length).toBeLessThanOrEqual(limit);
      expect(page.has_more).toBe(page.next_cursor !== null);
      seen.push(...page.data);
      if (page.next_cursor === null) return seen;
      cursor = page.next_cursor;
    }
    throw new Error("it does not end");
  };

  test("is walked whole, in its order, nothing twice, whatever the page's size", async () => {
    const partitions = { c: [1, 2, 3], b: [], a: [4], z: [5, 6, 7, 8, 9] };
    for (let limit = 1; limit <= 10; limit++) expect(await walk(listOf(partitions), limit)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("says that there is no more when there is none", async () => {
    expect(await listOf({ a: [1, 2] }).page(2)).toEqual({ data: [1, 2], has_more: false, next_cursor: null });
    expect(await listOf({}).page(2)).toEqual({ data: [], has_more: false, next_cursor: null });
  });

  test("whose filter drops nearly all reads a bounded number for a page, which may be short, and goes on from there", async () => {
    const list = listOf({ a: Array.from({ length: 5000 }, (_, index) => index) }, value => value % 2500 === 2499);
    expect(await list.page(1)).toMatchObject({ data: [], has_more: true });
    expect(list.reads()).toBe(1000);
    expect(
      await walk(
        listOf({ a: Array.from({ length: 5000 }, (_, index) => index) }, value => value % 2500 === 2499),
        50,
      ),
    ).toEqual([2499, 4999]);
  });

  test("of many empty partitions is bounded too", async () => {
    const list = listOf(Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`p${index}`, []])));
    await list.page(50);
    expect(list.reads()).toBe(1000);
    expect(await walk(list, 50)).toEqual([]);
  });

  test("whose partition is gone since ends", async () => {
    const { next_cursor } = await listOf({ a: [1, 2] }).page(1);
    expect(await listOf({ b: [1] }).page(1, next_cursor ?? "")).toEqual({ data: [], has_more: false, next_cursor: null });
  });
});

test("months come newest first, both ends included, over a year's end, and none where the range is empty", () => {
  const at = (text: string) => Date.parse(text);
  expect(monthsBetween(at("2027-02-01T00:00:00Z"), at("2026-11-30T23:59:59.999Z"))).toEqual([
    "2027-02",
    "2027-01",
    "2026-12",
    "2026-11",
  ]);
  expect(monthsBetween(at("2026-11-01T00:00:00Z"), at("2026-11-30T00:00:00Z"))).toEqual(["2026-11"]);
  expect(monthsBetween(at("2026-10-31T00:00:00Z"), at("2026-11-01T00:00:00Z"))).toEqual([]);
  expect(monthOf(at("2026-11-30T23:59:59.999Z"))).toBe("2026-11");
});
