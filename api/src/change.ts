import { createHash } from "node:crypto";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type { Mode, OrganizationCtx, Service } from "./ctx.ts";
import type { Condition, Item, Json, Key, Operation } from "./ports/store/store.ts";
import { Refusal } from "./problems.ts";
import { tenantKey } from "./tenant.ts";

/** Whose partition a write goes to. System partitions are opened by name to `work`, `events`, `identity` and `workspaces` alone. */
export type Home = "workspace" | "organization" | "system";

/** When durable work is to look at a record. `workspace` time can be moved in test mode; `real` time cannot. */
export interface Due {
  /** Milliseconds since the epoch on that clock. */
  readonly at: number;
  readonly clock: "workspace" | "real";
  /** Which handler: see `work/`. */
  readonly kind: string;
  /** What is spread over the shards by and takes turns with others: the tenant, unless told (a webhook endpoint). Letters, digits and `_`. */
  readonly lane?: string;
  /** What takes turns with others within the lane, and has a limit of its own (an account). Letters, digits and `_`. */
  readonly subLane?: string;
  /** What goes first within the innermost lane where more is due than it takes at once; `normal` unless told. */
  readonly priority?: Priority;
}

export const PRIORITIES = ["low", "normal", "high"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** A record as its module writes it: keys without the tenant's prefix. */
export interface Draft<Data extends Json = Json> extends Key {
  readonly data: Data;
  readonly list?: Key & { readonly in?: Home };
  readonly view?: Key & { readonly in?: Home };
  readonly due?: Due | undefined;
  readonly expires?: number;
}

type At = { readonly in?: Home };
export type Write =
  | (At & {
      readonly op: "put";
      readonly draft: Draft;
      readonly version: number;
      readonly if?: Condition;
      readonly conflict?: Refusal;
    })
  | (At & { readonly op: "delete"; readonly key: Key; readonly if?: Condition })
  | (At & { readonly op: "check"; readonly key: Key; readonly if: Condition; readonly conflict?: Refusal })
  | (At & {
      readonly op: "add";
      readonly key: Key;
      readonly by: number;
      readonly max?: number;
      readonly expires?: number;
      readonly conflict?: Refusal;
    });

/** An event to be told; it gets its id and its place in the workspace's log on the way. `data` is what partners receive. */
export interface NewEvent {
  readonly type: string;
  readonly data: { readonly [key: string]: Json };
}

/** What a use case wants changed: everything in it happens, or nothing. */
export interface Change {
  readonly writes: readonly Write[];
  readonly events: readonly NewEvent[];
}

export const NO_CHANGE: Change = { writes: [], events: [] };

/** One change of many; order of events is kept. */
export function join(...changes: readonly Change[]): Change {
  return { writes: changes.flatMap(change => change.writes), events: changes.flatMap(change => change.events) };
}

/** A new record: fails where there is one already, with `conflict` when given. */
export function create(draft: Draft, more: At & { conflict?: Refusal } = {}): Write {
  return { op: "put", draft, version: 1, if: { absent: true }, ...more };
}

/** The next version of a record that was read as `previous`: fails where it was changed since. */
export function replace(draft: Draft, previous: Pick<Item, "version">, more: At = {}): Write {
  return { op: "put", draft, version: previous.version + 1, if: { version: previous.version }, ...more };
}

/** Deletes a record that was read as `previous`. */
export function erase(key: Key, previous: Pick<Item, "version">, more: At = {}): Write {
  return { op: "delete", key, if: { version: previous.version }, ...more };
}

/** Some condition did not hold: what was read has changed since. {@link retrying} reads and plans again. */
export class Conflict extends Error {
  override readonly name = "Conflict";
}

/** The kept answer of this idempotency key was written by another process meanwhile; nothing of this change was applied. */
export class AnsweredMeanwhile extends Error {
  override readonly name = "AnsweredMeanwhile";
}

/** How many shards durable work and the outbox are spread over. A property of the table: it never changes for an installation. */
export const SHARDS = 64;

/** The shard of a workspace (or of another lane), as two digits. Remembered: hashing costs more than looking up. */
const shards = new Map<string, string>();
export function shardOf(lane: string): string {
  const known = shards.get(lane);
  if (known !== undefined) return known;
  if (shards.size > 100_000) shards.clear();
  const shard = String((createHash("sha256").update(lane).digest()[0] ?? 0) % SHARDS).padStart(2, "0");
  shards.set(lane, shard);
  return shard;
}

/** Where a record stands in its due partition: `<instant>#<kind>`, then its lane, the lane within and its priority, as far as they are told. */
function dueSort({ at, kind, lane = "", subLane = "", priority = "normal" }: Due): string {
  const told = [sortableInstant(at), kind, lane, subLane, priority === "normal" ? "" : priority];
  while (told.at(-1) === "") told.pop();
  return told.join("#");
}

export const duePartition = (shard: string): string => `due#${shard}`;
export const testDuePartition = (workspaceId: string): string => `due#test#${workspaceId}`;
export const outboxPartition = (shard: string): string => `outbox#${shard}`;
export const wakePartition = (workspaceId: string): string => `wake#${workspaceId}`;

/**
 * A record that lets the owner of a test workspace's shard look at what is due there, at a real instant. It names the records it was written for:
 * whoever must know of them at once, and not when the index shows them, reads it there.
 */
export const wakeDraft = (workspaceId: string, realAt: number, sk: string, records: readonly Key[] = []): Draft => ({
  pk: wakePartition(workspaceId),
  sk,
  data: records.map(record => ({ ...record })),
  due: { at: realAt, clock: "real", kind: "wake", lane: workspaceId },
});

const DAY_MS = 86_400_000;
const DIGITS = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, "0"));
const PAIRS = DIGITS.slice(0, 60).map(digits => digits.slice(1));
/** `2026-11-21T` by the number of the day: the days that answers speak of are few. */
const days = new Map<number, string>();
const MOST_DAYS = 4000;

