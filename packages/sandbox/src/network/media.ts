import { countByRule, mediaKindOf } from "@placard/networks";
import { z } from "zod";
import type { Database } from "../database.ts";
import { most, RULES } from "../limits.ts";
import { Refusal } from "../refusal.ts";
import { newId } from "./ids.ts";

const Media = z.object({
  id: z.string(),
  owner_id: z.string(),
  content_type: z.string(),
  alt_text: z.string().nullable(),
  created_at: z.number(),
});
/** An uploaded file, without its bytes. */
export type Media = z.infer<typeof Media>;

const BytesRow = z.object({ bytes: z.instanceof(Uint8Array) });

const COLUMNS = "id, owner_id, content_type, alt_text, created_at";

const startsWith = (bytes: Uint8Array, signature: readonly number[], offset = 0): boolean =>
  signature.every((byte, index) => bytes[offset + index] === byte);
const ascii = (text: string): number[] => [...text].map(letter => letter.charCodeAt(0));

/** How each type that the rules allow is told by its first bytes. */
const SIGNATURES: Readonly<Record<string, (bytes: Uint8Array) => boolean>> = {
  "image/jpeg": bytes => startsWith(bytes, [0xff, 0xd8, 0xff]),
  "image/png": bytes => startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  "image/gif": bytes => startsWith(bytes, ascii("GIF8")),
  "image/webp": bytes => startsWith(bytes, ascii("RIFF")) && startsWith(bytes, ascii("WEBP"), 8),
  "video/mp4": bytes => startsWith(bytes, ascii("ftyp"), 4),
  "video/quicktime": bytes => ["ftyp", "moov", "mdat", "wide", "free"].some(atom => startsWith(bytes, ascii(atom), 4)),
  "video/webm": bytes => startsWith(bytes, [0x1a, 0x45, 0xdf, 0xa3]),
};

/** The uploaded files of the network. */
export class MediaLibrary {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Keeps a file. Throws 413 `media_too_large`, 415 `media_type_unsupported`, 422 `media_unreadable` or `alt_text_too_long`. */
  add(ownerId: string, file: { bytes: Uint8Array; contentType: string; altText: string | null }, now: number): Media {
    const type = file.contentType.split(";")[0]?.trim().toLowerCase() ?? "";
    const kinds = RULES.contentTypes[RULES.defaultContentType]?.media.kinds ?? {};
    const rule = kinds[mediaKindOf(type)];
    const recognises = rule?.types.includes(type) ? SIGNATURES[type] : undefined;
    if (rule === undefined || recognises === undefined) {
      const allowed = Object.values(kinds).flatMap(kind => kind.types);
      throw new Refusal(415, "media_type_unsupported", `Media must be one of ${allowed.join(", ")}.`);
    }
    if (rule.maxBytes !== undefined && file.bytes.length > most(rule.maxBytes)) {
      throw new Refusal(413, "media_too_large", `A file of type ${type} may have ${most(rule.maxBytes)} bytes.`);
    }
    if (!recognises(file.bytes)) throw new Refusal(422, "media_unreadable", `These bytes are not ${type}.`);
    if (file.altText !== null && RULES.altText !== null && !countByRule("sandbox", file.altText, RULES.altText).fits) {
      throw new Refusal(422, "alt_text_too_long", `The alternative text may have ${RULES.altText.limit} characters.`);
    }
    const media: Media = { id: newId("med"), owner_id: ownerId, content_type: type, alt_text: file.altText, created_at: now };
    this.#database.run(
      `INSERT INTO media (${COLUMNS}, bytes) VALUES (?, ?, ?, ?, ?, ?)`,
      media.id,
      media.owner_id,
      media.content_type,
      media.alt_text,
      media.created_at,
      file.bytes,
    );
    return media;
  }

  byId(id: string): Media | null {
    return this.#database.get(Media, `SELECT ${COLUMNS} FROM media WHERE id = ?`, id);
  }

  bytes(id: string): Uint8Array<ArrayBuffer> | null {
    const row = this.#database.get(BytesRow, "SELECT bytes FROM media WHERE id = ?", id);
    return row === null ? null : new Uint8Array(row.bytes);
  }

  ofPost(postId: string): Media[] {
    return this.#database.all(
      Media,
      `SELECT ${COLUMNS.replace(/\w+/g, "media.$&")} FROM post_media JOIN media ON media.id = post_media.media_id WHERE post_id = ? ORDER BY position`,
      postId,
    );
  }
}
