#!/usr/bin/env node
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type App, createApp } from "./app.ts";
import { type Config, readConfig } from "./config.ts";
import { addressOf, type Listening, listen } from "./listen.ts";
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
  placard targets stuck
                    lists what is long overdue, unknown, uncertain or parked, of all tenants; ends with 1 where there is some
  placard backup <file>
                    writes an archive of the installation, also while it runs; --with-key puts the master key in
  placard restore <file>
                    makes the installation anew from an archive, in an empty folder or table
  placard restore --recovered
                    the same for a table that AWS has recovered: nothing is sent again before its network was asked

  --json            (dev) one line of JSON on standard output when all is ready; everything else on standard error
                    (targets, backup, restore) JSON on standard output
  --quiet           (dev) does not say that it is ready, where and with what

Settings come from the environment and begin with PLACARD_; see docs-site/configuration.md.
`;

/**
 * How long requests in hand may take once durable work has stopped; what still runs then is cut. Longer than the slowest of them, a connect that asks a
 * network.
 */
const ANSWER_MS = 30_000;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: "boolean" },
        quiet: { type: "boolean" },
        retry: { type: "boolean" },
        "with-key": { type: "boolean" },
        recovered: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        "exit-with-parent": { type: "boolean" },
      },
    });
  } catch (error) {
    // Only what was typed can be wrong here: no stack helps with it.
    say(`placard: ${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}

async function main(): Promise<void> {
  const { positionals, values } = readArguments();
  const [command = "", argument] = positionals;
  if (values["exit-with-parent"]) exitWithParent();
  switch (command) {
    case "dev":
      return dev(readConfig("dev", process.env), values.json === true, values.quiet === true);
    case "serve":
    case "worker":
      return run(readConfig(command, process.env));
    case "migrate":
      return migrate(readConfig("migrate", process.env));
    case "rotate-signing-key":
      return rotateSigningKey(readConfig("maintain", process.env));
    case "parked":
      return parked(readConfig("maintain", process.env), values.retry === true);
    case "backup":
      if (argument !== undefined) return backup(argument, values["with-key"] === true, values.json === true);
      break;
    case "restore":
      if (values.recovered) return markRecovered(values.json === true);
      if (argument !== undefined) return restore(argument, values.json === true);
      break;
    case "targets":
      if (argument === "stuck") return targetsStuck(values.json === true);
      break;
  }
  process.stdout.write(USAGE);
  process.exitCode = values.help ? 0 : 2;
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

async function dev(configured: Config, json: boolean, quiet: boolean): Promise<void> {
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
  const { app, opened, close } = await openApp(config);
  listening.serve(app.fetch);
  await app.worker.start();
  const { openDoor } = await import("./door.ts");
  const door = await openDoor(dataDir, async () => (await import("./maintenance.ts")).doorCommands(config, opened), isExpected);
  stopOnSignal(
    stopping(app, listening, true, async () => {
      await door.close();
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
  if (quiet) return;
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

type Opened = Awaited<ReturnType<typeof openService>>;

/** The app on the drivers of its configuration, and what closes the drivers. */
async function openApp(config: Config): Promise<{ app: App; opened: Opened; close: () => Promise<void> }> {
  const opened = await openService(config);
  const { service, exclusive, close } = opened;
  const app = createApp({
    service,
    exclusive,
    addressOf: addressOf(config.trustProxy),
    serves: config.command === "worker" ? "itself" : "everything",
  });
  return { app, opened, close };
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
  const maintenance = await import("./maintenance.ts");
  for (const item of await maintenance.parked(config, retry)) process.stdout.write(`${JSON.stringify(item)}\n`);
}

async function backup(file: string, withKey: boolean, json: boolean): Promise<void> {
  const maintenance = await import("./maintenance.ts");
  const report = await maintenance.backup(readConfig("maintain", process.env), file, withKey);
  const key = withKey ? "The master key is in it: keep it as you keep the key" : "The master key is not in it: keep that apart";
  tell(report, json, `${report.items} items and ${report.files} files as of ${report.taken_at} are in ${report.file}. ${key}.`);
}

async function restore(file: string, json: boolean): Promise<void> {
  const maintenance = await import("./maintenance.ts");
  const config = readConfig("maintain", process.env);
  const report = await maintenance.restore(config, file);
  const { tellRestored } = await import("./backup/restore.ts");
  const key =
    report.with_key || config.masterKey !== null ? "" : `\nPut its master.key into ${resolve(config.dataDir)}, mode 0600.`;
  tell(report, json, `${tellRestored(report)}${key}`);
}

async function markRecovered(json: boolean): Promise<void> {
  const maintenance = await import("./maintenance.ts");
  const marked = await maintenance.markTable(readConfig("maintain", process.env));
  tell({ possibly_sent: marked }, json, `${marked} targets may have been sent since; each is looked up first.`);
}

async function targetsStuck(json: boolean): Promise<void> {
  const maintenance = await import("./maintenance.ts");
  const stuck = await maintenance.stuck(readConfig("maintain", process.env));
  const lines = stuck.map(({ kind, age_s, target_id, workspace_id, account_id, network, why, helps }) =>
    [`${kind} for ${age_s} s`, target_id, workspace_id, account_id, network, why, helps].filter(Boolean).join("  "),
  );
  tell(stuck, json, lines.length === 0 ? "Nothing is stuck." : lines.join("\n"));
  if (stuck.length > 0) process.exitCode = 1;
}

const tell = (report: unknown, json: boolean, text: string): void =>
  void process.stdout.write(`${json ? JSON.stringify(report) : text}\n`);

/** Started by a script that may be killed: when our parent is gone, so are we, gracefully. */
function exitWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, "SIGTERM");
  }, 500).unref();
}

/** What the operator can mend, told without a stack. */
const EXPECTED: readonly string[] = ["ConfigError", "FileInUse", "BackupRefused", "BadArchive", "DoorRefused"];
const isExpected = (error: unknown): error is Error => error instanceof Error && EXPECTED.includes(error.name);

main().catch(error => {
  say(`placard: ${isExpected(error) ? error.message : error instanceof Error ? error.stack : error}`);
  process.exit(1);
});
