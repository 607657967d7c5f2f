import type { Problem } from "@placard/connectors";
import { describe, expect, test } from "vitest";
import type { Item, Json } from "../../ports/store/store.ts";
import { aPart, aTarget } from "../../testing/targets.ts";
import {
  type Content,
  nextKey,
  planCancelled,
  planErased,
  planResolved,
  planRetried,
  planRewritten,
  planTargets,
} from "./plan.ts";
import type { PartState, TargetRecord } from "./target.ts";

const NOW = 50_000;
const post = { id: "post_1", metadata: { order: "4711" } };
const problem: Problem = {
  code: "refused",
  category: "content_rejected",
  source: "author",
  retryable: false,
  message: "No.",
  userMessage: "No.",
  networkCode: null,
  networkMessage: null,
};
const content = (accountId: string, ...texts: string[]): Content => ({
  accountId,
  network: "sandbox",
  parts: texts.map((text, index) => ({
    kind: index === 0 ? "post" : "thread_item",
    text,
    media: [],
    title: null,
    language: null,
    options: {},
  })),
});
const itemOf = (target: TargetRecord, version = 3): Item => ({
  pk: `target#${target.id}`,
  sk: "target",
  version,
  data: target as unknown as Json,
});
const states = (target: TargetRecord | undefined): PartState[] => target?.parts.map(part => part.state) ?? [];
const rewrite = (
  targets: readonly TargetRecord[],
  contents: readonly Content[],
  why: "content" | "schedule",
  at: number | null,
) => {
  let made = 0;
  return planRewritten(
    post,
    targets.map(target => itemOf(target)),
    contents,
    why,
    at === null ? null : { at, priority: "normal" },
    NOW,
    () => `tgt_new_${++made}`,
  );
};

test("a new post makes one target for each account, each with keys of its own", () => {
  let made = 0;
  const { targets, change } = planTargets(
    post,
    [content("a", "One", "Two"), content("b", "One")],
    { at: 9000, priority: "high" },
    NOW,
    () => `tgt_${++made}`,
  );
  expect(targets.map(target => [target.accountId, target.scheduledAt, target.priority, target.metadata])).toEqual([
    ["a", 9000, "high", post.metadata],
    ["b", 9000, "high", post.metadata],
  ]);
  expect(targets.flatMap(target => target.parts.map(part => part.key))).toEqual(["tgt_1_0_1", "tgt_1_1_1", "tgt_2_0_1"]);
  expect(states(targets[0])).toEqual(["scheduled", "scheduled"]);
  expect(targets[0]?.parts[0]?.next).toEqual({ at: 9000, clock: "workspace" });
  expect(change.writes).toHaveLength(2);
  const draft = planTargets(post, [content("a", "One")], null, NOW, () => "tgt_9").targets[0];
  expect(draft?.parts[0]).toMatchObject({ state: "draft", next: null });
});

describe("rewriting", () => {
  test("keeps a target while its account stays, removes it with its account, makes one for a new account", () => {
    const { targets, change } = rewrite(
      [aTarget([aPart()], { id: "tgt_a", accountId: "a" }), aTarget([aPart()], { id: "tgt_b", accountId: "b" })],
      [content("a", "New"), content("c", "New")],
      "content",
      7000,
    );
    expect(targets.map(target => [target.id, target.accountId, target.parts[0]?.text])).toEqual([
      ["tgt_a", "a", "New"],
      ["tgt_new_1", "c", "New"],
    ]);
    expect(
      change.writes.map(write => [write.op, write.op === "delete" ? write.key.pk : "", "if" in write ? write.if : null]),
    ).toEqual([
      ["put", "", { version: 3 }],
      ["delete", "target#tgt_b", { version: 3 }],
      ["put", "", { absent: true }],
    ]);
  });

  test.each(["dispatching", "processing", "unknown"] as const)("is refused for all while one is %s", state => {
    const targets = [
      aTarget([aPart()], { id: "tgt_a", accountId: "a" }),
      aTarget([aPart({ state })], { id: "tgt_b", accountId: "b" }),
    ];
    expect(() => rewrite(targets, [content("a", "New")], "content", 7000)).toThrow(
      expect.objectContaining({ code: "target_in_flight" }),
    );
    expect(() => planErased(targets.map(target => itemOf(target)))).toThrow(
      expect.objectContaining({ code: "target_in_flight" }),
    );
  });

  test.each(["published", "uncertain", "discarded"] as const)("is refused where one is %s", state => {
    const target = aTarget([aPart({ state }), aPart()], { accountId: "a" });
    expect(() => rewrite([target], [content("a", "New")], "content", 7000)).toThrow(
      expect.objectContaining({ code: "post_not_editable" }),
    );
  });

  test.each(["content", "schedule"] as const)("for its %s never brings back what was cancelled", why => {
    const cancelled = aTarget([aPart({ state: "cancelled" })], { accountId: "a" });
    const { targets, change } = rewrite([cancelled], [content("a", "New")], why, 7000);
    expect(targets).toEqual([cancelled]);
    expect(change.writes).toEqual([]);
  });

  test("gives what failed its new words, and sends it only when it is scheduled anew, under a new key", () => {
    const attempts = [{ token: 2, at: 1, outcome: "refused", code: "refused" }];
    const failed = aTarget([aPart({ state: "failed", token: 2, problem, attempts }), aPart({ state: "draft" })], {
      accountId: "a",
    });
    const edited = rewrite([failed], [content("a", "New", "More", "And more")], "content", 1000).targets[0];
    expect(states(edited)).toEqual(["failed", "draft", "draft"]);
    expect(edited?.parts[0]).toMatchObject({ text: "New", key: "tgt_1_0_2", token: 2, problem, attempts, next: null });
    const again = rewrite([failed], [content("a", "New", "More")], "schedule", 7000).targets[0];
    expect(states(again)).toEqual(["scheduled", "scheduled"]);
    expect(again?.parts[0]).toMatchObject({ key: "tgt_1_0_2", token: 2, problem: null, tries: 0, next: { at: 7000 } });
  });

  test("gives a part that was sent before a new key, for a network may remember the old one with the old words", () => {
    const waiting = aTarget([aPart({ token: 1, tries: 1 })], { accountId: "a" });
    expect(rewrite([waiting], [content("a", "New")], "content", 7000).targets[0]?.parts[0]).toMatchObject({
      key: "tgt_1_0_2",
      token: 1,
      state: "scheduled",
    });
  });
});

