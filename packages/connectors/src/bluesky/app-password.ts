import { z } from "zod";
import type { ConnectOutcome, Credentials, CredentialsDoor, CredentialsField, Io, RefreshOutcome } from "../contract.ts";
import { problemOf, problems, refusalOf } from "./errors.ts";
import { profileOf } from "./profile.ts";
import type { AppPasswordSecret } from "./secret.ts";
import { fetchFor, type Servers, serverOrigin } from "./servers.ts";
import { xrpcOver } from "./xrpc.ts";

const fields: readonly CredentialsField[] = [
  {
    name: "handle",
    label: "Handle",
    secret: false,
    description: "The account's handle, such as alice.bsky.social, or its e-mail address.",
  },
  {
    name: "app_password",
    label: "App password",
    secret: true,
    description: "Made for this purpose under Settings, Privacy and security, App passwords. Not the password of the account.",
  },
];

const sessionSchema = z.object({
  did: z.string().startsWith("did:"),
  handle: z.string(),
  accessJwt: z.string().min(1),
  refreshJwt: z.string().min(1),
  didDoc: z.unknown().optional(),
});

const didDocSchema = z.object({
  service: z.array(z.object({ id: z.string(), type: z.string(), serviceEndpoint: z.unknown() })),
});

/** What a token tells about itself. It is the server's own text: only read where it is what we know. */
const claimsSchema = z.object({ exp: z.number().optional(), scope: z.string().optional() });

/** Full rights over the account: what its own password gives, and an app password does not. */
const FULL_ACCESS = "com.atproto.access";

/** Connects by handle and app password. The password is sent once and kept nowhere: from then on the session is refreshed. */
export function appPasswordDoor(servers: Servers): CredentialsDoor {
  return {
    fields,
    async connect(io, request): Promise<ConnectOutcome> {
      const refused = (problem: Extract<ConnectOutcome, { kind: "refused" }>["problem"]): ConnectOutcome => ({
        kind: "refused",
        problem,
      });
      const server = serverOrigin(request.server ?? servers.defaultServer, servers);
      if (server === null) {
        const userMessage = "This is not the address of a Bluesky server.";
        return refused(problems.content({ code: "server_invalid", message: "The server must be an https URL.", userMessage }));
      }
      const identifier = (request.credentials.handle ?? "").trim().replace(/^@/, "");
      const password = (request.credentials.app_password ?? "").trim();
      if (identifier === "" || password === "") {
        const userMessage = "Please give the handle and an app password.";
        return refused(
          problems.content({ code: "credentials_missing", message: "handle and app_password are required.", userMessage }),
        );
      }

      const fetch = fetchFor(io, servers);
      const input = { json: { identifier, password } };
      const result = await xrpcOver(io, fetch, server, null)({ method: "com.atproto.server.createSession", input });
      if (result.kind === "error") {
        const told = { networkCode: result.name, networkMessage: result.message };
        if (result.name === "AuthFactorTokenRequired") return refused(appPasswordRequired(told));
        if (result.status === 401) {
          const userMessage = "Bluesky does not know this handle with this app password.";
          return refused(
            problems.reconnect({ code: "credentials_wrong", message: "createSession was refused.", userMessage, ...told }),
          );
        }
      }
      if (result.kind !== "ok") return refused(problemOf(result, io.time.now()));
      const session = sessionSchema.safeParse(result.value);
      if (!session.success) return refused(notAServer());
      const { did, handle, accessJwt, refreshJwt } = session.data;

      if (claimsOf(accessJwt)?.scope === FULL_ACCESS) {
        // More than we may hold: the session is ended again, as well as that goes.
        await xrpcOver(io, fetch, server, refreshJwt)({ method: "com.atproto.server.deleteSession", input: null });
        return refused(appPasswordRequired({}));
      }

      // Sessions of the large entryway are served by the account's own PDS, which the DID's document names.
      const home = pdsOf(session.data.didDoc, servers) ?? server;
      const profile = await profileOf(xrpcOver(io, fetch, home, null), home, { did, handle });
      return {
        kind: "connected",
        profiles: [
          {
            profile,
            server: home,
            credentials: credentialsOf({ kind: "app_password", accessToken: accessJwt, refreshToken: refreshJwt }),
          },
        ],
      };
    },
  };
}

/** Rotates the tokens. The server keeps taking the old refresh token for two hours, so a lost answer costs nothing. */
export async function refreshAppPassword(
  io: Io,
  servers: Servers,
  server: string,
  secret: AppPasswordSecret,
): Promise<RefreshOutcome> {
  const xrpc = xrpcOver(io, fetchFor(io, servers), server, secret.refreshToken);
  const result = await xrpc({ method: "com.atproto.server.refreshSession", input: null });
  if (result.kind === "error") {
    const { action, problem } = refusalOf(result, io.time.now());
    if (result.name === "ExpiredToken" || result.name === "InvalidToken") {
      const told = { networkCode: result.name, networkMessage: result.message };
      return { kind: "revoked", problem: problems.reconnect({ message: "refreshSession was refused.", ...told }) };
    }
    return action === "reconnect" ? { kind: "revoked", problem } : { kind: "failed", problem };
  }
  if (result.kind !== "ok") return { kind: "failed", problem: problemOf(result, io.time.now()) };
  const tokens = sessionSchema.pick({ accessJwt: true, refreshJwt: true }).safeParse(result.value);
  if (!tokens.success) return { kind: "failed", problem: notAServer() };
  const { accessJwt, refreshJwt } = tokens.data;
  return {
    kind: "refreshed",
    credentials: credentialsOf({ kind: "app_password", accessToken: accessJwt, refreshToken: refreshJwt }),
  };
}

/** Ends the session on the server. A session that it does not know any more is ended as well. */
export async function revokeAppPassword(io: Io, servers: Servers, server: string, secret: AppPasswordSecret): Promise<boolean> {
  const xrpc = xrpcOver(io, fetchFor(io, servers), server, secret.refreshToken);
  const result = await xrpc({ method: "com.atproto.server.deleteSession", input: null });
  if (result.kind === "ok" || result.kind === "unreadable") return true;
  return result.kind === "error" && refusalOf(result, io.time.now()).action === "refresh";
}

function credentialsOf(secret: AppPasswordSecret): Credentials {
  const ends = claimsOf(secret.accessToken)?.exp;
  return { secret, expiresAt: ends === undefined ? null : ends * 1000, scopes: [] };
}

/** The claims of a JWT, unverified; null when the token is not one: the protocol lets it be anything. */
function claimsOf(token: string): z.infer<typeof claimsSchema> | null {
  try {
    const claims = claimsSchema.safeParse(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()));
    return claims.success ? claims.data : null;
  } catch {
    return null;
  }
}

function pdsOf(didDoc: unknown, servers: Servers): string | null {
  const parsed = didDocSchema.safeParse(didDoc);
  const endpoint = parsed.data?.service.find(service => service.id.endsWith("#atproto_pds"))?.serviceEndpoint;
  return typeof endpoint === "string" ? serverOrigin(endpoint, servers) : null;
}

function appPasswordRequired(told: { networkCode?: string | null; networkMessage?: string | null }) {
  return problems.reconnect({
    code: "app_password_required",
    message: "This is the password of the account itself.",
    userMessage: "Please use an app password, not the password of the account.",
    ...told,
  });
}

function notAServer() {
  const userMessage = "The server of this account does not do what Bluesky servers do.";
  return problems.policy({ code: "server_incompatible", message: "The answer is not a session.", userMessage });
}
