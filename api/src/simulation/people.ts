import { networks as rules } from "@placard/networks";
import { Conflict, commit, create } from "../change.ts";
import type { Ctx, Service } from "../ctx.ts";
import { connectByCredentials } from "../modules/accounts/connect.ts";
import { disconnectAccount } from "../modules/accounts/service.ts";
import { ORGANIZATION, type OrganizationRecord } from "../modules/identity/records.ts";
import { NO_CONTENT, type PostContent, type PostRecord, WRITTEN_BY_HAND } from "../modules/posts/records.ts";
import { createPost, deletePost, schedulePost, unschedulePost, updatePost, type When } from "../modules/posts/service.ts";
import { cancelTarget, resolveTarget, retryTarget } from "../modules/publishing/service.ts";
import { type TargetRecord, targetStatus } from "../modules/publishing/target.ts";
import { advanceClock } from "../modules/test-mode/service.ts";
import { createEndpoint } from "../modules/webhooks/endpoints.ts";
import { createWorkspace } from "../modules/workspaces/service.ts";
import { StoreBusy, StoreUnknown } from "../ports/store/store.ts";
import { Refusal } from "../problems.ts";
import type { Checker } from "./checker.ts";
import { type Installation, organizationPerson, personIn, type Running } from "./installation.ts";
import { NETWORK_CLASSES, type NetworkClass, type SimulatedNetwork } from "./networks.ts";
import type { Random } from "./random.ts";
import type { Table } from "./table.ts";
import type { World } from "./world.ts";

/** An account as its person knows it. */
interface OwnAccount {
  readonly id: string;
  readonly handle: string;
  readonly kind: NetworkClass;
}

interface Place {
  readonly workspaceId: string;
  readonly mode: "live" | "test";
  readonly accounts: OwnAccount[];
  /** Posts that somebody asked for, answered or not. */
  readonly posts: string[];
}

const ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];

/**
 * The people of the installation: they write, schedule, move, change, cancel, retry and decide, by way of whatever process answers them, and hear nothing where
 * it dies meanwhile. What they decide about an open outcome is true: they look at the network itself.
 */
export class People {
  readonly #world: World;
  readonly #random: Random;
  readonly #table: Table;
  readonly #networks: readonly SimulatedNetwork[];
  readonly #installation: Installation;
  readonly #checker: Checker;
  readonly places: Place[] = [];
  /** Posts whose creation was answered, and those whose deletion may have been. */
  readonly accepted = new Set<string>();
  readonly deleted = new Set<string>();
  #written = 0;
  /** Whoever waits for an answer, by the process it is to come from. */
  readonly #waiting = new Map<object, Running>();

  constructor(world: World, table: Table, networks: readonly SimulatedNetwork[], installation: Installation, checker: Checker) {
    this.#world = world;
    this.#random = world.random.fork("people");
    this.#table = table;
    this.#networks = networks;
    this.#installation = installation;
    this.#checker = checker;
  }

  /** Founds organizations with workspaces, accounts and webhook endpoints, by way of a process that nothing happens to. */
  async found({ service }: Running, organizations: number): Promise<void> {
    const random = this.#random;
    const kinds = Object.keys(NETWORK_CLASSES) as NetworkClass[];
    for (let each = 0; each < organizations; each++) {
      const organizationId = service.ids.next("organization");
      const ctx = organizationPerson(service, organizationId);
      await commit(ctx, {
        writes: [create({ ...ORGANIZATION, data: organizationRecord(organizationId) }, { in: "organization" })],
        events: [],
      });
      for (const mode of ["live", "test"] as const) {
        if (random.chance(0.4)) await createEndpoint(ctx, { url: `https://hook-${this.#written++}.example/`, mode });
        const { body } = await createWorkspace(ctx, { name: "Simulated", mode, time_zone: random.pick(ZONES) });
        const place: Place = { workspaceId: body.id, mode, accounts: [], posts: [] };
        this.places.push(place);
        const count = 1 + random.below(3);
        for (let number = 0; number < count; number++) await this.#connect(service, place, random.pick(kinds));
      }
    }
  }

