import { expect, test } from "vitest";
import { type Asked, judge, type Known, type OnNetwork, type StoredEvent, type StoredPost } from "./truth.ts";

/** A thread of two on one account, published as it should be; each test breaks one thing of it. */
const asked: Asked = {
  name: "post 0",
  id: "post_1",
  accounts: ["usr_1"],
  texts: ["one", "two"],
  editedText: "one (edited)",
  due: 1000,
  change: null,
  told: true,
};
const first: OnNetwork = { account: "usr_1", id: "pst_1", text: "one", parent: null, at: 1200 };
const second: OnNetwork = { account: "usr_1", id: "pst_2", text: "two", parent: "pst_1", at: 1300 };

type Part = StoredPost["targets"][number]["parts"][number];
const part = (text: string, external_id: string | null, more: Partial<Part> = {}): Part => ({
  kind: "thread_item",
  text,
  status: "published",
  external_id,
  problem: null,
  attempts: [{ outcome: "accepted" }],
  ...more,
});
const target = { id: "tgt_1", account_id: "acct_1", status: "published", scheduled_at: new Date(1000).toISOString() };
const storedWith = (parts: readonly Part[], status = "published"): ReadonlyMap<string, StoredPost> =>
  new Map([["post_1", { id: "post_1", status, targets: [{ ...target, status, parts }] }]]);
const event = (sequence: number, type: string): StoredEvent => ({
  type,
  sequence,
  data: type.startsWith("post") ? { post: { id: "post_1" } } : { target: { id: "tgt_1" } },
});
const log = [event(3, "post.published"), event(2, "target.published"), event(1, "post.created")];

const good: Known = {
  asked: [asked],
  network: [first, second],
  stored: storedWith([part("one", "pst_1"), part("two", "pst_2")]),
  accounts: new Map([["acct_1", "usr_1"]]),
  logs: [log],
  told: new Set(["post_1"]),
  clocksSetByMs: 0,
};

test("what is as it should be breaks nothing", () => {
  expect(judge(good)).toEqual({
    posts: 1,
    parts: 2,
    published: 2,
    recovered: 0,
    uncertain: 0,
    failed: 0,
    cancelled: 0,
    draft: 0,
    problems: [],
    doubled: 0,
    lost: 0,
    broken: [],
    untold: [],
  });
});

test("an outcome that nobody can look up before the account is connected again is open, not lost", () => {
  const waiting = part("two", null, { status: "unknown", problem: { code: "reconnect_required" } });
  const known = { ...good, network: [first], stored: storedWith([part("one", "pst_1"), waiting], "publishing") };
  expect(judge(known)).toMatchObject({ uncertain: 1, lost: 0 });
  expect(judge(known).broken.filter(what => what.startsWith("lost"))).toEqual([]);
});

const changed = (kind: "cancel" | "edit" | "move", answered: "done" | "refused" | "maybe", to = 1000): Asked => ({
  ...asked,
  change: { kind, answered, to },
});
const failed = part("two", null, { status: "failed", problem: { code: "content_rejected" } });

test.each<[string, Partial<Known>, object]>([
  ["stands there twice", { network: [first, { ...first, id: "pst_9" }, second] }, { doubled: 1 }],
  [
    "stands there as it was and as it was edited",
    { network: [first, { ...first, id: "pst_9", text: "one (edited)" }, second] },
    { doubled: 1 },
  ],
  ["is said to be published and is not", { network: [first] }, { lost: 1 }],
  ["was accepted and is nowhere", { stored: new Map(), network: [] }, { lost: 2 }],
  [
    "has not settled",
    { stored: storedWith([part("one", "pst_1"), part("two", null, { status: "unknown" })], "publishing") },
    { lost: 1 },
  ],
  ["is said to have failed and stands there", { stored: storedWith([part("one", "pst_1"), failed], "failed") }, { failed: 1 }],
  ["stands there too early", { network: [{ ...first, at: 999 }, second] }, {}],
  ["answers another than the one before it", { network: [first, { ...second, parent: null }] }, {}],
  [
    "has another id than the store says",
    {
      network: [
        { ...first, id: "pst_8" },
        { ...second, parent: "pst_1" },
      ],
    },
    {},
  ],
  ["stands there and nobody asked for it", { network: [first, second, { ...first, text: "three", id: "pst_3" }] }, {}],
  ["was refused and stands there", { asked: [{ ...asked, id: null }], stored: new Map(), logs: [[]] }, {}],
  ["was cancelled and went out", { asked: [changed("cancel", "done")] }, {}],
  ["was edited and went out as it was", { asked: [changed("edit", "done")] }, {}],
  ["was moved and went out before", { asked: [changed("move", "done", 5000)] }, {}],
  ["left a gap in the log", { logs: [log.slice(0, 1), log.slice(1)] }, {}],
  ["is in the log twice", { logs: [[event(4, "post.published"), ...log]] }, {}],
])("a post that %s breaks a promise", (_, change, counts) => {
  const verdict = judge({ ...good, ...change });
  expect(verdict.broken).not.toEqual([]);
  expect(verdict).toMatchObject({ doubled: 0, lost: 0, ...counts });
});

test.each<[string, Partial<Known>]>([
  ["of which nobody was told", { told: new Set() }],
  ["that is not in the log", { logs: [log.slice(1)] }],
])("a published post %s is told of later, or a promise is broken", (_, change) => {
  expect(judge({ ...good, ...change })).toMatchObject({ broken: [], untold: [expect.any(String)] });
});

test.each<[string, Partial<Known>, object]>([
  [
    "failed and is not there",
    { network: [first], stored: storedWith([part("one", "pst_1"), failed], "failed"), told: new Set() },
    { failed: 1, problems: ["content_rejected"] },
  ],
  [
    "is uncertain and is there",
    { stored: storedWith([part("one", "pst_1"), part("two", null, { status: "uncertain" })], "uncertain") },
    { uncertain: 1 },
  ],
  ["was sent by a clock that was set back in that moment", { network: [{ ...first, at: 500 }, second], clocksSetByMs: 600 }, {}],
  ["may have been edited, and was not", { asked: [changed("edit", "maybe")] }, {}],
  [
    "was found after its answer was lost",
    { stored: storedWith([part("one", "pst_1", { attempts: [{ outcome: "unknown" }] }), part("two", "pst_2")]) },
    { recovered: 1 },
  ],
  ["was not to be cancelled any more", { asked: [changed("cancel", "refused")] }, {}],
])("a post that %s breaks none", (_, change, counts) => {
  expect(judge({ ...good, ...change })).toMatchObject({ broken: [], untold: [], doubled: 0, lost: 0, ...counts });
});
