import type { Draft } from "../../change.ts";
import type { Mode, Service, WorkspaceScope } from "../../ctx.ts";
import type { IdOf } from "../../ids.ts";
import type { Item } from "../../ports/store/store.ts";
import { tenantStore } from "../../tenant.ts";

/** A workspace as it lies in its own tenant. Instants are milliseconds since the epoch, on the real clock. */
export type WorkspaceRecord = {
  readonly schema: 1;
  readonly id: IdOf<"workspace">;
  readonly organization_id: string;
  readonly name: string;
  readonly external_id: string | null;
  readonly mode: Mode;
  readonly time_zone: string;
  readonly language: string;
  readonly settings: WorkspaceSettings;
  /** How far its clock stands before real time; 0 in live mode. */
  readonly clock_offset_ms: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly deleted_at: number | null;
};

export type WorkspaceSettings = {
  readonly content_topics: readonly string[];
  readonly posting_frequency: number | null;
  readonly approval_required: boolean;
  readonly goals: readonly string[];
};

export type WorkspaceItem = Item<WorkspaceRecord>;

const RECORD = { pk: "workspace", sk: "workspace" } as const;

/** Where an organization's workspaces of one mode are listed, in the organization's tenant; ids sort by time. */
export const listPartition = (mode: Mode): string => `workspaces#${mode}`;

/** The vendor's own id of a workspace, in the organization's tenant. Each mode has its own: a vendor's tests use the ids of its live customers. */
export const externalKey = (mode: Mode, externalId: string) => ({ pk: `external#${mode}#${externalId}`, sk: "workspace" });
export type ExternalRecord = { readonly schema: 1; readonly workspace_id: string };

/** A deleted workspace leaves the list; its record stays. */
export function workspaceDraft(record: WorkspaceRecord): Draft<WorkspaceRecord> {
  return {
    ...RECORD,
    data: record,
    ...(record.deleted_at === null && { list: { pk: listPartition(record.mode), sk: record.id, in: "organization" as const } }),
  };
}

/** The workspace, deleted or not; null where there never was one. */
export function readRecord(service: Pick<Service, "systemStore">, id: string): Promise<WorkspaceItem | null> {
  return tenantStore(service.systemStore, id).get<WorkspaceRecord>(RECORD.pk, RECORD.sk);
}

/**
 * Tells how far a workspace's clock stands before real time, in ms; also of a deleted one. Each is read once: for what walks over the whole store, and ends
 * soon.
 */
export function clockOffsets(service: Pick<Service, "systemStore">): (id: string) => Promise<number> {
  const read = new Map<string, Promise<number>>();
  return id => {
    const known = read.get(id) ?? readRecord(service, id).then(item => item?.data.clock_offset_ms ?? 0);
    read.set(id, known);
    return known;
  };
}

/** What use cases inside the workspace need to know of it. */
export const scopeOf = (record: WorkspaceRecord): WorkspaceScope => ({
  id: record.id,
  mode: record.mode,
  timeZone: record.time_zone,
  language: record.language,
  approvalRequired: record.settings.approval_required,
  clockOffsetMs: record.clock_offset_ms,
});
