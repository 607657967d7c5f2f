import type { Store } from "../ports/store/store.ts";

/** A store whose reads give frozen items: who changes what others may have been given too fails at once. */
export function frozenReads(store: Store): Store {
  return {
    get: async key => frozen(await store.get(key)),
    batchGet: async keys => frozen(await store.batchGet(keys)),
    query: async query => frozen(await store.query(query)),
    queryIndex: async (index, query) => frozen(await store.queryIndex(index, query)),
    write: operations => store.write(operations),
    ping: () => store.ping(),
    close: () => store.close(),
  };
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
