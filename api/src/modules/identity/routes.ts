import { type Operation, openOperation, organizationOperation, userOperation, workspaceOperation } from "../../http/operation.ts";
import { createApiKey, listApiKeys, revokeApiKey, rotateApiKey } from "./api-keys.ts";
import { createEmbedSession, currentEmbedSession } from "./embed-sessions.ts";
import { readOrganization, toOrganization, updateOrganization } from "./organizations.ts";
import { remembered } from "./remembered.ts";
import {
  ApiKeyCreateSchema,
  ApiKeyListQuery,
  ApiKeyListSchema,
  ApiKeyParams,
  ApiKeyRotateSchema,
  ApiKeyWithSecretSchema,
  CurrentEmbedSessionSchema,
  CurrentUserSchema,
  EmbedSessionCreateSchema,
  EmbedSessionSchema,
  JwksSchema,
  LoginAnswerSchema,
  LoginSchema,
  OrganizationSchema,
  OrganizationUpdateSchema,
  RefreshSchema,
  RegistrationSchema,
  TokensSchema,
} from "./schema.ts";
import { currentUser, login, logout, refresh, register } from "./sessions.ts";

const tag = "Identity";

/** Verifiers may keep the keys this long; a rotated key is accepted for two hours more. */
const JWKS_MAX_AGE_S = 300;

