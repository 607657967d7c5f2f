import { createHash } from "node:crypto";
import { type KeptRecord, keptAnswerItem, openKeptAnswer } from "../change.ts";
import type { KeptAnswer, OrganizationCtx } from "../ctx.ts";
import type { Key } from "../ports/store/store.ts";
import { Refusal } from "../problems.ts";
import { tenantKey } from "../tenant.ts";
import type { Operation } from "./operation.ts";

export const IDEMPOTENCY_KEY_LENGTH = 255;

/** A claim that was never released ends by itself after this long: its process died. */
const CLAIM_LIFE_MS = 60_000;

export type Claim =
  | { readonly kind: "replay"; readonly status: number; readonly version: number | null; readonly body: string }
  | { readonly kind: "claimed"; readonly kept: KeptAnswer; readonly release: () => Promise<void> };

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
    pk: `idempotency#${operation.id}#${scopeOf(ctx, operation)}`,
    sk: digest(key),
    fingerprint,
    status: operation.answer.status,
    kept: false,
  };
  const store = { pk: tenantKey(ctx.workspace?.id ?? ctx.organizationId, kept.pk), sk: kept.sk };
  const answered = await answeredBefore(ctx, store, fingerprint);
  if (answered) return answered;
  const hint = `idempotency ${store.pk} ${store.sk}`;
  const claimed = await ctx.hints.set(hint, ctx.requestId, CLAIM_LIFE_MS, { onlyIfAbsent: true });
  if (claimed === false)
    throw new Refusal("idempotency_in_progress", "The first request with this key is still running.", { retryAfterMs: 1000 });
  const release = () => ctx.hints.delete(hint);
  try {
    // Between the first look and the claim another may have answered and let go of its claim: what it did must not be done again.
    const meanwhile = await answeredBefore(ctx, store, fingerprint);
    if (!meanwhile) return { kind: "claimed", kept, release };
    await release();
    return meanwhile;
  } catch (error) {
    await release();
    throw error;
  }
}

/** What this key was answered; null where it was not. @throws {Refusal} `idempotency_mismatch` */
async function answeredBefore(
  ctx: OrganizationCtx,
  key: Key,
  fingerprint: string,
): Promise<Extract<Claim, { kind: "replay" }> | null> {
  const answered = await ctx.systemStore.get(key);
  if (!answered) return null;
  const record = answered.data as unknown as KeptRecord;
  if (record.fingerprint !== fingerprint)
    throw new Refusal(
      "idempotency_mismatch",
      "This Idempotency-Key came with another body before. Use a new key for a new request.",
    );
  return { kind: "replay", status: record.status, version: record.version, body: openKeptAnswer(ctx, key, record) };
}

/**
 * Where one part of an operation keeps an answer of its own, because it is committed by itself: a retry after a crash in the middle finds which parts were
 * done, and does them no more.
 */
export const keptPart = (kept: KeptAnswer, part: string): KeptAnswer => ({
  ...kept,
  pk: `${kept.pk}#part`,
  sk: `${kept.sk}#${part}`,
  kept: false,
});

/** The body that a part was answered with; null where it was not. @throws {Refusal} `idempotency_mismatch` */
export async function answeredPart(ctx: OrganizationCtx, kept: KeptAnswer): Promise<string | null> {
  const key = { pk: tenantKey(ctx.workspace?.id ?? ctx.organizationId, kept.pk), sk: kept.sk };
  const answered = await answeredBefore(ctx, key, kept.fingerprint);
  return answered?.body ?? null;
}

/** Beside tenant and operation: what lies in the organization is of a mode, which a workspace implies; what a user does is their own. */
const scopeOf = (ctx: OrganizationCtx, operation: Operation): string =>
  operation.access === "user" ? ctx.actor.id : (ctx.mode ?? "both");

/** Keeps an answer that changed nothing (a refusal, a dry run). Another process may have been first: then its answer stands. */
export async function keepRefusalOrAnswer(
  ctx: OrganizationCtx,
  kept: KeptAnswer,
  answer: { readonly status: number; readonly version: number | null; readonly body: string },
): Promise<void> {
  const key = { pk: tenantKey(ctx.workspace?.id ?? ctx.organizationId, kept.pk), sk: kept.sk };
  await ctx.systemStore.write([
    { op: "put", item: keptAnswerItem(ctx, key, { fingerprint: kept.fingerprint, ...answer }), if: { absent: true } },
  ]);
}

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url");
