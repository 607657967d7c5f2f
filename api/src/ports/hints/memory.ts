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

/** What is kept, and how far the sweep has come: lives differ, so what ends soon may stand behind what stays. */
interface Shelf<T> {
  readonly kept: Map<string, Kept<T>>;
  sweep: Iterator<[string, Kept<T>]>;
}

function newShelf<T>(): Shelf<T> {
  const kept = new Map<string, Kept<T>>();
  return { kept, sweep: kept.entries() };
}

/** Hints within one process. `now` is the clock that ends values, in ms. */
export function memoryHints({ now }: { readonly now: () => number }): Hints {
  const listeners = new Listeners();
  const values = newShelf<string>();
  const counters = newShelf<number>();

  function alive<T>({ kept }: Shelf<T>, key: string): Kept<T> | undefined {
    const found = kept.get(key);
    if (found === undefined || found.until > now()) return found;
    kept.delete(key);
    return undefined;
  }

  /** Room for one more: what has ended among the next few goes, and the very oldest where all places are taken. */
  function sweep<T>(shelf: Shelf<T>): void {
    const { kept } = shelf;
    for (let looked = 0; looked < SWEEP; looked++) {
      const next = shelf.sweep.next();
      if (next.done) {
        shelf.sweep = kept.entries();
        break;
      }
      const [key, { until }] = next.value;
      if (until <= now()) kept.delete(key);
    }
    if (kept.size < MOST) return;
    const [oldest] = kept.keys();
    if (oldest !== undefined) kept.delete(oldest);
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
      counters.kept.set(key, { value: by, until: now() + windowMs });
      return by;
    },
    async get(key) {
      return alive(values, key)?.value ?? null;
    },
    async set(key, value, ttlMs, options) {
      if (options?.onlyIfAbsent && alive(values, key)) return false;
      sweep(values);
      values.kept.delete(key);
      values.kept.set(key, { value, until: now() + ttlMs });
      return true;
    },
    async delete(key) {
      values.kept.delete(key);
    },
    healthy: async () => true,
    async close() {
      listeners.clear();
      values.kept.clear();
      counters.kept.clear();
    },
  };
}
