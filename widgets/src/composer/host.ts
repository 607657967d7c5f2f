import type { Values } from "../copy/copy.ts";
import type { Session } from "../session/session.ts";
import type { Draft } from "./draft.ts";

/** What a part of the composer that is loaded when it is needed has of the composer. */
export interface Host {
  readonly session: Session;
  readonly locale: string;
  readonly draft: Draft;
  readonly root: ShadowRoot;
  t(key: string, values?: Values): string;
  can(scope: string): boolean;
  /** Renders the composer anew. */
  update(): void;
  /** Has a screen reader say it. */
  announce(text: string): void;
  /** Tells the page of an error that the person sees. */
  report(error: unknown): void;
  formatNumber(value: number, options?: Intl.NumberFormatOptions): string;
  formatDate(at: string | number, options: Intl.DateTimeFormatOptions): string;
  /** Changes the draft, which is kept and shown. */
  edit(change: (draft: Draft) => Draft): void;
}
