import type { Ctx, Service } from "../../ctx.ts";
import { Refusal } from "../../problems.ts";
import type { TenantStore } from "../../tenant.ts";
import { type LogEvent, logChannel, logHead, readLog } from "../events/index.ts";
import { connectedFrame, eventFrame, heartbeatFrame, resetFrame } from "./frames.ts";

export const HUB_LIMITS = {
  /** Streams of one workspace in this process. An agency's page may be open a few hundred times. */
  perWorkspace: 500,
  /** Streams of this process. */
  perProcess: 10_000,
  /** Bytes that may wait for a client that reads too slowly; more ends its stream, and it resumes. */
  waitingBytes: 256 * 1024,
  /** Without hints the log is looked at this often, in ms. */
  pollMs: 2000,
  /** Proxies end a connection that is silent for half a minute or a minute. */
  heartbeatMs: 15_000,
  /** A stream whose credential was taken back ends within this, and what a process remembers of keys. Each stream counts for itself, so they do not ask at once. */
  recheckMs: 15_000,
} as const;

/** Events read from the log at a time. */
const PAGE = 200;

/** What a listener asks for. */
export interface Listening {
  /** The last place it knows; null begins with what happens from now on. */
  readonly after: number | null;
  /** Null for all. */
  readonly types: ReadonlySet<string> | null;
  /** When its credential ends, in ms since the epoch. */
  readonly until: number;
  /** @throws {Refusal} the credential has ended before its time, or may listen no more. */
  readonly recheck: () => Promise<void>;
}

/** Someone who hears every event behind the feed's place, in order, as it comes. */
interface Listener {
  hear(event: LogEvent, frame: () => Uint8Array): void;
  /** Called from time to time, so that the connection is not silent. */
  beat(): void;
  end(): void;
}

/**
 * The live streams of this process. All streams of a workspace share one reader of its log, which wakes by a hint and looks by itself every two
 * seconds, so a lost hint costs two seconds and nothing else.
 */
export class Hub {
  readonly #service: Service;
  readonly #feeds = new Map<string, Feed>();
  #streams = 0;
  #closed = false;
  #stopBeat: (() => void) | null = null;

  constructor(service: Service) {
    this.#service = service;
  }

  /** How many streams are open in this process. */
  get streams(): number {
    return this.#streams;
  }

  /**
   * A workspace's events as server-sent events. It counts as open from the first read on, so a response nobody reads costs nothing.
   * @throws {Refusal} `rate_limited` at the limit of streams, `busy` while the process stops.
   */
  async stream(ctx: Ctx, listening: Listening): Promise<ReadableStream<Uint8Array>> {
    this.#admit(ctx.workspace.id);
    const head = await logHead(ctx.store);
    const stream = new EventStream(this, ctx, listening, head.seq);
    return new ReadableStream(stream, { highWaterMark: 0, size: chunk => chunk?.byteLength ?? 0 });
  }

