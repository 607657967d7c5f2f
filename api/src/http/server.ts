import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { z } from "@hono/zod-openapi";
import { type Context, Hono } from "hono";
import { compress } from "hono/compress";
import { AnsweredMeanwhile, Conflict } from "../change.ts";
import type { Ctx, KeptAnswer, OrganizationCtx, Service } from "../ctx.ts";
import { isId } from "../ids.ts";
import { measures } from "../measures.ts";
import { StoreBusy, StoreUnknown } from "../ports/store/store.ts";
import { NO_SPAN, type Span, type SpanStart } from "../ports/telemetry.ts";
import { type Fault, invalid, lacking, notFound, Refusal } from "../problems.ts";
import { tenantStore } from "../tenant.ts";
import type { Authenticator, Principal } from "./authenticator.ts";
import { type ReceivedForm, receiveForm } from "./form.ts";
import { type Claim, claimAnswer, IDEMPOTENCY_KEY_LENGTH, keepRefusalOrAnswer } from "./idempotency.ts";
import { faultsOf, isModest, JSON_DEPTH, JSON_UNCHECKED, JSON_VALUES, queryObject } from "./input.ts";
import { LightResponse } from "./light-response.ts";
import type { Operation, Reply, RequestFacts } from "./operation.ts";
import { type AnswerHeaders, problemResponse, problemText } from "./problem.ts";
import { addressCaller, type RateLimiter } from "./rate-limit.ts";

/** The most a JSON body may have, in bytes. */
export const BODY_LIMIT = 10 * 1024 * 1024;

const METHODS_ALLOWED = "GET, POST, PUT, PATCH, DELETE, OPTIONS";
const HEADERS_ALLOWED = "Authorization, Content-Type, Idempotency-Key, If-Match, Placard-Workspace, Last-Event-ID, Cache-Control";
const HEADERS_EXPOSED =
  "ETag, Request-Id, RateLimit, RateLimit-Policy, Retry-After, Idempotency-Replayed, Location, WWW-Authenticate, Deprecation, Sunset";
/** How long a browser may remember the answer to a preflight: a day is what Firefox grants at most. */
const PREFLIGHT_LIFE_S = "86400";

export interface ServerParts {
  readonly service: Service;
  readonly authenticator: Authenticator;
  readonly rateLimiter: RateLimiter;
  readonly operations: readonly Operation[];
  /** Where an address comes from: the socket, or a proxy's header where the operator trusts one. */
  readonly addressOf: (c: Context) => string;
}

/** One Hono app with every operation on it, and the same manners on each. */
export function createServer(parts: ServerParts): Hono {
  // One handler a route and nothing around it: Hono then calls it as it is. What middleware would do for every request is done where it is needed.
  const app = new Hono();
  app.on("OPTIONS", "*", async (c, next) => {
    if (c.req.header("Access-Control-Request-Method") === undefined) return next();
    // It costs no budget, so it tells of none: browsers ask it for pages, not for callers.
    return c.body(null, 204, {
      "Request-Id": parts.service.ids.next("request"),
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Methods": METHODS_ALLOWED,
      "Access-Control-Allow-Headers": HEADERS_ALLOWED,
      "Access-Control-Max-Age": PREFLIGHT_LIFE_S,
    });
  });
  const methods = new Map<string, string[]>();
  // The router takes the first path that fits, so `/v1/events/stream` must come before `/v1/events/{event_id}`: a brace sorts behind every letter.
  const operations = parts.operations.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  for (const operation of operations) {
    const path = routeOf(operation);
    methods.set(path, [...(methods.get(path) ?? []), operation.method.toUpperCase()]);
  }
  const unanswered = otherMethods(parts, methods);
  for (const [path, there] of Map.groupBy(operations, routeOf)) {
    for (const operation of there) {
      if (operation.documented === false) app.use(path, compress({ threshold: COMPRESSED_FROM }));
      app.on(operation.method.toUpperCase(), path, c => answer(parts, operation, c));
    }
    // `GET /v1/accounts/connect` would else be taken for an account of that name.
    if ([...methods.keys()].some(other => other !== path && standsFor(other, path)))
      app.all(path, c => unanswered.fetch(c.req.raw, c.env));
  }
  app.notFound(c => unanswered.fetch(c.req.raw, c.env));
  app.onError((error, c) => {
    const requestId = parts.service.ids.next("request");
    parts.service.log.error({ err: error, request_id: requestId, path: c.req.path }, "a request failed outside its operation");
    return problemResponse(
      new Refusal("internal", "This was our fault and is logged under the request id."),
      requestId,
      baseHeaders(requestId),
    );
  });
  return app;
}

