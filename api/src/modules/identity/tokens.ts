import { z } from "zod";
import type { Service } from "../../ctx.ts";
import { Refusal } from "../../problems.ts";
import { AccessClaims, EmbedClaims, type VerifiedToken } from "./claims.ts";
import { type Remembered, remembered } from "./remembered.ts";

/** `typ` of a user's access token (RFC 9068) and of an embed session, so that neither passes for the other. */
const TYPES = { access: "at+jwt", embed: "es+jwt" } as const;

export const ACCESS_LIFE_S = 3600;

/** What tokens name as their issuer, and where their keys are found: the installation's public URL. */
export function issuerOf(service: Pick<Service, "config">): string {
  const { publicUrl } = service.config;
  if (publicUrl === null) throw new Error("tokens name the service's public URL, which is not known yet");
  return publicUrl;
}

/** A user's access token for one session. */
export function signAccess(service: Service, claims: Pick<AccessClaims, "sub" | "sid" | "org">): Promise<string> {
  const jti = Buffer.from(service.chance.bytes(16)).toString("base64url");
  return sign(service, TYPES.access, { ...claims, jti }, ACCESS_LIFE_S);
}

export function signEmbed(service: Service, claims: Omit<EmbedClaims, "exp">, lifeS: number): Promise<string> {
  return sign(service, TYPES.embed, { ...claims, sub: claims.end_user.external_id }, lifeS);
}

async function sign(service: Service, typ: string, claims: Record<string, unknown>, lifeS: number): Promise<string> {
  const { SignJWT } = await import("jose");
  const { kid, key } = await remembered(service).signingKeys.signing();
  const now = Math.floor(service.timer.now() / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", typ, kid })
    .setIssuer(issuerOf(service))
    .setIssuedAt(now)
    .setExpirationTime(now + lifeS)
    .sign(key);
}

/**
 * The claims of a token this installation signed; remembered for at most five minutes, never longer than the token lives.
 * Says nothing of sessions: a user's must still be there.
 * @throws {Refusal} `invalid_token`, `token_expired`
 */
export async function verifyToken(
  service: Service,
  token: string,
  memory: Remembered = remembered(service),
): Promise<VerifiedToken> {
  const digest = memory.digest(token);
  const now = service.timer.now();
  const known = memory.tokens.get(digest);
  if (known) {
    if (known.exp * 1000 <= now) throw expired();
    return known;
  }
  const verified = await verify(service, token, memory);
  memory.tokens.set(digest, verified, verified.exp * 1000 - now);
  return verified;
}

async function verify(service: Service, token: string, memory: Remembered): Promise<VerifiedToken> {
  const { errors, jwtVerify } = await import("jose");
  try {
    const { payload, protectedHeader } = await jwtVerify(
      token,
      async ({ kid }) => {
        const key = kid === undefined ? null : await memory.signingKeys.accepted(kid);
        if (!key) throw new errors.JWKSNoMatchingKey();
        return key;
      },
      { algorithms: ["RS256"], issuer: issuerOf(service), currentDate: new Date(service.timer.now()), requiredClaims: ["exp"] },
    );
    if (protectedHeader.typ === TYPES.access) return { kind: "access", ...AccessClaims.parse(payload) };
    if (protectedHeader.typ === TYPES.embed) return { kind: "embed", ...EmbedClaims.parse(payload) };
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw expired();
    if (!(error instanceof errors.JOSEError || error instanceof z.ZodError)) throw error;
  }
  throw invalidToken();
}

export const invalidToken = (): Refusal =>
  new Refusal("invalid_token", "The token is not one of ours, was altered, or was revoked. Get a new one.");
const expired = (): Refusal => new Refusal("token_expired", "The token's time is over. Get a new one.");
