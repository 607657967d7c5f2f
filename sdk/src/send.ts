import { type Credentials, issuerOf } from "./credentials.ts";
import { connectionError, errorOfAnswer, PlacardError, timeoutError } from "./errors.ts";
import type { Line } from "./line.ts";
import { type CallOptions, type Hooks, type RequestFacts, redacted } from "./options.ts";
import { pause, pauseBefore, worthRepeating } from "./retry.ts";

/** What every call of a client shares. */
export interface Settings {
  readonly credentials: Credentials;
  readonly baseUrl: string | null;
  readonly workspace: string | null;
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly maxRetries: number;
  readonly timeout: number;
  readonly hooks: Hooks;
}

/** Where a hosted Placard is. */
const HOSTED = "https://api.placard.dev";

/** One request, ready to be tried. */
export interface Outgoing {
  readonly line: Line;
  /** Path and query. */
  readonly target: string;
  /** JSON, a form, a CSV, or null for none. */
  readonly body: string | FormData | Blob | null;
  /** Beside what the client itself sends. */
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer with its body read by the caller of {@link send}. */
export interface Received<T> {
  readonly data: T;
  readonly status: number;
  readonly headers: Headers;
}

/**
 * Sends a request and gives its answer, repeating what is worth it: tries that got no answer, 408, 429, 5xx, and a 409 that says the same
 * request is still running. A POST without an Idempotency-Key that the API keeps is repeated only where it was certainly not carried out: 429.
 * A token that the API refuses is renewed once.
 *
 * @param read takes what is needed from a successful response; it is part of the try, so of its timeout and repetition
 * @throws {PlacardError} the last try's error; or the reason of `options.signal`
 */
export async function send<T>(
  settings: Settings,
  outgoing: Outgoing,
  options: CallOptions,
  read: (response: Response) => Promise<T>,
): Promise<Received<T>> {
  const { method, keyed } = outgoing.line;
  const maxRetries = options.maxRetries ?? settings.maxRetries;
  const own = new Headers(outgoing.headers);
  if (keyed) own.set("Idempotency-Key", options.idempotencyKey ?? crypto.randomUUID());
  const safe = method !== "POST" || keyed;
  let renewed = false;
  for (let failures = 0; ; ) {
    options.signal?.throwIfAborted();
    const token = await settings.credentials.get();
    const request = requestOf(settings, outgoing, own, options, token);
    const facts = { method, url: request.url, headers: redacted(request.headers), attempt: failures + 1 };
    const outcome = await tryOnce(settings, request, facts, options, read);
    if (!(outcome instanceof PlacardError)) return outcome;
    if (!renewed && token !== null && tokenRefused(outcome) && settings.credentials.refused(token)) {
      renewed = true;
      continue;
    }
    failures++;
    const again = failures <= maxRetries && worthRepeating(outcome) && (safe || outcome.status === 429);
    const delayMs = again ? pauseBefore(failures, outcome.headers, Math.random()) : null;
    if (delayMs === null) throw outcome;
    settings.hooks.onRetry?.({ method, path: outgoing.target, attempt: failures, error: outcome, delayMs });
    await pause(delayMs, options.signal);
  }
}

/** A 401 about the token itself, not about a password. */
const tokenRefused = (error: PlacardError): boolean =>
  error.status === 401 && ["token_expired", "invalid_token", "unreadable_answer"].includes(error.code);

interface Draft {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: Outgoing["body"];
}

function requestOf(settings: Settings, outgoing: Outgoing, own: Headers, options: CallOptions, token: string | null): Draft {
  const headers = new Headers(own);
  if (!headers.has("Accept")) headers.set("Accept", "application/json");
  // A form's type names its boundary, which the platform chooses.
  if (outgoing.line.takes === "csv") headers.set("Content-Type", "text/csv");
  else if (typeof outgoing.body === "string") headers.set("Content-Type", "application/json");
  if (token !== null) headers.set("Authorization", `Bearer ${token}`);
  if (settings.workspace !== null) headers.set("Placard-Workspace", settings.workspace);
  if (options.ifMatch !== undefined) headers.set("If-Match", options.ifMatch);
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
  const base = settings.baseUrl ?? issuerOf(token) ?? HOSTED;
  return { url: base.replace(/\/+$/, "") + outgoing.target, method: outgoing.line.method, headers, body: outgoing.body };
}

/** One try: its answer, or the error it ended with. Throws only what is not the API's or the connection's doing. */
async function tryOnce<T>(
  settings: Settings,
  draft: Draft,
  facts: RequestFacts,
  options: CallOptions,
  read: (response: Response) => Promise<T>,
): Promise<Received<T> | PlacardError> {
  settings.hooks.onRequest?.(facts);
  const started = performance.now();
  const limit = limitOf(options.timeout ?? settings.timeout, options.signal);
  try {
    const request = new Request(draft.url, { ...draft, signal: limit.signal });
    const response = await orConnectionError(limit, () => settings.fetch(request));
    if (response instanceof PlacardError) return response;
    const { status, headers } = response;
    settings.hooks.onResponse?.(facts, {
      status,
      headers: redacted(headers),
      requestId: headers.get("Request-Id"),
      durationMs: performance.now() - started,
    });
    if (!response.ok) {
      const text = await orConnectionError(limit, () => response.text());
      // The status is known: a body that broke off adds nothing that would change what to do.
      return errorOfAnswer(status, headers, text instanceof PlacardError ? "" : text);
    }
    const data = await orConnectionError(limit, () => read(response));
    return data instanceof PlacardError ? data : { data, status, headers };
  } finally {
    limit.end();
  }
}

interface Limit {
  readonly signal: AbortSignal;
  /** Rejects when the signal fires: also ends a `fetch` of the caller's that ignores signals. */
  readonly fired: Promise<never>;
  readonly error: () => PlacardError | null;
  readonly end: () => void;
}

/** Ends one try after `ms`, or when the caller's own signal fires. */
function limitOf(ms: number, outer: AbortSignal | undefined): Limit {
  const controller = new AbortController();
  let error: PlacardError | null = null;
  const timer = setTimeout(() => {
    error = timeoutError(ms);
    controller.abort(error);
  }, ms);
  const stop = (): void => controller.abort(outer?.reason);
  const fired = new Promise<never>((_, reject) => {
    controller.signal.addEventListener("abort", () => reject(controller.signal.reason), { once: true });
  });
  fired.catch(() => undefined); // it may fire while nobody waits: between the headers and the body
  if (outer?.aborted) stop();
  else outer?.addEventListener("abort", stop, { once: true });
  return {
    signal: controller.signal,
    fired,
    error: () => error,
    end: () => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", stop);
    },
  };
}

async function orConnectionError<T>(limit: Limit, what: () => T | Promise<T>): Promise<T | PlacardError> {
  try {
    return await Promise.race([what(), limit.fired]);
  } catch (cause) {
    const timedOut = limit.error();
    if (timedOut) return timedOut;
    if (limit.signal.aborted) throw limit.signal.reason;
    if (cause instanceof PlacardError) return cause;
    return connectionError(`The request got no whole answer: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
}
