import type { CreatePostRequest } from "@placard/sdk/core";

/** What is about to happen with a post. */
export type PostIntent = "draft" | "schedule" | "publish" | "submit";

/** A post is about to be saved, scheduled or published. Cancelled, nothing is sent: for a page with a check of its own. */
export class PlacardPostSavingEvent extends Event {
  static readonly type = "placard-post-saving";
  readonly intent: PostIntent;
  /** As it would be sent, without its time. */
  readonly post: CreatePostRequest;

  constructor(intent: PostIntent, post: CreatePostRequest) {
    super(PlacardPostSavingEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.intent = intent;
    this.post = post;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "placard-post-saving": PlacardPostSavingEvent;
  }
}
