import { html } from "hono/html";
import { type Frame, type Markup, page } from "./layout.ts";

export const missingPage = (frame: Frame): Markup =>
  page(frame, {
    path: "",
    title: "Not here",
    lead: "This page does not exist, or does not any more.",
    main: html`<div class="card empty"><h2>Nothing at this address</h2><p>Everything of today is on one page.</p><a class="button" href="/">Go to Today</a></div>`,
  });
