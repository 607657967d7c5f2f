import { html } from "hono/html";
import { type Frame, type Markup, page } from "./layout.ts";

/** The accounts a studio publishes on. */
export const channelsPage = (frame: Frame): Markup =>
  page(frame, {
    path: "/channels",
    title: "Channels",
    lead: `Where ${frame.studio.name} publishes`,
    main: html`<div class="card widget"><placard-connect></placard-connect></div>`,
  });
