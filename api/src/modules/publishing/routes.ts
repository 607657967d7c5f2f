import { workspaceOperation } from "../../http/operation.ts";
import type { Module } from "../../module.ts";
import { toTarget } from "./present.ts";
import { targetOf } from "./records.ts";
import { ResolveBody, TargetListSchema, TargetParams, TargetQuery, TargetSchema, targetEvents } from "./schema.ts";
import { cancelTarget, getTarget, listTargets, resolveTarget, retryTarget } from "./service.ts";
import { targetWork } from "./work.ts";

const tag = "Targets";

export const publishing: Module = {
  tag: { name: tag, description: "One post on one account: its parts, what became of them, and what a person can decide." },
  events: targetEvents,
  work: [targetWork],
  operations: [
    workspaceOperation(
      {
        id: "targets.list",
        method: "get",
        path: "/v1/targets",
        tag,
        summary: "List targets",
        description: "Newest first. `status=uncertain` and `status=failed` are what waits for a person.",
        scopes: ["posts:read"],
        query: TargetQuery,
        answer: { status: 200, schema: TargetListSchema, description: "A page of targets." },
        problems: [],
      },
      async (ctx, { query }) => ({
        body: await listTargets(ctx, {
          limit: query.limit,
          cursor: query.cursor,
          status: query.status,
          account_id: query.account_id,
        }),
      }),
    ),
    workspaceOperation(
      {
        id: "targets.get",
        method: "get",
        path: "/v1/targets/{target_id}",
        tag,
        summary: "Read a target",
        description: "With every part and its last attempts.",
        scopes: ["posts:read"],
        params: TargetParams,
        answer: { status: 200, schema: TargetSchema, description: "The target." },
        problems: ["not_found"],
        versioned: true,
      },
      async (ctx, { params }) => {
        const item = await getTarget(ctx, params.target_id);
        return { body: toTarget(targetOf(item), ctx.workspace.id), version: item.version };
      },
    ),
    workspaceOperation(
      {
        id: "targets.retry",
        method: "post",
        path: "/v1/targets/{target_id}/retry",
        tag,
        summary: "Try a failed target again",
        description: "From the part that failed, now. What was published before it stays.",
        scopes: ["posts:publish"],
        params: TargetParams,
        answer: { status: 200, schema: TargetSchema, description: "The target, scheduled again." },
        problems: ["not_found", "target_not_retryable", "conflict"],
        versioned: true,
      },
      async (ctx, { params, request }) => retryTarget(ctx, params.target_id, request.ifMatch),
    ),
    workspaceOperation(
      {
        id: "targets.resolve",
        method: "post",
        path: "/v1/targets/{target_id}/resolve",
        tag,
        summary: "Decide an uncertain target",
        description: "After a person has looked at the network: it is there (with its URL), publish it again, or discard it.",
        scopes: ["posts:publish"],
        params: TargetParams,
        body: ResolveBody,
        answer: { status: 200, schema: TargetSchema, description: "The target." },
        problems: ["not_found", "target_not_uncertain", "conflict"],
        versioned: true,
      },
      async (ctx, { params, body, request }) => {
        const resolution =
          body.as === "published" ? { as: body.as, url: body.url, externalId: body.external_id ?? null } : { as: body.as };
        return resolveTarget(ctx, params.target_id, resolution, request.ifMatch);
      },
    ),
    workspaceOperation(
      {
        id: "targets.cancel",
        method: "post",
        path: "/v1/targets/{target_id}/cancel",
        tag,
        summary: "Cancel what has not left yet",
        description:
          "What is cancelled before it was armed is never on the network. A target that is being sent answers `target_in_flight`.",
        scopes: ["posts:publish"],
        params: TargetParams,
        answer: { status: 200, schema: TargetSchema, description: "The target." },
        problems: ["not_found", "target_in_flight", "target_not_cancellable", "conflict"],
        versioned: true,
      },
      async (ctx, { params, request }) => cancelTarget(ctx, params.target_id, request.ifMatch),
    ),
  ],
};
