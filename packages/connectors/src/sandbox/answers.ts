import { z } from "zod";
import type { Account, Credentials, Json, Profile } from "../contract.ts";

/** What we read of the sandbox's answers; whatever else they hold is left alone. */
const ProfileAnswer = z.object({
  id: z.string(),
  kind: z.enum(["person", "page"]),
  handle: z.string(),
  display_name: z.string(),
  avatar_url: z.string().nullable(),
  url: z.string().nullable(),
});

export const MeAnswer = z.object({ profile: ProfileAnswer, scopes: z.array(z.string()) });

export const PostAnswer = z.object({
  id: z.string(),
  url: z.string(),
  created_at: z.iso.datetime().transform(text => Date.parse(text)),
});
export type PostAnswer = z.infer<typeof PostAnswer>;

export const MediaAnswer = z.object({ id: z.string() });

export const TokensAnswer = z.object({
  accounts: z
    .array(
      z.object({
        profile: ProfileAnswer,
        access_token: z.string(),
        refresh_token: z.string(),
        expires_in: z.number(),
        scope: z.string(),
      }),
    )
    .min(1),
});

/** What the credentials of a sandbox account hold. */
const Secret = z.object({ accessToken: z.string(), refreshToken: z.string() });
export type Secret = z.infer<typeof Secret>;

/** The tokens of an account; null when they are not of our making. */
export function secretOf(account: Account): Secret | null {
  return Secret.safeParse(account.credentials.secret).data ?? null;
}

export function credentialsOf(answer: z.infer<typeof TokensAnswer>["accounts"][number], now: number): Credentials {
  const secret: Secret = { accessToken: answer.access_token, refreshToken: answer.refresh_token };
  return { secret, expiresAt: now + answer.expires_in * 1_000, scopes: answer.scope.split(" ").filter(scope => scope !== "") };
}

export function profileOf(answer: z.infer<typeof ProfileAnswer>): Profile {
  return {
    externalId: answer.id,
    kind: answer.kind,
    handle: answer.handle,
    displayName: answer.display_name,
    avatarUrl: answer.avatar_url,
    url: answer.url,
  };
}

const Handle = z.object({
  /** Every key this part was ever sent with, the current one last. All but the last are burned. */
  keys: z.array(z.string()).min(1),
  /** The sandbox's id of each of our media that was uploaded. */
  media: z.record(z.string(), z.string()),
});
/** What `prepare` saves. */
export type Handle = z.infer<typeof Handle>;

export function handleOf(json: Json | null): Handle | null {
  return Handle.safeParse(json).data ?? null;
}

/** The id that a part's `reference` holds, for what answers to it. */
export function referencedId(reference: Json | null): string | null {
  return z.object({ id: z.string() }).safeParse(reference).data?.id ?? null;
}
