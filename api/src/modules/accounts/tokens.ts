import type { Credentials, Problem } from "@placard/connectors";
import { type Change, Conflict, commit, join, replace, retrying } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import { type Item, StoreBusy, StoreUnknown } from "../../ports/store/store.ts";
import { tenantKey } from "../../tenant.ts";
import { connectorIo, withLock } from "./io.ts";
import { toAccount } from "./present.ts";
import {
  type AccountRecord,
  accountDraft,
  accountKey,
  accountOf,
  connectorAccount,
  credentialsDraft,
  credentialsKey,
  credentialsOf,
  refreshDue,
} from "./records.ts";

/** A decrypted token is held at most this long. */
const HELD_MS = 60_000;
const HELD_MOST = 5_000;
/** How long one refresh may take. */
const REFRESH_TIMEOUT_MS = 20_000;
/** A token that ends within this is not worth starting a publication with. */
const TOO_SHORT_MS = 30_000;

interface Held {
  readonly credentials: Credentials;
  readonly sealed: string;
  readonly until: number;
}

/** Decrypted credentials by account, for a minute: decrypting costs more than reading. Keyed by the store, so that two services in one process keep apart. */
const held = new WeakMap<object, Map<string, Held>>();

const context = (ctx: Ctx, accountId: string) => ({
  organization: ctx.organizationId,
  workspace: ctx.workspace.id,
  account: accountId,
});

export async function sealCredentials(ctx: Ctx, accountId: string, credentials: Credentials): Promise<string> {
  return ctx.keys.encrypt(Buffer.from(JSON.stringify(credentials)), context(ctx, accountId));
}

/** The credentials of an item read from the store; decrypted once a minute at most. */
export async function openCredentials(ctx: Ctx, accountId: string, item: Item): Promise<Credentials> {
  let cache = held.get(ctx.systemStore);
  if (!cache) {
    cache = new Map();
    held.set(ctx.systemStore, cache);
  }
  const now = ctx.timer.now();
  const known = cache.get(accountId);
  // By what is sealed, not by the version: that begins again when an account is disconnected and connected again.
  const { sealed } = credentialsOf(item);
  if (known && known.sealed === sealed && known.until > now) return known.credentials;
  const credentials: Credentials = JSON.parse(Buffer.from(await ctx.keys.decrypt(sealed, context(ctx, accountId))).toString());
  if (cache.size >= HELD_MOST) cache.clear();
  cache.set(accountId, { credentials, sealed, until: now + HELD_MS });
  return credentials;
}

/** Both as they were opened, or as a connector gave them to be sealed. */
const same = (one: Credentials, other: Credentials): boolean => JSON.stringify(one) === JSON.stringify(other);

export type Usable =
  | { readonly kind: "usable"; readonly account: AccountRecord; readonly credentials: Credentials }
  | { readonly kind: "unusable"; readonly account: AccountRecord | null; readonly problem: Problem }
  /** Could not be refreshed now; worth another try later. */
  | { readonly kind: "later"; readonly problem: Problem };

/** An account with credentials that are good now, refreshed before if they end soon. `stale` names credentials the network has just refused. */
export async function usableAccount(ctx: Ctx, accountId: string, stale: Credentials | null = null): Promise<Usable> {
  const [item, kept] = await ctx.store.batchGet([accountKey(accountId), credentialsKey(accountId)]);
  if (!item) return { kind: "unusable", account: null, problem: accountGone };
  const account = accountOf(item);
  if (account.status !== "connected" || !kept)
    return { kind: "unusable", account, problem: account.problem ?? accountDisconnected };
  const credentials = await openCredentials(ctx, accountId, kept);
  const refused = stale !== null && same(stale, credentials);
  if (!refused && (credentials.expiresAt === null || credentials.expiresAt > ctx.timer.now() + TOO_SHORT_MS))
    return { kind: "usable", account, credentials };
  const outcome = await refreshAccount(ctx, accountId, credentialsOf(kept).sealed);
  if (outcome.kind === "refreshed") return { kind: "usable", account: outcome.account, credentials: outcome.credentials };
  if (outcome.kind === "revoked") return { kind: "unusable", account: outcome.account, problem: outcome.problem };
  return { kind: "later", problem: outcome.problem };
}

