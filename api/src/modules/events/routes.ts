import { workspaceOperation } from "../../http/operation.ts";
import { EventListQuery, EventListSchema, EventParams, EventSchema, toEvent } from "./schema.ts";
import { getEvent, listEvents } from "./service.ts";

export const TAG = "Events";

export const operations = [
  workspaceOperation(
    {
      id: "events.list",
      method: "get",
      path: "/v1/events",
      tag: TAG,
      summary: "List what happened",
      description:
        "The workspace's events of the last 90 days, newest first. The order is that of `sequence`; `since` and `type` narrow it, so a page may be short.",
      scopes: ["events:read"],
      query: EventListQuery,
      answer: { status: 200, schema: EventListSchema, description: "A page of events." },
      problems: [],
    },
    async (ctx, { query: { limit, cursor, type, since } }) => {
      const filter = { types: type ?? null, since: since === undefined ? null : Date.parse(since) };
      const page = await listEvents(ctx, { limit, cursor }, filter);
      return { body: { ...page, data: page.data.map(toEvent) } };
    },
  ),
  workspaceOperation(
    {
      id: "events.get",
      method: "get",
      path: "/v1/events/{event_id}",
      tag: TAG,
      summary: "Get an event",
      description: "One event by the id that a webhook (`webhook-id`), a stream or a list gave.",
      scopes: ["events:read"],
      params: EventParams,
      answer: { status: 200, schema: EventSchema, description: "The event." },
      problems: ["not_found"],
    },
    async (ctx, { params }) => ({ body: toEvent(await getEvent(ctx, params.event_id)) }),
  ),
];
