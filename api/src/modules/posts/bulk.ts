import { AnsweredMeanwhile, retrying, sortableInstant } from "../../change.ts";
import type { Ctx } from "../../ctx.ts";
import { answeredPart, keptPart } from "../../http/idempotency.ts";
import { problemText } from "../../http/problem.ts";
import { type Json, StoreBusy, StoreUnknown } from "../../ports/store/store.ts";
import { type Fault, invalid, Refusal } from "../../problems.ts";
import type { Standing } from "../scheduling/index.ts";
import { issuesOf } from "./contents.ts";
import { standingInCalendar } from "./queue.ts";
import type { Origin, PostContent } from "./records.ts";
import { commitCreated, planCreated, triesFor, type When, type Written } from "./service.ts";

/** A post to be written, as its row says it. */
export interface BulkPost {
  readonly content: PostContent;
  readonly origin: Origin;
  readonly when: When | undefined;
}

export interface BulkRow {
  /** The first is 1. */
  readonly row: number;
  /** Of a CSV: the line it begins in. */
  readonly line: number | null;
  /** What it says, or every fault of it. */
  readonly post: BulkPost | readonly Fault[];
  /** What a field of the post is called where the row comes from. */
  readonly nameOf: (path: string) => string;
}

/** So many characters of faults and warnings are told for all rows together: the answer is kept, and an item has room for 400 kB. */
const TOLD_MOST = 100_000;

type Warning = Fault;
type Result = {
  readonly row: number;
  readonly line: number | null;
  readonly ok: boolean;
  readonly post_id: string | null;
  readonly scheduled_at: string | null;
  readonly problem: { readonly [name: string]: Json } | null;
  readonly warnings: readonly { readonly [name: string]: Json }[];
};

/** Where the rows of this request stand beside what is stored: a dry run stores none of them. */
class Places {
  readonly #taken = new Map<string, string>();

  take(accountIds: readonly string[], at: number, row: number): void {
    for (const id of accountIds) this.#taken.set(`${id} ${at}`, `row ${row}`);
  }