export type Refreshed =
  | { readonly kind: "refreshed"; readonly account: AccountRecord; readonly credentials: Credentials }
  | { readonly kind: "revoked"; readonly account: AccountRecord | null; readonly problem: Problem }
  | { readonly kind: "failed"; readonly problem: Problem };

/**
 * Refreshes an account's token, in one flight over all processes. `seen` are the credentials, sealed, that the caller found wanting: whoever waited for
 * another's refresh, or found the account connected again, uses what came of that. The new token is stored before anyone uses it; an answer without a refresh token keeps the old one (the connector sees to that).
 */
export async function refreshAccount(ctx: Ctx, accountId: string, seen: string): Promise<Refreshed> {
  const timeout = ctx.timer.timeout(2 * REFRESH_TIMEOUT_MS);
  return withLock(
    ctx,
    tenantKey(ctx.workspace.id, `lock#${accountId}`),
    "refresh",
    async lock => {
      const [item, kept] = await ctx.store.batchGet([accountKey(accountId), credentialsKey(accountId)]);
      if (!item || !kept || credentialsOf(kept).sealed !== seen) return asItStands(ctx, accountId, item ?? null, kept ?? null);
      const account = accountOf(item);
      const credentials = await openCredentials(ctx, accountId, kept);
      const connector = ctx.connectors.get(account.network);
      if (!connector) return { kind: "failed", problem: networkNotHere };
      // A process that was stopped since it read the token may have lost the lock, and another may have shown this very token: networks that see one twice
      // take it for stolen, and end the account's access.
      if (!lock.holdsFor(REFRESH_TIMEOUT_MS)) return { kind: "failed", problem: lockLost };
      const io = connectorIo(
        ctx,
        { organizationId: ctx.organizationId, workspace: ctx.workspace, owner: accountId },
        ctx.timer.timeout(REFRESH_TIMEOUT_MS),
      );
      const outcome = await connector.refresh(io, connectorAccount(account, credentials));
      switch (outcome.kind) {
        case "refreshed": {
          const sealed = await sealCredentials(ctx, accountId, outcome.credentials);
          if (await keepRefreshed(ctx, accountId, sealed, outcome.credentials.expiresAt, kept, timeout))
            return { kind: "refreshed", account, credentials: outcome.credentials };
          return readAgain(ctx, accountId);
        }
        case "revoked": {
          const marked = await needsReconnect(ctx, accountId, outcome.problem, credentials);
          if (marked?.status === "connected") return readAgain(ctx, accountId);
          return { kind: "revoked", account: marked, problem: outcome.problem };
        }
        case "failed":
          return { kind: "failed", problem: outcome.problem };
      }
    },
    timeout,
  );
}

/** What a refresh comes to where another has seen to the account meanwhile: refreshed it, connected it again, or disconnected it. */
async function readAgain(ctx: Ctx, accountId: string): Promise<Refreshed> {
  const [item, kept] = await ctx.store.batchGet([accountKey(accountId), credentialsKey(accountId)]);
  return asItStands(ctx, accountId, item ?? null, kept ?? null);
}

async function asItStands(ctx: Ctx, accountId: string, item: Item | null, kept: Item | null): Promise<Refreshed> {
  if (!item || !kept) return { kind: "revoked", account: item && accountOf(item), problem: accountDisconnected };
  return { kind: "refreshed", account: accountOf(item), credentials: await openCredentials(ctx, accountId, kept) };
}

/** How long after a failure of the store the new token is written again. */
const KEEP_AGAIN_MS = 100;

/**
 * Stores refreshed credentials. The old refresh token ended when the network gave out the new one: were that lost, a person would have to connect again.
 * So it is written until it stands, or `signal` ends it. False when the account was connected again or disconnected meanwhile: then nothing is stored.
 */
