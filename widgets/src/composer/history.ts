import type { components, Post } from "@placard/sdk/core";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import panelTexts from "../copy/en/composer-panels.ts";
import { Attempt } from "../element/attempt.ts";
import { closeDialog, renderDialog } from "../element/dialog.ts";
import { icons } from "../element/icons.ts";
import { isPlacardError } from "../session/session.ts";
import type { Host } from "./host.ts";
import { panelStyles } from "./panel-styles.ts";
import { authorName, wordsOf } from "./words.ts";

type ListedVersion = components["schemas"]["ListedPostVersion"];
type Version = components["schemas"]["PostVersion"];
type Difference = components["schemas"]["PostDifference"];

const PAGE = 30;
const isStale = (error: unknown): boolean => isPlacardError(error) && error.status === 412;

/** What the history has of the composer's post. */
export interface HistoryOf {
  readonly post: Post;
  readonly etag: string | null;
  /** Whether the person may bring a version back. */
  readonly restores: boolean;
  /** The post says again what it said. */
  readonly onRestored: (post: Post, etag: string | null, number: number) => void;
  /** Somebody else changed it. */
  readonly onStale: () => void;
  readonly onClosed: () => void;
}

/** A dialog with what a post said before: who changed it, when, and what. */
export class History {
  readonly #host: Host;
  readonly #of: HistoryOf;
  readonly #attempt: Attempt;
  #versions: readonly ListedVersion[] | null = null;
  #cursor: string | null = null;
  #shown: Version | null = null;
  #wanted: number | null = null;

  constructor(host: Host, of: HistoryOf) {
    this.#host = host;
    this.#of = of;
    this.#attempt = new Attempt(host);
    host.adopt([panelStyles], panelTexts);
    void this.#read();
  }

  async #read(cursor?: string): Promise<void> {
    if (this.#attempt.busy) return;
    await this.#attempt.run(async () => {
      const page = await this.#host.session.api
        .call("GET /v1/posts/{post_id}/versions query page", this.#of.post.id, { limit: PAGE, cursor })
        .page();
      this.#versions = cursor === undefined ? page.data : [...(this.#versions ?? []), ...page.data];
      this.#cursor = page.has_more ? page.next_cursor : null;
    });
    const latest = this.#versions?.[0];
    if (this.#wanted === null && latest) await this.#open(latest.number);
  }

  async #open(number: number): Promise<void> {
    this.#wanted = number;
    this.#attempt.error = null;
    this.#host.update();
    try {
      const version = await this.#host.session.api.call("GET /v1/posts/{post_id}/versions/{number}", this.#of.post.id, number);
      if (this.#wanted === number) this.#shown = version;
    } catch (error) {
      if (this.#wanted === number) this.#attempt.error = error;
      this.#host.report(error);
    }
    this.#host.update();
  }

  async #restore(number: number): Promise<void> {
    const { post, etag, onRestored, onStale } = this.#of;
    if (this.#attempt.busy) return;
    await this.#attempt.run(
      async () => {
        const restored = await this.#host.session.api
          .call("POST /v1/posts/{post_id}/versions/{number}/restore keyed", post.id, number, {
            ...(etag !== null && { ifMatch: etag }),
          })
          .withResponse();
        onRestored(restored.data, restored.etag, number);
      },
      error => {
        if (isStale(error)) onStale();
      },
    );
  }

