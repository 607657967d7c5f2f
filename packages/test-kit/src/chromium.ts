import { type Browser, chromium } from "playwright-core";
import { findProgram } from "./tied-process.ts";

export type { Browser };

/** Starts the system's Chromium without a window, with nothing that calls home, and with these flags besides. Rejects, and says what to install, where there is none. */
export async function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  const executablePath = findProgram("chromium") ?? findProgram("chromium-browser") ?? findProgram("google-chrome");
  if (executablePath === null) throw new Error("Chromium is not installed. These tests need it: apt-get install -y chromium");
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...flags,
    ],
  });
}
