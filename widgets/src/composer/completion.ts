import { findHashtags, findMentions, type NetworkName } from "@placard/networks";
import type { Account } from "@placard/sdk/core";
import { html, render } from "lit";
import { menuStyles } from "../element/menu-styles.ts";
import type { Emoji } from "./emoji.ts";
import type { Host } from "./host.ts";

/** What is being written at the caret: a hashtag, a mention or an emoji's name. */
const TOKEN = /(?:^|[\s(])(#[\p{L}\p{M}\p{N}_]*|@[\p{L}\p{N}_.-]*|:[\p{L}][\p{L}\d _-]*)$/u;
/** No token is longer: what stands further before the caret is not looked at. */
const TOKEN_MOST = 60;
/** So many posts are read for what was written lately. */
const POSTS = 100;
const OFFERED = 8;
/** In a longer text the caret is not looked for: the list stands under the area. */
const MEASURED_MOST = 20_000;
const EDGE = 8;
const GAP = 4;

interface Choice {
  /** What is written in place of the token. */
  readonly text: string;
  readonly shown: string;
  readonly note: string;
}

/**
 * Offers hashtags, handles and emoji while they are written: a listbox at the caret that follows the ARIA practices of a combobox with the focus in the text.
 * It renders itself: the composer around it is not rendered for it.
 */
export class Completion {
  readonly #host: Host;
  readonly #accounts: () => readonly Account[];
  readonly #list: HTMLElement;
  #area: HTMLTextAreaElement | null = null;
  #choices: readonly Choice[] = [];
  #active = 0;
  #start = 0;
  /** What was closed by Escape stays closed until another token begins. */
  #refused = -1;
  #hashtags: readonly string[] | null = null;
  #handles: readonly string[] = [];
  #emoji: readonly Emoji[] | null = null;
  #reading: Promise<void> | null = null;

  /** @param list the popover that it fills */
  constructor(host: Host, list: HTMLElement, accounts: () => readonly Account[]) {
    host.adopt([menuStyles]);
    this.#host = host;
    this.#list = list;
    this.#accounts = accounts;
    // The focus stays in the text.
    list.addEventListener("mousedown", event => event.preventDefault());
  }

  /** Looks at what stands before the caret, and offers what goes with it. */
  look(area: HTMLTextAreaElement): void {
    const { selectionStart: caret, selectionEnd, value } = area;
    const token = caret === selectionEnd ? (TOKEN.exec(value.slice(Math.max(0, caret - TOKEN_MOST), caret))?.[1] ?? "") : "";
    const start = caret - token.length;
    const offered = token !== "" && start !== this.#refused;
    const choices = offered ? this.#offer(token) : [];
    if (offered) this.#refused = -1;
    if (choices === null) {
      void this.#read(token).then(() => this.#list.isConnected && this.#area !== null && this.look(area));
      this.#area = area;
      return;
    }
    if (choices.length === 0) {
      this.close();
      return;
    }
    this.#area = area;
    this.#choices = choices;
    this.#start = start;
    this.#active = 0;
    this.#show();
  }

  /** Takes a key where something is offered; whether it was one of its own. */
  onKey(event: KeyboardEvent): boolean {
    if (!this.#list.matches(":popover-open") || event.isComposing) return false;
    const count = this.#choices.length;
    if (event.key === "ArrowDown") this.#active = (this.#active + 1) % count;
    else if (event.key === "ArrowUp") this.#active = (this.#active + count - 1) % count;
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#choose(this.#active);
      return true;
    } else if (event.key === "Escape") {
      this.#refused = this.#start;
      this.close();
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    if (event.key !== "Escape") this.#show();
    return true;
  }

  /** Offers nothing any more. */
  close(): void {
    const area = this.#area;
    this.#area = null;
    if (!area) return;
    for (const name of ["aria-activedescendant", "aria-controls", "aria-autocomplete"]) area.removeAttribute(name);
    if (this.#list.matches(":popover-open")) this.#list.hidePopover();
    removeEventListener("scroll", this.#follow, { capture: true });
    removeEventListener("resize", this.#follow);
  }

  /** Stays at the caret where the page, or the field, moves under it. */
  readonly #follow = (): void => {
    if (this.#area) place(this.#list, caretOf(this.#area, this.#start));
  };

  // What is offered

  /** Null while what could be offered has not been read. */
  #offer(token: string): readonly Choice[] | null {
    const wanted = token.slice(1).toLowerCase();
    if (token.startsWith(":")) {
      if (wanted.length < 2) return [];
      return (
        this.#emoji &&
        best(this.#emoji, wanted, ({ name }) => name).map(({ emoji, name }) => ({ text: emoji, shown: emoji, note: name }))
      );
    }
    if (this.#hashtags === null) return null;
    const sign = token.charAt(0);
    const known = sign === "#" ? this.#hashtags : this.#handles;
    return best(
      known.filter(one => one.toLowerCase() !== wanted),
      wanted,
      one => one,
    ).map(one => ({ text: sign + one, shown: sign + one, note: "" }));
  }

  #read(token: string): Promise<void> {
    this.#reading ??= (token.startsWith(":") ? this.#readEmoji() : this.#readPosts())
      .catch(error => {
        // It is a help, and no more: without it the words are written by hand.
        this.#hashtags ??= [];
        this.#emoji ??= [];
        this.#host.report(error);
      })
      .finally(() => {
        this.#reading = null;
      });
    return this.#reading;
  }

  async #readEmoji(): Promise<void> {
    const { emoji } = await import("./emoji.ts");
    // The shortest name is the plainest: a red heart before a heart with an arrow.
    this.#emoji = emoji.toSorted((a, b) => a.name.length - b.name.length);
  }

  /** The hashtags and handles of recent posts, those written most first. */
  async #readPosts(): Promise<void> {
    const { data } = await this.#host.session.api.call("GET /v1/posts query page", { limit: POSTS }).page();
    const hashtags = new Map<string, number>();
    const handles = new Map<string, number>();
    const count = (counts: Map<string, number>, word: string): void => {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    };
    const networks = [...new Set(this.#accounts().map(({ network }) => network))];
    for (const post of data)
      for (const text of [
        post.text,
        post.first_comment ?? "",
        ...post.thread.map(part => part.text),
        ...post.overrides.map(own => own.text ?? ""),
      ]) {
        for (const { start, end } of findHashtags(text)) count(hashtags, text.slice(start + 1, end));
        for (const handle of mentionsIn(text, networks)) count(handles, handle);
      }
    for (const { handle } of this.#accounts()) count(handles, handle.replace(/^@/, ""));
    const sorted = (counts: Map<string, number>): string[] => [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
    this.#hashtags = sorted(hashtags);
    this.#handles = sorted(handles);
  }

  #choose(index: number): void {
    const area = this.#area;
    const choice = this.#choices[index];
    if (!area || !choice) return;
    const caret = area.selectionStart;
    const space = /^\s/.test(area.value.slice(caret)) ? "" : " ";
    this.close();
    area.focus();
    area.setSelectionRange(this.#start, caret);
    // The one way to write into a field that the person can undo. It tells of the input by itself.
    if (!document.execCommand("insertText", false, choice.text + space)) {
      area.setRangeText(choice.text + space, this.#start, caret, "end");
      area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  }

  // How it is shown

  #show(): void {
    const area = this.#area;
    if (!area) return;
    const list = this.#list;
    render(
      this.#choices.map(
        ({ shown, note }, index) =>
          html`<div
            role="option"
            id=${`choice-${index}`}
            aria-selected=${index === this.#active}
            aria-label=${note || shown}
            @click=${() => this.#choose(index)}
          >
            <span dir="auto" class=${note === "" ? "" : "sign"}>${shown}</span><span class="muted small">${note}</span>
          </div>`,
      ),
      list,
    );
    const opens = !list.matches(":popover-open");
    if (opens) {
      list.showPopover();
      addEventListener("scroll", this.#follow, { capture: true, passive: true });
      addEventListener("resize", this.#follow);
      this.#host.announce(this.#host.t("composer.completion", { count: this.#choices.length }));
    }
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-controls", list.id);
    area.setAttribute("aria-activedescendant", `choice-${this.#active}`);
    this.#follow();
    list.querySelector(`#choice-${this.#active}`)?.scrollIntoView({ block: "nearest" });
  }
}

/** The mentions of a text, as any of these networks sees them, without their sign. */
function mentionsIn(text: string, networks: readonly string[]): string[] {
  if (!text.includes("@")) return [];
  const found = (networks as readonly NetworkName[]).flatMap(network => findMentions(text, network));
  return [...new Set(found.map(({ start, end }) => text.slice(start + 1, end)))];
}

/** What stands between the words of a name. */
const BETWEEN = /[\s_.-]/;

/** Those with a word that is what is wanted, then those with one that begins so, then those that hold it. */
function best<T>(all: readonly T[], wanted: string, nameOf: (one: T) => string): T[] {
  const ranks: T[][] = [[], [], []];
  for (const one of all) {
    const name = nameOf(one).toLowerCase();
    const at = name.indexOf(wanted);
    if (at < 0) continue;
    const begins = at === 0 || BETWEEN.test(name.charAt(at - 1));
    const ends = at + wanted.length === name.length || BETWEEN.test(name.charAt(at + wanted.length));
    ranks[begins && ends ? 0 : begins ? 1 : 2]?.push(one);
  }
  return ranks.flat().slice(0, OFFERED);
}

/** Under the caret, or above its line where there is no room; inside the window. By the object model: an inline style would offend a page's policy. */
function place(list: HTMLElement, caret: { readonly left: number; readonly top: number; readonly bottom: number }): void {
  const { width, height } = list.getBoundingClientRect();
  const below = caret.bottom + GAP;
  const top = below + height <= innerHeight - EDGE || caret.top < height ? below : caret.top - GAP - height;
  list.style.setProperty("left", `${Math.max(EDGE, Math.min(caret.left, innerWidth - width - EDGE))}px`);
  list.style.setProperty("top", `${Math.max(EDGE, Math.min(top, innerHeight - height - EDGE))}px`);
}

/** What of a field's style decides where its words stand. */
const COPIED = [
  "box-sizing",
  "width",
  "padding-top",
  "padding-right",
  "padding-bottom",
  "padding-left",
  "font-family",
  "font-size",
  "font-weight",
  "font-style",
  "letter-spacing",
  "line-height",
  "text-align",
  "text-indent",
  "text-transform",
  "word-spacing",
  "tab-size",
  "direction",
] as const;

/** Where a place in a field's text stands in the window, found in a copy of the field. */
function caretOf(area: HTMLTextAreaElement, at: number): { left: number; top: number; bottom: number } {
  const box = area.getBoundingClientRect();
  if (area.value.length > MEASURED_MOST) return { left: box.left, top: box.top, bottom: box.bottom };
  const style = getComputedStyle(area);
  const copy = document.createElement("div");
  for (const name of COPIED) copy.style.setProperty(name, style.getPropertyValue(name));
  for (const [name, value] of [
    ["position", "absolute"],
    ["visibility", "hidden"],
    ["white-space", "pre-wrap"],
    ["overflow-wrap", "break-word"],
  ] as const)
    copy.style.setProperty(name, value);
  const mark = document.createElement("span");
  mark.textContent = area.value.slice(at, at + 1) || ".";
  copy.append(area.value.slice(0, at), mark);
  area.after(copy);
  const inside = mark.getBoundingClientRect();
  const around = copy.getBoundingClientRect();
  copy.remove();
  const top = box.top + inside.top - around.top - area.scrollTop;
  return { left: box.left + inside.left - around.left, top, bottom: Math.min(top + inside.height, box.bottom) };
}
