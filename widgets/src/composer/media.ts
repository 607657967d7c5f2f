import { type NetworkName, networks } from "@placard/networks";
import type { Media } from "@placard/sdk/core";
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import mediaTexts from "../copy/en/composer-media.ts";
import { icons } from "../element/icons.ts";
import { problemText } from "../element/problem-text.ts";
import { isPlacardError } from "../session/session.ts";
import { isUpload, mediaIn, UPLOAD, withMedia } from "./draft.ts";
import type { Host } from "./host.ts";
import { composerIcons } from "./icons.ts";
import { cropOf } from "./layouts.ts";
import { mediaStyles } from "./media-styles.ts";
import { clock, type Shown, shownOf } from "./shown.ts";
import { wordsOf } from "./words.ts";

/** The API takes no file that is larger. Told at once: to send it first would cost the person the time. */
const MOST_BYTES = 100_000_000;
/** So many files go at once: more share the same line, and each takes longer. */
const MOST_AT_ONCE = 3;
/** One try of an upload may take so long: 100 MB at 1 Mbit/s is 14 minutes. */
const UPLOAD_TIMEOUT_MS = 20 * 60_000;
/** So long after the last key an alternative text is saved. */
const SAVE_AFTER_MS = 800;
/** So long after what is said of a media could not be read it may be asked for again. */
const ASK_AGAIN_MS = 10_000;
/** What a tile that is dragged says it is: a file from outside says `Files`. */
const DRAGGED = "application/x-placard-media";

interface Upload {
  readonly file: File;
  readonly stop: AbortController;
  /** The same for every try: an answer that was lost makes no second media. */
  readonly key: string;
  /** Null: how far it is nobody knows. */
  share: number | null;
  state: "waiting" | "running" | "failed";
  error: unknown;
}

interface AltText {
  text: string;
  state: "unsaved" | "saving" | "saved" | "failed";
  error: unknown;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** One row of media: a post's, a network's own, or an item of a thread's. */
export interface Strip {
  /** Names it among the others: `text`, `part-0`. */
  readonly name: string;
  readonly ids: readonly string[];
  /** Where it goes. */
  readonly networks: readonly NetworkName[];
  readonly onIds: (ids: readonly string[]) => void;
}

/** The media of a draft: what is known of them, what is on its way, and how they are shown. */
export class MediaDesk {
  readonly #host: Host;
  readonly #known = new Map<string, Shown>();
  readonly #gone = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #uploads = new Map<string, Upload>();
  readonly #altTexts = new Map<string, AltText>();
  /** The tile that is open, by its strip and its media. */
  #open: { readonly strip: string; readonly id: string } | null = null;
  #dragged: { readonly strip: string; readonly id: string } | null = null;
  /** Grows with whatever is learned: what was worked out from less is out of date. */
  #version = 0;

  constructor(host: Host) {
    this.#host = host;
    host.adopt([mediaStyles], mediaTexts);
  }

  get version(): number {
    return this.#version;
  }

  /** What is known of a media; undefined while it is not. */
  readonly shown = (id: string): Shown | undefined => {
    const known = this.#known.get(id);
    if (known) return known;
    const upload = this.#uploads.get(id);
    return upload && upload.state !== "failed" ? shownFile(id, upload.file) : undefined;
  };

