import type { Fetch } from "../ports/network.ts";
import type { Faults } from "./faults.ts";
import type { SimulatedProcess } from "./process.ts";
import type { World } from "./world.ts";

/** A webhook as it reached its receiver. */
export interface Received {
  readonly url: string;
  readonly eventId: string;
  readonly body: string;
}

/** The receivers of webhooks: all hosts there are, behind one simulated wire. */
export class Receivers {
  readonly received: Received[] = [];
  readonly #world: World;
  readonly #faults: () => Faults["receivers"];

  constructor(world: World, faults: () => Faults["receivers"]) {
    this.#world = world;
    this.#faults = faults;
  }

  fetchFor(process: SimulatedProcess): Fetch {
    const { random } = process;
    return (input, init) =>
      new Promise((resolve, reject) => {
        const signal = init?.signal;
        const hear = (): void => reject(signal?.reason);
        if (signal?.aborted) return hear();
        signal?.addEventListener("abort", hear, { once: true });
        const { broken, lost, delayMs } = this.#faults();
        const headers = new Headers(init?.headers);
        const received: Received = {
          url: String(input),
          eventId: headers.get("webhook-id") ?? "",
          body: String(init?.body ?? ""),
        };
        const way = random.between(0, delayMs);
        this.#world.after(way / 2, () => this.received.push(received));
        if (random.chance(lost)) return;
        const status = random.chance(broken) ? random.pick([500, 503, 429, 404]) : 200;
        process.deliverAfter(way, () => resolve(answer(status)));
      });
  }
}

/** An answer without a body: nothing of it has to be waited for. */
const answer = (status: number): Response => new Response(null, { status });
