import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Metafile, type OutputFile, type Plugin } from "esbuild";
import { components, ROOT } from "./components.ts";
import { minifyTemplates } from "./minify-templates.ts";

/** One file of the bundle. */
export interface BundledFile {
  /** Relative to the loader. Of all but the loader it holds a hash of what stands in it: such a file never changes. */
  readonly name: string;
  readonly contents: Uint8Array;
  readonly gzip: number;
  /** For `integrity`. */
  readonly integrity: string;
  /** The module it was made for, where it was made for one. */
  readonly entry: string | null;
  /** What it was made from, from the package's folder. */
  readonly inputs: readonly string[];
  /** Files that the browser loads with it. */
  readonly imports: readonly string[];
  /** Files that it asks for when they are needed. */
  readonly lazy: readonly string[];
}

/** The widgets as a page can load them from a folder of its own. */
export interface Bundle {
  readonly loader: BundledFile;
  /** Each widget's own file, by the end of its tag. */
  readonly widgets: ReadonlyMap<string, BundledFile>;
  /** Every file, by its name. */
  readonly files: ReadonlyMap<string, BundledFile>;
}

/** Browsers of the last two years. */
const TARGET = "es2023";
const WIDGET = "widget:";
const LATER = "later";
const LOOKED_UP = "looked up";

const options = {
  absWorkingDir: ROOT,
  bundle: true,
  splitting: true,
  format: "esm",
  target: TARGET,
  minify: true,
  legalComments: "none",
  charset: "utf8",
  conditions: ["@placard/source"],
  outdir: "out",
  write: false,
  metafile: true,
} as const satisfies BuildOptions;

/** Gives each widget's class as the default of its file. */
const widgetsByDefault: Plugin = {
  name: "widgets-by-default",
  setup(plugins) {
    plugins.onResolve({ filter: new RegExp(`^${WIDGET}`) }, ({ path }) => ({ path, namespace: "widget" }));
    plugins.onLoad({ filter: /./, namespace: "widget" }, ({ path }) => {
      const found = components.find(({ name }) => `${WIDGET}${name}` === path);
      return found ? { contents: `export { ${found.className} as default } from "./${found.module}";`, resolveDir: ROOT } : null;
    });
  },
};

/**
 * Shortens templates, and keeps what all widgets share in one file. esbuild makes a file for each set of modules that the same entries reach: Lit would lie
 * apart from the rest because a preview needs it too. So every part that comes later is made to reach all that the widgets share, and a widget's own part the
 * widget, which are there by then.
 */
const sources = (templates: boolean, base: readonly string[]): Plugin => ({
  name: "sources",
  setup(plugins) {
    const widgets = components.map(({ name, module }) => ({ folder: `${ROOT}src/${name}/`, module: resolve(ROOT, module) }));
    const reached = new Set([...base, ...widgets.map(({ module }) => module)]);
    const thereBy = (path: string): string =>
      [...base, ...widgets.filter(({ folder }) => path.startsWith(folder)).map(({ module }) => module)]
        .map(module => `import ${JSON.stringify(module)};`)
        .join("\n");
    plugins.onResolve({ filter: /./ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
      if (kind === "entry-point" || pluginData === LOOKED_UP) return null;
      const later = kind === "dynamic-import";
      const found = await plugins.resolve(path, { kind, resolveDir, importer, pluginData: LOOKED_UP });
      // Without this the packages' `sideEffects` would have an import for nothing but its effects left out.
      return { ...found, ...(reached.has(found.path) && { sideEffects: true }), pluginData: later ? LATER : null };
    });
    plugins.onLoad({ filter: /\.ts$/ }, async ({ path, pluginData }) => {
      const source = await readFile(path, "utf8");
      const shortened = templates && path.startsWith(`${ROOT}src/`) ? minifyTemplates(source) : source;
      return { contents: pluginData === LATER ? `${shortened}\n${thereBy(path)}` : shortened, loader: "ts" };
    });
  },
});

/** The modules that come with every widget. */
async function sharedModules(): Promise<string[]> {
  const loaded = await Promise.all(
    components.map(async ({ module }) => {
      const { metafile } = await build({ ...options, minify: false, entryPoints: [module] });
      const entry = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === module);
      const names = new Set(entry ? [entry[0]] : []);
      for (const name of names)
        for (const { path, kind } of metafile.outputs[name]?.imports ?? []) if (kind === "import-statement") names.add(path);
      return new Set([...names].flatMap(name => Object.keys(metafile.outputs[name]?.inputs ?? {})));
    }),
  );
  const [first = new Set<string>(), ...others] = loaded;
  return [...first].filter(input => others.every(inputs => inputs.has(input))).map(input => resolve(ROOT, input));
}

/** Makes the bundle, in memory. `templates: false` leaves the templates as they are written, to see what that costs. */
export async function bundleWidgets({ templates = true }: { readonly templates?: boolean } = {}): Promise<Bundle> {
  const made = await build({
    ...options,
    entryPoints: components.map(({ name }) => ({ in: `${WIDGET}${name}`, out: name })),
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    plugins: [widgetsByDefault, sources(templates, await sharedModules())],
  });
  const files = new Map(filesOf(made.outputFiles, made.metafile).map(file => [file.name, file]));
  const widgets = new Map(
    components.map(({ name }) => {
      const file = [...files.values()].find(({ entry }) => entry === `widget:${WIDGET}${name}`);
      if (!file) throw new Error(`esbuild made no file for ${name}.`);
      return [name, file];
    }),
  );
  // On its own: what it has in common with the widgets is so little that a file for it would take longer to fetch than to have twice.
  const loaded = await build({
    ...options,
    entryPoints: ["src/loader/loader.ts"],
    define: {
      WIDGET_FILES: JSON.stringify(
        Object.fromEntries([...widgets].map(([name, file]) => [name, withImports(file, files).map(one => `./${one.name}`)])),
      ),
    },
  });
  const [loader] = filesOf(loaded.outputFiles, loaded.metafile);
  if (!loader) throw new Error("esbuild made no loader.");
  return { loader, widgets, files: new Map([[loader.name, loader], ...files]) };
}

/** A file and all that the browser loads with it. */
export function withImports(file: BundledFile, files: ReadonlyMap<string, BundledFile>): BundledFile[] {
  const found = new Set([file]);
  for (const one of found)
    for (const name of one.imports) {
      const imported = files.get(name);
      if (imported) found.add(imported);
    }
  return [...found];
}

function filesOf(outputs: readonly OutputFile[], { outputs: described }: Metafile): BundledFile[] {
  return outputs.map(({ path, contents }) => {
    const name = basename(path);
    const facts = described[`out/${name}`];
    const imported = (kind: string): string[] =>
      (facts?.imports ?? []).filter(one => one.kind === kind && !one.external).map(one => basename(one.path));
    return {
      name,
      contents,
      gzip: gzipSync(contents, { level: 9 }).length,
      integrity: `sha384-${createHash("sha384").update(contents).digest("base64")}`,
      entry: facts?.entryPoint ?? null,
      inputs: Object.keys(facts?.inputs ?? {}),
      imports: imported("import-statement"),
      lazy: imported("dynamic-import"),
    };
  });
}
