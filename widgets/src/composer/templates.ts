import type { components, Template } from "@placard/sdk/core";
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import panelTexts from "../copy/en/composer-panels.ts";
import { Attempt } from "../element/attempt.ts";
import { closeDialog, renderDialog } from "../element/dialog.ts";
import { icons } from "../element/icons.ts";
import { isPlacardError } from "../session/session.ts";
import { type Draft, isBlank, writtenParts } from "./draft.ts";
import type { Host } from "./host.ts";
import { panelStyles } from "./panel-styles.ts";
import { wordsOf } from "./words.ts";

type Rendered = components["schemas"]["RenderedTemplate"];

/** So many templates are read; whoever has more finds them by the API. */
const MOST = 500;

type View =
  | { readonly at: "list" }
  | {
      readonly at: "fill";
      readonly template: Template;
      readonly values: Readonly<Record<string, string>>;
      readonly faults: ReadonlyMap<string, string>;
    }
  | { readonly at: "save"; readonly name: string };

/** A dialog that puts a template's text into the draft, and makes a template of the draft's. */
export class Templates {
  readonly #host: Host;
  readonly #attempt: Attempt;
  readonly #done: (said: string | null) => void;
  #templates: readonly Template[] | null = null;
  #wanted = "";
  #view: View = { at: "list" };

  /** @param done called when it is over, with what to tell */
  constructor(host: Host, done: (said: string | null) => void) {
    this.#host = host;
    this.#done = done;
    this.#attempt = new Attempt(host);
    host.adopt([panelStyles], panelTexts);
    void this.#read();
  }

