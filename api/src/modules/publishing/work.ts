import type { Service } from "../../ctx.ts";
import type { WorkHandler } from "../../work/handler.ts";
import { Budgets } from "./budgets.ts";
import { PublishFigures } from "./figures.ts";
import { Publisher } from "./publish.ts";

/**
 * In flight at once: for one workspace, so that none takes all; for one account, so that a slow network leaves the workspace's others their room; and for
 * the process, as many as its memory and sockets bear.
 */
const PER_WORKSPACE = 8;
const PER_ACCOUNT = 4;
const PER_PROCESS = 512;
/**
 * Begun a second for one workspace: more than its networks let it send, and about a third of what a process on SQLite gets through. So one that has a
 * hundred thousand due leaves the others a process, and a disk, that have time for them.
 */
const PER_WORKSPACE_A_SECOND = 600;

const publishers = new WeakMap<object, Publisher>();
/**
 * The one publisher of a service; its figures are shown from here on. One for each service: what it learns of budgets is of the accounts whose shards that
 * process owns.
 */
export function openPublisher(service: Service): Publisher {
  const { systemStore } = service;
  const known = publishers.get(systemStore);
  if (known) return known;
  const publisher = new Publisher(new Budgets(), new PublishFigures(service));
  publishers.set(systemStore, publisher);
  return publisher;
}

/** Publishes targets that came due, and looks up those whose outcome is not known. */
export const targetWork: WorkHandler = {
  kind: "target",
  home: "workspace",
  perTenant: PER_WORKSPACE,
  perSubLane: PER_ACCOUNT,
  perTenantPerSecond: PER_WORKSPACE_A_SECOND,
  perProcess: PER_PROCESS,
  punctual: true,
  handle: (ctx, record) => openPublisher(ctx).advance(ctx, record.pk, record.sk),
  giveUp: (ctx, record) => openPublisher(ctx).giveUp(ctx, record.pk, record.sk),
};
