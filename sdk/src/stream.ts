import { connectionError, PlacardError, timeoutError } from "./errors.ts";
import { pause, pauseBefore, worthRepeating } from "./retry.ts";
import { SseParser } from "./sse.ts";

/** How a stream is opened, and how it goes on. */
export interface StreamParts {
  /** Asks for the stream, once: what comes after `lastEventId` where that is given. */
  readonly open: (lastEventId: string | null) => Promise<Response>;
  readonly lastEventId: string | null;
  /** Whether the stream is opened again when it ends or breaks off; else its end is the end. */
  readonly resumes: boolean;
  /** How many tries one after the other may bring no event. */
  readonly maxRetries: number;
  /** How long it may be silent, in ms, before it counts as broken. The API sends a comment at least every 15 s. */
  readonly silence: number;
  readonly signal: AbortSignal | undefined;
  readonly onRetry: (error: PlacardError, failures: number, delayMs: number) => void;
}

/** Events as they happen: `for await (const event of stream)`. Leaving the loop closes the connection. */
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
   * @throws {PlacardError} when the API refuses, or after `maxRetries` tries without an event; or the reason of `signal`
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    const { open, resumes, maxRetries, signal, onRetry } = this.#parts;
    let failures = 0;
    let retryMs: number | null = null;
    for (;;) {
      let error: PlacardError;
      try {
        const response = await open(this.#lastEventId);
        if (response.status === 204) return; // by the standard: do not come back
        const parser = new SseParser(this.#lastEventId);
        for await (const piece of this.#pieces(response)) {
          for (const message of parser.push(piece)) {
            failures = 0;
            this.#lastEventId = message.id;
            yield JSON.parse(message.data) as T; // typed by the generated method
          }
          this.#lastEventId = parser.lastEventId;
          retryMs = parser.retryMs;
        }
        if (!resumes) return;
        error = connectionError("The stream ended.", undefined);
      } catch (thrown) {
        if (signal?.aborted) throw signal.reason;
        error =
          thrown instanceof PlacardError ? thrown : connectionError("The stream broke off, or is none of the API's.", thrown);
        if (!resumes || !worthRepeating(error)) throw error;
      }
      failures++;
      const delayMs = failures === 1 && retryMs !== null ? retryMs : pauseBefore(failures, error.headers, Math.random());
      if (failures > maxRetries || delayMs === null) throw error;
      onRetry(error, failures, delayMs);
      await pause(delayMs, signal);
    }
  }

  /** The body as text. Ends the connection when the reader stops, the signal fires or the line is silent for too long. */
  async *#pieces(response: Response): AsyncGenerator<string, void, undefined> {
    if (!response.body) return;
    const { signal, silence } = this.#parts;
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    let stop: (reason: unknown) => void = () => undefined;
    const stopped = new Promise<never>((_, reject) => {
      stop = reject;
    });
    const abort = (): void => stop(signal?.reason);
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      for (;;) {
        timer = setTimeout(() => stop(timeoutError(silence)), silence);
        const { done, value } = await Promise.race([reader.read(), stopped]);
        clearTimeout(timer);
        if (done) return;
        yield decoder.decode(value, { stream: true });
      }
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      // Closing a connection that is broken already is no failure of the reader's.
      reader.cancel().catch(() => undefined);
    }
  }
}
