import { mediaKindOf, validatePost } from "@placard/networks";
import { z } from "zod";
import { CountRow, type Database, IdRow } from "../database.ts";
import { Refusal } from "../refusal.ts";
import { newId } from "./ids.ts";

const Options = z.object({
  visibility: z.enum(["public", "followers", "private"]).default("public"),
  sensitive: z.boolean().default(false),
  location: z.string().nullable().default(null),
  priority: z.number().default(0),
  topics: z.array(z.string()).default([]),
});

/** A post, a part of a thread (a reply), or a comment under a post. */
export const Post = z.object({
  seq: z.number(),
  id: z.string(),
  author_id: z.string(),
  kind: z.enum(["post", "comment"]),
  text: z.string(),
  title: z.string().nullable(),
  language: z.string().nullable(),
  /** Who sees it: everybody, its author's followers, or its author. */
  visibility: z.enum(["public", "followers", "private"]),
  /** The rest of the network's options, as they were given. */
  options: z.string().transform(text => Options.parse(JSON.parse(text))),
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
  readonly options: Readonly<Record<string, unknown>>;
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

const CountsRow = z.object({ likes: z.number(), comments: z.number(), replies: z.number() });
const AttachedRow = z.object({ id: z.string(), content_type: z.string(), alt_text: z.string().nullable() });

/** The condition that the reader in this parameter may see the post in this row; null is the public. */
const seenBy = (parameter: string, row = "posts"): string =>
  `(${row}.visibility = 'public' OR ${row}.author_id = ${parameter} OR (${row}.visibility = 'followers'
    AND EXISTS (SELECT 1 FROM follows WHERE follows.profile_id = ${row}.author_id AND follows.follower_id = ${parameter})))`;

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
    more: { unbudgeted?: boolean } = {},
  ): { post: Post; replayed: boolean } {
    return this.#database.transact(() => {
      const known = key === null ? null : this.key(authorId, key);
      if (known?.state === "burned") {
        throw new Refusal(409, "key_burned", "This idempotency key was burned: nothing can be created with it any more.");
      }
      const made = known?.post_id ? this.any(known.post_id) : null;
      if (made !== null) return { post: made, replayed: true };

      const options = this.#checkContent(authorId, draft);
      const parent = draft.replyTo === null ? null : this.visibleTo(draft.replyTo, authorId);
      if (draft.replyTo !== null && parent === null) {
        throw new Refusal(422, "reply_to_not_found", "There is no post with the id given as reply_to.");
      }
      if (draft.kind === "comment" && parent === null)
        throw new Refusal(422, "reply_to_required", "A comment needs the post it is about.");
      if (more.unbudgeted !== true) this.#spend(authorId, now);

      const id = newId("pst");
      this.#database.run(
        `INSERT INTO posts (id, author_id, kind, text, title, language, visibility, options, reply_to, root_id, idempotency_key, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        authorId,
        draft.kind,
        draft.text,
        draft.title,
        draft.language,
        options.visibility,
        JSON.stringify(options),
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
    return this.#database.get(Post, `SELECT * FROM posts WHERE id = ?1 AND deleted_at IS NULL AND ${seenBy("?2")}`, id, readerId);
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
      `SELECT * FROM posts WHERE author_id = ?1 AND deleted_at IS NULL AND ${seenBy("?2")} AND (?3 IS NULL OR seq < ?3)
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

  /** The author's own thread as a reader may see it: the first post and their replies to it in order. */
  thread(post: Post, readerId: string | null): Post[] {
    return this.#database.all(
      Post,
      `SELECT thread.* FROM posts AS thread JOIN posts AS root ON root.id = ?1
       WHERE thread.root_id = ?1 AND thread.author_id = root.author_id AND thread.kind = 'post' AND thread.deleted_at IS NULL
         AND ${seenBy("?2", "thread")} ORDER BY thread.seq`,
      post.root_id,
      readerId,
    );
  }

  /** Everything that others, or the author in a comment, said under a thread's first post or one of its parts, oldest first. */
  comments(postId: string, readerId: string | null, limit: number): Post[] {
    return this.#database.all(
      Post,
      `SELECT comment.* FROM posts AS comment JOIN posts AS about ON about.id = ?1
       WHERE comment.reply_to = ?1 AND comment.deleted_at IS NULL AND (comment.kind = 'comment' OR comment.author_id <> about.author_id)
         AND ${seenBy("?2", "comment")} ORDER BY comment.seq LIMIT ?3`,
      postId,
      readerId,
      limit,
    );
  }

  counts(postId: string): { likes: number; comments: number; replies: number } {
    const found = this.#database.get(
      CountsRow,
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
      .all(IdRow, "SELECT profile_id AS id FROM likes WHERE post_id = ? ORDER BY created_at, profile_id LIMIT ?", postId, limit)
      .map(row => row.id);
  }

  /** The author's budget as it stands at `now`. */
  budget(authorId: string, now: number): PostBudget {
    const window = Math.floor(now / this.#windowMs);
    const used =
      this.#database.get(CountRow, "SELECT used AS n FROM post_windows WHERE author_id = ? AND window = ?", authorId, window)
        ?.n ?? 0;
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

  /** Checks a draft by the network's own rules and gives its options whole. Throws 422 with the rules' code. */
  #checkContent(authorId: string, draft: Draft): z.infer<typeof Options> {
    const media = draft.mediaIds.map(id => {
      const found = this.#database.get(
        AttachedRow,
        "SELECT id, content_type, alt_text FROM media WHERE id = ? AND owner_id = ?",
        id,
        authorId,
      );
      if (found === null) throw new Refusal(422, "media_not_found", `There is no media ${JSON.stringify(id)} of this profile.`);
      return { id, type: mediaKindOf(found.content_type), contentType: found.content_type, altText: found.alt_text };
    });
    const issues = validatePost({ network: "sandbox", text: draft.text, title: draft.title, media, options: draft.options });
    const wrong = issues.find(issue => issue.severity === "error");
    if (wrong !== undefined) throw new Refusal(422, wrong.code, wrong.message, { details: { path: wrong.path } });
    return Options.parse(draft.options);
  }
}
