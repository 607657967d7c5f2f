import { createHash } from "node:crypto";
import { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";

/** A sandbox in memory and short ways to speak to it, for the tests of this package. */
export const ADMIN = "admin-token-of-a-test";
export const BASE = "http://sandbox.test";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what the test that reads it asserts
  readonly body: any;
}

export interface Ask {
  readonly token?: string;
  readonly key?: string;
  readonly clock?: number;
  readonly body?: unknown;
  readonly form?: Record<string, string | string[]>;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

export function openSandbox(options: Partial<SandboxOptions> = {}): Sandbox {
  return createSandbox({ dataDir: null, adminToken: ADMIN, publicUrl: BASE, ...options });
}

export type Fetch = (request: Request) => Promise<Response>;

/** Sends one request and reads the answer, as JSON where it is JSON. */
export async function ask(fetch: Fetch, method: string, url: string, asked: Ask = {}): Promise<Answer> {
  const headers = new Headers(asked.headers);
  if (asked.token !== undefined) headers.set("Authorization", `Bearer ${asked.token}`);
  if (asked.key !== undefined) headers.set("Idempotency-Key", asked.key);
  if (asked.clock !== undefined) headers.set("Sandbox-Clock", String(asked.clock));
  let body: string | Uint8Array<ArrayBuffer> | null = null;
  if (asked.form !== undefined) {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(asked.form)) for (const each of [value].flat()) form.append(name, each);
    headers.set("Content-Type", "application/x-www-form-urlencoded");
    body = form.toString();
  } else if (asked.body instanceof Uint8Array) {
    body = new Uint8Array(asked.body);
  } else if (asked.body !== undefined) {
    if (!headers.has("Content-Type")) headers.set("Content-Type", "application/json");
    body = typeof asked.body === "string" ? asked.body : JSON.stringify(asked.body);
  }
  const answer = await fetch(
    new Request(url.startsWith("http") ? url : BASE + url, {
      method,
      headers,
      body,
      redirect: "manual",
      signal: asked.signal ?? null,
    }),
  );
  const text = await answer.text();
  const isJson = (answer.headers.get("content-type") ?? "").includes("json");
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
}

/** Logs a person in; the first time creates them. */
export async function login(
  fetch: Fetch,
  handle: string,
  url = "",
): Promise<{ token: string; refreshToken: string; id: string }> {
  const answer = await ask(fetch, "POST", `${url}/v1/login`, { body: { handle, password: "correct horse" } });
  if (answer.status !== 200) throw new Error(`login answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  const [account] = answer.body.accounts;
  return { token: account.access_token, refreshToken: account.refresh_token, id: account.profile.id };
}

/** A PKCE pair. */
export function pkce(verifier = "v".repeat(43)): { verifier: string; challenge: string } {
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

/** The smallest PNG: one transparent pixel. */
export const PNG = new Uint8Array(
  Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64"),
);
