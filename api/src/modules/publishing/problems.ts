import type { Problem } from "@placard/connectors";

const ours = (fixed: Pick<Problem, "code" | "category" | "source" | "retryable" | "message" | "userMessage">): Problem => ({
  ...fixed,
  networkCode: null,
  networkMessage: null,
});

export const networkNotConfigured = ours({
  code: "network_not_configured",
  category: "internal",
  source: "placard",
  retryable: true,
  message: "This installation has no connector for the network.",
  userMessage: "This network is not available right now.",
});

/** Our own code threw, each time it was tried. What it threw is in the log. */
export const brokenDown = ours({
  code: "internal",
  category: "internal",
  source: "placard",
  retryable: true,
  message: "Placard failed at this again and again. It is our fault and is logged; nothing more is tried until someone retries.",
  userMessage: "Something went wrong on our side. Please try again later.",
});

/** The sender vanished, or ran out of its lease, between arming and completing. */
export const interrupted = ours({
  code: "outcome_unknown",
  category: "outcome_unknown",
  source: "placard",
  retryable: false,
  message: "The process that was sending ended before it knew the outcome. The network is asked before anything else happens.",
  userMessage: "We are checking whether this was published.",
});

/** It was due after the backup that the installation was restored from. */
export const restored = ours({
  code: "outcome_unknown",
  category: "outcome_unknown",
  source: "placard",
  retryable: false,
  message:
    "The installation was restored from a backup that is older than this was due, and may have published it since. The network is asked before anything else happens.",
  userMessage: "We are checking whether this was published.",
});

export const budgetSpent = ours({
  code: "rate_limited",
  category: "rate_limited",
  source: "network",
  retryable: true,
  message: "The account's budget at the network is spent; it is sent when the budget is full again.",
  userMessage: "The network limits how often this account may post. It will be sent as soon as that is allowed.",
});

/** A problem after which nobody tries any more, told as such. */
export function gaveUp(problem: Problem | null): Problem {
  const last = problem ?? networkNotConfigured;
  return { ...last, retryable: true, message: `Given up after repeated tries. Last: ${last.message}` };
}

/** No proof either way, and no more to be learnt by asking. */
export function openOutcome(problem: Problem | null): Problem {
  return {
    ...(problem ?? interrupted),
    code: "outcome_uncertain",
    category: "outcome_unknown",
    retryable: false,
    message:
      "The network's answer was lost and it does not tell whether the post is there. A person decides: confirm it with its link, publish it again, or discard it.",
    userMessage:
      "We could not find out whether this was published. Please look at the account, then confirm, publish again or discard.",
  };
}
