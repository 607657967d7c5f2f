import { connectionError, PlacardError, timeoutError } from "./errors.ts";
import type { StreamReset } from "./options.ts";
import { pause, pauseBefore, worthRepeating } from "./retry.ts";
import { type SseMessage, SseParser } from "./sse.ts";

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

/**
 * Events as they happen: `for await (const event of stream)`. Leaving the loop closes the connection. The API's own messages about the stream,
 * `connected` and `reset`, are not given as events.
 */
export class EventStream<T> implements AsyncIterable<T> {
  readonly #parts: StreamParts;
  #lastEventId: string | null;

  constructor(parts: StreamParts) {
    this.#parts = parts;
    this.#lastEventId = parts.lastEventId;
  }

  /** The place in the stream after the event last given: keep it, and give it to a later stream to miss nothing. */
  get lastEventId(): string | null {
    return this.#lastEventId;
  }

  /**
   * Opens the stream. After a drop it goes on behind the event last given.
   * @throws {PlacardError} when the API refuses, or after `maxRetries` tries that did not connect; or the reason of `signal`
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    const { open, resumes, maxRetries, signal, onReset, onRetry } = this.#parts;
    let failures = 0;
    let firstPause: number | undefined;
    for (;;) {
      let error: PlacardError;
      try {
        const response = await open(this.#lastEventId);
        if (response.status === 204) return; // by the standard: do not come back
        const parser = new SseParser(this.#lastEventId);
        for await (const messages of this.#messages(response, parser)) {
          for (const { type, data, id } of messages) {
            failures = 0;
            this.#lastEventId = id;
            if (type === "reset") onReset?.(data as StreamReset);
            else if (type !== "connected") yield data as T; // typed by the generated method
          }
          this.#lastEventId = parser.lastEventId;
          firstPause = parser.retryMs ?? firstPause;
        }
        if (!resumes) return;
        error = connectionError("The stream ended.", undefined);
      } catch (thrown) {
        if (!(thrown instanceof PlacardError && resumes && worthRepeating(thrown))) throw thrown;
        error = thrown;
      }
      failures++;
      const delayMs = pauseBefore(failures, error.headers, Math.random(), firstPause);
      if (failures > maxRetries || delayMs === null) throw error;
      onRetry(error, failures, delayMs);
      await pause(delayMs, signal);
    }
  }

  /** The messages of each piece of the body, read. Ends the connection when the reader stops, the signal fires or the line is silent for too long. */
  async *#messages(response: Response, parser: SseParser): AsyncGenerator<Message[], void, undefined> {
    if (!response.body) return;
    const { signal, silence } = this.#parts;
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    let stop: (reason: unknown) => void = () => undefined;
    const stopped = new Promise<never>((_, reject) => {
      stop = reject;
    });
    stopped.catch(() => undefined); // it may stop while nobody waits: between two pieces
    const abort = (): void => stop(signal?.reason);
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
    const next = async (): Promise<Message[] | null> => {
      const timer = setTimeout(() => stop(timeoutError(silence)), silence);
      try {
        const { done, value } = await Promise.race([reader.read(), stopped]);
        return done ? null : parser.push(decoder.decode(value, { stream: true })).map(read);
      } catch (cause) {
        if (signal?.aborted) throw signal.reason;
        throw cause instanceof PlacardError ? cause : connectionError("The stream broke off, or is none of the API's.", cause);
      } finally {
        clearTimeout(timer);
      }
    };
    try {
      for (let messages = await next(); messages; messages = await next()) yield messages;
    } finally {
      signal?.removeEventListener("abort", abort);
      // Closing a connection that is broken already is no failure of the reader's.
      reader.cancel().catch(() => undefined);
    }
  }
}

/** A message with its data read. */
interface Message {
  readonly type: string;
  readonly data: unknown;
  readonly id: string | null;
}

const read = ({ type, data, id }: SseMessage): Message => ({ type, data: JSON.parse(data), id });
