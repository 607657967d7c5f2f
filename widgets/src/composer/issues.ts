import { html, nothing } from "lit";
import { networkLabel, networkMark } from "../networks/marks.ts";
import type { NetworkCheck } from "./checks.ts";
import { isBlank } from "./draft.ts";
import type { Host } from "./host.ts";
import type { NetworkFacts } from "./network-facts.ts";
import type { Panels } from "./panels.ts";
import type { Sending } from "./sending.ts";

/** What keeps a post from being sent, and what had better be otherwise. */
export function renderIssues(
  host: Host,
  of: {
    readonly sending: Sending;
    readonly facts: NetworkFacts;
    readonly panels: Panels;
    readonly results: readonly NetworkCheck[];
  },
): unknown {
  const { sending, facts, panels, results } = of;
  const { tried, waited } = sending;
  // An empty post is no fault of anybody's until somebody wants to send it.
  if (!tried && !waited && isBlank(host.draft)) return nothing;
  const issues = results.flatMap(({ issues: own, network }) => own.map(issue => ({ ...issue, network })));
  const list = (severity: "error" | "warning", titleKey: string): unknown => {
    // What several networks say, or one of several media, is said once.
    const said = new Map<string, Set<string>>();
    for (const issue of issues) {
      if (issue.severity !== severity || (!tried && issue.code === "text_required")) continue;
      const text = facts.textOf(issue);
      said.set(text, (said.get(text) ?? new Set()).add(issue.network));
    }
    if (said.size === 0) return nothing;
    return html`<div>
      <p class=${`label ${severity === "error" ? "danger-text" : "warning-text"}`} tabindex="-1" ?data-fault=${severity === "error"}>
        ${host.t(titleKey)}
      </p>
      <ul class="issues small">
        ${[...said].map(
          ([text, networks]) =>
            html`<li>
              <span class="mark">${[...networks].map(network => networkMark(network))}</span>
              <span><span class="visually-hidden">${[...networks].map(networkLabel).join(", ")}: </span>${text}</span>
            </li>`,
        )}
      </ul>
    </div>`;
  };
  const waits = waited ? panels.faultOfMedia : null;
  return html`${waits === null ? nothing : html`<p class="fault" tabindex="-1" data-fault>${host.t(waits)}</p>`}
    ${list("error", "composer.issues")} ${list("warning", "composer.warnings")}`;
}
