import type { components, Post } from "@placard/sdk/core";
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import panelTexts from "../copy/en/composer-panels.ts";
import { Attempt } from "../element/attempt.ts";
import { icons } from "../element/icons.ts";
import { isPlacardError } from "../session/session.ts";
import { formatLocal, wallClock } from "../time/wall-clock.ts";
import type { Host } from "./host.ts";
import { composerIcons } from "./icons.ts";
import { panelStyles } from "./panel-styles.ts";
import { authorName, isMe, wordsOf } from "./words.ts";

type When = components["schemas"]["When"];

/** What an approval has of the composer's post. */
export interface ApprovalOf {
  readonly post: Post;
  readonly etag: string | null;
  readonly timeZone: string;
  /** What was written and not saved is not what is approved. */
  readonly unsaved: boolean;
  /** Somebody else changed it, or decided it. */
  readonly onStale: () => void;
  readonly onDecided: (decision: "approved" | "rejected", post: Post, etag: string | null) => void;
}

/** Where a post stands between who wrote it and who may publish it; decides it where the person may. */
export class Approval {
  readonly #host: Host;
  readonly #attempt: Attempt;
  #form: "none" | "time" | "reject" = "none";
  #comment = "";
  #local = "";
  #fault: string | null = null;

  constructor(host: Host) {
    this.#host = host;
    this.#attempt = new Attempt(host);
    host.adopt([panelStyles], panelTexts);
  }

  #open(form: "none" | "time" | "reject"): void {
    this.#form = form;
    this.#fault = null;
    this.#attempt.error = null;
    this.#host.update();
    requestAnimationFrame(() => this.#host.root.querySelector<HTMLElement>(form === "none" ? "#approve" : "#decision")?.focus());
  }

