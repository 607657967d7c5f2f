import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Database } from "../database.ts";
import { LIMITS } from "../limits.ts";
import { Refusal } from "../refusal.ts";
import { newId } from "./ids.ts";

/** A person or a page. The sandbox's own id is what a connector knows as the external id. */
export const Profile = z.object({
  id: z.string(),
  handle: z.string(),
  display_name: z.string(),
  kind: z.enum(["person", "page"]),
  bio: z.string(),
  owner_id: z.string().nullable(),
  simulated: z.number(),
  created_at: z.number(),
});
export type Profile = z.infer<typeof Profile>;

const PasswordRow = z.object({ password: z.string().nullable() });
const CountsRow = z.object({ followers: z.number(), following: z.number(), posts: z.number(), likes: z.number() });

const COLUMNS = "id, handle, display_name, kind, bio, owner_id, simulated, created_at";
const HANDLE = new RegExp(`^[a-z0-9](?:[a-z0-9_-]{0,${LIMITS.handleCharacters - 2}}[a-z0-9])?$`);

/** Every person manages these two pages, so that choosing among accounts can be tried with anyone. The dot keeps them apart from people. */
const PAGES = [
  { suffix: "studio", name: "Studio", bio: "Behind the scenes." },
  { suffix: "news", name: "News", bio: "What is new, when it is new." },
];

/** What a person would get who took this handle: shown on the consent page before anything is created. */
export interface Prospect {
  readonly handle: string;
  readonly displayName: string;
  readonly kind: "person" | "page";
  readonly bio: string;
}

/**
 * A handle as it is stored, from what a person typed: a leading @ and capitals do not matter.
 * Throws 422 `handle_invalid`.
 */
export function normalizeHandle(typed: string): string {
  const handle = typed.trim().replace(/^@/, "").toLowerCase();
  if (!HANDLE.test(handle)) {
    throw new Refusal(
      422,
      "handle_invalid",
      `A handle has 1 to ${LIMITS.handleCharacters} letters a–z, digits, hyphens and underscores, and begins and ends with a letter or digit.`,
    );
  }
  return handle;
}

/** The person and the pages that belong to a handle, the person first. */
export function prospectsOf(handle: string): Prospect[] {
  const displayName = handle
    .split(/[_-]+/)
    .filter(word => word !== "")
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
  return [
    { handle, displayName, kind: "person", bio: "" },
    ...PAGES.map(page => ({
      handle: `${handle}.${page.suffix}`,
      displayName: `${displayName} ${page.name}`,
      kind: "page" as const,
      bio: page.bio,
    })),
  ];
}

/** The people and pages of the network. */
export class Profiles {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  byId(id: string): Profile | null {
    return this.#database.get(Profile, `SELECT ${COLUMNS} FROM profiles WHERE id = ?`, id);
  }

  byHandle(handle: string): Profile | null {
    return this.#database.get(
      Profile,
      `SELECT ${COLUMNS} FROM profiles WHERE handle = ?`,
      handle.replace(/^@/, "").toLowerCase(),
    );
  }

  /** Finds by id or handle. */
  find(idOrHandle: string): Profile | null {
    return this.byId(idOrHandle) ?? this.byHandle(idOrHandle);
  }

  pagesOf(personId: string): Profile[] {
    return this.#database.all(Profile, `SELECT ${COLUMNS} FROM profiles WHERE owner_id = ? ORDER BY handle`, personId);
  }

  /** The people who took part most recently, newest first; nobody of the simulated audience. */
  recentPeople(count: number): Profile[] {
    return this.#database.all(
      Profile,
      `SELECT ${COLUMNS} FROM profiles WHERE kind = 'person' AND simulated = 0 ORDER BY created_at DESC, rowid DESC LIMIT ?`,
      count,
    );
  }

  /** The person with this handle, who is created together with the pages at the first call. */
  ensurePerson(handle: string, now: number): Profile {
    return this.#database.transact(() => {
      const known = this.byHandle(handle);
      if (known !== null) return known;
      const [person, ...pages] = prospectsOf(handle);
      if (person === undefined) throw new Error("A handle always stands for a person.");
      const made = this.#create(person, null, 0, now);
      for (const page of pages) this.#create(page, made.id, 0, now);
      return made;
    });
  }

  /** A member of the simulated audience. */
  ensureFan(handle: string, displayName: string, now: number): Profile {
    return (
      this.byHandle(handle) ??
      this.#create({ handle, displayName, kind: "person", bio: "Part of the simulated audience." }, null, 1, now)
    );
  }

  /** Checks the password of a person; the first one ever given is kept. Throws 401 `wrong_password`. */
  authenticate(person: Profile, password: string): void {
    this.#database.transact(() => {
      const kept = this.#database.get(PasswordRow, "SELECT password FROM profiles WHERE id = ?", person.id)?.password;
      if (kept === null || kept === undefined) {
        this.#database.run("UPDATE profiles SET password = ? WHERE id = ?", hashPassword(password), person.id);
      } else if (!isPassword(password, kept)) {
        throw new Refusal(401, "wrong_password", `That is not the password of @${person.handle}.`);
      }
    });
  }

  counts(id: string): { followers: number; following: number; posts: number; likes: number } {
    const found = this.#database.get(
      CountsRow,
      `SELECT (SELECT count(*) FROM follows WHERE profile_id = ?1) AS followers,
              (SELECT count(*) FROM follows WHERE follower_id = ?1) AS following,
              (SELECT count(*) FROM posts WHERE author_id = ?1 AND kind = 'post' AND deleted_at IS NULL) AS posts,
              (SELECT count(*) FROM likes JOIN posts ON posts.id = likes.post_id WHERE posts.author_id = ?1 AND posts.deleted_at IS NULL) AS likes`,
      id,
    );
    return found ?? { followers: 0, following: 0, posts: 0, likes: 0 };
  }

  #create(prospect: Prospect, ownerId: string | null, simulated: 0 | 1, now: number): Profile {
    const made: Profile = {
      id: newId("prf"),
      handle: prospect.handle,
      display_name: prospect.displayName,
      kind: prospect.kind,
      bio: prospect.bio,
      owner_id: ownerId,
      simulated,
      created_at: now,
    };
    this.#database.run(
      `INSERT INTO profiles (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      made.id,
      made.handle,
      made.display_name,
      made.kind,
      made.bio,
      made.owner_id,
      made.simulated,
      made.created_at,
    );
    return made;
  }
}

/** Cheap on purpose (about 10 ms): these passwords are invented for tests, and many tests log in. */
const SCRYPT_COST = 4_096;

function hashPassword(password: string): string {
  const salt = randomBytes(16);
  return `${salt.toString("base64url")}.${scryptSync(password, salt, 32, { N: SCRYPT_COST }).toString("base64url")}`;
}

function isPassword(password: string, kept: string): boolean {
  const [salt = "", hash = ""] = kept.split(".");
  return timingSafeEqual(
    scryptSync(password, Buffer.from(salt, "base64url"), 32, { N: SCRYPT_COST }),
    Buffer.from(hash, "base64url"),
  );
}
