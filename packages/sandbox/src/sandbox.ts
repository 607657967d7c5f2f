import { Hono } from "hono";
import { type Env, type Network, readClock } from "./context.ts";
import { Database } from "./database.ts";
import { Audience } from "./network/audience.ts";
import { Faults } from "./network/faults.ts";
import { MediaLibrary } from "./network/media.ts";
import { Posts } from "./network/posts.ts";
import { Profiles } from "./network/profiles.ts";
import { Tokens } from "./network/tokens.ts";
import { ConnectionCut, Refusal } from "./refusal.ts";
import { adminRoutes } from "./routes/admin.ts";
import { apiRoutes } from "./routes/api.ts";
import { oauthRoutes } from "./routes/oauth.ts";
import { pageRoutes, refusalPage } from "./routes/pages.ts";

/** What a sandbox is made of. */
export interface SandboxOptions {
  /** The folder of its database, created when missing; null keeps everything in memory. */
  readonly dataDir: string | null;
  /** The bearer token of the admin API. */
  readonly adminToken: string;
  /** Where browsers find it, such as `http://127.0.0.1:4010`: the beginning of every link it gives. */
  readonly publicUrl: string;
  /** Seconds an access token lives. Default 3600. */
  readonly accessTokenSeconds?: number;
  /** Posts an account may make per window. Default 5000: high, so that only tests of the limit meet it. */
  readonly postsPerWindow?: number;
  /** Length of that window in ms. Default 900000 (15 minutes). */
  readonly windowMs?: number;
}

export interface Sandbox {
  readonly app: Hono<Env>;
  /**
   * Answers a request in this process. Behaves to its caller as a network does: rejects with a TypeError whose `cause.code` is ECONNRESET where a
   * fault cuts the connection, and with the signal's reason when the request is given up, while the sandbox goes on with it.
   */
  readonly fetch: (request: Request, env?: Env["Bindings"]) => Promise<Response>;
  /** Ends whatever waits and closes the database. May be called again. */
  close(): void;
}

/** Opens a sandbox. Throws when the folder cannot be used or was written by another release's schema. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const database = new Database(options.dataDir);
  const closing = new AbortController();
  const profiles = new Profiles(database);
  const posts = new Posts(database, { posts: options.postsPerWindow ?? 5_000, windowMs: options.windowMs ?? 900_000 });
  const network: Network = {
    database,
    profiles,
    posts,
    tokens: new Tokens(database, (options.accessTokenSeconds ?? 3_600) * 1_000),
    media: new MediaLibrary(database),
    audience: new Audience(database, profiles, posts),
    faults: new Faults(database),
    publicUrl: options.publicUrl.replace(/\/+$/, ""),
    adminToken: options.adminToken,
    closing: closing.signal,
  };

  const app = new Hono<Env>();
  app.use("*", async (c, next) => {
    if (closing.signal.aborted) throw new ConnectionCut();
    c.set("network", network);
    c.set("now", readClock(c.req.header("sandbox-clock")));
    await next();
  });
  app.route("/v1", apiRoutes());
  app.route("/admin", adminRoutes());
  app.route("/", oauthRoutes());
  app.route("/", pageRoutes());
  app.notFound(() => {
    throw new Refusal(404, "not_found", "There is nothing here.");
  });
  app.onError(async (error, c) => {
    if (error instanceof Refusal) {
      const isApi = /^\/(v1|admin|oauth\/(token|revoke))(\/|$)/.test(c.req.path);
      return isApi ? Response.json(error, { status: error.status, headers: error.headers }) : await refusalPage(error);
    }
    const socket = c.env?.incoming?.socket;
    // A caller in the same process is told by the error itself.
    if (socket === undefined) throw error;
    if (error instanceof ConnectionCut) {
      socket.resetAndDestroy();
      return new Response(null);
    }
    // A defect of the sandbox. Over a socket nobody else would tell.
    console.error(error);
    return Response.json({ error: { code: "defect", message: "The sandbox failed; its log tells how." } }, { status: 500 });
  });

  return {
    app,
    fetch: async (request, env) => {
      const answer = Promise.resolve(app.fetch(request, env ?? {}));
      return env?.incoming === undefined ? untilAborted(answer, request.signal) : answer;
    },
    close() {
      if (closing.signal.aborted) return;
      closing.abort();
      database.close();
    },
  };
}

function untilAborted(answer: Promise<Response>, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener("abort", giveUp);
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}
