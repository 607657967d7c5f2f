import { expect, test } from "vitest";
import { Budgets } from "./budgets.ts";

const budget = (remaining: number, resetsAt: number, name = "posts") => ({ name, limit: 10, remaining, resetsAt });

test("what is not known is not limited", () => {
  const budgets = new Budgets();
  for (let sent = 0; sent < 100; sent++) expect(budgets.reserve("a", 0)).toBeNull();
  budgets.learn("a", undefined);
  budgets.learn("a", []);
  expect(budgets.reserve("a", 0)).toBeNull();
});

test("each sending takes one, and an empty budget tells when it is full again", () => {
  const budgets = new Budgets();
  budgets.learn("a", [budget(2, 500)]);
  expect([1, 2, 3, 4].map(() => budgets.reserve("a", 100))).toEqual([null, null, 500, 500]);
  expect(budgets.reserve("b", 100)).toBeNull();
  expect(budgets.reserve("a", 500)).toBeNull();
});

test("of several budgets the one that is empty longest counts, and a refused sending takes nothing from the others", () => {
  const budgets = new Budgets();
  budgets.learn("a", [budget(1, 900, "hour"), budget(0, 500, "minute"), budget(0, 700, "day")]);
  expect(budgets.reserve("a", 100)).toBe(700);
  expect(budgets.reserve("a", 700)).toBeNull();
  expect(budgets.reserve("a", 700)).toBe(900);
});

test("the network's next word corrects what was reckoned", () => {
  const budgets = new Budgets();
  budgets.learn("a", [budget(0, 500)]);
  budgets.learn("a", [budget(3, 500)]);
  expect(budgets.reserve("a", 100)).toBeNull();
});

test("of very many accounts the first are forgotten", () => {
  const budgets = new Budgets();
  for (let account = 0; account <= 20_000; account++) budgets.learn(String(account), [budget(0, 500)]);
  expect(budgets.reserve("0", 100)).toBeNull();
  expect(budgets.reserve("20000", 100)).toBe(500);
});
