import { createHash } from "node:crypto";
import { type Draft, sortableInstant, type Write } from "../../change.ts";
import type { Mode } from "../../ctx.ts";
import { monthOf } from "../../http/paging.ts";
import type { IdOf } from "../../ids.ts";
import type { Item } from "../../ports/store/store.ts";

/** Everything of webhooks lies in the organization. Instants are milliseconds since the epoch, on the real clock. */
export const HOME = { in: "organization" } as const;

/** An organization has few endpoints: each event is compared with each. */
export const MOST_ENDPOINTS = 50;

/** Why an endpoint gets nothing: somebody switched it off, it failed for days, or it answered 410. */
export const DISABLED_REASONS = ["manual", "failing", "gone"] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

export type EndpointRecord = {
  readonly schema: 1;
  readonly id: IdOf<"webhookEndpoint">;
  readonly mode: Mode;
  readonly url: string;
  readonly description: string | null;
  /** Null for all. */
  readonly event_types: readonly string[] | null;
  /** Null for all. */
  readonly workspace_ids: readonly string[] | null;
  readonly disabled: { readonly reason: DisabledReason; readonly at: number } | null;
  /** Encrypted by the keys port. The first is the present one; the others sign too until their time is over. */
  readonly secrets: readonly { readonly sealed: string; readonly until: number | null }[];
  readonly created_at: number;
  readonly updated_at: number;
};
export type EndpointItem = Item<EndpointRecord>;

export const ENDPOINTS = "webhook_endpoints";
export const endpointDraft = (data: EndpointRecord): Draft<EndpointRecord> => ({ pk: ENDPOINTS, sk: data.id, data });

/** Counts the endpoints. Its version rises with every change of any of them, so whoever has them in memory knows by one small read whether they are fresh. */
export const ENDPOINT_COUNT = { pk: "webhook_endpoint_count", sk: "-" } as const;
/** What every change of endpoints writes beside. */
export const counted = (by: -1 | 0 | 1): Write => ({ op: "add", key: ENDPOINT_COUNT, by, ...HOME });

/** Since when an endpoint fails without a success between; absent while it works. */
export type HealthRecord = { readonly schema: 1; readonly failing_since: number; readonly last_failure_at: number };
export const healthKey = (endpointId: string) => ({ pk: "webhook_health", sk: endpointId });

/** How long a delivery and its attempts can be read. */
export const DELIVERY_LIFE_MS = 30 * 24 * 3600_000;

export const DELIVERY_STATUSES = ["pending", "succeeded", "failed"] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** What came of one try to deliver: of the answer, or of what kept it from coming. */
export type Outcome = {
  readonly status: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
};

export type DeliveryRecord = {
  readonly schema: 1;
  readonly id: IdOf<"webhookDelivery">;
  readonly endpoint_id: string;
  readonly mode: Mode;
  readonly event_id: string;
  readonly event_type: string;
  readonly workspace_id: string | null;
  /** What is sent, byte for byte the same each time. */
  readonly body: string;
  readonly status: DeliveryStatus;
  /** How many attempts were made in all, and how many of the present round of retries. */
  readonly attempts: number;
  readonly round: number;
  readonly next_attempt_at: number | null;
  readonly last: Outcome | null;
  readonly created_at: number;
  readonly updated_at: number;
};
export type DeliveryItem = Item<DeliveryRecord>;

export type AttemptRecord = Outcome & {
  readonly schema: 1;
  readonly at: number;
  readonly duration_ms: number;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  /** The first of the answer's body; null where there was no answer. */
  readonly body: string | null;
  readonly body_truncated: boolean;
};

export const deliveryKey = (id: string) => ({ pk: `delivery#${id}`, sk: "delivery" });
export const ATTEMPT_PREFIX = "attempt#";
export const attemptKey = (id: string, number: number) => ({
  pk: `delivery#${id}`,
  sk: `${ATTEMPT_PREFIX}${String(number).padStart(6, "0")}`,
});

export const deliveriesOfEndpoint = (endpointId: string, month: string): string => `deliveries#${endpointId}#${month}`;
export const deliveriesOfMode = (mode: Mode, month: string): string => `deliveries#${mode}#${month}`;

