import { z } from "zod";
import {
  ANSWER_LIFE_S,
  type Change,
  commit,
  create,
  join,
  NO_CHANGE,
  outboxPartition,
  retrying,
  shardOf,
  sortableInstant,
  testDuePartition,
  WAKE_CHANNEL,
  wakeDraft,
  wakePartition,
} from "../../change.ts";
import type { Ctx, KeptAnswer } from "../../ctx.ts";
import { idTime } from "../../ids.ts";
import type { Item, Json, Key, Page } from "../../ports/store/store.ts";
import { invalid, Refusal } from "../../problems.ts";
import { tenantOf } from "../../tenant.ts";
import { getAccount, listAccounts } from "../accounts/index.ts";
import { findPost } from "../posts/index.ts";
import { stillMoving } from "../publishing/index.ts";
import { planClockMoved, readForClock, workspaceChanged } from "../workspaces/index.ts";
import { askSandbox } from "./sandbox-admin.ts";
import { STEP_MOST_S } from "./schema.ts";

/** @throws {Refusal} `test_mode_only` */
function assertTest(ctx: Ctx): void {
  if (ctx.workspace.mode !== "test")
    throw new Refusal("test_mode_only", "The clock, faults, ended access and audience are of test workspaces. Use a test key.");
}

const toClock = (now: number, offset: number): Json => ({ now: sortableInstant(now), offset_ms: offset });

export async function readClock(ctx: Ctx): Promise<Json> {
  assertTest(ctx);
  return toClock(ctx.time.workspace.now(), ctx.workspace.clockOffsetMs);
}

/** No clock is moved to here: every instant that anything computes from what it shows stays far within what keys can hold. */
const CLOCK_END = Date.parse("2200-01-01T00:00:00.000Z");

/** How long a moved clock waits for what came due. */
const SETTLE_MS = 60_000;
const LOOK_MS = 15;
/** No index lags behind its table for longer: DynamoDB's do for well below a second, but where they fall behind. */
const INDEX_LAG_MS = 60_000;
const Records = z.array(z.object({ pk: z.string(), sk: z.string() }));

/**
 * Moves a test workspace's clock forward, and answers when everything that came due by it has been dispatched and told.
 * @throws {Refusal} `test_mode_only`, `validation_failed`, `busy` when it is not done within a minute (the clock stands moved).
 */
export async function advanceClock(ctx: Ctx, to: { to?: string | undefined; by?: number | undefined }): Promise<Json> {
  assertTest(ctx);
  const offset = await retrying(ctx, async () => {
    const already = await movedBefore(ctx);
    if (already !== null) return already;
    const workspace = await readForClock(ctx);
    const before = workspace.data.clock_offset_ms;
    const real = ctx.timer.now();
    const target = to.to === undefined ? real + before + (to.by ?? 0) * 1000 : Date.parse(to.to);
    if (target < real + before)
      throw invalid([
        {
          path: "to",
          code: "time_in_past",
          message: `The clock shows ${sortableInstant(real + before)} and moves forward only.`,
          fix: "Use a later instant.",
        },
      ]);
    const latest = Math.min(real + before + STEP_MOST_S * 1000, CLOCK_END - 1);
    if (target > latest)
      throw invalid([
        {
          path: to.to === undefined ? "by" : "to",
          code: "too_far",
          message: `The clock shows ${sortableInstant(real + before)} and moves to ${sortableInstant(latest)} at most.`,
          fix: "Move it by a year at a time, and not into the year 2200.",
        },
      ]);
    const moved = target - real;
    // What is due, and what now comes due sooner in real time, is looked at by a wake that stands with the move.
    const wake: Change = {
      writes: [
        {
          op: "put",
          in: "system",
          version: 1,
          draft: wakeDraft(ctx.workspace.id, real, `${sortableInstant(real)}#${ctx.requestId}`),
        },
      ],
      events: [],
    };
    await commit(ctx, join(planClockMoved(workspace, moved), wake, planRemembered(ctx, moved)));
    return moved;
  });
  workspaceChanged(ctx, ctx.workspace.id);
  const after: Ctx = {
    ...ctx,
    workspace: { ...ctx.workspace, clockOffsetMs: offset },
    time: { ...ctx.time, workspace: { now: () => ctx.timer.now() + offset } },
  };
  const shows = after.time.workspace.now();
  await settle(after, shows);
  return toClock(shows, offset);
}

