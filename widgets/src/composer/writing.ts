import type { Account } from "@placard/sdk/core";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { changed, type Draft, EMPTY, type Override, versionOf } from "./draft.ts";

/** So long after the last key the preview follows: a picture that jumps with each letter is no help. */
const PREVIEW_AFTER_MS = 120;

/** Where media stand: with what all get or with one network's own, in the post or in an item of its thread. */
export interface Place {
  readonly network: string | null;
  readonly part: number | null;
}

/** The draft as it is being written, and which of its versions is in sight. */
export class Writing implements ReactiveController {
  readonly #element: ReactiveControllerHost;
  readonly #onChange: () => void;
  /** What it can go to; null while that was not read. */
  accounts: readonly Account[] | null = null;
  draft: Draft = EMPTY;
  /** The draft as the preview has it. */
  previewed: Draft = EMPTY;
  /** The network whose version is in sight; null for what all get. */
  tab: string | null = null;
  /** Whether there is a field for a first comment. */
  comment = false;
  /** The field over which a file is held. */
  dropping: string | null = null;
  #previewTimer: ReturnType<typeof setTimeout> | undefined;

  /** @param onChange called with each change by the person */
  constructor(element: ReactiveControllerHost, onChange: () => void) {
    this.#element = element;
    this.#onChange = onChange;
    element.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#previewTimer);
  }

  /** The networks that it goes to. */
  get networks(): readonly string[] {
    const chosen = (this.accounts ?? []).filter(({ id }) => this.draft.accountIds.includes(id));
    return [...new Set(chosen.map(({ network }) => network))];
  }

  /** Goes on from a draft that was not written just now. */
  take(draft: Draft): void {
    this.draft = draft;
    this.previewed = draft;
    this.comment = draft.firstComment !== "";
  }

  /** What the person made of it. */
  write(draft: Draft): void {
    this.draft = draft;
    this.#onChange();
    clearTimeout(this.#previewTimer);
    this.#previewTimer = setTimeout(() => {
      this.previewed = this.draft;
      this.#element.requestUpdate();
    }, PREVIEW_AFTER_MS);
    this.#element.requestUpdate();
  }

  change(change: Partial<Draft>): void {
    this.write({ ...this.draft, ...change });
  }

  /** Changes what one network gets, or what all get. */
  changeVersion(network: string | null, change: Override): void {
    this.write(changed(this.draft, network, change));
  }

  changeMedia({ network, part }: Place, change: (ids: readonly string[]) => readonly string[]): void {
    const { mediaIds, thread } = versionOf(this.draft, network);
    const item = part === null ? undefined : thread[part];
    if (part === null) this.changeVersion(network, { mediaIds: change(mediaIds) });
    else if (item) this.changeVersion(network, { thread: thread.with(part, { ...item, mediaIds: change(item.mediaIds) }) });
  }

  /** Chooses an account, or takes it away. */
  toggle({ id }: Account): void {
    const { accountIds } = this.draft;
    this.change({ accountIds: accountIds.includes(id) ? accountIds.filter(one => one !== id) : [...accountIds, id] });
    if (this.tab !== null && !this.networks.includes(this.tab)) this.tab = null;
  }

  /** Brings a network's version in sight, or what all get. */
  open(tab: string | null): void {
    this.tab = tab;
    this.comment ||= versionOf(this.draft, tab).firstComment !== "";
    this.#element.requestUpdate();
  }
}
