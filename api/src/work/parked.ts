import { duePartition, sortableInstant } from "../change.ts";
import type { Service } from "../ctx.ts";
import type { IndexEntry, Key } from "../ports/store/store.ts";
import { shardNames } from "./leases.ts";

/** Where parked records stand in the due index: found by nobody who looks for due work. */
export const parkedPartition = (shard: string): string => `parked#${shard}`;
const ERRORS = "lease#parked";
/** So many of a shard are counted for readiness; more say nothing more. */
export const PARKED_COUNTED = 100;

export interface Parked extends Key {
  readonly kind: string;
  /** What went wrong last. */
  readonly error: string;
  /** When it was parked, in ms since the epoch. */
  readonly at: number;
}

/** Takes a record out of the due work, with the error that brought it there. Its content is left as it is; a later change of the record by its module takes it out again. */
export async function park(
  service: Service,
  record: Key & { readonly shard: string /** Where it stood in the due index when it failed. */; readonly sort: string },
  error: unknown,
): Promise<void> {
  const item = await service.systemStore.get({ pk: record.pk, sk: record.sk });
  if (item?.due?.sk !== record.sort) return; // done, cancelled or moved meanwhile: what failed is not what stands there now
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  await service.systemStore.write([
    {
      op: "put",
      item: { ...item, version: item.version + 1, due: { pk: parkedPartition(record.shard), sk: item.due.sk } },
      if: { version: item.version },
    },
    {
      op: "put",
      item: {
        pk: ERRORS,
        sk: `${record.pk} ${record.sk}`,
        version: 1,
        data: { error: message.slice(0, 2000), at: service.timer.now() },
      },
    },
  ]);
}

/** Everything that is parked. For operators. */
export async function listParked(service: Service): Promise<Parked[]> {
  const parked: Parked[] = [];
  for (const shard of shardNames) {
    let cursor: string | null = null;
    do {
      const page: { items: readonly IndexEntry[]; cursor: string | null } = await service.systemStore.queryIndex("due", {
        pk: parkedPartition(shard),
        limit: 1000,
        ...(cursor !== null && { cursor }),
      });
      for (const { pk, sk, sort } of page.items) {
        const kept = await service.systemStore.get({ pk: ERRORS, sk: `${pk} ${sk}` });
        const { error, at } = (kept?.data ?? { error: "unknown", at: 0 }) as { error: string; at: number };
        parked.push({ pk, sk, kind: sort.split("#")[1] ?? "", error, at });
      }
      cursor = page.cursor;
    } while (cursor !== null);
  }
  return parked;
}

/** Makes a parked record due again, now. False where it is not parked any more. */
export async function retryParked(service: Service, key: Key): Promise<boolean> {
  const item = await service.systemStore.get(key);
  if (!item?.due?.pk.startsWith("parked#")) return false;
  const shard = item.due.pk.slice("parked#".length);
  const result = await service.systemStore.write([
    {
      op: "put",
      // Its handler knows itself when it is due: this only lets it be looked at.
      item: {
        ...item,
        version: item.version + 1,
        due: {
          pk: duePartition(shard),
          sk: `${sortableInstant(service.timer.now())}${item.due.sk.slice(item.due.sk.indexOf("#"))}`,
        },
      },
      if: { version: item.version },
    },
    { op: "delete", key: { pk: ERRORS, sk: `${key.pk} ${key.sk}` } },
  ]);
  return result.ok;
}