  /** What still keeps a draft from being sent: as a key of the copy, or null. */
  faultOf(ids: readonly string[]): string | null {
    const some = ids.filter(isUpload);
    if (ids.some(id => this.#gone.has(id))) return "composer.media.gone.left";
    if (some.length === 0) return null;
    return some.some(id => this.#uploads.get(id)?.state === "failed") ? "composer.media.failed.left" : "composer.media.wait";
  }

  /** Reads what is not known of these yet. */
  need(ids: readonly string[]): void {
    for (const id of ids) if (!isUpload(id) && !this.#known.has(id) && !this.#gone.has(id)) void this.#ask(id);
  }

  async #ask(id: string): Promise<void> {
    if (this.#asked.has(id)) return;
    this.#asked.add(id);
    try {
      this.know(await this.#host.session.api.call("GET /v1/media/{media_id}", id));
      this.#asked.delete(id);
    } catch (error) {
      if (isPlacardError(error) && error.status === 404) this.#gone.add(id);
      else {
        // It is asked for again with what is rendered next, and not before some time.
        setTimeout(() => this.#asked.delete(id), ASK_AGAIN_MS);
        this.#host.report(error);
      }
      this.#learned();
    }
  }

  /** Takes what the API said of a media. */
  know(media: Media): void {
    this.#known.set(media.id, shownOf(media));
    this.#learned();
  }

  #learned(): void {
    this.#version += 1;
    this.#host.update();
  }

  /** Begins to upload files; gives the names under which they stand in the draft until they have an id. */
  add(files: readonly File[]): string[] {
    const names = files.map(file => {
      const key = crypto.randomUUID();
      const tooLarge = file.size > MOST_BYTES;
      this.#uploads.set(UPLOAD + key, {
        file,
        stop: new AbortController(),
        key,
        share: null,
        state: tooLarge ? "failed" : "waiting",
        error: tooLarge ? new TooLarge() : null,
      });
      return UPLOAD + key;
    });
    if (files.length > 0) this.#host.announce(this.#host.t("composer.media.added", { count: files.length }));
    queueMicrotask(() => this.tend()); // when the draft names them
    return names;
  }

  /** Stops what no draft names any more, and begins what waits. */
  tend(): void {
    const inUse = new Set(mediaIn(this.#host.draft));
    for (const [name, upload] of this.#uploads) {
      if (inUse.has(name)) continue;
      upload.stop.abort();
      this.#uploads.delete(name);
    }
    let running = [...this.#uploads.values()].filter(({ state }) => state === "running").length;
    for (const [name, upload] of this.#uploads) {
      if (running >= MOST_AT_ONCE) return;
      if (upload.state !== "waiting") continue;
      running += 1;
      void this.#send(name, upload);
    }
  }

  async #send(name: string, upload: Upload): Promise<void> {
    const { session } = this.#host;
    upload.state = "running";
    upload.share = null;
    this.#learned();
    const unfollow = session.follow(upload.key, share => {
      upload.share = share;
      this.#host.update();
    });
    try {
      const media = await session.api.call(
        "POST /v1/media form keyed",
        { file: upload.file },
        { idempotencyKey: upload.key, signal: upload.stop.signal, timeout: UPLOAD_TIMEOUT_MS },
      );
      this.#uploads.delete(name);
      if (this.#open?.id === name) this.#open = { ...this.#open, id: media.id };
      this.#known.set(media.id, shownOf(media));
      this.#host.edit(draft => withMedia(draft, id => (id === name ? media.id : id)));
      this.#learned();
      this.#host.announce(this.#host.t("composer.media.done", { name: upload.file.name }));
    } catch (error) {
      if (upload.stop.signal.aborted || session.signal.aborted) return;
      upload.state = "failed";
      upload.error = error;
      this.#host.announce(`${upload.file.name}: ${this.#wordsOf(upload)}`);
      this.#host.report(error);
      this.#learned();
    } finally {
      unfollow();
      this.tend();
    }
  }

  #wordsOf({ error }: Upload): string {
    return error instanceof TooLarge ? this.#host.t("composer.media.tooLarge") : wordsOf(this.#host, error);
  }

  #retry(upload: Upload): void {
    upload.state = "waiting";
    upload.error = null;
    this.#learned();
    this.tend();
  }

  /** Stops what is on its way. */
  close(): void {
    for (const { stop } of this.#uploads.values()) stop.abort();
    this.#uploads.clear();
  }

  /** Saves what was written and not saved yet. */
  flush(): void {
    for (const id of this.#altTexts.keys()) void this.#saveAltText(id);
  }

  // Order

  #move(strip: Strip, id: string, by: number): void {
    const from = strip.ids.indexOf(id);
    const to = Math.max(0, Math.min(strip.ids.length - 1, from + by));
    if (from < 0 || to === from) return;
    strip.onIds(strip.ids.toSpliced(from, 1).toSpliced(to, 0, id));
    this.#host.announce(this.#host.t("composer.media.moved", { position: to + 1, count: strip.ids.length }));
  }

  #remove(strip: Strip, id: string): void {
    const at = strip.ids.indexOf(id);
    const next = strip.ids[at + 1] ?? strip.ids[at - 1];
    this.#open = null;
    strip.onIds(strip.ids.filter(other => other !== id));
    this.#host.announce(this.#host.t("composer.media.removed", { name: this.#nameOf(id) }));
    this.tend();
    this.#focus(next === undefined ? `#add-${strip.name}` : `#${faceId(strip.name, next)}`);
  }

  #focus(selector: string): void {
    requestAnimationFrame(() => this.#host.root.querySelector<HTMLElement>(selector)?.focus());
  }

  #nameOf(id: string): string {
    return this.#known.get(id)?.name ?? this.#uploads.get(id)?.file.name ?? this.#host.t("composer.media.one");
  }

  // What it shows

  /** The media of one strip as tiles, with what is said of the one that is open under them. */
  render(strip: Strip): unknown {
    const { ids, name } = strip;
    if (ids.length === 0) return nothing;
    this.need(ids);
    const open = this.#open?.strip === name && ids.includes(this.#open.id) ? this.#open.id : null;
    return html`<div class="media" role="group" aria-label=${this.#host.t("composer.media")}>
      <ul class="tiles">
        ${repeat(
          ids,
          id => id,
          (id, index) => this.#renderTile(strip, id, index, id === open),
        )}
      </ul>
      ${open === null ? nothing : this.#renderOpen(strip, open)}
      ${ids.map(id => this.#renderFailure(strip, id))}
    </div>`;
  }

  #renderTile(strip: Strip, id: string, index: number, open: boolean): TemplateResult {
    const { t } = this.#host;
    const shown = this.#known.get(id);
    const upload = this.#uploads.get(id);
    const name = this.#nameOf(id);
    const label = t("composer.media.tile", { name, position: index + 1, count: strip.ids.length });
    const gone = this.#gone.has(id);
    return html`<li
      class=${`tile ${upload?.state === "failed" || gone ? "failed" : ""} ${open ? "open" : ""}`}
      draggable="true"
      @dragstart=${(event: DragEvent) => {
        this.#dragged = { strip: strip.name, id };
        event.dataTransfer?.setData(DRAGGED, id);
        if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
      }}
      @dragend=${() => {
        this.#dragged = null;
      }}
      @dragover=${(event: DragEvent) => {
        if (this.#dragged?.strip === strip.name) event.preventDefault();
      }}
      @drop=${(event: DragEvent) => {
        const dragged = this.#dragged;
        if (dragged?.strip !== strip.name) return;
        event.preventDefault();
        event.stopPropagation();
        this.#move(strip, dragged.id, index - strip.ids.indexOf(dragged.id));
      }}
    >
      <button
        type="button"
        class="tile-face"
        id=${faceId(strip.name, id)}
        aria-expanded=${open}
        aria-label=${label}
        aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
        title=${name}
        @click=${() => {
          this.#open = open ? null : { strip: strip.name, id };
          this.#host.update();
        }}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event, strip, id)}
      >
        ${shown ? this.#renderPicture(shown) : html`<span class="tile-file">${gone ? icons.alert : composerIcons.file}<span class="clip">${name}</span></span>`}
      </button>
      ${
        shown?.durationS
          ? html`<span class="tile-note">${clock(shown.durationS)}</span>`
          : shown && this.#wantsAlt(strip, shown)
            ? html`<span class="tile-note missing" aria-hidden="true">${t("composer.media.alt.none")}</span>`
            : nothing
      }
      ${
        upload && upload.state !== "failed"
          ? html`<progress
              class="tile-progress"
              max="1"
              .value=${upload.share ?? nothing}
              aria-label=${t("composer.media.uploading", { name })}
            ></progress>`
          : nothing
      }
      <button type="button" class="tile-remove" aria-label=${t(upload && upload.state !== "failed" ? "composer.media.cancel" : "composer.media.remove", { name })} @click=${() => this.#remove(strip, id)}>
        ${icons.close}
      </button>
    </li>`;
  }

  #renderPicture(shown: Shown): TemplateResult {
    const again = ({ target }: Event): void => {
      // A signed address ends after a day.
      if (!(target instanceof HTMLImageElement) || target.dataset["again"] === shown.thumbnailUrl) return;
      target.dataset["again"] = shown.thumbnailUrl ?? "";
      void this.#ask(shown.id);
    };
    return shown.thumbnailUrl === null
      ? html`<span class="tile-file">${shown.contentType.startsWith("video/") ? composerIcons.video : composerIcons.file}<span class="clip">${shown.name}</span></span>`
      : html`<img src=${shown.thumbnailUrl} alt="" decoding="async" referrerpolicy="no-referrer" draggable="false" @error=${again} />`;
  }

  #onKey(event: KeyboardEvent, strip: Strip, id: string): void {
    if (event.key === "Delete" || event.key === "Backspace") this.#remove(strip, id);
    else if (event.altKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      const rtl = getComputedStyle(event.currentTarget as Element).direction === "rtl";
      this.#move(strip, id, (event.key === "ArrowRight") === rtl ? -1 : 1);
      this.#focus(`#${faceId(strip.name, id)}`);
    } else return;
    event.preventDefault();
  }

