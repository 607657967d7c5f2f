import type { Hono } from "hono";
import { sortableInstant } from "./change.ts";
import type { Ctx, OrganizationCtx, Service } from "./ctx.ts";
import { type EventDescription, openApiDocument } from "./http/document.ts";
import type { Operation } from "./http/operation.ts";
import { createRateLimiter } from "./http/rate-limit.ts";
import { ALL_SCOPES } from "./http/scopes.ts";
import { createServer, type ServerParts } from "./http/server.ts";
import { measures } from "./measures.ts";
import type { Module } from "./module.ts";
import { accounts, remainingAccounts } from "./modules/accounts/index.ts";
import { billing } from "./modules/billing/index.ts";
import { campaigns } from "./modules/campaigns/index.ts";
import { createRelay, events, oldestOutboxAt } from "./modules/events/index.ts";
import { createAuthenticator, identity } from "./modules/identity/index.ts";
import { askForNeed, media } from "./modules/media/index.ts";
import { networksModule } from "./modules/networks/index.ts";
import { posts, postsNeedingMedia, waitingPosts } from "./modules/posts/index.ts";
import { openPublisher, publishing } from "./modules/publishing/index.ts";
import { closeStreams, realtime } from "./modules/realtime/index.ts";
import { scheduling } from "./modules/scheduling/index.ts";
import { createServiceModule, type Readiness } from "./modules/service/index.ts";
import { templates } from "./modules/templates/index.ts";
import { testMode } from "./modules/test-mode/index.ts";
import { webhooks } from "./modules/webhooks/index.ts";
import { guardDeletion, workspaceScope, workspaceScopeById, workspaces } from "./modules/workspaces/index.ts";
import { ShortCache } from "./short-cache.ts";
import { tenantStore } from "./tenant.ts";
import { VERSION } from "./version.ts";
import { backlogReader } from "./work/backlog.ts";
import { Worker } from "./work/worker.ts";

/** Every area of the product, in the order of the reference. */
const AREAS: readonly Module[] = [
  identity,
  workspaces,
  networksModule,
  accounts,
  scheduling,
  media,
  campaigns,
  templates,
  posts,
  publishing,
  events,
  realtime,
  webhooks,
  billing,
  testMode,
];

/** The API's document: needs no running service. */
export function document(): ReturnType<typeof openApiDocument> {
  const areas = [
    createServiceModule({ document: () => ({}), readiness: async () => ({ ready: true, reasons: [], facts: {} }) }),
    ...AREAS,
  ];
  return documentOf(areas);
}

function documentOf(areas: readonly Module[]): ReturnType<typeof openApiDocument> {
  const operations: Operation[] = areas.flatMap(area => area.operations);
  const told: EventDescription[] = areas.flatMap(area => area.events ?? []);
  return openApiDocument(
    operations,
    areas.map(area => area.tag),
    told,
    VERSION,
  );
}

export interface AppOptions {
  readonly service: Service;
  /** Nobody else can have the store open. */
  readonly exclusive: boolean;
  readonly addressOf: ServerParts["addressOf"];
  /** A worker answers about itself only. */
  readonly serves?: "everything" | "itself";
}

/** How old what readiness tells of the outbox may be: asking for readiness costs its caller nothing, and a look reads every shard. */
const OUTBOX_LIFE_MS = 1000;

/** The whole product over its ports: `main`, the tests and other hosts all use it. */
export interface App {
  readonly fetch: Hono["fetch"];
  readonly service: Service;
  readonly worker: Worker;
  /** Every operation that is mounted: what tests walk over. */
  readonly operations: readonly Operation[];
  /** From now on the service says that it is not ready, so that balancers turn away. */
  drain(): void;
}

/**
 * What runs without being asked: all durable work, and the relay of events. `exclusive`: nobody else can have the store open.
 * The worker does nothing before its `start`.
 */
export function createWorker(service: Service, exclusive: boolean): Worker {
  const contextFor = (tenantId: string) => systemContext(service, tenantId);
  openPublisher(service);
  askForNeed(service, postsNeedingMedia);
  return new Worker({
    service,
    handlers: AREAS.flatMap(area => area.work ?? []),
    contextFor,
    relay: createRelay({ service, contextFor, subscribers: AREAS.flatMap(area => area.subscribers ?? []) }),
    owner: Buffer.from(service.chance.bytes(9)).toString("hex"),
    exclusive,
  });
}

