import type { Random } from "./random.ts";

interface Happening {
  readonly at: number;
  /** What happens at one instant happens in an order drawn from the seed. */
  readonly tie: number;
  readonly run: () => void;
  cancelled: boolean;
}

/** Virtual time, and everything that is to happen in it. Nothing runs but what stands in its queue, one thing after the other. */
export class World {
  readonly random: Random;
  /** ms since the epoch. */
  now: number;
  /** How much has happened. */
  steps = 0;
  readonly #queue: Happening[] = [];
  readonly #ties: Random;
  readonly #lines: string[] | null;

  constructor(random: Random, startAt: number, options: { readonly tell?: boolean } = {}) {
    this.random = random;
    this.#ties = random.fork("ties");
    this.now = startAt;
    this.#lines = options.tell ? [] : null;
  }

  /** Lets `run` happen after `ms`, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void {
    const happening = { at: this.now + Math.max(0, ms), tie: this.#ties.next(), run, cancelled: false };
    this.#push(happening);
    return () => {
      happening.cancelled = true;
    };
  }

  /** Lets things happen until `ms` have passed, or `done` says so. */
  async run(ms: number, done: () => boolean = () => false): Promise<void> {
    const until = this.now + ms;
    await settled(); // what was begun just now stands in the queue before anything is taken from it
    await inTurns(() => {
      if (done()) return false;
      const next = this.#next();
      if (!next || next.at > until) {
        this.now = until;
        return false;
      }
      this.#pop();
      this.now = Math.max(this.now, next.at);
      this.steps += 1;
      next.run();
      return true;
    });
  }

  /** Jumps over time in which nothing is to happen. What stood in the queue happens late. */
  jump(to: number): void {
    this.now = Math.max(this.now, to);
  }

  /** Notes something for the timeline of a failing seed. Costs nothing where nobody reads it. */
  tell(who: string, what: () => string): void {
    if (!this.#lines) return;
    const line = `${new Date(this.now).toISOString().slice(11, 23)}  ${who.padEnd(9)} ${what()}`;
    if (this.#lines.length >= 200_000) this.#lines.splice(0, 100_000);
    this.#lines.push(line);
  }

  get timeline(): readonly string[] {
    return this.#lines ?? [];
  }

  /** The first that was not cancelled; it stays in the queue. */
  #next(): Happening | undefined {
    while (this.#queue[0]?.cancelled) this.#pop();
    return this.#queue[0];
  }

  #push(happening: Happening): void {
    const queue = this.#queue;
    let at = queue.length;
    queue.push(happening);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = queue[parent];
      if (!above || !before(happening, above)) break;
      queue[at] = above;
      at = parent;
    }
    queue[at] = happening;
  }

  #pop(): Happening | undefined {
    const queue = this.#queue;
    const first = queue[0];
    const last = queue.pop();
    if (!first || !last || first === last) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      const right = queue[child + 1];
      let lesser = queue[child];
      if (!lesser) break;
      if (right && before(right, lesser)) {
        child += 1;
        lesser = right;
      }
      if (!before(lesser, last)) break;
      queue[at] = lesser;
      at = child;
    }
    queue[at] = last;
    return first;
  }
}

const before = (one: Happening, other: Happening): boolean => one.at < other.at || (one.at === other.at && one.tie < other.tie);

/** After this every promise that could go on has gone on: all ports are the simulation's own, so nothing waits for anything else. */
const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** Turns that are asked of the event loop at once. It looks for what happened outside behind them all, which costs as much as the turn of a small world. */
const TURNS = 64;

/**
 * Calls `turn` until it says no. Between two calls every promise that could go on has gone on, as by {@link settled}; sockets, files and immediates of others
 * would wait until a whole batch is over, but nothing that is simulated has any.
 */
function inTurns(turn: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let goesOn = true;
    let asked = 0;
    function take(): void {
      asked -= 1;
      if (!goesOn) return;
      try {
        goesOn = turn();
      } catch (error) {
        goesOn = false;
        reject(error);
      }
      if (!goesOn) resolve();
      else if (asked === 0) ask();
    }
    function ask(): void {
      for (asked = 0; asked < TURNS; asked++) setImmediate(take);
    }
    ask();
  });
}
