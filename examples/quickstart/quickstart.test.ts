import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { serveSandbox } from "@placard/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listen } from "../../api/src/listen.ts";
import { createTestApp } from "../../api/src/testing/app.ts";
import { registerOrganization } from "../../api/src/testing/organization.ts";

const ADMIN = "sandbox-admin-token-of-tests";
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
let environment: Record<string, string>;
let close: () => Promise<void>;

beforeAll(async () => {
  const sandbox = await serveSandbox({ port: 0, host: "127.0.0.1", dataDir: null, adminToken: ADMIN });
  const t = await createTestApp({ environment: { SANDBOX_URL: sandbox.url, SANDBOX_ADMIN_TOKEN: ADMIN } });
  const { testKey } = await registerOrganization(t);
  const listening = await listen(0, "127.0.0.1");
  listening.serve(t.fetch);
  environment = { PLACARD_URL: `http://127.0.0.1:${listening.port}`, PLACARD_KEY: testKey };
  close = async () => {
    await listening.close(1000);
    await t.close();
    await sandbox.close();
  };
});
afterAll(() => close());

/** Runs an example as its reader would; gives what it prints. */
function run(file: string): Promise<{ code: number | null; output: string }> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, ["--conditions=@placard/source", "--disable-warning=ExperimentalWarning", here(file)], {
      env: { ...process.env, NODE_OPTIONS: "", ...environment },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", chunk => (output += chunk));
    child.on("exit", code => resolve({ code, output }));
  });
}

test("the README's example is the file that runs here, and it publishes", async () => {
  const readme = await readFile(here("../../README.md"), "utf8");
  const block = /```ts\n([\s\S]*?)```/.exec(readme)?.[1];
  expect(block).toBe(await readFile(here("./twenty-lines.ts"), "utf8"));
  const { code, output } = await run("./twenty-lines.ts");
  expect(output).toMatch(/^published http:\/\/127\.0\.0\.1:\d+\/posts\/\w+\n$/);
  expect(code).toBe(0);
});

test("the quick start schedules for ten seconds ahead, verifies the webhook and prints the live URL", async () => {
  const { code, output } = await run("./quickstart.ts");
  expect(output).toContain("webhook    post.published, signature verified");
  const url = /live {7}(http:\S+)/.exec(output)?.[1] ?? "";
  expect(await (await fetch(url)).text()).toContain("Fresh bread from 7 o");
  expect(code).toBe(0);
});