const routeOf = ({ path }: Operation): string => path.replace(/\{([a-z_]+)\}/g, ":$1");

/** Whether a route with parameters takes what another route names in full. */
function standsFor(route: string, path: string): boolean {
  const [own, others] = [route.split("/"), path.split("/")];
  return own.length === others.length && own.every((part, position) => part.startsWith(":") || part === others[position]);
}

/** Answers a request that met no operation. It counts like any other of its address. */
async function astray(
  parts: ServerParts,
  c: Context,
  refusal: Refusal,
  more: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const requestId = parts.service.ids.next("request");
  const headers = baseHeaders(requestId);
  Object.assign(headers, more);
  try {
    await parts.rateLimiter.spend(addressCaller(parts.addressOf(c)), headers);
  } catch (error) {
    return problemResponse(refusalOf(parts.service, error, requestId, "none"), requestId, headers);
  }
  return problemResponse(refusal, requestId, headers);
}

/** What no operation takes: a path of ours with another method, or no path of ours. */
function otherMethods(parts: ServerParts, methods: ReadonlyMap<string, readonly string[]>): Hono {
  const app = new Hono();
  for (const [path, allowed] of methods) {
    app.all(path, c => {
      const allow = [...allowed, ...(allowed.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
      if (c.req.method === "OPTIONS")
        return c.body(null, 204, { ...baseHeaders(parts.service.ids.next("request")), Allow: allow });
      return astray(parts, c, new Refusal("method_not_allowed", `Use ${allowed.join(" or ")}.`), { Allow: allow });
    });
  }
  app.notFound(c =>
    astray(parts, c, new Refusal("not_found", `There is nothing at ${c.req.path}. The API reference is at /docs.`)),
  );
  return app;
}

function baseHeaders(requestId: string): AnswerHeaders {
  return {
    "Request-Id": requestId,
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": HEADERS_EXPOSED,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
  };
}

const STATUS_CLASSES = ["", "1xx", "2xx", "3xx", "4xx", "5xx"];

function answer(parts: ServerParts, operation: Operation, c: Context): Promise<Response> {
  const { telemetry, timer, ids } = parts.service;
  const started = timer.monotonic();
  const requestId = ids.next("request");
  const request = askedOf(c);
  const start: SpanStart = {
    name: operation.id,
    kind: "server",
    facts: { operation: operation.id, request_id: requestId },
    traceparent: request.headers.get("traceparent"),
  };
  const run = async (span: Span): Promise<Response> => {
    const headers = baseHeaders(requestId);
    let response: Response;
    try {
      response = await serve(parts, operation, c, request, requestId, headers);
    } catch (error) {
      response = problemResponse(refusalOf(parts.service, error, requestId, operation.id), requestId, headers);
    }
    const { status } = response;
    span.set({ "http.response.status_code": status });
    telemetry.record(measures.request, (timer.monotonic() - started) / 1000, {
      operation: operation.id,
      status: STATUS_CLASSES[Math.floor(status / 100)] ?? "",
    });
    return response;
  };
  // Probes come each second from every balancer: a trace of them says nothing.
  return operation.metered === false ? run(NO_SPAN) : telemetry.span(start, run);
}

/** What the caller is told of an error; what is our own fault goes to the log, not to the caller. */
function refusalOf(service: Service, error: unknown, requestId: string, operation: string): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof Conflict)
    return new Refusal("conflict", "Something else changed it at the same time. Read it again and repeat your change.", {
      retryAfterMs: 1000,
    });
  if (error instanceof StoreBusy)
    return new Refusal("busy", "The service is at its limit. Nothing was changed.", { retryAfterMs: error.retryAfterMs });
  if (error instanceof StoreUnknown)
    return new Refusal("busy", "The change may or may not have been made. Repeat the request with the same Idempotency-Key.", {
      retryAfterMs: 1000,
    });
  service.log.error({ err: error, request_id: requestId, operation }, "a request failed");
  return new Refusal("internal", "This was our fault and is logged under the request id.");
}

/** What is read of a request before its handler. */
interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Pick<Headers, "get">;
  readonly raw: Request;
}