  render(): TemplateResult {
    const { t } = this.#host;
    const versions = this.#versions;
    const shown = this.#shown?.number === this.#wanted ? this.#shown : null;
    const restorable = this.#of.restores && shown !== null && shown.number !== versions?.[0]?.number;
    const stale = isStale(this.#attempt.error);
    return renderDialog({
      title: t("composer.history"),
      wide: true,
      onClosed: this.#of.onClosed,
      body: html`${
        this.#attempt.error === null
          ? nothing
          : html`<div class="notice danger" role="alert">
              ${icons.alert}
              <p class="grow">${stale ? t("composer.history.stale") : wordsOf(this.#host, this.#attempt.error)}</p>
            </div>`
      }
        ${
          versions === null
            ? this.#attempt.error === null
              ? html`<div class="skeleton area" aria-hidden="true"></div>`
              : nothing
            : versions.length === 0
              ? html`<p class="muted">${t("composer.history.empty")}</p>`
              : html`<div class="history">
                  <ul class="rows" aria-label=${t("composer.history")}>
                    ${repeat(
                      versions,
                      ({ number }) => number,
                      version => this.#renderRow(version),
                    )}
                    ${
                      this.#cursor === null
                        ? nothing
                        : html`<li><button type="button" class="button small" @click=${() => void this.#read(this.#cursor ?? undefined)}>${t("common.more")}</button></li>`
                    }
                  </ul>
                  <div class="stack" aria-live="polite">
                    ${shown === null ? html`<div class="skeleton area" aria-hidden="true"></div>` : this.#renderVersion(shown)}
                  </div>
                </div>`
        }
        <div class="dialog-actions">
          <button type="button" class="button" @click=${closeDialog}>${t("common.close")}</button>
          ${
            restorable
              ? html`<button type="button" class="button primary" aria-disabled=${this.#attempt.busy} @click=${() => void this.#restore(shown.number)}>
                  ${t("composer.history.restore")}
                </button>`
              : nothing
          }
        </div>`,
    });
  }

  #renderRow({ number, author, created_at, changed, restored_from }: ListedVersion): TemplateResult {
    const { t } = this.#host;
    const what =
      restored_from !== null
        ? t("composer.history.restored", { number: restored_from })
        : number === 1
          ? t("composer.history.first")
          : this.#list(changed);
    return html`<li>
      <button type="button" class="row-button" aria-current=${this.#wanted === number} @click=${() => void this.#open(number)}>
        <span class="strong small">${this.#host.formatDate(created_at, { dateStyle: "medium", timeStyle: "short" })}</span>
        <span class="small">${authorName(this.#host, author)}</span>
        <span class="small muted">${what}</span>
      </button>
    </li>`;
  }

  #list(fields: readonly string[]): string {
    return new Intl.ListFormat(this.#host.locale).format(fields.map(field => this.#host.t(`composer.field.${field}`)));
  }

  #renderVersion({ number, content, diff }: Version): unknown {
    const { t } = this.#host;
    if (number === 1 || diff.length === 0) return html`<p class="diff" dir="auto" tabindex="0">${content.text}</p>`;
    return diff.map(
      difference =>
        html`<div>
          <p class="label">${t(`composer.field.${difference.field}`)}</p>
          ${this.#renderDifference(difference)}
        </div>`,
    );
  }

  #renderDifference({ field, before, after, segments }: Difference): TemplateResult {
    const { t } = this.#host;
    const deleted = (text: string): TemplateResult =>
      html`<del><span class="visually-hidden">${t("composer.history.deleted")} </span>${text}</del>`;
    const inserted = (text: string): TemplateResult =>
      html`<ins><span class="visually-hidden">${t("composer.history.inserted")} </span>${text}</ins>`;
    if (segments !== null)
      return html`<p class="diff" dir="auto" tabindex="0">${segments.map(({ op, text }) => (op === "equal" ? text : op === "delete" ? deleted(text) : inserted(text)))}</p>`;
    const [was, is] = [this.#said(field, before), this.#said(field, after)];
    return html`<p class="diff" dir="auto" tabindex="0">${was === "" ? nothing : html`${deleted(was)}${is === "" ? "" : "\n"}`}${is === "" ? nothing : inserted(is)}</p>`;
  }

  /** What a field says, as far as people can read it: of media, accounts and the like how many. */
  #said(field: string, value: unknown): string {
    if (value === null || value === undefined) return "";
    if (typeof value === "string") return field === "campaign_id" ? this.#host.t("composer.campaign") : value;
    if (!Array.isArray(value)) return JSON.stringify(value);
    if (field === "tags" || field === "hashtags") return value.join(", ");
    if (field === "thread") return value.map(part => String(Object(part).text)).join("\n\n");
    if (field === "overrides")
      return value.map(own => [Object(own).network, Object(own).text].filter(Boolean).join(": ")).join("\n");
    return this.#host.t("composer.history.count", { count: value.length });
  }
}
