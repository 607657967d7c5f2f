import type { components } from "@placard/sdk/core";
import { html, nothing, type TemplateResult } from "lit";
import type { Host } from "./host.ts";
import type { Writing } from "./writing.ts";

/** What is noted on a post for those who write it: its campaign and its tags. */
export function renderDetails(
  { t }: Host,
  writing: Writing,
  campaigns: readonly components["schemas"]["Campaign"][],
): TemplateResult {
  const { campaignId, tags } = writing.draft;
  return html`<details ?open=${campaignId !== null || tags.length > 0}>
    <summary>${t("composer.more")}</summary>
    <div class="stack">
      ${
        campaigns.length > 0
          ? html`<div>
              <label class="label" for="campaign">${t("composer.campaign")}</label>
              <select
                class="input"
                id="campaign"
                @change=${(event: Event) => writing.change({ campaignId: (event.target as HTMLSelectElement).value || null })}
              >
                <option value="" ?selected=${campaignId === null}>${t("common.none")}</option>
                ${campaigns.map(({ id, name }) => html`<option value=${id} ?selected=${id === campaignId}>${name}</option>`)}
              </select>
            </div>`
          : nothing
      }
      <div>
        <label class="label" for="tags">${t("composer.tags")}</label>
        <input
          class="input"
          id="tags"
          autocomplete="off"
          aria-describedby="tags-hint"
          .value=${tags.join(", ")}
          @change=${(event: Event) => writing.change({ tags: tagsOf((event.target as HTMLInputElement).value) })}
        />
        <p class="hint" id="tags-hint">${t("composer.tags.hint")}</p>
      </div>
    </div>
  </details>`;
}

const tagsOf = (text: string): string[] => [...new Set(text.split(/[,،、]/).map(tag => tag.trim()))].filter(Boolean).slice(0, 20);
