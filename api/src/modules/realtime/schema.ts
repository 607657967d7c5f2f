import { z } from "@hono/zod-openapi";
import { manyField } from "../../http/fields.ts";
import { eventTypeField } from "../events/index.ts";

/** A place in a workspace's log, as `id:` of a frame gives it. */
const place = z.string().regex(/^[0-9]{1,15}$/);

export const StreamQuery = z.strictObject({
  type: manyField(eventTypeField, "Only events of these types.").optional(),
  last_event_id: place.optional().openapi({
    description: "Goes on after this id. The header `Last-Event-ID`, which browsers send when they reconnect, goes before it.",
    example: "42",
  }),
});

export const StreamSchema = z.string().openapi({
  description: "Server-sent events.",
  example:
    'id: 42\nevent: connected\ndata: {"workspace_id":"ws_01jd4b9ep2f3r8h6v5w7x9y0za","sequence":42}\n\nid: 43\nevent: post.published\ndata: {"id":"evt_01jd4b9ep2f3r8h6v5w7x9y0za","type":"post.published","timestamp":"2026-11-21T09:00:00.000Z","sequence":43,"data":{"post":{"id":"post_01jd4b9ep2f3r8h6v5w7x9y0za"}}}\n\n',
});

/** The place a header names, or null where it names none. */
export const placeOf = (text: string): number | null => (place.safeParse(text).success ? Number(text) : null);
