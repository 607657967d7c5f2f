import { Refusal } from "../../problems.ts";

/** At most `atOnce` run, and at most `waiting` wait for their turn; whoever comes then is told to come again. */
export class Turns {
  readonly #atOnce: number;
  readonly #most: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(atOnce: number, waiting: number) {
    this.#atOnce = atOnce;
    this.#most = waiting;
  }

  /** @throws {Refusal} `busy` */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#atOnce) {
      if (this.#waiting.length >= this.#most)
        throw new Refusal("busy", "Too many images are being worked on right now. Nothing was changed.", { retryAfterMs: 3000 });
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      // Whoever waits takes the place of the one that ends.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
