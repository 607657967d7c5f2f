import { type Change, commit, create, erase, replace, retrying } from "../../change.ts";
import type { OrganizationCtx } from "../../ctx.ts";
import type { OpenCtx, UserCtx } from "../../http/operation.ts";
import type { Item } from "../../ports/store/store.ts";
import { invalid, notFound, Refusal } from "../../problems.ts";
import { tenantStore } from "../../tenant.ts";
import { newOrganization, planNewOrganization, readOrganization, toOrganization } from "./organizations.ts";
import { hashPassword, passwordFaults, verifyPassword } from "./passwords.ts";
import {
  emailKey,
  type MemberRecord,
  memberKey,
  normalizeEmail,
  type SessionRecord,
  sessionDraft,
  sessionKey,
  sha256,
  type UserRecord,
  userKey,
} from "./records.ts";
import {
  GRACE_MS,
  isGenuine,
  makeSecret,
  openSecret,
  REFRESH_LIFE_MS,
  readRefreshToken,
  refreshToken,
} from "./refresh-tokens.ts";
import type { CurrentUserBody, LoginBody, Registration, TokensBody, UserBody } from "./schema.ts";
import { ACCESS_LIFE_S, signAccess } from "./tokens.ts";

/** Tries with one e-mail address in this time: from one network address, and from all together. */
const LOGIN_WINDOW_MS = 15 * 60_000;
const LOGIN_TRIES = { fromOneAddress: 10, fromAll: 100 } as const;

/** Makes a user with an organization of their own, and logs them in. Fails with `email_taken`, `validation_failed` (weak password). */
export async function register(ctx: OpenCtx, input: Registration): Promise<LoginBody> {
  const email = normalizeEmail(input.email);
  const faults = passwordFaults(input.password, [email, input.first_name, input.last_name, input.organization_name]);
  if (faults.length > 0) throw invalid(faults);
  if (await ctx.systemStore.get(emailKey(email))) throw emailTaken(); // spares the work below; the condition of the write is what holds
  const passwordHash = await hashPassword(ctx, input.password);
  const userId = ctx.ids.next("user");
  const organizationId = ctx.ids.next("organization");
  const acting = actingFor(ctx, userId, organizationId);
  const now = ctx.timer.now();
  const user: UserRecord = {
    schema: 1,
    id: userId,
    email,
    first_name: input.first_name,
    last_name: input.last_name,
    password_hash: passwordHash,
    status: "active",
    organization_id: organizationId,
    created_at: now,
    updated_at: now,
  };
  const started = await startSession(ctx, user);
  return retrying(acting, async () => {
    const organization = await newOrganization(ctx, organizationId, input.organization_name);
    const member: MemberRecord = { schema: 1, user_id: userId, role: "owner", created_at: now };
    const change: Change = {
      writes: [
        create({ ...emailKey(email), data: { schema: 1, user_id: userId } }, { in: "system", conflict: emailTaken() }),
        create({ ...userKey(userId), data: user }, { in: "system" }),
        create({ ...memberKey(userId), data: member }, { in: "organization" }),
        ...planNewOrganization(organization),
        create(sessionDraft(started.session), { in: "system" }),
      ],
      events: [],
    };
    return commit(acting, change, { user: toUser(user), organization: toOrganization(organization), ...started.tokens });
  });
}

/** Logs in by e-mail and password, in the same time whether there is such a user or not. Fails with `invalid_credentials`, `rate_limited`. */
export async function login(ctx: OpenCtx, input: { email: string; password: string }, ip: string): Promise<LoginBody> {
  const email = normalizeEmail(input.email);
  const [fromHere, fromAll] = [`login ${sha256(email)} ${ip}`, `login ${sha256(email)}`];
  const tries = await spendTry(ctx, fromHere, LOGIN_TRIES.fromOneAddress);
  await spendTry(ctx, fromAll, LOGIN_TRIES.fromAll);
  const user = await userByEmail(ctx, email);
  const fits = await verifyPassword(user?.password_hash ?? null, input.password);
  if (!user || !fits) throw new Refusal("invalid_credentials", "The e-mail address or the password is wrong.");
  // Only who fails is counted; and whoever is known by now was not guessing from here before.
  await ctx.hints.increment(fromHere, -tries, LOGIN_WINDOW_MS);
  await ctx.hints.increment(fromAll, -1, LOGIN_WINDOW_MS);
  const acting = actingFor(ctx, user.id, user.organization_id);
  const organization = await readOrganization(acting);
  const { session, tokens } = await startSession(ctx, user);
  const change: Change = { writes: [create(sessionDraft(session), { in: "system" })], events: [] };
  return commit(acting, change, { user: toUser(user), organization: toOrganization(organization.data), ...tokens });
}

/**
 * The next pair of tokens. The current refresh token is used up by it; the one before gives the same successor for {@link GRACE_MS};
 * an older one ends the session. Fails with `invalid_token`, `token_expired`, `refresh_token_reused`.
 */
