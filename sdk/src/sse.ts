/** A message of an event stream, as the HTML standard defines it. */
export interface SseMessage {
  /** `message` where the stream names no type. */
  readonly type: string;
  readonly data: string;
  /** The stream's place after this message, or null where no id was given yet. */
  readonly id: string | null;
}

/** The longest unfinished message, in characters: a stream that sends more without an end is not the API's. */
const LONGEST = 16 * 1024 * 1024;

/**
 * Reads an event stream (`text/event-stream`) as it comes, in pieces cut anywhere: CR, LF and CRLF, comments, several `data` lines.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export class SseParser {
  /** The place after everything read so far; messages without data move it too. */
  lastEventId: string | null;
  /** The pause before reconnecting that the stream asked for, in ms. */
  retryMs: number | null = null;

  #line = "";
  #afterCr = false;
  #type = "";
  #data: string[] = [];
  #size = 0;
  #id: string | null;

  constructor(lastEventId: string | null = null) {
    this.lastEventId = lastEventId;
    this.#id = lastEventId;
  }

  /** The messages that this piece completes. @throws {RangeError} when a message has no end in sight */
  push(piece: string): SseMessage[] {
    const messages: SseMessage[] = [];
    let start = this.#afterCr && piece.startsWith("\n") ? 1 : 0;
    if (piece !== "") this.#afterCr = false;
    for (let at = start; at < piece.length; at++) {
      const mark = piece[at];
      if (mark !== "\n" && mark !== "\r") continue;
      const message = this.#take(this.#line + piece.slice(start, at));
      if (message) messages.push(message);
      this.#line = "";
      if (mark === "\r") {
        if (at + 1 === piece.length) this.#afterCr = true;
        else if (piece[at + 1] === "\n") at++;
      }
      start = at + 1;
    }
    this.#line += piece.slice(start);
    if (this.#line.length + this.#size > LONGEST) throw new RangeError("The event stream sent a message without an end.");
    return messages;
  }

  #take(line: string): SseMessage | null {
    if (line === "") return this.#finish();
    const colon = line.indexOf(":");
    if (colon === 0) return null; // a comment keeps the connection alive
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (field === "data") {
      this.#data.push(value);
      this.#size += value.length + 1;
    } else if (field === "event") this.#type = value;
    else if (field === "id" && !value.includes("\0")) this.#id = value;
    else if (field === "retry" && /^\d+$/.test(value)) this.retryMs = Number(value);
    return null;
  }

  #finish(): SseMessage | null {
    this.lastEventId = this.#id;
    const message = this.#data.length > 0 ? { type: this.#type || "message", data: this.#data.join("\n"), id: this.#id } : null;
    this.#type = "";
    this.#data = [];
    this.#size = 0;
    return message;
  }
}
