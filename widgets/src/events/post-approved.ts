import type { Post } from "@placard/sdk/core";

/** A post was approved; scheduled at once where it has a time. */
export class PlacardPostApprovedEvent extends Event {
  static readonly type = "placard-post-approved";
  readonly post: Post;

  constructor(post: Post) {
    super(PlacardPostApprovedEvent.type, { bubbles: true, composed: true });
    this.post = post;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "placard-post-approved": PlacardPostApprovedEvent;
  }
}
