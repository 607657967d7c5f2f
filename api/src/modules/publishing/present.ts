import { sortableInstant } from "../../change.ts";
import type { Json } from "../../ports/store/store.ts";
import { toTrouble } from "../accounts/index.ts";
import { type PartRecord, type TargetRecord, targetStatus } from "./target.ts";

const instant = (ms: number | null): string | null => (ms === null ? null : sortableInstant(ms));

/** A target as callers see it. */
export function toTarget(target: TargetRecord, workspaceId: string): { readonly [key: string]: Json } {
  const first = target.parts[0];
  const troubled = target.parts.find(part => part.problem !== null);
  return {
    id: target.id,
    workspace_id: workspaceId,
    post_id: target.postId,
    account_id: target.accountId,
    network: target.network,
    status: targetStatus(target),
    scheduled_at: instant(target.scheduledAt),
    published_at: instant(first?.published?.publishedAt ?? null),
    external_id: first?.published?.externalId ?? null,
    url: first?.published?.url ?? null,
    problem: troubled?.problem ? toTrouble(troubled.problem) : null,
    parts: target.parts.map(toPart),
    created_at: sortableInstant(target.createdAt),
    updated_at: sortableInstant(target.updatedAt),
  };
}

function toPart(part: PartRecord): Json {
  return {
    kind: part.kind,
    text: part.text,
    media_ids: (part.media ?? []).map(({ id }) => id),
    status: part.state,
    external_id: part.published?.externalId ?? null,
    url: part.published?.url ?? null,
    published_at: instant(part.published?.publishedAt ?? null),
    next_attempt_at: part.state === "scheduled" && part.tries > 0 ? instant(part.next?.at ?? null) : null,
    problem: part.problem ? toTrouble(part.problem) : null,
    attempts: part.attempts.map(({ token, at, outcome, code }) => ({ number: token, at: sortableInstant(at), outcome, code })),
  };
}
