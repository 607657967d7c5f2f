import fc from "fast-check";
import { expect, test } from "vitest";
import { merged, occurrences, slotAt } from "./occurrences.ts";
import { type Slot, WEEKDAYS, type Weekday } from "./records.ts";

const slot = (weekday: Weekday, localTime: string): Slot => ({ id: `${weekday} ${localTime}`, weekday, localTime });
function take<T>(count: number, from: Iterator<T>): T[] {
  const taken: T[] = [];
  for (let next = from.next(); !next.done && taken.length < count; next = from.next()) taken.push(next.value);
  return taken;
}
const first = (count: number, slots: readonly Slot[], zone: string, from: string): string[] =>
  take(count, occurrences(slots, zone, Date.parse(from))).map(({ at }) => new Date(at).toISOString());

test("slots come in the order of time, from the very instant on", () => {
  const slots = [slot("thursday", "17:30"), slot("monday", "09:00")];
  expect(first(3, slots, "Europe/Berlin", "2026-11-23T08:00:00Z")).toEqual([
    "2026-11-23T08:00:00.000Z",
    "2026-11-26T16:30:00.000Z",
    "2026-11-30T08:00:00.000Z",
  ]);
  expect(first(1, slots, "Europe/Berlin", "2026-11-23T08:00:00.001Z")).toEqual(["2026-11-26T16:30:00.000Z"]);
  expect(first(1, [], "UTC", "2026-11-23T08:00:00Z")).toEqual([]);
});

test("a slot keeps its wall clock across daylight saving", () => {
  expect(first(2, [slot("sunday", "09:00")], "America/New_York", "2026-03-01T00:00:00Z")).toEqual([
    "2026-03-01T14:00:00.000Z",
    "2026-03-08T13:00:00.000Z",
  ]);
});

test("in a gap a slot moves forward, behind one that it overtakes, and is told once with one it falls on", () => {
  // Berlin, 29 March 2026: 02:00 to 03:00 is not there.
  const slots = [slot("sunday", "02:30"), slot("sunday", "03:15"), slot("sunday", "03:30")];
  expect(first(3, slots, "Europe/Berlin", "2026-03-28T12:00:00Z")).toEqual([
    "2026-03-29T01:15:00.000Z",
    "2026-03-29T01:30:00.000Z",
    "2026-04-05T00:30:00.000Z",
  ]);
  // Lord Howe, 4 October 2026: half an hour, 02:00 to 02:30.
  expect(first(1, [slot("sunday", "02:10")], "Australia/Lord_Howe", "2026-10-03T00:00:00Z")).toEqual([
    "2026-10-03T15:40:00.000Z",
  ]);
  expect(first(1, [slot("sunday", "02:30")], "America/New_York", "2026-03-07T12:00:00Z")).toEqual(["2026-03-08T07:30:00.000Z"]);
});

test("of a time that comes twice a slot is the earlier, and only that", () => {
  expect(first(2, [slot("sunday", "02:30")], "Europe/Berlin", "2026-10-24T12:00:00Z")).toEqual([
    "2026-10-25T00:30:00.000Z",
    "2026-11-01T01:30:00.000Z",
  ]);
  expect(first(1, [slot("sunday", "01:45")], "Australia/Lord_Howe", "2026-04-04T12:00:00Z")).toEqual([
    "2026-04-04T14:45:00.000Z",
  ]);
  expect(first(1, [slot("sunday", "01:30")], "America/New_York", "2026-11-01T00:00:00Z")).toEqual(["2026-11-01T05:30:00.000Z"]);
});

test("the slots of a day that a country left out fall on the next, in order", () => {
  // Samoa had no 30 December 2011, a Friday.
  const slots = [slot("friday", "09:00"), slot("saturday", "08:00"), slot("saturday", "10:00")];
  expect(first(3, slots, "Pacific/Apia", "2011-12-29T20:00:00Z")).toEqual([
    "2011-12-30T18:00:00.000Z",
    "2011-12-30T19:00:00.000Z",
    "2011-12-30T20:00:00.000Z",
  ]);
});

test("slotAt finds the slot of an instant, and no other", () => {
  const slots = [slot("sunday", "02:30"), slot("monday", "09:00")];
  expect(slotAt(slots, "Europe/Berlin", Date.parse("2026-03-29T01:30:00Z"))).toBe("sunday 02:30");
  expect(slotAt(slots, "Europe/Berlin", Date.parse("2026-03-30T07:00:00Z"))).toBe("monday 09:00");
  expect(slotAt(slots, "Europe/Berlin", Date.parse("2026-03-30T07:00:00.001Z"))).toBeNull();
  expect(slotAt([], "UTC", 0)).toBeNull();
});

test("rows of several accounts become one, each instant once", () => {
  const from = Date.parse("2026-11-23T00:00:00Z");
  const rows = [
    { row: "a", occurrences: occurrences([slot("monday", "09:00"), slot("tuesday", "09:00")], "UTC", from) },
    { row: "b", occurrences: occurrences([slot("monday", "10:00"), slot("tuesday", "10:00")], "Europe/Berlin", from) },
    { row: "c", occurrences: occurrences([], "UTC", from) },
  ];
  const seen = take(3, merged(rows)).map(({ row, at }) => `${row} ${new Date(at).toISOString()}`);
  expect(seen).toEqual(["a 2026-11-23T09:00:00.000Z", "a 2026-11-24T09:00:00.000Z", "a 2026-11-30T09:00:00.000Z"]);
});

test("instants rise strictly, whatever the zone, the slots and the day", () => {
  const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Cairo", "America/Sao_Paulo"];
  const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
  const anySlot = fc
    .tuple(fc.constantFrom(...WEEKDAYS), time)
    .map(([weekday, [hour, minute]]) => slot(weekday, `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`));
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.array(anySlot, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 2_000_000_000 }),
      (zone, slots, second) => {
        const from = second * 1000;
        const instants = take(60, occurrences(slots, zone, from)).map(({ at }) => at);
        expect(instants[0]).toBeGreaterThanOrEqual(from);
        for (const [index, at] of instants.entries()) if (index > 0) expect(at).toBeGreaterThan(instants[index - 1] ?? 0);
      },
    ),
    { numRuns: 40 },
  );
});
