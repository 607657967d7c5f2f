import { commit, create, replace, retrying, sortableInstant } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import type { Item, Json } from "../../ports/store/store.ts";
import { checkVersion } from "../../problems.ts";
import { getAccount } from "../accounts/index.ts";
import { type Slot, type SlotsRecord, slotsDraft, slotsKey, slotsOf, WEEKDAYS } from "./records.ts";

/** What a caller says of an account's slots. */
export interface SlotsInput {
  readonly timeZone: string | null;
  readonly slots: readonly Omit<Slot, "id">[];
}

interface Answer {
  readonly body: { readonly [key: string]: Json };
  readonly version: number;
}

/** Slots that nobody gave have a version too, so that the first who gives some can say what they read. */
const versionOf = (item: Item | null): number => (item?.version ?? 0) + 1;

const toBody = (ctx: Ctx, accountId: string, record: SlotsRecord | null): Answer["body"] => ({
  account_id: accountId,
  workspace_id: ctx.workspace.id,
  time_zone: record?.timeZone ?? ctx.workspace.timeZone,
  follows_workspace: (record?.timeZone ?? null) === null,
  slots: (record?.slots ?? []).map(({ id, weekday, localTime }) => ({ id, weekday, local_time: localTime })),
  updated_at: record ? sortableInstant(record.updatedAt) : null,
});

async function readSlots(ctx: Ctx, accountId: string): Promise<Item | null> {
  const { pk, sk } = slotsKey(accountId);
  const [item] = await Promise.all([ctx.store.get(pk, sk), getAccount(ctx, accountId)]);
  return item;
}

/** The slots of an account. @throws {Refusal} `not_found` */
export async function listSlots(ctx: Ctx, accountId: string): Promise<Answer> {
  const item = await readSlots(ctx, accountId);
  return { body: toBody(ctx, accountId, item && slotsOf(item)), version: versionOf(item) };
}

const nameOf = ({ weekday, localTime }: Omit<Slot, "id">): string => `${WEEKDAYS.indexOf(weekday)} ${localTime}`;

/**
 * Gives an account these slots and no others. One that stays as it was keeps its id; what was scheduled in one that goes keeps its time.
 * @throws {Refusal} `not_found`, `stale`
 */
export const replaceSlots = (ctx: Ctx, accountId: string, input: SlotsInput, ifMatch: number | null): Promise<Answer> =>
  retrying(ctx, async () => {
    const item = await readSlots(ctx, accountId);
    checkVersion({ version: versionOf(item) }, ifMatch);
    const before = item && slotsOf(item);
    const known = new Map((before?.slots ?? []).map(slot => [nameOf(slot), slot.id]));
    const slots = input.slots
      .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
      .map(slot => ({ ...slot, id: known.get(nameOf(slot)) ?? ctx.ids.next("slot") }));
    const same =
      before?.timeZone === input.timeZone && slots.length === known.size && slots.every(slot => known.has(nameOf(slot)));
    if (before && same) return { body: toBody(ctx, accountId, before), version: versionOf(item) };
    const record: SlotsRecord = { schema: 1, accountId, timeZone: input.timeZone, slots, updatedAt: ctx.time.workspace.now() };
    const body = toBody(ctx, accountId, record);
    const draft = slotsDraft(record);
    await commit(ctx, {
      writes: [item ? replace(draft, item) : create(draft)],
      events: [{ type: "slots.updated", data: { slots: body, workspace_id: ctx.workspace.id } }],
    });
    return { body, version: versionOf(item) + 1 };
  });
