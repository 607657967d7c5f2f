import type { Context, MiddlewareHandler, Next } from "hono";
import type { Env } from "./context.ts";
import type { Fault, Operation } from "./network/faults.ts";
import { ConnectionCut, Refusal } from "./refusal.ts";

/** How long `timeout` holds a connection that nobody gives up: longer than any client of ours waits, and still an end. In ms. */
const TIMEOUT_HELD_MS = 120_000;

/** Tells the account a request is about, without refusing anything; null when nothing tells. */
type WhoIsMeant = (c: Context<Env>) => { id: string; handle: string } | null;

/** Who a request is about when its bearer token tells. */
const byToken: WhoIsMeant = c => {
  const caller = c.get("caller");
  return caller instanceof Refusal ? null : caller.profile;
};

/** Lets the faults that wait for an operation happen to it. `whoIsMeant` tells the account where no bearer token does. */
export function disturbed(operation: Operation, whoIsMeant: WhoIsMeant = byToken): MiddlewareHandler<Env> {
  return async (c, next) => {
    const fault = c.get("network").faults.take(operation, whoIsMeant(c));
    if (fault === null) await next();
    else await happen(fault, c, next);
  };
}

async function happen(fault: Fault, c: Context<Env>, next: Next): Promise<void> {
  switch (fault.kind) {
    case "status": {
      if (fault.applied ?? false) await next();
      replace(c, refusalOf(fault));
      return;
    }
    case "rate_limit": {
      if (fault.applied ?? false) await next();
      replace(c, refusalOf({ ...fault, status: 429, retry_after_s: fault.retry_after_s ?? 30 }));
      return;
    }
    case "duplicate": {
      if (fault.applied ?? false) await next();
      replace(c, new Refusal(409, "duplicate_post", "You posted the same a moment ago."));
      return;
    }
    case "timeout": {
      if (fault.applied ?? true) await next();
      const { closing } = c.get("network");
      await pause(fault.delay_ms ?? TIMEOUT_HELD_MS, AbortSignal.any([closing, c.req.raw.signal]));
      throw new ConnectionCut();
    }
    case "slow": {
      // Not ended by a client that goes away: this is how a request takes effect after its sender gave it up.
      const { closing } = c.get("network");
      await pause(fault.delay_ms ?? 1_000, closing);
      if (closing.aborted) throw new ConnectionCut();
      await next();
      return;
    }
    case "reset_before":
      throw new ConnectionCut();
    case "reset_after": {
      await next();
      throw new ConnectionCut();
    }
    case "unreadable": {
      if (fault.applied ?? true) await next();
      const whole = await c.res.text();
      c.res = undefined;
      c.res = c.body(whole.slice(0, Math.floor(whole.length / 2)) || "{", 200, { "Content-Type": "application/json" });
      return;
    }
  }
}

const USUAL_CODES: Readonly<Record<number, string>> = {
  401: "token_expired",
  403: "insufficient_scope",
  404: "not_found",
  409: "conflict",
  422: "content_rejected",
  429: "rate_limited",
};

function refusalOf(fault: Fault): Refusal {
  const code = fault.code ?? USUAL_CODES[fault.status] ?? (fault.status >= 500 ? "server_error" : "refused");
  const headers: Record<string, string> = fault.retry_after_s === null ? {} : { "Retry-After": String(fault.retry_after_s) };
  return new Refusal(fault.status, code, "An injected fault answered instead of the sandbox.", { headers });
}

/** Answers with the refusal, whatever the handler may have answered before. */
function replace(c: Context<Env>, refusal: Refusal): void {
  c.res = undefined;
  c.res = Response.json(refusal, { status: refusal.status, headers: refusal.headers });
}

/** Ends after `ms`, or as soon as `signal` aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
