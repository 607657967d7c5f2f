import type { Account, Post } from "@placard/sdk/core";
import { html, nothing, type TemplateResult } from "lit";
import type { Dictionary } from "../copy/copy.ts";
import texts from "../copy/en/calendar-details.ts";
import { icons } from "../element/icons.ts";
import { PlacardPostScheduledEvent } from "../events/post-scheduled.ts";
import type { ShownProfile } from "../networks/avatar.ts";
import { networkLabel } from "../networks/marks.ts";
import type { Session } from "../session/session.ts";
import { askToEdit } from "./ask-composer.ts";
import { canMove } from "./entries.ts";

type Target = Post["targets"][number];
/** What the details are at; `found` asks where on the network a target of an uncertain outcome is. */
export type Step = "details" | "move" | "delete" | { readonly found: string };

/** What the details of a post need of the calendar around them. */
export interface DetailsInput {
  readonly post: Post;
  readonly step: Step;
  readonly problem: string | null;
  readonly busy: boolean;
  readonly accounts: readonly Account[];
  readonly host: HTMLElement;
  readonly api: Session["api"];
  readonly t: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  readonly can: (scope: string) => boolean;
  /** An instant as the calendar writes it. */
  readonly time: (at: string) => string;
  /** The post's local time in the calendar's zone, or the one that is offered. */
  readonly local: string;
  readonly renderAvatar: (profile: ShownProfile) => TemplateResult;
  readonly go: (step: Step) => void;
  readonly close: () => void;
  readonly move: (local: string) => Promise<void>;
  readonly act: (work: () => Promise<string | null>, keepOpen?: boolean) => Promise<void>;
}
export interface Details {
  readonly detailsTexts: Dictionary;
  readonly renderDetails: (input: DetailsInput) => TemplateResult;
}

/** What it says, in English. */
export const detailsTexts: Dictionary = texts;

/** A post with its state on each account, what went wrong there and what to do about it, and what else can be done with it. */
export function renderDetails(input: DetailsInput): TemplateResult {
  const { step, problem } = input;
  const fault = problem === null ? nothing : html`<div class="notice danger" role="alert">${icons.alert}<p>${problem}</p></div>`;
  return html`<div class="dialog-body">
    ${
      typeof step === "object"
        ? renderFound(input, step.found)
        : step === "move"
          ? renderMove(input)
          : step === "delete"
            ? renderDelete(input)
            : renderPost(input)
    }
    ${fault}
  </div>`;
}

function renderPost(input: DetailsInput): TemplateResult {
  const { post, t, time, close } = input;
  const status = t(`calendar.status.${post.status}`);
  return html`<div class="row">
      <h2 class="grow" id="dialog-title">${post.schedule ? time(post.schedule.at) : status}</h2>
      <button type="button" class="button quiet icon small" aria-label=${t("common.close")} @click=${close}>${icons.close}</button>
    </div>
    <p><span class=${`badge s-${post.status}`}>${status}</span></p>
    <p class="details-text" dir="auto" tabindex="0">${post.text || post.title || t("calendar.noText")}</p>
    <ul class="targets">${post.targets.map(target => renderTarget(input, target))}</ul>
    ${input.can("posts:write") ? renderActions(input) : nothing}`;
}

/** What can be done with a post: what one mostly comes for first, and the rest below. */
function renderActions({ post, api, t, busy, can, go, close, act, host }: DetailsInput): TemplateResult {
  const action = (key: string, run: () => void, className: string): TemplateResult =>
    html`<button type="button" class=${`button ${className}`} aria-disabled=${busy} @click=${run}>${t(key)}</button>`;
  /** Something asked of the API; gives what to say when it is done. */
  const asked = (work: () => Promise<string>) => (): void => void act(work);
  const open = canMove(post) || post.status === "draft" || post.status === "rejected" || post.status === "cancelled";
  const plans = can("posts:publish") && (post.status === "scheduled" || post.status === "draft");
  const publish = asked(async () => {
    const published = await api.call("POST /v1/posts/{post_id}/publish keyed", post.id);
    host.dispatchEvent(new PlacardPostScheduledEvent(published));
    return t("calendar.published");
  });
  const unschedule = asked(async () => {
    await api.call("POST /v1/posts/{post_id}/unschedule keyed", post.id);
    return t("calendar.unscheduled");
  });
  const duplicate = asked(async () => {
    const copy = await api.call("POST /v1/posts/{post_id}/duplicate keyed", post.id);
    askToEdit(host, copy.id);
    return t("calendar.duplicated");
  });
  const edit = (): void => {
    close();
    askToEdit(host, post.id);
  };
  return html`${
    open
      ? html`<div class="dialog-actions">
          ${plans ? [action("calendar.publish", publish, ""), action("calendar.move", () => go("move"), "")] : nothing}
          ${action("calendar.edit", edit, "primary")}
        </div>`
      : nothing
  }
    <div class="dialog-actions more-actions">
      ${action("calendar.duplicate", duplicate, "quiet small")}
      ${plans && post.status === "scheduled" ? action("calendar.unschedule", unschedule, "quiet small") : nothing}
      ${open ? action("calendar.delete", () => go("delete"), "quiet small danger-text") : nothing}
    </div>`;
}

