import type { Account } from "@placard/sdk/core";

/** Somebody confirmed that an account is to be disconnected. Cancelled, it stays. */
export class PlacardAccountDisconnectingEvent extends Event {
  static readonly type = "placard-account-disconnecting";
  readonly account: Account;

  constructor(account: Account) {
    super(PlacardAccountDisconnectingEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.account = account;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "placard-account-disconnecting": PlacardAccountDisconnectingEvent;
  }
}
