import type { Placard } from "@placard/sdk";
import { html } from "hono/html";
import { classesOn, dayAfter, inWords, type Session, timeInWords, wallClock } from "../classes.ts";
import type { Studio } from "../studios.ts";
import { icon } from "./icons.ts";
import { type Frame, type Markup, page } from "./layout.ts";

const SOON_DAYS = 14;
const SHOWN = 3;
const DAY_MS = 86_400_000;

/** What goes out next, read on the server by the same API the widgets use. */
export interface Soon {
  readonly local: string;
  readonly text: string;
  readonly channels: number;
}

export async function readSoon(inWorkspace: Placard): Promise<readonly Soon[]> {
  const from = Date.now();
  const entries = inWorkspace.calendar.list({
    from: new Date(from).toISOString(),
    to: new Date(from + SOON_DAYS * DAY_MS).toISOString(),
    status: ["scheduled"],
  });
  return (await entries.toArray({ max: SHOWN })).map(({ local_time, post }) => ({
    local: local_time,
    text: post.text,
    channels: post.account_ids.length,
  }));
}

export function todayPage(frame: Frame, soon: readonly Soon[]): Markup {
  const { studio } = frame;
  const now = wallClock(studio.timeZone);
  const today = now.slice(0, 10);
  const sessions = classesOn(studio, today);
  const left = sessions.filter(({ state }) => state !== "over");
  const tomorrow = dayAfter(today, 1);
  const booked = sum(sessions, ({ booked }) => booked);
  const places = sum(sessions, ({ of }) => of.capacity);
  const waiting = sum(sessions, ({ waiting }) => waiting);
  return page(frame, {
    path: "/",
    title: `${greeting(Number(now.slice(11, 13)))}, ${studio.person.name.split(" ", 1)}`,
    lead: `${inWords(studio, today)} in ${studio.city}`,
    main: html`<dl class="figures">
  <div class="card"><dt>Classes</dt><dd>${sessions.length}</dd><dd class="note">${left.length === 0 ? "all done" : `${left.length} still to come`}</dd></div>
  <div class="card"><dt>Booked</dt><dd>${booked}<small> of ${places}</small></dd><dd class="note">${Math.round((booked / Math.max(1, places)) * 100)} % full</dd></div>
  <div class="card"><dt>Waiting</dt><dd>${waiting}</dd><dd class="note">${waiting === 0 ? "nobody turned away" : "on the lists of full classes"}</dd></div>
</dl>
<div class="columns">
  <div>
    <section aria-labelledby="today-title"><h2 id="today-title">Today</h2>
      ${sessions.length === 0 ? empty("No classes today", "A day to sweep the floor.") : html`<ol class="card rows">${sessions.map(session => row(studio, session))}</ol>`}
    </section>
    ${
      left.length > 1
        ? ""
        : html`<section aria-labelledby="tomorrow-title"><h2 id="tomorrow-title">Tomorrow, ${inWords(studio, tomorrow, { weekday: "long" })}</h2>
      <ol class="card rows">${classesOn(studio, tomorrow).map(session => row(studio, session))}</ol></section>`
    }
  </div>
  <section aria-labelledby="soon-title"><h2 id="soon-title">Going out next</h2>
    ${
      soon.length === 0
        ? empty("Nothing planned", "Share a class, and it shows up here.")
        : html`<ol class="card soon">${soon.map(
            ({
              local,
              text,
              channels,
            }) => html`<li><time datetime="${local}">${inWords(studio, local.slice(0, 10), { weekday: "short", month: "short", day: "numeric" })}, ${timeInWords(studio, local.slice(11, 16))}</time>
        <p>${text}</p><small>${channels === 1 ? "1 channel" : `${channels} channels`}</small></li>`,
          )}</ol>`
    }
    <a class="more" href="/social">Open the calendar ${icon("arrow")}</a>
  </section>
</div>`,
  });
}

/** One class of a day: when, what, how full, and a button that opens the composer. */
export function row(studio: Studio, { of, booked, waiting, state }: Session): Markup {
  const left = of.capacity - booked;
  const said = state === "over" ? "Over" : state === "running" ? "Now" : left === 0 ? "Full" : left <= 3 ? `${left} left` : "";
  return html`<li class="row ${state}">
  <div class="time"><b>${timeInWords(studio, of.time)}</b><small>${of.minutes} min</small></div>
  <div class="what"><h3>${of.name}${said ? html` <span class="chip ${state === "ahead" && left === 0 ? "full" : state}">${said}</span>` : ""}</h3><p>${of.teacher} · ${of.room}</p></div>
  <div class="fill">${bar(booked, of.capacity)}<small>${booked} of ${of.capacity}${waiting > 0 ? `, ${waiting} waiting` : ""}</small></div>
  ${state === "over" ? "" : shareButton(of.id, of.name)}
</li>`;
}

/** Opens the composer with a draft of the class: beside the page, or, where no script has come yet, on the page of posts. */
export const shareButton = (id: string, name: string): Markup =>
  html`<form method="post" action="/classes/${id}/share" class="share" data-share><button class="quiet">${icon("share")}<span>Share<span class="visually-hidden"> this class: ${name}</span></span></button></form>`;

const bar = (booked: number, capacity: number): Markup =>
  html`<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="4"/><rect class="on" width="${Math.round((booked / capacity) * 100)}" height="4"/></svg>`;

const empty = (title: string, text: string): Markup => html`<div class="card empty"><h3>${title}</h3><p>${text}</p></div>`;

const greeting = (hour: number): string =>
  hour < 5 || hour >= 18 ? "Good evening" : hour < 12 ? "Good morning" : "Good afternoon";

const sum = <T>(values: readonly T[], of: (value: T) => number): number => values.reduce((total, value) => total + of(value), 0);
