import { type Change, commit, create, type Draft, replace, retrying, type Write } from "../../change.ts";
import type { OrganizationCtx, Service } from "../../ctx.ts";
import type { IdOf } from "../../ids.ts";
import type { Item } from "../../ports/store/store.ts";
import { checkVersion, notFound, Refusal } from "../../problems.ts";
import { tenantStore } from "../../tenant.ts";
import { type Brand, ORGANIZATION, type OrganizationRecord, type Plan, slugKey } from "./records.ts";
import type { OrganizationBody, OrganizationUpdate } from "./schema.ts";

/** Where an installation's data lies, as long as there is one place only. */
const DEFAULT_REGION = "default";
const NO_BRAND: Brand = { name: null, logo_url: null, tokens: {}, tag_prefix: null };

/** What a plan allows. */
const LIMITS: Readonly<Record<Plan, Limits>> = { free: { users: 5, accounts: 3 } };
/** Requests an hour with one API key: a server speaks for all its people, so it has a hundred times what one person has. */
const KEY_REQUESTS_PER_HOUR: Readonly<Record<Plan, number>> = { free: 100_000 };
export interface Limits {
  /** Members of the organization. */
  readonly users: number;
  /** Connected accounts over all its workspaces of one mode. */
  readonly accounts: number;
}

/** What the organization's plan allows; whoever adds an account or a member asks. */
export async function organizationLimits(ctx: OrganizationCtx): Promise<Limits> {
  const { data } = await readOrganization(ctx);
  return LIMITS[data.plan];
}

/** How many requests an hour the organization's plan allows each of its API keys. */
export async function keyRequestsPerHour(service: Service, organizationId: string): Promise<number> {
  const organization = tenantStore(service.systemStore, organizationId);
  const item = await organization.get<OrganizationRecord>(ORGANIZATION.pk, ORGANIZATION.sk);
  return KEY_REQUESTS_PER_HOUR[item?.data.plan ?? "free"];
}

/** The organization this ctx acts for. @throws {Refusal} `not_found` */
export async function readOrganization(ctx: OrganizationCtx): Promise<Item<OrganizationRecord>> {
  const item = await ctx.organizationStore.get<OrganizationRecord>(ORGANIZATION.pk, ORGANIZATION.sk);
  if (!item) throw notFound("organization");
  return item;
}

/** A new organization with a slug made from its name; where that is taken, the end of its id makes it its own. */
export async function newOrganization(service: Service, id: IdOf<"organization">, name: string): Promise<OrganizationRecord> {
  const now = service.timer.now();
  const wanted = slugOf(name);
  const free = wanted.length >= 3 && (await service.systemStore.get(slugKey(wanted))) === null;
  return {
    schema: 1,
    id,
    name,
    slug: free ? wanted : `${wanted === "" ? "org" : wanted}-${id.slice(-8)}`,
    region: DEFAULT_REGION,
    plan: "free",
    brand: NO_BRAND,
    created_at: now,
    updated_at: now,
  };
}

export function planNewOrganization(organization: OrganizationRecord): Write[] {
  return [create(draft(organization), { in: "organization" }), claimSlug(organization)];
}

/** Changes what is named. Fails with `already_exists` (slug), `stale`. */
export async function updateOrganization(
  ctx: OrganizationCtx,
  input: OrganizationUpdate,
  ifMatch: number | null,
): Promise<{ body: OrganizationBody; version: number }> {
  return retrying(ctx, async () => {
    const item = await readOrganization(ctx);
    checkVersion(item, ifMatch);
    const before = item.data;
    const after: OrganizationRecord = {
      ...before,
      name: input.name ?? before.name,
      slug: input.slug ?? before.slug,
      brand: mergeBrand(before.brand, input.brand),
      updated_at: ctx.timer.now(),
    };
    const slugWrites: Write[] =
      after.slug === before.slug
        ? []
        : [{ op: "delete", key: slugKey(before.slug), in: "system" }, claimSlug(after, slugTaken())];
    const change: Change = { writes: [replace(draft(after), item, { in: "organization" }), ...slugWrites], events: [] };
    return { body: await commit(ctx, change, toOrganization(after)), version: item.version + 1 };
  });
}

export function toOrganization(record: OrganizationRecord): OrganizationBody {
  return {
    id: record.id,
    name: record.name,
    slug: record.slug,
    region: record.region,
    plan: record.plan,
    limits: { ...LIMITS[record.plan] },
    brand: toBrand(record.brand),
    created_at: new Date(record.created_at).toISOString(),
    updated_at: new Date(record.updated_at).toISOString(),
  };
}

export const toBrand = (brand: Brand): OrganizationBody["brand"] => ({ ...brand, tokens: { ...brand.tokens } });

const draft = (organization: OrganizationRecord): Draft<OrganizationRecord> => ({ ...ORGANIZATION, data: organization });

function claimSlug(organization: OrganizationRecord, conflict?: Refusal): Write {
  const data = { schema: 1, organization_id: organization.id };
  return create({ ...slugKey(organization.slug), data }, { in: "system", ...(conflict && { conflict }) });
}

const slugTaken = (): Refusal =>
  new Refusal("already_exists", "Another organization has this slug.", {
    faults: [{ path: "slug", code: "already_exists", message: "Another organization has this slug.", fix: "Choose another." }],
  });

function mergeBrand(before: Brand, input: OrganizationUpdate["brand"]): Brand {
  if (!input) return before;
  return {
    name: input.name === undefined ? before.name : input.name,
    logo_url: input.logo_url === undefined ? before.logo_url : input.logo_url,
    tokens: input.tokens === undefined ? before.tokens : Object.fromEntries(given(input.tokens)),
    tag_prefix: input.tag_prefix === undefined ? before.tag_prefix : input.tag_prefix,
  };
}

const given = (tokens: Readonly<Record<string, string | undefined>>): [string, string][] =>
  Object.entries(tokens).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));

/** Letters without their accents, all else as single hyphens; at most 48 characters, so that a suffix fits. May be empty. */
function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 48)
    .replace(/^-+|-+$/g, "");
}
