import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { checkpointsBesideWriter } from "./sqlite-version.ts";

test.each([
  ["3.44.5", false],
  ["3.44.6", true],
  ["3.45.0", false],
  ["3.50.4", false],
  ["3.50.7", true],
  ["3.51.2", false],
  ["3.51.3", true],
  ["3.52.0", true],
  ["3.100.0", true],
  ["4.0.0", true],
  ["", false],
])("SQLite %s: %s", (version, safe) => {
  expect(checkpointsBesideWriter(version)).toBe(safe);
});

test("the SQLite we are built on has it mended", () => {
  const version = new DatabaseSync(":memory:").prepare("SELECT sqlite_version() AS version").get()?.version;
  expect(checkpointsBesideWriter(String(version))).toBe(true);
});