/** A move whose request came with an idempotency key. Its answer comes long after, so the answer kept for the key cannot stand for the move. */
interface Moved {
  readonly fingerprint: string;
  readonly offset: number;
}
const moveKey = ({ sk }: KeptAnswer) => ({ pk: "clock-moves", sk });

/** Where the request of this idempotency key has moved the clock to already, in ms before real time; null where it has not. */
async function movedBefore(ctx: Ctx): Promise<number | null> {
  if (!ctx.keptAnswer) return null;
  const { pk, sk } = moveKey(ctx.keptAnswer);
  const moved = (await ctx.store.get(pk, sk))?.data as unknown as Moved | undefined;
  if (moved && moved.fingerprint !== ctx.keptAnswer.fingerprint)
    throw new Refusal(
      "idempotency_mismatch",
      "This Idempotency-Key came with another body before. Use a new key for a new request.",
    );
  return moved?.offset ?? null;
}

function planRemembered(ctx: Ctx, offset: number): Change {
  if (!ctx.keptAnswer) return NO_CHANGE;
  const expires = Math.floor(ctx.timer.now() / 1000) + ANSWER_LIFE_S;
  return {
    writes: [create({ ...moveKey(ctx.keptAnswer), data: { fingerprint: ctx.keptAnswer.fingerprint, offset }, expires })],
    events: [],
  };
}

/** Waits until nothing is due by `instant` any more, nothing of it is still being sent, and its events are in the log. */
async function settle(ctx: Ctx, instant: number): Promise<void> {
  const started = ctx.timer.monotonic();
  const to = `${sortableInstant(instant)}~`;
  const seen = new Map<string, Key>();
  for (const record of await lately(ctx, to)) {
    const own = tenantOf(record.pk);
    if (own) seen.set(record.pk, { pk: own.pk, sk: record.sk });
  }
  for (;;) {
    const page = await ctx.systemStore.queryIndex("due", { pk: testDuePartition(ctx.workspace.id), to, limit: 200 });
    for (const entry of page.items) {
      const own = tenantOf(entry.pk);
      if (own) seen.set(entry.pk, { pk: own.pk, sk: entry.sk });
    }
    if (page.items.length === 0) {
      const moving = await stillMoving(
        ctx,
        [...seen.values()].filter(key => key.pk.startsWith("target#")),
      );
      if (!moving && !(await untold(ctx))) return;
    }
    if (page.items.length > 0 || seen.size > 0) await ctx.hints.publish(WAKE_CHANNEL, `clock ${ctx.workspace.id}`);
    if (ctx.timer.monotonic() - started > SETTLE_MS)
      throw new Refusal(
        "busy",
        "The clock stands moved, but not everything that came due is done yet. Read the posts, or repeat with the time it shows.",
        { retryAfterMs: 1000 },
      );
    await ctx.timer.sleep(LOOK_MS);
  }
}

/**
 * The records that came to be due by `to` so lately that the index may not show them: their wakes name them, and those are read from the table itself.
 * Wakes stay until real time has come by them, so the older ones, whose records the index shows, are left aside.
 */
async function lately(ctx: Ctx, to: string): Promise<readonly Key[]> {
  const since = ctx.timer.now() - INDEX_LAG_MS;
  const records: Key[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await ctx.systemStore.query({
      pk: wakePartition(ctx.workspace.id),
      to,
      limit: 1000,
      ...(cursor !== null && { cursor }),
    });
    for (const { sk, data } of page.items) {
      const named = Records.safeParse(data); // a wake that stands for others names none
      if (named.success && named.data.length > 0 && idTime(sk) >= since) records.push(...named.data);
    }
    cursor = page.cursor;
  } while (cursor !== null);
  return records;
}

/** Whether events of this workspace wait in the outbox. */
async function untold(ctx: Ctx): Promise<boolean> {
  const page = await ctx.systemStore.query({ pk: outboxPartition(shardOf(ctx.workspace.id)), limit: 1000 });
  return page.items.some(item => (item.data as { tenantId?: string }).tenantId === ctx.workspace.id);
}

