import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Connector } from "@placard/connectors";
import { readConfig } from "../config.ts";
import type { Ctx, Mode, OrganizationCtx, Service } from "../ctx.ts";
import { ALL_SCOPES } from "../http/scopes.ts";
import { openService } from "../runtime.ts";
import { tenantStore } from "../tenant.ts";
import { frozenReads } from "./frozen-reads.ts";

export interface TestServiceOptions {
  /** Settings without their prefix, as the environment would give them. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Parts of the service replaced by a test's own (a store that loses answers, a timer, connectors). */
  readonly replace?: (service: Service) => Partial<Service>;
  readonly connectors?: ReadonlyMap<string, Connector>;
  /** Goes on with the data of an earlier one. */
  readonly dataDir?: string;
}

export interface TestService {
  readonly service: Service;
  readonly exclusive: boolean;
  readonly dataDir: string;
  /** Ends the store; keeps the folder when `keep`. */
  close(options?: { keep?: boolean }): Promise<void>;
}

/** The real embedded drivers in a folder of their own, without the app above them. */
export async function openTestService(options: TestServiceOptions = {}): Promise<TestService> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "placard-test-"));
  const environment: Record<string, string> = { PLACARD_DATA_DIR: dataDir, PLACARD_LOG_LEVEL: "silent" };
  for (const [name, value] of Object.entries(options.environment ?? {})) environment[`PLACARD_${name}`] = value;
  const opened = await openService(readConfig("dev", environment));
  const base: Service = {
    ...opened.service,
    systemStore: frozenReads(opened.service.systemStore),
    ...(options.connectors && { connectors: options.connectors }),
  };
  return {
    service: { ...base, ...options.replace?.(base) },
    exclusive: opened.exclusive,
    dataDir,
    async close({ keep = false } = {}) {
      await opened.close();
      if (!keep) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A ctx that acts for an organization, or for one of its workspaces, as the system does. */
export function testCtx(service: Service, organizationId: string): OrganizationCtx;
export function testCtx(service: Service, organizationId: string, workspaceId: string, mode?: Mode): Ctx;
export function testCtx(service: Service, organizationId: string, workspaceId?: string, mode: Mode = "test"): OrganizationCtx {
  const base: OrganizationCtx = {
    ...service,
    requestId: service.ids.next("request"),
    actor: { kind: "system", id: "system", endUser: null, scopes: new Set(ALL_SCOPES) },
    organizationId,
    mode: null,
    organizationStore: tenantStore(service.systemStore, organizationId),
    workspace: null,
    time: { real: service.timer, workspace: { now: service.timer.now } },
    keptAnswer: null,
  };
  if (workspaceId === undefined) return base;
  const ctx: Ctx = {
    ...base,
    mode,
    workspace: { id: workspaceId, mode, timeZone: "UTC", language: "en", approvalRequired: false, clockOffsetMs: 0 },
    store: tenantStore(service.systemStore, workspaceId),
  };
  return ctx;
}
