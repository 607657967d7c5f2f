import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Placard } from "@placard/sdk";
import type { WebhookReceiver } from "@placard/sdk/webhooks";
import { type Context, Hono } from "hono";
import { deleteCookie, getCookie, getSignedCookie, setCookie, setSignedCookie } from "hono/cookie";
import { streamSSE } from "hono/streaming";
import type { Asset } from "./assets.ts";
import { nextOf, shareText } from "./classes.ts";
import type { Memory } from "./memory.ts";
import type { Notices } from "./notices.ts";
import { channelsPage } from "./pages/channels.ts";
import { classesPage } from "./pages/classes.ts";
import { type Frame, type Theme, themeOf } from "./pages/layout.ts";
import { missingPage } from "./pages/missing.ts";
import { signInPage } from "./pages/sign-in.ts";
import { socialPage } from "./pages/social.ts";
import { readSoon, todayPage } from "./pages/today.ts";
import { type Studio, studioOf, studios, type YogaClass } from "./studios.ts";

const SESSION = "harbor_session";
const THEME = "harbor_theme";
const WEEK_S = 7 * 86_400;
/** An idle stream is cut by proxies after a minute or so. */
const PULSE_MS = 25_000;
/** The one address that is called from elsewhere: by the API, which signs what it sends. */
const WEBHOOKS = "/webhooks/placard";

interface Variables {
  readonly Variables: { studio: Studio };
}

export interface AppParts {
  /** Harbor's own origin. */
  readonly url: string;
  readonly apiOrigin: string;
  readonly placard: Placard;
  /** Workspaces by the studio's id. */
  readonly workspaces: ReadonlyMap<string, string>;
  readonly memory: Memory;
  readonly notices: Notices;
  readonly receiver: WebhookReceiver;
  readonly assets: ReadonlyMap<string, Asset>;
}

