import { sortableInstant } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import { monthOf } from "../../http/paging.ts";
import type { Item, Json, Page } from "../../ports/store/store.ts";
import { invalid, Refusal } from "../../problems.ts";
import { getAccount } from "../accounts/index.ts";
import {
  localTimeOf,
  type Place,
  QUEUE_LOOKED_AT,
  type Standing,
  slotsOfAccounts,
  type UpcomingSlot,
  upcomingSlots,
} from "../scheduling/index.ts";
import { calendarOfMonth, type PostRecord, postOf, type Schedule } from "./records.ts";

/** Nobody plans further ahead; a year with too many digits is most likely a mistake. */
export const FURTHEST_MS = 5 * 366 * 86_400_000;

/** The place a post holds in a slot; null where it stands in none. */
export const placeOf = (post: PostRecord): Place | null =>
  post.schedule?.slot ? { at: post.schedule.at, slot: post.schedule.slot } : null;

/**
 * Which post is due at an instant on any of the accounts, by the calendar: also one that was scheduled before there was a slot at its time. The calendar may
 * lag; what wants the same place at the same moment meets in the store.
 */
export const standingInCalendar =
  (ctx: Ctx, accountIds: readonly string[], own: string | null): Standing =>
  async at => {
    let cursor: string | null = null;
    do {
      const page: Page<Item> = await ctx.store.list("view", {
        pk: calendarOfMonth(monthOf(at)),
        prefix: `${sortableInstant(at)}#`,
        limit: 1000,
        ...(cursor !== null && { cursor }),
      });
      const found = page.items
        .map(postOf)
        .find(
          ({ id, status, accountIds: ids }) => id !== own && status !== "cancelled" && ids.some(one => accountIds.includes(one)),
        );
      if (found) return found.id;
      cursor = page.cursor;
    } while (cursor !== null);
    return null;
  };

/**
 * The first place of the queue that is free on all of the accounts, from now on: the place `own` holds itself counts as free.
 * @throws {Refusal} `no_slots`, `queue_full`
 */
export async function nextSlot(
  ctx: Ctx,
  accountIds: readonly string[],
  own: string | null,
  standing: Standing,
): Promise<Pick<Schedule, "at" | "localTime" | "timeZone">> {
  const accounts = await slotsOfAccounts(ctx, accountIds);
  if (accounts.every(({ slots }) => slots.length === 0))
    throw new Refusal("no_slots", "None of the post's accounts has slots. Give one some with slots.replace, or say a time.");
  for await (const { at, timeZone, takenBy } of upcomingSlots(ctx, accounts, ctx.time.workspace.now(), standing, own))
    if (takenBy === null) return { at, timeZone, localTime: localTimeOf(at, timeZone) };
  throw new Refusal(
    "queue_full",
    `Every slot of the post's accounts is taken for a year, or the next ${QUEUE_LOOKED_AT} are. Give an account more slots, or say a time.`,
  );
}

export interface NextSlotsQuery {
  /** ms since the epoch: only slots behind it. */
  readonly after: number | null;
  readonly limit: number;
  readonly includeTaken: boolean;
}

const toUpcoming = ({ at, slotId, timeZone, takenBy }: UpcomingSlot): Json => ({
  slot_id: slotId,
  at: sortableInstant(at),
  local_time: localTimeOf(at, timeZone),
  time_zone: timeZone,
  taken_by: takenBy,
});

/** The slots of an account that come next, in the order of time. @throws {Refusal} `not_found`, `validation_failed` */
export async function listNextSlots(ctx: Ctx, accountId: string, query: NextSlotsQuery): Promise<Json> {
  await getAccount(ctx, accountId);
  const now = ctx.time.workspace.now();
  const after = Math.max(query.after ?? now, now);
  if (after > now + FURTHEST_MS)
    throw invalid([
      { path: "query.after", code: "too_big", message: "It is more than five years ahead.", fix: "Use an earlier time." },
    ]);
  const accounts = await slotsOfAccounts(ctx, [accountId]);
  const data: Json[] = [];
  for await (const slot of upcomingSlots(ctx, accounts, after + 1, standingInCalendar(ctx, [accountId], null))) {
    if (slot.takenBy === null || query.includeTaken) data.push(toUpcoming(slot));
    if (data.length === query.limit) break;
  }
  return { account_id: accountId, data };
}
