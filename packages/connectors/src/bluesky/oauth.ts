/**
 * OAuth as the AT Protocol has it (PAR, PKCE, DPoP), by the protocol's own client. The client is loaded when it is first needed: it is large.
 * One is made for each call, because it keeps sessions by DID, and two tenants may have connected the same DID.
 */
import { createHash } from "node:crypto";
import type {
  NodeOAuthClient,
  NodeSavedSession,
  NodeSavedSessionStore,
  NodeSavedState,
  NodeSavedStateStore,
  OAuthAuthorizationServerMetadata,
  OAuthProtectedResourceMetadata,
  RuntimeLock,
} from "@atproto/oauth-client-node";
import { z } from "zod";
import type { ConnectOutcome, Credentials, Io, Json, OAuthDoor, Problem, RefreshOutcome } from "../contract.ts";
import { failureOf } from "../failure.ts";
import { type BlueskyClient, blueskyClientMetadata, isLoopback, loopbackClientMetadata, SCOPES } from "./client-metadata.ts";
import { problems, SESSION_ENDED, unreached } from "./errors.ts";
import { profileOf } from "./profile.ts";
import { Recent } from "./recent.ts";
import type { OAuthSecret } from "./secret.ts";
import { fetchFor, type Servers, serverOrigin } from "./servers.ts";
import { type Fetch, requestOf, resultOf, type Xrpc, type XrpcCall, type XrpcError, xrpcOver } from "./xrpc.ts";

/** The library's own choice for the three. */
const CACHE = [60_000, 100] as const;

/** The name of the session in the vault. */
const SESSION = "bluesky.session";

/** The OAuth side of the connector: the door, and the calls of an account that came through it. */
export class BlueskyOAuth {
  readonly #servers: Servers;
  readonly #client: BlueskyClient;
  readonly #nonces = new Recent<string>(...CACHE);
  readonly #issuers = new Recent<OAuthAuthorizationServerMetadata>(...CACHE);
  readonly #resources = new Recent<OAuthProtectedResourceMetadata | null>(...CACHE);

  constructor(servers: Servers, client: BlueskyClient) {
    this.#servers = servers;
    this.#client = client;
  }

