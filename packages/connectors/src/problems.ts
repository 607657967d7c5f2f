import type { Problem } from "./contract.ts";

/** What the network itself said, in its own words. */
export interface Told {
  readonly networkCode?: string | null;
  readonly networkMessage?: string | null;
}

/** What a connector says of one case, over the words that its category comes with. */
interface Case extends Told {
  readonly code?: string;
  readonly message: string;
  readonly userMessage?: string;
}

type Of = (of: Case) => Problem;

/** The problems a connector can report, in words that name its network. Every function takes what is particular to the case. */
export interface Problems {
  /** The network cannot be reached, or fails; nothing was created. */
  readonly networkDown: Of;
  /** A create ended without an answer that can be trusted. */
  readonly outcomeUnknown: Of;
  readonly rateLimited: Of;
  /** The access token has ended: it can be refreshed without anyone's help. */
  readonly tokenExpired: Of;
  /** The account has to be connected again. */
  readonly reconnect: Of;
  /** The account lacks a permission. */
  readonly permission: Of;
  /** The author must change the post. */
  readonly content: Of;
  /** A rule of the network or the state of the account forbids it: a person must look. */
  readonly policy: Of;
  /** The network says that the same is there already. */
  readonly duplicate: Of;
  /** Our own fault. */
  readonly internal: Of;
}

/** Problems that speak of the network by its label, for example `Bluesky`. */
export function problemsOf(label: string): Problems {
  const kind =
    (fixed: Pick<Problem, "category" | "source" | "retryable" | "code" | "userMessage">): Of =>
    of => ({
      ...fixed,
      code: of.code ?? fixed.code,
      message: of.message,
      userMessage: of.userMessage ?? fixed.userMessage,
      networkCode: of.networkCode ?? null,
      networkMessage: of.networkMessage ?? null,
    });
  return {
    networkDown: kind({
      code: "network_down",
      category: "network_down",
      source: "network",
      retryable: true,
      userMessage: `${label} cannot be reached right now. We will try again.`,
    }),
    outcomeUnknown: kind({
      code: "outcome_unknown",
      category: "outcome_unknown",
      source: "network",
      retryable: false,
      userMessage: `${label} did not confirm the post. We are checking whether it was published.`,
    }),
    rateLimited: kind({
      code: "rate_limited",
      category: "rate_limited",
      source: "network",
      retryable: true,
      userMessage: `${label} asks us to slow down. We will try again later.`,
    }),
    tokenExpired: kind({
      code: "token_expired",
      category: "auth_expired",
      source: "account",
      retryable: true,
      userMessage: `The connection to ${label} is being renewed.`,
    }),
    reconnect: kind({
      code: "reconnect_required",
      category: "auth_expired",
      source: "account",
      retryable: false,
      userMessage: `${label} no longer accepts our access to this account. Please connect it again.`,
    }),
    permission: kind({
      code: "permission_missing",
      category: "permission",
      source: "account",
      retryable: false,
      userMessage: `We lack a permission for this account. Please connect it again and allow everything that is asked for.`,
    }),
    content: kind({
      code: "content_rejected",
      category: "content_rejected",
      source: "author",
      retryable: false,
      userMessage: `${label} does not accept this post as it is. Please change it.`,
    }),
    policy: kind({
      code: "account_restricted",
      category: "policy",
      source: "account",
      retryable: false,
      userMessage: `${label} does not allow this for this account at the moment.`,
    }),
    duplicate: kind({
      code: "duplicate",
      category: "outcome_unknown",
      source: "network",
      retryable: false,
      userMessage: `${label} says that this was published already. We are checking.`,
    }),
    internal: kind({
      code: "connector_fault",
      category: "internal",
      source: "placard",
      retryable: false,
      userMessage: "Something went wrong on our side.",
    }),
  };
}