/** The years of four digits: an instant beyond has a longer text, which sorts before all others. */
const FIRST_INSTANT = Date.parse("0000-01-01T00:00:00.000Z");
const LAST_INSTANT = Date.parse("9999-12-31T23:59:59.999Z");

/**
 * An instant as it stands in sort keys: all of one length, so that text order is time order. What lies beyond the years 0 to 9999 stands at their end.
 * The text of `toISOString` in a sixth of its time, by remembering days: every answer holds some.
 */
export function sortableInstant(instant: number): string {
  const ms = Math.min(Math.max(instant, FIRST_INSTANT), LAST_INSTANT);
  const day = Math.floor(ms / DAY_MS);
  let dayText = days.get(day);
  if (dayText === undefined) {
    dayText = new Date(day * DAY_MS).toISOString().slice(0, 11);
    if (days.size >= MOST_DAYS) days.clear();
    days.set(day, dayText);
  }
  const rest = Math.floor(ms) - day * DAY_MS;
  const [hour, minute, second] = [(rest / 3_600_000) | 0, ((rest / 60_000) | 0) % 60, ((rest / 1000) | 0) % 60];
  return `${dayText}${PAIRS[hour]}:${PAIRS[minute]}:${PAIRS[second]}.${DIGITS[rest % 1000]}Z`;
}

const SYSTEM_PARTITIONS = ["lookup#", "outbox#", "lease#", "wake#", "secret#", "uncertain#"];

/** What the outbox holds: the events of one commit, until the relay has moved them to the log. */
export interface OutboxBatch {
  readonly tenantId: string;
  readonly organizationId: string;
  readonly mode: Mode | null;
  readonly events: readonly { readonly id: string; readonly type: string; readonly at: number; readonly data: Json }[];
}

/**
 * Applies a change: state, events and the idempotent answer in one transaction. The only caller of the store's `write` for what tenants own.
 * `answer` is the body of the answer; it is kept with the change where the request came with an idempotency key, and with it `version`, that of the
 * record it shows, where the answer has an ETag.
 *
 * @throws {Conflict} a record was changed since it was read; nothing was applied.
 * @throws {Refusal} the `conflict` of the write whose condition did not hold; nothing was applied.
 * @throws {AnsweredMeanwhile} another process answered this idempotency key; nothing was applied.
 * @throws {StoreUnknown} the store's answer was lost: applied or not.
 */
