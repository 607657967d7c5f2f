import { commit, create, replace, retrying } from "../../change.ts";
import type { Mode, OrganizationCtx } from "../../ctx.ts";
import { type ListBody, monthsBetween, pageOver } from "../../http/paging.ts";
import type { Item } from "../../ports/store/store.ts";
import { notFound, Refusal } from "../../problems.ts";
import { webhookBody } from "./body.ts";
import { endpointItem, modeOf } from "./endpoints.ts";
import {
  ATTEMPT_PREFIX,
  type AttemptRecord,
  DELIVERY_LIFE_MS,
  type DeliveryItem,
  type DeliveryRecord,
  deliveriesOfEndpoint,
  deliveriesOfMode,
  deliveryDraft,
  deliveryId,
  deliveryKey,
  type EndpointRecord,
  HOME,
} from "./records.ts";
import { toAttempt, toDelivery, toEndpoint } from "./schema.ts";
import { stateOf } from "./state.ts";

/** Attempts a read shows. */
const ATTEMPTS_SHOWN = 50;

export interface DeliveryFilter {
  readonly endpointId: string | null;
  readonly statuses: readonly string[] | null;
  readonly types: readonly string[] | null;
  readonly mode: Mode | undefined;
}

/** A new delivery, to be attempted at once. */
export const newDelivery = (
  facts: Pick<DeliveryRecord, "id" | "endpoint_id" | "mode" | "event_id" | "event_type" | "workspace_id" | "body">,
  now: number,
): DeliveryRecord => ({
  schema: 1,
  ...facts,
  status: "pending",
  attempts: 0,
  round: 0,
  next_attempt_at: now,
  last: null,
  created_at: now,
  updated_at: now,
});

/** The delivery with a new round of attempts, the first of them now. */
export const begunAgain = (record: DeliveryRecord, now: number): DeliveryRecord => ({
  ...record,
  status: "pending",
  round: 0,
  next_attempt_at: now,
  updated_at: now,
});

/** Deliveries of the last 30 days, newest first. @throws {Refusal} `mode_mismatch`, `not_found` */
export async function listDeliveries(
  ctx: OrganizationCtx,
  page: { readonly limit: number | undefined; readonly cursor: string | undefined },
  filter: DeliveryFilter,
): Promise<ListBody<ReturnType<typeof toDelivery>>> {
  const { endpointId, statuses, types } = filter;
  const mode = modeOf(ctx, filter.mode);
  const now = ctx.time.real.now();
  const months = monthsBetween(now, now - DELIVERY_LIFE_MS);
  const index = endpointId === null ? "view" : "list";
  return pageOver(
    ctx,
    { ...page, binding: ["webhookDeliveries.list", endpointId, statuses, types, mode] },
    months.map(month => (endpointId === null ? deliveriesOfMode(mode, month) : deliveriesOfEndpoint(endpointId, month))),
    (pk, limit, cursor) =>
      ctx.organizationStore.list<DeliveryRecord>(index, { pk, order: "desc", limit, ...(cursor !== null && { cursor }) }),
    items =>
      items
        .map(({ data }) => data)
        .filter(data => data.mode === mode)
        .filter(data => statuses === null || statuses.includes(data.status))
        .filter(data => types === null || types.includes(data.event_type))
        .map(toDelivery),
  );
}

/** @throws {Refusal} `not_found` */
export async function getDelivery(ctx: OrganizationCtx, id: string) {
  const { pk } = deliveryKey(id);
  const [item, attempts] = await Promise.all([
    deliveryItem(ctx, id),
    ctx.organizationStore.query<AttemptRecord>({ pk, prefix: ATTEMPT_PREFIX, order: "desc", limit: ATTEMPTS_SHOWN }),
  ]);
  return { ...toDelivery(item.data), body: item.data.body, attempts: attempts.items.map(({ data }) => toAttempt(data)) };
}

/**
 * Sends a delivery again, now, whatever became of it: a new round of attempts.
 * @throws {Refusal} `not_found`, `endpoint_disabled`
 */
export async function retryDelivery(ctx: OrganizationCtx, id: string) {
  return retrying(ctx, async () => {
    const item = await deliveryItem(ctx, id);
    await enabledEndpoint(ctx, item.data.endpoint_id);
    const record = begunAgain(item.data, ctx.time.real.now());
    const answer = await commit(ctx, { writes: [replace(deliveryDraft(record), item, HOME)], events: [] }, toDelivery(record));
    stateOf(ctx).circuits.forget(record.endpoint_id);
    return answer;
  });
}

/** Sends an event of its own to one endpoint. @throws {Refusal} `not_found`, `endpoint_disabled` */
export async function testEndpoint(ctx: OrganizationCtx, endpointId: string) {
  const endpoint = await enabledEndpoint(ctx, endpointId);
  const now = ctx.time.real.now();
  const type = "webhook_endpoint.test";
  const event = ctx.ids.next("event");
  const body = webhookBody({ type, at: now, seq: 0, data: { webhook_endpoint: toEndpoint(endpoint) } });
  const facts = { endpoint_id: endpoint.id, mode: endpoint.mode, event_id: event, event_type: type, workspace_id: null, body };
  const record = newDelivery({ id: deliveryId(event, endpoint.id), ...facts }, now);
  return commit(ctx, { writes: [create(deliveryDraft(record), HOME)], events: [] }, toDelivery(record));
}

async function deliveryItem(ctx: OrganizationCtx, id: string): Promise<DeliveryItem> {
  const { pk, sk } = deliveryKey(id);
  const item: Item<DeliveryRecord> | null = await ctx.organizationStore.get<DeliveryRecord>(pk, sk);
  if (!item || (ctx.mode !== null && item.data.mode !== ctx.mode)) throw notFound("webhook delivery");
  return item;
}

/** @throws {Refusal} `not_found`, `endpoint_disabled` */
export async function enabledEndpoint(ctx: OrganizationCtx, id: string): Promise<EndpointRecord> {
  const { data } = await endpointItem(ctx, id);
  if (!data.disabled) return data;
  throw new Refusal("endpoint_disabled", `The endpoint is disabled (${data.disabled.reason}). Enable it first.`);
}
