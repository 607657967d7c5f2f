/** An answer that says no: thrown where it is decided, turned into `{ error: { code, message } }` (or an error page) in one place. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** Further members of the answer, beside `error`. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { details?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
    this.details = more.details ?? {};
    this.headers = more.headers ?? {};
  }

  toJSON(): Record<string, unknown> {
    return { error: { code: this.code, message: this.message }, ...this.details };
  }
}

/** Stands for a connection that ended without an answer. Looks to an in-process caller of `fetch` as a reset does to a caller over a socket. */
export class ConnectionCut extends TypeError {
  constructor() {
    super("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });
  }
}
