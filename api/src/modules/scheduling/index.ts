export {
  type HeldSlot,
  type Place,
  type PlacePlan,
  planPlace,
  QUEUE_LOOKED_AT,
  type Standing,
  slotsOfAccounts,
  type UpcomingSlot,
  upcomingSlots,
} from "./queue.ts";
export { scheduling } from "./routes.ts";
export { SlotParams } from "./schema.ts";
export { localTimeOf, resolveLocalTime } from "./wall-clock.ts";