/** Harbor's pages and the routes behind them. */
export function createApp(parts: AppParts): Hono<Variables> {
  const { url, apiOrigin, placard, workspaces, memory, notices, receiver, assets } = parts;
  const app = new Hono<Variables>();
  const workspaceOf = ({ id }: Studio): string => workspaces.get(id) ?? "";
  const themeIn = (c: Context): Theme => themeOf(getCookie(c, THEME));
  const frameOf = (c: Context<Variables>): Frame => {
    const studio = c.get("studio");
    return { studio, theme: themeIn(c), notices: notices.of(studio.id), unseen: notices.unseen(studio.id) };
  };

  app.use(async (c, next) => {
    // What changes something comes from Harbor's own pages. Browsers say so, and no page of another's can make them say otherwise.
    const own = c.req.header("Origin") === url;
    if (c.req.method === "POST" && c.req.path !== WEBHOOKS && !own) return c.text("This form is not Harbor's.", 403);
    await next();
    c.header("Content-Security-Policy", policies(apiOrigin));
    c.header("X-Content-Type-Options", "nosniff");
    c.header("Referrer-Policy", "same-origin");
    if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "no-store");
  });

  // For everybody

  app.get("/assets/*", c => {
    const asset = assets.get(c.req.path);
    if (!asset) return c.notFound();
    return c.body(asset.body, 200, { "Content-Type": asset.type, "Cache-Control": "no-cache" });
  });
  app.post(WEBHOOKS, c => receiver.handle(c.req.raw));

  app.get("/sign-in", c => c.html(signInPage({ theme: themeIn(c), studios, email: "", refused: false })));
  app.post("/sign-in", async c => {
    const { email, password } = await c.req.parseBody();
    const studio = studios.find(({ person }) => person.email === email && isSame(person.password, String(password)));
    if (!studio) return c.html(signInPage({ theme: themeIn(c), studios, email: String(email ?? ""), refused: true }), 401);
    const session = randomBytes(24).toString("base64url");
    memory.it.sessions[session] = studio.person.id;
    memory.keep();
    await setSignedCookie(c, SESSION, session, memory.it.cookieSecret, {
      httpOnly: true,
      sameSite: "Lax",
      path: "/",
      maxAge: WEEK_S,
    });
    return c.redirect("/", 303);
  });
  app.post("/theme", async c => {
    const { theme, from } = await c.req.parseBody();
    setCookie(c, THEME, themeOf(String(theme)), { httpOnly: true, sameSite: "Lax", path: "/", maxAge: 52 * WEEK_S });
    return c.redirect(/^\/[a-z-]*$/.test(String(from)) ? String(from) : "/", 303);
  });

  // For those who are signed in

  app.use(async (c, next) => {
    const session = (await getSignedCookie(c, memory.it.cookieSecret, SESSION)) || "";
    const studio = studioOf(memory.it.sessions[session] ?? "");
    if (studio) c.set("studio", studio);
    else return c.req.method === "GET" && wantsPage(c) ? c.redirect("/sign-in", 303) : c.text("Nobody is signed in.", 401);
    await next();
  });

  /** The one route the widgets need: it knows who is signed in, and gives a token for their own workspace and no other. */
  app.post("/placard-token", async c => {
    const studio = c.get("studio");
    const { id, name, role } = studio.person;
    const session = await placard.embedSessions.create({
      workspace_id: workspaceOf(studio),
      end_user: { external_id: id, name, role },
      components: ["connect", "composer", "calendar"],
      allowed_origins: [url],
      expires_in: 600,
    });
    return c.text(session.token);
  });

  app.post("/sign-out", async c => {
    const session = await getSignedCookie(c, memory.it.cookieSecret, SESSION);
    if (session) delete memory.it.sessions[session];
    memory.keep();
    deleteCookie(c, SESSION, { path: "/" });
    return c.redirect("/sign-in", 303);
  });

  app.get("/", async c => {
    const soon = await readSoon(placard.workspace(workspaceOf(c.get("studio"))));
    return c.html(todayPage(frameOf(c), soon));
  });
  app.get("/classes", c => c.html(classesPage(frameOf(c))));
  app.get("/social", c => c.html(socialPage(frameOf(c))));
  app.get("/channels", c => c.html(channelsPage(frameOf(c))));

  app.post("/classes/:id/share", async c => {
    const of = c.get("studio").classes.find(({ id }) => id === c.req.param("id"));
    if (!of) return c.notFound();
    const id = await draftOf(c.get("studio"), of);
    return wantsPage(c) ? c.redirect(`/social#post=${id}`, 303) : c.json({ post_id: id });
  });

  /** A draft with the class's text, for the composer to open: the same one until it is on its way. */
  async function draftOf(studio: Studio, of: YogaClass): Promise<string> {
    const next = nextOf(studio, of);
    const { posts, accounts } = placard.workspace(workspaceOf(studio));
    const place = `${studio.id} ${of.id} ${next.day}`;
    const before = memory.it.shared[place];
    const draft = before === undefined ? null : await posts.get(before).catch(() => null); // deleted: another takes its place
    if (draft?.status === "draft") return draft.id;
    const connected = (await accounts.list().toArray({ max: 100 })).filter(({ status }) => status === "connected");
    const [first] = [...connected.filter(({ handle }) => handle === studio.handle), ...connected];
    const post = await posts.create({
      text: shareText(studio, next),
      account_ids: first ? [first.id] : [],
      metadata: { class: of.id, day: next.day },
    });
    memory.it.shared[place] = post.id;
    memory.keep();
    return post.id;
  }

  /** What the bell is told, as it happens. */
  app.get("/notices", c =>
    streamSSE(c, async stream => {
      const stop = notices.listen(
        c.get("studio").id,
        notice => void stream.writeSSE({ event: "notice", data: JSON.stringify(notice) }),
      );
      stream.onAbort(stop);
      while (!stream.aborted) {
        await stream.write(": still here\n\n");
        await stream.sleep(PULSE_MS);
      }
    }),
  );
  app.post("/notices/seen", c => {
    notices.markSeen(c.get("studio").id);
    return c.body(null, 204);
  });

  app.onError((error, c) => {
    console.error(error);
    return c.text("That did not work. Try again in a moment.", 500);
  });
  app.notFound(c => (c.get("studio") ? c.html(missingPage(frameOf(c)), 404) : c.text("There is nothing here.", 404)));
  return app;
}

/** Nothing but Harbor's own files, and the API. */
const policies = (api: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${api}`,
    `img-src 'self' ${api} blob:`,
    `media-src ${api} blob:`,
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "trusted-types lit-html",
    "require-trusted-types-for 'script'",
  ].join("; ");

const wantsPage = (c: Context): boolean => c.req.header("Accept")?.includes("text/html") ?? false;

/** In a time that tells nothing of how much was right. A real product keeps a slow hash in place of the password. */
function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
