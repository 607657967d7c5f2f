import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream, type WriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import type { Item } from "../ports/store/store.ts";

/**
 * The archive of a backup: JSON lines, gzipped, so that it is written and read as a stream, and looked into with `zcat`.
 *
 * | line | holds |
 * |---|---|
 * | first | {@link Header} |
 * | `{"item":…}` | one item of the store, as the port has it |
 * | `{"file":name,"bytes":base64}` | the next piece of a file of the data folder; the pieces of one file follow each other |
 * | last | {@link Manifest}: counts, and the SHA-256 of every part. An archive without it ended early |
 */
export const FORMAT = 1;

const Header = z.object({
  placard: z.literal("backup"),
  format: z.int(),
  /** Names the archive: a restore that was cut off goes on with the same only. */
  id: z.string(),
  /** Release that wrote it. */
  version: z.string(),
  taken_at: z.iso.datetime(),
  store: z.enum(["sqlite", "dynamodb"]),
  with_key: z.boolean(),
});
export type Header = z.infer<typeof Header>;

const FileFacts = z.object({ name: z.string(), bytes: z.int(), sha256: z.string() });
const Manifest = z.object({
  /** `sha256` is that of the items' lines. */
  items: z.object({ count: z.int(), sha256: z.string() }),
  files: z.array(FileFacts),
});
export type Manifest = z.infer<typeof Manifest>;

/** The archive cannot be used; the message says why. */
export class BadArchive extends Error {
  override readonly name = "BadArchive";
}

/** What stands in an archive between its first line and its last. */
export type Entry =
  | { readonly kind: "item"; readonly item: Item }
  | { readonly kind: "file"; readonly name: string; readonly bytes: Buffer };

/** In clear: what opens all that the archive holds sealed, and a secret key of `placard dev`. Only where it was asked for. */
export const KEY_FILES: readonly string[] = ["master.key", "dev.json"];
/** A piece of a file in one line: what is in memory at a time. */
export const PIECE_BYTES = 1024 * 1024;
/** A line is an item (400 kB at most) or a piece in base64; a longer one is none of ours. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** Writes an archive, one part after the other; nothing of it is known to be durable before {@link finish}. */
export class ArchiveWriter {
  readonly #gzip = createGzip();
  readonly #file: WriteStream;
  readonly #written: Promise<void>;
  readonly #path: string;
  readonly #items = createHash("sha256");
  #count = 0;
  readonly #files: { name: string; bytes: number; hash: ReturnType<typeof createHash> }[] = [];
  #trouble: Error | null = null;

