import type { Item, Json } from "../../ports/store/store.ts";
import { targetOf } from "./records.ts";
import { currentPart, type TargetRecord } from "./target.ts";

/**
 * A target that comes from a backup, with each part marked that the installation may have sent after the backup was taken; null where it can have sent none.
 * A marked part is looked up before it is sent (`PartRecord.maybeSent`).
 *
 * That are the parts of a target whose turn had come by `now`: it, and those that follow it at once. A part in flight at the time of the backup needs no mark,
 * for it is looked up anyhow. Nor does one that was due later: nobody sends before its time.
 *
 * @param now the moment of the restore, ms on the workspace's clock.
 */
export function planRestored(item: Item, now: number): Json | null {
  const target = targetOf(item);
  if (!mayHaveGone(target, now)) return null;
  let marked = 0;
  const parts = target.parts.map(part => {
    if (part.maybeSent || (part.state !== "scheduled" && part.state !== "draft")) return part;
    marked += 1;
    return { ...part, maybeSent: true };
  });
  return marked === 0 ? null : ({ ...target, parts } as unknown as Json);
}

function mayHaveGone(target: TargetRecord, now: number): boolean {
  const part = target.parts[currentPart(target)];
  switch (part?.state) {
    case "scheduled":
      return part.next !== null && part.next.at <= now;
    // What follows it was let go when the network told of it, or when a person decided.
    case "dispatching":
    case "processing":
    case "unknown":
    case "uncertain":
    case "failed":
      return true;
    default:
      return false;
  }
}
