import { z } from "@hono/zod-openapi";
import { idField, instantField, nullable, timeZoneField } from "../../http/fields.ts";
import { describeEvent } from "../events/index.ts";
import { WEEKDAYS } from "./records.ts";

/** A slot each hour and a half of a week, and room. */
export const SLOTS_MOST = 100;

const weekday = z.enum(WEEKDAYS).openapi({ description: "The day of the week in the slots' zone.", example: "monday" });
const LOCAL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export const SlotParams = z.object({ account_id: idField("account") });

const SlotInput = z
  .strictObject({
    weekday,
    local_time: z
      .string()
      .refine(text => LOCAL_TIME.test(text), {
        error: "It is not a time of the day.",
        params: { code: "wrong_format", fix: "Use hours and minutes of a day of 24 hours, for example 09:00." },
      })
      .openapi({ description: "The time on the wall clock of the slots' zone.", example: "09:00", pattern: LOCAL_TIME.source }),
  })
  .openapi("SlotInput");

export const SlotsBody = z
  .strictObject({
    time_zone: nullable(timeZoneField).optional().openapi({
      description: "The zone of all the account's slots; the workspace's, whatever it becomes, where null or left out.",
      example: "Europe/Berlin",
    }),
    slots: z
      .array(SlotInput)
      .max(SLOTS_MOST)
      .superRefine((slots, refinement) => {
        const seen = new Set<string>();
        for (const [index, slot] of slots.entries()) {
          const name = `${slot.weekday} ${slot.local_time}`;
          if (seen.has(name))
            refinement.addIssue({
              code: "custom",
              path: [index],
              message: `There are two slots on ${slot.weekday} at ${slot.local_time}.`,
              params: { code: "duplicate", fix: "Name each slot once." },
            });
          seen.add(name);
        }
      })
      .openapi({ description: `All slots the account is to have: at most ${SLOTS_MOST}, in any order. Empty: none.` }),
  })
  .openapi("SlotsRequest", {
    example: {
      time_zone: "Europe/Berlin",
      slots: [
        { weekday: "monday", local_time: "09:00" },
        { weekday: "thursday", local_time: "17:30" },
      ],
    },
  });

export const SlotsSchema = z
  .object({
    account_id: idField("account"),
    workspace_id: idField("workspace"),
    time_zone: z.string().openapi({ description: "The zone the slots are in.", example: "Europe/Berlin" }),
    follows_workspace: z
      .boolean()
      .openapi({ description: "Whether that is the workspace's zone, because none was given.", example: false }),
    slots: z
      .array(
        z
          .object({
            id: idField("slot"),
            weekday,
            local_time: z.string().openapi({ description: "The time on the wall clock of that zone.", example: "09:00" }),
          })
          .openapi("Slot"),
      )
      .openapi({ description: "In the order of the week, which begins on Monday." }),
    updated_at: nullable(instantField("When they were last replaced; null where nobody gave the account any.")),
  })
  .openapi("AccountSlots");

export const slotEvents = [
  describeEvent(
    "slots.updated",
    "The slots of an account were replaced.",
    z.object({ slots: SlotsSchema, workspace_id: idField("workspace") }),
  ),
];
