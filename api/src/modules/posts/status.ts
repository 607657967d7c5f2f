import { type TargetRecord, type TargetStatus, targetStatus } from "../publishing/index.ts";
import { editorialState } from "./editorial.ts";
import type { PostRecord, PostStatus } from "./records.ts";

/** Targets in these states will not change by themselves. */
const SETTLED: ReadonlySet<TargetStatus> = new Set(["published", "failed", "cancelled", "discarded", "uncertain"]);
const IN_FLIGHT: ReadonlySet<TargetStatus> = new Set(["dispatching", "processing", "unknown"]);

/**
 * What its targets say of a post: `draft` while none is scheduled; `publishing` from the first that is sent until all have settled; then `uncertain`
 * where a person must decide, `published`, `partly_published`, `failed`, or `cancelled` where nothing was sent and nothing is to be sent any more.
 */
export function postStatus(targets: readonly TargetRecord[]): PostStatus {
  const states = targets.map(targetStatus).filter(state => state !== "cancelled" && state !== "discarded");
  if (targets.length === 0) return "draft";
  // One whose first part is out and whose next waits is being published, though its parts say scheduled; one whose rest was cancelled is there in part.
  const begun = targets.some(isBegun);
  const partly = targets.some(target => isBegun(target) && targetStatus(target) !== "published");
  if (states.length === 0) return begun ? "partly_published" : "cancelled";
  if (states.every(state => state === "draft")) return "draft";
  const open = states.filter(state => !SETTLED.has(state));
  const left = states.some(state => state === "published" || IN_FLIGHT.has(state) || state === "failed" || state === "uncertain");
  if (open.length > 0) return left || begun ? "publishing" : "scheduled";
  if (states.includes("uncertain")) return "uncertain";
  if (states.every(state => state === "published")) return partly ? "partly_published" : "published";
  return begun ? "partly_published" : "failed";
}

/** A post's status: from its targets, and while none of them is scheduled, from where it stands with its editors. */
export function statusOf(post: Pick<PostRecord, "approval">, targets: readonly TargetRecord[]): PostStatus {
  const status = postStatus(targets);
  return status === "draft" ? editorialState(post) : status;
}

const isBegun = (target: TargetRecord): boolean => target.parts.some(part => part.state === "published");
