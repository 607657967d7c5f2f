import { type Change, commit, create, replace, retrying, type Write } from "../../change.ts";
import type { Ctx, Mode, OrganizationCtx, Service, WorkspaceScope } from "../../ctx.ts";
import { type ListBody, pageOver } from "../../http/paging.ts";
import type { Page, Store } from "../../ports/store/store.ts";
import { checkVersion, notFound, Refusal } from "../../problems.ts";
import { tenantStore } from "../../tenant.ts";
import {
  type ExternalRecord,
  externalKey,
  listPartition,
  readRecord,
  scopeOf,
  type WorkspaceItem,
  type WorkspaceRecord,
  type WorkspaceSettings,
  workspaceDraft,
} from "./records.ts";
import type { WorkspaceBody, WorkspaceCreate, WorkspaceListRequest, WorkspaceUpdate } from "./schema.ts";
import { workspaceChanged } from "./scopes.ts";

/** A resource with the version its ETag names. */
export interface Versioned<Body> {
  readonly body: Body;
  readonly version: number;
}

/** Says why a workspace may not be deleted now, or null where nothing of this module stands against it. */
export type DeletionGuard = (ctx: Ctx) => Promise<string | null>;

const guards = new WeakMap<Store, DeletionGuard[]>();

/** Registers what must be asked before a workspace of this installation is deleted: `app` passes one for each module that owns work in progress. */
export function guardDeletion(service: Pick<Service, "systemStore">, guard: DeletionGuard): void {
  guards.set(service.systemStore, [...(guards.get(service.systemStore) ?? []), guard]);
}

const NO_SETTINGS: WorkspaceSettings = { content_topics: [], posting_frequency: null, approval_required: false, goals: [] };

/** Creates a workspace. Fails with `already_exists` (external_id), `mode_mismatch`. */
export async function createWorkspace(ctx: OrganizationCtx, input: WorkspaceCreate): Promise<Versioned<WorkspaceBody>> {
  const mode = input.mode ?? ctx.mode ?? "test";
  if (ctx.mode !== null && mode !== ctx.mode)
    throw new Refusal("mode_mismatch", `A key of ${ctx.mode} mode cannot create a workspace of ${mode} mode.`);
  const now = ctx.timer.now();
  const record: WorkspaceRecord = {
    schema: 1,
    id: ctx.ids.next("workspace"),
    organization_id: ctx.organizationId,
    name: input.name,
    external_id: input.external_id ?? null,
    mode,
    time_zone: input.time_zone ?? "UTC",
    language: input.language ?? "en",
    settings: mergeSettings(NO_SETTINGS, input.settings),
    clock_offset_ms: 0,
    created_at: now,
    updated_at: now,
    deleted_at: null,
  };
  const change: Change = { writes: [create(workspaceDraft(record)), ...planExternalId(null, record)], events: [] };
  const body = await commit(inWorkspace(ctx, scopeOf(record)), change, toBody(record), 1);
  return { body, version: 1 };
}

/** One workspace of the organization. */
export async function getWorkspace(ctx: OrganizationCtx, id: string): Promise<Versioned<WorkspaceBody>> {
  const item = await readOwn(ctx, id);
  return { body: toBody(item.data), version: item.version };
}

/** Workspaces newest first; a user's list has the live ones before the test ones. */
export async function listWorkspaces(ctx: OrganizationCtx, query: WorkspaceListRequest): Promise<ListBody<WorkspaceBody>> {
  const modes = visibleModes(ctx).filter(mode => query.mode === undefined || query.mode === mode);
  const { external_id: externalId } = query;
  if (externalId !== undefined) return listByExternalId(ctx, modes, externalId);
  return pageOver(
    ctx,
    { limit: query.limit, cursor: query.cursor, binding: ["workspaces.list", query.mode ?? null] },
    modes.map(listPartition),
    (pk, limit, cursor) =>
      ctx.organizationStore.list<WorkspaceRecord>("list", { pk, order: "desc", limit, ...(cursor !== null && { cursor }) }),
    items => items.flatMap(toVisible),
  );
}

