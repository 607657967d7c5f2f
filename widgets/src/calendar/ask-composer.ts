import { PlacardComposeEvent } from "../events/compose.ts";
import { PlacardPostEditingEvent } from "../events/post-editing.ts";

/** Has a new post written, for a local time where one was chosen. */
export const askToCompose = (calendar: HTMLElement, at: string | null): void =>
  ask(calendar, new PlacardComposeEvent(at), { postId: null, at });

/** Has a post edited. */
export const askToEdit = (calendar: HTMLElement, postId: string): void =>
  ask(calendar, new PlacardPostEditingEvent(postId), { postId });

/** The page is asked first: it may have a composer elsewhere, or make one. What it does not cancel goes to the composer that it shows. */
function ask(calendar: HTMLElement, event: Event, wanted: { readonly postId: string | null; readonly at?: string | null }): void {
  if (!calendar.dispatchEvent(event)) return;
  const tag = calendar.localName.replace(/calendar$/, "composer");
  const composer = (calendar.getRootNode() as ParentNode).querySelector(tag) ?? document.querySelector(tag);
  if (composer) Object.assign(composer, wanted).scrollIntoView({ block: "nearest" });
  else console.warn(`<${calendar.localName}> found no <${tag}> on this page: show one when it fires ${event.type}.`);
}
