import { SHARDS } from "../change.ts";
import type { Service } from "../ctx.ts";
import type { Item, Operation } from "../ports/store/store.ts";
import { StoreBusy, StoreUnknown } from "../ports/store/store.ts";

/** How long a lease holds without being renewed. A lost owner's shards move after this; long enough to outlive a pause of the garbage collector or a slow store. */
export const LEASE_MS = 15_000;
/** Renewed at a third, so that two renewals may fail. */
export const RENEW_MS = LEASE_MS / 3;
/** An owner stops starting work this long before its lease ends, for clocks of processes differ. */
const SAFETY_MS = 2_000;

const LEASES = "lease#work";
const WORKERS = "lease#workers";

interface Lease {
  readonly owner: string;
  readonly until: number;
}

export const shardNames: readonly string[] = Array.from({ length: SHARDS }, (_, shard) => String(shard).padStart(2, "0"));

/**
 * Which shards this process owns. An owner decides locally what is in flight; should two ever believe to own one shard, each record's own version
 * still lets only one of them act. The lease's version rises with every change: it is the fence.
 */
export interface Leases {
  owns(shard: string): boolean;
  owned(): readonly string[];
  /**
   * Renews what is held, gives up what is more than the fair share, takes what is free. Tells the shards newly taken, whether any were given up, and whether
   * another was quicker at some: there may be others that are free.
   */
  renew(): Promise<{ readonly taken: readonly string[]; readonly givenUp: boolean; readonly outrun: boolean }>;
  /** Lets go of everything at once, for the next process; where the store does not answer, the leases end by themselves. */
  release(): Promise<void>;
}

/** `exclusive`: nobody else can have the store open, so every foreign lease is of a dead process and free at once. */
export function createLeases(service: Service, owner: string, exclusive: boolean): Leases {
  const { systemStore: store, timer } = service;
  const held = new Map<string, { version: number; until: number }>();

  const put = (shard: string, version: number, lease: Lease): Operation => ({
    op: "put",
    item: { pk: LEASES, sk: shard, version, data: { ...lease } },
    if: version === 1 ? { absent: true } : { version: version - 1 },
  });

  /**
   * Writes leases; gives the shards whose write held, and whether another's write came first for any. All in one transaction where nobody interferes, else one
   * by one, as long as the store answers.
   */
  async function write(
    leases: readonly { shard: string; version: number }[],
    until: number,
  ): Promise<{ readonly written: ReadonlySet<string>; readonly outrun: boolean }> {
    const written = new Set<string>();
    let outrun = false;
    if (leases.length === 0) return { written, outrun };
    const operations = leases.map(({ shard, version }) => put(shard, version, { owner, until }));
    const all = await attempt(operations);
    if (all === null) return { written, outrun };
    for (const [position, { shard }] of leases.entries()) {
      const operation = operations[position];
      const held = all || (operation && operations.length > 1 ? await attempt([operation]) : false);
      if (held === null) break;
      if (held) written.add(shard);
      else outrun = true;
    }
    return { written, outrun };
  }

  /** Whether the conditions held; null where the store does not say. Then a lease is never assumed: the next renewal reads it. */
  async function attempt(operations: readonly Operation[]): Promise<boolean | null> {
    try {
      return (await store.write(operations)).ok;
    } catch (error) {
      if (error instanceof StoreBusy || error instanceof StoreUnknown) return null;
      throw error;
    }
  }

  async function workers(now: number): Promise<number> {
    // Where the store is busy the others count one worker less for a moment: nothing hangs on it.
    await attempt([
      {
        op: "put",
        item: {
          pk: WORKERS,
          sk: owner,
          version: 1,
          data: { until: now + LEASE_MS },
          expires: Math.ceil((now + LEASE_MS) / 1000),
        },
      },
    ]);
    if (exclusive) return 1;
    const page = await store.query({ pk: WORKERS, limit: 1000 });
    return Math.max(1, page.items.filter(item => (item.data as { until: number }).until > now).length);
  }

  return {
    owns(shard) {
      const lease = held.get(shard);
      return lease !== undefined && timer.now() < lease.until - SAFETY_MS;
    },
    owned: () => [...held.keys()],
    async renew() {
      const now = timer.now();
      const share = Math.ceil(SHARDS / (await workers(now)));
      const found = new Map((await store.query({ pk: LEASES, limit: 1000 })).items.map((item: Item) => [item.sk, item]));
      const renewing: { shard: string; version: number }[] = [];
      const taking: { shard: string; version: number }[] = [];
      for (const shard of shardNames) {
        const item = found.get(shard);
        const lease = item?.data as unknown as Lease | undefined;
        const next = { shard, version: (item?.version ?? 0) + 1 };
        if (lease?.owner === owner && held.has(shard)) renewing.push(next);
        else if (!item || !lease || lease.until <= now || lease.owner === owner || exclusive) taking.push(next);
      }
      for (const shard of held.keys()) if (!renewing.some(next => next.shard === shard)) held.delete(shard);
      const keep = renewing.slice(0, share);
      const drop = renewing.slice(share);
      for (const { shard } of drop) held.delete(shard);
      if (drop.length > 0) await write(drop, 0);
      const until = now + LEASE_MS;
      const { written: kept } = await write(keep, until);
      for (const { shard, version } of keep) {
        if (kept.has(shard)) held.set(shard, { version, until });
        else held.delete(shard);
      }
      const wanted = taking.slice(0, Math.max(0, share - held.size));
      const { written: taken, outrun } = await write(wanted, until);
      for (const { shard, version } of wanted) if (taken.has(shard)) held.set(shard, { version, until });
      return { taken: [...taken], givenUp: drop.length > 0, outrun };
    },
    async release() {
      const leases = [...held].map(([shard, { version }]) => ({ shard, version: version + 1 }));
      held.clear();
      await write(leases, 0);
      await attempt([{ op: "delete", key: { pk: WORKERS, sk: owner } }]);
    },
  };
}
