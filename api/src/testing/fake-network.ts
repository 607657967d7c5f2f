import type { Account, Connector, CreateOutcome, Credentials, LookupOutcome, Part, Problem, Profile } from "@placard/connectors";
import type { NetworkName } from "@placard/networks";

/** What a fake network does with the next create. `lost` and `kept` both end without an answer: one before it took effect, one after. */
export type Turn = "accept" | "lost" | "kept" | "refuse" | "reconnect" | "wait" | "processing" | "not_sent" | "duplicate";

/** A network of a test's own, in memory: for what the sandbox cannot be (no proof of absence, choices between pages, quick time limits). */
export interface FakeNetwork {
  readonly connector: Connector;
  /** The truth: what is on the network, in the order it came. */
  readonly posts: readonly { readonly key: string; readonly text: string }[];
  /** How often a create was sent. */
  readonly creates: number;
  /** What becomes of the next creates; accepted when empty. */
  readonly turns: Turn[];
  /** Whether a lookup sees what is there. */
  visible: boolean;
  /** Runs while a create is under way, before it takes effect. */
  during: (part: Part) => Promise<void>;
}

export interface FakeNetworkOptions {
  readonly network?: NetworkName;
  readonly absenceProof?: Connector["absenceProof"];
  readonly createTimeoutMs?: number;
  readonly lateEffectMs?: number;
  /** Profiles a person can choose from after OAuth. */
  readonly pages?: number;
}

const trouble = (code: string, category: Problem["category"]): Problem => ({
  code,
  category,
  source: "network",
  retryable: false,
  message: `The fake network says ${code}.`,
  userMessage: "The fake network did not take it.",
  networkCode: code,
  networkMessage: null,
});
const answerLost = trouble("outcome_unknown", "outcome_unknown");

export function fakeNetwork(options: FakeNetworkOptions = {}): FakeNetwork {
  const { network = "mastodon", absenceProof = "none", createTimeoutMs = 15_000, lateEffectMs = 0, pages = 1 } = options;
  const posts: { key: string; text: string }[] = [];
  const processing = new Map<string, string>();
  const fake = { posts, creates: 0, turns: [] as Turn[], visible: true, during: async (_: Part): Promise<void> => undefined };

  const published = (key: string) => ({
    externalId: `id-${key}`,
    url: `https://fake.example/${key}`,
    reference: { id: `id-${key}` },
    publishedAt: Date.now(),
  });
  const has = (key: string): boolean => posts.some(post => post.key === key);
  const put = (part: Part): void => {
    if (!has(part.key)) posts.push({ key: part.key, text: part.text });
  };
  const credentials: Credentials = { secret: { token: "fake" }, expiresAt: null, scopes: ["write"] };
  const profile = (handle: string): Profile => ({
    externalId: `person-${handle}`,
    kind: "person",
    handle,
    displayName: handle,
    avatarUrl: null,
    url: null,
  });

  async function create(part: Part): Promise<CreateOutcome> {
    fake.creates += 1;
    const turn = fake.turns.shift() ?? "accept";
    await fake.during(part);
    switch (turn) {
      case "accept":
        put(part);
        return { kind: "accepted", published: published(part.key) };
      case "kept":
        put(part);
        return { kind: "unknown", problem: answerLost };
      case "lost":
        return { kind: "unknown", problem: answerLost };
      case "processing":
        processing.set(part.key, part.text);
        return { kind: "processing", pollAt: 0 };
      case "refuse":
        return { kind: "refused", action: "content", retryAt: null, problem: trouble("refused", "content_rejected") };
      case "reconnect":
        return { kind: "refused", action: "reconnect", retryAt: null, problem: trouble("revoked", "auth_expired") };
      case "wait":
        return { kind: "refused", action: "wait", retryAt: null, problem: trouble("limited", "rate_limited") };
      case "not_sent":
        return { kind: "not_sent", problem: trouble("refused_connection", "network_down") };
      case "duplicate":
        return { kind: "duplicate", problem: trouble("duplicate", "content_rejected"), published: null };
    }
  }

  function lookup(part: Part): LookupOutcome {
    const waiting = processing.get(part.key);
    if (waiting !== undefined) {
      processing.delete(part.key);
      posts.push({ key: part.key, text: waiting });
    }
    if (has(part.key) && fake.visible) return { kind: "found", published: published(part.key) };
    return absenceProof === "none" || !fake.visible ? { kind: "not_seen" } : { kind: "absent", provenBy: absenceProof };
  }

  const profiles = (handle: string) =>
    Array.from({ length: pages }, (_, page) => ({
      profile: profile(page === 0 ? handle : `${handle}-page-${page}`),
      server: null,
      credentials,
    }));
  const connector: Connector = {
    network,
    absenceProof,
    createTimeoutMs,
    lateEffectMs,
    oauth: {
      start: async (_, { state }) => ({ url: `https://fake.example/authorize?state=${state}`, keep: { state } }),
      complete: async (_, { query }) => ({ kind: "connected", profiles: profiles(query.code ?? "nobody") }),
    },
    credentials: {
      fields: [{ name: "handle", label: "Handle", secret: false, description: "Any handle." }],
      connect: async (_, { credentials: typed }) => ({
        kind: "connected",
        profiles: [{ profile: profile(typed.handle ?? ""), server: null, credentials }],
      }),
    },
    refresh: async () => ({ kind: "refreshed", credentials }),
    revoke: async () => true,
    health: async (_, account: Account) => ({ kind: "healthy", profile: profile(account.handle), missingScopes: [] }),
    prepare: async (_io, _account, part) => ({ kind: "prepared", handle: { key: part.key } }),
    create: (_io, _account, part) => create(part),
    lookup: async (_io, _account, part) => lookup(part),
    remove: async () => ({ kind: "removed" }),
  };
  return Object.assign(fake, { connector });
}
