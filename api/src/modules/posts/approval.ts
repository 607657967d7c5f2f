import type { Ctx } from "../../ctx.ts";
import { Refusal } from "../../problems.ts";
import { type Author, authorOf, isSameAuthor } from "./authors.ts";
import { editorialState } from "./editorial.ts";
import type { Approval, ProposedSchedule } from "./records.ts";
import { type Answer, type Found, hasPassed, QUEUE_TRIES, rewrite, type When } from "./service.ts";
import { statusOf } from "./status.ts";

/** What a caller says with a step of approval. */
export interface Said {
  readonly comment: string | null;
  readonly schedule: When | null;
}

/**
 * Submits a draft, or what was rejected, for approval, with the time its author wishes. It must be such that it could be scheduled.
 * @throws {Refusal} `post_not_submittable`, and what `schedulePost` refuses with
 */
export const submitPost = (ctx: Ctx, id: string, { comment, schedule }: Said, ifMatch: number | null): Promise<Answer> =>
  rewrite(ctx, id, ifMatch, "schedule", async ({ post, targets }) => {
    const status = statusOf(post, targets);
    if (status !== "draft" && status !== "rejected")
      throw new Refusal("post_not_submittable", `The post is ${status}; only a draft, or one that was rejected, is submitted.`);
    const approval: Approval = {
      state: "pending_approval",
      submittedBy: authorOf(ctx.actor),
      submittedAt: ctx.time.workspace.now(),
      decidedBy: null,
      decidedAt: null,
      comment,
      proposed: null,
    };
    return { content: post, approval, ...(schedule && { wish: schedule }), told: ["post.approval_requested"] };
  });

/**
 * Approves what was submitted, and schedules it in the same commit where a time is given, or was wished.
 * @throws {Refusal} `post_not_pending`, `own_submission`, `time_in_past`, and what `schedulePost` refuses with
 */
export const approvePost = (ctx: Ctx, id: string, { comment, schedule }: Said, ifMatch: number | null): Promise<Answer> =>
  rewrite(
    ctx,
    id,
    ifMatch,
    "schedule",
    async found => {
      const decider = authorOf(ctx.actor);
      const approval = decided(ctx, found, "approved", decider, comment);
      // A key acts for a system of the vendor's, which knows its people itself.
      if (decider.kind !== "api_key" && isSameAuthor(decider, approval.submittedBy))
        throw new Refusal("own_submission", "You submitted it yourself. Another person approves it.");
      const when = schedule ?? wished(ctx, found.post.approval?.proposed ?? null);
      return {
        content: found.post,
        approval,
        ...(when && { when }),
        told: ["post.approved", ...(when ? ["post.scheduled"] : [])],
      };
    },
    QUEUE_TRIES,
  );

/** Rejects what was submitted; its author may take it up again. @throws {Refusal} `post_not_pending` */
export const rejectPost = (ctx: Ctx, id: string, comment: string, ifMatch: number | null): Promise<Answer> =>
  rewrite(ctx, id, ifMatch, "schedule", async found => {
    const approval = decided(ctx, found, "rejected", authorOf(ctx.actor), comment);
    // The author sees what was wished; approval consumes it.
    return {
      content: found.post,
      approval: { ...approval, proposed: found.post.approval?.proposed ?? null },
      told: ["post.rejected"],
    };
  });

/** @throws {Refusal} `post_not_pending` */
function decided(
  ctx: Ctx,
  { post, targets }: Pick<Found, "post" | "targets">,
  state: "approved" | "rejected",
  decidedBy: Author,
  comment: string | null,
): Approval {
  const status = statusOf(post, targets);
  if (!post.approval || status !== "pending_approval" || editorialState(post) !== status)
    throw new Refusal("post_not_pending", `The post is ${status}; only one that waits for approval is approved or rejected.`);
  const { submittedBy, submittedAt } = post.approval;
  return { state, submittedBy, submittedAt, decidedBy, decidedAt: ctx.time.workspace.now(), comment, proposed: null };
}

/** The time that was wished, as it is to be now. @throws {Refusal} `time_in_past` */
function wished(ctx: Ctx, proposed: ProposedSchedule | null): When | null {
  if (!proposed) return null;
  const { at, timeZone: time_zone, priority, means } = proposed;
  if (means === "now") return { now: true, priority };
  if (means === "next_slot") return { next_slot: true, priority };
  if (hasPassed(ctx, at))
    throw new Refusal(
      "time_in_past",
      `${new Date(at).toISOString()}, the time its author wished, has passed while it waited. Give schedule with another time, or reject it.`,
      { extra: { workspace_time: new Date(ctx.time.workspace.now()).toISOString() } },
    );
  return { at: new Date(at).toISOString(), time_zone, priority };
}
