import { isIP } from "node:net";
import type { Mode, OrganizationCtx } from "../../ctx.ts";
import { isLoopbackAddress, isPublicAddress } from "../../ports/network-addresses.ts";
import { Refusal } from "../../problems.ts";

/**
 * The URL as it is called, where it may be. `placard dev` alone lets a test endpoint be on this machine, over http too. What a name leads to is
 * looked at each time the socket connects.
 * @throws {Refusal} `url_not_allowed`
 */
export function allowedUrl(ctx: OrganizationCtx, mode: Mode, text: string): string {
  const url = new URL(text);
  const address = url.hostname.replace(/^\[|\]$/g, ""); // numbers in any notation were made dotted by URL
  const literal = isIP(address) !== 0;
  const local = literal ? isLoopbackAddress(address) : /(?:^|\.)localhost\.?$/.test(url.hostname);
  const ownMachine = local && mode === "test" && ctx.config.allowLoopback;
  if (url.protocol !== "https:" && !(ownMachine && url.protocol === "http:"))
    throw refused("Webhooks are sent by https only.", "Use an https URL.");
  if (url.username !== "" || url.password !== "")
    throw refused("A URL with a user or password ends in logs.", "Leave them out: webhooks are signed.");
  if (url.hash !== "") throw refused("A fragment is never sent.", "Leave out what stands behind #.");
  if (!ownMachine && (literal ? !isPublicAddress(address) : local))
    throw refused("The address is not on the public Internet.", "Use a host that can be reached from outside.");
  return url.href;
}

const refused = (message: string, fix: string): Refusal =>
  new Refusal("url_not_allowed", message, { faults: [{ path: "url", code: "url_not_allowed", message, fix }] });
