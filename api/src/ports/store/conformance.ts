import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { compareKeys } from "./order.ts";
import {
  type Condition,
  INDEXES,
  type IndexEntry,
  type IndexName,
  type Item,
  type Json,
  type Key,
  MAX_BATCH_GET,
  MAX_INDEX_ENTRY_BYTES,
  MAX_ITEM_BYTES,
  MAX_OPERATIONS,
  MAX_PK_BYTES,
  MAX_QUERY_LIMIT,
  MAX_SK_BYTES,
  MAX_WRITE_BYTES,
  type Operation,
  type Page,
  type Query,
  type Store,
  StoreBusy,
  StoreLimit,
  type WholeStore,
  type WriteResult,
} from "./store.ts";

/** Seconds since the epoch at which the suite's clock stands at first: beyond 2^31 and beyond any real clock that might remove what expires. */
const START_SECONDS = Date.UTC(2050, 0, 1) / 1000;

/** More than any test writes to a partition: a driver whose pages begin again and again fails instead of filling the memory. */
const MOST_ITEMS = 5000;

/** How long an index may take to show a write. */
const INDEX_PATIENCE_MS = 10_000;

/**
 * What every driver of the store must do. `open` opens the same store each time; the suite closes one before it opens it again.
 * The store must be empty at first.
 */
