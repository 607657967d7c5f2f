import type { Budget } from "@placard/connectors";

/** At most this many accounts' budgets are remembered; a forgotten one is learnt again from the next answer. */
const MOST = 20_000;

interface Known {
  readonly limit: number;
  remaining: number;
  readonly resetsAt: number;
}

/**
 * What each account may still send, as the network's headers told. Kept by the process that owns the account's shard: only it sends for that account,
 * so it needs no store. A reservation is made before arming; the next answer of the network corrects it.
 */
export class Budgets {
  readonly #accounts = new Map<string, Map<string, Known>>();

  /** Takes one sending from every budget of the account; or gives when it is full again (ms, the clock of the network's resets) and takes nothing. */
  reserve(accountId: string, now: number): number | null {
    const known = this.#accounts.get(accountId);
    if (!known) return null;
    let wait: number | null = null;
    for (const [name, budget] of known) {
      if (budget.resetsAt <= now) known.delete(name);
      else if (budget.remaining <= 0) wait = Math.max(wait ?? 0, budget.resetsAt);
    }
    if (wait === null) for (const budget of known.values()) budget.remaining -= 1;
    return wait;
  }

  learn(accountId: string, budgets: readonly Budget[] | undefined): void {
    if (!budgets || budgets.length === 0) return;
    if (!this.#accounts.has(accountId) && this.#accounts.size >= MOST) {
      const oldest = this.#accounts.keys().next().value;
      if (oldest !== undefined) this.#accounts.delete(oldest);
    }
    const known = this.#accounts.get(accountId) ?? new Map<string, Known>();
    for (const { name, limit, remaining, resetsAt } of budgets) known.set(name, { limit, remaining, resetsAt });
    this.#accounts.set(accountId, known);
  }
}