/** Over a socket, headers are read from what Node has parsed: building the platform's Headers takes a good part of a read. */
function askedOf(c: Context): Asked {
  const { raw } = c.req;
  const parsed = (c.env as { incoming?: { headers?: Readonly<Record<string, string | readonly string[]>> } } | undefined)
    ?.incoming?.headers;
  if (!parsed) return { method: raw.method, url: raw.url, headers: raw.headers, raw };
  const get = (name: string): string | null => {
    const value = parsed[name.toLowerCase()];
    return value === undefined ? null : typeof value === "string" ? value : value.join(", ");
  };
  return { method: raw.method, url: raw.url, headers: { get }, raw };
}

async function serve(
  parts: ServerParts,
  operation: Operation,
  c: Context,
  request: Asked,
  requestId: string,
  headers: AnswerHeaders,
): Promise<Response> {
  const ip = parts.addressOf(c);
  const principal = operation.access === "open" ? null : await authenticate(parts, request, ip, headers);
  if (!principal && operation.metered !== false) await parts.rateLimiter.spend(addressCaller(ip), headers);
  if (!operation.form) return serveWith(null, parts, operation, c, request, requestId, headers, principal);
  // Nobody sends a hundred megabytes only to be told that they may not.
  if (principal) await actorCtx(parts, operation, request, principal, requestId);
  const form = await receiveForm(request, operation.form.most);
  try {
    return await serveWith(form, parts, operation, c, request, requestId, headers, principal);
  } finally {
    await form.discard();
  }
}

async function serveWith(
  form: ReceivedForm | null,
  parts: ServerParts,
  operation: Operation,
  c: Context,
  request: Asked,
  requestId: string,
  headers: AnswerHeaders,
  principal: Principal | null,
): Promise<Response> {
  const { service } = parts;
  const ip = parts.addressOf(c);
  const faults: Fault[] = [];
  const search = searchOf(request.url);
  const params = check(operation.params, c.req.param(), "path.", faults);
  const asked = search === "" ? {} : queryObject(new URLSearchParams(search));
  const query = check(operation.query, asked, "query.", faults, search.length > 1);
  const ifMatch = matchOf(request.headers.get("If-Match"), operation, faults);
  const idempotencyKey = keyOf(request, operation, faults);
  const { said, value } = form
    ? { said: form.digest, value: form.fields }
    : operation.body
      ? await (operation.text ? bodyOfType(operation.text, request) : bodyJson(operation.body, request))
      : await refuseBody(request, faults);
  const body = operation.body && check(operation.body, value, "", faults);

  const ctx = principal
    ? await actorCtx(parts, operation, request, principal, requestId)
    : ({ ...service, requestId } as unknown as OrganizationCtx);
  if (faults.length > 0) throw invalid(faults);

  const recheck = async (): Promise<void> => {
    const bearer = bearerOf(request);
    if (bearer === null) return;
    await actorCtx(parts, operation, request, await parts.authenticator.authenticate(bearer), requestId);
  };
  const facts: RequestFacts = { headers: request.headers, ip, ifMatch, recheck };
  const input = { params, query, body, request: facts } as never;
  if (idempotencyKey === null || !principal)
    return shape(operation, await operation.handle(ctx as never, input), request, headers);
  const claim = await claimAnswer(ctx, operation, idempotencyKey, `${c.req.path}${search}\n${said}`);
  if (claim.kind === "replay") {
    headers["Idempotency-Replayed"] = "true";
    return replay(claim, request, requestId, headers);
  }
  const run = (kept: KeptAnswer): Promise<Reply> => operation.handle({ ...ctx, keptAnswer: kept } as never, input);
  return settle(operation, ctx, claim.kept, claim.release, run, request, requestId, headers);
}

/** Runs a claimed operation: what it answers, or refuses after deciding, is kept; what failed on our side, or says when to try again, is not. */
async function settle(
  operation: Operation,
  ctx: OrganizationCtx,
  kept: KeptAnswer,
  release: () => Promise<void>,
  run: (kept: KeptAnswer) => Promise<Reply>,
  request: Asked,
  requestId: string,
  headers: AnswerHeaders,
): Promise<Response> {
  try {
    const reply = await run(kept);
    if (!kept.kept && !reply.response)
      await keepRefusalOrAnswer(ctx, kept, {
        status: reply.status ?? operation.answer.status,
        version: reply.version ?? null,
        body: JSON.stringify(reply.body ?? null),
      });
    return await shape(operation, reply, request, headers);
  } catch (error) {
    if (error instanceof AnsweredMeanwhile)
      throw new Refusal(
        "idempotency_in_progress",
        "Another request with this key was answered meanwhile. Repeat this one to get its answer.",
        { retryAfterMs: 1000 },
      );
    if (error instanceof Refusal && error.status < 500 && error.retryAfterMs === null) {
      const text = problemText(error, requestId);
      await keepRefusalOrAnswer(ctx, kept, { status: error.status, version: null, body: text });
      return problemResponse(error, requestId, headers, text);
    }
    throw error;
  } finally {
    await release();
  }
}

