import { expect, test } from "vitest";
import { Budgets, type Reservation } from "./budgets.ts";

const budget = (remaining: number, resetsAt: number, name = "posts") => ({ name, limit: 10, remaining, resetsAt });
const MINUTE = 60_000;

/** When the account has to wait until, or null where it got its sending. */
const wait = (budgets: Budgets, account: string, now: number): number | null => {
  const reserved = budgets.reserve(account, now);
  return typeof reserved === "number" ? reserved : null;
};
function sending(budgets: Budgets, account: string, now = 0): Reservation {
  const reserved = budgets.reserve(account, now);
  if (typeof reserved === "number") throw new Error("it has to wait");
  return reserved;
}

test("what is not known is not limited", () => {
  const budgets = new Budgets();
  for (let sent = 0; sent < 100; sent++) expect(wait(budgets, "a", 0)).toBeNull();
  budgets.learn("a", undefined, 0);
  budgets.learn("a", [], 0);
  expect(wait(budgets, "a", 0)).toBeNull();
});

test("each sending takes one, and an empty budget tells when it is full again", () => {
  const budgets = new Budgets();
  budgets.learn("a", [budget(2, MINUTE)], 0);
  expect([1, 2, 3, 4].map(() => wait(budgets, "a", 100))).toEqual([null, null, MINUTE, MINUTE]);
  expect(wait(budgets, "b", 100)).toBeNull();
  expect(wait(budgets, "a", MINUTE)).toBeNull();
});

test("of several budgets the one that is empty longest counts, and a refused sending takes nothing from the others", () => {
  const budgets = new Budgets();
  budgets.learn("a", [budget(1, 9 * MINUTE, "hour"), budget(0, 5 * MINUTE, "minute"), budget(0, 7 * MINUTE, "day")], 0);
  expect(wait(budgets, "a", 100)).toBe(7 * MINUTE);
  expect(wait(budgets, "a", 7 * MINUTE)).toBeNull();
  expect(wait(budgets, "a", 7 * MINUTE)).toBe(9 * MINUTE);
});

test("the word of a network that was asked alone corrects what was reckoned", () => {
  const budgets = new Budgets();
  budgets.learn("a", [budget(2, MINUTE)], 0);
  const only = sending(budgets, "a");
  only.learn([budget(7, MINUTE)], 0);
  only.release(true);
  expect(Array.from({ length: 8 }, () => wait(budgets, "a", 0)).filter(each => each === null)).toHaveLength(7);
});

test("an answer tells nothing of requests that are on their way: they are taken off it", () => {
  const budgets = new Budgets();
  const [first] = [sending(budgets, "a"), sending(budgets, "a"), sending(budgets, "a")];
  first.learn([budget(3, MINUTE)], 0); // two others are under way
  expect([1, 2].map(() => wait(budgets, "a", 0))).toEqual([null, MINUTE]);
});

test("of answers that overtook each other the lesser counts", () => {
  const budgets = new Budgets();
  const [one, other] = [sending(budgets, "a"), sending(budgets, "a")];
  other.learn([budget(0, MINUTE)], 0);
  other.release(true);
  one.learn([budget(1, MINUTE + 800)], 0); // the network took it first; its clock is told in seconds
  one.release(true);
  expect(wait(budgets, "a", 0)).not.toBeNull();
});

test("the answer of a window that is over says nothing of the present one", () => {
  const budgets = new Budgets();
  const [one, other] = [sending(budgets, "a"), sending(budgets, "a")];
  other.learn([budget(9, 10 * MINUTE)], 0);
  other.release(true);
  one.learn([budget(0, MINUTE)], 0);
  one.release(true);
  expect(wait(budgets, "a", MINUTE)).toBeNull();
});

test("a sending that was reserved before anything was known has to wait where it turns out to be too much", () => {
  const budgets = new Budgets();
  const [first, second] = [sending(budgets, "a"), sending(budgets, "a")];
  expect(second.wait()).toBeNull();
  first.learn([budget(0, MINUTE)], 0);
  expect(second.wait()).toBe(MINUTE);
  second.release(false);
  first.release(true);
  expect(wait(budgets, "a", 0)).toBe(MINUTE);
});

test("what was never sent is given back", () => {
  const budgets = new Budgets();
  budgets.learn("a", [budget(1, MINUTE)], 0);
  sending(budgets, "a").release(false);
  sending(budgets, "a").release(true);
  expect(wait(budgets, "a", 0)).toBe(MINUTE);
});

test("a request that was given up counts until it cannot arrive any more", () => {
  const budgets = new Budgets();
  const [lost, answered] = [sending(budgets, "a"), sending(budgets, "a")];
  lost.release(true, 30_000);
  answered.learn([budget(1, MINUTE)], 10_000); // the lost one has not come yet, as far as that tells
  answered.release(true);
  expect(wait(budgets, "a", 10_000)).toBe(MINUTE);
  const after = new Budgets();
  sending(after, "a").release(true, 30_000);
  after.learn("a", [budget(1, MINUTE)], 40_000);
  expect(wait(after, "a", 40_000)).toBeNull();
});

test("a new window has the old one's limit until the network tells", () => {
  const budgets = new Budgets();
  budgets.learn("a", [{ ...budget(0, 500), limit: 2 }], 0);
  const under = [sending(budgets, "a", 500), sending(budgets, "a", 500)];
  expect(wait(budgets, "a", 500)).toBe(500 + MINUTE);
  expect(wait(budgets, "a", 500 + MINUTE)).toBe(500 + 2 * MINUTE); // both are still under way
  for (const each of under) each.release(true);
  expect(wait(budgets, "a", 500 + 2 * MINUTE)).toBeNull();
});

test("of very many accounts the first are forgotten", () => {
  const budgets = new Budgets();
  for (let account = 0; account <= 20_000; account++) budgets.learn(String(account), [budget(0, MINUTE)], 0);
  expect(wait(budgets, "0", 100)).toBeNull();
  expect(wait(budgets, "20000", 100)).toBe(MINUTE);
});
