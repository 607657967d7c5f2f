import { z } from "@hono/zod-openapi";
import type { Ctx, OrganizationCtx, Service } from "../ctx.ts";
import type { ProblemCode } from "../problems.ts";
import type { Scope } from "./scopes.ts";

/**
 * One operation of the API, as its module declares it: from it come the route, the input's validation, the OpenAPI document and so the SDK.
 *
 * `access` says what the caller must bring: nothing (`open`), a user's own token (`user`), a credential of the organization (`organization`),
 * or one that names a workspace (`workspace`).
 */
export interface OperationSpec<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  /** `posts.create`: the SDK's method, and the word in logs and metrics. */
  readonly id: string;
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** With `{name}` for path parameters. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  /** All of them are needed. Empty for `open` and `user`. */
  readonly scopes: readonly Scope[];
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** The body is a form (multipart/form-data) with one file of at most so many bytes; `body` names its parts, the file by `fileField`. */
  readonly form?: { readonly most: number };
  /** Of the success. `schema` null for 204. An event stream or another text says so by `contentType`. */
  readonly answer: {
    readonly status: 200 | 201 | 202 | 204;
    readonly schema: z.ZodType | null;
    readonly description: string;
    readonly contentType?: string;
  };
  /** The body is a text of this type: the handler gets its bytes, and judges them itself. */
  readonly text?: "text/csv";
  /** What it refuses with, beside what every operation of its access can. */
  readonly problems: readonly ProblemCode[];
  /** A POST keeps its answer for its Idempotency-Key unless this is false (`auth.*`, streams, dry runs that change nothing). */
  readonly idempotent?: boolean;
  /** Pages and files that are no part of the contract stay out of the document. */
  readonly documented?: false;
  /** An `open` operation that costs its caller no budget: probes, the keys that tokens are checked with, and files whose URL we gave are never turned away. */
  readonly metered?: false;
  /** Reads give an ETag; changes take If-Match. */
  readonly versioned?: boolean;
}

export interface Input<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly request: RequestFacts;
}

/** What a handler may know of the HTTP request. */
export interface RequestFacts {
  readonly headers: Pick<Headers, "get">;
  readonly ip: string;
  /** The version `If-Match` names, or null. */
  readonly ifMatch: number | null;
  /**
   * Looks again whether the request would be let in now: for answers that outlast what was known when it came.
   * @throws {Refusal} the credential has ended or may do less, or the workspace is gone.
   */
  readonly recheck: () => Promise<void>;
}

/** A handler's answer. `version` becomes the ETag. `response` replaces everything, for streams, pages and redirects. */
export interface Reply {
  readonly body?: unknown;
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where the status differs from the declared one (202 instead of 200, 503 of readiness). */
  readonly status?: number;
  readonly response?: Response;
}

export interface OpenCtx extends Service {
  readonly requestId: string;
}

/** What `user` operations get: the person, before any organization is chosen. */
export interface UserCtx extends OrganizationCtx {
  readonly userId: string;
  readonly sessionId: string;
}

type Access = "open" | "user" | "organization" | "workspace";
interface CtxOf {
  open: OpenCtx;
  user: UserCtx;
  organization: OrganizationCtx;
  workspace: Ctx;
}

/** An operation with its handler, its types forgotten: what `app` mounts. */
export interface Operation extends OperationSpec<z.ZodType, z.ZodType, z.ZodType> {
  readonly access: Access;
  readonly handle: (ctx: never, input: Input<never, never, never>) => Promise<Reply>;
}

const nothing = z.strictObject({});
type Nothing = typeof nothing;

function declare<A extends Access>(access: A) {
  return <P extends z.ZodType = Nothing, Q extends z.ZodType = Nothing, B extends z.ZodType = z.ZodUndefined>(
    spec: OperationSpec<P, Q, B>,
    handle: (ctx: CtxOf[A], input: Input<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Reply>,
  ): Operation => ({ ...spec, access, handle }) as unknown as Operation;
}

export const openOperation = declare("open");
export const userOperation = declare("user");
export const organizationOperation = declare("organization");
export const workspaceOperation = declare("workspace");
