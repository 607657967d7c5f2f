import type { WebhookEvents } from "./generated/operations.ts";

/** Every event that comes to a webhook. `type` tells them apart. */
export type WebhookEvent = WebhookEvents[keyof WebhookEvents];

/** Why a delivery is not to be trusted. */
export type WebhookFault =
  /** One of `webhook-id`, `webhook-timestamp` and `webhook-signature` is missing. */
  | "missing_header"
  /** `webhook-timestamp` is no number of seconds. */
  | "wrong_timestamp"
  /** It was signed longer ago than the tolerance: a repeat of an old delivery, or a clock that is wrong. */
  | "too_old"
  /** It was signed later than now, by more than the tolerance. */
  | "too_new"
  /** No signature is by a secret of yours. */
  | "wrong_signature"
  /** The signature is right, but the body is no event. */
  | "wrong_body";

/** A delivery that is not to be trusted: answer 400, and do nothing else. */
export class WebhookVerificationError extends Error {
  override readonly name = "WebhookVerificationError";
  readonly code: WebhookFault;

  constructor(code: WebhookFault, message: string) {
    super(message);
    this.code = code;
  }
}

export interface VerifyOptions {
  /** How far the delivery's time may be from now, in seconds: 300 unless said. */
  readonly tolerance?: number;
  /** What time it is, in ms since 1970: the machine's clock unless said. */
  readonly now?: number;
}

/** Headers as any server gives them: the platform's `Headers`, or an object with names in any case. */
export type WebhookHeaders = Pick<Headers, "get"> | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Five minutes, as Standard Webhooks recommends. */
const TOLERANCE_S = 300;
const SECRET_PREFIX = "whsec_";

/**
 * Gives the event of a delivery, after checking who sent it (Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`).
 * @param body as received: text or bytes, not parsed and written anew
 * @param secret of the endpoint, `whsec_…`; several while one replaces another
 * @throws {WebhookVerificationError} when it is not to be trusted
 * @throws {TypeError} for a secret that is none
 */
export async function verifyWebhook(
  body: string | Uint8Array | ArrayBuffer,
  headers: WebhookHeaders,
  secret: string | readonly string[],
  { tolerance = TOLERANCE_S, now = Date.now() }: VerifyOptions = {},
): Promise<WebhookEvent> {
  const keys = await Promise.all((typeof secret === "string" ? [secret] : secret).map(text => keyOf(text, "verify")));
  const id = headerOf(headers, "webhook-id");
  const timestamp = headerOf(headers, "webhook-timestamp");
  const signatures = headerOf(headers, "webhook-signature");
  if (!/^\d{1,12}$/.test(timestamp))
    throw new WebhookVerificationError("wrong_timestamp", "webhook-timestamp is no number of seconds.");
  const age = now / 1000 - Number(timestamp);
  if (age > tolerance) throw new WebhookVerificationError("too_old", `It was signed ${Math.round(age)} s ago.`);
  if (age < -tolerance) throw new WebhookVerificationError("too_new", `It was signed ${Math.round(-age)} s ahead of this clock.`);
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : new Uint8Array(body);
  const signed = signedContent(id, timestamp, bytes);
  if (!(await anySignatureIsRight(keys, signatures, signed)))
    throw new WebhookVerificationError("wrong_signature", "No signature is by this endpoint's secret.");
  return eventOf(bytes);
}

/** Every key is tried with every signature. `subtle.verify` compares in constant time. */
async function anySignatureIsRight(
  keys: readonly CryptoKey[],
  signatures: string,
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  for (const one of signatures.split(" ")) {
    const [version, text = ""] = one.split(",", 2);
    const signature = version === "v1" ? bytesOf(text) : null;
    if (!signature) continue; // another scheme's, or nothing that could be one
    for (const key of keys) if (await crypto.subtle.verify("HMAC", key, signature, signed)) return true;
  }
  return false;
}

function eventOf(bytes: Uint8Array): WebhookEvent {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new WebhookVerificationError("wrong_body", "The body is not JSON.");
  }
  if (!isEvent(value)) throw new WebhookVerificationError("wrong_body", "The body is not an event.");
  return value;
}

/** Signed by the API, so of the form its document says; a type newer than this client is none of {@link WebhookEvent}'s and falls into your `default`. */
function isEvent(value: unknown): value is WebhookEvent {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" && "data" in value;
}

