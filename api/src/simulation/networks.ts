import type {
  Account,
  Budget,
  Connector,
  Profile as ConnectorProfile,
  CreateOutcome,
  Credentials,
  Io,
  Json,
  LookupOutcome,
  Part,
  Problem,
  Published,
  RefreshOutcome,
} from "@placard/connectors";
import type { NetworkName } from "@placard/networks";
import type { Faults } from "./faults.ts";
import type { SimulatedProcess } from "./process.ts";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

/**
 * One network for each class of docs-site/publishing.md, under the name of a network whose rules take plain text:
 * - `key` takes an idempotency key and can burn it; `record_key` takes a record key that a look-up finds;
 * - `container` publishes what was prepared before, once, and often takes a while; `session` ends an upload, once;
 * - `list` can only be asked for what is to be seen, which may lag; `nothing` cannot be asked. Both refuse the same text twice, at times.
 */
export const NETWORK_CLASSES = {
  key: "mastodon",
  record_key: "bluesky",
  container: "threads",
  session: "facebook",
  list: "linkedin",
  nothing: "x",
} as const satisfies Record<string, NetworkName>;
export type NetworkClass = keyof typeof NETWORK_CLASSES;

const CREATE_TIMEOUT_MS = 15_000;
const LATE_EFFECT_MS: Readonly<Record<NetworkClass, number>> = {
  key: 0,
  record_key: 30_000,
  container: 30_000,
  session: 30_000,
  list: 30_000,
  nothing: 30_000,
};
const PROOF: Readonly<Record<NetworkClass, Connector["absenceProof"]>> = {
  key: "key",
  record_key: "record_key",
  container: "container",
  session: "session",
  list: "none",
  nothing: "none",
};
/** No clock is set by more: from one end of what clocks differ by to the other. */
const CLOCK_SET_MS = 3_000;
/** A refused text may be written again after this. */
const DUPLICATE_MS = 3600_000;

/** What appeared this much before a part was prepared may still be its own, by the clock of another machine. */
const CLOCKS_DIFFER_MS = 15_000;
const sinceOf = (handle: Json | null): number => (handle as { since?: number } | null)?.since ?? 0;

/** Something that appeared on a network: the truth. */
export interface Effect {
  readonly network: NetworkClass;
  readonly account: string;
  readonly id: string;
  readonly key: string;
  readonly text: string;
  readonly at: number;
  readonly parent: string | null;
}

/** What the simulation wants to know of the networks. */
export interface NetworkWatch {
  effect(effect: Effect): void;
  /** A create leaves its sender, whose clock shows `now`. */
  sent(key: string, now: number): void;
  /** An access token was shown to a network. */
  used(account: string, access: string): void;
  /** A refresh token that is not the last one was shown. */
  reused(account: string, refresh: string, sent: number): void;
  /** The account was refused for good. */
  refused(account: string): void;
  /** A create came though the account's budget was spent. */
  overrun(account: string): void;
}

interface Container {
  state: "finished" | "publishing" | "published" | "error";
  effect: Effect | null;
}

/** What an account may send in one window, and who sent in it. */
interface Window {
  readonly limit: number;
  readonly windowMs: number;
  used: number;
  resetsAt: number;
  readonly senders: Set<SimulatedProcess>;
  /** Since when each process has known of this window. */
  readonly heard: Map<SimulatedProcess, number>;
}

interface Profile {
  access: string[];
  refresh: string;
  revoked: boolean;
  /** Counts the times it was connected: each has a family of refresh tokens of its own. */
  grant: number;
  readonly lifeMs: number;
  readonly budget: Window | null;
  readonly effects: Effect[];
  readonly byKey: Map<string, Effect>;
  readonly burned: Set<string>;
  readonly containers: Map<string, Container>;
}

type Answer<T> = { readonly kind: "answer"; readonly value: T } | { readonly kind: "not_sent" | "lost" | "broken" | "refused" };

const trouble = (code: string, category: Problem["category"], message = "The simulated network says so."): Problem => ({
  code,
  category,
  source: "network",
  retryable: false,
  message,
  userMessage: message,
  networkCode: code,
  networkMessage: null,
});
const unreached = trouble("network_down", "network_down");
const lost = trouble("outcome_unknown", "outcome_unknown");
const busy = trouble("network_busy", "rate_limited");
const expired = trouble("token_expired", "auth_expired");
const revoked = trouble("token_revoked", "auth_expired");
const limited = trouble("rate_limited", "rate_limited");
const same = trouble("duplicate", "content_rejected");
const gone = trouble("container_error", "media_processing");