export function createApp(options: AppOptions): App {
  const { service } = options;
  let draining = false;
  guardDeletion(service, waitingPosts);
  guardDeletion(service, remainingAccounts);
  const worker = createWorker(service, options.exclusive);
  const backlog = backlogReader(service);
  const outbox = new ShortCache<{ readonly oldestAt: number | null }>(service.timer, { lifeMs: OUTBOX_LIFE_MS, most: 1 });
  const unrelayedSince = async (): Promise<number | null> =>
    (await outbox.read("oldest", async () => ({ oldestAt: await oldestOutboxAt(service) })))?.oldestAt ?? null;
  const readiness = async (): Promise<Readiness> => {
    const reasons: string[] = [];
    if (draining) reasons.push("the process is stopping");
    const [unrelayed, work] = await service.systemStore
      .ping()
      .then(() => Promise.all([unrelayedSince(), backlog()]))
      .catch(error => {
        reasons.push(`the store does not answer: ${error instanceof Error ? error.message : error}`);
        return [null, null];
      });
    return {
      ready: reasons.length === 0,
      reasons,
      facts: {
        hints: await service.hints.healthy(),
        oldest_overdue_at: instant(work?.oldestOverdueAt ?? null),
        oldest_unrelayed_at: instant(unrelayed),
        parked_work: work?.parked ?? null,
        owned_shards: worker.owned.length,
      },
    };
  };
  const late = (since: number | null): number => (since === null ? 0 : Math.max(0, (service.timer.now() - since) / 1000));
  const { telemetry } = service;
  telemetry.gauge(measures.ready, async () => [
    { value: (await readiness()).ready ? 1 : 0, labels: { command: service.config.command } },
  ]);
  telemetry.gauge(measures.outboxAge, async () => [{ value: late(await unrelayedSince()), labels: {} }]);
  telemetry.gauge(measures.workOverdue, async () => [{ value: late((await backlog()).oldestOverdueAt), labels: {} }]);
  telemetry.gauge(measures.workParked, async () => [{ value: (await backlog()).parked, labels: {} }]);
  let text: ReturnType<typeof openApiDocument> | null = null;
  const areas: Module[] = [];
  areas.push(
    createServiceModule({
      document: () => {
        text ??= documentOf(areas);
        return text;
      },
      readiness,
    }),
    ...AREAS,
  );
  const operations = (options.serves === "itself" ? areas.slice(0, 1) : areas).flatMap(area => area.operations);
  const authenticator = {
    ...createAuthenticator(service),
    workspace: (organization: string, workspace: string) => workspaceScope(service, organization, workspace),
  };
  const server = createServer({
    service,
    authenticator,
    rateLimiter: createRateLimiter(service.hints, service.timer.now, service.config.rates),
    operations,
    addressOf: options.addressOf,
  });
  return {
    fetch: server.fetch,
    service,
    worker,
    operations,
    drain() {
      draining = true;
      closeStreams(service);
    },
  };
}

/** A ctx in which durable work acts for a tenant; null when the tenant is gone. */
async function systemContext(service: Service, tenantId: string): Promise<Ctx | OrganizationCtx | null> {
  const requestId = service.ids.next("request");
  const actor = { kind: "system", id: "system", endUser: null, scopes: new Set<string>(ALL_SCOPES) } as const;
  const common = { ...service, requestId, actor, keptAnswer: null };
  if (tenantId.startsWith("org_")) {
    return {
      ...common,
      organizationId: tenantId,
      mode: null,
      organizationStore: tenantStore(service.systemStore, tenantId),
      workspace: null,
      time: { real: service.timer, workspace: { now: () => service.timer.now() } },
    };
  }
  const found = await workspaceScopeById(service, tenantId);
  if (!found) return null;
  const { organizationId, scope } = found;
  return {
    ...common,
    organizationId,
    mode: scope.mode,
    organizationStore: tenantStore(service.systemStore, organizationId),
    workspace: scope,
    store: tenantStore(service.systemStore, tenantId),
    time: { real: service.timer, workspace: { now: () => service.timer.now() + scope.clockOffsetMs } },
  };
}

const instant = (ms: number | null): string | null => (ms === null ? null : sortableInstant(ms));
