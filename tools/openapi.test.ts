import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "../api/node_modules/@hono/zod-openapi/dist/index.mjs";
import { watchComponentNames } from "./component-names.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "placard-lint-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("component names that different schemas share are found, and those of equal schemas are not", () => {
  const shared = watchComponentNames();
  z.object({ id: z.string() }).openapi("Same");
  z.object({ id: z.string() }).openapi("Same");
  z.object({ id: z.string() }).openapi("Other");
  z.object({ id: z.int() }).openapi("Other");
  const inner = z.object({ a: z.string() }).openapi("Inner");
  z.object({ inner }).openapi("Outer");
  expect(shared()).toEqual(["Other"]);
});

describe("the document's lint", () => {
  const operation = {
    operationId: "posts.get",
    tags: ["Posts"],
    summary: "Read a post",
    description: "Reads a post. Scopes: `posts:read`",
    security: [],
    "x-scopes": ["posts:read"],
    parameters: [{ name: "post_id", in: "path", required: true, schema: { type: "string" }, example: "post_1" }],
    responses: { "200": { description: "The post." }, "404": { description: "There is none." } },
  };

  /** What the rules say of a document with this operation; nothing when it is clean. */
  function faults(more: object, rest: object = {}): string[] {
    const document = {
      openapi: "3.1.0",
      info: { title: "Placard", version: "0.0.0" },
      servers: [{ url: "/" }],
      tags: [{ name: "Posts", description: "Posts." }],
      paths: { "/v1/posts/{post_id}": { get: { ...operation, ...more } }, ...rest },
      components: {},
    };
    const file = join(folder, "openapi.json");
    writeFileSync(file, JSON.stringify(document));
    const cli = join(root, "node_modules/@redocly/cli/bin/cli.js");
    const config = join(root, "openapi/redocly.yaml");
    const done = spawnSync(process.execPath, [cli, "lint", file, "--config", config, "--format", "json"], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    });
    const { problems } = JSON.parse(done.stdout) as { problems: { ruleId: string }[] };
    return problems.map(problem => problem.ruleId);
  }

  test("passes an operation that has everything", () => {
    expect(faults({})).toEqual([]);
  });

  test("names what is missing", () => {
    const bare = [{ name: "post_id", in: "path", required: true, schema: { type: "string" } }];
    const missing = { operationId: "getPost", summary: "", description: "", "x-scopes": undefined, parameters: bare };
    const found = faults({ ...missing, responses: { "200": { description: "The post." } } }, { "/v1/posts/{id}": {} });
    expect(new Set(found)).toEqual(
      new Set([
        "operation-summary",
        "operation-description",
        "operation-4xx-response",
        "no-identical-paths",
        "no-ambiguous-paths",
        "placard/operation-example",
        "placard/operation-scopes",
        "placard/operation-id-form",
      ]),
    );
  });

  test("wants the scopes said to readers", () => {
    expect(faults({ description: "Reads a post." })).toEqual(["placard/operation-scopes"]);
  });
});
