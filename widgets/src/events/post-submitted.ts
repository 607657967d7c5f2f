import type { Post } from "@placard/sdk/core";

/** A post was submitted for approval. */
export class PlacardPostSubmittedEvent extends Event {
  static readonly type = "placard-post-submitted";
  readonly post: Post;

  constructor(post: Post) {
    super(PlacardPostSubmittedEvent.type, { bubbles: true, composed: true });
    this.post = post;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "placard-post-submitted": PlacardPostSubmittedEvent;
  }
}
