import { workspaceOperation } from "../../http/operation.ts";
import type { Module } from "../../module.ts";
import {
  CampaignCreateBody,
  CampaignListSchema,
  CampaignParams,
  CampaignQuery,
  CampaignSchema,
  CampaignUpdateBody,
} from "./schema.ts";
import { type CampaignInput, createCampaign, deleteCampaign, getCampaign, listCampaigns, updateCampaign } from "./service.ts";

const tag = "Campaigns";

/** The fields a request names, in our words; what it leaves out is left out. */
const changesOf = (body: (typeof CampaignUpdateBody)["_output"]): Partial<CampaignInput> => ({
  ...(body.name !== undefined && { name: body.name }),
  ...(body.description !== undefined && { description: body.description }),
  ...(body.starts_on !== undefined && { startsOn: body.starts_on }),
  ...(body.ends_on !== undefined && { endsOn: body.ends_on }),
  ...(body.metadata !== undefined && { metadata: body.metadata }),
});

export const campaigns: Module = {
  tag: { name: tag, description: "Groups of posts. A post names its campaign; lists and the calendar filter by it." },
  operations: [
    workspaceOperation(
      {
        id: "campaigns.create",
        method: "post",
        path: "/v1/campaigns",
        tag,
        summary: "Create a campaign",
        description: "Posts join it by `campaign_id`.",
        scopes: ["posts:write"],
        body: CampaignCreateBody,
        answer: { status: 201, schema: CampaignSchema, description: "The campaign." },
        problems: [],
        versioned: true,
      },
      (ctx, { body }) =>
        createCampaign(ctx, {
          name: body.name,
          description: body.description ?? null,
          startsOn: body.starts_on ?? null,
          endsOn: body.ends_on ?? null,
          metadata: body.metadata ?? {},
        }),
    ),
    workspaceOperation(
      {
        id: "campaigns.list",
        method: "get",
        path: "/v1/campaigns",
        tag,
        summary: "List campaigns",
        description: "Newest first.",
        scopes: ["posts:read"],
        query: CampaignQuery,
        answer: { status: 200, schema: CampaignListSchema, description: "A page of campaigns." },
        problems: [],
      },
      async (ctx, { query: { limit, cursor } }) => ({ body: await listCampaigns(ctx, { limit, cursor }) }),
    ),
    workspaceOperation(
      {
        id: "campaigns.get",
        method: "get",
        path: "/v1/campaigns/{campaign_id}",
        tag,
        summary: "Read a campaign",
        description: "Its posts are posts.list with `campaign_id`.",
        scopes: ["posts:read"],
        params: CampaignParams,
        answer: { status: 200, schema: CampaignSchema, description: "The campaign." },
        problems: ["not_found"],
        versioned: true,
      },
      (ctx, { params }) => getCampaign(ctx, params.campaign_id),
    ),
    workspaceOperation(
      {
        id: "campaigns.update",
        method: "patch",
        path: "/v1/campaigns/{campaign_id}",
        tag,
        summary: "Change a campaign",
        description: "Changes the fields that are named and leaves the others.",
        scopes: ["posts:write"],
        params: CampaignParams,
        body: CampaignUpdateBody,
        answer: { status: 200, schema: CampaignSchema, description: "The campaign as it is now." },
        problems: ["not_found", "conflict"],
        versioned: true,
      },
      (ctx, { params, body, request }) => updateCampaign(ctx, params.campaign_id, changesOf(body), request.ifMatch),
    ),
    workspaceOperation(
      {
        id: "campaigns.delete",
        method: "delete",
        path: "/v1/campaigns/{campaign_id}",
        tag,
        summary: "Delete a campaign",
        description:
          "Its posts stay as they are and keep its id, by which posts.list still finds them; no other post can join it any more.",
        scopes: ["posts:write"],
        params: CampaignParams,
        answer: { status: 204, schema: null, description: "Deleted." },
        problems: ["not_found", "conflict"],
        versioned: true,
      },
      async (ctx, { params, request }) => {
        await deleteCampaign(ctx, params.campaign_id, request.ifMatch);
        return {};
      },
    ),
  ],
};
