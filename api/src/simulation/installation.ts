import { type Logger, pino } from "pino";
import { createWorker } from "../app.ts";
import { readConfig } from "../config.ts";
import type { Ctx, OrganizationCtx, Service } from "../ctx.ts";
import { ALL_SCOPES } from "../http/scopes.ts";
import { createIds } from "../ids.ts";
import { workspaceScopeById } from "../modules/workspaces/index.ts";
import { noTelemetry } from "../ports/telemetry.ts";
import { tenantStore } from "../tenant.ts";
import type { Worker } from "../work/worker.ts";
import type { Faults } from "./faults.ts";
import { HintBus } from "./hints.ts";
import { simulatedKeys } from "./keys.ts";
import type { SimulatedNetwork } from "./networks.ts";
import { SimulatedProcess } from "./process.ts";
import type { Receivers } from "./receivers.ts";
import { simulatedStore } from "./store.ts";
import type { Table } from "./table.ts";
import type { World } from "./world.ts";

const CONFIG = readConfig("dev", { PLACARD_PUBLIC_URL: "https://placard.example" });
/** A process that ended is begun again within this, as its supervisor would. */
const RESTART_MS = [500, 10_000] as const;

/** What the processes share: the outside, all of it simulated. */
export interface Outside {
  readonly table: Table;
  readonly networks: readonly SimulatedNetwork[];
  readonly receivers: Receivers;
  /** Each line that any process logs. */
  readonly log: (line: string) => void;
}

/** A process with everything in it. */
export interface Running {
  readonly process: SimulatedProcess;
  readonly service: Service;
  readonly worker: Worker;
}

/** A process of the installation over its simulated outside; its worker is not started. */
export function createProcess(name: string, world: World, outside: Outside, bus: HintBus, faults: () => Faults): Running {
  const random = world.random.fork(`process ${name}`);
  const { skewMs, latenessMs } = faults().processes;
  const process = new SimulatedProcess(name, world, random, random.between(-skewMs, skewMs));
  const timer = process.timer(latenessMs);
  const { chance } = process;
  const never = (what: string) =>
    new Proxy(
      {},
      {
        get: () => {
          throw new Error(`nothing in the background needs ${what}`);
        },
      },
    ) as never;
  const service: Service = {
    config: CONFIG,
    log: loggerTo(outside.log),
    systemStore: simulatedStore(outside.table, process, faults),
    hints: bus.for(process, () => faults().hints),
    keys: simulatedKeys,
    blobs: never("blobs"),
    telemetry: noTelemetry,
    mail: { send: async () => undefined },
    timer,
    chance,
    network: { trusted: never("trusted hosts"), guarded: outside.receivers.fetchFor(process) },
    ids: createIds(timer, chance),
    secrets: never("secrets"),
    connectors: new Map(
      outside.networks.map(network => network.connector(process)).map(connector => [connector.network, connector]),
    ),
  };
  return { process, service, worker: createWorker(service, false) };
}

const loggerTo = (write: (line: string) => void): Logger => pino({ level: "info", base: null, timestamp: false }, { write });

/** All processes of one installation: those that are killed come back. */
export class Installation {
  readonly #world: World;
  readonly #outside: Outside;
  readonly #bus = new HintBus();
  readonly #faults: () => Faults;
  #running: Running[] = [];
  #started = 0;
  #ending = false;
  readonly #onStarted: (running: Running) => void;

  constructor(world: World, outside: Outside, faults: () => Faults, onStarted: (running: Running) => void = () => undefined) {
    this.#world = world;
    this.#outside = outside;
    this.#faults = faults;
    this.#onStarted = onStarted;
  }

  get running(): readonly Running[] {
    return this.#running;
  }

  /** Begins one more process. */
  start(): void {
    if (this.#ending) return;
    this.#started += 1;
    const running = createProcess(`p${this.#started}`, this.#world, this.#outside, this.#bus, this.#faults);
    const { process, worker } = running;
    this.#world.tell(process.name, () => `starts, its clock ${Math.round(process.skewMs)} ms off`);
    this.#running.push(running);
    this.#onStarted(running);
    worker.start().catch(() => this.kill(running));
  }

  /** Ends a process as `kill -9` does. Another takes its place. */
  kill(running: Running): void {
    if (!running.process.alive) return;
    running.process.kill();
    this.#running = this.#running.filter(one => one !== running);
    this.#bus.sweep();
    if (!this.#ending) this.#world.after(this.#world.random.between(...RESTART_MS), () => this.start());
  }

  /** Ends a process as SIGTERM does: what is in hand is finished, its shards go to the others. Another takes its place. */
  stop(running: Running): void {
    this.#running = this.#running.filter(one => one !== running);
    this.#world.tell(running.process.name, () => "is asked to stop");
    const gone = (): void => {
      if (!running.process.alive) return;
      running.process.kill();
      this.#bus.sweep();
    };
    running.worker.stop().then(gone, gone);
    if (!this.#ending) this.#world.after(this.#world.random.between(...RESTART_MS), () => this.start());
  }

  /** Ends all processes gracefully, for good; resolves when none is left or `ms` have passed. */
  async end(ms: number): Promise<void> {
    this.#ending = true;
    let left = this.#running.length;
    for (const { worker, process } of this.#running) {
      const gone = (): void => {
        left -= 1;
        process.kill();
      };
      worker.stop().then(gone, gone);
    }
    await this.#world.run(ms, () => left === 0);
    for (const { process } of this.#running) if (process.alive) process.kill();
    this.#running = [];
    this.#bus.sweep();
    this.#ending = false;
  }
}

/** A ctx in which a person acts in a workspace, by way of a process. Null where the workspace is not to be read now. */
export async function personIn(service: Service, workspaceId: string): Promise<Ctx | null> {
  const found = await workspaceScopeById(service, workspaceId);
  if (!found) return null;
  const { organizationId, scope } = found;
  const ctx: Ctx = {
    ...organizationPerson(service, organizationId),
    mode: scope.mode,
    workspace: scope,
    store: tenantStore(service.systemStore, workspaceId),
    time: { real: service.timer, workspace: { now: () => service.timer.now() + scope.clockOffsetMs } },
  };
  return ctx;
}

/** The same in an organization. */
export const organizationPerson = (service: Service, organizationId: string): OrganizationCtx => ({
  ...service,
  requestId: service.ids.next("request"),
  actor: { kind: "api_key", id: "key_person", endUser: null, scopes: new Set<string>(ALL_SCOPES) },
  organizationId,
  mode: null,
  organizationStore: tenantStore(service.systemStore, organizationId),
  workspace: null,
  time: { real: service.timer, workspace: { now: () => service.timer.now() } },
  keptAnswer: null,
});
