import { getAll } from "./ports/store/batches.ts";
import type { IndexName, Item, Json, Page, Query, Store } from "./ports/store/store.ts";

/**
 * The table as one tenant (a workspace or an organization) sees it: every partition key is prefixed with the tenant's id here,
 * so a tenant's code cannot name another's keys. Reads only: {@link commit} is the one door to the store's write.
 */
export interface TenantStore {
  readonly tenantId: string;
  get<Data extends Json = Json>(pk: string, sk: string): Promise<Item<Data> | null>;
  /** In the order of `keys`; any number of them. */
  batchGet<Data extends Json = Json>(
    keys: readonly { readonly pk: string; readonly sk: string }[],
  ): Promise<readonly (Item<Data> | null)[]>;
  query<Data extends Json = Json>(query: Query): Promise<Page<Item<Data>>>;
  /** The items an index partition names, read again from the table; those that have left the index since are dropped, so a page may be short. */
  list<Data extends Json = Json>(index: Exclude<IndexName, "due">, query: Query): Promise<Page<Item<Data>>>;
}

/** Ids hold no `|`, so no tenant's prefix is another's. */
export const tenantKey = (tenantId: string, pk: string): string => `${tenantId}|${pk}`;

/** The tenant a partition key belongs to and the key as the tenant names it; null for a system partition. */
export function tenantOf(pk: string): { tenantId: string; pk: string } | null {
  const bar = pk.indexOf("|");
  return bar < 0 ? null : { tenantId: pk.slice(0, bar), pk: pk.slice(bar + 1) };
}

/** The store of one tenant. The type parameter of a read is what that module's own records hold: it wrote them, so it is trusted. */
export function tenantStore(store: Store, tenantId: string): TenantStore {
  return {
    tenantId,
    get: <Data extends Json>(pk: string, sk: string) =>
      store.get({ pk: tenantKey(tenantId, pk), sk }) as Promise<Item<Data> | null>,
    batchGet: <Data extends Json>(keys: readonly { readonly pk: string; readonly sk: string }[]) =>
      getAll(
        store,
        keys.map(({ pk, sk }) => ({ pk: tenantKey(tenantId, pk), sk })),
      ) as Promise<readonly (Item<Data> | null)[]>,
    query: <Data extends Json>(query: Query) =>
      store.query({ ...query, pk: tenantKey(tenantId, query.pk) }) as Promise<Page<Item<Data>>>,
    async list<Data extends Json>(index: Exclude<IndexName, "due">, query: Query) {
      const pk = tenantKey(tenantId, query.pk);
      const page = await store.queryIndex(index, { ...query, pk });
      const items: Item<Data>[] = [];
      for (const [position, item] of (await getAll(store, page.items)).entries()) {
        const stands = item?.[index];
        if (item && stands?.pk === pk && stands.sk === page.items[position]?.sort) items.push(item as Item<Data>);
      }
      return { items, cursor: page.cursor };
    },
  };
}
