import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SETTINGS } from "./config.ts";

const page = readFileSync(new URL("../../docs-site/configuration.md", import.meta.url), "utf8");

test("the page of settings has every one in its table, and no other", () => {
  const rows = page.split("\n").filter(line => line.startsWith("| `PLACARD_"));
  const named = rows.flatMap(row => [...(row.split(" | ")[0] ?? "").matchAll(/`(PLACARD_[A-Z_]+)`/g)].map(([, name]) => name));
  expect(named.toSorted()).toEqual(SETTINGS.toSorted());
});
