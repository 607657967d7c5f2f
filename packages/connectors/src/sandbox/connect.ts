import { createHash } from "node:crypto";
import { z } from "zod";
import type { Account, ConnectOutcome, CredentialsDoor, HealthOutcome, Io, OAuthDoor, RefreshOutcome } from "../contract.ts";
import { credentialsOf, MeAnswer, profileOf, secretOf, TokensAnswer } from "./answers.ts";
import { type Answer, call, type Place } from "./http.ts";
import { problemOf, problems } from "./problems.ts";

/** What we ask for: posts, media, and what comes back from the audience. */
const SCOPES = ["read", "write", "audience"] as const;

const Keep = z.object({ verifier: z.string() });

/** OAuth with PKCE. The person may share a profile and pages: each becomes a profile with credentials of its own. */
export function oauthDoor(place: Place): OAuthDoor {
  return {
    async start(io, { redirectUrl, state }) {
      const verifier = Buffer.from(io.chance.bytes(32)).toString("base64url");
      const query = new URLSearchParams({
        response_type: "code",
        client_id: place.clientId,
        redirect_uri: redirectUrl,
        scope: SCOPES.join(" "),
        state,
        code_challenge: createHash("sha256").update(verifier).digest("base64url"),
        code_challenge_method: "S256",
      });
      return { url: `${place.publicUrl}/oauth/authorize?${query}`, keep: { verifier } };
    },

    async complete(io, { redirectUrl, state, query, keep }) {
      const kept = Keep.safeParse(keep);
      if (!kept.success || query.state !== state) {
        return refused("state_mismatch", "The answer does not belong to the connection that was started.");
      }
      if (query.error !== undefined) {
        const isDenied = query.error === "access_denied";
        const message = query.error_description ?? query.error;
        return {
          kind: "refused",
          problem: problems.permission({
            code: isDenied ? "access_denied" : "authorization_failed",
            message: `Sandbox refused the connection: ${message}`,
            userMessage: isDenied ? "You did not allow the connection to Sandbox." : "Sandbox refused the connection.",
            networkCode: query.error,
            networkMessage: query.error_description ?? null,
          }),
        };
      }
      // RFC 9207: a code from another server must not be sent to this one.
      if (query.iss !== undefined && query.iss !== place.publicUrl) {
        return refused("issuer_mismatch", "The answer comes from another server than the one that was asked.");
      }
      if (query.code === undefined) return refused("code_missing", "The answer holds no code.");
      const form = {
        grant_type: "authorization_code",
        client_id: place.clientId,
        redirect_uri: redirectUrl,
        code: query.code,
        code_verifier: kept.data.verifier,
      };
      return connected(await call(io, place, { method: "POST", path: "/oauth/token", body: { form } }), io);
    },
  };
}

/** Handle and password. An unknown handle makes a new person: it is a network for tests. */
export function credentialsDoor(place: Place): CredentialsDoor {
  return {
    fields: [
      { name: "handle", label: "Handle", secret: false, description: "Any handle; a new one makes a new person." },
      { name: "password", label: "Password", secret: true, description: "The first password given for a handle is kept." },
    ],
    async connect(io, { credentials }) {
      const json = { handle: credentials.handle ?? "", password: credentials.password ?? "", client_id: place.clientId };
      return connected(await call(io, place, { method: "POST", path: "/v1/login", body: { json } }), io);
    },
  };
}

/** Exchanges the refresh token for new tokens; the old one ends by it. */
export async function refresh(io: Io, place: Place, account: Account): Promise<RefreshOutcome> {
  const secret = secretOf(account);
  if (secret === null) return { kind: "revoked", problem: unreadableSecret() };
  const form = { grant_type: "refresh_token", client_id: place.clientId, refresh_token: secret.refreshToken };
  const answer = await call(io, place, { method: "POST", path: "/oauth/token", body: { form } });
  if (answer.kind === "ok") {
    const renewed = TokensAnswer.safeParse(answer.value).data?.accounts.find(each => each.profile.id === account.externalId);
    if (renewed !== undefined) return { kind: "refreshed", credentials: credentialsOf(renewed, io.time.now()) };
    return {
      kind: "failed",
      problem: problems.networkDown({ message: "Sandbox answered a refresh with something that is not tokens." }),
    };
  }
  if (answer.kind === "error" && answer.status === 400 && answer.code === "invalid_grant") {
    const message = `Sandbox refused the refresh token: ${answer.message ?? "no message"}`;
    return {
      kind: "revoked",
      problem: problems.reconnect({ message, networkCode: answer.code, networkMessage: answer.message }),
    };
  }
  return { kind: "failed", problem: problemOf(answer) };
}

/** Ends all that was granted for this account. */
export async function revoke(io: Io, place: Place, account: Account): Promise<boolean> {
  const secret = secretOf(account);
  if (secret === null) return false;
  const answer = await call(io, place, { method: "POST", path: "/oauth/revoke", body: { form: { token: secret.refreshToken } } });
  return answer.kind === "ok";
}

/** Asks who we are. A token that has merely ended is no revocation: a refresh mends it. */
export async function health(io: Io, place: Place, account: Account): Promise<HealthOutcome> {
  const secret = secretOf(account);
  if (secret === null) return { kind: "revoked", problem: unreadableSecret() };
  const answer = await call(io, place, { method: "GET", path: "/v1/me", token: secret.accessToken });
  if (answer.kind === "ok") {
    const me = MeAnswer.safeParse(answer.value);
    if (me.success) {
      const missingScopes = SCOPES.filter(scope => !me.data.scopes.includes(scope));
      return { kind: "healthy", profile: profileOf(me.data.profile), missingScopes };
    }
    return {
      kind: "unreachable",
      problem: problems.networkDown({ message: "Sandbox answered with something that is not a profile." }),
    };
  }
  if (answer.kind === "error" && (answer.code === "token_revoked" || answer.code === "token_unknown")) {
    const message = `Sandbox no longer accepts our access: ${answer.message ?? answer.code}`;
    return {
      kind: "revoked",
      problem: problems.reconnect({ message, networkCode: answer.code, networkMessage: answer.message }),
    };
  }
  return { kind: "unreachable", problem: problemOf(answer) };
}

function connected(answer: Answer, io: Io): ConnectOutcome {
  if (answer.kind === "ok") {
    const tokens = TokensAnswer.safeParse(answer.value);
    if (!tokens.success) return refused("tokens_unreadable", "Sandbox answered with something that is not tokens.");
    const profiles = tokens.data.accounts.map(each => ({
      profile: profileOf(each.profile),
      server: null,
      credentials: credentialsOf(each, io.time.now()),
    }));
    return { kind: "connected", profiles };
  }
  if (answer.kind === "error" && answer.code === "wrong_password") {
    const told = { message: "Sandbox refused the password.", networkCode: answer.code, networkMessage: answer.message };
    return {
      kind: "refused",
      problem: problems.reconnect({ ...told, code: "credentials_refused", userMessage: "Handle and password do not fit." }),
    };
  }
  return { kind: "refused", problem: problemOf(answer) };
}

function refused(code: string, message: string): ConnectOutcome {
  return {
    kind: "refused",
    problem: problems.reconnect({ code, message, userMessage: "The connection to Sandbox did not succeed. Please try again." }),
  };
}

const unreadableSecret = () => problems.reconnect({ message: "The account's credentials do not hold a sandbox's tokens." });
