import type { RunPlan } from "./plan.ts";
import { type RunResult, runPlan } from "./run.ts";
import type { Servers } from "./servers.ts";

/** What a run takes of the machine: a distributed one has four or five processes that poll DynamoDB. */
const WEIGHTS: Readonly<Record<RunPlan["shape"], number>> = { embedded: 1, distributed: 4 };

/** Does runs side by side, for most of their time is waiting: as many as weigh `room` together, and one at least. Each result comes by itself. */
export function startRuns(plans: readonly RunPlan[], servers: Servers, room: number): ReadonlyMap<number, Promise<RunResult>> {
  const waiting: (() => void)[] = [];
  let taken = 0;
  const letIn = (): void => {
    while (waiting.length > 0 && taken < room) waiting.shift()?.();
  };
  // The distributed ones first: they take the longest, and would keep the machine when all else is over.
  const inOrder = plans.toSorted((a, b) => WEIGHTS[b.shape] - WEIGHTS[a.shape]);
  const results = new Map<number, Promise<RunResult>>();
  for (const plan of inOrder) {
    const turn = new Promise<void>(resolve =>
      waiting.push(() => {
        taken += WEIGHTS[plan.shape];
        resolve();
      }),
    );
    const result = turn
      .then(() => runPlan(plan, servers))
      .finally(() => {
        taken -= WEIGHTS[plan.shape];
        letIn();
      });
    // Whoever waits for it is told; until somebody does it is no unhandled rejection.
    result.catch(() => undefined);
    results.set(plan.seed, result);
  }
  letIn();
  return results;
}
