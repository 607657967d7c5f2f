import { describe, expect, test } from "vitest";
import { wallClock } from "../time/wall-clock.ts";
import { addDays, addMonths, daysFrom, firstOfWeek, localAt, minuteOf, weekdayOf, weeksOfMonth } from "./days.ts";
import { lanesOf } from "./lanes.ts";

describe("days", () => {
  test("are added across months, years and leap days", () => {
    expect([addDays("2026-12-31", 1), addDays("2028-02-28", 1), addDays("2026-03-01", -1)]).toEqual([
      "2027-01-01",
      "2028-02-29",
      "2026-02-28",
    ]);
    expect([addMonths("2026-01-31", 1), addMonths("2026-01-15", -1), addMonths("2026-11-22", 14)]).toEqual([
      "2026-02-28",
      "2025-12-15",
      "2028-01-22",
    ]);
  });

  test("know their weekday and their week, wherever it begins", () => {
    expect(weekdayOf("2026-11-22")).toBe(7);
    expect([firstOfWeek("2026-11-22", 1), firstOfWeek("2026-11-22", 7), firstOfWeek("2026-11-22", 6)]).toEqual([
      "2026-11-16",
      "2026-11-22",
      "2026-11-21",
    ]);
  });

  test("make the weeks of a month: four to six whole ones", () => {
    expect(weeksOfMonth("2027-02-10", 1)).toHaveLength(4);
    expect(weeksOfMonth("2026-11-10", 7)).toHaveLength(5);
    expect(weeksOfMonth("2026-08-10", 1)).toHaveLength(6);
    const weeks = weeksOfMonth("2026-08-10", 1);
    expect([weeks[0]?.[0], weeks.at(-1)?.at(-1)]).toEqual(["2026-07-27", "2026-09-06"]);
    expect(weeks.flat()).toEqual(daysFrom("2026-07-27", 42));
  });

  test("and minutes are a local time", () => {
    expect(localAt("2026-11-22", 9 * 60 + 5)).toBe("2026-11-22T09:05");
    expect(minuteOf("2026-11-22T23:45:00")).toBe(23 * 60 + 45);
  });
});

describe("the wall clock of a zone", () => {
  test.each([
    ["Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T02:30"],
    ["Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25T02:30"], // the same hour, once more
    ["America/New_York", "2026-03-08T07:00:00Z", "2026-03-08T03:00"], // two o'clock does not come
    ["Australia/Lord_Howe", "2026-10-03T15:30:00Z", "2026-10-04T02:30"], // half an hour forward
    ["Asia/Kolkata", "2026-11-22T18:30:00Z", "2026-11-23T00:00"],
  ])("%s at %s shows %s", (zone, at, local) => {
    expect(wallClock(Date.parse(at), zone)).toBe(local);
  });
});

describe("what would cover each other", () => {
  const at = (...times: string[]) => lanesOf(times.map(time => ({ local: `2026-11-22T${time}:00` })));

  test("stands side by side, and what follows stands alone again", () => {
    expect(at("09:00", "09:10", "09:20", "09:40", "11:00")).toEqual([
      { index: 0, of: 3 },
      { index: 1, of: 3 },
      { index: 2, of: 3 },
      { index: 0, of: 3 },
      { index: 0, of: 1 },
    ]);
    expect(at("09:00", "09:30")).toEqual([
      { index: 0, of: 1 },
      { index: 0, of: 1 },
    ]);
  });
});
