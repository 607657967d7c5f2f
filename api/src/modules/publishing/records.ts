import type { Draft } from "../../change.ts";
import { monthOf } from "../../http/paging.ts";
import { idTime } from "../../ids.ts";
import type { Item, Json } from "../../ports/store/store.ts";
import { type TargetRecord, targetDue } from "./target.ts";

export const targetKey = (id: string) => ({ pk: `target#${id}`, sk: "target" });
/** Targets of one month: the list of `targets.list`. */
export const targetsOfMonth = (month: string): string => `targets#${month}`;

/** The target as it lies in the store; its due attribute follows from its parts, so the two can never disagree. */
export function targetDraft(target: TargetRecord): Draft {
  return {
    ...targetKey(target.id),
    data: target as unknown as Json,
    list: { pk: targetsOfMonth(monthOf(idTime(target.id))), sk: target.id },
    due: targetDue(target),
  };
}

/** The record of an item this module wrote. */
export const targetOf = (item: Item): TargetRecord => item.data as unknown as TargetRecord;
