import { workspaceOperation } from "../../http/operation.ts";
import type { Module } from "../../module.ts";
import {
  AdvanceBody,
  ClockSchema,
  FaultBody,
  FaultsSchema,
  RevokedSchema,
  RevokeParams,
  SimulateBody,
  SimulatedSchema,
} from "./schema.ts";
import { advanceClock, injectFault, readClock, revokeAccess, simulate } from "./service.ts";

const tag = "Test mode";

export const testMode: Module = {
  tag: {
    name: tag,
    description:
      "For test workspaces: a clock that can be moved, a network that fails and ends access on demand, an audience on demand.",
  },
  operations: [
    workspaceOperation(
      {
        id: "test.clock",
        method: "get",
        path: "/v1/test/clock",
        tag,
        summary: "Read the workspace's clock",
        description: "Real time, plus what it was moved by.",
        scopes: ["test:write"],
        answer: { status: 200, schema: ClockSchema, description: "The clock." },
        problems: ["test_mode_only"],
      },
      async ctx => ({ body: await readClock(ctx) }),
    ),
    workspaceOperation(
      {
        id: "test.advanceClock",
        method: "post",
        path: "/v1/test/clock/advance",
        tag,
        summary: "Move the workspace's clock forward",
        description:
          "Answers when everything that came due by it has been dispatched and its events are told. What is scheduled for next week is published now.",
        scopes: ["test:write"],
        body: AdvanceBody,
        answer: { status: 200, schema: ClockSchema, description: "The clock, moved." },
        problems: ["test_mode_only", "conflict"],
      },
      async (ctx, { body }) => ({ body: await advanceClock(ctx, body) }),
    ),
    workspaceOperation(
      {
        id: "test.injectFault",
        method: "post",
        path: "/v1/test/faults",
        tag,
        summary: "Let the sandbox fail",
        description: "For the next requests of one account, or of every sandbox account of the workspace.",
        scopes: ["test:write"],
        body: FaultBody,
        answer: { status: 201, schema: FaultsSchema, description: "The faults that wait to happen." },
        problems: ["test_mode_only", "not_found", "network_unreachable", "network_refused"],
      },
      async (ctx, { body: { network: _, ...fault } }) => ({ body: await injectFault(ctx, fault) }),
    ),
    workspaceOperation(
      {
        id: "test.revokeAccess",
        method: "post",
        path: "/v1/test/accounts/{account_id}/revoke",
        tag,
        summary: "End an account's access on the sandbox",
        description:
          "As when a person takes back, in the network's own settings, all that they ever gave. Here nothing changes yet: as in life, the account turns `needs_reconnect` when the network is asked next, by `accounts.health`, by `accounts.refresh` or by a post that comes due. Every workspace that has the same profile of the sandbox connected loses it.",
        scopes: ["test:write"],
        params: RevokeParams,
        answer: { status: 200, schema: RevokedSchema, description: "What the network took back." },
        problems: ["test_mode_only", "not_found", "network_unreachable", "network_refused"],
      },
      async (ctx, { params }) => ({ body: await revokeAccess(ctx, params.account_id) }),
    ),
    workspaceOperation(
      {
        id: "test.simulate",
        method: "post",
        path: "/v1/test/simulate",
        tag,
        summary: "Simulate an audience",
        description: "Comments, likes, followers and messages on the sandbox.",
        scopes: ["test:write"],
        body: SimulateBody,
        answer: { status: 200, schema: SimulatedSchema, description: "What happened." },
        problems: ["test_mode_only", "not_found", "network_unreachable", "network_refused"],
      },
      async (ctx, { body }) => ({ body: await simulate(ctx, body) }),
    ),
  ],
};
