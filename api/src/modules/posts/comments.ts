import { commit, create, type Draft, erase, replace, retrying, sortableInstant } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import { type ListBody, pageOver } from "../../http/paging.ts";
import type { Item, Json } from "../../ports/store/store.ts";
import { checkVersion, notFound, Refusal } from "../../problems.ts";
import { type Author, authorOf, isSameAuthor, toAuthor } from "./authors.ts";
import { commentsOfPost, postKey, postOf } from "./records.ts";
import { type Answer, hasPost } from "./service.ts";

/** What a colleague notes on a post. It is never published. */
interface CommentRecord {
  readonly schema: 1;
  readonly id: string;
  readonly postId: string;
  readonly author: Author;
  readonly text: string;
  readonly resolved: boolean;
  /** ms since the epoch, on the workspace's clock. */
  readonly createdAt: number;
  readonly editedAt: number | null;
}

/** What a caller says of a comment that is there. */
export interface CommentChanges {
  readonly text?: string;
  readonly resolved?: boolean;
}

/** Ids sort by time, so a post's partition is in the order in which people wrote. */
const commentKey = (postId: string, id: string) => ({ pk: commentsOfPost(postId), sk: id });

const commentDraft = (comment: CommentRecord): Draft => ({
  ...commentKey(comment.postId, comment.id),
  data: comment as unknown as Json,
});

const commentOf = (item: Item): CommentRecord => item.data as unknown as CommentRecord;

const toComment = (comment: CommentRecord, workspaceId: string): Json => ({
  id: comment.id,
  post_id: comment.postId,
  workspace_id: workspaceId,
  author: toAuthor(comment.author),
  text: comment.text,
  resolved: comment.resolved,
  created_at: sortableInstant(comment.createdAt),
  edited_at: comment.editedAt === null ? null : sortableInstant(comment.editedAt),
});

/** Oldest first. @throws {Refusal} `not_found` */
export async function listComments(
  ctx: Ctx,
  postId: string,
  query: { readonly limit: number | undefined; readonly cursor: string | undefined },
): Promise<ListBody<Json>> {
  if (!(await hasPost(ctx, postId))) throw notFound("post");
  return pageOver(
    ctx,
    { ...query, binding: ["comments", postId] },
    [commentsOfPost(postId)],
    (pk, limit, cursor) => ctx.store.query({ pk, limit, ...(cursor !== null && { cursor }) }),
    items => items.map(item => toComment(commentOf(item), ctx.workspace.id)),
  );
}

/** Comments on a post, which is still there when it is written. @throws {Refusal} `not_found` */
export const createComment = (ctx: Ctx, postId: string, text: string): Promise<Answer> =>
  retrying(ctx, async () => {
    const { pk, sk } = postKey(postId);
    const post = await ctx.store.get(pk, sk);
    if (!post) throw notFound("post");
    const comment: CommentRecord = {
      schema: 1,
      id: ctx.ids.next("comment"),
      postId,
      author: authorOf(ctx.actor),
      text,
      resolved: false,
      createdAt: ctx.time.workspace.now(),
      editedAt: null,
    };
    const body = toComment(comment, ctx.workspace.id);
    const data = { comment: body, metadata: postOf(post).metadata, workspace_id: ctx.workspace.id };
    const change = {
      writes: [create(commentDraft(comment)), { op: "check" as const, key: { pk, sk }, if: { exists: true as const } }],
      events: [{ type: "post.commented", data }],
    };
    return { body: await commit(ctx, change, body, 1), version: 1 };
  });

/** Changes what its author wrote, or whether it is dealt with. @throws {Refusal} `not_found`, `stale`, `not_author` */
export const updateComment = (
  ctx: Ctx,
  postId: string,
  id: string,
  changes: CommentChanges,
  ifMatch: number | null,
): Promise<Answer> =>
  retrying(ctx, async () => {
    const item = await findComment(ctx, postId, id);
    checkVersion(item, ifMatch);
    const before = commentOf(item);
    const edited = changes.text !== undefined && changes.text !== before.text;
    if (edited) assertOwn(ctx, before);
    const comment: CommentRecord = {
      ...before,
      ...changes,
      editedAt: edited ? ctx.time.workspace.now() : before.editedAt,
    };
    const version = item.version + 1;
    const body = toComment(comment, ctx.workspace.id);
    return { body: await commit(ctx, { writes: [replace(commentDraft(comment), item)], events: [] }, body, version), version };
  });

/** @throws {Refusal} `not_found`, `stale`, `not_author` */
export async function deleteComment(ctx: Ctx, postId: string, id: string, ifMatch: number | null): Promise<void> {
  await retrying(ctx, async () => {
    const item = await findComment(ctx, postId, id);
    checkVersion(item, ifMatch);
    assertOwn(ctx, commentOf(item));
    await commit(ctx, { writes: [erase(commentKey(postId, id), item)], events: [] });
  });
}

/** A comment on a post that is still there. @throws {Refusal} `not_found` */
async function findComment(ctx: Ctx, postId: string, id: string): Promise<Item> {
  const [post, comment] = await ctx.store.batchGet([postKey(postId), commentKey(postId, id)]);
  if (!post || !comment) throw notFound("comment on the post");
  return comment;
}

/** People's words are their own. A key acts for a system of the vendor's, which knows its people itself. @throws {Refusal} `not_author` */
function assertOwn(ctx: Ctx, { author }: CommentRecord): void {
  const actor = authorOf(ctx.actor);
  if (actor.kind !== "api_key" && !isSameAuthor(actor, author))
    throw new Refusal(
      "not_author",
      "Only its author changes what a comment says, or deletes it. You may say that it is resolved.",
    );
}