/** The first answer again, with its ETag. A problem names this request, as the header does: it is the one the caller has in hand and we find in the log. */
function replay(
  { status, version, body }: Extract<Claim, { kind: "replay" }>,
  request: Asked,
  requestId: string,
  headers: AnswerHeaders,
): Promise<Response> {
  if (status >= 400) {
    const text = JSON.stringify({ ...JSON.parse(body), request_id: requestId });
    return written(status, "application/problem+json", text, request, headers);
  }
  if (version !== null) headers["ETag"] = `"${version}"`;
  return written(status, "application/json", body, request, headers);
}

async function shape(operation: Operation, reply: Reply, request: Asked, headers: AnswerHeaders): Promise<Response> {
  if (reply.headers) Object.assign(headers, reply.headers);
  if (reply.response) {
    const { response } = reply;
    const joined = new Headers(headers);
    for (const [name, value] of response.headers) joined.set(name, value);
    return new Response(response.body, { status: response.status, headers: joined });
  }
  if (reply.version !== undefined) headers["ETag"] = `"${reply.version}"`;
  const status = reply.status ?? operation.answer.status;
  const text = status === 204 ? "" : JSON.stringify(reply.body);
  return written(status, operation.answer.contentType ?? "application/json", text, request, headers);
}

/** Texts of at least so many characters are compressed for who takes it; below, it costs more time than it saves. */
const COMPRESSED_FROM = 2048;
const accepts = (name: string): RegExp => new RegExp(`(?:^|[\\s,])(?:${name}|\\*)\\s*(?:$|,|;\\s*q=(?:1|0?\\.\\d*[1-9]))`, "i");
/** Brotli at quality 4 takes about the time of gzip and gives less; its usual 11 is for files that are compressed once. */
const brotli = promisify(brotliCompress);
const CODINGS = [
  {
    name: "br",
    accepted: accepts("br"),
    compress: (text: string) => brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  },
  { name: "gzip", accepted: accepts("gzip"), compress: promisify<string, Buffer>(gzip) },
];

async function written(status: number, type: string, text: string, request: Asked, headers: AnswerHeaders): Promise<Response> {
  if (status === 204) return new LightResponse(null, { status, headers });
  headers["Content-Type"] = type;
  if (text.length < COMPRESSED_FROM) return new LightResponse(text, { status, headers });
  headers["Vary"] = "Accept-Encoding";
  const accepted = request.headers.get("Accept-Encoding") ?? "";
  const coding = CODINGS.find(one => one.accepted.test(accepted));
  if (!coding) return new LightResponse(text, { status, headers });
  headers["Content-Encoding"] = coding.name;
  if (headers["ETag"] !== undefined) headers["ETag"] = `W/${headers["ETag"]}`;
  return new LightResponse(await coding.compress(text), { status, headers });
}

const bearerOf = (request: Asked): string | null =>
  request.headers.get("Authorization")?.match(/^Bearer +([\x21-\x7e]{8,4096})$/i)?.[1] ?? null;

async function authenticate(parts: ServerParts, request: Asked, ip: string, headers: AnswerHeaders): Promise<Principal> {
  const bearer = bearerOf(request);
  if (bearer === null) {
    await parts.rateLimiter.spend(addressCaller(ip), headers);
    throw new Refusal(
      "unauthenticated",
      "Send `Authorization: Bearer` with a secret key, an access token or an embed session token.",
    );
  }
  let principal: Principal;
  try {
    principal = await parts.authenticator.authenticate(bearer);
  } catch (error) {
    await parts.rateLimiter.spend(addressCaller(ip), headers); // guessing tokens is paid for by the address
    throw error;
  }
  await parts.rateLimiter.spend(principal.caller, headers);
  checkOrigin(request, principal);
  return principal;
}

