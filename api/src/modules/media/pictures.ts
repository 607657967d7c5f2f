import { createHash } from "node:crypto";
import type { Ctx } from "../../ctx.ts";
import { within } from "../../ports/time.ts";
import { squarePicture } from "./images.ts";

/** A picture is adornment: it is not waited for longer, whatever else its network is slow with. */
const FETCH_MS = 5_000;
const BYTES_MOST = 2_000_000;
const REDIRECTS_MOST = 3;
/** Twice what any widget shows. */
const SIDE = 160;

/** A small square picture, made anew. */
export interface Picture {
  readonly bytes: Uint8Array;
}

/**
 * The picture at an address that a network named, as a WebP of our own; null where there is none, it is no image, too large, at an address that must not be
 * called, or not given in time. Never throws: nothing fails for want of a picture.
 */
export async function fetchPicture(ctx: Ctx, url: string | null): Promise<Picture | null> {
  if (url === null) return null;
  try {
    const found = await within(ctx.timer, FETCH_MS, signal => read(ctx, url, signal));
    const bytes = found && (await squarePicture(found, SIDE));
    return bytes && { bytes };
  } catch (error) {
    ctx.log.info({ err: error, request_id: ctx.requestId }, "an account's picture could not be had");
    return null;
  }
}

async function read(ctx: Ctx, url: string, signal: AbortSignal): Promise<Uint8Array | null> {
  let at = url;
  for (let redirects = 0; redirects <= REDIRECTS_MOST; redirects++) {
    const response = await ctx.network.guarded(at, { signal, headers: { Accept: "image/*" } });
    const location = response.headers.get("Location");
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      at = new URL(location, at).href;
      continue;
    }
    if (response.ok) return bounded(response);
    await response.body?.cancel();
    return null;
  }
  return null;
}

async function bounded(response: Response): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.byteLength;
    if (size > BYTES_MOST) return null; // leaving the loop cancels what is left
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Keeps the picture of a thing (an account) and gives its blob's name. Another picture has another name, so that browsers never show an old one for it. */
export async function keepPicture(ctx: Ctx, of: string, { bytes }: Picture): Promise<string> {
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  const name = `ws/${ctx.workspace.id}/pictures/${of}/${digest}`;
  await ctx.blobs.put(name, bytes, "image/webp");
  return name;
}
