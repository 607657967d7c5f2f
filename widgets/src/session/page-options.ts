import type { Dictionary } from "../copy/copy.ts";
import { forgetDrafts } from "./kept-drafts.ts";
import type { Session, SessionOptions } from "./session.ts";

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
  /** Made when a widget asks for it: whoever only says how the API is reached, as the loader does, needs none of the code that reaches it. */
  session: Session | null;
  /** Whether somebody logged out since it was configured last. */
  ended: boolean;
  readonly changes: EventTarget;
}
const KEY = Symbol.for("placard.page");
const shared = globalThis as { [KEY]?: Page };
shared[KEY] ??= { options: null, session: null, ended: false, changes: new EventTarget() };
export const page: Page = shared[KEY];

/**
 * Says how the widgets of this page reach the API. An earlier session is logged out.
 *
 * @throws {TypeError} without `fetchToken`, unless it is a demo
 */
export function configurePage(options: PageOptions): void {
  if (!options?.demo && typeof options?.fetchToken !== "function")
    throw new TypeError("configure needs fetchToken: a function that gives a token.");
  page.session?.logout();
  page.options = options;
  page.session = null;
  page.ended = false;
  page.changes.dispatchEvent(new Event("change"));
}

/**
 * Forgets the token and what was read with it. Widgets say that nobody is signed in, until `configure` is called again. What the person wrote and did not save
 * goes from this device too, unless `keepDrafts`: whoever uses it next could read it.
 */
export function logout({ keepDrafts = false }: { readonly keepDrafts?: boolean } = {}): void {
  const current = page.session?.current;
  page.ended = true;
  page.session?.logout();
  if (current && !keepDrafts) forgetDrafts({ workspaceId: current.workspace_id, userId: current.end_user.external_id });
}
