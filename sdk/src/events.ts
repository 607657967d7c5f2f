import type { WebhookEvents } from "./generated/operations.ts";

/**
 * Whether an event of a list or stream is of this type: its `data` is then typed.
 *
 * @example
 * for await (const event of placard.events.stream()) if (isEvent(event, "post.published")) console.log(event.data.post.id);
 */
export function isEvent<E extends { readonly type: string }, T extends keyof WebhookEvents>(
  event: E,
  type: T,
): event is E & WebhookEvents[T] {
  return event.type === type;
}