  async #connect(service: Service, place: Place, kind: NetworkClass): Promise<void> {
    const ctx = await personIn(service, place.workspaceId);
    if (!ctx) throw new Error("the workspace is gone");
    const handle = `${kind}.${place.mode}.${place.workspaceId}.${place.accounts.length}`;
    this.#checker.owned(handle, place.workspaceId);
    const { account } = await connectByCredentials(ctx, {
      network: NETWORK_CLASSES[kind],
      server: null,
      credentials: { handle },
    });
    place.accounts.push({ id: (account as { id: string }).id, handle, kind });
  }

  /** Whether everybody has been answered, or waits for a process that is gone. */
  get answered(): boolean {
    return [...this.#waiting.values()].every(({ process }) => !process.alive);
  }

  /**
   * One workspace schedules `most` posts for one instant, another few for a moment later, by way of a process that nothing happens to. Those few must not wait
   * for the many.
   */
  async flood({ service }: Running, most: number, inMs: number): Promise<void> {
    const [crowd, quiet] = this.places.filter(({ mode }) => mode === "live");
    const at = (ms: number): When => ({ at: new Date(Math.floor(this.#world.now + ms)).toISOString() });
    const due = at(inMs);
    for (const [place, posts, when] of [
      [crowd, most, due],
      [quiet, 5, at(inMs + 2_000)],
    ] as const) {
      const ctx = place && (await personIn(service, place.workspaceId));
      if (!ctx) throw new Error("there is no such workspace");
      for (let each = 0; each < posts; each++) {
        const accountIds = [this.#random.pick(place.accounts).id];
        const { body } = await createPost(ctx, { ...NO_CONTENT, text: this.#text(place), accountIds }, WRITTEN_BY_HAND, when);
        const { id, targets } = body as { id: string; targets: { id: string }[] };
        this.accepted.add(id);
        place.posts.push(id);
        if (place === quiet) for (const target of targets) this.#checker.quiet(target.id);
      }
    }
  }

  /** Lets `acts` things be done, spread over `ms`. */
  act(acts: number, ms: number): void {
    for (let each = 0; each < acts; each++) this.#world.after(this.#random.between(0, ms), () => void this.#once());
  }

  async #once(): Promise<void> {
    const alive = this.#installation.running.filter(({ process }) => process.alive);
    if (alive.length === 0) return;
    const running = this.#random.pick(alive);
    const { service, process } = running;
    const place = this.#random.pick(this.places);
    const waiting = {};
    this.#waiting.set(waiting, running);
    try {
      const ctx = await personIn(service, place.workspaceId);
      if (ctx) await this.#do(ctx, place);
    } catch (error) {
      const expected =
        error instanceof Refusal || error instanceof Conflict || error instanceof StoreBusy || error instanceof StoreUnknown;
      if (!expected) this.#checker.defect(error);
      this.#world.tell(process.name, () => `says to a person: ${error instanceof Error ? error.message : error}`);
    } finally {
      this.#waiting.delete(waiting);
    }
  }

  async #do(ctx: Ctx, place: Place): Promise<void> {
    const random = this.#random;
    const roll = random.next();
    if (roll < 0.45) return this.#write(ctx, place);
    if (roll < 0.5 && place.mode === "test") return void (await advanceClock(ctx, { by: 60 + random.below(3_600) }));
    if (roll < 0.53) return this.#reconnect(ctx, place);
    const target = this.#someTarget(place, roll < 0.8);
    if (!target) return this.#write(ctx, place);
    switch (targetStatus(target)) {
      case "uncertain":
        return this.#decide(ctx, target);
      case "failed":
        return void (await retryTarget(ctx, target.id, null));
      default:
        return this.#meddle(ctx, target);
    }
  }

  /** Writes a post, mostly scheduled for soon, into accounts that take it. */
  async #write(ctx: Ctx, place: Place): Promise<void> {
    const random = this.#random;
    const accounts = place.accounts.filter(() => random.chance(0.6));
    if (accounts.length === 0) accounts.push(random.pick(place.accounts));
    const threads = accounts.every(({ kind }) => rules[NETWORK_CLASSES[kind]].capabilities.threads);
    const comments = accounts.every(({ kind }) => rules[NETWORK_CLASSES[kind]].capabilities.firstComment);
    const content: PostContent = {
      ...NO_CONTENT,
      text: this.#text(place),
      thread:
        threads && random.chance(0.3) ? Array.from({ length: 1 + random.below(2) }, () => ({ text: this.#text(place) })) : [],
      firstComment: comments && random.chance(0.2) ? this.#text(place) : null,
      accountIds: accounts.map(({ id }) => id),
    };
    const answer = await createPost(ctx, content, WRITTEN_BY_HAND, random.chance(0.9) ? this.#when(ctx) : undefined);
    const { id } = answer.body as { id: string };
    this.accepted.add(id);
    place.posts.push(id);
  }

  #when(ctx: Ctx): When {
    const random = this.#random;
    const at = ctx.time.workspace.now() + random.between(0, random.chance(0.3) ? 3_600_000 : 90_000);
    if (random.chance(0.3)) return { now: true, priority: random.pick(["low", "normal", "high"] as const) };
    return { at: new Date(at).toISOString() };
  }

  /** Texts name their workspace, so that one in the wrong place is seen; now and then somebody says the same twice. */
  #text({ workspaceId }: Place): string {
    if (!this.#random.chance(0.1)) this.#written += 1;
    return `[${workspaceId}] number ${this.#written}`;
  }

  /** A target of the workspace, of what is to be seen in the store; by preference one that waits for a person. */
  #someTarget(place: Place, waiting: boolean): TargetRecord | null {
    const targets = place.posts.slice(-12).flatMap(id => {
      const item = this.#table.get({ pk: `${place.workspaceId}|post#${id}`, sk: "post" });
      const post = item?.data as unknown as PostRecord | undefined;
      return (post?.targets ?? []).flatMap(({ id: target }) => {
        const found = this.#table.get({ pk: `${place.workspaceId}|target#${target}`, sk: "target" });
        return found ? [found.data as unknown as TargetRecord] : [];
      });
    });
    const open = targets.filter(target => ["uncertain", "failed"].includes(targetStatus(target)));
    if (waiting && open.length > 0) return this.#random.pick(open);
    return targets.length > 0 ? this.#random.pick(targets) : null;
  }

  async #meddle(ctx: Ctx, target: TargetRecord): Promise<void> {
    const random = this.#random;
    const { postId } = target;
    switch (random.below(6)) {
      case 0:
        return void (await cancelTarget(ctx, target.id, null));
      case 1:
        this.deleted.add(postId); // whether or not the answer comes
        return void (await deletePost(ctx, postId, null));
      case 2:
        return void (await unschedulePost(ctx, postId, null));
      case 3:
        return void (await updatePost(ctx, postId, { text: `[${ctx.workspace.id}] changed ${this.#written++}` }, null));
      default:
        return void (await schedulePost(ctx, postId, this.#when(ctx), null));
    }
  }

  /** Looks at the network, and says what is true. */
  async #decide(ctx: Ctx, target: TargetRecord): Promise<void> {
    const index = target.parts.findIndex(part => part.state === "uncertain");
    const account = this.places.flatMap(({ accounts }) => accounts).find(({ id }) => id === target.accountId);
    const network = this.#networks.find(({ kind }) => kind === account?.kind);
    if (!account || !network) return;
    const name = `${target.id}_${index}_`;
    const there = network.effectsOf(account.handle).find(({ key }) => key.startsWith(name));
    const url = `https://example.com/${there?.id}`;
    if (there) await resolveTarget(ctx, target.id, { as: "published", url, externalId: there.id }, null);
    else await resolveTarget(ctx, target.id, { as: this.#random.chance(0.7) ? "again" : "discarded" }, null);
  }

  /** Takes the right away, or disconnects; mostly connects again. */
  async #reconnect(ctx: Ctx, place: Place): Promise<void> {
    const random = this.#random;
    const account = random.pick(place.accounts);
    const network = this.#networks.find(({ kind }) => kind === account.kind);
    if (random.chance(0.2)) network?.revoke(account.handle);
    else if (random.chance(0.3)) await disconnectAccount(ctx, account.id, null);
    const credentials = { handle: account.handle };
    if (random.chance(0.8))
      await connectByCredentials(ctx, { network: NETWORK_CLASSES[account.kind], server: null, credentials });
  }
}

const organizationRecord = (id: string): OrganizationRecord => ({
  schema: 1,
  id: id as OrganizationRecord["id"],
  name: "Simulated",
  slug: id,
  region: "eu",
  plan: "free",
  brand: {} as OrganizationRecord["brand"],
  created_at: 0,
  updated_at: 0,
});
