import { type Timer, waitsBy } from "../ports/time.ts";

/** Real time plus an offset that a test moves forward: what comes due by the move runs at once. */
export interface MovableTimer extends Timer {
  /** Moves the clock by `ms`, forward only. */
  advance(ms: number): void;
}

interface Pending {
  readonly at: number;
  readonly run: () => void;
  handle: NodeJS.Timeout;
}

export function movableTimer(): MovableTimer {
  let offset = 0;
  const pending = new Set<Pending>();
  const now = (): number => Date.now() + offset;

  function arm(waiting: Pending): void {
    waiting.handle = setTimeout(() => fire(waiting), Math.min(Math.max(waiting.at - now(), 0), 2 ** 31 - 1));
    waiting.handle.unref();
  }
  function fire(waiting: Pending): void {
    if (pending.delete(waiting)) waiting.run();
  }
  function after(ms: number, run: () => void): () => void {
    const waiting = { at: now() + ms, run } as Pending;
    pending.add(waiting);
    arm(waiting);
    return () => {
      pending.delete(waiting);
      clearTimeout(waiting.handle);
    };
  }
  return {
    now,
    monotonic: () => performance.now() + offset,
    after,
    ...waitsBy(after),
    advance(ms) {
      offset += ms;
      for (const waiting of [...pending].sort((a, b) => a.at - b.at)) {
        clearTimeout(waiting.handle);
        if (waiting.at <= now()) fire(waiting);
        else arm(waiting);
      }
    },
  };
}
