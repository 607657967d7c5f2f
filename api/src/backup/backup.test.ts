import { randomBytes } from "node:crypto";
import {
  existsSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sandboxConnector } from "@placard/connectors";
import { type RunningSandbox, serveSandbox } from "@placard/sandbox";
import { type DynamoDbLocal, startDynamoDbLocal, whyNoDynamoDbLocal } from "@placard/test-kit";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readConfig } from "../config.ts";
import { backup, markTable, restore, stuck } from "../maintenance.ts";
import { realChance } from "../ports/chance.ts";
import { migrateDynamoDb } from "../ports/store/dynamodb-table.ts";
import { type Item, StoreBusy, type WholeStore } from "../ports/store/store.ts";
import { realTime } from "../ports/time.ts";
import { openService, openStore } from "../runtime.ts";
import { createTestApp, type TestApp } from "../testing/app.ts";
import { furnishTenant, type Tenant, until } from "../testing/every-operation.ts";
import { fakeNetwork } from "../testing/fake-network.ts";
import { ok } from "../testing/organization.ts";
import { backUp } from "./backup.ts";
import { restoreStore, tellRestored } from "./restore.ts";
import { BackupRefused } from "./running.ts";

const ADMIN = "sandbox-admin-token-of-tests";
const MASTER_KEY = randomBytes(32).toString("base64");
const place = mkdtempSync(join(tmpdir(), "placard-backup-"));
const skip = await whyNoDynamoDbLocal();
if (skip !== null) process.stderr.write(`backups of DynamoDB are not tested: ${skip}\n`);

type Shape = "sqlite" | "dynamodb";
const shapes: readonly Shape[] = skip === null ? ["sqlite", "dynamodb"] : ["sqlite"];

let dynamo: DynamoDbLocal | null = null;
let sandbox: RunningSandbox;
beforeAll(async () => {
  if (skip === null) dynamo = await startDynamoDbLocal();
  sandbox = await serveSandbox({ port: 0, host: "127.0.0.1", dataDir: null, adminToken: ADMIN });
});
afterAll(async () => {
  await dynamo?.close();
  await sandbox.close();
  rmSync(place, { recursive: true, force: true });
});

let places = 0;
/** Settings of an installation that has nothing in it yet. */
async function emptyPlace(shape: Shape): Promise<Record<string, string>> {
  const name = `installation-${++places}`;
  const common = { DATA_DIR: join(place, name), SANDBOX_URL: sandbox.url, SANDBOX_ADMIN_TOKEN: ADMIN, MASTER_KEY };
  if (shape === "sqlite" || dynamo === null) return common;
  await migrateDynamoDb({ ...dynamo, table: name, deletionProtection: false });
  return { ...common, STORE: "dynamodb", DYNAMODB_TABLE: name, DYNAMODB_ENDPOINT: dynamo.endpoint };
}
const configOf = (settings: Readonly<Record<string, string>>) =>
  readConfig("maintain", Object.fromEntries(Object.entries(settings).map(([name, value]) => [`PLACARD_${name}`, value])));
async function withStore<T>(settings: Readonly<Record<string, string>>, use: (store: WholeStore) => Promise<T>): Promise<T> {
  const config = configOf(settings);
  const store = await openStore(config, config.dataDir, () => undefined);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
const byKey = (one: Item, other: Item): number => (`${one.pk} ${one.sk}` < `${other.pk} ${other.sk}` ? -1 : 1);
async function contents(store: WholeStore): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of store.readAll()) items.push(...page);
  return items.sort(byKey);
}
const partsOf = (store: WholeStore, settings: Readonly<Record<string, string>>) => {
  const config = configOf(settings);
  return { store, config, folder: config.dataDir, timer: realTime, chance: realChance };
};
const file = (): string => join(place, `archive-${++places}`);

