/** Time as the service sees it. Real in production; a test's own in tests and simulations. All instants are milliseconds since the epoch. */
export interface Timer {
  now(): number;
  /** Milliseconds that never go backwards; for durations only. */
  monotonic(): number;
  /** Resolves after `ms`; rejects with the signal's reason when aborted before. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `run` once after `ms`, unless the returned function is called before. Does not keep the process alive. */
  after(ms: number, run: () => void): () => void;
  /** A signal that aborts with a `TimeoutError` after `ms`. For what is rare: its timer waits to its end. What is frequent takes {@link within}. */
  timeout(ms: number): AbortSignal;
}

/** The longest delay one timer of the platform can hold (2^31 − 1 ms, 24.8 days); longer waits are cut to it. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

export const realTime: Timer = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const timer = setTimeout(
        () => {
          signal?.removeEventListener("abort", stop);
          resolve();
        },
        Math.min(Math.max(ms, 0), LONGEST_DELAY_MS),
      );
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", stop, { once: true });
    }),
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(Math.max(ms, 0), LONGEST_DELAY_MS));
    timer.unref();
    return () => clearTimeout(timer);
  },
  timeout: ms => AbortSignal.timeout(ms),
};

/**
 * Runs `work` with a signal that aborts with a `TimeoutError` after `ms`, and forgets the timer as soon as the work is over: of two thousand requests a second,
 * each allowed 30 s, sixty thousand would wait at any time, and every collection of garbage would go through them.
 */
export async function within<T>(timer: Pick<Timer, "after">, ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const cancel = timer.after(ms, () => controller.abort(timeIsOver()));
  try {
    return await work(controller.signal);
  } finally {
    cancel();
  }
}

/** The waits of a clock that is not the machine's, made of its timers. */
export function waitsBy(after: Timer["after"]): Pick<Timer, "sleep" | "timeout"> {
  return {
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = (): void => {
          cancel();
          reject(signal?.reason);
        };
        const cancel = after(ms, () => {
          signal?.removeEventListener("abort", stop);
          resolve();
        });
        signal?.addEventListener("abort", stop, { once: true });
      }),
    timeout(ms) {
      const controller = new AbortController();
      after(ms, () => controller.abort(timeIsOver()));
      return controller.signal;
    },
  };
}

const timeIsOver = (): DOMException => new DOMException("The time is over.", "TimeoutError");