  /** Ends every stream; clients come again, to another process. */
  close(): void {
    this.#closed = true;
    for (const feed of [...this.#feeds.values()]) feed.end();
  }

  /** The shared reader of a workspace, begun where there is none. Whoever takes it joins or leaves it before anything is awaited. */
  async feedOf(ctx: Ctx): Promise<Feed> {
    if (this.#closed) throw stopping();
    let feed = this.#feeds.get(ctx.workspace.id);
    if (!feed) {
      feed = new Feed(this.#service, ctx.store, () => this.#feeds.delete(ctx.workspace.id));
      this.#feeds.set(ctx.workspace.id, feed);
    }
    await feed.begun;
    return feed;
  }

  opened(workspaceId: string): void {
    this.#admit(workspaceId);
    this.#streams += 1;
    if (this.#streams === 1) this.#beat();
  }

  left(): void {
    this.#streams -= 1;
    if (this.#streams > 0) return;
    this.#stopBeat?.();
    this.#stopBeat = null;
  }

  #admit(workspaceId: string): void {
    if (this.#closed) throw stopping();
    const ofWorkspace = this.#feeds.get(workspaceId)?.size ?? 0;
    if (ofWorkspace < HUB_LIMITS.perWorkspace && this.#streams < HUB_LIMITS.perProcess) return;
    throw new Refusal("rate_limited", `At most ${HUB_LIMITS.perWorkspace} streams of a workspace are open at once.`, {
      retryAfterMs: 10_000,
    });
  }

  #beat(): void {
    this.#stopBeat = this.#service.timer.after(HUB_LIMITS.heartbeatMs, () => {
      for (const feed of this.#feeds.values()) feed.beat();
      if (this.#streams > 0) this.#beat(); // a beat can end the last one, where it reads too slowly
    });
  }
}

const stopping = (): Refusal => new Refusal("busy", "This process stops. Connect again.", { retryAfterMs: 1000 });

/** One workspace's log as it grows, read once for all who listen. */
class Feed {
  /** Resolves when its place is known. */
  readonly begun: Promise<void>;
  readonly #service: Service;
  readonly #store: TenantStore;
  readonly #forget: () => void;
  readonly #members = new Set<Listener>();
  readonly #live = new Set<Listener>();
  #place = 0;
  #reading = false;
  #again = false;
  #over = false;
  #stopPoll: (() => void) | null = null;
  #unsubscribe: (() => Promise<void>) | null = null;

  constructor(service: Service, store: TenantStore, forget: () => void) {
    this.#service = service;
    this.#store = store;
    this.#forget = forget;
    this.begun = this.#begin();
  }

  /** The last event that was told to those who listen live. */
  get place(): number {
    return this.#place;
  }

  get size(): number {
    return this.#members.size;
  }

  /** Keeps the feed going while the listener catches up by itself. False when the feed is over. */
  join(listener: Listener): boolean {
    if (this.#over) return false;
    this.#members.add(listener);
    return true;
  }

  /** From now on it hears what comes behind {@link place}. */
  goLive(listener: Listener): void {
    this.#live.add(listener);
  }

  leave(listener: Listener): void {
    this.#live.delete(listener);
    this.#members.delete(listener);
    if (this.#members.size === 0) this.#finish();
  }

  beat(): void {
    for (const listener of [...this.#members]) listener.beat();
  }

  end(): void {
    for (const listener of [...this.#members]) listener.end();
    this.#finish();
  }

  async #begin(): Promise<void> {
    try {
      // First the hint, then the place: what happens between is told twice rather than not at all.
      const unsubscribe = await this.#service.hints.subscribe(logChannel(this.#store.tenantId), () => this.#wake());
      if (this.#over) await unsubscribe();
      else this.#unsubscribe = unsubscribe;
      this.#place = (await logHead(this.#store)).seq;
      if (!this.#over) this.#poll();
    } catch (error) {
      this.#finish();
      throw error;
    }
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    this.#forget();
    this.#stopPoll?.();
    this.#unsubscribe?.().catch(error => this.#service.log.warn({ err: error }, "a subscription could not be ended"));
  }

  #poll(): void {
    this.#stopPoll = this.#service.timer.after(HUB_LIMITS.pollMs, () => {
      this.#wake();
      this.#poll();
    });
  }

  #wake(): void {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    void this.#read()
      .catch(error => this.#service.log.warn({ err: error }, "a live feed could not read its log; it looks again"))
      .then(() => {
        this.#reading = false;
        if (!this.#again || this.#over) return;
        this.#again = false;
        this.#wake();
      });
  }

  async #read(): Promise<void> {
    await this.begun;
    const head = await logHead(this.#store);
    while (head.seq > this.#place && !this.#over) {
      const events = await readLog(this.#store, head, this.#place, PAGE);
      if (events.length === 0) {
        this.#place = head.seq; // all of it has expired: the feed stood still for the life of the log
        return;
      }
      for (const event of events) {
        this.#place = event.seq;
        let encoded: Uint8Array | null = null;
        const frame = () => {
          encoded ??= eventFrame(event);
          return encoded;
        };
        for (const listener of [...this.#live]) listener.hear(event, frame);
      }
    }
  }
}

/**
 * One client's stream. It catches up from the log at the client's own speed, page by page as it is read, and then listens to the workspace's feed.
 */
class EventStream implements Listener {
  readonly #hub: Hub;
  readonly #ctx: Ctx;
  readonly #listening: Listening;
  readonly #first: Uint8Array[];
  #place: number;
  #feed: Feed | null = null;
  #live = false;
  #over = false;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #stopExpiry: (() => void) | null = null;
  #stopRecheck: (() => void) | null = null;

  /** `seq` is the end of the log now. */
  constructor(hub: Hub, ctx: Ctx, listening: Listening, seq: number) {
    this.#hub = hub;
    this.#ctx = ctx;
    this.#listening = listening;
    const { after } = listening;
    const known = after !== null && after <= seq;
    this.#place = known ? after : seq;
    // Not the end of the log: a client that leaves while it catches up must not believe that it has seen everything.
    this.#first = [connectedFrame(this.#place, ctx.workspace.id)];
    if (after !== null && !known) this.#first.push(resetFrame(seq, after));
  }

  start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.#controller = controller;
  }

  async pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    if (!this.#feed) await this.#open();
    if (this.#over) return;
    if (this.#first.length > 0) {
      for (const frame of this.#first.splice(0)) controller.enqueue(frame);
      return;
    }
    let sent = false;
    while (!this.#live && !this.#over && !sent) sent = await this.#catchUp(controller);
  }

  cancel(): void {
    this.#leave();
  }

  hear(event: LogEvent, frame: () => Uint8Array): void {
    if (event.seq <= this.#place) return;
    this.#place = event.seq;
    if (this.#listening.types && !this.#listening.types.has(event.type)) return;
    this.#send(frame());
  }

  beat(): void {
    this.#send(heartbeatFrame(this.#place));
  }

  end(): void {
    if (this.#over) return;
    this.#leave();
    this.#controller?.close();
  }

  async #open(): Promise<void> {
    const { timer } = this.#ctx;
    this.#hub.opened(this.#ctx.workspace.id);
    let feed: Feed;
    try {
      do feed = await this.#hub.feedOf(this.#ctx);
      while (!this.#over && !feed.join(this));
    } catch (error) {
      this.#leave();
      throw error;
    }
    if (this.#over) {
      feed.leave(this);
      return;
    }
    this.#feed = feed;
    this.#stopExpiry = timer.after(this.#listening.until - timer.now(), () => this.end());
    this.#recheckLater();
  }

  #recheckLater(): void {
    this.#stopRecheck = this.#ctx.timer.after(HUB_LIMITS.recheckMs, () => {
      void this.#listening
        .recheck()
        .catch(error => {
          // Where nobody can say, as while the store is away, the stream goes on until someone can.
          if (error instanceof Refusal) this.end();
        })
        .then(() => {
          if (!this.#over) this.#recheckLater();
        });
    });
  }

  /** Sends one page of what lies behind the client's place; where there is nothing, goes live. True when something was sent. */
  async #catchUp(controller: ReadableStreamDefaultController<Uint8Array>): Promise<boolean> {
    const feed = this.#feed;
    if (!feed) return false;
    if (this.#place >= feed.place) {
      this.#live = true;
      feed.goLive(this);
      return false;
    }
    const { store } = this.#ctx;
    const head = await logHead(store);
    const events = await readLog(store, head, this.#place, PAGE);
    if (this.#over) return false;
    const first = events[0]?.seq ?? head.seq + 1;
    if (first !== this.#place + 1) {
      controller.enqueue(resetFrame(first - 1, this.#place));
      this.#place = first - 1;
      return true;
    }
    let sent = false;
    for (const event of events) {
      this.#place = event.seq;
      if (this.#listening.types && !this.#listening.types.has(event.type)) continue;
      controller.enqueue(eventFrame(event));
      sent = true;
    }
    return sent;
  }

  /** A client that reads too slowly is let go, and comes again with the last id it has: memory is bounded, and nothing is lost. */
  #send(frame: Uint8Array): void {
    const controller = this.#controller;
    if (this.#over || !controller) return;
    if (-(controller.desiredSize ?? 0) > HUB_LIMITS.waitingBytes) {
      this.#leave();
      controller.error(new SlowClient());
      return;
    }
    controller.enqueue(frame);
  }

  #leave(): void {
    if (this.#over) return;
    this.#over = true;
    this.#stopExpiry?.();
    this.#stopRecheck?.();
    this.#feed?.leave(this);
    this.#hub.left();
  }
}

/** Ends the connection at once, with what waits for it. Nobody's fault: the HTTP server prints it in one line, without a stack. */
class SlowClient extends Error {
  override readonly name = "SlowClient";
  override readonly stack = "";

  constructor() {
    super("a live stream was ended: its client reads too slowly");
  }
}

const hubs = new WeakMap<object, Hub>();

/** The hub of this installation's process. */
export function hubOf(service: Service): Hub {
  let hub = hubs.get(service.systemStore);
  if (!hub) {
    hub = new Hub(service);
    hubs.set(service.systemStore, hub);
  }
  return hub;
}

/** Ends all live streams of this process, and refuses new ones: for a graceful stop. */
export function closeStreams(service: Service): void {
  hubOf(service).close();
}
