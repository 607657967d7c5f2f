import { type OutboxBatch, sortableInstant } from "../change.ts";
import type { LogRecord } from "../modules/events/records.ts";
import type { PostRecord } from "../modules/posts/records.ts";
import { targetStatus } from "../modules/publishing/index.ts";
import type { PartRecord, PartState, TargetRecord } from "../modules/publishing/target.ts";
import { localTimeOf } from "../modules/scheduling/index.ts";
import { type DeliveryRecord, ENDPOINTS, type EndpointRecord } from "../modules/webhooks/records.ts";
import type { WorkspaceRecord } from "../modules/workspaces/records.ts";
import type { Item } from "../ports/store/store.ts";
import { tenantOf } from "../tenant.ts";
import { openSealed } from "./keys.ts";
import type { Effect, NetworkWatch } from "./networks.ts";
import type { Received } from "./receivers.ts";
import type { Applied, Table } from "./table.ts";
import type { World } from "./world.ts";

/** Which of the rules was broken: the eight of the domain, and what must hold besides. */
export type Rule =
  | "1 at most once"
  | "2 every part ends"
  | "3 never early"
  | "4 edges and events"
  | "5 cancelled is absent"
  | "6 tenants are walls"
  | "7 secrets stay secret"
  | "8 wall clock"
  | "armed before sent"
  | "parent before child"
  | "tokens"
  | "budgets"
  | "fairness"
  | "usage"
  | "nothing accepted is lost"
  | "no defect";

export interface Violation {
  readonly rule: Rule;
  readonly what: string;
  readonly at: number;
}

/** The edges a part may take, as the domain has them: written down here once more, for a checker must not believe what it checks. */
const EDGES: ReadonlySet<string> = new Set([
  "draft scheduled",
  "scheduled draft",
  "scheduled dispatching",
  "dispatching published",
  "dispatching processing",
  "dispatching scheduled",
  "dispatching failed",
  "dispatching unknown",
  "processing published",
  "processing failed",
  "processing unknown",
  "unknown published",
  "unknown scheduled",
  "unknown uncertain",
  "uncertain published",
  "uncertain scheduled",
  "uncertain discarded",
  "failed scheduled",
  "draft cancelled",
  "scheduled cancelled",
] satisfies `${PartState} ${PartState}`[]);
/** Where a part ends, or waits for a person. */
const ENDS: ReadonlySet<PartState> = new Set(["published", "failed", "cancelled", "discarded", "uncertain"]);
/** Nobody sends this much earlier than due: an instant is in whole milliseconds. */
const ROUNDING_MS = 2;

/** How long the first part of a quiet workspace's target may wait for its turn: a poll, and a few requests of others. */
const QUIET_LAG_MS = 3_000;

/** Whether a text anywhere in it says a token in clear: the simulated networks' tokens say what they are. */
const holdsSecret = (data: unknown): boolean =>
  typeof data === "string"
    ? data.includes("SECRET")
    : typeof data === "object" && data !== null && Object.values(data).some(holdsSecret);

/** A workspace as it stands in the table. */
export function workspaceIn(table: Table, workspaceId: string): WorkspaceRecord | undefined {
  return table.get({ pk: `${workspaceId}|workspace`, sk: "workspace" })?.data as unknown as WorkspaceRecord | undefined;
}

/** Watches a world from outside: every write of the store, everything that happens on a network, every log line. Notes the first violations. */
export class Checker implements NetworkWatch {
  readonly violations: Violation[] = [];
  readonly #world: World;
  /** The farthest that any clock is ahead of the world's. */
  #aheadMs = 0;
  readonly #effects = new Map<string, Effect[]>();
  readonly #armed = new Set<string>();
  readonly #cancelled = new Set<string>();
  /** The ids of all events that were written, by workspace. */
  readonly #told = new Map<string, Set<string>>();
  readonly #logged = new Map<string, { readonly ids: Set<string>; seq: number }>();
  /** The tokens that were ever stored, by account, each with the instant when it first was. */
  readonly #tokens = new Map<string, Map<string, number>>();
  readonly #refused = new Set<string>();
  readonly #byId = new Map<string, Effect>();
  readonly #targets = new Map<string, TargetRecord>();
  /** Parts that came to be published, by workspace. */
  readonly #publishedOf = new Map<string, number>();
  /** Targets that must not wait long for their turn, whatever others do. */
  readonly #quiet = new Set<string>();
  /** Of accounts, whose they are. */
  readonly #owners = new Map<string, string>();
  table: Table | null = null;

