import { type Item, type Key, MAX_BATCH_GET, type Store } from "./store.ts";

/** The items of any number of keys, in their order, null where there is none: in as many batches as the port wants, one after the other. */
export async function getAll(store: Pick<Store, "batchGet">, keys: readonly Key[]): Promise<readonly (Item | null)[]> {
  if (keys.length <= MAX_BATCH_GET) return store.batchGet(keys);
  const items: (Item | null)[] = [];
  for (let start = 0; start < keys.length; start += MAX_BATCH_GET)
    items.push(...(await store.batchGet(keys.slice(start, start + MAX_BATCH_GET))));
  return items;
}
