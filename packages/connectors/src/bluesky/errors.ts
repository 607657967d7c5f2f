import type { Problem, Refused } from "../contract.ts";
import { problemsOf } from "../problems.ts";
import type { XrpcError, XrpcResult } from "./xrpc.ts";

export const problems = problemsOf("Bluesky");

/** When a limit is reached and the server does not say until when. Its shortest window is 5 minutes. */
const UNTOLD_WAIT_MS = 5 * 60_000;

/** The name that a call gets, in place of the server's own, when the OAuth session behind it has definitely ended. */
export const SESSION_ENDED = "SessionEnded";

/** The access token ended or is not accepted: a refresh tells which. */
const TOKEN_ERRORS: ReadonlySet<string> = new Set([
  "ExpiredToken",
  "InvalidToken",
  "AuthMissing",
  "AuthenticationRequired",
  "invalid_token",
]);
/** The account exists and cannot act. */
const ACCOUNT_ERRORS: ReadonlySet<string> = new Set([
  "AccountTakedown",
  "AccountDeactivated",
  "AccountSuspended",
  "RepoTakendown",
  "RepoDeactivated",
  "RepoSuspended",
  "AccountNotFound",
]);

/** A definite error of the server as a refusal: what it did not do, and what helps. */
export function refusalOf(error: XrpcError, now: number): Refused {
  const told = { networkCode: error.name ?? String(error.status), networkMessage: error.message };
  const said = `Bluesky answered ${error.status} ${error.name ?? ""}: ${error.message ?? "no message"}`;
  const refused = (action: Refused["action"], problem: Problem, retryAt: number | null = null): Refused => ({
    kind: "refused",
    action,
    retryAt,
    problem,
  });

  if (error.status === 429 || error.name === "RateLimitExceeded") {
    return refused("wait", problems.rateLimited({ message: said, ...told }), error.retryAt ?? now + UNTOLD_WAIT_MS);
  }
  if (error.name !== null && ACCOUNT_ERRORS.has(error.name)) {
    return refused(
      "reconnect",
      problems.reconnect({
        code: "account_unavailable",
        message: said,
        userMessage: "Bluesky has suspended or deactivated this account. Connect it again once it is active.",
        ...told,
      }),
    );
  }
  if (error.name === SESSION_ENDED) return refused("reconnect", problems.reconnect({ message: said, ...told }));
  if (error.status === 403 || error.name === "ScopeMissingError" || error.name === "InsufficientScope") {
    return refused("reconnect", problems.permission({ message: said, ...told }));
  }
  if (error.status === 401 || (error.name !== null && TOKEN_ERRORS.has(error.name))) {
    return refused("refresh", problems.tokenExpired({ message: said, ...told }));
  }
  if (error.name === "BlobNotFound") {
    // The server forgot an upload that no record came to use: the next preparation uploads it again.
    return refused("retry", problems.networkDown({ code: "upload_forgotten", message: said, ...told }));
  }
  if (error.status === 404 || error.status === 405 || error.status === 501) {
    return refused(
      "policy",
      problems.policy({
        code: "server_incompatible",
        message: said,
        userMessage: "The server of this account does not do what Bluesky servers do.",
        ...told,
      }),
    );
  }
  if (error.status === 413 || error.name === "BlobTooLarge" || error.name === "PayloadTooLarge") {
    return refused(
      "content",
      problems.content({ code: "media_too_large", message: said, userMessage: "An image is too large for Bluesky.", ...told }),
    );
  }
  if (error.status >= 400 && error.status < 500 && error.status !== 408) {
    return refused("content", problems.content({ message: said, ...told }));
  }
  // A redirect, which is not followed, or the server's own failure.
  return refused("retry", problems.networkDown({ message: said, ...told }));
}

/** What went wrong with a call that may be repeated at will: a query, an upload, a lookup. */
export function problemOf(result: Exclude<XrpcResult, { kind: "ok" }>, now: number): Problem {
  if (result.kind === "error") return refusalOf(result, now).problem;
  if (result.kind === "unreadable")
    return problems.networkDown({ message: `Bluesky answered ${result.status} with a body that is not JSON.` });
  return unreached(result.failure.code);
}

/** The server was not reached, or did not answer. */
export function unreached(code: string): Problem {
  if (code === "BLOCKED_ADDRESS") {
    return problems.policy({
      code: "server_not_allowed",
      message: "The server resolves to an address that must not be called.",
      userMessage: "This server cannot be used.",
      networkCode: code,
    });
  }
  return problems.networkDown({ message: `The request to Bluesky failed: ${code}.`, networkCode: code });
}