interface Secret {
  readonly access: string;
  readonly refresh: string;
}
const secretOf = (account: Account): Secret => account.credentials.secret as unknown as Secret;

/** A simulated network: one truth, asked by many processes. */
export class SimulatedNetwork {
  readonly kind: NetworkClass;
  readonly #world: World;
  readonly #random: Random;
  readonly #faults: () => Faults["network"];
  readonly #watch: NetworkWatch;
  readonly #profiles = new Map<string, Profile>();
  #made = 0;

  constructor(kind: NetworkClass, world: World, faults: () => Faults["network"], watch: NetworkWatch) {
    this.kind = kind;
    this.#world = world;
    this.#random = world.random.fork(`network ${kind}`);
    this.#faults = faults;
    this.#watch = watch;
  }

  /** A profile's credentials, new ones each time, whatever became of the old. */
  join(account: string): Credentials {
    const known = this.#profiles.get(account);
    if (known) {
      known.revoked = false;
      known.grant += 1;
      return this.#credentials(known, account);
    }
    const random = this.#random;
    const profile: Profile = {
      access: [],
      refresh: "",
      revoked: false,
      grant: 1,
      lifeMs: random.chance(0.5) ? random.between(60_000, 600_000) : 7_200_000,
      // A test workspace's clock is moved, and the networks here do not follow it: what is left of a window could not be known.
      budget:
        !account.includes(".test.") && random.chance(0.4)
          ? {
              limit: 2 + random.below(4),
              windowMs: random.between(30_000, 300_000),
              used: 0,
              resetsAt: 0,
              senders: new Set(),
              heard: new Map(),
            }
          : null,
      effects: [],
      byKey: new Map(),
      burned: new Set(),
      containers: new Map(),
    };
    this.#profiles.set(account, profile);
    return this.#credentials(profile, account);
  }

  /** The person takes our right away. */
  revoke(account: string): void {
    this.#profile(account).revoked = true;
  }

  effectsOf(account: string): readonly Effect[] {
    return this.#profile(account).effects;
  }

  /** The network as one process has it. */
  connector(process: SimulatedProcess): Connector {
    const network = NETWORK_CLASSES[this.kind];
    return {
      network,
      absenceProof: PROOF[this.kind],
      createTimeoutMs: CREATE_TIMEOUT_MS,
      lateEffectMs: LATE_EFFECT_MS[this.kind],
      oauth: null,
      credentials: {
        fields: [{ name: "handle", label: "Handle", secret: false, description: "Any handle." }],
        connect: async (_, { credentials }) => {
          const handle = credentials["handle"] ?? "";
          return {
            kind: "connected",
            profiles: [{ profile: profileOf(handle), server: null, credentials: this.join(handle) }],
          };
        },
      },
      refresh: (io, account) => this.#refresh(process, io, account),
      revoke: async () => true,
      health: async () => ({ kind: "unreachable", problem: unreached }),
      prepare: (io, account, part, handle) => this.#prepare(process, io, account, part, handle),
      create: (io, account, part, handle) => this.#create(process, io, account, part, handle),
      lookup: (io, account, part, handle) => this.#lookup(process, io, account, part, handle),
      remove: async () => ({ kind: "removed" }),
    };
  }

