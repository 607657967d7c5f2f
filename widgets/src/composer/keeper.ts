import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Owner } from "../session/kept-drafts.ts";
import { type Draft, EMPTY } from "./draft.ts";
import { abandonedDraft, claimDraft, forgetDraft, type Kept, keepDraft, nameOfTab, readDraft } from "./keep.ts";
import type { Sending } from "./sending.ts";
import type { Writing } from "./writing.ts";

/** So long after the last key a draft is kept on the device. */
const KEEP_AFTER_MS = 400;

/** Keeps on the device what is written until it is saved, and brings it back after a reload. */
export class Keeper implements ReactiveController {
  readonly #element: ReactiveControllerHost;
  readonly #writing: Writing;
  readonly #sending: Sending;
  readonly #owner: () => Owner | null;
  /** False where the browser keeps nothing. */
  keeps = true;
  /** What stood there before what was kept took its place; null where nothing was kept. */
  restored: Draft | null = null;
  #abandoned: { readonly name: string; readonly kept: Kept } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whose it is that is to be kept: when it is kept the session may have ended. */
  #whose: Owner | null = null;

  /** @param owner null while nobody is known whose it would be */
  constructor(element: ReactiveControllerHost, writing: Writing, sending: Sending, owner: () => Owner | null) {
    this.#element = element;
    this.#writing = writing;
    this.#sending = sending;
    this.#owner = owner;
    element.addController(this);
  }

  hostConnected(): void {
    addEventListener("pagehide", this.#keep);
  }

  hostDisconnected(): void {
    this.#keep();
    removeEventListener("pagehide", this.#keep);
  }

  /** When somebody last wrote to a post that a tab which is gone left here, in ms since the epoch; null where there is none. */
  get abandonedAt(): number | null {
    return this.#abandoned?.kept.at ?? null;
  }

  get #name(): string {
    return this.#sending.post?.id ?? nameOfTab();
  }

  /** Keeps it in a moment, if nothing more is written until then. */
  soon(): void {
    this.stop();
    this.#whose = this.#owner() ?? this.#whose;
    this.#timer = setTimeout(this.#keep, KEEP_AFTER_MS);
  }

  /** Keeps what was written until now, where there is something to be kept. */
  now(): void {
    this.#keep();
  }

  /** Keeps nothing more of what was written until now. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Forgets what is kept of this post. */
  forget(): void {
    this.stop();
    const owner = this.#owner();
    if (owner) forgetDraft(owner, this.#name);
  }

  readonly #keep = (): void => {
    if (this.#timer === undefined || this.#whose === null) return;
    this.stop();
    const keeps = keepDraft(this.#whose, this.#name, { draft: this.#writing.draft, at: Date.now(), etag: this.#sending.etag });
    if (keeps === this.keeps) return;
    this.keeps = keeps;
    this.#element.requestUpdate();
  };

  /** Takes up what was kept of this post, or else looks for a new one that was left. */
  async restore(): Promise<void> {
    const owner = this.#owner();
    if (!owner) return;
    const { draft } = this.#writing;
    claimDraft(this.#name);
    const kept = readDraft(owner, this.#name);
    if (kept && JSON.stringify(kept.draft) !== JSON.stringify(draft)) {
      this.restored = draft;
      this.#take(kept);
      return;
    }
    this.#abandoned = this.#sending.post === null ? await abandonedDraft(owner, this.#name) : null;
  }

  #take({ draft, etag }: Kept): void {
    this.#writing.take({ ...EMPTY, ...draft });
    if (this.#sending.post && etag !== null && etag !== this.#sending.etag) this.#sending.stale = true;
  }

  takeAbandoned(): void {
    const owner = this.#owner();
    if (!this.#abandoned || !owner) return;
    this.#take(this.#abandoned.kept);
    // Under its new name first: a tab that ends in between loses nothing.
    this.soon();
    this.now();
    forgetDraft(owner, this.#abandoned.name);
    this.#abandoned = null;
    this.#element.requestUpdate();
  }

  /** Goes back to what stood there before. */
  discardRestored(): void {
    if (this.restored === null) return;
    this.#writing.take(this.restored);
    this.restored = null;
    this.#sending.stale = false;
    this.forget();
    this.#element.requestUpdate();
  }
}
