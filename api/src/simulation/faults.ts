import type { Random } from "./random.ts";

/** How often, and how badly, the world goes wrong in one run. Probabilities are per call unless said; times are ms. */
export interface Faults {
  readonly store: {
    /** Nothing was written: throttled, or a transaction that would not end. */
    readonly busy: number;
    /** The write's answer is lost, after it was applied and before. */
    readonly lostAfter: number;
    readonly lostBefore: number;
    /** A read that fails. */
    readonly readBusy: number;
    /** The longest a call usually takes, and how often one takes much longer. */
    readonly delayMs: number;
    readonly slow: number;
    /** The longest an index takes to show a write. */
    readonly indexLagMs: number;
  };
  readonly hints: { readonly lost: number; readonly doubled: number; readonly delayMs: number };
  readonly processes: {
    /** Per minute of the world and process. */
    readonly kills: number;
    readonly stops: number;
    readonly clockSteps: number;
    /** How often a process stops between a write's effect and its hearing of it: where what it goes on to do may be out of date. */
    readonly stopsAtWrites: number;
    /** The longest stop: beyond leases where it is long. */
    readonly stopMs: number;
    readonly skewMs: number;
    readonly latenessMs: number;
  };
  readonly network: {
    /** The request never arrives; nothing left this machine. */
    readonly notSent: number;
    /** It arrives, or not, and no answer comes. */
    readonly lostBefore: number;
    readonly lostAfter: number;
    /** It arrives long after its sender gave up. */
    readonly late: number;
    /** 5xx, whether it took effect or not. */
    readonly broken: number;
    /** Refused for now. */
    readonly refused: number;
    /** The longest a list takes to show what was published. */
    readonly visibleAfterMs: number;
    readonly delayMs: number;
  };
  readonly receivers: { readonly broken: number; readonly lost: number; readonly delayMs: number };
}

export const NO_FAULTS: Faults = {
  store: { busy: 0, lostAfter: 0, lostBefore: 0, readBusy: 0, delayMs: 2, slow: 0, indexLagMs: 0 },
  hints: { lost: 0, doubled: 0, delayMs: 2 },
  processes: { kills: 0, stops: 0, clockSteps: 0, stopsAtWrites: 0, stopMs: 0, skewMs: 0, latenessMs: 1 },
  network: { notSent: 0, lostBefore: 0, lostAfter: 0, late: 0, broken: 0, refused: 0, visibleAfterMs: 0, delayMs: 200 },
  receivers: { broken: 0, lost: 0, delayMs: 50 },
};

/** Draws a run's faults: each is off in half of all runs, so that every fault also comes alone. */
export function drawFaults(random: Random): Faults {
  const maybe = (most: number): number => (random.chance(0.5) ? 0 : random.next() ** 2 * most);
  const of = (most: number, usual: number): number => (random.chance(0.5) ? usual : usual + random.next() ** 2 * (most - usual));
  return {
    store: {
      busy: maybe(0.1),
      lostAfter: maybe(0.1),
      lostBefore: maybe(0.1),
      readBusy: maybe(0.05),
      delayMs: of(200, 2),
      slow: maybe(0.02),
      indexLagMs: of(20_000, 0),
    },
    hints: { lost: random.chance(0.2) ? 1 : maybe(0.5), doubled: maybe(0.3), delayMs: of(1_000, 2) },
    processes: {
      kills: maybe(2),
      stops: maybe(2),
      clockSteps: maybe(2),
      stopsAtWrites: maybe(0.02),
      stopMs: of(90_000, 5_000),
      skewMs: of(1_500, 0),
      latenessMs: of(500, 1),
    },
    network: {
      notSent: maybe(0.2),
      lostBefore: maybe(0.3),
      lostAfter: maybe(0.3),
      late: maybe(0.3),
      broken: maybe(0.2),
      refused: maybe(0.2),
      visibleAfterMs: of(120_000, 0),
      delayMs: of(10_000, 200),
    },
    receivers: { broken: maybe(0.4), lost: maybe(0.2), delayMs: of(5_000, 50) },
  };
}
