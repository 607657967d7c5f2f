/** Somebody wants to write a post, for the time that was chosen or for none: the page opens its composer, with `at`. */
export class PlacardComposeEvent extends Event {
  static readonly type = "placard-compose";
  /** The local time in the calendar's zone, `2026-11-24T09:00`; null where none was chosen. */
  readonly at: string | null;

  constructor(at: string | null) {
    super(PlacardComposeEvent.type, { bubbles: true, composed: true });
    this.at = at;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "placard-compose": PlacardComposeEvent;
  }
}
