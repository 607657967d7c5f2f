import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { tied } from "@placard/test-kit";
import { startBlueskyNetwork } from "@placard/test-kit/bluesky";
import { expect, test } from "vitest";

const api = fileURLToPath(new URL("../..", import.meta.url));

/** Every other test runs the sources; what is shipped is the bundle, in which a package may be put together so that it cannot be loaded. */
test("the built service starts, seals tokens, and begins a Bluesky connection by OAuth, and is backed up while it runs", async () => {
  const built = spawnSync("pnpm", ["exec", "tsup"], { cwd: api, encoding: "utf8" });
  expect(built.stderr + built.stdout).not.toMatch(/error/i);
  const bluesky = await startBlueskyNetwork();
  const folder = mkdtempSync(join(tmpdir(), "placard-built-"));
  const [program, args] = tied(process.execPath, [join(api, "dist/main.js"), "dev", "--json"]);
  const child = spawn(program, [...args], {
    env: {
      PATH: process.env["PATH"],
      PLACARD_PORT: "0",
      PLACARD_DATA_DIR: folder,
      PLACARD_BLUESKY_SERVER: bluesky.pdsUrl,
      PLACARD_BLUESKY_PLC_URL: bluesky.plcUrl,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = await once(createInterface(child.stdout), "line");
    const { api_url, secret_key, workspace_id } = JSON.parse(String(line));
    const answer = await fetch(`${api_url}/v1/accounts/connect`, {
      method: "POST",
      headers: { Authorization: `Bearer ${secret_key}`, "Placard-Workspace": workspace_id, "Content-Type": "application/json" },
      body: JSON.stringify({ network: "bluesky", server: bluesky.pdsUrl, redirect_url: "https://app.example.com/connected" }),
    });
    expect(await answer.json()).toMatchObject({ status: "redirect", connect_url: expect.stringContaining("/oauth/authorize") });
    expect(await (await fetch(`${api_url}/docs/reference.js`)).text()).toContain("scalar");
    const archive = join(folder, "archive");
    const environment = { PATH: process.env["PATH"], PLACARD_DATA_DIR: folder };
    const command = spawnSync(program, [...args.slice(0, -2), "backup", archive, "--json"], {
      env: environment,
      encoding: "utf8",
    });
    expect(command).toMatchObject({ status: 0, stderr: "" });
    expect(JSON.parse(command.stdout)).toMatchObject({ file: archive });
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
    rmSync(folder, { recursive: true, force: true });
    await bluesky.close();
  }
});
