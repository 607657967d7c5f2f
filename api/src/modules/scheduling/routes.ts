import { workspaceOperation } from "../../http/operation.ts";
import type { Module } from "../../module.ts";
import { SlotParams, SlotsBody, SlotsSchema, slotEvents } from "./schema.ts";
import { listSlots, replaceSlots } from "./service.ts";

const tag = "Slots";

/** The times at which accounts publish. */
export const scheduling: Module = {
  tag: {
    name: tag,
    description:
      "Repeating local times at which an account publishes. A post that is scheduled with `next_slot` goes into the first that is free.",
  },
  events: slotEvents,
  operations: [
    workspaceOperation(
      {
        id: "slots.list",
        method: "get",
        path: "/v1/accounts/{account_id}/slots",
        tag,
        summary: "Read the slots of an account",
        description: "All of them, in the order of the week.",
        scopes: ["slots:read"],
        params: SlotParams,
        answer: { status: 200, schema: SlotsSchema, description: "The slots." },
        problems: ["not_found"],
        versioned: true,
      },
      (ctx, { params }) => listSlots(ctx, params.account_id),
    ),
    workspaceOperation(
      {
        id: "slots.replace",
        method: "put",
        path: "/v1/accounts/{account_id}/slots",
        tag,
        summary: "Give an account its slots",
        description:
          "These and no others; one that stays as it was keeps its id, and the same again changes nothing. In a DST gap a slot moves forward; of a time that comes twice it is the earlier. What is scheduled already keeps its time.",
        scopes: ["slots:write"],
        params: SlotParams,
        body: SlotsBody,
        answer: { status: 200, schema: SlotsSchema, description: "The slots as they are now." },
        problems: ["not_found", "conflict"],
        versioned: true,
      },
      (ctx, { params, body, request }) =>
        replaceSlots(
          ctx,
          params.account_id,
          {
            timeZone: body.time_zone ?? null,
            slots: body.slots.map(({ weekday, local_time }) => ({ weekday, localTime: local_time })),
          },
          request.ifMatch,
        ),
    ),
  ],
};
