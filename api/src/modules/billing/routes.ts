import { type Operation, organizationOperation } from "../../http/operation.ts";
import { UsageListSchema, UsageQuery } from "./schema.ts";
import { readUsage } from "./service.ts";

export const TAG = "Billing";

export const operations: readonly Operation[] = [
  organizationOperation(
    {
      id: "billing.usage",
      method: "get",
      path: "/v1/billing/usage",
      tag: TAG,
      summary: "Read usage",
      description:
        "What each workspace published in a month, counted with the events that told of it. A key sees the workspaces of its own mode; a user sees both, the live ones first. Workspaces that published nothing are left out; deleted ones stay.",
      scopes: ["organization:read"],
      query: UsageQuery,
      answer: { status: 200, schema: UsageListSchema, description: "One page of usage." },
      problems: [],
    },
    async (ctx, { query }) => ({ body: await readUsage(ctx, query) }),
  ),
];
