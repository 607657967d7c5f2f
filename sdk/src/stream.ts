import { connectionError, type PlacardError } from "./errors.ts";
import type { StreamReset } from "./options.ts";

/** How a stream is opened, and how it goes on. */
export interface StreamParts {
  /** Asks for the stream, once: what comes after `lastEventId` where that is given. */
  readonly open: (lastEventId: string | null) => Promise<Response>;
  readonly lastEventId: string | null;
  /** Whether the stream is opened again when it ends or breaks off; else its end is the end. */
  readonly resumes: boolean;
  /** How many tries one after the other may fail to connect. */
  readonly maxRetries: number;
  /** How long it may be silent, in ms, before it counts as broken. The API sends a comment at least every 15 s. */
  readonly silence: number;
  readonly signal: AbortSignal | undefined;
  readonly onReset: ((reset: StreamReset) => void) | undefined;
  readonly onRetry: (error: PlacardError, failures: number, delayMs: number) => void;
}

/** Where the next stream would go on. */
export interface StreamPlace {
  lastEventId: string | null;
}

/**
 * Events as they happen: `for await (const event of stream)`. Leaving the loop closes the connection. The API's own messages about the stream,
 * `connected` and `reset`, are not given as events.
 */
export class EventStream<T> implements AsyncIterable<T> {
  readonly #parts: StreamParts;
  readonly #place: StreamPlace;

  constructor(parts: StreamParts) {
    this.#parts = parts;
    this.#place = { lastEventId: parts.lastEventId };
  }

  /** The place in the stream after the event last given: keep it, and give it to a later stream to miss nothing. */
  get lastEventId(): string | null {
    return this.#place.lastEventId;
  }

  /**
   * Opens the stream. After a drop it goes on behind the event last given.
   * @throws {PlacardError} when the API refuses, or after `maxRetries` tries that did not connect; or the reason of `signal`
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    // Loaded when a stream is read: a page that reads none does not carry it, and one that does shows its data first.
    const { readStream } = await import("./stream-reading.ts").catch(cause => {
      throw connectionError("The module that reads streams could not be loaded.", cause);
    });
    yield* readStream<T>(this.#parts, this.#place);
  }
}
