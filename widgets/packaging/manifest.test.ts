import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { PropertyDeclaration } from "lit";
import { describe, expect, test } from "vitest";
import { COMPONENTS, type ComponentName } from "../src/define.ts";
import * as all from "../src/index.ts";
import { TOKENS } from "../src/theme/tokens.ts";
import { components, ROOT } from "./components.ts";
import { type Declaration, readManifest } from "./manifest.ts";
import { handlerOf } from "./react.ts";

interface LitClass {
  readonly observedAttributes: readonly string[];
  readonly elementProperties: ReadonlyMap<string, PropertyDeclaration>;
}

const manifest = await readManifest();
const declarations = manifest.modules.flatMap(module => module.declarations);
const declarationOf = (className: string): Declaration => {
  const found = declarations.find(({ name }) => name === className);
  if (!found) throw new Error(`no ${className} in the manifest`);
  return found;
};
/** The sources of a widget, with what it loads later. */
async function sourcesOf(module: string): Promise<string> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [module],
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    packages: "external",
  });
  return Object.keys(metafile.inputs)
    .map(file => readFileSync(join(ROOT, file), "utf8"))
    .join("\n");
}
const namesOf = (described: readonly { readonly name: string }[]): string[] => described.map(({ name }) => name);

test("what is checked in is what the sources say", () => {
  expect(JSON.parse(readFileSync(join(ROOT, "custom-elements.json"), "utf8"))).toEqual(manifest);
});

describe.each(components)("$name", async ({ name, className, module }) => {
  const sources = await sourcesOf(module);
  const said = declarationOf(className);
  const Component = COMPONENTS[name as ComponentName] as unknown as LitClass;
  const watched = Component.observedAttributes; // it is by asking for them that Lit works out a class's properties
  const properties = [...Component.elementProperties].filter(([, { state }]) => !state);

  test("has every property in it, with its attribute", () => {
    expect(namesOf(said.attributes)).toEqual([...watched].sort());
    for (const [property, { attribute }] of properties) {
      expect(namesOf(said.members)).toContain(property);
      if (attribute === false) continue;
      const wanted = typeof attribute === "string" ? attribute : property.toLowerCase();
      expect(said.attributes.find(({ fieldName }) => fieldName === property)).toMatchObject({ name: wanted });
    }
  });

  test("has every event that it dispatches in it, by a type that the package exports", () => {
    const dispatched = [...sources.matchAll(/new (Placard\w+Event)\(/g)].map(([, type]) => type);
    expect(new Set(dispatched.sort())).toEqual(new Set(said.events.map(({ type }) => type.text).sort()));
    for (const event of said.events) {
      const type = (all as unknown as Readonly<Record<string, { readonly type?: string }>>)[event.type.text];
      expect(type?.type).toBe(event.name);
    }
  });

  test("has every part in it, and no other", () => {
    const parts = [...sources.matchAll(/\bpart="([^"]+)"/g)].flatMap(([, names = ""]) => names.split(" "));
    expect(namesOf(said.cssParts)).toEqual([...new Set(parts)].sort());
  });

  test("has the tokens in it", () => {
    expect(namesOf(said.cssProperties)).toEqual(TOKENS.map(token => `--placard-${token}`));
  });

  test("has nothing in it that is private or the platform's", () => {
    const own = namesOf(said.members);
    expect(own.filter(member => /^[#_]|Callback$|^(?:render|update|willUpdate|firstUpdated|updated)/.test(member))).toEqual([]);
    expect(own).not.toContain("load");
    expect(own).not.toContain("english");
  });

  test("says something of each", () => {
    const silent = [...said.attributes, ...said.members, ...said.events, ...said.cssParts, ...said.cssProperties].filter(
      ({ description }) => !description,
    );
    expect(namesOf(silent)).toEqual([]);
    expect(said.description).not.toBe("");
  });
});

describe("docs-site/widgets.md", () => {
  const page = readFileSync(join(ROOT, "../docs-site/widgets.md"), "utf8");

  test("names every event, with what it has, and which can be cancelled", () => {
    for (const { name, type } of declarations.flatMap(({ events }) => events)) {
      const line = page.split("\n").find(row => row.startsWith("| `placard-") && row.split("|")[1]?.includes(`\`${name}\``));
      const source = readFileSync(join(ROOT, `src/events/${name.replace("placard-", "")}.ts`), "utf8");
      expect({ type, cancelable: line?.includes("*cancelable*") }).toEqual({
        type,
        cancelable: source.includes("cancelable: true"),
      });
      for (const [, field] of source.matchAll(/^ {2}readonly (\w+):/gm)) expect(line).toContain(`\`${field}\``);
    }
  });

  test("names every token and every part", () => {
    for (const token of TOKENS) expect(page).toContain(`\`--placard-${token}\``);
    const [, all = ""] = /^\| all \| (.*) \|$/m.exec(page) ?? [];
    for (const { tagName, cssParts } of declarations) {
      const [, own = ""] = new RegExp(`^\\| ${tagName.replace("placard-", "")} \\| (\`.*) \\|$`, "m").exec(page) ?? [];
      const said = [...`${all}, ${own}`.matchAll(/`([\w-]+)`/g)].map(([, part]) => part);
      expect(said.sort()).toEqual(namesOf(cssParts).sort());
    }
  });
});

test("React's names of events", () => {
  expect(handlerOf("placard-post-scheduled")).toBe("onPostScheduled");
  expect(handlerOf("placard-error")).toBe("onError");
});
