import type { Event as PlacardEvent } from "@placard/sdk/core";
import type { Session } from "./session.ts";

/** What happened in the workspace; or `reset`, when something was missed: read anew what you show. */
export type LiveMessage = PlacardEvent | { readonly type: "reset" };

/** A page that is out of sight for longer gives its connection back: a browser has few of them for one host. */
const HIDDEN_MS = 60_000;

/**
 * One stream of events for all widgets of a session, open while one of them listens and somebody can see the page. It goes on after the last event it saw,
 * so that what happens while it is closed is told when it opens again.
 */
export class Live {
  readonly #session: Session;
  readonly #listeners = new Set<(message: LiveMessage) => void>();
  #open: AbortController | null = null;
  #lastEventId: string | undefined;
  #hiding: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Calls `listener` for each event until the returned function is called. Without the right to read events nothing is ever told. */
  listen(listener: (message: LiveMessage) => void): () => void {
    if (this.#listeners.size === 0) {
      document.addEventListener("visibilitychange", this.#see);
      this.#session.addEventListener("change", this.#see);
    }
    this.#listeners.add(listener);
    this.#see();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#rest();
    };
  }

  /** Ends it for good. */
  close(): void {
    this.#closed = true;
    // Without listeners it is at rest already, and on a server there is no document to leave.
    if (this.#listeners.size === 0) return;
    this.#listeners.clear();
    this.#rest();
  }

  #rest(): void {
    document.removeEventListener("visibilitychange", this.#see);
    this.#session.removeEventListener("change", this.#see);
    clearTimeout(this.#hiding);
    this.#hiding = undefined;
    this.#open?.abort();
    this.#open = null;
  }

  /** Opens the stream where it is wanted, and closes it some time after nobody sees the page any more. */
  readonly #see = (): void => {
    if (document.visibilityState === "hidden") {
      this.#hiding ??= setTimeout(() => {
        this.#open?.abort();
        this.#open = null;
      }, HIDDEN_MS);
      return;
    }
    clearTimeout(this.#hiding);
    this.#hiding = undefined;
    if (this.#open || this.#closed || !this.#session.can("events:read")) return;
    this.#open = new AbortController();
    void this.#read(this.#open);
  };

  async #read(open: AbortController): Promise<void> {
    const stream = this.#session.api.call(
      "GET /v1/events/stream query stream",
      {},
      { signal: open.signal, lastEventId: this.#lastEventId, onReset: () => this.#tell({ type: "reset" }) },
    );
    try {
      for await (const event of stream) {
        this.#lastEventId = stream.lastEventId ?? undefined;
        this.#tell(event);
      }
    } catch {
      // It tries for ever by itself while the connection is bad. What ends it is that it was closed, or that the token may not read events any more: widgets
      // then show what they read last, and say so themselves when their next call is refused.
    }
    if (this.#open === open) this.#open = null;
  }

  #tell(message: LiveMessage): void {
    for (const listener of [...this.#listeners]) listener(message);
  }
}