  #wantsAlt({ networks: wanted }: Strip, shown: Shown): boolean {
    return (shown.altText ?? "").trim() === "" && describedOn(wanted, shown).length > 0;
  }

  #renderFailure(strip: Strip, id: string): unknown {
    const upload = this.#uploads.get(id);
    const gone = this.#gone.has(id);
    if (upload?.state !== "failed" && !gone) return nothing;
    const { t } = this.#host;
    const retry = upload && !(upload.error instanceof TooLarge) && problemText(upload.error).retry;
    return html`<div class="notice danger small">
      ${icons.alert}
      <p class="grow"><span class="strong">${this.#nameOf(id)}</span> ${upload ? this.#wordsOf(upload) : t("composer.media.gone")}</p>
      ${retry ? html`<button type="button" class="button small" @click=${() => this.#retry(upload)}>${t("common.retry")}</button>` : nothing}
      <button type="button" class="button small" @click=${() => this.#remove(strip, id)}>${t("composer.media.drop")}</button>
    </div>`;
  }

  #renderOpen(strip: Strip, id: string): unknown {
    const { t, formatNumber } = this.#host;
    const shown = this.#known.get(id);
    const index = strip.ids.indexOf(id);
    const all = strip.ids.flatMap(other => this.shown(other) ?? []);
    const crops = shown
      ? strip.networks.filter(network => cropOf(network, all, all.indexOf(this.shown(id) ?? shown)) !== null)
      : [];
    const button = (key: string, off: boolean, act: () => void): TemplateResult =>
      html`<button type="button" class="button small" aria-disabled=${off} @click=${() => off || act()}>${t(key)}</button>`;
    return html`<div class="tile-open stack">
      ${shown ? this.#renderAltText(strip, shown) : nothing}
      <p class="small muted">
        ${
          shown
            ? [
                shown.name,
                shown.width && shown.height ? `${formatNumber(shown.width)} × ${formatNumber(shown.height)}` : null,
                formatNumber(shown.bytes / (shown.bytes < 1e6 ? 1e3 : 1e6), {
                  style: "unit",
                  unit: shown.bytes < 1e6 ? "kilobyte" : "megabyte",
                  maximumFractionDigits: shown.bytes < 1e6 ? 0 : 1,
                }),
              ]
                .filter(one => one !== null)
                .join(" · ")
            : this.#nameOf(id)
        }
      </p>
      ${crops.length > 0 ? html`<p class="small muted">${t("composer.media.crop", { networks: this.#list(crops) })}</p>` : nothing}
      <div class="row wrap">
        ${button("composer.media.earlier", index === 0, () => this.#move(strip, id, -1))}
        ${button("composer.media.later", index === strip.ids.length - 1, () => this.#move(strip, id, 1))}
        ${button("composer.media.drop", false, () => this.#remove(strip, id))}
      </div>
    </div>`;
  }

  #list(names: readonly NetworkName[]): string {
    return new Intl.ListFormat(this.#host.locale).format(names.map(name => networks[name].label));
  }

  // Alternative text

  #renderAltText(strip: Strip, shown: Shown): unknown {
    const { t } = this.#host;
    const kept = this.#altTexts.get(shown.id);
    const id = `alt-${strip.name}`;
    const wanted = describedOn(strip.networks, shown);
    if (!this.#host.can("media:write")) return shown.altText ? html`<p>${shown.altText}</p>` : nothing;
    return html`<div>
      <label class="label" for=${id}>${t("composer.media.alt")}</label>
      <textarea
        class="input"
        id=${id}
        rows="2"
        maxlength="2000"
        dir="auto"
        aria-describedby=${`${id}-hint`}
        .value=${live(kept?.text ?? shown.altText ?? "")}
        @input=${(event: InputEvent) => this.#writeAltText(shown.id, (event.target as HTMLTextAreaElement).value)}
        @change=${() => void this.#saveAltText(shown.id)}
      ></textarea>
      <p class=${kept?.state === "failed" ? "fault" : "hint"} id=${`${id}-hint`}>
        ${
          kept?.state === "failed"
            ? wordsOf(this.#host, kept.error)
            : kept?.state === "saved"
              ? t("composer.media.alt.saved")
              : wanted.length > 0
                ? t("composer.media.alt.hint", { networks: this.#list(wanted) })
                : t("composer.media.alt.unshown")
        }
        ${
          kept?.state === "failed"
            ? html`<button type="button" class="link" @click=${() => void this.#saveAltText(shown.id)}>${t("common.retry")}</button>`
            : nothing
        }
      </p>
    </div>`;
  }

  #writeAltText(id: string, text: string): void {
    const before = this.#altTexts.get(id);
    clearTimeout(before?.timer);
    const timer = setTimeout(() => void this.#saveAltText(id), SAVE_AFTER_MS);
    this.#altTexts.set(id, { text, state: "unsaved", error: null, timer });
    this.#host.update();
  }

  async #saveAltText(id: string): Promise<void> {
    const kept = this.#altTexts.get(id);
    if (!kept || kept.state === "saving" || kept.state === "saved") return;
    clearTimeout(kept.timer);
    kept.state = "saving";
    try {
      const text = kept.text.trim();
      const media = await this.#host.session.api.call("PATCH /v1/media/{media_id} body", id, {
        alt_text: text === "" ? null : text,
      });
      kept.state = "saved";
      this.know(media);
    } catch (error) {
      kept.state = "failed";
      kept.error = error;
      this.#host.report(error);
      this.#host.update();
    }
  }
}

class TooLarge extends Error {}

/** The networks of these that show a media's alternative text. */
const describedOn = (wanted: readonly NetworkName[], { contentType }: Shown): NetworkName[] => {
  const kind = contentType === "image/gif" ? "gif" : contentType.startsWith("image/") ? "image" : null;
  return kind === null ? [] : wanted.filter(network => networks[network].altText?.kinds.includes(kind));
};

const shownFile = (id: string, file: File): Shown => ({
  id,
  name: file.name,
  contentType: file.type,
  bytes: file.size,
  width: null,
  height: null,
  durationS: null,
  // Nobody could have written it yet.
  altText: "…",
  url: null,
  thumbnailUrl: null,
});

const faceId = (strip: string, id: string): string => `face-${strip}-${id.replace(/\W/g, "-")}`;
