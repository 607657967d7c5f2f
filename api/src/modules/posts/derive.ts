import { type Change, join, NO_CHANGE, replace } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import type { Subscriber } from "../events/subscriber.ts";
import { getTargets, targetOf } from "../publishing/index.ts";
import { planPlace } from "../scheduling/index.ts";
import { toListedPost } from "./present.ts";
import { placeOf } from "./queue.ts";
import { type PostRecord, type PostStatus, postDraft, postKey, postOf } from "./records.ts";
import { statusOf } from "./status.ts";

/** What is told of a post when its targets have settled. `uncertain` is told target by target: the post is not done. */
const TOLD: Partial<Record<PostStatus, string>> = {
  published: "post.published",
  partly_published: "post.partly_published",
  failed: "post.failed",
};

/**
 * Derives posts from what happened to their targets: the status that lists show, and `post.published` and its like, once.
 * It runs in the relay's transaction, so the post's status and its event stand with the events of the targets that caused them.
 */
export const derivePosts: Subscriber = {
  name: "posts",
  types: [
    "target.published",
    "target.failed",
    "target.unknown",
    "target.uncertain",
    "target.scheduled",
    "target.discarded",
    "target.cancelled",
  ],
  async plan(ctx, events) {
    if (!ctx.workspace) return NO_CHANGE;
    const inWorkspace = ctx as Ctx;
    const ids = new Set(events.map(event => (event.data as { target: { post_id: string } }).target.post_id));
    const changes: Change[] = [];
    for (const id of ids) changes.push(await derive(inWorkspace, id));
    return join(...changes);
  },
};

async function derive(ctx: Ctx, id: string): Promise<Change> {
  const { pk, sk } = postKey(id);
  const item = await ctx.store.get(pk, sk);
  if (!item) return NO_CHANGE; // deleted meanwhile
  const post = postOf(item);
  const targets = (
    await getTargets(
      ctx,
      post.targets.map(target => target.id),
    )
  )
    .filter(found => found !== null)
    .map(targetOf);
  const status = statusOf(post, targets);
  if (status === post.status) return NO_CHANGE;
  // Nothing of it goes out any more: its place in the queue is for others.
  const left = status === "cancelled" ? await planPlace(ctx, id, placeOf(post), null) : null;
  const schedule = left && post.schedule ? { ...post.schedule, slot: null } : post.schedule;
  const changed: PostRecord = { ...post, schedule, status, updatedAt: ctx.time.workspace.now() };
  const type = TOLD[status];
  const data = { post: toListedPost(changed, ctx.workspace.id), metadata: post.metadata, workspace_id: ctx.workspace.id };
  return {
    writes: [replace(postDraft(changed), item), ...(left?.writes ?? [])],
    events: type === undefined ? [] : [{ type, data }],
  };
}
