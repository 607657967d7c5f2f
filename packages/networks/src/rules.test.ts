import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Limit, networkNames, networks, validatePost, withRules } from "./index.ts";
import { sources } from "./sources.ts";

/** Every value under a path; `*` stands for any key. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  const [key, ...rest] = path;
  if (key === undefined) return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .filter(([name]) => key === "*" || key === name)
    .flatMap(([, inner]) => valuesAt(inner, rest));
}

/** The paths of all disputed limits. */
function disputed(value: unknown, path: readonly string[] = []): { path: string; limit: Exclude<Limit, number> }[] {
  if (typeof value !== "object" || value === null) return [];
  if ("sure" in value) return [{ path: path.join("."), limit: value as Exclude<Limit, number> }];
  return Object.entries(value).flatMap(([key, inner]) => disputed(inner, [...path, key]));
}

const matches = (pattern: string, path: string) =>
  new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", "[^.]+")}$`).test(path);

describe.each(networkNames.map(name => [name, networks[name]] as const))("%s", (name, rules) => {
  it("is dated, named, and has sources", () => {
    expect(rules.name).toBe(name);
    expect(rules.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(sources[name].facts.length).toBeGreaterThan(0);
    expect(rules.source).toBe(name);
  });

  it("has a source's fact only for a rule that exists", () => {
    const missing = sources[name].facts.filter(fact => valuesAt(rules, fact.path.split(".")).every(value => value === undefined));
    expect(missing.map(fact => fact.path)).toEqual([]);
  });

  it("holds a value that a source claims, wherever sources disagree", () => {
    for (const fact of sources[name].facts) {
      if (!fact.claims) continue;
      const claimed = fact.claims.map(claim => claim.value);
      for (const value of valuesAt(rules, fact.path.split("."))) {
        const held = typeof value === "object" && value !== null ? Object.values(value) : [value];
        if (fact.note?.includes("a story's video")) continue;
        for (const one of held) expect(claimed, `${fact.path} is ${one}`).toContain(one);
      }
    }
  });

  it("names the claims of every disputed limit", () => {
    for (const { path, limit } of disputed(rules)) {
      const fact = sources[name].facts.find(one => matches(one.path, path));
      const values = fact?.claims?.map(claim => claim.value) ?? [];
      expect(values, path).toEqual(expect.arrayContaining([limit.sure, limit.claimed]));
    }
  });

  it("names only paths that exist where accounts differ", () => {
    for (const path of rules.perAccount) {
      const found = path.startsWith("options.")
        ? rules.options.some(option => `options.${option.name}` === path)
        : valuesAt(rules, path.split(".")).length > 0;
      expect(found, path).toBe(true);
    }
  });

  it("supports its default content type, and threads only as one", () => {
    expect(rules.contentTypes[rules.defaultContentType]).toBeDefined();
    expect(Boolean(rules.contentTypes.thread)).toBe(rules.capabilities.threads);
    expect(rules.firstComment !== null).toBe(rules.capabilities.firstComment);
  });

  it("has options that can be told apart, described, and whose defaults are valid", () => {
    const names = rules.options.map(option => option.name);
    expect(new Set(names).size).toBe(names.length);
    for (const option of rules.options) {
      expect(option.name).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(option.label).not.toBe("");
      expect(option.description).toMatch(/\.$/);
      for (const type of option.forContentTypes ?? []) expect(rules.contentTypes[type], `${option.name}: ${type}`).toBeDefined();
      if (!("default" in option)) continue;
      const issues = validatePost({ network: name, text: "a", options: { [option.name]: option.default } });
      expect(issues.filter(issue => issue.path === `options.${option.name}` && issue.code === "option_invalid")).toEqual([]);
    }
  });

  it("stands in the README's table with its date and limit", () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8").replace(/ +/g, " ");
    expect(readme).toContain(`| \`${name}\` | ${rules.asOf} | ${rules.text.limit.toLocaleString("en")}`);
  });

  it("survives JSON", () => {
    expect(JSON.parse(JSON.stringify(rules))).toEqual(rules);
  });
});

describe("networks", () => {
  it("are the ones named", () => {
    expect(Object.keys(networks)).toEqual([...networkNames]);
  });
});

describe("withRules", () => {
  it("changes what it is given, and nothing else", () => {
    const before = JSON.stringify(networks.instagram);
    const changed = withRules("instagram", { posting: { max: 50 }, counts: { hashtags: 5 }, firstComment: null });
    expect(changed).toMatchObject({
      posting: { max: 50, periodMs: 86_400_000 },
      counts: { hashtags: 5, mentions: 20 },
      firstComment: null,
    });
    expect(changed.text).toEqual(networks.instagram.text);
    expect(JSON.stringify(networks.instagram)).toBe(before);
    expect(withRules("instagram", { text: { limit: 1 } }, changed)).toMatchObject({
      text: { limit: 1, unit: "utf16" },
      counts: { hashtags: 5 },
    });
  });
});
