import { spawn } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { afterAll, describe, expect, it, vi } from "vitest";
import { storeConformance } from "./conformance.ts";
import { openSqliteStore, type SqliteOptions } from "./sqlite.ts";
import { type Item, type Operation, type Store, StoreBusy, StoreLimit, StoreUnknown, type WholeStore } from "./store.ts";

const folder = mkdtempSync(join(tmpdir(), "placard-sqlite-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

storeConformance("sqlite", ({ now }) => openSqliteStore({ file: join(folder, "conformance.db"), now }));
// A lag too small to see: the same answers must come out of the table that remembers what the indexes held.
storeConformance("sqlite with lagging indexes", ({ now }) =>
  openSqliteStore({ file: join(folder, "lagging.db"), now, indexLagMs: Number.MIN_VALUE }),
);

let files = 0;
const newFile = (): string => join(folder, `${++files} ?#%20 é.db`);

/** Runs `use` on a store of its own and closes it, whatever happens. */
async function withStore<T>(options: Partial<SqliteOptions>, use: (store: WholeStore, file: string) => Promise<T>): Promise<T> {
  const file = options.file ?? newFile();
  const store = await openSqliteStore({ now: () => 0, ...options, file });
  try {
    return await use(store, file);
  } finally {
    await store.close();
  }
}

function item(sk: string, more: Partial<Item> = {}): Item {
  return { pk: "p", sk, version: 1, data: { name: sk }, ...more };
}

function put(sk: string, more: Partial<Item> = {}): Operation {
  return { op: "put", item: item(sk, more) };
}

/** Runs something, and gives with its result the threads that were started meanwhile. */
async function workersOf<T>(run: () => Promise<T>): Promise<{ result: T; workers: readonly Worker[] }> {
  const workers: Worker[] = [];
  const onWorker = (message: unknown) => {
    if (typeof message === "object" && message !== null && "worker" in message && message.worker instanceof Worker)
      workers.push(message.worker);
  };
  subscribe("worker_threads", onWorker);
  try {
    return { result: await run(), workers };
  } finally {
    unsubscribe("worker_threads", onWorker);
  }
}

/** A connection of this process beside the store's own. */
function sideConnection(file: string): DatabaseSync {
  return new DatabaseSync(`${pathToFileURL(file).href}?vfs=unix-excl`);
}

/**
 * Runs a program that has `openSqliteStore`, `file` and `say` in a process of its own. What it says goes to a file: that outlives a kill, and
 * takes every line however busy this process is, where a pipe that is full would refuse one.
 */
function program(file: string, body: string, shell?: string) {
  const said = `${file}.said-${++files}`;
  writeFileSync(said, "");
  const source = `
    import { openSync, writeSync } from "node:fs";
    import { openSqliteStore } from ${JSON.stringify(new URL("./sqlite.ts", import.meta.url).href)};
    const file = ${JSON.stringify(file)};
    const said = openSync(${JSON.stringify(said)}, "a");
    const say = line => writeSync(said, line + "\\n");
    ${body}`;
  const node = [process.execPath, "--input-type=module", "--eval", source] as const;
  const [command, ...rest] = shell === undefined ? node : (["bash", "-c", `${shell}; exec "$@"`, "bash", ...node] as const);
  const child = spawn(command, rest, { stdio: ["ignore", "ignore", "pipe"], env: { PATH: process.env.PATH } });
  let errors = "";
  child.stderr.on("data", chunk => {
    errors += chunk;
  });
  // The last line may be cut short by a kill.
  const lines = (): readonly string[] => readFileSync(said, "utf8").split("\n").slice(0, -1);
  const ended = new Promise<{ code: number | null; signal: string | null }>(settle =>
    child.once("close", (code, signal) => settle({ code, signal })),
  );
  return { child, lines, errors: () => errors, ended };
}

describe("the file", () => {
  it("keeps every answered write and no half of one when the process is killed", async () => {
    const file = newFile();
    const load = program(
      file,
      `const store = await openSqliteStore({ file, now: Date.now });
       let next = 0;
       const lane = async () => {
         for (;;) {
           const n = next++;
           const parts = ["a", "b", "c"].map(part => ({ op: "put", item: { pk: part, sk: String(n), version: 1, data: "x".repeat(n % 3000) } }));
           await store.write([...parts, { op: "add", key: { pk: "count", sk: "n" }, by: 1 }]);
           say(String(n));
         }
       };
       await Promise.all(Array.from({ length: 24 }, lane));`,
    );
    await vi.waitFor(() => expect(load.lines().length, load.errors()).toBeGreaterThan(400), { timeout: 20_000, interval: 5 });
    load.child.kill("SIGKILL");
    expect((await load.ended).signal).toBe("SIGKILL");

    await withStore({ file }, async store => {
      const found = await Promise.all(["a", "b", "c"].map(async pk => new Set((await all(store, pk)).map(one => one.sk))));
      const [a = new Set(), b = new Set(), c = new Set()] = found;
      expect(load.lines().filter(n => !a.has(n))).toEqual([]);
      expect([...b].sort()).toEqual([...a].sort());
      expect([...c].sort()).toEqual([...a].sort());
      expect((await store.get({ pk: "count", sk: "n" }))?.count).toBe(a.size);
    });
  });

  it("is refused to a second store of the same process and of another", async () => {
    await withStore({}, async (store, file) => {
      await expect(openSqliteStore({ file, now: () => 0 })).rejects.toThrow("is open already");
      const other = program(file, "await openSqliteStore({ file, now: Date.now }).catch(error => say(error.message));");
      await other.ended;
      expect(other.lines(), other.errors()).toEqual([
        `${file} is open already: one process at a time may have a SQLite store open.`,
      ]);
      await store.ping();
    });
  });

  it("is free again once the store is closed, and does not keep a process alive that forgot to", async () => {
    const file = newFile();
    await withStore({ file }, async store => {
      await store.write([put("a")]);
    });
    const forgetful = program(
      file,
      `const store = await openSqliteStore({ file, now: Date.now });
       await store.write([{ op: "put", item: { pk: "p", sk: "b", version: 1, data: null } }]);
       say("written");`,
    );
    expect(await forgetful.ended, forgetful.errors()).toEqual({ code: 0, signal: null });
    await withStore({ file }, async store => {
      expect((await all(store, "p")).map(one => one.sk)).toEqual(["a", "b"]);
    });
  });

  it("is refused when a later release has written it, and let go of", async () => {
    const file = newFile();
    await withStore({ file }, store => store.ping());
    const later = new DatabaseSync(file);
    later.exec("PRAGMA user_version = 99");
    later.close();
    await expect(openSqliteStore({ file, now: () => 0 })).rejects.toThrow("has schema 99");
    const back = new DatabaseSync(file);
    back.exec("PRAGMA user_version = 2");
    back.close();
    await withStore({ file }, store => store.ping());
  });

  it("is brought forward from its first schema with all it holds", async () => {
    const file = newFile();
    const first = new DatabaseSync(file);
    first.exec(`
      CREATE TABLE items (
        pk TEXT NOT NULL, sk TEXT NOT NULL, version INTEGER NOT NULL, data TEXT NOT NULL, count INTEGER, expires INTEGER,
        list_pk TEXT, list_sk TEXT, view_pk TEXT, view_sk TEXT, due_pk TEXT, due_sk TEXT,
        PRIMARY KEY (pk, sk)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX items_list ON items (list_pk, list_sk, pk, sk, expires) WHERE list_pk IS NOT NULL;
      CREATE INDEX items_view ON items (view_pk, view_sk, pk, sk, expires) WHERE view_pk IS NOT NULL;
      CREATE INDEX items_due ON items (due_pk, due_sk, pk, sk, expires) WHERE due_pk IS NOT NULL;
      CREATE INDEX items_expires ON items (expires) WHERE expires IS NOT NULL;
      INSERT INTO items VALUES ('p', 'a', 7, '{"n":1}', 3, 99, 'l', '1', NULL, NULL, 'd', '2'), ('p', 'b', 1, 'null', NULL, NULL, NULL, NULL, 'v', '3', NULL, NULL);
      PRAGMA user_version = 1;`);
    first.close();
    await withStore({ file }, async store => {
      const a: Item = {
        pk: "p",
        sk: "a",
        version: 7,
        data: { n: 1 },
        count: 3,
        expires: 99,
        list: { pk: "l", sk: "1" },
        due: { pk: "d", sk: "2" },
      };
      const b: Item = { pk: "p", sk: "b", version: 1, data: null, view: { pk: "v", sk: "3" } };
      expect(await all(store, "p")).toEqual([a, b]);
      expect((await store.queryIndex("due", { pk: "d", limit: 9 })).items).toEqual([{ pk: "p", sk: "a", sort: "2" }]);
      expect((await store.queryIndex("view", { pk: "v", limit: 9 })).items).toEqual([{ pk: "p", sk: "b", sort: "3" }]);
      expect(await store.write([put("b", { version: 2 })])).toEqual({ ok: true });
    });
  });

  it("has a log that is begun anew while writes go on", async () => {
    await withStore({}, async (store, file) => {
      const text = "x".repeat(20_000);
      let largest = 0;
      // 240 MB in all: three times the log that the writer begins anew at.
      for (let round = 0; round < 60; round++) {
        const items = Array.from({ length: 200 }, (_, n) => item(`${(n * 7919) % 200}`, { version: round + 1, data: text }));
        await Promise.all(items.map(one => store.write([{ op: "put", item: one }])));
        largest = Math.max(largest, statSync(`${file}-wal`).size);
      }
      expect(largest).toBeLessThan(100 * 1024 * 1024);
    });
  });

  it("shows what expired as gone also when the clock is put back", async () => {
    let ms = 100_000;
    await withStore({ now: () => ms, purgeEveryMs: 60_000 }, async store => {
      await store.write([put("a", { expires: 110 }), put("b", { expires: 200 })]);
      expect(await store.get({ pk: "p", sk: "a" })).not.toBeNull();
      ms = 120_000;
      expect(await store.get({ pk: "p", sk: "a" })).toBeNull();
      ms = 105_000;
      expect(await store.get({ pk: "p", sk: "a" })).toBeNull();
      expect((await all(store, "p")).map(one => one.sk)).toEqual(["b"]);
      expect(await store.write([{ op: "check", key: { pk: "p", sk: "a" }, if: { absent: true } }])).toEqual({ ok: true });
    });
  });

  it("loses what has expired when no write waits, and nothing else", async () => {
    let ms = 0;
    await withStore({ now: () => ms, purgeEveryMs: 5 }, async (store, file) => {
      for (let from = 0; from < 500; from += 100)
        await store.write(Array.from({ length: 100 }, (_, n) => put(`expires-${from + n}`, { expires: 10 })));
      await store.write([put("stays"), put("stays longer", { expires: 11 })]);
      const side = sideConnection(file);
      const count = () => Number(side.prepare("SELECT count(*) AS n FROM items").get()?.n);
      try {
        expect(count()).toBe(502);
        ms = 10_000;
        await vi.waitFor(() => expect(count()).toBe(2), { timeout: 10_000, interval: 5 });
        expect((await all(store, "p")).map(one => one.sk)).toEqual(["stays", "stays longer"]);
      } finally {
        side.close();
      }
    });
  });
});

describe("the write queue", () => {
  it("refuses writes beyond its length and finishes those it took", async () => {
    await withStore({ maxQueuedWrites: 3 }, async store => {
      const results = await Promise.allSettled(["a", "b", "c", "d", "e"].map(sk => store.write([put(sk)])));
      expect(results.map(result => result.status)).toEqual(["fulfilled", "fulfilled", "fulfilled", "rejected", "rejected"]);
      for (const result of results.slice(3)) expect(result).toMatchObject({ reason: expect.any(StoreBusy) });
      expect((await all(store, "p")).map(one => one.sk)).toEqual(["a", "b", "c"]);
      expect(await store.write([put("d")])).toEqual({ ok: true });
    });
  });

  it("refuses writes beyond its bytes", async () => {
    await withStore({ maxQueuedBytes: 1000 }, async store => {
      const results = await Promise.allSettled(["a", "b", "c"].map(sk => store.write([put(sk, { data: "x".repeat(600) })])));
      expect(results.map(result => result.status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
      expect(await store.write([put("c")])).toEqual({ ok: true });
    });
  });

  it("does not let a write that cannot be applied take those of its group along", async () => {
    await withStore({}, async store => {
      const key = { pk: "p", sk: "n" };
      await store.write([{ op: "add", key, by: 2 ** 53 - 1 }]);
      const [before, failing, refused, after] = await Promise.allSettled([
        store.write([put("before")]),
        store.write([{ op: "add", key, by: 1 }, put("never")]),
        store.write([{ op: "check", key, if: { absent: true } }]),
        store.write([put("after")]),
      ]);
      expect([before, after]).toEqual(Array(2).fill({ status: "fulfilled", value: { ok: true } }));
      expect(failing).toMatchObject({ reason: expect.any(StoreLimit) });
      expect(refused).toMatchObject({ value: { ok: false, failed: [0] } });
      expect((await all(store, "p")).map(one => one.sk)).toEqual(["after", "before", "n"]);
    });
  });

  it("goes on after the disk took no more, and keeps what it answered", async () => {
    const file = newFile();
    // The largest file the process may write is 3 MB, which the log reaches in the middle of a transaction.
    const load = program(
      file,
      `process.on("SIGXFSZ", () => say("limit"));
       const store = await openSqliteStore({ file, now: Date.now });
       for (let n = 0; n < 40; n++) {
         const item = { pk: "p", sk: String(n).padStart(3, "0"), version: 1, data: "x".repeat(200_000) };
         const answer = await store.write([{ op: "put", item }]).then(() => "written", error => error.name);
         say(answer + " " + item.sk);
       }
       say("readable " + (await store.get({ pk: "p", sk: "000" }) !== null));
       await store.close().catch(error => say(error.message));`,
      "ulimit -f 3000",
    );
    await load.ended;
    const answered = (word: string) =>
      load.lines().flatMap(line => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
    expect(answered("written").length, load.errors()).toBeGreaterThan(5);
    expect(answered("StoreBusy").length, load.errors()).toBeGreaterThan(5);
    expect(answered("written").length + answered("StoreBusy").length).toBe(40);
    expect(answered("readable")).toEqual(["true"]);
    await withStore({ file }, async store => {
      expect((await all(store, "p")).map(one => one.sk)).toEqual(answered("written"));
    });
  });
});

describe("the writer thread", () => {
  it("leaves writes unknown that it had when it ended, refuses the rest, and the store says so", async () => {
    const file = newFile();
    const { result: store, workers } = await workersOf(() => openSqliteStore({ file, now: () => 0 }));
    const [worker] = workers;
    if (!worker) throw new Error("The store has a writer thread.");
    // Another connection's transaction holds the writer up, so that the first write stays with it.
    const side = sideConnection(file);
    side.exec("BEGIN IMMEDIATE");
    const first = store.write([put("sent")]);
    await new Promise(settle => setImmediate(() => setImmediate(settle)));
    const second = store.write([put("waiting")]);
    const outcomes = Promise.allSettled([first, second]);
    const ended = worker.terminate();
    side.exec("ROLLBACK");
    side.close();
    await ended;
    const [sent, waiting] = await outcomes;
    expect(sent).toMatchObject({ reason: expect.any(StoreUnknown) });
    expect(waiting).toMatchObject({ reason: expect.any(StoreBusy) });
    await expect(store.ping()).rejects.toThrow("writer thread has ended");
    await expect(store.write([put("later")])).rejects.toBeInstanceOf(StoreBusy);
    await store.close();
    await withStore({ file }, async again => {
      const found = (await all(again, "p")).map(one => one.sk);
      expect([[], ["sent"]]).toContainEqual(found);
    });
  });
});

describe("the checkpointing thread", () => {
  it("moves the log into the file while writes go on", async () => {
    await withStore({}, async (store, file) => {
      const before = statSync(file).size;
      for (let from = 0; from < 6000; from += 100)
        await store.write(Array.from({ length: 100 }, (_, n) => put(String(from + n), { data: "x".repeat(500) })));
      // 3 MB: far below what the writer begins to checkpoint at.
      await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(before + 1_000_000), { timeout: 10_000, interval: 10 });
    });
  });

  it("takes a reader that does not end for no trouble", async () => {
    const troubles: Error[] = [];
    await withStore({ onTrouble: error => troubles.push(error) }, async (store, file) => {
      const side = sideConnection(file);
      side.exec("BEGIN; SELECT count(*) FROM items");
      for (let from = 0; from < 10_000; from += 100)
        await store.write(Array.from({ length: 100 }, (_, n) => put(String(from + n))));
      side.exec("COMMIT");
      side.close();
      expect(troubles).toEqual([]);
    });
  });

  it("may end: writes go on without it, and the store closes", async () => {
    const file = newFile();
    const write = async (store: Store, from: number, to: number) => {
      for (let at = from; at < to; at += 100)
        await store.write(Array.from({ length: 100 }, (_, n) => put(String(at + n), { pk: `p${n % 5}` })));
    };
    await withStore({ file }, async store => {
      const { workers } = await workersOf(() => write(store, 0, 5000));
      expect(workers.length).toBe(1);
      await workers[0]?.terminate();
      await write(store, 5000, 15_000);
    });
    await withStore({ file }, async again => {
      expect((await all(again, "p0")).length).toBe(3000);
    });
  });
});

describe("indexLagMs", () => {
  it("shows what enters, moves and leaves that much later, while the table shows it at once", async () => {
    let ms = 1000;
    await withStore({ now: () => ms, indexLagMs: 100 }, async store => {
      const seen = async () => (await store.queryIndex("list", { pk: "l", limit: 10 })).items.map(one => `${one.sort}${one.sk}`);
      const at = (time: number) => {
        ms = time;
      };
      await store.write([put("a", { list: { pk: "l", sk: "1" } })]);
      expect(await store.get({ pk: "p", sk: "a" })).not.toBeNull();
      expect(await seen()).toEqual([]);
      at(1099);
      expect(await seen()).toEqual([]);
      at(1100);
      expect(await seen()).toEqual(["1a"]);

      await store.write([put("a", { version: 2, list: { pk: "l", sk: "2" } }), put("b", { list: { pk: "l", sk: "1" } })]);
      expect(await seen()).toEqual(["1a"]);
      at(1200);
      expect(await seen()).toEqual(["1b", "2a"]);

      await store.write([
        { op: "delete", key: { pk: "p", sk: "a" } },
        { op: "add", key: { pk: "p", sk: "b" }, by: 1 },
      ]);
      expect(await store.get({ pk: "p", sk: "a" })).toBeNull();
      expect(await seen()).toEqual(["1b", "2a"]);
      at(1299);
      expect(await seen()).toEqual(["1b", "2a"]);
      at(1300);
      expect(await seen()).toEqual(["1b"]);
    });
  });

  it("begins with what is there when the file is opened", async () => {
    const file = newFile();
    await withStore({ file }, async store => {
      await store.write([put("a", { due: { pk: "d", sk: "1" } })]);
    });
    await withStore({ file, indexLagMs: 100, now: () => 1000 }, async store => {
      expect((await store.queryIndex("due", { pk: "d", limit: 10 })).items).toEqual([{ pk: "p", sk: "a", sort: "1" }]);
    });
  });
});

async function all(store: Store, pk: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await store.query({ pk, limit: 1000, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.cursor;
  }
  return items;
}

describe("reading the whole table", () => {
  const pairs = 2000;
  /** Both items of a pair are written together, always with one version. */
  const pair = (number: number, version: number): Operation[] =>
    ["left", "right"].map(side => ({
      op: "put",
      item: { pk: side, sk: String(number).padStart(5, "0"), version, data: { version, text: "x".repeat(500) } },
    }));

  it("shows one instant, however much is written meanwhile, and holds nobody up", async () => {
    await withStore({}, async store => {
      for (let number = 0; number < pairs; number += 50)
        await store.write(Array.from({ length: 50 }, (_, offset) => pair(number + offset, 1)).flat());
      let reading = true;
      let version = 1;
      const writing = (async () => {
        while (reading) {
          version += 1;
          for (let number = 0; number < pairs && reading; number += 50)
            await store.write(Array.from({ length: 50 }, (_, offset) => pair(number + offset, version)).flat());
        }
      })();
      const seen = new Map<string, number[]>();
      let pages = 0;
      for await (const page of store.readAll()) {
        pages += 1;
        for (const one of page) seen.set(one.sk, [...(seen.get(one.sk) ?? []), one.version]);
        await new Promise(resolve => setTimeout(resolve, 20)); // a slow reader
      }
      const written = version;
      reading = false;
      await writing;
      expect(pages).toBeGreaterThan(2);
      expect(written).toBeGreaterThan(2);
      expect(seen.size).toBe(pairs);
      expect([...seen.values()].filter(([left, right, more]) => left !== right || more !== undefined)).toEqual([]);
    });
  });

  it("ends with the store", async () => {
    await withStore({}, async store => {
      await store.write(pair(1, 1));
      const reading = store.readAll()[Symbol.asyncIterator]();
      await reading.next();
      await store.close();
      await expect(reading.next()).rejects.toBeInstanceOf(StoreBusy);
    });
  });
});