/** Changes what is named. Fails with `already_exists` (external_id), `stale`. */
export async function updateWorkspace(
  ctx: OrganizationCtx,
  id: string,
  input: WorkspaceUpdate,
  ifMatch: number | null,
): Promise<Versioned<WorkspaceBody>> {
  const answer = await retrying(ctx, async () => {
    const item = await readOwn(ctx, id);
    checkVersion(item, ifMatch);
    const record: WorkspaceRecord = {
      ...item.data,
      name: input.name ?? item.data.name,
      external_id: input.external_id === undefined ? item.data.external_id : input.external_id,
      time_zone: input.time_zone ?? item.data.time_zone,
      language: input.language ?? item.data.language,
      settings: mergeSettings(item.data.settings, input.settings),
      updated_at: ctx.timer.now(),
    };
    const change: Change = {
      writes: [replace(workspaceDraft(record), item), ...planExternalId(item.data, record)],
      events: [],
    };
    const body = await commit(inWorkspace(ctx, scopeOf(record)), change, toBody(record));
    return { body, version: item.version + 1 };
  });
  workspaceChanged(ctx, id);
  return answer;
}

/** Deletes a workspace: it is invisible at once, its record stays. Fails with `workspace_not_empty` when a guard objects, `stale`. */
export async function deleteWorkspace(ctx: OrganizationCtx, id: string, ifMatch: number | null): Promise<void> {
  await retrying(ctx, async () => {
    const item = await readOwn(ctx, id);
    checkVersion(item, ifMatch);
    const inside = inWorkspace(ctx, scopeOf(item.data));
    for (const guard of guards.get(ctx.systemStore) ?? []) {
      const reason = await guard(inside);
      if (reason !== null) throw new Refusal("workspace_not_empty", reason);
    }
    const now = ctx.timer.now();
    const record: WorkspaceRecord = { ...item.data, external_id: null, updated_at: now, deleted_at: now };
    await commit(inside, { writes: [replace(workspaceDraft(record), item), ...planExternalId(item.data, record)], events: [] });
  });
  workspaceChanged(ctx, id);
}

/**
 * The workspace's record for whoever moves its clock: the version must be the one read, so that two moves at once both count.
 * @throws {Refusal} `not_found`
 */
export function readForClock(ctx: Ctx): Promise<WorkspaceItem> {
  return readOwn(ctx, ctx.workspace.id);
}

/**
 * A check that the workspace is not deleted in the same moment, for a change that a {@link DeletionGuard} would have objected to.
 * @throws {Refusal} `not_found`, now; a changed workspace makes the commit a conflict, which is planned again.
 */
export async function planWithin(ctx: Ctx): Promise<Write[]> {
  const item = await readOwn(ctx, ctx.workspace.id);
  const { pk, sk } = workspaceDraft(item.data);
  return [{ op: "check", key: { pk, sk }, if: { version: item.version } }];
}

/**
 * Sets how far a test workspace's clock stands before real time, in ms; forward only. Whoever commits it calls `workspaceChanged` afterwards.
 * @throws {Refusal} `test_mode_only`
 * @throws {RangeError} the clock would go back.
 */
export function planClockMoved(workspace: WorkspaceItem, offsetMs: number): Change {
  if (workspace.data.mode !== "test") throw new Refusal("test_mode_only", "Only a test workspace's clock can be moved.");
  if (!Number.isSafeInteger(offsetMs) || offsetMs < workspace.data.clock_offset_ms)
    throw new RangeError(`a workspace's clock moves forward only: ${offsetMs} is before ${workspace.data.clock_offset_ms}`);
  return { writes: [replace(workspaceDraft({ ...workspace.data, clock_offset_ms: offsetMs }), workspace)], events: [] };
}

/** The workspace as this caller may know it. */
async function readOwn(ctx: OrganizationCtx, id: string): Promise<WorkspaceItem> {
  const item = await readRecord(ctx, id);
  if (
    !item ||
    item.data.organization_id !== ctx.organizationId ||
    item.data.deleted_at !== null ||
    !visibleModes(ctx).includes(item.data.mode)
  )
    throw notFound("workspace");
  return item;
}

