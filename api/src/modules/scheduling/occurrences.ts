import { type Slot, type Weekday, weekdayOf } from "./records.ts";
import { localTimeOf, resolveLocalTime } from "./wall-clock.ts";

/** A slot at one of its instants. */
export interface Occurrence {
  /** ms since the epoch. */
  readonly at: number;
  readonly slotId: string;
}

const DAY_MS = 86_400_000;
const dateOf = (day: number): string => new Date(day).toISOString().slice(0, 10);

/**
 * The instants of an account's slots from `from` on, in the order of time and without end; none where there are no slots. A time in a DST gap moves forward,
 * of one that comes twice it is the earlier. Where two slots fall on one instant (one was moved there), it is told once, with the first of them.
 */
export function* occurrences(slots: readonly Slot[], timeZone: string, from: number): Generator<Occurrence> {
  if (slots.length === 0) return;
  const byWeekday: ReadonlyMap<Weekday, readonly Slot[]> = Map.groupBy(slots, slot => slot.weekday);
  let waiting: Occurrence[] = [];
  let last = Number.NEGATIVE_INFINITY;
  // From the day before: the day a country left out moves a whole day forward.
  const first = Date.parse(`${localTimeOf(from, timeZone).slice(0, 10)}T00:00:00Z`) - DAY_MS;
  for (let day = first; ; day += DAY_MS) {
    for (const { id, localTime } of byWeekday.get(weekdayOf(day)) ?? []) {
      const at = resolveLocalTime(`${dateOf(day)}T${localTime}`, timeZone);
      if (at !== null && at >= from) waiting.push({ at, slotId: id });
    }
    if (waiting.length === 0) continue;
    // No later day has a time before the next midnight; what lies behind it may still be overtaken.
    const settled = resolveLocalTime(`${dateOf(day + DAY_MS)}T00:00`, timeZone) ?? day;
    const due = waiting.filter(({ at }) => at < settled).sort((a, b) => a.at - b.at);
    waiting = waiting.filter(({ at }) => at >= settled);
    for (const occurrence of due) {
      if (occurrence.at === last) continue;
      last = occurrence.at;
      yield occurrence;
    }
  }
}

/** The id of the slot that falls on an instant; null where none does. */
export function slotAt(slots: readonly Slot[], timeZone: string, at: number): string | null {
  for (const occurrence of occurrences(slots, timeZone, at)) return occurrence.at === at ? occurrence.slotId : null;
  return null;
}

/** Several rows of occurrences as one in the order of time: each instant once, with the row it comes from first. */
export function* merged<Row>(
  rows: readonly { readonly row: Row; readonly occurrences: Iterator<Occurrence> }[],
): Generator<Occurrence & { readonly row: Row }> {
  const heads = rows.map(({ row, occurrences }) => ({ row, occurrences, next: occurrences.next() }));
  for (;;) {
    let first: (Occurrence & { readonly row: Row }) | null = null;
    for (const { row, next } of heads) if (!next.done && (!first || next.value.at < first.at)) first = { ...next.value, row };
    if (!first) return;
    for (const head of heads) if (!head.next.done && head.next.value.at === first.at) head.next = head.occurrences.next();
    yield first;
  }
}
