/**
 * Hints: wake-ups, publish/subscribe, counters and cached values. All of it may be lost, doubled or late at any moment:
 * losing every hint loses nothing, it only makes things slower. Truth lives in the store.
 *
 * While the driver's server is away no method throws or hangs for longer than {@link HINT_TIMEOUT_MS}: `publish` drops, `increment` and `get`
 * answer null, `set` answers null; subscriptions come back by themselves.
 */
export const HINT_TIMEOUT_MS = 250;

/** The longest message, in bytes of UTF-8. */
export const MAX_HINT_BYTES = 64 * 1024;

export interface Hints {
  /** Sends a message (of at most {@link MAX_HINT_BYTES}; a longer one is dropped) to all present subscribers of a channel, in every process; resolves when handed over or dropped. */
  publish(channel: string, message: string): Promise<void>;
  /** Calls `listener` for each message until the returned function is called. A listener that throws harms no other. */
  subscribe(channel: string, listener: (message: string) => void): Promise<() => Promise<void>>;
  /** Adds `by` to a counter that lives `windowMs` from its first increment; gives the sum, or null where it cannot be known. */
  increment(key: string, by: number, windowMs: number): Promise<number | null>;
  get(key: string): Promise<string | null>;
  /** True when stored; false when `onlyIfAbsent` and there was one; null where it cannot be known. */
  set(key: string, value: string, ttlMs: number, options?: { readonly onlyIfAbsent?: boolean }): Promise<boolean | null>;
  delete(key: string): Promise<void>;
  /** Whether the driver's server answers now. */
  healthy(): Promise<boolean>;
  close(): Promise<void>;
}
