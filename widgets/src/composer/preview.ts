import { composeText, findHashtags, findLinks, findMentions, type NetworkName } from "@placard/networks";
import type { Account } from "@placard/sdk/core";
import { html, nothing, svg, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { ShownProfile } from "../networks/avatar.ts";
import { networkLabel, networkMark } from "../networks/marks.ts";
import type { isNetwork } from "./checks.ts";
import { type Draft, versionOf } from "./draft.ts";
import type { Host } from "./host.ts";
import { type Layout, layoutOf } from "./layouts.ts";
import { clock, type Shown } from "./shown.ts";

/** What a network shows of a post. */
interface PreviewInput {
  readonly network: NetworkName;
  readonly label: string;
  readonly profile: ShownProfile;
  readonly text: string;
  readonly media: readonly Shown[];
  readonly thread: readonly { readonly text: string; readonly media: readonly Shown[] }[];
  readonly firstComment: string;
  readonly title: string;
  readonly t: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  readonly renderAvatar: (profile: ShownProfile) => TemplateResult;
  /** Whether the person opened what the network folds away. */
  readonly unfolded: boolean;
  readonly onUnfold: () => void;
}

/**
 * After how many characters, or lines, a network folds a text in its feed: near enough to write by, for feeds differ by device and change. Networks that are not
 * named fold nothing here.
 */
const FOLDS: Partial<Readonly<Record<NetworkName, { readonly characters: number; readonly lines: number }>>> = {
  x: { characters: 280, lines: 25 },
  linkedin: { characters: 210, lines: 3 },
  facebook: { characters: 480, lines: 7 },
  instagram: { characters: 125, lines: 3 },
  tiktok: { characters: 100, lines: 2 },
  youtube: { characters: 160, lines: 3 },
};

type Action = "reply" | "repeat" | "like" | "share";
const SHORT: readonly Action[] = ["reply", "repeat", "like", "share"];
const FEED: readonly Action[] = ["like", "reply", "share"];
/** What people do with a post there, in the order of the network's own buttons. */
const ACTIONS: Readonly<Record<NetworkName, readonly Action[]>> = {
  x: SHORT,
  bluesky: SHORT,
  threads: ["like", "reply", "repeat", "share"],
  mastodon: SHORT,
  sandbox: SHORT,
  linkedin: ["like", "reply", "repeat", "share"],
  facebook: FEED,
  instagram: FEED,
  tiktok: FEED,
  youtube: FEED,
  email: [],
};

/** The same as small marks. */
const MARKS: Readonly<Record<Action, TemplateResult>> = {
  reply: svg`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2.5 3h11v8h-6L4 13.5V11H2.5z"/></svg>`,
  repeat: svg`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 6.5V4.5h8v4M12 9.5v2H4v-4M10.5 7 12 8.5 13.5 7M2.5 9 4 7.5 5.5 9"/></svg>`,
  like: svg`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 13.5C3 10 2.5 7.5 2.5 6a2.8 2.8 0 0 1 5.5-1 2.8 2.8 0 0 1 5.5 1c0 1.5-.5 4-5.5 7.5z"/></svg>`,
  share: svg`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 10V2.5M5 5l3-2.5L11 5M3 9v4.5h10V9"/></svg>`,
};

/** What a draft will look like on each network that it goes to, or on the one that is named. */
export function renderPreviews(
  host: Host,
  of: {
    readonly accounts: readonly Account[];
    readonly draft: Draft;
    readonly network: string | null;
    readonly shown: ((id: string) => Shown | undefined) | undefined;
    readonly isKnown: typeof isNetwork;
    /** Networks whose fold the person opened. */
    readonly unfolded: Set<string>;
  },
): unknown {
  const { draft, isKnown, unfolded } = of;
  const shown = (ids: readonly string[]): Shown[] => ids.flatMap(id => of.shown?.(id) ?? []);
  const seen = new Set<string>();
  // One picture for each network: a second account of the same shows the same post.
  const first = of.accounts.filter(({ network }) => !seen.has(network) && seen.add(network));
  return repeat(
    of.network === null ? first : first.filter(({ network }) => network === of.network),
    ({ network }) => network,
    account => {
      const { network } = account;
      if (!isKnown(network)) return nothing;
      const label = networkLabel(network);
      const { text, mediaIds, thread, firstComment } = versionOf(draft, network);
      return html`<div>
        <p class="preview-name">${networkMark(network)}${label}</p>
        ${renderPreview({
          network,
          label,
          profile: account,
          text,
          media: shown(mediaIds),
          thread: thread.map(part => ({ text: part.text, media: shown(part.mediaIds) })),
          firstComment,
          title: draft.title,
          t: host.t,
          renderAvatar: host.renderAvatar,
          unfolded: unfolded.has(network),
          onUnfold: () => {
            unfolded.add(network);
            host.update();
          },
        })}
      </div>`;
    },
  );
}

/** A post as the network's own feed would show it, near enough to write by. It is a picture: nothing in it can be followed. */
function renderPreview(input: PreviewInput): TemplateResult {
  const { network, label, profile, text, media, thread, firstComment, title, t, renderAvatar } = input;
  const handle = handleOf(network, profile.handle);
  const titled = title.trim() !== "" && (network === "youtube" || network === "email" || network === "tiktok");
  const card = (body: string, shown: readonly Shown[], first: boolean): TemplateResult => html`<div class="preview-post">
    ${renderAvatar({ ...profile, network: "" })}
    <div class="preview-main">
      <p class="preview-who">
        <span class="strong">${profile.display_name || profile.handle}</span>
        <span class="muted">${handle === "" ? nothing : html`<bdi>${handle}</bdi> · `}${t("composer.preview.now")}</span>
      </p>
      ${first && titled ? html`<p class="strong" dir="auto">${title}</p>` : nothing}
      ${renderText(network, composeText({ text: body }, network), input)}
      ${shown.length > 0 ? renderMedia(network, shown, t) : first ? renderLinkCard(network, body) : nothing}
      <div class="preview-actions" aria-hidden="true">${ACTIONS[network].map(action => MARKS[action])}</div>
    </div>
  </div>`;
  return html`<section class="preview" part="preview" aria-label=${`${t("composer.preview")}: ${label}`}>
    <div class=${`preview-card ${network}`}>
      ${card(text, media, true)} ${thread.map(item => card(item.text, item.media, false))}
      ${
        firstComment.trim() === ""
          ? nothing
          : html`<div class="preview-comment">
              ${renderAvatar({ ...profile, network: "" })}
              <div class="preview-main">
                <p class="small muted">${t("composer.preview.comment")}</p>
                ${renderText(network, firstComment, { ...input, unfolded: true })}
              </div>
            </div>`
      }
    </div>
  </section>`;
}

/** As the network writes it beside the name; empty where it does not. */
const handleOf = (network: NetworkName, handle: string): string =>
  network === "linkedin" || network === "facebook" ? "" : handle.startsWith("@") ? handle : `@${handle}`;

/** The text with what the network makes links of, folded where the network folds. */
function renderText(network: NetworkName, text: string, { unfolded, onUnfold, t }: PreviewInput): TemplateResult {
  const fold = unfolded ? null : foldOf(network, text);
  return html`<p class="preview-text" dir="auto">${renderEntities(network, fold === null ? text : text.slice(0, fold))}${
    fold === null
      ? nothing
      : html`… <button type="button" class="link muted" @click=${onUnfold}>${t("composer.preview.more")}</button>`
  }</p>`;
}

function foldOf(network: NetworkName, text: string): number | null {
  const fold = FOLDS[network];
  if (!fold) return null;
  const lines = text.split("\n");
  const byLines = lines.length > fold.lines ? lines.slice(0, fold.lines).join("\n").length : Number.POSITIVE_INFINITY;
  const cut = Math.min(byLines, text.length > fold.characters ? fold.characters : Number.POSITIVE_INFINITY);
  if (cut === Number.POSITIVE_INFINITY) return null;
  // Not within a word, nor within a character of several code units.
  const space = text.lastIndexOf(" ", cut);
  const at = space > cut - 20 ? space : cut;
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at;
}

function renderEntities(network: NetworkName, text: string): unknown[] {
  const found = [...findLinks(text, network), ...findMentions(text, network), ...findHashtags(text, network)].sort(
    (a, b) => a.start - b.start,
  );
  const pieces: unknown[] = [];
  let end = 0;
  for (const entity of found) {
    if (entity.start < end) continue;
    pieces.push(text.slice(end, entity.start), html`<span class="preview-link">${text.slice(entity.start, entity.end)}</span>`);
    end = entity.end;
  }
  pieces.push(text.slice(end));
  return pieces;
}

/** Networks that show the first link of a post as a card. What stands in the card they read from the page: here is its address alone. */
function renderLinkCard(network: NetworkName, text: string): unknown {
  if (network === "instagram" || network === "tiktok" || network === "youtube" || network === "email") return nothing;
  const [link] = findLinks(text, network);
  if (!link) return nothing;
  const address = text.slice(link.start, link.end);
  const url = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  if (!URL.canParse(url)) return nothing;
  const { hostname, pathname } = new URL(url);
  return html`<div class="preview-linkcard">
    <p class="small muted">${hostname.replace(/^www\./, "")}</p>
    <p class="clip">${pathname === "/" ? hostname : decodePath(pathname)}</p>
  </div>`;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** How many tiles a layout has; `pages` shows one and says how many there are. */
const tilesOf = (layout: Layout, most: number, count: number): number => (layout === "pages" ? 1 : Math.min(most, count));

/** The pictures as the network lays them out. What is on its way stands as an empty tile. */
function renderMedia(network: NetworkName, media: readonly Shown[], t: PreviewInput["t"]): TemplateResult {
  const { layout, most } = layoutOf(network);
  const count = tilesOf(layout, most, media.length);
  const more = media.length - count;
  return html`<div class=${`shots ${layout} n${Math.min(count, 4)}`}>
    ${media.slice(0, count).map(
      (one, index) =>
        html`<div class="shot">
          ${renderShot(one)}
          ${one.durationS === null ? nothing : html`<span class="shot-note">${clock(one.durationS)}</span>`}
          ${
            index < count - 1 || more === 0
              ? nothing
              : html`<span class=${layout === "pages" ? "shot-note" : "shot-more"}
                  >${layout === "pages" ? t("composer.preview.page", { number: 1, count: media.length }) : t("composer.preview.others", { count: more })}</span
                >`
          }
        </div>`,
    )}
  </div>`;
}

function renderShot(one: Shown): TemplateResult {
  const video = one.contentType.startsWith("video/");
  if (video && one.url !== null)
    return html`<video src=${one.url} preload="metadata" muted playsinline tabindex="-1" aria-label=${one.altText ?? one.name}></video>
      <span class="shot-play" aria-hidden="true"><svg viewBox="0 0 16 16"><path d="m5.5 3.5 7 4.5-7 4.5z" /></svg></span>`;
  if (one.contentType.startsWith("image/") && (one.thumbnailUrl ?? one.url) !== null)
    // Its attributes give its shape before it is there.
    return html`<img
      src=${one.url ?? one.thumbnailUrl ?? ""}
      width=${one.width ?? nothing}
      height=${one.height ?? nothing}
      alt=${one.altText ?? ""}
      decoding="async"
      loading="lazy"
      referrerpolicy="no-referrer"
    />`;
  return html`<span class="shot-file small">${one.name}</span>`;
}
