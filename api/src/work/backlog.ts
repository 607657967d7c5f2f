import { duePartition } from "../change.ts";
import type { Service } from "../ctx.ts";
import { ShortCache } from "../short-cache.ts";
import { shardNames } from "./leases.ts";
import { PARKED_COUNTED, parkedPartition } from "./parked.ts";
import { WAKE_STAYS_MS } from "./worker.ts";

/** How old what is told of the backlog may be: balancers ask for readiness every second or so, and a look reads every shard. */
const LIFE_MS = 5_000;
/** Entries of a shard that are looked at: wakes come first now and then, and are late only when they should have gone. */
const LOOKED_AT = 20;

/** What waits in the table, whoever is to do it. */
export interface Backlog {
  /** When the oldest due work that nobody has taken up was due (real ms since the epoch); null when none is late. */
  readonly oldestOverdueAt: number | null;
  /** Work that failed every time; at most {@link PARKED_COUNTED} of each shard are counted. */
  readonly parked: number;
}

/**
 * Reads how far behind durable work is, from the due index itself: a process that does no work, and one whose workers are all dead, know it as well.
 * Remembered for a few seconds.
 *
 * @throws what the store throws.
 */
export function backlogReader(service: Service): () => Promise<Backlog> {
  const cache = new ShortCache<Backlog>(service.timer, { lifeMs: LIFE_MS, most: 1 });
  const read = async (): Promise<Backlog> => {
    const shards = await Promise.all(shardNames.map(shard => readShard(service, shard)));
    const oldest = Math.min(...shards.map(({ due }) => due));
    return {
      oldestOverdueAt: oldest <= service.timer.now() ? oldest : null,
      parked: shards.reduce((sum, { parked }) => sum + parked, 0),
    };
  };
  return async () => (await cache.read("backlog", read)) ?? { oldestOverdueAt: null, parked: 0 };
}

async function readShard({ systemStore }: Service, shard: string): Promise<{ due: number; parked: number }> {
  const [due, parked] = await Promise.all([
    systemStore.queryIndex("due", { pk: duePartition(shard), limit: LOOKED_AT }),
    systemStore.queryIndex("due", { pk: parkedPartition(shard), limit: PARKED_COUNTED }),
  ]);
  const instants = due.items.map(({ sort }) => {
    const [instant = "", kind] = sort.split("#");
    // A wake stays for a while after its time, by design.
    return Date.parse(instant) + (kind === "wake" ? WAKE_STAYS_MS : 0);
  });
  return { due: Math.min(...instants), parked: parked.items.length };
}
