import { createHash } from "node:crypto";
import type { ConnectOutcome, Connector, Credentials, Problem, Profile } from "@placard/connectors";
import type { NetworkName } from "@placard/networks";
import { type Change, commit, create, join, NO_CHANGE, replace, retrying, sortableInstant, type Write } from "../../change.ts";
import type { Ctx, Service } from "../../ctx.ts";
import { publicUrl } from "../../http/file-url.ts";
import type { Item, Json } from "../../ports/store/store.ts";
import { invalid, notFound, Refusal } from "../../problems.ts";
import { organizationLimits } from "../identity/index.ts";
import { fetchPicture, keepPicture } from "../media/index.ts";
import { planWithin } from "../workspaces/index.ts";
import { connectorIo, moveVault, withLock } from "./io.ts";
import { toAccount, toTrouble } from "./present.ts";
import {
  type AccountRecord,
  accountDraft,
  accountKey,
  accountOf,
  credentialsDraft,
  credentialsKey,
  profileKey,
  refreshDue,
} from "./records.ts";
import { sealCredentials } from "./tokens.ts";

/** How long a person has to come back from the network, and to choose. */
const STATE_LIFE_MS = 60 * 60_000;
/** How long one exchange with a network may take. */
const EXCHANGE_TIMEOUT_MS = 30_000;

/** A connection that has begun. What is secret in it is sealed and bound to the state. */
interface ConnectRecord {
  readonly schema: 1;
  readonly organizationId: string;
  readonly workspaceId: string;
  readonly network: NetworkName;
  readonly server: string | null;
  readonly state: string;
  readonly redirectUrl: string;
  /** What `complete` of the connector needs, sealed. */
  readonly keep: string;
  /** What came back to our callback, sealed; null until then. */
  readonly query: string | null;
  /** Profiles to choose from with their credentials, sealed; null unless it is for the person to choose. */
  readonly choices: string | null;
  readonly accountId: string | null;
  readonly expiresAt: number;
}

export interface Connection {
  readonly status: "redirect" | "choose" | "connected";
  readonly connect_url: string | null;
  readonly state: string | null;
  readonly expires_at: string | null;
  readonly choices: readonly { readonly [key: string]: Json }[];
  readonly account: { readonly [key: string]: Json } | null;
}

type Choice = { readonly profile: Profile; readonly server: string | null; readonly credentials: Credentials };

/** Only the hash of a state is a key: who reads the table cannot complete a connection. */
const stateKey = (state: string) => ({
  pk: `lookup#connect#${createHash("sha256").update(state).digest("base64url")}`,
  sk: "connect",
});

/** The redirect registered with every network. */
export const callbackUrl = (service: Service, network: string): string => `${publicUrl(service)}/v1/connect/callback/${network}`;

function connectorOf(ctx: Ctx, network: NetworkName): Connector {
  const connector = ctx.connectors.get(network);
  if (connector && ctx.workspace.mode === "live" && network === "sandbox")
    throw new Refusal("mode_mismatch", "The sandbox network is for test workspaces.");
  if (connector) return connector;
  throw invalid([
    {
      path: "network",
      code: "not_available",
      message: `This installation cannot connect ${network} accounts.`,
      fix: "Use a network whose `connectable` is true in networks.list.",
    },
  ]);
}

const ioOf = (ctx: Ctx, owner: string) =>
  connectorIo(
    ctx,
    { organizationId: ctx.organizationId, workspace: ctx.workspace, owner },
    ctx.timer.timeout(EXCHANGE_TIMEOUT_MS),
  );

