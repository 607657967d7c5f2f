import { type Change, Conflict, commit, create, join, replace, retrying } from "../../change.ts";
import type { OrganizationCtx } from "../../ctx.ts";
import { idTime } from "../../ids.ts";
import { invalid, notFound, Refusal } from "../../problems.ts";
import { tenantStore } from "../../tenant.ts";
import { type LogEvent, logHead, readLog, seqBefore } from "../events/index.ts";
import { nextWorkspace } from "../workspaces/index.ts";
import { webhookBody } from "./body.ts";
import { begunAgain, enabledEndpoint, newDelivery } from "./deliveries.ts";
import { endpointItem } from "./endpoints.ts";
import {
  DELIVERY_LIFE_MS,
  type DeliveryRecord,
  deliveryDraft,
  deliveryId,
  deliveryKey,
  ENDPOINTS,
  type EndpointRecord,
  HOME,
  type RecoveryItem,
  type RecoveryRecord,
  recoveryDraft,
  recoveryKey,
} from "./records.ts";
import { toEndpoint, toRecovery } from "./schema.ts";
import { stateOf } from "./state.ts";
import { wants } from "./subscriber.ts";

/** Events that one transaction looks at: their deliveries fit into it. */
const EVENTS_AT_ONCE = 40;
/** Logs without anything to send that are passed by before the place is written down. */
const LOGS_AT_ONCE = 20;
/** Transactions of one turn; then other work of the organization has its own. */
const STEPS_A_TURN = 25;

/**
 * Sends an endpoint everything it should have got since an instant of real time and did not: what failed, and what was told while it was disabled or not
 * there. What succeeded or is pending is left alone. Durable work does it, log by log.
 * @throws {Refusal} `not_found`, `endpoint_disabled`, `validation_failed`, `conflict` while one is running
 */
export async function recoverEndpoint(ctx: OrganizationCtx, endpointId: string, since: number) {
  return retrying(ctx, async () => {
    const endpoint = await enabledEndpoint(ctx, endpointId);
    const now = ctx.time.real.now();
    if (since > now || since < now - DELIVERY_LIFE_MS)
      throw invalid([
        {
          path: "since",
          code: "out_of_range",
          message: "A recovery begins in the last 30 days.",
          fix: "Give an instant that is past, and at most 30 days ago.",
        },
      ]);
    const before = await recoveryItem(ctx, endpointId);
    if (before?.data.status === "running")
      throw new Refusal("conflict", "A recovery of this endpoint is running. Wait until it is over, or read it meanwhile.");
    const data: RecoveryRecord = {
      schema: 1,
      endpoint_id: endpoint.id,
      mode: endpoint.mode,
      since,
      until: now,
      status: "running",
      place: null,
      sent: 0,
      completed_at: null,
    };
    const draft = recoveryDraft(data);
    const write = before ? replace(draft, before, HOME) : create(draft, HOME);
    const answer = await commit(ctx, { writes: [write], events: [] }, toRecovery(data));
    stateOf(ctx).circuits.forget(endpointId);
    return answer;
  });
}

/** The endpoint's last recovery. @throws {Refusal} `not_found` */
export async function getRecovery(ctx: OrganizationCtx, endpointId: string) {
  await endpointItem(ctx, endpointId);
  const item = await recoveryItem(ctx, endpointId);
  if (!item) throw notFound("recovery of this endpoint");
  return toRecovery(item.data);
}

