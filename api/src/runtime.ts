import { join, resolve } from "node:path";
import { type Logger, pino } from "pino";
import { assertNotRestoring, BackupRefused } from "./backup/running.ts";
import type { Config, DynamoDbConfig } from "./config.ts";
import { connectorsFor } from "./connectors.ts";
import type { Service } from "./ctx.ts";
import { createIds } from "./ids.ts";
import { ALL_MEASURES, measures } from "./measures.ts";
import { openDiskBlobs } from "./ports/blobs/disk.ts";
import { realChance } from "./ports/chance.ts";
import type { Hints } from "./ports/hints/hints.ts";
import { memoryHints } from "./ports/hints/memory.ts";
import { KeyMismatch } from "./ports/keys/keys.ts";
import { loadOrCreateMasterKey, localMasterKey } from "./ports/keys/local-master-key.ts";
import { outboxFolder } from "./ports/mail/outbox-folder.ts";
import { realNetwork } from "./ports/network-real.ts";
import type { DynamoDbPlace } from "./ports/store/dynamodb.ts";
import { openSqliteStore } from "./ports/store/sqlite.ts";
import type { WholeStore } from "./ports/store/store.ts";
import { noTelemetry, type Telemetry } from "./ports/telemetry.ts";
import { realTime } from "./ports/time.ts";
import { openSecrets } from "./secrets.ts";
import { VERSION } from "./version.ts";

/**
 * Configuration becomes ports. This file alone opens the drivers that the service runs on; `main` and `maintenance` name DynamoDB's too, but only to make its
 * table. Drivers that are not asked for are not loaded.
 */
export async function openService(
  config: Config,
): Promise<{ service: Service; store: WholeStore; exclusive: boolean; close: () => Promise<void> }> {
  const folder = resolve(config.dataDir);
  const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
  const store = await openStore(config, folder, error => log.error({ err: error }, "the store needs an operator's eye"));
  await assertNotRestoring(store).catch(async error => {
    await store.close();
    throw error;
  });
  const hints = await openHints(config, error => log.warn({ err: error }, "Redis does not answer; work is found by polling"));
  const empty = (await store.get({ pk: "secret#root", sk: "1" })) === null;
  const masterKey =
    config.masterKey === null
      ? await loadOrCreateMasterKey({ file: join(folder, "master.key"), mayCreate: empty, random: realChance.bytes })
      : new Uint8Array(Buffer.from(config.masterKey, "base64"));
  const keys = localMasterKey(masterKey);
  const network = realNetwork({ allow: { loopback: config.allowLoopback, http: config.allowLoopback } });
  const secrets = await openSecrets({ store, keys, chance: realChance });
  const { telemetry, close: closeTelemetry } = await openTelemetry(config, folder, log);
  const service: Service = {
    config,
    log,
    systemStore: store,
    hints,
    keys,
    blobs: openDiskBlobs(join(folder, "blobs")),
    mail: outboxFolder(join(folder, "mail")),
    timer: realTime,
    chance: realChance,
    network,
    ids: createIds(realTime, realChance),
    secrets,
    telemetry,
    connectors: connectorsFor(config, secrets),
  };
  return {
    service,
    store,
    exclusive: config.store.driver === "sqlite",
    async close() {
      await closeTelemetry(); // its last look reads the store
      await hints.close();
      await store.close();
    },
  };
}

/** The store alone, as it lies in the folder or the table: for what must make nothing in it. */
export async function openStore(config: Config, folder: string, onTrouble: (error: Error) => void): Promise<WholeStore> {
  if (config.store.driver === "sqlite")
    return openSqliteStore({ file: join(folder, "placard.db"), now: realTime.now, onTrouble });
  const { openDynamoDbStore } = await import("./ports/store/dynamodb.ts");
  return openDynamoDbStore({ ...dynamoDbPlace(config.store), now: realTime.now });
}

/**
 * Whether what the store holds sealed opens with the master key: that of the configuration, or of the folder. Where neither has one, nothing is known.
 * @throws {BackupRefused} when it does not.
 */
export async function assertOpens(store: WholeStore, config: Config, folder: string | null): Promise<void> {
  const given = config.masterKey === null ? null : new Uint8Array(Buffer.from(config.masterKey, "base64"));
  const file = folder === null ? null : join(folder, "master.key");
  const key = given ?? (file === null ? null : await loadOrCreateMasterKey({ file, mayCreate: false, random: realChance.bytes }));
  if (key === null || (await store.get({ pk: "secret#root", sk: "1" })) === null) return;
  await openSecrets({ store, keys: localMasterKey(key), chance: realChance }).catch(cause => {
    if (!(cause instanceof KeyMismatch)) throw cause;
    throw new BackupRefused("the master key is not the one that the backed up installation was sealed with", { cause });
  });
}

/** Where the configured table lies. DynamoDB Local, which an endpoint means, takes any credentials, but the SDK insists on some. */
export const dynamoDbPlace = ({ table, region, endpoint }: DynamoDbConfig): DynamoDbPlace => ({
  table,
  region,
  ...(endpoint !== null && { endpoint, credentials: { accessKeyId: "local", secretAccessKey: "local" } }),
});

/** What the process tells of itself, as far as somebody may read it or it is sent anywhere; what is not asked for is not even loaded. */
async function openTelemetry(
  config: Config,
  folder: string,
  log: Logger,
): Promise<{ telemetry: Telemetry; close: () => Promise<void> }> {
  const runs = config.command === "dev" || config.command === "serve" || config.command === "worker";
  if (!runs || (config.metricsToken === null && config.otlp === null))
    return { telemetry: noTelemetry, close: async () => undefined };
  const [{ prometheusFigures }, host] = await Promise.all([
    import("./ports/telemetry-prometheus.ts"),
    import("./ports/telemetry-process.ts"),
  ]);
  const figures = prometheusFigures(ALL_MEASURES);
  const alone = (value: number) => [{ value, labels: {} }];
  const busy = host.loopUse();
  figures.gauge(measures.resident, () => alone(host.residentBytes()));
  figures.gauge(measures.memoryUse, () => alone(host.memoryUse()));
  figures.gauge(measures.loopUse, () => alone(busy()));
  if (config.store.driver === "sqlite") figures.gauge(measures.diskUse, async () => alone(await host.diskUse(folder)));
  if (config.otlp === null) return { telemetry: { ...figures, span: noTelemetry.span }, close: async () => undefined };
  const { openOtlp } = await import("./ports/telemetry-otlp.ts");
  const { span, close } = openOtlp({
    ...config.otlp,
    process: config.command,
    version: VERSION,
    standing: figures.standing,
    onTrouble: error => log.warn({ err: error }, "the OpenTelemetry collector takes nothing; what it missed is lost"),
  });
  return { telemetry: { ...figures, span }, close };
}

async function openHints(config: Config, onError: (error: unknown) => void): Promise<Hints> {
  if (config.redisUrl === null) return memoryHints({ now: realTime.now });
  const { redisHints } = await import("./ports/hints/redis.ts");
  return redisHints({ url: config.redisUrl, prefix: "placard", onError });
}
