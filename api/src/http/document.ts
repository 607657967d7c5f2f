import { OpenAPIHono, z } from "@hono/zod-openapi";
import { PROBLEMS, type ProblemCode } from "../problems.ts";
import type { Operation } from "./operation.ts";
import { ProblemSchema } from "./problem.ts";
import { SCOPES } from "./scopes.ts";

/** An event type with what it carries: the document's `webhooks` section lists them all. */
export interface EventDescription {
  readonly type: string;
  readonly description: string;
  readonly schema: z.ZodType;
}

/** What every operation of an access can refuse with. */
const ALWAYS: Record<Operation["access"], readonly ProblemCode[]> = {
  open: ["rate_limited", "busy"],
  user: ["unauthenticated", "invalid_token", "token_expired", "missing_scope", "rate_limited", "busy"],
  organization: ["unauthenticated", "invalid_token", "token_expired", "missing_scope", "rate_limited", "busy"],
  workspace: [
    "unauthenticated",
    "invalid_token",
    "token_expired",
    "missing_scope",
    "workspace_required",
    "not_found",
    "origin_not_allowed",
    "rate_limited",
    "busy",
  ],
};

/** The OpenAPI 3.1 document of all operations. It names no host: a reader's own server is `/`. */
export function openApiDocument(
  operations: readonly Operation[],
  tags: readonly { name: string; description: string }[],
  events: readonly EventDescription[],
  version: string,
) {
  const app = new OpenAPIHono();
  const registry = app.openAPIRegistry;
  registry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    description: "A secret key (`sk_live_…`, `sk_test_…`), a user's access token or an embed session token.",
  });
  for (const operation of operations) {
    if (operation.documented === false) continue;
    const always = ALWAYS[operation.access].filter(code => code !== "rate_limited" || operation.metered !== false);
    const problems = [...new Set([...operation.problems, ...always, ...inputProblems(operation)])];
    const byStatus = Map.groupBy(problems, code => PROBLEMS[code].status);
    const responses: Record<string, unknown> = {
      [operation.answer.status]: {
        description: operation.answer.description,
        headers: responseHeaders(operation),
        ...(operation.answer.schema && {
          content: { [operation.answer.contentType ?? "application/json"]: { schema: operation.answer.schema } },
        }),
      },
    };
    for (const [status, codes] of [...byStatus].sort(([a], [b]) => a - b)) {
      responses[status] = {
        description: codes.map(code => `\`${code}\`: ${PROBLEMS[code].title}.`).join("\n\n"),
        content: { "application/problem+json": { schema: ProblemSchema } },
      };
    }
    registry.registerPath({
      method: operation.method,
      path: operation.path,
      operationId: operation.id,
      tags: [operation.tag],
      summary: operation.summary,
      description: describe(operation),
      security: operation.access === "open" ? [] : [{ bearer: [] }],
      "x-scopes": operation.scopes,
      "x-access": operation.access,
      "x-problems": problems,
      request: {
        ...(operation.params && { params: operation.params as z.ZodObject }),
        ...(operation.query && { query: operation.query as z.ZodObject }),
        headers: requestHeaders(operation),
        ...(operation.body && {
          body: {
            required: !operation.body.safeParse({}).success,
            content: {
              [operation.form ? "multipart/form-data" : (operation.text ?? "application/json")]: { schema: operation.body },
            },
          },
        }),
      },
      responses,
    } as Parameters<typeof registry.registerPath>[0]);
  }
  for (const event of events) {
    registry.registerWebhook({
      method: "post",
      path: event.type,
      operationId: `webhooks.${event.type}`,
      tags: ["Webhooks"],
      summary: event.type,
      description: event.description,
      request: { body: { required: true, content: { "application/json": { schema: event.schema } } } },
      responses: { 200: { description: "Any 2xx within 15 s counts as received." } },
    });
  }
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Placard",
      version,
      description:
        "A headless social media service: connect accounts, write posts, schedule them, see each published exactly once, and be told by signed webhooks.",
      license: { name: "Proprietary", url: "https://placard.dev/terms" },
    },
    servers: [{ url: "/", description: "The server this document came from." }],
    tags: tags.map(tag => ({ ...tag })),
    security: [{ bearer: [] }],
  });
}

function inputProblems(operation: Operation): ProblemCode[] {
  const problems: ProblemCode[] = ["validation_failed"]; // a parameter there is not is refused by every operation
  if (operation.form) problems.push("bad_request");
  else if (operation.body && !operation.text) problems.push("malformed_json");
  if (operation.body) problems.push("body_too_large", "unsupported_media_type");
  if (operation.params) problems.push("not_found");
  if (operation.query && "shape" in operation.query && "cursor" in (operation.query as z.ZodObject).shape)
    problems.push("invalid_cursor");
  if (operation.method === "post" && operation.idempotent !== false && operation.access !== "open")
    problems.push("idempotency_in_progress", "idempotency_mismatch");
  if (changesVersioned(operation)) problems.push("stale");
  return problems;
}

/** Whether it changes something that has a version already: what is created has none to match. */
const changesVersioned = ({ versioned, method, path, answer }: Operation): boolean =>
  versioned === true && method !== "get" && path.includes("{") && answer.status !== 201;

function describe(operation: Operation): string {
  if (operation.scopes.length === 0) return operation.description;
  return `${operation.description}\n\nScopes: ${operation.scopes.map(scope => `\`${scope}\` (${SCOPES[scope]})`).join(" ")}`;
}

function requestHeaders(operation: Operation): z.ZodObject {
  return z.object({
    ...(operation.access === "workspace" && {
      "Placard-Workspace": z
        .string()
        .optional()
        .openapi({ description: "The workspace, where the token does not name it.", example: "ws_01jd4b9ep2f3r8h6v5w7x9y0za" }),
    }),
    ...(operation.method === "post" &&
      operation.idempotent !== false &&
      operation.access !== "open" && {
        "Idempotency-Key": z.string().max(255).optional().openapi({
          description:
            "Repeating the request with the same key gives the first answer, for 24 hours, with its ETag. A refusal is repeated with the id of the request that asks again; one that comes with Retry-After is not kept.",
          example: "8f14e45f-ceea-467f-a8d1-6f2a1b0c9d3e",
        }),
      }),
    ...(changesVersioned(operation) && {
      "If-Match": z.string().optional().openapi({
        description: "The ETag of the read: the change is refused with 412 when it is stale. `*` stands for any version.",
        example: '"3"',
      }),
    }),
  });
}

function responseHeaders(operation: Operation): Record<string, unknown> {
  const header = (description: string, example: string) => ({ description, schema: { type: "string" }, example });
  return {
    "Request-Id": header("Name it when you ask us.", "req_01jd4b9ep2f3r8h6v5w7x9y0za"),
    ...(operation.metered !== false && {
      "RateLimit-Policy": header(
        "The limits of the caller (a key, a person, or an address), all of which hold: `q` requests in `w` seconds.",
        '"hour";q=1000;w=3600, "burst";q=2000;w=60',
      ),
      RateLimit: header(
        "What is left of each: `r` requests, `t` seconds to the next window.",
        '"hour";r=999;t=1740, "burst";r=1999;t=60',
      ),
    }),
    ...(operation.versioned && { ETag: header("The version, for If-Match.", '"3"') }),
  };
}
