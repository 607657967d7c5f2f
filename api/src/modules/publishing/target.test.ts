import { describe, expect, test } from "vitest";
import { aPart, aTarget } from "../../testing/targets.ts";
import {
  currentPart,
  followers,
  hasLeft,
  inFlight,
  move,
  type PartState,
  targetDue,
  targetStatus,
  withAttempt,
  withPart,
} from "./target.ts";

const STATES: readonly PartState[] = [
  "draft",
  "scheduled",
  "dispatching",
  "processing",
  "unknown",
  "uncertain",
  "published",
  "failed",
  "cancelled",
  "discarded",
];

test("only the edges of the domain are ever written", () => {
  // Written out as the domain has them, not read from the code.
  const edges = new Set([
    "draft>scheduled",
    "draft>cancelled",
    "scheduled>draft",
    "scheduled>dispatching",
    "scheduled>cancelled",
    "dispatching>published",
    "dispatching>processing",
    "dispatching>scheduled",
    "dispatching>failed",
    "dispatching>unknown",
    "processing>published",
    "processing>failed",
    "processing>unknown",
    "unknown>published",
    "unknown>scheduled",
    "unknown>uncertain",
    "uncertain>published",
    "uncertain>scheduled",
    "uncertain>discarded",
    "failed>scheduled",
  ]);
  for (const from of STATES)
    for (const to of STATES) {
      const run = () => move(aPart({ state: from }), to);
      if (edges.has(`${from}>${to}`)) expect(run().state).toBe(to);
      else expect(run, `${from}>${to}`).toThrow(`never goes from ${from} to ${to}`);
    }
});

describe("a target's status", () => {
  const of = (...states: PartState[]) => targetStatus(aTarget(states.map(state => aPart({ state }))));

  test("is that of the part that matters most to a reader", () => {
    expect(of("published", "published")).toBe("published");
    expect(of("published", "scheduled")).toBe("scheduled");
    expect(of("published", "dispatching", "scheduled")).toBe("dispatching");
    expect(of("published", "failed", "draft")).toBe("failed");
    expect(of("uncertain", "failed")).toBe("uncertain");
    expect(of("unknown", "scheduled")).toBe("unknown");
    expect(of("published", "cancelled")).toBe("cancelled");
    expect(of("discarded", "cancelled")).toBe("discarded");
  });

  test("is never more advanced for having one more part behind", () => {
    for (const first of STATES) for (const second of STATES) expect([first, second]).toContain(of(first, second));
  });
});

test("in flight is what is being sent or not known; left is that, and what is there or may be", () => {
  const one = (state: PartState) => aTarget([aPart({ state })]);
  expect(STATES.filter(state => inFlight(one(state)))).toEqual(["dispatching", "processing", "unknown"]);
  expect(STATES.filter(state => hasLeft(one(state))).sort()).toEqual(
    ["dispatching", "discarded", "processing", "published", "uncertain", "unknown"].sort(),
  );
});

test("the part whose turn it is tells when the target is due, and on which clock", () => {
  const next = { at: 5000, clock: "workspace" } as const;
  const lanes = { kind: "target", subLane: aTarget([]).accountId };
  const published = aPart({ state: "published" });
  const due = (state: PartState, more = {}) => targetDue(aTarget([published, aPart({ state, next, ...more })]));
  for (const state of ["scheduled", "unknown", "processing"] as const) expect(due(state)).toEqual({ ...next, ...lanes });
  expect(due("dispatching", { armed: { nonce: "n", at: 1, until: 9000 } })).toEqual({ at: 9000, clock: "real", ...lanes });
  for (const state of ["draft", "failed", "uncertain", "cancelled", "discarded"] as const) expect(due(state)).toBeUndefined();
  expect(targetDue(aTarget([published]))).toBeUndefined();
  expect(currentPart(aTarget([published, aPart({ state: "failed" }), aPart({ state: "draft" })]))).toBe(1);
  expect(currentPart(aTarget([published]))).toBe(-1);
});

test("changing a part touches that part; following parts change only where they stand as said", () => {
  const target = aTarget([
    aPart({ state: "published" }),
    aPart({ state: "scheduled" }),
    aPart({ state: "cancelled" }),
    aPart({ state: "scheduled" }),
  ]);
  const changed = withPart(target, 1, aPart({ state: "dispatching" }), 77);
  expect(changed.parts.map(part => part.state)).toEqual(["published", "dispatching", "cancelled", "scheduled"]);
  expect(changed.updatedAt).toBe(77);
  const offsets: number[] = [];
  const moved = followers(target, 0, "scheduled", (part, offset) => {
    offsets.push(offset);
    return move(part, "draft");
  });
  expect(moved.parts.map(part => part.state)).toEqual(["published", "draft", "cancelled", "draft"]);
  expect(offsets).toEqual([0, 1]);
});

test("of many attempts the last ten are kept, each once", () => {
  let part = aPart();
  for (let token = 1; token <= 30; token++)
    for (const outcome of ["armed", "refused"])
      part = { ...part, attempts: withAttempt(part, { token, at: token, outcome, code: null }) };
  expect(part.attempts.map(attempt => attempt.token)).toEqual([21, 22, 23, 24, 25, 26, 27, 28, 29, 30]);
  expect(part.attempts.every(attempt => attempt.outcome === "refused")).toBe(true);
});
