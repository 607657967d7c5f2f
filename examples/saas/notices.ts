import type { Memory, Notice } from "./memory.ts";

/** A bell keeps no more than this. */
const KEPT = 30;

/** The bell of each studio: what it shows, and who looks at it now. */
export class Notices {
  readonly #memory: Memory;
  readonly #listeners = new Map<string, Set<(notice: Notice) => void>>();

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** The newest first. */
  of(studioId: string): readonly Notice[] {
    return this.#memory.it.notices[studioId] ?? [];
  }

  unseen(studioId: string): number {
    const seen = this.#memory.it.seen[studioId] ?? "";
    return this.of(studioId).filter(({ at }) => at > seen).length;
  }

  markSeen(studioId: string): void {
    this.#memory.it.seen[studioId] = new Date().toISOString();
    this.#memory.keep();
  }

  /** Tells a studio once: a delivery that comes again changes nothing. */
  tell(studioId: string, notice: Notice): void {
    const before = this.of(studioId);
    if (before.some(({ id }) => id === notice.id)) return;
    this.#memory.it.notices[studioId] = [notice, ...before].slice(0, KEPT);
    this.#memory.keep();
    for (const listener of this.#listeners.get(studioId) ?? []) listener(notice);
  }

  /** Calls back for each notice, until the returned function is called. */
  listen(studioId: string, listener: (notice: Notice) => void): () => void {
    const listeners = this.#listeners.get(studioId) ?? new Set();
    this.#listeners.set(studioId, listeners.add(listener));
    return () => listeners.delete(listener);
  }
}
