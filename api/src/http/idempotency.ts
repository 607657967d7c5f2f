import { createHash } from "node:crypto";
import { keptAnswerItem } from "../change.ts";
import type { KeptAnswer, OrganizationCtx } from "../ctx.ts";
import { Refusal } from "../problems.ts";
import { tenantKey } from "../tenant.ts";
import type { Operation } from "./operation.ts";

export const IDEMPOTENCY_KEY_LENGTH = 255;

/** A claim that was never released ends by itself after this long: its process died. */
const CLAIM_LIFE_MS = 60_000;

export type Claim =
  | { readonly kind: "replay"; readonly status: number; readonly body: string }
  | { readonly kind: "claimed"; readonly kept: KeptAnswer; readonly release: () => Promise<void> };

interface Kept {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: string;
}

/**
 * Looks whether this key was answered, else claims it.
 *
 * The claim itself is a hint: it gives the second of two requests at once its 409 early. The truth is the answer's record, which can be written once only,
 * in the transaction of the change: should the hint be lost and both run, one commits and the other changes nothing. A claim whose process died leaves
 * either the answer or no change, so whoever takes over after it ends finds what to do.
 *
 * @throws {Refusal} `idempotency_mismatch`, `idempotency_in_progress`
 */
export async function claimAnswer(ctx: OrganizationCtx, operation: Operation, key: string, request: string): Promise<Claim> {
  const fingerprint = digest(request);
  const kept: KeptAnswer = {
    in: ctx.workspace ? "workspace" : "organization",
    pk: `idempotency#${operation.id}`,
    sk: digest(key),
    fingerprint,
    status: operation.answer.status,
    kept: false,
  };
  const store = { pk: tenantKey(ctx.workspace?.id ?? ctx.organizationId, kept.pk), sk: kept.sk };
  const answered = await ctx.systemStore.get(store);
  if (answered) {
    const { fingerprint: first, status, body } = answered.data as unknown as Kept;
    if (first !== fingerprint)
      throw new Refusal(
        "idempotency_mismatch",
        "This Idempotency-Key came with another body before. Use a new key for a new request.",
      );
    const opened = ctx.secrets.open("answers", body, `${store.pk} ${store.sk}`);
    if (opened === null) throw new Error("a kept answer cannot be opened");
    return { kind: "replay", status, body: opened };
  }
  const hint = `idempotency ${store.pk} ${store.sk}`;
  const claimed = await ctx.hints.set(hint, ctx.requestId, CLAIM_LIFE_MS, { onlyIfAbsent: true });
  if (claimed === false)
    throw new Refusal("idempotency_in_progress", "The first request with this key is still running.", { retryAfterMs: 1000 });
  return { kind: "claimed", kept, release: () => ctx.hints.delete(hint) };
}

/** Keeps an answer that changed nothing (a refusal, a dry run). Another process may have been first: then its answer stands. */
export async function keepRefusalOrAnswer(ctx: OrganizationCtx, kept: KeptAnswer, status: number, body: string): Promise<void> {
  const key = { pk: tenantKey(ctx.workspace?.id ?? ctx.organizationId, kept.pk), sk: kept.sk };
  await ctx.systemStore.write([
    { op: "put", item: keptAnswerItem(ctx, key, { fingerprint: kept.fingerprint, status, body }), if: { absent: true } },
  ]);
}

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url");
