import { afterEach, beforeEach, expect, test } from "vitest";
import { duePartition, shardOf } from "../change.ts";
import { openTestService, type TestService } from "../testing/service.ts";
import { listParked, park, retryParked } from "./parked.ts";

let opened: TestService;
beforeEach(async () => {
  opened = await openTestService();
});
afterEach(() => opened.close());

const shard = shardOf("ws_1");
const key = { pk: "ws_1|target#1", sk: "target" };
const sort = "2026-11-21T09:00:00.000Z#target";
const failed = { ...key, shard, sort };

async function due(at: string = sort, version = 1): Promise<void> {
  const item = { ...key, version, data: { text: "Hello" }, due: { pk: duePartition(shard), sk: at } };
  await opened.service.systemStore.write([{ op: "put", item }]);
}
const dueNow = async () => (await opened.service.systemStore.queryIndex("due", { pk: duePartition(shard), limit: 10 })).items;

test("what is parked is found by nobody who looks for due work, is listed with its error, and keeps what it holds", async () => {
  await due();
  await park(opened.service, failed, new TypeError("it broke"));
  expect(await dueNow()).toEqual([]);
  expect(await listParked(opened.service)).toEqual([
    { ...key, kind: "target", error: "TypeError: it broke", at: expect.any(Number) },
  ]);
  expect(await opened.service.systemStore.get(key)).toMatchObject({ version: 2, data: { text: "Hello" } });
});

test("retried it is due now, once", async () => {
  await due("2099-01-01T00:00:00.000Z#target#lane_1");
  await park(opened.service, { ...failed, sort: "2099-01-01T00:00:00.000Z#target#lane_1" }, "no");
  expect(await retryParked(opened.service, key)).toBe(true);
  const [entry] = await dueNow();
  expect(entry).toMatchObject(key);
  expect(Date.parse(entry?.sort.slice(0, 24) ?? "")).toBeLessThanOrEqual(Date.now());
  expect(entry?.sort.slice(24)).toBe("#target#lane_1");
  expect(await listParked(opened.service)).toEqual([]);
  expect(await retryParked(opened.service, key)).toBe(false);
});

test("what was moved, done or deleted since it failed is not parked", async () => {
  await due("2026-12-01T00:00:00.000Z#target", 2);
  await park(opened.service, failed, "no");
  expect(await dueNow()).toMatchObject([{ sort: "2026-12-01T00:00:00.000Z#target" }]);
  await opened.service.systemStore.write([{ op: "delete", key }]);
  await park(opened.service, failed, "no");
  expect(await listParked(opened.service)).toEqual([]);
  expect(await retryParked(opened.service, key)).toBe(false);
});
