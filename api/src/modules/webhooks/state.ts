import type { OrganizationCtx, Service } from "../../ctx.ts";
import { ShortCache } from "../../short-cache.ts";
import { Circuits } from "./circuit.ts";
import { ENDPOINT_COUNT, ENDPOINTS, type EndpointRecord, MOST_ENDPOINTS } from "./records.ts";

/** A decrypted secret is held in memory no longer than this. */
const SECRET_LIFE_MS = 60_000;
const MOST_SECRETS = 10_000;
const MOST_ORGANIZATIONS = 10_000;

/** What this process remembers of webhooks. All of it may be lost. */
export interface WebhookState {
  readonly circuits: Circuits;
  readonly endpoints: Map<string, { readonly version: number; readonly records: readonly EndpointRecord[] }>;
  /** By ciphertext. */
  readonly secrets: ShortCache<Uint8Array>;
}

const states = new WeakMap<object, WebhookState>();

export function stateOf(service: Service): WebhookState {
  let state = states.get(service.systemStore);
  if (!state) {
    state = {
      circuits: new Circuits(),
      endpoints: new Map(),
      secrets: new ShortCache(service.timer, { lifeMs: SECRET_LIFE_MS, most: MOST_SECRETS }),
    };
    states.set(service.systemStore, state);
  }
  return state;
}

/** The organization's endpoints, never older than this call: their version is read each time, they themselves when it has changed. */
export async function currentEndpoints(ctx: OrganizationCtx): Promise<readonly EndpointRecord[]> {
  const { endpoints } = stateOf(ctx);
  const count = await ctx.organizationStore.get(ENDPOINT_COUNT.pk, ENDPOINT_COUNT.sk);
  if (!count) return [];
  const known = endpoints.get(ctx.organizationId);
  if (known?.version === count.version) return known.records;
  const page = await ctx.organizationStore.query<EndpointRecord>({ pk: ENDPOINTS, limit: MOST_ENDPOINTS });
  const records = page.items.map(({ data }) => data);
  if (endpoints.size >= MOST_ORGANIZATIONS) endpoints.clear();
  endpoints.set(ctx.organizationId, { version: count.version, records });
  return records;
}

const contextOf = (ctx: OrganizationCtx, endpointId: string) => ({
  purpose: "webhook secret",
  organization: ctx.organizationId,
  endpoint: endpointId,
});

/** Encrypts an endpoint's secret for the store. */
export const sealSecret = (ctx: OrganizationCtx, endpointId: string, secret: Uint8Array): Promise<string> =>
  ctx.keys.encrypt(secret, contextOf(ctx, endpointId));

/** The secrets an endpoint's webhooks are signed with now, the present one first. */
export async function openSecrets(ctx: OrganizationCtx, endpoint: EndpointRecord): Promise<readonly Uint8Array[]> {
  const { secrets } = stateOf(ctx);
  const now = ctx.time.real.now();
  const valid = endpoint.secrets.filter(({ until }) => until === null || until > now);
  const opened = await Promise.all(
    valid.map(({ sealed }) => secrets.read(sealed, () => ctx.keys.decrypt(sealed, contextOf(ctx, endpoint.id)))),
  );
  return opened.filter(secret => secret !== null);
}
