import type { Io } from "../contract.ts";

/** What a server said of itself not long ago: kept for `ttlMs`, at most `max` servers, and shared by all calls. Holds nothing of any account. */
export class Recent<V> {
  readonly #ttlMs: number;
  readonly #max: number;
  readonly #entries = new Map<string, { readonly value: V; readonly until: number }>();

  constructor(ttlMs: number, max: number) {
    this.#ttlMs = ttlMs;
    this.#max = max;
  }

  /** The store as the OAuth client wants one, by a call's own clock. */
  by(time: Io["time"]) {
    return {
      get: (key: string): V | undefined => {
        const entry = this.#entries.get(key);
        return entry !== undefined && entry.until > time.now() ? entry.value : undefined;
      },
      set: (key: string, value: V): void => {
        this.#entries.delete(key);
        this.#entries.set(key, { value, until: time.now() + this.#ttlMs });
        const [oldest] = this.#entries.keys();
        if (this.#entries.size > this.#max && oldest !== undefined) this.#entries.delete(oldest);
      },
      del: (key: string): void => {
        this.#entries.delete(key);
      },
    };
  }
}