describe.each(shapes)("the drill on %s", shape => {
  const fake = fakeNetwork({ absenceProof: "none" });
  const connectors = () =>
    new Map([
      ["sandbox", sandboxConnector({ baseUrl: sandbox.url })],
      [fake.connector.network, fake.connector],
    ]);
  const start = (settings: Record<string, string>): Promise<TestApp> =>
    createTestApp({ environment: settings, connectors: connectors(), dataDir: settings.DATA_DIR ?? "" });
  const stop = (app: TestApp) => app.close({ keep: true });

  /** Brings an installation back from an archive, or as AWS does: the table of before, and nothing else. */
  async function bringBack(archive: string, recovered: boolean): Promise<Record<string, string>> {
    const settings = await emptyPlace(shape);
    if (!recovered) {
      expect(await restore(configOf(settings), archive)).toMatchObject({ possibly_sent: 3 });
      return settings;
    }
    const copy = await emptyPlace("sqlite");
    await restoreStoreUnmarked(copy, settings, archive);
    expect(await markTable(configOf(settings))).toBe(3);
    return settings;
  }
  async function restoreStoreUnmarked(copy: Record<string, string>, settings: Record<string, string>, archive: string) {
    const longAgo = { ...realTime, now: () => 0 };
    await withStore(copy, async from => {
      await restoreStore(from, archive, longAgo);
      await withStore(settings, async to => {
        for (const item of await contents(from)) await to.write([{ op: "put", item }]);
      });
    });
  }

  test.each(shape === "dynamodb" ? [false, true] : [false])(
    "what may have been sent is looked up; what cannot be known is uncertain (recovered by AWS: %s)",
    { timeout: 120_000 },
    async recovered => {
      fake.visible = true;
      const settings = await emptyPlace(shape);
      let t = await start(settings);
      const tenant: Tenant = await furnishTenant(t);
      const ask = (method: string, path: string, body?: unknown) =>
        t.request(method, path, { token: tenant.testKey, workspace: tenant.workspace, body });
      const schedule = async (text: string, account: string, at: number): Promise<string> => {
        const body = { text: `${text} ${tenant.marker}`, account_ids: [account], schedule: { at: new Date(at).toISOString() } };
        return ok(await ask("POST", "/v1/posts", body), 201).body.id;
      };
      const settled = (post: string, status: string, meanwhile: () => unknown = () => undefined) =>
        until(
          async () => {
            await meanwhile();
            return ok(await ask("GET", `/v1/posts/${post}`)).body;
          },
          body => body.status === status,
        );
      const soon = Date.now() + 6_000;
      const onSandbox = await schedule("Sandbox", tenant.account, soon);
      const found = await schedule("Found", tenant.fakeAccount, soon);
      const hidden = await schedule("Hidden", tenant.fakeAccount, soon);
      const later = await schedule("Later", tenant.fakeAccount, soon + 86_400_000);
      await stop(t);
      const archive = file();
      expect(await backup(configOf(settings), archive, false)).toMatchObject({ with_key: false });
      expect(Date.now(), "the backup is older than they are due").toBeLessThan(soon);

      t = await start(settings);
      for (const post of [onSandbox, found, hidden]) await settled(post, "published");
      const creates = fake.creates;
      await stop(t);

      t = await start(await bringBack(archive, recovered));
      // One after the other: the fake network shows everything, or nothing.
      await settled(found, "published");
      await settled(onSandbox, "published");
      await settled(hidden, "published");
      await stop(t);
      expect(fake.creates).toBe(creates);

      fake.visible = false;
      const settingsAgain = await bringBack(archive, recovered);
      t = await start(settingsAgain);
      const advance = () => ask("POST", "/v1/test/clock/advance", { by: 1800 });
      for (const post of [found, hidden]) await settled(post, "uncertain", advance);
      expect(fake.creates).toBe(creates);
      expect(ok(await ask("GET", `/v1/posts/${later}`)).body.status).toBe("scheduled");
      await stop(t);
      const waiting = await stuck(configOf(settingsAgain));
      expect(waiting).toMatchObject([
        { kind: "uncertain", account_id: tenant.fakeAccount, workspace_id: tenant.workspace, network: "mastodon" },
        { kind: "uncertain", account_id: tenant.fakeAccount, workspace_id: tenant.workspace, network: "mastodon" },
      ]);

      // A person looks, and decides: only then something is sent again.
      t = await start(settingsAgain);
      const [one, other] = waiting.map(({ target_id }) => target_id);
      ok(await ask("POST", `/v1/targets/${one}/resolve`, { as: "published", url: "https://fake.example/there" }));
      ok(await ask("POST", `/v1/targets/${other}/resolve`, { as: "again" }));
      for (const post of [found, hidden]) await settled(post, "published");
      expect(fake.creates).toBe(creates + 1);
      await stop(t);
      expect(await stuck(configOf(settingsAgain))).toEqual([]);
    },
  );
});

