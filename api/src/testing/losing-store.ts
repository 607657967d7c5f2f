import type { Service } from "../ctx.ts";
import { type Operation, type Store, StoreBusy, StoreUnknown } from "../ports/store/store.ts";

/** What becomes of a write: it `passes`; its answer is lost, after it was `applied` or before (`lost`); or the store is `busy`. */
export type Fate = "passes" | "applied" | "lost" | "busy";

/** Decides the fate of every write of a service; may wait, which holds the write. */
export interface Gate {
  decide: (operations: readonly Operation[]) => Fate | Promise<Fate>;
}

/** The real store of a service behind a gate. For `replace` of an app. */
export function losingStore(service: Service, gate: Gate): Store {
  const { systemStore: store } = service;
  return {
    get: key => store.get(key),
    batchGet: keys => store.batchGet(keys),
    query: query => store.query(query),
    queryIndex: (index, query) => store.queryIndex(index, query),
    ping: () => store.ping(),
    close: () => store.close(),
    async write(operations) {
      const fate = await gate.decide(operations);
      if (fate === "busy") throw new StoreBusy("The gate is closed.", 50);
      if (fate === "lost") throw new StoreUnknown("The answer was lost, and nothing applied.");
      const result = await store.write(operations);
      if (fate === "applied" && result.ok) throw new StoreUnknown("The answer was lost after it applied.");
      return result;
    },
  };
}

/** Whether a write puts something whose key, without its tenant, begins so. */
export const puts = (operations: readonly Operation[], pk: string): boolean =>
  operations.some(
    operation => operation.op === "put" && operation.item.pk.slice(operation.item.pk.indexOf("|") + 1).startsWith(pk),
  );