export function storeConformance(name: string, open: (options: { now: () => number }) => Promise<WholeStore>): void {
  describe(`${name}: conformance`, () => {
    const clock = { ms: START_SECONDS * 1000 };
    let store: WholeStore;
    let partitions = 0;

    const openStore = async () => {
      store = await open({ now: () => clock.ms });
    };
    beforeAll(openStore);
    afterAll(() => store.close());

    /** A partition no other test uses. */
    const partition = (): string => `p${++partitions}`;
    const seconds = (): number => Math.floor(clock.ms / 1000);
    const forward = (by: number): void => {
      clock.ms += by * 1000;
    };

    /** Writes, again when the store is busy with other writes, and expects that all conditions hold. */
    const apply = async (...operations: readonly Operation[]): Promise<void> => {
      expect(await insist(store, operations)).toEqual({ ok: true });
    };
    const put = (...items: readonly Item[]): Promise<void> => apply(...items.map(item => ({ op: "put", item }) as const));
    const expectRefused = async (...operations: readonly Operation[]): Promise<void> => {
      await expect(store.write(operations)).rejects.toBeInstanceOf(StoreLimit);
    };
    const sortKeys = async (query: Query): Promise<string[]> => (await everything(store, query)).map(item => item.sk);
    const entries = (index: IndexName, query: Query): Promise<IndexEntry[]> =>
      collect(cursor => store.queryIndex(index, { ...query, ...cursor }));
    /** Indexes may lag: waits until the index shows what it should. */
    const expectIndex = (index: IndexName, query: Query, expected: readonly IndexEntry[]): Promise<void> =>
      vi.waitFor(async () => expect(await entries(index, query)).toEqual(expected), { timeout: INDEX_PATIENCE_MS, interval: 20 });

    describe("get and batchGet", () => {
      it("give back an item with all its attributes", async () => {
        const pk = partition();
        const full: Item = {
          pk,
          sk: "full",
          version: 7,
          data: { text: "hello" },
          list: { pk: `${pk}-list`, sk: "1" },
          view: { pk: `${pk}-view`, sk: "2" },
          due: { pk: `${pk}-due`, sk: "3" },
          count: -12,
          expires: seconds() + 3600,
        };
        const bare: Item = { pk, sk: "bare", version: 1, data: null };
        await put(full, bare);
        expect(await store.get({ pk, sk: "full" })).toStrictEqual(full);
        expect(await store.get({ pk, sk: "bare" })).toStrictEqual(bare);
        expect(await store.batchGet([full, bare])).toStrictEqual([full, bare]);
        expect(await everything(store, { pk, limit: 10 })).toStrictEqual([bare, full]);
      });

      it("give null where there is no item", async () => {
        const pk = partition();
        await put(item(pk, "a"));
        expect(await store.get({ pk, sk: "b" })).toBeNull();
        expect(await store.get({ pk: "a", sk: pk })).toBeNull();
        expect(
          await store.batchGet([
            { pk, sk: "b" },
            { pk: "nowhere", sk: "a" },
          ]),
        ).toEqual([null, null]);
      });

      it("keep the order of the keys, doubles and gaps included", async () => {
        const pk = partition();
        await put(item(pk, "a"), item(pk, "b"));
        const found = await store.batchGet(["b", "none", "a", "b", "a"].map(sk => ({ pk, sk })));
        expect(found.map(one => one?.sk ?? null)).toEqual(["b", null, "a", "b", "a"]);
      });

      it("take up to 100 keys", async () => {
        const pk = partition();
        const items = numbered(pk, MAX_BATCH_GET);
        await put(...items);
        expect(await store.batchGet(items)).toEqual(items);
        await expect(store.batchGet([...items, { pk, sk: "more" }])).rejects.toBeInstanceOf(StoreLimit);
        // Doubles count, too.
        await expect(store.batchGet(Array.from({ length: MAX_BATCH_GET + 1 }, () => ({ pk, sk: "a" })))).rejects.toBeInstanceOf(
          StoreLimit,
        );
        expect(await store.batchGet([])).toEqual([]);
      });

      it("stay what they were when the item changes later", async () => {
        const pk = partition();
        const before = { ...item(pk, "a"), data: { list: [1] }, list: { pk: `${pk}-l`, sk: "1" } };
        await put(before);
        const reads = [await store.get({ pk, sk: "a" }), (await store.query({ pk, limit: 1 })).items[0]];
        await put({ ...item(pk, "a"), version: 2, data: { list: [2] } });
        expect(reads).toEqual([before, before]);
      });

      it("see every write that was answered, however often the item was read before", async () => {
        const pk = partition();
        await put(item(pk, "a"), item(pk, "b"));
        for (let version = 2; version < 30; version++) {
          const writing = put({ ...item(pk, "a"), version });
          // Reads beside the write may see it or not, but a `get` never goes back behind a `get` before it.
          const seen = [await store.get({ pk, sk: "a" }), await store.get({ pk, sk: "a" })].map(found => found?.version ?? 0);
          expect(seen.toSorted((x, y) => x - y)).toEqual(seen);
          await writing;
          const [again, other] = await store.batchGet([
            { pk, sk: "a" },
            { pk, sk: "b" },
          ]);
          expect([again?.version, other?.version]).toEqual([version, 1]);
        }
        await store.write([{ op: "add", key: { pk, sk: "a" }, by: 3 }]);
        expect((await store.get({ pk, sk: "a" }))?.count).toBe(3);
        await store.write([{ op: "delete", key: { pk, sk: "a" } }]);
        expect(await store.get({ pk, sk: "a" })).toBeNull();
        await put(item(pk, "a"));
        expect((await store.get({ pk, sk: "a" }))?.version).toBe(1);
      });

      it("see what an item was when it was written, not what the writer made of it since", async () => {
        const pk = partition();
        const data = { text: "as written" };
        const writing = store.write([{ op: "put", item: { ...item(pk, "a"), data } }]);
        data.text = "changed since";
        await writing;
        expect((await store.get({ pk, sk: "a" }))?.data).toEqual({ text: "as written" });
      });

      it("see every write that was answered", async () => {
        const pk = partition();
        for (let version = 1; version <= 25; version++) {
          await put({ ...item(pk, "a"), version });
          expect((await store.get({ pk, sk: "a" }))?.version).toBe(version);
          expect((await store.batchGet([{ pk, sk: "a" }]))[0]?.version).toBe(version);
          expect((await store.query({ pk, limit: 1 })).items[0]?.version).toBe(version);
        }
      });
    });

    describe("conditions", () => {
      type State = "absent" | "of version 2" | "expired";
      const cases: readonly (readonly [Condition, State, boolean])[] = [
        [{ absent: true }, "absent", true],
        [{ absent: true }, "of version 2", false],
        [{ absent: true }, "expired", true],
        [{ exists: true }, "absent", false],
        [{ exists: true }, "of version 2", true],
        [{ exists: true }, "expired", false],
        [{ version: 2 }, "absent", false],
        [{ version: 2 }, "of version 2", true],
        [{ version: 2 }, "expired", false],
        [{ version: 1 }, "of version 2", false],
        [{ version: 3 }, "of version 2", false],
      ];
      const prepare = async (pk: string, state: State): Promise<void> => {
        if (state === "absent") return;
        await put({ ...item(pk, "target"), version: 2, ...(state === "expired" ? { expires: seconds() } : {}) });
      };
      const operationOf = (op: "put" | "delete" | "check", pk: string, condition: Condition): Operation =>
        op === "put"
          ? { op, item: { ...item(pk, "target"), version: 3, data: "new" }, if: condition }
          : { op, key: { pk, sk: "target" }, if: condition };

      describe.each(["put", "delete", "check"] as const)("of a %s", op => {
        it.each(cases)("%j on an item that is %s: %s", async (condition, state, holds) => {
          const pk = partition();
          await prepare(pk, state);
          const before = await store.get({ pk, sk: "target" });
          const beside: Operation = { op: "put", item: item(pk, "beside") };
          const result = await insist(store, [beside, operationOf(op, pk, condition)]);
          expect(result).toEqual(holds ? { ok: true } : { ok: false, failed: [1] });
          expect(await store.get({ pk, sk: "beside" })).toEqual(holds ? item(pk, "beside") : null);
          const after = await store.get({ pk, sk: "target" });
          if (!holds || op === "check") expect(after).toEqual(before);
          else if (op === "delete") expect(after).toBeNull();
          else expect(after).toMatchObject({ version: 3, data: "new" });
        });

        it.each(cases)("alone, %j on an item that is %s: %s", async (condition, state, holds) => {
          const pk = partition();
          await prepare(pk, state);
          const result = await insist(store, [operationOf(op, pk, condition)]);
          expect(result).toEqual(holds ? { ok: true } : { ok: false, failed: [0] });
        });
      });
    });

    describe("write", () => {
      it("applies all kinds of operations together", async () => {
        const pk = partition();
        await put(item(pk, "gone"), item(pk, "changed"), item(pk, "checked"), { ...item(pk, "counted"), count: 4 });
        await apply(
          { op: "put", item: item(pk, "created"), if: { absent: true } },
          { op: "put", item: { ...item(pk, "changed"), version: 2 }, if: { version: 1 } },
          { op: "delete", key: { pk, sk: "gone" }, if: { exists: true } },
          { op: "check", key: { pk, sk: "checked" }, if: { version: 1 } },
          { op: "add", key: { pk, sk: "counted" }, by: 3, max: 7 },
        );
        expect(await everything(store, { pk, limit: 10 })).toEqual([
          { ...item(pk, "changed"), version: 2 },
          item(pk, "checked"),
          { ...item(pk, "counted"), version: 2, count: 7 },
          item(pk, "created"),
        ]);
      });

      it("writes nothing when one condition of many fails", async () => {
        const pk = partition();
        await put({ ...item(pk, "counted"), count: 1 }, item(pk, "there"));
        const operations: Operation[] = numbered(pk, 20).map(one => ({ op: "put", item: one }));
        operations.splice(11, 0, { op: "check", key: { pk, sk: "nowhere" }, if: { exists: true } });
        operations.push({ op: "add", key: { pk, sk: "counted" }, by: 1 }, { op: "delete", key: { pk, sk: "there" } });
        expect(await insist(store, operations)).toEqual({ ok: false, failed: [11] });
        expect(await everything(store, { pk, limit: 100 })).toEqual([{ ...item(pk, "counted"), count: 1 }, item(pk, "there")]);
      });

      it("names all operations whose condition failed, in ascending order", async () => {
        const pk = partition();
        await put({ ...item(pk, "a"), count: 5 });
        const result = await insist(store, [
          { op: "put", item: { ...item(pk, "a"), version: 2 }, if: { absent: true } },
          { op: "put", item: item(pk, "b"), if: { absent: true } },
          { op: "delete", key: { pk, sk: "c" }, if: { exists: true } },
          { op: "check", key: { pk, sk: "d" }, if: { absent: true } },
          { op: "add", key: { pk, sk: "e" }, by: 2, max: 1 },
          { op: "check", key: { pk, sk: "f" }, if: { version: 1 } },
        ]);
        expect(result).toEqual({ ok: false, failed: [0, 2, 4, 5] });
        expect(await sortKeys({ pk, limit: 10 })).toEqual(["a"]);
      });

      it("applies at once when it is empty", async () => {
        expect(await store.write([])).toEqual({ ok: true });
      });

      it("deletes an item that is not there without complaint", async () => {
        const pk = partition();
        await apply({ op: "delete", key: { pk, sk: "nothing" } }, { op: "put", item: item(pk, "a") });
        expect(await sortKeys({ pk, limit: 10 })).toEqual(["a"]);
      });

      it("keeps items apart whose keys are the same when joined", async () => {
        const pk = partition();
        await put(item(`${pk}a`, "bc"), item(`${pk}ab`, "c"));
        expect(await sortKeys({ pk: `${pk}a`, limit: 10 })).toEqual(["bc"]);
        expect(await store.get({ pk, sk: "abc" })).toBeNull();
      });

      it("applies 100 operations together and refuses 101", async () => {
        const pk = partition();
        const items = numbered(pk, MAX_OPERATIONS);
        await expectRefused(...[...items, item(pk, "more")].map(one => ({ op: "put", item: one }) as const));
        expect(await sortKeys({ pk, limit: 10 })).toEqual([]);
        await put(...items);
        expect(await everything(store, { pk, limit: 200 })).toEqual(items);
      });

      it("refuses two operations on one key, among few and among many", async () => {
        const pk = partition();
        const first: Operation = { op: "put", item: item(pk, "a") };
        await expectRefused(first, { op: "check", key: { pk, sk: "a" }, if: { absent: true } });
        await expectRefused(first, first);
        await expectRefused(first, ...numbered(pk, 40).map(one => ({ op: "put", item: one }) as const), {
          op: "delete",
          key: { pk, sk: "a" },
        });
        expect(await sortKeys({ pk, limit: 10 })).toEqual([]);
      });
    });

    describe("put", () => {
      it("replaces data and version whole", async () => {
        const pk = partition();
        await put({ ...item(pk, "a"), data: { one: 1, two: 2 }, expires: seconds() + 60 });
        await put({ ...item(pk, "a"), version: 2, data: { two: 3 } });
        expect(await store.get({ pk, sk: "a" })).toStrictEqual({ ...item(pk, "a"), version: 2, data: { two: 3 } });
      });

      it.each([
        ["without a condition", undefined],
        ["on a version", { version: 1 }],
        ["on an item that exists", { exists: true }],
      ] as const)("%s keeps the count when it gives none and sets the one it gives", async (_, condition) => {
        const pk = partition();
        await put({ ...item(pk, "kept"), count: 5 }, { ...item(pk, "set"), count: 5 });
        const optional = condition ? { if: condition } : {};
        await apply(
          { op: "put", item: { ...item(pk, "kept"), version: 2 }, ...optional },
          { op: "put", item: { ...item(pk, "set"), version: 2, count: 0 }, ...optional },
        );
        expect(await everything(store, { pk, limit: 10 })).toStrictEqual([
          { ...item(pk, "kept"), version: 2, count: 5 },
          { ...item(pk, "set"), version: 2, count: 0 },
        ]);
      });

      it.each([
        ["without a condition", undefined],
        ["on an absent item", { absent: true }],
      ] as const)("%s takes nothing over from an expired item", async (_, condition) => {
        const pk = partition();
        await put({ ...item(pk, "a"), version: 9, count: 5, expires: seconds(), list: { pk: `${pk}-l`, sk: "1" } });
        await apply({ op: "put", item: item(pk, "a"), ...(condition ? { if: condition } : {}) });
        expect(await store.get({ pk, sk: "a" })).toStrictEqual(item(pk, "a"));
        await expectIndex("list", { pk: `${pk}-l`, limit: 10 }, []);
      });
    });

    describe("add", () => {
      it("creates an item of version 1 without data, and counts on", async () => {
        const pk = partition();
        const key = { pk, sk: "n" };
        await apply({ op: "add", key, by: 5 });
        expect(await store.get(key)).toStrictEqual({ ...key, version: 1, data: null, count: 5 });
        await apply({ op: "add", key, by: -7 });
        await apply({ op: "add", key, by: 0 });
        expect(await store.get(key)).toStrictEqual({ ...key, version: 3, data: null, count: -2 });
      });

      it("counts from 0 on an item without a count, and keeps its data and its places", async () => {
        const pk = partition();
        const before: Item = {
          ...item(pk, "a"),
          version: 4,
          data: ["kept"],
          due: { pk: `${pk}-due`, sk: "1" },
          expires: seconds() + 60,
        };
        await put(before);
        await apply({ op: "add", key: { pk, sk: "a" }, by: 2, expires: seconds() + 7200 });
        expect(await store.get({ pk, sk: "a" })).toStrictEqual({ ...before, version: 5, count: 2 });
        await expectIndex("due", { pk: `${pk}-due`, limit: 10 }, [{ pk, sk: "a", sort: "1" }]);
      });

      it("reaches its max and does not pass it", async () => {
        const pk = partition();
        const key = { pk, sk: "n" };
        expect(await insist(store, [{ op: "add", key, by: 4, max: 3 }])).toEqual({ ok: false, failed: [0] });
        expect(await store.get(key)).toBeNull();
        await apply({ op: "add", key, by: 2, max: 3 });
        await apply({ op: "add", key, by: 1, max: 3 });
        expect(await insist(store, [{ op: "add", key, by: 1, max: 3 }])).toEqual({ ok: false, failed: [0] });
        // A max below the count is passed already, except by adding enough of less than nothing.
        expect(await insist(store, [{ op: "add", key, by: 0, max: 2 }])).toEqual({ ok: false, failed: [0] });
        await apply({ op: "add", key, by: -2, max: 1 });
        expect(await store.get(key)).toStrictEqual({ ...key, version: 3, data: null, count: 1 });
      });

      it("takes its max for items with data and no count, too", async () => {
        const pk = partition();
        await put(item(pk, "a"));
        expect(await insist(store, [{ op: "add", key: { pk, sk: "a" }, by: 1, max: 0 }])).toEqual({ ok: false, failed: [0] });
        await apply({ op: "add", key: { pk, sk: "a" }, by: 1, max: 1 });
        expect(await store.get({ pk, sk: "a" })).toStrictEqual({ ...item(pk, "a"), version: 2, count: 1 });
      });

      it("sets the expiry of the item it creates and of no other", async () => {
        const pk = partition();
        const key = { pk, sk: "n" };
        const expires = seconds() + 100;
        await apply({ op: "add", key, by: 1, expires });
        await apply({ op: "add", key, by: 1, expires: expires + 100 });
        await apply({ op: "add", key, by: 1 });
        expect(await store.get(key)).toStrictEqual({ ...key, version: 3, data: null, count: 3, expires });
      });

      it("starts anew on an expired item", async () => {
        const pk = partition();
        const key = { pk, sk: "n" };
        await put({ ...key, version: 8, data: "old", count: 9, expires: seconds(), view: { pk: `${pk}-v`, sk: "1" } });
        const expires = seconds() + 60;
        await apply({ op: "add", key, by: 2, max: 2, expires });
        expect(await store.get(key)).toStrictEqual({ ...key, version: 1, data: null, count: 2, expires });
        await expectIndex("view", { pk: `${pk}-v`, limit: 10 }, []);
        forward(60);
        await apply({ op: "add", key, by: 3 });
        expect(await store.get(key)).toStrictEqual({ ...key, version: 1, data: null, count: 3 });
      });

      it("works beside the conditions of other operations", async () => {
        const pk = partition();
        const key = { pk, sk: "n" };
        const claim = (by: number): Promise<WriteResult> =>
          insist(store, [
            { op: "put", item: item(pk, `claim-${by}`), if: { absent: true } },
            { op: "add", key, by, max: 10 },
          ]);
        expect(await claim(6)).toEqual({ ok: true });
        expect(await claim(6)).toEqual({ ok: false, failed: [0, 1] });
        expect(await claim(5)).toEqual({ ok: false, failed: [1] });
        expect(await claim(4)).toEqual({ ok: true });
        expect((await store.get(key))?.count).toBe(10);
      });
    });

    describe("writes at the same time", () => {
      it("lose none of 50 compare-and-set increments", async () => {
        const pk = partition();
        const key = { pk, sk: "n" };
        await put({ ...key, version: 1, data: 0 });
        const increment = async (): Promise<void> => {
          for (;;) {
            const read = await store.get(key);
            if (typeof read?.data !== "number") throw new Error("The item has gone.");
            const next: Item = { ...key, version: read.version + 1, data: read.data + 1 };
            const result = await insist(store, [{ op: "put", item: next, if: { version: read.version } }]);
            if (result.ok) return;
          }
        };
        await Promise.all(Array.from({ length: 50 }, increment));
        expect(await store.get(key)).toEqual({ ...key, version: 51, data: 50 });
      });

      it("never pass a max", async () => {
        const pk = partition();
        const key = { pk, sk: "n" };
        const results = await Promise.all(Array.from({ length: 60 }, () => insist(store, [{ op: "add", key, by: 1, max: 25 }])));
        expect(results.filter(result => result.ok)).toHaveLength(25);
        expect(await store.get(key)).toEqual({ ...key, version: 25, data: null, count: 25 });
      });

      it("create an item once", async () => {
        const pk = partition();
        const create = (writer: number): Promise<WriteResult> =>
          insist(store, [
            { op: "put", item: { ...item(pk, "a"), data: writer }, if: { absent: true } },
            { op: "put", item: item(pk, `by-${writer}`) },
          ]);
        const results = await Promise.all(Array.from({ length: 20 }, (_, writer) => create(writer)));
        const winner = results.findIndex(result => result.ok);
        expect(results.filter(result => result.ok)).toHaveLength(1);
        expect((await store.get({ pk, sk: "a" }))?.data).toBe(winner);
        expect(await sortKeys({ pk, limit: 100 })).toEqual(["a", `by-${winner}`]);
      });

      it("keep two items in step that always change together", async () => {
        const pk = partition();
        const move = (by: number): Promise<void> =>
          apply({ op: "add", key: { pk, sk: "left" }, by }, { op: "add", key: { pk, sk: "right" }, by: -by });
        await Promise.all(Array.from({ length: 30 }, (_, by) => move(by)));
        const [left, right] = await store.batchGet([
          { pk, sk: "left" },
          { pk, sk: "right" },
        ]);
        expect([left?.count, right?.count, left?.version]).toEqual([435, -435, 30]);
      });
    });

    describe("query", () => {
      // In the order of their UTF-8 bytes; UTF-16 would put the emoji before U+E000.
      const ordered = [
        " ",
        "!",
        "10",
        "2",
        "A",
        "Z",
        "a",
        "a!",
        "aa",
        "a😀",
        "b",
        "z",
        "~",
        "é",
        "中",
        "\ue000",
        "\uffff",
        "😀",
        "😀a",
        "😁",
      ];

      it("orders sort keys by their UTF-8 bytes, both ways", async () => {
        const pk = partition();
        expect(ordered).toEqual([...ordered].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
        await put(...ordered.map(sk => item(pk, sk)).reverse());
        expect(await sortKeys({ pk, limit: 100 })).toEqual(ordered);
        expect(await sortKeys({ pk, limit: 100, order: "asc" })).toEqual(ordered);
        expect(await sortKeys({ pk, limit: 100, order: "desc" })).toEqual([...ordered].reverse());
        expect(await sortKeys({ pk, limit: 3 })).toEqual(ordered);
        expect(await sortKeys({ pk, from: "z", to: "😀", limit: 2, order: "desc" })).toEqual([
          "😀",
          "\uffff",
          "\ue000",
          "中",
          "é",
          "~",
          "z",
        ]);
      });

      it("gives nothing for a partition that is empty", async () => {
        expect(await store.query({ pk: partition(), limit: 10 })).toEqual({ items: [], cursor: null });
      });

      it("stays within its partition", async () => {
        const pk = partition();
        await put(item(pk, "a"), item(`${pk}!`, "b"), item(`${pk}x`, "c"));
        expect(await sortKeys({ pk, limit: 10 })).toEqual(["a"]);
      });

      it.each<readonly [string, Partial<Query>, readonly string[]]>([
        ["both ends included", { from: "b", to: "d" }, ["b", "c", "d"]],
        ["ends that are no items", { from: "aa", to: "cz" }, ["b", "c"]],
        ["from alone", { from: "d" }, ["d", "e"]],
        ["to alone", { to: "b" }, ["a", "b"]],
        ["one key", { from: "c", to: "c" }, ["c"]],
        ["nothing between", { from: "ca", to: "cb" }, []],
        ["from after to", { from: "d", to: "b" }, []],
        ["an empty from", { from: "" }, ["a", "b", "c", "d", "e"]],
        ["an empty to", { to: "" }, []],
        ["from and to empty", { from: "", to: "" }, []],
        ["a from beyond all", { from: "x" }, []],
      ])("range: %s", async (_, range, expected) => {
        const pk = partition();
        await put(...["a", "b", "c", "d", "e"].map(sk => item(pk, sk)));
        expect(await sortKeys({ pk, ...range, limit: 100 })).toEqual(expected);
        expect(await sortKeys({ pk, ...range, limit: 100, order: "desc" })).toEqual([...expected].reverse());
        expect(await sortKeys({ pk, ...range, limit: 1 })).toEqual(expected);
        expect(await sortKeys({ pk, ...range, limit: 2, order: "desc" })).toEqual([...expected].reverse());
      });

      const prefixed = [
        "a",
        "ab",
        "aba",
        "ab\ue000",
        "ab\uffff",
        "ab😀",
        "ab\u{10ffff}",
        "ac",
        "\ud7ff",
        "\ud7ffa",
        "\ue000",
        "\u{10ffff}",
        "\u{10ffff}a",
      ];
      it.each<readonly [string, string, readonly string[]]>([
        ["plain", "ab", ["ab", "aba", "ab\ue000", "ab\uffff", "ab😀", "ab\u{10ffff}"]],
        ["the key itself only", "aba", ["aba"]],
        ["nothing", "abc", []],
        ["empty", "", prefixed],
        ["before the surrogates", "\ud7ff", ["\ud7ff", "\ud7ffa"]],
        ["the last code point", "\u{10ffff}", ["\u{10ffff}", "\u{10ffff}a"]],
        ["ending in the last code point", "ab\u{10ffff}", ["ab\u{10ffff}"]],
      ])("prefix: %s", async (_, prefix, expected) => {
        const pk = partition();
        await put(...prefixed.map(sk => item(pk, sk)));
        expect(await sortKeys({ pk, prefix, limit: 100 })).toEqual(expected);
        expect(await sortKeys({ pk, prefix, limit: 1 })).toEqual(expected);
        expect(await sortKeys({ pk, prefix, limit: 2, order: "desc" })).toEqual([...expected].reverse());
      });

      it("takes a limit of 1 to 1,000", async () => {
        const pk = partition();
        const items = numbered(pk, 1005);
        for (let from = 0; from < items.length; from += MAX_OPERATIONS) await put(...items.slice(from, from + MAX_OPERATIONS));
        const page = await store.query({ pk, limit: MAX_QUERY_LIMIT });
        expect(page.items).toEqual(items.slice(0, MAX_QUERY_LIMIT));
        expect((await store.query({ pk, limit: 1 })).items).toEqual([items[0]]);
        expect(await everything(store, { pk, limit: MAX_QUERY_LIMIT })).toEqual(items);
        for (const limit of [0, -1, 1.5, Number.NaN, MAX_QUERY_LIMIT + 1])
          await expect(store.query({ pk, limit })).rejects.toBeInstanceOf(StoreLimit);
      });

      it.each([1, 2, 3, 7, 20, 21])("gives every item once in pages of %d, both ways", async limit => {
        const pk = partition();
        const items = numbered(pk, 20);
        await put(...items);
        expect(await everything(store, { pk, limit })).toEqual(items);
        expect(await everything(store, { pk, limit, order: "desc" })).toEqual([...items].reverse());
      });

      it("pages through items that are megabytes together", async () => {
        const pk = partition();
        const items = numbered(pk, 30).map(one => ({ ...one, data: "x".repeat(150_000) }));
        for (let from = 0; from < items.length; from += 10) await put(...items.slice(from, from + 10));
        const sizes = (await everything(store, { pk, limit: MAX_QUERY_LIMIT })).map(one => String(one.data).length);
        expect(sizes).toEqual(items.map(() => 150_000));
      });

      it("refuses a prefix beside a range", async () => {
        const pk = partition();
        await expect(store.query({ pk, prefix: "a", from: "a", limit: 1 })).rejects.toBeInstanceOf(StoreLimit);
        await expect(store.query({ pk, prefix: "a", to: "b", limit: 1 })).rejects.toBeInstanceOf(StoreLimit);
      });
    });

    describe("cursors", () => {
      it.each(["asc", "desc"] as const)("neither repeat nor hide items when others come and go, %s", async order => {
        const pk = partition();
        await put(...["b", "d", "f", "h", "j", "l"].map(sk => item(pk, sk)));
        const first = await store.query({ pk, limit: 3, order });
        expect(first.items.map(one => one.sk)).toEqual(order === "asc" ? ["b", "d", "f"] : ["l", "j", "h"]);
        // Before the cursor, after it, and the very item it names.
        await put(item(pk, "a"), item(pk, "e"), item(pk, "g"), item(pk, "i"), item(pk, "m"));
        await apply(...["b", "f", "h", "l"].map(sk => ({ op: "delete", key: { pk, sk } }) as const));
        const rest = await sortKeys({ pk, limit: 2, order, ...(first.cursor === null ? {} : { cursor: first.cursor }) });
        expect(rest).toEqual(order === "asc" ? ["g", "i", "j", "m"] : ["g", "e", "d", "a"]);
      });

      it("of an index neither repeat nor hide entries when others come and go", async () => {
        const pk = partition();
        const placed = (sk: string, sort: string): Item => ({ ...item(pk, sk), list: { pk: `${pk}-l`, sk: sort } });
        await put(placed("a", "1"), placed("b", "2"), placed("c", "2"), placed("d", "2"), placed("e", "3"));
        await expectIndex(
          "list",
          { pk: `${pk}-l`, limit: 10 },
          ["a1", "b2", "c2", "d2", "e3"].map(both => entry(pk, both)),
        );
        const first = await store.queryIndex("list", { pk: `${pk}-l`, limit: 3 });
        expect(first.items).toEqual(["a1", "b2", "c2"].map(both => entry(pk, both)));
        await put(placed("bb", "2"), placed("cc", "2"), placed("z", "1"));
        await apply({ op: "delete", key: { pk, sk: "c" } }, { op: "put", item: placed("a", "4") });
        await vi.waitFor(
          async () => {
            const rest = await entries("list", {
              pk: `${pk}-l`,
              limit: 2,
              ...(first.cursor === null ? {} : { cursor: first.cursor }),
            });
            expect(rest).toEqual(["cc2", "d2", "e3", "a4"].map(both => entry(pk, both)));
          },
          { timeout: INDEX_PATIENCE_MS, interval: 20 },
        );
      });

      it("are valid for any range of their partition", async () => {
        const pk = partition();
        await put(...["a", "b", "c", "d", "e"].map(sk => item(pk, sk)));
        const { cursor } = await store.query({ pk, limit: 3 });
        if (cursor === null) throw new Error("There is more, so there is a cursor.");
        expect(await sortKeys({ pk, cursor, from: "a", to: "d", limit: 10 })).toEqual(["d"]);
        expect(await sortKeys({ pk, cursor, from: "e", limit: 10 })).toEqual(["e"]);
        expect(await sortKeys({ pk, cursor, to: "b", limit: 10 })).toEqual([]);
      });

      it.each(["", "garbage", "!!!", "bnVsbA", "W10", "e30", Buffer.from('["x"]').toString("base64url"), "💥"])(
        "are refused when they are garbage: %j",
        async cursor => {
          const pk = partition();
          await expect(store.query({ pk, limit: 1, cursor })).rejects.toBeInstanceOf(StoreLimit);
          await expect(store.queryIndex("list", { pk, limit: 1, cursor })).rejects.toBeInstanceOf(StoreLimit);
        },
      );

      it("are refused by another partition, order, index or the table", async () => {
        const pk = partition();
        await put(...["a", "b"].map(sk => ({ ...item(pk, sk), list: { pk, sk }, view: { pk, sk } })));
        await expectIndex("list", { pk, limit: 10 }, [entry(pk, "aa"), entry(pk, "bb")]);
        const { cursor: ofTable } = await store.query({ pk, limit: 1 });
        const { cursor: ofIndex } = await store.queryIndex("list", { pk, limit: 1 });
        if (ofTable === null || ofIndex === null) throw new Error("There is more, so there is a cursor.");
        await expect(store.query({ pk: `${pk}x`, limit: 1, cursor: ofTable })).rejects.toBeInstanceOf(StoreLimit);
        await expect(store.query({ pk, limit: 1, order: "desc", cursor: ofTable })).rejects.toBeInstanceOf(StoreLimit);
        await expect(store.query({ pk, limit: 1, cursor: ofIndex })).rejects.toBeInstanceOf(StoreLimit);
        await expect(store.queryIndex("list", { pk, limit: 1, cursor: ofTable })).rejects.toBeInstanceOf(StoreLimit);
        await expect(store.queryIndex("view", { pk, limit: 1, cursor: ofIndex })).rejects.toBeInstanceOf(StoreLimit);
        await expect(store.queryIndex("list", { pk, limit: 1, order: "desc", cursor: ofIndex })).rejects.toBeInstanceOf(
          StoreLimit,
        );
        await expect(store.queryIndex("list", { pk: `${pk}x`, limit: 1, cursor: ofIndex })).rejects.toBeInstanceOf(StoreLimit);
      });
    });

    describe("queryIndex", () => {
      it("follows an item that enters, moves and leaves", async () => {
        const pk = partition();
        const index = `${pk}-l`;
        await put(item(pk, "a"));
        await expectIndex("list", { pk: index, limit: 10 }, []);
        await put({ ...item(pk, "a"), version: 2, list: { pk: index, sk: "5" } });
        await expectIndex("list", { pk: index, limit: 10 }, [{ pk, sk: "a", sort: "5" }]);
        await put({ ...item(pk, "a"), version: 3, list: { pk: index, sk: "7" } });
        await expectIndex("list", { pk: index, limit: 10 }, [{ pk, sk: "a", sort: "7" }]);
        await put({ ...item(pk, "a"), version: 4, list: { pk: `${index}2`, sk: "7" } });
        await expectIndex("list", { pk: index, limit: 10 }, []);
        await expectIndex("list", { pk: `${index}2`, limit: 10 }, [{ pk, sk: "a", sort: "7" }]);
        await put({ ...item(pk, "a"), version: 5 });
        await expectIndex("list", { pk: `${index}2`, limit: 10 }, []);
      });

      it("forgets an item that is deleted", async () => {
        const pk = partition();
        await put({ ...item(pk, "a"), due: { pk, sk: "1" } });
        await expectIndex("due", { pk, limit: 10 }, [{ pk, sk: "a", sort: "1" }]);
        await apply({ op: "delete", key: { pk, sk: "a" } });
        await expectIndex("due", { pk, limit: 10 }, []);
      });

      it("keeps the indexes apart", async () => {
        const pk = partition();
        await put({ ...item(pk, "a"), list: { pk, sk: "1" }, view: { pk, sk: "2" } }, { ...item(pk, "b"), due: { pk, sk: "3" } });
        await expectIndex("list", { pk, limit: 10 }, [{ pk, sk: "a", sort: "1" }]);
        await expectIndex("view", { pk, limit: 10 }, [{ pk, sk: "a", sort: "2" }]);
        await expectIndex("due", { pk, limit: 10 }, [{ pk, sk: "b", sort: "3" }]);
      });

      it("orders by sort key, then by the item's key, by UTF-8 bytes", async () => {
        const [first, second, index] = [partition(), partition(), partition()];
        // p10 comes before p9 as bytes; so do the partitions of this test, whatever their numbers are.
        const [low = "", high = ""] = [first, second].sort();
        const placed: readonly IndexEntry[] = [
          { sort: "A", pk: high, sk: "z" },
          { sort: "a", pk: low, sk: "b" },
          { sort: "a", pk: low, sk: "\uffff" },
          { sort: "a", pk: low, sk: "😀" },
          { sort: "a", pk: high, sk: "a" },
          { sort: "a!", pk: low, sk: "a" },
          { sort: "aa", pk: low, sk: "aa" },
          { sort: "\uffff", pk: low, sk: "c" },
          { sort: "😀", pk: low, sk: "d" },
        ];
        await put(...placed.map(({ pk, sk, sort }) => ({ ...item(pk, sk), view: { pk: index, sk: sort } })).reverse());
        await expectIndex("view", { pk: index, limit: 100 }, placed);
        await expectIndex("view", { pk: index, limit: 2 }, placed);
        await expectIndex("view", { pk: index, limit: 100, order: "desc" }, [...placed].reverse());
        await expectIndex("view", { pk: index, limit: 2, order: "desc" }, [...placed].reverse());
      });

      it("includes all entries at both ends of a range", async () => {
        const pk = partition();
        const both = ["a1", "b2", "c2", "d3", "e3", "f4"];
        await put(...both.map(name => ({ ...item(pk, name.charAt(0)), due: { pk, sk: name.charAt(1) } })));
        const range = (query: Partial<Query>, expected: readonly string[]) =>
          expectIndex(
            "due",
            { pk, limit: 2, ...query },
            expected.map(name => entry(pk, name)),
          );
        await range({ from: "2", to: "3" }, ["b2", "c2", "d3", "e3"]);
        await range({ from: "2", to: "3", order: "desc" }, ["e3", "d3", "c2", "b2"]);
        await range({ to: "2" }, ["a1", "b2", "c2"]);
        await range({ from: "3" }, ["d3", "e3", "f4"]);
        await range({ from: "3", to: "2" }, []);
        await range({ prefix: "3" }, ["d3", "e3"]);
        await range({ prefix: "" }, both);
        await range({ from: "", to: "" }, []);
      });

      it("does not take a sort key for the beginning of a longer one", async () => {
        const pk = partition();
        await put(...["1", "10", "1!", "2"].map(sort => ({ ...item(pk, `of-${sort}`), list: { pk, sk: sort } })));
        await expectIndex("list", { pk, from: "1", to: "1", limit: 10 }, [{ pk, sk: "of-1", sort: "1" }]);
        await expectIndex("list", { pk, to: "1", limit: 10 }, [{ pk, sk: "of-1", sort: "1" }]);
        const sorts = (await entries("list", { pk, prefix: "1", limit: 10 })).map(one => one.sort);
        expect(sorts).toEqual(["1", "1!", "10"]);
      });

      it("pages through many items of one sort key", async () => {
        const pk = partition();
        const items = numbered(pk, 60);
        await put(...items.map(one => ({ ...one, list: { pk, sk: "same" } })));
        const expected = items.map(one => ({ pk, sk: one.sk, sort: "same" }));
        await expectIndex("list", { pk, limit: 7 }, expected);
        await expectIndex("list", { pk, limit: 1000 }, expected);
        await expectIndex("list", { pk, limit: 13, order: "desc" }, [...expected].reverse());
      });

      it("checks its query as a query of the table is checked", async () => {
        const pk = partition();
        for (const query of [
          { pk, limit: 0 },
          { pk, limit: 1001 },
          { pk: "", limit: 1 },
          { pk, limit: 1, prefix: "a", to: "b" },
        ])
          await expect(store.queryIndex("due", query)).rejects.toBeInstanceOf(StoreLimit);
      });
    });

    describe("expiry", () => {
      const placed = (pk: string, sk: string, expires: number): Item => ({
        ...item(pk, sk),
        expires,
        list: { pk: `${pk}-l`, sk },
      });
      const seen = async (pk: string): Promise<readonly number[]> => [
        (await store.get({ pk, sk: "a" })) ? 1 : 0,
        (await store.batchGet([{ pk, sk: "a" }])).filter(one => one).length,
        (await everything(store, { pk, limit: 10 })).length,
        (await entries("list", { pk: `${pk}-l`, limit: 10 })).length,
      ];

      it("hides an item everywhere from its second on, and not before", async () => {
        const pk = partition();
        clock.ms = seconds() * 1000;
        await put(placed(pk, "a", seconds() + 10));
        await expectIndex("list", { pk: `${pk}-l`, limit: 10 }, [{ pk, sk: "a", sort: "a" }]);
        clock.ms += 9999;
        expect(await seen(pk)).toEqual([1, 1, 1, 1]);
        clock.ms += 1;
        expect(await seen(pk)).toEqual([0, 0, 0, 0]);
        forward(100_000);
        expect(await seen(pk)).toEqual([0, 0, 0, 0]);
      });

      it("shows an item never that expired before it was written", async () => {
        const pk = partition();
        await put(placed(pk, "a", seconds()), placed(pk, "b", 0), placed(pk, "c", -5));
        expect(await seen(pk)).toEqual([0, 0, 0, 0]);
      });

      it("keeps expired items out of pages without ending them early", async () => {
        const pk = partition();
        const items = numbered(pk, 40).map((one, place) => ({ ...placed(pk, one.sk, seconds() + (place % 4 === 0 ? 1000 : 5)) }));
        await put(...items);
        forward(5);
        const alive = items.filter((_, place) => place % 4 === 0).map(one => one.sk);
        expect(await sortKeys({ pk, limit: 3 })).toEqual(alive);
        expect(await sortKeys({ pk, limit: 3, order: "desc" })).toEqual([...alive].reverse());
        await expectIndex(
          "list",
          { pk: `${pk}-l`, limit: 3 },
          alive.map(sk => ({ pk, sk, sort: sk })),
        );
      });

      it("lets a writer prolong, end or lift it before it comes", async () => {
        const pk = partition();
        await put(
          placed(pk, "prolonged", seconds() + 10),
          placed(pk, "ended", seconds() + 10),
          placed(pk, "lifted", seconds() + 10),
        );
        await put(
          { ...placed(pk, "prolonged", seconds() + 20), version: 2 },
          { ...placed(pk, "ended", seconds()), version: 2 },
          { ...item(pk, "lifted"), version: 2 },
        );
        expect(await sortKeys({ pk, limit: 10 })).toEqual(["lifted", "prolonged"]);
        forward(10);
        expect(await sortKeys({ pk, limit: 10 })).toEqual(["lifted", "prolonged"]);
        forward(10);
        expect(await sortKeys({ pk, limit: 10 })).toEqual(["lifted"]);
      });

      it("leaves a key free for a new item, which then stays", async () => {
        const pk = partition();
        await put(placed(pk, "a", seconds() + 1));
        forward(1);
        await apply({ op: "put", item: { ...item(pk, "a"), data: "new" }, if: { absent: true } });
        forward(100_000);
        expect((await store.get({ pk, sk: "a" }))?.data).toBe("new");
      });

      it("lets an expired item be deleted without a condition", async () => {
        const pk = partition();
        await put(placed(pk, "a", seconds()));
        await apply({ op: "delete", key: { pk, sk: "a" } });
        expect(await store.get({ pk, sk: "a" })).toBeNull();
      });
    });

    describe("limits", () => {
      /** An item of exactly so many bytes as JSON, its text made of `filler`. */
      const itemOfBytes = (key: Key, bytes: number, filler: string, more: Partial<Item> = {}): Item => {
        const empty: Item = { ...key, version: 1, data: "", ...more };
        const rest = bytes - Buffer.byteLength(JSON.stringify(empty));
        const fillers = Math.floor(rest / Buffer.byteLength(filler));
        return { ...empty, data: filler.repeat(fillers) + "x".repeat(rest - fillers * Buffer.byteLength(filler)) };
      };

      it.each([
        ["ASCII", "x"],
        ["two bytes a character", "é"],
        ["three", "中"],
        ["four", "😀"],
      ])("of an item are bytes of its JSON: %s", async (_, filler) => {
        const pk = partition();
        const largest = itemOfBytes({ pk, sk: "a" }, MAX_ITEM_BYTES, filler);
        const tooLarge = itemOfBytes({ pk, sk: "b" }, MAX_ITEM_BYTES + 1, filler);
        expect(Buffer.byteLength(JSON.stringify(largest))).toBe(MAX_ITEM_BYTES);
        await put(largest);
        await expectRefused({ op: "put", item: tooLarge });
        const read = await store.get({ pk, sk: "a" });
        expect(read?.data === largest.data).toBe(true);
        expect(await sortKeys({ pk, limit: 10 })).toEqual(["a"]);
      });

      it("of an item count its key again for each index it is in", async () => {
        const pk = partition();
        const place = { pk: `${pk}-x`, sk: "s".repeat(500) };
        const places = { list: place, view: place, due: place };
        const key = { pk, sk: "k".repeat(400) };
        const bytes = MAX_ITEM_BYTES - INDEXES.length * (pk.length + key.sk.length);
        await expectRefused({ op: "put", item: itemOfBytes(key, bytes + 1, "x", places) });
        await put(itemOfBytes(key, bytes, "x", places));
        await expectIndex("due", { pk: place.pk, limit: 10 }, [{ ...key, sort: place.sk }]);
      });

      it("of a write are 4 MB in all", async () => {
        const pk = partition();
        const count = 11;
        const share = Math.floor(MAX_WRITE_BYTES / count);
        const items = Array.from({ length: count }, (_, number) =>
          itemOfBytes({ pk, sk: `${number}` }, number === 0 ? MAX_WRITE_BYTES - share * (count - 1) : share, "x"),
        );
        const [first, ...rest] = items;
        if (!first) throw new Error("There are items.");
        await expectRefused(
          { op: "put", item: { ...first, data: `${first.data}x` } },
          ...rest.map(one => ({ op: "put", item: one }) as const),
        );
        expect(await sortKeys({ pk, limit: 10 })).toEqual([]);
        await put(...items);
        expect(await sortKeys({ pk, limit: 100 })).toHaveLength(count);
      });

      it("refuse empty keys", async () => {
        const pk = partition();
        for (const key of [
          { pk: "", sk: "a" },
          { pk, sk: "" },
        ]) {
          await expectRefused({ op: "put", item: { ...key, version: 1, data: null } });
          await expectRefused({ op: "delete", key });
          await expectRefused({ op: "check", key, if: { absent: true } });
          await expectRefused({ op: "add", key, by: 1 });
          await expectRefused({ op: "put", item: { ...item(pk, "a"), list: key } });
          await expect(store.get(key)).rejects.toBeInstanceOf(StoreLimit);
          await expect(store.batchGet([{ pk, sk: "a" }, key])).rejects.toBeInstanceOf(StoreLimit);
        }
        await expect(store.query({ pk: "", limit: 1 })).rejects.toBeInstanceOf(StoreLimit);
        expect(await sortKeys({ pk, limit: 10 })).toEqual([]);
      });

      it.each([
        ["U+0000", "a\u0000b"],
        ["half a surrogate pair", "a\ud83d"],
        ["the other half", "\ude00a"],
      ])("refuse keys with %s", async (_, bad) => {
        const pk = partition();
        for (const key of [
          { pk: bad, sk: "a" },
          { pk, sk: bad },
        ]) {
          await expectRefused({ op: "put", item: { ...key, version: 1, data: null } });
          await expectRefused({ op: "put", item: { ...item(pk, "a"), due: key } });
          await expectRefused({ op: "delete", key });
          await expect(store.get(key)).rejects.toBeInstanceOf(StoreLimit);
        }
        for (const bounds of [{ from: bad }, { to: bad }, { prefix: bad }])
          await expect(store.query({ pk, ...bounds, limit: 1 })).rejects.toBeInstanceOf(StoreLimit);
      });

      it("take a pk of 2,048 bytes and an sk of 1,024", async () => {
        const prefix = partition();
        for (const filler of ["x", "😀"]) {
          const longest = { pk: fill(prefix, MAX_PK_BYTES, filler), sk: fill(prefix, MAX_SK_BYTES, filler) };
          await put(item(longest.pk, longest.sk));
          expect(await store.get(longest)).toEqual(item(longest.pk, longest.sk));
          expect(await sortKeys({ pk: longest.pk, from: longest.sk, to: longest.sk, limit: 10 })).toEqual([longest.sk]);
          for (const key of [
            { ...longest, pk: `${longest.pk}x` },
            { ...longest, sk: `${longest.sk}x` },
          ]) {
            await expectRefused({ op: "put", item: { ...key, version: 1, data: null } });
            await expect(store.get(key)).rejects.toBeInstanceOf(StoreLimit);
          }
        }
      });

      it("keep an index's sort key and the item's key within 1,000 bytes", async () => {
        const pk = partition();
        const sort = fill("", MAX_INDEX_ENTRY_BYTES - pk.length - 1, "é");
        await expectRefused({ op: "put", item: { ...item(pk, "a"), list: { pk, sk: `${sort}x` } } });
        await put({ ...item(pk, "a"), list: { pk, sk: sort } }, { ...item(pk, "b"), list: { pk, sk: sort } });
        await expectIndex(
          "list",
          { pk, from: sort, to: sort, limit: 1 },
          ["a", "b"].map(sk => ({ pk, sk, sort })),
        );
      });

      it("refuse numbers that are not safe integers", async () => {
        const pk = partition();
        const key = { pk, sk: "a" };
        for (const bad of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
          await expectRefused({ op: "put", item: { ...item(pk, "a"), version: bad } });
          await expectRefused({ op: "put", item: { ...item(pk, "a"), count: bad } });
          await expectRefused({ op: "put", item: { ...item(pk, "a"), expires: bad } });
          await expectRefused({ op: "check", key, if: { version: bad } });
          await expectRefused({ op: "add", key, by: bad });
          await expectRefused({ op: "add", key, by: 1, max: bad });
          await expectRefused({ op: "add", key, by: 1, expires: bad });
        }
        await expectRefused({ op: "put", item: { ...item(pk, "a"), version: 0 } });
        await put({ ...item(pk, "a"), version: 2 ** 53 - 1, count: -(2 ** 53 - 1), expires: 2 ** 53 - 1 });
        expect(await store.get(key)).toMatchObject({ version: 2 ** 53 - 1, count: -(2 ** 53 - 1), expires: 2 ** 53 - 1 });
      });
    });

    describe("data", () => {
      it.each<readonly [string, Json]>([
        ["null", null],
        ["true", true],
        ["false", false],
        ["0", 0],
        ["-1", -1],
        ["1e308", 1e308],
        ["5e-324", 5e-324],
        ["0.1", 0.1],
        ["2^53 - 1", 2 ** 53 - 1],
        ["-(2^53 - 1)", -(2 ** 53 - 1)],
        ["2^64", 2 ** 64],
        ["an empty string", ""],
        ["an empty array", []],
        ["an empty object", {}],
        ["empty things in things", { "": "", a: [[], {}, "", null] }],
        ["text of many scripts", "Grüße, 世界, مرحبا, 👩‍👩‍👧‍👦, e\u0301"],
        ["U+0000", "a\u0000b"],
        ["control characters", "\u0001\u001f\u007f\u0080\u2028\u2029"],
        ["lone surrogates", ["\ud800", "a\udfff", "\udc00\ud800"]],
        ["what looks like JSON", '{"a": "\\"}'],
        ["what looks like SQL", "'); DROP TABLE items; --"],
        ["numbers as text", ["1e5", "007", "null"]],
        [
          "keys of objects' prototypes",
          JSON.parse('{"__proto__": {"a": 1}, "constructor": 2, "hasOwnProperty": null, "toString": []}'),
        ],
        ["names of the store's own", { pk: "x", sk: "y", version: 2, count: 3, expires: 4, list_pk: "z" }],
        ["30 levels", nested(30)],
        ["many keys", Object.fromEntries(Array.from({ length: 2000 }, (_, number) => [`key-${number}`, number]))],
      ])("comes back as it was: %s", async (_, data) => {
        const pk = partition();
        await put({ ...item(pk, "a"), data });
        expect((await store.get({ pk, sk: "a" }))?.data).toStrictEqual(data);
        expect((await store.query({ pk, limit: 1 })).items[0]?.data).toStrictEqual(data);
      });

      it("comes back with −0 as 0, as JSON has it", async () => {
        const pk = partition();
        await put({ ...item(pk, "a"), data: [-0] });
        expect((await store.get({ pk, sk: "a" }))?.data).toStrictEqual([0]);
      });

      it("keeps the order of an object's keys", async () => {
        const pk = partition();
        await put({ ...item(pk, "a"), data: { z: 1, a: 2, m: 3 } });
        expect(JSON.stringify((await store.get({ pk, sk: "a" }))?.data)).toBe('{"z":1,"a":2,"m":3}');
      });

      it("comes back as JSON makes it, whatever it is", async () => {
        const pk = partition();
        const values = fc.sample(fc.jsonValue({ stringUnit: "binary" }), { numRuns: MAX_OPERATIONS, seed: 20261121 });
        const items = values.map((value, number) => ({
          ...item(pk, numberName(number)),
          data: JSON.parse(JSON.stringify(value)),
        }));
        await put(...items);
        expect(await everything(store, { pk, limit: MAX_QUERY_LIMIT })).toStrictEqual(items);
      });
    });

    it("does what a model of it does, in 150 writes of a seeded game", async () => {
      const pk = partition();
      const index = `${pk}-i`;
      const model = new Map<string, Item>();
      const alive = (sk: string): Item | null => {
        const found = model.get(sk);
        return found && (found.expires === undefined || found.expires > seconds()) ? found : null;
      };
      const holds = (operation: Operation): boolean => {
        const found = alive(operation.op === "put" ? operation.item.sk : operation.key.sk);
        if (operation.op === "add") return operation.max === undefined || (found?.count ?? 0) + operation.by <= operation.max;
        if (operation.if === undefined) return true;
        if ("version" in operation.if) return found?.version === operation.if.version;
        return "absent" in operation.if ? found === null : found !== null;
      };
      const change = (operation: Operation): void => {
        if (operation.op === "check") return;
        const sk = operation.op === "put" ? operation.item.sk : operation.key.sk;
        const found = alive(sk);
        if (operation.op === "delete") model.delete(sk);
        else if (operation.op === "put")
          model.set(sk, found?.count === undefined ? operation.item : { count: found.count, ...operation.item });
        else if (found) model.set(sk, { ...found, version: found.version + 1, count: (found.count ?? 0) + operation.by });
        else {
          const expires = operation.expires === undefined ? {} : { expires: operation.expires };
          model.set(sk, { ...operation.key, version: 1, data: null, count: operation.by, ...expires });
        }
      };

      for (const { forwardBy, moves } of fc.sample(games, { numRuns: 150, seed: 7 })) {
        forward(forwardBy);
        const operations = moves.map(move => operationOf(pk, index, seconds(), move));
        const failed = operations.flatMap((operation, position) => (holds(operation) ? [] : [position]));
        expect(await insist(store, operations)).toEqual(failed.length === 0 ? { ok: true } : { ok: false, failed });
        if (failed.length === 0) operations.forEach(change);
        const expected = SORT_KEYS.flatMap(sk => alive(sk) ?? []);
        expect(await everything(store, { pk, limit: 3 })).toEqual(expected);
      }
      const listed = SORT_KEYS.flatMap(sk => alive(sk) ?? []).flatMap(one =>
        one.list ? [{ pk, sk: one.sk, sort: one.list.sk }] : [],
      );
      await expectIndex(
        "list",
        { pk: index, limit: 3 },
        listed.sort((a, b) => Number(a.sort > b.sort) - Number(a.sort < b.sort)),
      );
    });

    describe("readAll", () => {
      const read = async (pk: string): Promise<Item[]> => {
        const found: Item[] = [];
        for await (const page of store.readAll()) found.push(...page.filter(one => one.pk === pk));
        return found.sort((a, b) => compareKeys(a.sk, b.sk));
      };

      it("gives every item whole, also over many pages, and none that is expired", async () => {
        const pk = partition();
        const place = (name: string) => ({ pk: `${pk}-${name}`, sk: "1" });
        const full: Item = {
          ...item(pk, "000"),
          version: 7,
          data: { text: "whole \u0000 😀" },
          count: 3,
          expires: seconds() + 100,
          list: place("list"),
          view: place("view"),
          due: place("due"),
        };
        const large = numbered(pk, 40).map(one => ({ ...one, data: "x".repeat(100_000) }));
        await put(full, { ...item(pk, "gone"), expires: seconds() + 10 });
        for (const one of large) await put(one);
        forward(20);
        const items = await read(pk);
        expect(items).toHaveLength(1 + large.length);
        expect(items.find(one => one.sk === full.sk)).toEqual(full);
        expect(items.filter(one => one.sk !== full.sk)).toEqual(large);
      });

      it("can be left before its end", async () => {
        await put(item(partition(), "a"));
        for await (const page of store.readAll()) {
          expect(page.length).toBeGreaterThan(0);
          break;
        }
        await expect(store.ping()).resolves.toBeUndefined();
      });

      it("is refused by a closed store", async () => {
        await store.close();
        await expect(read("any")).rejects.toBeInstanceOf(StoreBusy);
        await openStore();
      });
    });

    describe("opening and closing", () => {
      it("finds everything again that was answered", async () => {
        const pk = partition();
        const full: Item = { ...item(pk, "a"), data: { text: "durable 😀" }, count: 3, list: { pk: `${pk}-l`, sk: "1" } };
        await put(full, item(pk, "b"));
        await apply({ op: "delete", key: { pk, sk: "b" } });
        await store.close();
        await openStore();
        expect(await everything(store, { pk, limit: 10 })).toEqual([full]);
        await expectIndex("list", { pk: `${pk}-l`, limit: 10 }, [{ pk, sk: "a", sort: "1" }]);
      });

      it("goes on with a cursor of before", async () => {
        const pk = partition();
        await put(item(pk, "a"), item(pk, "b"));
        const { cursor } = await store.query({ pk, limit: 1 });
        if (cursor === null) throw new Error("There is more, so there is a cursor.");
        await store.close();
        await openStore();
        expect(await sortKeys({ pk, limit: 10, cursor })).toEqual(["b"]);
      });

      it("finishes accepted writes before it closes", async () => {
        const pk = partition();
        const writes = numbered(pk, 40).map(one => store.write([{ op: "put", item: one }]));
        await store.close();
        const results = await Promise.all(writes);
        await openStore();
        expect(results.every(result => result.ok)).toBe(true);
        expect(await sortKeys({ pk, limit: 100 })).toHaveLength(40);
      });

      it("answers a ping while open and refuses everything once closed", async () => {
        const pk = partition();
        await expect(store.ping()).resolves.toBeUndefined();
        const closing = store.close();
        const calls = (): readonly Promise<unknown>[] => [
          store.get({ pk, sk: "a" }),
          store.batchGet([{ pk, sk: "a" }]),
          store.query({ pk, limit: 1 }),
          store.queryIndex("list", { pk, limit: 1 }),
          store.write([{ op: "put", item: item(pk, "a") }]),
          store.ping(),
        ];
        for (const call of calls()) await expect(call).rejects.toBeInstanceOf(StoreBusy);
        await closing;
        for (const call of calls()) await expect(call).rejects.toBeInstanceOf(StoreBusy);
        await expect(store.close()).resolves.toBeUndefined();
        await openStore();
        expect(await store.get({ pk, sk: "a" })).toBeNull();
      });
    });
  });
}

function item(pk: string, sk: string): Item {
  return { pk, sk, version: 1, data: { name: sk } };
}

/** So many items, in the order of their keys. */
function numbered(pk: string, count: number): readonly Item[] {
  return Array.from({ length: count }, (_, number) => item(pk, numberName(number)));
}

function numberName(number: number): string {
  return `n${number.toString().padStart(5, "0")}`;
}

/** The entry "a1" stands for: item a under sort key 1. */
function entry(pk: string, both: string): IndexEntry {
  return { pk, sk: both.slice(0, -1), sort: both.slice(-1) };
}

/** `start` filled up to exactly `bytes` bytes. */
function fill(start: string, bytes: number, filler: string): string {
  const rest = bytes - Buffer.byteLength(start);
  const fillers = Math.floor(rest / Buffer.byteLength(filler));
  return start + filler.repeat(fillers) + "x".repeat(rest - fillers * Buffer.byteLength(filler));
}

function nested(levels: number): Json {
  return levels === 0 ? "bottom" : { in: [nested(levels - 1)] };
}

/** Writes, and again as long as the store is busy with writes to the same items. */
async function insist(store: Store, operations: readonly Operation[]): Promise<WriteResult> {
  for (let tries = 1; ; tries++) {
    try {
      return await store.write(operations);
    } catch (error) {
      if (!(error instanceof StoreBusy) || tries >= 100) throw error;
    }
  }
}

/** All items of a query, page after page. */
function everything(store: Store, query: Query): Promise<Item[]> {
  return collect(cursor => store.query({ ...query, ...cursor }));
}

async function collect<T>(page: (cursor: { readonly cursor?: string }) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: { readonly cursor?: string } = {}; ; ) {
    const found = await page(cursor);
    items.push(...found.items);
    if (found.cursor === null) return items;
    if (items.length > MOST_ITEMS) throw new Error("The pages do not end.");
    cursor = { cursor: found.cursor };
  }
}

