import type { Hints } from "../ports/hints/hints.ts";
import type { Faults } from "./faults.ts";
import type { SimulatedProcess } from "./process.ts";

interface Subscription {
  readonly process: SimulatedProcess;
  readonly channel: string;
  readonly listener: (message: string) => void;
}

/** What carries hints between processes: it loses, doubles, delays and reorders them. */
export class HintBus {
  readonly #subscriptions = new Set<Subscription>();

  /** The bus as one process has it. Counters and cached values are never there: nothing that runs in the background may need them. */
  for(process: SimulatedProcess, faults: () => Faults["hints"]): Hints {
    const { random } = process;
    return {
      publish: async (channel, message) => {
        for (const subscription of this.#subscriptions) {
          if (subscription.channel !== channel || !subscription.process.alive) continue;
          const { lost, doubled, delayMs } = faults();
          const times = random.chance(lost) ? 0 : random.chance(doubled) ? 2 : 1;
          for (let each = 0; each < times; each++)
            subscription.process.deliverAfter(random.between(0, delayMs), () => {
              if (this.#subscriptions.has(subscription)) subscription.listener(message);
            });
        }
      },
      subscribe: async (channel, listener) => {
        const subscription = { process, channel, listener };
        this.#subscriptions.add(subscription);
        return async () => {
          this.#subscriptions.delete(subscription);
        };
      },
      increment: async () => null,
      get: async () => null,
      set: async () => null,
      delete: async () => undefined,
      healthy: async () => true,
      close: async () => undefined,
    };
  }

  /** Forgets the subscriptions of processes that were killed. */
  sweep(): void {
    for (const subscription of this.#subscriptions) if (!subscription.process.alive) this.#subscriptions.delete(subscription);
  }
}
