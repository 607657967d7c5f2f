import { NO_CHANGE, type Write } from "../../change.ts";
import { monthOf } from "../../http/paging.ts";
import type { Subscriber } from "../events/subscriber.ts";
import { usageKey } from "./records.ts";

/**
 * Counts published parts. Each part that reaches the network is told by exactly one of these two events, and the relay applies this plan in the transaction
 * that moves the event to the log: so what is counted is what was published, whatever becomes of the target's other parts.
 *
 * A part counts in the month in which its workspace's clock stood when we learnt of it, not when the network says it appeared: a month that is over never changes.
 */
export const countPublished: Subscriber = {
  name: "usage",
  types: ["target.published", "target.part_published"],
  async plan(ctx, events) {
    const { workspace } = ctx;
    if (!workspace) return NO_CHANGE;
    const writes = [...Map.groupBy(events, ({ at }) => monthOf(at))].map(
      ([month, told]): Write => ({
        op: "add",
        in: "organization",
        key: usageKey(month, workspace.mode, workspace.id),
        by: told.length,
      }),
    );
    return { writes, events: [] };
  },
};
