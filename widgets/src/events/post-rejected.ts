import type { Post } from "@placard/sdk/core";

/** A post was sent back to who wrote it, with a reason. */
export class PlacardPostRejectedEvent extends Event {
  static readonly type = "placard-post-rejected";
  readonly post: Post;

  constructor(post: Post) {
    super(PlacardPostRejectedEvent.type, { bubbles: true, composed: true });
    this.post = post;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "placard-post-rejected": PlacardPostRejectedEvent;
  }
}
