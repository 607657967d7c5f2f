import type { Ctx, Mode, Service } from "../../ctx.ts";
import { measures } from "../../measures.ts";
import type { PartRecord, TargetRecord } from "./target.ts";

/** At most this many targets are remembered whose outcome is unknown: more than that is seen in any of them. */
const MOST = 10_000;
/** A target that was not asked for so long after it should have been is looked after by another process now, or was decided by a person. */
const FORGOTTEN_AFTER_MS = 10 * 60_000;

/** What steps come to, in words that are counted. */
export const OUTCOMES = [
  "published",
  "failed",
  "uncertain",
  "unknown",
  "processing",
  "absent",
  "backed_off",
  "awaits_budget",
] as const;
export type Outcome = (typeof OUTCOMES)[number];
const MODES: readonly Mode[] = ["live", "test"];

interface Unknown {
  readonly since: number;
  /** When it is asked for next, real ms. */
  readonly nextAt: number;
  readonly mode: Mode;
}

/** Tells what this process makes of targets, by what it wrote: a step that was written by somebody else meanwhile is told by them. */
export class PublishFigures {
  readonly #unknown = new Map<string, Unknown>();

  constructor({ telemetry, timer, connectors }: Pick<Service, "telemetry" | "timer" | "connectors">) {
    for (const network of connectors.keys())
      for (const mode of MODES)
        for (const outcome of OUTCOMES) telemetry.count(measures.publishOutcome, { network, mode, outcome }, 0);
    telemetry.gauge(measures.unknownOldest, () =>
      MODES.map(mode => ({ value: this.#oldest(mode, timer.now()), labels: { mode } })),
    );
  }

  /** A target was written. */
  written(ctx: Ctx, before: TargetRecord, after: TargetRecord): void {
    before.parts.forEach((old, index) => {
      const now = after.parts[index];
      if (now && now !== old) this.#part(ctx, after, index, old, now);
    });
    this.#note(ctx, after);
  }

  #part(ctx: Ctx, target: TargetRecord, index: number, before: PartRecord, after: PartRecord): void {
    const { telemetry, timer, time } = ctx;
    const labels = { network: target.network, mode: ctx.workspace.mode };
    const outcome = outcomeOf(before, after);
    if (outcome !== null) telemetry.count(measures.publishOutcome, { ...labels, outcome });
    if (before.state === "scheduled" && after.state === "dispatching") {
      const now = time.workspace.now();
      if (before.token === 0) {
        const due = (index === 0 ? target.scheduledAt : before.budgetSince) ?? before.next?.at ?? now;
        telemetry.record(measures.publishLag, seconds(now - due), labels);
      }
      if (before.budgetSince) telemetry.record(measures.budgetWait, seconds(now - before.budgetSince), labels);
    }
    if (before.state === "unknown" && after.state !== "unknown")
      telemetry.record(measures.unknownAge, seconds(timer.now() - (before.unknownSince ?? timer.now())), {
        ...labels,
        outcome: outcome ?? after.state,
      });
  }

  #note(ctx: Ctx, target: TargetRecord): void {
    const part = target.parts.find(({ state }) => state === "unknown");
    this.#unknown.delete(target.id);
    if (!part?.next || part.unknownSince === null) return;
    const offset = part.next.clock === "workspace" ? ctx.time.workspace.now() - ctx.timer.now() : 0;
    if (this.#unknown.size >= MOST) this.#unknown.delete(this.#unknown.keys().next().value ?? "");
    this.#unknown.set(target.id, { since: part.unknownSince, nextAt: part.next.at - offset, mode: ctx.workspace.mode });
  }

  #oldest(mode: Unknown["mode"], now: number): number {
    let since = now;
    for (const [id, one] of this.#unknown) {
      if (one.nextAt + FORGOTTEN_AFTER_MS < now) this.#unknown.delete(id);
      else if (one.mode === mode) since = Math.min(since, one.since);
    }
    return seconds(now - since);
  }
}

const seconds = (ms: number): number => Math.max(0, ms) / 1000;

/** What a step made of a part; null where it goes on at once, or waits behind another. */
export function outcomeOf(before: PartRecord, after: PartRecord): Outcome | null {
  const { state } = after;
  switch (state) {
    case "published":
    case "failed":
    case "uncertain":
      return state;
    case "unknown":
    case "processing":
      return before.state === state ? null : state;
    case "scheduled":
      if (before.state === "unknown") return "absent";
      if (after.tries > before.tries) return "backed_off";
      return before.state === "scheduled" && after.budgetSince && after.next?.at !== before.next?.at ? "awaits_budget" : null;
    default:
      return null;
  }
}
