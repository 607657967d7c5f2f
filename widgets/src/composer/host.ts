import type { CSSResult, TemplateResult } from "lit";
import type { Dictionary, Values } from "../copy/copy.ts";
import type { ShownProfile } from "../networks/avatar.ts";
import type { Session } from "../session/session.ts";
import type { Draft } from "./draft.ts";

/** What the composer's parts have of it, be they there at once or loaded when they are needed. */
export interface Host {
  readonly session: Session;
  readonly locale: string;
  readonly timeZone: string;
  readonly draft: Draft;
  readonly root: ShadowRoot;
  t(key: string, values?: Values): string;
  can(scope: string): boolean;
  /** Takes up the styles and the English texts of a part that came later. */
  adopt(styles: readonly CSSResult[], texts?: Dictionary): void;
  /** Renders the composer anew. */
  update(): void;
  /** Has a screen reader say it. */
  announce(text: string): void;
  /** Tells the page of an error that the person sees. */
  report(error: unknown): void;
  /** Says in the composer, and has a screen reader say, that something was done. */
  tell(text: string): void;
  /** Says in the composer what did not work. */
  refused(error: unknown): void;
  /** Moves the focus, once what it goes to is there. */
  focus(selector: string): void;
  renderAvatar(profile: ShownProfile): TemplateResult;
  formatNumber(value: number, options?: Intl.NumberFormatOptions): string;
  formatDate(at: string | number, options: Intl.DateTimeFormatOptions): string;
  /** Changes the draft, which is kept and shown. */
  edit(change: (draft: Draft) => Draft): void;
}
