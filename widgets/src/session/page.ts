import type { Dictionary } from "../copy/copy.ts";
import { Session, type SessionOptions } from "./session.ts";

/** What a page says once for all its widgets: `fetchToken`, or `demo`. */
export interface PageOptions extends Partial<SessionOptions> {
  /** Shows made-up accounts and posts, kept in this page alone: for documentation and for trying the widgets, without a key and without a server. */
  readonly demo?: boolean;
  /** The language and customs, as a BCP 47 tag; the workspace's unless said. */
  readonly locale?: string;
  /** Texts by their key, in place of the widgets' own. */
  readonly copy?: Dictionary;
}

/**
 * One place for all copies of this module that a page may hold: a bundle of the vendor's with the composer in it and a script of ours with the calendar share
 * one session.
 */
interface Page {
  options: PageOptions | null;
  session: Session | null;
  readonly changes: EventTarget;
}
const KEY = Symbol.for("placard.page");
const shared = globalThis as { [KEY]?: Page };
shared[KEY] ??= { options: null, session: null, changes: new EventTarget() };
const page = shared[KEY];

/** A session that needs nobody: its answers come out of the page itself. The address is none that could be reached. */
const DEMO: SessionOptions = {
  fetchToken: async () => "demo",
  apiUrl: "https://demo.invalid",
  fetch: async request => (await import("../demo/demo-api.ts")).demoFetch(request),
};

/** The page's session; null while it is not configured. */
export const pageSession = (): Session | null => page.session;

/** What the page said, as far as it did. */
export function pageOptions(): Partial<PageOptions> {
  return page.options ?? {};
}
/** Calls back whenever the page is configured anew, until the returned function is called. */
pageOptions.listen = (changed: () => void): (() => void) => {
  page.changes.addEventListener("change", changed);
  return () => page.changes.removeEventListener("change", changed);
};

/**
 * Says how the widgets of this page reach the API, once and before or after they are there. Called again, the earlier session is logged out and they begin
 * anew with this one: for another person, or another workspace.
 *
 * @example configure({ fetchToken: () => fetch("/placard-token", { method: "POST" }).then(r => r.text()) });
 * @throws {TypeError} without `fetchToken`, unless it is a demo
 */
export function configure(options: PageOptions): Session {
  const { fetchToken, demo = false } = options ?? {};
  if (!demo && typeof fetchToken !== "function")
    throw new TypeError("configure needs fetchToken: a function that gives a token.");
  page.session?.logout();
  page.options = options;
  page.session = new Session(fetchToken && !demo ? { ...options, fetchToken } : DEMO);
  page.changes.dispatchEvent(new Event("change"));
  return page.session;
}

/** Forgets the token and what was read with it. Widgets say that nobody is signed in, until `configure` is called again. */
export function logout(): void {
  page.session?.logout();
}
