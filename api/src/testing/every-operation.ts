import sharp from "sharp";
import type { Operation } from "../http/operation.ts";
import { ID_PREFIXES } from "../ids.ts";
import type { TestAnswer, TestApp } from "./app.ts";
import { createWorkspaceFor, ok, registerOrganization, TEST_PASSWORD, type TestOrganization } from "./organization.ts";

/** A request as a test sends it, before it is said by whom. */
export interface Asked {
  /** Values of the path's parameters. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Of a form: its parts by name, the file as {@link FormFile}. */
  readonly body?: unknown;
}
/** A file of a form, as JSON can hold it. */
export interface FormFile {
  readonly name: string;
  readonly base64: string;
}

/** An organization with workspaces, and what is needed to fill them. Whatever text it writes holds its marker. */
export interface Tenant extends TestOrganization {
  /** Stands in every text of this tenant, and in no other's. */
  readonly marker: string;
  /** Test workspaces. */
  readonly workspace: string;
  readonly second: string;
  /** A live workspace. */
  readonly live: string;
  /** In `workspace`: on the sandbox, and on the network without a proof of absence. */
  readonly account: string;
  readonly fakeAccount: string;
  /** With the test key, in `workspace` unless told. */
  ask(method: string, path: string, body?: unknown, options?: AskOptions): Promise<TestAnswer>;
  /** Uploads into `workspace`. */
  upload(form: Readonly<Record<string, unknown>>): Promise<RawAnswer>;
}
export interface AskOptions {
  readonly workspace?: string | null;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

let tenants = 0;

/**
 * Registers an organization and gives it a first of everything that is not made by {@link requestOf} as it is needed.
 * The app needs connectors for `sandbox` and `mastodon` that take credentials.
 */
export async function furnishTenant(t: TestApp): Promise<Tenant> {
  tenants += 1;
  const organization = await registerOrganization(t);
  const marker = `zq${tenants}${organization.organizationId.slice(-10)}`;
  const ask: Tenant["ask"] = (
    method,
    path,
    body,
    { workspace = ids.workspace, token = organization.testKey, headers = {} } = {},
  ) => t.request(method, path, { token, ...(workspace !== null && { workspace }), body, headers });
  const upload: Tenant["upload"] = form => {
    const said = { token: organization.testKey, workspace: ids.workspace, body: form };
    return send(t, { method: "post", form: true }, "/v1/media", said);
  };
  const ids = { workspace: "" };
  ok(await ask("PATCH", "/v1/organization", { name: `Org ${marker}` }, { workspace: null }));
  const named = { name: `Bakery ${marker}` };
  ids.workspace = await createWorkspaceFor(t, organization.testKey, { ...named, external_id: marker });
  const second = await createWorkspaceFor(t, organization.testKey, named);
  const live = await createWorkspaceFor(t, organization.liveKey, named);
  const connect = async (network: string, credentials: Readonly<Record<string, string>>): Promise<string> =>
    ok(await ask("POST", "/v1/accounts/connect", { network, credentials })).body.account.id;
  const account = await connect("sandbox", { handle: marker, password: "correct horse" });
  const fakeAccount = await connect("mastodon", { handle: marker });
  return { ...organization, marker, workspace: ids.workspace, second, live, account, fakeAccount, ask, upload };
}

const made = async (answer: Promise<TestAnswer>, status = 201): Promise<string> => ok(await answer, status).body.id;

const draft = (tenant: Tenant, more: Readonly<Record<string, unknown>> = {}): Promise<string> =>
  made(tenant.ask("POST", "/v1/posts", { text: `Draft ${tenant.marker}`, account_ids: [tenant.account], ...more }));

/** A post of two versions. */
const changed = async (tenant: Tenant): Promise<string> => {
  const post = await draft(tenant);
  ok(await tenant.ask("PATCH", `/v1/posts/${post}`, { text: `Second ${tenant.marker}` }));
  return post;
};

const submitted = async (tenant: Tenant): Promise<string> => {
  const post = await draft(tenant);
  const said = { comment: `Please ${tenant.marker}`, schedule: { at: await later(tenant) } };
  ok(await tenant.ask("POST", `/v1/posts/${post}/submit`, said));
  return post;
};

const commented = async (tenant: Tenant): Promise<{ post_id: string; comment_id: string }> => {
  const post_id = await draft(tenant);
  return { post_id, comment_id: await made(tenant.ask("POST", `/v1/posts/${post_id}/comments`, { text: tenant.marker })) };
};

/** Half a year ahead of any clock a test has moved a little: never due by itself. */
const later = async (tenant: Tenant): Promise<string> => {
  const { now } = ok(await tenant.ask("GET", "/v1/test/clock")).body;
  return new Date(Date.parse(now) + 180 * 86_400_000).toISOString();
};
const scheduled = async (tenant: Tenant): Promise<string> => draft(tenant, { schedule: { at: await later(tenant) } });
const targetOf = async (tenant: Tenant, post: string): Promise<string> =>
  ok(await tenant.ask("GET", `/v1/posts/${post}`)).body.targets[0].id;

/** Waits until what `read` gives holds. */
export async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const value = await read();
    if (holds(value)) return value;
    if (tries > 500) throw new Error(`still ${JSON.stringify(value)}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

const settled = async (tenant: Tenant, post: string, status: string): Promise<string> => {
  await until(
    async () => ok(await tenant.ask("GET", `/v1/posts/${post}`)).body,
    body => body.status === status,
  );
  return post;
};
const published = async (tenant: Tenant): Promise<string> =>
  settled(tenant, await draft(tenant, { schedule: { now: true } }), "published");
const failed = async (tenant: Tenant): Promise<string> => {
  const fault = { network: "sandbox", account_id: tenant.account, operation: "create", kind: "status", status: 422 };
  ok(await tenant.ask("POST", "/v1/test/faults", fault), 201);
  return settled(tenant, await draft(tenant, { schedule: { now: true } }), "failed");
};
const endpointBody = (tenant: Tenant) => ({ url: `http://127.0.0.1:9/${tenant.marker}`, description: tenant.marker });
const endpoint = (tenant: Tenant): Promise<string> =>
  made(tenant.ask("POST", "/v1/webhook-endpoints", endpointBody(tenant), { workspace: null }));
const delivery = async (tenant: Tenant): Promise<string> =>
  made(tenant.ask("POST", `/v1/webhook-endpoints/${await endpoint(tenant)}/test`, undefined, { workspace: null }), 202);
/** An hour ago. */
const recently = (): string => new Date(Date.now() - 3_600_000).toISOString();
const recovering = async (tenant: Tenant): Promise<string> => {
  const id = await endpoint(tenant);
  const body = { since: recently() };
  ok(await tenant.ask("POST", `/v1/webhook-endpoints/${id}/recover`, body, { workspace: null }), 202);
  return id;
};
const campaign = (tenant: Tenant): Promise<string> =>
  made(tenant.ask("POST", "/v1/campaigns", { name: `Campaign ${tenant.marker}` }));
/** A good upload. */
const upload = async (tenant: Tenant) => {
  const image = sharp({ create: { width: 6, height: 4, channels: 3, background: "#c08040" } });
  const file: FormFile = { name: `${tenant.marker}.png`, base64: (await image.png().toBuffer()).toString("base64") };
  return { file, alt_text: `Bread ${tenant.marker}` };
};
/** A media of the tenant's library, as its upload answered. */
export const uploaded = async (tenant: Tenant): Promise<{ id: string; url: string }> => {
  const answer = await tenant.upload(await upload(tenant));
  if (answer.status !== 201) throw new Error(answer.text);
  return JSON.parse(answer.text);
};
const template = (tenant: Tenant): Promise<string> => made(tenant.ask("POST", "/v1/templates", templateBody(tenant)));
const templateBody = (tenant: Tenant) => ({
  name: `Template ${tenant.marker} ${++tenants}`,
  text: `Text {{city}} ${tenant.marker}`,
  thread: [{ text: `Thread {{city}} ${tenant.marker}` }],
  hashtags: [tenant.marker],
  variables: [{ name: "city", default: `Berlin ${tenant.marker}`, description: tenant.marker }],
});
const key = (tenant: Tenant): Promise<string> =>
  made(tenant.ask("POST", "/v1/api-keys", { name: `Key ${tenant.marker}`, scopes: ["posts:read"] }, { workspace: null }));
const begun = async (tenant: Tenant): Promise<string> =>
  ok(await tenant.ask("POST", "/v1/accounts/connect", { network: "mastodon", redirect_url: `https://${tenant.marker}.example/` }))
    .body.state;
const firstEvent = async (tenant: Tenant): Promise<string> =>
  (
    await until(
      async () => ok(await tenant.ask("GET", "/v1/events?limit=1")).body.data,
      data => data.length > 0,
    )
  )[0].id;
const range = { from: "2026-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z" };

/**
 * One good request for every operation, on resources made for it where it changes them. An operation that is not in here makes {@link requestOf} throw:
 * whoever adds an operation adds it here, and every test that walks over all operations covers it.
 */
const REQUESTS: Readonly<Record<string, (tenant: Tenant) => Promise<Asked>>> = {
  "service.health": async () => ({}),
  "service.ready": async () => ({}),
  "service.metrics": async () => ({}),
  "service.document": async () => ({}),
  "service.docs": async () => ({}),
  "service.docsScript": async () => ({}),
  "jwks.get": async () => ({}),
  "auth.register": async tenant => ({
    body: {
      email: `new-${tenant.marker}-${++tenants}@example.com`,
      password: TEST_PASSWORD,
      first_name: "Grace",
      last_name: "Hopper",
      organization_name: `New ${tenant.marker}`,
    },
  }),
  "auth.login": async tenant => ({ body: { email: tenant.email, password: TEST_PASSWORD } }),
  "auth.refresh": async tenant => ({ body: { refresh_token: tenant.refreshToken } }),
  "auth.logout": async () => ({}),
  "users.me": async () => ({}),
  "organization.get": async () => ({}),
  "organization.update": async tenant => ({ body: { brand: { name: `Brand ${tenant.marker}` } } }),
  "apiKeys.create": async tenant => ({ body: { name: `Key ${tenant.marker}`, scopes: ["posts:read"] } }),
  "apiKeys.list": async () => ({}),
  "apiKeys.rotate": async tenant => ({ params: { key_id: await key(tenant) }, body: { overlap_s: 60 } }),
  "apiKeys.revoke": async tenant => ({ params: { key_id: await key(tenant) } }),
  "embedSessions.create": async tenant => ({
    body: {
      workspace_id: tenant.workspace,
      end_user: { external_id: `person-${tenant.marker}` },
      components: ["composer"],
      allowed_origins: ["https://app.example.com"],
    },
  }),
  "embedSessions.current": async () => ({}),
  "workspaces.create": async tenant => ({ body: { name: `Shop ${tenant.marker}` } }),
  "workspaces.list": async () => ({}),
  "workspaces.get": async tenant => ({ params: { workspace_id: tenant.workspace } }),
  "workspaces.update": async tenant => ({ params: { workspace_id: tenant.workspace }, body: { name: `Cafe ${tenant.marker}` } }),
  "workspaces.delete": async tenant => ({
    params: { workspace_id: await made(tenant.ask("POST", "/v1/workspaces", { name: tenant.marker }, { workspace: null })) },
  }),
  "networks.list": async () => ({}),
  "networks.get": async () => ({ params: { network: "sandbox" } }),
  "accounts.connect": async tenant => ({
    body: { network: "sandbox", credentials: { handle: tenant.marker, password: "correct horse" } },
  }),
  "accounts.completeConnect": async tenant => ({ body: { state: await begun(tenant), code: `code-${tenant.marker}` } }),
  "accounts.choose": async tenant => {
    const state = await begun(tenant);
    const completed = ok(await tenant.ask("POST", "/v1/accounts/connect/complete", { state, code: tenant.marker })).body;
    return { params: { state }, body: { external_id: completed.choices[0].external_id } };
  },
  "accounts.callback": async tenant => ({
    params: { network: "mastodon" },
    query: { state: await begun(tenant), code: `code-${tenant.marker}` },
  }),
  "accounts.blueskyClient": async () => ({}),
  "accounts.list": async () => ({}),
  "accounts.get": async tenant => ({ params: { account_id: tenant.account } }),
  "accounts.update": async tenant => ({ params: { account_id: tenant.account }, body: { label: `Label ${tenant.marker}` } }),
  "accounts.disconnect": async tenant => {
    const credentials = { handle: `gone-${tenant.marker}` };
    const { account } = ok(await tenant.ask("POST", "/v1/accounts/connect", { network: "mastodon", credentials })).body;
    return { params: { account_id: account.id } };
  },
  "accounts.refresh": async tenant => ({ params: { account_id: tenant.account } }),
  "accounts.health": async tenant => ({ params: { account_id: tenant.account } }),
  "slots.list": async tenant => ({ params: { account_id: tenant.account } }),
  "slots.replace": async tenant => ({
    params: { account_id: tenant.account },
    body: { time_zone: "Europe/Berlin", slots: [{ weekday: "monday", local_time: "09:00" }] },
  }),
  "slots.next": async tenant => ({ params: { account_id: tenant.account }, query: { limit: "3" } }),
  "campaigns.create": async tenant => ({ body: { name: `Campaign ${tenant.marker}`, metadata: { marker: tenant.marker } } }),
  "campaigns.list": async () => ({}),
  "campaigns.get": async tenant => ({ params: { campaign_id: await campaign(tenant) } }),
  "campaigns.update": async tenant => ({
    params: { campaign_id: await campaign(tenant) },
    body: { description: `About ${tenant.marker}`, starts_on: "2026-11-24" },
  }),
  "campaigns.delete": async tenant => ({ params: { campaign_id: await campaign(tenant) } }),
  "media.upload": async tenant => ({ body: await upload(tenant) }),
  "media.list": async () => ({}),
  "media.usage": async () => ({}),
  "media.get": async tenant => ({ params: { media_id: (await uploaded(tenant)).id } }),
  "media.update": async tenant => ({
    params: { media_id: (await uploaded(tenant)).id },
    body: { alt_text: `Rolls ${tenant.marker}`, file_name: `rolls-${tenant.marker}.png` },
  }),
  "media.delete": async tenant => ({ params: { media_id: (await uploaded(tenant)).id } }),
  "files.get": async tenant => ({ params: { token: (await uploaded(tenant)).url.split("/").at(-1) ?? "" } }),
  "templates.create": async tenant => ({ body: templateBody(tenant) }),
  "templates.list": async () => ({}),
  "templates.get": async tenant => ({ params: { template_id: await template(tenant) } }),
  "templates.update": async tenant => ({
    params: { template_id: await template(tenant) },
    body: { text: `Changed {{city}} ${tenant.marker}` },
  }),
  "templates.delete": async tenant => ({ params: { template_id: await template(tenant) } }),
  "templates.render": async tenant => ({
    params: { template_id: await template(tenant) },
    body: { variables: { city: `Paris ${tenant.marker}` } },
  }),
  "posts.create": async tenant => ({
    body: {
      text: `Text ${tenant.marker}`,
      media_ids: [(await uploaded(tenant)).id],
      thread: [{ text: `Thread ${tenant.marker}`, media_ids: [(await uploaded(tenant)).id] }],
      first_comment: `Comment ${tenant.marker}`,
      account_ids: [tenant.account],
      overrides: [{ account_id: tenant.account, text: `Override ${tenant.marker}`, media_ids: [(await uploaded(tenant)).id] }],
      call_to_action: { text: `Come ${tenant.marker}`, url: `https://${tenant.marker}.example/` },
      hashtags: [tenant.marker],
      campaign_id: await campaign(tenant),
      origin: { kind: "generated", prompt: `Prompt ${tenant.marker}`, parent_post_id: await draft(tenant) },
      tags: [tenant.marker],
      metadata: { marker: tenant.marker },
      schedule: { at: await later(tenant) },
    },
  }),
  "posts.list": async () => ({}),
  "posts.validate": async tenant => ({ body: { text: tenant.marker, account_ids: [tenant.account] } }),
  "posts.bulkSchedule": async tenant => ({
    body: {
      posts: [
        { text: `First ${tenant.marker}`, account_ids: [tenant.account], schedule: { at: await later(tenant) } },
        { text: `Second ${tenant.marker}`, account_ids: [tenant.account] },
      ],
    },
  }),
  "posts.bulkScheduleCsv": async tenant => ({
    body: `text,accounts,campaign\nRow ${tenant.marker},${tenant.fakeAccount}|sandbox:${tenant.marker},${await campaign(tenant)}\n`,
    query: { dry_run: "false" },
  }),
  "posts.get": async tenant => ({ params: { post_id: await draft(tenant) } }),
  "posts.update": async tenant => ({ params: { post_id: await draft(tenant) }, body: { text: `Changed ${tenant.marker}` } }),
  "posts.delete": async tenant => ({ params: { post_id: await draft(tenant) } }),
  "posts.duplicate": async tenant => ({ params: { post_id: await draft(tenant) } }),
  "posts.preview": async tenant => ({ params: { post_id: await draft(tenant) } }),
  "posts.schedule": async tenant => ({ params: { post_id: await draft(tenant) }, body: { at: await later(tenant) } }),
  "posts.unschedule": async tenant => ({ params: { post_id: await scheduled(tenant) } }),
  "posts.publish": async tenant => ({ params: { post_id: await draft(tenant) } }),
  "posts.submit": async tenant => ({
    params: { post_id: await draft(tenant) },
    body: { comment: `Submitted ${tenant.marker}`, schedule: { at: await later(tenant) } },
  }),
  "posts.approve": async tenant => ({ params: { post_id: await submitted(tenant) }, body: { comment: `Yes ${tenant.marker}` } }),
  "posts.reject": async tenant => ({ params: { post_id: await submitted(tenant) }, body: { comment: `No ${tenant.marker}` } }),
  "posts.comments.list": async tenant => ({ params: { post_id: (await commented(tenant)).post_id } }),
  "posts.comments.create": async tenant => ({
    params: { post_id: await draft(tenant) },
    body: { text: `Comment ${tenant.marker}` },
  }),
  "posts.comments.update": async tenant => ({
    params: await commented(tenant),
    body: { text: `Other ${tenant.marker}`, resolved: true },
  }),
  "posts.comments.delete": async tenant => ({ params: await commented(tenant) }),
  "posts.versions.list": async tenant => ({ params: { post_id: await changed(tenant) } }),
  "posts.versions.get": async tenant => ({ params: { post_id: await changed(tenant), number: "2" } }),
  "posts.versions.restore": async tenant => ({ params: { post_id: await changed(tenant), number: "1" } }),
  "calendar.list": async () => ({ query: range }),
  "targets.list": async () => ({}),
  "targets.get": async tenant => ({ params: { target_id: await targetOf(tenant, await draft(tenant)) } }),
  "targets.retry": async tenant => ({ params: { target_id: await targetOf(tenant, await failed(tenant)) } }),
  "targets.resolve": async tenant => ({
    params: { target_id: await targetOf(tenant, await scheduled(tenant)) },
    body: { as: "discarded" },
  }),
  "targets.cancel": async tenant => ({ params: { target_id: await targetOf(tenant, await scheduled(tenant)) } }),
  "events.list": async () => ({}),
  "events.get": async tenant => ({ params: { event_id: await firstEvent(tenant) } }),
  "events.stream": async () => ({ query: { last_event_id: "0" } }),
  "webhookEndpoints.create": async tenant => ({ body: endpointBody(tenant) }),
  "webhookEndpoints.list": async () => ({}),
  "webhookEndpoints.get": async tenant => ({ params: { endpoint_id: await endpoint(tenant) } }),
  "webhookEndpoints.update": async tenant => ({
    params: { endpoint_id: await endpoint(tenant) },
    body: { description: `Note ${tenant.marker}`, workspace_ids: [tenant.workspace] },
  }),
  "webhookEndpoints.delete": async tenant => ({ params: { endpoint_id: await endpoint(tenant) } }),
  "webhookEndpoints.rotateSecret": async tenant => ({ params: { endpoint_id: await endpoint(tenant) }, body: { overlap_s: 0 } }),
  "webhookEndpoints.test": async tenant => ({ params: { endpoint_id: await endpoint(tenant) } }),
  "webhookEndpoints.recover": async tenant => ({ params: { endpoint_id: await endpoint(tenant) }, body: { since: recently() } }),
  "webhookEndpoints.recovery": async tenant => ({ params: { endpoint_id: await recovering(tenant) } }),
  "webhookDeliveries.list": async () => ({}),
  "webhookDeliveries.get": async tenant => ({ params: { delivery_id: await delivery(tenant) } }),
  "webhookDeliveries.retry": async tenant => ({ params: { delivery_id: await delivery(tenant) } }),
  "billing.usage": async tenant => ({ query: { workspace_id: tenant.workspace } }),
  "test.clock": async () => ({}),
  "test.advanceClock": async () => ({ body: { by: 60 } }),
  "test.injectFault": async tenant => ({
    body: { network: "sandbox", account_id: tenant.account, operation: "media", kind: "slow", delay_ms: 0 },
  }),
  "test.revokeAccess": async tenant => {
    const credentials = { handle: `off-${tenant.marker}`, password: "correct horse" };
    const { account } = ok(await tenant.ask("POST", "/v1/accounts/connect", { network: "sandbox", credentials })).body;
    return { params: { account_id: account.id } };
  },
  "test.simulate": async tenant => ({ body: { post_id: await published(tenant), likes: 1, comments: 1 } }),
};

/** A good request for the operation, by this tenant. @throws {Error} naming the operation that has none: add it to the table above. */
export function requestOf(operation: Operation, tenant: Tenant): Promise<Asked> {
  const request = REQUESTS[operation.id];
  if (!request) throw new Error(`${operation.id} has no entry in testing/every-operation.ts: give it a good request`);
  return request(tenant);
}

/** Operations the table has though the app mounts them no more. */
export function forgottenEntries(operations: readonly Operation[]): string[] {
  return Object.keys(REQUESTS).filter(id => !operations.some(operation => operation.id === id));
}

/** Path and query of a request. */
export function pathOf(operation: Operation, { params = {}, query = {} }: Asked): string {
  const path = operation.path.replace(/\{([a-z_]+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams(query).toString();
  return search === "" ? path : `${path}?${search}`;
}

const AN_ID = new RegExp(`\\b(${Object.values(ID_PREFIXES).join("|")})_[0-7][0-9a-hjkmnp-tv-z]{25}\\b`, "g");

/** The same text with every id replaced by one of its kind that names nothing. */
export const withoutIds = (text: string): string =>
  text.replace(AN_ID, (_, prefix: string) => `${prefix}_00000000000000000000000000`);
/** Every id in a text. */
export const idsIn = (text: string): string[] => text.match(AN_ID) ?? [];

/** An answer with its raw text. Of a stream only the first frame is read. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What {@link Asked} says of a form, as a form. */
function formOf(parts: object): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(parts)) {
    const file = typeof value === "object" && value !== null && "base64" in value ? (value as FormFile) : null;
    if (file) form.append(name, new Blob([Buffer.from(file.base64, "base64")]), file.name);
    else form.append(name, String(value));
  }
  return form;
}

/** Sends a request of an operation; the body as it is when it is a text or bytes, and as a form where the operation takes one. */
export async function send(
  t: Pick<TestApp, "fetch">,
  operation: Pick<Operation, "method" | "text"> & { readonly form?: unknown },
  path: string,
  options: { token?: string; workspace?: string | null; body?: unknown; headers?: Readonly<Record<string, string>> } = {},
): Promise<RawAnswer> {
  const { token, workspace, body, headers = {} } = options;
  const asItIs = body === undefined || typeof body === "string" || body instanceof Uint8Array;
  const raw = asItIs ? body : operation.form && typeof body === "object" && body !== null ? formOf(body) : JSON.stringify(body);
  const response = await t.fetch(
    new Request(`http://127.0.0.1:4700${path}`, {
      method: operation.method.toUpperCase(),
      headers: {
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(workspace && { "Placard-Workspace": workspace }),
        ...(raw !== undefined && !(raw instanceof FormData) && { "Content-Type": operation.text ?? "application/json" }),
        ...headers,
      },
      ...(raw !== undefined && { body: raw }),
    }),
  );
  return { status: response.status, headers: response.headers, text: await textOf(response) };
}

async function textOf(response: Response): Promise<string> {
  if (!response.headers.get("Content-Type")?.startsWith("text/event-stream") || !response.body) return response.text();
  const reader = response.body.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}
