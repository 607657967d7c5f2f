import { z } from "@hono/zod-openapi";
import { idField, instantField, lineField, listOf, listQuery } from "../../http/fields.ts";
import { ALL_SCOPES, COMPONENT_SCOPES, type Component, type Scope } from "../../http/scopes.ts";
import { PASSWORD_LENGTH } from "./passwords.ts";

const emailField = z
  .email()
  .max(254) // RFC 5321: the longest address that can be delivered to
  .openapi({ description: "E-mail address; upper and lower case are the same.", example: "ada@example.com" });
const personName = lineField(80);
const firstName = personName.openapi({ description: "First name.", example: "Ada" });
const lastName = personName.openapi({ description: "Last name.", example: "Lovelace" });
const organizationName = lineField(120).openapi({ description: "Name of the organization.", example: "Acme Software" });
const modeField = z.enum(["live", "test"]).openapi({ description: "Live, or test with the sandbox network.", example: "test" });
const scopeField = z
  .enum(ALL_SCOPES as [Scope, ...Scope[]])
  .openapi({ description: "What the credential may do.", example: "posts:write" });

// Users and their tokens

export const RegistrationSchema = z
  .strictObject({
    email: emailField,
    password: z.string().min(PASSWORD_LENGTH.least).max(PASSWORD_LENGTH.most).openapi({
      description:
        "12 to 256 characters of any kind. What is easy to guess (common words, your name or address, sequences, repetitions) is refused.",
      example: "lantern-orbit-velvet-thaw",
    }),
    first_name: firstName,
    last_name: lastName,
    organization_name: organizationName,
  })
  .openapi("Registration");
export type Registration = z.output<typeof RegistrationSchema>;

export const LoginSchema = z
  .strictObject({
    email: emailField,
    password: z
      .string()
      .min(1)
      .max(PASSWORD_LENGTH.most)
      .openapi({ description: "The password.", example: "lantern-orbit-velvet-thaw" }),
  })
  .openapi("Login");

export const RefreshSchema = z
  .strictObject({
    refresh_token: z
      .string()
      .min(1)
      .max(300)
      .openapi({ description: "The newest refresh token of the session.", example: "rt_01jd4b9ep2f3r8h6v5w7x9y0za…" }),
  })
  .openapi("Refresh");

const tokens = {
  access_token: z
    .string()
    .openapi({ description: "Bearer token (JWT, RS256) for requests.", example: "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9…" }),
  refresh_token: z
    .string()
    .openapi({ description: "Good once, for 30 days, for the next pair of tokens.", example: "rt_01jd4b9ep2f3r8h6v5w7x9y0za…" }),
  token_type: z.literal("Bearer").openapi({ description: "How the access token is sent.", example: "Bearer" }),
  expires_in: z.int().openapi({ description: "Seconds the access token lives.", example: 3600 }),
};
export const TokensSchema = z.object(tokens).openapi("Tokens");
export type TokensBody = z.output<typeof TokensSchema>;

export const UserSchema = z
  .object({
    id: idField("user"),
    email: emailField,
    first_name: firstName,
    last_name: lastName,
    created_at: instantField("When the user registered."),
  })
  .openapi("User");
export type UserBody = z.output<typeof UserSchema>;

// Organization and brand

/** The theme's tokens, named by role (design: widgets). */
const BRAND_TOKENS = {
  "--placard-font": ["Font family.", "Inter, sans-serif"],
  "--placard-text": ["Colour of text.", "#1a1a1a"],
  "--placard-text-muted": ["Colour of secondary text.", "#6b6b6b"],
  "--placard-surface": ["Colour of the page.", "#ffffff"],
  "--placard-surface-raised": ["Colour of cards and menus.", "#fafafa"],
  "--placard-border": ["Colour of lines.", "#e2e2e2"],
  "--placard-accent": ["Colour of what can be acted on.", "oklch(62% 0.19 255)"],
  "--placard-on-accent": ["Colour of text on the accent.", "#ffffff"],
  "--placard-success": ["Colour of what went well.", "#1a7f37"],
  "--placard-warning": ["Colour of what needs care.", "#9a6700"],
  "--placard-danger": ["Colour of what failed or destroys.", "#cf222e"],
  "--placard-radius": ["Radius of corners.", "8px"],
  "--placard-space": ["Unit of spacing.", "4px"],
  "--placard-density": ["Factor on spacing.", "0.875"],
  "--placard-motion": ["Duration of transitions.", "150ms"],
} as const;
type BrandToken = keyof typeof BRAND_TOKENS;

