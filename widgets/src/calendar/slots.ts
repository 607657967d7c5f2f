import type { Account, components } from "@placard/sdk/core";
import { html, nothing, type TemplateResult } from "lit";
import { formatDate } from "../copy/dates.ts";
import { icons } from "../element/icons.ts";
import type { Session } from "../session/session.ts";
import { wallClock } from "../time/wall-clock.ts";
import { type Day, dateOf, daysFrom } from "./days.ts";

type AccountSlots = components["schemas"]["AccountSlots"];
type Slot = Pick<AccountSlots["slots"][number], "weekday" | "local_time">;
type Weekday = Slot["weekday"];

/** As the API names them, Monday first. */
const WEEKDAYS: readonly Weekday[] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/** A Monday, to write the names of weekdays by. */
const MONDAY: Day = "2026-11-23";
/** The API looks at so many accounts' slots for the view: more would be a wall of them. */
const ACCOUNTS_MOST = 6;
const SLOTS_MOST = 100;

/** A time at which one or several accounts have a free slot, as the calendar shows it. */
export interface FreeSlot {
  readonly accounts: readonly Account[];
  /** On the wall clock of the calendar's zone: `2026-11-24T09:00`. */
  readonly local: string;
}

/** The free slots of these accounts up to a day, by the day they stand on in the calendar's zone. */
export async function readFreeSlots(
  api: Session["api"],
  accounts: readonly Account[],
  first: Day,
  last: Day,
  timeZone: string,
): Promise<ReadonlyMap<Day, readonly FreeSlot[]>> {
  const after = new Date(Math.max(Date.now(), Date.parse(`${first}T00:00:00Z`) - 24 * 60 * 60_000)).toISOString();
  const found = await Promise.all(
    accounts
      .filter(({ status }) => status === "connected")
      .slice(0, ACCOUNTS_MOST)
      .map(async account => {
        const { data } = await api
          .call("GET /v1/accounts/{account_id}/slots/next query", account.id, { after, limit: SLOTS_MOST })
          .catch(() => ({ data: [] as { at: string }[] })); // an account without slots
        return data.map(({ at }) => ({ account, local: wallClock(Date.parse(at), timeZone) }));
      }),
  );
  const byTime = Map.groupBy(found.flat(), ({ local }) => local);
  const free = [...byTime].map(([local, some]) => ({ local, accounts: some.map(({ account }) => account) }));
  const shown = free.filter(({ local }) => local.slice(0, 10) >= first && local.slice(0, 10) <= last);
  return Map.groupBy(
    shown.sort((a, b) => (a.local < b.local ? -1 : 1)),
    ({ local }) => local.slice(0, 10),
  );
}

/** What the editor of slots needs of the calendar around it. */
export interface SlotsHost {
  readonly api: Session["api"];
  readonly locale: string;
  readonly firstWeekday: number;
  readonly t: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  readonly changed: () => void;
  readonly failed: (error: unknown) => string;
  readonly saved: () => void;
  readonly close: () => void;
}

/** The weekly times at which an account publishes what is queued: read, changed and saved as a whole. */
export class SlotsEditor {
  readonly #host: SlotsHost;
  readonly #accounts: readonly Account[];
  #accountId: string;
  #slots: readonly Slot[] | null = null;
  #zone = "";
  #etag: string | null = null;
  #problem: string | null = null;
  #busy = false;

  constructor(host: SlotsHost, accounts: readonly Account[]) {
    this.#host = host;
    this.#accounts = accounts;
    this.#accountId = accounts[0]?.id ?? "";
    void this.#read();
  }

  async #read(): Promise<void> {
    const id = this.#accountId;
    this.#slots = null;
    this.#problem = null;
    this.#host.changed();
    try {
      const { data, etag } = await this.#host.api.call("GET /v1/accounts/{account_id}/slots", id).withResponse();
      if (id !== this.#accountId) return;
      this.#slots = data.slots;
      this.#zone = data.time_zone;
      this.#etag = etag;
    } catch (error) {
      this.#problem = this.#host.failed(error);
      this.#slots = [];
    }
    this.#host.changed();
  }

