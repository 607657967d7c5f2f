import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from "lit";
import {
  type Dictionary,
  dictionaryOf,
  directionOf,
  firstLocale,
  formatNumber,
  loadDictionary,
  translate,
  type Values,
} from "../copy/copy.ts";
import { formatDate } from "../copy/dates.ts";
import { PlacardErrorEvent } from "../events/error.ts";
import { renderAvatar, type ShownProfile } from "../networks/avatar.ts";
import { loadMarks } from "../networks/marks.ts";
import { pageOptions, pageSession } from "../session/page.ts";
import type { Session, SessionState } from "../session/session.ts";
import { baseStyles } from "../theme/base-styles.ts";
import { ThemeController } from "../theme/theme-controller.ts";
import { icons } from "./icons.ts";
import { problemText } from "./problem-text.ts";

/** A skeleton shows only where the answer takes longer: what flashes up for a moment reads as a flicker. */
const SKELETON_AFTER_MS = 150;
/** A text stands in the live region so long that a screen reader has read it, and is gone before somebody finds it there by hand. */
const ANNOUNCED_MS = 5_000;

/**
 * What all widgets have: the page's session, the theme, the copy in the person's language, a live region, and the states in which there is nothing else to
 * show. A widget says in `renderContent` what it shows when it can.
 *
 * @attr {"light" | "dark" | "auto"} theme - `auto` follows the page, and the system where the page says nothing.
 * @attr {"comfortable" | "compact"} density - How large controls are, and how much air is between them.
 * @attr {string} locale - A BCP 47 tag; the workspace's language unless set.
 * @attr {string} time-zone - An IANA zone; the workspace's unless set.
 *
 * @fires {PlacardErrorEvent} placard-error - Something did not work, and the widget says so.
 *
 * @csspart root - Everything in it.
 * @csspart loading - The outline of what will be there.
 * @csspart error - What stands where there is nothing else to show: an error, a missing permission, nobody signed in.
 */
export abstract class PlacardElement extends LitElement {
  static override properties: PropertyDeclarations = {
    session: { attribute: false },
    theme: { reflect: true },
    density: { reflect: true },
    locale: {},
    copy: { attribute: false },
    timeZone: { attribute: "time-zone" },
  };
  static override styles: CSSResultGroup = baseStyles;

  /** Which session it uses; the page's unless set. */
  declare session: Session | null;
  /** `auto` follows the page, and the system where the page says nothing. */
  declare theme: "light" | "dark" | "auto";
  /** How large controls are, and how much air is between them. */
  declare density: "comfortable" | "compact";
  /** The language and customs, as a BCP 47 tag; the workspace's unless set. */
  declare locale: string | null;
  /** Texts by their key, in place of the widget's own. */
  declare copy: Dictionary;
  /** The IANA zone that times are shown in; the workspace's unless set. */
  declare timeZone: string | null;

  #watched: Session | null = null;
  #announced: ReturnType<typeof setTimeout> | undefined;
  #slow = false;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  #wantedLocale = "";
  #lastState: SessionState = "idle";
  #stopListening: (() => void) | null = null;

  constructor() {
    super();
    this.session = null;
    this.theme = "auto";
    this.density = "comfortable";
    this.locale = null;
    this.copy = {};
    this.timeZone = null;
    new ThemeController(this);
  }

