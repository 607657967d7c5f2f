/** Somebody wants to edit a post: the page opens its composer with this `post-id`. */
export class PlacardPostEditingEvent extends Event {
  static readonly type = "placard-post-editing";
  readonly postId: string;

  constructor(postId: string) {
    super(PlacardPostEditingEvent.type, { bubbles: true, composed: true });
    this.postId = postId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "placard-post-editing": PlacardPostEditingEvent;
  }
}
