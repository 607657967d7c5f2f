import type { Fault } from "@placard/test-kit";
import { Random } from "../../simulation/random.ts";

/** `embedded`: one `placard dev` on SQLite. `distributed`: one `placard serve` and two or three `placard worker` on DynamoDB and Redis. */
export type Shape = "embedded" | "distributed";

/** What happens to an installation, and to what lies around it. Processes are named by their place: of the distributed shape the first is the API. */
export type RunFault =
  | { readonly kind: "kill"; readonly process: number; readonly downMs: number }
  | { readonly kind: "pause"; readonly process: number; readonly forMs: number }
  | { readonly kind: "clock"; readonly process: number; readonly byMs: number; readonly forMs: number }
  | { readonly kind: "network"; readonly of: "sandbox" | "bluesky"; readonly fault: Fault; readonly times: number }
  | {
      readonly kind: "sandbox";
      readonly account: number;
      readonly fault: Readonly<Record<string, string | number | boolean>> & { readonly operation: string; readonly kind: string };
    }
  | { readonly kind: "expire_tokens"; readonly account: number }
  | {
      readonly kind: "store";
      /** Null is all of them. */
      readonly process: number | null;
      readonly fault: Fault;
      /** Every n-th exchange meets it. */
      readonly every: number;
      readonly forMs: number;
    }
  | { readonly kind: "redis"; readonly what: "flush" | "restart" | "pause"; readonly forMs: number };

export interface PlannedFault {
  /** ms after the start. */
  readonly atMs: number;
  readonly fault: RunFault;
}

export interface PlannedAccount {
  readonly workspace: number;
  readonly network: "sandbox" | "bluesky";
}

/** What a person does with a post after it was scheduled. */
export type PlannedChange =
  | { readonly kind: "cancel" | "unschedule" | "edit"; readonly atMs: number }
  | { readonly kind: "move"; readonly atMs: number; readonly toMs: number };

export interface PlannedPost {
  readonly workspace: number;
  /** Places in {@link RunPlan.accounts}. */
  readonly accounts: readonly number[];
  readonly threadItems: number;
  readonly firstComment: boolean;
  readonly createdAtMs: number;
  readonly dueAtMs: number;
  readonly change: PlannedChange | null;
}

/** Everything a run does, by its seed alone. */
export interface RunPlan {
  readonly seed: number;
  readonly shape: Shape;
  readonly workers: number;
  /** By place. A live workspace has no sandbox, and its webhooks could not be sent to this machine. */
  readonly workspaces: readonly { readonly mode: "test" | "live" }[];
  readonly accounts: readonly PlannedAccount[];
  readonly posts: readonly PlannedPost[];
  readonly faults: readonly PlannedFault[];
}

/** Of six runs one is distributed: it costs as much of the machine as the other five. */
const shapeOf = (seed: number): Shape => (seed % 6 === 0 ? "distributed" : "embedded");

const FIRST_DUE_MS = 2500;
const LAST_DUE_MS = 8000;
/** A shard's lease is 15 s, a part's 35 s on the sandbox and 40 s on Bluesky. */
const PAUSES_MS = [2000, 3500, 16_500, 18_000, 41_000];

/** The run of this seed; `shape` in place of the seed's own. */
export function planRun(seed: number, shape: Shape = shapeOf(seed)): RunPlan {
  const random = new Random(`fault run ${seed}`);
  const workers = shape === "distributed" ? 2 + random.below(2) : 0;
  const bluesky = random.chance(0.3);
  const ownLive = bluesky && random.chance(0.5);
  const workspaces = [
    ...Array.from({ length: 2 + random.below(2) }, () => ({ mode: "test" as const })),
    ...(ownLive ? [{ mode: "live" as const }] : []),
  ];
  const accounts: PlannedAccount[] = workspaces.flatMap(({ mode }, workspace) =>
    mode === "live" ? [] : [{ workspace, network: "sandbox" } as const, { workspace, network: "sandbox" } as const],
  );
  if (bluesky) accounts.push({ workspace: ownLive ? workspaces.length - 1 : 0, network: "bluesky" });
  const posts = Array.from({ length: 10 + random.below(6) }, () => planPost(random, workspaces.length, accounts));
  return { seed, shape, workers, workspaces, accounts, posts, faults: planFaults(random, shape, workers, accounts, posts) };
}

function planPost(random: Random, workspaces: number, accounts: readonly PlannedAccount[]): PlannedPost {
  const workspace = random.below(workspaces);
  const own = accounts.flatMap((account, place) => (account.workspace === workspace ? [place] : []));
  const first = random.pick(own);
  const second = random.pick(own);
  const createdAtMs = random.chance(0.7) ? 0 : Math.round(random.between(500, 4000));
  const dueAtMs = Math.round(random.between(Math.max(FIRST_DUE_MS, createdAtMs + 2000), LAST_DUE_MS));
  return {
    workspace,
    accounts: random.chance(0.4) && first !== second ? [first, second] : [first],
    threadItems: random.chance(0.3) ? 1 + random.below(3) : 0,
    firstComment: random.chance(0.25),
    createdAtMs,
    dueAtMs,
    change: random.chance(0.4) ? planChange(random, createdAtMs, dueAtMs) : null,
  };
}

