/** Somebody chose a network to connect, or an account to connect again. Cancelled, nothing is begun: for a page with a plan of its own. */
export class PlacardAccountConnectingEvent extends Event {
  static readonly type = "placard-account-connecting";
  readonly network: string;

  constructor(network: string) {
    super(PlacardAccountConnectingEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.network = network;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "placard-account-connecting": PlacardAccountConnectingEvent;
  }
}