  async #read(): Promise<void> {
    await this.#attempt.run(async () => {
      this.#templates = await this.#host.session.api.call("GET /v1/templates query page", { limit: 100 }).toArray({ max: MOST });
    });
  }

  #show(view: View): void {
    this.#view = view;
    this.#attempt.error = null;
    this.#host.update();
  }

  #choose(template: Template): void {
    this.#show({ at: "fill", template, values: {}, faults: new Map() });
    if (template.variables.length === 0) void this.#insert();
  }

  async #insert(): Promise<void> {
    const view = this.#view;
    if (view.at !== "fill" || this.#attempt.busy) return;
    const { template, values } = view;
    const missing = template.variables.filter(({ name, default: usual }) => usual === null && !values[name]?.trim());
    if (missing.length > 0) {
      const faults = new Map(missing.map(({ name }) => [name, this.#host.t("composer.template.missing")]));
      this.#show({ ...view, faults });
      requestAnimationFrame(() => this.#host.root.querySelector<HTMLElement>(`#var-${missing[0]?.name}`)?.focus());
      return;
    }
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ""));
    await this.#attempt.run(async () => {
      try {
        const path = "POST /v1/templates/{template_id}/render body";
        const rendered = await this.#host.session.api.call(path, template.id, { variables: given });
        this.#host.edit(draft => filled(draft, rendered));
        this.#done(this.#host.t("composer.template.inserted", { name: template.name }));
      } catch (error) {
        const faults = faultsIn(error, template);
        if (faults.size === 0) throw error;
        this.#show({ ...view, faults });
      }
    });
  }

  async #save(): Promise<void> {
    const view = this.#view;
    if (view.at !== "save" || this.#attempt.busy) return;
    const { draft, session, t } = this.#host;
    await this.#attempt.run(async () => {
      const template = await session.api.call("POST /v1/templates body keyed", {
        name: view.name,
        text: draft.text,
        thread: writtenParts(draft.thread).map(({ text }) => ({ text })),
        first_comment: draft.firstComment.trim() === "" ? null : draft.firstComment,
      });
      this.#done(t("composer.template.saved", { name: template.name }));
    });
  }

  render(): TemplateResult {
    const view = this.#view;
    const title =
      view.at === "list"
        ? this.#host.t("composer.templates")
        : view.at === "save"
          ? this.#host.t("composer.template.save")
          : view.template.name;
    return renderDialog({
      title,
      onClosed: () => this.#done(null),
      body: html`${
        this.#attempt.error === null
          ? nothing
          : html`<div class="notice danger" role="alert">${icons.alert}<p class="grow">${wordsOf(this.#host, this.#attempt.error)}</p>
              ${
                view.at === "list" && this.#templates === null
                  ? html`<button type="button" class="button small" @click=${() => void this.#read()}>${this.#host.t("common.retry")}</button>`
                  : nothing
              }
            </div>`
      }
      ${view.at === "list" ? this.#renderList() : view.at === "fill" ? this.#renderFill(view) : this.#renderSave(view)}`,
    });
  }

  #renderList(): unknown {
    const { t, draft } = this.#host;
    const all = this.#templates;
    const wanted = this.#wanted.toLowerCase();
    const shown = all?.filter(({ name, text }) => `${name} ${text}`.toLowerCase().includes(wanted)) ?? [];
    const saves = this.#host.can("templates:write") && draft.text.trim() !== "";
    return html`${
      all !== null && all.length > 0
        ? html`<div>
            <label class="visually-hidden" for="template-search">${t("common.search")}</label>
            <input
              class="input"
              id="template-search"
              type="search"
              placeholder=${t("common.search")}
              autocomplete="off"
              .value=${live(this.#wanted)}
              @input=${(event: InputEvent) => {
                this.#wanted = (event.target as HTMLInputElement).value.trim();
                this.#host.update();
              }}
            />
          </div>`
        : nothing
    }
      ${
        all === null
          ? this.#attempt.error === null
            ? html`<div class="skeleton area" aria-hidden="true"></div>`
            : nothing
          : shown.length === 0
            ? html`<p class="muted">${t(all.length === 0 ? "composer.templates.empty" : "composer.library.none")}</p>`
            : html`<ul class="rows">
                ${repeat(
                  shown,
                  ({ id }) => id,
                  template =>
                    html`<li>
                      <button type="button" class="row-button" @click=${() => this.#choose(template)}>
                        <span class="strong">${template.name}</span><span class="muted small clip" dir="auto">${template.text}</span>
                      </button>
                    </li>`,
                )}
              </ul>`
      }
      <div class="dialog-actions">
        ${
          saves
            ? html`<button type="button" class="button" @click=${() => this.#show({ at: "save", name: "" })}>${t("composer.template.save")}</button>`
            : nothing
        }
        <button type="button" class="button" @click=${closeDialog}>${t("common.close")}</button>
      </div>`;
  }

  #renderFill(view: Extract<View, { at: "fill" }>): TemplateResult {
    const { t } = this.#host;
    const { template, values, faults } = view;
    return html`<form
      class="stack"
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#insert();
      }}
    >
      <p class="template-text muted small" dir="auto">${template.text}</p>
      ${template.variables.map(({ name, default: usual, description }) => {
        const fault = faults.get(name);
        return html`<div>
          <label class="label" for=${`var-${name}`}>${name.replaceAll("_", " ")}</label>
          <input
            class="input"
            id=${`var-${name}`}
            maxlength="5000"
            dir="auto"
            autocomplete="off"
            placeholder=${usual ?? nothing}
            aria-invalid=${fault !== undefined}
            aria-describedby=${`var-${name}-hint`}
            .value=${live(values[name] ?? "")}
            @input=${(event: InputEvent) => {
              const value = (event.target as HTMLInputElement).value;
              const left = new Map(faults);
              left.delete(name);
              this.#show({ ...view, values: { ...values, [name]: value }, faults: left });
            }}
          />
          <p class=${fault === undefined ? "hint" : "fault"} id=${`var-${name}-hint`}>
            ${fault ?? description ?? (usual === null ? "" : t("composer.template.usual", { value: usual }))}
          </p>
        </div>`;
      })}
      <div class="dialog-actions">
        <button type="button" class="button" @click=${() => this.#show({ at: "list" })}>${t("common.back")}</button>
        <button type="submit" class="button primary" aria-disabled=${this.#attempt.busy}>${t("composer.template.insert")}</button>
      </div>
    </form>`;
  }

  #renderSave(view: Extract<View, { at: "save" }>): TemplateResult {
    const { t, draft } = this.#host;
    return html`<form
      class="stack"
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#save();
      }}
    >
      <p class="template-text muted small" dir="auto">${draft.text}</p>
      <div>
        <label class="label" for="template-name">${t("composer.template.name")}</label>
        <input
          class="input"
          id="template-name"
          required
          maxlength="200"
          autocomplete="off"
          .value=${live(view.name)}
          @input=${(event: InputEvent) => this.#show({ at: "save", name: (event.target as HTMLInputElement).value })}
        />
        <p class="hint">${t("composer.template.hint")}</p>
      </div>
      <div class="dialog-actions">
        <button type="button" class="button" @click=${() => this.#show({ at: "list" })}>${t("common.back")}</button>
        <button type="submit" class="button primary" aria-disabled=${this.#attempt.busy}>${t("common.save")}</button>
      </div>
    </form>`;
  }
}

/** What the API says of a template's variables, each by its name. */
function faultsIn(error: unknown, template: Template): ReadonlyMap<string, string> {
  const errors = isPlacardError(error) ? (error.problem?.errors ?? []) : [];
  return new Map(
    errors.flatMap(({ path, message, fix }) => {
      const name = path.replace(/^variables\./, "");
      return template.variables.some(variable => variable.name === name) ? [[name, `${message} ${fix}`] as const] : [];
    }),
  );
}

/** The draft with what a template gave: in place of nothing, or after what is written. */
function filled(draft: Draft, rendered: Rendered): Draft {
  const hashtags = rendered.hashtags.map(tag => (tag.startsWith("#") ? tag : `#${tag}`)).join(" ");
  const text = [rendered.text, hashtags].filter(part => part !== "").join("\n\n");
  const before = isBlank(draft) ? "" : draft.text.trimEnd();
  return {
    ...draft,
    text: before === "" ? text : `${before}\n\n${text}`,
    thread: [...writtenParts(draft.thread), ...rendered.thread.map(part => ({ text: part.text, mediaIds: [] }))],
    firstComment: draft.firstComment.trim() === "" ? (rendered.first_comment ?? "") : draft.firstComment,
    templateId: before === "" ? rendered.template_id : draft.templateId,
  };
}
