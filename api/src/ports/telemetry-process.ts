import { statfs } from "node:fs/promises";
import { totalmem } from "node:os";
import { performance } from "node:perf_hooks";

/** Resident memory, in bytes. */
export const residentBytes = (): number => process.memoryUsage.rss();

/** Resident memory as a share of what the container, or else the machine, has. */
export function memoryUse(): number {
  const constrained = process.constrainedMemory();
  return residentBytes() / (constrained > 0 ? Math.min(constrained, totalmem()) : totalmem());
}

/** Gives, each time it is asked, the share of the time since then in which the event loop was busy. */
export function loopUse(): () => number {
  let before = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization;
  };
}

/** The share of a folder's disk that is taken, as `df` says it. @throws where the folder cannot be looked at. */
export async function diskUse(folder: string): Promise<number> {
  const { blocks, bfree, bavail } = await statfs(folder);
  const used = blocks - bfree;
  return used / (used + bavail);
}
