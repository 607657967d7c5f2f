import { html } from "hono/html";
import type { Studio } from "../studios.ts";
import { icon } from "./icons.ts";
import { document, type Markup, type Theme } from "./layout.ts";

/** Where one signs in. This being a demo, it shows its customers and their passwords. */
export function signInPage(it: {
  readonly theme: Theme;
  readonly studios: readonly Studio[];
  readonly email: string;
  readonly refused: boolean;
}): Markup {
  const { theme, studios, email, refused } = it;
  return document({
    title: "Sign in · Harbor",
    theme,
    studio: null,
    body: html`<body class="door">
<main>
  <section class="welcome">
    <p class="harbor">${icon("mark")}<span>Harbor</span></p>
    <h1>The calm side of running a studio.</h1>
    <p class="lead">Classes, bookings, and the posts that fill them, in one place.</p>
    <form method="post" action="/sign-in" class="card stack">
      ${refused ? html`<p class="problem" role="alert">That email and password do not belong together. Try again.</p>` : ""}
      <label>Email<input type="email" name="email" autocomplete="username" required value="${email}"></label>
      <label>Password<input type="password" name="password" autocomplete="current-password" required></label>
      <button class="button full">Sign in</button>
    </form>
  </section>
  <section class="demo" aria-labelledby="demo-title">
    <h2 id="demo-title">This is a demo: choose a studio</h2>
    <p class="lead">Each sees its own classes, channels and posts, under its own brand.</p>
    ${studios.map(
      ({ id, name, city, person }) => html`<form method="post" action="/sign-in" class="card customer" data-brand="${id}">
      <span class="badge" aria-hidden="true">${name.slice(0, 1)}</span>
      <div><h3>${name}</h3><p>${city} · ${person.name}, ${person.role}</p></div>
      <dl><div><dt>Email</dt><dd>${person.email}</dd></div><div><dt>Password</dt><dd>${person.password}</dd></div></dl>
      <input type="hidden" name="email" value="${person.email}">
      <input type="hidden" name="password" value="${person.password}">
      <button class="button">Sign in as ${person.name.split(" ", 1)}</button>
    </form>`,
    )}
  </section>
</main>
</body>`,
  });
}
