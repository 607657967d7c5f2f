import { open } from "node:fs/promises";
import { fileTypeFromFile } from "file-type";
import type { UploadedFile } from "../../http/form.ts";
import { type Fault, invalid } from "../../problems.ts";
import { sanitizeImage } from "./images.ts";
import { readMp4 } from "./mp4.ts";
import type { MediaRecord } from "./records.ts";

/** What a file is, and what of it is to be kept. */
export interface Inspected
  extends Pick<MediaRecord, "kind" | "contentType" | "bytes" | "width" | "height" | "durationMs" | "animated" | "alpha"> {
  /** The file that is to be kept: of an image one that was made anew. */
  readonly path: string;
  readonly thumbnail: Uint8Array | null;
}

const IMAGES = new Set(["image/jpeg", "image/png", "image/apng", "image/webp", "image/gif", "image/avif"]);
/** How a video is called, by what its first bytes say. */
const VIDEOS: Readonly<Record<string, string>> = {
  "video/mp4": "video/mp4",
  "video/x-m4v": "video/mp4",
  "video/quicktime": "video/quicktime",
  "video/webm": "video/webm",
};
const TAKEN = "Send a JPEG, PNG, WebP, GIF or AVIF image, an MP4, MOV or WebM video, or a PDF.";

/**
 * Finds out what a file is, by its bytes alone: what it is called and what its sender says of it can be wrong.
 * @throws {Refusal} `validation_failed`, saying what it is and what is taken; `busy`
 */
export async function inspect(file: UploadedFile): Promise<Inspected> {
  if (file.bytes === 0) throw invalid([fault("empty", "The file is empty.", TAKEN)]);
  const type = (await fileTypeFromFile(file.path))?.mime ?? null;
  if (type !== null && IMAGES.has(type)) return image(file);
  const video = type === null ? undefined : VIDEOS[type];
  if (video !== undefined) return plain(file, "video", video, await videoFacts(file, video));
  if (type === "application/pdf") return plain(file, "document", type, await pdfFacts(file));
  throw invalid([fault("media_type_not_supported", await whatItIs(file, type), TAKEN)]);
}

async function image(file: UploadedFile): Promise<Inspected> {
  const path = `${file.path}.kept`;
  const { thumbnail, ...made } = await sanitizeImage(file.path, path);
  return { ...made, kind: "image", durationMs: null, path, thumbnail };
}

const NOT_KNOWN = { width: null, height: null, durationMs: null };

function plain(
  file: UploadedFile,
  kind: MediaRecord["kind"],
  contentType: string,
  facts: Pick<Inspected, "width" | "height" | "durationMs">,
): Inspected {
  return { ...facts, kind, contentType, bytes: file.bytes, animated: false, alpha: false, path: file.path, thumbnail: null };
}

/** WebM is not looked into: its facts stay unknown. */
async function videoFacts(file: UploadedFile, type: string) {
  if (type === "video/webm") return NOT_KNOWN;
  const facts = await readMp4(file.path, file.bytes);
  if (facts) return facts;
  const fix = "Export it anew as MP4, and send it again.";
  throw invalid([fault("media_unreadable", "The video is cut off, or has no index (moov).", fix)]);
}

/** A PDF's end is marked within its last kilobyte. */
const PDF_END = 1024;

async function pdfFacts(file: UploadedFile) {
  const end = await bytesOf(file, Math.max(0, file.bytes - PDF_END), PDF_END);
  if (end.includes("%%EOF")) return NOT_KNOWN;
  throw invalid([fault("media_unreadable", "The PDF is cut off: its end is missing.", "Export it anew, and send it again.")]);
}

/** How a file that is not taken is told to people. */
async function whatItIs(file: UploadedFile, type: string | null): Promise<string> {
  if (type === "image/heic" || type === "image/heif")
    return "The file is HEIC, which takes a licensed decoder. Export it as JPEG.";
  if (type !== null && type !== "application/xml") return `The file is ${type}.`;
  const head = (await bytesOf(file, 0, 1024)).toString("latin1");
  if (/<svg[\s/>]/i.test(head)) return "The file is SVG, a drawing that can hold scripts, and which no network takes.";
  if (/^\s*(?:<!--[\s\S]*?-->\s*)?<(?:!doctype html|html|head|body|script)/i.test(head)) return "The file is HTML.";
  return type === null ? "The file is of no type that is known." : "The file is XML.";
}

async function bytesOf(file: UploadedFile, start: number, length: number): Promise<Buffer> {
  const handle = await open(file.path, "r");
  try {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await handle.read(bytes, 0, length, start);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

const fault = (code: string, message: string, fix: string): Fault => ({ path: "file", code, message, fix });
