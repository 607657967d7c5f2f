import { answered, Call } from "./call.ts";
import { type Credentials, credentialsOf } from "./credentials.ts";
import { connectionError } from "./errors.ts";
import type { Lines } from "./generated/operations.ts";
import { type Line, parseLine, queryString, readArguments } from "./line.ts";
import { List, type ListAnswer } from "./list.ts";
import type { CallOptions, PlacardOptions, StreamOptions } from "./options.ts";
import { type Outgoing, type Received, type Settings, send } from "./send.ts";
import { EventStream } from "./stream.ts";

/** How long one try may take, in ms: longer than the API's own limit on a request. */
const TIMEOUT = 60_000;
const MAX_RETRIES = 2;

/** The client without the table of operations: what uses a few of them carries only those. */
export class PlacardCore {
  readonly #options: PlacardOptions;
  readonly #credentials: Credentials;
  readonly #settings: Settings;

  /**
   * @param credentials shared with another client; made from the options unless given
   * @throws {TypeError} when the options contradict each other
   */
  constructor(options: PlacardOptions = {}, credentials: Credentials = credentialsOf(options)) {
    this.#options = options;
    this.#credentials = credentials;
    const { fetch } = options;
    this.#settings = {
      credentials,
      baseUrl: options.baseUrl === undefined ? null : checkedBase(options.baseUrl),
      workspace: options.workspace ?? null,
      fetch: fetch ? request => fetch(request) : request => globalThis.fetch(request),
      maxRetries: options.maxRetries ?? MAX_RETRIES,
      timeout: options.timeout ?? TIMEOUT,
      hooks: options.hooks ?? {},
    };
  }

  /** The same client in this workspace; credentials are shared. */
  workspace(id: string): PlacardCore {
    return new PlacardCore({ ...this.#options, workspace: id }, this.#credentials);
  }

  /**
   * Calls the operation of this line, such as `"GET /v1/posts/{post_id}"`: path parameters, then its body or query where it takes one, then options.
   * It gives what the client's method of that operation gives. The lines are the keys of {@link Lines}.
   */
  call<L extends keyof Lines>(line: L, ...args: Parameters<Lines[L]>): ReturnType<Lines[L]> {
    return perform(this.#settings, parseLine(line), args) as ReturnType<Lines[L]>; // the line says which of the three it is
  }
}

function checkedBase(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    throw new TypeError("baseUrl must be an http or https address without credentials, query and fragment.");
  return url.href;
}

function perform(
  settings: Settings,
  line: Line,
  args: readonly unknown[],
): Call<unknown> | List<ListAnswer> | EventStream<unknown> {
  if (line.stream) return streamOf(settings, line, args);
  const ask = async (cursor?: string) => {
    const { path, data, query, options } = readArguments<CallOptions>(line, args);
    const asked = cursor === undefined ? data : { ...Object(data), cursor };
    return send(settings, outgoing(line, path + queryString(query), asked, {}), options, readBody);
  };
  if (line.page) return new List(async cursor => answered((await ask(cursor)) as Received<ListAnswer>));
  return new Call(ask().then(answered));
}

function streamOf(settings: Settings, line: Line, args: readonly unknown[]): EventStream<unknown> {
  const { path, data, options } = readArguments<StreamOptions>(line, args);
  return new EventStream({
    open: async lastEventId => {
      const headers = { Accept: "text/event-stream", ...(lastEventId !== null && { "Last-Event-ID": lastEventId }) };
      // The stream itself repeats: it knows what was received.
      return (
        await send(settings, outgoing(line, path, data, headers), { ...options, maxRetries: 0 }, async response => response)
      ).data;
    },
    lastEventId: options.lastEventId ?? null,
    resumes: line.method === "GET",
    maxRetries: options.maxRetries ?? Number.POSITIVE_INFINITY,
    silence: options.timeout ?? settings.timeout,
    signal: options.signal,
    onReset: options.onReset,
    onRetry: (error, failures, delayMs) =>
      settings.hooks.onRetry?.({ method: line.method, path, attempt: failures, error, delayMs }),
  });
}

function outgoing(line: Line, path: string, data: unknown, headers: Readonly<Record<string, string>>): Outgoing {
  return {
    line,
    target: line.takes === "query" ? path + queryString(data) : path,
    body: data === undefined ? null : bodyOf(line, data),
    headers,
  };
}

function bodyOf({ takes }: Line, data: unknown): Outgoing["body"] {
  if (takes === "body") return JSON.stringify(data);
  if (takes === "form") return formOf(data);
  return takes === "csv" ? (data as string | Blob) : null; // typed by the generated method
}

/** An object as a form. What is undefined is left out; a File keeps its name. */
function formOf(data: unknown): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(data ?? {}))
    if (value !== undefined) form.append(name, value instanceof Blob ? value : String(value));
  return form;
}

/** JSON as what it says, other text as text, no content as undefined. */
async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await response.text();
  if (!/\bjson\b/.test(response.headers.get("Content-Type") ?? "json")) return text;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw connectionError("The answer's body is not the JSON it says it is.", cause, response.headers, response.status);
  }
}
