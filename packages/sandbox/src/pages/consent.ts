import { html } from "hono/html";
import type { Profile, Prospect } from "../network/profiles.ts";
import type { Scope } from "../network/tokens.ts";
import type { Asked } from "../routes/oauth.ts";
import { avatar } from "./avatar.ts";
import { type Html, page } from "./layout.ts";
import { picture } from "./post.ts";

const PERMISSIONS: Readonly<Record<Scope, string>> = {
  read: "See profile and posts",
  write: "Post, upload media and delete posts",
  audience: "See comments, messages and numbers",
};

/** First step: as whom? Anyone may be anyone here; a new handle makes a new person. */
export function whoPage(asked: Asked, people: readonly Profile[], wrong: string | null): Html {
  return page({
    title: "Connect to Sandbox",
    live: false,
    narrow: true,
    body: html`<section class="card">
<h1>Choose who you are</h1>
<p class="lead"><strong>${asked.clientId}</strong> wants to connect to an account on Sandbox.</p>
${
  people.length === 0
    ? ""
    : html`<h2>People here</h2><ul class="choices">${people.map(
        person =>
          html`<li><a href="/oauth/authorize?${query(asked, person.handle)}">${picture(person)}<span class="who"><span class="name">${person.display_name}</span><span class="handle">@${person.handle}</span></span><span class="arrow" aria-hidden="true">→</span></a></li>`,
      )}</ul>`
}
<form method="get" action="/oauth/authorize">
${hidden(asked)}
<h2><label for="handle">${people.length === 0 ? "Handle" : "Someone else"}</label></h2>
<div class="field"><input id="handle" name="handle" required maxlength="25" autocomplete="off" autocapitalize="none" spellcheck="false" placeholder="ada"><button class="primary">Continue</button></div>
${wrong === null ? "" : html`<p class="wrong" role="alert">${wrong}</p>`}
</form>
<p class="foot">Type any handle. If nobody has it yet, the person is created with two pages.</p>
</section>`,
  });
}

/** Second step: what to share, and what to allow. */
export function consentPage(
  asked: Asked,
  handle: string,
  prospects: readonly Prospect[],
  isNew: boolean,
  wrong: string | null,
): Html {
  return page({
    title: "Connect to Sandbox",
    live: false,
    narrow: true,
    body: html`<form class="card" method="post" action="/oauth/authorize">
${hidden(asked)}<input type="hidden" name="handle" value="${handle}">
<h1>Connect @${handle}?</h1>
<p class="lead"><strong>${asked.clientId}</strong> wants to connect to Sandbox.${isNew ? " This person is new and will be created." : ""}</p>
<fieldset><legend>Share</legend>
<ul class="choices">${prospects.map(
      prospect =>
        html`<li><label>${avatar(prospect)}<span class="who"><span class="name">${prospect.displayName}</span><span class="handle">@${prospect.handle}${prospect.kind === "page" ? ", page" : ""}</span></span><input type="checkbox" name="share" value="${prospect.handle}"${prospect.kind === "person" ? html` checked` : ""}></label></li>`,
    )}</ul></fieldset>
<fieldset><legend>Allow</legend>
<ul class="choices permissions">${asked.scopes.map(
      scope =>
        html`<li><label><input type="checkbox" name="allow" value="${scope}" checked><span class="who">${PERMISSIONS[scope]}</span></label></li>`,
    )}</ul></fieldset>
${wrong === null ? "" : html`<p class="wrong" role="alert">${wrong}</p>`}
<div class="actions"><button class="primary" name="decision" value="allow">Connect</button><button name="decision" value="deny">Refuse</button></div>
<p class="foot"><a href="/oauth/authorize?${query(asked, null)}">Be someone else</a></p>
</form>`,
  });
}

/** The request as the query of an address; escaped by the template like any text. */
function query(asked: Asked, handle: string | null): string {
  return new URLSearchParams({ ...fields(asked), ...(handle === null ? {} : { handle }) }).toString();
}

function hidden(asked: Asked): Html[] {
  return Object.entries(fields(asked)).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
}

function fields(asked: Asked): Record<string, string> {
  return {
    response_type: "code",
    client_id: asked.clientId,
    redirect_uri: asked.redirectUri,
    scope: asked.scopes.join(" "),
    code_challenge: asked.challenge,
    code_challenge_method: "S256",
    ...(asked.state === null ? {} : { state: asked.state }),
  };
}