export const operations: readonly Operation[] = [
  openOperation(
    {
      id: "jwks.get",
      metered: false,
      method: "get",
      path: "/.well-known/jwks.json",
      tag,
      summary: "Keys that verify tokens",
      description:
        "The public keys (RFC 7517) of access tokens and embed session tokens, those still accepted after a rotation included.",
      scopes: [],
      answer: { status: 200, schema: JwksSchema, description: "The keys, newest first." },
      problems: [],
    },
    async ctx => ({
      body: { keys: await remembered(ctx).signingKeys.published() },
      headers: { "Cache-Control": `public, max-age=${JWKS_MAX_AGE_S}` },
    }),
  ),
  openOperation(
    {
      id: "auth.register",
      method: "post",
      path: "/v1/auth/register",
      tag,
      summary: "Register",
      description: "Creates a user with an organization of their own, and logs them in.",
      scopes: [],
      body: RegistrationSchema,
      answer: { status: 201, schema: LoginAnswerSchema, description: "The user, the organization and a pair of tokens." },
      problems: ["email_taken", "conflict"],
      idempotent: false,
    },
    async (ctx, { body }) => ({ body: await register(ctx, body) }),
  ),
  openOperation(
    {
      id: "auth.login",
      method: "post",
      path: "/v1/auth/login",
      tag,
      summary: "Log in",
      description: "Starts a session. Whether the address or the password was wrong is not told.",
      scopes: [],
      body: LoginSchema,
      answer: { status: 200, schema: LoginAnswerSchema, description: "The user, the organization and a pair of tokens." },
      problems: ["invalid_credentials"],
      idempotent: false,
    },
    async (ctx, { body, request }) => ({ body: await login(ctx, body, request.ip) }),
  ),
  openOperation(
    {
      id: "auth.refresh",
      method: "post",
      path: "/v1/auth/refresh",
      tag,
      summary: "Refresh tokens",
      description:
        "Gives the next pair of tokens. The refresh token is used up; sent again within a minute (a lost answer, a second tab) it gives the same next refresh token. An older one ends the session.",
      scopes: [],
      body: RefreshSchema,
      answer: { status: 200, schema: TokensSchema, description: "The next pair of tokens." },
      problems: ["invalid_token", "token_expired", "refresh_token_reused", "conflict"],
      idempotent: false,
    },
    async (ctx, { body }) => ({ body: await refresh(ctx, body.refresh_token) }),
  ),
  userOperation(
    {
      id: "auth.logout",
      method: "post",
      path: "/v1/auth/logout",
      tag,
      summary: "Log out",
      description: "Ends the session of the access token. Its access and refresh tokens are refused from now on.",
      scopes: [],
      answer: { status: 204, schema: null, description: "Logged out." },
      problems: [],
      idempotent: false,
    },
    async ctx => {
      await logout(ctx);
      return {};
    },
  ),
  userOperation(
    {
      id: "users.me",
      method: "get",
      path: "/v1/users/me",
      tag,
      summary: "Who am I",
      description: "The user of the access token, and the organization it acts for.",
      scopes: [],
      answer: { status: 200, schema: CurrentUserSchema, description: "The user." },
      problems: ["not_found"],
    },
    async ctx => ({ body: await currentUser(ctx) }),
  ),
  organizationOperation(
    {
      id: "organization.get",
      method: "get",
      path: "/v1/organization",
      tag,
      summary: "Get the organization",
      description: "The organization the credential belongs to, with its plan, limits and brand.",
      scopes: ["organization:read"],
      answer: { status: 200, schema: OrganizationSchema, description: "The organization." },
      problems: ["not_found"],
      versioned: true,
    },
    async ctx => {
      const { data, version } = await readOrganization(ctx);
      return { body: toOrganization(data), version };
    },
  ),
  organizationOperation(
    {
      id: "organization.update",
      method: "patch",
      path: "/v1/organization",
      tag,
      summary: "Change the organization",
      description: "Changes the fields that are named and leaves the others.",
      scopes: ["organization:write"],
      body: OrganizationUpdateSchema,
      answer: { status: 200, schema: OrganizationSchema, description: "The organization as it is now." },
      problems: ["not_found", "already_exists", "conflict"],
      versioned: true,
    },
    (ctx, { body, request }) => updateOrganization(ctx, body, request.ifMatch),
  ),
  organizationOperation(
    {
      id: "apiKeys.create",
      method: "post",
      path: "/v1/api-keys",
      tag,
      summary: "Create an API key",
      description: "The secret is shown in this answer only.",
      scopes: ["keys:write"],
      body: ApiKeyCreateSchema,
      answer: { status: 201, schema: ApiKeyWithSecretSchema, description: "The key with its secret." },
      problems: ["mode_mismatch"],
    },
    async (ctx, { body }) => ({ body: await createApiKey(ctx, body), version: 1 }),
  ),
  organizationOperation(
    {
      id: "apiKeys.list",
      method: "get",
      path: "/v1/api-keys",
      tag,
      summary: "List API keys",
      description:
        "Newest first. A key sees the keys of its own mode; a user sees both, the live ones first. Secrets are never shown again.",
      scopes: ["keys:read"],
      query: ApiKeyListQuery,
      answer: { status: 200, schema: ApiKeyListSchema, description: "One page of keys." },
      problems: [],
    },
    async (ctx, { query }) => ({ body: await listApiKeys(ctx, query) }),
  ),
  organizationOperation(
    {
      id: "apiKeys.rotate",
      method: "post",
      path: "/v1/api-keys/{key_id}/rotate",
      tag,
      summary: "Rotate an API key",
      description:
        "Gives the key a new secret, shown in this answer only. Earlier secrets work for `overlap_s` more at most, and end by themselves.",
      scopes: ["keys:write"],
      params: ApiKeyParams,
      body: ApiKeyRotateSchema,
      answer: { status: 200, schema: ApiKeyWithSecretSchema, description: "The key with its new secret." },
      problems: ["conflict"],
      versioned: true,
    },
    (ctx, { params, body, request }) => rotateApiKey(ctx, params.key_id, body.overlap_s, request.ifMatch),
  ),
  organizationOperation(
    {
      id: "apiKeys.revoke",
      method: "delete",
      path: "/v1/api-keys/{key_id}",
      tag,
      summary: "Revoke an API key",
      description:
        "All its secrets are refused at once. Embed sessions it created live out their own time, an hour at most; deleting the workspace ends those.",
      scopes: ["keys:write"],
      params: ApiKeyParams,
      answer: { status: 204, schema: null, description: "Revoked." },
      problems: ["conflict"],
      versioned: true,
    },
    async (ctx, { params, request }) => {
      await revokeApiKey(ctx, params.key_id, request.ifMatch);
      return {};
    },
  ),
  organizationOperation(
    {
      id: "embedSessions.create",
      method: "post",
      path: "/v1/embed-sessions",
      tag,
      summary: "Create an embed session",
      description:
        "A token for one person's browser, for one workspace. The components imply scopes, `scopes` narrows them, and nobody can give more than they hold. It works from the allowed origins only, until it ends or the workspace is deleted.",
      scopes: ["embed_sessions:write"],
      body: EmbedSessionCreateSchema,
      answer: { status: 201, schema: EmbedSessionSchema, description: "The session with its token." },
      problems: ["not_found"],
    },
    async (ctx, { body }) => ({ body: await createEmbedSession(ctx, body) }),
  ),
  workspaceOperation(
    {
      id: "embedSessions.current",
      method: "get",
      path: "/v1/embed-session",
      tag,
      summary: "Get the current embed session",
      description:
        "What a widget needs to know of the session whose token it holds: brand, time zone, language, scopes. Any other credential has none.",
      scopes: [],
      answer: { status: 200, schema: CurrentEmbedSessionSchema, description: "The session." },
      problems: [],
    },
    async (ctx, { request }) => ({ body: await currentEmbedSession(ctx, request.headers.get("Authorization")) }),
  ),
];