/** Begins a connection by OAuth. @throws {Refusal} `network_refused`, `network_unreachable`, `validation_failed` */
export async function beginConnect(
  ctx: Ctx,
  request: { network: NetworkName; redirectUrl: string; server: string | null },
): Promise<Connection> {
  const connector = connectorOf(ctx, request.network);
  if (!connector.oauth)
    throw invalid([
      {
        path: "redirect_url",
        code: "not_supported",
        message: `${request.network} connects by credentials.`,
        fix: "Send `credentials` as networks.get names them.",
      },
    ]);
  const ours = Buffer.from(ctx.chance.bytes(24)).toString("base64url");
  // A connector's own client keeps its things under the state until there is an account.
  const started = await connector.oauth.start(ioOf(ctx, ours), {
    redirectUrl: callbackUrl(ctx, request.network),
    state: ours,
    server: request.server,
  });
  if ("kind" in started) throw refusedBy(started.problem);
  const state = started.state ?? ours;
  const expiresAt = ctx.timer.now() + STATE_LIFE_MS;
  const record: ConnectRecord = {
    schema: 1,
    organizationId: ctx.organizationId,
    workspaceId: ctx.workspace.id,
    network: request.network,
    server: request.server,
    state: ours,
    redirectUrl: request.redirectUrl,
    keep: ctx.secrets.seal("states", JSON.stringify(started.keep), state),
    query: null,
    choices: null,
    accountId: null,
    expiresAt,
  };
  const answer: Connection = {
    status: "redirect",
    connect_url: started.url,
    state,
    expires_at: sortableInstant(expiresAt),
    choices: [],
    account: null,
  };
  return commit(ctx, { writes: [create(draftOf(state, record), { in: "system" })], events: [] }, answer);
}

const draftOf = (state: string, record: ConnectRecord) => ({
  ...stateKey(state),
  data: record as unknown as Json,
  expires: Math.ceil(record.expiresAt / 1000),
});

/** Connects by what the person typed. */
export async function connectByCredentials(
  ctx: Ctx,
  request: { network: NetworkName; server: string | null; credentials: Readonly<Record<string, string>> },
): Promise<Connection> {
  const connector = connectorOf(ctx, request.network);
  const door = connector.credentials;
  if (!door)
    throw invalid([
      {
        path: "credentials",
        code: "not_supported",
        message: `${request.network} connects by OAuth.`,
        fix: "Send `redirect_url` instead.",
      },
    ]);
  const names = door.fields.map(field => field.name);
  const faults = [
    ...names
      .filter(name => !request.credentials[name])
      .map(name => ({
        path: `credentials.${name}`,
        code: "required",
        message: "It is missing.",
        fix: `Give it: ${door.fields.find(field => field.name === name)?.description ?? name}`,
      })),
    ...Object.keys(request.credentials)
      .filter(name => !names.includes(name))
      .map(name => ({
        path: `credentials.${name}`,
        code: "unknown_field",
        message: "There is no such field.",
        fix: `Use ${names.join(", ")}.`,
      })),
  ];
  if (faults.length > 0) throw invalid(faults);
  const outcome = await door.connect(ioOf(ctx, ctx.ids.next("connect")), {
    server: request.server,
    credentials: request.credentials,
  });
  return settle(ctx, request.network, outcome, null);
}

/** What the network sends back to our callback, kept for `complete`; gives where the person goes on. Null when the state is not known. */
export async function receiveCallback(service: Service, query: Readonly<Record<string, string>>): Promise<string | null> {
  const state = query.state ?? "";
  const item = await service.systemStore.get(stateKey(state));
  if (!item) return null;
  const record = item.data as unknown as ConnectRecord;
  if (record.query === null) {
    const kept: ConnectRecord = { ...record, query: service.secrets.seal("states", JSON.stringify(query), state) };
    // Someone else's write came first when the version moved: then theirs stands.
    await service.systemStore.write([
      {
        op: "put",
        item: {
          ...stateKey(state),
          version: item.version + 1,
          data: kept as unknown as Json,
          expires: Math.ceil(record.expiresAt / 1000),
        },
        if: { version: item.version },
      },
    ]);
  }
  const target = new URL(record.redirectUrl);
  target.searchParams.set("state", state);
  for (const name of ["code", "error", "error_description"]) {
    const value = query[name];
    if (value !== undefined) target.searchParams.set(name, value);
  }
  return target.href;
}

async function stateOf(ctx: Ctx, state: string): Promise<{ item: Item; record: ConnectRecord }> {
  const item = await ctx.systemStore.get(stateKey(state));
  const record = item?.data as unknown as ConnectRecord | undefined;
  if (!item || !record || record.workspaceId !== ctx.workspace.id) throw notFound("connection");
  return { item, record };
}

