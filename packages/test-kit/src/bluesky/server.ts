/**
 * The process in which the PDS and its PLC directory run; started by `startBlueskyNetwork` with the folder, the JWT secret and whether
 * rate limits hold. Prints one line of JSON when both answer.
 */
import { randomBytes } from "node:crypto";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { freePort } from "../ports.ts";

const [folder, jwtSecret, rateLimits] = process.argv.slice(2);
if (folder === undefined || jwtSecret === undefined) throw new Error("usage: server.ts <folder> <jwt secret> [rate-limits]");

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "better-sqlite3"
      ? { url: new URL("./sqlite.ts", import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});

// Read by the PDS's logger when it is loaded.
process.env.LOG_ENABLED = "false";

const { PDS, envToCfg, envToSecrets } = await import("@atproto/pds");
const plc = await import("@did-plc/server");

const plcPort = await freePort();
const directory = plc.PlcServer.create({ db: plc.Database.mock(), port: plcPort });
await directory.start();

const port = await freePort();
const env = {
  devMode: true,
  port,
  hostname: "localhost",
  dataDirectory: folder,
  blobstoreDiskLocation: join(folder, "blobs"),
  didPlcUrl: `http://localhost:${plcPort}`,
  plcRotationKeyK256PrivateKeyHex: randomBytes(32).toString("hex"),
  adminPassword: randomBytes(16).toString("hex"),
  jwtSecret,
  serviceHandleDomains: [".test"],
  enableDidDocWithSession: true,
  inviteRequired: false,
  disableSsrfProtection: true,
  rateLimitsEnabled: rateLimits === "rate-limits",
};
const pds = await PDS.create(envToCfg(env), envToSecrets(env));
await pds.start();

process.stdout.write(`${JSON.stringify({ pdsUrl: `http://localhost:${port}`, plcUrl: `http://localhost:${plcPort}` })}\n`);
