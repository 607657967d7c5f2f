import { cli } from "@custom-elements-manifest/analyzer/cli.js";
import { PALETTE, TOKENS } from "../src/theme/tokens.ts";
import { type Component, components, ROOT } from "./components.ts";
import { TOKEN_WORDS } from "./token-words.ts";

interface Typed {
  readonly text: string;
}
/** Something named with what is said of it. */
export interface Described {
  readonly name: string;
  readonly description?: string;
}
export interface Attribute extends Described {
  readonly type?: Typed;
  readonly default?: string;
  readonly fieldName?: string;
}
export interface Member extends Described {
  readonly kind: "field" | "method";
  readonly type?: Typed;
  readonly default?: string;
  readonly attribute?: string;
  readonly reflects?: boolean;
  readonly readonly?: boolean;
  readonly parameters?: readonly { readonly name: string; readonly optional?: boolean; readonly type?: Typed }[];
  readonly return?: { readonly type: Typed };
}
export interface ManifestEvent extends Described {
  readonly type: Typed;
}
/** What a page can know of a widget. */
export interface Declaration extends Described {
  readonly kind: "class";
  readonly customElement: true;
  readonly tagName: string;
  readonly attributes: readonly Attribute[];
  readonly members: readonly Member[];
  readonly events: readonly ManifestEvent[];
  readonly cssParts: readonly Described[];
  readonly cssProperties: readonly (Described & { readonly default?: string })[];
}
interface Module {
  readonly kind: "javascript-module";
  readonly path: string;
  readonly declarations: readonly Declaration[];
  readonly exports: readonly object[];
}
/** `custom-elements.json`, as the community's schema has it. */
export interface Manifest {
  readonly schemaVersion: "1.0.0";
  readonly readme: string;
  readonly modules: readonly Module[];
}

/** What the analyzer says of a class, before what is ours alone is taken out. */
interface Analyzed extends Omit<Declaration, "members"> {
  readonly members?: readonly (Member & {
    readonly privacy?: string;
    readonly static?: boolean;
    readonly inheritedFrom?: object;
  })[];
}

/** Reads the manifest out of the widgets' JSDoc: only what a page may use. */
export async function readManifest(): Promise<Manifest> {
  const analyzed = (await cli({
    argv: ["analyze", "--litelement", "--quiet", "--globs", "src/**/*.ts", "--exclude", "src/**/*.test.ts"],
    cwd: ROOT,
    noWrite: true,
  })) as { readonly modules: readonly { readonly path: string; readonly declarations: readonly Analyzed[] }[] };
  const modules = components.map(component => {
    const found = analyzed.modules
      .find(({ path }) => path === component.module)
      ?.declarations.find(({ name }) => name === component.className);
    if (!found) throw new Error(`The analyzer found no ${component.className} in ${component.module}.`);
    return moduleOf(component, found);
  });
  const entries = components.map(({ name, className, module }) => ({
    kind: "javascript-module" as const,
    path: `dist/define/${name}.js`,
    declarations: [],
    exports: [
      { kind: "custom-element-definition", name: `placard-${name}`, declaration: { name: className, module: published(module) } },
    ],
  }));
  return { schemaVersion: "1.0.0", readme: "README.md", modules: [...modules, ...entries] };
}

/** Where the module of a source is when it is published. */
const published = (module: string): string => module.replace(/^src\//, "dist/").replace(/\.ts$/, ".js");

function moduleOf({ name, className, module }: Component, found: Analyzed): Module {
  const members = (found.members ?? [])
    .filter(member => (member.privacy ?? "public") === "public" && !member.static && !/^[#_]/.test(member.name))
    .map(({ privacy, static: _, inheritedFrom, ...member }) => member)
    .sort(byName);
  const path = published(module);
  // The analyzer sees what is dispatched too, and takes the first argument for its name.
  const events = named(found.events).filter(({ name }) => name.startsWith("placard-"));
  const unsaid = (found.events ?? []).filter(({ type }) => !events.some(said => said.type.text === type.text));
  if (unsaid.length > 0)
    throw new Error(`${className} dispatches ${unsaid.map(({ type }) => type.text).join(", ")}: give each a line with @fires.`);
  return {
    kind: "javascript-module",
    path,
    declarations: [
      {
        kind: "class",
        name: className,
        description: oneLine(found.description),
        customElement: true,
        tagName: `placard-${name}`,
        attributes: attributesOf(found, members),
        members: members.map(oneLined),
        events: events.map(({ name, type, description = "" }) => oneLined({ name, type, description })),
        cssParts: named(found.cssParts).map(({ name, description = "" }) => oneLined({ name, description })),
        cssProperties: TOKENS.map(token => {
          const value = TOKEN_WORDS[token].default ?? (PALETTE.light as Readonly<Record<string, string>>)[token];
          return {
            name: `--placard-${token}`,
            description: TOKEN_WORDS[token].description,
            ...(value !== undefined && { default: value }),
          };
        }),
      },
    ],
    exports: [{ kind: "js", name: className, declaration: { name: className, module: path } }],
  };
}

/** Attributes that the class has, with the words its JSDoc or its property has for them. */
function attributesOf({ attributes = [] }: Analyzed, members: readonly Member[]): Attribute[] {
  return members
    .filter(member => member.attribute !== undefined)
    .map(member => {
      const said = attributes.filter(({ name }) => name === member.attribute).find(({ description }) => description);
      return oneLined({
        name: member.attribute ?? "",
        description: said?.description ?? member.description ?? "",
        ...(member.type && { type: member.type }),
        ...(member.default !== undefined && { default: member.default }),
        fieldName: member.name,
      });
    });
}

/** Those with a name, each once. */
const named = <T extends Described>(all: readonly T[] = []): T[] =>
  [...new Map(all.filter(({ name }) => name).map(one => [one.name, one])).values()].sort(byName);

const byName = (a: Described, b: Described): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
const oneLine = (text = ""): string => text.replace(/\s+/g, " ").trim();
const oneLined = <T extends Described>(described: T): T => ({ ...described, description: oneLine(described.description) });
