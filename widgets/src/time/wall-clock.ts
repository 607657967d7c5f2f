import { formatDate, formatOf } from "../copy/dates.ts";

/** An instant on the wall clock of a zone, as a `datetime-local` field holds it: `2026-11-24T09:00`. */
export function wallClock(at: number, timeZone: string): string {
  const parts = Object.fromEntries(
    formatOf("en-CA", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts["year"]}-${parts["month"]}-${parts["day"]}T${parts["hour"]}:${parts["minute"]}`;
}

/** What is offered first: tomorrow at nine, on the zone's clock. */
export const tomorrowAtNine = (now: number, timeZone: string): string =>
  `${wallClock(now + 24 * 60 * 60_000, timeZone).slice(0, 10)}T09:00`;

/** A zone by the name people know it by: `Berlin, GMT+1`. */
export function zoneName(locale: string, timeZone: string, at: number): string {
  const city = (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
  const offset = formatOf(locale, { timeZone, timeZoneName: "shortOffset" })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value;
  return offset === undefined || offset === city ? city : `${city}, ${offset}`;
}

/** A local time as the locale writes it. It names no zone: it is what the wall clock there shows. */
export const formatLocal = (locale: string, local: string): string =>
  formatDate(locale, Date.parse(`${local}:00Z`), { timeZone: "UTC", dateStyle: "medium", timeStyle: "short" });
