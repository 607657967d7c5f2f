import type { Problem } from "@placard/connectors";
import { sortableInstant } from "../../change.ts";
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

/** An account as callers see it: never a token, nor where one lies. */
export function toAccount(record: AccountRecord, workspaceId: string): { readonly [key: string]: Json } {
  return {
    id: record.id,
    workspace_id: workspaceId,
    network: record.network,
    status: record.status,
    problem: record.problem && toTrouble(record.problem),
    kind: record.kind,
    external_id: record.externalId,
    handle: record.handle,
    display_name: record.displayName,
    avatar_url: record.avatarUrl,
    url: record.url,
    server: record.server,
    label: record.label,
    metadata: record.metadata,
    connected_at: sortableInstant(record.connectedAt),
    updated_at: sortableInstant(record.updatedAt),
  };
}
