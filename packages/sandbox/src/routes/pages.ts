import { createHash } from "node:crypto";
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { Env, Network } from "../context.ts";
import type { Post } from "../network/posts.ts";
import { avatarFile } from "../pages/avatar.ts";
import { ASSETS, errorPage, type Html, page } from "../pages/layout.ts";
import { picture, postView } from "../pages/post.ts";
import { Refusal } from "../refusal.ts";

/** What a page may load: our own style, script and media. `formAction` names where a form may lead, the redirect after it included. */
export function pageHeaders(formAction = "'none'"): Record<string, string> {
  return {
    "Content-Security-Policy": `default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; media-src 'self'; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
  };
}

/** A file that could carry more than it should is shown as nothing but itself. */
const FILE_HEADERS = {
  "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "cross-origin",
};

const PER_PAGE = 30;
/** Parts of a thread that the timeline shows before it sends on to the whole one. */
const PARTS_SHOWN = 3;
const COMMENTS_SHOWN = 100;

/** What a person sees: the public timeline, profiles, and each post at its own address. */
export function pageRoutes(): Hono<Env> {
  const pages = new Hono<Env>();

  for (const asset of Object.values(ASSETS)) {
    pages.get(asset.path.split("?")[0] ?? asset.path, c =>
      c.body(asset.body, 200, {
        ...FILE_HEADERS,
        "Content-Type": asset.type,
        "Cache-Control": "public, max-age=31536000, immutable",
      }),
    );
  }

  pages.get("/", c => {
    const network = c.get("network");
    const before = beforeOf(c);
    const posts = network.posts.firsts(null, PER_PAGE, before);
    const body =
      posts.length === 0
        ? html`<section class="empty"><h1>Nothing has been posted yet</h1><p>Posts appear here by themselves as soon as they are published.</p></section>`
        : html`<h1 class="hidden">Public timeline</h1>${feed(c, posts)}${older("/", posts)}`;
    return send(c, page({ title: "Sandbox: public timeline", live: before === null, body }));
  });

  // A pattern, because a parameter takes a whole segment and the @ is a part of it.
  pages.get("/:at{@[^/]+}", c => {
    const network = c.get("network");
    const profile = network.profiles.byHandle(c.req.param("at"));
    if (profile === null) throw new Refusal(404, "not_found", "Nobody has this handle.");
    const before = beforeOf(c);
    const posts = network.posts.firsts(profile.id, PER_PAGE, before);
    const counts = network.profiles.counts(profile.id);
    const body = html`<section class="profile">${picture(profile)}<div><h1>${profile.display_name}</h1><p class="handle">@${profile.handle}${profile.kind === "page" ? html` <span class="badge">page</span>` : ""}</p></div>
${profile.bio === "" ? "" : html`<p class="bio">${profile.bio}</p>`}
<dl>${[
      [counts.posts === 1 ? "post" : "posts", counts.posts],
      [counts.followers === 1 ? "follower" : "followers", counts.followers],
      ["following", counts.following],
    ].map(([name, count]) => html`<div><dt>${name}</dt><dd>${count}</dd></div>`)}</dl></section>
${posts.length === 0 ? html`<section class="empty"><p>No public posts.</p></section>` : html`${feed(c, posts)}${older(`/@${profile.handle}`, posts)}`}`;
    return send(c, page({ title: `${profile.display_name} (@${profile.handle})`, live: before === null, body }));
  });

  pages.get("/posts/:id", c => {
    const network = c.get("network");
    const post = network.posts.visibleTo(c.req.param("id"), null);
    if (post === null) throw new Refusal(404, "not_found", "This post does not exist, was deleted, or is not public.");
    const own = network.posts.thread(post, null);
    // Something that is not a part of its thread, such as a comment, stands for itself.
    const shown = own.some(part => part.id === post.id) ? own : [post];
    const comments = shown.flatMap(part => network.posts.comments(part.id, null, COMMENTS_SHOWN)).slice(0, COMMENTS_SHOWN);
    const now = Date.now();
    const about = post.reply_to !== null && !own.some(part => part.id === post.id) ? post.reply_to : null;
    const body = html`<h1 class="hidden">Post</h1>${about === null ? "" : html`<a class="back" href="/posts/${about}">See the post this is about</a>`}
<ul class="feed"><li>${chain(network, shown, now, post.id)}</li></ul>
${
  comments.length === 0
    ? ""
    : html`<h2 class="section">${comments.length === 1 ? "1 comment" : `${comments.length} comments`}</h2>
<ul class="feed"><li>${comments.map(comment => postView(network, comment, { joined: false, marked: false, now }))}</li></ul>`
}`;
    const author = network.profiles.byId(post.author_id);
    return send(c, page({ title: `${author?.display_name ?? "Somebody"} on Sandbox`, live: true, body }));
  });

  pages.get("/media/:id", c => {
    const media = c.get("network").media.byId(c.req.param("id"));
    const bytes = media === null ? null : c.get("network").media.bytes(media.id);
    if (media === null || bytes === null) throw new Refusal(404, "not_found", "There is no such media.");
    const headers = {
      ...FILE_HEADERS,
      "Content-Type": media.content_type,
      "Cache-Control": "public, max-age=31536000, immutable",
    };
    return c.body(bytes, 200, headers);
  });

  pages.get("/avatars/:file{.+\\.svg}", async c => {
    const profile = c.get("network").profiles.byHandle(c.req.param("file").replace(/\.svg$/, ""));
    if (profile === null) throw new Refusal(404, "not_found", "Nobody has this handle.");
    const picture = await avatarFile({ handle: profile.handle, displayName: profile.display_name, kind: profile.kind });
    return c.body(picture.toString(), 200, {
      ...FILE_HEADERS,
      "Content-Type": "image/svg+xml",
      "Cache-Control": "public, max-age=86400",
    });
  });

  return pages;
}

/** Answers a page with a tag of its content, so that looking again costs little. */
export async function send(c: Context<Env>, content: Html): Promise<Response> {
  const text = (await content).toString();
  const tag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
  const headers = { ...pageHeaders(), ETag: tag };
  return c.req.header("if-none-match") === tag ? c.body(null, 304, headers) : c.html(text, 200, headers);
}

/** A refusal as a page. */
export async function refusalPage(refusal: Refusal): Promise<Response> {
  const text = (await errorPage(refusal.status, refusal.message)).toString();
  const headers = {
    ...pageHeaders(),
    ...refusal.headers,
    "Content-Type": "text/html; charset=UTF-8",
    "Cache-Control": "no-store",
  };
  return new Response(text, { status: refusal.status, headers });
}

function beforeOf(c: Context<Env>): number | null {
  const text = c.req.query("before");
  if (text === undefined) return null;
  if (!/^\d{1,15}$/.test(text)) throw new Refusal(400, "before_invalid", "before is the number of a post.");
  return Number(text);
}

function feed(c: Context<Env>, posts: readonly Post[]): Html {
  const network = c.get("network");
  const now = Date.now();
  return html`<ul class="feed">${posts.map(post => {
    const thread = network.posts.thread(post, null);
    const rest = thread.length - PARTS_SHOWN;
    // Sending a reader on for a single part would cost more than it saves.
    const shown = rest > 1 ? thread.slice(0, PARTS_SHOWN) : thread;
    return html`<li>${chain(network, shown, now, null)}${rest > 1 ? html`<a class="more" href="/posts/${post.id}">Show ${rest} more in this thread</a>` : ""}</li>`;
  })}</ul>`;
}

/** The parts of a thread one below the other. The one an address leads to is marked, unless it stands first, where it is seen anyway. */
function chain(network: Network, parts: readonly Post[], now: number, asked: string | null): Html[] {
  return parts.map((part, index) =>
    postView(network, part, { joined: index < parts.length - 1, marked: index > 0 && part.id === asked, now }),
  );
}

function older(path: string, posts: readonly Post[]): Html | string {
  const last = posts[posts.length - 1];
  return posts.length < PER_PAGE || last === undefined
    ? ""
    : html`<a class="older" href="${path}?before=${last.seq}">Older posts</a>`;
}
