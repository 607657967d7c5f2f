import type { Account, components } from "@placard/sdk/core";
import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../element/icons.ts";
import type { ShownProfile } from "../networks/avatar.ts";
import { networkLabel, networkMark } from "../networks/marks.ts";
import { connectIcons } from "./icons.ts";

export type Network = components["schemas"]["Network"];
export type Choice = components["schemas"]["ProfileChoice"];

/** More posts than this are not counted before an account is disconnected: "more than 250" says enough. */
export const COUNTED_POSTS = 250;

/** What the dialog is at. */
export type Step =
  | { readonly at: "networks" }
  | {
      readonly at: "form";
      readonly network: Network;
      readonly way: "oauth" | "credentials";
      readonly faults: Readonly<Record<string, string>>;
      readonly problem: string | null;
    }
  | { readonly at: "blocked"; readonly network: Network; readonly url: string }
  | { readonly at: "waiting"; readonly network: Network; readonly url: string }
  | { readonly at: "finishing" }
  | {
      readonly at: "choose";
      readonly network: string;
      readonly state: string;
      readonly choices: readonly Choice[];
      readonly problem: string | null;
    }
  | { readonly at: "rename"; readonly account: Account; readonly problem: string | null }
  | { readonly at: "disconnect"; readonly account: Account; readonly posts: number | null; readonly problem: string | null };

type At<Name extends Step["at"]> = Extract<Step, { at: Name }>;

/** What the dialog has of the widget. */
export interface StepOf {
  readonly busy: boolean;
  /** Networks that an account can be connected of. */
  readonly connectable: readonly Network[];
  t(key: string, values?: Readonly<Record<string, string | number>>): string;
  renderAvatar(profile: ShownProfile): TemplateResult;
  /** Shows another step; null closes the dialog. */
  go(step: Step | null): void;
  choose(network: Network): void;
  /** Sends the person to the network. */
  begin(network: Network): Promise<void>;
  /** Brings the network's window to the front again. */
  again(step: At<"waiting">): void;
  select(step: At<"choose">, choice: Choice): Promise<void>;
  submitForm(event: SubmitEvent, step: At<"form">): Promise<void>;
  rename(event: SubmitEvent, step: At<"rename">): Promise<void>;
  disconnect(step: At<"disconnect">): Promise<void>;
}

/** Networks of many servers, of which a person's may be any. */
export const hasServers = (network: string): boolean => network === "bluesky" || network === "mastodon";

/** An account by the name that the person knows. */
export const nameOf = (account: Account): string => account.label || account.display_name || account.handle;

/** What the dialog shows at a step. */
export function renderStep(of: StepOf, step: Step): TemplateResult {
  switch (step.at) {
    case "networks":
      return html`${renderTitle(of.t("connect.choose"))}
        ${
          of.connectable.length === 0
            ? html`<p class="muted">${of.t("connect.noNetworks")}</p>`
            : html`<div class="networks">
                ${of.connectable.map(
                  network =>
                    html`<button type="button" class="button" ?disabled=${of.busy} @click=${() => of.choose(network)}>
                      ${networkMark(network.network)}<span class="clip">${network.label}</span>
                    </button>`,
                )}
              </div>`
        }
        ${renderClose(of, "common.cancel")}`;
    case "form":
      return renderForm(of, step);
    case "blocked":
      return html`${renderTitle(of.t("connect.blocked.title"))}
        <p>${of.t("connect.blocked.text")}</p>
        <div class="dialog-actions">
          <button type="button" class="button" @click=${() => void of.begin(step.network)}>${of.t("common.retry")}</button>
          <button type="button" class="button primary" @click=${() => location.assign(step.url)}>${of.t("connect.blocked.here")}</button>
        </div>`;
    case "waiting":
      return html`${renderTitle(of.t("connect.waiting.title"))}
        <p>${of.t("connect.waiting.text", { network: step.network.label })}</p>
        <div class="dialog-actions">
          <button type="button" class="button quiet" @click=${() => of.go(null)}>${of.t("common.cancel")}</button>
          <button type="button" class="button" @click=${() => of.again(step)}>${connectIcons.open}${of.t("connect.waiting.again")}</button>
        </div>`;
    case "finishing":
      return html`${renderTitle(of.t("connect.finishing"))}<div class="skeleton line"></div>`;
    case "choose":
      return html`${renderTitle(of.t("connect.select.title"))}
        <p class="muted">${of.t("connect.select.text", { network: networkLabel(step.network) })}</p>
        <div class="stack">
          ${step.choices.map(
            choice =>
              html`<button type="button" class="choice" ?disabled=${of.busy} @click=${() => void of.select(step, choice)}>
                ${of.renderAvatar({ ...choice, network: step.network })}
                <span class="grow">
                  <span class="strong clip">${choice.display_name || choice.handle}</span>
                  <span class="small muted clip">${of.t(`connect.kind.${choice.kind}`)} · <bdi>${choice.handle}</bdi></span>
                </span>
              </button>`,
          )}
        </div>
        ${renderFault(step.problem)} ${renderClose(of, "common.cancel")}`;
    case "rename":
      return html`<form class="stack" @submit=${(event: SubmitEvent) => void of.rename(event, step)}>
        ${renderTitle(of.t("connect.rename"))}
        <div>
          <label class="label" for="label">${of.t("connect.rename.label")}</label>
          <input
            class="input"
            id="label"
            name="label"
            maxlength="100"
            autocomplete="off"
            aria-describedby="label-hint"
            .value=${step.account.label ?? ""}
            placeholder=${step.account.display_name}
          />
          <p class="hint" id="label-hint">${of.t("connect.rename.hint")}</p>
        </div>
        ${renderFault(step.problem)}
        <div class="dialog-actions">
          <button type="button" class="button quiet" @click=${() => of.go(null)}>${of.t("common.cancel")}</button>
          <button type="submit" class="button primary" aria-disabled=${of.busy}>${of.t("common.save")}</button>
        </div>
      </form>`;
    case "disconnect":
      return renderDisconnect(of, step);
  }
}

