import { commit, erase } from "../../change.ts";
import type { WorkHandler } from "../../work/handler.ts";
import { mediaOf } from "./records.ts";
import { removeBlobs } from "./service.ts";

/** Removes the bytes of what was deleted, and then what remembered them: a process that dies in between leaves nothing behind. */
export const mediaWork: WorkHandler = {
  kind: "media",
  home: "workspace",
  perTenant: 2,
  perProcess: 8,
  async handle(ctx, record) {
    const item = await ctx.store.get(record.pk, record.sk);
    if (!item?.due) return;
    await removeBlobs(ctx, mediaOf(item).id, ["original", "thumbnail"]);
    await commit(ctx, { writes: [erase(item, item)], events: [] });
  },
};