describe("an archive", () => {
  const samples: readonly Item[] = Array.from({ length: 300 }, (_, number) => ({
    pk: `ws_${number % 7}|thing`,
    sk: String(number).padStart(4, "0"),
    version: number + 1,
    data: { text: `😀 \u0000 ${"x".repeat((number % 10) * 2_000)}`, number },
    ...(number % 2 === 0 && { count: number }),
    ...(number % 3 === 0 && { list: { pk: "list", sk: String(number) }, due: { pk: "due#00", sk: String(number) } }),
    ...(number % 5 === 0 && { expires: 4_000_000_000 + number }),
  }));
  const fill = async (store: WholeStore): Promise<void> => {
    for (let start = 0; start < samples.length; start += 50)
      await store.write(samples.slice(start, start + 50).map(item => ({ op: "put", item })));
    await store.write([{ op: "put", item: { pk: "lease#work", sk: "00", version: 1, data: {} } }]);
  };

  test.each(shapes.flatMap(from => shapes.map(to => [from, to] as const)))(
    "of %s fills an empty %s with the same items, but for those of running processes",
    async (from, to) => {
      const [source, target] = [await emptyPlace(from), await emptyPlace(to)];
      const archive = file();
      await withStore(source, async store => {
        await fill(store);
        const report = await backUp(partsOf(store, source), archive, false);
        expect(report).toMatchObject({ items: samples.length });
      });
      await withStore(target, async store => {
        expect(await restoreStore(store, archive, realTime)).toMatchObject({ items: samples.length, possibly_sent: 0 });
        expect(await contents(store)).toEqual([...samples].sort(byKey));
        await expect(restoreStore(store, archive, realTime)).rejects.toThrow("the store is not empty");
      });
    },
  );

  test.skipIf(skip !== null)("is never made of a table that is written to while it is read", async () => {
    const settings = await emptyPlace("dynamodb");
    const archive = file();
    await withStore(settings, async store => {
      await fill(store);
      let writing = true;
      const writer = (async () => {
        for (let version = 2; writing; version++)
          await store.write([{ op: "put", item: { pk: "busy", sk: "1", version, data: version } }]);
      })();
      await expect(backUp(partsOf(store, settings), archive, false)).rejects.toThrow(BackupRefused);
      writing = false;
      await writer;
      expect(readdirSync(place).filter(name => name.includes(archive.slice(place.length + 1)))).toEqual([]);
      expect(await backUp(partsOf(store, settings), archive, false)).toMatchObject({ items: samples.length + 1 });
    });
  });

  test.each(shapes)("that was half restored into %s is gone on with, and nobody starts before", async shape => {
    const [source, target] = [await emptyPlace("sqlite"), await emptyPlace(shape)];
    const [archive, other] = [file(), file()];
    await withStore(source, async store => {
      await fill(store);
      await backUp(partsOf(store, source), archive, false);
      await backUp(partsOf(store, source), other, false);
    });
    await withStore(target, async store => {
      let writes = 0;
      const failing: WholeStore = Object.assign(Object.create(store) as WholeStore, {
        write: (operations: Parameters<WholeStore["write"]>[0]) =>
          ++writes < 3 ? store.write(operations) : Promise.reject(new Error("cut off")),
        get: (key: Parameters<WholeStore["get"]>[0]) => store.get(key),
        readAll: () => store.readAll(),
      });
      await expect(restoreStore(failing, archive, realTime)).rejects.toThrow("cut off");
      await expect(restoreStore(store, other, realTime)).rejects.toThrow("another restore");
    });
    await expect(openService(configOf(target))).rejects.toThrow("has not finished");
    await withStore(target, async store => {
      await restoreStore(store, archive, realTime);
      expect(await contents(store)).toEqual([...samples].sort(byKey));
    });
  });

  test("is restored at the pace at which the store takes it", async () => {
    const [source, target] = [await emptyPlace("sqlite"), await emptyPlace("sqlite")];
    const archive = file();
    await withStore(source, async store => {
      await fill(store);
      await backUp(partsOf(store, source), archive, false);
    });
    await withStore(target, async store => {
      let writes = 0;
      const throttled: WholeStore = Object.assign(Object.create(store) as WholeStore, {
        write: (operations: Parameters<WholeStore["write"]>[0]) =>
          writes++ % 2 === 0 ? Promise.reject(new StoreBusy("throttled", 1)) : store.write(operations),
        get: (key: Parameters<WholeStore["get"]>[0]) => store.get(key),
        readAll: () => store.readAll(),
      });
      await store.write([]);
      writes = 1; // the first, which makes sure that nobody else restores, is not tried again
      await restoreStore(throttled, archive, realTime);
      expect(await contents(store)).toEqual([...samples].sort(byKey));
    });
  });
});

