import { z } from "@hono/zod-openapi";
import { idField, instantField, listOf, listQuery, manyField } from "../../http/fields.ts";
import { describeEvent, eventTypeField } from "../events/index.ts";
import {
  type AttemptRecord,
  DELIVERY_STATUSES,
  type DeliveryRecord,
  DISABLED_REASONS,
  type EndpointRecord,
  RECOVERY_STATUSES,
  type RecoveryRecord,
} from "./records.ts";

const modeField = z.enum(["live", "test"]).openapi({
  description: "Live endpoints are told of live workspaces, test endpoints of test workspaces.",
  example: "test",
});
const urlField = z
  .string()
  .max(2000)
  .refine(text => URL.canParse(text), {
    error: "It is not an absolute URL.",
    params: { code: "wrong_format", fix: "Use an absolute URL, for example https://example.com/hooks/placard." },
  })
  .openapi({
    description: "Where events are sent by POST. https, without user, password or fragment.",
    example: "https://example.com/hooks/placard",
    format: "uri",
  });
const descriptionField = z.string().max(500).openapi({ description: "Your own note.", example: "Production" });
const eventTypes = z
  .array(eventTypeField)
  .min(1)
  .max(50)
  .refine(types => new Set(types).size === types.length, {
    error: "A type is named twice.",
    params: { code: "duplicate", fix: "Name each type once." },
  });
const workspaceIds = z
  .array(idField("workspace"))
  .min(1)
  .max(100)
  .refine(ids => new Set(ids).size === ids.length, {
    error: "A workspace is named twice.",
    params: { code: "duplicate", fix: "Name each workspace once." },
  });
const orNull = <T extends z.ZodType>(schema: T, description: string, example: unknown) =>
  z.union([schema, z.null()]).openapi({ description, example });

const filters = {
  event_types: orNull(eventTypes, "Only events of these types; null for all, those of later releases too.", ["post.published"]),
  workspace_ids: orNull(workspaceIds, "Only events of these workspaces; null for all, and for the organization's own.", null),
};
const statusField = z.enum(["enabled", "disabled"]).openapi({ description: "Whether it gets events.", example: "enabled" });

const endpointShape = {
  id: idField("webhookEndpoint"),
  mode: modeField,
  url: z.string().openapi({ description: "Where events are sent by POST.", example: "https://example.com/hooks/placard" }),
  description: orNull(z.string(), "Your own note.", "Production"),
  event_types: orNull(z.array(z.string()), "Only events of these types; null for all.", ["post.published"]),
  workspace_ids: orNull(z.array(z.string()), "Only events of these workspaces; null for all.", null),
  status: statusField,
  disabled_reason: orNull(
    z.enum(DISABLED_REASONS),
    "`manual`: you did. `failing`: no attempt succeeded for five days. `gone`: it answered 410. Null while it is enabled.",
    null,
  ),
  disabled_at: orNull(instantField("When."), "Since when it is disabled.", null),
  created_at: instantField("When it was created."),
  updated_at: instantField("When it was last changed."),
};

export const EndpointSchema = z.object(endpointShape).openapi("WebhookEndpoint");
export const EndpointWithSecretSchema = z
  .object({
    ...endpointShape,
    secret: z.string().openapi({
      description: "What its webhooks are signed with (Standard Webhooks). Shown this once: keep it.",
      example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=",
    }),
  })
  .openapi("WebhookEndpointWithSecret");
export const EndpointListSchema = listOf(EndpointSchema, "WebhookEndpointList");

export const EndpointParams = z.strictObject({ endpoint_id: idField("webhookEndpoint") });
export const EndpointListQuery = z.strictObject({ ...listQuery, mode: modeField.optional() });

