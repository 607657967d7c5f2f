import { html } from "hono/html";
import { type Frame, type Markup, page } from "./layout.ts";

/** The studio's posts: the calendar is a widget, and so is what opens beside it. */
export const socialPage = (frame: Frame): Markup =>
  page(frame, {
    path: "/social",
    title: "Social",
    lead: "What goes out, where and when",
    wide: true,
    main: html`<div class="card widget"><placard-calendar></placard-calendar></div>`,
  });