describe("the files of a backup", () => {
  /** An installation with a blob, a mail and what `placard dev` remembers; `master.key` is one that is not in use. */
  async function withFiles(): Promise<Record<string, string>> {
    const settings = await emptyPlace("sqlite");
    const folder = configOf(settings).dataDir;
    const stale = `${randomBytes(32).toString("base64")}\n`;
    const files = { "blobs/ab/one": "blob", "mail/1.eml": "mail", "dev.json": "{}", "master.key": stale };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text, { mode: 0o600 });
    }
    await (await openService(configOf(settings))).close(); // seals its root with the configured key
    return settings;
  }

  test("hold the key that is in use, once, whatever key lies in the folder", async () => {
    const settings = await withFiles();
    const archive = file();
    expect(await backup(configOf(settings), archive, true)).toMatchObject({ files: 4, with_key: true });
    const { MASTER_KEY: key, ...keyless } = await emptyPlace("sqlite");
    expect(await restore(configOf(keyless), archive)).toMatchObject({ files: 4, files_left: [], with_key: true });
    expect(readFileSync(join(configOf(keyless).dataDir, "master.key"), "utf8")).toBe(`${key}\n`);
    await (await openService(configOf(keyless))).close();
  });

  test.skipIf(skip !== null)("stay in the archive when it is restored into a table, which is said", async () => {
    const archive = file();
    await backup(configOf(await withFiles()), archive, true);
    const report = await restore(configOf(await emptyPlace("dynamodb")), archive);
    expect(report).toMatchObject({ files: 0, files_left: ["blobs/ab/one", "mail/1.eml", "master.key", "dev.json"] });
    const text = tellRestored(report);
    expect(text).toContain("0 files");
    expect(text).toContain(
      "4 files of the archive were not unpacked, for a table has no data folder: blobs/ (1), mail/ (1), master.key, dev.json.",
    );
  });

  test("keep their names over a power cut, as the archive does", async () => {
    const settings = await withFiles();
    const archive = file();
    const { synced, end } = await watchSyncs();
    try {
      await backup(configOf(settings), archive, true);
      expect(synced(archive)).toBe(true);
      expect(synced(dirname(archive), archive), "the folder, after the archive has its name").toBe(true);

      const { MASTER_KEY: _, ...keyless } = await emptyPlace("sqlite");
      const folder = join(configOf(keyless).dataDir, "below", "new");
      await restore(configOf({ ...keyless, DATA_DIR: folder }), archive);
      const names = ["blobs/ab/one", "mail/1.eml", "dev.json", "master.key", "placard.db", "blobs/ab", "blobs", "mail", "."];
      for (const name of names) expect(synced(join(folder, name)), name).toBe(true);
      for (const above of [dirname(folder), dirname(dirname(folder)), place]) expect(synced(above, folder), above).toBe(true);
    } finally {
      end();
    }
  });
});

/** Notes what is made durable while it runs. */
async function watchSyncs() {
  const handle = await open(place, "r");
  const prototype = Object.getPrototypeOf(handle) as typeof handle;
  await handle.close();
  const calls: { readonly inode: number; readonly there: ReadonlySet<string> }[] = [];
  const paths = () => new Set(readdirSync(place, { recursive: true, encoding: "utf8" }).map(name => join(place, name)));
  const sync = prototype.sync;
  const spy = vi.spyOn(prototype, "sync").mockImplementation(function (this: typeof handle) {
    calls.push({ inode: fstatSync(this.fd).ino, there: paths() });
    return sync.call(this);
  });
  return {
    /** Whether a file or folder was synced, at a moment at which `when` was there. */
    synced: (path: string, when?: string): boolean =>
      existsSync(path) &&
      calls.some(({ inode, there }) => inode === statSync(path).ino && (when === undefined || there.has(when))),
    end: () => spy.mockRestore(),
  };
}
