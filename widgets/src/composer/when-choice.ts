import type { components, Post } from "@placard/sdk/core";
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { formatLocal, tomorrowAtNine, wallClock, zoneName } from "../time/wall-clock.ts";
import type { Host } from "./host.ts";
import type { Sending } from "./sending.ts";

/** When a draft is to be published, as the person chose it. */
type When = { readonly kind: "now" } | { readonly kind: "next_slot" } | { readonly kind: "time"; readonly local: string };

type Clocks = typeof import("../time/clock-change.ts");

/** When the post is to be published, as the person chooses it. */
export class WhenChoice {
  readonly #host: Host;
  readonly #sending: Sending;
  #when: When = { kind: "now" };
  /** Whether the person chose it here, and did not find it so. */
  touched = false;
  /** The free slot that is shown; undefined while it is looked for. */
  #slot: string | null | undefined;
  /** The accounts whose slot it is. */
  #slotOf: readonly string[] | null = null;
  readonly #offered: () => string | null;
  #clocks: Clocks | null = null;
  #clocksComing: Promise<void> | null = null;

  /** @param offered the local time that the page offers */
  constructor(host: Host, sending: Sending, offered: () => string | null) {
    this.#host = host;
    this.#sending = sending;
    this.#offered = offered;
  }

  get kind(): When["kind"] {
    return this.#when.kind;
  }

  /** Begins with when a post is due, or its author wishes it; else with what the page offers. */
  begin(post: Post | null): void {
    this.touched = false;
    const offered = this.#offered();
    const wished = post?.proposed_schedule ?? null;
    const at = post?.schedule?.at ?? (wished?.means === "time" ? wished.at : null);
    if (at !== null) this.#when = { kind: "time", local: wallClock(Date.parse(at), this.#host.timeZone) };
    else if (wished?.means === "next_slot") this.#when = { kind: "next_slot" };
    else this.#when = wished === null && offered ? { kind: "time", local: offered } : { kind: "now" };
  }

  /** Takes up a time that the page offers for the post being written. */
  offer(local: string): void {
    this.#when = { kind: "time", local };
  }

