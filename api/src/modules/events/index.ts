import type { Module } from "../../module.ts";
import { operations, TAG } from "./routes.ts";

export { describeEvent, EVENT_TYPES, type EventType, eventSchema, eventTypeField } from "./catalogue.ts";
export { logHead, readLog, seqBefore } from "./log.ts";
export { createRelay, logChannel, oldestOutboxAt, type Relay, type RelayParts } from "./relay.ts";
export { toEvent } from "./schema.ts";
export type { LogEvent, Subscriber } from "./subscriber.ts";

export const events: Module = {
  tag: { name: TAG, description: "What happened in a workspace, in order: listed, streamed, and sent to webhooks." },
  operations,
};
