import { z } from "zod";

/** What a user's access token says. */
export const AccessClaims = z.object({ sub: z.string(), sid: z.string(), org: z.string(), exp: z.int() });
export type AccessClaims = z.output<typeof AccessClaims>;

/** What an embed session's token says: all of it, for nothing of it lies in the store. */
export const EmbedClaims = z.object({
  jti: z.string(),
  org: z.string(),
  ws: z.string(),
  mode: z.enum(["live", "test"]),
  end_user: z.object({
    external_id: z.string(),
    name: z.union([z.string(), z.null()]),
    role: z.union([z.string(), z.null()]),
  }),
  components: z.array(z.string()),
  scopes: z.array(z.string()),
  origins: z.array(z.string()),
  exp: z.int(),
});
export type EmbedClaims = z.output<typeof EmbedClaims>;

export type VerifiedToken = ({ readonly kind: "access" } & AccessClaims) | ({ readonly kind: "embed" } & EmbedClaims);
