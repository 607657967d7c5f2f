import type {
  Connector,
  CreateOutcome,
  Credentials,
  Json as HandleJson,
  Io,
  LookupOutcome,
  Part,
  Problem,
  Published,
} from "@placard/connectors";
import { type Change, Conflict, commit, type NewEvent, replace } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import { StoreUnknown } from "../../ports/store/store.ts";
import { within } from "../../ports/time.ts";
import { type AccountRecord, connectorAccount, connectorIo, needsReconnect, usableAccount } from "../accounts/index.ts";
import { type FrozenMedia, mediaBytes } from "../media/index.ts";
import type { Budgets, Reservation } from "./budgets.ts";
import { outcomeOf, type PublishFigures } from "./figures.ts";
import { toTarget } from "./present.ts";
import { brokenDown, budgetSpent, gaveUp, interrupted, networkNotConfigured, openOutcome, restored } from "./problems.ts";
import { targetDraft, targetOf } from "./records.ts";
import {
  currentPart,
  followers,
  move,
  type PartRecord,
  type PartState,
  type TargetRecord,
  targetDue,
  withAttempt,
  withPart,
} from "./target.ts";

/** A lease outlives the longest create by this much: time to complete, and for clocks to differ. */
const LEASE_MARGIN_MS = 20_000;
/** How long preparing (uploads) and looking up may take. */
const PREPARE_TIMEOUT_MS = 120_000;
const LOOKUP_TIMEOUT_MS = 20_000;
/** Waits after a refusal for now: 15 s doubling to 30 min, a quarter of jitter. */
const FIRST_BACKOFF_MS = 15_000;
const LONGEST_BACKOFF_MS = 30 * 60_000;
/** So many refusals for now are borne, about three and a half hours of them with our own waits; and a network that wants us to wait for longer than this is not waited for. */
const TRIES = 14;
const LONGEST_WAIT_MS = 25 * 3600_000;
/** A request that was given up may count against the account's budget a little later, also where it can take no effect any more. */
const LATE_COUNT_MS = 5_000;
/** Those who wait for a budget come back within this. */
const BUDGET_SPREAD_MS = 5_000;
/** Waits between look-ups that did not tell. Where the network gives no proof, the last of these ends in `uncertain`. */
const LOOKUP_WAITS_MS = [10_000, 30_000, 120_000, 600_000, 1_800_000];
/** A network that cannot be asked is asked for this long. */
const UNKNOWN_LONGEST_MS = 24 * 3600_000;

/** A target as it was last read or written, with its version: what the next write is conditional on. */
interface Current {
  readonly target: TargetRecord;
  readonly version: number;
}

/** What a step is called in a trace, by the state it finds the part in. */
const STEPS: Partial<Record<PartState, string>> = {
  scheduled: "publish.attempt",
  dispatching: "publish.expire",
  unknown: "publish.lookup",
  processing: "publish.lookup",
};

/** One part on its way, with what it is sent by. */
interface Sending {
  readonly connector: Connector;
  readonly account: AccountRecord;
  readonly credentials: Credentials;
  readonly reserved: Reservation;
  /** The token was refreshed for it already: it is not refreshed twice. */
  readonly refreshed: boolean;
  /** What came of its create: `unknown` from the moment it is sent; null while nothing was. */
  outcome: CreateOutcome["kind"] | null;
}

/** Whether the same handler run goes on with the target at once (the next part), or the due index brings it back. */
type Progress = Current | null;

/**
 * Publishes targets: the protocol of docs-site/publishing.md. Everything it decides is written to the one target item, conditional on the version it read, so
 * of two processes that work on one target by mistake only one ever arms a part.
 */
export class Publisher {
  readonly #budgets: Budgets;
  readonly #figures: PublishFigures;

  constructor(budgets: Budgets, figures: PublishFigures) {
    this.#budgets = budgets;
    this.#figures = figures;
  }

