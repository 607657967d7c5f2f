import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { networkMark } from "../networks/marks.ts";
import type { NetworkCheck } from "./checks.ts";
import type { Host } from "./host.ts";
import { composerIcons } from "./icons.ts";
import type { Strip } from "./media.ts";
import type { Panels } from "./panels.ts";
import type { Place, Writing } from "./writing.ts";

/** What the library takes. What a file is, its bytes say: the API looks. */
const TAKEN = "image/jpeg,image/png,image/webp,image/gif,image/avif,video/mp4,video/quicktime,video/webm,application/pdf";

/** A text that is written, with what is counted, shown and done beside it. */
export interface Area {
  readonly id: string;
  readonly className?: string;
  readonly label: string;
  readonly value: string;
  readonly counts: readonly { readonly check: NetworkCheck; readonly count: NetworkCheck["firstComment"] | undefined }[];
  readonly onText: (text: string) => void;
  /** What it may show; left out where it has none. */
  readonly media?: Place & { readonly ids: readonly string[] };
  readonly tools: unknown;
}

/** A field for a text. Files can be dropped and pasted into it where it may show media. */
export function renderArea(host: Host, writing: Writing, panels: Panels, area: Area): TemplateResult {
  const { id, className = "", label, value, counts, onText, media, tools } = area;
  const over = counts.some(({ count }) => count && !count.fits);
  const add = (files: FileList | undefined): void => {
    if (media) void panels.addFiles(media, [...(files ?? [])]);
  };
  const takes = (event: DragEvent): boolean => !!media && !!event.dataTransfer?.types.includes("Files");
  const dropping = (over: boolean): void => {
    const before = writing.dropping;
    writing.dropping = over ? id : null;
    if (before !== writing.dropping) host.update();
  };
  return html`<div
    class=${`write ${className} ${writing.dropping === id ? "dropping" : ""}`}
    @dragover=${(event: DragEvent) => {
      if (!takes(event)) return;
      event.preventDefault();
      dropping(true);
    }}
    @dragleave=${(event: DragEvent) => {
      const { currentTarget, relatedTarget } = event;
      if (!(currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget)))
        dropping(false);
    }}
    @drop=${(event: DragEvent) => {
      if (!takes(event)) return;
      event.preventDefault();
      dropping(false);
      add(event.dataTransfer?.files);
    }}
  >
    <label class="visually-hidden" for=${id}>${label}</label>
    <textarea
      id=${id}
      dir="auto"
      placeholder=${id === "text" ? host.t("composer.text.placeholder") : label}
      aria-invalid=${over}
      aria-describedby=${`${id}-counts`}
      .value=${live(value)}
      @input=${({ target }: InputEvent) => {
        const area = target as HTMLTextAreaElement;
        onText(area.value);
        void panels.complete(area);
      }}
      @keydown=${(event: KeyboardEvent) => panels.completion?.onKey(event)}
      @click=${({ target }: MouseEvent) => panels.completion?.look(target as HTMLTextAreaElement)}
      @blur=${() => panels.completion?.close()}
      @paste=${(event: ClipboardEvent) => {
        const { files } = event.clipboardData ?? {};
        if (!media || !files?.length) return;
        event.preventDefault();
        add(files);
      }}
    ></textarea>
    ${
      media && media.ids.length > 0
        ? (panels.desk?.render({
            name: id,
            ids: media.ids,
            networks: counts.map(({ check }) => check.network),
            onIds: (ids: readonly string[]) => writing.changeMedia(media, () => ids),
          } satisfies Strip) ?? html`<div class="skeleton chip-line"></div>`)
        : nothing
    }
    <div class="write-foot">
      <div class="counts" id=${`${id}-counts`}>
        ${counts.map(({ check, count }) => {
          if (!count) return nothing;
          const state = host.t(count.fits ? "composer.count.left" : "composer.count.over", { count: Math.abs(count.remaining) });
          return html`<span class=${count.fits ? "" : "over"} title=${host.t("composer.count", { used: count.used, limit: count.limit })}
            >${networkMark(check.network)}<span aria-hidden="true">${host.formatNumber(count.remaining)}</span
            ><span class="visually-hidden">${host.t("composer.count.network", { network: check.label, state })}</span></span
          >`;
        })}
      </div>
      <div class="row">${media ? renderMediaTools(host, panels, id, media, add) : nothing}${tools}</div>
    </div>
  </div>`;
}

function renderMediaTools(
  host: Host,
  panels: Panels,
  id: string,
  place: Place,
  add: (files: FileList | undefined) => void,
): TemplateResult {
  const { t, can } = host;
  const tool = (name: string, icon: unknown, label: string, act: (event: Event) => void): TemplateResult =>
    html`<button type="button" class="button quiet icon small" id=${name} aria-label=${label} title=${label} @click=${act}>${icon}</button>`;
  return html`${
    can("media:write")
      ? html`${tool(`add-${id}`, composerIcons.image, t("composer.media.add"), () =>
          host.root.querySelector<HTMLInputElement>(`#file-${id}`)?.click(),
        )}<input
            id=${`file-${id}`}
            type="file"
            multiple
            hidden
            accept=${TAKEN}
            @change=${({ target }: Event) => {
              if (!(target instanceof HTMLInputElement)) return;
              add(target.files ?? undefined);
              target.value = ""; // the same file can be picked again
            }}
          />`
      : nothing
  }${can("media:read") ? tool(`library-${id}`, composerIcons.library, t("composer.library.open"), () => void panels.openLibrary(place)) : nothing}${
    place.part === null && place.network === null && can("templates:read")
      ? tool(`template-${id}`, composerIcons.template, t("composer.templates.open"), () => void panels.openTemplates())
      : nothing
  }`;
}