  readonly door: OAuthDoor = {
    start: async (io, { redirectUrl, server }) => {
      const origin = serverOrigin(server ?? this.#servers.defaultServer, this.#servers);
      if (origin === null) {
        const userMessage = "This is not the address of a Bluesky server.";
        return refused(problems.content({ code: "server_invalid", message: "The server must be an https URL.", userMessage }));
      }
      const kept: { state: string; saved: NodeSavedState }[] = [];
      const stateStore: NodeSavedStateStore = {
        get: () => undefined,
        set: (state, saved) => void kept.push({ state, saved }),
        del: () => undefined,
      };
      try {
        const client = await this.#open(
          io,
          redirectUrl,
          { stateStore, sessionStore: noSessions, requestLock: noLock },
          new Trace(),
        );
        const url = await client.authorize(origin, { redirect_uri: registered(client, redirectUrl), scope: SCOPES.join(" ") });
        const [drawn] = kept;
        if (drawn === undefined) return refused(problems.internal({ message: "The OAuth client kept no state." }));
        // The client draws its own state: that is the one that comes back.
        return { url: url.href, state: drawn.state, keep: toJson(drawn) };
      } catch (error) {
        return refused(connectProblem(error));
      }
    },

    complete: async (io, { redirectUrl, query, keep }): Promise<ConnectOutcome> => {
      if (query.error !== undefined) return refused(notAllowed(query.error, query.error_description ?? null));
      const kept = keptSchema.safeParse(keep);
      if (!kept.success || kept.data.state !== query.state) {
        return refused(problems.internal({ message: "What was kept for this connection is not of this connection." }));
      }
      const states = new Map([[kept.data.state, kept.data.saved]]);
      const stateStore: NodeSavedStateStore = {
        get: key => states.get(key),
        set: () => undefined,
        del: key => void states.delete(key),
      };
      const sessions = new Map<string, NodeSavedSession>();
      const sessionStore: NodeSavedSessionStore = {
        get: key => sessions.get(key),
        set: (key, session) => void sessions.set(key, session),
        del: key => void sessions.delete(key),
      };
      try {
        const client = await this.#open(io, redirectUrl, { stateStore, sessionStore, requestLock: noLock }, new Trace());
        const { session } = await client.callback(new URLSearchParams(query), {
          redirect_uri: registered(client, redirectUrl),
        });
        const saved = sessions.get(session.did);
        if (saved === undefined) return refused(problems.internal({ message: "The OAuth client stored no session." }));
        const server = new URL(saved.tokenSet.aud).origin;
        const xrpc = xrpcOver(io, fetchFor(io, this.#servers), server, null);
        const handle = await handleOf(xrpc, session.did);
        const profile = await profileOf(xrpc, server, { did: session.did, handle });
        const grant = Buffer.from(io.chance.bytes(16)).toString("base64url");
        const secret: OAuthSecret = { kind: "oauth", grant, redirectUrl, session: toJson(saved) };
        return { kind: "connected", profiles: [{ profile, server, credentials: credentialsOf(secret, saved) }] };
      } catch (error) {
        return refused(connectProblem(error));
      }
    },
  };

  /** Calls the account's PDS with DPoP; the access token is refreshed when it has to be. */
  xrpc(io: Io, did: string, secret: OAuthSecret): Xrpc {
    return async call => {
      if (io.signal.aborted) return { kind: "failed", failure: { reach: "not_sent", code: "ABORTED" } };
      const trace = new Trace(call);
      try {
        const client = await this.#openAccount(io, secret, trace);
        const session = await client.restore(did, "auto");
        const { path, init } = requestOf(call);
        const response = await session.fetchHandler(path, init);
        // Where the server refused the token, the client has tried to refresh it, and kept to itself how that ended.
        if (response.status === 401 && (await isDefinite(trace.dropped))) return sessionEnded(trace.dropped);
        return await resultOf(response, io.time.now());
      } catch (error) {
        if (trace.failure === null && (await isDefinite(error))) return sessionEnded(error);
        return { kind: "failed", failure: trace.failure ?? { reach: "not_sent", code: failureOf(error).code } };
      }
    };
  }

  async refresh(io: Io, did: string, secret: OAuthSecret): Promise<RefreshOutcome> {
    try {
      const client = await this.#openAccount(io, secret, new Trace());
      await client.restore(did, true);
      const session = await storedSession(io, secret);
      // The vault holds the new session; the credentials say what they said.
      return { kind: "refreshed", credentials: credentialsOf(secret, session) };
    } catch (error) {
      if (await isDefinite(error)) return { kind: "revoked", problem: problems.reconnect({ message: messageOf(error) }) };
      return { kind: "failed", problem: connectProblem(error) };
    }
  }

  async revoke(io: Io, did: string, secret: OAuthSecret): Promise<boolean> {
    const trace = new Trace();
    try {
      const client = await this.#openAccount(io, secret, trace);
      await client.revoke(did);
      await io.vault.delete(SESSION);
      // The client keeps to itself whether the server agreed.
      return trace.posted;
    } catch {
      // Best effort, as the contract has it.
      return trace.posted;
    }
  }

  #openAccount(io: Io, secret: OAuthSecret, trace: Trace): Promise<NodeOAuthClient> {
    const sessionStore: NodeSavedSessionStore = {
      get: () => storedSession(io, secret),
      set: (_did, session) => keep(io, { grant: secret.grant, session: toJson(session) }),
      // The client deletes a session on any TypeError, and a lost connection is one: whether access has ended is judged here, by the error.
      del: () => undefined,
    };
    const requestLock: RuntimeLock = (name, work) => io.vault.exclusive(name, async () => work());
    return this.#open(io, secret.redirectUrl, { stateStore: noStates, sessionStore, requestLock }, trace);
  }

  async #open(
    io: Io,
    redirectUrl: string,
    stores: {
      readonly stateStore: NodeSavedStateStore;
      readonly sessionStore: NodeSavedSessionStore;
      readonly requestLock: RuntimeLock;
    },
    trace: Trace,
  ): Promise<NodeOAuthClient> {
    const { NodeOAuthClient: Client, JoseKey, oauthClientMetadataSchema } = await import("@atproto/oauth-client-node");
    const loopback = isLoopback(this.#client.publicUrl);
    const key = loopback ? undefined : this.#client.key;
    return new Client({
      clientMetadata: oauthClientMetadataSchema.parse(
        loopback ? loopbackClientMetadata(redirectUrl) : blueskyClientMetadata(this.#client),
      ),
      ...(key === undefined ? {} : { keyset: [await JoseKey.fromImportable(JSON.stringify(key))] }),
      stateStore: stores.stateStore,
      sessionStore: stores.sessionStore,
      runtimeImplementation: {
        requestLock: stores.requestLock,
        createKey: algorithms => JoseKey.generate(algorithms),
        getRandomValues: length => io.chance.bytes(length),
        digest: (bytes, algorithm) => createHash(algorithm.name).update(bytes).digest(),
      },
      dpopNonceCache: this.#nonces.by(io.time),
      authorizationServerMetadataCache: this.#issuers.by(io.time),
      protectedResourceMetadataCache: this.#resources.by(io.time),
      plcDirectoryUrl: this.#servers.plcDirectoryUrl,
      handleResolver: this.#servers.handleResolver,
      allowHttp: this.#servers.allowHttp,
      fetch: trace.over(io, fetchFor(io, this.#servers)),
      onSessionDeleted: (_did, cause) => {
        trace.dropped = cause;
      },
    });
  }
}

/** Follows what becomes of the requests of one call, because the client's errors do not tell. */
class Trace {
  readonly #path: string | null;
  /** How the last request of the call itself failed; null when there was none, or it was answered. */
  failure: { readonly reach: "not_sent" | "unknown"; readonly code: string } | null = null;
  /** Whether the last POST to the authorization server succeeded. */
  posted = false;
  /** Why the client dropped the session, if it did. */
  dropped: unknown;

  constructor(call: XrpcCall | null = null) {
    this.#path = call === null ? null : `/xrpc/${call.method}`;
  }

  over(io: Io, fetch: Fetch): Fetch {
    return async (input, init) => {
      const request = new Request(input, init);
      const isCall = new URL(request.url).pathname === this.#path;
      if (isCall && io.signal.aborted) {
        this.failure = { reach: "not_sent", code: "ABORTED" };
        throw new Error("Given up before it was sent.");
      }
      // A refresh that is given up half-way loses the session, for its token works once: so POSTs to the authorization server are not aborted.
      const signal = isCall || request.method === "GET" ? AbortSignal.any([request.signal, io.signal]) : request.signal;
      try {
        const response = await fetch(request, { signal });
        if (isCall) this.failure = null;
        else if (request.method === "POST") this.posted = response.ok;
        return response;
      } catch (error) {
        if (isCall) this.failure = failureOf(error);
        // Not as the TypeError it is: the client takes TypeErrors for damaged sessions.
        throw new Error("The request failed.", { cause: error });
      }
    };
  }
}

/** The redirect URL as the client's metadata has it: another is not ours, and no server would take it. */
function registered(client: NodeOAuthClient, redirectUrl: string) {
  const found = client.clientMetadata.redirect_uris.find(uri => uri === redirectUrl);
  if (found === undefined) throw new Error(`${redirectUrl} is not the redirect URL of the client's metadata.`);
  return found;
}

const noStates: NodeSavedStateStore = { get: () => undefined, set: () => undefined, del: () => undefined };
const noSessions: NodeSavedSessionStore = { get: () => undefined, set: () => undefined, del: () => undefined };
/** Before there is an account nobody else can have its session. */
const noLock: RuntimeLock = async (_name, work) => work();

const isObject = (value: unknown) => typeof value === "object" && value !== null;
const savedStateSchema = z.custom<NodeSavedState>(value => isObject(value) && "iss" in value && "dpopJwk" in value);
const savedSessionSchema = z.custom<NodeSavedSession>(value => isObject(value) && "tokenSet" in value && "dpopJwk" in value);
const keptSchema = z.object({ state: z.string(), saved: savedStateSchema });
const vaultSchema = z.object({ grant: z.string(), session: savedSessionSchema });

/**
 * Stores a session, trying again when the vault fails: the tokens before it are used up, and the client revokes a session that it cannot store.
 */
async function keep(io: Io, stored: Json, tries = 4): Promise<void> {
  try {
    await io.vault.set(SESSION, stored);
  } catch (error) {
    if (tries <= 1) throw error;
    await io.time.sleep(250);
    await keep(io, stored, tries - 1);
  }
}

/** The session of the vault if it comes of the same consent as the credentials; else the one that the consent gave. */
async function storedSession(io: Io, secret: OAuthSecret): Promise<NodeSavedSession | undefined> {
  const stored = vaultSchema.safeParse(await io.vault.get(SESSION));
  if (stored.success && stored.data.grant === secret.grant) return stored.data.session;
  return savedSessionSchema.safeParse(secret.session).data;
}

function credentialsOf(secret: OAuthSecret, session: NodeSavedSession | undefined): Credentials {
  return { secret: toJson(secret), expiresAt: null, scopes: session?.tokenSet.scope?.split(" ") ?? [] };
}

async function handleOf(xrpc: Xrpc, did: string): Promise<string> {
  const result = await xrpc({ method: "com.atproto.repo.describeRepo", query: { repo: did } });
  const described = result.kind === "ok" ? z.object({ handle: z.string() }).safeParse(result.value).data : undefined;
  return described?.handle ?? did;
}

/** Whether the server definitely refused to go on with the session; anything else may pass. */
async function isDefinite(error: unknown): Promise<boolean> {
  const { TokenInvalidError, TokenRefreshError, TokenRevokedError } = await import("@atproto/oauth-client-node");
  return error instanceof TokenRefreshError || error instanceof TokenInvalidError || error instanceof TokenRevokedError;
}

function sessionEnded(cause: unknown): XrpcError {
  return { kind: "error", status: 401, name: SESSION_ENDED, message: messageOf(cause), retryAt: null, budgets: [] };
}

function connectProblem(error: unknown): Problem {
  const { code } = failureOf(error);
  if (/^(?:E[A-Z]+|UND_ERR_\w+|BLOCKED_ADDRESS|AbortError|TimeoutError)$/.test(code)) return unreached(code);
  return problems.policy({
    code: "server_incompatible",
    message: messageOf(error),
    userMessage: "The server did not complete the connection. Please try again, or connect with an app password.",
  });
}

function notAllowed(networkCode: string, networkMessage: string | null): Problem {
  return problems.permission({
    code: "connect_denied",
    message: `The consent page came back with ${networkCode}.`,
    userMessage: "Access was not allowed, so the account is not connected.",
    networkCode,
    networkMessage,
  });
}

function refused(problem: Problem): { readonly kind: "refused"; readonly problem: Problem } {
  return { kind: "refused", problem };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "The OAuth client failed.";
}

/** The plain JSON of a value that is JSON but for undefined properties. */
function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
