import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { type BackupReport, backUp } from "./backup/backup.ts";
import { markRecovered, type RestoreReport, restoreFolder, restoreStore } from "./backup/restore.ts";
import { BackupRefused } from "./backup/running.ts";
import type { Config } from "./config.ts";
import type { Service } from "./ctx.ts";
import { askAtDoor, type DoorCommands } from "./door.ts";
import { realChance } from "./ports/chance.ts";
import type { WholeStore } from "./ports/store/store.ts";
import { realTime } from "./ports/time.ts";
import { assertOpens, dynamoDbPlace, openService, openStore } from "./runtime.ts";
import { listStuck, type Stuck } from "./stuck.ts";
import { listParked, type Parked, retryParked } from "./work/parked.ts";

/** What an operator asks of an installation from outside of it: the commands of `placard` that are no service. */

const AskedParked = z.object({ retry: z.boolean() });
const AskedBackup = z.object({ file: z.string(), withKey: z.boolean() });

/** What the process that runs on a data folder does for an operator, for it alone has the store open. */
export const doorCommands = (config: Config, opened: Awaited<ReturnType<typeof openService>>): DoorCommands => ({
  backup: asked => {
    const { file, withKey } = AskedBackup.parse(asked);
    return backUp(partsOf(config, opened.store), file, withKey);
  },
  stuck: () => listStuck(opened.service),
  parked: asked => parkedWork(opened.service, AskedParked.parse(asked).retry),
});

const partsOf = (config: Config, store: WholeStore) => ({
  store,
  config,
  folder: resolve(config.dataDir),
  timer: realTime,
  chance: realChance,
});

/** Has the process that runs on the data folder do it; where none runs, `alone` does. */
async function atDoorOr<T>(config: Config, command: string, asked: unknown, alone: () => Promise<T>): Promise<T> {
  const answered = config.store.driver === "sqlite" ? await askAtDoor(resolve(config.dataDir), command, asked) : null;
  return answered === null ? alone() : (answered.answer as T); // said by the same release, in the same folder
}

/** Writes an archive of the installation, also while it runs. @throws {BackupRefused} */
export function backup(config: Config, path: string, withKey: boolean): Promise<BackupReport> {
  const file = resolve(path);
  return atDoorOr(config, "backup", { file, withKey }, () =>
    withStore(config, resolve(config.dataDir), store => backUp(partsOf(config, store), file, withKey)),
  );
}

/** Makes the installation anew from an archive. @throws {BackupRefused | BadArchive} */
export async function restore(config: Config, path: string): Promise<RestoreReport> {
  const archive = resolve(path);
  const into = (folder: string, keyFile: boolean) =>
    withStore(
      config,
      folder,
      store => restoreStore(store, archive, realTime, () => assertOpens(store, config, keyFile ? folder : null)),
      true,
    );
  const folder = resolve(config.dataDir);
  return config.store.driver === "sqlite" ? restoreFolder(folder, archive, into) : into(folder, false);
}

/** Marks what may have been sent in a table that AWS recovered. Gives of how many targets. */
export async function markTable(config: Config): Promise<number> {
  if (config.store.driver !== "dynamodb")
    throw new BackupRefused("--recovered is for a table that AWS recovered: set PLACARD_DYNAMODB_TABLE");
  const { createTable } = await import("./ports/store/dynamodb-table.ts");
  const { dynamoDbClient } = await import("./ports/store/dynamodb.ts");
  const place = dynamoDbPlace(config.store);
  const client = dynamoDbClient(place);
  // AWS gives a recovered table neither its expiry nor its protection back.
  await createTable(client, place.table).finally(() => client.destroy());
  return withStore(config, resolve(config.dataDir), async store => {
    await assertOpens(store, config, null);
    return markRecovered(store, realTime);
  });
}

/** Targets that need an operator's eye, of all tenants. */
export const stuck = (config: Config): Promise<readonly Stuck[]> =>
  atDoorOr(config, "stuck", {}, () => withService(config, listStuck));

/** Work that failed three times; with `retry` it is due again, now. */
export const parked = (config: Config, retry: boolean): Promise<readonly RetriedParked[]> =>
  atDoorOr(config, "parked", { retry }, () => withService(config, service => parkedWork(service, retry)));

type RetriedParked = Parked & { readonly retried: boolean };

async function parkedWork(service: Service, retry: boolean): Promise<readonly RetriedParked[]> {
  const items: RetriedParked[] = [];
  for (const item of await listParked(service)) items.push({ ...item, retried: retry && (await retryParked(service, item)) });
  return items;
}

async function withService<T>(config: Config, use: (service: Service) => Promise<T>): Promise<T> {
  const { service, close } = await openService(config);
  try {
    return await use(service);
  } finally {
    await close();
  }
}

async function withStore<T>(
  config: Config,
  folder: string,
  use: (store: WholeStore) => Promise<T>,
  mayCreate = false,
): Promise<T> {
  if (config.store.driver === "sqlite" && !mayCreate && !existsSync(join(folder, "placard.db")))
    throw new BackupRefused(`${folder} holds no installation: set PLACARD_DATA_DIR`);
  const store = await openStore(config, folder, () => undefined);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
