/**
 * The SQLite driver of the store beside bare `node:sqlite` on the same items: `node bench/store.mjs [rounds]`.
 *
 * Both write to a file with WAL and synchronous=FULL, on the same disk, in turn, round after round; the table holds medians. Bare means what
 * a program could do at best on one thread: prepared statements, 64 writes in one transaction, the items' data made JSON, no conditions
 * looked at but by SQLite itself, nothing checked, nobody answered. The driver has 64 writes in flight, each awaited by its own caller.
 * "main" is the CPU time of the thread that calls (it also serves HTTP), "all" that of all threads, in microseconds an operation.
 */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { openSqliteStore } from "../api/src/ports/store/sqlite.ts";

const ROUNDS = Number(process.argv[2] ?? 7);
const IN_FLIGHT = 64;
const WRITES = 6_400;
const READS = 40_000;
const PAGES = 4_000;
const PAGE = 20;
const PARTITIONS = 100;

const COLUMNS = "version, data, count, expires, list_pk, list_sk, view_pk, view_sk, due_pk, due_sk";
const folder = mkdtempSync(join(process.env.PLACARD_BENCH_DIR ?? tmpdir(), "placard-bench-store-"));

/** A post of about 1 KB. */
function itemOf(number, version) {
  const text = `Post ${number}: ${"The quick brown fox jumps over the lazy dog. ".repeat(14)}`;
  return {
    pk: `ws_${number % PARTITIONS}#posts`,
    sk: `post_${number.toString().padStart(10, "0")}`,
    version,
    data: {
      text,
      status: "scheduled",
      accounts: ["acc_01", "acc_02", "acc_03"],
      due: 1_790_000_000_000 + number,
      labels: [],
      author: { id: `usr_${number % 50}`, name: "Ada Lovelace" },
      media: [{ id: "med_01", alt: "A fox, a dog", width: 1200, height: 630 }],
    },
    list: { pk: `ws_${number % PARTITIONS}#list`, sk: `2026-11#${number.toString().padStart(10, "0")}` },
  };
}

/** With the settings of the driver, so that the share tells what the driver costs and not what its settings gain. */
function openBare(file) {
  const db = new DatabaseSync(process.platform === "win32" ? file : `${pathToFileURL(file).href}?vfs=unix-excl`);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
    PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32768;
    CREATE TABLE items (pk TEXT NOT NULL, sk TEXT NOT NULL, version INTEGER NOT NULL, data TEXT NOT NULL, count INTEGER, expires INTEGER,
      list_pk TEXT, list_sk TEXT, view_pk TEXT, view_sk TEXT, due_pk TEXT, due_sk TEXT, PRIMARY KEY (pk, sk)) STRICT, WITHOUT ROWID;
    CREATE INDEX items_list ON items (list_pk, list_sk, pk, sk, expires) WHERE list_pk IS NOT NULL;
    CREATE INDEX items_view ON items (view_pk, view_sk, pk, sk, expires) WHERE view_pk IS NOT NULL;
    CREATE INDEX items_due ON items (due_pk, due_sk, pk, sk, expires) WHERE due_pk IS NOT NULL;
    CREATE INDEX items_expires ON items (expires) WHERE expires IS NOT NULL;`);
  const arrays = sql => {
    const statement = db.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  };
  return {
    db,
    begin: db.prepare("BEGIN IMMEDIATE"),
    commit: db.prepare("COMMIT"),
    put: db.prepare(`INSERT INTO items VALUES (${"?, ".repeat(11)}?) ON CONFLICT DO UPDATE SET version = excluded.version,
      data = excluded.data, list_pk = excluded.list_pk, list_sk = excluded.list_sk`),
    insert: db.prepare(`INSERT OR IGNORE INTO items VALUES (${"?, ".repeat(11)}?)`),
    count: db.prepare(
      "INSERT INTO items (pk, sk, version, data, count) VALUES (?, ?, 1, 'null', ?) ON CONFLICT DO UPDATE SET count = count + excluded.count, version = version + 1",
    ),
    check: arrays("SELECT version FROM items WHERE pk = ? AND sk = ?"),
    get: arrays(`SELECT ${COLUMNS} FROM items WHERE pk = ? AND sk = ?`),
    page: arrays(`SELECT sk, ${COLUMNS} FROM items WHERE pk = ? AND sk >= ? ORDER BY sk LIMIT ?`),
  };
}

function putBare(statement, item) {
  const { pk, sk, version, data, list } = item;
  statement.run(pk, sk, version, JSON.stringify(data), null, null, list?.pk ?? null, list?.sk ?? null, null, null, null, null);
}

/** What a use case commits: a check, its item, an event, an audit record, a quota. */
function commitOf(number) {
  const pk = `ws_${number % PARTITIONS}`;
  return [
    { op: "check", key: { pk, sk: "workspace" }, if: { exists: true } },
    { op: "put", item: itemOf(number, 1), if: { absent: true } },
    { op: "put", item: { pk: `outbox#${number % 64}`, sk: `${number}`, version: 1, data: { type: "post.created", id: number } } },
    {
      op: "put",
      item: { pk: `${pk}#audit`, sk: `${number}`, version: 1, data: { who: "usr_1", what: "posts.create", id: number } },
    },
    { op: "add", key: { pk, sk: `quota-${number % 10}` }, by: 1, max: 1e9 },
  ];
}

