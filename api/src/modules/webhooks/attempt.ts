import type { OrganizationCtx } from "../../ctx.ts";
import { measures } from "../../measures.ts";
import { BlockedAddress } from "../../ports/network.ts";
import { within } from "../../ports/time.ts";
import { VERSION } from "../../version.ts";
import type { AttemptRecord, DeliveryRecord, EndpointRecord } from "./records.ts";
import { retryAfterMs } from "./schedule.ts";
import { signatureHeaders } from "./signature.ts";
import { openSecrets } from "./state.ts";

/** From the first byte sent to the last byte read. */
export const TIMEOUT_MS = 15_000;
/** What is kept of an answer. */
const BODY_KEPT = 20 * 1024;
const HEADERS_KEPT = 50;
const HEADER_KEPT = 500;

export interface Attempt {
  readonly record: AttemptRecord;
  readonly delivered: boolean;
  /** What the receiver asked for by `Retry-After`, in ms. */
  readonly retryAfterMs: number | null;
  /** The endpoint itself is in trouble: it gave no answer, or said so. An answer of 4xx is about this event. */
  readonly troubled: boolean;
}

/** Sends a delivery once. Every way of failing is an outcome: it throws only where our own secret cannot be opened. */
export function attempt(ctx: OrganizationCtx, endpoint: EndpointRecord, delivery: DeliveryRecord): Promise<Attempt> {
  const facts = { event_type: delivery.event_type, delivery_id: delivery.id };
  return ctx.telemetry.span({ name: "webhook.delivery", kind: "client", facts }, async span => {
    const secrets = await openSecrets(ctx, endpoint);
    const tried = await within(ctx.time.real, TIMEOUT_MS, signal => send(ctx, endpoint, delivery, secrets, span.headers, signal));
    const { status, duration_ms } = tried.record;
    const outcome = tried.delivered ? "delivered" : status === null ? "no_answer" : "refused";
    span.set({ outcome, ...(status !== null && { "http.response.status_code": status }) });
    ctx.telemetry.record(measures.webhookAttempt, duration_ms / 1000, { outcome });
    return tried;
  });
}

async function send(
  ctx: OrganizationCtx,
  endpoint: EndpointRecord,
  delivery: DeliveryRecord,
  secrets: readonly Uint8Array[],
  traceHeaders: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Attempt> {
  const { real } = ctx.time;
  const at = real.now();
  const started = real.monotonic();
  const finish = (facts: Pick<AttemptRecord, "status" | "error"> & Partial<AttemptRecord>): AttemptRecord => ({
    schema: 1,
    at,
    duration_ms: Math.round(real.monotonic() - started),
    url: endpoint.url,
    headers: {},
    body: null,
    body_truncated: false,
    ...facts,
  });
  try {
    const response = await ctx.network.guarded(endpoint.url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "Content-Type": "application/json",
        "User-Agent": `Placard-Webhooks/${VERSION}`,
        "Placard-Delivery": delivery.id,
        ...traceHeaders,
        ...signatureHeaders(delivery.event_id, at, delivery.body, secrets),
      },
      body: delivery.body,
      signal,
    });
    const { status } = response;
    const { text, truncated } = await firstOf(response, signal);
    const delivered = status >= 200 && status < 300;
    const kept = { headers: headersOf(response.headers), body: text, body_truncated: truncated };
    return {
      record: finish({ status, error: delivered ? null : refusal(status), ...kept }),
      delivered,
      retryAfterMs: retryAfterMs(response.headers.get("Retry-After"), at),
      troubled: status >= 500 || status === 429,
    };
  } catch (error) {
    return { record: finish({ status: null, error: failure(error) }), delivered: false, retryAfterMs: null, troubled: true };
  }
}

/** The beginning of an answer's body. What takes too long, or breaks off, is left out: the status has been said. */
async function firstOf(response: Response, signal: AbortSignal): Promise<{ text: string; truncated: boolean }> {
  if (!response.body) return { text: "", truncated: false };
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let whole = false;
  try {
    while (size <= BODY_KEPT && !signal.aborted) {
      const { done, value } = await reader.read();
      if (done) {
        whole = true;
        break;
      }
      chunks.push(value);
      size += value.byteLength;
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  if (!whole) void reader.cancel().catch(() => undefined);
  const bytes = Buffer.concat(chunks).subarray(0, BODY_KEPT);
  // Not fatal: a body of another encoding, or cut within a letter, is shown as far as it can be read.
  return { text: new TextDecoder().decode(bytes), truncated: !whole || size > BODY_KEPT };
}

function headersOf(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of [...headers].slice(0, HEADERS_KEPT)) kept[name.slice(0, HEADER_KEPT)] = value.slice(0, HEADER_KEPT);
  return kept;
}

function refusal(status: number): AttemptRecord["error"] {
  if (status >= 300 && status < 400)
    return { code: "redirected", message: `It answered ${status}. Redirects are not followed: change the endpoint's URL.` };
  return { code: "status", message: `It answered ${status}; only 2xx counts as received.` };
}

/** Codes of Node's sockets and of undici, and what they mean to the owner of the endpoint. */
const FAILURES: Readonly<Record<string, readonly [code: string, message: string]>> = {
  ENOTFOUND: ["dns", "The host's name cannot be resolved."],
  EAI_AGAIN: ["dns", "The host's name cannot be resolved."],
  ECONNREFUSED: ["refused", "The host refused the connection."],
  ECONNRESET: ["reset", "The connection was closed before the answer."],
  EPIPE: ["reset", "The connection was closed before the answer."],
  UND_ERR_SOCKET: ["reset", "The connection was closed before the answer."],
  ETIMEDOUT: ["timeout", "The host cannot be reached."],
  EHOSTUNREACH: ["unreachable", "The host cannot be reached."],
  ENETUNREACH: ["unreachable", "The host cannot be reached."],
  UND_ERR_CONNECT_TIMEOUT: ["timeout", "The host cannot be reached."],
};

function failure(error: unknown): { code: string; message: string } {
  const chain = [error, error instanceof Error ? error.cause : null];
  for (const link of chain) {
    if (!(link instanceof Error)) continue;
    if (link instanceof BlockedAddress)
      return { code: "blocked_address", message: "The URL leads to an address that may not be called." };
    if (link.name === "TimeoutError") return { code: "timeout", message: `No answer within ${TIMEOUT_MS / 1000} s.` };
    const code = "code" in link && typeof link.code === "string" ? link.code : "";
    const known = FAILURES[code];
    if (known) return { code: known[0], message: known[1] };
    if (code.includes("CERT") || code.startsWith("ERR_TLS") || code.startsWith("ERR_SSL") || code.includes("SIGNED"))
      return { code: "tls", message: `The certificate or TLS connection is not acceptable (${code}).` };
  }
  return { code: "connection", message: "The request failed before an answer came." };
}