async function keepRefreshed(
  ctx: Ctx,
  accountId: string,
  sealed: string,
  expiresAt: number | null,
  before: Item,
  signal: AbortSignal,
): Promise<boolean> {
  const draft = credentialsDraft(accountId, { schema: 1, sealed, failures: 0 }, refreshDue(expiresAt, ctx.timer.now()));
  const { pk, sk } = credentialsKey(accountId);
  let previous: Item = before;
  for (;;) {
    try {
      await commit(ctx, { writes: [replace(draft, previous)], events: [] });
      return true;
    } catch (error) {
      if (!(error instanceof Conflict) && !trouble(error)) throw error;
      // A conflict is looked at once more, however late: what stands now tells whether ours is still to be written.
      if (signal.aborted && !(error instanceof Conflict)) throw error;
    }
    await ctx.timer.sleep(KEEP_AGAIN_MS);
    try {
      const now = await ctx.store.get(pk, sk);
      if (now && credentialsOf(now).sealed === sealed) return true; // it was applied after all
      // Someone may have written beside the token (a count, a time): only another token, or none, stands against ours.
      if (!now || credentialsOf(now).sealed !== credentialsOf(before).sealed) return false;
      previous = now;
    } catch (error) {
      if (!trouble(error)) throw error; // what cannot be read now is written again, on what was read last
    }
  }
}

/** Whether the store failed, for now. */
const trouble = (error: unknown): boolean => error instanceof StoreUnknown || error instanceof StoreBusy;

/**
 * Only after a definite refusal of the network: marks the account, once, and says so by event. `refused` are the credentials that the network refused:
 * an account that was connected again, or refreshed, since they were read stays as it is.
 */
export async function needsReconnect(
  ctx: Ctx,
  accountId: string,
  problem: Problem,
  refused: Credentials,
): Promise<AccountRecord | null> {
  return retrying(ctx, async () => {
    const [item, kept] = await ctx.store.batchGet([accountKey(accountId), credentialsKey(accountId)]);
    if (!item) return null;
    const account = accountOf(item);
    if (!kept || !same(refused, await openCredentials(ctx, accountId, kept))) return account;
    // Nobody is to be woken for a token that cannot be refreshed, also where the account was marked before. It is written in any case: so the
    // credentials are still the refused ones when the account is marked.
    const quiet: Change = {
      writes: [replace(credentialsDraft(accountId, credentialsOf(kept), undefined), kept)],
      events: [],
    };
    if (account.status !== "connected") {
      if (kept.due) await commit(ctx, quiet);
      return account;
    }
    const marked: AccountRecord = { ...account, status: "needs_reconnect", problem, updatedAt: ctx.time.workspace.now() };
    const mark: Change = {
      writes: [replace(accountDraft(marked), item)],
      events: [
        {
          type: "account.needs_reconnect",
          data: { account: toAccount(ctx, marked), workspace_id: ctx.workspace.id },
        },
      ],
    };
    await commit(ctx, join(mark, quiet));
    return marked;
  });
}

/** After the network took the stored credentials: what needed to be connected again is connected, with the event, and its token refreshed in time again. */
export async function connectedAgain(ctx: Ctx, accountId: string, taken: Credentials): Promise<AccountRecord | null> {
  return retrying(ctx, async () => {
    const [item, kept] = await ctx.store.batchGet([accountKey(accountId), credentialsKey(accountId)]);
    if (!item) return null;
    const account = accountOf(item);
    if (account.status !== "needs_reconnect" || !kept || !same(taken, await openCredentials(ctx, accountId, kept)))
      return account;
    const healed: AccountRecord = { ...account, status: "connected", problem: null, updatedAt: ctx.time.workspace.now() };
    const due = refreshDue(taken.expiresAt, ctx.timer.now());
    await commit(ctx, {
      writes: [
        replace(accountDraft(healed), item),
        replace(credentialsDraft(accountId, { ...credentialsOf(kept), failures: 0 }, due), kept),
      ],
      events: [{ type: "account.connected", data: { account: toAccount(ctx, healed), workspace_id: ctx.workspace.id } }],
    });
    return healed;
  });
}

const problem = (code: string, message: string, userMessage: string): Problem => ({
  code,
  category: "auth_expired",
  source: "account",
  retryable: false,
  message,
  userMessage,
  networkCode: null,
  networkMessage: null,
});
const accountGone = problem("account_gone", "The account no longer exists.", "This account was removed. Choose another one.");
const accountDisconnected = problem(
  "account_disconnected",
  "The account is not connected.",
  "Connect this account again, then retry.",
);
const lockLost: Problem = {
  ...problem(
    "refresh_interrupted",
    "The process was stopped while it refreshed the token.",
    "This network is not available right now.",
  ),
  category: "internal",
  source: "placard",
  retryable: true,
};
const networkNotHere: Problem = {
  ...problem("network_not_configured", "This installation cannot reach the network.", "This network is not available right now."),
  category: "internal",
  source: "placard",
  retryable: true,
};
