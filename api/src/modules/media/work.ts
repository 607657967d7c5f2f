import { commit, erase, replace } from "../../change.ts";
import type { WorkHandler } from "../../work/handler.ts";
import { mediaDraft, mediaKey, mediaOf, RENDITION } from "./records.ts";
import { REMOVED_AFTER_MS, removeBlobs } from "./service.ts";
import { companionsOf, postsNeeding } from "./uses.ts";

/**
 * Removes the bytes of what was deleted, then what remembered them: a process that dies in between leaves nothing behind. A post that was being written
 * while the media was deleted may need it after all: then its bytes stay until it does not.
 */
export const mediaWork: WorkHandler = {
  kind: "media",
  home: "workspace",
  perTenant: 2,
  perProcess: 8,
  async handle(ctx, record) {
    const item = await ctx.store.get(record.pk, record.sk);
    if (!item?.due) return;
    const media = mediaOf(item);
    const later = { at: ctx.timer.now() + REMOVED_AFTER_MS, clock: "real", kind: "media" } as const;
    if ((await postsNeeding(ctx, media.id)).length > 0) {
      await commit(ctx, { writes: [replace(mediaDraft(media, later), item)], events: [] });
      return;
    }
    await removeBlobs(ctx, media.id, ["original", "thumbnail"]);
    for (let rest = await companionsOf(ctx, media.id); rest.length > 0; rest = await companionsOf(ctx, media.id)) {
      const made = rest.map(({ sk }) => sk).filter(sk => sk.startsWith(RENDITION));
      await removeBlobs(ctx, media.id, made);
      await commit(ctx, { writes: rest.map(key => ({ op: "delete", key })), events: [] });
    }
    await commit(ctx, { writes: [erase(mediaKey(media.id), item)], events: [] });
  },
};
