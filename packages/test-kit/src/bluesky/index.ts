import { createHmac, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { eventually } from "../ports.ts";
import { startTied, type TiedProcess, tied } from "../tied-process.ts";

export interface BlueskyAccount {
  readonly did: string;
  readonly handle: string;
  readonly password: string;
  readonly appPassword: string;
}

export interface BlueskyRecord {
  readonly uri: string;
  readonly cid: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** A Bluesky of our own: one real PDS and the directory in which its accounts are registered, on 127.0.0.1. */
export interface BlueskyNetwork {
  readonly pdsUrl: string;
  readonly plcUrl: string;
  /** Handles end in `.test`. */
  createAccount(account: { readonly handle: string }): Promise<BlueskyAccount>;
  /** All posts of an account, newest record key first, as the PDS has them. */
  posts(did: string): Promise<readonly BlueskyRecord[]>;
  blob(did: string, cid: string): Promise<Uint8Array>;
  /** The same access token as the PDS would have signed it three hours ago: it ended an hour ago. */
  expired(accessToken: string): string;
  /** Calls a method as the owner of `accessToken` (or as nobody), and gives its JSON; rejects with the PDS's own error.
   * An `input` makes it a procedure; `null` is one without a body. */
  call(
    method: string,
    request?: { readonly query?: Record<string, string>; readonly input?: unknown; readonly accessToken?: string },
  ): Promise<unknown>;
  close(): Promise<void>;
}

export interface BlueskyNetworkOptions {
  /** Whether the rate limits of the real network hold. Default false. */
  readonly rateLimits?: boolean;
  /**
   * Whether a session tells where the account's server is, as the real network does. Default true. Without, a client goes on at the address it was given,
   * which may be a proxy's.
   */
  readonly sessionsNameServer?: boolean;
  /** JSON documents that the PDS finds on the web, by https URL: the metadata of OAuth clients that are not on loopback. */
  readonly documents?: Readonly<Record<string, unknown>>;
}

/** What the process of the PDS is started with. */
export interface ServerConfiguration extends Required<BlueskyNetworkOptions> {
  readonly folder: string;
  readonly jwtSecret: string;
}

/** Starts it in a process of its own, which ends with this one; ready in about 2 s. It keeps its data in a temporary folder until `close`. */
export async function startBlueskyNetwork(options: BlueskyNetworkOptions = {}): Promise<BlueskyNetwork> {
  const folder = await mkdtemp(join(tmpdir(), "placard-bluesky-"));
  const jwtSecret = randomBytes(32).toString("hex");
  const { rateLimits = false, sessionsNameServer = true, documents = {} } = options;
  const configuration = { folder, jwtSecret, rateLimits, sessionsNameServer, documents };
  const { server, pdsUrl, plcUrl } = await launch(configuration, 3).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });

  const call: BlueskyNetwork["call"] = async (method, { query = {}, input, accessToken } = {}) => {
    const headers = {
      ...(input === undefined || input === null ? {} : { "content-type": "application/json" }),
      ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
    };
    const body = input === null ? null : JSON.stringify(input);
    const answer = await request(pdsUrl, method, { query, headers, ...(input === undefined ? {} : { method: "POST", body }) });
    const text = await answer.text();
    return text === "" ? null : JSON.parse(text);
  };

  return {
    pdsUrl,
    plcUrl,
    call,
    async createAccount({ handle }) {
      const password = randomBytes(12).toString("hex");
      const email = `${handle.split(".")[0]}@example.com`;
      const made = await call("com.atproto.server.createAccount", { input: { handle, email, password } });
      const accessToken = field(made, "accessJwt");
      const app = await call("com.atproto.server.createAppPassword", { input: { name: "placard" }, accessToken });
      return { did: field(made, "did"), handle, password, appPassword: field(app, "password") };
    },
    async posts(did) {
      const query = { repo: did, collection: "app.bsky.feed.post", limit: "100" };
      const listed = await call("com.atproto.repo.listRecords", { query });
      if (!isObject(listed) || !Array.isArray(listed.records)) throw new Error("listRecords gave no records.");
      return listed.records.map(asRecord);
    },
    async blob(did, cid) {
      const answer = await request(pdsUrl, "com.atproto.sync.getBlob", { query: { did, cid } });
      return new Uint8Array(await answer.arrayBuffer());
    },
    expired: accessToken => resigned(accessToken, jwtSecret, -3 * 3600),
    async close() {
      await server.kill("SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Another process may take a port between finding and using it: then it is tried again with others. */
async function launch(
  configuration: ServerConfiguration,
  tries: number,
): Promise<{ server: TiedProcess; pdsUrl: string; plcUrl: string }> {
  const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const node = ["--require", here("./loopback-only.cjs"), here("./server.ts"), JSON.stringify(configuration)];
  const server = startTied(tied(process.execPath, node));
  const ready = () => /^\{"pdsUrl":"(?<pds>[^"]+)","plcUrl":"(?<plc>[^"]+)"\}$/m.exec(server.output())?.groups;
  try {
    await eventually("the Bluesky PDS answers", 30_000, () => ready() !== undefined || server.ended() !== null);
    const urls = ready();
    if (urls?.pds === undefined || urls.plc === undefined)
      throw new Error(`The Bluesky PDS ended (${server.ended()}): ${server.output()}`);
    return { server, pdsUrl: urls.pds, plcUrl: urls.plc };
  } catch (error) {
    await server.kill("SIGKILL");
    if (tries <= 1 || !server.output().includes("EADDRINUSE")) throw error;
    return launch(configuration, tries - 1);
  }
}

async function request(
  pdsUrl: string,
  method: string,
  init: RequestInit & { readonly query: Record<string, string> },
): Promise<Response> {
  const answer = await fetch(`${pdsUrl}/xrpc/${method}?${new URLSearchParams(init.query)}`, init);
  if (!answer.ok) throw new Error(`${method}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/** A JWT (HS256) with its times moved by `seconds`. */
function resigned(token: string, secret: string, seconds: number): string {
  const [header = "", payload = ""] = token.split(".");
  const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
  if (!isObject(claims) || typeof claims.iat !== "number" || typeof claims.exp !== "number")
    throw new Error("Not an access token.");
  const moved = { ...claims, iat: claims.iat + seconds, exp: claims.exp + seconds };
  const signed = `${header}.${Buffer.from(JSON.stringify(moved)).toString("base64url")}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function field(value: unknown, name: string): string {
  const found = isObject(value) ? value[name] : undefined;
  if (typeof found !== "string") throw new Error(`The PDS gave no ${name}.`);
  return found;
}

function asRecord(value: unknown): BlueskyRecord {
  if (!isObject(value) || !isObject(value.value)) throw new Error("The PDS listed something that is no record.");
  return { uri: field(value, "uri"), cid: field(value, "cid"), value: value.value };
}
