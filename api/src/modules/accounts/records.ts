import type { Account as ConnectorAccount, Credentials, Problem, Profile } from "@placard/connectors";
import type { NetworkName } from "@placard/networks";
import type { Draft, Due } from "../../change.ts";
import type { Item, Json } from "../../ports/store/store.ts";

export type AccountStatus = "connected" | "needs_reconnect" | "disconnected";

/** An account as it lies in the store. Its credentials lie beside it, encrypted, so that reading an account never touches them. */
export interface AccountRecord {
  readonly schema: 1;
  readonly id: string;
  readonly network: NetworkName;
  readonly status: AccountStatus;
  /** Why it is not connected. */
  readonly problem: Problem | null;
  readonly externalId: string;
  readonly kind: Profile["kind"];
  readonly handle: string;
  readonly displayName: string;
  /** Where the network has its picture. Never shown: a browser would tell the network who looks at it, and widgets load from us alone. */
  readonly avatarUrl: string | null;
  /** The blob of our own copy of it; absent in accounts of the first days. */
  readonly avatarBlob?: string | null;
  readonly url: string | null;
  readonly server: string | null;
  readonly scopes: readonly string[];
  readonly label: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly connectedAt: number;
  readonly updatedAt: number;
}

/** Sealed through the keys port, bound to organization, workspace and account. */
export interface CredentialsRecord {
  readonly schema: 1;
  readonly sealed: string;
  /** Failed refreshes in a row, for back-off. */
  readonly failures: number;
}

export const accountKey = (id: string) => ({ pk: `account#${id}`, sk: "account" });
export const credentialsKey = (id: string) => ({ pk: `account#${id}`, sk: "credentials" });
export const vaultKey = (owner: string, name: string) => ({ pk: `vault#${owner}`, sk: name });
/** One account per profile in a workspace: connecting it again finds it. */
export const profileKey = (network: string, externalId: string) => ({ pk: `profile#${network}`, sk: externalId });
export const ACCOUNTS = "accounts";

export const accountDraft = (record: AccountRecord): Draft =>
  ({ ...accountKey(record.id), data: record as unknown as Json, list: { pk: ACCOUNTS, sk: record.id } }) satisfies Draft;

export const credentialsDraft = (id: string, record: CredentialsRecord, due: Due | undefined): Draft => ({
  ...credentialsKey(id),
  data: record as unknown as Json,
  due,
});

/** The record of an item this module wrote. */
export const accountOf = (item: Item): AccountRecord => item.data as unknown as AccountRecord;
export const credentialsOf = (item: Item): CredentialsRecord => item.data as unknown as CredentialsRecord;

/** A token is refreshed when a fifth of an hour is left, or half its life where it lives shorter than that. */
const EARLY_MS = 12 * 60_000;

/** When a token is to be refreshed: early, so that publishing never waits for it. */
export function refreshDue(expiresAt: number | null, now: number): Due | undefined {
  if (expiresAt === null) return undefined;
  return { at: Math.max(now + (expiresAt - now) / 2, expiresAt - EARLY_MS), clock: "real", kind: "token" };
}

export function connectorAccount(record: AccountRecord, credentials: Credentials): ConnectorAccount {
  return { externalId: record.externalId, handle: record.handle, server: record.server, credentials };
}
