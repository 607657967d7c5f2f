import { readdir, readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export interface Asset {
  readonly type: string;
  readonly body: string;
}

const TYPES = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
} as const;

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Harbor's scripts, with the widgets they import and the widgets' lazy parts, and its stylesheets: by the path they are served at. */
export async function bundleAssets(): Promise<ReadonlyMap<string, Asset>> {
  const [scripts, styles] = await Promise.all([
    build({
      entryPoints: [here("client/harbor.js"), here("client/widgets.js")],
      bundle: true,
      splitting: true,
      minify: true,
      format: "esm",
      target: "es2023",
      outdir: "/assets",
      chunkNames: "[name]-[hash]",
      write: false,
      conditions: ["@placard/source"],
      charset: "utf8",
    }),
    readdir(here("styles")),
  ]);
  const assets = new Map<string, Asset>();
  for (const { path, text } of scripts.outputFiles) assets.set(`/assets/${basename(path)}`, { type: TYPES[".js"], body: text });
  for (const name of styles) {
    const type = extname(name) === ".svg" ? TYPES[".svg"] : TYPES[".css"];
    assets.set(`/assets/${name}`, { type, body: await readFile(here(`styles/${name}`), "utf8") });
  }
  return assets;
}
