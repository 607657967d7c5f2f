/** A day of the calendar as people write it, `2026-11-24`: no instant, in no zone. */
export type Day = string;

const DAY_MS = 24 * 60 * 60_000;
/** Noon in UTC: far from both ends of the day, whatever is added. */
const noonOf = (day: Day): number => Date.parse(`${day}T12:00:00Z`);
const dayAt = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);

export const addDays = (day: Day, count: number): Day => dayAt(noonOf(day) + count * DAY_MS);

/** The same day so many months later; the last of the month where it has no such day. */
export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + count + 1, 0)).getUTCDate();
  return dayAt(Date.UTC(year, month - 1 + count, Math.min(date, last), 12));
}

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (day: Day): number => new Date(noonOf(day)).getUTCDay() || 7;

export const firstOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01`;
export const firstOfWeek = (day: Day, firstWeekday: number): Day => addDays(day, -((weekdayOf(day) - firstWeekday + 7) % 7));

/** The weeks that a month's page shows: whole ones, from the first that holds a day of it to the last. */
export function weeksOfMonth(day: Day, firstWeekday: number): readonly (readonly Day[])[] {
  const month = day.slice(0, 7);
  const weeks: Day[][] = [];
  for (let first = firstOfWeek(firstOfMonth(day), firstWeekday); first.slice(0, 7) <= month; first = addDays(first, 7))
    weeks.push(daysFrom(first, 7));
  return weeks;
}

export const daysFrom = (first: Day, count: number): Day[] => Array.from({ length: count }, (_, n) => addDays(first, n));

/** For `Intl` in UTC: what it writes is the day itself. */
export const dateOf = (day: Day): Date => new Date(noonOf(day));

/** The day and the minute of it at which a local time stands. */
export function minuteOf(local: string): number {
  const [hours = 0, minutes = 0] = local.slice(11, 16).split(":").map(Number);
  return hours * 60 + minutes;
}

/** The local time of a minute of a day: `2026-11-24T09:30`. */
export const localAt = (day: Day, minute: number): string =>
  `${day}T${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
