/** A wall-clock time without a zone, as in `2026-03-29T02:30` (seconds optional). */
const LOCAL_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/;

const formats = new Map<string, Intl.DateTimeFormat>();
/** At most this many zones' formats are kept; there are about 600 zones. */
const FORMATS = 700;

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "iso8601",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    if (formats.size >= FORMATS) formats.clear();
    formats.set(zone, format);
  }
  return format;
}

/** How far the zone's wall clock stands before UTC at an instant, in ms; whole seconds. */
function offsetAt(zone: string, instant: number): number {
  if (zone === "UTC") return 0; // most often asked for: it stands where nobody set a zone
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(instant)) parts[type] = Number(value);
  const wall = Date.UTC(
    parts.year ?? 0,
    (parts.month ?? 1) - 1,
    parts.day ?? 1,
    parts.hour ?? 0,
    parts.minute ?? 0,
    parts.second ?? 0,
  );
  return wall - Math.floor(instant / 1000) * 1000;
}

/** A day is longer than any offset and than any jump of a clock. */
const DAY_MS = 86_400_000;

/**
 * The instant a wall-clock time names in a zone, in ms since the epoch; null when the text is no such time (month 13, 30 February).
 * In a gap (clocks go forward) the time moves forward by the gap's length; in an overlap (clocks go back) it is the earlier of the two.
 */
export function resolveLocalTime(local: string, zone: string): number | null {
  const match = LOCAL_TIME.exec(local);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(text => Number(text ?? 0));
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const asUtc = new Date(wall);
  const real = asUtc.getUTCFullYear() === year && asUtc.getUTCMonth() === month - 1 && asUtc.getUTCDate() === day;
  if (!real || hour > 23 || minute > 59 || second > 59) return null;
  // Around the wall time only two offsets can apply: that of the day before and that of the day after.
  const before = offsetAt(zone, wall - DAY_MS);
  const after = offsetAt(zone, wall + DAY_MS);
  const candidates = [wall - before, wall - after].filter(instant => instant + offsetAt(zone, instant) === wall);
  // In a gap neither fits: the offset before the jump carries the time past it.
  return candidates.length > 0 ? Math.min(...candidates) : wall - before;
}

/** What a clock on the wall of a zone shows at an instant, as `2026-11-21T09:00:00`. */
export function localTimeOf(instant: number, zone: string): string {
  return new Date(instant + offsetAt(zone, instant)).toISOString().slice(0, 19);
}