/** The keys of the seeded game, in their order. */
const SORT_KEYS = ["a", "b", "c", "d", "e", "é", "\uffff", "😀"];

interface Move {
  readonly sk: string;
  readonly kind: "put" | "delete" | "check" | "add";
  readonly condition: Condition | null;
  readonly version: number;
  readonly count: number | null;
  readonly max: number | null;
  readonly expiresIn: number | null;
  readonly sort: string | null;
}

/** Few keys, versions and counts, so that conditions hold about as often as they fail. */
const moves = fc.record<Move>({
  sk: fc.constantFrom(...SORT_KEYS),
  kind: fc.constantFrom("put", "put", "delete", "check", "add"),
  condition: fc.constantFrom<Condition | null>(null, null, { absent: true }, { exists: true }, { version: 1 }, { version: 2 }),
  version: fc.integer({ min: 1, max: 3 }),
  count: fc.option(fc.integer({ min: -3, max: 3 })),
  max: fc.option(fc.integer({ min: 0, max: 5 })),
  expiresIn: fc.option(fc.integer({ min: 0, max: 6 })),
  sort: fc.option(fc.constantFrom("1", "2", "3")),
});

const games = fc.record({
  forwardBy: fc.integer({ min: 0, max: 2 }),
  moves: fc.uniqueArray(moves, { minLength: 1, maxLength: 4, selector: move => move.sk }),
});

function operationOf(pk: string, index: string, seconds: number, move: Move): Operation {
  const key = { pk, sk: move.sk };
  const expires = move.expiresIn === null ? {} : { expires: seconds + move.expiresIn };
  const condition = move.condition === null ? {} : { if: move.condition };
  switch (move.kind) {
    case "put": {
      const count = move.count === null ? {} : { count: move.count };
      const list = move.sort === null ? {} : { list: { pk: index, sk: move.sort } };
      return {
        op: "put",
        item: { ...key, version: move.version, data: { was: move.version }, ...count, ...list, ...expires },
        ...condition,
      };
    }
    case "delete":
      return { op: "delete", key, ...condition };
    case "check":
      return { op: "check", key, if: move.condition ?? { exists: true } };
    case "add":
      return { op: "add", key, by: move.count ?? 1, ...(move.max === null ? {} : { max: move.max }), ...expires };
  }
}
