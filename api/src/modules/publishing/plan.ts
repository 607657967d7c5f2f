import type { Json as HandleJson } from "@placard/connectors";
import type { NetworkName } from "@placard/networks";
import { type Change, create, erase, type Priority, replace, type Write } from "../../change.ts";
import type { Item } from "../../ports/store/store.ts";
import { Refusal } from "../../problems.ts";
import type { FrozenMedia } from "../media/index.ts";
import { targetDraft, targetKey, targetOf } from "./records.ts";
import { followers, hasLeft, inFlight, move, type PartRecord, type TargetRecord, targetStatus } from "./target.ts";

/** What one account is to publish, as the post says it for that account. */
export interface Content {
  readonly accountId: string;
  readonly network: NetworkName;
  readonly parts: readonly {
    readonly kind: PartRecord["kind"];
    readonly text: string;
    readonly media: readonly FrozenMedia[];
    readonly title: string | null;
    readonly language: string | null;
    readonly options: { readonly [name: string]: HandleJson };
  }[];
}

export interface TargetsPlan {
  readonly change: Change;
  /** The post's targets after the change. */
  readonly targets: readonly TargetRecord[];
}

/** When a post is due, ms on the workspace's clock, and how soon among others. */
export interface PostSchedule {
  readonly at: number;
  readonly priority: Priority;
}

/** What the plans need of a post: publishing knows posts by this alone. */
export interface PostFacts {
  readonly id: string;
  readonly metadata: Readonly<Record<string, string>>;
}

function freeze(target: Pick<TargetRecord, "id">, contents: Content, scheduledAt: number | null): PartRecord[] {
  return contents.parts.map((part, index) => ({
    ...part,
    key: `${target.id}_${index}_1`,
    state: scheduledAt === null ? "draft" : "scheduled",
    handle: null,
    token: 0,
    armed: null,
    tries: 0,
    lookups: 0,
    next: scheduledAt === null ? null : { at: scheduledAt, clock: "workspace" },
    unknownSince: null,
    published: null,
    problem: null,
    attempts: [],
  }));
}

/**
 * New content for a target of which nothing has left. Only its first part can ever have been armed, and then its sending was refused or is proven absent:
 * it goes on counting, under a new key, for a network may remember the old one with the old content.
 */
function refreeze(old: TargetRecord, content: Content, why: Rewriting, scheduledAt: number | null): PartRecord[] {
  const before = old.parts[0];
  // Other words do not undo what may have been sent before a restore.
  const parts = freeze(old, content, scheduledAt).map((part, index) =>
    old.parts[index]?.maybeSent ? { ...part, maybeSent: true } : part,
  );
  const [first, ...others] = parts;
  if (!before || !first || before.token === 0) return parts;
  const again = { ...first, key: nextKey(before.key), token: before.token, attempts: before.attempts };
  if (before.state !== "failed" || (why === "schedule" && scheduledAt !== null)) return [again, ...others];
  const failed: PartRecord = { ...again, state: "failed", next: null, problem: before.problem };
  return [failed, ...others.map((part): PartRecord => ({ ...part, state: "draft", next: null }))];
}

/** The targets of a new post: one item per account, its parts frozen, due when `schedule` says so; drafts without. */
export function planTargets(
  post: PostFacts,
  contents: readonly Content[],
  schedule: PostSchedule | null,
  now: number,
  newId: () => string,
): TargetsPlan {
  const targets = contents.map((content): TargetRecord => {
    const id = newId();
    return {
      schema: 1,
      id,
      postId: post.id,
      accountId: content.accountId,
      network: content.network,
      createdAt: now,
      updatedAt: now,
      ...when(schedule),
      parts: freeze({ id }, content, schedule?.at ?? null),
      metadata: post.metadata,
    };
  });
  return { change: { writes: targets.map(target => create(targetDraft(target))), events: [] }, targets };
}

const when = (schedule: PostSchedule | null) => ({
  scheduledAt: schedule?.at ?? null,
  priority: schedule?.priority ?? "normal",
});

/** Why a post's targets are rewritten: what it says was changed, or when it is due (or that it is not). */
export type Rewriting = "content" | "schedule";

/**
 * Rewrites the targets of a post that has changed: all of them together, or none.
 * A target keeps its id while its account stays; one whose account left the post is removed. What was cancelled stays cancelled, whatever is changed.
 * What failed stays failed under new content, until it is retried or scheduled again: nothing is sent because somebody corrected a word.
 * @throws {Refusal} `target_in_flight` when a part is being sent or its outcome is not known; `post_not_editable` when one has been published.
 */
