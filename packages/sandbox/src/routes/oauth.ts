import { type Context, Hono } from "hono";
import { bodyForm, readBody } from "../body.ts";
import type { Env } from "../context.ts";
import { disturbed } from "../disturb.ts";
import { LIMITS } from "../limits.ts";
import { normalizeHandle, prospectsOf } from "../network/profiles.ts";
import { isScope, OAuthRefusal, SCOPES, type Scope } from "../network/tokens.ts";
import { consentPage, whoPage } from "../pages/consent.ts";
import { Refusal } from "../refusal.ts";
import { pageHeaders } from "./pages.ts";
import { tokensJson } from "./shapes.ts";

/** What an app asks for, once it is known where to send the answer. */
export interface Asked {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly challenge: string;
  readonly scopes: readonly Scope[];
}

/** How many of the people who are here already are offered for a click. */
const PEOPLE_OFFERED = 6;

/** OAuth 2.0: authorization code with PKCE (RFC 6749, RFC 7636), rotating refresh tokens, revocation (RFC 7009), metadata (RFC 8414). */
export function oauthRoutes(): Hono<Env> {
  const oauth = new Hono<Env>();
  oauth.use(
    "/oauth/*",
    readBody(() => LIMITS.bodyBytes),
  );

  oauth.get("/.well-known/oauth-authorization-server", c => {
    const { publicUrl } = c.get("network");
    return c.json({
      issuer: publicUrl,
      authorization_endpoint: `${publicUrl}/oauth/authorize`,
      token_endpoint: `${publicUrl}/oauth/token`,
      revocation_endpoint: `${publicUrl}/oauth/revoke`,
      scopes_supported: SCOPES,
      response_types_supported: ["code"],
      grant_types_supported: ["authorization_code", "refresh_token"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["none"],
      authorization_response_iss_parameter_supported: true,
    });
  });

  oauth.get("/oauth/authorize", c => {
    const query = c.req.query();
    const asked = readAsked(query, c);
    if (asked instanceof Response) return asked;
    const typed = query.handle;
    if (typed === undefined) return who(c, asked, null);
    const handle = handleOf(typed);
    return handle instanceof Refusal ? who(c, asked, handle.message) : consent(c, asked, handle, null);
  });

  oauth.post("/oauth/authorize", c => {
    const network = c.get("network");
    const form = bodyForm(c);
    const asked = readAsked(Object.fromEntries(form), c);
    if (asked instanceof Response) return asked;
    if (form.get("decision") !== "allow") {
      return back(c, asked.redirectUri, { error: "access_denied", error_description: "The person said no.", state: asked.state });
    }
    const handle = handleOf(form.get("handle") ?? "");
    if (handle instanceof Refusal) return who(c, asked, handle.message);
    const shared = new Set(form.getAll("share"));
    const allowed = asked.scopes.filter(scope => form.getAll("allow").includes(scope));
    const chosen = prospectsOf(handle).filter(prospect => shared.has(prospect.handle));
    if (chosen.length === 0) return consent(c, asked, handle, "Choose at least one profile or page.");
    if (allowed.length === 0) return consent(c, asked, handle, "Allow at least one thing, or refuse.");

    const code = network.database.transact(() => {
      network.profiles.ensurePerson(handle, c.get("now"));
      const profileIds = chosen.flatMap(prospect => network.profiles.byHandle(prospect.handle)?.id ?? []);
      return network.tokens.issueCode({ ...asked, scopes: allowed, profileIds });
    });
    return back(c, asked.redirectUri, { code, state: asked.state, iss: network.publicUrl });
  });

  const nameToken = disturbed("token", c => {
    const { profiles, tokens } = c.get("network");
    const form = bodyForm(c);
    const id = form.has("refresh_token")
      ? tokens.profileOfRefreshToken(form.get("refresh_token") ?? "")
      : tokens.profilesOfCode(form.get("code") ?? "")[0];
    return profiles.byId(id ?? "");
  });
  oauth.post("/oauth/token", nameToken, c => {
    const { tokens } = c.get("network");
    const headers = { "Cache-Control": "no-store" };
    try {
      const form = bodyForm(c);
      const need = (name: string): string => {
        const value = form.get(name);
        if (value === null || value === "") throw new OAuthRefusal("invalid_request", `${name} is missing.`);
        return value;
      };
      switch (need("grant_type")) {
        case "authorization_code": {
          const shown = {
            code: need("code"),
            clientId: need("client_id"),
            redirectUri: need("redirect_uri"),
            verifier: need("code_verifier"),
          };
          return c.json(tokensJson(c.get("network"), tokens.exchangeCode(shown)), 200, headers);
        }
        case "refresh_token": {
          const pair = tokens.refresh({ token: need("refresh_token"), clientId: need("client_id") });
          return c.json(tokensJson(c.get("network"), [pair]), 200, headers);
        }
        default:
          throw new OAuthRefusal("unsupported_grant_type", "grant_type is authorization_code or refresh_token.");
      }
    } catch (error) {
      if (!(error instanceof OAuthRefusal)) throw error;
      return c.json({ error: error.error, error_description: error.message }, 400, headers);
    }
  });

  const nameRevoked = disturbed("revoke", c => {
    const { profiles, tokens } = c.get("network");
    const shown = bodyForm(c).get("token") ?? "";
    return profiles.byId(tokens.profileOfRefreshToken(shown) ?? "");
  });
  oauth.post("/oauth/revoke", nameRevoked, c => {
    const token = bodyForm(c).get("token");
    if (token === null || token === "") return c.json({ error: "invalid_request", error_description: "token is missing." }, 400);
    c.get("network").tokens.revoke(token);
    return c.body(null, 200);
  });

  return oauth;
}

/**
 * What is asked for, or the redirect that refuses it. Throws while it is not known where to send anyone: a redirect to an address that was not
 * checked would make us somebody's open door.
 */
function readAsked(query: Readonly<Record<string, string>>, c: Context<Env>): Asked | Response {
  const clientId = query.client_id ?? "";
  if (clientId === "" || clientId.length > 500)
    throw new Refusal(400, "client_id_invalid", "The app did not say who it is (client_id).");
  const redirectUri = query.redirect_uri ?? "";
  if (!isRedirectAllowed(redirectUri)) {
    throw new Refusal(
      400,
      "redirect_uri_invalid",
      "redirect_uri must be an https address, or an http address of this machine, without a fragment.",
    );
  }
  const state = query.state ?? null;
  const refuse = (error: string, description: string) => back(c, redirectUri, { error, error_description: description, state });
  if (query.response_type !== "code") return refuse("unsupported_response_type", "response_type must be code.");
  const challenge = query.code_challenge ?? "";
  if (query.code_challenge_method !== "S256" || !/^[A-Za-z0-9_-]{43}$/.test(challenge)) {
    return refuse("invalid_request", "PKCE is required: code_challenge of method S256.");
  }
  const words = (query.scope ?? SCOPES.join(" ")).split(" ").filter(word => word !== "");
  const scopes = SCOPES.filter(scope => words.includes(scope));
  if (scopes.length === 0 || !words.every(isScope)) return refuse("invalid_scope", `scope names some of ${SCOPES.join(" ")}.`);
  return { clientId, redirectUri, state, challenge, scopes };
}

function isRedirectAllowed(text: string): boolean {
  if (text.length > 2_000 || !URL.canParse(text)) return false;
  const url = new URL(text);
  if (text.includes("#") || url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname));
}

