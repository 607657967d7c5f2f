import type { Received } from "./send.ts";

/** An answer with what its headers say. */
export interface Answered<T> {
  readonly data: T;
  readonly status: number;
  readonly headers: Headers;
  /** The version read or written, for `ifMatch`; null where the operation has none. */
  readonly etag: string | null;
  /** Name it when you ask us. */
  readonly requestId: string | null;
  /** Whether this is the kept answer of an earlier request with the same Idempotency-Key. */
  readonly replayed: boolean;
}

/** The answer as callers see it. */
export function answered<T>({ data, status, headers }: Received<T>): Answered<T> {
  return {
    data,
    status,
    headers,
    etag: headers.get("ETag"),
    requestId: headers.get("Request-Id"),
    replayed: headers.get("Idempotency-Replayed") === "true",
  };
}

/** A call on its way: await it for the answer's body, or ask for its headers too. */
export class Call<T> implements Promise<T> {
  readonly #answer: Promise<Answered<T>>;

  constructor(answer: Promise<Answered<T>>) {
    this.#answer = answer;
  }

  get [Symbol.toStringTag](): string {
    return "Call";
  }

  /** The answer with its status, headers, ETag and request id. */
  withResponse(): Promise<Answered<T>> {
    return this.#answer;
  }

  // biome-ignore lint/suspicious/noThenProperty: a call is awaited like the promise it stands for
  then<A = T, B = never>(
    done?: ((value: T) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#answer.then(answer => answer.data).then(done, failed);
  }

  catch<B = never>(failed?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, failed);
  }

  finally(settled?: (() => void) | null): Promise<T> {
    return this.then().finally(settled);
  }
}