/** What a theme's value may call; everything that could load or escape (`url()`, `src()`, `var()`, `;`, `}`) is not of this form. */
const VALUE_FUNCTIONS = /^(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|calc|min|max|clamp|cubic-bezier)$/;

/** Whether a text is safe as the value of a custom property in a stylesheet of ours: no at-rules, no loading, nothing left open. */
export function isThemeValue(value: string): boolean {
  if (!/^[A-Za-z0-9 #%.,()+*/'"_-]+$/.test(value) || value.includes("/*") || value.trim() === "") return false;
  const bare = value.replace(/'[^'"]*'|"[^"']*"/g, "x"); // quoted font names
  if (/['"]/.test(bare)) return false;
  let open = 0;
  for (const [piece, name] of bare.matchAll(/([A-Za-z-]*)\(|\)/g)) {
    if (piece === ")") open -= 1;
    else {
      open += 1;
      if (name !== "" && !VALUE_FUNCTIONS.test((name ?? "").toLowerCase())) return false;
    }
    if (open < 0) return false;
  }
  return open === 0;
}

const themeValue = (description: string, example: string) =>
  z
    .string()
    .max(200)
    .refine(isThemeValue, {
      error: "It is not a plain CSS value.",
      params: {
        code: "not_allowed",
        fix: "Use a colour, length, number, duration or font names; no url(), var() or semicolons.",
      },
    })
    .optional()
    .openapi({ description, example });

const brandTokenFields = Object.fromEntries(
  Object.entries(BRAND_TOKENS).map(([name, [description, example]]) => [name, themeValue(description, example)]),
) as Record<BrandToken, ReturnType<typeof themeValue>>;
const brandName = lineField(120).openapi({ description: "The name end users see.", example: "Acme Social" });
const logoUrl = z
  .url({ protocol: /^https$/ })
  .max(2000)
  .openapi({ description: "Logo, https only.", example: "https://acme.example/logo.svg" });
const tagPrefix = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,29}$/)
  .openapi({ description: "Prefix of the widgets' tags: `acme` makes `<acme-composer>`.", example: "acme" });
const tokensDescription = "CSS custom properties by their role.";

export const BrandSchema = z
  .object({
    name: z.union([brandName, z.null()]),
    logo_url: z.union([logoUrl, z.null()]),
    tokens: z
      .record(z.string(), z.string())
      .openapi({ description: tokensDescription, example: { "--placard-accent": "#0a7d5a" } }),
    tag_prefix: z.union([tagPrefix, z.null()]),
  })
  .openapi("Brand");

const BrandInputSchema = z
  .strictObject({
    name: z.union([brandName, z.null()]).optional(),
    logo_url: z.union([logoUrl, z.null()]).optional(),
    tokens: z
      .strictObject(brandTokenFields)
      .optional()
      .openapi({
        description: `${tokensDescription} Replaces all tokens there were.`,
        example: { "--placard-accent": "#0a7d5a" },
      }),
    tag_prefix: z.union([tagPrefix, z.null()]).optional(),
  })
  .openapi("BrandInput");

const slugField = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])$/)
  .openapi({ description: "Short name for URLs: 3 to 63 small letters, digits and hyphens. Unique.", example: "acme-software" });

export const OrganizationSchema = z
  .object({
    id: idField("organization"),
    name: organizationName,
    slug: slugField,
    region: z.string().openapi({ description: "Where its data lies.", example: "default" }),
    plan: z.enum(["free"]).openapi({ description: "The plan it is on.", example: "free" }),
    limits: z
      .object({
        users: z.int().openapi({ description: "Members it may have.", example: 5 }),
        accounts: z.int().openapi({ description: "Accounts it may connect.", example: 3 }),
      })
      .openapi({ description: "What the plan allows." }),
    brand: BrandSchema,
    created_at: instantField("When it was created."),
    updated_at: instantField("When it was changed last."),
  })
  .openapi("Organization");
export type OrganizationBody = z.output<typeof OrganizationSchema>;

