import { type ClientRequest, request } from "node:http";

/** One event as a stream tells it. */
export interface Told {
  readonly id: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asserts on
  readonly data: any;
}

/** A client of server-sent events, which notes what it is told and does not connect again by itself. */
export interface LiveStream {
  /** Without `connected` and comments. */
  readonly told: readonly Told[];
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens the workspace's stream at `url`; resolves when the server has said `connected`. `after` is the last id that was seen. */
export function openStream(url: string, token: string, workspace: string, after: string | null = null): Promise<LiveStream> {
  const told: Told[] = [];
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      "placard-workspace": workspace,
      ...(after !== null && { "last-event-id": after }),
    };
    const asked: ClientRequest = request(`${url}/v1/events/stream`, { headers, agent: false }, response => {
      if (response.statusCode !== 200) return reject(new Error(`the stream was answered with ${response.statusCode}`));
      const ended = new Promise<void>(over => response.once("close", over));
      response.on("error", () => response.destroy());
      let text = "";
      response.setEncoding("utf8").on("data", piece => {
        text += piece;
        for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
          const frame = frameOf(text.slice(0, end));
          text = text.slice(end + 2);
          if (frame?.type === "connected") resolve({ told, ended, close: () => void asked.destroy() });
          else if (frame) told.push(frame);
        }
      });
    });
    asked.once("error", reject).end();
  });
}

/** Null for a comment. */
function frameOf(text: string): Told | null {
  const fields = new Map(
    text.split("\n").map(line => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const data = fields.get("data");
  return data === undefined
    ? null
    : { id: fields.get("id") ?? "", type: fields.get("event") ?? "message", data: JSON.parse(data) };
}
