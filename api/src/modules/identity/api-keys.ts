import { type Change, commit, create, erase, replace, retrying, type Write } from "../../change.ts";
import type { OrganizationCtx } from "../../ctx.ts";
import { type ListBody, pageOver } from "../../http/paging.ts";
import { ALL_SCOPES } from "../../http/scopes.ts";
import { checkVersion, notFound, Refusal } from "../../problems.ts";
import { visibleModes } from "../workspaces/index.ts";
import { makeKeySecret } from "./key-secrets.ts";
import {
  type ApiKeyItem,
  type ApiKeyRecord,
  apiKeyKey,
  apiKeyPartition,
  type KeyLookup,
  type KeySecret,
  type KeyUse,
  keyLookupDraft,
  keyLookupKey,
  keyUseKey,
  sha256,
} from "./records.ts";
import { remembered } from "./remembered.ts";
import { refuseBeyond } from "./roles.ts";
import type { ApiKeyBody, ApiKeyCreate, ApiKeyListRequest, ApiKeyWithSecretBody } from "./schema.ts";

const DEFAULT_OVERLAP_S = 24 * 3600;
/** Secrets of one key that work at a time: rotating more often than overlaps end makes the oldest end early. */
const MOST_SECRETS = 10;

/** Creates a key and gives its secret, this once. Fails with `mode_mismatch`, `missing_scope`. */
export async function createApiKey(ctx: OrganizationCtx, input: ApiKeyCreate): Promise<ApiKeyWithSecretBody> {
  const mode = input.mode ?? ctx.mode ?? "test";
  if (ctx.mode !== null && mode !== ctx.mode)
    throw new Refusal("mode_mismatch", `A key of ${ctx.mode} mode cannot create a key of ${mode} mode.`);
  const scopes = input.scopes ? [...new Set(input.scopes)] : ALL_SCOPES.filter(scope => ctx.actor.scopes.has(scope));
  refuseBeyond(ctx.actor.scopes, scopes, "create a key");
  const now = ctx.timer.now();
  const secret = makeKeySecret(mode, ctx.chance);
  const record: ApiKeyRecord = {
    schema: 1,
    id: ctx.ids.next("apiKey"),
    name: input.name,
    mode,
    scopes,
    secrets: [{ hash: sha256(secret), created_at: now, expires_at: null }],
    ends_with: secret.slice(-4),
    created_by: ctx.actor.id,
    created_at: now,
  };
  const change: Change = {
    writes: [
      create({ ...apiKeyKey(mode, record.id), data: record }, { in: "organization" }),
      create(lookupDraft(ctx, record, 0), { in: "system" }),
    ],
    events: [],
  };
  return commit(ctx, change, { ...toBody(record, null), secret }, 1);
}

/** Keys newest first; a user's list has the live ones before the test ones. */
export async function listApiKeys(ctx: OrganizationCtx, query: ApiKeyListRequest): Promise<ListBody<ApiKeyBody>> {
  const modes = visibleModes(ctx).filter(mode => query.mode === undefined || query.mode === mode);
  return pageOver(
    ctx,
    { limit: query.limit, cursor: query.cursor, binding: ["apiKeys.list", query.mode ?? null] },
    modes.map(apiKeyPartition),
    (pk, limit, cursor) =>
      ctx.organizationStore.query<ApiKeyRecord>({ pk, order: "desc", limit, ...(cursor !== null && { cursor }) }),
    async items => {
      const uses = await ctx.organizationStore.batchGet<KeyUse>(items.map(item => keyUseKey(item.sk)));
      return items.map((item, position) => toBody(item.data, uses[position]?.data.at ?? null));
    },
  );
}

