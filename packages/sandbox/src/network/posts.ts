import { z } from "zod";
import type { Database } from "../database.ts";
import { countGraphemes, LIMITS } from "../limits.ts";
import { Refusal } from "../refusal.ts";
import { newId } from "./ids.ts";

/** A post, a part of a thread (a reply), or a comment under a post. */
export const Post = z.object({
  seq: z.number(),
  id: z.string(),
  author_id: z.string(),
  kind: z.enum(["post", "comment"]),
  text: z.string(),
  title: z.string().nullable(),
  language: z.string().nullable(),
  visibility: z.enum(["public", "unlisted", "private"]),
  reply_to: z.string().nullable(),
  root_id: z.string(),
  idempotency_key: z.string().nullable(),
  views: z.number(),
  created_at: z.number(),
  deleted_at: z.number().nullable(),
});
export type Post = z.infer<typeof Post>;

const KeyRow = z.object({
  author_id: z.string(),
  key: z.string(),
  state: z.enum(["open", "used", "burned"]),
  post_id: z.string().nullable(),
  create_requests: z.number(),
  first_seen_at: z.number(),
});
/** An idempotency key as the network knows it: `open` was seen in a request that did not take effect, `used` made a post, `burned` never will. */
export type KeyRecord = z.infer<typeof KeyRow>;

/** What someone asks to be posted. */
export interface Draft {
  readonly kind: "post" | "comment";
  readonly text: string;
  readonly title: string | null;
  readonly language: string | null;
  readonly visibility: "public" | "unlisted" | "private";
  readonly mediaIds: readonly string[];
  readonly replyTo: string | null;
}

/** An author's budget of posts. */
export interface PostBudget {
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until it is full again. */
  readonly resetsInMs: number;
}

const one = z.object({ n: z.number() });

/** The posts of the network, and the keys that made them. */
export class Posts {
  readonly #database: Database;
  readonly #perWindow: number;
  readonly #windowMs: number;

  constructor(database: Database, budget: { posts: number; windowMs: number }) {
    this.#database = database;
    this.#perWindow = budget.posts;
    this.#windowMs = budget.windowMs;
  }

