import { html, nothing, type TemplateResult } from "lit";
import { networkMark } from "./marks.ts";

/** What is shown of a profile. */
export interface ShownProfile {
  readonly display_name: string;
  readonly handle: string;
  readonly avatar_url: string | null;
  readonly network?: string;
}

/**
 * A profile's picture with its network's mark. Where there is none of the API's, or it cannot be loaded, the first letter of the name stands: a picture from
 * elsewhere would tell a stranger who looks at this page.
 */
export function renderAvatar(profile: ShownProfile, apiOrigin: string | null): TemplateResult {
  const letter = firstGrapheme(profile.display_name || profile.handle);
  return html`<span class="avatar" aria-hidden="true"
    >${letter.toUpperCase()}${
      profile.avatar_url && apiOrigin && URL.canParse(profile.avatar_url) && new URL(profile.avatar_url).origin === apiOrigin
        ? html`<img src=${profile.avatar_url} alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" @error=${hide} />`
        : nothing
    }${profile.network ? html`<span class="network">${networkMark(profile.network)}</span>` : nothing}</span
  >`;
}

const hide = ({ target }: Event): void => {
  if (target instanceof HTMLElement) target.hidden = true;
};

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
function firstGrapheme(name: string): string {
  const text = name.trim();
  // Most names begin so, and to segment them all costs a millisecond for each key in a composer of ten accounts.
  if (/^[A-Za-z0-9][ -~]/.test(text)) return text.charAt(0);
  return segmenter.segment(text)[Symbol.iterator]().next().value?.segment ?? "";
}
