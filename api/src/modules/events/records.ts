import type { Mode } from "../../ctx.ts";
import type { Json } from "../../ports/store/store.ts";

/** How long an event stays in its log. */
export const LOG_LIFE_MS = 90 * 24 * 3600_000;

/** An event as it lies in the log; its place in the log is the item's sort key. */
export type LogRecord = {
  readonly schema: 1;
  readonly id: string;
  readonly type: string;
  /** ms since the epoch, on the workspace's clock. */
  readonly at: number;
  readonly data: Json;
  /** Of an organization's event that belongs to a mode. */
  readonly mode?: Mode;
};

/**
 * The end of a tenant's log. Its version is the fence: whoever moves events states the version it read, so two relays never give out one `seq`.
 * `months` says which partition holds a `seq`, oldest first.
 */
export type HeadRecord = {
  readonly schema: 1;
  /** Of the last event; 0 before the first. */
  readonly seq: number;
  readonly months: readonly { readonly month: string /** `seq` of its first event. */; readonly first: number }[];
};

export const EMPTY_HEAD: HeadRecord = { schema: 1, seq: 0, months: [] };
export const HEAD = { pk: "log", sk: "head" } as const;

/** The months a log of {@link LOG_LIFE_MS} can lie in: 90 days touch four, and one more where the relay's clock was ahead. */
export const MONTHS_KEPT = 5;

export const logPartition = (month: string): string => `log#${month}`;

/** Twelve digits: text order is number order up to a trillion events of one workspace. */
export const seqKey = (seq: number): string => String(seq).padStart(12, "0");

/** Where the list index finds an event by its id. */
export const eventIndex = (id: string) => ({ pk: `event#${id}`, sk: "-" });
