import { formatDate } from "../copy/dates.ts";
import { wallClock } from "./wall-clock.ts";

const MINUTE_MS = 60_000;
/** Longer than any offset, and than any jump of a clock. */
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What the clocks of a zone do to a day: local times of it never come, or come twice. `to` is the first that is as ever again. */
export interface ClockChange {
  readonly kind: "skipped" | "repeated";
  readonly from: string;
  readonly to: string;
}

const asUtc = (local: string): number => Date.parse(`${local}Z`);
const localOf = (ms: number): string => new Date(ms).toISOString().slice(0, 16);
/** How far the zone's clock stands before UTC, in ms. */
const offsetAt = (at: number, zone: string): number => asUtc(wallClock(at, zone)) - at;

/** What was worked out, by day and zone: a view asks for each of its posts, each time it is rendered. */
const known = new Map<string, ClockChange | null>();
const KNOWN_MOST = 1000;

/** What the clocks do on a day; null where they go on as ever. */
export function changeOn(day: string, zone: string): ClockChange | null {
  const key = `${day} ${zone}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= KNOWN_MOST) known.clear();
  const found = findChange(day, zone);
  known.set(key, found);
  return found;
}

function findChange(day: string, zone: string): ClockChange | null {
  let low = asUtc(`${day}T00:00`) - DAY_MS;
  let high = low + 3 * DAY_MS;
  const [before, after] = [offsetAt(low, zone), offsetAt(high, zone)];
  if (before === after) return null;
  // The first minute that the clocks show by the new offset.
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS;
    if (offsetAt(middle, zone) === after) high = middle;
    else low = middle;
  }
  const from = localOf(high + Math.min(before, after));
  if (!from.startsWith(day)) return null;
  return { kind: after > before ? "skipped" : "repeated", from, to: localOf(high + Math.max(before, after)) };
}

/** The change that a local time falls into, with the local time that it becomes; null for one that comes once. */
export function changeAt(local: string, zone: string): (ClockChange & { readonly shows: string }) | null {
  const change = changeOn(local.slice(0, 10), zone);
  return change && local >= change.from && local < change.to
    ? { ...change, shows: wallClock(instantOf(local, zone), zone) }
    : null;
}

/** The instant a local time names, as the API takes it: one that never comes moves on by as much as is skipped, of one that comes twice it is the first. */
export function instantOf(local: string, zone: string): number {
  const wall = asUtc(local);
  const early = wall - offsetAt(wall - DAY_MS, zone);
  const fitting = [early, wall - offsetAt(wall + DAY_MS, zone)].filter(at => wallClock(at, zone) === local);
  return fitting.length > 0 ? Math.min(...fitting) : early;
}

/** The time of an instant that comes twice on the wall, with the name its clock has then, `1:30 AM EST`; null for any other. */
export function nameOfRepeated(
  locale: string,
  { at, local }: { readonly at: string; readonly local: string },
  zone: string,
): string | null {
  const [instant, minute] = [Date.parse(at), local.slice(0, 16)];
  if (changeAt(minute, zone)?.kind !== "repeated" || wallClock(instant, zone) !== minute) return null;
  return formatDate(locale, instant, { timeZone: zone, hour: "numeric", minute: "2-digit", timeZoneName: "short" });
}