/** Goes on with a recovery from where it stands. A step that another came between is taken again from what is there then. */
export async function recover(ctx: OrganizationCtx, { pk, sk }: { readonly pk: string; readonly sk: string }): Promise<void> {
  for (let step = 0; step < STEPS_A_TURN; step++) {
    const item = await ctx.organizationStore.get<RecoveryRecord>(pk, sk);
    if (item?.data.status !== "running") return;
    const endpoint = await ctx.organizationStore.get<EndpointRecord>(ENDPOINTS, item.data.endpoint_id);
    const change = !endpoint
      ? { writes: [{ op: "delete" as const, key: { pk, sk }, ...HOME }], events: [] }
      : endpoint.data.disabled
        ? ended(ctx, item, endpoint.data, "stopped")
        : await planStep(ctx, item, endpoint.data);
    try {
      // Organization work has no mode; the endpoint's event has the endpoint's.
      await commit({ ...ctx, mode: item.data.mode }, change);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
}

const recoveryItem = (ctx: OrganizationCtx, endpointId: string): Promise<RecoveryItem | null> => {
  const { pk, sk } = recoveryKey(endpointId);
  return ctx.organizationStore.get<RecoveryRecord>(pk, sk);
};

function ended(ctx: OrganizationCtx, item: RecoveryItem, endpoint: EndpointRecord, status: "completed" | "stopped"): Change {
  const record: RecoveryRecord = { ...item.data, status, place: null, completed_at: ctx.time.real.now() };
  const data = { webhook_endpoint: toEndpoint(endpoint), recovery: toRecovery(record) };
  const events = status === "completed" ? [{ type: "webhook_endpoint.recovered", data }] : [];
  return { writes: [replace(recoveryDraft(record), item, HOME)], events };
}

/** The next events of the log at which it stands, or the next logs where those have none to send. */
async function planStep(ctx: OrganizationCtx, item: RecoveryItem, endpoint: EndpointRecord): Promise<Change> {
  const { since, until } = item.data;
  let place = item.data.place ?? { tenant: await firstTenant(ctx, endpoint), seq: null };
  for (let logs = 0; logs < LOGS_AT_ONCE; logs++) {
    const { tenant } = place;
    if (tenant === null) return ended(ctx, item, endpoint, "completed");
    const store = tenantStore(ctx.systemStore, tenant);
    const head = await logHead(store);
    const after = place.seq ?? (await seqBefore(store, head, since));
    const events = await readLog(store, head, after, EVENTS_AT_ONCE);
    const last = events.at(-1);
    // What is told later than this was asked for has its delivery made by the relay.
    if (!last || events.every(({ id }) => idTime(id) > until)) {
      place = { tenant: await tenantAfter(ctx, endpoint, tenant), seq: null };
      continue;
    }
    const workspaceId = tenant === ctx.organizationId ? null : tenant;
    const owed = events.filter(({ id, type, mode }) => {
      const ofMode = workspaceId === null ? (mode ?? null) : endpoint.mode;
      return idTime(id) >= since && idTime(id) <= until && wants(endpoint, type, workspaceId, ofMode);
    });
    const sent = await planDeliveries(ctx, endpoint, owed, workspaceId);
    const record: RecoveryRecord = {
      ...item.data,
      place: { tenant, seq: last.seq },
      sent: item.data.sent + sent.writes.length,
    };
    return join({ writes: [replace(recoveryDraft(record), item, HOME)], events: [] }, sent);
  }
  return { writes: [replace(recoveryDraft({ ...item.data, place }), item, HOME)], events: [] };
}

/** A delivery for each event that has none, and a new round of attempts for each that failed. */
async function planDeliveries(
  ctx: OrganizationCtx,
  endpoint: EndpointRecord,
  events: readonly LogEvent[],
  workspaceId: string | null,
): Promise<Change> {
  const now = ctx.time.real.now();
  const ids = events.map(event => deliveryId(event.id, endpoint.id));
  const found = await ctx.organizationStore.batchGet<DeliveryRecord>(ids.map(deliveryKey));
  const writes = events.flatMap((event, position) => {
    const there = found[position];
    if (there && there.data.status !== "failed") return [];
    if (there) return [replace(deliveryDraft(begunAgain(there.data, now)), there, HOME)];
    const facts = {
      id: deliveryId(event.id, endpoint.id),
      endpoint_id: endpoint.id,
      mode: endpoint.mode,
      event_id: event.id,
      event_type: event.type,
      workspace_id: workspaceId,
      body: webhookBody(event),
    };
    return [create(deliveryDraft(newDelivery(facts, now)), HOME)];
  });
  return { writes, events: [] };
}

/** The organization's own log comes first, but an endpoint that is narrowed to workspaces is not told of it. */
const firstTenant = (ctx: OrganizationCtx, endpoint: EndpointRecord): Promise<string | null> =>
  endpoint.workspace_ids === null ? Promise.resolve(ctx.organizationId) : tenantAfter(ctx, endpoint, null);

async function tenantAfter(ctx: OrganizationCtx, endpoint: EndpointRecord, tenant: string | null): Promise<string | null> {
  const behind = tenant === null || tenant === ctx.organizationId ? "" : tenant;
  if (endpoint.workspace_ids === null) return nextWorkspace(ctx, endpoint.mode, behind);
  return endpoint.workspace_ids.filter(id => id > behind).sort()[0] ?? null;
}
