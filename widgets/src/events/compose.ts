/**
 * Somebody wants to write a post, for the time that was chosen or for none. Cancelable: unless the page does, the composer that it shows begins one, with `at`.
 */
export class PlacardComposeEvent extends Event {
  static readonly type = "placard-compose";
  /** The local time in the calendar's zone, `2026-11-24T09:00`; null where none was chosen. */
  readonly at: string | null;

  constructor(at: string | null) {
    super(PlacardComposeEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.at = at;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "placard-compose": PlacardComposeEvent;
  }
}
