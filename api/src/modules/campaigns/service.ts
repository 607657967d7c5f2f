import { commit, create, erase, replace, retrying, sortableInstant } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import { type ListBody, pageOver } from "../../http/paging.ts";
import type { Item, Json, Page } from "../../ports/store/store.ts";
import { checkVersion, invalid, notFound } from "../../problems.ts";
import { CAMPAIGNS, type CampaignRecord, campaignDraft, campaignKey, campaignOf } from "./records.ts";

/** What a caller says of a campaign. */
export type CampaignInput = Pick<CampaignRecord, "name" | "description" | "startsOn" | "endsOn" | "metadata">;

export interface Answer {
  readonly body: Json;
  readonly version: number;
}

const toBody = (campaign: CampaignRecord, workspaceId: string): Json => ({
  id: campaign.id,
  workspace_id: workspaceId,
  name: campaign.name,
  description: campaign.description,
  starts_on: campaign.startsOn,
  ends_on: campaign.endsOn,
  metadata: campaign.metadata,
  created_at: sortableInstant(campaign.createdAt),
  updated_at: sortableInstant(campaign.updatedAt),
});

/** @throws {Refusal} `validation_failed` */
function assertInOrder({ startsOn, endsOn }: CampaignInput): void {
  if (startsOn !== null && endsOn !== null && endsOn < startsOn)
    throw invalid([
      {
        path: "ends_on",
        code: "out_of_range",
        message: `It ends on ${endsOn}, before it starts on ${startsOn}.`,
        fix: "Use a last day that does not come before the first.",
      },
    ]);
}

/** @throws {Refusal} `not_found` */
async function findCampaign(ctx: Ctx, id: string): Promise<Item> {
  const { pk, sk } = campaignKey(id);
  const item = await ctx.store.get(pk, sk);
  if (!item) throw notFound("campaign");
  return item;
}

/** Whether a post of this workspace may name the campaign. */
export async function hasCampaign(ctx: Ctx, id: string): Promise<boolean> {
  const { pk, sk } = campaignKey(id);
  return (await ctx.store.get(pk, sk)) !== null;
}

/** All campaigns of the workspace, oldest first. */
export async function* everyCampaign(ctx: Ctx): AsyncGenerator<CampaignRecord> {
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await ctx.store.list("list", { pk: CAMPAIGNS, limit: 1000, ...(cursor !== null && { cursor }) });
    yield* page.items.map(campaignOf);
    cursor = page.cursor;
  } while (cursor !== null);
}

export async function createCampaign(ctx: Ctx, input: CampaignInput): Promise<Answer> {
  assertInOrder(input);
  const now = ctx.time.workspace.now();
  const campaign: CampaignRecord = { ...input, schema: 1, id: ctx.ids.next("campaign"), createdAt: now, updatedAt: now };
  const body = toBody(campaign, ctx.workspace.id);
  return { body: await commit(ctx, { writes: [create(campaignDraft(campaign))], events: [] }, body, 1), version: 1 };
}

export async function getCampaign(ctx: Ctx, id: string): Promise<Answer> {
  const item = await findCampaign(ctx, id);
  return { body: toBody(campaignOf(item), ctx.workspace.id), version: item.version };
}

/** Newest first. */
export const listCampaigns = (
  ctx: Ctx,
  query: { readonly limit: number | undefined; readonly cursor: string | undefined },
): Promise<ListBody<Json>> =>
  pageOver(
    ctx,
    { ...query, binding: ["campaigns"] },
    [CAMPAIGNS],
    (pk, limit, cursor) => ctx.store.list("list", { pk, limit, order: "desc", ...(cursor !== null && { cursor }) }),
    items => items.map(item => toBody(campaignOf(item), ctx.workspace.id)),
  );

/** Changes what is named. @throws {Refusal} `not_found`, `stale` */
export const updateCampaign = (ctx: Ctx, id: string, changes: Partial<CampaignInput>, ifMatch: number | null): Promise<Answer> =>
  retrying(ctx, async () => {
    const item = await findCampaign(ctx, id);
    checkVersion(item, ifMatch);
    const campaign: CampaignRecord = { ...campaignOf(item), ...changes, updatedAt: ctx.time.workspace.now() };
    assertInOrder(campaign);
    const version = item.version + 1;
    const body = toBody(campaign, ctx.workspace.id);
    const change = { writes: [replace(campaignDraft(campaign), item)], events: [] };
    return { body: await commit(ctx, change, body, version), version };
  });

/** Deletes the campaign. Its posts stay and go on naming it, so that what belonged together can still be found. @throws {Refusal} `not_found`, `stale` */
export async function deleteCampaign(ctx: Ctx, id: string, ifMatch: number | null): Promise<void> {
  await retrying(ctx, async () => {
    const item = await findCampaign(ctx, id);
    checkVersion(item, ifMatch);
    await commit(ctx, { writes: [erase(campaignKey(id), item)], events: [] });
  });
}