  constructor(world: World) {
    this.#world = world;
  }

  /** Parts that appeared on networks. */
  get published(): number {
    return this.#byId.size;
  }

  skewed(ms: number): void {
    this.#aheadMs = Math.max(this.#aheadMs, ms);
  }

  /** A target of a workspace that is quiet while another floods. */
  quiet(targetId: string): void {
    this.#quiet.add(targetId);
  }

  violate(rule: Rule, what: string): void {
    this.#world.tell("CHECKER", () => `${rule}: ${what}`);
    if (this.violations.length < 20) this.violations.push({ rule, what, at: this.#world.now });
  }

  /** What went wrong in code that should have known what to do. */
  defect(error: unknown): void {
    this.violate("no defect", error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  // ---- what happens on a network ------------------------------------------------------------------------------------------------------------------

  effect(effect: Effect): void {
    this.#world.tell("NETWORK", () => `${effect.network} shows ${effect.key} as ${effect.id}`);
    this.#byId.set(effect.id, effect);
    const { targetId, index, part } = partOf(effect.key);
    const before = this.#effects.get(part) ?? [];
    this.#effects.set(part, [...before, effect]);
    if (before.length > 0) this.violate("1 at most once", `${part} is on ${effect.network} ${before.length + 1} times`);
    if (!this.#armed.has(effect.key)) this.violate("armed before sent", `${effect.key} was never armed`);
    if (this.#cancelled.has(part)) this.violate("5 cancelled is absent", `${part} was cancelled, and is on ${effect.network}`);
    const target = this.#targets.get(targetId);
    if (!target) {
      this.violate("5 cancelled is absent", `${part} was deleted, and is on ${effect.network}`);
      return;
    }
    const marker = /^\[(ws_\w+)\]/.exec(effect.text)?.[1];
    if (marker !== this.#owners.get(effect.account))
      this.violate("6 tenants are walls", `${part} of ${marker} is on an account of ${this.#owners.get(effect.account)}`);
    const parent = index === 0 ? null : target.parts[target.parts[index]?.kind === "first_comment" ? 0 : index - 1];
    if (
      (parent?.published?.externalId ?? null) !== effect.parent &&
      !(parent?.published && !this.#byId.has(parent.published.externalId))
    )
      this.violate("parent before child", `${part} answers ${effect.parent}, not ${parent?.published?.externalId}`);
  }

  sent(key: string, now: number): void {
    const { targetId, index, part } = partOf(key);
    const until = this.#targets.get(targetId)?.parts[index]?.armed?.until;
    if (until !== undefined && until < now)
      this.violate("armed before sent", `${part} was sent ${Math.round(now - until)} ms after its lease had ended`);
    if (until === undefined) this.violate("armed before sent", `${part} was sent though nobody holds its lease any more`);
  }

  used(account: string, access: string): void {
    if (!this.#tokens.get(account)?.has(access))
      this.violate("tokens", `${account}: a token was shown to the network before it was stored`);
  }

  /** An old refresh token arrived, which was sent at `sent`, while `current` is good. */
  reused(account: string, current: string, sent: number): void {
    // Where the answer to a rotation was lost nobody can know the new token. Where it was stored, nobody may show the old one; but one who was on the way
    // already, because the process that refreshed was stopped for longer than its lock holds, cannot have known.
    const stored = this.#tokens.get(account)?.get(current);
    if (stored !== undefined && stored < sent)
      this.violate("tokens", `${account}: a refresh token was shown after its successor was stored`);
  }

  refused(account: string): void {
    this.#refused.add(account);
  }

  overrun(account: string): void {
    this.violate("budgets", `${account}: a create was sent though its budget was known to be spent`);
  }

  /** An account and the workspace it belongs to. */
  owned(account: string, workspaceId: string): void {
    this.#owners.set(account, workspaceId);
  }

  log(line: string): void {
    this.#world.tell("log", () => line.trim().slice(0, 300));
    if (line.includes("SECRET")) this.violate("7 secrets stay secret", `a log line holds one: ${line.slice(0, 200)}`);
    if (/"level":(50|60)/.test(line)) this.violate("no defect", line.slice(0, 1500));
  }

  // ---- what is written ----------------------------------------------------------------------------------------------------------------------------

  applied(applied: readonly Applied[]): void {
    const told = applied.flatMap(({ after }) => (after?.pk.startsWith("outbox#") ? [after] : []));
    for (const change of applied) {
      const { key, after } = change;
      if (after && holdsSecret(after.data)) this.violate("7 secrets stay secret", `${key.pk} ${key.sk} holds one in clear`);
      const owner = tenantOf(key.pk);
      if (owner === null) {
        if (after?.pk.startsWith("outbox#")) this.#outbox(after);
        continue;
      }
      if (owner.pk.startsWith("target#")) this.#target(owner.tenantId, change, told);
      else if (owner.pk.startsWith("log#") && after) this.#log(owner.tenantId, after);
      else if (owner.pk.startsWith("account#")) this.#account(owner.tenantId, change);
      else if (owner.pk.startsWith("post#")) this.#post(change);
    }
  }

  #target(tenantId: string, { key, before, after }: Applied, told: readonly Item[]): void {
    const old = before?.data as unknown as TargetRecord | undefined;
    const target = after?.data as unknown as TargetRecord | undefined;
    if (!target || !after) {
      if (old) this.#targets.delete(old.id);
      return;
    }
    this.#targets.set(target.id, target);
    if (after.version !== (before?.version ?? 0) + 1)
      this.violate("4 edges and events", `${key.pk}: version ${before?.version} became ${after.version}`);
    for (const [index, part] of target.parts.entries()) this.#part(tenantId, target, index, old?.parts[index], part);
    const types = told.flatMap(item =>
      (item.data as unknown as OutboxBatch).events.filter(event => idOf(event.data) === target.id).map(event => event.type),
    );
    if (old) this.#events(old, target, types);
  }

  #part(tenantId: string, target: TargetRecord, index: number, old: PartRecord | undefined, part: PartRecord): void {
    const name = `${target.id}_${index}`;
    if (old && old.state !== part.state) {
      this.#world.tell("store", () => `${name}: ${old.state} → ${part.state}${part.problem ? ` (${part.problem.code})` : ""}`);
      if (!EDGES.has(`${old.state} ${part.state}`))
        this.violate("4 edges and events", `${name} went from ${old.state} to ${part.state}`);
    }
    if (!old) {
      this.#world.tell(
        "store",
        () => `${name}: ${part.state} at ${target.scheduledAt === null ? "no time" : sortableInstant(target.scheduledAt)}`,
      );
      if (part.state !== "draft" && part.state !== "scheduled")
        this.violate("4 edges and events", `${name} began as ${part.state}`);
    }
    if (part.state === "cancelled") this.#cancelled.add(name);
    if (part.state === "published" && old?.state !== "published")
      this.#publishedOf.set(tenantId, (this.#publishedOf.get(tenantId) ?? 0) + 1);
    if (part.state !== "dispatching" || old?.state === "dispatching") return;
    if (part.token !== (old?.token ?? 0) + 1)
      this.violate("4 edges and events", `${name}: token ${old?.token} became ${part.token}`);
    this.#armed.add(part.key);
    const due = target.scheduledAt ?? Number.POSITIVE_INFINITY;
    const now = this.#world.now + this.#offsetOf(tenantId);
    if (now + this.#aheadMs + ROUNDING_MS < due)
      this.violate("3 never early", `${name} was armed ${Math.round(due - now)} ms before its time`);
    // What its own account's budget, token or network kept waiting says so.
    const waited = old === undefined || old.problem !== null || old.token > 0;
    if (index === 0 && !waited && this.#quiet.has(target.id) && now - due > QUIET_LAG_MS)
      this.violate("fairness", `${name} waited ${Math.round(now - due)} ms for its turn while another workspace flooded`);
    if (index > 0 && target.parts[index - 1]?.state !== "published")
      this.violate("parent before child", `${name} was armed while the part before it is ${target.parts[index - 1]?.state}`);
  }

  /** Each edge that people are told of has its event in the same write, and only that. */
  #events(old: TargetRecord, target: TargetRecord, types: readonly string[]): void {
    const wanted: string[] = [];
    const isNow = (state: PartState): boolean =>
      target.parts.some((part, index) => part.state === state && old.parts[index]?.state !== state);
    for (const state of ["unknown", "uncertain", "failed", "discarded"] as const)
      if (isNow(state) && !(state === "failed" && targetStatus(target) !== "failed")) wanted.push(`target.${state}`);
    if (target.parts.every(part => part.state === "published") && !old.parts.every(part => part.state === "published"))
      wanted.push("target.published");
    for (const type of wanted)
      if (types.filter(one => one === type).length !== 1)
        this.violate(
          "4 edges and events",
          `${target.id}: ${types.length === 0 ? "no event" : types.join(", ")} in the write that needs ${type}`,
        );
    if (types.length > 1) this.violate("4 edges and events", `${target.id}: ${types.join(", ")} in one write`);
  }

  #outbox(item: Item): void {
    const { tenantId, events } = item.data as unknown as OutboxBatch;
    const seen = this.#told.get(tenantId) ?? new Set();
    this.#told.set(tenantId, seen);
    for (const { id } of events) seen.add(id);
    const text = JSON.stringify(events);
    this.#foreign(tenantId, text, "an event");
  }

  #foreign(tenantId: string, text: string, what: string): void {
    for (const [, marker] of text.matchAll(/\[(ws_\w+)\]/g))
      if (tenantId.startsWith("ws_") && marker !== tenantId)
        this.violate("6 tenants are walls", `${what} of ${tenantId} holds text of ${marker}`);
  }

  #log(tenantId: string, item: Item): void {
    if (item.sk === "head") return;
    const { id, data } = item.data as unknown as LogRecord;
    const log = this.#logged.get(tenantId) ?? { ids: new Set(), seq: 0 };
    this.#logged.set(tenantId, log);
    const seq = Number(item.sk);
    if (seq !== log.seq + 1) this.violate("4 edges and events", `the log of ${tenantId} has ${seq} behind ${log.seq}`);
    log.seq = seq;
    if (log.ids.has(id)) this.violate("4 edges and events", `${id} is in the log of ${tenantId} twice`);
    log.ids.add(id);
    this.#foreign(tenantId, JSON.stringify(data), "the log");
  }

  #account(tenantId: string, { key, before, after }: Applied): void {
    if (key.sk === "credentials") {
      if (!after) return;
      const { sealed } = after.data as unknown as { sealed: string };
      const { secret } = JSON.parse(openSealed(sealed)) as { secret: { access: string; refresh: string } };
      const account = /^SECRET-a-(.+)-\d+$/.exec(secret.access)?.[1] ?? "";
      if (!secret.access || !secret.refresh) this.violate("tokens", `${key.pk}: a token was overwritten by nothing`);
      const known = this.#tokens.get(account) ?? new Map<string, number>();
      for (const token of [secret.access, secret.refresh]) if (!known.has(token)) known.set(token, this.#world.now);
      this.#tokens.set(account, known);
      this.owned(account, tenantId);
      return;
    }
    const [old, now] = [before, after].map(item => item?.data as unknown as { status?: string; externalId: string } | undefined);
    if (now?.status === "needs_reconnect" && old?.status === "connected" && !this.#refused.has(now.externalId))
      this.violate("tokens", `${now.externalId} was disconnected though the network never refused it`);
  }

  #post({ after }: Applied): void {
    const post = after?.data as unknown as PostRecord | undefined;
    if (!post?.schedule) return;
    const { at, localTime, timeZone } = post.schedule;
    if (localTimeOf(at, timeZone) !== localTime)
      this.violate("8 wall clock", `${post.id} is due at ${sortableInstant(at)}, which is not ${localTime} in ${timeZone}`);
  }

  #offsetOf(workspaceId: string): number {
    return this.table ? (workspaceIn(this.table, workspaceId)?.clock_offset_ms ?? 0) : 0;
  }

  // ---- at the end ---------------------------------------------------------------------------------------------------------------------------------

  /** What must hold when faults have stopped and everything has had its time. `accepted` are the posts whose creation was answered. */
  end(table: Table, received: readonly Received[], accepted: ReadonlySet<string>, deleted: ReadonlySet<string>): void {
    const posts = new Map<string, PostRecord>();
    const byEvent = new Map<string, Set<string>>();
    for (const { url, eventId } of received) byEvent.set(eventId, (byEvent.get(eventId) ?? new Set()).add(url));
    const usage = new Map<string, number>();
    for (const item of table.all()) {
      if (item.pk.startsWith("outbox#")) this.violate("4 edges and events", `${item.pk} still holds ${item.sk}`);
      const owner = tenantOf(item.pk);
      if (owner?.pk.startsWith("usage#")) usage.set(item.sk, (usage.get(item.sk) ?? 0) + (item.count ?? 0));
      if (owner?.pk.startsWith("post#")) posts.set((item.data as unknown as PostRecord).id, item.data as unknown as PostRecord);
      if (owner?.pk.startsWith("delivery#") && item.sk === "delivery") {
        const { status, event_id, event_type } = item.data as unknown as DeliveryRecord;
        if (status === "pending") this.violate("2 every part ends", `the delivery of ${event_type} ${event_id} is pending`);
        if (status === "succeeded" && !byEvent.has(event_id))
          this.violate("4 edges and events", `${event_id} was delivered to nobody`);
      }
    }
    this.#delivered(table, byEvent);
    for (const [workspaceId, parts] of this.#publishedOf)
      if (usage.get(workspaceId) !== parts)
        this.violate("usage", `${workspaceId} published ${parts} parts, and ${usage.get(workspaceId) ?? 0} are counted`);
    for (const target of this.#targets.values()) this.#settled(target);
    for (const [tenantId, told] of this.#told)
      for (const id of told)
        if (!this.#logged.get(tenantId)?.ids.has(id))
          this.violate("4 edges and events", `${id} of ${tenantId} never came to the log`);
    for (const id of accepted) if (!posts.has(id) && !deleted.has(id)) this.violate("nothing accepted is lost", `${id} is gone`);
    for (const [part, effects] of this.#effects) {
      const target = this.#targets.get(part.slice(0, part.lastIndexOf("_")));
      const state = target?.parts[Number(part.slice(part.lastIndexOf("_") + 1))]?.state;
      if (effects.length > 0 && state !== undefined && !["published", "uncertain", "discarded"].includes(state))
        this.violate("1 at most once", `${part} is on the network, and its state is ${state}`);
    }
  }

  /** Every event reached every endpoint that wants it: here endpoints want all of their mode, and were there before the first event. */
  #delivered(table: Table, byEvent: ReadonlyMap<string, ReadonlySet<string>>): void {
    const endpoints = [...table.all()].flatMap(item => {
      const owner = tenantOf(item.pk);
      const endpoint = item.data as unknown as EndpointRecord;
      return owner?.pk === ENDPOINTS && !endpoint.disabled ? [{ organizationId: owner.tenantId, endpoint }] : [];
    });
    for (const [tenantId, { ids }] of this.#logged) {
      const workspace = workspaceIn(table, tenantId);
      for (const { organizationId, endpoint } of endpoints) {
        if (workspace?.organization_id !== organizationId || workspace.mode !== endpoint.mode) continue;
        for (const id of ids)
          if (!byEvent.get(id)?.has(endpoint.url))
            this.violate("4 edges and events", `${id} of ${tenantId} never reached ${endpoint.url}`);
      }
    }
  }

  #settled(target: TargetRecord): void {
    for (const [index, part] of target.parts.entries()) {
      const name = `${target.id}_${index}`;
      const waits = part.state === "draft" && (target.scheduledAt === null || this.#stopped(target, index));
      if (!ENDS.has(part.state) && !waits) this.violate("2 every part ends", `${name} is ${part.state}`);
      const effects = this.#effects.get(name) ?? [];
      if (part.state !== "published") continue;
      if (effects.length === 0 && !this.#isTwin(part))
        this.violate("nothing accepted is lost", `${name} is published, and nowhere to be seen`);
      else if (effects.length > 0 && !this.#isTwin(part) && !effects.some(effect => effect.id === part.published?.externalId))
        this.violate("1 at most once", `${name} names ${part.published?.externalId}, which is not where it is`);
    }
  }

  /**
   * Whether the part names another's post that says the same on the same account, on a network that takes a text once and gives no other evidence: which of
   * two that were sent at once it took, nobody can know, and what was to be said stands there.
   */
  #isTwin({ published, text }: PartRecord): boolean {
    const effect = this.#byId.get(published?.externalId ?? "");
    return effect !== undefined && (effect.network === "list" || effect.network === "nothing") && effect.text === text;
  }

  /** Whether something before this part ended in a way that lets it wait for a person. */
  #stopped(target: TargetRecord, index: number): boolean {
    return target.parts
      .slice(0, index)
      .some(part => part.state === "failed" || part.state === "uncertain" || part.state === "discarded");
  }
}

/** `tgt_…_1_2` is the second key of part 1. */
function partOf(key: string): { targetId: string; index: number; part: string } {
  const part = key.slice(0, key.lastIndexOf("_"));
  const cut = part.lastIndexOf("_");
  return { targetId: part.slice(0, cut), index: Number(part.slice(cut + 1)), part };
}

const idOf = (data: unknown): string | undefined => (data as { target?: { id?: string } }).target?.id;
