import type { Json as HandleJson, Problem, Published } from "@placard/connectors";
import type { NetworkName } from "@placard/networks";
import type { Due, Priority } from "../../change.ts";
import type { FrozenMedia } from "../media/index.ts";

/** Only these have transitions; the statuses of targets and posts are derived from them. */
export type PartState =
  | "draft"
  | "scheduled"
  | "dispatching"
  | "processing"
  | "unknown"
  | "uncertain"
  | "published"
  | "failed"
  | "cancelled"
  | "discarded";

/** The only edges that are ever written (domain rule). */
const EDGES: Readonly<Record<PartState, readonly PartState[]>> = {
  draft: ["scheduled", "cancelled"],
  scheduled: ["draft", "dispatching", "cancelled"],
  dispatching: ["published", "processing", "scheduled", "failed", "unknown"],
  processing: ["published", "failed", "unknown"],
  unknown: ["published", "scheduled", "uncertain"],
  uncertain: ["published", "scheduled", "discarded"],
  failed: ["scheduled"],
  published: [],
  cancelled: [],
  discarded: [],
};

export interface Attempt {
  readonly token: number;
  /** Real ms since the epoch. */
  readonly at: number;
  /** How it ended: the outcome's kind, or `armed` while it has not. */
  readonly outcome: string;
  readonly code: string | null;
}

/** One thing to send, frozen, with all that is known of its sending. */
export interface PartRecord {
  readonly kind: "post" | "thread_item" | "first_comment";
  /** Unique and constant for this part: what keys on the network are made from. Changes only where absence was proven by burning the old one, or a person orders it again. */
  readonly key: string;
  readonly text: string;
  /** In the order in which they are shown; absent in parts of the first days, which have none. */
  readonly media?: readonly FrozenMedia[];
  readonly title: string | null;
  readonly language: string | null;
  readonly options: { readonly [name: string]: HandleJson };
  readonly state: PartState;
  /** What the network offers to find the outcome; stored before the step that uses it. */
  readonly handle: HandleJson | null;
  /** How often it was armed: the fence of its sending. */
  readonly token: number;
  readonly armed: { readonly nonce: string; readonly at: number; readonly until: number } | null;
  /** Tries that were refused for now, and look-ups that did not tell. */
  readonly tries: number;
  readonly lookups: number;
  /** When something is to happen with it next. */
  readonly next: { readonly at: number; readonly clock: "workspace" | "real" } | null;
  /** Since when it waits for the account's budget at the network (workspace ms); absent in parts of the first days. */
  readonly budgetSince?: number | null;
  /** Since when the outcome is unknown (real ms). */
  readonly unknownSince: number | null;
  /** It comes from a backup older than its time, and may have been sent since: the network is asked before it is. */
  readonly maybeSent?: boolean;
  readonly published: Published | null;
  readonly problem: Problem | null;
  readonly attempts: readonly Attempt[];
}

/** One post on one account. Lies beside its post, in one item: arming and completing touch nothing else. */
export interface TargetRecord {
  readonly schema: 1;
  readonly id: string;
  readonly postId: string;
  readonly accountId: string;
  readonly network: NetworkName;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When its first part is due, ms on the workspace's clock; null for a draft. */
  readonly scheduledAt: number | null;
  /** Which goes first where more is due on the account than it takes at once; absent in targets of the first days, which are `normal`. */
  readonly priority?: Priority;
  readonly parts: readonly PartRecord[];
  /** The post's own, echoed in events. */
  readonly metadata: Readonly<Record<string, string>>;
}

export type TargetStatus = PartState;

/** What matters most to a reader comes first. */
const BY_WEIGHT: readonly PartState[] = [
  "uncertain",
  "failed",
  "dispatching",
  "processing",
  "unknown",
  "scheduled",
  "draft",
  "discarded",
  "cancelled",
  "published",
];

/** A target's status: that of the part that matters most. A part that waits behind a failed one is a draft, and the failure is what is told. */
export function targetStatus(target: TargetRecord): TargetStatus {
  return BY_WEIGHT.find(state => target.parts.some(part => part.state === state)) ?? "draft";
}

/** Being sent, or its outcome not known: nobody may change it now. */
export function inFlight(target: TargetRecord): boolean {
  return target.parts.some(part => part.state === "dispatching" || part.state === "processing" || part.state === "unknown");
}

/** Whether anything of it has reached the network or may have. */
export function hasLeft(target: TargetRecord): boolean {
  return (
    target.parts.some(part => part.state === "published" || part.state === "uncertain" || part.state === "discarded") ||
    inFlight(target)
  );
}

/** How many of its parts are on the network. */
export function publishedParts(target: TargetRecord): number {
  return target.parts.filter(part => part.state === "published").length;
}

/** The part whose turn it is: the first that is not published; -1 when there is none. */
export function currentPart(target: TargetRecord): number {
  return target.parts.findIndex(part => part.state !== "published");
}

/** When durable work is to look at the target, by the part whose turn it is. */
export function targetDue(target: TargetRecord): Due | undefined {
  const part = target.parts[currentPart(target)];
  if (!part) return undefined;
  const lanes = { kind: "target", subLane: target.accountId, ...(target.priority && { priority: target.priority }) };
  switch (part.state) {
    case "scheduled":
    case "unknown":
    case "processing":
      return part.next ? { ...part.next, ...lanes } : undefined;
    case "dispatching":
      return part.armed ? { at: part.armed.until, clock: "real", ...lanes } : undefined;
    default:
      return undefined;
  }
}

/** A part in its next state. @throws {Error} when the edge is none of the domain's: a defect, never written. */
export function move(part: PartRecord, state: PartState, changes: Partial<Omit<PartRecord, "state">> = {}): PartRecord {
  if (!EDGES[part.state].includes(state)) throw new Error(`a part never goes from ${part.state} to ${state}`);
  return { ...part, ...changes, state };
}

/** The target with one part replaced. */
export function withPart(target: TargetRecord, index: number, part: PartRecord, now: number): TargetRecord {
  return { ...target, parts: target.parts.map((old, position) => (position === index ? part : old)), updatedAt: now };
}

/** The target with its parts behind `index` changed where `from` matches. */
export function followers(
  target: TargetRecord,
  index: number,
  from: PartState,
  change: (part: PartRecord, offset: number) => PartRecord,
): TargetRecord {
  let offset = 0;
  return {
    ...target,
    parts: target.parts.map((part, position) => (position > index && part.state === from ? change(part, offset++) : part)),
  };
}

/** At most this many attempts are kept of a part: the first ones matter least. */
const ATTEMPTS = 10;

export function withAttempt(part: PartRecord, attempt: Attempt): readonly Attempt[] {
  const others = part.attempts.filter(one => one.token !== attempt.token);
  return [...others, attempt].slice(-ATTEMPTS);
}