  standing(ctx: Ctx, accountIds: readonly string[]): Standing {
    const stored = standingInCalendar(ctx, accountIds, null);
    return async at => {
      const row = accountIds.map(id => this.#taken.get(`${id} ${at}`)).find(taken => taken !== undefined);
      return row ?? stored(at);
    };
  }
}

/**
 * Writes the posts of the rows one after the other, each by itself: one that is refused touches no other. A row that was written for the same
 * Idempotency-Key before is not written again. A dry run writes none, and tells the same.
 */
export async function bulkSchedule(ctx: Ctx, rows: readonly BulkRow[], dryRun: boolean): Promise<Json> {
  const places = new Places();
  const results: Result[] = [];
  for (const row of rows) results.push(await resultOf(ctx, row, places, dryRun));
  const accepted = results.filter(({ ok }) => ok).length;
  return {
    dry_run: dryRun,
    counts: { accepted, refused: results.length - accepted },
    results: tellable(results),
  };
}

async function resultOf(ctx: Ctx, row: BulkRow, places: Places, dryRun: boolean): Promise<Result> {
  try {
    const { post } = row;
    if (isFaults(post)) throw invalid(post);
    if (dryRun) {
      const written = await retrying(ctx, () => planned(ctx, post, places), triesFor(post.when));
      const { schedule, accountIds } = written.post;
      const result = accepted(row, written, await warningsOf(ctx, written, places), true);
      if (schedule) places.take(accountIds, schedule.at, row.row);
      return result;
    }
    return await writeOnce(ctx, row, post, places);
  } catch (error) {
    return refused(ctx, row, error);
  }
}

/** Whether a row says nothing but what is wrong with it. */
export const isFaults = (post: BulkPost | readonly Fault[]): post is readonly Fault[] => Array.isArray(post);

const planned = (ctx: Ctx, { content, origin, when }: BulkPost, places: Places): Promise<Written> =>
  planCreated(ctx, content, origin, when, places.standing(ctx, content.accountIds));

/** Writes a row's post with the row's result as the answer that is kept for it. */
async function writeOnce(ctx: Ctx, row: BulkRow, post: BulkPost, places: Places): Promise<Result> {
  const kept = ctx.keptAnswer && keptPart(ctx.keptAnswer, String(row.row));
  const answered = async (): Promise<Result | null> => {
    const body = kept && (await answeredPart(ctx, kept));
    return body ? (JSON.parse(body) as Result) : null;
  };
  const before = await answered();
  if (before) return before;
  const inRow: Ctx = { ...ctx, keptAnswer: kept };
  try {
    return await retrying(
      inRow,
      async () => {
        const written = await planned(inRow, post, places);
        const result = accepted(row, written, await warningsOf(inRow, written, places), false);
        return commitCreated(inRow, written, result, null);
      },
      triesFor(post.when),
    );
  } catch (error) {
    const meanwhile = error instanceof AnsweredMeanwhile ? await answered() : null;
    if (meanwhile) return meanwhile;
    throw error;
  }
}

const accepted = (row: BulkRow, { post }: Written, warnings: readonly Warning[], dryRun: boolean): Result => ({
  row: row.row,
  line: row.line,
  ok: true,
  post_id: dryRun ? null : post.id,
  scheduled_at: post.schedule && sortableInstant(post.schedule.at),
  problem: null,
  warnings: warnings.map(warning => ({ ...warning, path: row.nameOf(warning.path) })),
});

/** @throws what is no refusal of this row: a retry with the same key goes on behind what was written. */
function refused(ctx: Ctx, row: BulkRow, error: unknown): Result {
  const lost = error instanceof StoreBusy || error instanceof StoreUnknown;
  if (!(error instanceof Refusal) && (!lost || ctx.keptAnswer)) throw error;
  // Without a key nothing could be repeated safely: what was written is told, and what is not known.
  const refusal =
    error instanceof Refusal
      ? error
      : new Refusal("busy", "The service is at its limit. Look whether the post is there before you send the row again.");
  const faults = refusal.faults.map(fault => ({ ...fault, path: row.nameOf(fault.path) }));
  const { code, message, extra } = refusal;
  return {
    row: row.row,
    line: row.line,
    ok: false,
    post_id: null,
    scheduled_at: null,
    problem: JSON.parse(problemText(new Refusal(code, message, { faults, extra }), ctx.requestId)),
    warnings: [],
  };
}

/** What does not keep a row from being written, and should be known. */
async function warningsOf(ctx: Ctx, { post, named, sharedWith }: Written, places: Places): Promise<Warning[]> {
  const warnings: Warning[] = issuesOf(post, named.accounts, named.library)
    .filter(({ severity }) => severity === "warning" || !post.schedule)
    .map(({ path, code, message, fix }) => ({ path, code, message, fix }));
  if (!post.schedule)
    warnings.push({
      path: "schedule",
      code: "not_scheduled",
      message: "The row says no time: it is a draft.",
      fix: "Say a time or next_slot, or schedule the draft later.",
    });
  const { schedule, accountIds } = post;
  const holder = schedule?.slot ? (sharedWith ?? (await places.standing(ctx, accountIds)(schedule.at))) : null;
  if (holder !== null)
    warnings.push({
      path: "schedule",
      code: "slot_taken",
      message: `In this slot stands ${holder}, too.`,
      fix: "Say another time, or next_slot.",
    });
  return warnings;
}

/** The results, with as many faults and warnings as an answer has room for; each tells how many there are in all. */
function tellable(results: readonly Result[]): readonly Json[] {
  let left = TOLD_MOST;
  const fits = (told: Json): boolean => {
    left -= JSON.stringify(told).length;
    return left >= 0;
  };
  return results.map(result => {
    const { problem, warnings } = result;
    const errors = problem?.["errors"];
    return {
      ...result,
      problem: problem && Array.isArray(errors) ? { ...problem, errors: errors.filter(fits) } : problem,
      warnings: warnings.filter(fits),
    };
  });
}
