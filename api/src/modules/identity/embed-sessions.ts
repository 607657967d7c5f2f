import type { Ctx, OrganizationCtx } from "../../ctx.ts";
import { COMPONENT_SCOPES, type Component, type Scope } from "../../http/scopes.ts";
import { invalid, notFound } from "../../problems.ts";
import { workspaceScope } from "../workspaces/index.ts";
import { readOrganization, toBrand } from "./organizations.ts";
import { refuseBeyond } from "./roles.ts";
import type { CurrentEmbedSessionBody, EmbedSessionBody, EmbedSessionCreate } from "./schema.ts";
import { invalidToken, signEmbed, verifyToken } from "./tokens.ts";

const DEFAULT_LIFE_S = 600;
/** What `http` takes as a bearer token. */
const MOST_TOKEN_LENGTH = 4096;

/**
 * A short-lived token for one person in one workspace. It is signed and lies nowhere, so it lives out its time (an hour at most) even when the key that
 * made it is revoked; only deleting the workspace ends it at once.
 * Fails with `not_found` (workspace), `missing_scope` (more than the creator holds).
 */
export async function createEmbedSession(ctx: OrganizationCtx, input: EmbedSessionCreate): Promise<EmbedSessionBody> {
  const workspace = await workspaceScope(ctx, ctx.organizationId, input.workspace_id);
  if (!workspace || (ctx.mode !== null && workspace.mode !== ctx.mode)) throw notFound("workspace");
  const components = [...new Set(input.components)];
  const scopes = [...narrow(scopesOf(components), input.scopes)];
  refuseBeyond(ctx.actor.scopes, scopes, "create an embed session");
  const id = ctx.ids.next("embedSession");
  const endUser = {
    external_id: input.end_user.external_id,
    name: input.end_user.name ?? null,
    role: input.end_user.role ?? null,
  };
  const origins = [...new Set(input.allowed_origins)];
  const lifeS = input.expires_in ?? DEFAULT_LIFE_S;
  const claims = {
    org: ctx.organizationId,
    ws: workspace.id,
    mode: workspace.mode,
    end_user: endUser,
    components,
    scopes,
    origins,
  };
  const expiresAt = (Math.floor(ctx.timer.now() / 1000) + lifeS) * 1000;
  const token = await signEmbed(ctx, { ...claims, jti: id }, lifeS);
  if (token.length > MOST_TOKEN_LENGTH)
    throw invalid([
      {
        path: "allowed_origins",
        code: "too_long",
        message: "Origins and end user together do not fit into a token.",
        fix: "Name fewer origins.",
      },
    ]);
  return {
    id,
    token,
    expires_at: new Date(expiresAt).toISOString(),
    workspace_id: workspace.id,
    mode: workspace.mode,
    end_user: endUser,
    components,
    scopes,
    allowed_origins: origins,
  };
}

/** What a widget needs to know of the session whose token it holds. Fails with `not_found` for any other credential. */
export async function currentEmbedSession(ctx: Ctx, authorization: string | null): Promise<CurrentEmbedSessionBody> {
  if (ctx.actor.kind !== "embed_session") throw notFound("embed session");
  const token = await verifyToken(ctx, authorization?.replace(/^Bearer +/i, "") ?? "");
  if (token.kind !== "embed") throw invalidToken();
  const organization = await readOrganization(ctx);
  return {
    id: ctx.actor.id,
    workspace_id: ctx.workspace.id,
    mode: ctx.workspace.mode,
    time_zone: ctx.workspace.timeZone,
    language: ctx.workspace.language,
    approval_required: ctx.workspace.approvalRequired,
    end_user: token.end_user,
    components: token.components,
    scopes: [...ctx.actor.scopes],
    brand: toBrand(organization.data.brand),
    expires_at: new Date(token.exp * 1000).toISOString(),
  };
}

const scopesOf = (components: readonly Component[]): Scope[] => [
  ...new Set(components.flatMap((component): readonly Scope[] => COMPONENT_SCOPES[component])),
];

/** `wanted` can only take away from what the components imply. */
function narrow(implied: readonly Scope[], wanted: readonly Scope[] | undefined): readonly Scope[] {
  if (wanted === undefined) return implied;
  const faults = wanted.flatMap((scope, position) =>
    implied.includes(scope)
      ? []
      : [
          {
            path: `scopes.${position}`,
            code: "not_allowed",
            message: `None of the components has the scope ${scope}; scopes only narrow what the components may do.`,
            fix: `Use some of: ${implied.join(", ")}.`,
          },
        ],
  );
  if (faults.length > 0) throw invalid(faults);
  return implied.filter(scope => wanted.includes(scope));
}
