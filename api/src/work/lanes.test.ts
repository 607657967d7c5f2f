import { describe, expect, test } from "vitest";
import { Lanes, type Waiting } from "./lanes.ts";

/** For kinds whose starts nobody counts. */
const noTimer = (): never => {
  throw new Error("nothing is to wait here");
};

/** Work that notes when it began, and ends when told. */
function recorder(lanes: Lanes) {
  const started: string[] = [];
  const ends: (() => void)[] = [];
  return {
    started,
    add(lane: string, kind = "k", name = lane, subLane?: string, { at = 0, priority = "normal" }: Partial<Waiting> = {}): void {
      lanes.add({
        lane,
        ...(subLane !== undefined && { subLane }),
        kind,
        at,
        priority,
        run: () => {
          started.push(name);
          return new Promise(resolve => ends.push(resolve));
        },
      });
    },
    /** Ends what was begun first, and lets what follows begin. */
    async endOne(): Promise<void> {
      ends.shift()?.();
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    },
    get running(): number {
      return ends.length;
    },
  };
}

test("a lane has no more in flight than it may, nor has the process", async () => {
  const lanes = new Lanes(() => ({ perLane: 2, perProcess: 3 }), noTimer);
  const work = recorder(lanes);
  for (let each = 0; each < 5; each++) work.add("a");
  expect([work.running, lanes.waiting]).toEqual([2, 3]);
  for (let each = 0; each < 5; each++) work.add("b");
  expect([work.running, lanes.running, lanes.waiting]).toEqual([3, 3, 7]);
  while (work.running > 0) {
    expect(work.running).toBeLessThanOrEqual(3);
    await work.endOne();
  }
  expect([work.started.length, lanes.running, lanes.waiting]).toEqual([10, 0, 0]);
});

describe("priority", () => {
  const MINUTE = 60_000;

  test("goes before what was due up to a quarter of an hour earlier, and after what is due up to a quarter later", async () => {
    const lanes = new Lanes(() => ({ perLane: 1, perProcess: 1 }), noTimer);
    const work = recorder(lanes);
    const add = (name: string, at: number, priority: Waiting["priority"] = "normal"): void =>
      work.add("ws", "k", name, "acct_1", { at, priority });
    add("running", 0);
    add("low", 0, "low");
    for (const minute of [0, 1, 14, 16]) add(`at ${minute}`, minute * MINUTE);
    add("high at 15", 15.5 * MINUTE, "high");
    while (work.running > 0) await work.endOne();
    expect(work.started).toEqual(["running", "at 0", "high at 15", "at 1", "at 14", "low", "at 16"]);
  });

  test("takes no turn from another account or workspace", async () => {
    const lanes = new Lanes(() => ({ perLane: 1, perProcess: 1 }), noTimer);
    const work = recorder(lanes);
    for (let each = 0; each < 5; each++) work.add("a", "k", "high", "acct_1", { priority: "high" });
    work.add("a", "k", "beside", "acct_2", { priority: "low" });
    work.add("b", "k", "other", "acct_3", { priority: "low" });
    while (work.running > 0) await work.endOne();
    expect(work.started.indexOf("beside")).toBeLessThanOrEqual(3);
    expect(work.started.indexOf("other")).toBeLessThanOrEqual(2);
    expect(work.started.length).toBe(7);
  });
});

test("a lane within a lane has no more in flight than it may, and leaves the others their room", async () => {
  const lanes = new Lanes(() => ({ perSubLane: 2, perLane: 5, perProcess: 100 }), noTimer);
  const work = recorder(lanes);
  for (let each = 0; each < 10; each++) work.add("ws", "k", "busy", "acct_1");
  expect([work.running, lanes.waiting]).toEqual([2, 8]);
  for (let each = 0; each < 10; each++) work.add("ws", "k", "calm", "acct_2");
  expect([work.running, lanes.waiting]).toEqual([4, 16]);
  for (let each = 0; each < 10; each++) work.add("ws", "k", "last", "acct_3");
  expect([work.running, lanes.waiting]).toEqual([5, 25]);
  while (work.running > 0) await work.endOne();
  expect([work.started.length, lanes.running, lanes.waiting]).toEqual([30, 0, 0]);
  // They took turns: none of the three had more than a few starts before the others.
  const firstHalf = work.started.slice(5, 17);
  for (const name of ["busy", "calm", "last"]) expect(firstHalf.filter(one => one === name).length).toBeGreaterThanOrEqual(3);
});

