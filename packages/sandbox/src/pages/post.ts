import { html } from "hono/html";
import type { Network } from "../context.ts";
import type { Media } from "../network/media.ts";
import type { Post } from "../network/posts.ts";
import type { Profile } from "../network/profiles.ts";
import { avatar } from "./avatar.ts";
import type { Html } from "./layout.ts";

/** How a post stands among others: `joined` draws the line down to the next part of a thread, `marked` is the one that was asked for. */
export interface Standing {
  readonly joined: boolean;
  readonly marked: boolean;
  readonly now: number;
}

/** One post with its author, text, media and counts. */
export function postView(network: Network, post: Post, options: Standing): Html {
  const author = network.profiles.byId(post.author_id);
  if (author === null) return html``;
  const media = network.media.ofPost(post.id);
  return html`<article class="post${options.joined ? " joined" : ""}${options.marked ? " marked" : ""}" data-post="${post.id}">
<a href="/@${author.handle}" tabindex="-1" aria-hidden="true">${picture(author)}</a>
<div class="body">
<div class="by"><a class="name" href="/@${author.handle}">${author.display_name}</a><span class="handle">@${author.handle}</span><a class="when" href="/posts/${post.id}">${time(post.created_at, options.now)}</a>${post.options.location === null ? "" : html`<span class="place">${post.options.location}</span>`}${post.options.sensitive ? html`<span class="badge">sensitive</span>` : ""}</div>
${post.title === null ? "" : html`<h2 class="title">${post.title}</h2>`}${post.text === "" ? "" : html`<p class="text"${post.language === null ? "" : html` lang="${post.language}"`}>${linked(post.text)}</p>`}
${media.length === 0 ? "" : gallery(media)}${post.options.topics.length === 0 ? "" : html`<p class="topics">${post.options.topics.map(topic => html`<span>${topic}</span>`)}</p>`}
${counts(network, post)}
</div>
</article>`;
}

/** A person's or page's picture. */
export function picture(profile: Profile): Html {
  return avatar({ handle: profile.handle, displayName: profile.display_name, kind: profile.kind });
}

/** How long ago, in the fewest words; the whole instant is in the tooltip. What lies more than a minute ahead (a moved test clock) is told as a date. */
export function relativeTime(then: number, now: number): string {
  const seconds = Math.floor((now - then) / 1_000);
  if (seconds < -60 || seconds >= 7 * 86_400) {
    return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(then);
  }
  if (seconds < 60) return "just now";
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

function time(then: number, now: number): Html {
  const instant = new Date(then).toISOString();
  return html`<time datetime="${instant}" title="${instant.replace("T", " ").slice(0, 19)} UTC">${relativeTime(then, now)}</time>`;
}

/** The text with its web addresses as links. */
function linked(text: string): Html[] {
  return text.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/).map((piece, index) => {
    return index % 2 === 1 ? html`<a href="${piece}" rel="nofollow noopener noreferrer">${piece}</a>` : html`${piece}`;
  });
}

function gallery(media: readonly Media[]): Html {
  return html`<div class="media ${media.length === 1 ? "one" : "many"}">${media.map(item =>
    item.content_type.startsWith("video/")
      ? html`<video src="/media/${item.id}" controls preload="metadata" aria-label="${item.alt_text ?? "Video"}"></video>`
      : html`<img src="/media/${item.id}" alt="${item.alt_text ?? "Picture without a description"}" loading="lazy">`,
  )}</div>`;
}

const HEART = html`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 13.5S2 10 2 5.9A3.2 3.2 0 0 1 8 4.4a3.2 3.2 0 0 1 6 1.5C14 10 8 13.5 8 13.5Z"/></svg>`;
const BUBBLE = html`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2.5 4.5a2 2 0 0 1 2-2h7a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H7L4 13.2v-2.7a2 2 0 0 1-1.5-2Z"/></svg>`;
const EYE = html`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Z"/><circle cx="8" cy="8" r="2"/></svg>`;

function counts(network: Network, post: Post): Html {
  const { likes, comments } = network.posts.counts(post.id);
  const shown = [
    { icon: BUBBLE, count: comments, one: "comment", many: "comments" },
    { icon: HEART, count: likes, one: "like", many: "likes" },
    { icon: EYE, count: post.views, one: "view", many: "views" },
  ].filter(item => item.count > 0);
  if (shown.length === 0) return html``;
  return html`<div class="counts">${shown.map(
    item =>
      html`<span>${item.icon}${compact.format(item.count)}<span class="hidden"> ${item.count === 1 ? item.one : item.many}</span></span>`,
  )}</div>`;
}

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