export async function commit<Answer>(
  ctx: OrganizationCtx,
  change: Change,
  answer?: Answer,
  version: number | null = null,
): Promise<Answer> {
  const plan = new Plan(ctx);
  for (const write of change.writes) plan.add(write);
  plan.wake();
  if (change.events.length > 0) plan.tell(change.events);
  const kept = answer === undefined ? null : plan.keep(answer, version);
  if (plan.operations.length === 0) return answer as Answer;
  const facts = { operations: plan.operations.length, events: change.events.length };
  const result = await ctx.telemetry.span({ name: "commit", facts }, async span => {
    const written = await ctx.systemStore.write(plan.operations);
    span.set({ applied: written.ok });
    return written;
  });
  if (!result.ok) {
    for (const position of result.failed) {
      const refusal = plan.conflicts.get(position);
      if (refusal === "answered") throw new AnsweredMeanwhile();
      if (refusal) throw refusal;
    }
    throw new Conflict(`conditions ${result.failed.join(", ")} did not hold`);
  }
  if (kept) kept.kept = true;
  for (const hint of plan.hints) void ctx.hints.publish(WAKE_CHANNEL, hint);
  return answer as Answer;
}

/** The channel of wake-ups: `due <shard> <instant>` and `outbox <shard>`. */
export const WAKE_CHANNEL = "wake";

class Plan {
  readonly operations: Operation[] = [];
  readonly conflicts = new Map<number, Refusal | "answered">();
  readonly hints = new Set<string>();
  readonly #ctx: OrganizationCtx;
  readonly #wakes = new Map<number, Key[]>();

  constructor(ctx: OrganizationCtx) {
    this.#ctx = ctx;
  }