function renderForm(of: StepOf, step: At<"form">): TemplateResult {
  const { network, way, faults, problem } = step;
  const other = way === "oauth" ? "credentials" : "oauth";
  const hasOther = other === "oauth" ? network.connect.oauth : network.connect.credentials.length > 0;
  const switchTo = (): void => {
    of.go({ ...step, way: other, faults: {}, problem: null });
  };
  return html`<form class="stack" novalidate @submit=${(event: SubmitEvent) => void of.submitForm(event, step)}>
    ${renderTitle(of.t("connect.form.title", { network: network.label }))}
    ${
      way === "oauth"
        ? html`<p class="muted">${of.t("connect.form.oauthText", { network: network.label })}</p>`
        : network.connect.credentials.map(field => renderField(field, faults[field.name]))
    }
    ${hasServers(network.network) ? renderServer(of) : nothing} ${renderFault(problem)}
    ${
      hasOther
        ? html`<div>
            <button type="button" class="link" @click=${switchTo}>
              ${of.t(`connect.form.${other}`, { network: network.label })}
            </button>
          </div>`
        : nothing
    }
    <div class="dialog-actions">
      <button type="button" class="button quiet" @click=${() => of.go(null)}>${of.t("common.cancel")}</button>
      <button type="submit" class="button primary" aria-disabled=${of.busy}>
        ${of.t(way === "oauth" ? "connect.form.continue" : "connect.form.submit")}
      </button>
    </div>
  </form>`;
}

function renderField(field: Network["connect"]["credentials"][number], fault: string | undefined): TemplateResult {
  const { name, label, secret, description } = field;
  return html`<div>
    <label class="label" for=${`field-${name}`}>${label}</label>
    <input
      class="input"
      id=${`field-${name}`}
      name=${name}
      type=${secret ? "password" : "text"}
      autocomplete=${secret ? "off" : "username"}
      autocapitalize="none"
      spellcheck="false"
      required
      aria-invalid=${fault !== undefined}
      aria-describedby=${`hint-${name}`}
    />
    <p class=${fault === undefined ? "hint" : "fault"} id=${`hint-${name}`}>${fault ?? description}</p>
  </div>`;
}

function renderServer(of: StepOf): TemplateResult {
  return html`<div>
    <label class="label" for="field-server">${of.t("connect.form.server")}</label>
    <input
      class="input"
      id="field-server"
      name="server"
      type="url"
      inputmode="url"
      placeholder="https://"
      aria-describedby="hint-server"
    />
    <p class="hint" id="hint-server">${of.t("connect.form.serverHint")}</p>
  </div>`;
}

function renderDisconnect(of: StepOf, step: At<"disconnect">): TemplateResult {
  const { account, posts, problem } = step;
  const count = Math.min(posts ?? 0, COUNTED_POSTS);
  const key = posts === null ? null : posts === 0 ? "none" : posts > COUNTED_POSTS ? "postsMore" : "posts";
  return html`${renderTitle(of.t("connect.disconnect.title", { name: nameOf(account) }))}
    <div class="stack">
      ${
        key === null
          ? html`<div class="skeleton line"></div>`
          : html`<p class=${posts === 0 ? "" : "strong"}>${of.t(`connect.disconnect.${key}`, { count })}</p>`
      }
      <p class="muted">${of.t("connect.disconnect.stays")}</p>
    </div>
    ${renderFault(problem)}
    <div class="dialog-actions">
      <button type="button" class="button quiet" @click=${() => of.go(null)}>${of.t("common.cancel")}</button>
      <button type="button" class="button primary danger" aria-disabled=${of.busy} @click=${() => void of.disconnect(step)}>
        ${of.t("connect.disconnect")}
      </button>
    </div>`;
}

function renderTitle(text: string): TemplateResult {
  return html`<h2 id="dialog-title">${text}</h2>`;
}

function renderFault(problem: string | null): unknown {
  return problem === null ? nothing : html`<div class="notice danger" role="alert">${icons.alert}<p>${problem}</p></div>`;
}

function renderClose(of: StepOf, key: string): TemplateResult {
  return html`<div class="dialog-actions">
    <button type="button" class="button quiet" @click=${() => of.go(null)}>${of.t(key)}</button>
  </div>`;
}
