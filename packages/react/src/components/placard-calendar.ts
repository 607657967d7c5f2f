"use client";
// Made by `pnpm widgets` from custom-elements.json.
import { createComponent, type EventName } from "@lit/react";
import type {
  PlacardComposeEvent,
  PlacardErrorEvent,
  PlacardPostEditingEvent,
  PlacardPostMovingEvent,
  PlacardPostOpeningEvent,
  PlacardPostScheduledEvent,
} from "@placard/widgets";
import { PlacardCalendar as PlacardCalendarElement } from "@placard/widgets/calendar";
import * as React from "react";

/**
 * The posts of a workspace by the time they are published at: a month, a week with its hours, or a list. Posts are moved by drag, by keyboard and by a
 * dialog, keep their wall-clock time across changes of the clocks, show their state and what to do about a problem, and change while one looks.
 */
export const PlacardCalendar = createComponent({
  react: React,
  tagName: "placard-calendar",
  displayName: "PlacardCalendar",
  elementClass: PlacardCalendarElement,
  events: {
    /** Somebody wants to write a post, for a time where one was chosen. Cancelable: then the page shows its composer itself. */
    onCompose: "placard-compose" as EventName<PlacardComposeEvent>,
    /** Something did not work, and the widget says so. */
    onError: "placard-error" as EventName<PlacardErrorEvent>,
    /** Somebody wants to edit a post. Cancelable: then the page shows its composer itself. */
    onPostEditing: "placard-post-editing" as EventName<PlacardPostEditingEvent>,
    /** A post is about to be moved. Cancelable: then it stays. */
    onPostMoving: "placard-post-moving" as EventName<PlacardPostMovingEvent>,
    /** A post was opened. Cancelable: then no details are shown here. */
    onPostOpening: "placard-post-opening" as EventName<PlacardPostOpeningEvent>,
    /** A post was moved, or is to be published now. */
    onPostScheduled: "placard-post-scheduled" as EventName<PlacardPostScheduledEvent>,
  },
});
