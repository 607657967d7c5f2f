import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type DynamoDbLocal, startDynamoDbLocal, startTcpProxy, type TcpProxy, whyNoDynamoDbLocal } from "@placard/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Chance } from "../chance.ts";
import { realTime } from "../time.ts";
import { storeConformance } from "./conformance.ts";
import { type DynamoDbOptions, openDynamoDbStore } from "./dynamodb.ts";
import { createTable, migrateDynamoDb } from "./dynamodb-table.ts";
import { type Item, StoreBusy, StoreLimit, StoreUnknown, type WholeStore } from "./store.ts";

const skip = await whyNoDynamoDbLocal();
if (skip !== null) process.stderr.write(`The DynamoDB driver is not tested: ${skip}\n`);

const NOW = 1_800_000_000_000;
const SECONDS = NOW / 1000;

const key = { pk: "p", sk: "s" };
const item = (version: number, more: Partial<Item> = {}): Item => ({ ...key, version, data: { n: version }, ...more });

describe.skipIf(skip !== null)("the DynamoDB driver", () => {
  let server: DynamoDbLocal;
  let proxy: TcpProxy;
  let tables = 0;

  beforeAll(async () => {
    server = await startDynamoDbLocal();
    proxy = await startTcpProxy({ port: server.port });
  });
  afterAll(async () => {
    await proxy?.close();
    await server?.close();
  });

  const place = () => ({ endpoint: server.endpoint, region: server.region, credentials: server.credentials });

  /** A table of its own, opened directly. */
  async function open(more: Partial<DynamoDbOptions> = {}): Promise<WholeStore & { readonly table: string }> {
    const table = more.table ?? `table-${tables++}`;
    await migrateDynamoDb({ ...place(), table, deletionProtection: false });
    const store = await openDynamoDbStore({ ...place(), now: () => NOW, ...more, table });
    return Object.assign(store, { table });
  }

  /** A store behind the proxy, and one beside it that sees the truth. Waits between tries take no time; their lengths are kept. */
  async function openBehindProxy(more: Partial<DynamoDbOptions> = {}) {
    const direct = await open();
    const waits: number[] = [];
    const time = {
      sleep: async (ms: number) => {
        waits.push(ms);
      },
    };
    const store = await openDynamoDbStore({
      ...place(),
      endpoint: `http://127.0.0.1:${proxy.port}`,
      table: direct.table,
      now: () => NOW,
      time,
      requestTimeoutMs: 300,
      ...more,
    });
    return { store, direct, waits };
  }

  storeConformance("DynamoDB", async ({ now }) => {
    const options = { ...place(), table: "conformance" };
    await migrateDynamoDb({ ...options, deletionProtection: false });
    return openDynamoDbStore({ ...options, now });
  });

  describe("the table", () => {
    test("is made once, and making it again changes nothing", async () => {
      const options = { ...place(), table: "made" };
      expect(await migrateDynamoDb(options)).toBe("created");
      expect(await migrateDynamoDb(options)).toBe("unchanged");
      expect(await migrateDynamoDb({ ...options, deletionProtection: false })).toBe("changed");
      expect(await migrateDynamoDb({ ...options, deletionProtection: false })).toBe("unchanged");
    });

    test("is made once when two processes make it at a time", async () => {
      const options = { ...place(), table: "raced" };
      const outcomes = await Promise.all([migrateDynamoDb(options), migrateDynamoDb(options)]);
      expect(outcomes).toContain("created");
      const store = await openDynamoDbStore({ ...options, now: () => NOW });
      expect(await store.write([{ op: "put", item: item(1) }])).toEqual({ ok: true });
      await store.close();
    });

    test("of somebody else is left alone", async () => {
      const client = new DynamoDBClient(place());
      await client.send(
        new CreateTableCommand({
          TableName: "foreign",
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        }),
      );
      await expect(createTable(client, "foreign")).rejects.toThrow(/has other keys/);
      client.destroy();
    });

    test("that does not exist is told with what to do", async () => {
      await expect(openDynamoDbStore({ ...place(), table: "nowhere", now: () => NOW })).rejects.toThrow(/placard migrate/);
    });
  });

  describe("lost answers", () => {
    test.each(["reset_after", "lost_reply"] as const)(
      "%s: an add whose answer is lost is applied once and answered",
      async kind => {
        const { store, direct } = await openBehindProxy();
        proxy.fail(kind === "reset_after" ? { kind, bytes: 0 } : { kind }, 2);
        expect(await store.write([{ op: "add", key, by: 5 }])).toEqual({ ok: true });
        expect(proxy.pending()).toBe(0);
        expect(await direct.get(key)).toMatchObject({ count: 5, version: 1 });
        await store.close();
      },
    );

    test("a conditional put whose answer is lost does not take its own first try for another's", async () => {
      const { store, direct } = await openBehindProxy();
      proxy.fail({ kind: "reset_after", bytes: 20 });
      expect(await store.write([{ op: "put", item: item(1), if: { absent: true } }])).toEqual({ ok: true });
      proxy.fail({ kind: "reset_after", bytes: 0 });
      expect(await store.write([{ op: "put", item: item(2), if: { version: 1 } }])).toEqual({ ok: true });
      proxy.fail({ kind: "lost_reply" });
      expect(await store.write([{ op: "delete", key, if: { version: 2 } }])).toEqual({ ok: true });
      expect(await direct.get(key)).toBeNull();
      await store.close();
    });

    test("a request that never arrived is sent again", async () => {
      const { store, direct } = await openBehindProxy();
      proxy.fail({ kind: "reset_before", bytes: 0 });
      proxy.fail({ kind: "reset_before", bytes: 100 });
      proxy.fail({ kind: "black_hole" });
      expect(await store.write([{ op: "put", item: item(1) }])).toEqual({ ok: true });
      expect(await direct.get(key)).toEqual(item(1));
      await store.close();
    });

    test("a condition that fails after a lost try is answered as failed", async () => {
      const { store, direct } = await openBehindProxy();
      await direct.write([{ op: "put", item: item(1) }]);
      proxy.fail({ kind: "reset_before", bytes: 0 });
      expect(await store.write([{ op: "put", item: item(1), if: { absent: true } }])).toEqual({ ok: false, failed: [0] });
      await store.close();
    });

    test("answers that stay lost are unknown, and the write is there or not as a whole", async () => {
      const { store, direct } = await openBehindProxy();
      proxy.failAlways({ kind: "reset_after", bytes: 0 });
      const other = { pk: "p", sk: "other" };
      const write = store.write([
        { op: "add", key, by: 1 },
        { op: "add", key: other, by: 1 },
      ]);
      await expect(write).rejects.toBeInstanceOf(StoreUnknown);
      proxy.failAlways(null);
      expect(await direct.batchGet([key, other])).toMatchObject([{ count: 1 }, { count: 1 }]);
      await store.close();
    });

    test("reads are tried again", async () => {
      const { store, direct } = await openBehindProxy();
      await direct.write([{ op: "put", item: item(1) }]);
      proxy.fail({ kind: "reset_after", bytes: 10 }, 3);
      expect(await store.get(key)).toEqual(item(1));
      proxy.fail({ kind: "black_hole" });
      expect((await store.query({ pk: "p", limit: 5 })).items).toEqual([item(1)]);
      await store.close();
    });
  });

  describe("a server that is busy or away", () => {
    const answer = (type: string, more: object = {}) => {
      const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, Message: type, ...more });
      return `HTTP/1.1 400 Bad Request\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`;
    };
    const cancelled = (...codes: string[]) => {
      const reasons = codes.map(Code => (Code === "None" ? { Code } : { Code, Message: Code }));
      return answer("TransactionCanceledException", { CancellationReasons: reasons });
    };
    const busyAnswers = {
      throttled: answer("ThrottlingException"),
      "over its throughput": answer("ProvisionedThroughputExceededException"),
      "limiting requests": answer("RequestLimitExceeded"),
      "in a conflicting transaction": cancelled("TransactionConflict"),
      "throttled inside the transaction": cancelled("ThrottlingError"),
    };

    test.each(Object.entries(busyAnswers))("%s: a write passes when it passes within the tries", async (_, bytes) => {
      const { store, direct, waits } = await openBehindProxy();
      proxy.fail({ kind: "answer", bytes }, 3);
      expect(await store.write([{ op: "add", key, by: 1 }])).toEqual({ ok: true });
      expect(waits).toHaveLength(3);
      expect(await direct.get(key)).toMatchObject({ count: 1 });
      await store.close();
    });

    test.each(Object.entries(busyAnswers))("%s: a write that never passes is busy, and nothing is written", async (_, bytes) => {
      const { store, direct } = await openBehindProxy();
      proxy.failAlways({ kind: "answer", bytes });
      await expect(store.write([{ op: "put", item: item(1) }])).rejects.toBeInstanceOf(StoreBusy);
      proxy.failAlways(null);
      expect(await direct.get(key)).toBeNull();
      await store.close();
    });

    test("waits between tries grow, are drawn by chance, and are bounded", async () => {
      const chance: Chance = { bytes: length => new Uint8Array(length), number: () => 0.5 };
      const { store, waits } = await openBehindProxy({ chance });
      proxy.failAlways({ kind: "answer", bytes: busyAnswers.throttled });
      await expect(store.write([{ op: "put", item: item(1) }])).rejects.toBeInstanceOf(StoreBusy);
      await expect(store.get(key)).rejects.toBeInstanceOf(StoreBusy);
      proxy.failAlways(null);
      const once = [12.5, 25, 50, 100, 200, 400, 800];
      expect(waits).toEqual([...once, ...once]);
      await store.close();
    });

    test("busy after a lost answer is unknown, not busy", async () => {
      const { store, direct } = await openBehindProxy();
      proxy.fail({ kind: "reset_after", bytes: 0 });
      proxy.failAlways({ kind: "answer", bytes: busyAnswers.throttled });
      await expect(store.write([{ op: "put", item: item(1) }])).rejects.toBeInstanceOf(StoreUnknown);
      proxy.failAlways(null);
      expect(await direct.get(key)).toEqual(item(1));
      await store.close();
    });

    test("a fault of the service leaves the write open, so it is tried again with its token", async () => {
      const { store, direct } = await openBehindProxy();
      const bytes = "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
      proxy.fail({ kind: "reset_after", bytes: 0 });
      proxy.fail({ kind: "answer", bytes });
      expect(await store.write([{ op: "add", key, by: 1 }])).toEqual({ ok: true });
      expect(await direct.get(key)).toMatchObject({ count: 1 });
      await store.close();
    });

    test("a failed condition beside a conflict is asked again, so that all failures are known", async () => {
      const { store, direct } = await openBehindProxy();
      await direct.write([{ op: "put", item: item(1) }]);
      proxy.fail({ kind: "answer", bytes: cancelled("ConditionalCheckFailed", "TransactionConflict") });
      const result = await store.write([
        { op: "put", item: item(1), if: { absent: true } },
        { op: "check", key: { pk: "p", sk: "none" }, if: { exists: true } },
      ]);
      expect(result).toEqual({ ok: false, failed: [0, 1] });
      await store.close();
    });

    test("a server that is away is busy for writes that never left, and the store works when it is back", async () => {
      const { store } = await openBehindProxy();
      await proxy.stopAccepting();
      await expect(store.get(key)).rejects.toBeInstanceOf(StoreBusy);
      await expect(store.write([{ op: "put", item: item(1) }])).rejects.toBeInstanceOf(StoreBusy);
      await expect(store.ping()).rejects.toThrow();
      await proxy.accept();
      await store.ping();
      expect(await store.write([{ op: "put", item: item(1) }])).toEqual({ ok: true });
      await store.close();
    });

    test("a missing right is told as it is", async () => {
      const { store } = await openBehindProxy();
      proxy.fail({ kind: "answer", bytes: answer("AccessDeniedException") });
      await expect(store.write([{ op: "put", item: item(1) }])).rejects.toMatchObject({ name: "AccessDeniedException" });
      await store.close();
    });

    test("64 writers on one counter lose nothing", async () => {
      const store = await open({ time: realTime });
      const results = await Promise.all(Array.from({ length: 64 }, () => store.write([{ op: "add", key, by: 1 }])));
      expect(results.every(result => result.ok)).toBe(true);
      expect(await store.get(key)).toMatchObject({ count: 64, version: 64 });
      await store.close();
    });
  });

  describe("what is expired but not yet swept away", () => {
    const expired = { expires: SECONDS };
    const live = { expires: SECONDS + 1 };

    test("an add resets it, with everything else it held", async () => {
      const store = await open();
      await store.write([{ op: "put", item: item(7, { ...expired, count: 40, list: { pk: "l", sk: "1" } }) }]);
      expect(await store.get(key)).toBeNull();
      expect(await store.write([{ op: "add", key, by: 2, max: 3 }])).toEqual({ ok: true });
      expect(await store.get(key)).toEqual({ ...key, version: 1, data: null, count: 2 });
      await store.close();
    });

    test("an add with an expiry resets it; one beyond the maximum fails and leaves it", async () => {
      const store = await open();
      await store.write([{ op: "put", item: item(7, { ...expired, count: 40 }) }]);
      expect(await store.write([{ op: "add", key, by: 4, max: 3, ...live }])).toEqual({ ok: false, failed: [0] });
      expect(await store.write([{ op: "add", key, by: 3, max: 3, ...live }])).toEqual({ ok: true });
      expect(await store.get(key)).toEqual({ ...key, version: 1, data: null, count: 3, ...live });
      await store.close();
    });

    test("an add beside it keeps the expiry an item has, also none", async () => {
      const store = await open();
      const endless = { pk: "p", sk: "endless" };
      await store.write([
        { op: "put", item: item(1, live) },
        { op: "put", item: { ...endless, version: 1, data: "x" } },
      ]);
      const later = { expires: SECONDS + 100 };
      expect(await store.write([key, endless].map(of => ({ op: "add" as const, key: of, by: 1, ...later })))).toEqual({
        ok: true,
      });
      expect(await store.get(key)).toEqual(item(2, { data: { n: 1 }, count: 1, ...live }));
      expect(await store.get(endless)).toEqual({ ...endless, version: 2, data: "x", count: 1 });
      await store.close();
    });

    test("a put over it does not keep its count, a put over a live one does", async () => {
      const store = await open();
      const other = { pk: "p", sk: "live" };
      await store.write([
        { op: "put", item: item(1, { ...expired, count: 9 }) },
        { op: "put", item: { ...other, version: 1, data: 1, count: 9, ...live } },
      ]);
      await store.write([
        { op: "put", item: item(2) },
        { op: "put", item: { ...other, version: 2, data: 2 } },
      ]);
      expect(await store.get(key)).toEqual(item(2));
      expect(await store.get(other)).toEqual({ ...other, version: 2, data: 2, count: 9 });
      await store.close();
    });

    test("guesses that go wrong beside a condition that fails name the condition alone", async () => {
      const store = await open();
      await store.write([{ op: "put", item: item(1, { ...expired, count: 9 }) }]);
      const result = await store.write([
        { op: "add", key, by: 1 },
        { op: "check", key: { pk: "p", sk: "none" }, if: { exists: true } },
      ]);
      expect(result).toEqual({ ok: false, failed: [1] });
      await store.close();
    });
  });

  test("an index orders one sort key by the items' keys, forwards, backwards and over pages", async () => {
    const store = await open();
    const keys = ["a", "aa", "b", "\u{1F600}", "\uFFFD"].flatMap(pk => ["1", "10", "2"].map(sk => ({ pk, sk })));
    const list = { pk: "l", sk: "same" };
    await store.write(keys.toReversed().map(of => ({ op: "put" as const, item: { ...of, version: 1, data: null, list } })));
    const expected = keys
      .toSorted(
        (a, b) => Buffer.compare(Buffer.from(a.pk), Buffer.from(b.pk)) || Buffer.compare(Buffer.from(a.sk), Buffer.from(b.sk)),
      )
      .map(of => ({ ...of, sort: "same" }));
    for (const order of ["asc", "desc"] as const) {
      const found = [];
      let cursor: string | undefined;
      do {
        const page = await store.queryIndex("list", {
          pk: "l",
          from: "same",
          to: "same",
          limit: 4,
          order,
          ...(cursor ? { cursor } : {}),
        });
        found.push(...page.items);
        cursor = page.cursor ?? undefined;
      } while (cursor !== undefined);
      expect(found).toEqual(order === "asc" ? expected : expected.toReversed());
    }
    await store.close();
  });

  test("a cursor goes on in a range that changed", async () => {
    const store = await open();
    const sks = ["a", "b", "c", "d", "e"];
    await store.write(sks.map(sk => ({ op: "put" as const, item: { pk: "p", sk, version: 1, data: null } })));
    const { cursor } = await store.query({ pk: "p", limit: 2 });
    if (cursor === null) throw new Error("There is more.");
    const sksOf = async (range: { from?: string; to?: string; prefix?: string }) =>
      (await store.query({ pk: "p", limit: 10, cursor, ...range })).items.map(({ sk }) => sk);
    expect(await sksOf({ from: "d" })).toEqual(["d", "e"]);
    expect(await sksOf({ to: "d" })).toEqual(["c", "d"]);
    expect(await sksOf({ to: "a" })).toEqual([]);
    expect(await sksOf({ prefix: "c" })).toEqual(["c"]);
    expect(await sksOf({ prefix: "a" })).toEqual([]);
    await store.close();
  });

  test("a closed store answers busy, after what it had accepted is done", async () => {
    const store = await open();
    const accepted = store.write([{ op: "put", item: item(1) }]);
    const closing = store.close();
    await expect(store.get(key)).rejects.toBeInstanceOf(StoreBusy);
    await closing;
    expect(await accepted).toEqual({ ok: true });
  });

  test("what only DynamoDB refuses is a limit, not an unknown outcome", async () => {
    const store = await open();
    await expect(store.write([{ op: "add", key, by: Number.NaN }])).rejects.toBeInstanceOf(StoreLimit);
    await store.close();
  });
});
