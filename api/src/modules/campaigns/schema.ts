import { z } from "@hono/zod-openapi";
import { idField, instantField, lineField, listOf, listQuery, metadataField, nullable } from "../../http/fields.ts";

const day = (description: string) => nullable(z.iso.date()).openapi({ description, example: "2026-11-24" });

const inputFields = {
  name: lineField(200).openapi({ description: "Its name.", example: "Opening of the new studio" }),
  description: nullable(z.string().max(5000)).optional().openapi({ description: "What it is about; null for nothing." }),
  starts_on: day("Its first day; null where it has none.").optional(),
  ends_on: day("Its last day; null where it has none.").optional(),
  metadata: metadataField.optional(),
};

export const CampaignCreateBody = z.strictObject(inputFields).openapi("CampaignCreate", {
  example: { name: "Opening of the new studio", starts_on: "2026-11-24", ends_on: "2026-12-06" },
});
export const CampaignUpdateBody = z
  .strictObject({ ...inputFields, name: inputFields.name.optional() })
  .openapi("CampaignUpdate", { example: { ends_on: "2026-12-13" } });
export const CampaignParams = z.object({ campaign_id: idField("campaign") });
export const CampaignQuery = z.strictObject(listQuery);

export const CampaignSchema = z
  .object({
    id: idField("campaign"),
    workspace_id: idField("workspace"),
    name: z.string().openapi({ description: "Its name.", example: "Opening of the new studio" }),
    description: nullable(z.string()).openapi({ description: "What it is about." }),
    starts_on: day("Its first day."),
    ends_on: day("Its last day."),
    metadata: metadataField,
    created_at: instantField("When it was made."),
    updated_at: instantField("When it last changed."),
  })
  .openapi("Campaign");
export const CampaignListSchema = listOf(CampaignSchema, "CampaignList");