  /** As the API takes it. */
  get body(): components["schemas"]["When"] {
    if (this.#when.kind === "now") return { now: true };
    if (this.#when.kind === "next_slot") return { next_slot: true };
    return { local_time: this.#when.local, time_zone: this.#host.timeZone };
  }

  /** What is wrong with the time, in words; null where nothing is. */
  get fault(): string | null {
    if (this.#when.kind !== "time") return null;
    if (this.#when.local === "") return this.#host.t("composer.when.missing");
    return this.#when.local <= wallClock(Date.now(), this.#host.timeZone) ? this.#host.t("composer.when.past") : null;
  }

  #choose(kind: When["kind"]): void {
    this.touched = true;
    if (kind === "time") this.#when = { kind, local: this.#offered() ?? tomorrowAtNine(Date.now(), this.#host.timeZone) };
    else this.#when = { kind };
    this.#slotOf = null;
    this.#host.update();
  }

  /** The slot that is free now, to be shown; which one it will be is decided when the post is sent. */
  async #findSlot(accountIds: readonly string[]): Promise<void> {
    const { session } = this.#host;
    this.#slotOf = accountIds;
    this.#slot = undefined;
    const found = await Promise.all(
      accountIds.map(id =>
        session.api.call("GET /v1/accounts/{account_id}/slots/next query", id, { limit: 1 }).then(
          ({ data }) => data[0]?.at ?? null,
          () => null, // an account without slots
        ),
      ),
    );
    if (this.#slotOf !== accountIds) return; // others were chosen
    this.#slot = found.filter(at => at !== null).sort()[0] ?? null;
    this.#host.update();
  }

  /** What the clocks do at the chosen time, for whom that changes it; null where they do nothing. Known soon after it is asked for first. */
  #changeText(local: string): string | null {
    const { t, timeZone, formatDate, report, update } = this.#host;
    this.#clocksComing ??= import("../time/clock-change.ts").then(
      clocks => {
        this.#clocks = clocks;
        update();
      },
      error => report(error),
    );
    const change = this.#clocks?.changeAt(local, timeZone);
    if (!change) return null;
    const clock = (time: string): string => formatDate(`${time}Z`, { timeZone: "UTC", timeStyle: "short" });
    return t(`composer.when.${change.kind}`, { time: clock(local), shown: clock(change.shows) });
  }

  async #sayChange(local: string): Promise<void> {
    await this.#clocksComing;
    const change = this.#changeText(local);
    if (change !== null) this.#host.announce(change);
  }

  /** Nothing for a person who can neither publish the post nor submit it. */
  render(): unknown {
    const { t, can } = this.#host;
    const { submits, waits } = this.#sending;
    if (waits || (!can("posts:publish") && !submits)) return nothing;
    const kinds: readonly When["kind"][] = can("slots:read") ? ["now", "next_slot", "time"] : ["now", "time"];
    const keys = {
      now: submits ? "composer.submit.now" : "composer.when.now",
      next_slot: "composer.when.slot",
      time: "composer.when.time",
    } as const;
    return html`<div role="group" aria-labelledby="when-label">
      <span class="label" id="when-label">${t("composer.when")}</span>
      <div class="switch">
        ${kinds.map(
          kind =>
            html`<button type="button" class="button" aria-pressed=${this.#when.kind === kind} @click=${() => this.#choose(kind)}>
              ${t(keys[kind])}
            </button>`,
        )}
      </div>
      ${this.#renderFields()}
      ${
        submits
          ? html`<div class="when-fields">
              <div>
                <label class="label" for="note">${t("composer.submit.comment")}</label>
                <input
                  class="input"
                  id="note"
                  maxlength="2000"
                  dir="auto"
                  autocomplete="off"
                  .value=${live(this.#sending.note)}
                  @input=${(event: InputEvent) => {
                    this.#sending.note = (event.target as HTMLInputElement).value;
                  }}
                />
              </div>
            </div>`
          : nothing
      }
    </div>`;
  }

  #renderFields(): unknown {
    const { t, locale, timeZone } = this.#host;
    const zoneAt = (at: number): string => t("composer.when.zone", { zone: zoneName(locale, timeZone, at) });
    if (this.#when.kind === "next_slot") {
      const { accountIds } = this.#host.draft;
      if (this.#slotOf?.join() !== accountIds.join()) void this.#findSlot(accountIds);
      if (this.#slot === undefined) return html`<p class="hint">${t("common.loading")}</p>`;
      if (this.#slot === null) return html`<p class="hint warning-text">${t("composer.when.noSlots")}</p>`;
      const at = Date.parse(this.#slot);
      const time = formatLocal(locale, wallClock(at, timeZone));
      return html`<p class="hint">${t("composer.when.slotAt", { time })} · ${zoneAt(at)}</p>`;
    }
    if (this.#when.kind !== "time") return nothing;
    const { local } = this.#when;
    const fault = this.#sending.tried ? this.fault : null;
    const change = this.#changeText(local);
    const zone = zoneAt((local !== "" && this.#clocks?.instantOf(local, timeZone)) || Date.now());
    return html`<div class="when-fields">
      <div>
        <label class="label" for="at">${t("composer.when.at")}</label>
        <input
          class="input"
          id="at"
          type="datetime-local"
          required
          min=${wallClock(Date.now(), timeZone)}
          aria-invalid=${fault !== null}
          aria-describedby="at-hint"
          ?data-fault=${fault !== null}
          .value=${live(local)}
          @change=${(event: Event) => {
            this.touched = true;
            this.#when = { kind: "time", local: (event.target as HTMLInputElement).value.slice(0, 16) };
            void this.#sayChange(this.#when.local);
            this.#host.update();
          }}
        />
        <p class=${fault === null ? "hint" : "fault"} id="at-hint">
          ${fault ?? html`${change === null ? nothing : html`<span class="warning-text">${change}</span> `}${zone}`}
        </p>
      </div>
    </div>`;
  }
}