async function listByExternalId(
  ctx: OrganizationCtx,
  modes: readonly Mode[],
  externalId: string,
): Promise<ListBody<WorkspaceBody>> {
  const found = await ctx.organizationStore.batchGet<ExternalRecord>(modes.map(mode => externalKey(mode, externalId)));
  const items = await Promise.all(found.flatMap(item => (item ? [readRecord(ctx, item.data.workspace_id)] : [])));
  return { data: items.flatMap(toVisible), has_more: false, next_cursor: null };
}

/** The organization's next workspace of a mode behind an id, in the order of ids; null behind the last. */
export async function nextWorkspace(ctx: OrganizationCtx, mode: Mode, behind: string): Promise<string | null> {
  let cursor: string | null = null;
  do {
    const page: Page<WorkspaceItem> = await ctx.organizationStore.list<WorkspaceRecord>("list", {
      pk: listPartition(mode),
      ...(behind !== "" && { from: `${behind}~` }), // no id goes on with it
      limit: 1,
      ...(cursor !== null && { cursor }),
    });
    const item = page.items.find(({ data }) => data.deleted_at === null);
    if (item) return item.data.id;
    cursor = page.cursor;
  } while (cursor !== null);
  return null;
}

/** Of which modes a credential sees things; a user sees both. */
export const visibleModes = (ctx: OrganizationCtx): readonly Mode[] => (ctx.mode === null ? ["live", "test"] : [ctx.mode]);

/** An index may lag: what was deleted since is left out. */
const toVisible = (item: WorkspaceItem | null): WorkspaceBody[] =>
  item && item.data.deleted_at === null ? [toBody(item.data)] : [];

/** The record by which a workspace is found under the vendor's own id follows the workspace. */
function planExternalId(before: WorkspaceRecord | null, after: WorkspaceRecord): Write[] {
  const from = before?.external_id ?? null;
  const to = after.external_id;
  if (from === to) return [];
  const writes: Write[] = [];
  if (from !== null) writes.push({ op: "delete", key: externalKey(after.mode, from), in: "organization" });
  if (to !== null) {
    const data: ExternalRecord = { schema: 1, workspace_id: after.id };
    const conflict = new Refusal("already_exists", "Another workspace has this external_id.", {
      faults: [
        {
          path: "external_id",
          code: "already_exists",
          message: "Another workspace has this external_id.",
          fix: "Find it with GET /v1/workspaces?external_id=…, or use another id.",
        },
      ],
    });
    writes.push(create({ ...externalKey(after.mode, to), data }, { in: "organization", conflict }));
  }
  return writes;
}

function mergeSettings(before: WorkspaceSettings, input: WorkspaceCreate["settings"]): WorkspaceSettings {
  return {
    content_topics: input?.content_topics ?? before.content_topics,
    posting_frequency: input?.posting_frequency === undefined ? before.posting_frequency : input.posting_frequency,
    approval_required: input?.approval_required ?? before.approval_required,
    goals: input?.goals ?? before.goals,
  };
}

/** An organization's operation that reaches into one of its workspaces. Its idempotent answer stays with the organization. */
function inWorkspace(ctx: OrganizationCtx, workspace: WorkspaceScope): Ctx {
  return {
    ...ctx,
    workspace,
    store: tenantStore(ctx.systemStore, workspace.id),
    time: { real: ctx.timer, workspace: { now: () => ctx.timer.now() + workspace.clockOffsetMs } },
  };
}

function toBody(record: WorkspaceRecord): WorkspaceBody {
  return {
    id: record.id,
    name: record.name,
    external_id: record.external_id,
    mode: record.mode,
    time_zone: record.time_zone,
    language: record.language,
    settings: {
      content_topics: [...record.settings.content_topics],
      posting_frequency: record.settings.posting_frequency,
      approval_required: record.settings.approval_required,
      goals: [...record.settings.goals],
    },
    created_at: new Date(record.created_at).toISOString(),
    updated_at: new Date(record.updated_at).toISOString(),
  };
}