function renderTarget(input: DetailsInput, target: Target): TemplateResult {
  const { accounts, t, api, act, busy } = input;
  const account = accounts.find(({ id }) => id === target.account_id);
  const name = account ? account.label || account.display_name || account.handle : networkLabel(target.network);
  const button = (key: string, work: () => Promise<unknown>): TemplateResult =>
    html`<button
      type="button"
      class="button small"
      aria-disabled=${busy}
      @click=${() =>
        void act(async () => {
          await work();
          return null;
        }, true)}
    >
      ${t(key)}
    </button>`;
  const resolve = (as: "again" | "discarded") => () =>
    api.call("POST /v1/targets/{target_id}/resolve body keyed", target.id, { as });
  const allowed = input.can("posts:publish");
  return html`<li class="target">
    <div class="row">
      ${account ? input.renderAvatar(account) : nothing}
      <span class="grow clip">${name}</span>
      <span class=${`badge s-${toneOf(target.status)}`}>${t(`calendar.target.${target.status}`)}</span>
    </div>
    ${target.problem ? html`<p class="small">${target.problem.user_message}</p>` : nothing}
    ${
      target.status === "uncertain" && allowed
        ? html`<p class="small muted">${t("calendar.target.uncertain.text")}</p>
            <div class="row wrap">
              <button type="button" class="button small" @click=${() => input.go({ found: target.id })}>
                ${t("calendar.target.uncertain.published")}
              </button>
              ${button("calendar.target.uncertain.again", resolve("again"))}
              ${button("calendar.target.uncertain.discard", resolve("discarded"))}
            </div>`
        : nothing
    }
    ${
      target.status === "failed" && allowed
        ? html`<div class="row wrap">
            ${button("calendar.target.retry", () => api.call("POST /v1/targets/{target_id}/retry keyed", target.id))}
          </div>`
        : nothing
    }
    ${renderLink(target, t)}
  </li>`;
}

/** Where it is on the network: an address from outside, so only ever one of the web's. */
function renderLink(target: Target, t: DetailsInput["t"]): unknown {
  const url = target.parts.find(part => part.url !== null)?.url;
  if (!url || !/^https?:\/\//i.test(url)) return nothing;
  return html`<a class="link small" href=${url} target="_blank" rel="noopener nofollow ugc">${t("calendar.target.view")}</a>`;
}

/** A target's state in the colours of a post's. */
function toneOf(status: Target["status"]): string {
  if (status === "dispatching" || status === "processing" || status === "unknown") return "publishing";
  return status === "discarded" ? "cancelled" : status;
}

function renderMove({ t, local, go, move, busy }: DetailsInput): TemplateResult {
  return html`<form
    class="stack"
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      const to = String(new FormData(event.target as HTMLFormElement).get("at") ?? "").slice(0, 16);
      if (to !== "") void move(to);
    }}
  >
    <h2 id="dialog-title">${t("calendar.move.title")}</h2>
    <div>
      <label class="label" for="move-at">${t("calendar.move.at")}</label>
      <input class="input" id="move-at" name="at" type="datetime-local" required .value=${local} />
    </div>
    <div class="dialog-actions">
      <button type="button" class="button quiet" @click=${() => go("details")}>${t("common.back")}</button>
      <button type="submit" class="button primary" aria-disabled=${busy}>${t("calendar.move.submit")}</button>
    </div>
  </form>`;
}

function renderFound({ t, go, act, api, busy }: DetailsInput, targetId: string): TemplateResult {
  return html`<form
    class="stack"
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      const url = String(new FormData(event.target as HTMLFormElement).get("url") ?? "").trim();
      void act(async () => {
        await api.call("POST /v1/targets/{target_id}/resolve body keyed", targetId, { as: "published", url });
        go("details");
        return null;
      }, true);
    }}
  >
    <h2 id="dialog-title">${t("calendar.target.uncertain.where")}</h2>
    <div>
      <label class="label" for="found-url">${t("calendar.target.uncertain.url")}</label>
      <input class="input" id="found-url" name="url" type="url" required placeholder="https://" />
    </div>
    <div class="dialog-actions">
      <button type="button" class="button quiet" @click=${() => go("details")}>${t("common.back")}</button>
      <button type="submit" class="button primary" aria-disabled=${busy}>${t("common.save")}</button>
    </div>
  </form>`;
}

function renderDelete({ post, t, go, act, api, busy }: DetailsInput): TemplateResult {
  return html`<h2 id="dialog-title">${t("calendar.delete.title")}</h2>
    <p>${t("calendar.delete.text")}</p>
    <div class="dialog-actions">
      <button type="button" class="button quiet" @click=${() => go("details")}>${t("common.back")}</button>
      <button
        type="button"
        class="button primary danger"
        aria-disabled=${busy}
        @click=${() =>
          void act(async () => {
            await api.call("DELETE /v1/posts/{post_id}", post.id);
            return t("calendar.deleted");
          })}
      >
        ${t("calendar.delete")}
      </button>
    </div>`;
}