/** A browser's credential is good from its own origins only. A request without Origin is a browser's only where it says `same-origin`. */
function checkOrigin(request: Asked, principal: Principal): void {
  if (!principal.allowedOrigins) return;
  const origin = request.headers.get("Origin");
  const allowed =
    origin === null ? request.headers.get("Sec-Fetch-Site") === "same-origin" : principal.allowedOrigins.includes(origin);
  if (!allowed)
    throw new Refusal(
      "origin_not_allowed",
      `This session may be used from ${principal.allowedOrigins.join(", ") || "no origin"}; the request came from ${origin ?? "none"}.`,
    );
}

function check(
  schema: z.ZodType | undefined,
  value: unknown,
  prefix: "" | "query." | "path.",
  faults: Fault[],
  refuse = false,
): unknown {
  if (!schema) {
    if (refuse)
      for (const name of Object.keys(value as object))
        faults.push({
          path: `query.${name}`,
          code: "unknown_field",
          message: "There is no such field.",
          fix: "Remove it, or check its spelling.",
        });
    return undefined;
  }
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  // A path that cannot name anything is the same to the caller as one that names nothing.
  if (prefix === "path.") throw notFound("thing");
  faults.push(...faultsOf(result.error, prefix));
  return undefined;
}

function matchOf(header: string | null, operation: Operation, faults: Fault[]): number | null {
  // A star stands for any version of what is there; what is not there is refused without it.
  if (header === null || header.trim() === "*" || !operation.versioned) return null;
  const version = /^(?:W\/)?"([1-9][0-9]{0,14})"$/.exec(header.trim())?.[1];
  if (version !== undefined) return Number(version);
  faults.push({
    path: "header.If-Match",
    code: "wrong_format",
    message: "It is not an ETag of ours.",
    fix: "Send the ETag header of the read, unchanged.",
  });
  return null;
}

function keyOf(request: Asked, operation: Operation, faults: Fault[]): string | null {
  if (operation.method !== "post" || operation.idempotent === false || operation.access === "open") return null;
  const key = request.headers.get("Idempotency-Key");
  if (key === null) return null;
  if (key.length >= 1 && key.length <= IDEMPOTENCY_KEY_LENGTH) return key;
  faults.push({
    path: "header.Idempotency-Key",
    code: "too_long",
    message: `It has ${key.length} characters.`,
    fix: `Use 1 to ${IDEMPOTENCY_KEY_LENGTH} characters, a UUID for example.`,
  });
  return null;
}

/** The query of a URL with its question mark, or nothing. */
function searchOf(url: string): string {
  const at = url.indexOf("?");
  return at < 0 ? "" : url.slice(at);
}

/** The body's bytes. A body of a told length ends there: it is read at once, without a stream around it. @throws {Refusal} `body_too_large` */
async function bodyBytes(request: Asked): Promise<Uint8Array> {
  const told = request.headers.get("Content-Length");
  if (told === null) return boundedBody(request);
  if (Number(told) > BODY_LIMIT) throw tooLarge();
  return Number(told) === 0 ? new Uint8Array() : new Uint8Array(await request.raw.arrayBuffer());
}

/** Nobody's wish is overheard: an operation that takes no body refuses one that says anything, whatever its type. */
async function refuseBody(request: Asked, faults: Fault[]): Promise<Said> {
  if (request.method === "GET" || request.method === "HEAD") return NOTHING_SAID; // a body has no meaning there: RFC 9110, 9.3.1
  const bytes = await bodyBytes(request);
  if (bytes.byteLength === 0) return NOTHING_SAID;
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    value = null; // refused like what is JSON and no object
  }
  const object = typeof value === "object" && value !== null && !Array.isArray(value);
  for (const path of object ? Object.keys(value as object) : ["body"])
    faults.push({
      path,
      code: "unknown_field",
      message: "This operation takes no body.",
      fix: "Remove it, or use the operation that takes it.",
    });
  return NOTHING_SAID;
}

/** A body as its text, or what stands for it where two are compared, and as a value. */
interface Said {
  readonly said: string;
  readonly value: unknown;
}
const NOTHING_SAID: Said = { said: "", value: undefined };

/** A text of that type, as its bytes: what their encoding is, the handler finds out. */
async function bodyOfType(type: string, request: Asked): Promise<Said> {
  const bytes = await bodyBytes(request);
  const told = request.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  if (told !== type) throw new Refusal("unsupported_media_type", `Send the body with \`Content-Type: ${type}\`.`);
  return { said: Buffer.from(bytes).toString("latin1"), value: bytes };
}

