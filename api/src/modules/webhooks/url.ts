import type { Mode, OrganizationCtx } from "../../ctx.ts";
import { Refusal } from "../../problems.ts";

/**
 * The URL as it is called, where it may be. A name is checked again, with every address it resolves to, when the socket connects.
 * @throws {Refusal} `url_not_allowed`
 */
export function allowedUrl(ctx: OrganizationCtx, mode: Mode, text: string): string {
  const url = new URL(text);
  const local = mode === "test" && ctx.config.allowLoopback;
  if (url.protocol !== "https:" && !(local && url.protocol === "http:"))
    throw refused("Webhooks are sent by https only.", "Use an https URL.");
  if (url.username !== "" || url.password !== "")
    throw refused("A URL with a user or password ends in logs.", "Leave them out: webhooks are signed.");
  if (url.hash !== "") throw refused("A fragment is never sent.", "Leave out what stands behind #.");
  return url.href;
}

const refused = (message: string, fix: string): Refusal =>
  new Refusal("url_not_allowed", message, { faults: [{ path: "url", code: "url_not_allowed", message, fix }] });
