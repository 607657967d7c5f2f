import { create, erase, sortableInstant, type Write } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import type { Item } from "../../ports/store/store.ts";
import { merged, type Occurrence, occurrences, slotAt } from "./occurrences.ts";
import { type Slot, slotsKey, slotsOf } from "./records.ts";

/** An account with its slots and the zone they are in. */
export interface AccountSlots {
  readonly accountId: string;
  readonly timeZone: string;
  readonly slots: readonly Slot[];
}

/** The slots of each account, in the order of the ids; none of an account that nobody gave any. */
export async function slotsOfAccounts(ctx: Ctx, accountIds: readonly string[]): Promise<readonly AccountSlots[]> {
  const items = await ctx.store.batchGet(accountIds.map(slotsKey));
  return accountIds.map((accountId, index) => {
    const item = items[index];
    const record = item && slotsOf(item);
    return { accountId, timeZone: record?.timeZone ?? ctx.workspace.timeZone, slots: record?.slots ?? [] };
  });
}

/**
 * That a post stands in a slot at an instant on an account: one record for each, made once, so that of two posts that want the same the store refuses one.
 * It is gone a day after the instant; nobody asks for the past.
 */
interface HoldRecord {
  readonly schema: 1;
  readonly postId: string;
}
const holdKey = (accountId: string, at: number) => ({ pk: `slot-holds#${accountId}`, sk: sortableInstant(at) });
const HOLD_LIFE_S = 86_400;
const holderOf = (item: Item | null | undefined): string | null => (item ? (item.data as unknown as HoldRecord).postId : null);

/** A post's place in the queue: the slot it stands in, and the accounts it holds the instant on. */
export interface HeldSlot {
  readonly id: string;
  readonly accountIds: readonly string[];
}
/** A place with its instant. */
export interface Place {
  readonly at: number;
  readonly slot: HeldSlot;
}

/** Which post stands at an instant, for all that holds do not tell: null where none does. */
export type Standing = (at: number) => Promise<string | null>;

/** An instant of a slot that is still to come. */
export interface UpcomingSlot extends Occurrence {
  readonly accountId: string;
  readonly timeZone: string;
  /** The post that stands there on one of the accounts; null where it is free. */
  readonly takenBy: string | null;
}

/** So far ahead is looked for a place in a slot, and at so many instants. */
export const QUEUE_AHEAD_MS = 366 * 86_400_000;
export const QUEUE_LOOKED_AT = 2000;
/** Most queues are short: the first look is small, and each is twice the one before. */
const FIRST_LOOK = 8;
const LARGEST_LOOK = 64;

/**
 * The instants of the accounts' slots from `from` on, in the order of time, each with who holds it on any of the accounts; the places of `own` count as
 * free. Ends {@link QUEUE_AHEAD_MS} behind `from`, or after {@link QUEUE_LOOKED_AT}.
 */
export async function* upcomingSlots(
  ctx: Ctx,
  accounts: readonly AccountSlots[],
  from: number,
  standing: Standing,
  own: string | null = null,
): AsyncGenerator<UpcomingSlot> {
  const instants = merged(accounts.map(row => ({ row, occurrences: occurrences(row.slots, row.timeZone, from) })));
  let left = QUEUE_LOOKED_AT;
  for (let size = FIRST_LOOK; left > 0; size = Math.min(2 * size, LARGEST_LOOK)) {
    const look: UpcomingSlot[] = [];
    while (look.length < Math.min(size, left)) {
      const { value } = instants.next();
      if (!value || value.at > from + QUEUE_AHEAD_MS) break;
      const { at, slotId, row } = value;
      look.push({ at, slotId, accountId: row.accountId, timeZone: row.timeZone, takenBy: null });
    }
    if (look.length === 0) return;
    left -= look.length;
    const holds = await ctx.store.batchGet(look.flatMap(({ at }) => accounts.map(({ accountId }) => holdKey(accountId, at))));
    for (const [index, slot] of look.entries()) {
      const holders = holds.slice(index * accounts.length, (index + 1) * accounts.length).map(holderOf);
      const holder = holders.find(post => post !== null && post !== own) ?? null;
      yield { ...slot, takenBy: holder ?? (await standing(slot.at)) };
    }
  }
}

/** What moves a post's place: its writes, the place it has then, and the post that stands there before it. */
export interface PlacePlan {
  readonly writes: readonly Write[];
  readonly slot: HeldSlot | null;
  /** Another post that holds the instant on one of the accounts: two may, where a person says the time. */
  readonly sharedWith: string | null;
}

/**
 * Moves a post from the place it holds to the slot that falls on `to.at` on one of its accounts, or to none. An instant is held on each of the accounts that
 * nobody else holds it on: who wants it for itself alone looks at `sharedWith`.
 */
export async function planPlace(
  ctx: Ctx,
  postId: string,
  before: Place | null,
  to: { readonly at: number; readonly accountIds: readonly string[] } | null,
): Promise<PlacePlan> {
  const slotId = to && slotIdAt(await slotsOfAccounts(ctx, to.accountIds), to.at);
  const wanted = to && slotId !== null ? to.accountIds.map(accountId => holdKey(accountId, to.at)) : [];
  const had = before ? before.slot.accountIds.map(accountId => holdKey(accountId, before.at)) : [];
  if (wanted.length + had.length === 0) return { writes: [], slot: null, sharedWith: null };
  const items = await ctx.store.batchGet([...wanted, ...had]);
  const writes: Write[] = [];
  const held: string[] = [];
  let sharedWith: string | null = null;
  for (const [index, key] of wanted.entries()) {
    const item = items[index];
    const holder = holderOf(item);
    if (holder === null || holder === postId) held.push(to?.accountIds[index] ?? "");
    else sharedWith ??= holder;
    if (holder !== null || !to) continue;
    const data: HoldRecord = { schema: 1, postId };
    writes.push(create({ ...key, data: { ...data }, expires: Math.ceil(to.at / 1000) + HOLD_LIFE_S }));
  }
  for (const [index, key] of had.entries()) {
    const item = items[wanted.length + index];
    const stays = wanted.some(({ pk, sk }) => pk === key.pk && sk === key.sk);
    if (item && holderOf(item) === postId && !stays) writes.push(erase(key, item));
  }
  return { writes, slot: slotId === null ? null : { id: slotId, accountIds: held }, sharedWith };
}

/** The first of the accounts' slots that falls on an instant; null where none does. */
function slotIdAt(accounts: readonly AccountSlots[], at: number): string | null {
  for (const { slots, timeZone } of accounts) {
    const id = slotAt(slots, timeZone, at);
    if (id !== null) return id;
  }
  return null;
}
