import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { z } from "zod";
import { replaceFile } from "./ports/whole-file.ts";
import { sameSecret } from "./secrets.ts";

/**
 * The operator's door of an embedded installation. Its store is open in one process alone, so what an operator asks of it (a backup) is done there: the running
 * process listens on a port of this machine and writes it, with a token of its own, to a file of the data folder that only its owner may read.
 */
const FILE = "door.json";
const Place = z.object({ port: z.int(), token: z.string() });
const Answer = z.union([z.object({ answer: z.json() }), z.object({ refused: z.string() }), z.object({ failed: z.string() })]);
const MOST_ASKED_BYTES = 64 * 1024;

/** What can be asked, by name. What they throw of `Expected` is told to the operator as a refusal, anything else as a defect. */
export type DoorCommands = Readonly<Record<string, (asked: unknown) => Promise<unknown>>>;

/** Opens the door of a folder; closing it waits for what is being done. `load` gives the commands when the first is asked for. */
export async function openDoor(
  folder: string,
  load: () => Promise<DoorCommands>,
  isExpected: (error: unknown) => boolean,
): Promise<{ close(): Promise<void> }> {
  const token = randomBytes(24).toString("base64url");
  const server = createServer(async (incoming, outgoing) => {
    const answer = await answerTo(incoming);
    outgoing.writeHead(answer === null ? 404 : 200, { "Content-Type": "application/json", Connection: "close" });
    outgoing.end(answer === null ? "{}" : JSON.stringify(answer));
  });
  async function answerTo(incoming: IncomingMessage): Promise<z.infer<typeof Answer> | null> {
    if (incoming.method !== "POST" || !sameSecret(incoming.headers.authorization ?? "", `Bearer ${token}`)) return null;
    try {
      const command = (await load())[(incoming.url ?? "").slice(1)];
      if (command === undefined) return null;
      return { answer: ((await command(JSON.parse(await bodyOf(incoming)))) ?? null) as z.infer<ReturnType<typeof z.json>> };
    } catch (error) {
      if (isExpected(error)) return { refused: error instanceof Error ? error.message : String(error) };
      return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  }
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the operator's door has no port");
  await replaceFile(join(folder, FILE), Buffer.from(JSON.stringify({ port: address.port, token })), 0o600);
  return {
    async close() {
      await rm(join(folder, FILE), { force: true });
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}

/** The running process refused what was asked; the message says why. */
class DoorRefused extends Error {
  override readonly name = "DoorRefused";
}

/**
 * Has the process that runs on the folder do something, and gives its answer; null where none runs, or one that cannot be reached.
 * @throws {DoorRefused}
 */
export async function askAtDoor(folder: string, command: string, asked: unknown): Promise<{ readonly answer: unknown } | null> {
  const text = await readFile(join(folder, FILE), "utf8").catch(() => null);
  const place = text === null ? null : Place.safeParse(JSON.parse(text)).data;
  if (!place) return null;
  const asking = request({
    host: "127.0.0.1",
    port: place.port,
    path: `/${command}`,
    method: "POST",
    headers: { Authorization: `Bearer ${place.token}` },
  });
  asking.end(JSON.stringify(asked));
  const incoming = await once(asking, "response").then(
    ([response]) => response as IncomingMessage,
    () => null, // a file of a process that was killed
  );
  if (incoming === null) return null;
  const body = await bodyOf(incoming, Number.POSITIVE_INFINITY);
  if (incoming.statusCode !== 200) return null; // another process has the port since
  const answer = Answer.parse(JSON.parse(body));
  if ("refused" in answer) throw new DoorRefused(answer.refused);
  if ("failed" in answer) throw new Error(`the running process failed: ${answer.failed}`);
  return answer;
}

async function bodyOf(incoming: IncomingMessage, most = MOST_ASKED_BYTES): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += (chunk as Buffer).length;
    if (bytes > most) throw new Error("too much was asked");
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}