describe("cancelling", () => {
  test("takes what has not left", () => {
    const target = aTarget([aPart({ state: "published" }), aPart(), aPart({ state: "draft" })]);
    expect(states(planCancelled(target, NOW))).toEqual(["published", "cancelled", "cancelled"]);
  });
  test.each([
    ["dispatching", "target_in_flight"],
    ["unknown", "target_in_flight"],
    ["published", "target_not_cancellable"],
    ["failed", "target_not_cancellable"],
    ["uncertain", "target_not_cancellable"],
    ["cancelled", "target_not_cancellable"],
  ] as const)("refuses what is %s", (state, code) => {
    expect(() => planCancelled(aTarget([aPart({ state })]), NOW)).toThrow(expect.objectContaining({ code }));
  });
});

describe("retrying", () => {
  test("goes on from the part that failed, with the ones behind it", () => {
    const target = aTarget([
      aPart({ state: "published" }),
      aPart({ state: "failed", tries: 9, lookups: 2, problem, key: "k_1" }),
      aPart({ state: "draft" }),
    ]);
    const retried = planRetried(target, NOW);
    expect(states(retried)).toEqual(["published", "scheduled", "scheduled"]);
    expect(retried.parts[1]).toMatchObject({
      tries: 0,
      lookups: 0,
      problem: null,
      next: { at: NOW, clock: "workspace" },
      key: "k_1",
    });
  });
  test("refuses what has not failed", () => {
    expect(() => planRetried(aTarget([aPart()]), NOW)).toThrow(expect.objectContaining({ code: "target_not_retryable" }));
  });
});

describe("resolving", () => {
  const open = () =>
    aTarget([
      aPart({ state: "published" }),
      aPart({ state: "uncertain", key: "tgt_1_1_1", problem, handle: "h", token: 1, unknownSince: 5 }),
      aPart({ state: "draft" }),
    ]);
  test("as published goes on behind it", () => {
    const resolved = planResolved(open(), { as: "published", url: "https://x.example/1", externalId: null }, NOW);
    expect(states(resolved)).toEqual(["published", "published", "scheduled"]);
    expect(resolved.parts[1]).toMatchObject({
      problem: null,
      published: { url: "https://x.example/1", externalId: "https://x.example/1" },
    });
  });
  test("as to be sent again takes a new key and forgets the old handle", () => {
    const resolved = planResolved(open(), { as: "again" }, NOW);
    expect(states(resolved)).toEqual(["published", "scheduled", "scheduled"]);
    expect(resolved.parts[1]).toMatchObject({
      key: "tgt_1_1_2",
      handle: null,
      unknownSince: null,
      problem: null,
      next: { at: NOW },
    });
  });
  test("as discarded sends nothing more", () => {
    expect(states(planResolved(open(), { as: "discarded" }, NOW))).toEqual(["published", "discarded", "cancelled"]);
  });
  test("refuses what is not open", () => {
    expect(() => planResolved(aTarget([aPart({ state: "failed" })]), { as: "again" }, NOW)).toThrow(
      expect.objectContaining({ code: "target_not_uncertain" }),
    );
  });
});

test("the key of the next generation differs in its last number alone", () => {
  expect(nextKey("tgt_01abc_0_1")).toBe("tgt_01abc_0_2");
  expect(nextKey("tgt_01abc_12_9")).toBe("tgt_01abc_12_10");
});

test("what may have been sent before a restore is still asked for under other words and at another time", () => {
  const old = aTarget([aPart({ maybeSent: true }), aPart({ kind: "thread_item" })], { accountId: "a" });
  const { targets } = rewrite([old], [content("a", "Other", "Words")], "schedule", 90_000);
  expect(targets[0]?.parts.map(part => [part.text, part.maybeSent ?? false])).toEqual([
    ["Other", true],
    ["Words", false],
  ]);
});
