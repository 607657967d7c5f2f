/**
 * The contract between the publishing protocol and a network's connector.
 *
 * A connector speaks HTTP and nothing else. It throws nothing of its own, retries nothing that creates, and answers with typed outcomes.
 * Whatever handle the network offers (idempotency key, record key, container id, upload session) is passed to `io.save` before the step that uses it;
 * `save` is durable when it resolves. An abort (`io.signal`) or a throw of `io.fetch` is classified by the connector: it alone knows how far the request went.
 */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** `bluesky`, `sandbox`, …: the names of `@placard/networks`. */
export type NetworkName = string;

export interface MediaBytes {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly altText: string | null;
}

/** What a network's own client wants kept (sessions, DPoP keys): durable, encrypted, bound to the account (or, before there is one, to the connect state). */
export interface Vault {
  get(name: string): Promise<Json | null>;
  set(name: string, value: Json): Promise<void>;
  delete(name: string): Promise<void>;
  /** Runs `work` while no other process holds the same name of the same account. */
  exclusive<T>(name: string, work: () => Promise<T>): Promise<T>;
}

export interface Io {
  /** Never retries, follows no redirect. Rejects with a TypeError whose `cause.code` is the system's (ECONNREFUSED, ENOTFOUND, ECONNRESET, …) or with the signal's reason. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Like `fetch`, for hosts a stranger named: refuses private addresses. */
  readonly guardedFetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  readonly time: { now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void> };
  readonly chance: { bytes(length: number): Uint8Array; number(): number };
  readonly media: (mediaId: string) => Promise<MediaBytes | null>;
  readonly vault: Vault;
  /** Stores the part's handle durably. */
  readonly save: (handle: Json) => Promise<void>;
  readonly signal: AbortSignal;
}

/** What lets a connector act for an account. Stored encrypted; opaque to everything but its connector. */
export interface Credentials {
  readonly secret: Json;
  /** When the access token ends (ms since the epoch); null when it does not end or the connector refreshes it itself. */
  readonly expiresAt: number | null;
  readonly scopes: readonly string[];
}

export interface Profile {
  /** The network's own id of the profile or page. */
  readonly externalId: string;
  readonly kind: "person" | "page" | "channel";
  readonly handle: string;
  readonly displayName: string;
  readonly avatarUrl: string | null;
  readonly url: string | null;
}

/** The account a connector acts for. */
export interface Account {
  readonly externalId: string;
  readonly handle: string;
  /** The instance or PDS for networks that have many servers; null otherwise. */
  readonly server: string | null;
  readonly credentials: Credentials;
}

/** Categories of `api` problems a person can act on. */
export type ProblemCategory =
  | "auth_expired"
  | "permission"
  | "content_rejected"
  | "policy"
  | "rate_limited"
  | "quota_exhausted"
  | "network_down"
  | "media_processing"
  | "outcome_unknown"
  | "internal";

export interface Problem {
  /** Stable, snake_case, ours. */
  readonly code: string;
  readonly category: ProblemCategory;
  /** Who can mend it. */
  readonly source: "author" | "account" | "network" | "placard";
  readonly retryable: boolean;
  /** For developers. Never holds a token or another tenant's data. */
  readonly message: string;
  /** Can be shown to an end user as it is. */
  readonly userMessage: string;
  readonly networkCode: string | null;
  readonly networkMessage: string | null;
}

/** What the network's headers told about the account's budget. */
export interface Budget {
  /** The network's name for the limit, e.g. `posts`. */
  readonly name: string;
  readonly limit: number;
  readonly remaining: number;
  /** When it is full again, ms on the clock of `io.time`: an instant that the network told is set against the `Date` of its answer. */
  readonly resetsAt: number;
}

export interface Published {
  readonly externalId: string;
  readonly url: string | null;
  /** What children of this part need of it (for example Bluesky's uri and cid). */
  readonly reference: Json;
  readonly publishedAt: number;
}

/**
 * `not_sent`: nothing left this machine (DNS, connection refused, TLS). `refused`: the network answered that it did not do it; `action` says what helps:
 * `retry` with back-off, `wait` until `retryAt` (on the clock of `io.time`, which in test mode may be ahead of the network's), `refresh` the token once, `reconnect`, `content` (the author must edit), `policy` (a person must look).
 * `duplicate`: it says the same is there already: evidence, to be looked up. `unknown`: it may have happened (timeout, reset, 5xx on create, unreadable 2xx).
 */
export type NotSent = { readonly kind: "not_sent"; readonly problem: Problem };
export type Refused = {
  readonly kind: "refused";
  readonly action: "retry" | "wait" | "refresh" | "reconnect" | "content" | "policy";
  readonly retryAt: number | null;
  readonly problem: Problem;
};
export type Accepted = { readonly kind: "accepted"; readonly published: Published };
export type Processing = { readonly kind: "processing"; readonly pollAt: number };
export type Duplicate = { readonly kind: "duplicate"; readonly problem: Problem; readonly published: Published | null };
export type Unknown = { readonly kind: "unknown"; readonly problem: Problem };

type WithBudgets<T> = T & { readonly budgets?: readonly Budget[] };

/**
 * Prepare is read-only or uploads: it may be repeated freely. `handle` is what `create` needs: the host stores it in the very write that arms the part,
 * so it is durable before `create` begins. `io.save` is for handles that must be kept earlier (an upload session, a container).
 */