  #profile(account: string): Profile {
    const profile = this.#profiles.get(account);
    if (!profile) throw new Error(`there is no profile ${account}`);
    return profile;
  }

  #credentials(profile: Profile, account: string): Credentials {
    this.#made += 1;
    const secret = { access: `SECRET-a-${account}-${this.#made}`, refresh: `SECRET-r-${account}-${profile.grant}-${this.#made}` };
    profile.access = [...profile.access, secret.access].slice(-2);
    profile.refresh = secret.refresh;
    return { secret, expiresAt: Math.floor(this.#world.now + profile.lifeMs), scopes: [] };
  }

  /**
   * One request. It is on its way whatever becomes of its sender; `serve` runs where it arrives. `lateMs` is how long after its sender's patience it may
   * still arrive; without, it does not arrive late.
   */
  #request<T>(process: SimulatedProcess, signal: AbortSignal, serve: () => T, lateMs: number | null = null): Promise<Answer<T>> {
    const faults = this.#faults();
    const random = this.#random;
    return new Promise(resolve => {
      let answered = false;
      const answer = (after: number, what: Answer<T>): void => {
        process.deliverAfter(after, () => {
          if (answered) return;
          answered = true;
          resolve(what);
        });
      };
      const arrive = (after: number): void => {
        this.#world.after(after, serve);
      };
      const hear = (): void => {
        if (answered) return;
        answered = true;
        resolve({ kind: "lost" });
      };
      if (signal.aborted) return hear();
      signal.addEventListener("abort", hear, { once: true });
      const way = random.between(0, faults.delayMs);
      if (random.chance(faults.notSent)) return answer(way, { kind: "not_sent" });
      if (random.chance(faults.refused)) return answer(way, { kind: "refused" });
      if (random.chance(faults.lostBefore)) {
        if (random.chance(0.5)) answer(way, { kind: "lost" });
        return;
      }
      if (lateMs !== null && random.chance(faults.late)) {
        arrive(CREATE_TIMEOUT_MS + random.between(0, lateMs * 0.98));
        return;
      }
      if (random.chance(faults.lostAfter)) {
        arrive(way / 2);
        if (random.chance(0.5)) answer(way, { kind: "lost" });
        return;
      }
      if (random.chance(faults.broken)) {
        if (random.chance(0.5)) arrive(way / 2);
        return answer(way, { kind: "broken" });
      }
      this.#world.after(way / 2, () => answer(way / 2, { kind: "answer", value: serve() }));
    });
  }

  // ---- what the network does ----------------------------------------------------------------------------------------------------------------------

  #signedIn(account: Account): "yes" | "expired" | "revoked" {
    const profile = this.#profile(account.externalId);
    const { access } = secretOf(account);
    this.#watch.used(account.externalId, access);
    if (profile.revoked) {
      this.#watch.refused(account.externalId);
      return "revoked";
    }
    const over = account.credentials.expiresAt !== null && account.credentials.expiresAt <= this.#world.now;
    return over || !profile.access.includes(access) ? "expired" : "yes";
  }

  #publish(account: string, part: Part, key: string): Effect {
    const profile = this.#profile(account);
    this.#made += 1;
    const parent = (part.parent as { id?: string } | null)?.id ?? null;
    const effect: Effect = {
      network: this.kind,
      account,
      id: `${this.kind}-${this.#made}`,
      key,
      text: part.text,
      at: this.#world.now,
      parent,
    };
    profile.effects.push(effect);
    profile.byKey.set(key, effect);
    this.#watch.effect(effect);
    return effect;
  }

  /** Takes one create from the account's budget; not `ok` where it is spent. */
  #spend(
    process: SimulatedProcess,
    account: string,
    sentAt: number,
  ): { readonly ok: boolean; readonly budgets: readonly Budget[] } {
    const { budget } = this.#profile(account);
    if (!budget) return { ok: true, budgets: [] };
    const { now } = this.#world;
    if (budget.resetsAt <= now) {
      budget.used = 0;
      budget.resetsAt = Math.ceil(now + budget.windowMs);
      budget.senders.clear();
      budget.heard.clear();
    }
    budget.senders.add(process);
    const ok = budget.used < budget.limit;
    if (ok) budget.used += 1;
    // Who sends alone, and has heard of this window, knows what is left of it; but for its end, where its clock may have been set meanwhile.
    else if (
      budget.senders.size === 1 &&
      (budget.heard.get(process) ?? Number.POSITIVE_INFINITY) < sentAt &&
      budget.resetsAt - now > CLOCK_SET_MS
    )
      this.#watch.overrun(account);
    const told = { name: "posts", limit: budget.limit, remaining: budget.limit - budget.used, resetsAt: budget.resetsAt };
    return { ok, budgets: [told] };
  }

  #serveCreate(process: SimulatedProcess, account: Account, part: Part, handle: Json, sentAt: number): CreateOutcome {
    const profile = this.#profile(account.externalId);
    switch (this.#signedIn(account)) {
      case "revoked":
        return { kind: "refused", action: "reconnect", retryAt: null, problem: revoked };
      case "expired":
        return { kind: "refused", action: "refresh", retryAt: null, problem: expired };
      default:
    }
    const { ok, budgets } = this.#spend(process, account.externalId, sentAt);
    if (!ok) return { kind: "refused", action: "wait", retryAt: budgets[0]?.resetsAt ?? null, problem: limited, budgets };
    return { ...this.#takeIn(profile, account.externalId, part, handle), ...(budgets.length > 0 && { budgets }) };
  }

  #takeIn(profile: Profile, account: string, part: Part, handle: Json): CreateOutcome {
    const known = profile.byKey.get(part.key);
    switch (this.kind) {
      case "key":
        if (profile.burned.has(part.key)) return { kind: "refused", action: "retry", retryAt: null, problem: busy };
        return { kind: "accepted", published: toPublished(known ?? this.#publish(account, part, part.key)) };
      case "record_key":
        if (known) return { kind: "duplicate", problem: same, published: toPublished(known) };
        return { kind: "accepted", published: toPublished(this.#publish(account, part, part.key)) };
      case "container":
      case "session": {
        const id = (handle as { id?: string }).id ?? "";
        const container = profile.containers.get(id);
        if (!container) return { kind: "refused", action: "retry", retryAt: null, problem: gone };
        return this.#publishContainer(container, account, part);
      }
      case "list":
      case "nothing": {
        const twin = profile.effects.findLast(({ text, at }) => text === part.text && at > this.#world.now - DUPLICATE_MS);
        // What is older than the part is another post that says the same: a refusal, and no evidence of anything.
        if (twin && twin.at < sinceOf(handle)) return { kind: "refused", action: "content", retryAt: null, problem: same };
        if (twin && this.#random.chance(0.7))
          return { kind: "duplicate", problem: same, published: this.#random.chance(0.5) ? toPublished(twin) : null };
        return { kind: "accepted", published: toPublished(this.#publish(account, part, part.key)) };
      }
    }
  }

  #publishContainer(container: Container, account: string, part: Part): CreateOutcome {
    switch (container.state) {
      case "published":
        return { kind: "duplicate", problem: same, published: null };
      case "publishing":
        return { kind: "processing", pollAt: Math.ceil(this.#world.now + 5_000) };
      case "error":
        return { kind: "refused", action: "content", retryAt: null, problem: gone };
      case "finished":
    }
    if (this.kind === "session" || this.#random.chance(0.5)) {
      container.state = "published";
      container.effect = this.#publish(account, part, part.key);
      return { kind: "accepted", published: toPublished(container.effect) };
    }
    container.state = "publishing";
    this.#world.after(this.#random.between(1_000, 20_000), () => {
      if (this.#random.chance(0.1)) container.state = "error";
      else {
        container.state = "published";
        container.effect = this.#publish(account, part, part.key);
      }
    });
    return { kind: "processing", pollAt: Math.ceil(this.#world.now + 5_000) };
  }

  #serveLookup(account: Account, part: Part, handle: Json | null): LookupOutcome {
    const profile = this.#profile(account.externalId);
    if (this.#signedIn(account) !== "yes") return { kind: "unreachable", problem: expired };
    const known = profile.byKey.get(part.key);
    switch (this.kind) {
      case "key":
        if (known) return { kind: "found", published: toPublished(known) };
        profile.burned.add(part.key);
        return { kind: "absent", provenBy: "key" };
      case "record_key":
        return known ? { kind: "found", published: toPublished(known) } : { kind: "absent", provenBy: "record_key" };
      case "container":
      case "session": {
        const container = profile.containers.get((handle as { id?: string } | null)?.id ?? "");
        if (container?.effect) return { kind: "found", published: toPublished(container.effect) };
        if (container?.state === "publishing") return { kind: "processing", pollAt: Math.ceil(this.#world.now + 5_000) };
        if (container?.state === "error") return { kind: "failed", problem: gone };
        return { kind: "absent", provenBy: this.kind };
      }
      case "list": {
        const { visibleAfterMs } = this.#faults();
        const seen = profile.effects.findLast(
          ({ text, at }) => text === part.text && at >= sinceOf(handle) && at + visibleAfterMs <= this.#world.now,
        );
        return seen ? { kind: "found", published: toPublished(seen) } : { kind: "not_seen" };
      }
      case "nothing":
        return { kind: "not_seen" };
    }
  }

  #serveRefresh(account: Account, sent: number): RefreshOutcome {
    const profile = this.#profile(account.externalId);
    const { refresh } = secretOf(account);
    if (!profile.revoked && refresh === profile.refresh)
      return { kind: "refreshed", credentials: this.#credentials(profile, account.externalId) };
    if (!profile.revoked && refresh.startsWith(`SECRET-r-${account.externalId}-${profile.grant}-`)) {
      // A refresh token that was shown twice: the network takes it for stolen, and ends all of them.
      this.#watch.reused(account.externalId, profile.refresh, sent);
      profile.revoked = true;
    }
    this.#watch.refused(account.externalId);
    return { kind: "revoked", problem: revoked };
  }

  // ---- what a connector makes of it ---------------------------------------------------------------------------------------------------------------

  async #prepare(
    process: SimulatedProcess,
    io: Io,
    account: Account,
    part: Part,
    handle: Json | null,
  ): ReturnType<Connector["prepare"]> {
    if (this.kind !== "container" && this.kind !== "session")
      return { kind: "prepared", handle: handle ?? { key: part.key, since: io.time.now() - CLOCKS_DIFFER_MS } };
    if (handle !== null) return { kind: "prepared", handle };
    const answer = await this.#request(process, io.signal, () => {
      if (this.#signedIn(account) !== "yes") return null;
      this.#made += 1;
      const id = `container-${this.#made}`;
      this.#profile(account.externalId).containers.set(id, { state: "finished", effect: null });
      return id;
    });
    if (answer.kind === "not_sent") return { kind: "not_sent", problem: unreached };
    if (answer.kind !== "answer") return { kind: "refused", action: "retry", retryAt: null, problem: busy };
    if (answer.value === null) return { kind: "refused", action: "refresh", retryAt: null, problem: expired };
    await io.save({ id: answer.value });
    return { kind: "prepared", handle: { id: answer.value } };
  }

  async #create(process: SimulatedProcess, io: Io, account: Account, part: Part, handle: Json): Promise<CreateOutcome> {
    this.#world.tell(process.name, () => `sends ${part.key} to ${this.kind}`);
    const sentAt = this.#world.now;
    this.#watch.sent(part.key, sentAt + process.skewMs);
    const serve = (): CreateOutcome => this.#serveCreate(process, account, part, handle, sentAt);
    const answer = await this.#request(process, io.signal, serve, LATE_EFFECT_MS[this.kind]);
    const { budget } = this.#profile(account.externalId);
    if (
      budget &&
      answer.kind === "answer" &&
      answer.value.budgets?.[0]?.resetsAt === budget.resetsAt &&
      !budget.heard.has(process)
    )
      budget.heard.set(process, this.#world.now);
    this.#world.tell(process.name, () => `hears of ${part.key}: ${answer.kind === "answer" ? answer.value.kind : answer.kind}`);
    switch (answer.kind) {
      case "answer":
        return onClockOf(io, this.#world, answer.value);
      case "not_sent":
        return { kind: "not_sent", problem: unreached };
      case "refused":
        return { kind: "refused", action: "retry", retryAt: null, problem: busy };
      default:
        return { kind: "unknown", problem: lost };
    }
  }

  async #lookup(process: SimulatedProcess, io: Io, account: Account, part: Part, handle: Json | null): Promise<LookupOutcome> {
    const answer = await this.#request(process, io.signal, () => this.#serveLookup(account, part, handle));
    this.#world.tell(process.name, () => `looks for ${part.key}: ${answer.kind === "answer" ? answer.value.kind : answer.kind}`);
    return answer.kind === "answer" ? onClockOf(io, this.#world, answer.value) : { kind: "unreachable", problem: unreached };
  }

  async #refresh(process: SimulatedProcess, io: Io, account: Account): Promise<RefreshOutcome> {
    const sent = this.#world.now;
    const answer = await this.#request(process, io.signal, () => this.#serveRefresh(account, sent));
    this.#world.tell(
      process.name,
      () => `refreshes ${account.externalId}: ${answer.kind === "answer" ? answer.value.kind : answer.kind}`,
    );
    return answer.kind === "answer" ? answer.value : { kind: "failed", problem: unreached };
  }
}

/** An outcome with the network's instants set on the clock of whoever asked. */
function onClockOf<T extends CreateOutcome | LookupOutcome>(io: Io, world: World, outcome: T): T {
  const ahead = io.time.now() - world.now;
  return {
    ...outcome,
    ...("pollAt" in outcome && { pollAt: Math.ceil(outcome.pollAt + ahead) }),
    ...("retryAt" in outcome && outcome.retryAt !== null && { retryAt: Math.ceil(outcome.retryAt + ahead) }),
    ...(outcome.budgets && {
      budgets: outcome.budgets.map(budget => ({ ...budget, resetsAt: Math.ceil(budget.resetsAt + ahead) })),
    }),
  };
}

const profileOf = (handle: string): ConnectorProfile => ({
  externalId: handle,
  kind: "person",
  handle,
  displayName: handle,
  avatarUrl: null,
  url: null,
});

const toPublished = ({ id, at }: Effect): Published => ({
  externalId: id,
  url: `https://example.com/${id}`,
  reference: { id },
  publishedAt: Math.floor(at),
});