export const OrganizationUpdateSchema = z
  .strictObject({
    name: organizationName.optional(),
    slug: slugField.optional(),
    brand: BrandInputSchema.optional(),
  })
  .openapi("OrganizationUpdate");
export type OrganizationUpdate = z.output<typeof OrganizationUpdateSchema>;

export const LoginAnswerSchema = z
  .object({ user: UserSchema, organization: OrganizationSchema, ...tokens })
  .openapi("LoginAnswer");
export type LoginBody = z.output<typeof LoginAnswerSchema>;

export const CurrentUserSchema = z
  .object({
    user: UserSchema,
    organization: z.union([OrganizationSchema, z.null()]).openapi({ description: "The organization the token acts for." }),
    role: z.union([z.enum(["owner"]), z.null()]).openapi({ description: "Role in that organization.", example: "owner" }),
  })
  .openapi("CurrentUser");
export type CurrentUserBody = z.output<typeof CurrentUserSchema>;

// API keys

const apiKeyFields = {
  id: idField("apiKey"),
  name: lineField(120).openapi({ description: "What it is for.", example: "Production server" }),
  mode: modeField,
  scopes: z.array(scopeField).openapi({ description: "What it may do.", example: ["posts:read", "posts:write"] }),
  ends_with: z.string().openapi({ description: "Last four characters of its newest secret.", example: "x7Qa" }),
  created_at: instantField("When it was created."),
  last_used_at: z
    .union([instantField("When it was used last, to the minute."), z.null()])
    .openapi({ description: "When it was used last, to the minute; null when never.", example: "2026-11-21T09:00:00.000Z" }),
  previous_secret_expires_at: z.union([instantField("Until when the secret before works."), z.null()]).openapi({
    description: "Until when the secret before the last rotation works; null where it was never rotated.",
    example: "2026-11-22T09:00:00.000Z",
  }),
};
export const ApiKeySchema = z.object(apiKeyFields).openapi("ApiKey");
export type ApiKeyBody = z.output<typeof ApiKeySchema>;
export const ApiKeyListSchema = listOf(ApiKeySchema, "ApiKeyList");

export const ApiKeyWithSecretSchema = z
  .object({
    ...apiKeyFields,
    secret: z.string().openapi({
      description: "The secret key, shown this once: keep it on a server.",
      example: "sk_test_…",
    }),
  })
  .openapi("ApiKeyWithSecret");
export type ApiKeyWithSecretBody = z.output<typeof ApiKeyWithSecretSchema>;

export const ApiKeyCreateSchema = z
  .strictObject({
    name: apiKeyFields.name,
    mode: modeField.optional().openapi({
      description: "Default: the mode of the key that creates it; `test` for a user. A key makes keys of its own mode only.",
      example: "test",
    }),
    scopes: z
      .array(scopeField)
      .min(1)
      .max(ALL_SCOPES.length)
      .optional()
      .openapi({
        description: "Default: all that the creator has. Nobody can give more.",
        example: ["posts:read", "posts:write"],
      }),
  })
  .openapi("ApiKeyCreate");
export type ApiKeyCreate = z.output<typeof ApiKeyCreateSchema>;

export const ApiKeyRotateSchema = z
  .strictObject({
    overlap_s: z
      .int()
      .min(0)
      .max(7 * 24 * 3600)
      .optional()
      .openapi({
        description: "Seconds for which earlier secrets still work: 0 to 604800 (7 days). Default 86400; 0 ends them at once.",
        example: 86_400,
      }),
  })
  .openapi("ApiKeyRotate");

export const ApiKeyParams = z.object({ key_id: idField("apiKey") });
export const ApiKeyListQuery = z.strictObject({
  ...listQuery,
  mode: modeField.optional().openapi({ description: "Only those of this mode. A key sees its own mode only.", example: "test" }),
});
export type ApiKeyListRequest = z.output<typeof ApiKeyListQuery>;

// Embed sessions

const COMPONENTS = Object.keys(COMPONENT_SCOPES) as [Component, ...Component[]];

/** An exact origin a browser would send: https, or http on the developer's own machine. */
export function isAllowedOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.origin !== text || url.hostname.includes("*")) return false; // a pattern would match nothing
  const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  return url.protocol === "https:" || (url.protocol === "http:" && loopback);
}

