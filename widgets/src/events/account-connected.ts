import type { Account } from "@placard/sdk/core";

/** An account was connected, or connected again. */
export class PlacardAccountConnectedEvent extends Event {
  static readonly type = "placard-account-connected";
  readonly account: Account;

  constructor(account: Account) {
    super(PlacardAccountConnectedEvent.type, { bubbles: true, composed: true });
    this.account = account;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "placard-account-connected": PlacardAccountConnectedEvent;
  }
}