  /** Takes a target that came due as far as it can now go. */
  async advance(ctx: Ctx, pk: string, sk: string): Promise<void> {
    const item = await ctx.store.get(pk, sk);
    let current: Progress = item ? { target: targetOf(item), version: item.version } : null;
    while (current) current = await this.#step(ctx, current);
  }

  /** Ends a due target at which we failed every time, so that its people see it: what was not sent fails, and what may be there is theirs to decide. */
  async giveUp(ctx: Ctx, pk: string, sk: string): Promise<void> {
    const item = await ctx.store.get(pk, sk);
    if (!item) return;
    const current: Current = { target: targetOf(item), version: item.version };
    const index = currentPart(current.target);
    const part = current.target.parts[index];
    if (!part || !isDue(ctx, current.target)) return; // someone moved it
    try {
      switch (part.state) {
        case "scheduled":
          if (part.maybeSent) await this.#recall(ctx, current, index, part);
          else await this.#refuse(ctx, current, index, part, null, brokenDown);
          return;
        case "dispatching":
          await this.#expire(ctx, current, index, part);
          return;
        case "unknown":
        case "processing":
          await this.#open(ctx, current, index, part);
      }
    } catch (error) {
      if (!(error instanceof Conflict)) throw error; // written since: what stands now is looked at anew
    }
  }

