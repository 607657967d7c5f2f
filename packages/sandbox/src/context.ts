import type { Socket } from "node:net";
import type { Context } from "hono";
import { z } from "zod";
import { bodyText } from "./body.ts";
import type { Database } from "./database.ts";
import { LIMITS } from "./limits.ts";
import type { Audience } from "./network/audience.ts";
import type { Faults } from "./network/faults.ts";
import type { MediaLibrary } from "./network/media.ts";
import type { Posts } from "./network/posts.ts";
import type { Profile, Profiles } from "./network/profiles.ts";
import type { Scope, Tokens } from "./network/tokens.ts";
import { Refusal } from "./refusal.ts";

/** The network behind the routes. */
export interface Network {
  readonly database: Database;
  readonly profiles: Profiles;
  readonly tokens: Tokens;
  readonly posts: Posts;
  readonly media: MediaLibrary;
  readonly audience: Audience;
  readonly faults: Faults;
  /** Where a browser finds it, without a slash at the end. */
  readonly publicUrl: string;
  readonly adminToken: string;
  /** Aborts when the sandbox closes: whatever waits then ends. */
  readonly closing: AbortSignal;
}

/** Who calls. */
export interface Caller {
  readonly profile: Profile;
  readonly clientId: string;
  readonly scopes: readonly Scope[];
}

/** `incoming` is there over a socket; a caller of `fetch` in the same process has none. */
export type Env = {
  Bindings: { readonly incoming?: { readonly socket: Socket } };
  Variables: { network: Network; now: number; caller: Caller | Refusal; body: Uint8Array };
};

/** The last millisecond of the year 9999: later instants have no RFC 3339 form. */
const LAST_INSTANT = 253_402_300_799_999;

/** What time it is for this request: the header `Sandbox-Clock` (ms since the epoch), else the real time. Throws 400 `clock_invalid`. */
export function readClock(header: string | undefined): number {
  if (header === undefined) return Date.now();
  const now = Number(header);
  if (!/^\d{1,15}$/.test(header) || now > LAST_INSTANT) {
    throw new Refusal(400, "clock_invalid", "Sandbox-Clock is a whole number of milliseconds since 1970, up to the year 9999.");
  }
  return now;
}

/** Finds out who calls without refusing anyone yet: a fault may have to happen first. */
export function identify(network: Network, authorization: string | undefined): Caller | Refusal {
  const token = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) {
    return new Refusal(401, "token_missing", "Send an access token: Authorization: Bearer …", {
      headers: { "WWW-Authenticate": "Bearer" },
    });
  }
  try {
    const { profileId, clientId, scopes } = network.tokens.authenticate(token);
    const profile = network.profiles.byId(profileId);
    return profile === null
      ? new Refusal(401, "token_unknown", "This access token is not known.")
      : { profile, clientId, scopes };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** The caller, when there is one with this scope. Throws 401, or 403 `insufficient_scope`. */
export function requireCaller(c: Context<Env>, scope: Scope | null): Caller {
  const caller = c.get("caller");
  if (caller instanceof Refusal) throw caller;
  if (scope !== null && !caller.scopes.includes(scope)) {
    throw new Refusal(
      403,
      "insufficient_scope",
      `This needs the scope ${JSON.stringify(scope)}; the token has ${JSON.stringify(caller.scopes.join(" "))}.`,
      {
        headers: { "WWW-Authenticate": `Bearer error="insufficient_scope", scope="${scope}"` },
      },
    );
  }
  return caller;
}

/** The JSON body, checked. Throws 400 `json_invalid` or 422 `input_invalid` with the first thing that is wrong. */
export function readJson<T>(c: Context<Env>, shape: z.ZodType<T>): T {
  const text = bodyText(c);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Refusal(400, "json_invalid", "The body is not JSON.");
  }
  return check(shape, body, "the body");
}

/** The query, checked. Throws 422 `input_invalid`. */
export function readQuery<T>(c: Context<Env>, shape: z.ZodType<T>): T {
  return check(shape, c.req.query(), "the query");
}

function check<T>(shape: z.ZodType<T>, value: unknown, where: string): T {
  const checked = shape.safeParse(value);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  const path = issue?.path.join(".") || where;
  throw new Refusal(422, "input_invalid", `${path}: ${issue?.message ?? "not as expected"}`);
}

/** A text that can be stored and given back as it is: no lone surrogates, no NUL. */
export const Text = z
  .string()
  .refine(text => text.isWellFormed() && !text.includes("\u0000"), "has a lone surrogate or a NUL character");

/** `limit` and `before` of a list. */
export const Page = z.object({
  limit: z.coerce.number().int().min(1).max(LIMITS.listMost).default(LIMITS.listDefault),
  before: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable().default(null),
});
