import { type components, PlacardCore, type PlacardError } from "@placard/sdk/core";
import { Live } from "./live.ts";
import type { Progress } from "./upload.ts";

/** What a widget knows of the session whose token it holds. */
export type CurrentSession = components["schemas"]["CurrentEmbedSession"];

export interface SessionOptions {
  /**
   * Asks your own server for an embed session's token: once for all widgets of the session, and again shortly before it ends. Gives the token, or the answer
   * that it is the body of.
   */
  readonly fetchToken: () => Promise<string | Response>;
  /** Where the API is; where the token says it was issued, unless said. */
  readonly apiUrl?: string;
  /** Sends the requests: the platform's `fetch` unless said. */
  readonly fetch?: (request: Request) => Response | Promise<Response>;
}

/**
 * `idle`: no widget has asked yet; `loading`: the first answer is awaited; `ready`: what it may do is known; `failed`: it is not, `error` says why;
 * `ended`: logged out.
 */
export type SessionState = "idle" | "loading" | "ready" | "failed" | "ended";

/** No answer of the vendor's server, or one that is no token. */
export class TokenError extends Error {
  override readonly name = "TokenError";
}

/** A server that gives a bad token would be asked by every call of every widget: after so many refused in a row none is asked until somebody tries again. */
const REFUSED_MOST = 3;

/**
 * What all widgets of a page share: one token, one answer to what it may do, one stream of events. A widget takes the page's session, or another by its
 * `session` property: two workspaces on one page have one each.
 *
 * Fires `change` when its state, what it may do, or whether the API is reached changes.
 */
export class Session extends EventTarget {
  readonly #options: SessionOptions;
  #core: PlacardCore;
  #state: SessionState = "idle";
  #current: CurrentSession | null = null;
  #error: Error | null = null;
  readonly #ended = new AbortController();
  #refused = 0;
  #online = true;
  #apiOrigin: string | null = null;
  readonly #live: Live;
  /** By the Idempotency-Key of what is being sent. */
  readonly #followed = new Map<string, Progress>();

  constructor(options: SessionOptions) {
    super();
    this.#options = options;
    this.#core = this.#newCore();
    this.#live = new Live(this);
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Whose it is, what it may do, in which brand, zone and language; null until it is `ready`. */
  get current(): CurrentSession | null {
    return this.#current;
  }

  /** Why it is `failed`. */
  get error(): Error | null {
    return this.#error;
  }

  /** The API, as this session may use it. A call ends with an `AbortError` when the session is logged out. */
  get api(): PlacardCore {
    return this.#core;
  }

  /** What happens in the workspace, as it happens. */
  get live(): Live {
    return this.#live;
  }

  /** Ends with the session: for what runs on its behalf. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** The origin that answered: all there is to load comes from there. Null before the first answer. */
  get apiOrigin(): string | null {
    return this.#apiOrigin;
  }

  /** Whether the last try to reach the API got through. */
  get online(): boolean {
    return this.#online;
  }

  /** Whether its token allows this, such as `posts:publish`; false until that is known. */
  can(scope: string): boolean {
    return this.#current?.scopes.includes(scope) ?? false;
  }

  /**
   * Tells how much of the call with this Idempotency-Key has left the browser, from the start again for each try, until the returned function is called.
   * Where the page sends the requests itself nobody knows, and nothing is told.
   */
  follow(idempotencyKey: string, progress: Progress): () => void {
    this.#followed.set(idempotencyKey, progress);
    return () => this.#followed.delete(idempotencyKey);
  }

  /** Asks what the token may do, once for all who call; again after it has failed. */
  async start(): Promise<void> {
    if (this.#state !== "idle" && this.#state !== "failed") return;
    const { signal } = this.#ended;
    this.#set("loading");
    this.#refused = 0;
    try {
      const current = await this.#core.call("GET /v1/embed-session", { signal });
      this.#current = current;
      this.#set("ready");
    } catch (error) {
      if (signal.aborted) return;
      this.#error = error instanceof Error ? error : new Error(String(error));
      this.#set("failed");
    }
  }

  /**
   * Forgets the token and everything that was read with it, ends what is under way, and asks for no other. Widgets show that nobody is signed in.
   */
  logout(): void {
    this.#ended.abort(new DOMException("The session has ended.", "AbortError"));
    this.#live.close();
    this.#current = null;
    this.#error = null;
    this.#core = this.#newCore();
    this.#set("ended");
  }

  #newCore(): PlacardCore {
    const { fetchToken, apiUrl, fetch: send = request => this.#send(request) } = this.#options;
    return new PlacardCore({
      fetchToken: async () => {
        if (this.#state === "ended") throw this.#ended.signal.reason;
        if (this.#refused >= REFUSED_MOST) throw new TokenError("The API refused the tokens that the page gave.");
        let token: unknown;
        try {
          const given = await fetchToken();
          if (given instanceof Response && !given.ok) throw new Error(`${given.url} answered ${given.status}`);
          token = given instanceof Response ? await given.text() : given;
        } catch (cause) {
          throw new TokenError("The page could not give a token.", { cause });
        }
        if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token.trim()))
          throw new TokenError("What the page gave is not a token.");
        return token.trim();
      },
      baseUrl: apiUrl,
      fetch: async request => {
        try {
          const response = await send(new Request(request, { signal: AbortSignal.any([request.signal, this.#ended.signal]) }));
          this.#refused = response.status === 401 ? this.#refused + 1 : 0;
          this.#apiOrigin = new URL(request.url).origin;
          this.#reached(true);
          return response;
        } catch (error) {
          if (!request.signal.aborted && this.#state !== "ended") this.#reached(false);
          throw error;
        }
      },
    });
  }

  async #send(request: Request): Promise<Response> {
    const progress = this.#followed.get(request.headers.get("Idempotency-Key") ?? "");
    return progress ? (await import("./upload.ts")).sendWithProgress(request, progress) : globalThis.fetch(request);
  }

  #reached(online: boolean): void {
    if (online === this.#online) return;
    this.#online = online;
    this.dispatchEvent(new Event("change"));
  }

  #set(state: SessionState): void {
    this.#state = state;
    if (state !== "failed") this.#error = null;
    this.dispatchEvent(new Event("change"));
  }
}

/** Whether an error came from the API or from the way to it. */
export const isPlacardError = (error: unknown): error is PlacardError =>
  error instanceof Error && "problem" in error && "code" in error;
