import { beforeAll, expect, test } from "vitest";
import { type Bundle, bundleWidgets, withImports } from "./bundle.ts";
import { components } from "./components.ts";

let bundle: Bundle;
beforeAll(async () => {
  bundle = await bundleWidgets();
});
const text = (contents: Uint8Array): string => new TextDecoder().decode(contents);

test("every widget of the table has a file of its own, and the loader names it first", () => {
  expect([...bundle.widgets.keys()]).toEqual(components.map(({ name }) => name));
  for (const file of bundle.widgets.values()) expect(text(bundle.loader.contents)).toContain(`["./${file.name}"`);
});

test("the loader needs no other file before a widget is seen", () => {
  expect(bundle.loader.imports).toEqual([]);
  expect(bundle.loader.inputs.filter(input => /node_modules|sdk/.test(input))).toEqual([]);
});

test("names of files change with what stands in them, but for the loader's", () => {
  expect(bundle.loader.name).toBe("loader.js");
  for (const name of bundle.files.keys()) if (name !== "loader.js") expect(name).toMatch(/^[\w-]+-[A-Z0-9]{8}\.js$/);
});

test("what is needed later does not come with a widget", () => {
  const eager = [...bundle.widgets.values()].flatMap(file => withImports(file, bundle.files)).flatMap(({ inputs }) => inputs);
  for (const lazy of [
    "src/composer/checks.ts",
    "src/composer/preview.ts",
    "src/copy/locales/de.ts",
    "src/networks/mark-paths.ts",
  ])
    expect(eager).not.toContain(lazy);
  expect(eager.filter(input => input.includes("packages/networks/"))).toEqual([]);
});

test("what all widgets share is one file, Lit and the SDK's core in it", () => {
  const having = (input: RegExp): string[] =>
    [...bundle.files.values()].filter(({ inputs }) => inputs.some(one => input.test(one))).map(({ name }) => name);
  const base = having(/src\/element\/placard-element\.ts$/);
  expect(base).toHaveLength(1);
  expect(having(/\/lit-html\.js$/)).toEqual(base);
  expect(having(/sdk\/src\/client\.ts$/)).toEqual(base);
});

/** Names of vocabularies, hosts that cannot be, and where the SDK's core goes with a token that names no issuer: an embed session's always names its own. */
const KNOWN = /^https?:\/\/(?:www\.w3\.org|[\w.-]+\.(?:invalid|example)|api\.placard\.dev)$/;

test("names no host", () => {
  for (const { name, contents } of bundle.files.values()) {
    const hosts = [...text(contents).matchAll(/https?:\/\/[\w.-]+\.\w+/g)].map(([host]) => host);
    expect({ name, hosts: hosts.filter(host => !KNOWN.test(host)) }).toEqual({ name, hosts: [] });
  }
});
