import type { Connector } from "@placard/connectors";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import type { Ids } from "./ids.ts";
import type { Blobs } from "./ports/blobs/blobs.ts";
import type { Chance } from "./ports/chance.ts";
import type { Hints } from "./ports/hints/hints.ts";
import type { Keys } from "./ports/keys/keys.ts";
import type { Mail } from "./ports/mail/mail.ts";
import type { Network } from "./ports/network.ts";
import type { Store } from "./ports/store/store.ts";
import type { Telemetry } from "./ports/telemetry.ts";
import type { Timer } from "./ports/time.ts";
import type { Secrets } from "./secrets.ts";
import type { TenantStore } from "./tenant.ts";

export type Mode = "live" | "test";

/** The installation: the ports and what is made of them once. */
export interface Service {
  readonly config: Config;
  readonly log: Logger;
  /** The whole table. Only `change`, `work`, `events`, `identity` and `workspaces` open it, by named system partitions; everything else has `ctx.store`. */
  readonly systemStore: Store;
  readonly hints: Hints;
  readonly keys: Keys;
  readonly blobs: Blobs;
  readonly mail: Mail;
  readonly timer: Timer;
  readonly chance: Chance;
  readonly network: Network;
  readonly ids: Ids;
  readonly secrets: Secrets;
  readonly telemetry: Telemetry;
  readonly connectors: ReadonlyMap<string, Connector>;
}

/** Who acts. `system` is durable work acting for a workspace. */
export interface Actor {
  readonly kind: "api_key" | "user" | "embed_session" | "system";
  readonly id: string;
  /** The vendor's own id of the person, in an embed session. */
  readonly endUser: { readonly externalId: string; readonly name: string | null; readonly role: string | null } | null;
  readonly scopes: ReadonlySet<string>;
}

/** What every use case needs to know of the workspace it acts in. */
export interface WorkspaceScope {
  readonly id: string;
  readonly mode: Mode;
  readonly timeZone: string;
  readonly language: string;
  /** Whether a post needs approval before it is scheduled. */
  readonly approvalRequired: boolean;
  /** How far the workspace's clock stands before real time, in ms; 0 in live mode, and never less than before. */
  readonly clockOffsetMs: number;
}

/** A POST's answer that is to be kept: {@link commit} puts it into the transaction of the change. */
export interface KeptAnswer {
  /** Tenant-relative key of the record. */
  readonly in: "workspace" | "organization";
  readonly pk: string;
  readonly sk: string;
  readonly fingerprint: string;
  /** Status of the answer that a commit keeps. */
  readonly status: number;
  kept: boolean;
}

/** Of an operation on the organization. */
export interface OrganizationCtx extends Service {
  readonly requestId: string;
  readonly actor: Actor;
  readonly organizationId: string;
  /** What the credential may touch: a live key sees live workspaces only; null for a user, who sees both. */
  readonly mode: Mode | null;
  readonly organizationStore: TenantStore;
  readonly workspace: WorkspaceScope | null;
  readonly time: { readonly real: Timer; readonly workspace: { now(): number } };
  readonly keptAnswer: KeptAnswer | null;
}

/** Of an operation in a workspace: `store` holds that workspace and nothing else. */
export interface Ctx extends OrganizationCtx {
  readonly workspace: WorkspaceScope;
  readonly store: TenantStore;
}
