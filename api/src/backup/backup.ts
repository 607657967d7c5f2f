import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { link, readdir, rm } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import type { Config } from "../config.ts";
import type { Chance } from "../ports/chance.ts";
import type { Item, WholeStore } from "../ports/store/store.ts";
import type { Timer } from "../ports/time.ts";
import { syncFolder } from "../ports/whole-file.ts";
import { VERSION } from "../version.ts";
import { ArchiveWriter, FORMAT, KEY_FILES, type Manifest, PIECE_BYTES } from "./archive.ts";
import { BackupRefused, RUNNING } from "./running.ts";

export interface BackupParts {
  readonly store: WholeStore;
  readonly config: Config;
  /** The data folder. */
  readonly folder: string;
  readonly timer: Timer;
  readonly chance: Chance;
}

/** What a backup tells when it is done. */
export interface BackupReport {
  readonly file: string;
  readonly taken_at: string;
  readonly items: number;
  readonly files: number;
  readonly with_key: boolean;
  readonly took_ms: number;
}

/** Of running processes and of nobody else: leases of work, and who runs. A restored installation begins without. */
const MOMENTARY = new Set(["lease#work", "lease#workers", RUNNING.pk]);
/** What of the data folder goes along. The sandbox's folder does not: it is a network, and no network goes back in time with us. */
const FOLDERS = ["blobs", "mail"];

/** Items that expire this soon are not compared between the two readings of a table: DynamoDB may remove them in between. In seconds. */
const EXPIRING_S = 3600;

/**
 * Writes an archive of the whole installation, as it stood at one instant, while it runs. The file appears when it is whole and durable; one that is there is
 * never overwritten.
 *
 * A store that cannot be read at one instant (DynamoDB) is read twice: where both readings found the same items in the same versions, they are those of
 * the instant between, for an item's version never comes back. Where something was written meanwhile there is no such instant, and no archive.
 *
 * @throws {BackupRefused}
 */
export async function backUp(parts: BackupParts, file: string, withKey: boolean): Promise<BackupReport> {
  const { store, config, folder, timer, chance } = parts;
  const began = timer.now();
  if (existsSync(file)) throw new BackupRefused(`${file} is there already; a backup overwrites nothing`);
  if (!existsSync(dirname(file))) throw new BackupRefused(`${dirname(file)} does not exist`);
  const id = Buffer.from(chance.bytes(12)).toString("hex");
  const takenAt = new Date(began).toISOString();
  const unfinished = join(dirname(file), `.${basename(file)}.${id}.unfinished`);
  const header = { placard: "backup", format: FORMAT, id, version: VERSION, taken_at: takenAt, with_key: withKey } as const;
  const archive = new ArchiveWriter(unfinished, { ...header, store: config.store.driver });
  try {
    const stable = began / 1000 + EXPIRING_S;
    const first = new Sum(stable);
    for await (const page of keptOf(store)) {
      if (!store.readsOneInstant) first.add(page);
      await archive.items(page);
    }
    if (!store.readsOneInstant) await assertUnchanged(store, first, stable);
    // After the items: what an item names was there before it, so it is here too.
    for (const name of await filesOf(folder)) await addFile(archive, folder, name);
    if (withKey) await addKeys(archive, folder, config.masterKey);
    const manifest: Manifest = await archive.finish();
    await link(unfinished, file);
    await syncFolder(dirname(file));
    return {
      file,
      taken_at: takenAt,
      items: manifest.items.count,
      files: manifest.files.length,
      with_key: withKey,
      took_ms: timer.now() - began,
    };
  } finally {
    await archive.abandon();
    await rm(unfinished, { force: true });
  }
}

async function* keptOf(store: WholeStore): AsyncGenerator<readonly Item[]> {
  for await (const page of store.readAll()) yield page.filter(item => !MOMENTARY.has(item.pk));
}

async function assertUnchanged(store: WholeStore, first: Sum, stable: number): Promise<void> {
  const second = new Sum(stable);
  for await (const page of keptOf(store)) second.add(page);
  if (!second.equals(first))
    throw new BackupRefused(
      "the table was written to while it was read, so what was read is of no one instant and no backup was made. Stop serve and worker for as long as it takes, or back up a copy that AWS has recovered: see docs-site/backup.md",
    );
}

/** A sum over items that does not depend on their order. Two different sets having one sum is as unlikely as two texts having one SHA-256. */
class Sum {
  readonly #stable: number;
  #sum = 0n;
  #count = 0;

  /** Items that expire before `stable`, in seconds, are left out. */
  constructor(stable: number) {
    this.#stable = stable;
  }

  add(items: readonly Item[]): void {
    for (const item of items) {
      if (item.expires !== undefined && item.expires < this.#stable) continue;
      this.#sum += BigInt(`0x${createHash("sha256").update(JSON.stringify(item)).digest("hex")}`);
      this.#count += 1;
    }
  }

  equals(other: Sum): boolean {
    return this.#sum === other.#sum && this.#count === other.#count;
  }
}

/** Names of the files to keep, below the data folder and with `/` on every system. */
async function filesOf(folder: string): Promise<string[]> {
  const names: string[] = [];
  for (const one of FOLDERS) {
    const found = await readdir(join(folder, one), { recursive: true, withFileTypes: true }).catch(whenMissing([]));
    for (const entry of found) {
      // `.next`: another process is writing it this moment, and will give it its name.
      if (!entry.isFile() || entry.name.endsWith(".next")) continue;
      names.push(relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
    }
  }
  return names;
}

/** The configured master key is the one in use: a file of that name in the folder is then another's, or stale. */
async function addKeys(archive: ArchiveWriter, folder: string, configured: string | null): Promise<void> {
  for (const name of KEY_FILES) {
    if (name === "master.key" && configured !== null) await archive.file(name, Buffer.from(`${configured}\n`));
    else await addFile(archive, folder, name);
  }
}

async function addFile(archive: ArchiveWriter, folder: string, name: string): Promise<void> {
  try {
    let pieces = 0;
    for await (const piece of createReadStream(join(folder, name), { highWaterMark: PIECE_BYTES })) {
      pieces += 1;
      await archive.file(name, piece as Buffer);
    }
    if (pieces === 0) await archive.file(name, Buffer.alloc(0));
  } catch (error) {
    whenMissing(null)(error); // deleted since the folder was listed, or never made
  }
}

const whenMissing =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return instead;
    throw error;
  };
