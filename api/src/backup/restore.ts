import { existsSync } from "node:fs";
import { appendFile, mkdir, readdir, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { planRestored } from "../modules/publishing/index.ts";
import { clockOffsets } from "../modules/workspaces/index.ts";
import {
  type Item,
  MAX_OPERATIONS,
  MAX_WRITE_BYTES,
  type Operation,
  StoreBusy,
  StoreUnknown,
  type WholeStore,
} from "../ports/store/store.ts";
import type { Timer } from "../ports/time.ts";
import { syncFolder, syncTree } from "../ports/whole-file.ts";
import { tenantOf } from "../tenant.ts";
import { BadArchive, checkArchive, type Entry, KEY_FILES, readArchive } from "./archive.ts";
import { BackupRefused, RUNNING } from "./running.ts";

/** Stands in {@link RUNNING} where the table came from AWS, and not from an archive. */
const RECOVERED = "recovered";

/** Writes under way at once. Each holds up to 100 items; the driver waits and tries again where the table is throttled. */
const WRITES_AT_ONCE = 4;
/** Bytes of one write, as JSON: half of what the port allows, for keys in indexes count once more. */
const WRITE_BYTES = MAX_WRITE_BYTES / 2;
/** How often a write is tried that the store is too busy for; each try waits for seconds in the driver already. */
const TRIES = 60;
const RETRY_MS = 1000;
/** Clocks of machines differ: what is due within this is taken for due. */
const CLOCK_MARGIN_MS = 60_000;

export interface RestoreReport {
  readonly taken_at: string;
  readonly items: number;
  /** How many were unpacked into the data folder. */
  readonly files: number;
  /** Names of those that stay in the archive: beside a table there is no folder for them. */
  readonly files_left: readonly string[];
  /** Targets of which something may have been sent after the backup: each is looked up at its network before anything of it is sent. */
  readonly possibly_sent: number;
  readonly with_key: boolean;
}

/** What a restore tells its operator. */
export function tellRestored({ items, files, files_left, taken_at, possibly_sent }: RestoreReport): string {
  const done = `${items} items and ${files} files as of ${taken_at} are restored.`;
  const sent = `${possibly_sent} targets may have been sent since; each is looked up first.`;
  if (files_left.length === 0) return `${done} ${sent}`;
  const folders = Map.groupBy(files_left, name => name.split("/", 1)[0] ?? name);
  const left = [...folders].map(([top, names]) => (names[0] === top ? top : `${top}/ (${names.length})`));
  const why = "were not unpacked, for a table has no data folder";
  return `${done} ${sent}\n${files_left.length} files of the archive ${why}: ${left.join(", ")}.`;
}

/**
 * Fills an empty store from an archive and marks what may have been sent since the backup. Its files stay where they are. A restore that was cut off is gone
 * on with by calling it again with the same archive: everything it writes, it may write twice.
 *
 * @param timer tells the moment of the restore.
 * @param check is given the filled store before it can be used: a wrong master key is known there.
 * @throws {BadArchive} naming what is wrong with the archive; nothing was written then.
 * @throws {BackupRefused} when the store is not empty.
 */
export async function restoreStore(
  store: WholeStore,
  archive: string,
  timer: Timer,
  check: () => Promise<void> = async () => undefined,
): Promise<RestoreReport> {
  const { header, manifest } = await checkArchive(archive);
  await begin(store, header.id);
  await fill(store, archive, timer);
  await check();
  const marked = await markPossiblySent(store, timer);
  await insist(store, timer, [{ op: "delete", key: RUNNING }]);
  const { items, files } = manifest;
  return {
    taken_at: header.taken_at,
    items: items.count,
    files: 0,
    files_left: files.map(({ name }) => name),
    possibly_sent: marked,
    with_key: header.with_key,
  };
}

/**
 * Marks a table that AWS has recovered to an earlier time (point-in-time recovery, an on-demand backup), which nobody has started on yet.
 * Gives how many targets may have been sent since.
 * @throws {BackupRefused} when a restore from an archive is not finished there.
 */
export async function markRecovered(store: WholeStore, timer: Timer): Promise<number> {
  const running = await store.get(RUNNING);
  if (running !== null && running.data !== RECOVERED)
    throw new BackupRefused("a restore from an archive into this table has not finished: run it again, with the same archive");
  await insist(store, timer, [{ op: "put", item: { ...RUNNING, version: 1, data: RECOVERED } }]);
  const marked = await markPossiblySent(store, timer);
  await insist(store, timer, [{ op: "delete", key: RUNNING }]);
  return marked;
}

async function begin(store: WholeStore, id: string): Promise<void> {
  const running = await store.get(RUNNING);
  if (running?.data === id) return; // it was cut off
  if (running === null) {
    for await (const page of store.readAll()) {
      if (page.length > 0) throw new BackupRefused("the store is not empty; a restore takes an empty one");
    }
    const { ok } = await store.write([{ op: "put", item: { ...RUNNING, version: 1, data: id }, if: { absent: true } }]);
    if (ok) return;
  }
  throw new BackupRefused(
    "another restore into this store has begun and not finished: go on with its archive, or take an empty one",
  );
}

async function fill(store: WholeStore, archive: string, timer: Timer): Promise<void> {
  const puts = new Puts(store, timer);
  for await (const entry of readArchive(archive)) if (entry.kind === "item") await puts.add(entry.item);
  await puts.finish();
}

/** Puts many items, in writes as large as the store takes and several at once. After the first that fails no other is begun. */
class Puts {
  readonly #store: WholeStore;
  readonly #timer: Timer;
  readonly #underWay = new Set<Promise<void>>();
  readonly #troubles: unknown[] = [];
  #batch: Item[] = [];
  #bytes = 0;

  constructor(store: WholeStore, timer: Timer) {
    this.#store = store;
    this.#timer = timer;
  }

  async add(item: Item): Promise<void> {
    const bytes = Buffer.byteLength(JSON.stringify(item));
    if (this.#batch.length === MAX_OPERATIONS || (this.#batch.length > 0 && this.#bytes + bytes > WRITE_BYTES))
      await this.#send();
    this.#batch.push(item);
    this.#bytes += bytes;
  }

  /** Resolves when all are there. */
  async finish(): Promise<void> {
    if (this.#batch.length > 0) await this.#send();
    await Promise.all(this.#underWay);
    if (this.#troubles.length > 0) throw this.#troubles[0];
  }

  async #send(): Promise<void> {
    if (this.#troubles.length > 0) throw this.#troubles[0];
    const operations = this.#batch.map((item): Operation => ({ op: "put", item }));
    this.#batch = [];
    this.#bytes = 0;
    const write = insist(this.#store, this.#timer, operations)
      .catch(error => void this.#troubles.push(error))
      .finally(() => this.#underWay.delete(write));
    this.#underWay.add(write);
    if (this.#underWay.size >= WRITES_AT_ONCE) await Promise.race(this.#underWay);
  }
}

/** Writes what may be written twice, at the pace at which the store takes it: a new DynamoDB table grows with what it is given. */
async function insist(store: WholeStore, timer: Timer, operations: readonly Operation[]): Promise<void> {
  for (let tried = 1; ; tried++) {
    try {
      await store.write(operations);
      return;
    } catch (error) {
      const passing = error instanceof StoreBusy || error instanceof StoreUnknown;
      if (!passing || tried === TRIES) throw error;
      await timer.sleep(error instanceof StoreBusy ? error.retryAfterMs : RETRY_MS);
    }
  }
}

/**
 * Walks over all targets: what was due by now may be on its network already, for the installation went on after the backup. Nothing of it is sent before the
 * network was asked (`planRestored`).
 */
async function markPossiblySent(store: WholeStore, timer: Timer): Promise<number> {
  const offsetOf = clockOffsets({ systemStore: store });
  const puts = new Puts(store, timer);
  let marked = 0;
  for await (const page of store.readAll()) {
    for (const item of page) {
      const owner = tenantOf(item.pk);
      if (owner === null || item.sk !== "target") continue;
      const data = planRestored(item, timer.now() + (await offsetOf(owner.tenantId)) + CLOCK_MARGIN_MS);
      if (data === null) continue;
      await puts.add({ ...item, version: item.version + 1, data });
      marked += 1;
    }
  }
  await puts.finish();
  return marked;
}

/**
 * Restores an embedded installation into a folder that is empty or not there. It is made beside and gets its name when it is whole, so a restore that was cut
 * off leaves nothing that could be started, and one that was told of is there after a power cut.
 *
 * @param fill opens the store of a folder, fills it and closes it.
 * @throws {BadArchive | BackupRefused}
 */
export async function restoreFolder(
  folder: string,
  archive: string,
  fill: (folder: string, keyFile: boolean) => Promise<RestoreReport>,
): Promise<RestoreReport> {
  const there = existsSync(folder) ? await readdir(folder) : null;
  if (there !== null && there.length > 0)
    throw new BackupRefused(`${folder} is not empty; a restore takes an empty folder, or one that does not exist`);
  const { header } = await checkArchive(archive);
  const beside = `${folder}.restoring-${header.id}`;
  await rm(beside, { recursive: true, force: true });
  const made = await mkdir(beside, { recursive: true, mode: 0o700 });
  try {
    const files = await unpackFiles(beside, archive);
    const report = await fill(beside, files.has("master.key"));
    await syncTree(beside);
    if (there !== null) await rmdir(folder);
    await rename(beside, folder);
    await syncAbove(folder, made ?? folder);
    return { ...report, files: files.size, files_left: [] };
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** Makes the folder's name durable, and those of the folders above it from the first that was made for it. */
async function syncAbove(folder: string, firstMade: string): Promise<void> {
  const last = dirname(firstMade);
  for (let above = dirname(folder); ; above = dirname(above)) {
    await syncFolder(above);
    if (above === last || above === dirname(above)) return;
  }
}

/** Writes the archive's files below the folder; gives their names. */
async function unpackFiles(folder: string, archive: string): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  let last = "";
  for await (const entry of readArchive(archive)) {
    if (entry.kind !== "file") continue;
    const path = placeOf(folder, entry, archive);
    if (entry.name !== last) await mkdir(dirname(path), { recursive: true });
    await appendFile(path, entry.bytes, { flag: entry.name === last ? "a" : "wx", mode: 0o600 });
    last = entry.name;
    names.add(entry.name);
  }
  return names;
}

function placeOf(folder: string, { name }: Entry & { kind: "file" }, archive: string): string {
  const path = resolve(folder, name);
  const ours = KEY_FILES.includes(name) || /^(blobs|mail)\//.test(name);
  // Whoever made the archive must not choose where on this machine something is written.
  if (!ours || !path.startsWith(`${resolve(folder)}${sep}`))
    throw new BadArchive(`${archive} holds ${JSON.stringify(name)}, which no backup of Placard does`);
  return join(path);
}
