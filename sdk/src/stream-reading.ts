import { connectionError, PlacardError, timeoutError } from "./errors.ts";
import type { StreamReset } from "./options.ts";
import { pause, pauseBefore, worthRepeating } from "./retry.ts";
import { type SseMessage, SseParser } from "./sse.ts";
import type { StreamParts, StreamPlace } from "./stream.ts";

/** Reads a stream and goes on with it after a drop; `place` says where it is. */
export async function* readStream<T>(parts: StreamParts, place: StreamPlace): AsyncGenerator<T, void, undefined> {
  const { open, resumes, maxRetries, signal, onReset, onRetry } = parts;
  let failures = 0;
  let firstPause: number | undefined;
  for (;;) {
    let error: PlacardError;
    try {
      const response = await open(place.lastEventId);
      if (response.status === 204) return; // by the standard: do not come back
      const parser = new SseParser(place.lastEventId);
      for await (const messages of messagesOf(response, parser, parts)) {
        for (const { type, data, id } of messages) {
          failures = 0;
          place.lastEventId = id;
          if (type === "reset") onReset?.(data as StreamReset);
          else if (type !== "connected") yield data as T; // typed by the generated method
        }
        place.lastEventId = parser.lastEventId;
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
async function* messagesOf(
  response: Response,
  parser: SseParser,
  { signal, silence }: StreamParts,
): AsyncGenerator<Message[], void, undefined> {
  if (!response.body) return;
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

/** A message with its data read. */
interface Message {
  readonly type: string;
  readonly data: unknown;
  readonly id: string | null;
}

const read = ({ type, data, id }: SseMessage): Message => ({ type, data: JSON.parse(data), id });
