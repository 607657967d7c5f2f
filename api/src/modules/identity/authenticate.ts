import { commit } from "../../change.ts";
import type { Actor, Mode, OrganizationCtx, Service } from "../../ctx.ts";
import type { Authenticator, Principal } from "../../http/authenticator.ts";
import type { Caller } from "../../http/rate-limit.ts";
import type { Item } from "../../ports/store/store.ts";
import { StoreBusy, StoreUnknown } from "../../ports/store/store.ts";
import { tenantKey, tenantStore } from "../../tenant.ts";
import { workspaceScope } from "../workspaces/index.ts";
import type { AccessClaims, EmbedClaims } from "./claims.ts";
import { isKeySecret } from "./key-secrets.ts";
import { keyRequestsPerHour } from "./organizations.ts";
import { type KeyLookup, type KeyUse, keyLookupKey, keyUseKey, type MemberRecord, memberKey, sessionKey } from "./records.ts";
import { type KnownKey, type Remembered, remembered } from "./remembered.ts";
import { SCOPES_OF_ROLE } from "./roles.ts";
import { invalidToken, verifyToken } from "./tokens.ts";

/** A key's use is written down once in this time. */
const USE_NOTED_EVERY_MS = 60_000;

/** Who a bearer credential stands for: a secret key, a user's access token or an embed session. */
export function createAuthenticator(service: Service): Authenticator {
  const memory = remembered(service);
  return {
    async authenticate(bearer) {
      if (bearer.startsWith("sk_")) return byKey(service, memory, bearer);
      const token = await verifyToken(service, bearer, memory);
      return token.kind === "access" ? byAccessToken(service, token) : byEmbedSession(token);
    },
    workspace: (organizationId, workspaceId) => workspaceScope(service, organizationId, workspaceId),
  };
}

/** The hot path: for a key seen in the last seconds one hash and one look-up. */
async function byKey(service: Service, memory: Remembered, secret: string): Promise<Principal> {
  const digest = memory.digest(secret);
  const known = memory.keys.get(digest) ?? (isKeySecret(secret) ? await readKey(service, memory, digest) : null);
  if (!known) throw invalidToken();
  const now = service.timer.now();
  if (known.expiresAt !== null && known.expiresAt <= now) throw invalidToken();
  noteUse(service, memory, known, now);
  return known.principal;
}

function readKey(service: Service, memory: Remembered, digest: string): Promise<KnownKey | null> {
  return memory.keys.read(digest, async () => {
    const item = (await service.systemStore.get(keyLookupKey(digest))) as Item<KeyLookup> | null;
    if (!item) return null;
    const { key_id: keyId, organization_id: organizationId, mode, expires_at: expiresAt } = item.data;
    const actor: Actor = { kind: "api_key", id: keyId, endUser: null, scopes: new Set(item.data.scopes) };
    const caller: Caller = { kind: "key", id: keyId, requestsPerHour: await keyRequestsPerHour(service, organizationId) };
    return { keyId, organizationId, expiresAt, principal: principalOf(actor, caller, organizationId, mode) };
  });
}

/** Writes down that a key is in use, beside the request: whether that succeeds changes nothing for it. */
function noteUse(service: Service, memory: Remembered, known: KnownKey, now: number): void {
  const use = memory.use(known.keyId);
  if (use.writing || now - use.at < USE_NOTED_EVERY_MS) return;
  use.at = now;
  use.writing = true;
  const data: KeyUse = { schema: 1, at: now };
  commit(ctxOf(service, known), {
    writes: [{ op: "put", draft: { ...keyUseKey(known.keyId), data }, version: 1, in: "organization" }],
    events: [],
  })
    .catch(error => {
      if (!(error instanceof StoreBusy || error instanceof StoreUnknown))
        service.log.error({ err: error, key_id: known.keyId }, "a key's use could not be written down");
    })
    .finally(() => {
      use.writing = false;
    });
}

/** The session is read each time, so that a logout counts from the next request on; the membership with it. */
async function byAccessToken(service: Service, token: AccessClaims): Promise<Principal> {
  const member = memberKey(token.sub);
  const [session, membership] = await service.systemStore.batchGet([
    sessionKey(token.sub, token.sid),
    { pk: tenantKey(token.org, member.pk), sk: member.sk },
  ]);
  if (!session) throw invalidToken();
  const role = membership ? (membership as Item<MemberRecord>).data.role : null;
  const actor: Actor = {
    kind: "user",
    id: token.sub,
    endUser: null,
    scopes: role === null ? new Set() : SCOPES_OF_ROLE[role],
  };
  const caller: Caller = { kind: "user", id: token.sub };
  return { ...principalOf(actor, caller, role === null ? null : token.org, null), sessionId: token.sid };
}

function byEmbedSession(token: EmbedClaims): Principal {
  const { external_id: externalId, name, role } = token.end_user;
  const actor: Actor = {
    kind: "embed_session",
    id: token.jti,
    endUser: { externalId, name, role },
    scopes: new Set(token.scopes),
  };
  const caller: Caller = { kind: "user", id: `${token.ws} ${externalId}` };
  return { ...principalOf(actor, caller, token.org, token.mode), workspaceId: token.ws, allowedOrigins: token.origins };
}

const principalOf = (actor: Actor, caller: Caller, organizationId: string | null, mode: Mode | null): Principal => ({
  actor,
  caller,
  organizationId,
  mode,
  workspaceId: null,
  allowedOrigins: null,
  sessionId: null,
});

/** The key's own ctx, for what is written beside its requests. */
function ctxOf(service: Service, { principal, organizationId }: KnownKey): OrganizationCtx {
  return {
    ...service,
    requestId: service.ids.next("request"),
    actor: principal.actor,
    organizationId,
    mode: principal.mode,
    organizationStore: tenantStore(service.systemStore, organizationId),
    workspace: null,
    time: { real: service.timer, workspace: { now: () => service.timer.now() } },
    keptAnswer: null,
  };
}
