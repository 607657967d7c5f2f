/**
 * Harbor by itself, beside a Placard that runs:
 *
 *   PLACARD_URL=http://127.0.0.1:4700 PLACARD_KEY=sk_test_… pnpm --filter @placard/harbor start
 *
 * HARBOR_PORT is where it listens: by default where it did the last time, or 4800, or wherever there is room. HARBOR_DATA_DIR is what it remembers.
 */
import { join } from "node:path";
import { openHarbor } from "./harbor.ts";

const {
  PLACARD_URL: apiUrl = "http://127.0.0.1:4700",
  PLACARD_KEY: apiKey,
  HARBOR_PORT: port,
  HARBOR_DATA_DIR: folder,
} = process.env;
if (!apiKey) throw new Error("Set PLACARD_KEY to the secret key that `npm start` printed.");

const harbor = await openHarbor({
  apiUrl,
  apiKey,
  port: port ? Number(port) : null,
  folder: folder ?? join(process.cwd(), ".harbor"),
});
console.log(`Harbor: ${harbor.url}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void harbor.close().then(() => process.exit(0)));
