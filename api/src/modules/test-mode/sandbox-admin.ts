import { z } from "zod";
import type { Ctx } from "../../ctx.ts";
import { Refusal } from "../../problems.ts";

const TIMEOUT_MS = 10_000;

/**
 * The owner's door of the sandbox network, which only test operations use. Publishing goes through the connector, as on every network.
 * @throws {Refusal} `network_unreachable`, or `network_refused` with the sandbox's own words.
 */
export async function askSandbox<T>(ctx: Ctx, path: string, body: unknown, answer: z.ZodType<T>): Promise<T> {
  const { url, adminToken } = ctx.config.sandbox;
  if (url === null || adminToken === null)
    throw new Refusal(
      "network_unreachable",
      "This installation runs no sandbox network: set PLACARD_SANDBOX_URL and PLACARD_SANDBOX_ADMIN_TOKEN.",
    );
  let response: Response;
  try {
    response = await ctx.network.trusted(`${url}/admin/${path}`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${adminToken}`,
        "Content-Type": "application/json",
        "Sandbox-Clock": String(ctx.time.workspace.now()),
      },
      body: JSON.stringify(body),
      signal: ctx.timer.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    ctx.log.warn({ err: error, request_id: ctx.requestId }, "the sandbox cannot be reached");
    throw new Refusal("network_unreachable", "The sandbox network cannot be reached.", { retryAfterMs: 2000 });
  }
  const text = await response.text();
  if (!response.ok) {
    const told = z.object({ error: z.object({ code: z.string(), message: z.string() }) }).safeParse(safeJson(text));
    throw new Refusal("network_refused", told.success ? told.data.error.message : `The sandbox answered ${response.status}.`);
  }
  return answer.parse(safeJson(text));
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // judged by the schema that follows
  }
}
