import { type ContentType, type NetworkName, networks, type OptionDescriptor } from "@placard/networks";
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { OptionValue } from "./draft.ts";
import type { Host } from "./host.ts";
import { optionHint, optionLabel, optionValue } from "./option-texts.ts";

type Options = Readonly<Record<string, OptionValue>>;

/** What one network can be told beside the post itself, as a form from the network's own descriptions. */
export function renderOptions(
  host: Host,
  form: {
    readonly network: NetworkName;
    readonly contentType: ContentType;
    readonly options: Options;
    /** What the network says of them, by their names. */
    readonly faults: ReadonlyMap<string, string>;
    readonly onOptions: (options: Options) => void;
  },
): unknown {
  const { network, contentType, options, faults, onOptions } = form;
  const { label, options: all } = networks[network];
  const shown = all.filter(({ forContentTypes }) => forContentTypes?.includes(contentType) ?? true);
  if (shown.length === 0) return nothing;
  const needed = shown.some(({ name, required }) => required && options[name] === undefined);
  const set = Object.keys(options).length;
  return html`<details class="options" ?open=${needed || set > 0}>
    <summary>${host.t("composer.options", { network: label })}</summary>
    <div class="stack">
      ${shown.map(option => {
        const value = options[option.name];
        return renderOption(host, network, option, value, faults.get(option.name) ?? null, given => {
          const { [option.name]: _, ...others } = options;
          onOptions(given === undefined ? others : { ...others, [option.name]: given });
        });
      })}
    </div>
  </details>`;
}

function renderOption(
  host: Host,
  network: NetworkName,
  option: OptionDescriptor,
  value: OptionValue | undefined,
  fault: string | null,
  give: (value: OptionValue | undefined) => void,
): TemplateResult {
  const { t } = host;
  const id = `option-${network}-${option.name}`;
  const label = optionLabel(t, option);
  const said = optionHint(t, network, option);
  const hint =
    fault !== null
      ? html`<p class="fault" id=${`${id}-hint`}>${fault}</p>`
      : said === null
        ? nothing
        : html`<p class="hint" id=${`${id}-hint`}>${said}</p>`;
  const describedBy = fault !== null || said !== null ? `${id}-hint` : nothing;
  if (option.type === "boolean")
    return html`<div>
      <label class="check"
        ><input
          type="checkbox"
          id=${id}
          aria-describedby=${describedBy}
          aria-invalid=${fault !== null}
          .checked=${live(value === undefined ? (option.default ?? false) : value === true)}
          @change=${(event: Event) => {
            const { checked } = event.target as HTMLInputElement;
            give(checked === (option.default ?? false) ? undefined : checked);
          }}
        /><span>${label}${option.required ? html` <span class="muted">${host.t("composer.option.required")}</span>` : nothing}</span></label
      >
      ${hint}
    </div>`;
  return html`<div>
    <label class="label" for=${id}
      >${label}${option.required ? html` <span class="muted">${host.t("composer.option.required")}</span>` : nothing}</label
    >
    ${renderField(host, id, option, value, { describedBy, fault, give })}${hint}
  </div>`;
}

function renderField(
  host: Host,
  id: string,
  option: Exclude<OptionDescriptor, { type: "boolean" }>,
  value: OptionValue | undefined,
  field: { describedBy: unknown; fault: string | null; give: (value: OptionValue | undefined) => void },
): TemplateResult {
  const { describedBy, fault, give } = field;
  const textOf = (event: Event): string => (event.target as HTMLInputElement).value.trim();
  if (option.type === "enum") {
    const shown = (one: string) => optionValue(host.t, one);
    return html`<select
      class="input"
      id=${id}
      aria-describedby=${describedBy}
      aria-invalid=${fault !== null}
      @change=${(event: Event) => give(textOf(event) || undefined)}
    >
      <option value="" ?selected=${value === undefined}>
        ${option.default === undefined ? host.t("composer.option.choose") : host.t("composer.option.default", { value: shown(option.default) })}
      </option>
      ${option.values
        .filter(one => one !== option.default)
        .map(one => html`<option value=${one} ?selected=${one === value}>${shown(one)}</option>`)}
    </select>`;
  }
  const isNumber = option.type === "integer";
  const isList = option.type === "string_list";
  const shown = Array.isArray(value) ? value.join(", ") : value === undefined ? "" : String(value);
  const given = (text: string): OptionValue | undefined => {
    if (text === "") return undefined;
    if (isNumber) return Number.isFinite(Number(text)) ? Number(text) : text;
    if (!isList) return text;
    const entries = [...new Set(text.split(/[,،、，]/).map(entry => entry.trim()))].filter(Boolean);
    return entries.length > 0 ? entries : undefined;
  };
  return html`<input
      class="input"
      id=${id}
      type=${isNumber ? "number" : option.type === "string" && option.format === "uri" ? "url" : "text"}
      min=${isNumber ? (option.min ?? nothing) : nothing}
      max=${isNumber ? (option.max ?? nothing) : nothing}
      placeholder=${"default" in option && option.default !== undefined ? String(option.default) : nothing}
      autocomplete="off"
      aria-describedby=${describedBy}
      aria-invalid=${fault !== null}
      .value=${live(shown)}
      @change=${(event: Event) => give(given(textOf(event)))}
    />${isList ? html`<p class="hint">${host.t("composer.option.list")}</p>` : nothing}`;
}
