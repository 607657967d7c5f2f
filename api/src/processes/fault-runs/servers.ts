import { type RunningSandbox, serveSandbox } from "@placard/sandbox";
import { type DynamoDbLocal, startDynamoDbLocal } from "@placard/test-kit";
import { type BlueskyNetwork, startBlueskyNetwork } from "@placard/test-kit/bluesky";
import type { RunPlan } from "./plan.ts";

export const ADMIN = "sandbox-admin-token-of-fault-runs";

/** What all runs share; each has accounts and a table of its own in it. It is the ground truth, so nothing happens to it: only to the ways that lead to it. */
export interface Servers {
  readonly sandbox: RunningSandbox;
  /** Null where no run needs it. */
  readonly bluesky: BlueskyNetwork | null;
  readonly dynamo: DynamoDbLocal | null;
  close(): Promise<void>;
}

/** Starts what these runs need. */
export async function startServers(plans: readonly RunPlan[]): Promise<Servers> {
  const needsBluesky = plans.some(({ accounts }) => accounts.some(({ network }) => network === "bluesky"));
  const [sandbox, bluesky, dynamo] = await Promise.all([
    serveSandbox({ port: 0, host: "127.0.0.1", dataDir: null, adminToken: ADMIN }),
    needsBluesky ? startBlueskyNetwork({ sessionsNameServer: false }) : null,
    plans.some(({ shape }) => shape === "distributed") ? startDynamoDbLocal() : null,
  ]);
  return {
    sandbox,
    bluesky,
    dynamo,
    close: async () => void (await Promise.all([sandbox.close(), bluesky?.close(), dynamo?.close()])),
  };
}
