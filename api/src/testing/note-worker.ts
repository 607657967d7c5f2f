import type { Ctx, OrganizationCtx } from "../ctx.ts";
import type { DueRecord } from "../work/handler.ts";
import { Worker } from "../work/worker.ts";
import { type TestService, testCtx } from "./service.ts";

/** A worker of workspaces' records of the kind `note`, which takes a record away when `handle` says that it is done. It does nothing before its `start`. */
export function noteWorker({ service }: TestService, handle: (ctx: Ctx, record: DueRecord) => Promise<boolean>): Worker {
  return new Worker({
    service,
    owner: "test",
    exclusive: true,
    contextFor: async tenant => testCtx(service, "org_1", tenant) as OrganizationCtx,
    relay: { relayShard: async () => ({ moved: 0, more: false }) },
    handlers: [
      {
        kind: "note",
        home: "workspace",
        perTenant: 4,
        perProcess: 64,
        async handle(ctx, record) {
          if (!(await handle(ctx, record))) return;
          const key = { pk: `${ctx.workspace.id}|${record.pk}`, sk: record.sk };
          await service.systemStore.write([{ op: "delete", key }]);
        },
      },
    ],
  });
}