export function planRewritten(
  post: PostFacts,
  items: readonly Item[],
  contents: readonly Content[],
  why: Rewriting,
  schedule: PostSchedule | null,
  now: number,
  newId: () => string,
): TargetsPlan {
  assertUnarmed(items);
  const writes: Write[] = [];
  const targets: TargetRecord[] = [];
  const added: Content[] = [];
  for (const content of contents) {
    const item = items.find(one => targetOf(one).accountId === content.accountId);
    if (!item) {
      added.push(content);
      continue;
    }
    const old = targetOf(item);
    if (targetStatus(old) === "cancelled") {
      targets.push(old);
      continue;
    }
    const target: TargetRecord = {
      ...old,
      ...when(schedule),
      updatedAt: now,
      metadata: post.metadata,
      parts: refreeze(old, content, why, schedule?.at ?? null),
    };
    targets.push(target);
    writes.push(replace(targetDraft(target), item));
  }
  for (const item of items) {
    if (contents.some(content => content.accountId === targetOf(item).accountId)) continue;
    writes.push(erase(targetKey(targetOf(item).id), item));
  }
  const fresh = planTargets(post, added, schedule, now, newId);
  return { change: { writes: [...writes, ...fresh.change.writes], events: [] }, targets: [...targets, ...fresh.targets] };
}

/** Removes the targets of a post that is deleted. @throws {Refusal} `target_in_flight` */
export function planErased(items: readonly Item[]): Change {
  for (const item of items) if (inFlight(targetOf(item))) throw beingSent(targetOf(item));
  return { writes: items.map(item => erase(targetKey(targetOf(item).id), item)), events: [] };
}

function assertUnarmed(items: readonly Item[]): void {
  for (const item of items) {
    const target = targetOf(item);
    if (inFlight(target)) throw beingSent(target);
    if (hasLeft(target))
      throw new Refusal(
        "post_not_editable",
        `It has been published on ${target.network}. Duplicate the post to write a new one.`,
      );
  }
}

const beingSent = (target: TargetRecord): Refusal =>
  new Refusal("target_in_flight", `Target ${target.id} is being published right now. Try again when it has settled.`, {
    retryAfterMs: 5000,
  });

/** Cancels what of a target has not left yet. @throws {Refusal} `target_in_flight`, `target_not_cancellable` */
export function planCancelled(target: TargetRecord, now: number): TargetRecord {
  if (inFlight(target)) throw beingSent(target);
  const open = target.parts.some(part => part.state === "draft" || part.state === "scheduled");
  const status = targetStatus(target);
  if (!open || status === "failed" || status === "uncertain")
    throw new Refusal("target_not_cancellable", `The target is ${status}: there is nothing left to cancel.`);
  const parts = target.parts.map(part =>
    part.state === "draft" || part.state === "scheduled" ? move(part, "cancelled", { next: null }) : part,
  );
  return { ...target, parts, updatedAt: now };
}

/** Tries a failed target again from the part that failed. @throws {Refusal} `target_not_retryable` */
export function planRetried(target: TargetRecord, now: number): TargetRecord {
  const index = target.parts.findIndex(part => part.state === "failed");
  const failed = target.parts[index];
  if (!failed)
    throw new Refusal("target_not_retryable", `The target is ${targetStatus(target)}; only a failed one can be retried.`);
  return scheduleFrom(
    target,
    index,
    move(failed, "scheduled", { tries: 0, lookups: 0, problem: null, next: { at: now, clock: "workspace" }, unknownSince: null }),
    now,
  );
}

export type Resolution =
  | { readonly as: "published"; readonly url: string; readonly externalId: string | null }
  | { readonly as: "again" }
  | { readonly as: "discarded" };

/** A person says what became of an uncertain part. @throws {Refusal} `target_not_uncertain` */
export function planResolved(target: TargetRecord, resolution: Resolution, now: number): TargetRecord {
  const index = target.parts.findIndex(part => part.state === "uncertain");
  const part = target.parts[index];
  if (!part) throw new Refusal("target_not_uncertain", `The target is ${targetStatus(target)}; there is nothing to resolve.`);
  switch (resolution.as) {
    case "published": {
      const published = {
        externalId: resolution.externalId ?? resolution.url,
        url: resolution.url,
        reference: null,
        publishedAt: part.armed?.at ?? now,
      };
      return scheduleFrom(target, index, move(part, "published", { published, problem: null, next: null }), now);
    }
    case "again":
      // A new key: the person decided, and the old one may still turn up.
      return scheduleFrom(
        target,
        index,
        move(part, "scheduled", {
          key: nextKey(part.key),
          handle: null,
          tries: 0,
          lookups: 0,
          problem: null,
          unknownSince: null,
          next: { at: now, clock: "workspace" },
        }),
        now,
      );
    case "discarded": {
      const discarded = {
        ...target,
        parts: target.parts.map((one, position) => (position === index ? move(part, "discarded", { next: null }) : one)),
        updatedAt: now,
      };
      return followers(discarded, index, "draft", one => move(one, "cancelled", { next: null }));
    }
  }
}

/** Puts `part` in its place; the ones that waited behind it are scheduled again. */
function scheduleFrom(target: TargetRecord, index: number, part: PartRecord, now: number): TargetRecord {
  const placed = { ...target, parts: target.parts.map((one, position) => (position === index ? part : one)), updatedAt: now };
  return followers(placed, index, "draft", one => move(one, "scheduled", { next: { at: now, clock: "workspace" } }));
}

/** The key of the next generation: `…_1` becomes `…_2`. */
export function nextKey(key: string): string {
  const cut = key.lastIndexOf("_");
  return `${key.slice(0, cut)}_${Number(key.slice(cut + 1)) + 1}`;
}
