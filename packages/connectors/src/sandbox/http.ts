import { z } from "zod";
import type { Budget, Io } from "../contract.ts";
import { type Failure, failureOf } from "../failure.ts";

/** Where a sandbox is, and who we are to it. */
export interface Place {
  /** Where its API answers, without a slash at the end. */
  readonly baseUrl: string;
  /** Where a browser finds its consent page, without a slash at the end. */
  readonly publicUrl: string;
  readonly clientId: string;
}

export interface Call {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly token?: string;
  readonly idempotencyKey?: string;
  readonly body?:
    | { readonly json: unknown }
    | { readonly form: Readonly<Record<string, string>> }
    | { readonly bytes: Uint8Array; readonly contentType: string };
}

/** The sandbox answered that it did not do it. */
export interface ErrorAnswer {
  readonly kind: "error";
  readonly status: number;
  /** Its own word for what is wrong; null when the answer is not of its form. */
  readonly code: string | null;
  readonly message: string | null;
  /** When it takes requests again (ms since the epoch), where it says so. */
  readonly retryAt: number | null;
  readonly budgets: readonly Budget[];
  readonly body: unknown;
}

/** `unreadable` is a success whose body cannot be read; `failed` has no answer at all. */
export type Answer =
  | { readonly kind: "ok"; readonly value: unknown; readonly budgets: readonly Budget[] }
  | { readonly kind: "unreadable"; readonly status: number }
  | ErrorAnswer
  | { readonly kind: "failed"; readonly failure: Failure };

/** Sends one request and reads its answer. Never throws, never retries. Tells the sandbox what time it is for us. */
export async function call(io: Io, place: Place, { method, path, token, idempotencyKey, body }: Call): Promise<Answer> {
  // What was given up before it began did not begin.
  if (io.signal.aborted) return { kind: "failed", failure: { reach: "not_sent", code: "ABORTED" } };
  const headers = new Headers({ Accept: "application/json", "Sandbox-Clock": String(Math.floor(io.time.now())) });
  if (token !== undefined) headers.set("Authorization", `Bearer ${token}`);
  if (idempotencyKey !== undefined) headers.set("Idempotency-Key", idempotencyKey);
  const init: RequestInit = { method, headers, signal: io.signal, redirect: "manual" };
  if (body !== undefined) {
    if ("json" in body) {
      headers.set("Content-Type", "application/json");
      init.body = JSON.stringify(body.json);
    } else if ("form" in body) {
      init.body = new URLSearchParams(body.form);
    } else {
      headers.set("Content-Type", body.contentType);
      // A copy: bytes may lie in shared memory, which a request body may not.
      init.body = new Uint8Array(body.bytes);
    }
  }
  try {
    const response = await io.fetch(place.baseUrl + path, init);
    return read(response.status, response.headers, await response.text(), io.time.now());
  } catch (error) {
    return { kind: "failed", failure: failureOf(error) };
  }
}

const ApiError = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
/** RFC 6749 5.2, which the token endpoint speaks. */
const OAuthError = z.object({ error: z.string(), error_description: z.string().optional() });

function read(status: number, headers: Headers, text: string, now: number): Answer {
  const body = parse(text);
  const budgets = budgetsOf(headers, now);
  if (status >= 200 && status < 300)
    return body === undefined ? { kind: "unreadable", status } : { kind: "ok", value: body, budgets };
  const api = ApiError.safeParse(body);
  const oauth = OAuthError.safeParse(body);
  return {
    kind: "error",
    status,
    code: api.data?.error.code ?? oauth.data?.error ?? null,
    message: api.data?.error.message ?? oauth.data?.error_description ?? null,
    retryAt: retryAtOf(headers, now),
    budgets,
    body,
  };
}

/** An empty body is null; undefined is what cannot be read. */
function parse(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function retryAtOf(headers: Headers, now: number): number | null {
  const text = headers.get("retry-after") ?? headers.get("ratelimit-reset") ?? "";
  return /^\d{1,9}$/.test(text) ? now + Number(text) * 1_000 : null;
}

function budgetsOf(headers: Headers, now: number): Budget[] {
  const [limit, remaining, reset] = ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"].map(
    name => headers.get(name) ?? "",
  );
  if (![limit, remaining, reset].every(text => text !== undefined && /^\d{1,9}$/.test(text))) return [];
  return [{ name: "posts", limit: Number(limit), remaining: Number(remaining), resetsAt: now + Number(reset) * 1_000 }];
}
