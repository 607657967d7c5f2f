import { createHash } from "node:crypto";
import { html } from "hono/html";
import { LIVE_SCRIPT } from "./live.ts";
import { STYLE } from "./style.ts";

export type Html = ReturnType<typeof html>;

const versionOf = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 10);

/** Files of the pages by path. The version in the query lets a browser keep them for good. */
export const ASSETS = {
  style: { path: `/assets/style.css?v=${versionOf(STYLE)}`, type: "text/css; charset=utf-8", body: STYLE },
  live: { path: `/assets/live.js?v=${versionOf(LIVE_SCRIPT)}`, type: "text/javascript; charset=utf-8", body: LIVE_SCRIPT },
  icon: {
    path: "/assets/icon.svg",
    type: "image/svg+xml",
    body: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#c2410c"/><path d="M9 11.5h14M9 16.5h14M9 21.5h8" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/></svg>`,
  },
} as const;

const mark = html`<svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><rect width="32" height="32" rx="9" fill="currentColor"/><path d="M9 11.5h14M9 16.5h14M9 21.5h8" stroke="var(--ground)" stroke-width="2.6" stroke-linecap="round"/></svg>`;

/** A whole page. `live` pages look for news by themselves. */
export function page(content: { title: string; body: Html; live: boolean; narrow?: boolean }): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${content.title}</title>
<link rel="icon" href="${ASSETS.icon.path}" type="image/svg+xml">
<link rel="stylesheet" href="${ASSETS.style.path}">
${content.live ? html`<script type="module" src="${ASSETS.live.path}"></script>` : ""}
</head>
<body${content.narrow === true ? html` class="narrow"` : ""}>
<header class="top"><a class="home" href="/">${mark}<span>Sandbox</span></a><p>A social network for testing. Nothing here is real.</p></header>
<main${content.live ? html` id="live"` : ""}>${content.body}</main>
</body>
</html>`;
}

/** A page that says what went wrong. */
export function errorPage(status: number, message: string): Html {
  const title = status === 404 ? "Not found" : "That did not work";
  return page({
    title,
    live: false,
    narrow: true,
    body: html`<section class="notice"><h1>${title}</h1><p>${message}</p><p><a href="/">Go to the timeline</a></p></section>`,
  });
}
