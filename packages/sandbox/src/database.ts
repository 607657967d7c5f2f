import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { z } from "zod";

/** Raised by one whenever the tables change; a folder written by another number is refused instead of guessed at. */
const SCHEMA_NUMBER = 1;

const SCHEMA = `
CREATE TABLE profiles (
  id TEXT PRIMARY KEY, handle TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL, kind TEXT NOT NULL, bio TEXT NOT NULL,
  owner_id TEXT REFERENCES profiles(id), password TEXT, simulated INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX profiles_by_owner ON profiles(owner_id) WHERE owner_id IS NOT NULL;

CREATE TABLE codes (
  hash TEXT PRIMARY KEY, client_id TEXT NOT NULL, redirect_uri TEXT NOT NULL, challenge TEXT NOT NULL, scopes TEXT NOT NULL,
  profile_ids TEXT NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER
) STRICT;
CREATE TABLE grants (
  id TEXT PRIMARY KEY, profile_id TEXT NOT NULL REFERENCES profiles(id), client_id TEXT NOT NULL, scopes TEXT NOT NULL, code_hash TEXT,
  created_at INTEGER NOT NULL, revoked_at INTEGER, reuse_seen_at INTEGER
) STRICT;
CREATE INDEX grants_by_profile ON grants(profile_id);
CREATE INDEX grants_by_code ON grants(code_hash) WHERE code_hash IS NOT NULL;
CREATE TABLE tokens (
  hash TEXT PRIMARY KEY, grant_id TEXT NOT NULL REFERENCES grants(id), kind TEXT NOT NULL, expires_at INTEGER, used_at INTEGER
) STRICT;
CREATE INDEX tokens_by_grant ON tokens(grant_id);

CREATE TABLE media (
  id TEXT PRIMARY KEY, owner_id TEXT NOT NULL REFERENCES profiles(id), content_type TEXT NOT NULL, alt_text TEXT, bytes BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE posts (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, author_id TEXT NOT NULL REFERENCES profiles(id), kind TEXT NOT NULL,
  text TEXT NOT NULL, title TEXT, language TEXT, visibility TEXT NOT NULL, options TEXT NOT NULL, reply_to TEXT, root_id TEXT NOT NULL, idempotency_key TEXT,
  views INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, deleted_at INTEGER
) STRICT;
CREATE INDEX posts_by_author ON posts(author_id, seq);
CREATE INDEX posts_by_root ON posts(root_id, seq);
CREATE INDEX posts_by_parent ON posts(reply_to, seq) WHERE reply_to IS NOT NULL;
CREATE TABLE post_media (
  post_id TEXT NOT NULL REFERENCES posts(id), position INTEGER NOT NULL, media_id TEXT NOT NULL REFERENCES media(id), PRIMARY KEY (post_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE keys (
  author_id TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL, post_id TEXT, create_requests INTEGER NOT NULL, first_seen_at INTEGER NOT NULL,
  PRIMARY KEY (author_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE likes (
  post_id TEXT NOT NULL REFERENCES posts(id), profile_id TEXT NOT NULL REFERENCES profiles(id), created_at INTEGER NOT NULL,
  PRIMARY KEY (post_id, profile_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE follows (
  profile_id TEXT NOT NULL REFERENCES profiles(id), follower_id TEXT NOT NULL REFERENCES profiles(id), created_at INTEGER NOT NULL,
  PRIMARY KEY (profile_id, follower_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE messages (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, profile_id TEXT NOT NULL REFERENCES profiles(id),
  sender_id TEXT NOT NULL REFERENCES profiles(id), text TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_by_profile ON messages(profile_id, seq);

CREATE TABLE post_windows (
  author_id TEXT PRIMARY KEY, window INTEGER NOT NULL, used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE faults (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, account TEXT, operation TEXT NOT NULL, kind TEXT NOT NULL,
  settings TEXT NOT NULL, times INTEGER NOT NULL, remaining INTEGER NOT NULL, created_at INTEGER NOT NULL
) STRICT;
PRAGMA user_version = ${SCHEMA_NUMBER};
`;

const TABLES = [
  "faults",
  "post_windows",
  "messages",
  "follows",
  "likes",
  "keys",
  "post_media",
  "posts",
  "media",
  "tokens",
  "grants",
  "codes",
  "profiles",
];

/** The row of a query for one count, as `n`. */
export const CountRow = z.object({ n: z.number() });
/** The row of a query for ids alone. */
export const IdRow = z.object({ id: z.string() });

/** The sandbox's memory: one SQLite file, or nothing but memory. Everything is synchronous: what is answered has been committed. */
export class Database {
  readonly #sqlite: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;

  /** Opens `sandbox.db` in `dataDir` (created when missing), or a database in memory when it is null. Throws when the file is of another schema. */
  constructor(dataDir: string | null) {
    if (dataDir !== null) mkdirSync(dataDir, { recursive: true });
    this.#sqlite = new DatabaseSync(dataDir === null ? ":memory:" : join(dataDir, "sandbox.db"));
    try {
      // NORMAL, not FULL: in WAL mode a committed change outlives the process however it dies, which is what kill tests need. Only a loss of power
      // can take the last commits, and FULL's fsync for each post would make the sandbox the slowest part of what is measured against it.
      this.#sqlite.exec(
        "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;",
      );
      this.transact(() => {
        const found = Number(this.#sqlite.prepare("PRAGMA user_version").get()?.user_version ?? 0);
        if (found === 0) this.#sqlite.exec(SCHEMA);
        else if (found !== SCHEMA_NUMBER)
          throw new Error(`The sandbox data in ${dataDir} has schema ${found}; this release reads ${SCHEMA_NUMBER}.`);
      });
    } catch (error) {
      this.#sqlite.close();
      throw error;
    }
  }

  /** All rows of a query, each checked against `row`. */
  all<T>(row: z.ZodType<T>, sql: string, ...values: SQLInputValue[]): T[] {
    return this.#statement(sql)
      .all(...values)
      .map(found => row.parse(found));
  }

  /** The first row, or null. */
  get<T>(row: z.ZodType<T>, sql: string, ...values: SQLInputValue[]): T | null {
    const found = this.#statement(sql).get(...values);
    return found === undefined ? null : row.parse(found);
  }

  /** Runs a change; answers how many rows it touched. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** Runs `work` in a transaction: all of it is kept, or, when it throws, nothing. May be nested: the outermost decides. */
  transact<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#sqlite.exec("BEGIN IMMEDIATE");
    this.#depth++;
    try {
      const answer = work();
      this.#sqlite.exec("COMMIT");
      return answer;
    } catch (error) {
      this.#sqlite.exec("ROLLBACK");
      throw error;
    } finally {
      this.#depth--;
    }
  }

  /** Forgets everything: people, posts, keys, faults. */
  empty(): void {
    this.transact(() => {
      // A person owns pages: rows of one table that point at each other.
      this.#sqlite.exec("PRAGMA defer_foreign_keys = ON");
      for (const table of TABLES) this.#sqlite.exec(`DELETE FROM ${table}`);
    });
  }

  close(): void {
    this.#statements.clear();
    this.#sqlite.close();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const made = this.#sqlite.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }
}