export const CreateEndpointSchema = z
  .strictObject({
    url: urlField,
    description: orNull(descriptionField, "Your own note.", "Production").optional(),
    event_types: filters.event_types.optional(),
    workspace_ids: filters.workspace_ids.optional(),
    mode: modeField.optional().openapi({ description: "A key's own mode, and `live` for a user, unless told." }),
  })
  .openapi("CreateWebhookEndpoint");

export const UpdateEndpointSchema = z
  .strictObject({
    url: urlField.optional(),
    description: orNull(descriptionField, "Your own note.", "Production").optional(),
    event_types: filters.event_types.optional(),
    workspace_ids: filters.workspace_ids.optional(),
    status: statusField.optional(),
  })
  .openapi("UpdateWebhookEndpoint");

export const RotateSecretSchema = z
  .strictObject({
    overlap_s: z.int().min(0).max(604_800).optional().openapi({
      description: "For how many seconds webhooks are signed with the old secret too: 0 to 7 days. 24 hours unless told.",
      example: 86_400,
    }),
  })
  .openapi("RotateWebhookSecret");

const deliveryShape = {
  id: idField("webhookDelivery"),
  endpoint_id: idField("webhookEndpoint"),
  mode: modeField,
  event_id: z.string().openapi({
    description: "The event, and the `webhook-id` of every attempt.",
    example: "evt_01jd4b9ep2f3r8h6v5w7x9y0za",
  }),
  event_type: z.string().openapi({ description: "The event's type.", example: "post.published" }),
  workspace_id: orNull(z.string(), "Whose event it is; null for the organization's own.", "ws_01jd4b9ep2f3r8h6v5w7x9y0za"),
  status: z.enum(DELIVERY_STATUSES).openapi({
    description: "`pending` while attempts are to come, `succeeded` after a 2xx, `failed` when no more are made.",
    example: "succeeded",
  }),
  attempt_count: z.int().openapi({ description: "How many attempts were made.", example: 1 }),
  next_attempt_at: orNull(instantField("When."), "When the next attempt is made; null when none is.", null),
  response_status: orNull(z.int(), "HTTP status of the last attempt's answer; null where there was none.", 200),
  error: orNull(
    z.object({
      code: z.string().openapi({ description: "Stable code.", example: "timeout" }),
      message: z.string().openapi({ description: "What went wrong.", example: "No answer within 15 s." }),
    }),
    "Why the last attempt failed; null when it did not.",
    null,
  ),
  created_at: instantField("When the event was told."),
  updated_at: instantField("When the last attempt was made, or the delivery changed."),
};

export const DeliverySchema = z.object(deliveryShape).openapi("WebhookDelivery");
export const AttemptSchema = z
  .object({
    at: instantField("When it was sent."),
    duration_ms: z.int().openapi({ description: "How long it took, in milliseconds.", example: 87 }),
    url: z.string().openapi({ description: "Where it was sent.", example: "https://example.com/hooks/placard" }),
    response_status: deliveryShape.response_status,
    response_headers: z
      .record(z.string(), z.string())
      .openapi({ description: "Headers of the answer, the first 50.", example: { "content-type": "text/plain" } }),
    response_body: orNull(z.string(), "The first 20 kB of the answer's body.", "ok"),
    response_truncated: z.boolean().openapi({ description: "Whether the body had more.", example: false }),
    error: deliveryShape.error,
  })
  .openapi("WebhookAttempt");
export const DeliveryDetailSchema = z
  .object({
    ...deliveryShape,
    body: z.string().openapi({
      description: "What was sent, byte for byte.",
      example: '{"type":"post.published","timestamp":"2026-11-21T09:00:00.000Z","sequence":42,"data":{}}',
    }),
    attempts: z.array(AttemptSchema).openapi({ description: "The last 50 attempts, the newest first." }),
  })
  .openapi("WebhookDeliveryWithAttempts");
export const DeliveryListSchema = listOf(DeliverySchema, "WebhookDeliveryList");