  async #decide(of: ApprovalOf, decision: "approved" | "rejected"): Promise<void> {
    const { t, session } = this.#host;
    const comment = this.#comment.trim();
    this.#fault =
      decision === "rejected" && comment === ""
        ? t("composer.approval.reason.missing")
        : this.#form === "time" && this.#local <= wallClock(Date.now(), of.timeZone)
          ? t(this.#local === "" ? "composer.when.missing" : "composer.when.past")
          : null;
    this.#host.update();
    if (this.#fault !== null) return this.#host.root.querySelector<HTMLElement>("#decision")?.focus();
    if (this.#attempt.busy) return;
    const { id } = of.post;
    const options = { ...(of.etag !== null && { ifMatch: of.etag }) };
    const schedule: When | null = this.#form === "time" ? { local_time: this.#local, time_zone: of.timeZone } : null;
    await this.#attempt.run(
      async () => {
        const { data, etag } = await (decision === "approved"
          ? session.api.call(
              "POST /v1/posts/{post_id}/approve body keyed",
              id,
              { ...(comment !== "" && { comment }), ...(schedule && { schedule }) },
              options,
            )
          : session.api.call("POST /v1/posts/{post_id}/reject body keyed", id, { comment }, options)
        ).withResponse();
        this.#form = "none";
        this.#comment = "";
        of.onDecided(decision, data, etag);
      },
      error => {
        if (isPlacardError(error) && (error.status === 412 || error.code === "post_not_pending")) of.onStale();
      },
    );
  }

  /** Nothing for a post that was never submitted. */
  render(of: ApprovalOf): unknown {
    const { approval, status, proposed_schedule: proposed } = of.post;
    if (!approval || !["pending_approval", "approved", "rejected"].includes(status)) return nothing;
    const { t, locale } = this.#host;
    const person = authorName(
      this.#host,
      status === "pending_approval" ? approval.submitted_by : (approval.decided_by ?? approval.submitted_by),
    );
    const at = this.#host.formatDate(approval.decided_at ?? approval.submitted_at, { dateStyle: "medium", timeStyle: "short" });
    const wished =
      proposed === null
        ? null
        : proposed.means === "time"
          ? t("composer.approval.wished", { time: formatLocal(locale, proposed.local_time.slice(0, 16)) })
          : t(`composer.approval.wished.${proposed.means}`);
    return html`<section class="approval" aria-labelledby="approval-title">
      <div class="row">
        ${status === "pending_approval" ? composerIcons.clock : status === "approved" ? icons.check : icons.alert}
        <h3 id="approval-title">${t(`composer.approval.${status}`)}</h3>
      </div>
      <p class="small muted">${t(`composer.approval.${status}.by`, { name: person, time: at })}${wished === null ? "" : ` ${wished}`}</p>
      ${approval.comment ? html`<p class="quote said" dir="auto">${approval.comment}</p>` : nothing}
      ${status === "pending_approval" ? this.#renderDeciding(of) : nothing}
    </section>`;
  }

  #renderDeciding(of: ApprovalOf): unknown {
    const { t } = this.#host;
    const own = isMe(this.#host, of.post.approval?.submitted_by ?? { kind: "system", id: "", name: null });
    if (!this.#host.can("posts:approve")) return html`<p class="small muted">${t("composer.approval.wait")}</p>`;
    if (of.unsaved) return html`<p class="small muted">${t("composer.approval.unsaved")}</p>`;
    const button = (key: string, className: string, act: () => void, id: string | null = null): TemplateResult =>
      html`<button type="button" class=${`button ${className}`} id=${id ?? nothing} aria-disabled=${this.#attempt.busy} @click=${act}>${t(key)}</button>`;
    const form = this.#form;
    return html`${own ? html`<p class="small muted">${t("composer.approval.own")}</p>` : nothing}
      ${form === "none" ? nothing : this.#renderForm(form, of.timeZone)}
      ${this.#attempt.error === null ? nothing : html`<p class="fault" role="alert">${wordsOf(this.#host, this.#attempt.error)}</p>`}
      <div class="row wrap">
        ${
          form === "none"
            ? html`${
                own
                  ? nothing
                  : html`${button("composer.approve", "primary", () => void this.#decide(of, "approved"), "approve")}
                    ${button("composer.approve.other", "", () => this.#open("time"))}`
              }
              ${button(own ? "composer.approval.withdraw" : "composer.reject", "danger", () => this.#open("reject"))}`
            : html`${
                form === "time"
                  ? button("composer.approve", "primary", () => void this.#decide(of, "approved"))
                  : button("composer.reject", "primary danger", () => void this.#decide(of, "rejected"))
              }
              ${button("common.cancel", "", () => this.#open("none"))}`
        }
      </div>`;
  }

  #renderForm(form: "time" | "reject", timeZone: string): TemplateResult {
    const { t } = this.#host;
    const fault = this.#fault;
    const said = html`<p class=${fault === null ? "visually-hidden" : "fault"} id="decision-hint">${fault ?? ""}</p>`;
    if (form === "time")
      return html`<div>
        <label class="label" for="decision">${t("composer.when.at")}</label>
        <input
          class="input"
          id="decision"
          type="datetime-local"
          min=${wallClock(Date.now(), timeZone)}
          aria-invalid=${fault !== null}
          aria-describedby="decision-hint"
          .value=${live(this.#local)}
          @change=${(event: Event) => {
            this.#local = (event.target as HTMLInputElement).value.slice(0, 16);
          }}
        />
        ${said}
      </div>`;
    return html`<div>
      <label class="label" for="decision">${t("composer.approval.reason")}</label>
      <textarea
        class="input"
        id="decision"
        rows="2"
        maxlength="2000"
        dir="auto"
        required
        aria-invalid=${fault !== null}
        aria-describedby="decision-hint"
        .value=${live(this.#comment)}
        @input=${(event: InputEvent) => {
          this.#comment = (event.target as HTMLTextAreaElement).value;
        }}
      ></textarea>
      ${said}
    </div>`;
  }
}
