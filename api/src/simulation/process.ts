import type { Chance } from "../ports/chance.ts";
import { type Timer, waitsBy } from "../ports/time.ts";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

/**
 * One process of the installation. Everything it waits for comes to it by {@link deliver}: a process that is stopped (SIGSTOP, a long collection of garbage)
 * gets it when it goes on, one that was killed never: its continuations do not run.
 */
export class SimulatedProcess {
  readonly name: string;
  readonly world: World;
  readonly random: Random;
  #skewMs: number;
  #state: "running" | "stopped" | "killed" = "running";
  #waiting: (() => void)[] = [];

  constructor(name: string, world: World, random: Random, skewMs: number) {
    this.name = name;
    this.world = world;
    this.random = random;
    this.#skewMs = skewMs;
  }

  /** How far its clock stands before the world's, in ms. */
  get skewMs(): number {
    return this.#skewMs;
  }

  /** Sets its clock, as the keeper of the machine's time does: forward or back, at once. */
  stepClock(skewMs: number): void {
    this.world.tell(this.name, () => `has its clock set from ${Math.round(this.#skewMs)} to ${Math.round(skewMs)} ms off`);
    this.#skewMs = skewMs;
  }

  get alive(): boolean {
    return this.#state !== "killed";
  }

  /** Gives the process something it waits for. */
  deliver(run: () => void): void {
    if (this.#state === "running") run();
    else if (this.#state === "stopped") this.#waiting.push(run);
  }

  /** Gives it after `ms`. */
  deliverAfter(ms: number, run: () => void): () => void {
    return this.world.after(ms, () => this.deliver(run));
  }

  kill(): void {
    this.world.tell(this.name, () => "is killed");
    this.#state = "killed";
    this.#waiting = [];
  }

  /** Stops it for `ms`. What it waits for meanwhile comes all at once afterwards. */
  stopFor(ms: number): void {
    if (this.#state !== "running") return;
    this.world.tell(this.name, () => `is stopped for ${Math.round(ms)} ms`);
    this.#state = "stopped";
    this.world.after(ms, () => this.#goOn());
  }

  /** Goes on at once. */
  #goOn(): void {
    if (this.#state !== "stopped") return;
    this.world.tell(this.name, () => "goes on");
    this.#state = "running";
    // One after the other, each with what follows from it: a process that wakes up finds its sockets and timers full, and takes them in turns of its loop.
    for (const run of this.#waiting.splice(0)) this.world.after(0, () => this.deliver(run));
  }

  /** Its clock: the world's, a little off, whose timers are never early and often late. */
  timer(latenessMs: number): Timer {
    const { world, random } = this;
    const startedAt = world.now;
    const after = (ms: number, run: () => void): (() => void) =>
      this.deliverAfter(Math.max(0, ms) + (latenessMs > 0 ? random.between(0, latenessMs) : 0), run);
    return {
      now: () => Math.floor(world.now + this.#skewMs),
      monotonic: () => world.now - startedAt,
      after,
      ...waitsBy(after),
    };
  }

  get chance(): Chance {
    return { bytes: length => this.random.bytes(length), number: () => this.random.next() };
  }
}
