import type { Problem } from "@placard/connectors";
import { sortableInstant } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import { fileUrl } from "../../http/file-url.ts";
import type { Json } from "../../ports/store/store.ts";
import type { AccountRecord } from "./records.ts";

/** A problem as callers see it. */
export function toTrouble(problem: Problem): { readonly [key: string]: Json } {
  const { code, category, source, retryable, message, userMessage, networkCode, networkMessage } = problem;
  return {
    code,
    category,
    source,
    retryable,
    message,
    user_message: userMessage,
    network_code: networkCode,
    network_message: networkMessage,
  };
}

/** The account's picture, from us; null where there is none. */
export const avatarUrlOf = (ctx: Ctx, { avatarBlob }: AccountRecord): string | null =>
  avatarBlob ? fileUrl(ctx, avatarBlob) : null;

/** An account as callers see it: never a token, nor where one lies. */
export function toAccount(ctx: Ctx, record: AccountRecord): { readonly [key: string]: Json } {
  return {
    id: record.id,
    workspace_id: ctx.workspace.id,
    network: record.network,
    status: record.status,
    problem: record.problem && toTrouble(record.problem),
    kind: record.kind,
    external_id: record.externalId,
    handle: record.handle,
    display_name: record.displayName,
    avatar_url: avatarUrlOf(ctx, record),
    url: record.url,
    server: record.server,
    label: record.label,
    metadata: record.metadata,
    connected_at: sortableInstant(record.connectedAt),
    updated_at: sortableInstant(record.updatedAt),
  };
}