export async function refresh(ctx: OpenCtx, text: string): Promise<TokensBody> {
  const token = readRefreshToken(text);
  if (!token) throw invalidRefreshToken();
  return retrying(actingFor(ctx, token.userId, ""), async () => {
    const item = (await ctx.systemStore.get(sessionKey(token.userId, token.sessionId))) as Item<SessionRecord> | null;
    if (!item) throw invalidRefreshToken();
    const session = item.data;
    const secret = await openSecret(ctx, session);
    if (!isGenuine(token, session, secret)) throw invalidRefreshToken();
    const now = ctx.timer.now();
    if (session.expires_at <= now) throw new Refusal("token_expired", "The session has ended. Log in again.");
    const acting = actingFor(ctx, session.user_id, session.organization_id);
    if (token.generation === session.generation) {
      const next = { ...session, generation: session.generation + 1, rotated_at: now, expires_at: now + REFRESH_LIFE_MS };
      const tokens = await tokensOf(ctx, next, secret);
      return commit(acting, { writes: [replace(sessionDraft(next), item, { in: "system" })], events: [] }, tokens);
    }
    if (token.generation === session.generation - 1 && now - session.rotated_at <= GRACE_MS)
      return tokensOf(ctx, session, secret);
    const ended: Change = { writes: [erase(sessionKey(session.user_id, session.id), item, { in: "system" })], events: [] };
    await commit(acting, ended);
    throw new Refusal(
      "refresh_token_reused",
      "This refresh token was used before, so someone else may have it. The session has ended; log in again.",
    );
  });
}

/** Ends the session of the access token, which is refused from now on. */
export async function logout(ctx: UserCtx): Promise<void> {
  const change: Change = {
    writes: [{ op: "delete", key: sessionKey(ctx.userId, ctx.sessionId), in: "system" }],
    events: [],
  };
  await commit(ctx, change);
}

/** Who the access token belongs to, and for which organization it acts. */
export async function currentUser(ctx: UserCtx): Promise<CurrentUserBody> {
  const user = (await ctx.systemStore.get(userKey(ctx.userId))) as Item<UserRecord> | null;
  if (!user) throw notFound("user");
  const member = await ctx.organizationStore.get<MemberRecord>(memberKey(ctx.userId).pk, ctx.userId);
  if (!member) return { user: toUser(user.data), organization: null, role: null };
  const organization = await readOrganization(ctx);
  return { user: toUser(user.data), organization: toOrganization(organization.data), role: member.data.role };
}

async function userByEmail(ctx: OpenCtx, email: string): Promise<UserRecord | null> {
  const lookup = (await ctx.systemStore.get(emailKey(email))) as Item<{ schema: 1; user_id: string }> | null;
  if (!lookup) return null;
  const user = (await ctx.systemStore.get(userKey(lookup.data.user_id))) as Item<UserRecord> | null;
  return user?.data ?? null;
}

/** Counts a try, and gives how many there were. Where hints are away guessing is bounded by the cost of the hash and the limits of each address alone. */
async function spendTry(ctx: OpenCtx, counter: string, most: number): Promise<number> {
  const tries = (await ctx.hints.increment(counter, 1, LOGIN_WINDOW_MS)) ?? 0;
  if (tries > most)
    throw new Refusal("rate_limited", "Too many failed logins with this e-mail address. Try again later.", {
      retryAfterMs: LOGIN_WINDOW_MS,
    });
  return tries;
}

async function startSession(ctx: OpenCtx, user: UserRecord): Promise<{ session: SessionRecord; tokens: TokensBody }> {
  const now = ctx.timer.now();
  const ids = { id: ctx.ids.next("session"), user_id: user.id };
  const secret = await makeSecret(ctx, ids);
  const session: SessionRecord = {
    schema: 1,
    ...ids,
    organization_id: user.organization_id,
    sealed_secret: secret.sealed,
    generation: 1,
    rotated_at: now,
    expires_at: now + REFRESH_LIFE_MS,
    created_at: now,
  };
  return { session, tokens: await tokensOf(ctx, session, secret.open) };
}

async function tokensOf(ctx: OpenCtx, session: SessionRecord, secret: Uint8Array): Promise<TokensBody> {
  return {
    access_token: await signAccess(ctx, { sub: session.user_id, sid: session.id, org: session.organization_id }),
    refresh_token: refreshToken(session, session.generation, secret),
    token_type: "Bearer",
    expires_in: ACCESS_LIFE_S,
  };
}

/** An open operation that acts for a user after all, once they are known. */
function actingFor(ctx: OpenCtx, userId: string, organizationId: string): OrganizationCtx {
  return {
    ...ctx,
    actor: { kind: "user", id: userId, endUser: null, scopes: new Set() },
    organizationId,
    mode: null,
    organizationStore: tenantStore(ctx.systemStore, organizationId),
    workspace: null,
    time: { real: ctx.timer, workspace: { now: () => ctx.timer.now() } },
    keptAnswer: null,
  };
}

const emailTaken = (): Refusal => new Refusal("email_taken", "There is a user with this e-mail address. Log in instead.");
const invalidRefreshToken = (): Refusal =>
  new Refusal("invalid_token", "This is no refresh token of a session that is open. Log in again.");

const toUser = (user: UserRecord): UserBody => ({
  id: user.id,
  email: user.email,
  first_name: user.first_name,
  last_name: user.last_name,
  created_at: new Date(user.created_at).toISOString(),
});
