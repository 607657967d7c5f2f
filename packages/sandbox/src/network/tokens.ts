import { createHash } from "node:crypto";
import { z } from "zod";
import type { Database } from "../database.ts";
import { Refusal } from "../refusal.ts";
import { hashOf, newId, newSecret } from "./ids.ts";

/** What an app may do. `read`: profile and posts. `write`: post, upload, delete, like, follow. `audience`: comments, messages, metrics. */
export const SCOPES = ["read", "write", "audience"] as const;
export type Scope = (typeof SCOPES)[number];

export const isScope = (text: string): text is Scope => SCOPES.some(scope => scope === text);

const Grant = z.object({
  id: z.string(),
  profile_id: z.string(),
  client_id: z.string(),
  scopes: z.string(),
  created_at: z.number(),
  revoked_at: z.number().nullable(),
  reuse_seen_at: z.number().nullable(),
});
export type Grant = z.infer<typeof Grant>;

const TokenRow = z.object({
  hash: z.string(),
  grant_id: z.string(),
  kind: z.enum(["access", "refresh"]),
  expires_at: z.number().nullable(),
  used_at: z.number().nullable(),
});

const CodeRow = z.object({
  hash: z.string(),
  client_id: z.string(),
  redirect_uri: z.string(),
  challenge: z.string(),
  scopes: z.string(),
  profile_ids: z.string(),
  expires_at: z.number(),
  used_at: z.number().nullable(),
});

/** A pair of tokens that acts for one profile. */
export interface TokenPair {
  readonly profileId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds until the access token ends. */
  readonly expiresIn: number;
  readonly scopes: readonly Scope[];
}

/** How long a code may wait for its exchange (RFC 6749 recommends at most ten minutes). */
const CODE_LIFETIME_MS = 10 * 60_000;

/** An OAuth error of RFC 6749 5.2. Only the token endpoint speaks this form. */
export class OAuthRefusal extends Error {
  readonly error: "invalid_request" | "invalid_grant" | "unsupported_grant_type";
  constructor(error: OAuthRefusal["error"], description: string) {
    super(description);
    this.name = "OAuthRefusal";
    this.error = error;
  }
}

/**
 * Codes and tokens. A grant is one profile shared with one app: each has tokens of its own, so that refreshing one account never ends another's.
 * They live by the real clock, never by a caller's: a workspace whose clock was moved must not find its tokens ended by that.
 */
export class Tokens {
  readonly #database: Database;
  readonly #accessLifetimeMs: number;

  constructor(database: Database, accessLifetimeMs: number) {
    this.#database = database;
    this.#accessLifetimeMs = accessLifetimeMs;
  }