const Added = z.object({ id: z.string(), operation: z.string(), kind: z.string(), remaining: z.number() });

/** Lets the sandbox fail on demand, for accounts of this workspace only. */
export async function injectFault(
  ctx: Ctx,
  fault: {
    account_id?: string | undefined;
    operation: string;
    kind: string;
    times?: number | undefined;
    status?: number | undefined;
    delay_ms?: number | undefined;
    retry_after_s?: number | undefined;
  },
): Promise<Json> {
  assertTest(ctx);
  const accounts = await sandboxAccounts(ctx, fault.account_id);
  const data: Json[] = [];
  for (const { id, externalId } of accounts) {
    const { account_id: _, times = 1, ...rest } = fault;
    const added = await askSandbox(ctx, "faults", { ...rest, times, account: externalId }, Added);
    data.push({ id: added.id, account_id: id, operation: added.operation, kind: added.kind, remaining: added.remaining });
  }
  return { data };
}

async function sandboxAccounts(ctx: Ctx, accountId: string | undefined): Promise<{ id: string; externalId: string }[]> {
  if (accountId !== undefined) {
    const { record } = await getAccount(ctx, accountId);
    if (record.network !== "sandbox")
      throw invalid([
        { path: "account_id", code: "not_allowed", message: `It is a ${record.network} account.`, fix: "Use a sandbox account." },
      ]);
    return [{ id: record.id, externalId: record.externalId }];
  }
  const found = await listAccounts(ctx, { limit: 250, cursor: undefined, network: ["sandbox"], status: undefined });
  const accounts = found.data as readonly { id: string; external_id: string }[];
  if (accounts.length === 0)
    throw invalid([
      { path: "network", code: "not_found", message: "The workspace has no sandbox account.", fix: "Connect one first." },
    ]);
  return accounts.map(account => ({ id: account.id, externalId: account.external_id }));
}

const Revoked = z.object({ revoked: z.number() });

/**
 * Ends on the sandbox what a person gave for an account. Its state here is left to what the network answers when it is asked next.
 * @throws {Refusal} `test_mode_only`, `not_found`, `validation_failed` for an account of another network, `network_unreachable`, `network_refused`
 */
export async function revokeAccess(ctx: Ctx, accountId: string): Promise<Json> {
  assertTest(ctx);
  const [account] = await sandboxAccounts(ctx, accountId);
  const { revoked } = await askSandbox(ctx, "revoke-access", { account: account?.externalId }, Revoked);
  return { account_id: accountId, permissions: revoked };
}

const Happened = z.object({
  comments: z.array(z.unknown()),
  messages: z.array(z.unknown()),
  likes: z.number(),
  followers: z.number(),
});

/** Gives a post or an account an audience. */
export async function simulate(
  ctx: Ctx,
  request: {
    post_id?: string | undefined;
    account_id?: string | undefined;
    comments?: number | undefined;
    likes?: number | undefined;
    followers?: number | undefined;
    messages?: number | undefined;
  },
): Promise<Json> {
  assertTest(ctx);
  const { post_id, account_id, comments = 0, likes = 0, followers = 0, messages = 0 } = request;
  let account: string | null = null;
  let post: string | null = null;
  if (post_id !== undefined) {
    const { targets } = await findPost(ctx, post_id);
    const target = targets.find(
      one => one.network === "sandbox" && (account_id === undefined || one.accountId === account_id) && one.parts[0]?.published,
    );
    if (!target)
      throw invalid([
        {
          path: "post_id",
          code: "not_published",
          message: "The post is not on the sandbox yet.",
          fix: "Publish it first, or move the clock past its time.",
        },
      ]);
    post = target.parts[0]?.published?.externalId ?? null;
    account = (await getAccount(ctx, target.accountId)).record.externalId;
  } else if (account_id !== undefined) account = (await sandboxAccounts(ctx, account_id))[0]?.externalId ?? null;
  const happened = await askSandbox(ctx, "simulate", { account, post_id: post, comments, likes, followers, messages }, Happened);
  return {
    comments: happened.comments.length,
    likes: happened.likes,
    followers: happened.followers,
    messages: happened.messages.length,
  };
}