/** The kinds of durable work. */
export const WORK = {
  deliver: "webhook",
  fanOut: "webhook_fanout",
  notice: "webhook_notice",
  recovery: "webhook_recovery",
} as const;

export const expiryOf = (createdAt: number): number => Math.ceil((createdAt + DELIVERY_LIFE_MS) / 1000);

/** A delivery in its lists, and due while it is pending. Its lane is its endpoint: all of one endpoint's deliveries take turns in one process. */
export function deliveryDraft(data: DeliveryRecord): Draft<DeliveryRecord> {
  const month = monthOf(data.created_at);
  const sk = `${sortableInstant(data.created_at)}#${data.id}`;
  return {
    ...deliveryKey(data.id),
    data,
    list: { pk: deliveriesOfEndpoint(data.endpoint_id, month), sk },
    view: { pk: deliveriesOfMode(data.mode, month), sk },
    ...(data.status === "pending" &&
      data.next_attempt_at !== null && {
        due: { at: data.next_attempt_at, clock: "real", kind: WORK.deliver, lane: data.endpoint_id },
      }),
    expires: expiryOf(data.created_at),
  };
}

/** An event for so many endpoints that their deliveries do not fit beside it into one transaction. */
export type FanOutRecord = {
  readonly schema: 1;
  readonly deliveries: readonly Pick<DeliveryRecord, "id" | "endpoint_id" | "mode">[];
  readonly event_id: string;
  readonly event_type: string;
  readonly workspace_id: string | null;
  readonly body: string;
  readonly created_at: number;
};
export const fanOutKey = (eventId: string) => ({ pk: `webhook_fanout#${eventId}`, sk: "fanout" });

/** How a recovery stands. `stopped`: the endpoint was disabled meanwhile. */
export const RECOVERY_STATUSES = ["running", "completed", "stopped"] as const;
export type RecoveryStatus = (typeof RECOVERY_STATUSES)[number];

/** What an endpoint missed is sent to it: the last time somebody asked for that. */
export type RecoveryRecord = {
  readonly schema: 1;
  readonly endpoint_id: string;
  readonly mode: Mode;
  /** Events from the first instant to the second, both included. The second is when it was asked for. */
  readonly since: number;
  readonly until: number;
  readonly status: RecoveryStatus;
  /** Whose log is read (null: all have been), and its last event that was looked at; null before the first. */
  readonly place: { readonly tenant: string | null; readonly seq: number | null } | null;
  /** Deliveries that were made or begun again. */
  readonly sent: number;
  readonly completed_at: number | null;
};
export type RecoveryItem = Item<RecoveryRecord>;

export const recoveryKey = (endpointId: string) => ({ pk: `webhook_recovery#${endpointId}`, sk: "recovery" });

/** A recovery, due while it is running. */
export const recoveryDraft = (data: RecoveryRecord): Draft<RecoveryRecord> => ({
  ...recoveryKey(data.endpoint_id),
  data,
  ...(data.status === "running" && { due: { at: data.until, clock: "real", kind: WORK.recovery } }),
});

/** A mail that is to tell of a disabled endpoint. */
export type NoticeRecord = {
  readonly schema: 1;
  readonly endpoint_id: string;
  readonly url: string;
  readonly mode: Mode;
  readonly reason: DisabledReason;
  readonly at: number;
};
export const noticeKey = (endpointId: string, at: number) => ({ pk: `webhook_notice#${endpointId}`, sk: String(at) });

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** The delivery of one event to one endpoint has one id, whoever makes it: it cannot be made twice. It begins with the event's time, so ids sort by it. */
export function deliveryId(eventId: string, endpointId: string): IdOf<"webhookDelivery"> {
  const time = eventId.slice(eventId.indexOf("_") + 1).slice(0, 10);
  const digest = createHash("sha256").update(`${eventId} ${endpointId}`).digest().subarray(0, 16);
  return `whd_${time}${Array.from(digest, byte => ALPHABET[byte & 31]).join("")}`;
}
