import { Conflict, commit, replace } from "../../change.ts";
import type { WorkHandler } from "../../work/handler.ts";
import { credentialsDraft, credentialsOf } from "./records.ts";
import { refreshAccount } from "./tokens.ts";

/** Waits after a refresh that failed for a passing reason: 1 minute, doubling to an hour. */
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 3_600_000;

/** Refreshes tokens before they end, so that publishing never waits for it. */
export const tokenWork: WorkHandler = {
  kind: "token",
  home: "workspace",
  perTenant: 2,
  perProcess: 16,
  async handle(ctx, record) {
    const item = await ctx.store.get(record.pk, record.sk);
    if (!item?.due) return;
    const accountId = record.pk.slice(record.pk.indexOf("#") + 1);
    const outcome = await refreshAccount(ctx, accountId, credentialsOf(item).sealed);
    if (outcome.kind !== "failed") return;
    const { failures, ...rest } = credentialsOf(item);
    const wait = Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS) * (0.75 + ctx.chance.number() / 2);
    try {
      await commit(ctx, {
        writes: [
          replace(
            credentialsDraft(
              accountId,
              { ...rest, failures: failures + 1 },
              { at: ctx.timer.now() + wait, clock: "real", kind: "token" },
            ),
            item,
          ),
        ],
        events: [],
      });
    } catch (error) {
      if (!(error instanceof Conflict)) throw error; // refreshed or disconnected meanwhile: whoever did it set the next time
    }
  },
};