async function inFlight(total, run, lanes = IN_FLIGHT) {
  let next = 0;
  const lane = async () => {
    while (next < total) await run(next++);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

function groups(bare, total, run, size = IN_FLIGHT) {
  for (let start = 0; start < total; start += size) {
    bare.begin.run();
    for (let number = start; number < Math.min(start + size, total); number++) run(number);
    bare.commit.run();
  }
}

async function expectApplied(writing) {
  const result = await writing;
  if (!result.ok) throw new Error(`The write failed at ${result.failed}.`);
}

/** Each scenario once on a driver's store and once on a bare database; numbers go on, so that no round writes what one before did. */
const scenarios = [
  {
    name: "put, new item",
    total: WRITES,
    driver: (store, from) =>
      inFlight(WRITES, number => expectApplied(store.write([{ op: "put", item: itemOf(from + number, 1) }]))),
    bare: (bare, from) => groups(bare, WRITES, number => putBare(bare.put, itemOf(from + number, 1))),
  },
  {
    name: "put, if absent",
    total: WRITES,
    driver: (store, from) =>
      inFlight(WRITES, number =>
        expectApplied(store.write([{ op: "put", item: itemOf(from + number, 1), if: { absent: true } }])),
      ),
    bare: (bare, from) => groups(bare, WRITES, number => putBare(bare.insert, itemOf(from + number, 1))),
  },
  {
    name: "put over, if version",
    total: WRITES,
    driver: (store, from) =>
      inFlight(WRITES, number =>
        expectApplied(store.write([{ op: "put", item: itemOf(from - WRITES + number, 2), if: { version: 1 } }])),
      ),
    bare: (bare, from) => groups(bare, WRITES, number => putBare(bare.put, itemOf(from - WRITES + number, 2))),
  },
  {
    name: "commit of 5 operations",
    total: WRITES / 4,
    driver: (store, from) => inFlight(WRITES / 4, number => expectApplied(store.write(commitOf(from + number)))),
    bare: (bare, from) =>
      groups(bare, WRITES / 4, number => {
        const [check, post, event, audit, quota] = commitOf(from + number);
        bare.check.get(check.key.pk, check.key.sk);
        putBare(bare.insert, post.item);
        putBare(bare.put, event.item);
        putBare(bare.put, audit.item);
        bare.count.run(quota.key.pk, quota.key.sk, quota.by);
      }),
  },
  {
    name: "put, one at a time",
    total: WRITES / 32,
    driver: (store, from) =>
      inFlight(WRITES / 32, number => expectApplied(store.write([{ op: "put", item: itemOf(from + number, 1) }])), 1),
    bare: (bare, from) => groups(bare, WRITES / 32, number => putBare(bare.put, itemOf(from + number, 1)), 1),
  },
  {
    name: "get",
    total: READS,
    driver: async store => {
      for (let number = 0; number < READS; number++) {
        const { pk, sk } = keyOf(number);
        if ((await store.get({ pk, sk })) === null) throw new Error(`Not found: ${pk} ${sk}.`);
      }
    },
    bare: bare => {
      for (let number = 0; number < READS; number++) {
        const { pk, sk } = keyOf(number);
        JSON.parse(bare.get.get(pk, sk)[1]);
      }
    },
  },
  {
    name: `query of ${PAGE}`,
    total: PAGES,
    driver: async store => {
      for (let number = 0; number < PAGES; number++) {
        const page = await store.query({ pk: `ws_${number % PARTITIONS}#posts`, limit: PAGE });
        if (page.items.length !== PAGE) throw new Error("A page is short.");
      }
    },
    bare: bare => {
      for (let number = 0; number < PAGES; number++)
        for (const row of bare.page.all(`ws_${number % PARTITIONS}#posts`, "", PAGE)) JSON.parse(row[2]);
    },
  },
];

/** Scattered over the items of the first scenario. */
function keyOf(number) {
  const found = (number * 7919) % WRITES;
  return { pk: `ws_${found % PARTITIONS}#posts`, sk: `post_${found.toString().padStart(10, "0")}` };
}

async function measure(total, run) {
  const [main, all, start] = [process.threadCpuUsage(), process.cpuUsage(), performance.now()];
  await run();
  const seconds = (performance.now() - start) / 1000;
  const [mainUsed, allUsed] = [process.threadCpuUsage(main), process.cpuUsage(all)];
  return {
    rate: total / seconds,
    main: (mainUsed.user + mainUsed.system) / total,
    all: (allUsed.user + allUsed.system) / total,
  };
}

/** Milliseconds the disk takes to make 4 KB durable: what a write rate means depends on it (one write at a time: 5,000/s where it is 0.1, 270/s where it is 3.6). */
function syncTime() {
  const file = join(folder, "sync");
  const descriptor = openSync(file, "w");
  const page = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 200 }, (_, number) => {
    writeSync(descriptor, page, 0, page.length, number * page.length);
    const start = performance.now();
    fdatasyncSync(descriptor);
    return performance.now() - start;
  });
  closeSync(descriptor);
  return median(times);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

const diskSync = syncTime();
const store = await openSqliteStore({ file: join(folder, "driver.db"), now: Date.now });
const bare = openBare(join(folder, "bare.db"));
const workspaces = Array.from({ length: PARTITIONS }, (_, number) => ({
  pk: `ws_${number}`,
  sk: "workspace",
  version: 1,
  data: null,
}));
await expectApplied(store.write(workspaces.map(item => ({ op: "put", item }))));
for (const item of workspaces) putBare(bare.put, item);

const measured = new Map(scenarios.map(({ name }) => [name, { driver: [], bare: [] }]));
let from = 0;
// The first round warms up and is not counted.
for (let round = 0; round <= ROUNDS; round++) {
  for (const scenario of scenarios) {
    const sides = [
      ["driver", () => scenario.driver(store, from)],
      ["bare", () => scenario.bare(bare, from)],
    ];
    for (const [side, run] of round % 2 === 0 ? sides : sides.reverse()) {
      const figures = await measure(scenario.total, run);
      if (round > 0) measured.get(scenario.name)[side].push(figures);
    }
    if (!scenario.name.includes("over")) from += WRITES;
  }
}
await store.close();
bare.db.close();
rmSync(folder, { recursive: true });

const show = (figures, key, digits) => median(figures.map(one => one[key])).toFixed(digits);
console.log(`${ROUNDS} rounds, Node ${process.version}, medians; fdatasync of this disk takes ${diskSync.toFixed(2)} ms.\n`);
console.log("| operation | driver/s | bare/s | share | driver main µs | driver all µs | bare all µs |");
console.log("|---|---|---|---|---|---|---|");
for (const [name, { driver, bare: base }] of measured) {
  const share = median(driver.map((one, round) => one.rate / base[round].rate));
  console.log(
    `| ${name} | ${show(driver, "rate", 0)} | ${show(base, "rate", 0)} | ${(share * 100).toFixed(0)} % | ${show(driver, "main", 1)} | ${show(driver, "all", 1)} | ${show(base, "all", 1)} |`,
  );
}
