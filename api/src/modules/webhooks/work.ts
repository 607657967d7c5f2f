import { type Change, Conflict, commit, create, join, NO_CHANGE, replace, retrying, type Write } from "../../change.ts";
import type { OrganizationCtx } from "../../ctx.ts";
import type { Item } from "../../ports/store/store.ts";
import type { DueRecord, WorkHandler } from "../../work/handler.ts";
import { type Attempt, attempt } from "./attempt.ts";
import { newDelivery } from "./deliveries.ts";
import { planDisabled, planFailure } from "./endpoints.ts";
import { sendNotice } from "./notice.ts";
import {
  attemptKey,
  type DeliveryItem,
  type DeliveryRecord,
  deliveryDraft,
  deliveryKey,
  ENDPOINTS,
  type EndpointRecord,
  expiryOf,
  type FanOutRecord,
  type HealthRecord,
  HOME,
  healthKey,
  WORK,
} from "./records.ts";
import { recover } from "./recovery.ts";
import { retryDelay } from "./schedule.ts";
import { stateOf } from "./state.ts";

/**
 * Attempts at once: of one endpoint, and of this process. A hanging endpoint holds its own for 15 s, and nobody else's; then it is paused. An endpoint that
 * answers within 100 ms can be told of 160 events a second.
 */
export const PER_ENDPOINT = 16;
const PER_PROCESS = 1024;
/** What is put off again and again is put off longer, by half its age, and by no more than this: a backlog of a dead endpoint costs few writes. */
const LONGEST_PUT_OFF_MS = 3600_000;
/** Deliveries a fan-out writes in one transaction. */
const FAN_OUT_CHUNK = 40;

interface Situation {
  readonly item: DeliveryItem;
  readonly endpoint: Item<EndpointRecord> | null;
  readonly health: Item<HealthRecord> | null;
}

export const handlers: readonly WorkHandler[] = [
  {
    kind: WORK.deliver,
    home: "organization",
    perTenant: PER_ENDPOINT,
    perProcess: PER_PROCESS,
    handle: (ctx, record) => deliver(ctx, record),
  },
  {
    kind: WORK.fanOut,
    home: "organization",
    perTenant: 1,
    perProcess: 32,
    handle: (ctx, record) => fanOut(ctx, record),
  },
  {
    kind: WORK.notice,
    home: "organization",
    perTenant: 1,
    perProcess: 8,
    handle: (ctx, record) => sendNotice(ctx, record),
  },
  {
    kind: WORK.recovery,
    home: "organization",
    perTenant: 2,
    perProcess: 8,
    handle: (ctx, record) => recover(ctx, record),
  },
];

/**
 * What is due of a delivery, or null where nothing is: it was retried, delivered or deleted meanwhile. Its endpoint is its lane, so one request reads all of
 * it: on DynamoDB a request costs more than what it asks for.
 */
async function situation(ctx: OrganizationCtx, { pk, sk, lane }: DueRecord): Promise<Situation | null> {
  const [found, endpoint, health] = await ctx.organizationStore.batchGet([
    { pk, sk },
    { pk: ENDPOINTS, sk: lane },
    healthKey(lane),
  ]);
  // Each was written under its key by this module.
  const item = (found ?? null) as DeliveryItem | null;
  if (item?.data.status !== "pending" || (item.data.next_attempt_at ?? 0) > ctx.time.real.now()) return null;
  return {
    item,
    endpoint: (endpoint ?? null) as Item<EndpointRecord> | null,
    health: (health ?? null) as Item<HealthRecord> | null,
  };
}

async function deliver(ctx: OrganizationCtx, record: DueRecord): Promise<void> {
  const found = await situation(ctx, record);
  if (!found) return;
  const { item, endpoint } = found;
  if (!endpoint || endpoint.data.disabled) {
    const error = endpoint
      ? { code: "endpoint_disabled", message: "The endpoint is disabled." }
      : { code: "endpoint_deleted", message: "The endpoint was deleted." };
    await commitUnlessChanged(ctx, ended(ctx, item, error));
    return;
  }
  const { circuits } = stateOf(ctx);
  const { real } = ctx.time;
  const now = real.now();
  const pause = circuits.admit(endpoint.data.id, now, ctx.chance.number());
  if (pause > 0) {
    const wait = Math.max(pause, Math.min((now - item.data.created_at) / 2, LONGEST_PUT_OFF_MS));
    const later: DeliveryRecord = { ...item.data, next_attempt_at: Math.round(now + wait) };
    await commitUnlessChanged(ctx, { writes: [replace(deliveryDraft(later), item, HOME)], events: [] });
    return;
  }
  let tried: Attempt | null = null;
  try {
    tried = await attempt(ctx, endpoint.data, item.data);
  } finally {
    circuits.report(endpoint.data.id, tried !== null && !tried.troubled, real.now());
  }
  await settle(ctx, record, tried, found);
}

