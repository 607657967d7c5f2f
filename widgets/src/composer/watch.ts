import type { Post } from "@placard/sdk/core";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { draftOf } from "./draft.ts";
import type { Host } from "./host.ts";
import type { Panels } from "./panels.ts";
import { OPEN, type Sending } from "./sending.ts";
import type { WhenChoice } from "./when-choice.ts";

/** So long after an event the post is read: events come in flocks, and those of what is sent here wait for its answer. */
const LOOK_AFTER_MS = 150;

/** What the watch has of the composer. */
interface WatchOf {
  readonly sending: Sending;
  readonly panels: Panels;
  readonly when: WhenChoice;
  readonly onTaken: (post: Post, etag: string | null) => void;
}

/** Sees what is done elsewhere with the open post: shows it at once where nothing is being written here, and never in place of what is. */
export class Watch implements ReactiveController {
  readonly #host: Host;
  readonly #of: WatchOf;
  #unlisten: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(element: ReactiveControllerHost, host: Host, of: WatchOf) {
    this.#host = host;
    this.#of = of;
    element.addController(this);
  }

  hostDisconnected(): void {
    this.end();
  }

  begin(): void {
    this.end();
    const { sending, panels } = this.#of;
    this.#unlisten = this.#host.session.live.listen(message => {
      const id = sending.post?.id;
      if (id === undefined) return;
      if (!("data" in message)) return this.#soon();
      const { post, comment } = message.data as { readonly post?: Post; readonly comment?: { readonly post_id: string } };
      if (post?.id === id) this.#soon();
      if (message.type !== "post.commented" || comment?.post_id !== id || panels.comments) return;
      void panels.toggleComments();
      this.#host.tell(this.#host.t("composer.commented"));
    });
  }

  end(): void {
    this.#unlisten?.();
    this.#unlisten = null;
    clearTimeout(this.#timer);
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), LOOK_AFTER_MS);
  }

  async #look(): Promise<void> {
    const { sending, when, onTaken } = this.#of;
    const { session, t, tell, announce, update } = this.#host;
    const { post } = sending;
    if (!post || sending.stale) return;
    try {
      const { data, etag } = await session.api.call("GET /v1/posts/{post_id}", post.id).withResponse();
      if (sending.busy) return this.#soon();
      if (sending.post !== post || etag === sending.etag) return;
      const same = JSON.stringify(draftOf(data)) === JSON.stringify(draftOf(post));
      const told = !same || stateOf(data) !== stateOf(post);
      if (same && (OPEN.has(data.status) || !sending.unsaved)) {
        sending.post = data;
        sending.etag = etag;
        if (!when.touched) when.begin(data);
        update();
      } else if (sending.unsaved || when.touched || sending.note !== "") {
        sending.becameStale();
        announce(t("composer.stale"));
        return;
      } else onTaken(data, etag);
      if (told) tell(t("composer.changed"));
    } catch (error) {
      this.#host.report(error); // it is shown as it was; what is sent is refused where it has changed
    }
  }
}

/** What of a post's state is a person's doing. What becomes of it on the networks is nobody's. */
const stateOf = ({ status, schedule, approval }: Post): string =>
  JSON.stringify(OPEN.has(status) && status !== "failed" ? [status, schedule, approval] : null);
