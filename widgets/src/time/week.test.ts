import { expect, test } from "vitest";
import { firstDayOfWeek } from "./week.ts";

test("a week begins by the customs of its country", () => {
  expect([firstDayOfWeek("de"), firstDayOfWeek("en-US"), firstDayOfWeek("ar-EG"), firstDayOfWeek("en-GB")]).toEqual([1, 7, 6, 1]);
});
