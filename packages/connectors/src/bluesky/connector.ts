import { z } from "zod";
import type {
  Account,
  Connector,
  CreateOutcome,
  HealthOutcome,
  Io,
  LookupOutcome,
  PrepareOutcome,
  Problem,
  Published,
} from "../contract.ts";
import { appPasswordDoor, refreshAppPassword, revokeAppPassword } from "./app-password.ts";
import { type BlueskyClient, isLoopback, SCOPES } from "./client-metadata.ts";
import { problemOf, problems, refusalOf, unreached } from "./errors.ts";
import { BlueskyOAuth } from "./oauth.ts";
import { profileOf, profileUrl } from "./profile.ts";
import { handleOf, newHandle, POSTS, type Reference, referenceSchema, renewed } from "./record.ts";
import { type Secret, secretOf } from "./secret.ts";
import { fetchFor, type Servers } from "./servers.ts";
import { tidOf } from "./tid.ts";
import { type Xrpc, type XrpcResult, xrpcOver } from "./xrpc.ts";

export interface BlueskyOptions extends BlueskyClient {
  /** Where a person who names no server has the account. Default `https://bsky.social`. */
  readonly defaultServer?: string;
  /** Default `https://plc.directory`. */
  readonly plcDirectoryUrl?: string;
  /** The server that the OAuth client resolves handles with. Default: `defaultServer`. */
  readonly handleResolver?: string;
  /** Takes `http:` servers. For tests and development alone. */
  readonly allowHttp?: boolean;
}

/** One create is given up after this. A PDS answers in well under a second; what takes longer is not made faster by waiting. */
const CREATE_TIMEOUT_MS = 20_000;

/**
 * A PDS writes a record as soon as it has read the request. What can delay that is a proxy before it: those of the large hosts give up after 30 s.
 * Were one to deliver later still, it would write the same record to the same key: never a second post.
 */
const LATE_EFFECT_MS = 30_000;

const sessionSchema = z.object({
  did: z.string(),
  handle: z.string(),
  active: z.boolean().default(true),
  status: z.string().nullish(),
});

/**
 * Bluesky, by the AT Protocol alone: every call goes to the account's own PDS. Posts text with links, mentions, hashtags and languages, up to four
 * images or one video with their descriptions, link cards, and replies, which is what threads and first comments are.
 */
