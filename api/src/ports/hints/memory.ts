import { type Hints, MAX_HINT_BYTES } from "./hints.ts";
import { Listeners } from "./listeners.ts";

/** At most this many values and counters are kept; the oldest go first. They are hints: losing one only costs time. */
const MOST = 200_000;
/** How many are looked at, at each write, for having ended. */
const SWEEP = 4;

interface Kept<T> {
  value: T;
  readonly until: number;
}

/** Hints within one process. `now` is the clock that ends values, in ms. */
export function memoryHints({ now }: { readonly now: () => number }): Hints {
  const listeners = new Listeners();
  const values = new Map<string, Kept<string>>();
  const counters = new Map<string, Kept<number>>();

  function alive<T>(kept: Map<string, Kept<T>>, key: string): Kept<T> | undefined {
    const found = kept.get(key);
    if (found === undefined || found.until > now()) return found;
    kept.delete(key);
    return undefined;
  }

  /** Room for one more: what has ended among the oldest goes, and the very oldest where all places are taken. */
  function sweep<T>(kept: Map<string, Kept<T>>): void {
    let looked = 0;
    for (const [key, { until }] of kept) {
      if (looked++ >= SWEEP) break;
      if (until <= now() || kept.size >= MOST) kept.delete(key);
    }
  }

  return {
    async publish(channel, message) {
      if (Buffer.byteLength(message) > MAX_HINT_BYTES) return;
      listeners.tell(channel, message);
    },
    async subscribe(channel, listener) {
      const leave = listeners.join(channel, listener);
      return async () => void leave();
    },
    async increment(key, by, windowMs) {
      const found = alive(counters, key);
      if (found) {
        found.value += by;
        return found.value;
      }
      sweep(counters);
      counters.set(key, { value: by, until: now() + windowMs });
      return by;
    },
    async get(key) {
      return alive(values, key)?.value ?? null;
    },
    async set(key, value, ttlMs, options) {
      if (options?.onlyIfAbsent && alive(values, key)) return false;
      sweep(values);
      values.delete(key);
      values.set(key, { value, until: now() + ttlMs });
      return true;
    },
    async delete(key) {
      values.delete(key);
    },
    healthy: async () => true,
    async close() {
      listeners.clear();
      values.clear();
      counters.clear();
    },
  };
}
