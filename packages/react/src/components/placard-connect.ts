"use client";
// Made by `pnpm widgets` from custom-elements.json.
import { createComponent, type EventName } from "@lit/react";
import type {
  PlacardAccountConnectedEvent,
  PlacardAccountConnectingEvent,
  PlacardAccountDisconnectedEvent,
  PlacardAccountDisconnectingEvent,
  PlacardErrorEvent,
} from "@placard/widgets";
import { PlacardConnect as PlacardConnectElement } from "@placard/widgets/connect";
import * as React from "react";

/**
 * The accounts of a workspace: what is connected and whether it can publish, connecting another, choosing a page, connecting again what a network
 * refused, and disconnecting with its consequences in sight.
 */
export const PlacardConnect = createComponent({
  react: React,
  tagName: "placard-connect",
  displayName: "PlacardConnect",
  elementClass: PlacardConnectElement,
  events: {
    /** An account was connected, or connected again. */
    onAccountConnected: "placard-account-connected" as EventName<PlacardAccountConnectedEvent>,
    /** A network was chosen. Cancelable: then nothing is begun. */
    onAccountConnecting: "placard-account-connecting" as EventName<PlacardAccountConnectingEvent>,
    /** An account was disconnected. */
    onAccountDisconnected: "placard-account-disconnected" as EventName<PlacardAccountDisconnectedEvent>,
    /** A disconnect was confirmed. Cancelable: then the account stays. */
    onAccountDisconnecting: "placard-account-disconnecting" as EventName<PlacardAccountDisconnectingEvent>,
    /** Something did not work, and the widget says so. */
    onError: "placard-error" as EventName<PlacardErrorEvent>,
  },
});