  add(write: Write): void {
    const home = write.in ?? "workspace";
    if (write.op !== "delete" && "conflict" in write && write.conflict)
      this.conflicts.set(this.operations.length, write.conflict);
    switch (write.op) {
      case "put": {
        const { draft } = write;
        const key = this.#key(home, draft);
        const item: Item = {
          ...key,
          version: write.version,
          data: draft.data,
          ...(draft.list && { list: this.#key(draft.list.in ?? home, draft.list) }),
          ...(draft.view && { view: this.#key(draft.view.in ?? home, draft.view) }),
          ...(draft.due && { due: this.#due(home, draft.due, key) }),
          ...(draft.expires !== undefined && { expires: draft.expires }),
        };
        this.operations.push({ op: "put", item, ...(write.if && { if: write.if }) });
        return;
      }
      case "delete":
        this.operations.push({ op: "delete", key: this.#key(home, write.key), ...(write.if && { if: write.if }) });
        return;
      case "check":
        this.operations.push({ op: "check", key: this.#key(home, write.key), if: write.if });
        return;
      case "add":
        this.operations.push({
          op: "add",
          key: this.#key(home, write.key),
          by: write.by,
          ...(write.max !== undefined && { max: write.max }),
          ...(write.expires !== undefined && { expires: write.expires }),
        });
    }
  }

  /** One wake for all that comes due at one instant, under a key of its own, so that no wake is deleted for work it was not looked at for. */
  wake(): void {
    const { workspace, ids } = this.#ctx;
    if (!workspace) return;
    for (const [at, records] of this.#wakes) {
      const sk = `${sortableInstant(at)}#${ids.next("request")}`;
      const draft = wakeDraft(workspace.id, at - workspace.clockOffsetMs, sk, records);
      this.add({ op: "put", in: "system", version: 1, draft });
    }
  }

  /** One outbox item holds all events of the change, in their order. */
  tell(events: readonly NewEvent[]): void {
    const { ctx, tenantId } = { ctx: this.#ctx, tenantId: this.#tenant() };
    const at = ctx.time.workspace.now();
    const batch: OutboxBatch = {
      tenantId,
      organizationId: ctx.organizationId,
      mode: ctx.workspace?.mode ?? ctx.mode,
      events: events.map(event => ({ id: ctx.ids.next("event"), type: event.type, at, data: event.data })),
    };
    const shard = shardOf(tenantId);
    const first = batch.events[0]?.id ?? "";
    this.operations.push({
      op: "put",
      item: { pk: outboxPartition(shard), sk: first.slice(first.indexOf("_") + 1), version: 1, data: batch as unknown as Json },
    });
    this.hints.add(`outbox ${shard}`);
  }

  keep(answer: unknown, version: number | null): OrganizationCtx["keptAnswer"] {
    const kept = this.#ctx.keptAnswer;
    if (!kept) return null;
    this.conflicts.set(this.operations.length, "answered");
    this.operations.push({
      op: "put",
      item: keptAnswerItem(this.#ctx, this.#key(kept.in, kept), {
        fingerprint: kept.fingerprint,
        status: kept.status,
        version,
        body: JSON.stringify(answer),
      }),
      if: { absent: true },
    });
    return kept;
  }

  #tenant(): string {
    return this.#ctx.workspace?.id ?? this.#ctx.organizationId;
  }

  #key(home: Home, key: Key): Key {
    switch (home) {
      case "workspace":
        if (!this.#ctx.workspace) throw new Error("a write to a workspace needs a workspace in ctx");
        return { pk: tenantKey(this.#ctx.workspace.id, key.pk), sk: key.sk };
      case "organization":
        return { pk: tenantKey(this.#ctx.organizationId, key.pk), sk: key.sk };
      case "system":
        if (!SYSTEM_PARTITIONS.some(prefix => key.pk.startsWith(prefix))) throw new Error(`${key.pk} is not a system partition`);
        return { pk: key.pk, sk: key.sk };
    }
  }

  #due(home: Home, due: Due, record: Key): Key {
    const { workspace, organizationId } = this.#ctx;
    const shard = shardOf(due.lane ?? (home === "workspace" && workspace ? workspace.id : organizationId));
    const sk = dueSort(due);
    if (due.clock === "real" || workspace?.mode !== "test") {
      this.hints.add(`due ${shard} ${due.at}`);
      return { pk: duePartition(shard), sk };
    }
    // A test workspace's own clock may move at any time, so its due items stand in a partition of its own, in the time of that clock.
    // A wake stands for them in real time; moving the clock makes one that is due at once.
    const records = this.#wakes.get(due.at);
    if (records) records.push(record);
    else this.#wakes.set(due.at, [record]);
    return { pk: testDuePartition(workspace.id), sk };
  }
}

/** How long an answer is kept for its idempotency key: 24 hours, as the API promises. */
export const ANSWER_LIFE_S = 24 * 3600;

/** Longer answers are packed: a post for twenty accounts says the same twenty times, and an item has room for 400 kB. */
const PACKED_FROM = 16_384;
/** Quick, with a window of 4 MB, which reaches back over the longest answer. */
const PACKING = { params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 22 } };

/** What a kept answer holds. */
export interface KeptRecord {
  readonly fingerprint: string;
  readonly status: number;
  /** Of its ETag; null where it had none. */
  readonly version: number | null;
  /** Sealed. */
  readonly body: string;
  /** Whether the sealed text is the base64 of the packed body. */
  readonly packed: boolean;
}

/** The body of a kept answer. @throws {Error} when the record was altered. */
export function openKeptAnswer(service: Pick<Service, "secrets">, key: Key, { body, packed }: KeptRecord): string {
  const text = service.secrets.open("answers", body, `${key.pk} ${key.sk}`);
  if (text === null) throw new Error("a kept answer cannot be opened");
  return packed ? brotliDecompressSync(Buffer.from(text, "base64")).toString() : text;
}

/** The record of a kept answer. The body is sealed: it may hold what is shown once. */
export function keptAnswerItem(
  service: Pick<Service, "secrets" | "timer">,
  key: Key,
  answer: { fingerprint: string; status: number; version: number | null; body: string },
): Item {
  const packed = answer.body.length >= PACKED_FROM;
  const text = packed ? brotliCompressSync(answer.body, PACKING).toString("base64") : answer.body;
  return {
    ...key,
    version: 1,
    data: {
      fingerprint: answer.fingerprint,
      status: answer.status,
      version: answer.version,
      body: service.secrets.seal("answers", text, `${key.pk} ${key.sk}`),
      packed,
    },
    expires: Math.floor(service.timer.now() / 1000) + ANSWER_LIFE_S,
  };
}

/** How often a use case is planned again after a conflict before it gives up with 409. Each try reads fresh state. */
const TRIES = 8;

/** Runs read, plan and commit; again where what was read had changed meanwhile. */
export async function retrying<T>(ctx: OrganizationCtx, run: () => Promise<T>, tries = TRIES): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      if (tried === tries)
        throw new Refusal("conflict", "Others keep changing the same thing. Read it again and repeat your change.", {
          retryAfterMs: 1000,
        });
      await ctx.time.real.sleep(ctx.chance.number() * 5 * tried);
    }
  }
}
