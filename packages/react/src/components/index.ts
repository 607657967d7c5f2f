// Made by `pnpm widgets` from custom-elements.json.
export type {
  PlacardAccountConnectedEvent,
  PlacardAccountConnectingEvent,
  PlacardAccountDisconnectedEvent,
  PlacardAccountDisconnectingEvent,
  PlacardComposeEvent,
  PlacardErrorEvent,
  PlacardPostApprovedEvent,
  PlacardPostEditingEvent,
  PlacardPostMovingEvent,
  PlacardPostOpeningEvent,
  PlacardPostRejectedEvent,
  PlacardPostSavedEvent,
  PlacardPostSavingEvent,
  PlacardPostScheduledEvent,
  PlacardPostSubmittedEvent,
} from "@placard/widgets";
export { PlacardCalendar } from "./placard-calendar.ts";
export { PlacardComposer } from "./placard-composer.ts";
export { PlacardConnect } from "./placard-connect.ts";
