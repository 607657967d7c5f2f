/**
 * Every way the service refuses, in one table: the stable code, its HTTP status and title. Use cases throw {@link Refusal};
 * `http/` turns it into a problem document (RFC 9457), and the API reference lists the codes of each operation from the same table.
 */
export const PROBLEMS = {
  bad_request: { status: 400, title: "The request cannot be read" },
  malformed_json: { status: 400, title: "The body is not JSON" },
  validation_failed: { status: 400, title: "Some of the input is not valid" },
  invalid_cursor: { status: 400, title: "The cursor does not belong to this list" },
  workspace_required: { status: 400, title: "Name the workspace" },
  unauthenticated: { status: 401, title: "Authenticate first" },
  invalid_token: { status: 401, title: "The token is not valid" },
  token_expired: { status: 401, title: "The token has expired" },
  invalid_credentials: { status: 401, title: "E-mail or password is wrong" },
  refresh_token_reused: { status: 401, title: "The refresh token was used before" },
  missing_scope: { status: 403, title: "The credential lacks a scope" },
  origin_not_allowed: { status: 403, title: "This origin may not use the session" },
  mode_mismatch: { status: 403, title: "Live and test do not mix" },
  test_mode_only: { status: 403, title: "Only in test mode" },
  not_author: { status: 403, title: "Another person wrote it" },
  own_submission: { status: 403, title: "Nobody approves what they submitted themselves" },
  limit_reached: { status: 403, title: "The plan's limit is reached" },
  not_found: { status: 404, title: "There is no such thing" },
  method_not_allowed: { status: 405, title: "Not with this method" },
  conflict: { status: 409, title: "Something else changed it at the same time" },
  already_exists: { status: 409, title: "It exists already" },
  name_taken: { status: 409, title: "The name is in use" },
  email_taken: { status: 409, title: "The e-mail address is in use" },
  idempotency_in_progress: { status: 409, title: "The first request with this key is still running" },
  post_not_editable: { status: 409, title: "The post can no longer be changed" },
  post_not_schedulable: { status: 409, title: "The post cannot be scheduled" },
  approval_required: { status: 409, title: "The post needs approval" },
  post_not_submittable: { status: 409, title: "The post cannot be submitted for approval" },
  post_not_pending: { status: 409, title: "The post does not wait for approval" },
  post_not_scheduled: { status: 409, title: "The post is not scheduled" },
  target_in_flight: { status: 409, title: "A part of the post is being published" },
  target_not_retryable: { status: 409, title: "The target cannot be retried" },
  target_not_uncertain: { status: 409, title: "The target's outcome is not open" },
  target_not_cancellable: { status: 409, title: "The target can no longer be cancelled" },
  account_needs_reconnect: { status: 409, title: "An account must be connected again" },
  no_slots: { status: 409, title: "None of the accounts has slots" },
  queue_full: { status: 409, title: "No slot is free" },
  account_in_use: { status: 409, title: "Posts still need the account" },
  media_in_use: { status: 409, title: "Posts still need the media" },
  endpoint_disabled: { status: 409, title: "The webhook endpoint is disabled" },
  workspace_not_empty: { status: 409, title: "The workspace is in use" },
  connect_state_used: { status: 409, title: "This connection was completed before" },
  gone: { status: 410, title: "It is gone" },
  stale: { status: 412, title: "It has changed since you read it" },
  body_too_large: { status: 413, title: "The body is too large" },
  unsupported_media_type: { status: 415, title: "The body's type is not supported" },
  idempotency_mismatch: { status: 422, title: "The key was used with another request" },
  content_invalid: { status: 422, title: "A network would refuse this post" },
  network_refused: { status: 422, title: "The network refused" },
  time_in_past: { status: 422, title: "The time has passed" },
  variable_missing: { status: 422, title: "A variable has no value" },
  url_not_allowed: { status: 422, title: "This URL may not be called" },
  rate_limited: { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Something went wrong on our side" },
  network_unreachable: { status: 503, title: "The network cannot be reached" },
  busy: { status: 503, title: "Busy, try again soon" },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemCode = keyof typeof PROBLEMS;

/** One thing that is wrong with the input. `path` names the field (`thread.1.text`), `fix` says what to do. */
export interface Fault {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** A use case's refusal: nothing was changed. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ProblemCode;
  readonly faults: readonly Fault[];
  /** For 429 and 503: when a new try makes sense, in ms. */
  readonly retryAfterMs: number | null;
  /** A problem of a network or another part, told to the caller beside ours. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    code: ProblemCode,
    detail: string,
    more: { faults?: readonly Fault[]; retryAfterMs?: number; extra?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(detail);
    this.code = code;
    this.faults = more.faults ?? [];
    this.retryAfterMs = more.retryAfterMs ?? null;
    this.extra = more.extra ?? {};
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}

/** The same answer for what does not exist and for what the caller may not know of. */
export function notFound(what: string): Refusal {
  return new Refusal("not_found", `No such ${what} here. It may belong to another workspace, be deleted, or never have existed.`);
}

/** @throws {Refusal} `stale` when `ifMatch` names another version than there is now. Null stands for any. */
export function checkVersion(item: { readonly version: number }, ifMatch: number | null): void {
  if (ifMatch !== null && ifMatch !== item.version)
    throw new Refusal("stale", "Read it again, look at what changed, and repeat your change with the new ETag.");
}

/** The credential may not do this: it would need these scopes. */
export function lacking(scopes: readonly string[]): Refusal {
  return new Refusal("missing_scope", `The credential lacks ${scopes.join(", ")}.`, { extra: { missing_scopes: scopes } });
}

/** So many faults are told, and so much of a field's name: a body of 10 MB can hold a million wrong fields, or one with a name of 10 MB. */
const FAULTS_TOLD = 100;
const PATH_TOLD = 300;

/** Input that is well-formed but wrong, every fault at once. */
export function invalid(faults: readonly Fault[]): Refusal {
  const count = faults.length;
  const told = faults
    .slice(0, FAULTS_TOLD)
    .map(fault => (fault.path.length > PATH_TOLD ? { ...fault, path: `${fault.path.slice(0, PATH_TOLD)}…` } : fault));
  const [first] = told;
  const where = count > FAULTS_TOLD ? `the first ${FAULTS_TOLD} are in errors` : "see errors";
  const detail = count === 1 && first ? `${first.path}: ${first.message}` : `${count} fields are not valid; ${where}.`;
  return new Refusal("validation_failed", detail, { faults: told });
}
