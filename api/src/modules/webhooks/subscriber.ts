import { create, NO_CHANGE, type Write } from "../../change.ts";
import type { Subscriber } from "../events/index.ts";
import { webhookBody } from "./body.ts";
import { newDelivery } from "./deliveries.ts";
import { deliveryDraft, deliveryId, type EndpointRecord, type FanOutRecord, fanOutKey, HOME, WORK } from "./records.ts";
import { currentEndpoints } from "./state.ts";

/** An event for more endpoints than this is written once and spread afterwards: the relay's transaction has room for a hundred operations in all. */
const AT_ONCE = 20;

/** Starts the deliveries of each event, in the transaction that brings it to the log. */
export const deliveries: Subscriber = {
  name: "webhooks",
  types: null,
  async plan(ctx, events, { tenantId, organizationId, mode }) {
    const endpoints = await currentEndpoints(ctx);
    if (endpoints.length === 0) return NO_CHANGE;
    const workspaceId = tenantId === organizationId ? null : tenantId;
    const now = ctx.time.real.now();
    const writes: Write[] = [];
    for (const event of events) {
      const wanting = endpoints.filter(endpoint => wants(endpoint, event.type, workspaceId, mode));
      if (wanting.length === 0) continue;
      const facts = { event_id: event.id, event_type: event.type, workspace_id: workspaceId, body: webhookBody(event) };
      const named = wanting.map(endpoint => ({
        id: deliveryId(event.id, endpoint.id),
        endpoint_id: endpoint.id,
        mode: endpoint.mode,
      }));
      if (named.length <= AT_ONCE) {
        for (const names of named) writes.push(create(deliveryDraft(newDelivery({ ...names, ...facts }, now)), HOME));
        continue;
      }
      const data: FanOutRecord = { schema: 1, ...facts, deliveries: named, created_at: now };
      const due = { at: now, clock: "real", kind: WORK.fanOut, lane: event.id } as const;
      writes.push(create({ ...fanOutKey(event.id), data, due }, HOME));
    }
    return { writes, events: [] };
  },
};

/** Whether an endpoint is told of an event. One of the organization that belongs to no mode is for the endpoints of both. */
export function wants(endpoint: EndpointRecord, type: string, workspaceId: string | null, mode: string | null): boolean {
  if (endpoint.disabled) return false;
  if (mode !== null && endpoint.mode !== mode) return false;
  if (endpoint.event_types && !endpoint.event_types.includes(type)) return false;
  return endpoint.workspace_ids === null || (workspaceId !== null && endpoint.workspace_ids.includes(workspaceId));
}
