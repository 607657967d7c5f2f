import type { Store } from "../ports/store/store.ts";
import { StoreBusy, StoreUnknown } from "../ports/store/store.ts";
import type { Faults } from "./faults.ts";
import type { SimulatedProcess } from "./process.ts";
import type { Table } from "./table.ts";

/** How much longer a slow call takes. */
const SLOW_MS = 20_000;

/**
 * The table as one process has it, over a wire that delays, fails and loses answers. What a call does happens at one instant between its question and its
 * answer, whatever becomes of the process meanwhile. `faults` are read at each call: they change while the world runs.
 */
export function simulatedStore(
  table: Table,
  process: SimulatedProcess,
  faults: () => Pick<Faults, "store" | "processes">,
): Store {
  const { world, random } = process;
  const wait = (): number => {
    const { delayMs, slow } = faults().store;
    return random.chance(slow) ? random.between(0, SLOW_MS) : random.between(0, delayMs);
  };

  /** Asks after a while, and answers after another. */
  function call<T>(ask: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      world.after(wait() / 2, () => {
        try {
          const answer = ask();
          process.deliverAfter(wait() / 2, () => resolve(answer));
        } catch (error) {
          process.deliverAfter(wait() / 2, () => reject(error));
        }
      });
    });
  }
  const read = <T>(ask: () => T): Promise<T> =>
    call(() => {
      if (random.chance(faults().store.readBusy)) throw new StoreBusy("The simulated store does not answer reads now.", 500);
      return ask();
    });

  return {
    get: key => read(() => table.get(key)),
    batchGet: keys => read(() => keys.map(key => table.get(key))),
    query: query => read(() => table.query(query)),
    queryIndex: (index, query) => read(() => table.queryIndex(index, query)),
    write: operations =>
      call(() => {
        const { store, processes } = faults();
        const { busy, lostBefore, lostAfter } = store;
        if (random.chance(busy)) throw new StoreBusy("The simulated store is busy.", 500);
        if (random.chance(lostBefore)) throw new StoreUnknown("The answer was lost; nothing was written.");
        const result = table.write(operations);
        if (random.chance(processes.stopsAtWrites)) process.stopFor(random.between(0, processes.stopMs));
        if (random.chance(lostAfter)) throw new StoreUnknown("The answer was lost.");
        return result;
      }),
    ping: () => read(() => undefined),
    close: async () => undefined,
  };
}
