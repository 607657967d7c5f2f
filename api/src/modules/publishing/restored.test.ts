import { describe, expect, test } from "vitest";
import { aPart, aTarget, type PartState } from "../../testing/targets.ts";
import { targetDraft, targetOf } from "./records.ts";
import { planRestored } from "./restored.ts";
import type { PartRecord, TargetRecord } from "./target.ts";

const NOW = 1_000_000;
const due = (at: number) => ({ next: { at, clock: "workspace" as const } });
const item = (target: TargetRecord) => {
  const { pk, sk, data } = targetDraft(target);
  return { pk: `ws_1|${pk}`, sk, version: 1, data };
};
/** Which parts are marked; null where the target is left as it is. */
const marked = (...parts: PartRecord[]): boolean[] | null => {
  const data = planRestored(item(aTarget(parts)), NOW);
  return data === null ? null : targetOf({ pk: "", sk: "", version: 1, data }).parts.map(part => part.maybeSent === true);
};

describe("a target that comes from a backup", () => {
  test("may have been sent, with all that follows, where it was due by then", () => {
    expect(marked(aPart(due(NOW)))).toEqual([true]);
    expect(marked(aPart(due(0)), aPart({ kind: "thread_item" }), aPart({ kind: "first_comment" }))).toEqual([true, true, true]);
    expect(marked(aPart({ state: "published" }), aPart(due(5)), aPart())).toEqual([false, true, true]);
  });

  test("cannot have been sent where it was due later, or not at all", () => {
    expect(marked(aPart(due(NOW + 1)), aPart(due(NOW + 1)))).toBeNull();
    expect(marked(aPart({ state: "draft" }), aPart({ state: "draft" }))).toBeNull();
  });

  test.each(["cancelled", "discarded"] as const)("that was %s is left alone", state => {
    expect(marked(aPart({ state }), aPart({ state: "cancelled" }))).toBeNull();
  });

  test.each<PartState>(["dispatching", "processing", "unknown"])(
    "that was %s is looked up anyhow, and only what follows is marked",
    state => {
      expect(marked(aPart({ state }))).toBeNull();
      expect(marked(aPart({ state }), aPart())).toEqual([false, true]);
    },
  );

  test.each<PartState>(["failed", "uncertain"])("that was %s may have been let go on by a person since", state => {
    expect(marked(aPart({ state }), aPart({ state: "draft" }))).toEqual([false, true]);
  });

  test("is marked once: a restore that is gone on with changes nothing", () => {
    expect(marked(aPart({ ...due(0), maybeSent: true }))).toBeNull();
  });
});
