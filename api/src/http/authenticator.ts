import type { Actor, Mode, WorkspaceScope } from "../ctx.ts";
import type { Caller } from "./rate-limit.ts";

/** Who a credential stands for. */
export interface Principal {
  readonly actor: Actor;
  /** Null for a user who belongs to none. */
  readonly organizationId: string | null;
  readonly mode: Mode | null;
  /** The one workspace an embed session is for; null where the caller names it. */
  readonly workspaceId: string | null;
  /** Origins a browser may use it from; null where it is no browser credential. */
  readonly allowedOrigins: readonly string[] | null;
  /** Of a user's token. */
  readonly sessionId: string | null;
  /** Whose budget its requests are taken from. A person's embed sessions share one, so that minting sessions makes it no larger. */
  readonly caller: Caller;
}

/** What `http` asks to be given by `app`. Identity and workspaces provide it. */
export interface Authenticator {
  /** @throws {Refusal} `invalid_token`, `token_expired` */
  authenticate(bearer: string): Promise<Principal>;
  /** The workspace, where it belongs to this organization; else null. */
  workspace(organizationId: string, workspaceId: string): Promise<WorkspaceScope | null>;
}
