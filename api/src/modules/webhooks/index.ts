import type { Module } from "../../module.ts";
import { operations, TAG } from "./routes.ts";
import { eventDescriptions } from "./schema.ts";
import { deliveries } from "./subscriber.ts";
import { handlers } from "./work.ts";

export const webhooks: Module = {
  tag: { name: TAG, description: "Signed requests to your own server when something happened, with a log of every delivery." },
  operations,
  work: handlers,
  subscribers: [deliveries],
  events: eventDescriptions,
};