/** Mostly right around the time at which the post is due: there it can go wrong. */
function planChange(random: Random, createdAtMs: number, dueAtMs: number): PlannedChange {
  const around = random.chance(0.7) ? dueAtMs + random.between(-300, 200) : random.between(createdAtMs + 500, dueAtMs);
  const atMs = Math.round(around);
  const kind = random.pick(["cancel", "unschedule", "edit", "edit", "move"] as const);
  return kind === "move" ? { kind, atMs, toMs: Math.round(dueAtMs + random.between(1500, 5000)) } : { kind, atMs };
}

function planFaults(
  random: Random,
  shape: Shape,
  workers: number,
  accounts: readonly PlannedAccount[],
  posts: readonly PlannedPost[],
): PlannedFault[] {
  const busyUntil = new Map<string, number>();
  const count = shape === "embedded" ? 2 + random.below(3) : 3 + random.below(4);
  const planned: PlannedFault[] = [];
  while (planned.length < count) {
    const near = random.pick(posts).dueAtMs + random.between(-40, 250);
    const atMs = Math.round(random.chance(0.7) ? near : random.between(600, LAST_DUE_MS));
    const fault = planFault(random, shape, workers, accounts);
    const { what, untilMs } = occupied(fault, atMs);
    if (what !== null && (busyUntil.get(what) ?? 0) > atMs) continue;
    if (what !== null) busyUntil.set(what, untilMs);
    planned.push({ atMs, fault });
  }
  return planned.sort((a, b) => a.atMs - b.atMs);
}

/** What a fault has for itself, and until when: one thing at a time is done to a process, to Redis and to the ways to DynamoDB. */
function occupied(fault: RunFault, atMs: number): { what: string | null; untilMs: number } {
  /** For a process to be up again. */
  const rest = 4000;
  switch (fault.kind) {
    case "kill":
      return { what: `process ${fault.process}`, untilMs: atMs + fault.downMs + rest };
    case "pause":
    case "clock":
      return { what: `process ${fault.process}`, untilMs: atMs + fault.forMs + rest };
    case "store":
    case "redis":
      return { what: fault.kind, untilMs: atMs + fault.forMs };
    default:
      return { what: null, untilMs: atMs };
  }
}

/** What is named more often happens more often. */
const KINDS = [
  ...(["kill", "kill", "kill", "pause", "pause", "clock", "clock"] as const),
  ...(["network", "network", "network", "sandbox", "sandbox", "expire_tokens"] as const),
];

function planFault(random: Random, shape: Shape, workers: number, accounts: readonly PlannedAccount[]): RunFault {
  const process = random.below(1 + workers);
  const sandboxed = accounts.flatMap(({ network }, place) => (network === "sandbox" ? [place] : []));
  const kind = random.pick(
    shape === "distributed" ? ([...KINDS, "store", "store", "store", "store", "redis", "redis"] as const) : KINDS,
  );
  switch (kind) {
    case "kill":
      return { kind, process, downMs: Math.round(random.between(0, 1500)) };
    case "pause":
      return { kind, process, forMs: random.pick(PAUSES_MS) };
    case "clock":
      return {
        kind,
        process,
        byMs: Math.round(random.between(2000, 20_000)) * (random.chance(0.6) ? 1 : -1),
        forMs: Math.round(random.between(2000, 8000)),
      };
    case "network": {
      const bluesky = accounts.length > sandboxed.length && random.chance(0.5);
      return {
        kind,
        of: bluesky ? "bluesky" : "sandbox",
        fault: random.pick(NETWORK_FAULTS),
        times: 1 + random.below(4),
      };
    }
    case "sandbox":
      return { kind, account: random.pick(sandboxed), fault: random.pick(SANDBOX_FAULTS) };
    case "expire_tokens":
      return { kind, account: random.pick(sandboxed) };
    case "store": {
      const { fault, every, forMs } = random.pick(STORE_FAULTS);
      return { kind, process: random.chance(0.5) ? process : null, fault, every, forMs };
    }
    case "redis":
      return { kind, what: random.pick(["flush", "restart", "pause"] as const), forMs: Math.round(random.between(500, 4000)) };
  }
}

