import { z } from "@hono/zod-openapi";
import { idField, instantField, languageField, lineField, listOf, listQuery, timeZoneField } from "../../http/fields.ts";

const nameField = lineField(120).openapi({ description: "Name, as people read it.", example: "Bakery Lange" });
const externalIdField = lineField(255).openapi({
  description: "Your own id of this customer; no two workspaces of one mode share it.",
  example: "customer-4711",
});
const modeField = z.enum(["live", "test"]).openapi({
  description: "Test workspaces use the sandbox network and a clock that can be moved.",
  example: "test",
});
const topics = z
  .array(lineField(80))
  .max(50)
  .openapi({ description: "What it writes about.", example: ["sourdough", "opening hours"] });
const frequency = z.union([z.int().min(0).max(1000), z.null()]).openapi({
  description: "Posts it aims at per week; null where it has no aim.",
  example: 5,
});
const approval = z.boolean().openapi({ description: "Whether a post needs approval before it is scheduled.", example: false });
const goals = z
  .array(lineField(200))
  .max(20)
  .openapi({ description: "What it wants to reach.", example: ["More orders by phone"] });

export const WorkspaceSettingsSchema = z
  .object({ content_topics: topics, posting_frequency: frequency, approval_required: approval, goals })
  .openapi("WorkspaceSettings");

const settingsInput = z
  .strictObject({
    content_topics: topics.optional(),
    posting_frequency: frequency.optional(),
    approval_required: approval.optional(),
    goals: goals.optional(),
  })
  .openapi("WorkspaceSettingsInput");

export const WorkspaceSchema = z
  .object({
    id: idField("workspace"),
    name: nameField,
    external_id: z.union([externalIdField, z.null()]).openapi({
      description: "Your own id of this customer, or null.",
      example: "customer-4711",
    }),
    mode: modeField,
    time_zone: timeZoneField,
    language: languageField,
    settings: WorkspaceSettingsSchema,
    created_at: instantField("When it was created."),
    updated_at: instantField("When it was changed last."),
  })
  .openapi("Workspace");
export type WorkspaceBody = z.output<typeof WorkspaceSchema>;

export const WorkspaceListSchema = listOf(WorkspaceSchema, "WorkspaceList");

export const WorkspaceCreateSchema = z
  .strictObject({
    name: nameField,
    external_id: externalIdField.optional(),
    mode: modeField.optional().openapi({
      description: "Default: the mode of the key; `test` for a user. A key makes workspaces of its own mode only.",
      example: "test",
    }),
    time_zone: timeZoneField.optional().openapi({ description: "IANA time zone. Default UTC.", example: "Europe/Berlin" }),
    language: languageField.optional().openapi({ description: "BCP 47 language tag. Default en.", example: "de" }),
    settings: settingsInput.optional(),
  })
  .openapi("WorkspaceCreate");
export type WorkspaceCreate = z.output<typeof WorkspaceCreateSchema>;

export const WorkspaceUpdateSchema = z
  .strictObject({
    name: nameField.optional(),
    external_id: z.union([externalIdField, z.null()]).optional().openapi({
      description: "Your own id of this customer; null takes it away.",
      example: "customer-4711",
    }),
    time_zone: timeZoneField.optional(),
    language: languageField.optional(),
    settings: settingsInput.optional(),
  })
  .openapi("WorkspaceUpdate");
export type WorkspaceUpdate = z.output<typeof WorkspaceUpdateSchema>;

export const WorkspaceParams = z.object({ workspace_id: idField("workspace") });

export const WorkspaceListQuery = z.strictObject({
  ...listQuery,
  external_id: externalIdField
    .optional()
    .openapi({ description: "Only the one with this external_id.", example: "customer-4711" }),
  mode: modeField.optional().openapi({ description: "Only those of this mode. A key sees its own mode only.", example: "test" }),
});
export type WorkspaceListRequest = z.output<typeof WorkspaceListQuery>;
