import type { Media } from "@placard/sdk/core";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { closeDialog, renderDialog } from "../element/dialog.ts";
import { icons } from "../element/icons.ts";
import type { Host } from "./host.ts";
import { composerIcons } from "./icons.ts";
import { clock } from "./shown.ts";
import { wordsOf } from "./words.ts";

const PAGE = 24;
/** So long after the last key the library is searched. */
const SEARCH_AFTER_MS = 250;

/** A dialog in which a person picks from the workspace's media. */
export class Library {
  readonly #host: Host;
  readonly #done: (picked: readonly Media[]) => void;
  readonly #picked = new Map<string, Media>();
  #media: readonly Media[] | null = null;
  #cursor: string | null = null;
  #wanted = "";
  #error: unknown = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** @param done called once, with what was picked: nothing where the person changed their mind */
  constructor(host: Host, done: (picked: readonly Media[]) => void) {
    this.#host = host;
    this.#done = done;
    void this.#read();
  }

  async #read(cursor?: string): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.#error = null;
    try {
      const page = await this.#host.session.api
        .call("GET /v1/media query page", { limit: PAGE, cursor, q: this.#wanted || undefined })
        .page();
      if (asked !== this.#asked) return; // another search began
      this.#media = cursor === undefined ? page.data : [...(this.#media ?? []), ...page.data];
      this.#cursor = page.has_more ? page.next_cursor : null;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#error = error;
      this.#host.report(error);
    }
    this.#host.update();
  }

  #search(text: string): void {
    this.#wanted = text.trim();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#read(), SEARCH_AFTER_MS);
  }

  #toggle(media: Media): void {
    if (!this.#picked.delete(media.id)) this.#picked.set(media.id, media);
    this.#host.update();
  }

  render(): TemplateResult {
    const { t } = this.#host;
    const count = this.#picked.size;
    return renderDialog({
      title: t("composer.library"),
      wide: true,
      onClosed: () => this.#done([]),
      body: html`<div>
          <label class="visually-hidden" for="library-search">${t("common.search")}</label>
          <input
            class="input"
            id="library-search"
            type="search"
            placeholder=${t("common.search")}
            autocomplete="off"
            @input=${(event: InputEvent) => this.#search((event.target as HTMLInputElement).value)}
          />
        </div>
        ${this.#renderMedia()}
        <div class="dialog-actions">
          <button type="button" class="button" @click=${closeDialog}>${t("common.cancel")}</button>
          <button
            type="button"
            class="button primary"
            aria-disabled=${count === 0}
            @click=${() => count > 0 && this.#done([...this.#picked.values()])}
          >
            ${t("composer.library.add", { count })}
          </button>
        </div>`,
    });
  }

  #renderMedia(): unknown {
    const { t } = this.#host;
    if (this.#error !== null)
      return html`<div class="notice danger" role="alert">
        ${icons.alert}
        <p class="grow">${wordsOf(this.#host, this.#error)}</p>
        <button type="button" class="button small" @click=${() => void this.#read()}>${t("common.retry")}</button>
      </div>`;
    if (this.#media === null)
      return html`<div class="library" aria-busy="true" aria-label=${t("common.loading")} role="group">
        ${Array.from({ length: 8 }, () => html`<div class="skeleton square"></div>`)}
      </div>`;
    if (this.#media.length === 0)
      return html`<p class="muted">${t(this.#wanted === "" ? "composer.library.empty" : "composer.library.none")}</p>`;
    return html`<div class="library" role="group" aria-label=${t("composer.library")}>
        ${repeat(
          this.#media,
          ({ id }) => id,
          media =>
            html`<label class="library-item" title=${media.file_name}>
              ${
                media.thumbnail_url === null
                  ? html`<span class="tile-file">${media.kind === "video" ? composerIcons.video : composerIcons.file}<span class="clip">${media.file_name}</span></span>`
                  : html`<img src=${media.thumbnail_url} alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" />`
              }
              ${media.duration_s ? html`<span class="tile-note">${clock(media.duration_s)}</span>` : nothing}
              <input
                type="checkbox"
                aria-label=${media.alt_text ? `${media.file_name}, ${media.alt_text}` : media.file_name}
                .checked=${this.#picked.has(media.id)}
                @change=${() => this.#toggle(media)}
              />
            </label>`,
        )}
      </div>
      ${
        this.#cursor === null
          ? nothing
          : html`<button type="button" class="button" @click=${() => void this.#read(this.#cursor ?? undefined)}>
              ${t("common.more")}
            </button>`
      }`;
  }
}
