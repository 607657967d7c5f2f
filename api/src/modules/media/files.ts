import type { Service } from "../../ctx.ts";
import { openFileToken } from "../../http/file-url.ts";
import type { Reply } from "../../http/operation.ts";
import { notFound } from "../../problems.ts";

/** What a browser may do with a file it opens by itself: show it. Nothing in it runs, and nothing is loaded by it. */
const POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'";

/**
 * The bytes of a file, whole or a range of them, to whoever has its URL.
 * @throws {Refusal} `not_found` where the URL is not ours or has ended, or the file is gone: one answer for all.
 */
export async function serveFile(service: Service, token: string, headers: Pick<Headers, "get">): Promise<Reply> {
  const opened = openFileToken(service, token);
  const facts = opened && (await service.blobs.stat(opened.blob));
  if (!opened || !facts) throw notFound("file");
  // A blob's bytes never change under its name, so its name stands for them. The token's first part is that name with the hour.
  const etag = `"${token.slice(0, token.lastIndexOf("."))}"`;
  const common: Record<string, string> = {
    "Content-Type": facts.contentType,
    "Content-Security-Policy": POLICY,
    "Content-Disposition": facts.contentType === "application/pdf" ? "attachment" : "inline",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": `private, max-age=${Math.floor((opened.until - service.timer.now()) / 1000)}, immutable, no-transform`,
    "Accept-Ranges": "bytes",
    ETag: etag,
  };
  const answer = (status: number, body: ReadableStream | null, more: Record<string, string>): Reply => ({
    response: new Response(body, { status, headers: { ...common, ...more } }),
  });
  if (
    headers
      .get("If-None-Match")
      ?.split(",")
      .some(one => one.trim().replace(/^W\//, "") === etag)
  )
    return answer(304, null, {});
  const current = headers.get("If-Range") ?? etag;
  const range = current === etag ? rangeOf(headers.get("Range"), facts.bytes) : null;
  if (range === "unsatisfiable") return answer(416, null, { "Content-Range": `bytes */${facts.bytes}` });
  const { start, end } = range ?? { start: 0, end: facts.bytes - 1 };
  return answer(range ? 206 : 200, service.blobs.stream(opened.blob, start, end), {
    "Content-Length": String(end - start + 1),
    ...(range && { "Content-Range": `bytes ${start}-${end}/${facts.bytes}` }),
  });
}

/** The one range a header asks for (RFC 9110, 14.1.2); null for the whole: several ranges, or another unit, may be answered so. */
export function rangeOf(header: string | null, size: number): { start: number; end: number } | "unsatisfiable" | null {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "") ?? [];
  if (first === "" && last === "") return null;
  if (first === "")
    return last === "0" || size === 0 ? "unsatisfiable" : { start: Math.max(0, size - Number(last)), end: size - 1 };
  const [start, end] = [Number(first), last === "" ? size - 1 : Math.min(Number(last), size - 1)];
  if (last !== "" && Number(last) < start) return null;
  return start >= size ? "unsatisfiable" : { start, end };
}
