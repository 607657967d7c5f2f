import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchChromium } from "@placard/test-kit/chromium";
import { expect, onTestFinished, test } from "vitest";
import { COMPONENT_SCOPES } from "../../api/src/http/scopes.ts";
import { startDev } from "../../api/src/processes/start-placard.ts";
import { bundleWidgets } from "../../widgets/packaging/bundle.ts";

const guide = readFileSync(new URL("../../docs-site/widgets.md", import.meta.url), "utf8");

test.each(["index.html", "page.js", "page.css", "server.mjs"])("the guide has %s as it runs here", name => {
  const [, shown] = guide.split(`\n\`${name}\`, `)[1]?.match(/```\w+\n([\s\S]*?)```/) ?? [];
  expect(shown).toBe(readFileSync(new URL(name, import.meta.url), "utf8"));
});

test.each(Object.entries(COMPONENT_SCOPES))("the guide names what the component %s may do", (component, scopes) => {
  expect(guide).toContain(`| \`${component}\` | ${scopes.map(scope => `\`${scope}\``).join(" ")} |`);
});

test("a plain page writes a post, and shows it in its calendar, under the strictest policy", async () => {
  const folder = mkdtempSync(join(tmpdir(), "placard-plain-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [dev, { files }, browser] = await Promise.all([startDev({ DATA_DIR: folder }), bundleWidgets(), launchChromium()]);
  onTestFinished(async () => {
    await browser.close();
    await dev.stop();
  });
  for (const { name, contents } of files.values()) writeFileSync(join(folder, name), contents);
  const { api_url: PLACARD_URL, secret_key: PLACARD_KEY, workspace_id: PLACARD_WORKSPACE } = dev.facts;
  const server = spawn(
    process.execPath,
    ["--conditions=@placard/source", fileURLToPath(new URL("server.mjs", import.meta.url))],
    {
      env: { ...process.env, NODE_OPTIONS: "", PLACARD_URL, PLACARD_KEY, PLACARD_WORKSPACE, WIDGETS: folder, PORT: "0" },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  onTestFinished(() => void server.kill());
  const [url] = (await once(server.stdout.setEncoding("utf8"), "data")) as [string];

  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", message => message.type() === "error" && complaints.push(message.text()));
  await page.goto(url.trim());
  await page.getByRole("textbox", { name: "Post" }).fill("Written in a plain page");
  await page.getByText("At a time").click();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("Date and time").fill(`${tomorrow}T09:00`);
  await page.getByRole("button", { name: "Schedule", exact: true }).click();
  await page
    .getByText(/^Scheduled for/)
    .first()
    .waitFor();
  await page.locator("placard-calendar button.entry").filter({ hasText: "Written" }).first().click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await expect.poll(() => page.getByRole("textbox", { name: "Post" }).inputValue()).toBe("Written in a plain page");
  await page.locator("placard-connect").getByText("Connected", { exact: true }).first().waitFor();
  expect(complaints.filter(text => !text.includes("favicon"))).toEqual([]);
}, 60_000);
