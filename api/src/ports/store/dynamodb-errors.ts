import { DynamoDBServiceException } from "@aws-sdk/client-dynamodb";

/**
 * What a failed request to DynamoDB means.
 * - `busy`: it was not carried out, and a later try may be.
 * - `lost`: it was carried out, is being carried out, or never will be.
 * - `refused`: it was not carried out and never will be: a defect, or a missing right.
 */
export type Failure = "busy" | "lost" | "refused";

const BUSY = new Set([
  "ThrottlingException",
  "Throttling",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "LimitExceededException",
  "TransactionConflictException",
  "ReplicatedWriteConflictException",
]);

/** An earlier try of the same write is still under way: its outcome comes with a later try. */
const UNDER_WAY = "TransactionInProgressException";

/** Failures before a connection stands: nothing has left this machine. */
const NOT_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

export function failureOf(error: unknown): Failure {
  if (error instanceof DynamoDBServiceException) {
    if (BUSY.has(error.name)) return "busy";
    if (error.name === UNDER_WAY) return "lost";
    const status = error.$metadata.httpStatusCode;
    // A status of success with an unreadable body says nothing; neither does a fault of the service.
    return status === undefined || status < 400 || status >= 500 ? "lost" : "refused";
  }
  if (!(error instanceof Error)) return "lost";
  if (error.name === "CredentialsProviderError") return "refused";
  return "code" in error && typeof error.code === "string" && NOT_SENT.has(error.code) ? "busy" : "lost";
}

/** A cancelled transaction's reasons that say nothing about conditions: it may pass when tried again. */
export const PASSING_REASONS: ReadonlySet<string> = new Set([
  "TransactionConflict",
  "ProvisionedThroughputExceeded",
  "ThrottlingError",
]);
