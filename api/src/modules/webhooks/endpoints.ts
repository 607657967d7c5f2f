import { type Change, commit, create, erase, NO_CHANGE, replace, retrying } from "../../change.ts";
import type { Mode, OrganizationCtx } from "../../ctx.ts";
import { type ListBody, pageOver } from "../../http/paging.ts";
import type { Item } from "../../ports/store/store.ts";
import { checkVersion, type Fault, invalid, notFound, Refusal } from "../../problems.ts";
import { workspaceScope } from "../workspaces/index.ts";
import {
  counted,
  type DisabledReason,
  ENDPOINT_COUNT,
  ENDPOINTS,
  type EndpointItem,
  type EndpointRecord,
  endpointDraft,
  type HealthRecord,
  HOME,
  healthKey,
  MOST_ENDPOINTS,
  type NoticeRecord,
  noticeKey,
  recoveryKey,
  WORK,
} from "./records.ts";
import { toEndpoint } from "./schema.ts";
import { SECRET_BYTES, secretText } from "./signature.ts";
import { sealSecret, stateOf } from "./state.ts";
import { allowedUrl } from "./url.ts";

/** A secret's overlap unless told, as the API promises. */
const OVERLAP_S = 24 * 3600;
/** Old secrets that still sign, at most: each is one more signature in the header. */
const MOST_OLD_SECRETS = 2;

export interface EndpointInput {
  readonly url: string;
  readonly description?: string | null | undefined;
  readonly event_types?: readonly string[] | null | undefined;
  readonly workspace_ids?: readonly string[] | null | undefined;
}

/** The mode a caller acts in: a key's own; a user says which, live unless told. @throws {Refusal} `mode_mismatch` */
export function modeOf(ctx: OrganizationCtx, asked: Mode | undefined): Mode {
  if (ctx.mode === null) return asked ?? "live";
  if (asked === undefined || asked === ctx.mode) return ctx.mode;
  throw new Refusal("mode_mismatch", `A ${ctx.mode} key has nothing to do with ${asked} endpoints.`);
}

/** @throws {Refusal} `not_found`, for an endpoint of the other mode too */
export async function endpointItem(ctx: OrganizationCtx, id: string): Promise<EndpointItem> {
  const item = await ctx.organizationStore.get<EndpointRecord>(ENDPOINTS, id);
  if (!item || (ctx.mode !== null && item.data.mode !== ctx.mode)) throw notFound("webhook endpoint");
  return item;
}

export function listEndpoints(
  ctx: OrganizationCtx,
  page: { readonly limit: number | undefined; readonly cursor: string | undefined },
  mode: Mode | null,
): Promise<ListBody<ReturnType<typeof toEndpoint>>> {
  return pageOver(
    ctx,
    { ...page, binding: ["webhookEndpoints.list", mode] },
    [ENDPOINTS],
    (pk, limit, cursor) =>
      ctx.organizationStore.query<EndpointRecord>({ pk, order: "desc", limit, ...(cursor !== null && { cursor }) }),
    items => items.filter(({ data }) => mode === null || data.mode === mode).map(({ data }) => toEndpoint(data)),
  );
}

/** @throws {Refusal} `url_not_allowed`, `mode_mismatch`, `validation_failed`, `limit_reached` */
export async function createEndpoint(ctx: OrganizationCtx, input: EndpointInput & { readonly mode?: Mode | undefined }) {
  const mode = modeOf(ctx, input.mode);
  const url = allowedUrl(ctx, mode, input.url);
  await checkWorkspaces(ctx, mode, input.workspace_ids ?? null);
  const id = ctx.ids.next("webhookEndpoint");
  const secret = ctx.chance.bytes(SECRET_BYTES);
  const now = ctx.time.real.now();
  const record: EndpointRecord = {
    schema: 1,
    id,
    mode,
    url,
    description: input.description ?? null,
    event_types: input.event_types ?? null,
    workspace_ids: input.workspace_ids ?? null,
    disabled: null,
    secrets: [{ sealed: await sealSecret(ctx, id, secret), until: null }],
    created_at: now,
    updated_at: now,
  };
  const conflict = new Refusal("limit_reached", `An organization has at most ${MOST_ENDPOINTS} webhook endpoints.`);
  const change: Change = {
    writes: [
      create(endpointDraft(record), HOME),
      { op: "add", key: ENDPOINT_COUNT, by: 1, max: MOST_ENDPOINTS, conflict, ...HOME },
    ],
    events: [],
  };
  const body = await commit(ctx, change, { ...toEndpoint(record), secret: secretText(secret) }, 1);
  return { body, version: 1 };
}

/** @throws {Refusal} `not_found`, `stale`, `url_not_allowed`, `validation_failed` */
export async function updateEndpoint(
  ctx: OrganizationCtx,
  id: string,
  ifMatch: number | null,
  input: Omit<EndpointInput, "url"> & { readonly url?: string | undefined; readonly status?: "enabled" | "disabled" | undefined },
) {
  return retrying(ctx, async () => {
    const item = await endpointItem(ctx, id);
    checkVersion(item, ifMatch);
    const { data } = item;
    const now = ctx.time.real.now();
    if (input.workspace_ids) await checkWorkspaces(ctx, data.mode, input.workspace_ids);
    const enables = input.status === "enabled" && data.disabled !== null;
    const disables = input.status === "disabled" && data.disabled === null;
    const record: EndpointRecord = {
      ...data,
      url: input.url === undefined ? data.url : allowedUrl(ctx, data.mode, input.url),
      description: input.description === undefined ? data.description : input.description,
      event_types: input.event_types === undefined ? data.event_types : input.event_types,
      workspace_ids: input.workspace_ids === undefined ? data.workspace_ids : input.workspace_ids,
      disabled: disables ? { reason: "manual", at: now } : enables ? null : data.disabled,
      updated_at: now,
    };
    const moved = record.url !== data.url;
    const change: Change = {
      writes: [
        replace(endpointDraft(record), item, HOME),
        counted(0),
        ...(enables || moved ? [{ op: "delete" as const, key: healthKey(id), ...HOME }] : []),
      ],
      events: [],
    };
    const body = await commit(ctx, change, toEndpoint(record));
    if (enables || moved) stateOf(ctx).circuits.forget(id);
    return { body, version: item.version + 1 };
  });
}