/** What changed meanwhile is looked at anew: where it is still due, it is taken again. */
async function commitUnlessChanged(ctx: OrganizationCtx, change: Change): Promise<void> {
  try {
    await commit(ctx, change);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
}

/** Writes down what came of an attempt. Where the delivery or the endpoint was changed meanwhile, it is judged by what they are now. */
async function settle(ctx: OrganizationCtx, record: DueRecord, tried: Attempt, before: Situation): Promise<void> {
  let now: Situation | null = before;
  await retrying(ctx, async () => {
    const seen = now ?? (await situation(ctx, record));
    now = null;
    if (!seen) return;
    // Organization work has no mode; the endpoint's event has the endpoint's.
    await commit({ ...ctx, mode: seen.item.data.mode }, planSettled(ctx, seen, tried));
  });
}

function planSettled(ctx: OrganizationCtx, { item, endpoint, health }: Situation, tried: Attempt): Change {
  const { data } = item;
  const now = ctx.time.real.now();
  const attempts = data.attempts + 1;
  const round = data.round + 1;
  const { status, error } = tried.record;
  const kept: Write = create({ ...attemptKey(data.id, attempts), data: tried.record, expires: expiryOf(data.created_at) }, HOME);
  const next = (state: Pick<DeliveryRecord, "status" | "next_attempt_at">): Change => {
    const record: DeliveryRecord = { ...data, ...state, attempts, round, last: { status, error }, updated_at: now };
    return { writes: [replace(deliveryDraft(record), item, HOME), kept], events: [] };
  };
  if (tried.delivered) {
    const recovered: Change = { writes: [{ op: "delete", key: healthKey(data.endpoint_id), ...HOME }], events: [] };
    return join(next({ status: "succeeded", next_attempt_at: null }), health ? recovered : NO_CHANGE);
  }
  if (status === 410)
    return join(next({ status: "failed", next_attempt_at: null }), endpoint ? planDisabled(ctx, endpoint, "gone") : NO_CHANGE);
  const wait = retryDelay(round, tried.retryAfterMs, ctx.chance.number());
  return join(
    next(wait === null ? { status: "failed", next_attempt_at: null } : { status: "pending", next_attempt_at: now + wait }),
    endpoint ? planFailure(ctx, endpoint, health) : NO_CHANGE,
  );
}

/** The end of a delivery that nobody can receive. */
function ended(ctx: OrganizationCtx, item: DeliveryItem, error: { code: string; message: string }): Change {
  const record: DeliveryRecord = {
    ...item.data,
    status: "failed",
    next_attempt_at: null,
    last: { status: null, error },
    updated_at: ctx.time.real.now(),
  };
  return { writes: [replace(deliveryDraft(record), item, HOME)], events: [] };
}

/** Writes the deliveries of an event for many endpoints, some at a time. Begun anew after a crash it writes those that are missing. */
async function fanOut(ctx: OrganizationCtx, { pk, sk }: { pk: string; sk: string }): Promise<void> {
  const item = await ctx.organizationStore.get<FanOutRecord>(pk, sk);
  if (!item) return;
  const { deliveries, created_at, event_id, event_type, workspace_id, body } = item.data;
  const found = await ctx.organizationStore.batchGet(deliveries.map(({ id }) => deliveryKey(id)));
  const missing = deliveries.filter((_, position) => !found[position]);
  for (let start = 0; start < missing.length; start += FAN_OUT_CHUNK) {
    const writes = missing.slice(start, start + FAN_OUT_CHUNK).map(names => {
      const record = newDelivery({ ...names, event_id, event_type, workspace_id, body }, created_at);
      return create(deliveryDraft(record), HOME);
    });
    await commit(ctx, { writes, events: [] });
  }
  await commit(ctx, { writes: [{ op: "delete", key: { pk, sk }, ...HOME }], events: [] });
}
