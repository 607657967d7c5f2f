import type { Credentials, HealthOutcome } from "@placard/connectors";
import type { NetworkName } from "@placard/networks";
import { type Change, commit, erase, join, replace, retrying, sortableInstant } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import { type ListBody, pageOver } from "../../http/paging.ts";
import type { Item, Json, Page } from "../../ports/store/store.ts";
import { checkVersion, notFound, Refusal } from "../../problems.ts";
import { fetchPicture, keepPicture } from "../media/index.ts";
import { freePlace, refusedBy } from "./connect.ts";
import { connectorIo } from "./io.ts";
import { toAccount, toTrouble } from "./present.ts";
import {
  ACCOUNTS,
  type AccountRecord,
  type AccountStatus,
  accountDraft,
  accountKey,
  accountOf,
  connectorAccount,
  credentialsKey,
  credentialsOf,
} from "./records.ts";
import { connectedAgain, needsReconnect, openCredentials, refreshAccount } from "./tokens.ts";

const ASK_TIMEOUT_MS = 20_000;

/** @throws {Refusal} `not_found` */
export async function getAccount(ctx: Ctx, id: string): Promise<{ item: Item; record: AccountRecord }> {
  const { pk, sk } = accountKey(id);
  const item = await ctx.store.get(pk, sk);
  if (!item) throw notFound("account");
  return { item, record: accountOf(item) };
}

/** Several accounts at once, in the order of the ids; null where there is none. */
export async function getAccounts(ctx: Ctx, ids: readonly string[]): Promise<readonly (AccountRecord | null)[]> {
  return (await ctx.store.batchGet(ids.map(accountKey))).map(item => item && accountOf(item));
}

export async function listAccounts(
  ctx: Ctx,
  query: {
    limit: number | undefined;
    cursor: string | undefined;
    network: readonly NetworkName[] | undefined;
    status: readonly AccountStatus[] | undefined;
  },
): Promise<ListBody<Json>> {
  const { network, status } = query;
  return pageOver(
    ctx,
    { limit: query.limit, cursor: query.cursor, binding: ["accounts", network ?? null, status ?? null] },
    [ACCOUNTS],
    (pk, limit, cursor) => ctx.store.list("list", { pk, limit, order: "desc", ...(cursor !== null && { cursor }) }),
    items =>
      items
        .map(accountOf)
        .filter(record => (!network || network.includes(record.network)) && (!status || status.includes(record.status)))
        .map(record => toAccount(ctx, record)),
  );
}

/** All accounts of the workspace, oldest first. */
export async function* everyAccount(ctx: Ctx): AsyncGenerator<AccountRecord> {
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await ctx.store.list("list", { pk: ACCOUNTS, limit: 1000, ...(cursor !== null && { cursor }) });
    yield* page.items.map(accountOf);
    cursor = page.cursor;
  } while (cursor !== null);
}

/** Why a workspace with these accounts must not be deleted, or null: their credentials would lie there unrevoked, and their places stay taken. */
export async function remainingAccounts(ctx: Ctx): Promise<string | null> {
  for await (const { id, status } of everyAccount(ctx))
    if (status !== "disconnected") return `Account ${id} is ${status}. Disconnect the workspace's accounts first.`;
  return null;
}

export async function updateAccount(
  ctx: Ctx,
  id: string,
  changes: { label?: string | null | undefined; metadata?: Readonly<Record<string, string>> | undefined },
  ifMatch: number | null,
): Promise<{ body: Json; version: number }> {
  return retrying(ctx, async () => {
    const { item, record } = await getAccount(ctx, id);
    checkVersion(item, ifMatch);
    const changed: AccountRecord = {
      ...record,
      ...(changes.label !== undefined && { label: changes.label }),
      ...(changes.metadata !== undefined && { metadata: changes.metadata }),
      updatedAt: ctx.time.workspace.now(),
    };
    await commit(ctx, { writes: [replace(accountDraft(changed), item)], events: [] });
    return { body: toAccount(ctx, changed), version: item.version + 1 };
  });
}

/**
 * Disconnects: our credentials are erased, the network is asked to forget us, the account stays as a record so that its posts keep their place,
 * and connecting the same profile again revives it. What is scheduled on it fails when its time comes, unless it is connected again before.
 */
export async function disconnectAccount(ctx: Ctx, id: string, ifMatch: number | null): Promise<void> {
  const secret = credentialsKey(id);
  const erased = await retrying(ctx, async () => {
    const { item, record } = await getAccount(ctx, id);
    checkVersion(item, ifMatch);
    if (record.status === "disconnected") return null;
    const kept = await ctx.store.get(secret.pk, secret.sk);
    const changed: AccountRecord = {
      ...record,
      status: "disconnected",
      problem: null,
      updatedAt: ctx.time.workspace.now(),
    };
    const change: Change = {
      writes: [replace(accountDraft(changed), item), ...freePlace(ctx)],
      events: [{ type: "account.disconnected", data: { account: toAccount(ctx, changed), workspace_id: ctx.workspace.id } }],
    };
    await commit(ctx, kept ? join(change, { writes: [erase(secret, kept)], events: [] }) : change);
    return kept && { record, kept };
  });
  // Only now: a network is slow, and the account might be changed, or the disconnection refused, after its token was revoked.
  const connector = erased && ctx.connectors.get(erased.record.network);
  if (!erased || !connector) return;
  const credentials = await openCredentials(ctx, id, erased.kept);
  const told = await connector.revoke(ioOf(ctx, id), connectorAccount(erased.record, credentials));
  if (!told) ctx.log.info({ account: id, request_id: ctx.requestId }, "the network did not confirm the revocation");
}

