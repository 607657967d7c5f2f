import type { Timer } from "./ports/time.ts";

/**
 * What this process read or computed lately: bounded in number and in age; about the least recently used goes first. For facts that may be as old as
 * `lifeMs` and no older; who changes one calls {@link forget} at once, and tells other processes by a hint.
 */
export class ShortCache<Value> {
  readonly #entries = new Map<string, { readonly value: Value; readonly until: number }>();
  readonly #loading = new Map<string, Promise<Value | null>>();
  readonly #timer: Pick<Timer, "monotonic">;
  readonly #lifeMs: number;
  readonly #most: number;

  constructor(timer: Pick<Timer, "monotonic">, limits: { readonly lifeMs: number; readonly most: number }) {
    this.#timer = timer;
    this.#lifeMs = limits.lifeMs;
    this.#most = limits.most;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.until <= this.#timer.monotonic()) {
      this.#entries.delete(key);
      return undefined;
    }
    // A map keeps the order of insertion: the first goes first. Below half of its places nothing has to go soon, and the order is left as it is.
    if (this.#entries.size * 2 > this.#most) {
      this.#entries.delete(key);
      this.#entries.set(key, entry);
    }
    return entry.value;
  }

  /** `lifeMs` shortens this entry's life; it cannot lengthen it. */
  set(key: string, value: Value, lifeMs = this.#lifeMs): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, until: this.#timer.monotonic() + Math.min(lifeMs, this.#lifeMs) });
    if (this.#entries.size <= this.#most) return;
    const oldest = this.#entries.keys().next();
    if (!oldest.done) this.#entries.delete(oldest.value);
  }

  /**
   * The value, loaded where it is not known; callers at the same time share one load. Null, which says that there is none, is not kept.
   * A load that began before {@link forget} leaves nothing behind.
   */
  async read(key: string, load: () => Promise<Value | null>): Promise<Value | null> {
    const known = this.get(key);
    if (known !== undefined) return known;
    const running = this.#loading.get(key);
    if (running) return running;
    const loading = load();
    this.#loading.set(key, loading);
    try {
      const value = await loading;
      if (value !== null && this.#loading.get(key) === loading) this.set(key, value);
      return value;
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }

  forget(key: string): void {
    this.#entries.delete(key);
    this.#loading.delete(key);
  }
}
