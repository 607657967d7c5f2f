import { commit, create, type Draft, type Write } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import type { Key } from "../../ports/store/store.ts";
import type { WorkHandler } from "../../work/handler.ts";
import { commentsOfPost, versionsOfPost } from "./records.ts";

/** What belonged to a post that was deleted: there may be more of it than one transaction holds, and nobody can read it any more. */
const remainsKey = (postId: string): Key => ({ pk: `remains#${postId}`, sk: "remains" });

/** The partitions that hold it. */
const PARTITIONS = [versionsOfPost, commentsOfPost];

/** Items of one transaction, beside the record itself. */
const AT_ONCE = 90;

const remainsDraft = (postId: string, now: number): Draft => ({
  ...remainsKey(postId),
  data: { post_id: postId },
  due: { at: now, clock: "real", kind: "post_remains" },
});

/** Has durable work delete what belongs to a post, in the commit that deletes the post itself; `now` in ms of real time. */
export const planRemains = (postId: string, now: number): Write => create(remainsDraft(postId, now));

/** Deletes what is left of posts that were deleted. Nothing is added to it meanwhile: whoever adds checks that the post is there. */
export const remainsWork: WorkHandler = {
  kind: "post_remains",
  home: "workspace",
  perTenant: 1,
  perProcess: 8,
  handle: (ctx, { pk, sk }) => sweep(ctx, { pk, sk }),
};

async function sweep(ctx: Ctx, key: Key): Promise<void> {
  const remains = await ctx.store.get<{ post_id: string }>(key.pk, key.sk);
  if (!remains) return;
  for (const partition of PARTITIONS) {
    const pk = partition(remains.data.post_id);
    for (;;) {
      const { items, cursor } = await ctx.store.query({ pk, limit: AT_ONCE });
      if (items.length > 0)
        await commit(ctx, { writes: items.map(({ sk }): Write => ({ op: "delete", key: { pk, sk } })), events: [] });
      if (cursor === null) break;
    }
  }
  await commit(ctx, { writes: [{ op: "delete", key }], events: [] });
}
