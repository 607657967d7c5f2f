import type { Draft } from "../../change.ts";
import type { Item, Json } from "../../ports/store/store.ts";

/** A group of posts, as it lies in the store. Posts name it; it does not name them. */
export interface CampaignRecord {
  readonly schema: 1;
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** Days on the wall calendar, `2026-11-24`: from the first to the last, both included. */
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** ms since the epoch, on the workspace's clock. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const campaignKey = (id: string) => ({ pk: `campaign#${id}`, sk: "campaign" });
/** All campaigns of a workspace: people make them, by the dozen. */
export const CAMPAIGNS = "campaigns";

export const campaignDraft = (campaign: CampaignRecord): Draft => ({
  ...campaignKey(campaign.id),
  data: campaign as unknown as Json,
  list: { pk: CAMPAIGNS, sk: campaign.id },
});

/** The record of an item this module wrote. */
export const campaignOf = (item: Item): CampaignRecord => item.data as unknown as CampaignRecord;
