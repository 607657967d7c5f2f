import { duePartition, sortableInstant } from "./change.ts";
import type { Service } from "./ctx.ts";
import { listUncertain, type StuckTarget, stuckTarget } from "./modules/publishing/index.ts";
import { clockOffsets } from "./modules/workspaces/index.ts";
import { getAll } from "./ports/store/batches.ts";
import type { IndexEntry, Item, Key } from "./ports/store/store.ts";
import { tenantOf } from "./tenant.ts";
import { shardNames } from "./work/leases.ts";
import { listParked } from "./work/parked.ts";

/** What needs an operator's eye, or a person's. */
export interface Stuck {
  readonly kind: StuckTarget["kind"] | "parked";
  /** Of a target; parked work may be of another kind. */
  readonly target_id: string | null;
  readonly workspace_id: string | null;
  readonly account_id: string | null;
  readonly network: string | null;
  readonly since: string;
  readonly age_s: number;
  readonly why: string;
  readonly helps: string;
}

/** Whatever is looked up is due again within this: the longest wait between two look-ups is half an hour. */
const AHEAD_MS = 3600_000;
const PAGE = 1000;

const HELPS: Readonly<Record<Stuck["kind"], string>> = {
  overdue: "A worker must run and own its shard: look at /readyz, and at the workers' logs.",
  unknown:
    "It is asked again by itself for a day at most. See whether the network answers, and whether the account is connected.",
  processing: "The network works on it, and is asked again by itself for a day at most.",
  uncertain: "A person looks at the account and decides with targets.resolve: published, again or discarded.",
  parked: "Mend what the error names, then `placard parked --retry`.",
};

/**
 * Targets of all tenants that are long overdue, of which the outcome is long unknown or uncertain, and parked work; the oldest first. Reads what the due index
 * has up to an hour ahead, and the index of what is uncertain: never the whole table.
 */
export async function listStuck(service: Service): Promise<readonly Stuck[]> {
  const now = service.timer.now();
  const offsetOf = clockOffsets(service);
  const found = new Map<string, Stuck>();
  const look = async (item: Item): Promise<void> => {
    const workspaceId = tenantOf(item.pk)?.tenantId;
    if (workspaceId === undefined) return;
    const stuck = stuckTarget(item, now, await offsetOf(workspaceId));
    if (stuck === null) return;
    const { kind, since, target, why } = stuck;
    found.set(`${item.pk} ${item.sk}`, {
      kind,
      target_id: target.id,
      workspace_id: workspaceId,
      account_id: target.accountId,
      network: target.network,
      ...aged(since, now),
      why,
      helps: HELPS[kind],
    });
  };
  for (const shard of shardNames) {
    for await (const items of dueTargets(service, shard, now)) for (const item of items) await look(item);
    for await (const items of listUncertain(service, shard)) for (const item of items) await look(item);
  }
  const parked = await Promise.all(
    (await listParked(service)).map(async ({ pk, sk, kind, error, at }): Promise<Stuck> => {
      const item = kind === "target" ? await service.systemStore.get({ pk, sk }) : null;
      const { id, accountId, network } = (item?.data ?? {}) as Partial<StuckTarget["target"]>;
      return {
        kind: "parked",
        target_id: id ?? null,
        workspace_id: tenantOf(pk)?.tenantId ?? null,
        account_id: accountId ?? null,
        network: network ?? null,
        ...aged(at, now),
        why: `${kind} ${pk} ${sk}: ${error}`,
        helps: HELPS.parked,
      };
    }),
  );
  return [...found.values(), ...parked].sort((one, other) => other.age_s - one.age_s);
}

const aged = (since: number, now: number) => ({
  since: sortableInstant(since),
  age_s: Math.max(0, Math.floor((now - since) / 1000)),
});

/** The targets that a shard has due up to an hour ahead. What test workspaces have due stands there by their wakes, which name it. */
async function* dueTargets({ systemStore }: Service, shard: string, now: number): AsyncGenerator<readonly Item[]> {
  let cursor: string | null = null;
  do {
    const page: { items: readonly IndexEntry[]; cursor: string | null } = await systemStore.queryIndex("due", {
      pk: duePartition(shard),
      to: `${sortableInstant(now + AHEAD_MS)}~`,
      limit: PAGE,
      ...(cursor !== null && { cursor }),
    });
    const ofKind = (kind: string) => page.items.filter(({ sort }) => sort.split("#")[1] === kind);
    const wakes = await getAll(systemStore, ofKind("wake"));
    const woken = wakes.flatMap(wake => (Array.isArray(wake?.data) ? (wake.data as unknown as Key[]) : []));
    const targets = [...ofKind("target"), ...woken].filter(({ sk }) => sk === "target");
    yield (await getAll(systemStore, targets)).filter(item => item !== null);
    cursor = page.cursor;
  } while (cursor !== null);
}
