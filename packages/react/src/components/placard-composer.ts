"use client";
// Made by `pnpm widgets` from custom-elements.json.
import { createComponent, type EventName } from "@lit/react";
import type {
  PlacardErrorEvent,
  PlacardPostApprovedEvent,
  PlacardPostRejectedEvent,
  PlacardPostSavedEvent,
  PlacardPostSavingEvent,
  PlacardPostScheduledEvent,
  PlacardPostSubmittedEvent,
} from "@placard/widgets";
import { PlacardComposer as PlacardComposerElement } from "@placard/widgets/composer";
import * as React from "react";

/**
 * Writes a post for one or many accounts: one text with a version of its own for each network that needs one, counted and checked by the networks' own
 * rules while it is written, seen as each network will show it; as a thread, with a first comment, now, at a time or in the next free slot. What is
 * written survives a reload, a lost connection and an expired token.
 */
export const PlacardComposer = createComponent({
  react: React,
  tagName: "placard-composer",
  displayName: "PlacardComposer",
  elementClass: PlacardComposerElement,
  events: {
    /** Something did not work, and the widget says so. */
    onError: "placard-error" as EventName<PlacardErrorEvent>,
    /** A post was approved here. */
    onPostApproved: "placard-post-approved" as EventName<PlacardPostApprovedEvent>,
    /** A post was sent back here. */
    onPostRejected: "placard-post-rejected" as EventName<PlacardPostRejectedEvent>,
    /** A draft was saved. */
    onPostSaved: "placard-post-saved" as EventName<PlacardPostSavedEvent>,
    /** A post is about to be saved, scheduled or published. Cancelable: then nothing is sent. */
    onPostSaving: "placard-post-saving" as EventName<PlacardPostSavingEvent>,
    /** A post was scheduled, or is to be published now. */
    onPostScheduled: "placard-post-scheduled" as EventName<PlacardPostScheduledEvent>,
    /** A post was submitted for approval. */
    onPostSubmitted: "placard-post-submitted" as EventName<PlacardPostSubmittedEvent>,
  },
});
