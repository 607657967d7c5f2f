import { z } from "zod";
import type { Json } from "../contract.ts";

const json: z.ZodType<Json> = z.json();

/** What the credentials of a Bluesky account hold. */
const secretSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("app_password"), accessToken: z.string().min(1), refreshToken: z.string().min(1) }),
  z.object({
    kind: z.literal("oauth"),
    /** Drawn anew by each consent: the vault's session counts only if it comes of the same one. */
    grant: z.string().min(1),
    /** Part of the client's id where the client is a loopback one: the tokens are bound to it. */
    redirectUrl: z.string(),
    /** As it was granted; the vault holds what became of it. */
    session: json,
  }),
]);

export type Secret = z.infer<typeof secretSchema>;
export type AppPasswordSecret = Extract<Secret, { kind: "app_password" }>;
export type OAuthSecret = Extract<Secret, { kind: "oauth" }>;

/** Null when the credentials are not of this connector. */
export function secretOf(secret: Json): Secret | null {
  const parsed = secretSchema.safeParse(secret);
  return parsed.success ? parsed.data : null;
}
