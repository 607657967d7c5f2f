import type { Mode } from "../../ctx.ts";
import type { Key } from "../../ports/store/store.ts";

/** Where an organization's usage of one month (`2026-11`) and mode lies, in the organization's tenant; the sort key is the workspace's id. */
export const usagePartition = (month: string, mode: Mode): string => `usage#${month}#${mode}`;

/** The record that counts what a workspace published in a month: its `count` is the number of parts. It outlives the workspace. */
export const usageKey = (month: string, mode: Mode, workspaceId: string): Key => ({
  pk: usagePartition(month, mode),
  sk: workspaceId,
});
