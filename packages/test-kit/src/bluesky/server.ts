/**
 * The process in which the PDS and its PLC directory run; started by `startBlueskyNetwork` with its configuration as one argument of JSON.
 * Prints one line of JSON when both answer.
 */
import { randomBytes } from "node:crypto";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { freePort } from "../ports.ts";
import type { ServerConfiguration } from "./index.ts";

const { folder, jwtSecret, rateLimits, sessionsNameServer, documents }: ServerConfiguration = JSON.parse(process.argv[2] ?? "");

// The PDS reads the metadata of OAuth clients from the web, where a test has no site of its own.
const web = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  return Object.hasOwn(documents, url) ? Promise.resolve(Response.json(documents[url])) : web(input, init);
};

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
  enableDidDocWithSession: sessionsNameServer,
  inviteRequired: false,
  disableSsrfProtection: true,
  rateLimitsEnabled: rateLimits,
};
const pds = await PDS.create(envToCfg(env), envToSecrets(env));
await pds.start();

process.stdout.write(`${JSON.stringify({ pdsUrl: `http://localhost:${port}`, plcUrl: `http://localhost:${plcPort}` })}\n`);
