/** Whose drafts and in which workspace: nobody else's on this browser are ever shown. */
export interface Owner {
  readonly workspaceId: string;
  readonly userId: string;
}

export const DRAFTS = "placard.draft";

/** How the keys begin under which this browser keeps what somebody wrote and did not save. */
export const areaOf = ({ workspaceId, userId }: Owner): string => `${DRAFTS}.${workspaceId}.${userId}.`;

/** Forgets everything that is kept of somebody. */
export function forgetDrafts(owner: Owner): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(areaOf(owner))) localStorage.removeItem(key);
  } catch {
    // Nothing could be kept.
  }
}
