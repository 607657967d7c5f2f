/**
 * How far a request went whose `fetch` rejected. `not_sent`: no byte of it reached the server (no such name, connection refused, certificate not
 * accepted, address not allowed). `unknown`: anything else, an abort and a timeout included: the server may have acted on it.
 */
export type Failure = { readonly reach: "not_sent" | "unknown"; readonly code: string };

/** Codes that the system, Node's TLS and undici give before a request is written. */
const BEFORE_SENDING: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "EAI_NODATA",
  "EAI_NONAME",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_INVALID_URL",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REVOKED",
  "CERT_UNTRUSTED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** Of these a live connection can die too (EHOSTUNREACH, ETIMEDOUT, ECONNRESET, …): only the system call tells that there was none yet. */
const CALLS_BEFORE_SENDING: ReadonlySet<string> = new Set(["connect", "getaddrinfo"]);

/** Reads the rejection of `Io.fetch` or `Io.guardedFetch`: the first error of its chain of causes that has a code. */
export function failureOf(error: unknown): Failure {
  let cause = error;
  for (let depth = 0; typeof cause === "object" && cause !== null && depth < 6; depth++) {
    if ("name" in cause && cause.name === "BlockedAddress") return { reach: "not_sent", code: "BLOCKED_ADDRESS" };
    if ("code" in cause && typeof cause.code === "string") {
      const call = "syscall" in cause && typeof cause.syscall === "string" ? cause.syscall : "";
      return {
        reach: BEFORE_SENDING.has(cause.code) || CALLS_BEFORE_SENDING.has(call) ? "not_sent" : "unknown",
        code: cause.code,
      };
    }
    cause = "cause" in cause ? cause.cause : undefined;
  }
  return { reach: "unknown", code: error instanceof Error ? error.name : "UNKNOWN" };
}
