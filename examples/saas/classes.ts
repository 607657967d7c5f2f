import { createHash } from "node:crypto";
import type { Studio, YogaClass } from "./studios.ts";

/** One class on one day, with who comes. */
export interface Session {
  readonly of: YogaClass;
  /** `2026-11-24`, in the studio's zone. */
  readonly day: string;
  readonly booked: number;
  readonly waiting: number;
  readonly state: "over" | "running" | "ahead";
}

const DAY_MS = 86_400_000;
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** What the wall clock of a studio shows: `2026-11-24T09:05`. */
export function wallClock(timeZone: string, at: number = Date.now()): string {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-CA", {
      timeZone,
      ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts["year"]}-${parts["month"]}-${parts["day"]}T${parts["hour"]}:${parts["minute"]}`;
}

/** So many days after another, as a calendar counts. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** A day in words, `Tuesday 24 November`, as the studio writes it. */
export const inWords = (
  { locale }: Studio,
  day: string,
  options: Intl.DateTimeFormatOptions = { weekday: "long", month: "long", day: "numeric" },
): string => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00Z`));

/** A time of the day, `19:30` or `7:30 PM`, as the studio writes it, and as the widgets do. */
export const timeInWords = ({ locale }: Studio, time: string): string =>
  new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone: "UTC" }).format(
    new Date(`2000-01-01T${time}Z`),
  );

/** The classes of a studio on a day, by time. */
export function classesOn(studio: Studio, day: string): Session[] {
  const weekday = new Date(`${day}T00:00Z`).getUTCDay();
  const now = wallClock(studio.timeZone);
  return studio.classes
    .filter(({ weekdays }) => weekdays.includes(weekday))
    .map(of => ({ of, day, ...bookings(of, day), state: stateOf(of, day, now) }));
}

/** When a class is next. */
export function nextOf(studio: Studio, of: YogaClass): Session {
  const today = wallClock(studio.timeZone).slice(0, 10);
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const found = classesOn(studio, dayAfter(today, ahead)).find(session => session.of.id === of.id && session.state === "ahead");
    if (found) return found;
  }
  throw new Error(`${of.name} is on no day of the week`);
}

/** What a studio would say of a class. */
export function shareText(studio: Studio, { of, day, booked }: Session): string {
  const left = of.capacity - booked;
  const places =
    left === 0 ? "Fully booked, but the waiting list moves." : left === 1 ? "One place left." : `${left} places left.`;
  return `${of.name} with ${of.teacher}, ${inWords(studio, day, { weekday: "long" })} at ${timeInWords(studio, of.time)}.\n\n${of.about} ${places}\n\nBook at https://${studio.handle}.example/${of.id}`;
}

/** Made up, but the same each time one looks: between half and more than full. */
function bookings({ id, capacity }: YogaClass, day: string): { booked: number; waiting: number } {
  const chance = createHash("sha256").update(`${id} ${day}`).digest().readUInt16BE() / 65_536;
  const wanted = Math.round(capacity * (0.5 + chance * 0.65));
  return { booked: Math.min(capacity, wanted), waiting: Math.max(0, wanted - capacity) };
}

function stateOf({ time, minutes }: YogaClass, day: string, now: string): Session["state"] {
  const today = now.slice(0, 10);
  if (day !== today) return day < today ? "over" : "ahead";
  const since = minutesOf(now.slice(11)) - minutesOf(time);
  if (since >= minutes) return "over";
  return since >= 0 ? "running" : "ahead";
}
