import { createECDH } from "node:crypto";

/** What we ask for: to act for the account as an app password would. */
export const SCOPES: readonly string[] = ["atproto", "transition:generic"];

/** An ES256 private key in JWK form. Its public half is in the client's metadata. */
export interface BlueskyClientKey {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly alg: "ES256";
  readonly kid: string;
  readonly x: string;
  readonly y: string;
  readonly d: string;
}

/** The order of the curve P-256 (FIPS 186-5). */
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The client's key out of 48 secret random bytes (as HKDF gives them), the same for the same bytes: so it need not be stored. */
export function blueskyClientKey(seed: Uint8Array): BlueskyClientKey {
  // 16 bytes more than the order has leave no bias after the reduction (FIPS 186-5, A.2.1).
  if (seed.length !== 48) throw new RangeError("The seed must have 48 bytes.");
  const scalar = (BigInt(`0x${Buffer.from(seed).toString("hex")}`) % (P256_ORDER - 1n)) + 1n;
  const d = Buffer.from(scalar.toString(16).padStart(64, "0"), "hex");
  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(d);
  const point = ecdh.getPublicKey();
  const x = point.subarray(1, 33).toString("base64url");
  const y = point.subarray(33, 65).toString("base64url");
  return { kty: "EC", crv: "P-256", alg: "ES256", kid: `bluesky-${x.slice(0, 8)}`, x, y, d: d.toString("base64url") };
}

export interface BlueskyClient {
  /** Where the service is reached from outside: https, or loopback in development. */
  readonly publicUrl: string;
  /** Makes the client a confidential one, whose sessions last two years instead of two weeks. */
  readonly key?: BlueskyClientKey | undefined;
  /** Shown on the consent page. */
  readonly name?: string | undefined;
}

/** The path under which the redirect of consents comes back, and the one of the metadata. */
const CALLBACK_PATH = "/v1/connect/callback/bluesky";
const METADATA_PATH = "/oauth/client-metadata.json";

/** What `GET /oauth/client-metadata.json` answers (https://atproto.com/specs/oauth#client-id-metadata-document): its URL is the client's id. */
export function blueskyClientMetadata(client: BlueskyClient) {
  const clientId = new URL(METADATA_PATH, client.publicUrl).href;
  return {
    client_id: clientId,
    client_name: client.name ?? "Placard",
    client_uri: new URL(client.publicUrl).origin,
    redirect_uris: [new URL(CALLBACK_PATH, client.publicUrl).href],
    ...clientBasics("web"),
    ...(client.key === undefined
      ? { token_endpoint_auth_method: "none" as const }
      : {
          token_endpoint_auth_method: "private_key_jwt" as const,
          token_endpoint_auth_signing_alg: client.key.alg,
          jwks: { keys: [publicHalf(client.key)] },
        }),
  };
}

/** A client that needs no public URL: its id says all there is to know (https://atproto.com/specs/oauth#localhost-client-development). */
export function loopbackClientMetadata(redirectUrl: string) {
  const query = new URLSearchParams({ redirect_uri: redirectUrl, scope: SCOPES.join(" ") });
  return {
    client_id: `http://localhost?${query}`,
    redirect_uris: [redirectUrl],
    ...clientBasics("native"),
    token_endpoint_auth_method: "none" as const,
  };
}

/** Whether the service is reached on this machine alone, where no server could fetch its metadata. */
export function isLoopback(url: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);
}

function clientBasics<T extends "web" | "native">(applicationType: T) {
  return {
    application_type: applicationType,
    scope: SCOPES.join(" "),
    grant_types: ["authorization_code", "refresh_token"] as const,
    response_types: ["code"] as const,
    dpop_bound_access_tokens: true,
  };
}

function publicHalf({ d: _secret, ...rest }: BlueskyClientKey) {
  return { ...rest, use: "sig" as const };
}