function opened<T>(ctx: Ctx, sealed: string, state: string): T {
  const text = ctx.secrets.open("states", sealed, state);
  if (text === null) throw new Error("a connection's state cannot be opened");
  return JSON.parse(text);
}

/** Ends a connection by OAuth, once: asked again it gives the same account, so a lost answer loses nothing. */
export async function completeConnect(ctx: Ctx, state: string, code: string): Promise<Connection> {
  const { pk, sk } = stateKey(state);
  return withLock(
    ctx,
    `lock#${pk}`,
    sk,
    async () => {
      const { item, record } = await stateOf(ctx, state);
      const query = record.query === null ? { state, code } : opened<Record<string, string>>(ctx, record.query, state);
      if (query.code !== code)
        throw invalid([
          {
            path: "code",
            code: "not_valid",
            message: "It is not the code of this connection.",
            fix: "Send `code` of the redirect, unchanged.",
          },
        ]);
      if (record.accountId !== null) return connected(ctx, record.accountId);
      if (record.choices !== null) return toChoose(state, record, opened<Choice[]>(ctx, record.choices, state));
      const connector = connectorOf(ctx, record.network);
      if (!connector.oauth) throw notFound("connection");
      const outcome = await connector.oauth.complete(ioOf(ctx, record.state), {
        redirectUrl: callbackUrl(ctx, record.network),
        state,
        query,
        keep: opened(ctx, record.keep, state),
      });
      return settle(ctx, record.network, outcome, { state, item, record });
    },
    ctx.timer.timeout(2 * EXCHANGE_TIMEOUT_MS),
  );
}

/** The person chose one of several profiles. */
export async function chooseProfile(ctx: Ctx, state: string, externalId: string): Promise<Connection> {
  const { item, record } = await stateOf(ctx, state);
  if (record.accountId !== null) return connected(ctx, record.accountId);
  if (record.choices === null) throw new Refusal("conflict", "There is nothing to choose: complete the connection first.");
  const choice = opened<Choice[]>(ctx, record.choices, state).find(one => one.profile.externalId === externalId);
  if (!choice)
    throw invalid([
      {
        path: "external_id",
        code: "not_allowed",
        message: "It is none of the choices.",
        fix: "Use `external_id` of one of `choices`.",
      },
    ]);
  return keepAccount(ctx, record.network, choice, { state, item, record });
}

interface Begun {
  readonly state: string;
  readonly item: Item;
  readonly record: ConnectRecord;
}

async function settle(ctx: Ctx, network: NetworkName, outcome: ConnectOutcome, begun: Begun | null): Promise<Connection> {
  if (outcome.kind === "refused") throw refusedBy(outcome.problem);
  const [first, ...others] = outcome.profiles;
  if (!first) throw new Refusal("network_refused", "The network shared no profile. Let the person share at least one.");
  if (others.length === 0 || !begun) return keepAccount(ctx, network, first, begun);
  const choices: readonly Choice[] = outcome.profiles;
  const kept: ConnectRecord = { ...begun.record, choices: ctx.secrets.seal("states", JSON.stringify(choices), begun.state) };
  return commit(
    ctx,
    { writes: [replace(draftOf(begun.state, kept), begun.item, { in: "system" })], events: [] },
    toChoose(begun.state, kept, choices),
  );
}

function toChoose(state: string, record: ConnectRecord, choices: readonly Choice[]): Connection {
  return {
    status: "choose",
    connect_url: null,
    state,
    expires_at: sortableInstant(record.expiresAt),
    choices: choices.map(({ profile }) => ({
      external_id: profile.externalId,
      kind: profile.kind,
      handle: profile.handle,
      display_name: profile.displayName,
      avatar_url: null, // the network's own is not handed out, and ours is made when one is chosen
    })),
    account: null,
  };
}

async function connected(ctx: Ctx, accountId: string): Promise<Connection> {
  const { pk, sk } = accountKey(accountId);
  const item = await ctx.store.get(pk, sk);
  if (!item) throw notFound("account");
  return toConnected(ctx, accountOf(item));
}

const toConnected = (ctx: Ctx, record: AccountRecord): Connection => ({
  status: "connected",
  connect_url: null,
  state: null,
  expires_at: null,
  choices: [],
  account: toAccount(ctx, record),
});

