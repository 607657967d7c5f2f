import { describe, expect, test } from "vitest";
import { aPart, aTarget } from "../../testing/targets.ts";
import { targetDraft } from "./records.ts";
import { stuckTarget } from "./stuck.ts";
import type { PartRecord } from "./target.ts";

const NOW = 10_000_000;
const MINUTE = 60_000;
const look = (part: PartRecord, offset = 0) => {
  const { pk, sk, data } = targetDraft(aTarget([part]));
  const found = stuckTarget({ pk: `ws_1|${pk}`, sk, version: 1, data }, NOW, offset);
  return found && { kind: found.kind, since: found.since };
};
const workspace = (at: number) => ({ next: { at, clock: "workspace" as const } });

describe("a target is stuck", () => {
  test("where it is a minute overdue, on its workspace's clock", () => {
    expect(look(aPart(workspace(NOW - MINUTE)))).toEqual({ kind: "overdue", since: NOW - MINUTE });
    expect(look(aPart(workspace(NOW - MINUTE + 1)))).toBeNull();
    expect(look(aPart(workspace(NOW + 5 * MINUTE)), 6 * MINUTE)).toEqual({ kind: "overdue", since: NOW - MINUTE });
    expect(look(aPart(workspace(NOW + 3600 * MINUTE)))).toBeNull();
  });

  test("where its sender is gone and nobody took it over", () => {
    const armed = (until: number) => aPart({ state: "dispatching", armed: { nonce: "n", at: 0, until } });
    expect(look(armed(NOW - MINUTE))).toEqual({ kind: "overdue", since: NOW - MINUTE });
    expect(look(armed(NOW + 1))).toBeNull();
  });

  test("where its outcome is not known for ten minutes", () => {
    const unknown = (unknownSince: number) => aPart({ state: "unknown", unknownSince, ...workspace(NOW + MINUTE) });
    expect(look(unknown(NOW - 10 * MINUTE))).toEqual({ kind: "unknown", since: NOW - 10 * MINUTE });
    expect(look(unknown(NOW - 9 * MINUTE))).toBeNull();
    const attempts = [{ token: 1, at: NOW - 20 * MINUTE, outcome: "processing", code: null }];
    expect(look(aPart({ state: "processing", attempts, ...workspace(NOW) }))).toEqual({
      kind: "processing",
      since: NOW - 20 * MINUTE,
    });
  });

  test("as soon as it is uncertain, and never when it has settled otherwise", () => {
    expect(look(aPart({ state: "uncertain", unknownSince: NOW - 1 }))).toEqual({ kind: "uncertain", since: NOW - 1 });
    for (const state of ["published", "failed", "cancelled", "discarded", "draft"] as const)
      expect(look(aPart({ state }))).toBeNull();
  });
});