  async #save(): Promise<void> {
    if (this.#busy || !this.#slots) return;
    this.#busy = true;
    this.#problem = null;
    this.#host.changed();
    try {
      const slots = this.#slots.map(({ weekday, local_time }) => ({ weekday, local_time }));
      await this.#host.api.call(
        "PUT /v1/accounts/{account_id}/slots body",
        this.#accountId,
        { slots },
        { ...(this.#etag !== null && { ifMatch: this.#etag }) },
      );
      this.#host.saved();
    } catch (error) {
      this.#problem = this.#host.failed(error);
    } finally {
      this.#busy = false;
      this.#host.changed();
    }
  }

  #add(event: SubmitEvent): void {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const local_time = String(given.get("time") ?? "").slice(0, 5);
    const days = given.getAll("day").map(String);
    if (local_time === "" || days.length === 0 || !this.#slots) return;
    const added = WEEKDAYS.filter(weekday => days.includes(weekday)).map(weekday => ({ weekday, local_time }));
    const known = this.#slots.filter(
      slot => !added.some(one => one.weekday === slot.weekday && one.local_time === slot.local_time),
    );
    this.#slots = [...known, ...added];
    this.#host.changed();
  }

  #dayName(weekday: Weekday, length: "long" | "short"): string {
    const day = daysFrom(MONDAY, 7)[WEEKDAYS.indexOf(weekday)] ?? MONDAY;
    return formatDate(this.#host.locale, dateOf(day), { timeZone: "UTC", weekday: length });
  }

  #timeName(localTime: string): string {
    return formatDate(this.#host.locale, Date.parse(`2026-01-01T${localTime}:00Z`), {
      timeZone: "UTC",
      hour: "numeric",
      minute: "2-digit",
    });
  }

  render(): TemplateResult {
    const { t, firstWeekday, close } = this.#host;
    const ordered = [...WEEKDAYS.slice(firstWeekday - 1), ...WEEKDAYS.slice(0, firstWeekday - 1)];
    return html`<div class="dialog-body">
      <h2 id="dialog-title">${t("calendar.slots.title")}</h2>
      <p class="muted">${t("calendar.slots.text")}</p>
      <div>
        <label class="label" for="slots-account">${t("calendar.filter.account")}</label>
        <select
          class="input"
          id="slots-account"
          @change=${(event: Event) => {
            this.#accountId = (event.target as HTMLSelectElement).value;
            void this.#read();
          }}
        >
          ${this.#accounts.map(
            ({ id, label, display_name, handle }) =>
              html`<option value=${id} ?selected=${id === this.#accountId}>${label || display_name || handle}</option>`,
          )}
        </select>
      </div>
      ${this.#slots === null ? html`<div class="skeleton area"></div>` : this.#renderSlots(this.#slots, ordered)}
      ${this.#problem === null ? nothing : html`<div class="notice danger" role="alert">${icons.alert}<p>${this.#problem}</p></div>`}
      <div class="dialog-actions">
        <button type="button" class="button quiet" @click=${close}>${t("common.cancel")}</button>
        <button type="button" class="button primary" aria-disabled=${this.#busy} @click=${() => void this.#save()}>${t("common.save")}</button>
      </div>
    </div>`;
  }

  #renderSlots(slots: readonly Slot[], ordered: readonly Weekday[]): TemplateResult {
    const { t } = this.#host;
    const of = (weekday: Weekday): readonly Slot[] =>
      slots.filter(slot => slot.weekday === weekday).toSorted((a, b) => (a.local_time < b.local_time ? -1 : 1));
    return html`<dl class="slots">
        ${ordered.map(
          weekday => html`<dt class="small">${this.#dayName(weekday, "long")}</dt>
            <dd class="row wrap">
              ${
                of(weekday).length === 0
                  ? html`<span class="small muted">${t("common.none")}</span>`
                  : of(weekday).map(
                      slot =>
                        html`<button
                          type="button"
                          class="button small"
                          aria-label=${t("calendar.slots.remove", { time: `${this.#dayName(weekday, "long")} ${this.#timeName(slot.local_time)}` })}
                          @click=${() => {
                            this.#slots = slots.filter(one => one !== slot);
                            this.#host.changed();
                          }}
                        >
                          ${this.#timeName(slot.local_time)} ${icons.close}
                        </button>`,
                    )
              }
            </dd>`,
        )}
      </dl>
      <form class="stack" @submit=${(event: SubmitEvent) => this.#add(event)}>
        <fieldset>
          <legend class="label">${t("calendar.slots.days")}</legend>
          <div class="row wrap">
            ${ordered.map(
              (weekday, n) =>
                html`<label class="check"
                  ><input type="checkbox" name="day" value=${weekday} ?checked=${n === 0} />${this.#dayName(weekday, "short")}</label
                >`,
            )}
          </div>
        </fieldset>
        <div class="row">
          <div class="grow">
            <label class="label" for="slots-time">${t("calendar.slots.time", { zone: this.#zone })}</label>
            <input class="input" id="slots-time" name="time" type="time" required value="09:00" />
          </div>
          <button type="submit" class="button align-end">${icons.add}${t("calendar.slots.add")}</button>
        </div>
      </form>`;
  }
}
