import type { Change, OutboxBatch } from "../../change.ts";
import type { Ctx, Mode, OrganizationCtx } from "../../ctx.ts";
import type { Json } from "../../ports/store/store.ts";

/** An event on its way into the log. */
export interface LogEvent {
  readonly id: string;
  readonly type: string;
  /** ms since the epoch, on the workspace's clock. */
  readonly at: number;
  /** Its place in the tenant's log: 1, 2, 3, … without a gap. */
  readonly seq: number;
  readonly data: Json;
  /** Of an organization's event that belongs to a mode, read from its log. */
  readonly mode?: Mode;
}

/**
 * What happens because something happened. A subscriber reads what it needs and plans; the relay puts its change into the very transaction that moves
 * the events to the log, so each event has its effect exactly once. Its own events follow in the log right behind those that caused them, and reach
 * the other subscribers too.
 */
export interface Subscriber {
  readonly name: string;
  /** The types it wants, or null for all. */
  readonly types: readonly string[] | null;
  plan(
    ctx: Ctx | OrganizationCtx,
    events: readonly LogEvent[],
    tenant: Pick<OutboxBatch, "tenantId" | "organizationId" | "mode">,
  ): Promise<Change>;
}