async function bodyJson(schema: z.ZodType, request: Asked): Promise<Said> {
  const said = await bodyText(schema, request);
  return { said, value: parseJson(said) };
}

/** The body as text. Where it is left out and `schema` needs nothing of it, it is an empty object. */
async function bodyText(schema: z.ZodType, request: Asked): Promise<string> {
  const { headers } = request;
  const bytes = await bodyBytes(request);
  if (bytes.byteLength === 0 && schema.safeParse({}).success) return "{}";
  const type = headers.get("Content-Type");
  if (type === null || !/^application\/(?:[a-z.-]+\+)?json\s*(?:;|$)/i.test(type))
    throw new Refusal("unsupported_media_type", "Send the body as JSON with `Content-Type: application/json`.");
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Refusal("malformed_json", "The body is not UTF-8.");
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A body whose length nobody told. @throws {Refusal} `body_too_large` as soon as it is. */
async function boundedBody(request: Asked): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (request.raw.body)
    for await (const chunk of request.raw.body) {
      size += chunk.byteLength;
      if (size > BODY_LIMIT) throw tooLarge();
      chunks.push(chunk);
    }
  return Buffer.concat(chunks);
}

const tooLarge = (): Refusal =>
  new Refusal("body_too_large", `A body may have ${BODY_LIMIT / 1024 / 1024} MB. Upload media instead.`);

function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Refusal(
      "malformed_json",
      `The body cannot be parsed: ${error instanceof Error ? error.message.slice(0, 200) : "not JSON"}.`,
    );
  }
  if (text.length > JSON_UNCHECKED && !isModest(value))
    throw invalid([
      {
        path: "body",
        code: "too_long",
        message: `It holds more than ${JSON_VALUES} values, or they are nested deeper than ${JSON_DEPTH}.`,
        fix: "Send what the operation's schema names.",
      },
    ]);
  return value;
}

async function actorCtx(
  parts: ServerParts,
  operation: Operation,
  request: Asked,
  principal: Principal,
  requestId: string,
): Promise<OrganizationCtx> {
  const { service } = parts;
  const { actor, organizationId, mode } = principal;
  if (operation.access === "user") {
    if (actor.kind !== "user") throw new Refusal("missing_scope", "This needs a user's own access token.");
  } else {
    if (organizationId === null) throw notFound("organization");
    const missing = operation.scopes.filter(scope => !actor.scopes.has(scope));
    if (missing.length > 0) throw lacking(missing);
    // A session's components imply no scope of the organization but `networks:read`; an operation without scopes is none of its business either.
    if (operation.access === "organization" && actor.kind === "embed_session" && operation.scopes.length === 0)
      throw new Refusal("missing_scope", "An embed session is for one workspace only.");
  }
  const ownOrganization = organizationId ?? "";
  const workspace = operation.access === "workspace" ? await workspaceOf(parts, request, principal, ownOrganization) : null;
  const offset = workspace?.clockOffsetMs ?? 0;
  const base: OrganizationCtx = {
    ...service,
    requestId,
    actor,
    organizationId: ownOrganization,
    mode: workspace?.mode ?? mode,
    organizationStore: tenantStore(service.systemStore, ownOrganization),
    workspace,
    time: { real: service.timer, workspace: { now: () => service.timer.now() + offset } },
    keptAnswer: null,
  };
  if (operation.access === "user") return Object.assign(base, { userId: actor.id, sessionId: principal.sessionId ?? "" });
  if (!workspace) return base;
  const more: Pick<Ctx, "store"> = { store: tenantStore(service.systemStore, workspace.id) };
  return Object.assign(base, more);
}

async function workspaceOf(parts: ServerParts, request: Asked, principal: Principal, organizationId: string) {
  const named = request.headers.get("Placard-Workspace");
  const id = principal.workspaceId ?? named;
  if (id === null) throw new Refusal("workspace_required", "Name the workspace in the header `Placard-Workspace`.");
  if (named !== null && named !== id) throw notFound("workspace");
  const workspace = isId("workspace", id) ? await parts.authenticator.workspace(organizationId, id) : null;
  if (!workspace) throw notFound("workspace");
  if (principal.mode !== null && workspace.mode !== principal.mode) throw notFound("workspace"); // a test key knows no live workspace, and the other way round
  return workspace;
}