const ioOf = (ctx: Ctx, id: string) =>
  connectorIo(
    ctx,
    { organizationId: ctx.organizationId, workspace: ctx.workspace, owner: id },
    ctx.timer.timeout(ASK_TIMEOUT_MS),
  );

/** Refreshes the token and the profile now. @throws {Refusal} `account_needs_reconnect`, `network_unreachable` */
export async function refreshNow(ctx: Ctx, id: string): Promise<Json> {
  const { record } = await getAccount(ctx, id);
  const secret = credentialsKey(id);
  const kept = await ctx.store.get(secret.pk, secret.sk);
  if (!kept || record.status === "disconnected")
    throw new Refusal("account_needs_reconnect", "The account is disconnected. Connect it again.");
  const refreshed = await refreshAccount(ctx, id, credentialsOf(kept).sealed);
  if (refreshed.kind === "revoked")
    throw new Refusal("account_needs_reconnect", refreshed.problem.message, { extra: { trouble: toTrouble(refreshed.problem) } });
  if (refreshed.kind === "failed") throw refusedBy(refreshed.problem);
  const health = await askHealth(ctx, id);
  return toAccount(ctx, health.record);
}

export interface Health {
  readonly record: AccountRecord;
  readonly outcome: HealthOutcome | null;
}

/** Asks the network how the account is, and keeps what it says: profile, a definite refusal, or that a refused account is well again. */
async function askHealth(ctx: Ctx, id: string): Promise<Health> {
  const { record } = await getAccount(ctx, id);
  const secret = credentialsKey(id);
  const kept = await ctx.store.get(secret.pk, secret.sk);
  const connector = ctx.connectors.get(record.network);
  if (!kept || !connector || record.status === "disconnected") return { record, outcome: null };
  const ask = (credentials: Credentials) => connector.health(ioOf(ctx, id), connectorAccount(record, credentials));
  let credentials = await openCredentials(ctx, id, kept);
  let outcome = await ask(credentials);
  if (outcome.kind === "revoked") {
    // The access token may just be old: only when it cannot be refreshed either is the account lost.
    const refreshed = await refreshAccount(ctx, id, credentialsOf(kept).sealed);
    if (refreshed.kind === "revoked")
      return { record: refreshed.account ?? record, outcome: { kind: "revoked", problem: refreshed.problem } };
    if (refreshed.kind === "failed") return { record, outcome: { kind: "unreachable", problem: refreshed.problem } };
    credentials = refreshed.credentials;
    outcome = await ask(credentials);
  }
  if (outcome.kind === "revoked")
    return { record: (await needsReconnect(ctx, id, outcome.problem, credentials)) ?? record, outcome };
  if (outcome.kind === "unreachable") return { record, outcome };
  const well =
    record.status === "needs_reconnect" && outcome.missingScopes.length === 0
      ? ((await connectedAgain(ctx, id, credentials)) ?? record)
      : record;
  const { handle, displayName, avatarUrl, url } = outcome.profile;
  const pictured = avatarUrl === null ? !well.avatarBlob : well.avatarUrl === avatarUrl && Boolean(well.avatarBlob);
  const same = well.handle === handle && well.displayName === displayName && well.url === url;
  if (same && pictured) return { record: well, outcome };
  const picture = pictured ? null : await fetchPicture(ctx, avatarUrl);
  if (same && !picture && well.avatarUrl === avatarUrl) return { record: well, outcome }; // still none to be had
  const updated = await retrying(ctx, async () => {
    const now = await getAccount(ctx, id);
    const changed: AccountRecord = {
      ...now.record,
      handle,
      displayName,
      avatarUrl,
      avatarBlob: pictured ? (now.record.avatarBlob ?? null) : picture && (await keepPicture(ctx, id, picture)),
      url,
      updatedAt: ctx.time.workspace.now(),
    };
    await commit(ctx, { writes: [replace(accountDraft(changed), now.item)], events: [] });
    return changed;
  });
  if (well.avatarBlob && well.avatarBlob !== updated.avatarBlob) await ctx.blobs.delete(well.avatarBlob);
  return { record: updated, outcome };
}

/** The account's health as callers see it. */
export async function accountHealth(ctx: Ctx, id: string): Promise<Json> {
  const { record, outcome } = await askHealth(ctx, id);
  const problem = outcome && outcome.kind !== "healthy" ? outcome.problem : record.problem;
  const { pk, sk } = credentialsKey(id);
  const kept = await ctx.store.get(pk, sk);
  const expiresAt = kept && (await openCredentials(ctx, id, kept)).expiresAt;
  return {
    account_id: id,
    status: record.status,
    healthy: record.status === "connected" && outcome?.kind === "healthy" && outcome.missingScopes.length === 0,
    problem: problem && toTrouble(problem),
    missing_scopes: outcome?.kind === "healthy" ? outcome.missingScopes : [],
    token_expires_at: expiresAt === null ? null : sortableInstant(expiresAt),
    checked_at: sortableInstant(ctx.timer.now()),
  };
}
