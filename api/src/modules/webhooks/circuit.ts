/** After this many failures in a row an endpoint is given one attempt at a time. */
const OPENS_AFTER = 5;
/** How long nothing is sent after such a failure: doubling from the first to the last. */
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** Endpoints remembered; those that work are not. */
const MOST_KNOWN = 10_000;

interface State {
  failures: number;
  pauseMs: number;
  pausedUntil: number;
  probing: boolean;
}

/**
 * Spares an endpoint that hangs or is down, and everybody else its slow failures: while it is paused its deliveries are put off instead of tried, and one
 * attempt at a time looks whether it is back. Known to this process only: all deliveries of an endpoint are in one lane, and so in one process.
 */
export class Circuits {
  readonly #states = new Map<string, State>();

  /** 0 where an attempt may be made now (then {@link report} must follow), else how long to put it off, in ms. `random` in [0, 1) spreads what was put off. */
  admit(endpointId: string, now: number, random: number): number {
    const state = this.#states.get(endpointId);
    if (!state || state.failures < OPENS_AFTER) return 0;
    if (now >= state.pausedUntil && !state.probing) {
      state.probing = true;
      return 0;
    }
    return Math.max(0, state.pausedUntil - now) + Math.ceil(1000 + random * state.pauseMs);
  }

  report(endpointId: string, worked: boolean, now: number): void {
    if (worked) {
      this.#states.delete(endpointId);
      return;
    }
    const state = this.#states.get(endpointId) ?? { failures: 0, pauseMs: FIRST_PAUSE_MS / 2, pausedUntil: 0, probing: false };
    state.failures += 1;
    state.probing = false;
    if (state.failures >= OPENS_AFTER && now >= state.pausedUntil) {
      state.pauseMs = Math.min(state.pauseMs * 2, LONGEST_PAUSE_MS);
      state.pausedUntil = now + state.pauseMs;
    }
    if (this.#states.size >= MOST_KNOWN) this.#states.clear();
    this.#states.set(endpointId, state);
  }

  forget(endpointId: string): void {
    this.#states.delete(endpointId);
  }
}