  /** @param path must not be there yet. Only its owner may read it: it holds password hashes and mail. */
  constructor(path: string, header: Header) {
    this.#path = path;
    const file = createWriteStream(path, { flags: "wx", mode: 0o600 });
    this.#file = file;
    this.#gzip.pipe(file);
    this.#written = new Promise((resolve, reject) => {
      const fail = (error: Error): void => {
        this.#trouble = error;
        this.#gzip.destroy();
        file.destroy();
        reject(error);
      };
      file.on("error", fail).on("close", resolve);
      this.#gzip.on("error", fail);
    });
    this.#written.catch(() => undefined); // whoever writes next, or finishes, is told
    this.#gzip.write(`${JSON.stringify(header)}\n`);
  }

  async items(items: readonly Item[]): Promise<void> {
    if (items.length === 0) return;
    const text = items.map(item => `${JSON.stringify({ item })}\n`).join("");
    this.#items.update(text);
    this.#count += items.length;
    await this.#write(text);
  }

  /** The next piece of a file; one of no bytes for a file that is empty. */
  async file(name: string, bytes: Buffer): Promise<void> {
    let facts = this.#files.at(-1);
    if (facts?.name !== name) {
      facts = { name, bytes: 0, hash: createHash("sha256") };
      this.#files.push(facts);
    }
    facts.bytes += bytes.length;
    facts.hash.update(bytes);
    await this.#write(`${JSON.stringify({ file: name, bytes: bytes.toString("base64") })}\n`);
  }

  /** Writes the last line; resolves when the archive is durable. */
  async finish(): Promise<Manifest> {
    const manifest: Manifest = {
      items: { count: this.#count, sha256: this.#items.digest("hex") },
      files: this.#files.map(({ name, bytes, hash }) => ({ name, bytes, sha256: hash.digest("hex") })),
    };
    this.#gzip.end(`${JSON.stringify({ end: manifest })}\n`);
    await this.#written;
    const handle = await open(this.#path, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    return manifest;
  }

  /** Lets go of an archive that will not be finished; its file is the caller's to remove. */
  async abandon(): Promise<void> {
    this.#gzip.destroy();
    this.#file.destroy();
    await this.#written.catch(() => undefined);
  }

  async #write(text: string): Promise<void> {
    if (this.#trouble) throw this.#trouble;
    if (!this.#gzip.write(text)) await Promise.race([once(this.#gzip, "drain"), this.#written]);
  }
}

/** Reads a whole archive and checks every count and sum in it. @throws {BadArchive} */
export async function checkArchive(path: string): Promise<{ readonly header: Header; readonly manifest: Manifest }> {
  const entries = readArchive(path);
  for (;;) {
    const next = await entries.next();
    if (next.done) return next.value;
  }
}

/** Reads an archive; gives its header and manifest at the end, when all that was read is known to be whole. @throws {BadArchive} */
export async function* readArchive(
  path: string,
): AsyncGenerator<Entry, { readonly header: Header; readonly manifest: Manifest }> {
  let header: Header | null = null;
  let manifest: Manifest | null = null;
  const items = createHash("sha256");
  let count = 0;
  const files: { name: string; bytes: number; hash: ReturnType<typeof createHash> }[] = [];
  for await (const line of linesOf(path)) {
    if (manifest !== null) throw damaged("there is something behind its last line");
    const value = jsonOf(line);
    if (header === null) {
      header = headerOf(value);
      continue;
    }
    if (isObject(value) && isObject(value.item)) {
      items.update(line).update("\n");
      count += 1;
      yield { kind: "item", item: value.item as unknown as Item }; // its sum is checked before anything is done with it
    } else if (isObject(value) && typeof value.file === "string" && typeof value.bytes === "string") {
      const bytes = Buffer.from(value.bytes, "base64");
      let facts = files.at(-1);
      if (facts?.name !== value.file) {
        facts = { name: value.file, bytes: 0, hash: createHash("sha256") };
        files.push(facts);
      }
      facts.bytes += bytes.length;
      facts.hash.update(bytes);
      yield { kind: "file", name: value.file, bytes };
    } else {
      const last = Manifest.safeParse(isObject(value) ? value.end : undefined);
      if (!last.success) throw damaged(`line ${count + files.length + 2} is nothing that an archive holds`);
      manifest = last.data;
    }
  }
  if (header === null) throw new BadArchive(`${path} is empty`);
  if (manifest === null) throw damaged("it ends early: its last line, the manifest, is missing");
  if (manifest.items.count !== count || manifest.items.sha256 !== items.digest("hex"))
    throw damaged("the items are not those that were written: their SHA-256 differs");
  const found = files.map(({ name, bytes, hash }) => ({ name, bytes, sha256: hash.digest("hex") }));
  const wrong = manifest.files.find((file, position) => JSON.stringify(file) !== JSON.stringify(found[position]));
  if (wrong || found.length !== manifest.files.length)
    throw damaged(`the file ${wrong?.name ?? found.at(-1)?.name} is not the one that was written: its SHA-256 differs`);
  return { header, manifest };

  function damaged(why: string): BadArchive {
    return new BadArchive(`${path} is damaged: ${why}`);
  }
  function jsonOf(line: Buffer): unknown {
    try {
      return JSON.parse(line.toString());
    } catch {
      if (header === null) throw foreign();
      throw damaged(`line ${count + files.length + 2} is not JSON`);
    }
  }
  function foreign(): BadArchive {
    return new BadArchive(`${path} is not a backup of Placard`);
  }
  function headerOf(value: unknown): Header {
    if (!isObject(value) || value.placard !== "backup") throw foreign();
    if (typeof value.format === "number" && value.format > FORMAT)
      throw new BadArchive(
        `${path} was written by release ${value.version} in format ${value.format}; this release reads formats up to ${FORMAT}`,
      );
    const parsed = Header.safeParse(value);
    if (!parsed.success) throw damaged("its first line is not whole");
    return parsed.data;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The lines of a gzipped file, without their ends. @throws {BadArchive} when it is none, or cut off. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path);
  const gunzip = createGunzip();
  file.on("error", error => gunzip.destroy(error));
  file.pipe(gunzip);
  const started: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      let from = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        yield Buffer.concat([...started.splice(0), chunk.subarray(from, end)]);
        from = end + 1;
        length = 0;
      }
      started.push(chunk.subarray(from));
      length += chunk.length - from;
      if (length > LONGEST_LINE) throw new BadArchive(`${path} is not a backup of Placard: it has a line of more than 16 MB`);
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT" || code === "EISDIR") throw new BadArchive(`${path}: there is no such file`, { cause: error });
    if (code === "Z_BUF_ERROR") throw new BadArchive(`${path} is damaged: it ends early`, { cause: error });
    if (code.startsWith("Z_"))
      throw new BadArchive(`${path} is damaged, or no backup of Placard: ${(error as Error).message}`, { cause: error });
    throw error;
  } finally {
    file.destroy();
    gunzip.destroy();
  }
  if (length > 0) yield Buffer.concat(started);
}
