import type { Service } from "../../ctx.ts";
import type { IndexEntry, Item } from "../../ports/store/store.ts";
import { targetOf, uncertainPartition } from "./records.ts";
import { currentPart, type TargetRecord, targetDue } from "./target.ts";

/** Due work is begun within milliseconds, and within seconds after a worker is lost: a minute late says that nobody does it. */
const OVERDUE_MS = 60_000;
/** Most outcomes are known after the first look-ups, which come within three minutes. */
const LONG_MS = 10 * 60_000;

/** A target that does not get on by itself, or not soon. */
export interface StuckTarget {
  readonly kind: "overdue" | "unknown" | "processing" | "uncertain";
  /** Since when, in real ms. */
  readonly since: number;
  readonly why: string;
  readonly target: TargetRecord;
}

/**
 * Where a target is stuck, or null.
 * @param now real ms since the epoch.
 * @param clockOffsetMs how far its workspace's clock stands before real time.
 */
export function stuckTarget(item: Item, now: number, clockOffsetMs: number): StuckTarget | null {
  const target = targetOf(item);
  const part = target.parts[currentPart(target)];
  if (!part) return null;
  const problem = part.problem?.message;
  const asked = part.unknownSince ?? part.attempts.at(-1)?.at ?? target.updatedAt - clockOffsetMs;
  switch (part.state) {
    case "scheduled":
    case "dispatching": {
      const due = targetDue(target);
      if (!due) return null;
      const since = due.clock === "real" ? due.at : due.at - clockOffsetMs;
      const why = part.state === "scheduled" ? "It is due and was not begun." : "Its sender is gone, and nobody took it over.";
      return now - since >= OVERDUE_MS ? { kind: "overdue", since, why, target } : null;
    }
    case "unknown":
    case "processing":
      if (now - asked < LONG_MS) return null;
      return { kind: part.state, since: asked, why: problem ?? "The network has not said what came of it.", target };
    case "uncertain":
      return { kind: "uncertain", since: asked, why: problem ?? "The network does not say whether it is there.", target };
    default:
      return null;
  }
}

/** The targets of all tenants that are uncertain, of one shard; some may not be any more. */
export async function* listUncertain(
  { systemStore }: Pick<Service, "systemStore">,
  shard: string,
): AsyncGenerator<readonly Item[]> {
  let cursor: string | null = null;
  do {
    const page: { items: readonly IndexEntry[]; cursor: string | null } = await systemStore.queryIndex("view", {
      pk: uncertainPartition(shard),
      limit: 100,
      ...(cursor !== null && { cursor }),
    });
    const items = await systemStore.batchGet(page.items.map(({ pk, sk }) => ({ pk, sk })));
    yield items.filter(item => item !== null);
    cursor = page.cursor;
  } while (cursor !== null);
}
