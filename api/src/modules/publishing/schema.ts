import { z } from "@hono/zod-openapi";
import { networkNames } from "@placard/networks";
import { idField, instantField, listOf, listQuery, manyField, metadataField, nullable } from "../../http/fields.ts";
import { TroubleSchema } from "../accounts/index.ts";
import { describeEvent } from "../events/index.ts";

export const TARGET_STATUSES = [
  "draft",
  "scheduled",
  "dispatching",
  "processing",
  "unknown",
  "uncertain",
  "published",
  "failed",
  "cancelled",
  "discarded",
] as const;

const status = (description: string) => z.enum(TARGET_STATUSES).openapi({ description, example: "scheduled" });

export const PartSchema = z
  .object({
    kind: z.enum(["post", "thread_item", "first_comment"]).openapi({ description: "What it is." }),
    text: z.string().openapi({ description: "Its text, frozen.", example: "Hello, world" }),
    media_ids: z.array(z.string()).openapi({ description: "Its media, in their order.", example: [] }),
    status: status("Where it stands."),
    external_id: nullable(z.string()).openapi({ description: "The network's id of it." }),
    url: nullable(z.string()).openapi({ description: "Where it is to be seen." }),
    published_at: nullable(instantField("When it appeared.")),
    next_attempt_at: nullable(instantField("When it is tried again, where it was refused for now.")),
    problem: nullable(TroubleSchema).openapi({ description: "What stands or stood in the way." }),
    attempts: z
      .array(
        z.object({
          number: z.int().openapi({ description: "Counts the times it was armed.", example: 1 }),
          at: instantField("When it was armed, in real time."),
          outcome: z.string().openapi({ description: "How it ended.", example: "accepted" }),
          code: nullable(z.string()).openapi({ description: "Code of the problem." }),
        }),
      )
      .openapi({ description: "The last tries." }),
  })
  .openapi("Part");

export const TargetSchema = z
  .object({
    id: idField("target"),
    workspace_id: idField("workspace"),
    post_id: idField("post"),
    account_id: idField("account"),
    network: z.enum(networkNames).openapi({ description: "The network of the account.", example: "sandbox" }),
    status: status(
      "That of the part that matters most: `uncertain`, then `failed`, then what is in flight, then `scheduled`, `draft`, `discarded`, `cancelled`, and `published` when nothing else is left.",
    ),
    scheduled_at: nullable(instantField("When it is due.")),
    published_at: nullable(instantField("When its first part appeared.")),
    external_id: nullable(z.string()).openapi({ description: "The network's id of its first part." }),
    url: nullable(z.string()).openapi({ description: "Where its first part is to be seen." }),
    problem: nullable(TroubleSchema).openapi({ description: "What stands in the way." }),
    parts: z.array(PartSchema).openapi({ description: "The post, its thread and its first comment, in their order." }),
    created_at: instantField("When it was made."),
    updated_at: instantField("When it last changed."),
  })
  .openapi("Target");

export const TargetListSchema = listOf(TargetSchema, "TargetList");
export const TargetParams = z.object({ target_id: idField("target") });

export const TargetQuery = z.strictObject({
  ...listQuery,
  status: manyField(z.enum(TARGET_STATUSES), "Only in these states.").optional(),
  account_id: idField("account").optional(),
});

export const ResolveBody = z
  .discriminatedUnion("as", [
    z
      .strictObject({
        as: z.enum(["published"]).openapi({ description: "It is there." }),
        url: z
          .url({ protocol: /^https?$/ })
          .max(2000)
          .openapi({ description: "Where it is to be seen.", example: "https://bsky.app/profile/alice.test/post/3k2la" }),
        external_id: z.string().min(1).max(500).optional().openapi({ description: "The network's id of it, where known." }),
      })
      .openapi("ResolveAsPublished"),
    z
      .strictObject({ as: z.enum(["again"]).openapi({ description: "It is not there: publish it again." }) })
      .openapi("ResolveAgain"),
    z.strictObject({ as: z.enum(["discarded"]).openapi({ description: "Leave it." }) }).openapi("ResolveAsDiscarded"),
  ])
  .openapi("ResolveTargetRequest");

const payload = z.object({ target: TargetSchema, metadata: metadataField, workspace_id: idField("workspace") });
export const targetEvents = [
  describeEvent("target.published", "All parts of a target are on the network.", payload),
  describeEvent(
    "target.part_published",
    "A part of a thread, or a post whose first comment follows, is on the network; the last part of a target is told as `target.published`.",
    payload,
  ),
  describeEvent(
    "target.failed",
    "The network refused a part for good, or we gave up; `problem` says why. targets.retry tries again.",
    payload,
  ),
  describeEvent("target.unknown", "The network's answer was lost. It is being looked up before anything else happens.", payload),
  describeEvent(
    "target.uncertain",
    "It cannot be found out whether a part is there. A person decides with targets.resolve.",
    payload,
  ),
  describeEvent(
    "target.scheduled",
    "A person let a failed or uncertain target be published again, or its remaining parts follow.",
    payload,
  ),
  describeEvent("target.discarded", "A person left an uncertain part as it is; what was to follow it was cancelled.", payload),
  describeEvent("target.cancelled", "What had not left yet was cancelled.", payload),
];
