import type { LogEvent } from "../events/index.ts";
import { toEvent } from "../events/index.ts";

/** Server-sent events as the WHATWG has them. Every frame carries the place in the log, so a client resumes with the last one it saw. */
const encoder = new TextEncoder();

/** A client that loses its connection waits this long before it comes again. */
const RECONNECT_MS = 2000;

const frame = (id: number, event: string, data: unknown): Uint8Array =>
  encoder.encode(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);

export const eventFrame = (event: LogEvent): Uint8Array => frame(event.seq, event.type, toEvent(event));

/** The first frame. `from` is where the stream goes on: nothing after it is left out. */
export const connectedFrame = (from: number, workspaceId: string): Uint8Array =>
  encoder.encode(
    `retry: ${RECONNECT_MS}\nid: ${from}\nevent: connected\ndata: ${JSON.stringify({ workspace_id: workspaceId, sequence: from })}\n\n`,
  );

/** What lay between is not in the log any more: the client reads anew what it shows, and goes on from `from`. */
export const resetFrame = (from: number, asked: number): Uint8Array =>
  frame(from, "reset", { reason: asked > from ? "unknown_id" : "expired", last_event_id: String(asked), sequence: from });

/** Keeps the connection open through proxies; an id without data moves the client's place past events its filter left out. */
export const heartbeatFrame = (at: number): Uint8Array => encoder.encode(`:\nid: ${at}\n\n`);
