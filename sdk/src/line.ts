/**
 * An operation as the table has it, in one line: method, path with `{parameters}`, then what it takes and gives.
 *
 * - `body` or `query`: takes one object, sent as such
 * - `form`: takes one object, sent as multipart/form-data: a Blob or File in it is a file
 * - `csv`: takes a text or Blob, sent as text/csv; `query` behind it is an object of its own
 * - `keyed`: keeps its answer for its Idempotency-Key, so that a POST can be repeated
 * - `page`: gives a list, page by page
 * - `stream`: gives an event stream
 */
export interface Line {
  readonly method: string;
  readonly path: string;
  readonly takes: "body" | "form" | "csv" | "query" | null;
  /** Whether it takes a query beside what it takes. */
  readonly asks: boolean;
  readonly keyed: boolean;
  readonly page: boolean;
  readonly stream: boolean;
}

export function parseLine(line: string): Line {
  const [method = "", path = "", ...marks] = line.split(" ");
  const has = (mark: string): boolean => marks.includes(mark);
  const takes = (["body", "form", "csv", "query"] as const).find(has) ?? null;
  return {
    method,
    path,
    takes,
    asks: takes !== "query" && has("query"),
    keyed: has("keyed"),
    page: has("page"),
    stream: has("stream"),
  };
}

/** A call's arguments by their meaning. */
export interface Arguments<Options> {
  /** The path with its parameters filled in. */
  readonly path: string;
  readonly data: unknown;
  /** Beside `data`, where the operation takes both. */
  readonly query: unknown;
  readonly options: Options;
}

/**
 * Sorts a method's arguments: path parameters in their order, then what the operation takes, then options.
 * @throws {TypeError} for a path parameter that is missing or would name another path: an empty id must never turn `delete one` into another request
 */
export function readArguments<Options extends object>(line: Line, args: readonly unknown[]): Arguments<Options> {
  const rest = [...args];
  const path = line.path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = rest.shift();
    if ((typeof value !== "string" && typeof value !== "number") || /^\.{0,2}$/.test(String(value)))
      throw new TypeError(`${name} must be given, as a text that is not empty.`);
    return encodeURIComponent(value);
  });
  const data = line.takes ? rest.shift() : undefined;
  const query = line.asks ? rest.shift() : undefined;
  const options = (rest.shift() ?? {}) as Options; // typed by the generated method
  return { path, data, query, options };
}

/** A query string with its `?`, or nothing. Lists repeat their name; what is undefined or null is left out. */
export function queryString(data: unknown): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(data ?? {}))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null) search.append(name, String(one));
  const text = search.toString();
  return text && `?${text}`;
}
