/** What a program could do at best on one thread of `node:sqlite`: prepared statements, the driver's own table and settings, nothing checked. */
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";

export function openBareSqlite(file) {
  const db = new DatabaseSync(process.platform === "win32" ? file : `${pathToFileURL(file).href}?vfs=unix-excl`);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16000;
    PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32768;
    CREATE TABLE items (pk TEXT NOT NULL, sk TEXT NOT NULL, version INTEGER NOT NULL, data TEXT NOT NULL, count INTEGER, expires INTEGER,
      list_pk TEXT, list_sk TEXT, view_pk TEXT, view_sk TEXT, due_pk TEXT, due_sk TEXT, PRIMARY KEY (pk, sk)) STRICT;
    CREATE INDEX items_list ON items (list_pk, list_sk, pk, sk, expires) WHERE list_pk IS NOT NULL;
    CREATE INDEX items_view ON items (view_pk, view_sk, pk, sk, expires) WHERE view_pk IS NOT NULL;
    CREATE INDEX items_due ON items (due_pk, due_sk, pk, sk, expires) WHERE due_pk IS NOT NULL;
    CREATE INDEX items_expires ON items (expires) WHERE expires IS NOT NULL;`);
  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  const put = db.prepare(`INSERT INTO items VALUES (${"?, ".repeat(11)}?) ON CONFLICT DO UPDATE SET version = excluded.version,
    data = excluded.data, list_pk = excluded.list_pk, list_sk = excluded.list_sk, view_pk = excluded.view_pk, view_sk = excluded.view_sk,
    due_pk = excluded.due_pk, due_sk = excluded.due_sk`);
  return {
    put({ pk, sk, version, data, expires, list, view, due }) {
      const text = JSON.stringify(data);
      put.run(pk, sk, version, text, null, expires ?? null, ...placeOf(list), ...placeOf(view), ...placeOf(due));
    },
    /** Runs `each` for the numbers of a group in one durable transaction. */
    transaction(from, to, each) {
      begin.run();
      for (let number = from; number < to; number++) each(number);
      commit.run();
    },
    close: () => db.close(),
  };
}

const placeOf = place => [place?.pk ?? null, place?.sk ?? null];
