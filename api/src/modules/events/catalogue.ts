import { z } from "@hono/zod-openapi";
import type { EventDescription } from "../../http/document.ts";
import { instantField } from "../../http/fields.ts";

/**
 * Every type of event there is: what a filter may name. The module whose thing it is about describes it with {@link describeEvent};
 * a test of the app holds the two together.
 */
export const EVENT_TYPES = [
  "post.created",
  "post.updated",
  "post.approval_requested",
  "post.approved",
  "post.rejected",
  "post.commented",
  "post.scheduled",
  "post.published",
  "post.partly_published",
  "post.failed",
  "post.deleted",
  "target.published",
  "target.part_published",
  "target.failed",
  "target.unknown",
  "target.uncertain",
  "target.scheduled",
  "target.discarded",
  "target.cancelled",
  "account.connected",
  "account.needs_reconnect",
  "account.disconnected",
  "media.ready",
  "media.deleted",
  "slots.updated",
  "webhook_endpoint.disabled",
  "webhook_endpoint.recovered",
  "webhook_endpoint.test",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** A type of event, as filters name it. */
export const eventTypeField = z.enum(EVENT_TYPES).openapi({ description: "Type of event.", example: "post.published" });

/** What an event tells beside its type and data, in a webhook's body and everywhere else. */
export const eventFields = {
  timestamp: instantField("When it happened, on the workspace's clock."),
  sequence: z.int().min(0).openapi({
    description:
      "Its place in the log of its workspace (or of the organization): 1, 2, 3, … without a gap. 0 for a test event, which is in no log.",
    example: 42,
  }),
};

/** The body a webhook of this type has. Components are named after the type: `post.published` is `PostPublishedEvent`. */
export const eventSchema = <Data extends z.ZodType>(type: EventType, data: Data) =>
  z
    .object({ type: z.enum([type]).openapi({ description: "What happened.", example: type }), ...eventFields, data })
    .openapi(componentName(type));

/** An entry of the document's `webhooks` section. `description` says when it is told. */
export const describeEvent = (type: EventType, description: string, data: z.ZodType): EventDescription => ({
  type,
  description,
  schema: eventSchema(type, data),
});

const componentName = (type: string): string =>
  `${type
    .split(/[._]/)
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join("")}Event`;
