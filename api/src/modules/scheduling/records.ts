import type { Draft } from "../../change.ts";
import type { Item, Json } from "../../ports/store/store.ts";

/** The week as people plan it. */
export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof WEEKDAYS)[number];
/** The weekday of an instant in UTC, whose week begins on Sunday. */
export const weekdayOf = (instant: number): Weekday => WEEKDAYS[(new Date(instant).getUTCDay() + 6) % 7] ?? "monday";

/** A repeating local time at which an account publishes. */
export interface Slot {
  readonly id: string;
  readonly weekday: Weekday;
  /** `09:00` on the wall clock of the slots' zone. */
  readonly localTime: string;
}

/** All slots of an account, in the order of the week: one item, so that they are replaced as a whole. */
export interface SlotsRecord {
  readonly schema: 1;
  readonly accountId: string;
  /** Their zone; null follows the workspace's. */
  readonly timeZone: string | null;
  readonly slots: readonly Slot[];
  /** ms since the epoch, on the workspace's clock. */
  readonly updatedAt: number;
}

export const slotsKey = (accountId: string) => ({ pk: `slots#${accountId}`, sk: "slots" });

export const slotsDraft = (record: SlotsRecord): Draft => ({
  ...slotsKey(record.accountId),
  data: record as unknown as Json,
});

/** The record of an item this module wrote. */
export const slotsOf = (item: Item): SlotsRecord => item.data as unknown as SlotsRecord;