function back(c: Context<Env>, redirectUri: string, answer: Readonly<Record<string, string | null>>): Response {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) if (value !== null) url.searchParams.set(name, value);
  c.header("Cache-Control", "no-store");
  return c.redirect(url.href, 303);
}

function handleOf(typed: string): string | Refusal {
  try {
    return normalizeHandle(typed);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/**
 * Chrome holds every redirect after a form to the form's policy: the one back to who asked, and where that one sends the person on to, which nobody here knows.
 * The form itself leads to this page, and the first redirect to an address that was checked.
 */
const FORM_HEADERS = { ...pageHeaders("'self' http: https:"), "Cache-Control": "no-store" };

function who(c: Context<Env>, asked: Asked, wrong: string | null): Response | Promise<Response> {
  const people = c.get("network").profiles.recentPeople(PEOPLE_OFFERED);
  return c.html(whoPage(asked, people, wrong), wrong === null ? 200 : 422, FORM_HEADERS);
}

function consent(c: Context<Env>, asked: Asked, handle: string, wrong: string | null): Response | Promise<Response> {
  const isNew = c.get("network").profiles.byHandle(handle) === null;
  return c.html(consentPage(asked, handle, prospectsOf(handle), isNew, wrong), wrong === null ? 200 : 422, FORM_HEADERS);
}