const endUserId = lineField(255).openapi({ description: "Your own id of this person.", example: "user-81" });
const endUserName = lineField(120).openapi({ description: "Name shown to colleagues.", example: "Grace Hopper" });
const endUserRole = lineField(60).openapi({ description: "Your own word for their role.", example: "editor" });

const EndUserSchema = z
  .object({ external_id: endUserId, name: z.union([endUserName, z.null()]), role: z.union([endUserRole, z.null()]) })
  .openapi("EndUser");

const componentsField = z
  .array(z.enum(COMPONENTS))
  .min(1)
  .max(COMPONENTS.length)
  .openapi({ description: "The widgets it is for; each brings its scopes.", example: ["composer", "calendar"] });

export const EmbedSessionCreateSchema = z
  .strictObject({
    workspace_id: idField("workspace"),
    end_user: z
      .strictObject({ external_id: endUserId, name: endUserName.optional(), role: endUserRole.optional() })
      .openapi({ description: "The person in front of the browser." }),
    components: componentsField,
    scopes: z
      .array(scopeField)
      .max(ALL_SCOPES.length)
      .optional()
      .openapi({ description: "Narrows what the components imply. Default: all they imply.", example: ["posts:read"] }),
    allowed_origins: z
      .array(
        z
          .string()
          .max(300)
          .refine(isAllowedOrigin, {
            error: "It is not an origin that may use the session.",
            params: {
              code: "wrong_format",
              fix: "Use scheme, host and port alone, as browsers send them: https://app.example.com. Plain http is for this machine only.",
            },
          }),
      )
      .min(1)
      .max(10)
      .openapi({ description: "Exact origins of the pages that embed the widgets.", example: ["https://app.acme.example"] }),
    expires_in: z
      .int()
      .min(60)
      .max(3600)
      .optional()
      .openapi({ description: "Seconds it lives: 60 to 3600. Default 600.", example: 600 }),
  })
  .openapi("EmbedSessionCreate");
export type EmbedSessionCreate = z.output<typeof EmbedSessionCreateSchema>;

const embedSessionFields = {
  id: idField("embedSession"),
  workspace_id: idField("workspace"),
  mode: modeField,
  end_user: EndUserSchema,
  components: z.array(z.string()).openapi({ description: "The widgets it is for.", example: ["composer"] }),
  scopes: z.array(z.string()).openapi({ description: "What it may do.", example: ["posts:read", "posts:write"] }),
  expires_at: instantField("When it ends."),
};
export const EmbedSessionSchema = z
  .object({
    ...embedSessionFields,
    token: z
      .string()
      .openapi({ description: "The bearer token for the browser.", example: "eyJhbGciOiJSUzI1NiIsInR5cCI6ImVzK2p3dCJ9…" }),
    allowed_origins: z.array(z.string()).openapi({ description: "Where it may be used.", example: ["https://app.acme.example"] }),
  })
  .openapi("EmbedSession");
export type EmbedSessionBody = z.output<typeof EmbedSessionSchema>;

export const CurrentEmbedSessionSchema = z
  .object({
    ...embedSessionFields,
    time_zone: z.string().openapi({ description: "IANA time zone of the workspace.", example: "Europe/Berlin" }),
    language: z.string().openapi({ description: "Language of the workspace.", example: "de" }),
    approval_required: z
      .boolean()
      .openapi({ description: "Whether a post of the workspace needs approval before it is scheduled.", example: false }),
    brand: BrandSchema,
  })
  .openapi("CurrentEmbedSession");
export type CurrentEmbedSessionBody = z.output<typeof CurrentEmbedSessionSchema>;

// Keys that verify tokens

export const JwksSchema = z
  .object({
    keys: z.array(
      z
        .object({
          kty: z.string().openapi({ description: "Kind of key.", example: "RSA" }),
          kid: z.string().openapi({ description: "The id tokens name it by.", example: "pZ8f…" }),
          use: z.string().openapi({ description: "Signatures.", example: "sig" }),
          alg: z.string().openapi({ description: "Algorithm.", example: "RS256" }),
          n: z.string().openapi({ description: "Modulus, base64url.", example: "0vx7…" }),
          e: z.string().openapi({ description: "Exponent, base64url.", example: "AQAB" }),
        })
        .openapi("Jwk"),
    ),
  })
  .openapi("Jwks");