function headerOf(headers: WebhookHeaders, name: string): string {
  const value = isHeaders(headers)
    ? headers.get(name)
    : Object.entries(headers).find(([known]) => known.toLowerCase() === name)?.[1];
  if (typeof value !== "string" || value === "") throw new WebhookVerificationError("missing_header", `${name} is missing.`);
  return value;
}

/** By what it can do: frameworks bring their own class. */
const isHeaders = (headers: WebhookHeaders): headers is Pick<Headers, "get"> => typeof headers.get === "function";

function signedContent(id: string, timestamp: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  const content = new Uint8Array(head.length + body.length);
  content.set(head);
  content.set(body, head.length);
  return content;
}

async function keyOf(secret: string, use: "sign" | "verify"): Promise<CryptoKey> {
  const bytes = secret.startsWith(SECRET_PREFIX) ? bytesOf(secret.slice(SECRET_PREFIX.length)) : null;
  if (!bytes?.length) throw new TypeError("A webhook secret has the form whsec_… in base64.");
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [use]);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
  } catch {
    return null; // not base64
  }
}

/** A delivery for your own tests, as the API would send it. */
export interface SignedPayload {
  readonly body: string;
  readonly headers: Readonly<Record<"content-type" | "webhook-id" | "webhook-timestamp" | "webhook-signature", string>>;
}

/** Signs an event with a secret, so that a test can send it to your receiver. `at` is the time of signing in ms since 1970. */
export async function signTestPayload(
  event: WebhookEvent,
  secret: string,
  { id = `evt_test_${crypto.randomUUID()}`, at = Date.now() }: { readonly id?: string; readonly at?: number } = {},
): Promise<SignedPayload> {
  const body = JSON.stringify(event);
  const timestamp = String(Math.floor(at / 1000));
  const signed = signedContent(id, timestamp, new TextEncoder().encode(body));
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", await keyOf(secret, "sign"), signed));
  return {
    body,
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${btoa(String.fromCharCode(...signature))}`,
    },
  };
}

/** What is known of a delivery beside its event. */
export interface Delivery {
  /** The same for every try: what you have seen before can be skipped. */
  readonly id: string;
}

type Listener<T extends keyof WebhookEvents> = (event: WebhookEvents[T], delivery: Delivery) => unknown;

/** A receiver of webhooks; see {@link webhooks}. */
export interface WebhookReceiver {
  /** Calls `listener` for every event of this type, one after the other in the order they were given. */
  on<T extends keyof WebhookEvents>(type: T, listener: Listener<T>): WebhookReceiver;
  /**
   * Answers a delivery: 204 when all listeners are done, 400 when it is not to be trusted. What a listener throws is thrown: your server's 500
   * makes the API send it again.
   */
  handle(request: Request): Promise<Response>;
}

/**
 * A receiver for servers that speak `Request` and `Response`.
 *
 * @example
 * const receiver = webhooks({ secret }).on("post.published", event => console.log(event.data));
 * export default { fetch: (request: Request) => receiver.handle(request) };
 */
export function webhooks({
  secret,
  tolerance,
}: {
  readonly secret: string | readonly string[];
  readonly tolerance?: number;
}): WebhookReceiver {
  const listeners = new Map<string, ((event: WebhookEvent, delivery: Delivery) => unknown)[]>();
  const receiver: WebhookReceiver = {
    on: (type, listener) => {
      // `type` is the event's own, so the listener is called with its events alone.
      listeners.set(type, [...(listeners.get(type) ?? []), listener as (event: WebhookEvent, delivery: Delivery) => unknown]);
      return receiver;
    },
    handle: async request => {
      let event: WebhookEvent;
      try {
        event = await verifyWebhook(
          await request.arrayBuffer(),
          request.headers,
          secret,
          tolerance === undefined ? {} : { tolerance },
        );
      } catch (error) {
        if (!(error instanceof WebhookVerificationError)) throw error;
        return Response.json({ code: error.code, detail: error.message }, { status: 400 });
      }
      const delivery = { id: headerOf(request.headers, "webhook-id") };
      for (const listener of listeners.get(event.type) ?? []) await listener(event, delivery);
      return new Response(null, { status: 204 });
    },
  };
  return receiver;
}
