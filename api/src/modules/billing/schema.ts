import { z } from "@hono/zod-openapi";
import { idField, listOf, listQuery } from "../../http/fields.ts";

const monthField = z
  .string()
  .regex(/^[0-9]{4}-(0[1-9]|1[0-2])$/, "It is not a month such as 2026-11.")
  .openapi({ description: "A month in UTC.", example: "2026-11" });

export const UsageSchema = z
  .object({
    workspace_id: idField("workspace"),
    mode: z.enum(["live", "test"]).openapi({ description: "Mode of the workspace." }),
    month: monthField,
    published_parts: z.int().min(0).openapi({
      description:
        "Parts that were published: a post, each item of its thread and its first comment are a part each, on each account. A part counts in the month in which it was known to be published, on the workspace's clock.",
      example: 42,
    }),
  })
  .openapi("Usage");

export const UsageListSchema = listOf(UsageSchema, "UsageList");

export const UsageQuery = z.strictObject({
  ...listQuery,
  month: monthField.optional().openapi({ description: "The month; the present one unless given." }),
  workspace_id: idField("workspace").optional(),
});
