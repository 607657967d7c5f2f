import { configurePage, type PageOptions, page } from "./page-options.ts";
import { Session, type SessionOptions } from "./session.ts";

/** A session that needs nobody: its answers come out of the page itself. The address is none that could be reached. */
const DEMO: SessionOptions = {
  fetchToken: async () => "demo",
  apiUrl: "https://demo.invalid",
  fetch: async request => (await import("../demo/demo-api.ts")).demoFetch(request),
};

/** The page's session; null while it is not configured. */
export const pageSession = (): Session | null => page.session ?? (page.options && begin(page.options));

function begin({ fetchToken, demo = false, ...options }: PageOptions): Session {
  const session = new Session(fetchToken && !demo ? { ...options, fetchToken } : DEMO);
  page.session = session;
  if (page.ended) session.logout();
  return session;
}

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
 * @example configure({ fetchToken: () => fetch("/placard-token", { method: "POST" }) });
 * @throws {TypeError} without `fetchToken`, unless it is a demo
 */
export function configure(options: PageOptions): Session {
  configurePage(options);
  return page.session ?? begin(options);
}
