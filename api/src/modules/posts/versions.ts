import { sortableInstant } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import { type ListBody, pageOver } from "../../http/paging.ts";
import type { Json } from "../../ports/store/store.ts";
import { notFound } from "../../problems.ts";
import { toAuthor } from "./authors.ts";
import { textDifference } from "./differences.ts";
import { toContent } from "./present.ts";
import { NO_CONTENT, versionsOfPost } from "./records.ts";
import { type Answer, hasPost, rewrite } from "./service.ts";
import { type VersionRecord, versionKey, versionOf } from "./version-records.ts";

const toListedVersion = (postId: string, version: VersionRecord): { readonly [key: string]: Json } => ({
  post_id: postId,
  number: version.number,
  author: toAuthor(version.author),
  created_at: sortableInstant(version.createdAt),
  changed: version.changed,
  restored_from: version.restoredFrom,
});

/** Newest first. @throws {Refusal} `not_found` */
export async function listVersions(
  ctx: Ctx,
  postId: string,
  query: { readonly limit: number | undefined; readonly cursor: string | undefined },
): Promise<ListBody<Json>> {
  if (!(await hasPost(ctx, postId))) throw notFound("post");
  return pageOver(
    ctx,
    { ...query, binding: ["versions", postId] },
    [versionsOfPost(postId)],
    (pk, limit, cursor) => ctx.store.query({ pk, limit, order: "desc", ...(cursor !== null && { cursor }) }),
    items => items.map(item => toListedVersion(postId, versionOf(item))),
  );
}

/** A version with all it says, and what it changed. @throws {Refusal} `not_found` */
export async function getVersion(ctx: Ctx, postId: string, number: number): Promise<Json> {
  const [version, before] = await findVersions(ctx, postId, [number, number - 1]);
  if (!version) throw notFound("version of the post");
  const old = toContent(before?.content ?? NO_CONTENT);
  const content = toContent(version.content);
  const diff = version.changed.map(field => ({
    field,
    before: old[field],
    after: content[field],
    segments:
      field === "text"
        ? textDifference(before?.content.text ?? "", version.content.text).map(({ op, text }) => ({ op, text }))
        : null,
  }));
  return { ...toListedVersion(postId, version), content, diff };
}

/**
 * Gives a post the content of one of its versions, which becomes its newest: by the rules of `updatePost`.
 * @throws {Refusal} `not_found`; `validation_failed` naming accounts and a campaign that are gone; what `updatePost` refuses with
 */
export const restoreVersion = (ctx: Ctx, postId: string, number: number, ifMatch: number | null): Promise<Answer> =>
  rewrite(ctx, postId, ifMatch, "content", async () => {
    const [version] = await findVersions(ctx, postId, [number]);
    if (!version) throw notFound("version of the post");
    return { content: version.content, told: ["post.updated"], restored: number };
  });

/** Versions of a post that is still there, in the order of `numbers`. What a deleted post leaves behind for a moment is nobody's to see. */
async function findVersions(ctx: Ctx, postId: string, numbers: readonly number[]): Promise<readonly (VersionRecord | null)[]> {
  if (!(await hasPost(ctx, postId))) throw notFound("post");
  const items = await ctx.store.batchGet(numbers.map(number => versionKey(postId, number)));
  return items.map(item => item && versionOf(item));
}
