import type { Problem } from "./generated/types.ts";

/** What an error is about when no problem document came: no answer, no answer in time, or an answer that is not the API's. */
export type LocalCode = "connection_failed" | "timed_out" | "unreadable_answer";

/** What an error was made from. */
export interface ErrorFacts {
  readonly problem: Problem | null;
  readonly code: Problem["code"] | LocalCode;
  readonly status: number | null;
  readonly headers: Headers | null;
  readonly cause?: unknown;
}

/** Everything the client throws of its own accord; only the reason of your own `signal`, and errors of your own functions, pass through as they are. */
export class PlacardError extends Error {
  override readonly name: string = "PlacardError";
  /** The problem document (RFC 9457), or null where the answer carried none. */
  readonly problem: Problem | null;
  /** Stable, to branch on. */
  readonly code: Problem["code"] | LocalCode;
  /** The HTTP status, or null where there was no answer. */
  readonly status: number | null;
  /** Name it when you ask us. */
  readonly requestId: string | null;
  /** The answer's headers, or null where there was no answer. */
  readonly headers: Headers | null;

  constructor(message: string, facts: ErrorFacts) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.problem = facts.problem;
    this.code = facts.code;
    this.status = facts.status;
    this.headers = facts.headers;
    this.requestId = facts.problem?.request_id ?? facts.headers?.get("Request-Id") ?? null;
  }
}

/** 400, and every other 4xx that has no class of its own: 405, 410, 413, 415. `problem.errors` names each fault of the input. */
export class BadRequestError extends PlacardError {
  override readonly name = "BadRequestError";
}

/** 401. */
export class AuthenticationError extends PlacardError {
  override readonly name = "AuthenticationError";
}

/** 403. */
export class PermissionError extends PlacardError {
  override readonly name = "PermissionError";
}

/** 404: there is no such thing, or not for this credential. */
export class NotFoundError extends PlacardError {
  override readonly name = "NotFoundError";
}

/** 409. */
export class ConflictError extends PlacardError {
  override readonly name = "ConflictError";
}

/** 412: it has changed since the read whose `etag` was sent as `ifMatch`. */
export class PreconditionFailedError extends PlacardError {
  override readonly name = "PreconditionFailedError";
}

/** 422. */
export class UnprocessableError extends PlacardError {
  override readonly name = "UnprocessableError";
}

/** 429. */
export class RateLimitError extends PlacardError {
  override readonly name = "RateLimitError";
}

/** 5xx. */
export class ServerError extends PlacardError {
  override readonly name = "ServerError";
}

/** No whole answer came, or one that cannot be the API's; `cause` is what the platform said. */
export class ConnectionError extends PlacardError {
  override readonly name = "ConnectionError";
}

/** No answer within `timeout`. */
export class TimeoutError extends PlacardError {
  override readonly name = "TimeoutError";
}

const CLASSES: Readonly<Record<number, new (message: string, facts: ErrorFacts) => PlacardError>> = {
  401: AuthenticationError,
  403: PermissionError,
  404: NotFoundError,
  409: ConflictError,
  412: PreconditionFailedError,
  422: UnprocessableError,
  429: RateLimitError,
};

/** The error for an answer that is no success. `text` may be anything: a problem, a proxy's HTML page, nothing. */
export function errorOfAnswer(status: number, headers: Headers, text: string): PlacardError {
  const problem = problemIn(text);
  const ErrorClass = CLASSES[status] ?? (status >= 500 ? ServerError : BadRequestError);
  const message = problem
    ? `${status} ${problem.code}: ${problem.detail}`
    : `${status}, and the answer is not a problem document of the API.`;
  return new ErrorClass(message, { problem, code: problem?.code ?? "unreadable_answer", status, headers });
}

/** The error for a try that gave no answer. */
export function connectionError(
  message: string,
  cause: unknown,
  headers: Headers | null = null,
  status: number | null = null,
): ConnectionError {
  return new ConnectionError(message, {
    problem: null,
    code: headers ? "unreadable_answer" : "connection_failed",
    status,
    headers,
    cause,
  });
}

/** The error for a try that took longer than `ms`. */
export function timeoutError(ms: number): TimeoutError {
  return new TimeoutError(`No answer within ${ms} ms.`, { problem: null, code: "timed_out", status: null, headers: null });
}

function problemIn(text: string): Problem | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // a proxy's page, or half of an answer
  }
  return isProblem(value) ? value : null;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && typeof value.code === "string" && "detail" in value;
}
