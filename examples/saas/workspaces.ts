import type { Placard } from "@placard/sdk";
import type { Studio } from "./studios.ts";

/** The workspace of each studio, by the studio's id: found by the id that Harbor gave it, or made. */
export async function openWorkspaces(placard: Placard, studios: readonly Studio[]): Promise<ReadonlyMap<string, string>> {
  const opened = studios.map(async studio => {
    const externalId = `harbor-${studio.id}`;
    const [found] = (await placard.workspaces.list({ external_id: externalId })).data;
    const workspace =
      found ??
      (await placard.workspaces.create(
        { name: studio.name, external_id: externalId, time_zone: studio.timeZone, language: studio.locale },
        { idempotencyKey: `harbor-workspace-${studio.id}` },
      ));
    return [studio.id, workspace.id] as const;
  });
  return new Map(await Promise.all(opened));
}
