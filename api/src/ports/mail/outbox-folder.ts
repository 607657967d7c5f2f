import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createFile } from "../whole-file.ts";
import type { Mail } from "./mail.ts";

/** Mail into a folder, a JSON file a message: what an embedded installation shows its developer. One id is one file, however often it is sent. */
export function outboxFolder(folder: string): Mail {
  return {
    async send(id, message) {
      await mkdir(folder, { recursive: true });
      const name = createHash("sha256").update(id).digest("hex").slice(0, 32);
      // Readable by its owner alone: messages hold links that log in. Where it is there already, it was sent.
      await createFile(join(folder, `${name}.json`), Buffer.from(`${JSON.stringify({ id, ...message }, null, 2)}\n`), 0o600);
    },
  };
}
