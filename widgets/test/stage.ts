import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Placard } from "@placard/sdk";
import { type Browser, launchChromium } from "@placard/test-kit/chromium";
import { build } from "esbuild";
import { type DevProcess, startDev } from "../../api/src/processes/start-placard.ts";
import { shortTemplates } from "../packaging/minify-templates.ts";

export type Page = Awaited<ReturnType<Browser["newPage"]>>;
type PageOptions = NonNullable<Parameters<Browser["newContext"]>[0]>;

/** What a page of a test holds, and for whom. */
export interface Scene {
  readonly html: string;
  /** In place of what says that the page is light and dark as the system is. */
  readonly head?: string;
  /** The components of its sessions; all unless said. */
  readonly components?: readonly string[];
  readonly scopes?: readonly string[];
  readonly expiresIn?: number;
  readonly workspace?: string;
  /** Styles of the page around the widget, as a stylesheet of its own. */
  readonly css?: string;
  /** A module of the page's own, after the widgets are configured: `widgets` is what the bundle exports. */
  readonly script?: string;
  /** The page's module in place of the usual one. In it, `TOKEN` is the address that gives a token. */
  readonly module?: string;
  /** What `configure` gets besides `fetchToken`, as it stands in the script. */
  readonly options?: string;
  readonly context?: PageOptions;
  /** What the page allows besides the strictest policies, such as fonts of its own. */
  readonly allows?: string;
  /** The instant at which the page's clock stands still. */
  readonly now?: string;
}

export interface Opened {
  readonly page: Page;
  /** What the page's policies refused, and what it wrote as errors; not what the widgets tell of errors that they show. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** A real Placard, a vendor's server with the strictest policies a vendor may have, and a browser. */
export interface Stage {
  readonly placard: Placard;
  readonly api: string;
  /** The address of the sandbox network. */
  readonly sandbox: string;
  readonly workspace: string;
  readonly account: string;
  readonly browser: Browser;
  open(scene: Scene): Promise<Opened>;
  close(): Promise<void>;
}

/** All scenes come from one address, and hundreds of mounts in a minute from one person. */
const NO_LIMITS = { RATE_PER_ADDRESS: "1000000", RATE_PER_USER: "1000000", RATE_PER_KEY: "1000000", RATE_BURST: "1000000" };

/** The policies of `docs-site/widgets.md`, which every scene is played under. */
const policiesOf = (api: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${api}`,
    `img-src ${api} blob:`,
    `media-src ${api} blob:`,
    "base-uri 'none'",
    "form-action 'none'",
    "trusted-types lit-html",
    "require-trusted-types-for 'script'",
  ].join("; ");

/** The widgets as a page loads them: modules with their lazy parts, and templates as they are shipped. */
async function bundle(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../src/index.ts", import.meta.url))],
    entryNames: "widgets",
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2023",
    outdir: "/",
    write: false,
    conditions: ["@placard/source"],
    charset: "utf8",
    plugins: [shortTemplates],
  });
  return new Map(outputFiles.map(({ path, contents }) => [path, contents]));
}

/**
 * Opens it; `more` are files that its pages can load besides the widgets, by their paths, `settings` of the service, without their prefix, `flags` of the
 * browser.
 */
export async function openStage(
  more: ReadonlyMap<string, Uint8Array> = new Map(),
  settings: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "placard-stage-"));
  const [files, dev, browser] = await Promise.all([
    bundle(),
    startDev({ DATA_DIR: folder, ...NO_LIMITS, ...settings }),
    launchChromium(flags),
  ]);
  const { api_url: api, secret_key: apiKey, workspace_id: workspace, account_id: account } = dev.facts;
  const scenes = new Map<string, Scene>();
  const placard = new Placard({ apiKey, baseUrl: api, workspace });
  const vendor = await startVendor({ files: new Map([...files, ...more]), scenes, placard, api, workspace });
  const origin = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`;
  let count = 0;
  return {
    placard,
    api,
    sandbox: dev.facts.sandbox_url,
    workspace,
    account,
    browser,
    async open(scene) {
      count += 1;
      const name = String(count);
      scenes.set(name, scene);
      const context = await browser.newContext(scene.context);
      if (scene.now) await context.clock.setFixedTime(scene.now);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", message => {
        // What a widget says of an error that it shows is no complaint of the browser's.
        if (/^<[\w-]+> /.test(message.text())) return;
        if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
      });
      page.on("pageerror", error => complaints.push(String(error)));
      await page.goto(`${origin}/scene/${name}`);
      return { page, complaints, close: () => context.close() };
    },
    async close() {
      await browser.close();
      await new Promise(resolve => vendor.close(resolve));
      await stopDev(dev);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const stopDev = (dev: DevProcess): Promise<unknown> => dev.stop();

interface Vendor {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly scenes: ReadonlyMap<string, Scene>;
  readonly placard: Placard;
  readonly api: string;
  readonly workspace: string;
}

/** The vendor's own server: its pages, its scripts, and the one route that gives a token. */
function startVendor({ files, scenes, placard, api, workspace }: Vendor): Promise<Server> {
  const server = createServer(async (request, response) => {
    const [path = "/"] = (request.url ?? "/").split("?");
    const origin = `http://${request.headers.host}`;
    const [, part, name = ""] = path.split("/");
    const scene = scenes.get(name.replace(/\.\w+$/, ""));
    const send = (status: number, type: string, body: string | Uint8Array): void => {
      response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" }).end(body);
    };
    const file = files.get(path);
    if (file) return send(200, path.endsWith(".woff2") ? "font/woff2" : "text/javascript", file);
    if (!scene) return send(404, "text/plain", "There is no such scene.");
    if (part === "token") {
      const session = await placard.embedSessions.create({
        workspace_id: scene.workspace ?? workspace,
        end_user: { external_id: "u1", name: "Mara Lind", role: "editor" },
        components: (scene.components ?? ["composer", "calendar", "connect"]) as ("composer" | "calendar" | "connect")[],
        ...(scene.scopes && { scopes: scene.scopes as never }),
        allowed_origins: [origin],
        expires_in: scene.expiresIn ?? 600,
      });
      return send(200, "text/plain", session.token);
    }
    if (part === "style") return send(200, "text/css", scene.css ?? "");
    if (part === "script")
      return send(
        200,
        "text/javascript",
        scene.module?.replaceAll("TOKEN", JSON.stringify(`/token/${name.replace(".js", "")}`)) ??
          `import * as widgets from "/widgets.js";
widgets.define();
widgets.configure({
  fetchToken: () => fetch("/token/${name.replace(".js", "")}", { method: "POST" }).then(answer => answer.text()),
  ...(${scene.options ?? "{}"}),
});
Object.assign(globalThis, { widgets });
${scene.script ?? ""}`,
      );
    response.setHeader("Content-Security-Policy", [policiesOf(api), ...(scene.allows ? [scene.allows] : [])].join("; "));
    send(
      200,
      "text/html",
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Scene</title><meta name="viewport" content="width=device-width">${scene.head ?? '<meta name="color-scheme" content="light dark">'}
<link rel="stylesheet" href="/style/${name}.css"></head><body>${scene.html}<script type="module" src="/script/${name}.js"></script></body></html>`,
    );
  });
  return new Promise(resolve => server.listen(0, "127.0.0.1", () => resolve(server)));
}
