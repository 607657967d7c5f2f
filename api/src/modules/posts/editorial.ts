import type { Ctx } from "../../ctx.ts";
import { Refusal } from "../../problems.ts";
import type { Approval, EditorialState, PostRecord, PostStatus } from "./records.ts";

/** The only edges that are ever written (domain rule). A post becomes a draft again when what it says is changed. */
const EDGES: Readonly<Record<EditorialState, readonly EditorialState[]>> = {
  draft: ["pending_approval"],
  pending_approval: ["approved", "rejected", "draft"],
  approved: ["draft"],
  rejected: ["pending_approval"],
};

export const editorialState = ({ approval }: Pick<PostRecord, "approval">): EditorialState => approval?.state ?? "draft";

/** The next state of approval. @throws {Error} when the edge is none of the domain's: a defect, never written. */
export function moveApproval(from: Approval | null, to: Approval | null): Approval | null {
  const [old, next] = [editorialState({ approval: from }), editorialState({ approval: to })];
  if (old !== next && !EDGES[old].includes(next)) throw new Error(`a post never goes from ${old} to ${next}`);
  return to;
}

/** Approval is of what a post says: other words take it away, and a submission back. What was rejected stays so until it is submitted again. */
export const approvalOfChanged = (approval: Approval | null): Approval | null =>
  approval?.state === "rejected" ? approval : moveApproval(approval, null);

/** What a new post needs to be scheduled with its writing. @throws {Refusal} `approval_required` */
export function assertNeedsNoApproval(ctx: Ctx): void {
  if (ctx.workspace.approvalRequired)
    throw new Refusal(
      "approval_required",
      "In this workspace a post is approved before it is scheduled. Write it as a draft, and submit it with the time you wish: posts.submit.",
    );
}

/** Whether a post may be given a time. @throws {Refusal} `approval_required` */
export function assertApproved(ctx: Ctx, post: PostRecord): void {
  const state = editorialState(post);
  if (state === "approved" || (state === "draft" && !ctx.workspace.approvalRequired)) return;
  const help = {
    draft: "In this workspace a post is approved before it is scheduled. Submit it, with the time you wish: posts.submit.",
    pending_approval: "The post waits for approval. It is scheduled when it is approved with a time: posts.approve.",
    rejected: "The post was rejected. Change it, and submit it again: posts.submit.",
  } as const;
  throw new Refusal("approval_required", help[state]);
}

/**
 * Whether a post that has a time keeps it when what it says is changed. Where posts need approval, what is scheduled becomes a draft again; what has failed
 * cannot, and it must not be retried in words that nobody approved. Of what has left in part (`left`) the targets say why it cannot be changed.
 * @throws {Refusal} `approval_required`
 */
export function keepsTime(ctx: Ctx, status: PostStatus, left: boolean): boolean {
  if (!ctx.workspace.approvalRequired || left) return true;
  if (status === "scheduled") return false;
  throw new Refusal(
    "approval_required",
    `The post is ${status}, and could be retried in words that nobody approved. Duplicate it, change the copy, and submit that.`,
  );
}