/** Its deliveries can still be read; those that are pending fail. @throws {Refusal} `not_found`, `stale` */
export async function deleteEndpoint(ctx: OrganizationCtx, id: string, ifMatch: number | null): Promise<void> {
  await retrying(ctx, async () => {
    const item = await endpointItem(ctx, id);
    checkVersion(item, ifMatch);
    const writes = [
      erase({ pk: ENDPOINTS, sk: id }, item, HOME),
      counted(-1),
      { op: "delete" as const, key: healthKey(id), ...HOME },
      { op: "delete" as const, key: recoveryKey(id), ...HOME },
    ];
    await commit(ctx, { writes, events: [] });
  });
}

/** Gives the endpoint a new secret. @throws {Refusal} `not_found`, `stale` */
export async function rotateSecret(ctx: OrganizationCtx, id: string, ifMatch: number | null, overlapS: number = OVERLAP_S) {
  return retrying(ctx, async () => {
    const item = await endpointItem(ctx, id);
    checkVersion(item, ifMatch);
    const { data } = item;
    const now = ctx.time.real.now();
    const secret = ctx.chance.bytes(SECRET_BYTES);
    const old = data.secrets
      .map(({ sealed, until }) => ({ sealed, until: Math.min(until ?? Number.POSITIVE_INFINITY, now + overlapS * 1000) }))
      .filter(({ until }) => until > now)
      .slice(0, MOST_OLD_SECRETS);
    const record: EndpointRecord = {
      ...data,
      secrets: [{ sealed: await sealSecret(ctx, id, secret), until: null }, ...old],
      updated_at: now,
    };
    const change: Change = { writes: [replace(endpointDraft(record), item, HOME), counted(0)], events: [] };
    const version = item.version + 1;
    const body = await commit(ctx, change, { ...toEndpoint(record), secret: secretText(secret) }, version);
    return { body, version };
  });
}

/** Switches an endpoint off because of what it does: an event to the organization, and a mail. Nothing where it is off already. */
export function planDisabled(ctx: OrganizationCtx, item: EndpointItem, reason: DisabledReason): Change {
  if (item.data.disabled) return NO_CHANGE;
  const now = ctx.time.real.now();
  const record: EndpointRecord = { ...item.data, disabled: { reason, at: now }, updated_at: now };
  const notice: NoticeRecord = {
    schema: 1,
    endpoint_id: record.id,
    url: record.url,
    mode: record.mode,
    reason,
    at: now,
  };
  return {
    writes: [
      replace(endpointDraft(record), item, HOME),
      counted(0),
      create({ ...noticeKey(record.id, now), data: notice, due: { at: now, clock: "real", kind: WORK.notice } }, HOME),
    ],
    events: [{ type: "webhook_endpoint.disabled", data: { webhook_endpoint: toEndpoint(record) } }],
  };
}

/** How long an endpoint may fail without a single success before it is disabled. */
const FAILING_LIMIT_MS = 5 * 24 * 3600_000;
/** Failures further apart are not one outage: retries come within twelve hours of each other, so between them nothing was tried. */
const OUTAGE_GAP_MS = 24 * 3600_000;
/** How exact the last failure is kept: not every failure needs to be written down. */
const FAILURE_GRAIN_MS = 3600_000;

/** What one more failure means for the endpoint: noted, and the end of it where it failed for too long. */
export function planFailure(ctx: OrganizationCtx, item: EndpointItem, health: Item<HealthRecord> | null): Change {
  const now = ctx.time.real.now();
  const key = healthKey(item.data.id);
  const first: HealthRecord = { schema: 1, failing_since: now, last_failure_at: now };
  if (!health) return { writes: [create({ ...key, data: first }, HOME)], events: [] };
  const { failing_since, last_failure_at } = health.data;
  if (now - last_failure_at > OUTAGE_GAP_MS) return { writes: [replace({ ...key, data: first }, health, HOME)], events: [] };
  if (now - failing_since >= FAILING_LIMIT_MS) return planDisabled(ctx, item, "failing");
  if (now - last_failure_at < FAILURE_GRAIN_MS) return NO_CHANGE;
  return { writes: [replace({ ...key, data: { ...health.data, last_failure_at: now } }, health, HOME)], events: [] };
}

/** Every named workspace must be the organization's, and of the endpoint's mode. */
async function checkWorkspaces(ctx: OrganizationCtx, mode: Mode, ids: readonly string[] | null): Promise<void> {
  const scopes = await Promise.all((ids ?? []).map(id => workspaceScope(ctx, ctx.organizationId, id)));
  const faults: Fault[] = scopes.flatMap((scope, position) =>
    scope?.mode === mode
      ? []
      : [
          {
            path: `workspace_ids.${position}`,
            code: "not_found",
            message: `There is no such ${mode} workspace.`,
            fix: "Name workspaces of the endpoint's own mode, or null for all.",
          },
        ],
  );
  if (faults.length > 0) throw invalid(faults);
}
