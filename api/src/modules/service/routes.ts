import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "@hono/zod-openapi";
import { openOperation } from "../../http/operation.ts";
import type { Module } from "../../module.ts";
import type { Json } from "../../ports/store/store.ts";
import { Refusal } from "../../problems.ts";
import { sameSecret } from "../../secrets.ts";

/** Whether the service can take requests, and how far behind it is. */
export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
  readonly facts: { readonly [name: string]: Json };
}

const Health = z
  .object({ status: z.enum(["ok"]).openapi({ description: "The process runs.", example: "ok" }) })
  .openapi("Health");
const Ready = z
  .object({
    ready: z.boolean().openapi({ description: "Whether requests are welcome.", example: true }),
    reasons: z.array(z.string()).openapi({ description: "Why not.", example: [] }),
    hints: z
      .boolean()
      .optional()
      .openapi({ description: "Whether wake-ups reach other processes; without them work is found by polling.", example: true }),
    oldest_overdue_at: z.union([z.string(), z.null()]).optional().openapi({
      description:
        "Since when the oldest due work of the installation waits, whoever is to do it; null when nothing does, or nobody can say.",
      example: null,
    }),
    oldest_unrelayed_at: z
      .union([z.string(), z.null()])
      .optional()
      .openapi({ description: "Since when the oldest event waits to be told; null when none does.", example: null }),
    parked_work: z
      .union([z.int(), z.null()])
      .optional()
      .openapi({ description: "Work that failed every time and waits for an operator: `placard parked` lists it.", example: 0 }),
    owned_shards: z.int().optional().openapi({ description: "Shards of durable work this process owns.", example: 64 }),
  })
  .openapi("Readiness");

/** Scalar's script is served by us: the reference loads nothing from elsewhere. Read once, when first asked for. */
let script: Promise<string> | null = null;
const referenceScript = (): Promise<string> => {
  // The package exports its modules only; the script that pages load lies beside them.
  script ??= readFile(
    join(dirname(createRequire(import.meta.url).resolve("@scalar/api-reference")), "browser/standalone.js"),
    "utf8",
  );
  return script;
};

/** The reference styles itself inline; everything it loads and calls is ours. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Placard API reference</title></head>
<body><script id="api-reference" data-url="/openapi.json" data-configuration='{"hideClientButton":true,"telemetry":false,"showDeveloperTools":"never","withDefaultFonts":false,"agent":{"disabled":true},"mcp":{"disabled":true}}'></script><script src="/docs/reference.js"></script></body>
</html>
`;

export interface ServiceParts {
  readonly document: () => unknown;
  readonly readiness: () => Promise<Readiness>;
}

export function createServiceModule(parts: ServiceParts): Module {
  const tag = "Service";
  return {
    tag: { name: tag, description: "Whether the service runs, and this document." },
    operations: [
      openOperation(
        {
          id: "service.health",
          metered: false,
          method: "get",
          path: "/livez",
          tag,
          summary: "Whether the process runs",
          description: "Answers as long as the process can. Says nothing of what it depends on.",
          scopes: [],
          answer: { status: 200, schema: Health, description: "It runs." },
          problems: [],
        },
        async () => ({ body: { status: "ok" } }),
      ),
      openOperation(
        {
          id: "service.ready",
          metered: false,
          method: "get",
          path: "/readyz",
          tag,
          summary: "Whether requests are welcome",
          description:
            "503 with reasons while the store is away or the process stops. Tells how old the oldest overdue work and the oldest untold event are.",
          scopes: [],
          answer: { status: 200, schema: Ready, description: "Ready." },
          problems: [],
        },
        async () => {
          const { ready, reasons, facts } = await parts.readiness();
          return { status: ready ? 200 : 503, body: { ready, reasons, ...facts } };
        },
      ),
      openOperation(
        {
          id: "service.metrics",
          documented: false,
          method: "get",
          path: "/metrics",
          tag,
          summary: "Metrics for Prometheus",
          description: "With the operator's token, `PLACARD_METRICS_TOKEN`.",
          scopes: [],
          answer: { status: 200, schema: null, description: "Prometheus text." },
          problems: ["unauthenticated", "not_found"],
        },
        async (ctx, { request }) => {
          const { metricsToken } = ctx.config;
          if (metricsToken === null) throw new Refusal("not_found", "This process gives no metrics. Set PLACARD_METRICS_TOKEN.");
          if (!sameSecret(request.headers.get("Authorization") ?? "", `Bearer ${metricsToken}`))
            throw new Refusal("unauthenticated", "Send `Authorization: Bearer` with the metrics token.");
          return {
            response: new Response(await ctx.telemetry.exposition(), {
              headers: { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" },
            }),
          };
        },
      ),
      openOperation(
        {
          id: "service.document",
          documented: false,
          method: "get",
          path: "/openapi.json",
          tag,
          summary: "This document",
          description: "The OpenAPI 3.1 document from which the SDK is generated.",
          scopes: [],
          answer: {
            status: 200,
            schema: z.looseObject({}).openapi({ description: "OpenAPI 3.1.", example: { openapi: "3.1.0" } }),
            description: "The document.",
          },
          problems: [],
        },
        async () => ({ body: parts.document() }),
      ),
      openOperation(
        {
          id: "service.docs",
          documented: false,
          method: "get",
          path: "/docs",
          tag,
          summary: "The API reference as a page",
          description: "A page made from the document; everything it loads comes from this server.",
          scopes: [],
          answer: {
            status: 200,
            schema: z.string().openapi({ example: "<!doctype html>" }),
            description: "HTML.",
            contentType: "text/html",
          },
          problems: [],
        },
        async () => ({
          response: new Response(PAGE, {
            headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": PAGE_POLICY },
          }),
        }),
      ),
      openOperation(
        {
          id: "service.docsScript",
          documented: false,
          method: "get",
          path: "/docs/reference.js",
          tag,
          summary: "The script of the API reference",
          description: "Served by us, so that the page needs no other host.",
          scopes: [],
          answer: {
            status: 200,
            schema: z.string().openapi({ example: "…" }),
            description: "JavaScript.",
            contentType: "text/javascript",
          },
          problems: [],
        },
        async () => ({
          response: new Response(await referenceScript(), {
            headers: { "Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "public, max-age=3600" },
          }),
        }),
      ),
    ],
  };
}
