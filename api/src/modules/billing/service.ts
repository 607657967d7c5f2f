import type { z } from "@hono/zod-openapi";
import type { Mode, OrganizationCtx } from "../../ctx.ts";
import { type ListBody, monthOf, pageOver } from "../../http/paging.ts";
import type { Item } from "../../ports/store/store.ts";
import { visibleModes } from "../workspaces/index.ts";
import { usageKey, usagePartition } from "./records.ts";
import type { UsageQuery, UsageSchema } from "./schema.ts";

type Usage = z.output<typeof UsageSchema>;

/** What workspaces published in a month, of the modes the caller may see. A workspace that published nothing is not listed; a deleted one still is. */
export async function readUsage(ctx: OrganizationCtx, query: z.output<typeof UsageQuery>): Promise<ListBody<Usage>> {
  const { organizationStore: store } = ctx;
  const { workspace_id: workspaceId, month = monthOf(ctx.timer.now()) } = query;
  const modes = visibleModes(ctx);
  const toUsage = (mode: Mode, { sk, count = 0 }: Item): Usage => ({ workspace_id: sk, mode, month, published_parts: count });
  if (workspaceId !== undefined) {
    const items = await store.batchGet(modes.map(mode => usageKey(month, mode, workspaceId)));
    const data = modes.flatMap((mode, position) => {
      const item = items[position];
      return item ? [toUsage(mode, item)] : [];
    });
    return { data, has_more: false, next_cursor: null };
  }
  return pageOver(
    ctx,
    { limit: query.limit, cursor: query.cursor, binding: ["billing.usage", month] },
    modes,
    async (mode, limit, cursor) => {
      const pk = usagePartition(month, mode as Mode);
      const page = await store.query({ pk, limit, ...(cursor !== null && { cursor }) });
      return { items: page.items.map(item => toUsage(mode as Mode, item)), cursor: page.cursor };
    },
    items => items,
  );
}