  /** The English texts of this widget, its own and the shared ones. */
  protected abstract get english(): Dictionary;
  /** What its session must allow for it to be of any use. */
  protected abstract get neededScopes(): readonly string[];
  /** What it shows when its session is ready. */
  protected abstract renderContent(): unknown;
  /** The outline of what will be there, while it is not. */
  protected abstract renderSkeleton(): unknown;
  /** Reads what it shows; called whenever a session becomes ready, and again after a log-out. */
  protected abstract load(): void;
  /** Forgets everything that was read with the session that ended. */
  protected abstract forget(): void;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch();
    loadMarks().then(
      came => came && this.requestUpdate(),
      error => this.report(error), // names stand where marks would
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // It would come back as a part of the page that nothing lies behind.
    this.renderRoot.querySelector("dialog")?.close();
    this.#unwatch();
    clearTimeout(this.#announced);
    clearTimeout(this.#slowTimer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("session") && this.isConnected) this.#watch();
    const locale = this.usedLocale;
    if (locale === this.#wantedLocale) return;
    this.#wantedLocale = locale;
    loadDictionary(locale).then(
      came => came && this.requestUpdate(),
      error => this.report(error), // in English, which it has
    );
  }

  /** The session in use: its own, or the page's. Null while the page has configured none. */
  protected get activeSession(): Session | null {
    return this.session ?? pageSession();
  }

  /**
   * What the organization's brand says of the theme.
   * @internal
   */
  get brandTokens(): Readonly<Record<string, string>> {
    return this.activeSession?.current?.brand.tokens ?? {};
  }

  /** The session in use, for code that runs only while there is one. @throws {Error} when there is none */
  protected get api(): Session["api"] {
    const session = this.#watched;
    if (!session) throw new Error("the widget has no session");
    return session.api;
  }

  protected can(scope: string): boolean {
    return this.activeSession?.can(scope) ?? false;
  }

  /** The locale in use: the element's, the page's, the workspace's, the document's, the browser's. */
  get usedLocale(): string {
    return firstLocale([
      this.locale,
      pageOptions().locale,
      this.activeSession?.current?.language,
      document.documentElement.lang,
      navigator.language,
    ]);
  }

  /** The zone in use: the element's, or the workspace's. */
  protected get usedTimeZone(): string {
    return this.timeZone ?? this.activeSession?.current?.time_zone ?? "UTC";
  }

  /** The text of a key of the copy. */
  protected t(key: string, values?: Values): string {
    const locale = this.usedLocale;
    return translate([this.copy, pageOptions().copy, dictionaryOf(locale), this.english], locale, key, values);
  }

  protected formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
    return formatNumber(this.usedLocale, value, options);
  }

  /** An instant as the locale writes it, in the zone in use. */
  protected formatDate(at: string | number | Date, options: Intl.DateTimeFormatOptions): string {
    return formatDate(this.usedLocale, new Date(at), { timeZone: this.usedTimeZone, ...options });
  }

  /** A profile's picture, or the first letter of its name. */
  protected renderAvatar(profile: ShownProfile): TemplateResult {
    return renderAvatar(profile, this.activeSession?.apiOrigin ?? null);
  }

  /** Has a screen reader say it when it has said what it is at. */
  protected announce(text: string): void {
    const region = this.renderRoot.querySelector("[data-live]");
    if (!region) return;
    // The same text twice is said twice only when the region was empty in between.
    region.textContent = "";
    clearTimeout(this.#announced);
    requestAnimationFrame(() => {
      region.textContent = text;
      this.#announced = setTimeout(() => {
        region.textContent = "";
      }, ANNOUNCED_MS);
    });
  }

  /** Tells the page of an error that the person sees in the widget. */
  protected report(error: unknown): void {
    if (error instanceof DOMException && error.name === "AbortError") return;
    // A person is told what to do; whoever builds the page, what was the matter.
    if (this.dispatchEvent(new PlacardErrorEvent(error))) console.warn(`<${this.localName}>`, error);
  }

  /** An error in words of the person's, with a way on where there is one. */
  protected renderProblem(error: unknown, retry: (() => void) | null): TemplateResult {
    const said = problemText(error);
    return html`<div class="state" part="error" role="group">
      ${said.key === "error.permission" || said.key === "error.ended" ? icons.lock : icons.alert}
      <p>${this.t(said.key, said.values)}</p>
      ${said.reference ? html`<p class="small muted">${this.t("error.reference", { id: said.reference })}</p>` : nothing}
      ${said.retry && retry ? html`<button type="button" class="button" @click=${retry}>${this.t("common.retry")}</button>` : nothing}
    </div>`;
  }

  protected override render(): TemplateResult {
    const locale = this.usedLocale;
    return html`<div class="root" part="root" lang=${locale} dir=${directionOf(locale)}>
      ${this.#renderState()}
      <div class="visually-hidden" role="status" aria-live="polite" data-live></div>
    </div>`;
  }

  #renderState(): unknown {
    const session = this.activeSession;
    const state = session?.state ?? "idle";
    if (state === "ended") return this.#renderPlain(icons.lock, "error.ended");
    if (session && state === "failed") return this.renderProblem(session.error, () => void session.start());
    if (!session || state !== "ready") {
      if (!session && this.#slow) return this.#renderPlain(icons.info, "error.unconfigured");
      return this.renderWaiting();
    }
    if (!this.neededScopes.every(scope => session.can(scope))) return this.#renderPlain(icons.lock, "error.permission");
    return this.renderContent();
  }

  /** The skeleton, once it has taken long enough to be worth one. */
  protected renderWaiting(): TemplateResult {
    this.#slowTimer ??= setTimeout(() => {
      this.#slow = true;
      if (!this.activeSession) console.warn(`<${this.localName}> waits for configure({ fetchToken }).`);
      this.requestUpdate();
    }, SKELETON_AFTER_MS);
    return html`<div aria-busy="true" part="loading">
      <span class="visually-hidden">${this.t("common.loading")}</span>
      ${this.#slow ? html`<div aria-hidden="true">${this.renderSkeleton()}</div>` : nothing}
    </div>`;
  }

  #renderPlain(icon: unknown, key: string): TemplateResult {
    return html`<div class="state" part="error">${icon}<p>${this.t(key)}</p></div>`;
  }

  /** Follows the session in use, and begins it where it has not begun. */
  #watch(): void {
    this.#stopListening ??= pageOptions.listen(() => {
      this.#watch();
      this.requestUpdate();
    });
    const session = this.activeSession;
    if (session === this.#watched) return;
    this.#watched?.removeEventListener("change", this.#changed);
    if (this.#watched) this.forget();
    this.#watched = session;
    if (!session) return;
    session.addEventListener("change", this.#changed);
    this.#lastState = "idle";
    if (session.state === "idle") void session.start();
    else this.#changed();
  }

  #unwatch(): void {
    this.#watched?.removeEventListener("change", this.#changed);
    this.#watched = null;
    this.#stopListening?.();
    this.#stopListening = null;
  }

  readonly #changed = (): void => {
    const session = this.#watched;
    const state = session?.state ?? "idle";
    if (state !== this.#lastState) {
      this.#lastState = state;
      if (state === "ready" && this.neededScopes.every(scope => session?.can(scope))) this.load();
      if (state === "ended") this.forget();
      if (state === "failed") this.report(session?.error);
    }
    this.requestUpdate();
  };
}
