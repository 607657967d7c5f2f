import { html, nothing, type TemplateResult } from "lit";
import { networkMark } from "../networks/marks.ts";
import type { NetworkCheck } from "./checks.ts";
import { isOwn } from "./draft.ts";
import type { Host } from "./host.ts";
import type { Writing } from "./writing.ts";

/** A tab for what all networks get, and one for each of them. Nothing where there is one network, which says nothing of its own. */
export function renderTabs(host: Host, writing: Writing, results: readonly NetworkCheck[]): unknown {
  const { draft, networks } = writing;
  if (networks.length < 2 && !networks.some(network => isOwn(draft, network))) return nothing;
  const tab = (network: string | null, label: string): TemplateResult => {
    const count = results.find(one => one.network === network)?.counts[0];
    return html`<button
      type="button"
      role="tab"
      class="tab"
      id=${`tab-${network ?? "all"}`}
      aria-selected=${writing.tab === network}
      aria-controls="writing"
      tabindex=${writing.tab === network ? 0 : -1}
      @click=${() => writing.open(network)}
    >
      ${network === null ? nothing : networkMark(network)}${label}
      ${network !== null && isOwn(draft, network) ? html`<span class="own-dot" role="img" aria-label=${host.t("composer.own")}></span>` : nothing}
      ${count && !count.fits ? html`<span class="count danger-text">${host.formatNumber(count.remaining)}</span>` : nothing}
    </button>`;
  };
  return html`<div
    role="tablist"
    class="tabs"
    aria-label=${host.t("composer.tabs")}
    @keydown=${(event: KeyboardEvent) => moveTab(host, writing, event)}
  >
    ${tab(null, host.t("composer.tabs.all"))}
    ${networks.map(network => tab(network, results.find(one => one.network === network)?.label ?? network))}
  </div>`;
}

function moveTab(host: Host, writing: Writing, event: KeyboardEvent): void {
  const tabs: readonly (string | null)[] = [null, ...writing.networks];
  const at = tabs.indexOf(writing.tab);
  const rtl = getComputedStyle(event.currentTarget as Element).direction === "rtl";
  const step =
    event.key === (rtl ? "ArrowLeft" : "ArrowRight") ? at + 1 : event.key === (rtl ? "ArrowRight" : "ArrowLeft") ? at - 1 : null;
  const to = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : step;
  if (to === null) return;
  event.preventDefault();
  const network = tabs.at(to % tabs.length) ?? null;
  writing.open(network);
  host.focus(`#tab-${network ?? "all"}`);
}
