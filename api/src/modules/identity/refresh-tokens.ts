import { createHmac, timingSafeEqual } from "node:crypto";
import type { Service } from "../../ctx.ts";
import { isId } from "../../ids.ts";
import type { SessionRecord } from "./records.ts";

/** 30 days after its last use a session has ended. */
export const REFRESH_LIFE_MS = 30 * 24 * 3_600_000;

/**
 * For so long the token before the current one still gives the current one: a client whose answer was lost repeats its request, two tabs refresh at
 * once, and all go on. Whoever comes later with it is not the one who got its successor.
 */
export const GRACE_MS = 60_000;

const SECRET_BYTES = 32;
const FORM = /^rt_([0-9a-z]{26})([0-9a-z]{26})\.([1-9][0-9]{0,8})\.([\w-]{43})$/;

/** What a refresh token says of itself before it is proven. */
export interface NamedToken {
  readonly userId: string;
  readonly sessionId: string;
  readonly generation: number;
  readonly proof: string;
}

type SessionIds = Pick<SessionRecord, "id" | "user_id">;
const contextOf = (session: SessionIds) => ({ purpose: "refresh tokens", user: session.user_id, session: session.id });

/** A new session's secret, encrypted for its record, and open for its first token. */
export async function makeSecret(service: Service, session: SessionIds): Promise<{ sealed: string; open: Uint8Array }> {
  const open = service.chance.bytes(SECRET_BYTES);
  return { open, sealed: await service.keys.encrypt(open, contextOf(session)) };
}

export function openSecret(service: Service, session: SessionRecord): Promise<Uint8Array> {
  return service.keys.decrypt(session.sealed_secret, contextOf(session));
}

/**
 * The refresh token of one generation of a session. Each is derived from the session's secret and its number, so the same successor can be given
 * twice without any token being kept, and an old token is known to be genuine (and its use a theft) without a list of old ones.
 */
export function refreshToken(session: SessionIds, generation: number, secret: Uint8Array): string {
  const [user = "", own = ""] = [bodyOf(session.user_id), bodyOf(session.id)];
  return `rt_${user}${own}.${generation}.${proofOf(session, generation, secret)}`;
}

/** Null where it is not even of the form. */
export function readRefreshToken(text: string): NamedToken | null {
  const [, user, session, generation, proof] = FORM.exec(text) ?? [];
  if (user === undefined || session === undefined || generation === undefined || proof === undefined) return null;
  const named = { userId: `usr_${user}`, sessionId: `ses_${session}`, generation: Number(generation), proof };
  return isId("user", named.userId) && isId("session", named.sessionId) ? named : null;
}

/** Whether this token was once given out for this session. */
export function isGenuine(token: NamedToken, session: SessionRecord, secret: Uint8Array): boolean {
  const expected = Buffer.from(proofOf(session, token.generation, secret));
  const given = Buffer.from(token.proof);
  return expected.length === given.length && timingSafeEqual(expected, given) && token.generation <= session.generation;
}

const bodyOf = (id: string): string => id.slice(id.indexOf("_") + 1);

function proofOf(session: SessionIds, generation: number, secret: Uint8Array): string {
  return createHmac("sha256", secret).update(`${session.user_id} ${session.id} ${generation}`).digest("base64url");
}
