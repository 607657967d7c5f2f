import { z } from "zod";
import type { Budget, Io } from "../contract.ts";
import { type Failure, failureOf } from "../failure.ts";

export type Fetch = Io["fetch"];

/** One call of a method of the AT Protocol (https://atproto.com/specs/xrpc): `input` makes it a procedure (POST), its absence a query (GET). */
export interface XrpcCall {
  readonly method: string;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON, or bytes with their content type. `null` is a procedure without a body. */
  readonly input?: { readonly json: unknown } | { readonly bytes: Uint8Array; readonly contentType: string } | null;
}

/** The server answered that it did not do it: `name` is its error's name (`RecordNotFound`), in no answer but its own. */
export interface XrpcError {
  readonly kind: "error";
  readonly status: number;
  readonly name: string | null;
  readonly message: string | null;
  /** When it takes requests again (ms since the epoch), where it says so. */
  readonly retryAt: number | null;
  readonly budgets: readonly Budget[];
}

/** `unreadable` is a success whose body cannot be read; `failed` has no answer at all. */
export type XrpcResult =
  | { readonly kind: "ok"; readonly value: unknown; readonly budgets: readonly Budget[] }
  | { readonly kind: "unreadable"; readonly status: number }
  | XrpcError
  | { readonly kind: "failed"; readonly failure: Failure };

/** Calls methods of one server, as someone or as nobody. Never throws, never retries. */
export type Xrpc = (call: XrpcCall) => Promise<XrpcResult>;

/** The path and request of a call, for whatever carries it. */
export function requestOf(call: XrpcCall): { readonly path: string; readonly init: RequestInit } {
  const query = call.query === undefined ? "" : `?${new URLSearchParams(call.query)}`;
  const path = `/xrpc/${call.method}${query}`;
  const { input } = call;
  if (input === undefined) return { path, init: { method: "GET" } };
  if (input === null) return { path, init: { method: "POST" } };
  if ("json" in input) {
    return { path, init: { method: "POST", body: JSON.stringify(input.json), headers: { "content-type": "application/json" } } };
  }
  // A copy: bytes may lie in shared memory, which a request body may not.
  return { path, init: { method: "POST", body: new Uint8Array(input.bytes), headers: { "content-type": input.contentType } } };
}

/** Calls a server as the owner of `token`, or as nobody. */
export function xrpcOver(io: Io, fetch: Fetch, server: string, token: string | null): Xrpc {
  return async call => {
    // What was given up before it began did not begin.
    if (io.signal.aborted) return { kind: "failed", failure: { reach: "not_sent", code: "ABORTED" } };
    const { path, init } = requestOf(call);
    const headers = new Headers(init.headers);
    if (token !== null) headers.set("authorization", `Bearer ${token}`);
    try {
      return await resultOf(await fetch(new URL(path, server), { ...init, headers, signal: io.signal }), io.time.now());
    } catch (error) {
      return { kind: "failed", failure: failureOf(error) };
    }
  };
}

const errorBody = z.object({ error: z.string(), message: z.string().nullish() });

/** Reads an answer; `now` is what waiting times count from. */
export async function resultOf(response: Response, now: number): Promise<XrpcResult> {
  const body = await response.json().then(
    (value: unknown) => ({ value }),
    () => null,
  );
  const budgets = budgetsOf(response.headers, now);
  if (response.ok)
    return body === null ? { kind: "unreadable", status: response.status } : { kind: "ok", value: body.value, budgets };
  const said = errorBody.safeParse(body?.value);
  return {
    kind: "error",
    status: response.status,
    name: said.success ? said.data.error : null,
    message: said.success ? (said.data.message ?? null) : null,
    retryAt: retryAtOf(response.headers, budgets, now),
    budgets,
  };
}

/** `ratelimit-limit`, `-remaining`, `-reset` (seconds since the epoch) and `-policy` (`<limit>;w=<seconds>`), as the PDS sends them for its tightest limit. `now` is our time. */
function budgetsOf(headers: Headers, now: number): readonly Budget[] {
  const number = (name: string) => {
    const value = headers.get(name);
    return value !== null && /^\d+$/.test(value) ? Number(value) : null;
  };
  const limit = number("ratelimit-limit");
  const remaining = number("ratelimit-remaining");
  const reset = number("ratelimit-reset");
  if (limit === null || remaining === null || reset === null) return [];
  const window = /;w=(?<seconds>\d+)/.exec(headers.get("ratelimit-policy") ?? "")?.groups?.seconds;
  // Its clock is not ours: a test workspace's may be days ahead, and no two machines agree. What counts is how long it is from its answer to the reset.
  const answeredAt = Date.parse(headers.get("date") ?? "");
  const resetsAt = now + (reset * 1000 - (Number.isNaN(answeredAt) ? now : answeredAt));
  return [{ name: window === undefined ? "points" : `points_per_${window}_s`, limit, remaining, resetsAt }];
}

function retryAtOf(headers: Headers, budgets: readonly Budget[], now: number): number | null {
  const after = headers.get("retry-after");
  if (after !== null && /^\d+$/.test(after)) return now + Number(after) * 1000;
  return budgets.find(budget => budget.remaining === 0)?.resetsAt ?? null;
}
