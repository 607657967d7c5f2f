import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../element/icons.ts";
import { problemText } from "../element/problem-text.ts";
import type { PostIntent } from "../events/post-saving.ts";
import { isBlank } from "./draft.ts";
import type { Host } from "./host.ts";
import type { Keeper } from "./keeper.ts";
import type { Sending } from "./sending.ts";
import type { WhenChoice } from "./when-choice.ts";

/** What can be done with the post now, and what did not work. */
export function renderFoot(
  host: Host,
  of: {
    readonly sending: Sending;
    readonly keeper: Keeper;
    readonly when: WhenChoice;
    readonly onSend: (intent: PostIntent) => void;
  },
): TemplateResult {
  const { t } = host;
  const { sending, keeper, when, onSend } = of;
  const { submits, busy, problem } = sending;
  const acts = (submits || host.can("posts:publish")) && !sending.waits;
  const intent: PostIntent = submits ? "submit" : when.kind === "now" ? "publish" : "schedule";
  const changes = intent === "schedule" && sending.post?.status === "scheduled";
  const said = problem === null || sending.stale ? null : problemText(problem);
  const button = (key: string, className: string, wanted: PostIntent): TemplateResult =>
    html`<button type="button" class=${`button ${className}`} aria-disabled=${busy} @click=${() => onSend(wanted)}>${t(key)}</button>`;
  return html`${
    said
      ? html`<div class="notice danger" role="alert">
          ${icons.alert}
          <div class="grow">
            <p>${t(said.key, said.values)}</p>
            <p class="small muted">${t("composer.failed")}</p>
            ${said.reference ? html`<p class="small muted">${t("error.reference", { id: said.reference })}</p>` : nothing}
          </div>
        </div>`
      : nothing
  }
    <div class="foot">
      <p class="small muted">
        ${busy ? t("composer.busy") : keeper.keeps ? (isBlank(host.draft) ? "" : t("composer.kept")) : t("composer.kept.not")}
      </p>
      <div class="actions">
        ${sending.post === null || sending.post.status === "draft" || (submits && sending.unsaved) ? button("composer.save", "", "draft") : nothing}
        ${acts ? button(changes ? "composer.save.changes" : `composer.${intent}`, "primary", intent) : nothing}
      </div>
    </div>`;
}