export type PrepareOutcome = WithBudgets<{ readonly kind: "prepared"; readonly handle: Json } | NotSent | Refused>;
export type CreateOutcome = WithBudgets<NotSent | Refused | Accepted | Processing | Duplicate | Unknown>;
/**
 * What asking the network gives. A look-up may write (the sandbox's burns the key, so that no late request can take effect any more): it is never run
 * while the attempt it asks about still holds its lease.
 * `found`: it is there. `absent`: proven not there, and a late request can no longer create it (`provenBy` names how). `not_seen`: not there as far as
 * one can see: no proof. `processing`: the network works on it. `failed`: the network says it will not appear. `unreachable`: ask again later.
 */
export type LookupOutcome = WithBudgets<
  | { readonly kind: "found"; readonly published: Published }
  | {
      readonly kind: "absent";
      readonly provenBy: "key" | "record_key" | "container" | "session";
      /** What the next `prepare` is to be given: where the look-up had no handle, and itself used what one would have held. */
      readonly handle?: Json;
    }
  | { readonly kind: "not_seen" }
  | Processing
  | { readonly kind: "failed"; readonly problem: Problem }
  | { readonly kind: "unreachable"; readonly problem: Problem }
>;

/** One thing to send, frozen. */
export interface Part {
  readonly kind: "post" | "thread_item" | "first_comment";
  /** A text of the network's own alphabet that is unique to this part and never changes: what record and idempotency keys are made from. */
  readonly key: string;
  readonly text: string;
  readonly mediaIds: readonly string[];
  readonly title: string | null;
  readonly language: string | null;
  /** The network's own options, validated against its descriptors. */
  readonly options: { readonly [name: string]: Json };
  /** `reference` of the part before and of the first part; null for the first. */
  readonly parent: Json | null;
  readonly root: Json | null;
}

export interface ConnectStart {
  readonly url: string;
  /** The state the network will give back, where its client chooses its own instead of ours (atproto). */
  readonly state?: string;
  /** What `complete` needs (PKCE verifier, …): kept encrypted with the state, used once. */
  readonly keep: Json;
}

/** Several profiles mean that the person chooses; each comes with the credentials that act for it. */
export type ConnectOutcome =
  | {
      readonly kind: "connected";
      readonly profiles: readonly {
        readonly profile: Profile;
        readonly server: string | null;
        readonly credentials: Credentials;
      }[];
    }
  | { readonly kind: "refused"; readonly problem: Problem };

export type RefreshOutcome =
  | { readonly kind: "refreshed"; readonly credentials: Credentials }
  /** A definite refusal: the account must be connected again. */
  | { readonly kind: "revoked"; readonly problem: Problem }
  /** Anything else: the old credentials stay; try later. */
  | { readonly kind: "failed"; readonly problem: Problem };

export type HealthOutcome =
  | { readonly kind: "healthy"; readonly profile: Profile; readonly missingScopes: readonly string[] }
  | { readonly kind: "revoked"; readonly problem: Problem }
  | { readonly kind: "unreachable"; readonly problem: Problem };

export interface OAuthDoor {
  /** `server` is the instance where the network has many. */
  start(
    io: Io,
    request: { readonly redirectUrl: string; readonly state: string; readonly server: string | null },
  ): Promise<ConnectStart | { readonly kind: "refused"; readonly problem: Problem }>;
  /** `query` is what came back to the redirect URL. */
  complete(
    io: Io,
    request: {
      readonly redirectUrl: string;
      readonly state: string;
      readonly query: Readonly<Record<string, string>>;
      readonly keep: Json;
    },
  ): Promise<ConnectOutcome>;
}

export interface CredentialsField {
  readonly name: string;
  readonly label: string;
  readonly secret: boolean;
  readonly description: string;
}

export interface CredentialsDoor {
  readonly fields: readonly CredentialsField[];
  connect(
    io: Io,
    request: { readonly server: string | null; readonly credentials: Readonly<Record<string, string>> },
  ): Promise<ConnectOutcome>;
}

export interface Connector {
  readonly network: NetworkName;
  /** What proves absence after an unknown outcome: then a part may be sent again. `none`: it becomes `uncertain`. */
  readonly absenceProof: "key" | "record_key" | "container" | "session" | "none";
  /** The longest one create may take until it is given up, in ms; shorter than a part's lease. */
  readonly createTimeoutMs: number;
  /** How long after it was given up a create may still take effect on the network, in ms: nobody looks up before. */
  readonly lateEffectMs: number;
  readonly oauth: OAuthDoor | null;
  readonly credentials: CredentialsDoor | null;
  refresh(io: Io, account: Account): Promise<RefreshOutcome>;
  /** Tells the network to forget us; best effort, answers whether it did. */
  revoke(io: Io, account: Account): Promise<boolean>;
  health(io: Io, account: Account): Promise<HealthOutcome>;
  /** `handle` is what an earlier try saved, or null. */
  prepare(io: Io, account: Account, part: Part, handle: Json | null): Promise<PrepareOutcome>;
  create(io: Io, account: Account, part: Part, handle: Json): Promise<CreateOutcome>;
  lookup(io: Io, account: Account, part: Part, handle: Json | null): Promise<LookupOutcome>;
  /** True when it is gone (or was never there). */
  remove(
    io: Io,
    account: Account,
    published: { readonly externalId: string; readonly reference: Json },
  ): Promise<{ readonly kind: "removed" } | { readonly kind: "refused"; readonly problem: Problem }>;
}
