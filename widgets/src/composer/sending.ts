import type { CreatePostRequest, components, Post } from "@placard/sdk/core";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { problemText } from "../element/problem-text.ts";
import type { PostIntent } from "../events/post-saving.ts";
import { isPlacardError } from "../session/session.ts";
import { draftOf } from "./draft.ts";
import type { Host } from "./host.ts";

type ScheduleBody = components["schemas"]["When"];

/** What can still be changed. */
export const OPEN: ReadonlySet<string> = new Set([
  "draft",
  "scheduled",
  "cancelled",
  "failed",
  "pending_approval",
  "approved",
  "rejected",
]);

/** What the composer does with what the API has. */
export interface SendingOf {
  /** A new post is one of the API's from now on, and still open here. */
  readonly onMade: (post: Post) => void;
  /** Goes on from this version of a post. */
  readonly onTaken: (post: Post, etag: string | null) => void;
  readonly onSettled: (intent: PostIntent, post: Post) => void;
}

/** The post as the API has it, the requests that change it, and what came of the last one. */
export class Sending implements ReactiveController {
  readonly #host: Host;
  readonly #of: SendingOf;
  /** Null for a new one. */
  post: Post | null = null;
  etag: string | null = null;
  /** Whether somebody tried to schedule or publish it: what is missing is said from then on. */
  tried = false;
  /** Somebody wanted to send it while its media were not ready. */
  waited = false;
  busy = false;
  problem: unknown = null;
  /** What was done last. */
  done: string | null = null;
  /** Somebody else changed the post. */
  stale = false;
  /** For who approves the post. */
  note = "";
  /** The key of what is being sent: the same for every try of the same post, so that an answer that was lost doubles nothing. */
  #sending: { readonly body: string; readonly key: string } | null = null;

  constructor(element: ReactiveControllerHost, host: Host, of: SendingOf) {
    this.#host = host;
    this.#of = of;
    element.addController(this);
  }

  hostConnected(): void {
    addEventListener("online", this.#online);
  }

  hostDisconnected(): void {
    removeEventListener("online", this.#online);
  }

  readonly #online = (): void => {
    if (this.problem === null) return;
    this.problem = null;
    this.#host.update();
  };

  begin(post: Post | null, etag: string | null): void {
    this.post = post;
    this.etag = etag;
    this.tried = false;
    this.waited = false;
    this.problem = null;
    this.stale = false;
    this.note = "";
    this.#sending = null;
  }

  /** Whether something stands here that the post does not say yet. */
  get unsaved(): boolean {
    return this.post === null || JSON.stringify(draftOf(this.post)) !== JSON.stringify(this.#host.draft);
  }

  /** Whether it stands before somebody as it is: then it is theirs to decide. */
  get waits(): boolean {
    return this.post?.status === "pending_approval" && !this.unsaved;
  }

  get editable(): boolean {
    return this.#host.can("posts:write") && (this.post === null || OPEN.has(this.post.status));
  }

  /** Whether the post would be put before somebody, as it is now: its workspace wants that, or the person may not publish. */
  get submits(): boolean {
    const { can } = this.#host;
    if (!can("posts:write")) return false;
    if (!this.#host.session.current?.approval_required && can("posts:publish")) return false;
    return !(this.post && ["approved", "scheduled"].includes(this.post.status)) || this.unsaved;
  }

  /** @param schedule when it is wished to be published; null to save a draft */
  async send(intent: PostIntent, body: CreatePostRequest, schedule: ScheduleBody | null): Promise<void> {
    this.busy = true;
    this.problem = null;
    this.done = null;
    this.#host.update();
    try {
      const post = await (intent === "submit" && schedule ? this.#submit(body, schedule) : this.#store(body, schedule));
      this.#sending = null;
      this.stale = false;
      if (intent === "submit") this.note = "";
      this.#of.onSettled(intent, post);
    } catch (error) {
      this.refused(error);
    } finally {
      this.busy = false;
      this.#host.update();
    }
  }

  /** Saves a new post with its time in one request; an existing one is changed, then scheduled. */
  async #store(body: CreatePostRequest, schedule: ScheduleBody | null): Promise<Post> {
    const { api } = this.#host.session;
    if (this.post === null) {
      const { templateId } = this.#host.draft;
      const origin = templateId === null ? null : { kind: "template" as const, template_id: templateId };
      const whole = { ...body, ...(origin && { origin }), ...(schedule && { schedule }) };
      const text = JSON.stringify(whole);
      if (this.#sending?.body !== text) this.#sending = { body: text, key: crypto.randomUUID() };
      const made = await api.call("POST /v1/posts body keyed", whole, { idempotencyKey: this.#sending.key }).withResponse();
      this.etag = made.etag;
      return made.data;
    }
    const { id } = this.post;
    const saved = await api
      .call("PATCH /v1/posts/{post_id} body", id, body, { ...(this.etag !== null && { ifMatch: this.etag }) })
      .withResponse();
    this.etag = saved.etag;
    this.post = saved.data;
    if (schedule === null) return saved.data;
    const scheduled = await api.call("POST /v1/posts/{post_id}/schedule body keyed", id, schedule).withResponse();
    this.etag = scheduled.etag;
    return scheduled.data;
  }

  /** Saves the post, then puts it before who approves it. A new one is a post from then on, whatever comes of the second. */
  async #submit(body: CreatePostRequest, schedule: ScheduleBody): Promise<Post> {
    const saved = await this.#store(body, null);
    if (this.post?.id !== saved.id) {
      this.#of.onMade(saved);
      this.post = saved;
    }
    const comment = this.note.trim();
    const submitted = await this.#host.session.api
      .call("POST /v1/posts/{post_id}/submit body keyed", saved.id, { ...(comment !== "" && { comment }), schedule })
      .withResponse();
    this.etag = submitted.etag;
    return submitted.data;
  }

  /** Says what did not work. */
  refused(error: unknown): void {
    if (error instanceof DOMException && error.name === "AbortError") return;
    this.problem = error;
    if (isPlacardError(error)) {
      if (error.status === 412) this.stale = true;
      // The API has decided: what is changed and sent again is another request.
      if (error.status !== null && error.status < 500 && error.status !== 429) this.#sending = null;
    }
    const { key, values } = problemText(error);
    this.#host.announce(this.#host.t(key, values));
    this.#host.report(error);
  }

  /** Somebody else changed the post: theirs is shown, or mine goes on from it. */
  async settleStale(keep: "mine" | "theirs"): Promise<void> {
    if (this.post === null) return;
    try {
      const { data, etag } = await this.#host.session.api.call("GET /v1/posts/{post_id}", this.post.id).withResponse();
      this.etag = etag;
      this.post = data;
      if (keep === "theirs") this.#of.onTaken(data, etag);
      this.stale = false;
      this.problem = null;
    } catch (error) {
      this.refused(error);
    }
    this.#host.update();
  }

  /** Says that somebody else changed the post. */
  readonly becameStale = (): void => {
    this.stale = true;
    this.#host.update();
  };
}
