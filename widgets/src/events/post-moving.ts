/** A post is about to be moved to another time. Cancelled, it stays where it is. */
export class PlacardPostMovingEvent extends Event {
  static readonly type = "placard-post-moving";
  readonly postId: string;
  /** The local time in the calendar's zone, `2026-11-24T09:00`. */
  readonly at: string;

  constructor(postId: string, at: string) {
    super(PlacardPostMovingEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.postId = postId;
    this.at = at;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "placard-post-moving": PlacardPostMovingEvent;
  }
}