/** Gives the key a new secret; the one before works for `overlapS` more. Fails with `missing_scope`, `stale`. */
export async function rotateApiKey(
  ctx: OrganizationCtx,
  id: string,
  overlapS: number = DEFAULT_OVERLAP_S,
  ifMatch: number | null = null,
): Promise<{ body: ApiKeyWithSecretBody; version: number }> {
  const { changed, ...answer } = await retrying(ctx, async () => {
    const item = await readOwn(ctx, id, ifMatch);
    refuseBeyond(ctx.actor.scopes, item.data.scopes, "rotate a key");
    const now = ctx.timer.now();
    const secret = makeKeySecret(item.data.mode, ctx.chance);
    const { kept, ended } = endSecrets(item.data.secrets, now, now + overlapS * 1000);
    const record: ApiKeyRecord = {
      ...item.data,
      secrets: [{ hash: sha256(secret), created_at: now, expires_at: null }, ...kept],
      ends_with: secret.slice(-4),
    };
    const writes: Write[] = [
      replace({ ...apiKeyKey(record.mode, id), data: record }, item, { in: "organization" }),
      create(lookupDraft(ctx, record, 0), { in: "system" }),
      ...kept.map((_, position): Write => {
        const draft = lookupDraft(ctx, record, position + 1);
        return { op: "put", draft, version: 2, in: "system" }; // the condition on the key itself holds for all
      }),
      ...ended.map((old): Write => ({ op: "delete", key: keyLookupKey(old.hash), in: "system" })),
    ];
    const use = await ctx.organizationStore.get<KeyUse>(keyUseKey(id).pk, id);
    const version = item.version + 1;
    const body = await commit(ctx, { writes, events: [] }, { ...toBody(record, use?.data.at ?? null), secret }, version);
    return { body, version, changed: item.data.secrets };
  });
  remembered(ctx).secretsChanged(changed.map(old => old.hash));
  return answer;
}

/** Ends a key with all its secrets, at once. Fails with `stale`. */
export async function revokeApiKey(ctx: OrganizationCtx, id: string, ifMatch: number | null): Promise<void> {
  const secrets = await retrying(ctx, async () => {
    const item = await readOwn(ctx, id, ifMatch);
    const writes: Write[] = [
      erase(apiKeyKey(item.data.mode, id), item, { in: "organization" }),
      { op: "delete", key: keyUseKey(id), in: "organization" },
      ...item.data.secrets.map((secret): Write => ({ op: "delete", key: keyLookupKey(secret.hash), in: "system" })),
    ];
    await commit(ctx, { writes, events: [] });
    return item.data.secrets;
  });
  remembered(ctx).secretsChanged(secrets.map(secret => secret.hash));
}

/** Which secrets go on beside a new one, and until when; and which end now. */
function endSecrets(
  secrets: readonly KeySecret[],
  now: number,
  overlapEndsAt: number,
): { readonly kept: readonly KeySecret[]; readonly ended: readonly KeySecret[] } {
  const limited = secrets.map(secret => ({ ...secret, expires_at: Math.min(secret.expires_at ?? overlapEndsAt, overlapEndsAt) }));
  const kept = limited.filter(secret => secret.expires_at > now).slice(0, MOST_SECRETS - 1);
  return { kept, ended: limited.filter(secret => !kept.includes(secret)) };
}

/** The key as this caller may know it: a test key knows no live ones. */
async function readOwn(ctx: OrganizationCtx, id: string, ifMatch: number | null): Promise<ApiKeyItem> {
  const found = await ctx.organizationStore.batchGet<ApiKeyRecord>(visibleModes(ctx).map(mode => apiKeyKey(mode, id)));
  const item = found.find(candidate => candidate !== null);
  if (!item) throw notFound("API key");
  checkVersion(item, ifMatch);
  return item;
}

function lookupDraft(ctx: OrganizationCtx, record: ApiKeyRecord, position: number) {
  const secret = record.secrets[position];
  if (!secret) throw new Error("a key has no such secret");
  const lookup: KeyLookup = {
    schema: 1,
    key_id: record.id,
    organization_id: ctx.organizationId,
    mode: record.mode,
    scopes: record.scopes,
    expires_at: secret.expires_at,
  };
  return keyLookupDraft(secret.hash, lookup);
}

function toBody(record: ApiKeyRecord, lastUsedAt: number | null): ApiKeyBody {
  const previous = record.secrets[1]?.expires_at ?? null;
  return {
    id: record.id,
    name: record.name,
    mode: record.mode,
    scopes: [...record.scopes],
    ends_with: record.ends_with,
    created_at: new Date(record.created_at).toISOString(),
    last_used_at: lastUsedAt === null ? null : new Date(lastUsedAt).toISOString(),
    previous_secret_expires_at: previous === null ? null : new Date(previous).toISOString(),
  };
}
