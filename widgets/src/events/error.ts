/**
 * Something a person wanted did not work, and the widget says so. `error` is what was thrown: a `PlacardError` of the SDK for what the API refused. Cancelable:
 * then the browser's console is told nothing.
 */
export class PlacardErrorEvent extends Event {
  static readonly type = "placard-error";
  readonly error: unknown;

  constructor(error: unknown) {
    super(PlacardErrorEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.error = error;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "placard-error": PlacardErrorEvent;
  }
}
