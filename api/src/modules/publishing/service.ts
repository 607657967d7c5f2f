import { commit, replace, retrying } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import { type ListBody, monthsBetween, pageOver } from "../../http/paging.ts";
import { idTime } from "../../ids.ts";
import type { Item, Json } from "../../ports/store/store.ts";
import { checkVersion, notFound } from "../../problems.ts";
import { planCancelled, planResolved, planRetried, type Resolution } from "./plan.ts";
import { toTarget } from "./present.ts";
import { targetEvent } from "./publish.ts";
import { targetDraft, targetKey, targetOf, targetsOfMonth } from "./records.ts";
import { publishedParts, type TargetRecord, type TargetStatus, targetDue, targetStatus } from "./target.ts";

/** @throws {Refusal} `not_found` */
export async function getTarget(ctx: Ctx, id: string): Promise<Item> {
  const { pk, sk } = targetKey(id);
  const item = await ctx.store.get(pk, sk);
  if (!item) throw notFound("target");
  return item;
}

/** Newest first. Only months in which there can be targets are read: from now back to the workspace's own beginning. */
export async function listTargets(
  ctx: Ctx,
  query: {
    limit: number | undefined;
    cursor: string | undefined;
    status: readonly TargetStatus[] | undefined;
    account_id: string | undefined;
  },
): Promise<ListBody<Json>> {
  return pageOver(
    ctx,
    { limit: query.limit, cursor: query.cursor, binding: ["targets", query.status ?? null, query.account_id ?? null] },
    monthsBetween(ctx.timer.now(), idTime(ctx.workspace.id)).map(targetsOfMonth),
    (pk, limit, cursor) => ctx.store.list("list", { pk, limit, order: "desc", ...(cursor !== null && { cursor }) }),
    items =>
      items
        .map(targetOf)
        .filter(
          target =>
            (!query.status || query.status.includes(targetStatus(target))) &&
            (!query.account_id || target.accountId === query.account_id),
        )
        .map(target => toTarget(target, ctx.workspace.id)),
  );
}

/** What a person's decision made of a target, by where it stands then. `derivePosts` follows each of these. */
const DECIDED: Partial<Record<TargetStatus, string>> = {
  scheduled: "target.scheduled",
  published: "target.published",
  cancelled: "target.cancelled",
  discarded: "target.discarded",
};

/** Reads, plans and writes one target, and tells what became of it. */
async function decide(
  ctx: Ctx,
  id: string,
  ifMatch: number | null,
  plan: (target: TargetRecord, now: number) => TargetRecord,
): Promise<{ body: Json; version: number }> {
  return retrying(ctx, async () => {
    const item = await getTarget(ctx, id);
    checkVersion(item, ifMatch);
    const before = targetOf(item);
    const target = plan(before, ctx.time.workspace.now());
    const status = targetStatus(target);
    const type = DECIDED[status];
    // Each part that is published is told once: by itself where others follow it.
    const partPublished = publishedParts(target) > publishedParts(before) && status !== "published";
    const told = [...(partPublished ? ["target.part_published"] : []), ...(type === undefined ? [] : [type])];
    const body = toTarget(target, ctx.workspace.id);
    const version = item.version + 1;
    await commit(
      ctx,
      { writes: [replace(targetDraft(target), item)], events: told.map(one => targetEvent(one, target, ctx)) },
      body,
      version,
    );
    return { body, version };
  });
}

export const retryTarget = (ctx: Ctx, id: string, ifMatch: number | null) => decide(ctx, id, ifMatch, planRetried);

export const cancelTarget = (ctx: Ctx, id: string, ifMatch: number | null) => decide(ctx, id, ifMatch, planCancelled);

export const resolveTarget = (ctx: Ctx, id: string, resolution: Resolution, ifMatch: number | null) =>
  decide(ctx, id, ifMatch, (target, now) => planResolved(target, resolution, now));

/** The items of several targets, in their order; null where there is none. */
export const getTargets = (ctx: Ctx, ids: readonly string[]): Promise<readonly (Item | null)[]> =>
  ctx.store.batchGet(ids.map(targetKey));

/** Whether any of these targets is being sent, or has something due by now on its clock: what a moved clock still waits for. */
export async function stillMoving(ctx: Ctx, keys: readonly { pk: string; sk: string }[]): Promise<boolean> {
  const items = await ctx.store.batchGet(keys);
  return items.some(item => {
    if (!item) return false;
    const target = targetOf(item);
    const due = targetDue(target);
    if (!due) return false;
    return (
      targetStatus(target) === "dispatching" || due.at <= (due.clock === "real" ? ctx.timer.now() : ctx.time.workspace.now())
    );
  });
}
