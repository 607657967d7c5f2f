import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { DevFacts } from "../api/src/processes/start-placard.ts";

const folder = mkdtempSync(join(tmpdir(), "placard-start-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a script may count on: what Placard says, and where the demo is. */
interface Facts extends DevFacts {
  readonly demo_url: string;
}
function factsIn(line: string): Facts {
  const { demo_url, ...facts } = JSON.parse(line);
  expect(demo_url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  return { ...DevFacts.parse(facts), demo_url };
}

const START = fileURLToPath(new URL("start.mjs", import.meta.url));

/** `npm start -- --json` behind its installer, until it has said its line. */
async function start(settings: Record<string, string> = {}) {
  const env = { ...process.env, NODE_OPTIONS: "", PLACARD_DATA_DIR: folder, PLACARD_PORT: "0", ...settings };
  const child = spawn(process.execPath, [START, "--json"], { env, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  child.stderr.setEncoding("utf8").on("data", text => {
    said += text;
  });
  const ended = once(child, "close");
  const lines: string[] = [];
  const first = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", line => {
      lines.push(line);
      resolve(line);
    });
    void ended.then(([code]) => reject(new Error(`it ended with ${code}: ${said}`)));
  });
  return { child, ended, lines, said: () => said, facts: factsIn(await first) };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

test("npm start opens a product with Placard in it, stops without a trace, and goes on where it was", async () => {
  const first = await start();
  expect(await answers(`${first.facts.demo_url}/sign-in`)).toBe(true);
  expect(await answers(`${first.facts.api_url}/readyz`)).toBe(true);
  await expect.poll(first.said).toContain(`Harbor, a SaaS with Placard in it:   ${first.facts.demo_url}`);
  expect(first.lines).toHaveLength(1);

  // Ctrl-C reaches it by the terminal, by npm and by pnpm.
  first.child.kill("SIGINT");
  first.child.kill("SIGTERM");
  expect(await first.ended).toEqual([0, null]);
  for (const url of [first.facts.demo_url, first.facts.api_url, first.facts.sandbox_url]) expect(await answers(url)).toBe(false);

  const second = await start();
  const { api_url: _1, docs_url: _2, ...same } = first.facts;
  expect(second.facts).toMatchObject(same);
  second.child.kill("SIGTERM");
  expect(await second.ended).toEqual([0, null]);

  // Another has the demo's port by now.
  const squatter = createServer().listen(Number(new URL(first.facts.demo_url).port), "127.0.0.1");
  await once(squatter, "listening");
  onTestFinished(() => void squatter.close());
  const third = await start();
  expect(new URL(third.facts.demo_url).port).not.toBe(String((squatter.address() as AddressInfo).port));
  expect(await answers(`${third.facts.demo_url}/sign-in`)).toBe(true);

  // Killed outright, it takes the others with it.
  third.child.kill("SIGKILL");
  await expect.poll(() => answers(`${third.facts.demo_url}/sign-in`), { timeout: 15_000 }).toBe(false);
  await expect.poll(() => answers(`${third.facts.api_url}/livez`), { timeout: 15_000 }).toBe(false);
}, 120_000);
