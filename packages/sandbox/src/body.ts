import type { Context, MiddlewareHandler } from "hono";
import type { Env } from "./context.ts";
import { Refusal } from "./refusal.ts";

/**
 * Reads the whole body, once, before anything else happens: nothing after it waits for bytes, and a client that goes away while a fault waits
 * takes nothing along. Refuses with 413 `body_too_large` as soon as it is longer than `maxBytes` of the request says.
 */
export function readBody(maxBytes: (c: Context<Env>) => number): MiddlewareHandler<Env> {
  return async (c, next) => {
    const most = maxBytes(c);
    const tooLarge = () => new Refusal(413, "body_too_large", `A body may have ${most} bytes here.`);
    if (Number(c.req.header("content-length") ?? 0) > most) throw tooLarge();
    const pieces: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const piece of c.req.raw.body ?? []) {
        size += piece.length;
        if (size > most) throw tooLarge();
        pieces.push(piece);
      }
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Refusal(400, "body_incomplete", "The body ended before it was whole.");
    }
    c.set("body", Buffer.concat(pieces));
    await next();
  };
}

/** The body as a text. Throws 400 `body_not_utf8`. */
export function bodyText(c: Context<Env>): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(c.get("body"));
  } catch {
    throw new Refusal(400, "body_not_utf8", "The body is not UTF-8.");
  }
}

/** The body as the fields of a form. */
export function bodyForm(c: Context<Env>): URLSearchParams {
  return new URLSearchParams(bodyText(c));
}
