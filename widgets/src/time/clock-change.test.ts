import { expect, test } from "vitest";
import { localTimeOf, resolveLocalTime } from "../../../api/src/modules/scheduling/wall-clock.ts";
import { changeAt, changeOn, instantOf, nameOfRepeated } from "./clock-change.ts";

const DAY_MS = 24 * 60 * 60_000;
const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

test.each([
  ["America/New_York", "2031-03-09", "skipped", "02:00", "03:00"],
  ["America/New_York", "2031-11-02", "repeated", "01:00", "02:00"],
  ["Europe/Berlin", "2031-03-30", "skipped", "02:00", "03:00"],
  ["Europe/Berlin", "2031-10-26", "repeated", "02:00", "03:00"],
  ["Australia/Lord_Howe", "2031-10-05", "skipped", "02:00", "02:30"],
  ["Australia/Lord_Howe", "2031-04-06", "repeated", "01:30", "02:00"],
  ["America/Havana", "2031-03-09", "skipped", "00:00", "01:00"],
])("in %s on %s times are %s from %s to %s, and on no day beside it", (zone, day, kind, from, to) => {
  expect(changeOn(day, zone)).toEqual({ kind, from: `${day}T${from}`, to: `${day}T${to}` });
  for (const days of [-2, -1, 1, 2]) expect(changeOn(dayAt(Date.parse(day) + days * DAY_MS), zone)).toBeNull();
});

test("each quarter of an hour around each change is the instant that the API takes it for", () => {
  const zones = ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Havana", "America/Nuuk", "Asia/Kolkata"];
  let changes = 0;
  for (const zone of zones)
    for (let ms = Date.parse("2031-01-01"); ms < Date.parse("2032-01-01"); ms += DAY_MS) {
      const day = dayAt(ms);
      if (!changeOn(day, zone)) continue;
      changes += 1;
      for (let minute = 0; minute < 24 * 60; minute += 15) {
        const local = new Date(ms + minute * 60_000).toISOString().slice(0, 16);
        const instant = resolveLocalTime(local, zone) ?? Number.NaN;
        expect(instantOf(local, zone), `${local} in ${zone}`).toBe(instant);
        const change = changeAt(local, zone);
        if (change) expect(change.shows).toBe(localTimeOf(instant, zone).slice(0, 16));
        expect(change?.kind === "skipped", `${local} in ${zone}`).toBe(localTimeOf(instant, zone).slice(0, 16) !== local);
      }
    }
  expect(changes).toBe(10);
});

test("a time that comes twice is called by its clock's name, and no other is", () => {
  const name = (at: string, local: string) => nameOfRepeated("en-US", { at, local }, "America/New_York");
  expect(name("2031-11-02T05:30:00Z", "2031-11-02T01:30:00")).toMatch(/^1:30\sAM EDT$/);
  expect(name("2031-11-02T06:30:00Z", "2031-11-02T01:30:00")).toMatch(/^1:30\sAM EST$/);
  expect(name("2031-11-02T07:30:00Z", "2031-11-02T02:30:00")).toBeNull();
  expect(name("2031-11-02T01:30:00Z", "2031-11-02T01:30:00")).toBeNull(); // no instant of this time
});