export function blueskyConnector(options: BlueskyOptions): Connector {
  const defaultServer = options.defaultServer ?? "https://bsky.social";
  const servers: Servers = {
    defaultServer,
    plcDirectoryUrl: options.plcDirectoryUrl ?? "https://plc.directory",
    handleResolver: options.handleResolver ?? defaultServer,
    allowHttp: options.allowHttp ?? false,
  };
  const oauth = new BlueskyOAuth(servers, options);
  const serverOf = (account: Account) => account.server ?? defaultServer;
  const asNobody = (io: Io, account: Account) => xrpcOver(io, fetchFor(io, servers), serverOf(account), null);
  const asAccount = (io: Io, account: Account, secret: Secret): Xrpc =>
    secret.kind === "oauth"
      ? oauth.xrpc(io, account.externalId, secret)
      : xrpcOver(io, fetchFor(io, servers), serverOf(account), secret.accessToken);

  return {
    network: "bluesky",
    absenceProof: "record_key",
    createTimeoutMs: CREATE_TIMEOUT_MS,
    lateEffectMs: LATE_EFFECT_MS,
    credentials: appPasswordDoor(servers),
    // A server fetches the client's metadata from its id: that takes a public https address, or the loopback client that needs none.
    oauth: new URL(options.publicUrl).protocol === "https:" || isLoopback(options.publicUrl) ? oauth.door : null,

    async refresh(io, account) {
      const secret = secretOf(account.credentials.secret);
      if (secret === null) return { kind: "failed", problem: foreignCredentials() };
      if (secret.kind === "oauth") return oauth.refresh(io, account.externalId, secret);
      return refreshAppPassword(io, servers, serverOf(account), secret);
    },

    async revoke(io, account) {
      const secret = secretOf(account.credentials.secret);
      if (secret === null) return false;
      if (secret.kind === "oauth") return oauth.revoke(io, account.externalId, secret);
      return revokeAppPassword(io, servers, serverOf(account), secret);
    },

    async health(io, account): Promise<HealthOutcome> {
      const secret = secretOf(account.credentials.secret);
      if (secret === null) return { kind: "unreachable", problem: foreignCredentials() };
      const result = await asAccount(io, account, secret)({ method: "com.atproto.server.getSession" });
      if (result.kind === "error") {
        const { action, problem } = refusalOf(result, io.time.now());
        // An ended access token says nothing of the refresh token.
        return { kind: action === "reconnect" ? "revoked" : "unreachable", problem };
      }
      const session = result.kind === "ok" ? sessionSchema.safeParse(result.value) : null;
      if (session?.success !== true) return { kind: "unreachable", problem: notUnderstood(result, io) };
      if (!session.data.active) {
        const message = `The account is not active: ${session.data.status ?? "no reason given"}.`;
        const userMessage = "Bluesky has suspended or deactivated this account. Connect it again once it is active.";
        return { kind: "revoked", problem: problems.reconnect({ code: "account_unavailable", message, userMessage }) };
      }
      const { scopes } = account.credentials;
      return {
        kind: "healthy",
        profile: await profileOf(asNobody(io, account), serverOf(account), session.data),
        missingScopes: secret.kind === "oauth" ? SCOPES.filter(scope => !scopes.includes(scope)) : [],
      };
    },

    async prepare(io, account, part, saved): Promise<PrepareOutcome> {
      const secret = secretOf(account.credentials.secret);
      if (secret === null) return { kind: "refused", action: "reconnect", retryAt: null, problem: foreignCredentials() };
      const as = asAccount(io, account, secret);
      const earlier = handleOf(saved);
      if (saved !== null && earlier === null) {
        const problem = problems.internal({ message: "The handle is not of this connector." });
        return { kind: "refused", action: "policy", retryAt: null, problem };
      }
      const handle =
        earlier === null ? await newHandle(io, as, asNobody(io, account), part) : await renewed(io, as, part, earlier);
      return "kind" in handle ? handle : { kind: "prepared", handle };
    },

    async create(io, account, _part, saved): Promise<CreateOutcome> {
      const secret = secretOf(account.credentials.secret);
      const handle = handleOf(saved);
      if (secret === null) return { kind: "refused", action: "reconnect", retryAt: null, problem: foreignCredentials() };
      if (handle === null)
        return { kind: "not_sent", problem: problems.internal({ message: "The handle is not of this connector." }) };
      // `putRecord` that must find no record (`swapRecord: null`), not `createRecord`. Where an earlier request did arrive, it answers that
      // request's success, for the record is identical (`createRecord` answers a nameless 500); where the record was edited since, it refuses
      // with `InvalidSwap` instead of overwriting; and it costs two points of the account's budget instead of three. Neither can tell a record
      // that its author deleted in the meantime from one that never was.
      const json = { repo: account.externalId, collection: POSTS, rkey: handle.rkey, record: handle.record, swapRecord: null };
      const result = await asAccount(io, account, secret)({ method: "com.atproto.repo.putRecord", input: { json } });
      return created(result, io, account);
    },

    async lookup(io, account, part, saved): Promise<LookupOutcome> {
      const xrpc = asNobody(io, account);
      // Where no handle was kept (a restored store) the part's own key still names the record.
      const rkey = handleOf(saved)?.rkey ?? tidOf(part.key);
      const query = { repo: account.externalId, collection: POSTS, rkey };
      const result = await xrpc({ method: "com.atproto.repo.getRecord", query });
      if (result.kind === "ok") {
        const found = referenceSchema.safeParse(result.value);
        if (found.success)
          return {
            kind: "found",
            published: publishedAs(found.data, publishedAtOf(result.value, io), account),
            budgets: result.budgets,
          };
      }
      if (result.kind !== "error" || result.name !== "RecordNotFound")
        return { kind: "unreachable", problem: notUnderstood(result, io) };
      // A server asks the AppView about repositories that it does not hold (any more), and that one's word is no proof: it lags.
      const status = await xrpc({ method: "com.atproto.sync.getRepoStatus", query: { did: account.externalId } });
      const holds = status.kind === "ok" && z.object({ active: z.literal(true) }).safeParse(status.value).success;
      return holds ? { kind: "absent", provenBy: "record_key" } : { kind: "unreachable", problem: notUnderstood(status, io) };
    },

    async remove(io, account, { externalId }) {
      const secret = secretOf(account.credentials.secret);
      if (secret === null) return { kind: "refused", problem: foreignCredentials() };
      const json = { repo: account.externalId, collection: POSTS, rkey: externalId.slice(externalId.lastIndexOf("/") + 1) };
      // Deleting what is not there succeeds.
      const result = await asAccount(io, account, secret)({ method: "com.atproto.repo.deleteRecord", input: { json } });
      if (result.kind === "ok" || result.kind === "unreadable") return { kind: "removed" };
      return { kind: "refused", problem: problemOf(result, io.time.now()) };
    },
  };
}

