import type { Module } from "../../module.ts";
import { operations, TAG } from "./routes.ts";

export { closeStreams } from "./hub.ts";

export const realtime: Module = {
  tag: { name: TAG, description: "Events as they happen." },
  operations,
};
