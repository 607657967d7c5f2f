import { createHash, randomBytes } from "node:crypto";
import { link, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Mail } from "./mail.ts";

/** Mail into a folder, a JSON file a message: what an embedded installation shows its developer. One id is one file, however often it is sent. */
export function outboxFolder(folder: string): Mail {
  return {
    async send(id, message) {
      await mkdir(folder, { recursive: true });
      const file = join(folder, `${createHash("sha256").update(id).digest("hex").slice(0, 32)}.json`);
      const next = `${file}.${randomBytes(6).toString("hex")}.next`;
      await writeFile(next, `${JSON.stringify({ id, ...message }, null, 2)}\n`, { mode: 0o600 });
      try {
        await link(next, file); // fails where it is there already: then it was sent
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      } finally {
        await rm(next, { force: true });
      }
    },
  };
}
