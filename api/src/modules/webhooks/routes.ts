import { organizationOperation } from "../../http/operation.ts";
import { getDelivery, listDeliveries, retryDelivery, testEndpoint } from "./deliveries.ts";
import {
  createEndpoint,
  deleteEndpoint,
  endpointItem,
  listEndpoints,
  modeOf,
  rotateSecret,
  updateEndpoint,
} from "./endpoints.ts";
import { getRecovery, recoverEndpoint } from "./recovery.ts";
import {
  CreateEndpointSchema,
  DeliveryDetailSchema,
  DeliveryListQuery,
  DeliveryListSchema,
  DeliveryParams,
  DeliverySchema,
  EndpointListQuery,
  EndpointListSchema,
  EndpointParams,
  EndpointSchema,
  EndpointWithSecretSchema,
  RecoverSchema,
  RecoverySchema,
  RotateSecretSchema,
  toEndpoint,
  UpdateEndpointSchema,
} from "./schema.ts";

export const TAG = "Webhooks";

export const operations = [
  organizationOperation(
    {
      id: "webhookEndpoints.create",
      method: "post",
      path: "/v1/webhook-endpoints",
      tag: TAG,
      summary: "Create a webhook endpoint",
      description:
        "From now on every event it asks for is sent there by POST, signed as Standard Webhooks has it. The secret is shown in this answer only. Anything but 2xx within 15 s is tried again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; the order of events is not promised: use `sequence`.",
      scopes: ["webhooks:write"],
      body: CreateEndpointSchema,
      answer: { status: 201, schema: EndpointWithSecretSchema, description: "The endpoint, with its secret." },
      problems: ["url_not_allowed", "mode_mismatch", "limit_reached"],
    },
    async (ctx, { body }) => createEndpoint(ctx, body),
  ),
  organizationOperation(
    {
      id: "webhookEndpoints.list",
      method: "get",
      path: "/v1/webhook-endpoints",
      tag: TAG,
      summary: "List webhook endpoints",
      description: "The organization's endpoints, the newest first; with a key, those of the key's mode.",
      scopes: ["webhooks:read"],
      query: EndpointListQuery,
      answer: { status: 200, schema: EndpointListSchema, description: "A page of endpoints." },
      problems: ["mode_mismatch"],
    },
    async (ctx, { query: { limit, cursor, mode } }) => ({
      body: await listEndpoints(ctx, { limit, cursor }, ctx.mode === null ? (mode ?? null) : modeOf(ctx, mode)),
    }),
  ),
  organizationOperation(
    {
      id: "webhookEndpoints.get",
      method: "get",
      path: "/v1/webhook-endpoints/{endpoint_id}",
      tag: TAG,
      summary: "Get a webhook endpoint",
      description: "One endpoint, without its secret.",
      scopes: ["webhooks:read"],
      params: EndpointParams,
      answer: { status: 200, schema: EndpointSchema, description: "The endpoint." },
      problems: ["not_found"],
      versioned: true,
    },
    async (ctx, { params }) => {
      const { data, version } = await endpointItem(ctx, params.endpoint_id);
      return { body: toEndpoint(data), version };
    },
  ),
  organizationOperation(
    {
      id: "webhookEndpoints.update",
      method: "patch",
      path: "/v1/webhook-endpoints/{endpoint_id}",
      tag: TAG,
      summary: "Change a webhook endpoint",
      description:
        "Fields that are left out stay. `status` switches it off, or on again after it was disabled; events of the time between are sent when you ask for it with webhookEndpoints.recover.",
      scopes: ["webhooks:write"],
      params: EndpointParams,
      body: UpdateEndpointSchema,
      answer: { status: 200, schema: EndpointSchema, description: "The endpoint as it is now." },
      problems: ["not_found", "url_not_allowed", "conflict"],
      versioned: true,
    },
    async (ctx, { params, body, request }) => updateEndpoint(ctx, params.endpoint_id, request.ifMatch, body),
  ),
  organizationOperation(
    {
      id: "webhookEndpoints.delete",
      method: "delete",
      path: "/v1/webhook-endpoints/{endpoint_id}",
      tag: TAG,
      summary: "Delete a webhook endpoint",
      description: "Nothing more is sent there; deliveries that were still to come fail.",
      scopes: ["webhooks:write"],
      params: EndpointParams,
      answer: { status: 204, schema: null, description: "It is deleted." },
      problems: ["not_found", "conflict"],
      versioned: true,
    },
    async (ctx, { params, request }) => {
      await deleteEndpoint(ctx, params.endpoint_id, request.ifMatch);
      return {};
    },
  ),
  organizationOperation(
    {
      id: "webhookEndpoints.rotateSecret",
      method: "post",
      path: "/v1/webhook-endpoints/{endpoint_id}/rotate-secret",
      tag: TAG,
      summary: "Give a webhook endpoint a new secret",
      description:
        "The new secret is shown in this answer only. During the overlap webhooks carry a signature of each, so receivers can change over without a gap.",
      scopes: ["webhooks:write"],
      params: EndpointParams,
      body: RotateSecretSchema,
      answer: { status: 200, schema: EndpointWithSecretSchema, description: "The endpoint, with its new secret." },
      problems: ["not_found", "conflict"],
      versioned: true,
    },
    async (ctx, { params, body, request }) => rotateSecret(ctx, params.endpoint_id, request.ifMatch, body.overlap_s),
  ),
  organizationOperation(
    {
      id: "webhookEndpoints.test",
      method: "post",
      path: "/v1/webhook-endpoints/{endpoint_id}/test",
      tag: TAG,
      summary: "Send a test event",
      description:
        "Sends `webhook_endpoint.test` to this endpoint alone, whatever its filter says. Read the delivery to see what came of it.",
      scopes: ["webhooks:write"],
      params: EndpointParams,
      answer: { status: 202, schema: DeliverySchema, description: "The delivery that was begun." },
      problems: ["not_found", "endpoint_disabled"],
    },
    async (ctx, { params }) => ({ body: await testEndpoint(ctx, params.endpoint_id) }),
  ),
  organizationOperation(
    {
      id: "webhookEndpoints.recover",
      method: "post",
      path: "/v1/webhook-endpoints/{endpoint_id}/recover",
      tag: TAG,
      summary: "Send a webhook endpoint what it missed",
      description:
        "After an outage: every event since that instant that the endpoint asks for and did not get is sent, whether its attempts failed, or the endpoint was disabled or did not exist yet. What it got, or is pending, is left alone; each keeps its `webhook-id`, so nothing is taken twice. It goes on in the background: read it with webhookEndpoints.recovery; its end is told as `webhook_endpoint.recovered`.",
      scopes: ["webhooks:write"],
      params: EndpointParams,
      body: RecoverSchema,
      answer: { status: 202, schema: RecoverySchema, description: "The recovery that was begun." },
      problems: ["not_found", "endpoint_disabled", "conflict"],
    },
    async (ctx, { params, body }) => ({ body: await recoverEndpoint(ctx, params.endpoint_id, Date.parse(body.since)) }),
  ),
  organizationOperation(
    {
      id: "webhookEndpoints.recovery",
      method: "get",
      path: "/v1/webhook-endpoints/{endpoint_id}/recovery",
      tag: TAG,
      summary: "Get a webhook endpoint's last recovery",
      description: "How it stands: running, completed or stopped, and how many deliveries it made or began again.",
      scopes: ["webhooks:read"],
      params: EndpointParams,
      answer: { status: 200, schema: RecoverySchema, description: "The last recovery." },
      problems: ["not_found"],
    },
    async (ctx, { params }) => ({ body: await getRecovery(ctx, params.endpoint_id) }),
  ),
  organizationOperation(
    {
      id: "webhookDeliveries.list",
      method: "get",
      path: "/v1/webhook-deliveries",
      tag: TAG,
      summary: "List webhook deliveries",
      description:
        "What was sent, or is to be, in the last 30 days, the newest first. Filters narrow it, so a page may be short.",
      scopes: ["webhooks:read"],
      query: DeliveryListQuery,
      answer: { status: 200, schema: DeliveryListSchema, description: "A page of deliveries." },
      problems: ["mode_mismatch"],
    },
    async (ctx, { query: { limit, cursor, endpoint_id, status, event_type, mode } }) => {
      const filter = { endpointId: endpoint_id ?? null, statuses: status ?? null, types: event_type ?? null, mode };
      return { body: await listDeliveries(ctx, { limit, cursor }, filter) };
    },
  ),
  organizationOperation(
    {
      id: "webhookDeliveries.get",
      method: "get",
      path: "/v1/webhook-deliveries/{delivery_id}",
      tag: TAG,
      summary: "Get a webhook delivery",
      description: "One delivery with what was sent and its attempts: status, headers, 20 kB of the answer's body, duration.",
      scopes: ["webhooks:read"],
      params: DeliveryParams,
      answer: { status: 200, schema: DeliveryDetailSchema, description: "The delivery." },
      problems: ["not_found"],
    },
    async (ctx, { params }) => ({ body: await getDelivery(ctx, params.delivery_id) }),
  ),
  organizationOperation(
    {
      id: "webhookDeliveries.retry",
      method: "post",
      path: "/v1/webhook-deliveries/{delivery_id}/retry",
      tag: TAG,
      summary: "Send a webhook again",
      description:
        "Sends it now, with the same `webhook-id` and body, whatever became of it before; a failure begins a new round of retries.",
      scopes: ["webhooks:write"],
      params: DeliveryParams,
      answer: { status: 202, schema: DeliverySchema, description: "The delivery, pending again." },
      problems: ["not_found", "endpoint_disabled", "conflict"],
    },
    async (ctx, { params }) => ({ body: await retryDelivery(ctx, params.delivery_id) }),
  ),
];
