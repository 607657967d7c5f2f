import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const sdk = join(dirname(fileURLToPath(import.meta.url)), "..");
let folder: string;

/** The package as it is published, built into a folder of its own, so that its `exports` are what is tested. Its types are `check:package`'s to check. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "placard-sdk-"));
  const target = join(folder, "node_modules/@placard/sdk");
  mkdirSync(target, { recursive: true });
  cpSync(join(sdk, "package.json"), join(target, "package.json"));
  execFileSync(
    process.execPath,
    [join(sdk, "node_modules/tsup/dist/cli-default.js"), "--out-dir", join(target, "dist"), "--no-dts", "--silent"],
    {
      cwd: sdk,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (name: string, code: string): string => {
  writeFileSync(join(folder, name), code);
  return execFileSync(process.execPath, [join(folder, name)], { cwd: folder, encoding: "utf8" }).trim();
};

const USE = `
const placard = new Placard({ fetch: () => Response.json({ id: "post_1" }) });
const core = new PlacardCore({ fetch: () => Response.json(null, { status: 404 }) });
(async () => {
  const post = await placard.posts.get("post_1");
  const error = await core.call("GET /v1/posts/{post_id}", "post_2").catch(error => error);
  const signed = await signTestPayload({ type: "post.published", data: {} }, "whsec_AAAA");
  const event = await verifyWebhook(signed.body, signed.headers, "whsec_AAAA");
  console.log(post.id, error instanceof NotFoundError, event.type);
})();
`;

describe("the built package", () => {
  test("is imported, and its entries share their classes", () => {
    const code = `import { NotFoundError, Placard } from "@placard/sdk";
import { PlacardCore } from "@placard/sdk/core";
import { signTestPayload, verifyWebhook } from "@placard/sdk/webhooks";${USE}`;
    expect(run("import.mjs", code)).toBe("post_1 true post.published");
  });

  test("is required, too", () => {
    const code = `const { NotFoundError, Placard } = require("@placard/sdk");
const { PlacardCore } = require("@placard/sdk/core");
const { signTestPayload, verifyWebhook } = require("@placard/sdk/webhooks");${USE}`;
    expect(run("require.cjs", code)).toBe("post_1 true post.published");
  });

  test.each([
    ["@placard/sdk", 10_000],
    ["@placard/sdk/core", 7_000],
    ["@placard/sdk/webhooks", 2_500],
  ])("%s is bundled for browsers without anything of Node's, under %i bytes", async (entry, limit) => {
    const code = `export * from "${entry}";`;
    const { outputFiles, warnings } = await build({
      stdin: { contents: code, resolveDir: folder },
      bundle: true,
      minify: true,
      write: false,
      format: "esm",
      platform: "browser", // an import of Node's own is an error
      logLevel: "silent",
    });
    const text = outputFiles[0]?.text ?? "";
    expect(warnings).toEqual([]);
    expect(text).not.toMatch(/\bprocess\.|\bBuffer\b|\brequire\(/);
    expect(gzipSync(text).length).toBeLessThan(limit);
  });
});
