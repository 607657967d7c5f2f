import type { Module } from "../../module.ts";
import { operations, TAG } from "./routes.ts";
import { countPublished } from "./subscriber.ts";

export { usageKey, usagePartition } from "./records.ts";

export const billing: Module = {
  tag: { name: TAG, description: "What your customers used." },
  operations,
  subscribers: [countPublished],
};
