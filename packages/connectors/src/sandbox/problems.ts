import type { Problem, Refused } from "../contract.ts";
import { problemsOf } from "../problems.ts";
import type { Answer, ErrorAnswer } from "./http.ts";

export const problems = problemsOf("Sandbox");

/** An answer that is not the one hoped for. */
export type NoAnswer = Exclude<Answer, { readonly kind: "ok" }>;

/**
 * What a definite refusal means and what helps. The sandbox's statuses, each with its codes:
 * 401 `token_*`: the token is refreshed once, and a refresh that is refused tells whether the person is needed · 403 `insufficient_scope`: connect
 * again · 403 others: a person must look · 409 `key_burned`: prepare takes the next key · 422 `media_not_found`: prepare uploads again · 413, 415,
 * 422: the author · 429: wait · 400 and anything else: our own fault.
 */
export function refusalOf(answer: ErrorAnswer): Refused {
  const { status, code, budgets } = answer;
  const told = {
    message: `Sandbox answered ${status}${code === null ? "" : ` ${code}`}: ${answer.message ?? "no message"}`,
    networkCode: code,
    networkMessage: answer.message,
  };
  const refused = (action: Refused["action"], problem: Problem, retryAt: number | null = null) =>
    ({ kind: "refused", action, retryAt, problem, budgets }) as const;
  if (status === 401) return refused("refresh", problems.tokenExpired(told));
  if (status === 403) {
    return code === "insufficient_scope"
      ? refused("reconnect", problems.permission(told))
      : refused("policy", problems.policy(told));
  }
  if (status === 429) return refused("wait", problems.rateLimited(told), answer.retryAt);
  if (code === "key_burned" || code === "media_not_found") {
    return refused(
      "retry",
      problems.networkDown({ ...told, code, userMessage: "The post was not published yet. We will try again." }),
    );
  }
  if (status >= 500) return refused("retry", problems.networkDown(told), answer.retryAt);
  if ([413, 415, 422].includes(status)) {
    return refused("content", problems.content({ ...told, ...(answer.message === null ? {} : { userMessage: answer.message }) }));
  }
  return refused("policy", problems.internal(told));
}

/** The problem of any answer but a success, for steps that may be repeated freely. */
export function problemOf(answer: NoAnswer): Problem {
  switch (answer.kind) {
    case "error":
      return refusalOf(answer).problem;
    case "unreadable":
      return problems.networkDown({ message: `Sandbox answered ${answer.status} with a body that cannot be read.` });
    case "failed":
      return problems.networkDown({ message: `The request to Sandbox failed: ${answer.failure.code}.` });
  }
}
