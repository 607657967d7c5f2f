import { z } from "zod";
import { CountRow, type Database, IdRow } from "../database.ts";
import { newId } from "./ids.ts";
import type { Post, Posts } from "./posts.ts";
import type { Profile, Profiles } from "./profiles.ts";

const FIRST = [
  "Maya",
  "Jonas",
  "Priya",
  "Theo",
  "Amara",
  "Lucas",
  "Ines",
  "Kofi",
  "Hana",
  "Mateo",
  "Freya",
  "Omar",
  "Linh",
  "Sofia",
  "Emil",
  "Zuri",
];
const LAST = ["Lind", "Okafor", "Reyes", "Sato", "Novak", "Haddad", "Moreau", "Kaya", "Silva", "Nguyen", "Berg", "Mensah"];

const COMMENTS = [
  "Love this! 🎉",
  "Where can I read more about it?",
  "We tried the same last year and it worked well for us.",
  "Could you share the details? I would like to show my team.",
  "Not sure I agree, but it made me think.",
  "Congratulations to everyone involved 👏",
  "Does it ship to Portugal?",
  "This is exactly what I needed today. Thank you!",
  "The link does not open for me. Is it only me?",
  "Saving this for later.",
  "When is the next one?",
  "Honestly, the support I got last week was slow. Hope it gets better.",
];
const MESSAGES = [
  "Hi! Are you open on Saturday?",
  "I ordered last week and have not heard back. Order 4821.",
  "Do you work with schools?",
  "Thank you for the quick help yesterday!",
  "Could you send me your price list?",
  "I would like to write about you for our newsletter. Who can I talk to?",
];

const MessageRow = z.object({
  seq: z.number(),
  id: z.string(),
  profile_id: z.string(),
  sender_id: z.string(),
  text: z.string(),
  created_at: z.number(),
});
/** A direct message that a profile received. */
export type Message = z.infer<typeof MessageRow>;

/** The name of the n-th member of the audience; the same n is always the same person. */
export function fanNumber(n: number): { handle: string; displayName: string } {
  const first = FIRST[n % FIRST.length] ?? "";
  // Neighbours differ in both names, and no pair comes back within a round: one first name meets the last names in steps of 5 · 16 + 3, which has no factor in common with 12.
  const last = LAST[(n * 5 + Math.floor(n / FIRST.length) * 3) % LAST.length] ?? "";
  const round = Math.floor(n / (FIRST.length * LAST.length));
  const suffix = round === 0 ? "" : `-${round + 1}`;
  return {
    handle: `${first}.${last}${suffix}`.toLowerCase(),
    displayName: `${first} ${last}${round === 0 ? "" : ` ${round + 1}`}`,
  };
}

/** How many of each to simulate. */
export interface Simulation {
  readonly comments: number;
  readonly likes: number;
  readonly followers: number;
  readonly messages: number;
}

/** Likes, comments, followers and messages, real ones and simulated ones. */
export class Audience {
  readonly #database: Database;
  readonly #profiles: Profiles;
  readonly #posts: Posts;

  constructor(database: Database, profiles: Profiles, posts: Posts) {
    this.#database = database;
    this.#profiles = profiles;
    this.#posts = posts;
  }

  /**
   * Lets the simulated audience act. It is deterministic: what happens follows from the counts asked for and from what has happened before,
   * so the same calls on a fresh network give the same people, texts and numbers.
   */
  simulate(
    profile: Profile,
    post: Post | null,
    wanted: Simulation,
    now: number,
  ): { comments: Post[]; messages: Message[]; likes: number; followers: number } {
    return this.#database.transact(() => {
      const comments: Post[] = [];
      if (post !== null) {
        const before = this.#posts.counts(post.id);
        for (let n = before.comments; n < before.comments + wanted.comments; n++) {
          const text = COMMENTS[n % COMMENTS.length] ?? "";
          const draft = {
            kind: "comment",
            text,
            title: null,
            language: "en",
            options: {},
            mediaIds: [],
            replyTo: post.id,
          } as const;
          comments.push(this.#posts.create(this.#fan(n, now).id, null, draft, now, { unbudgeted: true }).post);
        }
        this.#repeat(wanted.likes, before.likes, n => this.#posts.like(post.id, this.#fan(n, now).id, now));
        this.#posts.addViews(post.id, 9 * wanted.likes + 21 * wanted.comments);
      }
      this.#repeat(wanted.followers, this.#profiles.counts(profile.id).followers, n =>
        this.follow(profile.id, this.#fan(n, now).id, now),
      );

      const messages: Message[] = [];
      const received =
        this.#database.get(CountRow, "SELECT count(*) AS n FROM messages WHERE profile_id = ?", profile.id)?.n ?? 0;
      for (let n = received; n < received + wanted.messages; n++) {
        messages.push(this.#receive(profile.id, this.#fan(n, now).id, MESSAGES[n % MESSAGES.length] ?? "", now));
      }
      return { comments, messages, likes: wanted.likes, followers: wanted.followers };
    });
  }

  follow(profileId: string, followerId: string, now: number): boolean {
    const sql = "INSERT OR IGNORE INTO follows (profile_id, follower_id, created_at) VALUES (?, ?, ?)";
    return this.#database.run(sql, profileId, followerId, now) > 0;
  }

  unfollow(profileId: string, followerId: string): void {
    this.#database.run("DELETE FROM follows WHERE profile_id = ? AND follower_id = ?", profileId, followerId);
  }

  followers(profileId: string, limit: number): string[] {
    return this.#database
      .all(
        IdRow,
        "SELECT follower_id AS id FROM follows WHERE profile_id = ? ORDER BY created_at DESC, follower_id LIMIT ?",
        profileId,
        limit,
      )
      .map(row => row.id);
  }

  /** Messages a profile received, newest first. */
  messages(profileId: string, limit: number, before: number | null): Message[] {
    return this.#database.all(
      MessageRow,
      "SELECT * FROM messages WHERE profile_id = ?1 AND (?2 IS NULL OR seq < ?2) ORDER BY seq DESC LIMIT ?3",
      profileId,
      before,
      limit,
    );
  }

  #receive(profileId: string, senderId: string, text: string, now: number): Message {
    const id = newId("msg");
    this.#database.run(
      "INSERT INTO messages (id, profile_id, sender_id, text, created_at) VALUES (?, ?, ?, ?, ?)",
      id,
      profileId,
      senderId,
      text,
      now,
    );
    const message = this.#database.get(MessageRow, "SELECT * FROM messages WHERE id = ?", id);
    if (message === null) throw new Error("A message that was just written is there.");
    return message;
  }

  /** Lets `count` members act who have not yet: those who have are told by `act` answering false. */
  #repeat(count: number, start: number, act: (n: number) => boolean): void {
    let done = 0;
    for (let n = start; done < count; n++) if (act(n)) done++;
  }

  #fan(n: number, now: number): Profile {
    const { handle, displayName } = fanNumber(n);
    return this.#profiles.ensureFan(handle, displayName, now);
  }
}
