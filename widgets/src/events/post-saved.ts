import type { Post } from "@placard/sdk/core";

/** A post was saved as a draft. */
export class PlacardPostSavedEvent extends Event {
  static readonly type = "placard-post-saved";
  readonly post: Post;

  constructor(post: Post) {
    super(PlacardPostSavedEvent.type, { bubbles: true, composed: true });
    this.post = post;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "placard-post-saved": PlacardPostSavedEvent;
  }
}
