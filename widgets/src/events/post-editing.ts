/** Somebody wants to edit a post. Cancelable: unless the page does, the composer that it shows opens it. */
export class PlacardPostEditingEvent extends Event {
  static readonly type = "placard-post-editing";
  readonly postId: string;

  constructor(postId: string) {
    super(PlacardPostEditingEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.postId = postId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "placard-post-editing": PlacardPostEditingEvent;
  }
}
