import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { accessibilityFaults } from "./accessibility.ts";
import type { Page } from "./stage.ts";
import { smallTargets } from "./targets.ts";

/** A finger hits what is so many px wide and high; a pointer what is 24. */
export const FINGER = 44;

/** Held against every state that is touched: each target is large enough, nothing scrolls sideways, and axe finds nothing. */
export async function expectFitForFingers(page: Page): Promise<void> {
  expect(await smallTargets(page, FINGER)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** One finger from here to there, resting so long before it moves: as the browser's own input, with all that it makes of it. */
export async function drag(page: Page, from: Point, to: Point, restMs = 0): Promise<void> {
  const input = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: readonly Point[]) =>
    input.send("Input.dispatchTouchEvent", { type, touchPoints: touchPoints.map(({ x, y }) => ({ x, y })) });
  await touch("touchStart", [from]);
  await sleep(restMs);
  const steps = 8;
  for (let n = 1; n <= steps; n += 1) {
    const share = n / steps;
    await touch("touchMove", [{ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }]);
    await sleep(16);
  }
  await touch("touchEnd", []);
  await input.detach();
}
