import { type Draft, shardOf } from "../../change.ts";
import { monthOf } from "../../http/paging.ts";
import { idTime } from "../../ids.ts";
import type { Item, Json } from "../../ports/store/store.ts";
import { type TargetRecord, targetDue, targetStatus } from "./target.ts";

export const targetKey = (id: string) => ({ pk: `target#${id}`, sk: "target" });
/** Targets of one month: the list of `targets.list`. */
export const targetsOfMonth = (month: string): string => `targets#${month}`;

/** Where operators find the targets of all tenants that wait for a person, spread over as many partitions as work is. */
export const uncertainPartition = (shard: string): string => `uncertain#${shard}`;

/** The target as it lies in the store; its due attribute follows from its parts, so the two can never disagree. */
export function targetDraft(target: TargetRecord): Draft {
  return {
    ...targetKey(target.id),
    data: target as unknown as Json,
    list: { pk: targetsOfMonth(monthOf(idTime(target.id))), sk: target.id },
    due: targetDue(target),
    ...(targetStatus(target) === "uncertain" && {
      view: { in: "system" as const, pk: uncertainPartition(shardOf(target.id)), sk: target.id },
    }),
  };
}

/** The record of an item this module wrote. */
export const targetOf = (item: Item): TargetRecord => item.data as unknown as TargetRecord;
