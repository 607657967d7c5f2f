import type { Post } from "@placard/sdk/core";

/** A post was scheduled, or moved to another time; at once where it is to be published now. */
export class PlacardPostScheduledEvent extends Event {
  static readonly type = "placard-post-scheduled";
  readonly post: Post;

  constructor(post: Post) {
    super(PlacardPostScheduledEvent.type, { bubbles: true, composed: true });
    this.post = post;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "placard-post-scheduled": PlacardPostScheduledEvent;
  }
}
