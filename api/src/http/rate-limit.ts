import type { Hints } from "../ports/hints/hints.ts";
import { Refusal } from "../problems.ts";
import type { AnswerHeaders } from "./problem.ts";

/** Whose requests are counted together: an address without a valid credential, a person, or an API key with what its plan allows. */
export type Caller =
  | { readonly kind: "address" | "user"; readonly id: string }
  | { readonly kind: "key"; readonly id: string; readonly requestsPerHour: number };

/** What the installation allows each caller. */
export interface RateLimits {
  /** Requests an hour from one address without a valid credential. */
  readonly perAddress: number;
  /** Requests an hour of one person. */
  readonly perUser: number;
  /** Requests an hour with one API key; null where its plan says it. */
  readonly perKey: number | null;
  /** Requests a minute of any caller. */
  readonly burst: number;
}

export interface RateLimiter {
  /**
   * Counts a request and tells in `headers` what its caller has left.
   * @throws {Refusal} `rate_limited`, with when to come again.
   */
  spend(caller: Caller, headers: AnswerHeaders): Promise<void>;
}

/** Both hold for every caller. The hour is the quota; the burst keeps it from being spent in an instant. */
const HOUR = { name: "hour", seconds: 3600 } as const;
const BURST = { name: "burst", seconds: 60 } as const;
type Policy = typeof HOUR | typeof BURST;

/** What one kind of caller may do, with its header, made once. */
interface Quotas {
  readonly hour: number;
  readonly burst: number;
  readonly header: string;
}

/** A caller's count in one window, as far as this process knows it; the truth is with hints. */
interface Count {
  readonly window: number;
  readonly key: string;
  used: number;
}
type Tally = Record<Policy["name"], Count>;

/** Callers of a kind whose counts are remembered, at below 1 kB each. At the bound all go at once: what hints count is not touched by it. */
const MOST = 10_000;

/**
 * Fixed windows, counted over all processes by hints. Where hints are away the request passes: a limit protects the service, it is not the truth
 * of anything. Windows begin at multiples of their length, so every process agrees on them.
 */
export function createRateLimiter(hints: Hints, now: () => number, limits: RateLimits): RateLimiter {
  const fixed = { address: quotas(limits.perAddress, limits.burst), user: quotas(limits.perUser, limits.burst) };
  const ofKeys = new Map<number, Quotas>();
  const tallies = { address: new Map<string, Tally>(), user: new Map<string, Tally>(), key: new Map<string, Tally>() };

  function quotasOf(caller: Caller): Quotas {
    if (caller.kind !== "key") return fixed[caller.kind];
    const hour = limits.perKey ?? caller.requestsPerHour;
    const known = ofKeys.get(hour);
    if (known) return known;
    const fresh = quotas(hour, limits.burst);
    ofKeys.set(hour, fresh);
    return fresh;
  }

  /** The caller's counts in the present windows. A count whose window has ended is replaced, never reused: a request may still wait for its sum. */
  function tallyOf(caller: Caller, at: number): Tally {
    const known = tallies[caller.kind];
    const tally = known.get(caller.id);
    if (tally) {
      if (tally.hour.window !== windowOf(HOUR, at)) tally.hour = newCount(HOUR, caller, at);
      if (tally.burst.window !== windowOf(BURST, at)) tally.burst = newCount(BURST, caller, at);
      return tally;
    }
    if (known.size >= MOST) known.clear();
    const fresh = { hour: newCount(HOUR, caller, at), burst: newCount(BURST, caller, at) };
    known.set(caller.id, fresh);
    return fresh;
  }

  return {
    async spend(caller, headers) {
      const allowed = quotasOf(caller);
      const at = now();
      const { hour, burst } = tallyOf(caller, at);
      // Counts only grow: who has nothing left here has nothing left until the window ends, and being refused costs nothing of the other policy.
      let hourMet = hour.used >= allowed.hour;
      let burstMet = burst.used >= allowed.burst;
      if (!hourMet && !burstMet) {
        const counting = hints.increment(hour.key, 1, HOUR.seconds * 1000); // both are on their way at once
        const burstSum = (await hints.increment(burst.key, 1, BURST.seconds * 1000)) ?? 0;
        const hourSum = (await counting) ?? 0;
        if (hourSum > hour.used) hour.used = hourSum;
        if (burstSum > burst.used) burst.used = burstSum;
        hourMet = hourSum > allowed.hour;
        burstMet = burstSum > allowed.burst;
      }
      const hourLeft = Math.max(0, allowed.hour - hour.used);
      const burstLeft = Math.max(0, allowed.burst - burst.used);
      const hourEnds = secondsLeft(HOUR, hour, at);
      const burstEnds = secondsLeft(BURST, burst, at);
      headers["RateLimit-Policy"] = allowed.header;
      headers["RateLimit"] = `"hour";r=${hourLeft};t=${hourEnds}, "burst";r=${burstLeft};t=${burstEnds}`;
      if (hourMet) throw used(caller, HOUR, allowed.hour, hourEnds); // it ends no earlier than the burst
      if (burstMet) throw used(caller, BURST, allowed.burst, burstEnds);
    },
  };
}

/** The header is that of draft-ietf-httpapi-ratelimit-headers. */
const quotas = (hour: number, burst: number): Quotas => ({
  hour,
  burst,
  header: `"${HOUR.name}";q=${hour};w=${HOUR.seconds}, "${BURST.name}";q=${burst};w=${BURST.seconds}`,
});

const windowOf = ({ seconds }: Policy, at: number): number => Math.floor(at / (seconds * 1000));

function newCount(policy: Policy, caller: Caller, at: number): Count {
  const window = windowOf(policy, at);
  return { window, key: `rate ${caller.kind} ${policy.name} ${window} ${caller.id}`, used: 0 };
}

const secondsLeft = ({ seconds }: Policy, { window }: Count, at: number): number =>
  Math.max(1, Math.ceil((window + 1) * seconds - at / 1000));

const used = (caller: Caller, { name, seconds }: Policy, quota: number, endsIn: number): Refusal =>
  new Refusal(
    "rate_limited",
    `The quota "${name}" of this ${caller.kind} is used up: ${quota} requests in ${seconds} s. The next begins in ${endsIn} s.`,
    { retryAfterMs: endsIn * 1000 },
  );

/**
 * Who asks from an address: IPv4 addresses count singly, IPv6 addresses by the first 64 bits, which is what one household or one server is given; else whoever
 * has them has 2^64 budgets. What is no address counts as it is.
 */
export function addressCaller(address: string): Caller {
  return { kind: "address", id: address.includes(":") ? networkOf(address) : address };
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = "", tail] = address.toLowerCase().split("::", 2);
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const between = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array<string>(between).fill("0"), ...last].slice(0, 4);
  return `${groups.map(group => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}