  /** Gives a one-time code for what a person agreed to. */
  issueCode(agreed: {
    clientId: string;
    redirectUri: string;
    challenge: string;
    scopes: readonly Scope[];
    profileIds: readonly string[];
  }): string {
    const code = newSecret("sbx_code");
    this.#database.run("DELETE FROM codes WHERE expires_at < ?", Date.now() - CODE_LIFETIME_MS);
    this.#database.run(
      "INSERT INTO codes (hash, client_id, redirect_uri, challenge, scopes, profile_ids, expires_at, used_at) VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
      hashOf(code),
      agreed.clientId,
      agreed.redirectUri,
      agreed.challenge,
      agreed.scopes.join(" "),
      JSON.stringify(agreed.profileIds),
      Date.now() + CODE_LIFETIME_MS,
    );
    return code;
  }

  /** The profiles a code stands for; empty when it is not known. Changes nothing. */
  profilesOfCode(code: string): string[] {
    const row = this.#database.get(CodeRow, "SELECT * FROM codes WHERE hash = ?", hashOf(code));
    return row === null ? [] : profileIds(row.profile_ids);
  }

  /** Exchanges a code: one pair of tokens for each profile that was shared. A code shown twice ends what it gave the first time. */
  exchangeCode(shown: { code: string; clientId: string; redirectUri: string; verifier: string }): TokenPair[] {
    const pairs = this.#database.transact(() => {
      const row = this.#database.get(CodeRow, "SELECT * FROM codes WHERE hash = ?", hashOf(shown.code));
      if (row === null || row.expires_at <= Date.now()) return "This code is not known or has ended.";
      if (row.used_at !== null) {
        this.#database.run("UPDATE grants SET revoked_at = ? WHERE code_hash = ? AND revoked_at IS NULL", Date.now(), row.hash);
        return "This code was used before; what it gave is revoked.";
      }
      if (row.client_id !== shown.clientId) return "This code was given to another client_id.";
      if (row.redirect_uri !== shown.redirectUri) return "The redirect_uri is not the one the code was asked for with.";
      if (createHash("sha256").update(shown.verifier).digest("base64url") !== row.challenge) {
        return "The code_verifier does not fit the code_challenge.";
      }
      this.#database.run("UPDATE codes SET used_at = ? WHERE hash = ?", Date.now(), row.hash);
      return profileIds(row.profile_ids).map(id => this.#grant(id, row.client_id, row.scopes, row.hash));
    });
    // Thrown out here, because a throw inside would undo the revocation of a code shown twice.
    if (typeof pairs === "string") throw new OAuthRefusal("invalid_grant", pairs);
    return pairs;
  }

  /** Tokens for a profile whose owner proved who they are in another way. */
  grant(profileId: string, clientId: string, scopes: readonly Scope[]): TokenPair {
    return this.#database.transact(() => this.#grant(profileId, clientId, scopes.join(" "), null));
  }

  /** The profile a refresh token acts for, whether or not it may still be used. Changes nothing. */
  profileOfRefreshToken(token: string): string | null {
    const row = this.#token(token);
    return row === null ? null : (this.#grantById(row.grant_id)?.profile_id ?? null);
  }

  /** Gives new tokens for a refresh token, which ends by it. One shown again means that somebody has a copy: the whole grant ends (RFC 9700, 4.14.2). */
  refresh(shown: { token: string; clientId: string }): TokenPair {
    const pair = this.#database.transact(() => {
      const row = this.#token(shown.token);
      const grant = row === null ? null : this.#grantById(row.grant_id);
      if (row === null || grant === null || row.kind !== "refresh") return "This refresh token is not known.";
      if (grant.client_id !== shown.clientId) return "This refresh token was given to another client_id.";
      if (grant.revoked_at !== null) return "This refresh token is revoked.";
      if (row.used_at !== null) {
        const now = Date.now();
        this.#database.run("UPDATE grants SET revoked_at = ?, reuse_seen_at = ? WHERE id = ?", now, now, grant.id);
        return "This refresh token was used before; the grant is revoked.";
      }
      this.#database.run("UPDATE tokens SET used_at = ? WHERE hash = ?", Date.now(), row.hash);
      this.#database.run(
        "UPDATE tokens SET expires_at = min(expires_at, ?) WHERE grant_id = ? AND kind = 'access'",
        Date.now(),
        grant.id,
      );
      return this.#pair(grant.id, grant.profile_id, grant.scopes);
    });
    if (typeof pair === "string") throw new OAuthRefusal("invalid_grant", pair);
    return pair;
  }

  /** Ends the grant an access or refresh token belongs to. An unknown token is no error (RFC 7009, 2.2). */
  revoke(token: string): void {
    const row = this.#token(token);
    if (row !== null)
      this.#database.run("UPDATE grants SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", Date.now(), row.grant_id);
  }

  /** Who an access token acts for. Throws 401 with `token_unknown`, `token_revoked` or `token_expired`. */
  authenticate(token: string): { profileId: string; clientId: string; scopes: readonly Scope[] } {
    const row = this.#token(token);
    const grant = row === null ? null : this.#grantById(row.grant_id);
    if (row === null || grant === null || row.kind !== "access") {
      throw unauthorized("token_unknown", "This access token is not known.");
    }
    if (grant.revoked_at !== null) throw unauthorized("token_revoked", "The person took back what this token may do.");
    if (row.expires_at !== null && row.expires_at <= Date.now())
      throw unauthorized("token_expired", "This access token has ended; refresh it.");
    return { profileId: grant.profile_id, clientId: grant.client_id, scopes: grant.scopes.split(" ").filter(isScope) };
  }

  /** What was granted for a profile, newest first. */
  grantsOf(profileId: string): Grant[] {
    return this.#database.all(
      Grant,
      "SELECT id, profile_id, client_id, scopes, created_at, revoked_at, reuse_seen_at FROM grants WHERE profile_id = ? ORDER BY rowid DESC",
      profileId,
    );
  }

  /** Lets the access tokens of a profile end now, as if their time had passed. Answers how many. */
  expireAccess(profileId: string): number {
    return this.#database.run(
      "UPDATE tokens SET expires_at = ?1 WHERE kind = 'access' AND expires_at > ?1 AND grant_id IN (SELECT id FROM grants WHERE profile_id = ?2)",
      Date.now(),
      profileId,
    );
  }

  /** Ends everything that was granted for a profile, as a person does in the network's settings. Answers how many grants. */
  revokeAll(profileId: string): number {
    return this.#database.run(
      "UPDATE grants SET revoked_at = ? WHERE profile_id = ? AND revoked_at IS NULL",
      Date.now(),
      profileId,
    );
  }

  #grant(profileId: string, clientId: string, scopes: string, codeHash: string | null): TokenPair {
    const id = newId("grt");
    this.#database.run(
      "INSERT INTO grants (id, profile_id, client_id, scopes, code_hash, created_at) VALUES (?, ?, ?, ?, ?, ?)",
      id,
      profileId,
      clientId,
      scopes,
      codeHash,
      Date.now(),
    );
    return this.#pair(id, profileId, scopes);
  }

  #pair(grantId: string, profileId: string, scopes: string): TokenPair {
    const accessToken = newSecret("sbx_access");
    const refreshToken = newSecret("sbx_refresh");
    const insert = "INSERT INTO tokens (hash, grant_id, kind, expires_at, used_at) VALUES (?, ?, ?, ?, NULL)";
    this.#database.run(insert, hashOf(accessToken), grantId, "access", Date.now() + this.#accessLifetimeMs);
    this.#database.run(insert, hashOf(refreshToken), grantId, "refresh", null);
    return {
      profileId,
      accessToken,
      refreshToken,
      expiresIn: Math.floor(this.#accessLifetimeMs / 1_000),
      scopes: scopes.split(" ").filter(isScope),
    };
  }

  #token(token: string): z.infer<typeof TokenRow> | null {
    return this.#database.get(TokenRow, "SELECT * FROM tokens WHERE hash = ?", hashOf(token));
  }

  #grantById(id: string): Grant | null {
    return this.#database.get(
      Grant,
      "SELECT id, profile_id, client_id, scopes, created_at, revoked_at, reuse_seen_at FROM grants WHERE id = ?",
      id,
    );
  }
}

const profileIds = (json: string): string[] => z.array(z.string()).parse(JSON.parse(json));

function unauthorized(code: string, message: string): Refusal {
  return new Refusal(401, code, message, { headers: { "WWW-Authenticate": 'Bearer error="invalid_token"' } });
}
