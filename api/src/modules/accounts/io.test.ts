import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../testing/app.ts";
import { movableTimer } from "../../testing/movable-timer.ts";
import { withLock } from "./io.ts";

const timer = movableTimer();
let t: TestApp;
beforeAll(async () => {
  t = await createTestApp({ replace: () => ({ timer }), work: false });
});
afterAll(() => t.close());

test("whoever was waited out gives up no lock but its own", async () => {
  const held: string[] = [];
  const ending = new Map<string, () => void>();
  /** Takes the lock, and holds it until its end is called. */
  const hold = (name: string) =>
    withLock(
      t.service,
      "lock#of a test",
      "it",
      () => {
        held.push(name);
        return new Promise<void>(resolve => ending.set(name, resolve));
      },
      timer.timeout(10 * 60_000),
    );
  const taken = (name: string) => expect.poll(() => held).toContain(name);

  const late = hold("late");
  await taken("late");
  timer.advance(46_000);
  const second = hold("second");
  await taken("second");
  ending.get("second")?.();
  await second;
  timer.advance(1);
  const third = hold("third");
  await taken("third");
  ending.get("late")?.();
  await late;
  const fourth = hold("fourth");
  timer.advance(100); // it looks again, more than once
  await new Promise(resolve => setTimeout(resolve, 150));
  expect(held).not.toContain("fourth");
  ending.get("third")?.();
  await taken("fourth");
  ending.get("fourth")?.();
  await Promise.all([third, fourth]);
});
