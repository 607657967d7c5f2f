import type { Budget } from "@placard/connectors";

/** At most this many accounts' budgets are remembered; a forgotten one is learnt again from the next answer. */
const MOST = 20_000;
/** A new window of which the network has not told anything yet is taken to last this long. */
const UNTOLD_WINDOW_MS = 60_000;
/** Two answers speak of one window where its ends lie no further apart: they are told in whole seconds, by a clock that is not ours. */
const SAME_WINDOW_MS = 5_000;

interface Known {
  readonly limit: number;
  remaining: number;
  resetsAt: number;
  /** Reckoned, not told: whatever is told stands against it. */
  guessed: boolean;
}

interface Account {
  readonly budgets: Map<string, Known>;
  /** Sendings under way. */
  reserved: number;
  /** Until when requests that were given up may still arrive, and count. */
  arriving: readonly number[];
  /** Rises with every sending that begins or ends. */
  changes: number;
}

/** One sending that was taken from an account's budgets. */
export interface Reservation {
  /** When there is room again (ms), where more was learnt since and there is none for it any more; else null. */
  wait(): number | null;
  /** What its answer told. */
  learn(budgets: readonly Budget[] | undefined, now: number): void;
  /** It is over. `spent`: the network may have counted it. `arrivesUntil`: it was given up, and may still arrive until then. */
  release(spent: boolean, arrivesUntil?: number): void;
}

/**
 * What each account may still send, as the network's headers told. All instants are ms on the clock of the network's resets. Kept by the process that owns the account's shard: only it sends for that account,
 * so it needs no store. A reservation is made before arming, and stands until its answer has been seen: an answer tells nothing of requests that are still on
 * their way, and of two that were under way together nobody knows which the network took first, so then the lesser figure counts.
 */
export class Budgets {
  readonly #accounts = new Map<string, Account>();

  /** Takes one sending from every budget of the account. Or gives when it is full again (ms, the clock of the network's resets) and takes nothing. */
  reserve(accountId: string, now: number): Reservation | number {
    const account = this.#accountOf(accountId);
    account.arriving = account.arriving.filter(until => until > now);
    let wait: number | null = null;
    for (const budget of account.budgets.values()) {
      if (budget.resetsAt <= now) {
        budget.remaining = budget.limit - account.reserved - account.arriving.length;
        budget.resetsAt = now + UNTOLD_WINDOW_MS;
        budget.guessed = true;
      }
      if (budget.remaining <= 0) wait = Math.max(wait ?? 0, budget.resetsAt);
    }
    if (wait !== null) return wait;
    for (const budget of account.budgets.values()) budget.remaining -= 1;
    account.reserved += 1;
    account.changes += 1;
    const began = account.changes;
    return {
      wait() {
        const spent = [...account.budgets.values()].filter(({ remaining }) => remaining < 0);
        return spent.length === 0 ? null : Math.max(...spent.map(({ resetsAt }) => resetsAt));
      },
      learn(budgets, now) {
        learn(account, budgets, account.reserved - 1, account.reserved === 1 && account.changes === began, now);
      },
      release(spent, arrivesUntil) {
        account.reserved -= 1;
        account.changes += 1;
        if (arrivesUntil !== undefined) account.arriving = [...account.arriving, arrivesUntil];
        if (!spent)
          for (const budget of account.budgets.values()) budget.remaining = Math.min(budget.limit, budget.remaining + 1);
      },
    };
  }

  /** What an answer told that belongs to no reservation: a look-up's. */
  learn(accountId: string, budgets: readonly Budget[] | undefined, now: number): void {
    const account = this.#accountOf(accountId);
    learn(account, budgets, account.reserved, account.reserved === 0, now);
  }

  #accountOf(accountId: string): Account {
    const known = this.#accounts.get(accountId);
    if (known) return known;
    if (this.#accounts.size >= MOST) {
      const oldest = this.#accounts.keys().next().value;
      if (oldest !== undefined) this.#accounts.delete(oldest);
    }
    const account: Account = { budgets: new Map(), reserved: 0, arriving: [], changes: 0 };
    this.#accounts.set(accountId, account);
    return account;
  }
}

/** `underWay` besides the one that was answered; `only`: none was at any time since it began. */
function learn(account: Account, budgets: readonly Budget[] | undefined, underWay: number, only: boolean, now: number): void {
  const late = account.arriving.filter(until => until > now).length;
  const [others, alone] = [underWay + late, only && late === 0];
  for (const { name, limit, remaining, resetsAt } of budgets ?? []) {
    const known = account.budgets.get(name);
    const told = { limit, remaining: remaining - others, resetsAt, guessed: false };
    if (known && !known.guessed && !alone) {
      if (resetsAt < known.resetsAt - SAME_WINDOW_MS) continue; // of a window that is over
      if (resetsAt <= known.resetsAt + SAME_WINDOW_MS) told.remaining = Math.min(known.remaining, told.remaining);
    }
    account.budgets.set(name, told);
  }
}