  async #step(ctx: Ctx, current: Current): Promise<Progress> {
    const { target } = current;
    const index = currentPart(target);
    const part = target.parts[index];
    if (!part || !isDue(ctx, target)) return null; // the index lagged, or someone moved it
    const name = STEPS[part.state] ?? "publish";
    return ctx.telemetry.span({ name, facts: { network: target.network, part: part.kind } }, async span => {
      const next = await this.#take(ctx, current, index, part);
      const now = next?.target.parts[index];
      if (now) span.set({ outcome: outcomeOf(part, now) ?? now.state });
      return next;
    });
  }

  async #take(ctx: Ctx, current: Current, index: number, part: PartRecord): Promise<Progress> {
    try {
      switch (part.state) {
        case "scheduled":
          return await this.#dispatch(ctx, current, index, part);
        case "dispatching":
          return await this.#expire(ctx, current, index, part);
        case "unknown":
        case "processing":
          return await this.#ask(ctx, current, index, part);
        default:
          return null;
      }
    } catch (error) {
      // Someone else wrote the target since it was read: a person's change, or another worker. What stands now decides, at the next look.
      if (error instanceof Conflict) return null;
      throw error;
    }
  }

  // ---- scheduled ----------------------------------------------------------------------------------------------------------------------------------

  async #dispatch(
    ctx: Ctx,
    current: Current,
    index: number,
    part: PartRecord,
    refused: Credentials | null = null,
  ): Promise<Progress> {
    if (part.maybeSent) return this.#recall(ctx, current, index, part);
    const { target } = current;
    const connector = ctx.connectors.get(target.network);
    if (!connector) return this.#postpone(ctx, current, index, part, networkNotConfigured, null);
    const usable = await usableAccount(ctx, target.accountId, refused);
    if (usable.kind === "later") return this.#postpone(ctx, current, index, part, usable.problem, null);
    if (usable.kind === "unusable") return this.#refuse(ctx, current, index, part, connector, usable.problem);
    const { account, credentials } = usable;

    const reserved = this.#budgets.reserve(target.accountId, ctx.time.workspace.now());
    if (typeof reserved === "number") return this.#awaitBudget(ctx, current, index, part, reserved);
    const sending: Sending = {
      connector,
      account,
      credentials,
      reserved,
      refreshed: refused !== null,
      outcome: null,
    };
    try {
      return await this.#sendWithin(ctx, current, index, part, sending);
    } finally {
      const { outcome } = sending;
      // A request that was given up may still arrive, and count.
      if (outcome === "unknown")
        reserved.release(true, ctx.time.workspace.now() + Math.max(connector.lateEffectMs, LATE_COUNT_MS));
      else reserved.release(outcome !== null && outcome !== "not_sent");
    }
  }

  /** Prepares, arms and sends a part for which a sending of the account's budget is reserved. */
  async #sendWithin(ctx: Ctx, current: Current, index: number, part: PartRecord, sending: Sending): Promise<Progress> {
    const { connector, account, credentials } = sending;
    const { target } = current;
    const saving = new Saving(ctx, current, index);
    const sent = partToSend(target, index);
    const prepared = await withIo(
      ctx,
      target,
      PREPARE_TIMEOUT_MS,
      io => connector.prepare(io, connectorAccount(account, credentials), sent, part.handle),
      { save: handle => saving.save(handle), media: part.media ?? [] },
    );
    sending.reserved.learn(prepared.budgets, ctx.time.workspace.now());
    const ready = saving.current;
    const readyPart = ready.target.parts[index] ?? part;
    switch (prepared.kind) {
      case "not_sent":
        return this.#postpone(ctx, ready, index, readyPart, prepared.problem, null);
      case "refused":
        switch (prepared.action) {
          case "retry":
            return this.#postpone(ctx, ready, index, readyPart, prepared.problem, prepared.retryAt);
          case "wait":
            return this.#postpone(ctx, ready, index, readyPart, prepared.problem, prepared.retryAt);
          case "refresh":
            if (!sending.refreshed) return this.#dispatch(ctx, ready, index, readyPart, credentials);
            await needsReconnect(ctx, target.accountId, prepared.problem, credentials);
            return this.#refuse(ctx, ready, index, readyPart, connector, prepared.problem);
          case "reconnect":
            await needsReconnect(ctx, target.accountId, prepared.problem, credentials);
            return this.#refuse(ctx, ready, index, readyPart, connector, prepared.problem);
          default:
            return this.#refuse(ctx, ready, index, readyPart, connector, prepared.problem);
        }
      case "prepared": {
        const wait = sending.reserved.wait();
        if (wait !== null) return this.#awaitBudget(ctx, ready, index, readyPart, wait);
        const armed = await this.#arm(ctx, ready, index, readyPart, connector, prepared.handle);
        if (!armed) return null;
        return this.#send(ctx, armed, index, sending, sent, prepared.handle);
      }
    }
  }

  /**
   * A part that may have been sent before a restore is not sent, but looked up. It becomes unknown as every other: it is armed, as it would have been then,
   * with the handle that is known, and its outcome is open.
   */
  async #recall(ctx: Ctx, current: Current, index: number, { maybeSent: _, ...part }: PartRecord): Promise<Progress> {
    const armed = await this.#arm(ctx, current, index, part, { createTimeoutMs: 0 }, part.handle);
    const armedPart = armed?.target.parts[index];
    if (!armed || !armedPart) return null;
    const attempts = withAttempt(armedPart, {
      token: armedPart.token,
      at: armedPart.armed?.at ?? ctx.timer.now(),
      outcome: "restored",
      code: restored.code,
    });
    const late = ctx.connectors.get(current.target.network)?.lateEffectMs ?? 0;
    return this.#unknown(ctx, armed, index, armedPart, restored, ctx.timer.now() + late, attempts);
  }

  /** The conditional write that gives this process, and no other, the right to send the part once. Null when the target was changed meanwhile. */
  async #arm(
    ctx: Ctx,
    { target, version }: Current,
    index: number,
    part: PartRecord,
    connector: Pick<Connector, "createTimeoutMs">,
    handle: HandleJson | null,
  ): Promise<Current | null> {
    const at = ctx.timer.now();
    const nonce = Buffer.from(ctx.chance.bytes(12)).toString("base64url");
    const token = part.token + 1;
    const armedPart = move(part, "dispatching", {
      handle,
      token,
      armed: { nonce, at, until: at + connector.createTimeoutMs + LEASE_MARGIN_MS },
      next: null,
      budgetSince: null,
      attempts: withAttempt(part, { token, at, outcome: "armed", code: null }),
    });
    const armed = withPart(target, index, armedPart, ctx.time.workspace.now());
    try {
      return await this.#commit(ctx, { target, version }, armed);
    } catch (error) {
      if (!(error instanceof StoreUnknown)) throw error;
      // The answer was lost: what lies there now tells whether it is ours.
      const { pk, sk } = targetDraft(target);
      const item = await ctx.store.get(pk, sk);
      if (!item) return null;
      const found = targetOf(item);
      if (found.parts[index]?.armed?.nonce !== nonce) return null;
      this.#figures.written(ctx, target, armed);
      return { target: found, version: item.version };
    }
  }

  /** One request, within the lease; then what came of it is written. */
  async #send(ctx: Ctx, current: Current, index: number, sending: Sending, sent: Part, handle: HandleJson): Promise<Progress> {
    const { connector, account, credentials } = sending;
    const part = current.target.parts[index];
    if (!part?.armed) return null;
    // A pause between arming and here (a stopped process, a slow store) may have eaten the lease: then nothing is sent, and the part is looked up instead.
    if (ctx.timer.now() + connector.createTimeoutMs > part.armed.until) return null;
    // Another's answer may have told, while this one was being armed, that the budget is spent: it goes back, unsent.
    const wait = sending.reserved.wait();
    if (wait !== null) {
      const attempt = { token: part.token, at: part.armed.at, outcome: "not_sent", code: budgetSpent.code };
      const back = move(part, "scheduled", { armed: null, attempts: withAttempt(part, attempt) });
      return this.#awaitBudget(ctx, current, index, back, wait);
    }
    sending.outcome = "unknown";
    const outcome = await withIo(ctx, current.target, connector.createTimeoutMs, io =>
      connector.create(io, connectorAccount(account, credentials), sent, handle),
    );
    sending.outcome = outcome.kind;
    sending.reserved.learn(outcome.budgets, ctx.time.workspace.now());
    return this.#complete(ctx, current, index, part, connector, outcome, credentials, sending.refreshed);
  }

  async #complete(
    ctx: Ctx,
    current: Current,
    index: number,
    part: PartRecord,
    connector: Connector,
    outcome: CreateOutcome,
    credentials: Credentials,
    refreshedBefore: boolean,
  ): Promise<Progress> {
    const told = (code: string | null) =>
      withAttempt(part, { token: part.token, at: part.armed?.at ?? ctx.timer.now(), outcome: outcome.kind, code });
    switch (outcome.kind) {
      case "accepted":
        return this.#published(ctx, current, index, part, outcome.published, told(null));
      case "processing":
        return this.#write(
          ctx,
          current,
          index,
          move(part, "processing", { armed: null, next: { at: outcome.pollAt, clock: "workspace" }, attempts: told(null) }),
          [],
        );
      case "duplicate":
        if (outcome.published) return this.#published(ctx, current, index, part, outcome.published, told(outcome.problem.code));
        return this.#unknown(ctx, current, index, part, outcome.problem, ctx.timer.now(), told(outcome.problem.code));
      case "unknown":
        return this.#unknown(
          ctx,
          current,
          index,
          part,
          outcome.problem,
          ctx.timer.now() + connector.lateEffectMs,
          told(outcome.problem.code),
        );
      case "not_sent":
        return this.#backOff(ctx, current, index, part, outcome.problem, null, told(outcome.problem.code));
      case "refused":
        switch (outcome.action) {
          case "retry":
          case "wait":
            return this.#backOff(ctx, current, index, part, outcome.problem, outcome.retryAt, told(outcome.problem.code));
          case "refresh": {
            if (refreshedBefore)
              return this.#lostAccount(ctx, current, index, part, outcome.problem, told(outcome.problem.code), credentials);
            const back = move(part, "scheduled", {
              armed: null,
              next: { at: ctx.time.workspace.now(), clock: "workspace" },
              attempts: told(outcome.problem.code),
            });
            const stood = await this.#write(ctx, current, index, back, []);
            return stood && this.#dispatch(ctx, stood, index, back, credentials);
          }
          case "reconnect":
            return this.#lostAccount(ctx, current, index, part, outcome.problem, told(outcome.problem.code), credentials);
          default:
            return this.#failed(ctx, current, index, part, outcome.problem, told(outcome.problem.code));
        }
    }
  }

  // ---- what can come of a part --------------------------------------------------------------------------------------------------------------------

  /** It is there. The part behind it may go at once; when it was the last, the target is published. */
  async #published(
    ctx: Ctx,
    current: Current,
    index: number,
    part: PartRecord,
    published: Published,
    attempts: PartRecord["attempts"],
  ): Promise<Progress> {
    const now = ctx.time.workspace.now();
    const done = move(part, "published", { published, problem: null, armed: null, next: null, unknownSince: null, attempts });
    const target = followers(withPart(current.target, index, done, now), index, "scheduled", (next, offset) =>
      offset === 0 ? { ...next, next: { at: now, clock: "workspace" } } : next,
    );
    const type = currentPart(target) < 0 ? "target.published" : "target.part_published";
    return this.#commit(ctx, current, target, [targetEvent(type, target, ctx)]);
  }

  /** It may be there. Nobody looks before the slowest late request can have taken effect (`from`, real ms). */
  async #unknown(
    ctx: Ctx,
    current: Current,
    index: number,
    part: PartRecord,
    problem: Problem,
    from: number,
    attempts: PartRecord["attempts"],
  ): Promise<Progress> {
    const unknown = move(part, "unknown", {
      problem,
      armed: null,
      lookups: 0,
      unknownSince: part.unknownSince ?? ctx.timer.now(),
      next: { at: from, clock: "real" },
      attempts,
    });
    return this.#write(ctx, current, index, unknown, ["target.unknown"]);
  }

  /** A definite refusal. The parts behind it wait as drafts until a person retries. */
  async #failed(
    ctx: Ctx,
    current: Current,
    index: number,
    part: PartRecord,
    problem: Problem,
    attempts: PartRecord["attempts"],
  ): Promise<Progress> {
    const failed = move(part, "failed", { problem, armed: null, next: null, attempts });
    return this.#write(ctx, current, index, failed, ["target.failed"]);
  }

  /** The network refuses us. What became of the part is written first: that is known, and nobody would ask for it again without an account. */
  async #lostAccount(
    ctx: Ctx,
    current: Current,
    index: number,
    part: PartRecord,
    problem: Problem,
    attempts: PartRecord["attempts"],
    credentials: Credentials,
  ): Promise<Progress> {
    const failed = await this.#failed(ctx, current, index, part, problem, attempts);
    await needsReconnect(ctx, current.target.accountId, problem, credentials);
    return failed;
  }

  /** Refused for now, after it was armed. */
  async #backOff(
    ctx: Ctx,
    current: Current,
    index: number,
    part: PartRecord,
    problem: Problem,
    retryAt: number | null,
    attempts: PartRecord["attempts"],
  ): Promise<Progress> {
    const next = this.#nextTry(ctx, part, retryAt);
    if (next === null) return this.#failed(ctx, current, index, part, gaveUp(problem), attempts);
    const back = move(part, "scheduled", {
      armed: null,
      problem,
      tries: part.tries + 1,
      next: { at: next, clock: "workspace" },
      attempts,
    });
    return this.#write(ctx, current, index, back, []);
  }

  /**
   * The account's budget is spent until `fullAt`. Nothing was tried, so no try is counted, however many windows it takes; those who wait for the same window
   * come back spread over {@link BUDGET_SPREAD_MS}, in turns that the next window's budget decides.
   */
  async #awaitBudget(ctx: Ctx, current: Current, index: number, part: PartRecord, fullAt: number): Promise<Progress> {
    const at = fullAt + Math.floor(ctx.chance.number() * BUDGET_SPREAD_MS);
    const budgetSince = part.budgetSince ?? ctx.time.workspace.now();
    return this.#write(ctx, current, index, { ...part, problem: budgetSpent, budgetSince, next: { at, clock: "workspace" } }, []);
  }

  /** Not now, before it was armed: the part stays scheduled. */
  async #postpone(
    ctx: Ctx,
    current: Current,
    index: number,
    part: PartRecord,
    problem: Problem,
    retryAt: number | null,
  ): Promise<Progress> {
    const next = this.#nextTry(ctx, part, retryAt);
    if (next === null) return this.#refuse(ctx, current, index, part, null, gaveUp(problem));
    return this.#write(
      ctx,
      current,
      index,
      { ...part, problem, tries: part.tries + 1, next: { at: next, clock: "workspace" } },
      [],
    );
  }

  /** When to try again (workspace ms); null when it was tried enough. */
  #nextTry(ctx: Ctx, part: PartRecord, retryAt: number | null): number | null {
    const now = ctx.time.workspace.now();
    const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** part.tries, LONGEST_BACKOFF_MS) * (0.75 + ctx.chance.number() / 2);
    const next = Math.max(now + 1, retryAt ?? now + backoff);
    return part.tries + 1 >= TRIES || next > now + LONGEST_WAIT_MS ? null : next;
  }

  /** Fails a part that is not to be sent at all. A part fails only from `dispatching`, so it is armed first, and never sent. */
  async #refuse(
    ctx: Ctx,
    current: Current,
    index: number,
    part: PartRecord,
    connector: Connector | null,
    problem: Problem,
  ): Promise<Progress> {
    const armed = await this.#arm(ctx, current, index, part, connector ?? { createTimeoutMs: 0 }, part.handle);
    const armedPart = armed?.target.parts[index];
    if (!armed || !armedPart) return null;
    const attempts = withAttempt(armedPart, {
      token: armedPart.token,
      at: armedPart.armed?.at ?? 0,
      outcome: "refused",
      code: problem.code,
    });
    return this.#failed(ctx, armed, index, armedPart, problem, attempts);
  }

  // ---- dispatching whose lease has ended ------------------------------------------------------------------------------------------------------------

  /** Whoever finds an armed part whose lease is over never sends it again: it is unknown until it was looked up. */
  async #expire(ctx: Ctx, current: Current, index: number, part: PartRecord): Promise<Progress> {
    const late = ctx.connectors.get(current.target.network)?.lateEffectMs ?? 0;
    const attempts = withAttempt(part, {
      token: part.token,
      at: part.armed?.at ?? ctx.timer.now(),
      outcome: "interrupted",
      code: null,
    });
    return this.#unknown(ctx, current, index, part, interrupted, ctx.timer.now() + late, attempts);
  }

  // ---- unknown, processing --------------------------------------------------------------------------------------------------------------------------

  async #ask(ctx: Ctx, current: Current, index: number, part: PartRecord): Promise<Progress> {
    const { target } = current;
    const outcome = await this.#lookup(ctx, target, index, part);
    const since = part.unknownSince ?? part.armed?.at ?? ctx.timer.now();
    const tooLong = ctx.timer.now() - since > UNKNOWN_LONGEST_MS;
    switch (outcome.kind) {
      case "found":
        return this.#published(ctx, current, index, part, outcome.published, part.attempts);
      case "absent":
        return this.#absent(ctx, current, index, outcome.handle === undefined ? part : { ...part, handle: outcome.handle });
      case "failed":
        return part.state === "processing"
          ? this.#failed(ctx, current, index, part, outcome.problem, part.attempts)
          : this.#absent(ctx, current, index, part);
      case "processing":
        if (tooLong) return this.#open(ctx, current, index, part);
        return this.#write(
          ctx,
          current,
          index,
          { ...part, unknownSince: since, next: { at: outcome.pollAt, clock: "workspace" } },
          [],
        );
      case "not_seen":
        if (part.lookups >= LOOKUP_WAITS_MS.length || tooLong) return this.#open(ctx, current, index, part);
        return this.#askLater(ctx, current, index, part, part.problem);
      case "unreachable":
        if (tooLong) return this.#open(ctx, current, index, part);
        return this.#askLater(ctx, current, index, part, outcome.problem);
    }
  }

  /** `refused` are credentials that the network has just refused: they are refreshed first. */
  async #lookup(
    ctx: Ctx,
    target: TargetRecord,
    index: number,
    part: PartRecord,
    refused: Credentials | null = null,
  ): Promise<LookupOutcome> {
    const connector = ctx.connectors.get(target.network);
    if (!connector) return { kind: "unreachable", problem: networkNotConfigured };
    const usable = await usableAccount(ctx, target.accountId, refused);
    if (usable.kind !== "usable") return { kind: "unreachable", problem: usable.problem };
    const outcome = await withIo(ctx, target, LOOKUP_TIMEOUT_MS, io =>
      connector.lookup(io, connectorAccount(usable.account, usable.credentials), partToSend(target, index), part.handle),
    );
    this.#budgets.learn(target.accountId, outcome.budgets, ctx.time.workspace.now());
    // A token that ended before its time would be refreshed by nobody else until then, and the outcome would stay unknown for as long.
    const ended = outcome.kind === "unreachable" && outcome.problem.category === "auth_expired" && outcome.problem.retryable;
    if (ended && refused === null) return this.#lookup(ctx, target, index, part, usable.credentials);
    return outcome;
  }

  /** Proven not to be there: only now may it be sent again. A part in processing goes by way of `unknown`. */
  async #absent(ctx: Ctx, current: Current, index: number, part: PartRecord): Promise<Progress> {
    if (part.state === "processing") return this.#unknown(ctx, current, index, part, interrupted, ctx.timer.now(), part.attempts);
    const next = this.#nextTry(ctx, part, null);
    const now = ctx.time.workspace.now();
    const again = move(part, "scheduled", {
      unknownSince: null,
      lookups: 0,
      tries: part.tries + 1,
      next: { at: part.tries === 0 ? now : (next ?? now), clock: "workspace" },
    });
    const stood = await this.#write(ctx, current, index, again, []);
    // A network that loses every request is not asked for ever.
    return next === null && stood ? this.#refuse(ctx, stood, index, again, null, gaveUp(part.problem)) : stood;
  }

  async #askLater(ctx: Ctx, current: Current, index: number, part: PartRecord, problem: Problem | null): Promise<Progress> {
    const wait = LOOKUP_WAITS_MS[Math.min(part.lookups, LOOKUP_WAITS_MS.length - 1)] ?? 0;
    const later = {
      ...part,
      problem,
      // Of a part in processing nobody knew since when it is asked for: a network that never tells would be asked for ever.
      unknownSince: part.unknownSince ?? ctx.timer.now(),
      lookups: part.lookups + 1,
      next: { at: ctx.time.workspace.now() + wait, clock: "workspace" } as const,
    };
    return this.#write(ctx, current, index, later, []);
  }

  /** Nothing more is to be learnt by asking: a person decides. */
  async #open(ctx: Ctx, current: Current, index: number, part: PartRecord): Promise<Progress> {
    if (part.state === "processing") return this.#unknown(ctx, current, index, part, interrupted, ctx.timer.now(), part.attempts);
    return this.#write(ctx, current, index, move(part, "uncertain", { problem: openOutcome(part.problem), next: null }), [
      "target.uncertain",
    ]);
  }

  // ---- writing --------------------------------------------------------------------------------------------------------------------------------------

  /** Writes a part's new state. Parts behind one that failed or became uncertain are put back to drafts: nothing follows what is not there. */
  async #write(ctx: Ctx, current: Current, index: number, part: PartRecord, told: readonly string[]): Promise<Progress> {
    const placed = withPart(current.target, index, part, ctx.time.workspace.now());
    const stopped = part.state === "failed" || part.state === "uncertain";
    const target = stopped ? followers(placed, index, "scheduled", follower => move(follower, "draft", { next: null })) : placed;
    return this.#commit(
      ctx,
      current,
      target,
      told.map(type => targetEvent(type, target, ctx)),
    );
  }

  /** @throws {Conflict} as {@link write} */
  async #commit(ctx: Ctx, current: Current, target: TargetRecord, events: readonly NewEvent[] = []): Promise<Current> {
    const written = await write(ctx, current, target, events);
    this.#figures.written(ctx, current.target, target);
    return written;
  }
}