/** Where an organization's live accounts are counted. Test accounts are free. */
const PLACES = { pk: "usage", sk: "live_accounts" };

/** Takes one of the places the organization's plan has. @throws {Refusal} `limit_reached`, when it is committed and there is none. */
async function takePlace(ctx: Ctx): Promise<Write[]> {
  if (ctx.workspace.mode === "test") return [];
  const { accounts: max } = await organizationLimits(ctx);
  const full = new Refusal("limit_reached", `The plan has room for ${max} live accounts. Disconnect one, or change the plan.`, {
    extra: { limit: max },
  });
  return [{ op: "add", in: "organization", key: PLACES, by: 1, max, conflict: full }];
}

/** Gives the place of a disconnected account back. */
export const freePlace = (ctx: Ctx): Write[] =>
  ctx.workspace.mode === "test" ? [] : [{ op: "add", in: "organization", key: PLACES, by: -1 }];

/** Creates the account of a profile, or connects the one that is there again; with the event, in one commit with the end of the connection. */
async function keepAccount(ctx: Ctx, network: NetworkName, choice: Choice, begun: Begun | null): Promise<Connection> {
  const { profile, credentials } = choice;
  const picture = await fetchPicture(ctx, profile.avatarUrl);
  return retrying(ctx, async () => {
    const now = ctx.time.workspace.now();
    const lookup = profileKey(network, profile.externalId);
    const known = await ctx.store.get<string>(lookup.pk, lookup.sk);
    const id = known ? known.data : ctx.ids.next("account");
    const [item, kept] = await ctx.store.batchGet([accountKey(id), credentialsKey(id)]);
    const before = item ? accountOf(item) : null;
    const record: AccountRecord = {
      schema: 1,
      id,
      network,
      status: "connected",
      problem: null,
      externalId: profile.externalId,
      kind: profile.kind,
      handle: profile.handle,
      displayName: profile.displayName,
      avatarUrl: profile.avatarUrl,
      avatarBlob: picture
        ? await keepPicture(ctx, id, picture)
        : before?.avatarUrl === profile.avatarUrl
          ? (before.avatarBlob ?? null)
          : null,
      url: profile.url,
      server: choice.server,
      scopes: credentials.scopes,
      label: before?.label ?? null,
      metadata: before?.metadata ?? {},
      connectedAt: now,
      updatedAt: now,
    };
    const sealed = { schema: 1, sealed: await sealCredentials(ctx, id, credentials), failures: 0 } as const;
    const secret = credentialsDraft(id, sealed, refreshDue(credentials.expiresAt, ctx.timer.now()));
    const writes: Write[] = [
      item ? replace(accountDraft(record), item) : create(accountDraft(record)),
      kept ? replace(secret, kept) : create(secret),
      ...(known ? [] : [create({ ...lookup, data: id })]),
      ...(before && before.status !== "disconnected" ? [] : await takePlace(ctx)),
      ...(await planWithin(ctx)),
    ];
    const joined: Change = begun
      ? {
          writes: [
            replace(draftOf(begun.state, { ...begun.record, choices: null, accountId: id }), begun.item, { in: "system" }),
          ],
          events: [],
        }
      : NO_CHANGE;
    // Before the account is to be seen: whoever finds it finds what its connector keeps for it.
    if (begun)
      await moveVault(ctx, { organizationId: ctx.organizationId, workspace: ctx.workspace, owner: begun.record.state }, id);
    const change: Change = {
      writes,
      events: [{ type: "account.connected", data: { account: toAccount(ctx, record), workspace_id: ctx.workspace.id } }],
    };
    const connection = await commit(ctx, join(change, joined), toConnected(ctx, record));
    if (before?.avatarBlob && before.avatarBlob !== record.avatarBlob) await ctx.blobs.delete(before.avatarBlob);
    return connection;
  });
}

/** What the network said, as our refusal of the request. */
export function refusedBy(problem: Problem): Refusal {
  const away = problem.category === "network_down" || problem.category === "rate_limited";
  return new Refusal(away ? "network_unreachable" : "network_refused", problem.message, {
    extra: { trouble: toTrouble(problem) },
    ...(away && { retryAfterMs: 5000 }),
  });
}
