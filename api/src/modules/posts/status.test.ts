import { expect, test } from "vitest";
import { aPart, aTarget, type PartState } from "../../testing/targets.ts";
import { postStatus } from "./status.ts";

/** Each argument is a target: its parts' states. */
const of = (...targets: PartState[][]) => postStatus(targets.map(states => aTarget(states.map(state => aPart({ state })))));

test.each([
  ["draft", []],
  ["draft", [["draft"]]],
  ["draft", [["draft"], ["cancelled"]]],
  ["scheduled", [["scheduled", "scheduled"]]],
  ["scheduled", [["scheduled"], ["cancelled"]]],
  ["cancelled", [["cancelled"], ["discarded"]]],
  ["publishing", [["dispatching"], ["scheduled"]]],
  ["publishing", [["unknown"]]],
  ["publishing", [["published", "scheduled"]]],
  ["publishing", [["published"], ["scheduled"]]],
  ["publishing", [["failed"], ["scheduled"]]],
  ["published", [["published", "published"]]],
  ["published", [["published"], ["cancelled"]]],
  ["partly_published", [["published"], ["failed"]]],
  ["partly_published", [["published", "failed", "draft"]]],
  ["failed", [["failed", "draft"]]],
  ["failed", [["failed"], ["cancelled"]]],
  ["uncertain", [["published"], ["uncertain"]]],
  ["uncertain", [["uncertain", "draft"], ["failed"]]],
] as const)("%s: %j", (status, targets) => {
  expect(of(...targets.map(states => [...states]))).toBe(status);
});

test("a thread cancelled behind its first part is partly published", () => {
  expect(of(["published", "cancelled"])).toBe("partly_published");
  expect(of(["published", "discarded", "cancelled"])).toBe("partly_published");
});
