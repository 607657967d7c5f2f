import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { storeConformance } from "./conformance.ts";
import { openSqliteStore } from "./sqlite.ts";

const folder = mkdtempSync(join(tmpdir(), "placard-sqlite-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

storeConformance("sqlite", ({ now }) => openSqliteStore({ file: join(folder, "store.db"), now }));
