import type { Account } from "@placard/sdk/core";

/** An account was disconnected. */
export class PlacardAccountDisconnectedEvent extends Event {
  static readonly type = "placard-account-disconnected";
  readonly account: Account;

  constructor(account: Account) {
    super(PlacardAccountDisconnectedEvent.type, { bubbles: true, composed: true });
    this.account = account;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "placard-account-disconnected": PlacardAccountDisconnectedEvent;
  }
}
