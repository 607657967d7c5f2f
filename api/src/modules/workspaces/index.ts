import type { Module } from "../../module.ts";
import { operations } from "./routes.ts";

export { clockOffsets, type WorkspaceItem } from "./records.ts";
export { type OwnedScope, workspaceChanged, workspaceScope, workspaceScopeById } from "./scopes.ts";
export {
  type DeletionGuard,
  guardDeletion,
  nextWorkspace,
  planClockMoved,
  planWithin,
  readForClock,
  visibleModes,
} from "./service.ts";

/** The vendor's customers. */
export const workspaces: Module = {
  tag: { name: "Workspaces", description: "Your customers: everything social belongs to exactly one workspace." },
  operations,
};