const http = (status: string, body: string, type = "text/plain"): string =>
  `HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;

/** What the way to a network does to a request: lost before or after it took effect, late, cut, or answered by whoever stands between. */
const NETWORK_FAULTS: readonly Fault[] = [
  { kind: "latency", ms: 3000 },
  { kind: "reset_before", bytes: 0 },
  { kind: "reset_before", bytes: 60 },
  { kind: "reset_after", bytes: 0 },
  { kind: "reset_after", bytes: 0 },
  { kind: "reset_after", bytes: 40 },
  { kind: "truncate", bytes: 0 },
  { kind: "truncate", bytes: 260 },
  { kind: "black_hole" },
  { kind: "lost_reply" },
  { kind: "answer", bytes: http("502 Bad Gateway", "no upstream") },
];

/** What a network itself may do, done or not. */
const SANDBOX_FAULTS = [
  { operation: "create", kind: "status", status: 500, applied: true, times: 2 },
  { operation: "create", kind: "status", status: 503, applied: false, times: 2 },
  { operation: "create", kind: "status", status: 422, code: "content_rejected", times: 1 },
  { operation: "create", kind: "unreadable", applied: true, times: 2 },
  { operation: "create", kind: "slow", delay_ms: 17_000, times: 1 },
  { operation: "create", kind: "slow", delay_ms: 2500, times: 2 },
  { operation: "create", kind: "rate_limit", retry_after_s: 3, times: 2 },
  { operation: "create", kind: "duplicate", applied: true, times: 1 },
  { operation: "create", kind: "timeout", delay_ms: 6000, applied: true, times: 1 },
  { operation: "lookup", kind: "reset_after", times: 2 },
  { operation: "lookup", kind: "status", status: 500, times: 1 },
] as const;

const throttled = http(
  "400 Bad Request",
  JSON.stringify({
    __type: "com.amazonaws.dynamodb.v20120810#ThrottlingException",
    message: "Rate of requests exceeds the allowed throughput.",
  }),
  "application/x-amz-json-1.0",
);
const failed = http(
  "500 Internal Server Error",
  JSON.stringify({ __type: "com.amazonaws.dynamodb.v20120810#InternalServerError", message: "Internal server error" }),
  "application/x-amz-json-1.0",
);

/** What the way to DynamoDB does, for a while: all of it, or every n-th exchange. The longest outlasts a shard's lease. */
const STORE_FAULTS: readonly { fault: Fault; every: number; forMs: number }[] = [
  { fault: { kind: "answer", bytes: throttled }, every: 1, forMs: 3000 },
  { fault: { kind: "answer", bytes: throttled }, every: 3, forMs: 5000 },
  { fault: { kind: "answer", bytes: failed }, every: 4, forMs: 4000 },
  { fault: { kind: "latency", ms: 400 }, every: 1, forMs: 4000 },
  { fault: { kind: "reset_before", bytes: 0 }, every: 3, forMs: 4000 },
  { fault: { kind: "reset_after", bytes: 0 }, every: 3, forMs: 4000 },
  { fault: { kind: "reset_after", bytes: 0 }, every: 1, forMs: 1500 },
  { fault: { kind: "truncate", bytes: 30 }, every: 4, forMs: 4000 },
  { fault: { kind: "lost_reply" }, every: 5, forMs: 3000 },
  { fault: { kind: "black_hole" }, every: 1, forMs: 17_000 },
];

/** One line that tells a person what happens. */
export function describeFault(fault: RunFault): string {
  switch (fault.kind) {
    case "kill":
      return `kill -9 of process ${fault.process}, started again after ${fault.downMs} ms`;
    case "pause":
      return `SIGSTOP of process ${fault.process} for ${fault.forMs} ms`;
    case "clock":
      return `the clock of process ${fault.process} is set by ${fault.byMs} ms for ${fault.forMs} ms`;
    case "network":
      return `${describeWay(fault.fault)} on the way to ${fault.of}, ${fault.times} times`;
    case "sandbox":
      return `the sandbox does ${JSON.stringify(fault.fault)} to account ${fault.account}`;
    case "expire_tokens":
      return `the access token of account ${fault.account} ends`;
    case "store":
      return `${describeWay(fault.fault)} on the way of ${fault.process === null ? "all" : `process ${fault.process}`} to DynamoDB, every ${fault.every}th exchange, for ${fault.forMs} ms`;
    case "redis":
      return fault.what === "flush" ? "FLUSHALL of Redis" : `Redis: ${fault.what} for ${fault.forMs} ms`;
  }
}

function describeWay(fault: Fault): string {
  switch (fault.kind) {
    case "latency":
      return `latency of ${fault.ms} ms`;
    case "answer":
      return `an answer of ${/"(?:__type)":"[^#]*#(\w+)/.exec(fault.bytes)?.[1] ?? fault.bytes.slice(9, fault.bytes.indexOf("\r"))}`;
    case "black_hole":
    case "lost_reply":
      return fault.kind;
    default:
      return `${fault.kind} ${fault.bytes} bytes`;
  }
}

/** The word under which a fault is counted in the record of a run. */
export function faultName(fault: RunFault): string {
  switch (fault.kind) {
    case "pause":
      return fault.forMs > 15_000 ? "pause beyond the lease" : "pause";
    case "network":
      return `${fault.of} ${fault.fault.kind}`;
    case "sandbox":
      return `sandbox ${fault.fault.operation} ${fault.fault.kind}`;
    case "store":
      return `dynamodb ${fault.fault.kind === "answer" ? (fault.fault.bytes === throttled ? "throttled" : "failing") : fault.fault.kind}`;
    case "redis":
      return `redis ${fault.what}`;
    default:
      return fault.kind;
  }
}