  /** Notes that a create request with this key arrived, whatever comes of it. */
  countRequest(authorId: string, key: string, now: number): void {
    this.#database.run(
      `INSERT INTO keys (author_id, key, state, post_id, create_requests, first_seen_at) VALUES (?, ?, 'open', NULL, 1, ?)
       ON CONFLICT (author_id, key) DO UPDATE SET create_requests = create_requests + 1`,
      authorId,
      key,
      now,
    );
  }

  /**
   * Posts a draft. The same key gives the post that it made first, whatever the draft now says: a retry may have uploaded its media again.
   * `unbudgeted` leaves the author's budget alone (the simulated audience has none).
   * Throws 409 `key_burned`, 422 for the content, 429 `rate_limited`.
   */
  create(
    authorId: string,
    key: string | null,
    draft: Draft,
    now: number,
    options: { unbudgeted?: boolean } = {},
  ): { post: Post; replayed: boolean } {
    return this.#database.transact(() => {
      const known = key === null ? null : this.key(authorId, key);
      if (known?.state === "burned") {
        throw new Refusal(409, "key_burned", "This idempotency key was burned: nothing can be created with it any more.");
      }
      const made = known?.post_id ? this.any(known.post_id) : null;
      if (made !== null) return { post: made, replayed: true };

      this.#checkContent(authorId, draft);
      const parent = draft.replyTo === null ? null : this.visibleTo(draft.replyTo, authorId);
      if (draft.replyTo !== null && parent === null) {
        throw new Refusal(422, "reply_to_not_found", "There is no post with the id given as reply_to.");
      }
      if (draft.kind === "comment" && parent === null)
        throw new Refusal(422, "reply_to_required", "A comment needs the post it is about.");
      if (options.unbudgeted !== true) this.#spend(authorId, now);

      const id = newId("pst");
      this.#database.run(
        `INSERT INTO posts (id, author_id, kind, text, title, language, visibility, reply_to, root_id, idempotency_key, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        authorId,
        draft.kind,
        draft.text,
        draft.title,
        draft.language,
        draft.visibility,
        parent?.id ?? null,
        parent?.root_id ?? id,
        key,
        now,
      );
      draft.mediaIds.forEach((mediaId, position) => {
        this.#database.run("INSERT INTO post_media (post_id, position, media_id) VALUES (?, ?, ?)", id, position, mediaId);
      });
      if (key !== null) {
        this.#database.run(
          `INSERT INTO keys (author_id, key, state, post_id, create_requests, first_seen_at) VALUES (?, ?, 'used', ?, 0, ?)
           ON CONFLICT (author_id, key) DO UPDATE SET state = 'used', post_id = excluded.post_id`,
          authorId,
          key,
          id,
          now,
        );
      }
      const post = this.any(id);
      if (post === null) throw new Error("A post that was just written is there.");
      return { post, replayed: false };
    });
  }

  key(authorId: string, key: string): KeyRecord | null {
    return this.#database.get(KeyRow, "SELECT * FROM keys WHERE author_id = ? AND key = ?", authorId, key);
  }

  keysOf(authorId: string | null): KeyRecord[] {
    return this.#database.all(
      KeyRow,
      "SELECT * FROM keys WHERE ?1 IS NULL OR author_id = ?1 ORDER BY first_seen_at, key",
      authorId,
    );
  }

  /**
   * Ends a key that made nothing, for good: a request with it that is still under way, or comes later, is refused with 409 `key_burned`.
   * Answers the post when the key already made one (then nothing changes). This is what turns "not seen" into "cannot be there".
   */
  burn(authorId: string, key: string, now: number): Post | null {
    return this.#database.transact(() => {
      const known = this.key(authorId, key);
      if (known?.post_id) return this.any(known.post_id);
      this.#database.run(
        `INSERT INTO keys (author_id, key, state, post_id, create_requests, first_seen_at) VALUES (?, ?, 'burned', NULL, 0, ?)
         ON CONFLICT (author_id, key) DO UPDATE SET state = 'burned'`,
        authorId,
        key,
        now,
      );
      return null;
    });
  }

  /** A post by its id, deleted or not. */
  any(id: string): Post | null {
    return this.#database.get(Post, "SELECT * FROM posts WHERE id = ?", id);
  }

  /** A post that stands and may be seen by this reader (null: the public). */
  visibleTo(id: string, readerId: string | null): Post | null {
    const post = this.any(id);
    if (post === null || post.deleted_at !== null) return null;
    return post.visibility !== "private" || post.author_id === readerId ? post : null;
  }

  /** Deletes; its key stays used, so that no late request brings it back. */
  delete(id: string, now: number): void {
    this.#database.run("UPDATE posts SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL", now, id);
  }

  /** All posts of an author or of everybody in the order they were made, deleted ones too: the ground truth. */
  all(authorId: string | null): Post[] {
    return this.#database.all(Post, "SELECT * FROM posts WHERE ?1 IS NULL OR author_id = ?1 ORDER BY seq", authorId);
  }

  /** Newest first; `before` is the `seq` of the last one seen. */
  byAuthor(authorId: string, readerId: string | null, limit: number, before: number | null): Post[] {
    return this.#database.all(
      Post,
      `SELECT * FROM posts WHERE author_id = ?1 AND deleted_at IS NULL AND (visibility = 'public' OR ?2 = ?1) AND (?3 IS NULL OR seq < ?3)
       ORDER BY seq DESC LIMIT ?4`,
      authorId,
      readerId,
      before,
      limit,
    );
  }

  /** What begins a conversation: public first posts, newest first, of one author or of everybody. */
  firsts(authorId: string | null, limit: number, before: number | null): Post[] {
    return this.#database.all(
      Post,
      `SELECT * FROM posts WHERE reply_to IS NULL AND deleted_at IS NULL AND visibility = 'public' AND (?1 IS NULL OR author_id = ?1)
       AND (?2 IS NULL OR seq < ?2) ORDER BY seq DESC LIMIT ?3`,
      authorId,
      before,
      limit,
    );
  }

  /** The author's own thread: the first post and their replies to it in order. */
  thread(post: Post): Post[] {
    return this.#database.all(
      Post,
      `SELECT thread.* FROM posts AS thread JOIN posts AS root ON root.id = ?1
       WHERE thread.root_id = ?1 AND thread.author_id = root.author_id AND thread.kind = 'post' AND thread.deleted_at IS NULL
         AND (thread.visibility <> 'private' OR thread.author_id = ?2) ORDER BY thread.seq`,
      post.root_id,
      post.author_id,
    );
  }

  /** Everything that others, or the author in a comment, said under a thread's first post or one of its parts, oldest first. */
  comments(postId: string, readerId: string | null, limit: number): Post[] {
    return this.#database.all(
      Post,
      `SELECT comment.* FROM posts AS comment JOIN posts AS about ON about.id = ?1
       WHERE comment.reply_to = ?1 AND comment.deleted_at IS NULL AND (comment.kind = 'comment' OR comment.author_id <> about.author_id)
         AND (comment.visibility <> 'private' OR comment.author_id = ?2) ORDER BY comment.seq LIMIT ?3`,
      postId,
      readerId,
      limit,
    );
  }

  counts(postId: string): { likes: number; comments: number; replies: number } {
    const found = this.#database.get(
      z.object({ likes: z.number(), comments: z.number(), replies: z.number() }),
      `SELECT (SELECT count(*) FROM likes WHERE post_id = about.id) AS likes,
              (SELECT count(*) FROM posts WHERE reply_to = about.id AND deleted_at IS NULL AND (kind = 'comment' OR author_id <> about.author_id)) AS comments,
              (SELECT count(*) FROM posts WHERE reply_to = about.id AND deleted_at IS NULL AND kind = 'post' AND author_id = about.author_id) AS replies
       FROM posts AS about WHERE about.id = ?`,
      postId,
    );
    return found ?? { likes: 0, comments: 0, replies: 0 };
  }

  addViews(postId: string, views: number): void {
    this.#database.run("UPDATE posts SET views = views + ? WHERE id = ?", views, postId);
  }

  like(postId: string, profileId: string, now: number): boolean {
    return (
      this.#database.run(
        "INSERT OR IGNORE INTO likes (post_id, profile_id, created_at) VALUES (?, ?, ?)",
        postId,
        profileId,
        now,
      ) > 0
    );
  }

  unlike(postId: string, profileId: string): void {
    this.#database.run("DELETE FROM likes WHERE post_id = ? AND profile_id = ?", postId, profileId);
  }

  likers(postId: string, limit: number): string[] {
    return this.#database
      .all(
        z.object({ id: z.string() }),
        "SELECT profile_id AS id FROM likes WHERE post_id = ? ORDER BY created_at, profile_id LIMIT ?",
        postId,
        limit,
      )
      .map(row => row.id);
  }

  /** The author's budget as it stands at `now`. */
  budget(authorId: string, now: number): PostBudget {
    const window = Math.floor(now / this.#windowMs);
    const used =
      this.#database.get(one, "SELECT used AS n FROM post_windows WHERE author_id = ? AND window = ?", authorId, window)?.n ?? 0;
    return {
      limit: this.#perWindow,
      remaining: Math.max(0, this.#perWindow - used),
      resetsInMs: (window + 1) * this.#windowMs - now,
    };
  }

  #spend(authorId: string, now: number): void {
    const budget = this.budget(authorId, now);
    if (budget.remaining === 0) {
      const seconds = Math.ceil(budget.resetsInMs / 1_000);
      throw new Refusal(
        429,
        "rate_limited",
        `At most ${budget.limit} posts in ${this.#windowMs / 1_000} s; try again in ${seconds} s.`,
        {
          headers: { "Retry-After": String(seconds) },
        },
      );
    }
    this.#database.run(
      `INSERT INTO post_windows (author_id, window, used) VALUES (?, ?, 1)
       ON CONFLICT (author_id) DO UPDATE SET used = CASE WHEN window = excluded.window THEN used + 1 ELSE 1 END, window = excluded.window`,
      authorId,
      Math.floor(now / this.#windowMs),
    );
  }

  #checkContent(authorId: string, draft: Draft): void {
    if (draft.text.trim() === "" && draft.mediaIds.length === 0) {
      throw new Refusal(422, "content_required", "A post needs a text or media.");
    }
    const length = countGraphemes(draft.text);
    if (length > LIMITS.textGraphemes) {
      throw new Refusal(422, "text_too_long", `The text has ${length} characters; at most ${LIMITS.textGraphemes} are allowed.`);
    }
    if (draft.mediaIds.length > LIMITS.mediaPerPost) {
      throw new Refusal(422, "too_many_media", `At most ${LIMITS.mediaPerPost} media can be attached.`);
    }
    for (const id of draft.mediaIds) {
      const owned =
        this.#database.get(one, "SELECT count(*) AS n FROM media WHERE id = ? AND owner_id = ?", id, authorId)?.n ?? 0;
      if (owned === 0) throw new Refusal(422, "media_not_found", `There is no media ${JSON.stringify(id)} of this profile.`);
    }
  }
}
