import type { Service } from "../ctx.ts";

/** The URL by which browsers and networks reach this installation. */
export const publicUrl = ({ config }: Pick<Service, "config">): string =>
  config.publicUrl ?? `http://${config.host}:${config.port}`;

/** Below it lie the blobs that a URL gives the right to read. */
export const FILES = "/v1/files";

const HOUR_MS = 3_600_000;
/** A URL of an hour is good until a day after the hour began: for 23 to 24 hours from when it was given. */
const LIFE_MS = 24 * HOUR_MS;

/**
 * Where a browser finds a blob: an `<img>` carries no bearer, so the URL itself is the right to read, and ends within a day. All that are given in one
 * hour are the same, so that browsers keep what they have loaded. It names the tenant with the blob, and nobody else can make one.
 */
export function fileUrl(service: Pick<Service, "config" | "secrets" | "timer">, blob: string): string {
  const until = Math.floor(service.timer.now() / HOUR_MS) * HOUR_MS + LIFE_MS;
  const text = Buffer.from(`${until / HOUR_MS} ${blob}`).toString("base64url");
  return `${publicUrl(service)}${FILES}/${text}.${service.secrets.sign("files", text)}`;
}

/** The blob that a URL's last part names, and until when (real ms); null where it is not of ours, altered or over. */
export function openFileToken(
  service: Pick<Service, "secrets" | "timer">,
  token: string,
): { readonly blob: string; readonly until: number } | null {
  const dot = token.lastIndexOf(".");
  const text = token.slice(0, dot);
  if (dot < 1 || !service.secrets.verify("files", text, token.slice(dot + 1))) return null;
  const [hour = "", blob = ""] = Buffer.from(text, "base64url").toString().split(" ");
  const until = Number(hour) * HOUR_MS;
  return until > service.timer.now() ? { blob, until } : null;
}