export const DeliveryParams = z.strictObject({ delivery_id: idField("webhookDelivery") });
export const DeliveryListQuery = z.strictObject({
  ...listQuery,
  endpoint_id: idField("webhookEndpoint").optional(),
  status: manyField(z.enum(DELIVERY_STATUSES), "Only deliveries in these states.").optional(),
  event_type: manyField(eventTypeField, "Only deliveries of these types of events.").optional(),
  mode: modeField.optional().openapi({ description: "A key's own mode, and `live` for a user, unless told." }),
});

export const RecoverSchema = z
  .strictObject({
    since: instantField(
      "Events from this instant of real time on, in test mode too; at most 30 days ago. Usually when the outage began.",
    ),
  })
  .openapi("RecoverWebhookEndpoint");

export const RecoverySchema = z
  .object({
    endpoint_id: idField("webhookEndpoint"),
    since: instantField("Events from this instant on."),
    until: instantField("Events up to this instant: when the recovery was asked for. Later ones are sent anyway."),
    status: z.enum(RECOVERY_STATUSES).openapi({
      description:
        "`running` while logs are read, `completed` after the last, `stopped` where the endpoint was disabled meanwhile.",
      example: "completed",
    }),
    delivery_count: z.int().openapi({
      description: "Deliveries that were made, or begun again, so far. Read them with webhookDeliveries.list.",
      example: 42,
    }),
    completed_at: orNull(instantField("When."), "When it ended; null while it is running.", "2026-11-21T09:00:10.000Z"),
  })
  .openapi("WebhookRecovery");

const instant = (ms: number): string => new Date(ms).toISOString();
const instantOrNull = (ms: number | null): string | null => (ms === null ? null : instant(ms));

export const toEndpoint = (record: EndpointRecord) => ({
  id: record.id,
  mode: record.mode,
  url: record.url,
  description: record.description,
  event_types: record.event_types,
  workspace_ids: record.workspace_ids,
  status: record.disabled ? ("disabled" as const) : ("enabled" as const),
  disabled_reason: record.disabled?.reason ?? null,
  disabled_at: instantOrNull(record.disabled?.at ?? null),
  created_at: instant(record.created_at),
  updated_at: instant(record.updated_at),
});

export const toRecovery = (record: RecoveryRecord) => ({
  endpoint_id: record.endpoint_id,
  since: instant(record.since),
  until: instant(record.until),
  status: record.status,
  delivery_count: record.sent,
  completed_at: instantOrNull(record.completed_at),
});

export const toDelivery = (record: DeliveryRecord) => ({
  id: record.id,
  endpoint_id: record.endpoint_id,
  mode: record.mode,
  event_id: record.event_id,
  event_type: record.event_type,
  workspace_id: record.workspace_id,
  status: record.status,
  attempt_count: record.attempts,
  next_attempt_at: instantOrNull(record.next_attempt_at),
  response_status: record.last?.status ?? null,
  error: record.last?.error ?? null,
  created_at: instant(record.created_at),
  updated_at: instant(record.updated_at),
});

export const toAttempt = (record: AttemptRecord) => ({
  at: instant(record.at),
  duration_ms: record.duration_ms,
  url: record.url,
  response_status: record.status,
  response_headers: record.headers,
  response_body: record.body,
  response_truncated: record.body_truncated,
  error: record.error,
});

const endpointData = z.object({ webhook_endpoint: EndpointSchema });
export const eventDescriptions = [
  describeEvent(
    "webhook_endpoint.disabled",
    "An endpoint gets no more events: it failed for five days, or it answered 410. Told to the organization's other endpoints.",
    endpointData,
  ),
  describeEvent(
    "webhook_endpoint.recovered",
    "Everything that a recovery found missing at this endpoint is on its way to it.",
    z.object({ webhook_endpoint: EndpointSchema, recovery: RecoverySchema }),
  ),
  describeEvent("webhook_endpoint.test", "You asked for a test of this endpoint. In no log; `sequence` is 0.", endpointData),
];