function created(result: XrpcResult, io: Io, account: Account): CreateOutcome {
  if (result.kind === "ok") {
    const reference = referenceSchema.safeParse(result.value);
    if (reference.success) {
      return { kind: "accepted", published: publishedAs(reference.data, io.time.now(), account), budgets: result.budgets };
    }
    return { kind: "unknown", problem: problems.outcomeUnknown({ message: "The answer names no record." }) };
  }
  if (result.kind === "unreadable")
    return { kind: "unknown", problem: problems.outcomeUnknown({ message: "The answer is not JSON." }) };
  if (result.kind === "failed") {
    const { reach, code } = result.failure;
    if (reach === "not_sent") return { kind: "not_sent", problem: unreached(code) };
    return {
      kind: "unknown",
      problem: problems.outcomeUnknown({ message: `No answer to the create: ${code}.`, networkCode: code }),
    };
  }
  const { budgets } = result;
  const told = { networkCode: result.name ?? String(result.status), networkMessage: result.message };
  if (result.name === "InvalidSwap") {
    return {
      kind: "duplicate",
      problem: problems.duplicate({ message: "There is a record with this key.", ...told }),
      published: null,
      budgets,
    };
  }
  // 501 says that the method does not exist; after any other failure of the server, or a request that it or a proxy gave up, it may have been done.
  if ((result.status >= 500 && result.status !== 501) || result.status === 408) {
    return {
      kind: "unknown",
      problem: problems.outcomeUnknown({ message: `Bluesky answered ${result.status}.`, ...told }),
      budgets,
    };
  }
  return { ...refusalOf(result, io.time.now()), budgets };
}

function publishedAs(reference: Reference, publishedAt: number, account: Account): Published {
  const rkey = reference.uri.slice(reference.uri.lastIndexOf("/") + 1);
  return {
    externalId: reference.uri,
    url: `${profileUrl(account.externalId)}/post/${rkey}`,
    reference: { uri: reference.uri, cid: reference.cid },
    publishedAt,
  };
}

const recordSchema = z.object({ value: z.object({ createdAt: z.string() }) });

/** The record says when it was made; the server keeps no time of its own. */
function publishedAtOf(found: unknown, io: Io): number {
  const record = recordSchema.safeParse(found).data;
  const at = record === undefined ? Number.NaN : Date.parse(record.value.createdAt);
  return Number.isNaN(at) ? io.time.now() : at;
}

function notUnderstood(result: XrpcResult, io: Io): Problem {
  if (result.kind !== "ok") return problemOf(result, io.time.now());
  return problems.networkDown({ message: "The answer is not what the protocol says." });
}

function foreignCredentials(): Problem {
  return problems.reconnect({ message: "The stored credentials are not of this connector." });
}