/** Asks the account's network, within a time. */
function withIo<T>(
  ctx: Ctx,
  target: TargetRecord,
  timeoutMs: number,
  ask: (io: Io) => Promise<T>,
  preparing?: { readonly save: (handle: HandleJson) => Promise<void>; readonly media: readonly FrozenMedia[] },
): Promise<T> {
  const owner = { organizationId: ctx.organizationId, workspace: ctx.workspace, owner: target.accountId };
  const part = preparing && {
    save: preparing.save,
    media: async (id: string) => {
      const frozen = preparing.media.find(media => media.id === id);
      return frozen ? mediaBytes(ctx, frozen) : null;
    },
  };
  return within(ctx.timer, timeoutMs, signal => ask(connectorIo(ctx, owner, signal, part)));
}

/** Saves a part's handle durably while it is being prepared, and knows the version that follows. */
class Saving {
  current: Current;
  readonly #ctx: Ctx;
  readonly #index: number;

  constructor(ctx: Ctx, current: Current, index: number) {
    this.current = current;
    this.#ctx = ctx;
    this.#index = index;
  }

  async save(handle: HandleJson): Promise<void> {
    const part = this.current.target.parts[this.#index];
    if (!part) throw new Error("there is no such part");
    this.current = await write(
      this.#ctx,
      this.current,
      withPart(this.current.target, this.#index, { ...part, handle }, this.current.target.updatedAt),
    );
  }
}

function isDue(ctx: Ctx, target: TargetRecord): boolean {
  const due = targetDue(target);
  return due !== undefined && due.at <= (due.clock === "real" ? ctx.timer.now() : ctx.time.workspace.now());
}

/** @throws {Conflict} when the target is not what `current` says any more. */
async function write(ctx: Ctx, current: Current, target: TargetRecord, events: readonly NewEvent[] = []): Promise<Current> {
  const change: Change = { writes: [replace(targetDraft(target), current)], events };
  await commit(ctx, change);
  return { target, version: current.version + 1 };
}

/** What partners are told of a target. */
export function targetEvent(type: string, target: TargetRecord, ctx: Ctx): NewEvent {
  return {
    type,
    data: { target: toTarget(target, ctx.workspace.id), metadata: target.metadata, workspace_id: ctx.workspace.id },
  };
}

/** A part as its connector gets it: frozen, with what it needs of the parts before it. */
function partToSend(target: TargetRecord, index: number): Part {
  const part = target.parts[index];
  const first = target.parts[0];
  if (!part) throw new Error("there is no such part");
  // A first comment answers the post itself; an item of a thread answers the item before it.
  const parent = part.kind === "first_comment" ? first : target.parts[index - 1];
  return {
    kind: part.kind,
    key: part.key,
    text: part.text,
    mediaIds: (part.media ?? []).map(({ id }) => id),
    title: part.title,
    language: part.language,
    options: part.options,
    parent: index === 0 ? null : (parent?.published?.reference ?? null),
    root: index === 0 ? null : (first?.published?.reference ?? null),
  };
}
