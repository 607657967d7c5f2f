import { z } from "@hono/zod-openapi";
import { blueskyClientMetadata } from "@placard/connectors";
import { networkNames } from "@placard/networks";
import { blueskyClient } from "../../bluesky-client.ts";
import { publicUrl } from "../../http/file-url.ts";
import { openOperation, workspaceOperation } from "../../http/operation.ts";
import type { Module } from "../../module.ts";
import { notFound } from "../../problems.ts";
import { beginConnect, chooseProfile, completeConnect, connectByCredentials, receiveCallback } from "./connect.ts";
import { toAccount } from "./present.ts";
import {
  AccountListSchema,
  AccountParams,
  AccountQuery,
  AccountSchema,
  accountEvents,
  ChooseBody,
  CompleteBody,
  ConnectBody,
  ConnectSchema,
  HealthSchema,
  StateParams,
  UpdateBody,
} from "./schema.ts";
import { accountHealth, disconnectAccount, getAccount, listAccounts, refreshNow, updateAccount } from "./service.ts";
import { tokenWork } from "./work.ts";

const tag = "Accounts";

export const accounts: Module = {
  tag: { name: tag, description: "Profiles and pages connected from social networks." },
  events: accountEvents,
  work: [tokenWork],
  operations: [
    workspaceOperation(
      {
        id: "accounts.connect",
        method: "post",
        path: "/v1/accounts/connect",
        tag,
        summary: "Begin to connect an account",
        description:
          "With `redirect_url`: send the person to `connect_url`; they come back to your URL with `state` and `code` for accounts.completeConnect. With `credentials`, for networks that take them: the account is connected at once. Connecting a profile again revives its account.",
        scopes: ["accounts:write"],
        body: ConnectBody,
        answer: { status: 200, schema: ConnectSchema, description: "Where to send the person, or the account." },
        problems: ["network_refused", "network_unreachable", "mode_mismatch", "limit_reached"],
      },
      async (ctx, { body }) => {
        const server = body.server ?? null;
        if (body.credentials)
          return { body: await connectByCredentials(ctx, { network: body.network, server, credentials: body.credentials }) };
        return { body: await beginConnect(ctx, { network: body.network, server, redirectUrl: body.redirect_url ?? "" }) };
      },
    ),
    workspaceOperation(
      {
        id: "accounts.completeConnect",
        method: "post",
        path: "/v1/accounts/connect/complete",
        tag,
        summary: "Complete a connection",
        description:
          "With what came back to your redirect URL. Gives the account, or choices where the person has several profiles or pages. Asked again it gives the same.",
        scopes: ["accounts:write"],
        body: CompleteBody,
        answer: { status: 200, schema: ConnectSchema, description: "The account, or the choices." },
        problems: ["not_found", "network_refused", "network_unreachable", "limit_reached"],
      },
      async (ctx, { body }) => ({ body: await completeConnect(ctx, body.state, body.code) }),
    ),
    workspaceOperation(
      {
        id: "accounts.choose",
        method: "post",
        path: "/v1/accounts/connect/{state}/choose",
        tag,
        summary: "Choose a profile or page",
        description: "After accounts.completeConnect gave choices.",
        scopes: ["accounts:write"],
        params: StateParams,
        body: ChooseBody,
        answer: { status: 200, schema: ConnectSchema, description: "The account." },
        problems: ["not_found", "conflict", "limit_reached"],
      },
      async (ctx, { params, body }) => ({ body: await chooseProfile(ctx, params.state, body.external_id) }),
    ),
    openOperation(
      {
        id: "accounts.callback",
        method: "get",
        path: "/v1/connect/callback/{network}",
        documented: false,
        tag,
        summary: "Where networks send people back to",
        description: "The redirect registered with the networks; it sends the person on to the redirect URL of the connection.",
        scopes: [],
        params: z.object({ network: z.enum(networkNames) }),
        query: z.record(z.string().max(60), z.string().max(4000)),
        answer: { status: 200, schema: null, description: "A redirect." },
        problems: ["not_found"],
      },
      async (ctx, { query }) => {
        const target = await receiveCallback(ctx, query);
        if (target === null) throw notFound("connection");
        return { response: new Response(null, { status: 302, headers: { Location: target, "Referrer-Policy": "no-referrer" } }) };
      },
    ),
    openOperation(
      {
        id: "accounts.blueskyClient",
        method: "get",
        path: "/oauth/client-metadata.json",
        documented: false,
        tag,
        summary: "Who we are to Bluesky's servers",
        description: "They fetch it when a person agrees (atproto OAuth).",
        scopes: [],
        answer: { status: 200, schema: z.looseObject({ client_id: z.string() }), description: "The client's metadata." },
        problems: [],
      },
      async ctx => ({ body: blueskyClientMetadata(blueskyClient(publicUrl(ctx), ctx.secrets)) }),
    ),
    workspaceOperation(
      {
        id: "accounts.list",
        method: "get",
        path: "/v1/accounts",
        tag,
        summary: "List accounts",
        description: "Newest first.",
        scopes: ["accounts:read"],
        query: AccountQuery,
        answer: { status: 200, schema: AccountListSchema, description: "A page of accounts." },
        problems: [],
      },
      async (ctx, { query }) => ({
        body: await listAccounts(ctx, { limit: query.limit, cursor: query.cursor, network: query.network, status: query.status }),
      }),
    ),
    workspaceOperation(
      {
        id: "accounts.get",
        method: "get",
        path: "/v1/accounts/{account_id}",
        tag,
        summary: "Read an account",
        description: "As it was last seen; accounts.health asks the network.",
        scopes: ["accounts:read"],
        params: AccountParams,
        answer: { status: 200, schema: AccountSchema, description: "The account." },
        problems: ["not_found"],
        versioned: true,
      },
      async (ctx, { params }) => {
        const { item, record } = await getAccount(ctx, params.account_id);
        return { body: toAccount(ctx, record), version: item.version };
      },
    ),
    workspaceOperation(
      {
        id: "accounts.update",
        method: "patch",
        path: "/v1/accounts/{account_id}",
        tag,
        summary: "Change an account's label or metadata",
        description: "What the network says of the profile cannot be changed here.",
        scopes: ["accounts:write"],
        params: AccountParams,
        body: UpdateBody,
        answer: { status: 200, schema: AccountSchema, description: "The account." },
        problems: ["not_found", "conflict"],
        versioned: true,
      },
      async (ctx, { params, body, request }) => updateAccount(ctx, params.account_id, body, request.ifMatch),
    ),
    workspaceOperation(
      {
        id: "accounts.disconnect",
        method: "delete",
        path: "/v1/accounts/{account_id}",
        tag,
        summary: "Disconnect an account",
        description:
          "Erases the credentials and asks the network to forget us. The record stays, `disconnected`, so that published posts keep their account; what is scheduled on it fails at its time unless the profile is connected again before.",
        scopes: ["accounts:write"],
        params: AccountParams,
        answer: { status: 204, schema: null, description: "Disconnected." },
        problems: ["not_found", "conflict"],
        versioned: true,
      },
      async (ctx, { params, request }) => {
        await disconnectAccount(ctx, params.account_id, request.ifMatch);
        return {};
      },
    ),
    workspaceOperation(
      {
        id: "accounts.refresh",
        method: "post",
        path: "/v1/accounts/{account_id}/refresh",
        tag,
        summary: "Refresh token and profile now",
        description:
          "Done by itself before tokens end; this is for impatience and tests. An account that needed to be connected again and is well after it is `connected` again.",
        scopes: ["accounts:write"],
        params: AccountParams,
        answer: { status: 200, schema: AccountSchema, description: "The account." },
        problems: ["not_found", "account_needs_reconnect", "network_refused", "network_unreachable"],
      },
      async (ctx, { params }) => ({ body: await refreshNow(ctx, params.account_id) }),
    ),
    workspaceOperation(
      {
        id: "accounts.health",
        method: "get",
        path: "/v1/accounts/{account_id}/health",
        tag,
        summary: "Ask the network how an account is",
        description:
          "Refreshes an old token on the way. A definite refusal makes the account `needs_reconnect`; a network that is away does not. One that needed to be connected again and is well is `connected` again.",
        scopes: ["accounts:read"],
        params: AccountParams,
        answer: { status: 200, schema: HealthSchema, description: "Its health." },
        problems: ["not_found"],
      },
      async (ctx, { params }) => ({ body: await accountHealth(ctx, params.account_id) }),
    ),
  ],
};
