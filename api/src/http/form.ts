import { createHash, type Hash } from "node:crypto";
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "@hono/zod-openapi";
import { type Fault, invalid, Refusal } from "../problems.ts";

/** A file of a form, as it lies in a folder of its own that is gone with the request. */
export class UploadedFile {
  /** Where it lies. What else is put into its folder goes with it. */
  readonly path: string;
  /** As the caller named it: to be shown, never to be trusted. */
  readonly name: string;
  readonly bytes: number;

  constructor(path: string, name: string, bytes: number) {
    this.path = path;
    this.name = name;
    this.bytes = bytes;
  }
}

/** A file in a form's schema. */
export const fileField = (description: string) =>
  z
    .custom<UploadedFile>(value => value instanceof UploadedFile, {
      error: "There is no file in it.",
      params: { code: "required", fix: "Send it as a part of multipart/form-data that has a filename." },
    })
    .openapi({ description, type: "string", format: "binary" });

export interface ReceivedForm {
  /** By name; a name given several times has a list. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Of what the form says, whatever boundary its parts are told apart by: two requests of one digest say the same. */
  readonly digest: string;
  /** Removes the file. */
  discard(): Promise<void>;
}

/** What a form has beside its file: headers and texts of its parts. */
const BESIDE_MOST = 1024 * 1024;
const HEADERS_MOST = 8 * 1024;
const TEXT_MOST = 64 * 1024;
const PARTS_MOST = 20;
const FILE_NAME_MOST = 255;

/** So many files are received at once in this process: each takes up to a hundred megabytes of the disk until its request ends. */
const RECEIVING_MOST = 32;
let receiving = 0;

/**
 * Reads a body of multipart/form-data (RFC 7578) as it comes: its one file goes to the disk piece by piece, so that no more than a piece is in memory.
 * `most` is the most bytes the file may have.
 * @throws {Refusal} `unsupported_media_type`, `body_too_large` as soon as it is, `bad_request` for what is no such body or ends before its end, `busy`
 */
export async function receiveForm(
  request: { readonly headers: Pick<Headers, "get">; readonly raw: Request },
  most: number,
): Promise<ReceivedForm> {
  const boundary = boundaryOf(request.headers.get("Content-Type"));
  if (Number(request.headers.get("Content-Length") ?? 0) > most + BESIDE_MOST) throw tooLarge(most);
  if (receiving >= RECEIVING_MOST)
    throw new Refusal("busy", "Too many files are being received right now. Nothing was changed.", { retryAfterMs: 2000 });
  receiving += 1;
  const form = new FormReader(boundary, most);
  try {
    for await (const piece of piecesOf(request.raw)) await form.read(piece);
    return await form.end();
  } catch (error) {
    await form.discard();
    throw error;
  } finally {
    receiving -= 1;
  }
}

function boundaryOf(type: string | null): string {
  const found = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type ?? "");
  const boundary = found?.[1] ?? found?.[2];
  if (boundary !== undefined) return boundary;
  throw new Refusal("unsupported_media_type", "Send the body as `multipart/form-data` with its boundary: what FormData makes.");
}

async function* piecesOf(request: Request): AsyncGenerator<Uint8Array> {
  if (!request.body) return;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Refusal("bad_request", "The body ended before it was whole. Send it again.");
    });
    if (done) return;
    yield value;
  }
}

const tooLarge = (most: number): Refusal =>
  new Refusal("body_too_large", `A file may have ${most / 1_000_000} MB. Make it smaller, and send it again.`);
const malformed = (what: string): Refusal => new Refusal("bad_request", `The body is not multipart/form-data: ${what}.`);

/** What is being read of a part. */
interface Part {
  readonly name: string;
  /** Null for a text. */
  readonly file: { readonly name: string; readonly path: string; readonly handle: FileHandle; readonly hash: Hash } | null;
  readonly text: Buffer[];
  bytes: number;
}

class FormReader {
  readonly #delimiter: Buffer;
  readonly #most: number;
  readonly #fields: Record<string, unknown> = Object.create(null);
  readonly #said: unknown[] = [];
  #state: "preamble" | "boundary" | "headers" | "body" | "end" = "preamble";
  /** Read and not yet understood; a boundary at the very beginning has no line break before it, so it is given one. */
  #rest: Buffer = Buffer.from("\r\n");
  #part: Part | null = null;
  #folder: string | null = null;
  #beside = 0;

