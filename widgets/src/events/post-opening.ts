/** Somebody opened a post of the calendar. Cancelled, the calendar shows no details of its own: for a page that opens its composer with `postId` instead. */
export class PlacardPostOpeningEvent extends Event {
  static readonly type = "placard-post-opening";
  readonly postId: string;

  constructor(postId: string) {
    super(PlacardPostOpeningEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.postId = postId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "placard-post-opening": PlacardPostOpeningEvent;
  }
}
