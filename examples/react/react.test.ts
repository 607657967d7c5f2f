import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchChromium } from "@placard/test-kit/chromium";
import { build, mergeConfig, preview } from "vite";
import { expect, onTestFinished, test, vi } from "vitest";
import { startDev } from "../../api/src/processes/start-placard.ts";

test("a React app writes a post from its calendar, and shows its accounts, built and under the strictest policy", async () => {
  const folder = mkdtempSync(join(tmpdir(), "placard-react-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [dev, browser] = await Promise.all([startDev({ DATA_DIR: folder }), launchChromium()]);
  onTestFinished(async () => {
    await browser.close();
    await dev.stop();
  });
  const { api_url: PLACARD_URL, secret_key: PLACARD_KEY, workspace_id: PLACARD_WORKSPACE } = dev.facts;
  for (const [name, value] of Object.entries({ PLACARD_URL, PLACARD_KEY, PLACARD_WORKSPACE })) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { default: config } = await import("./vite.config.ts");
  const root = fileURLToPath(new URL(".", import.meta.url));
  const outDir = join(folder, "built");
  const policies = [
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'",
    `connect-src 'self' ${PLACARD_URL}; img-src ${PLACARD_URL} blob: data:; media-src ${PLACARD_URL} blob:`,
    "trusted-types lit-html; require-trusted-types-for 'script'",
  ].join("; ");
  const settings = mergeConfig(config, {
    root,
    configFile: false,
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
    preview: { host: "127.0.0.1", port: 0, headers: { "Content-Security-Policy": policies } },
  });
  await build(settings);
  const server = await preview(settings);
  onTestFinished(() => server.close());

  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", message => message.type() === "error" && complaints.push(message.text()));
  await page.goto(server.resolvedUrls?.local[0] ?? "");
  await page.getByRole("button", { name: "New post", exact: true }).click();
  await page.getByRole("textbox", { name: "Post" }).fill("Written in React");
  await page.getByText("At a time").click();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("Date and time").fill(`${tomorrow}T09:00`);
  await page.getByRole("button", { name: "Schedule", exact: true }).click();
  await page.getByText("“Written in React” is on its way.").waitFor();
  await page.locator("placard-calendar button.entry").filter({ hasText: "Written" }).first().waitFor();
  await page.getByRole("button", { name: "Accounts" }).click();
  await page.getByText("Connected", { exact: true }).waitFor();
  expect(complaints).toEqual([]);
}, 60_000);
