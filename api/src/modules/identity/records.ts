import { createHash } from "node:crypto";
import type { Draft } from "../../change.ts";
import type { Mode } from "../../ctx.ts";
import type { Scope } from "../../http/scopes.ts";
import type { IdOf } from "../../ids.ts";
import type { Item, Key } from "../../ports/store/store.ts";

/*
 * Users and their sessions belong to no tenant, for a user may be a member of several organizations: they lie in the system partition
 * `lookup#user#<user>`, one per person. Organizations, members and API keys lie in the organization's tenant. What must be found before any tenant
 * is known (e-mail addresses, slugs, secrets of keys) has a system `lookup#` record each. Instants are milliseconds since the epoch, real clock.
 */

export type UserRecord = {
  readonly schema: 1;
  readonly id: IdOf<"user">;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  /** Argon2id in PHC form. */
  readonly password_hash: string;
  readonly status: "active";
  /** The organization a login acts for. */
  readonly organization_id: IdOf<"organization">;
  readonly created_at: number;
  readonly updated_at: number;
};

/** A login on one device: the family of its refresh tokens. No token lies in the store, only what they are derived from, encrypted. */
export type SessionRecord = {
  readonly schema: 1;
  readonly id: IdOf<"session">;
  readonly user_id: string;
  readonly organization_id: string;
  /** 32 bytes, encrypted through the keys port for this session. */
  readonly sealed_secret: string;
  /** Which refresh token of the family is good now: 1, 2, 3, … */
  readonly generation: number;
  /** When that token was first given out. */
  readonly rotated_at: number;
  readonly expires_at: number;
  readonly created_at: number;
};

export type Role = "owner";
export type MemberRecord = {
  readonly schema: 1;
  readonly user_id: string;
  readonly role: Role;
  readonly created_at: number;
};

export type Plan = "free";
export type Brand = {
  readonly name: string | null;
  readonly logo_url: string | null;
  readonly tokens: { readonly [property: string]: string };
  readonly tag_prefix: string | null;
};
export type OrganizationRecord = {
  readonly schema: 1;
  readonly id: IdOf<"organization">;
  readonly name: string;
  readonly slug: string;
  readonly region: string;
  readonly plan: Plan;
  readonly brand: Brand;
  readonly created_at: number;
  readonly updated_at: number;
};

/** One secret of a key: its newest has no end, those before it end with their overlap. */
export type KeySecret = {
  readonly hash: string;
  readonly created_at: number;
  readonly expires_at: number | null;
};
export type ApiKeyRecord = {
  readonly schema: 1;
  readonly id: IdOf<"apiKey">;
  readonly name: string;
  readonly mode: Mode;
  readonly scopes: readonly Scope[];
  /** Newest first. */
  readonly secrets: readonly KeySecret[];
  /** Last four characters of the newest secret: enough for a person to tell keys apart. */
  readonly ends_with: string;
  readonly created_by: string;
  readonly created_at: number;
};
export type ApiKeyItem = Item<ApiKeyRecord>;

/** All that authenticating by a secret needs, in one read. Scopes and mode of a key never change. */
export type KeyLookup = {
  readonly schema: 1;
  readonly key_id: string;
  readonly organization_id: string;
  readonly mode: Mode;
  readonly scopes: readonly string[];
  readonly expires_at: number | null;
};
export type KeyUse = { readonly schema: 1; readonly at: number };

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export const userKey = (userId: string): Key => ({ pk: `lookup#user#${userId}`, sk: "user" });
export const sessionKey = (userId: string, sessionId: string): Key => ({
  pk: `lookup#user#${userId}`,
  sk: `session#${sessionId}`,
});
export const emailKey = (email: string): Key => ({ pk: `lookup#email#${sha256(email)}`, sk: "email" });
export const slugKey = (slug: string): Key => ({ pk: `lookup#slug#${slug}`, sk: "slug" });
export const keyLookupKey = (hash: string): Key => ({ pk: `lookup#key#${hash}`, sk: "key" });

export const ORGANIZATION = { pk: "organization", sk: "organization" } as const;
export const memberKey = (userId: string): Key => ({ pk: "members", sk: userId });
/** Keys of one mode; an organization has few, and their ids sort by time. */
export const apiKeyPartition = (mode: Mode): string => `api_keys#${mode}`;
export const apiKeyKey = (mode: Mode, keyId: string): Key => ({ pk: apiKeyPartition(mode), sk: keyId });
/** Apart from the key's own record, so that using a key does not change its version. */
export const keyUseKey = (keyId: string): Key => ({ pk: "api_key_uses", sk: keyId });

export const sessionDraft = (session: SessionRecord): Draft<SessionRecord> => ({
  ...sessionKey(session.user_id, session.id),
  data: session,
  expires: Math.ceil(session.expires_at / 1000),
});

export const keyLookupDraft = (hash: string, lookup: KeyLookup): Draft<KeyLookup> => ({
  ...keyLookupKey(hash),
  data: lookup,
  ...(lookup.expires_at !== null && { expires: Math.ceil(lookup.expires_at / 1000) }),
});

/** Upper and lower case of an address are one person; the form is checked at the edge. */
export const normalizeEmail = (email: string): string => email.trim().toLowerCase();
