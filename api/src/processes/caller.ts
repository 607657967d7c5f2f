import { Agent, type Dispatcher, request } from "undici";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asserts on; the shape is checked in the operation's own tests
  readonly body: any;
}

/** Who asks a process over HTTP, as a partner's server does. */
export interface Caller {
  ask(method: Dispatcher.HttpMethod, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The body, where the answer has this status; else an error that shows the answer. */
  expect(status: number, method: Dispatcher.HttpMethod, path: string, body?: unknown): Promise<Answer["body"]>;
}

/** Every request has a connection of its own: none is left from a process that was killed. */
const unpooled = new Agent({ pipelining: 0 });

/** Asks the process at `url` with this credential, and for this workspace where one is named. What has no answer in `timeoutMs` is given up. */
export function callerOf(
  url: string,
  token: string | null,
  workspace: string | null = null,
  timeoutMs: number | null = null,
): Caller {
  const ask: Caller["ask"] = async (method, path, body, headers = {}) => {
    const answer = await request(`${url}${path}`, {
      method,
      dispatcher: unpooled,
      ...(timeoutMs !== null && { signal: AbortSignal.timeout(timeoutMs) }),
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(workspace !== null && { "placard-workspace": workspace }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    const json = /json/.test(String(answer.headers["content-type"] ?? ""));
    return { status: answer.statusCode, headers: answer.headers, body: json && text !== "" ? JSON.parse(text) : text };
  };
  return {
    ask,
    async expect(status, method, path, body) {
      const answer = await ask(method, path, body);
      if (answer.status === status) return answer.body;
      throw new Error(`${method} ${path}: expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
    },
  };
}
