import fc from "fast-check";
import { expect, test } from "vitest";
import { localTimeOf, resolveLocalTime } from "./wall-clock.ts";

const utc = (local: string, zone: string) => {
  const instant = resolveLocalTime(local, zone);
  return instant === null ? null : new Date(instant).toISOString();
};

test("an ordinary time is that time in its zone", () => {
  expect(utc("2026-07-01T09:00", "Europe/Berlin")).toBe("2026-07-01T07:00:00.000Z");
  expect(utc("2026-01-01T09:00:30", "America/New_York")).toBe("2026-01-01T14:00:30.000Z");
  expect(utc("2026-01-01T09:00", "Asia/Kathmandu")).toBe("2026-01-01T03:15:00.000Z");
});

test("a time in the gap moves forward by the gap", () => {
  expect(utc("2026-03-29T02:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z"); // shows 03:30
  expect(utc("2026-03-08T02:30", "America/New_York")).toBe("2026-03-08T07:30:00.000Z");
  expect(utc("2026-10-04T02:10", "Australia/Lord_Howe")).toBe("2026-10-03T15:40:00.000Z"); // a gap of half an hour: shows 02:40
});

test("a time that comes twice is the earlier", () => {
  expect(utc("2026-10-25T02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
  expect(utc("2026-11-01T01:30", "America/New_York")).toBe("2026-11-01T05:30:00.000Z");
  expect(utc("2026-04-05T01:45", "Australia/Lord_Howe")).toBe("2026-04-04T14:45:00.000Z");
});

test("what is no time is none", () => {
  for (const text of ["2026-02-30T09:00", "2026-13-01T09:00", "2026-01-01T24:00", "2026-01-01", "2026-01-01T09:00Z", ""])
    expect(resolveLocalTime(text, "UTC")).toBeNull();
});

test("the day a country left out has no such morning", () => {
  expect(utc("2011-12-30T09:00", "Pacific/Apia")).toBe("2011-12-30T19:00:00.000Z"); // Samoa skipped that day: 24 hours forward
});

test("every instant survives the way to the wall and back, but for the second time of an overlap", () => {
  const zones = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/St_Johns",
    "UTC",
    "Africa/Casablanca",
  ];
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 4_000_000_000 }), (zone, seconds) => {
      const instant = seconds * 1000;
      const back = resolveLocalTime(localTimeOf(instant, zone), zone);
      expect(back).not.toBeNull();
      expect([0, 1_800_000, 3_600_000, 7_200_000, 86_400_000]).toContain(instant - (back ?? 0));
    }),
  );
});