test("a hundred thousand of one lane do not delay another", async () => {
  const lanes = new Lanes(() => ({ perLane: 8, perProcess: 8 }), noTimer);
  const work = recorder(lanes);
  for (let each = 0; each < 100_000; each++) work.add("crowd");
  work.add("single");
  let ended = 0;
  while (!work.started.includes("single")) {
    await work.endOne();
    ended += 1;
  }
  expect(ended).toBeLessThanOrEqual(9);
});

test("a hundred thousand lanes take turns, each as soon as its own", async () => {
  const lanes = new Lanes(() => ({ perLane: 1, perProcess: 4 }), noTimer);
  const work = recorder(lanes);
  for (let round = 0; round < 2; round++) for (let lane = 0; lane < 50_000; lane++) work.add(String(lane));
  const first = new Map<string, number>();
  while (work.running > 0) await work.endOne();
  for (const [position, lane] of work.started.entries()) if (!first.has(lane)) first.set(lane, position);
  expect(work.started).toHaveLength(100_000);
  // Nobody has a second turn before everybody had a first, but for those that began as the others came.
  expect(Math.max(...first.values())).toBeLessThan(50_010);
});

test("a lane starts no more in a while than it may, and then goes on; others are not held up", async () => {
  const timers: [ms: number, run: () => void][] = [];
  const lanes = new Lanes(
    () => ({ perLane: 2, perProcess: 100, perLanePerSecond: 60 }),
    (ms, run) => void timers.push([ms, run]),
  );
  const work = recorder(lanes);
  for (let each = 0; each < 8; each++) work.add("crowd");
  while (work.running > 0) await work.endOne();
  expect(work.started).toEqual(["crowd", "crowd", "crowd"]);
  work.add("single");
  expect(work.started.at(-1)).toBe("single");
  expect(timers.map(([ms]) => ms)).toEqual([50]);
  timers.shift()?.[1]();
  while (work.running > 0) await work.endOne();
  expect(work.started).toHaveLength(7);
  timers.shift()?.[1]();
  while (work.running > 0) await work.endOne();
  expect([work.started.length, lanes.waiting]).toEqual([9, 0]);
  // Nothing is counted any more once a window has passed in which nothing began.
  timers.shift()?.[1]();
  expect(timers).toEqual([]);
});

test("kinds do not wait for one another", () => {
  const lanes = new Lanes(kind => ({ perLane: 1, perProcess: kind === "slow" ? 1 : 5 }), noTimer);
  const work = recorder(lanes);
  for (const lane of ["a", "b", "c"]) work.add(lane, "slow", `slow ${lane}`);
  for (const lane of ["a", "b", "c"]) work.add(lane, "quick", `quick ${lane}`);
  expect(work.started).toEqual(["slow a", "quick a", "quick b", "quick c"]);
});

describe("ending", () => {
  test("waits for what runs; what was forgotten never begins, and what comes later does", async () => {
    const lanes = new Lanes(() => ({ perLane: 1, perProcess: 1 }), noTimer);
    const work = recorder(lanes);
    for (const name of ["first", "second", "third"]) work.add("a", "k", name);
    lanes.clear();
    expect(lanes.waiting).toBe(0);
    let isSettled = false;
    const settled = lanes.settled().then(() => {
      isSettled = true;
    });
    await Promise.resolve();
    expect(isSettled).toBe(false);
    await work.endOne();
    await settled;
    work.add("a", "k", "later");
    expect(work.started).toEqual(["first", "later"]);
    await new Lanes(() => ({ perLane: 1, perProcess: 1 }), noTimer).settled();
  });
});
