import type { PlacardError } from "./errors.ts";

/** How a client reaches the API. One of `apiKey`, `token` and `fetchToken`; none for operations that are open to all. */
export interface PlacardOptions {
  /** A secret key: `sk_live_…` or `sk_test_…`. For servers only, never for a browser. */
  readonly apiKey?: string | undefined;
  /** A user's access token or an embed session's token. */
  readonly token?: string | undefined;
  /** Gives a token: asked once, again shortly before the token ends, and once more when the API refuses it. */
  readonly fetchToken?: (() => Promise<string>) | undefined;
  /** Where the API is. Left out: where the token says it was issued, else `https://api.placard.dev`. */
  readonly baseUrl?: string | undefined;
  /** The workspace of every call, where the credential does not name one. */
  readonly workspace?: string | undefined;
  /** Sends the requests: the platform's `fetch`, or `app.fetch` of a Placard in this very process. */
  readonly fetch?: ((request: Request) => Response | Promise<Response>) | undefined;
  /** How often a failed try is repeated: 2 unless said. */
  readonly maxRetries?: number | undefined;
  /** How long one try may take, in ms: 60 000 unless said. For an event stream: how long it may be silent. */
  readonly timeout?: number | undefined;
  /** For logs and metrics. */
  readonly hooks?: Hooks | undefined;
}

/** What one call can ask for by itself. */
export interface CallOptions {
  /** Stops the call: it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly timeout?: number | undefined;
  readonly maxRetries?: number | undefined;
  /** Of a POST. Made by the client unless said, and the same for all tries of one call. */
  readonly idempotencyKey?: string | undefined;
  /** The `etag` of a read: the change is refused with {@link PreconditionFailedError} when it is stale. */
  readonly ifMatch?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Of an event stream. `maxRetries` counts tries that did not connect, one after the other: without end unless said. */
export interface StreamOptions extends CallOptions {
  /** Goes on after this event: the `lastEventId` of an earlier stream. */
  readonly lastEventId?: string | undefined;
  /** Called when events were missed because the log does not reach back so far: read anew what you show. The stream goes on by itself. */
  readonly onReset?: ((reset: StreamReset) => void) | undefined;
}

/** Why a stream could not go on where it was. */
export interface StreamReset {
  /** The events after `last_event_id` have expired, or there never was such an event. */
  readonly reason: "expired" | "unknown_id";
  readonly last_event_id: string;
  /** Where it goes on. */
  readonly sequence: number;
}

/** A query as callers give it: lists may be one value, and what may be left out may be undefined. */
export type QueryOf<T> = {
  readonly [Name in keyof T]: Valued<T[Name]> | (object extends Pick<T, Name> ? undefined : never);
};
type Valued<T> = NonNullable<T> extends readonly (infer Item)[] ? Item | readonly Item[] : T;

/** A request as hooks see it: no body, and no secret in the headers. */
export interface RequestFacts {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** 1 for the first try. */
  readonly attempt: number;
}

/** Called as things happen; what a hook throws fails the call. */
export interface Hooks {
  readonly onRequest?: (request: RequestFacts) => void;
  /** `durationMs` is the time to the answer's headers. */
  readonly onResponse?: (request: RequestFacts, response: ResponseFacts) => void;
  readonly onRetry?: (retry: RetryFacts) => void;
}

export interface ResponseFacts {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string | null;
  readonly durationMs: number;
}

export interface RetryFacts {
  readonly method: string;
  readonly path: string;
  /** The try that failed: 1 for the first. */
  readonly attempt: number;
  readonly error: PlacardError;
  /** The pause before the next try. */
  readonly delayMs: number;
}

/** A header whose name says that it holds a secret. */
const SECRET = /auth|cookie|token|secret|signature|api-?key/i;

/** Headers for a log: what could be a secret is replaced. */
export function redacted(headers: Headers): Record<string, string> {
  const shown: Record<string, string> = {};
  headers.forEach((value, name) => {
    shown[name] = SECRET.test(name) ? "[redacted]" : value;
  });
  return shown;
}
