import { html } from "hono/html";
import { inWords, nextOf, timeInWords } from "../classes.ts";
import { type Frame, type Markup, page } from "./layout.ts";
import { shareButton } from "./today.ts";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONDAY_FIRST = [1, 2, 3, 4, 5, 6, 0];

/** What the studio teaches, and when it is next. */
export function classesPage(frame: Frame): Markup {
  const { studio } = frame;
  return page(frame, {
    path: "/classes",
    title: "Classes",
    lead: `The week at ${studio.name}`,
    main: html`<ul class="cards">
  ${studio.classes.map(of => {
    const { day, booked } = nextOf(studio, of);
    return html`<li class="card class">
    <div class="class-head"><h2>${of.name}</h2><p class="muted">${timeInWords(studio, of.time)} · ${of.minutes} min</p></div>
    <p>${of.about}</p>
    <ul class="days" aria-label="Days">${MONDAY_FIRST.map(weekday => {
      const on = of.weekdays.includes(weekday);
      return html`<li class="${on ? "on" : ""}">${DAYS[weekday]}${on ? "" : html`<span class="visually-hidden"> (not)</span>`}</li>`;
    })}</ul>
    <dl><div><dt>Teacher</dt><dd>${of.teacher}</dd></div><div><dt>Room</dt><dd>${of.room}</dd></div><div><dt>Level</dt><dd>${of.level}</dd></div>
    <div><dt>Next</dt><dd>${inWords(studio, day, { weekday: "long" })}, ${booked} of ${of.capacity} booked</dd></div></dl>
    ${shareButton(of.id, of.name)}
  </li>`;
  })}
</ul>`,
  });
}
