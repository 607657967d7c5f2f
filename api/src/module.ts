import type { EventDescription } from "./http/document.ts";
import type { Operation } from "./http/operation.ts";
import type { Subscriber } from "./modules/events/subscriber.ts";
import type { WorkHandler } from "./work/handler.ts";

/** What a module gives to `app`, which joins them all. */
export interface Module {
  readonly tag: { readonly name: string; readonly description: string };
  readonly operations: readonly Operation[];
  readonly work?: readonly WorkHandler[];
  readonly subscribers?: readonly Subscriber[];
  readonly events?: readonly EventDescription[];
}