  constructor(boundary: string, most: number) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
    this.#most = most;
  }

  async read(piece: Uint8Array): Promise<void> {
    this.#rest = Buffer.concat([this.#rest, piece]);
    while (await this.#step());
  }

  /** @throws {Refusal} where the last boundary did not come. */
  async end(): Promise<ReceivedForm> {
    if (this.#state !== "end") throw malformed("it ends before its last boundary");
    const digest = createHash("sha256").update(JSON.stringify(this.#said)).digest("base64url");
    return { fields: this.#fields, digest, discard: () => this.discard() };
  }

  async discard(): Promise<void> {
    await this.#part?.file?.handle.close();
    this.#part = null;
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true });
  }

  /** Understands the next thing in what was read; false where more must be read first. */
  async #step(): Promise<boolean> {
    switch (this.#state) {
      case "preamble":
      case "body": {
        const at = this.#rest.indexOf(this.#delimiter);
        const known = at < 0 ? Math.max(0, this.#rest.length - this.#delimiter.length + 1) : at;
        await this.#take(this.#rest.subarray(0, known));
        this.#rest = this.#rest.subarray(at < 0 ? known : at + this.#delimiter.length);
        if (at < 0) return false;
        await this.#finish();
        this.#state = "boundary";
        return true;
      }
      case "boundary": {
        if (this.#rest.length < 2) return false;
        const next = this.#rest.toString("latin1", 0, 2);
        if (next !== "--" && next !== "\r\n") throw malformed("a boundary is followed by something else than a line break");
        // The line break stays where a part without headers would need it.
        if (next === "--") this.#rest = this.#rest.subarray(2);
        this.#state = next === "--" ? "end" : "headers";
        return true;
      }
      case "headers": {
        const at = this.#rest.indexOf("\r\n\r\n");
        if (at > HEADERS_MOST || (at < 0 && this.#rest.length > HEADERS_MOST)) throw malformed("a part's headers are too long");
        if (at < 0) return false;
        await this.#begin(this.#rest.toString("utf8", 0, at));
        this.#count(at);
        this.#rest = this.#rest.subarray(at + 4);
        this.#state = "body";
        return true;
      }
      case "end":
        this.#count(this.#rest.length);
        this.#rest = Buffer.alloc(0);
        return false;
    }
  }

  #count(bytes: number): void {
    this.#beside += bytes;
    if (this.#beside > BESIDE_MOST) throw tooLarge(this.#most);
  }

  async #begin(headers: string): Promise<void> {
    const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(headers)?.[1];
    const name = parameter(disposition ?? "", "name");
    if (disposition === undefined || name === null) throw malformed("a part has no name");
    if (this.#said.length >= PARTS_MOST) throw malformed(`it has more than ${PARTS_MOST} parts`);
    const given = parameter(disposition, "filename");
    if (given === null) {
      this.#part = { name, file: null, text: [], bytes: 0 };
      return;
    }
    if (this.#folder !== null) throw invalid([oneFile(name)]);
    this.#folder = await mkdtemp(join(tmpdir(), "placard-upload-"));
    const path = join(this.#folder, "file");
    const file = { name: fileNameOf(given), path, handle: await open(path, "wx", 0o600), hash: createHash("sha256") };
    this.#part = { name, file, text: [], bytes: 0 };
  }

  async #take(bytes: Buffer): Promise<void> {
    const part = this.#part;
    if (bytes.length === 0) return;
    if (!part) return this.#count(bytes.length);
    part.bytes += bytes.length;
    if (part.file) {
      if (part.bytes > this.#most) throw tooLarge(this.#most);
      part.file.hash.update(bytes);
      for (let at = 0; at < bytes.length; ) at += (await part.file.handle.write(bytes, at)).bytesWritten;
    } else {
      if (part.bytes > TEXT_MOST) throw invalid([tooLong(part.name)]);
      this.#count(bytes.length);
      part.text.push(Buffer.from(bytes)); // a copy: the piece it was cut from is larger
    }
  }

  async #finish(): Promise<void> {
    const part = this.#part;
    if (!part) return;
    this.#part = null;
    const { name, file } = part;
    if (file) {
      await file.handle.close();
      this.#keep(name, new UploadedFile(file.path, file.name, part.bytes));
      this.#said.push([name, file.name, file.hash.digest("base64url")]);
    } else {
      let text: string;
      try {
        text = utf8.decode(Buffer.concat(part.text));
      } catch {
        throw malformed(`${name} is not UTF-8`);
      }
      this.#keep(name, text);
      this.#said.push([name, text]);
    }
  }

  #keep(name: string, value: unknown): void {
    const known = this.#fields[name];
    this.#fields[name] = known === undefined ? value : Array.isArray(known) ? [...known, value] : [known, value];
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

const oneFile = (path: string): Fault => ({
  path,
  code: "duplicate",
  message: "There is more than one file in the form.",
  fix: "Send one file with each request.",
});
const tooLong = (path: string): Fault => ({
  path,
  code: "too_long",
  message: `It has more than ${TEXT_MOST} bytes.`,
  fix: "Shorten it.",
});

/** A parameter of a header, as browsers write it: quotation marks and line breaks in it are percent-encoded (WHATWG, multipart/form-data). */
function parameter(header: string, name: string): string | null {
  const found = new RegExp(`(?:^|;)\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`, "i").exec(header);
  const value = found?.[1] ?? found?.[2];
  if (value === undefined) return null;
  return value
    .replace(/\\(.)/g, "$1")
    .replace(/%(22|0d|0a)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** The last part of a path, without what no name should hold. */
function fileNameOf(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? "";
  const name = last
    .toWellFormed()
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, "")
    .trim();
  return [...name].slice(0, FILE_NAME_MOST).join("") || "file";
}
