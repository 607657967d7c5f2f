import { html } from "hono/html";
import type { Notice } from "../memory.ts";
import type { Studio } from "../studios.ts";
import { icon } from "./icons.ts";

/** What a page is made of: text in it is escaped. */
export type Markup = ReturnType<typeof html>;

export type Theme = "auto" | "light" | "dark";
export const themeOf = (said: string | undefined): Theme => (said === "light" || said === "dark" ? said : "auto");

/** What stands around every page of somebody who is signed in. */
export interface Frame {
  readonly studio: Studio;
  readonly theme: Theme;
  readonly notices: readonly Notice[];
  readonly unseen: number;
}

const PLACES = [
  ["/", "today", "Today"],
  ["/classes", "classes", "Classes"],
  ["/social", "social", "Social"],
  ["/channels", "channels", "Channels"],
] as const;

/** The document: the theme and the studio's brand are its root's attributes, so that stylesheets alone say what they look like. */
export function document(it: {
  readonly title: string;
  readonly theme: Theme;
  readonly studio: Studio | null;
  readonly body: Markup;
}): Markup {
  const { title, theme, studio, body } = it;
  return html`<!doctype html>
<html lang="${studio?.locale ?? "en"}" data-theme="${theme}" data-brand="${studio?.id ?? "harbor"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="/assets/harbor.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/harbor.css">
<link rel="stylesheet" href="/assets/brands.css">
</head>
${body}
</html>`;
}

/** A page of Harbor: navigation, a heading, the bell, the composer's panel, and what is said for a moment. */
export function page(
  frame: Frame,
  it: {
    readonly path: string;
    readonly title: string;
    readonly lead: string;
    readonly wide?: boolean;
    readonly main: Markup;
    readonly action?: Markup;
  },
): Markup {
  const { studio, theme } = frame;
  const { path, title, lead, main, wide = false, action = html`` } = it;
  const [place] = PLACES.filter(([href]) => href === path).map(([, , name]) => name);
  return document({
    title: `${place ?? title} · ${studio.name} · Harbor`,
    theme,
    studio,
    body: html`<body class="app">
<a class="skip" href="#main">Skip to the page</a>
<header class="side">
  <a class="harbor" href="/">${icon("mark")}<span>Harbor</span></a>
  <p class="studio"><span class="badge" aria-hidden="true">${studio.name.slice(0, 1)}</span><span><b>${studio.name}</b><small>${studio.city}</small></span></p>
  <nav aria-label="Harbor">
    ${PLACES.map(
      ([href, name, label]) =>
        html`<a href="${href}" ${href === path ? html`aria-current="page"` : ""}>${icon(name)}<span>${label}</span></a>`,
    )}
  </nav>
</header>
<div class="stage">
  <div class="top">
    <div class="heading"><h1>${title}</h1><p>${lead}</p></div>
    <div class="tools">${action}${bell(frame)}${account(frame, path)}</div>
  </div>
  <main id="main" tabindex="-1" class="${wide ? "wide" : ""}">${main}</main>
</div>
<dialog id="composer" class="sheet" aria-labelledby="composer-title">
  <header><h2 id="composer-title">New post</h2><button type="button" class="quiet square" data-close aria-label="Close">${icon("close")}</button></header>
  <div class="sheet-body"></div>
</dialog>
<div id="toasts" class="toasts" role="status" aria-live="polite"></div>
<script type="module" src="/assets/harbor.js"></script>
<script type="module" src="/assets/widgets.js"></script>
</body>`,
  });
}

function bell({ notices, unseen, studio }: Frame): Markup {
  return html`<button type="button" class="quiet square" id="bell-button" popovertarget="bell">
  ${icon("bell")}<span class="visually-hidden">Notifications </span><span class="dot" data-unseen ${unseen === 0 ? "hidden" : ""}>${unseen}</span></button>
<section id="bell" class="popover" popover aria-label="Notifications">
  <h2>Notifications</h2>
  <p class="empty-line" ${notices.length > 0 ? "hidden" : ""}>Nothing yet. When a post goes out, you hear of it here.</p>
  <ol class="notices">
    ${notices.map(
      ({ kind, title, text, url, at }) => html`<li class="${kind}"><b>${title}</b><p>${text}</p>
      <small><time datetime="${at}">${inZone(at, studio)}</time> · ${linkTo(url)}</small></li>`,
    )}
  </ol>
</section>`;
}

/** What is elsewhere opens beside Harbor. */
const linkTo = (url: string): Markup =>
  url.startsWith("/")
    ? html`<a href="${url}">See the post</a>`
    : html`<a href="${url}" target="_blank" rel="noopener noreferrer">See the post</a>`;

const inZone = (at: string, { locale, timeZone }: Studio): string =>
  new Intl.DateTimeFormat(locale, { timeZone, month: "short", day: "numeric", hour: "numeric", minute: "2-digit" }).format(
    new Date(at),
  );

function account({ studio, theme }: Frame, path: string): Markup {
  const { person } = studio;
  const initials = person.name.split(" ").map(name => name.slice(0, 1));
  return html`<button type="button" class="person" popovertarget="account"><span class="visually-hidden">Your account, </span>${initials}</button>
<section id="account" class="popover narrow" popover aria-label="Your account">
  <p class="who"><b>${person.name}</b><small>${person.email}</small></p>
  <form method="post" action="/theme" class="segments" role="group" aria-label="Appearance">
    <input type="hidden" name="from" value="${path}">
    ${(["auto", "light", "dark"] as const).map(
      choice =>
        html`<button name="theme" value="${choice}" aria-pressed="${String(choice === theme)}">${choice.slice(0, 1).toUpperCase()}${choice.slice(1)}</button>`,
    )}
  </form>
  <form method="post" action="/sign-out" data-sign-out><button class="quiet full">Sign out</button></form>
</section>`;
}
