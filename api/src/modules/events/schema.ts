import { z } from "@hono/zod-openapi";
import { idField, instantField, listOf, listQuery, manyField } from "../../http/fields.ts";
import { eventFields, eventTypeField } from "./catalogue.ts";
import type { LogEvent } from "./subscriber.ts";

export const EventSchema = z
  .object({
    id: idField("event"),
    type: z.string().openapi({
      description: "What happened. New types may come: pass over those you do not know.",
      example: "post.published",
    }),
    ...eventFields,
    data: z.looseObject({}).openapi({
      description: "What it happened to, as it was right after. The reference lists what each type carries under Webhooks.",
      example: { post: { id: "post_01jd4b9ep2f3r8h6v5w7x9y0za", status: "published" } },
    }),
  })
  .openapi("Event");
export const EventListSchema = listOf(EventSchema, "EventList");

export const EventParams = z.strictObject({ event_id: idField("event") });

export const EventListQuery = z.strictObject({
  ...listQuery,
  type: manyField(eventTypeField, "Only events of these types.").optional(),
  since: instantField("Only events that happened at this instant or later.").optional(),
});

/** An event as callers, streams and webhooks see it. */
export const toEvent = ({ id, type, at, seq, data }: LogEvent) => ({
  id,
  type,
  timestamp: new Date(at).toISOString(),
  sequence: seq,
  data,
});
