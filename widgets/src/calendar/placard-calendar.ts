import type { Account, components, ListedPost, Post } from "@placard/sdk/core";
import { type CSSResultGroup, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { type Dictionary, directionOf } from "../copy/copy.ts";
import { formatDate, formatRange } from "../copy/dates.ts";
import english from "../copy/en/calendar.ts";
import shared from "../copy/en/shared.ts";
import { icons } from "../element/icons.ts";
import { modal } from "../element/modal.ts";
import { PlacardElement } from "../element/placard-element.ts";
import { beginAt, placeAt } from "../element/place-at.ts";
import { problemText } from "../element/problem-text.ts";
import { PlacardPostMovingEvent } from "../events/post-moving.ts";
import { PlacardPostOpeningEvent } from "../events/post-opening.ts";
import { PlacardPostScheduledEvent } from "../events/post-scheduled.ts";
import { networkMark } from "../networks/marks.ts";
import type { LiveMessage } from "../session/live.ts";
import { baseStyles } from "../theme/base-styles.ts";
import type { ClockChange } from "../time/clock-change.ts";
import { tomorrowAtNine, wallClock, zoneName } from "../time/wall-clock.ts";
import { firstDayOfWeek } from "../time/week.ts";
import { askToCompose } from "./ask-composer.ts";
import {
  addDays,
  addMonths,
  type Day,
  dateOf,
  daysFrom,
  firstOfMonth,
  firstOfWeek,
  localAt,
  minuteOf,
  weeksOfMonth,
} from "./days.ts";
import type { Details, Step } from "./details.ts";
import { followDrag, type Place, STEP_MINUTES } from "./drag.ts";
import {
  canMove,
  type Entry,
  EVERYTHING,
  type Filter,
  MOST,
  moved,
  NOTHING,
  type PostStatus,
  readSpan,
  type Span,
  withPost,
} from "./entries.ts";
import { calendarIcons } from "./icons.ts";
import { lanesOf } from "./lanes.ts";
import type { FreeSlot, SlotsEditor } from "./slots.ts";
import { calendarStyles } from "./styles.ts";

type Campaign = components["schemas"]["Campaign"];
type Clocks = typeof import("./clocks.ts");
export type View = "month" | "week" | "list";

const TEXTS: Dictionary = { ...shared, ...english };
/** A day's cell shows so many posts, the rest behind a button. */
const SHOWN = 3;
/** The list shows so many days from the one chosen. */
const LIST_DAYS = 28;
/** Events come in flocks, such as a publication's: they are read once. */
const SETTLE_MS = 250;
/** More changed posts than this are read with the whole view. */
const READ_MOST = 10;
/** The hour a week's view begins at; what is earlier is scrolled to. */
const MORNING = 7;
/** So long a move can be taken back by its own button. */
const UNDO_MS = 8_000;
/** States that can be filtered by, in the order of a post's life. */
const STATUSES: readonly PostStatus[] = [
  "pending_approval",
  "approved",
  "scheduled",
  "publishing",
  "published",
  "partly_published",
  "failed",
  "uncertain",
  "cancelled",
];

/** A post that is being moved by the keyboard, and where it would come to stand. */
interface Moving {
  readonly entry: Entry;
  readonly day: Day;
  readonly minute: number;
}

/**
 * The posts of a workspace by the time they are published at: a month, a week with its hours, or a list. Posts are moved by drag, by keyboard and by a dialog,
 * keep their wall-clock time across changes of the clocks, show their state and what to do about a problem, and change while one looks.
 *
 * @tag placard-calendar
 * @attr {"month" | "week" | "list"} view - How much of the time is shown, and how.
 * @attr {string} date - A day that the view shows, `2026-11-24`; today unless set.
 *
 * @fires {PlacardComposeEvent} placard-compose - Somebody wants to write a post, for a time where one was chosen. Cancelable: then the page shows its composer itself.
 * @fires {PlacardPostOpeningEvent} placard-post-opening - A post was opened. Cancelable: then no details are shown here.
 * @fires {PlacardPostEditingEvent} placard-post-editing - Somebody wants to edit a post. Cancelable: then the page shows its composer itself.
 * @fires {PlacardPostMovingEvent} placard-post-moving - A post is about to be moved. Cancelable: then it stays.
 * @fires {PlacardPostScheduledEvent} placard-post-scheduled - A post was moved, or is to be published now.
 *
 * @csspart notice - What was done last, or did not work.
 * @csspart entry - One post.
 * @csspart dialog - The dialog over the page.
 */
export class PlacardCalendar extends PlacardElement {
  static override properties: PropertyDeclarations = {
    ...PlacardElement.properties,
    view: { reflect: true },
    date: {},
  };
  static override styles: CSSResultGroup = [baseStyles, calendarStyles];

  /** How much of the time is shown, and how. */
  declare view: "month" | "week" | "list";
  /** A day that the view shows, `2026-11-24`; today unless set. */
  declare date: string | null;

  #span: Span = NOTHING;
  #loaded = false;
  #error: unknown = null;
  #accounts: readonly Account[] = [];
  #campaigns: readonly Campaign[] = [];
  #filter: Filter = EVERYTHING;
  #filtering = false;
  #reading: AbortController | null = null;
  #readFor = "";
  #stopListening: (() => void) | null = null;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #settlingPosts: ReturnType<typeof setTimeout> | undefined;
  readonly #changed = new Set<string>();
  /** The day that has the focus in the grid, or whose posts are listed where a month has no room for them. */
  #selected: Day | null = null;
  #moving: Moving | null = null;
  #notice: { readonly text: string; readonly undo: (() => void) | null; readonly danger: boolean } | null = null;
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;
  /** The day whose posts a dialog lists. */
  #day: Day | null = null;
  #details: Details | null = null;
  #texts: Dictionary = TEXTS;
  #clocks: Clocks | null = null;
  #freeSlots: ReadonlyMap<Day, readonly FreeSlot[]> = new Map();
  #slots: SlotsEditor | null = null;
  #opened: { readonly id: string; readonly post: Post | null; readonly step: Step; readonly problem: string | null } | null =
    null;
  #busy = false;

  constructor() {
    super();
    this.view = "month";
    this.date = null;
  }

  protected override get english(): Dictionary {
    return this.#texts;
  }

  protected override get neededScopes(): readonly string[] {
    return ["posts:read", "accounts:read"];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override load(): void {
    this.#stop();
    this.#stopListening =
      this.activeSession?.live.listen(message => {
        if (message.type === "reset") this.#readSoon();
        else if ("data" in message) this.#take(message);
      }) ?? null;
    void this.#readLists();
    void this.refresh();
  }

  protected override forget(): void {
    this.#stop();
    this.#span = NOTHING;
    this.#loaded = false;
    this.#error = null;
    this.#opened = null;
    this.#day = null;
  }

  #stop(): void {
    this.#stopListening?.();
    this.#stopListening = null;
    this.#reading?.abort();
    this.#reading = null;
    clearTimeout(this.#settling);
    clearTimeout(this.#settlingPosts);
    clearTimeout(this.#noticeTimer);
    if (this.#moving) this.#endMoving();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.#loaded && this.#rangeKey !== this.#readFor) void this.refresh();
  }

  // The days it shows

  get #today(): Day {
    return wallClock(Date.now(), this.usedTimeZone).slice(0, 10);
  }

  get #anchor(): Day {
    return this.date ?? this.#today;
  }

  get #firstWeekday(): number {
    return firstDayOfWeek(this.usedLocale);
  }

  get #days(): readonly Day[] {
    if (this.view === "month") return weeksOfMonth(this.#anchor, this.#firstWeekday).flat();
    if (this.view === "week") return daysFrom(firstOfWeek(this.#anchor, this.#firstWeekday), 7);
    return daysFrom(this.#anchor, LIST_DAYS);
  }

  get #rangeKey(): string {
    const days = this.#days;
    return JSON.stringify([days[0], days.at(-1), this.usedTimeZone, this.#filter]);
  }

  #turn(by: -1 | 1): void {
    this.date =
      this.view === "month"
        ? addMonths(firstOfMonth(this.#anchor), by)
        : addDays(this.#anchor, by * (this.view === "week" ? 7 : LIST_DAYS));
    this.#selected = null;
  }

  // Reading

  /** Reads what the view shows anew. */
  async refresh(): Promise<void> {
    const key = this.#rangeKey;
    const days = this.#days;
    const [first = "", last = ""] = [days[0], days.at(-1)];
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.#readFor = key;
    try {
      const span = await readSpan(this.api, first, last, this.usedTimeZone, this.#filter, reading.signal);
      if (reading.signal.aborted) return;
      this.#span = span;
      this.#loaded = true;
      this.#error = null;
      void this.#readSlots(first, last);
    } catch (error) {
      if (reading.signal.aborted) return;
      this.#error = error;
      this.report(error);
    }
    this.requestUpdate();
  }

  /** An event of a post tells the whole of it: nothing has to be read. One of a target tells of its post's state only that it may have changed. */
  #take({ type, data }: Exclude<LiveMessage, { type: "reset" }>): void {
    if (!this.#loaded) return;
    const { post, target } = data as { readonly post?: ListedPost; readonly target?: { readonly post_id: string } };
    if (type.startsWith("post.") && post) this.#show(post, type === "post.deleted");
    else if (type.startsWith("target.") && target) this.#readPostSoon(target.post_id);
  }

  #show(post: ListedPost, deleted: boolean): void {
    const days = this.#days;
    const shown = { first: days[0] ?? "", last: days.at(-1) ?? "", timeZone: this.usedTimeZone, filter: this.#filter };
    this.#span = withPost(this.#span, post, deleted, shown);
    if (this.#opened?.id === post.id && !deleted) void this.#readOpened(post.id);
    this.requestUpdate();
  }

  #readPostSoon(id: string): void {
    this.#changed.add(id);
    clearTimeout(this.#settlingPosts);
    this.#settlingPosts = setTimeout(() => {
      const ids = [...this.#changed];
      this.#changed.clear();
      if (ids.length > READ_MOST) void this.refresh();
      else
        for (const one of ids)
          this.api.call("GET /v1/posts/{post_id}", one).then(
            post => this.#show(post, false),
            error => this.report(error),
          );
    }, SETTLE_MS);
  }

  /** Free slots stand behind the posts: they come when these are there, and nobody waits for them. */
  async #readSlots(first: Day, last: Day): Promise<void> {
    if (!this.can("slots:read") || last < this.#today || this.#accounts.length === 0) return;
    try {
      const { readFreeSlots } = await import("./slots.ts");
      const { accountId } = this.#filter;
      const accounts = this.#accounts.filter(({ id }) => accountId === null || id === accountId);
      const slots = await readFreeSlots(this.api, accounts, first, last, this.usedTimeZone);
      if (this.#days[0] !== first) return;
      this.#freeSlots = slots;
      this.requestUpdate();
    } catch (error) {
      this.report(error);
    }
  }

  async #openSlots(): Promise<void> {
    const { SlotsEditor } = await import("./slots.ts");
    this.#slots = new SlotsEditor(
      {
        api: this.api,
        locale: this.usedLocale,
        firstWeekday: this.#firstWeekday,
        t: (key, values) => this.t(key, values),
        changed: () => this.requestUpdate(),
        failed: error => {
          this.report(error);
          const { key, values } = problemText(error);
          return this.t(key, values);
        },
        saved: () => {
          this.#close();
          this.#tell(this.t("calendar.slots.saved"), null);
          this.#readSoon();
        },
        close: this.#close,
      },
      this.#accounts.filter(({ status }) => status !== "disconnected"),
    );
    this.requestUpdate();
  }

  #readSoon(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      void this.refresh();
      if (this.#opened?.post) void this.#readOpened(this.#opened.id);
    }, SETTLE_MS);
  }

  async #readLists(): Promise<void> {
    try {
      this.#clocks = await import("./clocks.ts");
      const [accounts, campaigns] = await Promise.all([
        this.api.call("GET /v1/accounts query page", { limit: 250 }).toArray(),
        this.api.call("GET /v1/campaigns query page", { limit: 250 }).toArray({ max: 250 }),
      ]);
      this.#accounts = accounts;
      this.#campaigns = campaigns;
      this.requestUpdate();
      const days = this.#days;
      void this.#readSlots(days[0] ?? "", days.at(-1) ?? "");
    } catch (error) {
      this.report(error); // the calendar works without its filters, and without marking where the clocks change
    }
  }

  // Moving

  #place(entry: Entry, { day, minute }: Place): void {
    const local = localAt(day, minute ?? minuteOf(entry.local));
    if (local !== entry.local.slice(0, 16)) void this.#move(entry.post, local);
  }

  /**
   * Moves a post to a local time of the calendar's zone. It is shown there at once, and back where it was when the API refuses.
   *
   * @param at the instant that is meant, where it goes back to it: a local time may come twice
   */
  async #move(post: ListedPost | Post, local: string, at?: string): Promise<void> {
    if (local <= wallClock(Date.now(), this.usedTimeZone)) {
      this.#tell(this.t("calendar.past"), null, true);
      return;
    }
    if (!this.dispatchEvent(new PlacardPostMovingEvent(post.id, local))) return;
    const before = this.#span;
    this.#span = moved(before, post.id, local);
    this.requestUpdate();
    try {
      const { schedule } = post;
      const when = at ? { at } : { local_time: local, time_zone: this.usedTimeZone };
      const answer = await this.api.call("POST /v1/posts/{post_id}/schedule body keyed", post.id, when);
      this.dispatchEvent(new PlacardPostScheduledEvent(answer));
      this.#tell(
        at ? this.t("calendar.undone", { time: this.#timeOf(local) }) : this.#saying("calendar.moved", local),
        at || !schedule ? null : () => void this.#move(post, wallClock(Date.parse(schedule.at), this.usedTimeZone), schedule.at),
      );
      this.#readSoon();
    } catch (error) {
      this.#span = before;
      this.#failed(error);
    }
  }

  /** Says that a post comes to stand at a local time: at the time that becomes, and what the clocks do there. */
  #saying(key: string, local: string): string {
    const change = this.#clocks?.changeAt(local, this.usedTimeZone);
    return this.t(key, { time: this.#timeOf(change?.shows ?? local) }) + this.#changeText(change);
  }

  #changeText(change: ClockChange | null | undefined): string {
    if (!change) return "";
    return ` ${this.t(`calendar.clocks.${change.kind}`, { from: this.#clock(change.from), to: this.#clock(change.to) })}`;
  }

  #timeOf(local: string): string {
    return formatDate(this.usedLocale, Date.parse(`${local}:00Z`), { timeZone: "UTC", dateStyle: "full", timeStyle: "short" });
  }

  readonly #press = (event: PointerEvent, entry: Entry): void => {
    if (!canMove(entry.post) || !this.can("posts:publish")) return;
    followDrag(event, this.renderRoot as ShadowRoot, {
      over: place => this.#mark(place),
      drop: place => {
        this.#mark(null);
        this.#place(entry, place);
      },
      cancel: () => this.#mark(null),
    });
  };

  /** Shows where a post would come to stand. By itself: a whole view is not rendered anew for each step of a drag. */
  #mark(place: Place | null): void {
    for (const marked of this.renderRoot.querySelectorAll(".over")) marked.classList.remove("over");
    if (place) this.renderRoot.querySelector(`.grid [data-day="${place.day}"]`)?.classList.add("over");
  }

  #beginMoving(entry: Entry): void {
    this.#moving = { entry, day: entry.local.slice(0, 10), minute: minuteOf(entry.local) };
    // The post itself may leave the view on the way, and the focus with it.
    addEventListener("keydown", this.#moveByKey, { capture: true });
    addEventListener("pointerdown", this.#giveUpMoving, { capture: true });
    this.announce(this.t("calendar.moving"));
    this.requestUpdate();
  }

  /** The keys while a post is being moved. */
  readonly #moveByKey = (event: KeyboardEvent): void => {
    if (!this.#moving) return;
    const { entry, day, minute } = this.#moving;
    const rtl = directionOf(this.usedLocale) === "rtl" ? -1 : 1;
    const hours = this.view === "week";
    const step = (days: number, minutes = 0): void => {
      const to = Math.max(0, Math.min(24 * 60 - STEP_MINUTES, minute + minutes));
      this.#moving = { entry, day: addDays(day, days), minute: to };
      this.announce(this.#saying("calendar.moving.to", localAt(this.#moving.day, to)));
      if (!this.#days.includes(this.#moving.day)) this.date = this.#moving.day;
      void this.updateComplete.then(() => this.#mark(this.#moving && { day: this.#moving.day, minute: null }));
    };
    const keys: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => step(-rtl),
      ArrowRight: () => step(rtl),
      ArrowUp: () => (hours ? step(0, -STEP_MINUTES) : step(-7)),
      ArrowDown: () => (hours ? step(0, STEP_MINUTES) : step(7)),
      PageUp: () => step(hours ? -7 : -28),
      PageDown: () => step(hours ? 7 : 28),
      Enter: () => {
        this.#endMoving();
        this.#place(entry, { day, minute });
      },
      " ": () => keys["Enter"]?.(),
      Escape: this.#giveUpMoving,
      Tab: this.#giveUpMoving,
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
    this.requestUpdate();
  };

  readonly #giveUpMoving = (): void => {
    this.#endMoving();
    this.announce(this.t("calendar.moving.cancelled"));
  };

  #endMoving(): void {
    const id = this.#moving?.entry.post.id;
    this.#moving = null;
    this.#mark(null);
    removeEventListener("keydown", this.#moveByKey, { capture: true });
    removeEventListener("pointerdown", this.#giveUpMoving, { capture: true });
    this.requestUpdate();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#entry-${id}, #listed-${id}`)?.focus());
  }

  // Saying what happened

  #tell(text: string, undo: (() => void) | null, danger = false): void {
    this.#notice = { text, undo, danger };
    this.announce(text);
    clearTimeout(this.#noticeTimer);
    // What went wrong stays until it is closed.
    if (!danger)
      this.#noticeTimer = setTimeout(() => {
        this.#notice = null;
        this.requestUpdate();
      }, UNDO_MS);
    this.requestUpdate();
  }

  #failed(error: unknown): void {
    if (error instanceof DOMException && error.name === "AbortError") return;
    const { key, values } = problemText(error);
    this.report(error);
    this.#tell(this.t(key, values), null, true);
  }

  // Opening

  #open(post: ListedPost): void {
    if (!this.dispatchEvent(new PlacardPostOpeningEvent(post.id))) return;
    this.#day = null;
    this.#opened = { id: post.id, post: null, step: "details", problem: null };
    this.requestUpdate();
    void this.#readOpened(post.id);
  }

  async #readOpened(id: string): Promise<void> {
    try {
      const [details, post] = await Promise.all([import("./details.ts"), this.api.call("GET /v1/posts/{post_id}", id)]);
      this.#details = details;
      this.#texts = { ...TEXTS, ...details.detailsTexts };
      if (this.#opened?.id === id) this.#opened = { ...this.#opened, post };
    } catch (error) {
      this.#opened = null;
      this.#failed(error);
    }
    this.requestUpdate();
  }

  /** Does something with the opened post, says what became of it, and closes the details unless they are still of use. */
  async #act(work: () => Promise<string | null>, keepOpen = false): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.requestUpdate();
    try {
      const said = await work();
      if (said !== null) this.#tell(said, null);
      if (!keepOpen) this.#opened = null;
      this.#readSoon();
    } catch (error) {
      const { key, values } = problemText(error);
      this.report(error);
      if (this.#opened) this.#opened = { ...this.#opened, problem: this.t(key, values) };
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }

  // What it shows

  protected override renderSkeleton(): TemplateResult {
    const cell = html`<div class="cell"><span class="skeleton line"></span><span class="skeleton line"></span></div>`;
    const week = html`<div class="week-row">${Array.from({ length: 7 }, () => cell)}</div>`;
    return html`<div class="grid">${Array.from({ length: 5 }, () => week)}</div>`;
  }

  protected override renderContent(): unknown {
    if (this.#error !== null && !this.#loaded) return this.renderProblem(this.#error, () => void this.refresh());
    if (!this.#loaded) return this.renderWaiting();
    return html`${this.#renderBar()} ${this.#filtering ? this.#renderFilters() : nothing} ${this.#renderNotice()} ${this.#renderView()}
    ${this.#renderDialog()}`;
  }

  #renderBar(): TemplateResult {
    const turn = (by: -1 | 1): TemplateResult =>
      html`<button
        type="button"
        class="button icon turn"
        aria-label=${this.t(`calendar.${by < 0 ? "previous" : "next"}.${this.view}`)}
        @click=${() => this.#turn(by)}
      >
        ${by < 0 ? calendarIcons.previous : calendarIcons.next}
      </button>`;
    const views: readonly View[] = ["month", "week", "list"];
    const filtered = Object.values(this.#filter).some(one => one !== null);
    return html`<div class="bar">
      <h2 class="grow" aria-live="polite">${this.#renderTitle()}</h2>
      <div class="row">
        ${turn(-1)}
        <button
          type="button"
          class="button"
          @click=${() => {
            this.date = null;
            this.#selected = null;
            this.requestUpdate();
          }}
        >
          ${this.t("calendar.today")}
        </button>
        ${turn(1)}
      </div>
      <div class="switch" role="group" aria-label=${this.t("calendar.view")}>
        ${views.map(
          view =>
            html`<button
              type="button"
              class="button small"
              aria-pressed=${this.view === view}
              @click=${() => {
                this.view = view;
              }}
            >
              ${this.t(`calendar.view.${view}`)}
            </button>`,
        )}
      </div>
      <button
        type="button"
        class="button"
        aria-expanded=${this.#filtering}
        aria-pressed=${filtered}
        @click=${() => {
          this.#filtering = !this.#filtering;
          this.requestUpdate();
        }}
      >
        ${this.t("calendar.filter")}
      </button>
      ${
        this.can("slots:write") && this.#accounts.length > 0
          ? html`<button type="button" class="button" @click=${() => void this.#openSlots()}>${this.t("calendar.slots")}</button>`
          : nothing
      }
      ${
        this.can("posts:write")
          ? html`<button type="button" class="button primary" @click=${() => askToCompose(this, null)}>
              ${icons.add}${this.t("calendar.new")}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderTitle(): string {
    const days = this.#days;
    const [first, last] = [dateOf(days[0] ?? this.#anchor), dateOf(days.at(-1) ?? this.#anchor)];
    if (this.view === "month")
      return formatDate(this.usedLocale, dateOf(this.#anchor), { timeZone: "UTC", month: "long", year: "numeric" });
    return formatRange(this.usedLocale, first, last, { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
  }

  #renderFilters(): TemplateResult {
    const select = (
      key: "accountId" | "status" | "campaignId",
      label: string,
      options: readonly (readonly [string, string])[],
    ): TemplateResult =>
      html`<div>
        <label class="label" for=${`filter-${key}`}>${this.t(label)}</label>
        <select
          class="input"
          id=${`filter-${key}`}
          @change=${(event: Event) => this.#setFilter({ [key]: (event.target as HTMLSelectElement).value || null })}
        >
          <option value="" ?selected=${this.#filter[key] === null}>${this.t("calendar.filter.all")}</option>
          ${options.map(([value, text]) => html`<option value=${value} ?selected=${this.#filter[key] === value}>${text}</option>`)}
        </select>
      </div>`;
    return html`<div class="filters">
      ${select(
        "accountId",
        "calendar.filter.account",
        this.#accounts.map(({ id, label, display_name, handle }) => [id, label || display_name || handle] as const),
      )}
      ${select(
        "status",
        "calendar.filter.status",
        STATUSES.map(status => [status, this.t(`calendar.status.${status}`)] as const),
      )}
      ${
        this.#campaigns.length > 0
          ? select(
              "campaignId",
              "calendar.filter.campaign",
              this.#campaigns.map(({ id, name }) => [id, name] as const),
            )
          : nothing
      }
      <button type="button" class="button" @click=${() => this.#setFilter(EVERYTHING)}>${this.t("calendar.filter.clear")}</button>
    </div>`;
  }

  #setFilter(change: Partial<Filter>): void {
    this.#filter = { ...this.#filter, ...change };
    this.requestUpdate();
  }

  #renderNotice(): unknown {
    const notice = this.#notice;
    if (!notice)
      return this.#span.cut
        ? html`<div class="notice warning">${icons.alert}<p>${this.t("calendar.cut", { count: MOST })}</p></div>`
        : nothing;
    return html`<div class=${`notice ${notice.danger ? "danger" : "success"}`} part="notice">
      ${notice.danger ? icons.alert : icons.check}
      <p class="grow">${notice.text}</p>
      ${notice.undo ? html`<button type="button" class="button small" @click=${notice.undo}>${this.t("common.undo")}</button>` : nothing}
      <button
        type="button"
        class="button quiet icon small"
        aria-label=${this.t("common.close")}
        @click=${() => {
          this.#notice = null;
          this.requestUpdate();
        }}
      >
        ${icons.close}
      </button>
    </div>`;
  }

  #renderView(): TemplateResult {
    const zone = zoneName(this.usedLocale, this.usedTimeZone, Date.now());
    const content =
      this.view === "month" ? this.#renderMonth() : this.view === "week" ? this.#renderWeek() : this.#renderList(this.#days);
    return html`${content}
      <p class="hint">${this.t("calendar.zone", { zone })}</p>`;
  }

  #entriesOf(day: Day): readonly Entry[] {
    return this.#span.byDay.get(day) ?? [];
  }

  #dayName(day: Day, options: Intl.DateTimeFormatOptions): string {
    return formatDate(this.usedLocale, dateOf(day), { timeZone: "UTC", ...options });
  }

  #renderMonth(): TemplateResult {
    const weeks = weeksOfMonth(this.#anchor, this.#firstWeekday);
    const month = this.#anchor.slice(0, 7);
    const today = this.#today;
    const focusable = this.#selected ?? (weeks.flat().includes(today) && today.startsWith(month) ? today : `${month}-01`);
    return html`<div class="grid" role="grid" aria-label=${`${this.t("calendar.label")}, ${this.#renderTitle()}`} @keydown=${this.#gridKey}>
        <div class="week-row" role="row">
          ${(weeks[0] ?? []).map(
            day =>
              html`<div class="weekday" role="columnheader">
                <span class="visually-hidden">${this.#dayName(day, { weekday: "long" })}</span>
                <span aria-hidden="true">${this.#dayName(day, { weekday: "short" })}</span>
              </div>`,
          )}
        </div>
        ${weeks.map(
          week =>
            html`<div class="week-row" role="row">
              ${week.map(day => this.#renderCell(day, { outside: !day.startsWith(month), today: day === today, focusable: day === focusable }))}
            </div>`,
        )}
      </div>
      <div class="day-panel">${this.#renderList([focusable])}</div>`;
  }

  #renderCell(day: Day, is: { readonly outside: boolean; readonly today: boolean; readonly focusable: boolean }): TemplateResult {
    const entries = this.#entriesOf(day);
    const posts = entries.length === 0 ? this.t("calendar.day.none") : this.t("calendar.posts", { count: entries.length });
    const name = this.#dayName(day, { weekday: "long", day: "numeric", month: "long" });
    const shown = entries.length > SHOWN + 1 ? entries.slice(0, SHOWN) : entries;
    const more = entries.length - shown.length;
    return html`<div
      class=${`cell${is.outside ? " outside" : ""}${is.today ? " today" : ""}`}
      role="gridcell"
      data-day=${day}
      tabindex=${is.focusable ? 0 : -1}
      aria-selected=${is.focusable}
      aria-current=${is.today ? "date" : nothing}
      @click=${() => {
        this.#selected = day;
        this.requestUpdate();
      }}
    >
      <div class="cell-head">
        <span class="visually-hidden">${this.t("calendar.day", { day: name, posts })}</span>
        <span class="number" aria-hidden="true">${this.#dayName(day, { day: "numeric" })}</span>
        ${this.#renderAdd(day, name)}
      </div>
      <div class="dots" aria-hidden="true">${entries.slice(0, 8).map(({ post }) => html`<span class=${`s-${post.status}`}></span>`)}</div>
      ${repeat(
        shown,
        ({ post }) => post.id,
        entry => this.#renderEntry(entry, false),
      )}
      ${shown.length < SHOWN ? this.#renderSlotsOf(day).slice(0, SHOWN - shown.length) : nothing}
      ${
        more > 0
          ? html`<button
              type="button"
              class="more"
              tabindex="-1"
              @click=${() => {
                this.#day = day;
                this.requestUpdate();
              }}
            >
              ${this.t("calendar.more", { count: more })}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderSlotsOf(day: Day): TemplateResult[] {
    if (!this.can("posts:write")) return [];
    return (this.#freeSlots.get(day) ?? []).map(slot => this.#renderSlot(slot));
  }

  #renderSlot({ accounts, local }: FreeSlot): TemplateResult {
    const time = this.#clock(local);
    const names = accounts.map(({ label, display_name, handle }) => label || display_name || handle).join(", ");
    const name = this.t("calendar.slots.free", { time, account: names });
    const networks = [...new Set(accounts.map(({ network }) => network))];
    return html`<button
      type="button"
      class="free"
      tabindex=${this.view === "week" ? 0 : -1}
      title=${name}
      aria-label=${name}
      @click=${(event: Event) => {
        event.stopPropagation();
        askToCompose(this, local);
      }}
    >
      <span>${time}</span><span class="marks">${networks.map(network => networkMark(network))}</span>
    </button>`;
  }

  /** The hour and minute of a local time, as the locale writes them. */
  #clock(local: string): string {
    return formatDate(this.usedLocale, Date.parse(`${local.slice(0, 16)}:00Z`), {
      timeZone: "UTC",
      hour: "numeric",
      minute: "2-digit",
    });
  }

  #renderAdd(day: Day, name: string): unknown {
    if (!this.can("posts:write") || day < this.#today) return nothing;
    return html`<button
      type="button"
      class="button quiet icon small add"
      tabindex="-1"
      aria-label=${this.t("calendar.new.on", { day: name })}
      @click=${() => this.#compose(day, null)}
    >
      ${icons.add}
    </button>`;
  }

  #compose(day: Day, minute: number | null): void {
    const nine = tomorrowAtNine(Date.now(), this.usedTimeZone);
    askToCompose(this, minute === null ? `${day}${nine.slice(10)}` : localAt(day, minute));
  }

  /** The grid's keys, as the ARIA practices name them: by day, week and month; Enter goes into a day, Escape out of it. */
  readonly #gridKey = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (this.#moving) return;
    const cell = target.closest<HTMLElement>("[data-day]");
    const day = cell?.dataset["day"];
    if (!cell || day === undefined) return;
    if (target !== cell) {
      this.#insideKey(event, cell, target);
      return;
    }
    const rtl = getComputedStyle(cell).direction === "rtl" ? -1 : 1;
    const first = firstOfWeek(day, this.#firstWeekday);
    const to: Readonly<Record<string, Day>> = {
      ArrowLeft: addDays(day, -rtl),
      ArrowRight: addDays(day, rtl),
      ArrowUp: addDays(day, -7),
      ArrowDown: addDays(day, 7),
      Home: event.ctrlKey ? firstOfMonth(day) : first,
      End: event.ctrlKey ? addDays(addMonths(firstOfMonth(day), 1), -1) : addDays(first, 6),
      PageUp: addMonths(day, -1),
      PageDown: addMonths(day, 1),
    };
    const next = to[event.key];
    if (next !== undefined) {
      event.preventDefault();
      this.#focusDay(next);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const first = cell.querySelector<HTMLElement>(".entry") ?? cell.querySelector<HTMLElement>(".add");
      first?.focus();
    }
  };

  #insideKey(event: KeyboardEvent, cell: HTMLElement, target: HTMLElement): void {
    if (event.key === "Escape") {
      event.preventDefault();
      cell.focus();
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const items = [...cell.querySelectorAll<HTMLElement>(".entry, .more, .add")];
    items.at((items.indexOf(target) + (event.key === "ArrowDown" ? 1 : -1)) % items.length)?.focus();
  }

  #focusDay(day: Day): void {
    this.#selected = day;
    if (!day.startsWith(this.#anchor.slice(0, 7))) this.date = day;
    this.requestUpdate();
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`[role="gridcell"][data-day="${day}"]`)?.focus(),
    );
  }

  /** @param whole with its state and more of its text, for lists */
  #renderEntry(entry: Entry, whole: boolean): TemplateResult {
    const { post, local } = entry;
    const time = this.#clocks?.nameOfRepeated(this.usedLocale, entry, this.usedTimeZone) ?? this.#clock(local);
    const status = this.t(`calendar.status.${post.status}`);
    const text = post.text.trim().slice(0, whole ? 140 : 60) || post.title || this.t("calendar.noText");
    const networks = [...new Set(post.targets.map(({ network }) => network))];
    const moving = this.#moving?.entry.post.id === post.id ? this.#moving : null;
    return html`<button
      type="button"
      class=${`entry${moving ? " moving" : ""}`}
      part="entry"
      id=${`${whole ? "listed" : "entry"}-${post.id}`}
      tabindex=${whole || this.view === "week" ? 0 : -1}
      title=${text}
      @pointerdown=${(event: PointerEvent) => this.#press(event, entry)}
      @click=${(event: Event) => {
        event.stopPropagation();
        this.#open(post);
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (
          !moving &&
          event.key.toLowerCase() === "m" &&
          canMove(post) &&
          this.can("posts:publish") &&
          !event.ctrlKey &&
          !event.metaKey
        ) {
          event.preventDefault();
          this.#beginMoving(entry);
        }
      }}
    >
      <span class=${`dot s-${post.status}`}></span><span class="time">${time}</span
      ><span class="marks">${networks.map(network => networkMark(network))}</span><span class="clip grow" dir="auto">${text}</span
      >${whole ? html`<span class=${`state s-${post.status}`}>${status}</span>` : html`<span class="visually-hidden">, ${status}</span>`}
    </button>`;
  }

  #renderWeek(): TemplateResult {
    const days = this.#days;
    const today = this.#today;
    const now = wallClock(Date.now(), this.usedTimeZone);
    const hour = (n: number): string =>
      formatDate(this.usedLocale, Date.UTC(2026, 0, 1, n), { timeZone: "UTC", hour: "numeric" });
    return html`<div class="grid">
      <div
        class="hours"
        tabindex="0"
        role="region"
        aria-label=${`${this.t("calendar.label")}, ${this.#renderTitle()}`}
        ${beginAt(MORNING / 24)}
      >
        <div class="weekday corner"></div>
        ${days.map(
          day =>
            html`<div class=${`weekday${day === today ? " today" : ""}`}>${this.#dayName(day, { weekday: "short", day: "numeric" })}</div>`,
        )}
        <div class="hour-labels" aria-hidden="true">
          ${Array.from({ length: 23 }, (_, n) => html`<span ${placeAt((n + 1) / 24)}>${hour(n + 1)}</span>`)}
        </div>
        ${days.map(day => {
          const entries = this.#entriesOf(day);
          const columns = lanesOf(entries);
          const change = this.#clocks?.changeOn(day, this.usedTimeZone);
          return html`<div
            class="column"
            role="group"
            aria-label=${this.t("calendar.day", {
              day: this.#dayName(day, { weekday: "long", day: "numeric", month: "long" }),
              posts: entries.length === 0 ? this.t("calendar.day.none") : this.t("calendar.posts", { count: entries.length }),
            })}
            data-day=${day}
            data-hours
            @dblclick=${(event: MouseEvent) => this.#composeAt(event, day)}
          >
            ${change ? this.#clocks?.renderChange(change, this.#changeText(change)) : nothing}
            ${day === today ? html`<div class="now" ${placeAt(minuteOf(now) / 1440)}></div>` : nothing}
            ${this.#freeSlots.get(day)?.map(slot => html`<div class="slot" ${placeAt(minuteOf(slot.local) / 1440)}>${this.#renderSlot(slot)}</div>`) ?? nothing}
            ${repeat(
              entries,
              ({ post }) => post.id,
              (entry, n) =>
                html`<div class="slot" ${placeAt(minuteOf(entry.local) / 1440, columns[n])}>${this.#renderEntry(entry, false)}</div>`,
            )}
          </div>`;
        })}
      </div>
    </div>`;
  }

  #composeAt(event: MouseEvent, day: Day): void {
    if (event.target !== event.currentTarget || !this.can("posts:write")) return;
    const { top, height } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const minute = Math.floor((((event.clientY - top) / height) * 1440) / 30) * 30;
    if (localAt(day, minute) > wallClock(Date.now(), this.usedTimeZone)) this.#compose(day, minute);
  }

  #renderList(days: readonly Day[]): TemplateResult {
    const filled = days.filter(day => this.#entriesOf(day).length > 0);
    if (filled.length === 0) {
      const filtered = Object.values(this.#filter).some(one => one !== null);
      return html`<div class="state"><p class="muted">${this.t(filtered ? "calendar.empty.filtered" : "calendar.empty")}</p>
        ${
          this.can("posts:write") && !filtered
            ? html`<button type="button" class="button" @click=${() => this.#compose(days[0] ?? this.#today, null)}>
                ${icons.add}${this.t("calendar.new")}
              </button>`
            : nothing
        }</div>`;
    }
    return html`<ol class="days">
      ${repeat(
        filled,
        day => day,
        day =>
          html`<li data-day=${day}>
            <h3>${this.#dayName(day, { weekday: "long", day: "numeric", month: "long" })}</h3>
            ${repeat(
              this.#entriesOf(day),
              ({ post }) => post.id,
              entry => this.#renderEntry(entry, true),
            )}
          </li>`,
      )}
    </ol>`;
  }

  #renderDialog(): TemplateResult {
    const opened = this.#opened;
    const day = this.#day;
    return html`<dialog part="dialog" aria-labelledby="dialog-title" ${modal(opened !== null || day !== null || this.#slots !== null)} @close=${this.#close}>
      ${this.#slots?.render() ?? nothing} ${day === null || opened ? nothing : this.#renderDay(day)}
      ${
        opened === null
          ? nothing
          : opened.post === null || !this.#details
            ? html`<div class="dialog-body"><div class="skeleton line"></div><div class="skeleton area"></div></div>`
            : this.#details.renderDetails({
                post: opened.post,
                step: opened.step,
                problem: opened.problem,
                busy: this.#busy,
                accounts: this.#accounts,
                host: this,
                api: this.api,
                t: (key, values) => this.t(key, values),
                can: scope => this.can(scope),
                time: at => this.formatDate(at, { dateStyle: "full", timeStyle: "short" }),
                local: opened.post.schedule
                  ? wallClock(Date.parse(opened.post.schedule.at), this.usedTimeZone)
                  : tomorrowAtNine(Date.now(), this.usedTimeZone),
                renderAvatar: profile => this.renderAvatar(profile),
                go: step => {
                  if (this.#opened) this.#opened = { ...this.#opened, step, problem: null };
                  this.requestUpdate();
                },
                close: this.#close,
                move: async local => {
                  this.#opened = null;
                  await this.#move(opened.post as Post, local);
                },
                act: (work, keepOpen) => this.#act(work, keepOpen),
              })
      }
    </dialog>`;
  }

  #renderDay(day: Day): TemplateResult {
    return html`<div class="dialog-body">
      <h2 id="dialog-title">${this.#dayName(day, { weekday: "long", day: "numeric", month: "long" })}</h2>
      <div class="days">${this.#entriesOf(day).map(entry => this.#renderEntry(entry, true))}</div>
      <div class="dialog-actions"><button type="button" class="button quiet" @click=${this.#close}>${this.t("common.close")}</button></div>
    </div>`;
  }

  readonly #close = (): void => {
    this.#opened = null;
    this.#day = null;
    this.#slots = null;
    this.requestUpdate();
  };
}
