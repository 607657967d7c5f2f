import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { icons } from "../element/icons.ts";
import { renderArea } from "./area.ts";
import type { NetworkCheck } from "./checks.ts";
import { isOwn, type Part, versionOf, withoutOwn } from "./draft.ts";
import type { Host } from "./host.ts";
import type { NetworkFacts } from "./network-facts.ts";
import type { Panels } from "./panels.ts";
import type { Writing } from "./writing.ts";

/** What the fields of a version have of the composer. */
export interface FieldsOf {
  readonly writing: Writing;
  readonly facts: NetworkFacts;
  readonly panels: Panels;
  readonly results: readonly NetworkCheck[];
  /** Whether it is said what is missing. */
  readonly tried: boolean;
}

/** What is written for the version in sight: its title, its text and thread, its first comment and its options. */
export function renderFields(host: Host, of: FieldsOf): TemplateResult {
  const { t } = host;
  const { writing, facts, panels, results } = of;
  const { draft, networks, tab: network } = writing;
  const version = versionOf(draft, network);
  const shown = network === null ? results : results.filter(one => one.network === network);
  const fields = facts.checks?.fieldsFor(network === null ? networks : [network]) ?? {
    title: false,
    firstComment: false,
    thread: false,
  };
  const tooLong = shown.some(({ counts }) => counts[0] && !counts[0].fits);
  const tabbed = networks.length > 1;
  const button = (icon: unknown, key: string, act: () => void): TemplateResult =>
    html`<button type="button" class="button quiet small" @click=${act}>${icon}${t(key)}</button>`;
  return html`<div class="stack" id="writing" role=${tabbed ? "tabpanel" : nothing} aria-labelledby=${tabbed ? `tab-${network ?? "all"}` : nothing}>
    ${
      fields.title
        ? html`<div>
            <label class="label" for="title">${t("composer.title")}</label>
            <input
              class="input"
              id="title"
              maxlength="500"
              .value=${live(draft.title)}
              @input=${(event: InputEvent) => writing.change({ title: (event.target as HTMLInputElement).value })}
            />
          </div>`
        : nothing
    }
    ${
      network !== null
        ? html`<p class="small muted">
            ${t("composer.own.hint", { network: shown[0]?.label ?? network })}
            ${
              isOwn(draft, network)
                ? html`<button type="button" class="link" @click=${() => writing.write(withoutOwn(writing.draft, network))}>
                    ${t("composer.own.reset")}
                  </button>`
                : nothing
            }
          </p>`
        : nothing
    }
    <div>
      ${renderArea(host, writing, panels, {
        id: "text",
        label: t("composer.text"),
        value: version.text,
        counts: shown.map(check => ({ check, count: check.counts[0] })),
        onText: text => writing.changeVersion(network, { text }),
        media: { network, part: null, ids: version.mediaIds },
        tools: html`${fields.thread ? button(icons.add, "composer.part.add", () => addPart(host, writing, version.thread)) : nothing}
        ${fields.firstComment && !writing.comment ? button(icons.add, "composer.comment.add", () => openComment(host, writing)) : nothing}
        ${tooLong && fields.thread ? button(nothing, "composer.split", () => split(of, version.text)) : nothing}`,
      })}
      ${version.thread.map((item, index) =>
        renderArea(host, writing, panels, {
          id: `part-${index}`,
          className: "part",
          label: t("composer.part", { number: index + 2 }),
          value: item.text,
          counts: shown.map(check => ({ check, count: check.counts[index + 1] })),
          onText: text => writing.changeVersion(network, { thread: version.thread.with(index, { ...item, text }) }),
          media: { network, part: index, ids: item.mediaIds },
          tools: renderRemove(t("composer.part.remove", { number: index + 2 }), () =>
            writing.changeVersion(network, { thread: version.thread.toSpliced(index, 1) }),
          ),
        }),
      )}
      ${
        writing.comment && fields.firstComment
          ? renderArea(host, writing, panels, {
              id: "comment",
              className: "comment",
              label: t("composer.comment"),
              value: version.firstComment,
              counts: shown
                .filter(({ firstComment }) => firstComment !== null)
                .map(check => ({ check, count: check.firstComment })),
              onText: firstComment => writing.changeVersion(network, { firstComment }),
              tools: renderRemove(t("composer.comment.remove"), () => {
                writing.comment = false;
                writing.changeVersion(network, { firstComment: "" });
              }),
            })
          : nothing
      }
    </div>
    ${renderOptions(host, of)}
  </div>`;
}

/** The options of the network whose tab is open, or of the only one there is. */
function renderOptions(host: Host, { writing, facts, results, tried }: FieldsOf): unknown {
  const { draft, tab } = writing;
  const check = tab === null ? (results.length === 1 ? results[0] : undefined) : results.find(one => one.network === tab);
  if (!check || !facts.options) return nothing;
  const { network, contentType } = check;
  return facts.options.renderOptions(host, {
    network,
    contentType,
    options: versionOf(draft, network).options,
    faults: new Map(
      check.issues
        .filter(
          ({ path, code, severity }) =>
            path.startsWith("options.") && severity === "error" && (tried || code !== "option_required"),
        )
        .map(issue => [issue.path.slice("options.".length), facts.textOf(issue)]),
    ),
    onOptions: options => writing.changeVersion(network, { options }),
  });
}

const renderRemove = (label: string, act: () => void): TemplateResult =>
  html`<button type="button" class="button quiet icon small" aria-label=${label} @click=${act}>${icons.close}</button>`;

function addPart(host: Host, writing: Writing, thread: readonly Part[]): void {
  writing.changeVersion(writing.tab, { thread: [...thread, { text: "", mediaIds: [] }] });
  host.focus(`#part-${thread.length}`);
}

function openComment(host: Host, writing: Writing): void {
  writing.comment = true;
  host.update();
  host.focus("#comment");
}

/** Makes a thread of a text that is too long. */
function split({ writing, facts }: FieldsOf, text: string): void {
  const { draft, networks, tab } = writing;
  const [first = "", ...rest] = facts.checks?.asThread(text, tab === null ? networks : [tab]) ?? [];
  const parts = rest.map(part => ({ text: part, mediaIds: [] }));
  if (parts.length > 0) writing.changeVersion(tab, { text: first, thread: [...parts, ...versionOf(draft, tab).thread] });
}
