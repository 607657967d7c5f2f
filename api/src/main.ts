#!/usr/bin/env node
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type App, createApp } from "./app.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { addressOf, type Listening, listen } from "./listen.ts";
import { FileInUse } from "./ports/store/file-lock.ts";
import { dynamoDbPlace, openService } from "./runtime.ts";
import { VERSION } from "./version.ts";

const USAGE = `placard ${VERSION}

  placard dev       everything in one process on embedded drivers, with the sandbox network and a test organization
  placard serve     the API, on DynamoDB and Redis
  placard worker    durable work, on DynamoDB and Redis
  placard migrate   creates or changes the DynamoDB table
  placard rotate-signing-key
                    makes the next key that signs tokens; the one before is accepted for two hours
  placard parked    lists work that failed three times; --retry makes it due again

  --json            (dev) one line of JSON on standard output when all is ready; everything else on standard error

Settings come from the environment and begin with PLACARD_; see docs-site/configuration.md.
`;

/**
 * How long requests in hand may take once durable work has stopped; what still runs then is cut. Longer than the slowest of them, a connect that asks a
 * network.
 */
const ANSWER_MS = 30_000;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean" },
      retry: { type: "boolean" },
      help: { type: "boolean", short: "h" },
      "exit-with-parent": { type: "boolean" },
    },
  });
  const [command = ""] = positionals;
  if (values["exit-with-parent"]) exitWithParent();
  switch (command) {
    case "dev":
      return dev(readConfig("dev", process.env), values.json === true);
    case "serve":
    case "worker":
      return run(readConfig(command, process.env));
    case "migrate":
      return migrate(readConfig("migrate", process.env));
    case "rotate-signing-key":
      return rotateSigningKey(readConfig("maintain", process.env));
    case "parked":
      return parked(readConfig("maintain", process.env), values.retry === true);
    default:
      process.stdout.write(USAGE);
      process.exitCode = values.help ? 0 : 2;
  }
}

/** How long requests in hand may take before durable work stops beside them. */
const QUIET_MS = 10_000;

/** Everything a stop must end, in order. */
type Stop = () => Promise<void>;

/** SIGTERM and SIGINT stop gracefully, once; a second signal ends at once. */
function stopOnSignal(stop: Stop): void {
  let stopping = false;
  const end = (): void => {
    if (stopping) process.exit(130);
    stopping = true;
    stop().then(
      () => process.exit(0),
      error => {
        say(`placard: the stop failed: ${error instanceof Error ? error.stack : error}`);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}

/**
 * Readiness goes first. Requests in hand finish while durable work still runs, for some of them wait for it; then that stops; then whatever was asked
 * meanwhile finishes, and the drivers go.
 */
const stopping =
  (app: App, listening: Listening, works: boolean, close: () => Promise<void>): Stop =>
  async () => {
    app.drain();
    listening.drain();
    const { timer, config } = app.service;
    if (config.drainS > 0) await timer.sleep(config.drainS * 1000);
    await listening.quiet(QUIET_MS);
    if (works) await app.worker.stop();
    await listening.close(ANSWER_MS);
    await close();
  };

async function dev(configured: Config, json: boolean): Promise<void> {
  const { DevFolder, seed, startSandbox } = await import("./dev.ts");
  const dataDir = resolve(configured.dataDir);
  const folder = new DevFolder(dataDir);
  const sandbox = configured.sandbox.url === null ? await startSandbox(folder, dataDir, configured.sandbox.port) : null;
  const listening = await listen(configured.port, configured.host);
  const url = `http://${configured.host}:${listening.port}`;
  const config: Config = {
    ...configured,
    port: listening.port,
    publicUrl: configured.publicUrl ?? url,
    sandbox: sandbox ? { url: sandbox.url, adminToken: folder.remembered.sandbox_admin_token, port: 0 } : configured.sandbox,
  };
  const { app, close } = await openApp(config);
  listening.serve(app.fetch);
  await app.worker.start();
  stopOnSignal(
    stopping(app, listening, true, async () => {
      await close();
      await sandbox?.close();
      folder.close();
    }),
  );
  const made = await seed(app, folder);
  const facts = {
    api_url: config.publicUrl ?? url,
    docs_url: `${config.publicUrl ?? url}/docs`,
    sandbox_url: config.sandbox.url,
    secret_key: made.secret_key,
    organization_id: made.organization_id,
    workspace_id: made.workspace_id,
    account_id: made.account_id,
  };
  if (json) process.stdout.write(`${JSON.stringify(facts)}\n`);
  const speak = json ? say : (text: string) => void process.stdout.write(`${text}\n`);
  speak(`
  Placard ${VERSION} is ready.

    API            ${facts.api_url}
    Reference      ${facts.docs_url}
    Sandbox        ${facts.sandbox_url}      the network on which test posts appear
    Secret key     ${facts.secret_key}
    Workspace      ${facts.workspace_id}      with the sandbox account ${facts.account_id}
    Data           ${dataDir}

  See a post scheduled, published and told by webhook:

    PLACARD_URL=${facts.api_url} PLACARD_KEY=${facts.secret_key} npm run quickstart
`);
}

/** The app on the drivers of its configuration, and what closes the drivers. */
async function openApp(config: Config): Promise<{ app: App; close: () => Promise<void> }> {
  const { service, exclusive, close } = await openService(config);
  const app = createApp({
    service,
    exclusive,
    addressOf: addressOf(config.trustProxy),
    serves: config.command === "worker" ? "itself" : "everything",
  });
  return { app, close };
}

async function run(config: Config): Promise<void> {
  const works = config.command === "worker";
  const listening = await listen(config.port, config.host);
  const placed: Config = { ...config, port: listening.port };
  const { app, close } = await openApp(placed);
  if (works) await app.worker.start();
  listening.serve(app.fetch);
  stopOnSignal(stopping(app, listening, works, close));
  app.service.log.info({ port: listening.port, command: placed.command, version: VERSION }, "ready");
}

async function migrate(config: Config): Promise<void> {
  if (config.store.driver !== "dynamodb") {
    say("placard migrate: the embedded store needs no migration; set PLACARD_DYNAMODB_TABLE for DynamoDB.");
    return;
  }
  const { migrateDynamoDb } = await import("./ports/store/dynamodb-table.ts");
  const outcome = await migrateDynamoDb(dynamoDbPlace(config.store));
  say(`placard migrate: table ${config.store.table} ${outcome}`);
}

async function rotateSigningKey(config: Config): Promise<void> {
  const { rotateSigningKey: rotate } = await import("./modules/identity/index.ts");
  const { service, close } = await openService(config);
  await rotate(service);
  await close();
  say("placard: tokens are signed by a new key; the one before is accepted for two hours");
}

async function parked(config: Config, retry: boolean): Promise<void> {
  const { listParked, retryParked } = await import("./work/parked.ts");
  const { service, close } = await openService(config);
  for (const item of await listParked(service)) {
    const done = retry && (await retryParked(service, item));
    process.stdout.write(`${JSON.stringify({ ...item, retried: done })}\n`);
  }
  await close();
}

/** Started by a script that may be killed: when our parent is gone, so are we, gracefully. */
function exitWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, "SIGTERM");
  }, 500).unref();
}

main().catch(error => {
  const expected = error instanceof ConfigError || error instanceof FileInUse;
  say(`placard: ${expected ? error.message : error instanceof Error ? error.stack : error}`);
  process.exit(1);
});
