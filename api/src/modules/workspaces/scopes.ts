import type { Service, WorkspaceScope } from "../../ctx.ts";
import type { Store } from "../../ports/store/store.ts";
import { ShortCache } from "../../short-cache.ts";
import { readRecord, scopeOf } from "./records.ts";

/** The channel on which processes tell each other of changed workspaces; a message is the workspace's id. */
const CHANNEL = "workspaces";

/** How old a workspace's scope may be in another process should its hint be lost: what bounds use of a deleted workspace, and a clock's move. */
const LIFE_MS = 2000;
/** About 300 bytes each. */
const MOST = 20_000;

export interface OwnedScope {
  readonly organizationId: string;
  readonly scope: WorkspaceScope;
}

/** One cache per installation in this process: tests run several side by side. */
const caches = new WeakMap<Store, ShortCache<OwnedScope>>();

function cacheOf(service: Service): ShortCache<OwnedScope> {
  const known = caches.get(service.systemStore);
  if (known) return known;
  const cache = new ShortCache<OwnedScope>(service.timer, { lifeMs: LIFE_MS, most: MOST });
  caches.set(service.systemStore, cache);
  service.hints
    .subscribe(CHANNEL, id => cache.forget(id))
    .catch(error =>
      service.log.warn({ err: error }, "changes of workspaces in other processes are seen only as cached scopes age"),
    );
  return cache;
}

/** The workspace where it belongs to this organization and is not deleted, else null. At most 2 s old, and never older than this process' own changes. */
export async function workspaceScope(
  service: Service,
  organizationId: string,
  workspaceId: string,
): Promise<WorkspaceScope | null> {
  const found = await workspaceScopeById(service, workspaceId);
  return found?.organizationId === organizationId ? found.scope : null;
}

/** The same for durable work, which starts from the workspace itself. */
export function workspaceScopeById(service: Service, workspaceId: string): Promise<OwnedScope | null> {
  return cacheOf(service).read(workspaceId, async () => {
    const item = await readRecord(service, workspaceId);
    if (!item || item.data.deleted_at !== null) return null;
    return { organizationId: item.data.organization_id, scope: scopeOf(item.data) };
  });
}

/** To be called after every commit that changed a workspace's record: this process forgets it at once, the others by a hint. */
export function workspaceChanged(service: Service, workspaceId: string): void {
  cacheOf(service).forget(workspaceId);
  void service.hints.publish(CHANNEL, workspaceId);
}
