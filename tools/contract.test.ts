import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type SampleDocument, sampleDocument } from "../sdk/generator/sample.ts";
import { checkContract } from "./contract.mjs";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

interface Repository {
  readonly version?: string;
  readonly change?: (document: SampleDocument) => void;
  readonly changesets?: Readonly<Record<string, string>>;
}

/** Checks a repository whose last release was the sample. */
function check({ version = "1.2.0", change, changesets = {} }: Repository) {
  const root = mkdtempSync(join(tmpdir(), "placard-contract-"));
  folders.push(root);
  mkdirSync(join(root, "openapi"));
  mkdirSync(join(root, ".changeset"));
  const released = sampleDocument();
  released.info.version = version;
  const present = sampleDocument();
  change?.(present);
  writeFileSync(join(root, "openapi/released.json"), JSON.stringify(released));
  writeFileSync(join(root, "openapi/openapi.json"), JSON.stringify(present));
  for (const [name, text] of Object.entries(changesets)) writeFileSync(join(root, ".changeset", name), text);
  return checkContract(root);
}

const bump = (api: string, sdk: string) => `---\n"@placard/api": ${api}\n'@placard/sdk': ${sdk}\n---\n\nWhat changed.\n`;
const breaks = (document: SampleDocument) => Reflect.deleteProperty(document.paths, "/metrics");
const adds = (document: SampleDocument) => {
  Object.assign(document.components.schemas.Post.properties, { text: { type: "string" } });
};

describe("the contract", () => {
  test("holds before the first release", () => {
    const root = mkdtempSync(join(tmpdir(), "placard-contract-"));
    folders.push(root);
    expect(checkContract(root)).toEqual({ ok: true, lines: [expect.stringContaining("nothing was released yet")] });
  });

  test("holds when nothing that matters changed", () => {
    expect(check({}).ok).toBe(true);
  });

  test.each([
    ["1.2.0", breaks, "minor", false],
    ["1.2.0", breaks, "major", true],
    ["1.2.0", adds, "patch", false],
    ["1.2.0", adds, "minor", true],
    ["0.3.0", breaks, "patch", false],
    ["0.3.0", breaks, "minor", true],
    ["0.3.0", adds, "patch", true],
  ])("of %s with %o and changesets for %s: %s", (version, change, size, ok) => {
    expect(check({ version, change, changesets: { "a.md": bump(size, size) } }).ok).toBe(ok);
  });

  test("wants a changeset of both packages, and says which is missing", () => {
    const { ok, lines } = check({
      change: adds,
      changesets: { "a.md": bump("minor", "patch"), "README.md": bump("major", "major") },
    });
    expect(ok).toBe(false);
    expect(lines).toContain("adds    Post (output).text is new");
    expect(lines.at(-1)).toContain("@placard/sdk has a changeset for patch only");
  });

  test("counts the largest of several changesets", () => {
    const changesets = {
      "a.md": bump("patch", "patch"),
      "b.md": bump("minor", "minor").replaceAll("\n", "\r\n"),
      "c.md": bump("patch", "patch"),
    };
    expect(check({ change: adds, changesets }).ok).toBe(true);
  });
});
